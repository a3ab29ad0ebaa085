//! A table where there is no room for columns side by side: a block for each row, one line for each
//! column, or for all columns below the same heading.

use anstyle::Style;

use crate::model::text::visible_line;
use crate::report::{Cell, Column, Table};

use super::Page;
use super::layout::{Texts, wrapped};
use super::shown;
use super::tone::{style_of, styled};

/// A block for each row: the first cell, and below it the others with their titles.
pub(super) fn row_blocks(table: &Table, texts: &Texts, page: &Page) -> Vec<String> {
    let mut lines = Vec::new();
    for (n, (cells, row)) in table.rows.iter().zip(&texts.rows).enumerate() {
        if n > 0 {
            lines.push(String::new());
        }
        let mut grouped: Option<(&str, Vec<String>)> = None;
        let mut entries: Vec<(String, Style)> = Vec::new();
        for (column, cell) in cells.iter().enumerate() {
            let text = row[column].trim();
            let titled = &table.columns[column];
            let Column { group, may_go, .. } = titled;
            if !group.is_empty() {
                // What is below one heading is told in one line, without what may go first.
                if grouped.as_ref().is_none_or(|(known, _)| known != group) {
                    entries.extend(grouped.take().map(group_entry));
                    grouped = Some((group, Vec::new()));
                }
                let is_told = *may_go < 2 && !text.is_empty() && !matches!(cell, Cell::Missing(_));
                if let Some((_, told)) = grouped.as_mut().filter(|_| is_told) {
                    told.push(told_below(
                        titled,
                        text,
                        shown::is_number(cell) && !told.is_empty(),
                    ));
                }
                continue;
            }
            if column == 0 {
                let head = wrapped(text, page.width);
                lines.extend(
                    head.iter()
                        .map(|line| styled(line, Style::new().bold(), page)),
                );
                continue;
            }
            let entry = format!("{}: {text}", texts.titles[column].replace('\n', " "));
            entries.push((entry, style_of(shown::tone(cell))));
        }
        entries.extend(grouped.take().map(group_entry));
        for (entry, style) in entries {
            for (part, line) in wrapped(&entry, page.width - 4).iter().enumerate() {
                let indent = if part == 0 { "  " } else { "    " };
                lines.push(format!("{indent}{}", styled(line, style, page)));
            }
        }
    }
    lines
}

fn told_below(titled: &Column, text: &str, is_named: bool) -> String {
    if is_named {
        format!("{} {text}", titled.title_within())
    } else {
        text.to_owned()
    }
}

fn group_entry((group, told): (&str, Vec<String>)) -> (String, Style) {
    let told = if told.is_empty() {
        "-".into()
    } else {
        told.join(", ")
    };
    let group = visible_line(group.trim()).replace('\n', " ");
    (format!("{group}: {told}"), Style::new())
}
