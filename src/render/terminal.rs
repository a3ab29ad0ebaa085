//! Reports for a terminal of any width: light tables, texts wrapped at words, colour where it is
//! allowed. Colour says nothing that words do not.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use crate::model::text::{visible, visible_line};
use crate::report::{Block, Report};

use super::Page;
use super::ascii::in_ascii;
use super::chart::chart;
use super::layout::wrapped;
use super::table_lines::table_lines;
use super::tone::{style_of, styled};

/// Longer lines of a paragraph read badly, however wide the terminal.
const WIDEST_PARAGRAPH: usize = 88;

/// Narrower terminals are written as if they were this wide.
const NARROWEST: usize = 20;

/// Gives a report's blocks; an empty line between them, but none between a heading and its block.
pub(super) fn terminal(report: &Report, page: &Page) -> String {
    let page = &Page {
        width: page.width.max(NARROWEST),
        ..page.clone()
    };
    let mut drawn = String::new();
    let mut is_below_heading = true;
    for block in &report.blocks {
        let lines = block_lines(block, page);
        if lines.is_empty() {
            continue;
        }
        if !is_below_heading {
            drawn.push('\n');
        }
        is_below_heading = matches!(block, Block::Heading(level, _) if *level > 1);
        for line in lines {
            drawn.push_str(line.trim_end());
            drawn.push('\n');
        }
    }
    if page.is_ascii {
        return in_ascii(&drawn);
    }
    drawn
}

fn block_lines(block: &Block, page: &Page) -> Vec<String> {
    match block {
        Block::Heading(level, text) => heading(*level, text, page),
        Block::Note(tone, text) => paragraph(text, page)
            .into_iter()
            .map(|line| styled(&line, style_of(*tone), page))
            .collect(),
        Block::List(items) => items
            .iter()
            .flat_map(|item| list_item(item, page))
            .collect(),
        Block::Table(table) if table.rows.is_empty() => Vec::new(),
        Block::Table(table) => table_lines(table, page),
        Block::Chart(drawn) => chart(drawn, page.width.min(WIDEST_PARAGRAPH)),
        Block::Figures(figures) => figures
            .iter()
            .flat_map(|figure| {
                let note = if figure.note.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", figure.note)
                };
                list_item(&format!("{}: {}{note}", figure.label, figure.value), page)
            })
            .collect(),
        Block::Pictures(pictures) => pictures
            .iter()
            .flat_map(|picture| list_item(&format!("{}\n{}", picture.caption, picture.name), page))
            .collect(),
        Block::Graphic(chart) => {
            let title = paragraph(&chart.title, page).into_iter();
            title.chain(table_lines(&chart.table, page)).collect()
        }
    }
}

fn heading(level: u8, text: &str, page: &Page) -> Vec<String> {
    let lines = wrapped(&visible_line(text.trim()), page.width);
    let widest = lines.iter().map(|line| line.width()).max().unwrap_or(0);
    let mut drawn: Vec<String> = lines
        .iter()
        .map(|line| styled(line, Style::new().bold(), page))
        .collect();
    if level == 1 {
        drawn.push("═".repeat(widest));
    }
    drawn
}

/// The lines of a paragraph.
pub(super) fn paragraph(text: &str, page: &Page) -> Vec<String> {
    wrapped(&visible(text.trim()), page.width.min(WIDEST_PARAGRAPH))
}

fn list_item(text: &str, page: &Page) -> Vec<String> {
    let width = page.width.min(WIDEST_PARAGRAPH);
    let lines = wrapped(&visible(text.trim()), width - 2);
    lines
        .into_iter()
        .enumerate()
        .map(|(n, line)| format!("{} {line}", if n == 0 { "-" } else { " " }))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::share::{Exact, Share};
    use crate::model::text::is_unsafe_to_show;
    use crate::report::{Cell, Column, Table, Tone};

    fn example() -> Report {
        let column = |title: &str, may_go| Column::new(&title.to_lowercase(), title, may_go);
        let gap =
            |a: f64, b: f64| Cell::Gap(Share::rounded(a).exact().minus(Share::rounded(b).exact()));
        let text = |text: &str| Cell::Text(text.into());
        let mean = |sum, n| Cell::Mean(Exact::mean(sum, n).unwrap());
        let table = Table {
            name: "sides",
            columns: vec![
                column("Organisation", 0),
                column("Visits", 0),
                column("Total", 0),
                column("Gap", 0),
                column("Longest wait", 1),
                column("Said at the last visit", 2),
            ],
            rows: vec![
                vec![
                    text("City Pound"),
                    Cell::Count(12),
                    mean(9_880_000_000, 12),
                    Cell::Missing(""),
                    Cell::Seconds(272),
                    Cell::Toned(Tone::Good, "They knew every dog by its name.".into()),
                ],
                vec![
                    text("日本 Pets 👩‍👩‍👧"),
                    Cell::Count(2),
                    mean(1_426_000_000, 2),
                    gap(0.8235, 0.713),
                    Cell::Seconds(25),
                    Cell::Toned(
                        Tone::Bad,
                        "Nobody looked up,\nthen a shrug: \u{1b}[2J".into(),
                    ),
                ],
                vec![
                    text("Riverside"),
                    Cell::Count(1),
                    Cell::Missing("not judged"),
                    Cell::Missing("not judged"),
                    Cell::Missing(""),
                    Cell::Missing(""),
                ],
            ],
        };
        Report {
            shape: "example",
            version: 1,
            blocks: vec![
                Block::Heading(1, "Three shelters".into()),
                Block::Note(
                    Tone::Warning,
                    "Can't tell yet: 2 of 5 visits done at two of the three, so every number here \
                     may still change much."
                        .into(),
                ),
                Block::Heading(2, "Sides".into()),
                Block::Table(table.clone()),
                Block::List(vec![
                    "One thing that is longer than forty-four columns can hold.".into(),
                    "Another.".into(),
                ]),
            ],
            data: vec![table],
        }
    }

    fn drawn(width: usize, has_color: bool) -> String {
        let page = Page {
            width,
            has_color,
            ..Page::default()
        };
        terminal(&example(), &page)
    }

    #[test]
    fn tables_look_well_at_any_width() {
        for width in [120, 80, 44, 30] {
            insta::assert_snapshot!(format!("terminal_{width}"), drawn(width, false));
        }
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        for width in NARROWEST..140 {
            for line in drawn(width, false).lines() {
                assert!(line.width() <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn colour_adds_nothing_but_colour() {
        let with = drawn(80, true);
        assert!(with.contains("\u{1b}[32m"));
        let mut without = String::new();
        let mut rest = with.as_str();
        while let Some((before, behind)) = rest.split_once("\u{1b}[") {
            without += before;
            rest = behind.split_once('m').unwrap().1;
        }
        without += rest;
        assert_eq!(without, drawn(80, false));
        assert!(!drawn(80, false).contains('\u{1b}'));
    }

    proptest! {
        #[test]
        fn any_text_stays_within_the_page_and_steers_nothing(
            texts in proptest::collection::vec("\\PC{0,30}|[a-z \\x00-\\x1f\\x7f-\\u{9f}\u{202e}\u{2066}\u{feff}日👩‍👧❤️]{0,40}", 9),
            width in 20_usize..100,
            may_go in 0_u8..3,
            is_grouped in any::<bool>(),
        ) {
            let group = if is_grouped { texts[4].as_str() } else { "" };
            let column = |title: &String| Column::new(title, title, may_go).below(group);
            let cell = |text: &String| Cell::Toned(Tone::Bad, text.clone());
            let report = Report {
                shape: "example",
                version: 1,
                blocks: vec![
                    Block::Heading(1, texts[0].clone()),
                    Block::Note(Tone::Good, texts[1].clone()),
                    Block::List(texts[2..4].to_vec()),
                    Block::Table(Table {
                        name: "table",
                        columns: texts[..3].iter().map(column).collect(),
                        rows: texts.chunks(3).map(|row| row.iter().map(cell).collect()).collect(),
                    }),
                ],
                data: vec![],
            };
            let page = Page { width, ..Page::default() };
            let drawn = terminal(&report, &page);
            prop_assert!(!drawn.contains(|letter| letter != '\n' && is_unsafe_to_show(letter)));
            for line in drawn.lines() {
                prop_assert!(line.width() <= width, "{width}: {line}");
            }
        }
    }
}
