//! Help that fits the window: clap wraps its own lists; usage lines, examples and the lists of
//! commands are wrapped here, so that nothing breaks within a word.

use clap::Command;

/// Columns that the help is written for.
pub(super) const WRITTEN_FOR: usize = 80;

/// A command in the list of commands.
pub(super) fn line(name: &str, about: &str, width: usize) -> String {
    let indent = " ".repeat(15);
    let lines = wrapped(about, &format!("  {name:<12} "), &indent, width);
    lines.join("\n") + "\n"
}

/// The command line with its help made for so many columns.
pub(super) fn fitted(mut command: Command, width: usize) -> Command {
    if width >= WRITTEN_FOR {
        return command;
    }
    command = command.term_width(width);
    command.build();
    fit(command, width)
}

fn fit(mut command: Command, width: usize) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    let usage = wrapped(usage, "", "  ", width.saturating_sub("Usage: ".len()));
    command = command.override_usage(usage.join("\n"));
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

/// A page of help: each paragraph filled, each example with what it does below it.
fn page(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut paragraph: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        if !line.is_empty() && !line.starts_with(' ') && !line.ends_with(':') {
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
    use crate::commands::command_line_in;

    #[test]
    fn no_word_is_broken_in_a_narrow_window() {
        let mut line = command_line_in(44);
        let mut pages = vec![line.render_help().to_string()];
        for command in line.get_subcommands_mut() {
            pages.push(command.render_help().to_string());
        }
        let lines = pages.iter().flat_map(|page| page.lines());
        let wide: Vec<&str> = lines.filter(|line| line.chars().count() > 44).collect();
        assert!(wide.is_empty(), "{wide:#?}");
        insta::assert_snapshot!(pages[0]);
    }
}
