//! Markdown as GitHub reads it. What a text holds is shown as it is: no character of it formats,
//! links, or becomes HTML.

use std::fmt::Write;

use crate::model::text::visible;
use crate::report::{Block, Report, Table};

use super::Page;
use super::chart::chart;
use super::shown;

/// Gives a report's blocks, an empty line between them.
pub(super) fn markdown(report: &Report) -> String {
    let blocks: Vec<String> = report
        .blocks
        .iter()
        .map(block)
        .filter(|text| !text.is_empty())
        .collect();
    blocks.join("\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, text) => {
            format!(
                "{} {}\n",
                "#".repeat((*level).clamp(1, 6).into()),
                line(text)
            )
        }
        Block::Note(_, text) => {
            let lines: Vec<String> = text.lines().map(line).collect();
            lines.join("  \n") + "\n"
        }
        Block::List(items) => items.iter().fold(String::new(), |mut list, item| {
            let lines: Vec<String> = item.trim().lines().map(line).collect();
            let _ = writeln!(list, "- {}", lines.join("  \n  "));
            list
        }),
        Block::Table(table) => markdown_table(table),
        Block::Chart(drawn) => fenced(&chart(drawn, Page::default().width)),
        Block::Figures(figures) => figures.iter().fold(String::new(), |mut list, figure| {
            let [label, value, note] =
                [&figure.label, &figure.value, &figure.note].map(|text| inert(text, false));
            let note = if note.is_empty() {
                note
            } else {
                format!(" ({note})")
            };
            let _ = writeln!(list, "- {label}: **{value}**{note}");
            list
        }),
        Block::Pictures(pictures) => pictures.iter().fold(String::new(), |mut list, picture| {
            let (caption, name) = (line(&picture.caption), line(&picture.name));
            let _ = writeln!(list, "- {caption}  \n  {name}");
            list
        }),
        Block::Graphic(chart) => {
            let table = markdown_table(&chart.table);
            format!("**{}**\n\n{table}", line(&chart.title))
        }
    }
}

/// Lines that stand as they are.
fn fenced(lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    // Names of waves stand below a chart; none may end the block.
    let lines = lines.join("\n").replace("```", "'''");
    format!("```text\n{lines}\n```\n")
}

fn markdown_table(table: &Table) -> String {
    if table.rows.is_empty() {
        return String::new();
    }
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let titles = table
        .columns
        .iter()
        .map(|column| cell(&column.whole_title()));
    let rules = (0..table.columns.len()).map(|column| {
        let rule = if shown::is_numeric(table, column) {
            "---:"
        } else {
            "---"
        };
        rule.to_owned()
    });
    let mut text = row(titles.collect()) + &row(rules.collect());
    for cells in &table.rows {
        text += &row(cells
            .iter()
            .map(|shown| cell(&shown::text(shown)))
            .collect());
    }
    text
}

/// A text for a cell of a table, which has room for one line only.
fn cell(text: &str) -> String {
    let lines: Vec<String> = text.trim().lines().map(|line| inert(line, false)).collect();
    lines.join("<br>")
}

/// A line on its own.
fn line(text: &str) -> String {
    inert(text, true)
}

/// One line in which nothing is active: neither what is so anywhere, nor what is so at the start of
/// a line, where it stands at one.
fn inert(text: &str, is_at_start: bool) -> String {
    let shown = visible(text.trim());
    let mut escaped = String::with_capacity(shown.len() + 8);
    let mut before = ' ';
    let mut letters = shown.chars().peekable();
    // Digits at the start could number a list: `1. ` or `1) `.
    let mut is_start = is_at_start;
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let is_within_word = before.is_alphanumeric() && next.is_alphanumeric();
        let is_active = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' | '$' => true,
            '_' => !is_within_word,
            '&' => next == '#' || next.is_ascii_alphabetic(),
            '#' | '>' | '+' | '-' | '=' => is_start && before == ' ',
            '.' | ')' => is_start && before.is_ascii_digit() && next == ' ',
            _ => false,
        };
        if is_active {
            escaped.push('\\');
        }
        escaped.push(letter);
        is_start = is_start && letter.is_ascii_digit();
        before = letter;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Cell, Column, Tone};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(line(text), expected);
    }

    #[test]
    fn nothing_in_a_text_is_active() {
        check(
            "plain, well-known (or so): 2.5 of 3!",
            "plain, well-known (or so): 2.5 of 3!",
        );
        check("not_applicable", "not_applicable");
        check("_loud_ *loud*", "\\_loud\\_ \\*loud\\*");
        check("a | b", "a \\| b");
        check("<script>alert(1)</script>", "\\<script>alert(1)\\</script>");
        check("[x](javascript:alert)", "\\[x\\](javascript:alert)");
        check("&lt; & &#60;", "\\&lt; & \\&#60;");
        check("1. one", "1\\. one");
        check("2.5 of 3", "2.5 of 3");
        assert_eq!(cell("+11.0"), "+11.0");
        check("- item", "\\- item");
        check("# title", "\\# title");
        check("=====", "\\=====");
        check("`code` \\", "\\`code\\` \\\\");
        check("\u{1b}[2J\u{202e}", "␛\\[2J\\\\u{202e}");
    }

    #[test]
    fn a_table_keeps_each_row_on_its_line() {
        let column = |key: &str| Column::new(key, key, 0);
        let table = Table {
            name: "table",
            columns: vec![column("said"), column("times")],
            rows: vec![vec![Cell::Text("one\ntwo | three".into()), Cell::Count(2)]],
        };
        assert_eq!(
            markdown_table(&table),
            "| said | times |\n| --- | ---: |\n| one<br>two \\| three | 2 |\n"
        );
    }

    #[test]
    fn blocks_are_parted_by_an_empty_line() {
        let report = Report {
            shape: "example",
            version: 1,
            blocks: vec![
                Block::Heading(1, "City Pound".into()),
                Block::Note(Tone::Good, "One.\nTwo.".into()),
                Block::List(vec!["a\nso".into(), "b".into()]),
            ],
            data: vec![],
        };
        assert_eq!(
            markdown(&report),
            "# City Pound\n\nOne.  \nTwo.\n\n- a  \n  so\n- b\n"
        );
    }
}
