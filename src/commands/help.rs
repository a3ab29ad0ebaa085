//! Help that fits the window: clap fills its own paragraphs; usage lines, examples, the lists of
//! commands and of the values of an option are wrapped here, so that nothing breaks within a word
//! and no line is ragged.

use clap::builder::PossibleValue;
use clap::{Arg, Command};

/// Columns that the help is written for.
pub(super) const WRITTEN_FOR: usize = 80;

/// Columns before the help of an option.
const OPTION_INDENT: usize = 10;

/// A command in the list of commands.
pub(super) fn line(name: &str, about: &str, width: usize) -> String {
    let indent = " ".repeat(15);
    let lines = wrapped(about, &format!("  {name:<12} "), &indent, width);
    lines.join("\n") + "\n"
}

/// The command line with its help made for so many columns, and never more than it is written for.
pub(super) fn fitted(mut command: Command, width: usize) -> Command {
    let width = width.min(WRITTEN_FOR);
    command = command.term_width(width);
    command.build();
    fit(command, width)
}

fn fit(mut command: Command, width: usize) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    let usage = wrapped(usage, "", "  ", width.saturating_sub("Usage: ".len()));
    command = command
        .override_usage(usage.join("\n"))
        .mut_args(|argument| with_values_listed(argument, width));
    if let Some(after) = command.get_after_help().map(ToString::to_string) {
        command = command.after_help(page(&after, width));
    }
    let names: Vec<String> = command
        .get_subcommands()
        .map(|it| it.get_name().to_owned())
        .collect();
    for name in names {
        command = command.mut_subcommand(name, |below| fit(below, width));
    }
    command
}

/// An option with the list of its values below its help, each going on below its own words; clap
/// would go on below the dash.
fn with_values_listed(argument: Arg, width: usize) -> Arg {
    let values = argument.get_possible_values();
    if argument.is_hide_possible_values_set() || values.iter().all(|it| it.get_help().is_none()) {
        return argument;
    }
    let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
    let column = names.iter().map(|it| it.len()).max().unwrap_or(0) + "- : ".len();
    let list: Vec<String> = values
        .iter()
        .flat_map(|value| {
            let name = format!("- {}:", value.get_name());
            let meaning = value.get_help().map(ToString::to_string);
            let next = " ".repeat(column);
            let width = width.saturating_sub(OPTION_INDENT);
            let first = format!("{name:<column$}");
            wrapped(&meaning.unwrap_or_default(), &first, &next, width)
        })
        .collect();
    let help = argument.get_help().map(ToString::to_string);
    let help = help.unwrap_or_default();
    let unless_said: Vec<String> = argument
        .get_default_values()
        .iter()
        .map(|it| format!("[default: {}]", it.display()))
        .collect();
    let mut short = vec![help.clone()];
    short.extend(unless_said.clone());
    short.push(format!("[possible values: {}]", names.join(", ")));
    let mut long = vec![help, format!("Possible values:\n{}", list.join("\n"))];
    long.extend(unless_said);
    argument
        .help(short.join(" "))
        .long_help(long.join("\n\n"))
        .hide_possible_values(true)
        .hide_default_value(true)
}

/// A page of help: each paragraph filled, each example with what it does below it.
fn page(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut paragraph: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        let is_heading = paragraph.is_empty() && line.ends_with(':');
        if !line.is_empty() && !line.starts_with(' ') && !is_heading {
            paragraph.push(line);
            continue;
        }
        if !paragraph.is_empty() {
            lines.extend(wrapped(&paragraph.join(" "), "", "", width));
            paragraph.clear();
        }
        if line.starts_with(' ') {
            lines.extend(example(line, width));
        } else {
            lines.extend(wrapped(line, "", "", width));
        }
    }
    lines.join("\n").trim_end().to_owned()
}

/// `  mystery compare    what it does`, the meaning on a line of its own where both do not fit.
fn example(line: &str, width: usize) -> Vec<String> {
    if line.chars().count() <= width {
        return vec![line.to_owned()];
    }
    let typed = line.trim_start();
    if line.len() - typed.len() > 4 {
        return wrapped(typed, "      ", "      ", width);
    }
    let (typed, meaning) = typed.split_once("  ").unwrap_or((typed, ""));
    let mut lines = wrapped(typed, "  ", "    ", width);
    if !meaning.trim().is_empty() {
        lines.extend(wrapped(meaning.trim(), "      ", "      ", width));
    }
    lines
}

fn wrapped(text: &str, first: &str, next: &str, width: usize) -> Vec<String> {
    if text.is_empty() {
        return vec![String::new()];
    }
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(next)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(text, options);
    lines
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use clap::Command;

    use crate::commands::command_line_in;

    /// The help of a command and of all below it, short and long.
    fn pages(command: &mut Command) -> Vec<String> {
        let mut pages = vec![
            command.render_help().to_string(),
            command.render_long_help().to_string(),
        ];
        for below in command.get_subcommands_mut() {
            pages.extend(self::pages(below));
        }
        pages
    }

    #[test]
    fn no_line_is_wider_than_the_window() {
        for width in [80, 44] {
            let pages = pages(&mut command_line_in(width));
            let lines = pages.iter().flat_map(|page| page.lines());
            let is_wide = |line: &&str| line.trim_end().chars().count() > width;
            let wide: Vec<&str> = lines.filter(is_wide).collect();
            assert!(wide.is_empty(), "{wide:#?}");
        }
        insta::assert_snapshot!(command_line_in(44).render_help());
    }

    #[test]
    fn values_and_paragraphs_are_not_ragged() {
        let mut line = command_line_in(44);
        let visit = line.find_subcommand_mut("visit").expect("it is a command");
        let help = visit.render_long_help().to_string();
        let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
        insta::assert_snapshot!(lines.join("\n"));
    }
}
