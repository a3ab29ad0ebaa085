//! A table as lines of a terminal: its columns side by side where they fit, else its rows one below
//! the other.

use anstyle::Style;
use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width,
};
use unicode_width::UnicodeWidthStr;

use super::Page;
use super::layout::{Arrangement, GAP, Texts, arrangement, runs, wrapped};
use super::row_blocks::row_blocks;
use super::shown;
use super::terminal::paragraph;
use super::tone::{colored, marked, style_of, styled};
use crate::report::{Table, Tone};

/// The lines of a table; what was left out for width is said below it.
pub(super) fn table_lines(table: &Table, page: &Page) -> Vec<String> {
    let texts = Texts::of(table);
    let Some(arranged) = arrangement(table, &texts, page.width) else {
        return row_blocks(table, &texts, page);
    };
    let mut lines = side_by_side(table, &texts, &arranged, page);
    let left_out = arranged.left_out.iter().map(|n| &table.columns[*n]);
    let left_out = shown::titles(left_out);
    if !left_out.is_empty() {
        let note = format!("Left out for width (a wider window shows all): {left_out}.");
        lines.extend(
            paragraph(&note, page)
                .into_iter()
                .map(|line| styled(&line, style_of(Tone::Quiet), page)),
        );
    }
    lines
}

/// Columns side by side, a rule below the titles.
fn side_by_side(table: &Table, texts: &Texts, arranged: &Arrangement, page: &Page) -> Vec<String> {
    let cell_lines = |row: &[String], column: usize, width: usize, tone: Tone| {
        let lines = wrapped(&row[column], width);
        comfy_table::Cell::new(
            lines
                .iter()
                .map(|line| marked(line, tone))
                .collect::<Vec<_>>()
                .join("\n"),
        )
    };
    let mut drawn = comfy_table::Table::new();
    drawn.set_content_arrangement(ContentArrangement::Disabled);
    drawn.set_header(
        arranged
            .columns
            .iter()
            .map(|(column, width)| cell_lines(&texts.titles, *column, *width, Tone::Plain)),
    );
    let mut n_wrapped = 0;
    for (cells, row) in table.rows.iter().zip(&texts.rows) {
        let is_wrapped =
            |(column, width): &(usize, usize)| wrapped(&row[*column], *width).len() > 1;
        n_wrapped += usize::from(arranged.columns.iter().any(is_wrapped));
        drawn.add_row(
            arranged.columns.iter().map(|(column, width)| {
                cell_lines(row, *column, *width, shown::tone(&cells[*column]))
            }),
        );
    }
    // Where many rows take several lines, the eye needs help to keep them apart.
    let needs_air = n_wrapped * 3 > table.rows.len();
    let rule = LineStyle::none().fill('─');
    let mut style = TableStyle::new().header_separator(rule);
    if needs_air {
        style = style.row_separator(LineStyle::none().fill(' '));
    }
    drawn.load_style(style);
    let n_columns = arranged.columns.len();
    for (n, (column, width)) in arranged.columns.iter().enumerate() {
        let gap = if n + 1 == n_columns { 0 } else { GAP };
        let whole = u16::try_from(width + gap).unwrap_or(u16::MAX);
        let gap = u16::try_from(gap).expect("a gap is two blanks at most");
        let target = drawn.column_mut(n).expect("the header made it");
        target.set_padding((0, gap));
        target.set_constraint(ColumnConstraint::Absolute(Width::Fixed(whole)));
        if shown::is_numeric(table, *column) {
            target.set_cell_alignment(CellAlignment::Right);
        }
    }
    let title_lines = arranged
        .columns
        .iter()
        .map(|(column, width)| wrapped(&texts.titles[*column], *width).len())
        .max()
        .unwrap_or(1);
    let headings = headings(table, arranged);
    let headings = headings
        .iter()
        .map(|line| styled(line, Style::new().bold(), page));
    let below = drawn.lines().enumerate().map(|(n, line)| {
        let line = colored(line.trim_end(), page);
        if n < title_lines {
            styled(&line, Style::new().bold(), page)
        } else {
            line
        }
    });
    headings.chain(below).collect()
}

/// What columns share, above them: as wide as they are together, resting on the titles.
fn headings(table: &Table, arranged: &Arrangement) -> Vec<String> {
    let kept: Vec<usize> = arranged.columns.iter().map(|(column, _)| *column).collect();
    let runs = runs(table, &kept);
    let parts: Vec<(Vec<String>, usize)> = runs
        .iter()
        .map(|run| {
            let width = run.width(&arranged.columns);
            let column = arranged.columns[run.start].0;
            // Over a column of numbers alone it stands to the right, as they do.
            let is_right = run.end - run.start == 1 && shown::is_numeric(table, column);
            let lines = wrapped(&run.heading, width).into_iter().map(|line| {
                let blanks = if is_right {
                    width.saturating_sub(line.width())
                } else {
                    0
                };
                " ".repeat(blanks) + &line
            });
            (lines.collect(), width)
        })
        .collect();
    let height = parts
        .iter()
        .map(|(lines, _)| lines.len())
        .max()
        .unwrap_or(0);
    let line = |n: usize| {
        let mut line = String::new();
        for (lines, width) in &parts {
            let at = (n + lines.len()).checked_sub(height);
            let text = at.map_or("", |at| lines[at].as_str());
            line += text;
            line += &" ".repeat(width.saturating_sub(text.width()) + GAP);
        }
        line.trim_end().to_owned()
    };
    (0..height)
        .map(line)
        .filter(|line| !line.is_empty())
        .collect()
}
