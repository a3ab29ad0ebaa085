//! The cells of one row, each read by what its column holds; what is wrong is said with the column
//! as a spreadsheet names it.

use super::columns::{Column, letters};
use super::csv_records::Record;
use super::spreadsheet_text::unguard;
use super::visit_csv_read::shortened;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::answer::Decimal;
use crate::model::programme::DecimalMark;
use crate::model::share::{Credit, Points};

/// The decimal mark of a file: that of its first number that has one.
#[derive(Default, Debug)]
pub(super) struct DecimalSeen {
    first: Option<(DecimalMark, Span, String)>,
}

/// The cells of one row.
pub(super) struct Cells<'a> {
    record: &'a Record,
    cell_of: &'a [usize],
    decimal: &'a mut DecimalSeen,
    problems: &'a mut Vec<Diagnostic>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(
        record: &'a Record,
        cell_of: &'a [usize],
        decimal: &'a mut DecimalSeen,
        problems: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            record,
            cell_of,
            decimal,
            problems,
        }
    }

    /// Checks once that all cells are UTF-8, those of unknown columns too.
    pub(super) fn are_text(&mut self) -> bool {
        let wrong =
            (0..self.record.len()).find(|n| std::str::from_utf8(self.record.cell(*n)).is_err());
        if let Some(n) = wrong {
            let message = format!("column {}: this is not UTF-8 text", letters(n));
            let advice = "save the file as `CSV UTF-8 (comma delimited)`";
            let problem = Diagnostic::new(Code::CsvNotText, Some(self.record.span(n)), message);
            self.problems.push(problem.advise(advice));
        }
        wrong.is_none()
    }

    /// The cell as it stands.
    pub(super) fn text(&self, column: Column) -> &'a str {
        let cell = self.record.cell(self.cell_of[column as usize]);
        std::str::from_utf8(cell).expect("checked when the row was read")
    }

    /// Says what is wrong with a cell.
    pub(super) fn complain(&mut self, code: Code, column: Column, why: &str, advice: Option<&str>) {
        let n = self.cell_of[column as usize];
        let message = format!("column {} ({}): {why}", letters(n), column.name());
        let mut problem = Diagnostic::new(code, Some(self.record.span(n)), message);
        problem.advice = advice.map(str::to_owned);
        self.problems.push(problem);
    }

    /// A cell by a reader of its own; `what` says what it is not.
    pub(super) fn parse<T>(
        &mut self,
        column: Column,
        code: Code,
        what: &str,
        reader: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(column);
        let value = reader(text);
        if value.is_none() && text.is_empty() {
            self.complain(Code::MissingCell, column, "empty", None);
        } else if value.is_none() {
            let why = format!("`{}` is {what}", shortened(text));
            self.complain(code, column, &why, None);
        }
        value
    }

    /// A word of a fixed form.
    pub(super) fn word<T>(
        &mut self,
        column: Column,
        what: &str,
        reader: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        self.parse(column, Code::WrongCell, what, reader)
    }

    /// A word that may be left out: `Some(None)` then.
    pub(super) fn optional<T>(
        &mut self,
        column: Column,
        what: &str,
        reader: impl FnOnce(&str) -> Option<T>,
    ) -> Option<Option<T>> {
        if self.text(column).is_empty() {
            return Some(None);
        }
        self.word(column, what, reader).map(Some)
    }

    /// What a person typed, without the guard against spreadsheets.
    pub(super) fn free<T>(
        &mut self,
        column: Column,
        reader: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = reader(unguard(self.text(column)));
        if value.is_none() {
            self.complain(Code::MissingCell, column, "empty", None);
        }
        value
    }

    /// A time or a day.
    pub(super) fn time<T>(
        &mut self,
        column: Column,
        reader: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(column);
        let value = reader(text);
        if value.is_none() && text.is_empty() {
            self.complain(Code::MissingCell, column, "empty", None);
        } else if value.is_none() {
            let why = format!("`{}` is not a time of the records", shortened(text));
            let form = if column == Column::Visited {
                "write 2026-11-20T14:05:00-06:00, or only the day, 2026-11-20"
            } else {
                "write 2026-11-20T14:05:00-06:00"
            };
            self.complain(Code::WrongTime, column, &why, Some(form));
        }
        value
    }

    /// `true` or `false`, in any case: spreadsheets write them in capitals.
    pub(super) fn flag(&mut self, column: Column) -> Option<bool> {
        self.word(column, "neither true nor false", |text| {
            match text.to_ascii_lowercase().as_str() {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            }
        })
    }

    /// A credit; `Some(None)` where the cell is empty.
    pub(super) fn credit(&mut self, column: Column) -> Option<Option<Credit>> {
        self.number_of(column, "a credit lies between 0 and 1", Credit::new)
    }

    /// Points or a weight; `Some(None)` where the cell is empty.
    pub(super) fn points(&mut self, column: Column) -> Option<Option<Points>> {
        self.number_of(column, "points lie between 0 and 10000", Points::new)
    }

    /// A number that was answered, as it was typed but for its decimal mark.
    pub(super) fn number_answer(&mut self, column: Column) -> Option<Decimal> {
        let text = self.text(column);
        if text.is_empty() {
            self.complain(Code::MissingCell, column, "empty", None);
            return None;
        }
        let plain = self.plain_number(column)?;
        let number = Decimal::new(&plain);
        if number.is_none() {
            let why = format!("`{}` is no number", shortened(text));
            self.complain(
                Code::WrongNumber,
                column,
                &why,
                Some("write digits, with one dot at most"),
            );
        }
        number
    }

    /// Paths below the evidence folder.
    pub(super) fn evidence(&mut self, column: Column) -> Option<Vec<String>> {
        let text = unguard(self.text(column));
        let paths: Vec<String> = text
            .split(';')
            .filter(|path| !path.is_empty())
            .map(str::to_owned)
            .collect();
        let leads_out = |path: &&String| {
            path.contains('\\')
                || path.starts_with('/')
                || path.split('/').any(|part| part == "..")
                || path.get(1..2) == Some(":")
        };
        if let Some(path) = paths.iter().find(leads_out) {
            let why = format!("`{}` leads out of the evidence folder", shortened(path));
            self.complain(Code::WrongCell, column, &why, None);
            return None;
        }
        Some(paths)
    }

    fn number_of<T>(
        &mut self,
        column: Column,
        range: &str,
        reader: impl FnOnce(f64) -> Option<T>,
    ) -> Option<Option<T>> {
        if self.text(column).is_empty() {
            return Some(None);
        }
        let plain = self.plain_number(column)?;
        let value = plain.parse().ok().and_then(reader);
        if value.is_none() || plain.starts_with('-') {
            let why = format!(
                "`{}` is out of range: {range}",
                shortened(self.text(column))
            );
            self.complain(Code::WrongNumber, column, &why, None);
            return None;
        }
        value.map(Some)
    }

    /// The cell's number with a dot: a minus, digits, and one mark at most, the same in all of the
    /// file.
    fn plain_number(&mut self, column: Column) -> Option<String> {
        let text = self.text(column);
        let digits = text.strip_prefix('-').unwrap_or(text);
        let n_marks = digits
            .bytes()
            .filter(|byte| matches!(byte, b'.' | b','))
            .count();
        let is_plain = digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
        let ends_in_digits = digits.starts_with(|first: char| first.is_ascii_digit())
            && digits.ends_with(|last: char| last.is_ascii_digit());
        if !is_plain || !ends_in_digits || n_marks > 1 {
            let why = format!("`{}` is no number of the records", shortened(text));
            let advice = if n_marks > 1 {
                "leave out the mark between thousands"
            } else {
                "write it out in the digits 0-9 with one dot at most, like 0.5, and no blanks"
            };
            self.complain(Code::WrongNumber, column, &why, Some(advice));
            return None;
        }
        if n_marks == 1 {
            let mark = if digits.contains(',') {
                DecimalMark::Comma
            } else {
                DecimalMark::Dot
            };
            self.check_mark(column, mark, text)?;
        }
        Some(text.replace(',', "."))
    }

    fn check_mark(&mut self, column: Column, mark: DecimalMark, text: &str) -> Option<()> {
        let span = self.record.span(self.cell_of[column as usize]);
        match &self.decimal.first {
            None => {
                self.decimal.first = Some((mark, span, text.to_owned()));
                Some(())
            }
            Some((first, _, _)) if *first == mark => Some(()),
            Some((_, place, other)) => {
                let why = format!(
                    "`{}` here, and `{}` in line {}: a file has one decimal mark",
                    shortened(text),
                    shortened(other),
                    place.line
                );
                self.complain(Code::TwoDecimalMarks, column, &why, None);
                None
            }
        }
    }
}
