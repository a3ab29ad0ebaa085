//! How wide each column of a table is, which columns go where there is no room, and how texts are
//! cut into lines.

use unicode_width::UnicodeWidthStr;

use crate::model::text::visible;
use crate::report::{Cell, Table};

use super::shown;
use super::words::words;

/// Blanks between two columns.
pub(super) const GAP: usize = 2;

/// Longer texts of a column may be wrapped; narrower than this only where nothing else helps.
const COMFORTABLE: usize = 18;

/// Narrower than this a wrapped column reads badly: better a block for each row.
const TIGHT: usize = 12;

/// The table as texts, safe to show, by column.
pub(super) struct Texts {
    /// The titles.
    pub(super) titles: Vec<String>,
    /// The rows, a text for each column.
    pub(super) rows: Vec<Vec<String>>,
}

impl Texts {
    /// The texts of a table, decimal points under each other.
    pub(super) fn of(table: &Table) -> Self {
        let safe = |text: &str| visible(text.trim()).into_owned();
        let most: Vec<usize> = (0..table.columns.len())
            .map(|column| shown::most_decimals(table, column))
            .collect();
        let row = |cells: &Vec<Cell>| {
            let cell = |(column, cell): (usize, &Cell)| {
                let blanks = if shown::is_number(cell) {
                    most[column] - shown::decimals(cell)
                } else {
                    0
                };
                safe(&shown::text(cell)) + &" ".repeat(blanks)
            };
            cells.iter().enumerate().map(cell).collect()
        };
        Self {
            titles: table.columns.iter().map(|c| safe(&c.title)).collect(),
            rows: table.rows.iter().map(row).collect(),
        }
    }

    fn of_column(&self, column: usize) -> impl Iterator<Item = &str> {
        let cells = self.rows.iter().map(move |row| row[column].as_str());
        std::iter::once(self.titles[column].as_str()).chain(cells)
    }
}

/// Which columns are shown, and how wide.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Arrangement {
    /// The columns shown, each with its width.
    pub(super) columns: Vec<(usize, usize)>,
    /// The columns left out, in their order.
    pub(super) left_out: Vec<usize>,
}

/// Arranges a table: columns that may go do so, the highest first, until the others fit side by
/// side; `None` where even those that must stay do not.
pub(super) fn arrangement(table: &Table, texts: &Texts, width: usize) -> Option<Arrangement> {
    let mut kept: Vec<usize> = (0..table.columns.len()).collect();
    loop {
        if let Some(columns) = side_by_side(table, texts, &kept, COMFORTABLE, width) {
            let left_out = (0..table.columns.len()).filter(|column| !kept.contains(column));
            return Some(Arrangement {
                left_out: left_out.collect(),
                columns,
            });
        }
        let first_to_go = kept
            .iter()
            .copied()
            .filter(|column| table.columns[*column].may_go > 0)
            .max_by_key(|column| (table.columns[*column].may_go, *column));
        let Some(first_to_go) = first_to_go else {
            break;
        };
        kept.retain(|column| *column != first_to_go);
    }
    let columns = side_by_side(table, texts, &kept, TIGHT, width)?;
    let left_out = (0..table.columns.len()).filter(|column| !kept.contains(column));
    Some(Arrangement {
        left_out: left_out.collect(),
        columns,
    })
}

/// Columns next to each other below the same heading.
pub(super) struct Run {
    /// The heading, safe to show; empty for columns that stand alone.
    pub(super) heading: String,
    /// The first, by its place among those shown.
    pub(super) start: usize,
    /// Behind the last.
    pub(super) end: usize,
}

impl Run {
    /// How wide it is.
    pub(super) fn width(&self, columns: &[(usize, usize)]) -> usize {
        let widths = columns[self.start..self.end].iter().map(|(_, width)| width);
        widths.sum::<usize>() + GAP * (self.end - self.start - 1)
    }
}

/// The columns shown, by their headings; none where no column is below one.
pub(super) fn runs(table: &Table, kept: &[usize]) -> Vec<Run> {
    let group = |place: usize| table.columns[kept[place]].group.as_str();
    if (0..kept.len()).all(|place| group(place).is_empty()) {
        return Vec::new();
    }
    let mut runs: Vec<Run> = Vec::new();
    for place in 0..kept.len() {
        let is_next = place > 0 && !group(place).is_empty() && group(place) == group(place - 1);
        match runs.last_mut() {
            Some(run) if is_next => run.end = place + 1,
            _ => runs.push(Run {
                heading: visible(group(place).trim()).into_owned(),
                start: place,
                end: place + 1,
            }),
        }
    }
    runs
}

/// The widths of some columns, or `None` where they do not fit at their narrowest.
fn side_by_side(
    table: &Table,
    texts: &Texts,
    kept: &[usize],
    narrow: usize,
    width: usize,
) -> Option<Vec<(usize, usize)>> {
    let gaps = GAP * kept.len().saturating_sub(1);
    let runs = runs(table, kept);
    let wish = |column: usize| {
        let own = texts.of_column(column).map(widest_line).max().unwrap_or(0);
        // A heading over one column alone can only be as wide as that.
        let alone = runs.iter().find(|run| kept[run.start..run.end] == [column]);
        own.max(alone.map_or(0, |run| widest_line(&run.heading)))
            .max(1)
    };
    let least = |column: usize| {
        let words = texts.of_column(column).map(longest_word);
        // The table that is drawn has no column without width, be it empty from top to bottom.
        let longest_word = words.max().unwrap_or(0).max(1);
        if shown::is_numeric(table, column) {
            longest_word
        } else {
            wish(column).min(narrow.max(longest_word.min(narrow + narrow / 3)))
        }
    };
    let mut columns: Vec<(usize, usize)> = kept.iter().map(|c| (*c, least(*c))).collect();
    for run in &runs {
        let missing = longest_word(&run.heading).saturating_sub(run.width(&columns));
        columns[run.end - 1].1 += missing;
    }
    let taken: usize = columns.iter().map(|(_, width)| width).sum();
    let mut room = width.checked_sub(taken + gaps)?;
    let wishes: Vec<usize> = kept.iter().map(|column| wish(*column)).collect();
    // What room is left goes to the column that has least of what it wishes for, one by one.
    while room > 0 {
        let neediest = (0..columns.len())
            .filter(|n| columns[*n].1 < wishes[*n])
            .min_by_key(|n| columns[*n].1 * 1000 / wishes[*n]);
        let Some(neediest) = neediest else { break };
        columns[neediest].1 += 1;
        room -= 1;
    }
    Some(columns)
}

fn widest_line(text: &str) -> usize {
    text.split('\n')
        .map(UnicodeWidthStr::width)
        .max()
        .unwrap_or(0)
}

fn longest_word(text: &str) -> usize {
    // At a no-break space no line is cut.
    text.split([' ', '\n'])
        .map(UnicodeWidthStr::width)
        .max()
        .unwrap_or(0)
}

/// Cuts a text into lines no wider than `width`, between words where it can.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        if paragraph.width() <= width {
            lines.push(paragraph.to_owned());
            continue;
        }
        // Letter by letter an emoji may be narrower than as a whole; then less is tried.
        let fitting = (1..=width).rev().find_map(|width_tried| {
            let options = textwrap::Options::new(width_tried)
                .word_separator(words(paragraph, width_tried))
                .word_splitter(textwrap::WordSplitter::NoHyphenation);
            let tried = textwrap::wrap(paragraph, options);
            tried
                .iter()
                .all(|line| line.width() <= width)
                .then_some(tried)
        });
        match fitting {
            Some(tried) => lines.extend(tried.into_iter().map(std::borrow::Cow::into_owned)),
            None => lines.push(paragraph.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Column;

    fn table(columns: &[(&str, u8)], rows: &[&[&str]]) -> Table {
        Table {
            name: "table",
            columns: columns
                .iter()
                .map(|(title, may_go)| Column::new(title, title, *may_go))
                .collect(),
            rows: rows
                .iter()
                .map(|row| row.iter().map(|text| Cell::Text((*text).into())).collect())
                .collect(),
        }
    }

    /// Columns shown with their widths, and what is left out: `0:10 1:10 | 3`.
    #[track_caller]
    fn check(table: &Table, width: usize, expected: &str) {
        let shown = match arrangement(table, &Texts::of(table), width) {
            None => "a block each".into(),
            Some(Arrangement { columns, left_out }) => {
                let columns: Vec<_> = columns.iter().map(|(n, w)| format!("{n}:{w}")).collect();
                let left_out: Vec<_> = left_out.iter().map(usize::to_string).collect();
                format!("{} | {}", columns.join(" "), left_out.join(" "))
            }
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn columns_that_may_go_do_so_from_the_highest() {
        let table = table(
            &[("name", 0), ("b", 1), ("c", 2), ("d", 2)],
            &[&["aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc", "dddddddddd"]],
        );
        check(&table, 46, "0:10 1:10 2:10 3:10 | ");
        check(&table, 45, "0:10 1:10 2:10 | 3");
        check(&table, 33, "0:10 1:10 | 2 3");
        check(&table, 12, "0:10 | 1 2 3");
        check(&table, 9, "a block each");
    }

    #[test]
    fn a_column_without_a_word_has_its_place() {
        let table = table(&[("a", 0), ("", 0), ("", 0)], &[&["b", "", ""]]);
        check(&table, 7, "0:1 1:1 2:1 | ");
        check(&table, 6, "a block each");
    }

    #[test]
    fn long_texts_share_the_room() {
        let long = "word ".repeat(20);
        let table = table(&[("a", 0), ("b", 0)], &[&[&long, &long]]);
        check(&table, 80, "0:39 1:39 | ");
    }

    #[test]
    fn lines_are_cut_between_words_and_never_too_wide() {
        assert_eq!(wrapped("one two three", 8), ["one two", "three"]);
        assert_eq!(wrapped("one\ntwo", 8), ["one", "two"]);
        assert_eq!(
            wrapped("2026-11-20 at 14:05", 10),
            ["2026-11-20", "at 14:05"]
        );
        assert_eq!(wrapped("日本語日本語", 5), ["日本", "語日", "本語"]);
        for line in wrapped("❤️❤️❤️❤️❤️❤️ 👩‍👩‍👧 family", 5) {
            assert!(line.width() <= 5, "{line}");
        }
    }
}
