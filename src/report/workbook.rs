//! Results as a workbook: sheets of rows with the arithmetic of totals left in, so that it can be
//! followed. The figures are those of the comparison; a formula brings what it comes to.

use chrono::NaiveDate;

use super::Cell;
use super::graphic::Graphic;

/// A workbook.
#[derive(Clone, PartialEq, Debug)]
pub struct Workbook {
    /// Its title.
    pub title: String,
    /// The day that it speaks of: of its last visit.
    pub day: Option<NaiveDate>,
    /// Its sheets.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Clone, PartialEq, Debug)]
pub struct Sheet {
    /// Its name.
    pub name: &'static str,
    /// What stands above the rows, a line each.
    pub notes: Vec<String>,
    /// The titles of the columns.
    pub columns: Vec<Head>,
    /// The rows.
    pub rows: Vec<Vec<Entry>>,
    /// Charts below the rows, drawn by the spreadsheet.
    pub charts: Vec<Graphic>,
}

/// The title of a column, and what stands in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// The title.
    pub title: String,
    /// What is in the column.
    pub holds: Holds,
}

/// What stands in a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// Words.
    Words,
    /// Shares of a whole, coloured from low to high.
    Scores,
    /// Other shares of a whole.
    Shares,
    /// Differences of shares.
    Gaps,
    /// Numbers.
    Numbers,
    /// Verdicts in words: `ahead, clear`.
    Verdicts,
}

/// A cell of a sheet.
#[derive(Clone, PartialEq, Debug)]
pub enum Entry {
    /// A figure or a text; a text is never a formula, whatever it begins with.
    Plain(Cell),
    /// A formula of ours, and what it comes to.
    Formula(String, f64),
}

impl Entry {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Plain(Cell::Text(text.into()))
    }
}

/// The letters of a column, from 0 on: `A`, `B` … `AA`.
pub fn letters(column: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).expect("below 26"));
    if column < 26 {
        letter(column).to_string()
    } else {
        letters(column / 26 - 1) + &letter(column).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        let found: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(letters).into();
        assert_eq!(found, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
