//! A cell as people read it, the same in a terminal and in Markdown.

use crate::model::duration;
use crate::report::wording::{gap, percent};
use crate::report::{Cell, Column, Table, Tone};

/// Stands where there is nothing and no reason is told.
const NOTHING: &str = "-";

/// The text of a cell for people; not yet made safe for where it is shown.
pub(super) fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Toned(_, text) => text.clone(),
        Cell::Explained(text, more) => format!("{text}\n{more}").trim_end().into(),
        Cell::Share(share) => percent(share.exact()),
        Cell::Mean(mean) => percent(*mean),
        // Kept on one line: a number and its count are one.
        Cell::MeanOf(mean, n) => format!("{}\u{a0}({n})", percent(*mean)),
        Cell::Gap(difference) => gap(*difference),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Seconds(seconds) => duration::spelt(*seconds),
        Cell::Flag(true) => "yes".into(),
        Cell::Flag(false) => "no".into(),
        Cell::Missing("") => NOTHING.into(),
        Cell::Missing(why) => (*why).into(),
    }
}

/// What a cell is for, where it says so.
pub(super) fn tone(cell: &Cell) -> Tone {
    match cell {
        Cell::Toned(tone, _) => *tone,
        Cell::Missing(_) => Tone::Quiet,
        _ => Tone::Plain,
    }
}

/// True for a cell that is a quantity.
pub(super) fn is_number(cell: &Cell) -> bool {
    match cell {
        Cell::Share(_)
        | Cell::Mean(_)
        | Cell::MeanOf(..)
        | Cell::Gap(_)
        | Cell::Count(_)
        | Cell::Number(_)
        | Cell::Seconds(_) => true,
        Cell::Text(_)
        | Cell::Toned(..)
        | Cell::Explained(..)
        | Cell::Flag(_)
        | Cell::Missing(_) => false,
    }
}

/// True for a column of quantities, some of which may be missing: set to the right.
pub(super) fn is_numeric(table: &Table, column: usize) -> bool {
    let cells = || table.rows.iter().map(|row| &row[column]);
    cells().any(is_number)
        && cells().all(|cell| is_number(cell) || matches!(cell, Cell::Missing(_)))
}

/// The most decimals, with their point, that a number of the column has.
pub(super) fn most_decimals(table: &Table, column: usize) -> usize {
    let lengths = table.rows.iter().map(|row| decimals(&row[column]));
    lengths.max().unwrap_or(0)
}

/// How long the decimals of a number are, with their point; 0 for what is no number.
pub(super) fn decimals(cell: &Cell) -> usize {
    if is_number(cell) {
        length_of_decimals(&text(cell))
    } else {
        0
    }
}

fn length_of_decimals(number: &str) -> usize {
    number
        .find('.')
        .map_or(0, |dot| number[dot..].chars().count())
}

/// The titles of some columns, for a sentence; a column without one, such as a bar, is not named.
pub(super) fn titles<'a>(columns: impl Iterator<Item = &'a Column>) -> String {
    let mut titles: Vec<&str> = Vec::new();
    for column in columns {
        let title = column.title.as_str();
        if !title.is_empty() && !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::share::{Exact, Share, WHOLE};

    #[track_caller]
    fn check(cell: &Cell, expected: &str) {
        assert_eq!(text(cell), expected);
    }

    fn mean(sum: u64, n: u64) -> Exact {
        Exact::mean(sum * u64::from(WHOLE), n).unwrap()
    }

    #[test]
    fn quantities_are_shown_as_people_say_them() {
        check(&Cell::Share(Share::rounded(0.8235)), "82.4");
        check(&Cell::Share(Share::ONE), "100.0");
        check(&Cell::Share(Share::rounded(0.9999)), "99.9");
        check(&Cell::Share(Share::rounded(0.0001)), "0.1");
        check(&Cell::Mean(mean(2, 3)), "66.7");
        check(&Cell::MeanOf(mean(2, 3), 3), "66.7\u{a0}(3)");
        check(&Cell::Gap(mean(1, 2).minus(mean(39, 100))), "+11.0");
        check(&Cell::Gap(mean(1, 2).minus(mean(503, 1000))), "-0.3");
        check(&Cell::Gap(mean(1, 2).minus(mean(1, 2))), "0.0");
        check(&Cell::Gap(mean(1, 2).minus(mean(50_001, 100_000))), "0.0");
        check(&Cell::Seconds(272), "4:32");
        check(&Cell::Number(0.1), "0.1");
        check(&Cell::Missing("not judged"), "not judged");
        check(&Cell::Missing(""), "-");
    }
}
