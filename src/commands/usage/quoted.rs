//! Words that belong together and were typed without quotes: the line as it is to be typed, to copy.

use std::ffi::OsString;

use clap::error::ErrorKind;

use super::as_typed;
use crate::commands::failure::{Failure, FailureKind};
use crate::files::built_in;
use crate::model::id::Id;

/// A name of several words that was typed without quotes, in the command as it is to be typed.
pub(super) fn grouped(
    line: &clap::Command,
    arguments: &[OsString],
    error: &clap::Error,
) -> Option<String> {
    let (command, _) = super::meant(line, arguments);
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let words: Vec<&str> = arguments[1..]
        .iter()
        .map(|word| word.to_str())
        .collect::<Option<_>>()?;
    if !has_all(line, command, &words) {
        return None;
    }
    let is_option = |word: &&str| word.starts_with("--") && !word.contains('=');
    let mut typed = vec!["mystery".to_owned()];
    let mut rest = words.as_slice();
    let mut is_grouped = false;
    while let [word, more @ ..] = rest {
        let n_behind = more.iter().take_while(|it| !it.starts_with('-')).count();
        let (behind, further) = more.split_at(n_behind);
        // A standard that stands last is no part of the name before it.
        let n_named = n_behind - usize::from(behind.len() > 1 && is_standard(behind[n_behind - 1]));
        typed.push(as_typed(word));
        rest = more;
        if is_option(word) && n_named > 1 && takes_name(word) {
            typed.push(as_typed(&behind[..n_named].join(" ")));
            typed.extend(behind[n_named..].iter().map(|word| as_typed(word)));
            rest = further;
            is_grouped = true;
        }
    }
    let typed = typed.join(" ");
    is_grouped.then(|| format!("a name of several words stands in double quotes: {typed}"))
}

/// True for the id of a standard that everybody has.
pub(super) fn is_standard(word: &str) -> bool {
    Id::new(word).is_some_and(|id| built_in::find(&id).is_some())
}

/// True where every option that was typed is the command's own or goes with every command: with
/// another one, quotes alone put nothing right.
fn has_all(line: &clap::Command, command: &clap::Command, words: &[&str]) -> bool {
    let is_option = |word: &&&str| word.starts_with('-') && word.len() > 1;
    words.iter().filter(is_option).all(|word| {
        let name = word.split_once('=').map_or(*word, |(name, _)| name);
        let is_it = |it: &clap::Arg| is_spelt(it, name);
        ["--help", "-h"].contains(&name)
            || command.get_arguments().any(is_it)
            || line.get_arguments().any(is_it)
    })
}

/// True for the word that an option is typed as, a value right behind its letter aside.
fn is_spelt(option: &clap::Arg, word: &str) -> bool {
    match word.strip_prefix("--") {
        Some(long) => option.get_long() == Some(long),
        None => option.get_short().is_some() && option.get_short() == word.chars().nth(1),
    }
}

/// True for an option with a name or a text behind it.
fn takes_name(option: &str) -> bool {
    [
        "--competitor",
        "--organisation",
        "--internal",
        "--site",
        "--visited",
        "--why",
        "--keep",
    ]
    .contains(&option)
}

/// What the words of a command are that takes a visit and, of a correction, what is right.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Command,
    Visit,
    Change,
    Option,
    /// Behind an option: its value, which only a text goes on.
    Value {
        is_text: bool,
    },
}

/// A command as it is to be typed.
pub(super) struct Proposal {
    /// It with what is said before it: `with its quotes: mystery show "happy paws"`.
    said: String,
    /// Its words, as the program gets them.
    words: Vec<String>,
    /// The visit, where it takes quotes.
    visit: Option<String>,
    /// What is added to give a reason, where there is none.
    reason: Option<&'static str>,
}

impl Proposal {
    /// Puts it below a failure, where it would be accepted; else the failure is that of the proposal.
    pub(super) fn below(self, failure: Failure, refused: Refused) -> Failure {
        let Some(mut better) = refused(&self.words) else {
            return Failure {
                hints: vec![self.said],
                ..failure
            };
        };
        // Where there is no such visit, nothing behind its name is wrong yet.
        if better.kind != FailureKind::Usage {
            return Failure {
                kind: failure.kind,
                ..better
            };
        }
        if let Some(visit) = self.visit {
            better = better.hint(format!(
                "a visit of several words stands in quotes: {visit}"
            ));
        }
        match self.reason {
            Some(reason) => better.hint(format!("and say why, behind it: {reason}")),
            None => better,
        }
    }
}

/// Why a correction with these words would be refused; `None` where it would not.
pub(in crate::commands) type Refused<'r> = &'r dyn Fn(&[String]) -> Option<Failure>;

/// The failure of a command that was taken apart by the shell, with the line as it is to be typed.
pub(in crate::commands) fn with_quotes(
    command_line: &clap::Command,
    arguments: &[OsString],
    error: anyhow::Error,
    refused: Refused,
) -> anyhow::Error {
    let (command, _) = super::meant(command_line, arguments);
    let Some(proposal) = visit_quoted(command_line, arguments) else {
        return error;
    };
    let is_asked = |failure: &Failure| {
        matches!(failure.kind, FailureKind::Usage | FailureKind::CouldNot)
            && command.get_name() == "correct"
    };
    match error.downcast::<Failure>() {
        Ok(failure) if is_asked(&failure) => proposal.below(failure, refused).into(),
        Ok(failure) => failure.into(),
        Err(error) => error,
    }
}

/// A visit named in several words, or an answer of several, or a correction without its reason, in the
/// command as it is to be typed; `None` where it was typed so.
pub(super) fn visit_quoted(line: &clap::Command, arguments: &[OsString]) -> Option<Proposal> {
    let (command, _) = super::meant(line, arguments);
    let is_correction = match command.get_name() {
        "correct" => true,
        "show" | "discard" => false,
        _ => return None,
    };
    let words: Vec<&str> = arguments[1..]
        .iter()
        .map(|word| word.to_str())
        .collect::<Option<_>>()?;
    if !has_all(line, command, &words) {
        return None;
    }
    let at = words.iter().position(|word| *word == command.get_name())?;
    let mut parts: Vec<(Part, String)> = Vec::new();
    let mut is_joined = false;
    let mut is_named = false;
    for word in &words[at + 1..] {
        let last = parts.last().map_or(Part::Command, |(part, _)| *part);
        let wants_value = last == Part::Option
            && parts
                .last()
                .is_some_and(|(_, option)| takes_value(command, option));
        let part = if wants_value {
            let is_text = parts.last().is_some_and(|(_, option)| takes_name(option));
            Part::Value { is_text }
        } else if word.starts_with('-') && word.len() > 1 {
            Part::Option
        } else if is_correction && word.contains('=') {
            Part::Change
        } else if matches!(
            last,
            Part::Visit | Part::Change | Part::Value { is_text: true }
        ) {
            let (_, text) = parts.last_mut()?;
            *text = format!("{text} {word}");
            is_joined = true;
            continue;
        } else if !is_named {
            is_named = true;
            Part::Visit
        } else {
            return None;
        };
        parts.push((part, (*word).to_owned()));
    }
    // A correction without one thing that is right is not understood that far.
    let is_whole = !is_correction || parts.iter().any(|(part, _)| *part == Part::Change);
    let has_why = parts.iter().any(|(_, word)| word.starts_with("--why"));
    let reason = (is_correction && !has_why).then_some(REASON);
    if !(is_joined || reason.is_some()) || !is_named || !is_whole {
        return None;
    }
    let mut typed = vec!["mystery".to_owned()];
    typed.extend(words[..=at].iter().map(|word| as_typed(word)));
    typed.extend(parts.iter().map(|(part, word)| match word.split_once('=') {
        Some((item, said)) if *part == Part::Change => format!("{item}={}", as_typed(said)),
        _ => as_typed(word),
    }));
    typed.extend(reason.map(str::to_owned));
    let lead = if is_joined { "quotes" } else { "reason" };
    let visit = parts.iter().find(|(part, _)| *part == Part::Visit);
    let visit = visit.map(|(_, visit)| as_typed(visit));
    let mut all: Vec<String> = words[..=at].iter().map(|&word| word.to_owned()).collect();
    all.extend(parts.into_iter().map(|(_, word)| word));
    all.extend(reason.map(|_| "--why=?".to_owned()));
    Some(Proposal {
        said: format!("with its {lead}: {}", typed.join(" ")),
        words: all,
        visit: visit.filter(|visit| visit.starts_with('"')),
        reason,
    })
}

/// A reason for a correction, as it may be typed.
const REASON: &str = "--why \"misread my notes\"";

/// True for an option with something behind it, as it was typed.
fn takes_value(command: &clap::Command, option: &str) -> bool {
    let everywhere = ["--ledger", "--format", "--color", "--lang"];
    // A letter with more behind it holds its value.
    let is_it =
        |it: &&clap::Arg| (option.starts_with("--") || option.len() == 2) && is_spelt(it, option);
    let own = command.get_arguments().find(is_it);
    everywhere.contains(&option) || own.is_some_and(|it| it.get_action().takes_values())
}
