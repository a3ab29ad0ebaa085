//! What was typed wrong, in plain words: clap finds it, this says it, with an example of the command
//! that was meant.

mod quoted;

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

pub(super) use self::quoted::{Refused, with_quotes};
use self::quoted::{grouped, is_standard, visit_quoted};
use super::failure::Failure;
use crate::report::wording::listed;

/// Most letters that a slip of the fingers adds, drops, changes or swaps.
const SLIP: usize = 2;

/// The end for arguments that clap refused.
pub(super) fn failure(
    line: &clap::Command,
    arguments: &[OsString],
    error: &clap::Error,
    refused: Refused,
) -> Failure {
    let (command, name) = meant(line, arguments);
    let near = texts(
        error,
        match error.kind() {
            ErrorKind::InvalidSubcommand => ContextKind::SuggestedSubcommand,
            ErrorKind::InvalidValue => ContextKind::SuggestedValue,
            _ => ContextKind::SuggestedArg,
        },
    );
    let wrong = texts(error, wrong_word(error.kind())).pop();
    let near = nearest_first(&wrong.unwrap_or_default(), near);
    let early = early(command, arguments, error);
    let of = if early.is_some() { "mystery" } else { &name };
    let mut failure = Failure::usage(message(error, of));
    if is_leaving(error) {
        return failure.hint("to leave a visit type q at its prompt");
    }
    if let Some(words) = known_elsewhere(error) {
        return failure.hint(words);
    }
    if !near.is_empty() {
        let near: Vec<String> = near.iter().map(|word| format!("`{word}`")).collect();
        failure = failure.hint(format!("did you mean {}?", one_of(&near)));
    }
    if let Some(words) = resumed(arguments, error).or(early) {
        return failure.hint(words);
    }
    if let Some(proposal) = visit_quoted(line, arguments).filter(|_| is_of_words(error)) {
        return proposal.below(failure, refused);
    }
    if let Some(words) = grouped(line, arguments, error) {
        return failure.hint(words);
    }
    if let Some(example) = example(command) {
        failure = failure.hint(format!("an example: {example}"));
    }
    failure.hint(format!("all there is: {name} --help"))
}

/// Which part of an error says the word that was not known.
fn wrong_word(kind: ErrorKind) -> ContextKind {
    match kind {
        ErrorKind::InvalidSubcommand => ContextKind::InvalidSubcommand,
        ErrorKind::InvalidValue => ContextKind::InvalidValue,
        _ => ContextKind::InvalidArg,
    }
}

/// Of the words that look alike those that are a slip away, the nearest first; where none is, all.
fn nearest_first(wrong: &str, mut near: Vec<String>) -> Vec<String> {
    let distance = |word: &String| strsim::osa_distance(word, wrong);
    near.sort_by_key(distance);
    if near.iter().any(|word| distance(word) <= SLIP) {
        near.retain(|word| distance(word) <= SLIP);
    }
    near
}

/// True where words without their quotes may be what is wrong.
fn is_of_words(error: &clap::Error) -> bool {
    [
        ErrorKind::UnknownArgument,
        ErrorKind::MissingRequiredArgument,
    ]
    .contains(&error.kind())
}

/// True where somebody wants to leave, and there is nothing to leave.
fn is_leaving(error: &clap::Error) -> bool {
    error.kind() == ErrorKind::InvalidSubcommand
        && texts(error, ContextKind::InvalidSubcommand)
            .iter()
            .any(|word| ["exit", "quit", "q"].contains(&word.to_lowercase().as_str()))
}

/// What a word means that other programs have for a command or an option, and this one has not.
fn known_elsewhere(error: &clap::Error) -> Option<&'static str> {
    if error.kind() == ErrorKind::UnknownArgument {
        let option = texts(error, ContextKind::InvalidArg).pop()?;
        return (option == "--resume")
            .then_some("did you mean `visit --resume`? It goes on with an open visit");
    }
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let word = texts(error, ContextKind::InvalidSubcommand).pop()?;
    match word.to_lowercase().as_str() {
        "list" | "ls" | "history" => Some("did you mean `visits`? mystery visits lists them all"),
        "resume" | "continue" => {
            Some("did you mean `visit --resume`? mystery visit --resume goes on with an open visit")
        }
        "edit" | "undo" => Some(
            "did you mean `correct`? mystery correct --help says how a finished visit is changed",
        ),
        "status" | "home" => Some("did you mean `mystery` alone? It shows where you are"),
        _ => None,
    }
}

fn message(error: &clap::Error, name: &str) -> String {
    let wrong = |kind| texts(error, kind);
    let first = |kind| wrong(kind).into_iter().next().unwrap_or_default();
    let argument = first(ContextKind::InvalidArg);
    let value = first(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = first(ContextKind::InvalidSubcommand);
            format!("{name} has no command `{word}`")
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            format!("{name} has no option `{argument}`")
        }
        ErrorKind::UnknownArgument => format!(
            "`{argument}` is one word too many for {name}; words that belong together stand in quotes"
        ),
        ErrorKind::MissingRequiredArgument => {
            let missing: Vec<String> = wrong(ContextKind::InvalidArg);
            let missing: Vec<String> = missing.iter().map(|it| plain(it)).collect();
            format!("{name} also needs {}", listed(&missing))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            format!("{name} wants one word more, to say what to do")
        }
        ErrorKind::ArgumentConflict => {
            let other: Vec<String> = wrong(ContextKind::PriorArg);
            match other.first() {
                Some(other) if *other == argument => {
                    format!("{} is given twice", plain(&argument))
                }
                Some(other) => format!(
                    "{} and {} do not go together",
                    plain(&argument),
                    plain(other)
                ),
                None => format!("{} does not go with the rest", plain(&argument)),
            }
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            // Unquoted, a shell takes it for the end of the command.
            let quoted = if argument.contains("--separator") {
                ": for semicolons write semicolon, or ';' in quotes"
            } else {
                ""
            };
            format!("{} wants something behind it{quoted}", option(&argument))
        }
        ErrorKind::InvalidValue => {
            let known = wrong(ContextKind::ValidValue);
            if known.is_empty() {
                return format!("`{value}` cannot stand behind {}", plain(&argument));
            }
            format!(
                "`{value}` cannot stand behind {}: it is {}",
                option(&argument),
                one_of(&known)
            )
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string);
            let why = why.map_or(String::new(), |why| format!(": {why}"));
            format!("`{value}` cannot stand behind {}{why}", option(&argument))
        }
        ErrorKind::InvalidUtf8 => "an argument is not UTF-8 text".into(),
        ErrorKind::TooManyValues => {
            format!("{} takes nothing more than one word", option(&argument))
        }
        _ => {
            // Never said by this command line as it is; better its first line than none.
            let text = error.render().to_string();
            let line = text.lines().next().unwrap_or_default();
            line.trim_start_matches("error: ").to_owned()
        }
    }
}

/// A word of a command as it is typed: in double quotes where a shell would take it apart.
pub(super) fn as_typed(word: &str) -> String {
    let is_safe = |it: char| it.is_alphanumeric() || "-_./:=@%+,~".contains(it);
    if !word.is_empty() && word.chars().all(is_safe) {
        return word.to_owned();
    }
    let mut quoted = String::from('"');
    for letter in word.chars() {
        if "\"\\$`".contains(letter) {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted + "\""
}

/// `a, b or c`.
fn one_of(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [all @ .., last] => format!("{} or {last}", all.join(", ")),
    }
}

/// `--why <TEXT>` as it is said: `--why TEXT`.
fn plain(argument: &str) -> String {
    argument
        .replace(['<', '>', '[', ']'], "")
        .replace("...", "")
}

/// The option without what stands behind it.
fn option(argument: &str) -> String {
    plain(argument).split(' ').next().unwrap_or_default().into()
}

fn texts(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

/// The command that was typed, as far as it is known, and how it is called.
fn meant<'a>(line: &'a clap::Command, arguments: &[OsString]) -> (&'a clap::Command, String) {
    let mut found = (line, "mystery".to_owned());
    for word in arguments.iter().skip(1).filter_map(|word| word.to_str()) {
        if let Some(command) = found.0.find_subcommand(word) {
            found = (command, format!("{} {word}", found.1));
        }
    }
    found
}

/// The first example of the command's help, with what it does.
fn example(command: &clap::Command) -> Option<String> {
    let help = command.get_after_help()?.to_string();
    let lines = help.lines().map(str::trim_start);
    let line = lines
        .into_iter()
        .find(|line| line.starts_with("mystery "))?;
    Some(match line.split_once("  ") {
        Some((typed, meaning)) => format!("{typed} ({})", meaning.trim()),
        None => line.into(),
    })
}

/// An option that stands before its command, in the command as it is to be typed.
fn early(command: &clap::Command, arguments: &[OsString], error: &clap::Error) -> Option<String> {
    let argument = texts(error, ContextKind::InvalidArg).pop()?;
    let long = argument.strip_prefix("--")?;
    let is_its_own = command
        .get_arguments()
        .any(|it| it.get_long() == Some(long));
    let words: Vec<&str> = arguments[1..]
        .iter()
        .map(|word| word.to_str())
        .collect::<Option<_>>()?;
    let from = words.iter().position(|word| *word == argument)?;
    let to = words.iter().position(|word| *word == command.get_name())?;
    if !is_its_own || to < from {
        return None;
    }
    let typed: Vec<String> = [&words[..from], &words[to..], &words[from..to]]
        .concat()
        .into_iter()
        .map(as_typed)
        .collect();
    Some(format!(
        "it goes behind the command: mystery {}",
        typed.join(" ")
    ))
}

/// `mystery visit PLACE --resume` means the visit to go on with.
fn resumed(arguments: &[OsString], error: &clap::Error) -> Option<String> {
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let at = words.iter().position(|word| *word == "visit")?;
    let is_conflict = error.kind() == ErrorKind::ArgumentConflict && words.contains(&"--resume");
    let ledger = (words.iter().position(|word| *word == "--ledger")).map(|at| at + 1);
    let is_named = |at: usize| !words[at].starts_with('-') && Some(at) != ledger;
    let first = (at + 1..words.len()).find(|at| is_named(*at))?;
    // The words of a name stand behind the option.
    let is_behind = words[first - 1] == "--resume";
    let more = (first + 1..words.len()).take_while(|at| is_behind && is_named(*at));
    let last = more.last().unwrap_or(first);
    let last = last - usize::from(last > first && is_standard(words[last]));
    let visit = words[first..=last].join(" ");
    let ledger = ledger.and_then(|at| words.get(at).copied());
    let joined = || words.iter().find_map(|word| word.strip_prefix("--ledger="));
    let there = ledger.or_else(joined).map_or(String::new(), |ledger| {
        format!(" --ledger {}", as_typed(ledger))
    });
    is_conflict.then(|| {
        let visit = as_typed(&visit);
        format!("to go on with that visit: mystery visit --resume {visit}{there}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::command_line;

    fn said(typed: &str) -> String {
        let arguments: Vec<OsString> = typed.split(' ').map(OsString::from).collect();
        let mut line = command_line();
        let error = line.try_get_matches_from_mut(&arguments).unwrap_err();
        let failure = failure(&line, &arguments, &error, &|_| None);
        format!("{}\n{}", failure.message, failure.hints.join("\n"))
    }

    #[test]
    fn what_is_typed_wrong_is_said_plainly() {
        let typed = [
            "mystery frob",
            "mystery vist",
            "mystery comapre",
            "mystery exit",
            "mystery list",
            "mystery status",
            "mystery resume",
            "mystery --resume",
            "mystery edit",
            "mystery visit quick-check --own",
            "mystery visit --compettor x",
            "mystery --ui line visit quick-check",
            "mystery visit quick-check --competitor City Pound --site Main Street --ascii",
            "mystery visit --competitor City Pound quick-check",
            "mystery visit empfang --resume",
            "mystery visit --resume City Pound",
            "mystery visit --resume riverside quick-check",
            "mystery show a b",
            "mystery show City Pound --explain",
            "mystery show City Pound --explian",
            "mystery discard --yes City Pound",
            "mystery discard Tom's place --ledger L2",
            "mystery --format md show City Pound -o x.md",
            "mystery visit --competitor City Pound --sight Main",
            "mystery correct happy paws hello=2",
            "mystery correct last",
            "mystery correct last named=yes",
            "mystery export",
            "mystery visits --format xml",
            "mystery visits --format jsn",
            "mystery visits --lang",
            "mystery export sheets --separator",
            "mystery visits --lang klingon",
            "mystery standard",
            "mystery standard frob",
            "mystery visits --open --open",
        ];
        let all: Vec<String> = typed
            .iter()
            .map(|typed| format!("$ {typed}\n{}\n", said(typed)))
            .collect();
        insta::assert_snapshot!(all.join("\n"));
    }
}
