//! The cells of one row, each read by what its column holds; what is wrong is said with the column
//! as a spreadsheet names it.

use super::columns::{Column, letters};
use super::csv_records::Record;
use super::spreadsheet_text::unguard;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::answer::Decimal;
use crate::model::moment::{Moment, Visited};
use crate::model::programme::DecimalMark;
use crate::model::share::{Credit, Points};

/// What was wrong with a cell is among the problems.
#[derive(Clone, Copy, Debug)]
pub(super) struct Complained;

/// A cell that was read, or complained about.
pub(super) type Read<T> = Result<T, Complained>;

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
    /// The cells of a record whose columns `cell_of` tells.
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
    pub(super) fn check_text(&mut self) -> Read<()> {
        let is_text = |n: &usize| std::str::from_utf8(self.record.cell(*n)).is_ok();
        let Some(n) = (0..self.record.len()).find(|n| !is_text(n)) else {
            return Ok(());
        };
        let message = format!("column {}: this is not UTF-8 text", letters(n));
        let problem = Diagnostic::new(Code::CsvNotText, Some(self.record.span(n)), message);
        self.problems
            .push(problem.advise("save the file as `CSV UTF-8 (comma delimited)`"));
        Err(Complained)
    }

    /// The cell as it stands.
    pub(super) fn text(&self, column: Column) -> &'a str {
        let cell = self.record.cell(self.cell_of[column as usize]);
        std::str::from_utf8(cell).expect("checked when the row was read")
    }

    /// True where nothing is in the cell.
    pub(super) fn is_empty(&self, column: Column) -> bool {
        self.text(column).is_empty()
    }

    /// Says what is wrong with a cell.
    pub(super) fn complain(
        &mut self,
        code: Code,
        column: Column,
        why: &str,
        advice: &str,
    ) -> Complained {
        let n = self.cell_of[column as usize];
        let message = format!("column {} ({}): {why}", letters(n), column.name());
        let mut problem = Diagnostic::new(code, Some(self.record.span(n)), message);
        problem.advice = (!advice.is_empty()).then(|| advice.to_owned());
        self.problems.push(problem);
        Complained
    }

    fn complain_of_text(
        &mut self,
        code: Code,
        column: Column,
        what: &str,
        advice: &str,
    ) -> Complained {
        let text = self.text(column);
        if text.is_empty() {
            return self.complain(Code::MissingCell, column, "empty", "");
        }
        let why = format!("`{}` is {what}", shortened(text));
        self.complain(code, column, &why, advice)
    }

    /// A word of a fixed form; `what` says what it is not.
    pub(super) fn word<T>(
        &mut self,
        column: Column,
        what: &str,
        reader: impl FnOnce(&str) -> Option<T>,
    ) -> Read<T> {
        reader(self.text(column))
            .ok_or_else(|| self.complain_of_text(Code::WrongCell, column, what, ""))
    }

    /// A word that may be left out.
    pub(super) fn optional<T>(
        &mut self,
        column: Column,
        what: &str,
        reader: impl FnOnce(&str) -> Option<T>,
    ) -> Read<Option<T>> {
        if self.is_empty(column) {
            return Ok(None);
        }
        self.word(column, what, reader).map(Some)
    }

    /// What a person typed, without the guard against spreadsheets; may be empty.
    pub(super) fn free(&self, column: Column) -> String {
        unguard(self.text(column)).to_owned()
    }

    /// A name: what a person typed, and not only blanks.
    pub(super) fn name<T>(
        &mut self,
        column: Column,
        reader: impl FnOnce(&str) -> Option<T>,
    ) -> Read<T> {
        reader(unguard(self.text(column)))
            .ok_or_else(|| self.complain(Code::MissingCell, column, "empty", ""))
    }

    /// A time.
    pub(super) fn moment(&mut self, column: Column) -> Read<Moment> {
        let advice = "write 2026-11-20T14:05:00-06:00";
        Moment::from_record(self.text(column)).ok_or_else(|| {
            self.complain_of_text(Code::WrongTime, column, "no time of the records", advice)
        })
    }

    /// A time that may be left out.
    pub(super) fn optional_moment(&mut self, column: Column) -> Read<Option<Moment>> {
        if self.is_empty(column) {
            return Ok(None);
        }
        self.moment(column).map(Some)
    }

    /// A time, or only a day.
    pub(super) fn visited(&mut self, column: Column) -> Read<Visited> {
        let advice = "write 2026-11-20T14:05:00-06:00, or only the day, 2026-11-20";
        Visited::from_record(self.text(column)).ok_or_else(|| {
            self.complain_of_text(Code::WrongTime, column, "no day of the records", advice)
        })
    }

    /// `true` or `false`, in any case: spreadsheets write them in capitals, and Excel in the
    /// language of the computer.
    pub(super) fn flag(&mut self, column: Column) -> Read<bool> {
        self.word(column, "neither true nor false", |text| {
            match text.to_ascii_lowercase().as_str() {
                "true" | "wahr" | "vrai" | "verdadero" | "verdadeiro" | "vero" | "waar" => {
                    Some(true)
                }
                "false" | "falsch" | "faux" | "falso" | "onwaar" => Some(false),
                _ => None,
            }
        })
    }

    /// A credit, where there is one.
    pub(super) fn credit(&mut self, column: Column) -> Read<Option<Credit>> {
        self.number_of(column, "a credit lies between 0 and 1", Credit::new)
    }

    /// Points or a weight, where there are any.
    pub(super) fn points(&mut self, column: Column) -> Read<Option<Points>> {
        self.number_of(column, "points lie between 0 and 10000", Points::new)
    }

    /// A number that was answered, as it was typed but for its decimal mark.
    pub(super) fn number_answer(&mut self, column: Column) -> Read<Decimal> {
        let plain = self.plain_number(column)?;
        Decimal::new(&plain).ok_or_else(|| {
            self.complain_of_text(Code::WrongNumber, column, "too long for a number", "")
        })
    }

    /// Paths below the evidence folder.
    pub(super) fn evidence(&mut self, column: Column) -> Read<Vec<String>> {
        let text = self.free(column);
        let paths = text.split(';').filter(|path| !path.is_empty());
        let leads_out = |path: &&str| {
            path.contains('\\')
                || path.starts_with('/')
                || path.split('/').any(|part| part == "..")
                || path.as_bytes().get(1) == Some(&b':')
        };
        if let Some(path) = paths.clone().find(leads_out) {
            let why = format!("`{}` leads out of the evidence folder", shortened(path));
            return Err(self.complain(Code::WrongCell, column, &why, ""));
        }
        Ok(paths.map(str::to_owned).collect())
    }

    fn number_of<T>(
        &mut self,
        column: Column,
        range: &str,
        reader: impl FnOnce(f64) -> Option<T>,
    ) -> Read<Option<T>> {
        if self.is_empty(column) {
            return Ok(None);
        }
        let plain = self.plain_number(column)?;
        let number = plain.parse().ok().filter(|_| !plain.starts_with('-'));
        match number.and_then(reader) {
            Some(value) => Ok(Some(value)),
            None => Err(self.complain_of_text(Code::WrongNumber, column, "out of range", range)),
        }
    }

    /// The cell's number with a dot: a minus, digits, and one mark at most, the same in all of the
    /// file.
    fn plain_number(&mut self, column: Column) -> Read<String> {
        let text = self.text(column);
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_mark = |byte: u8| matches!(byte, b'.' | b',');
        let n_marks = digits.bytes().filter(|byte| is_mark(*byte)).count();
        let is_plain = digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || is_mark(byte));
        let ends_in_digits = digits.starts_with(|first: char| first.is_ascii_digit())
            && digits.ends_with(|last: char| last.is_ascii_digit());
        if !is_plain || !ends_in_digits || n_marks > 1 {
            let advice = if is_plain && n_marks > 1 {
                "leave out the mark between thousands"
            } else {
                "write it in the digits 0-9 with one dot at most, like 0.5, and no blanks"
            };
            let what = "no number of the records";
            return Err(self.complain_of_text(Code::WrongNumber, column, what, advice));
        }
        if n_marks == 1 {
            let mark = if digits.contains(',') {
                DecimalMark::Comma
            } else {
                DecimalMark::Dot
            };
            self.check_mark(column, mark)?;
        }
        Ok(text.replace(',', "."))
    }

    fn check_mark(&mut self, column: Column, mark: DecimalMark) -> Read<()> {
        let span = self.record.span(self.cell_of[column as usize]);
        let text = shortened(self.text(column));
        match &self.decimal.first {
            None => {
                self.decimal.first = Some((mark, span, text));
                Ok(())
            }
            Some((first, ..)) if *first == mark => Ok(()),
            Some((_, place, other)) => {
                let why = format!("`{text}` here, and `{other}` in line {}", place.line);
                let advice = "write all numbers of a file with the same decimal mark";
                Err(self.complain(Code::TwoDecimalMarks, column, &why, advice))
            }
        }
    }
}

/// A cell's text, short enough for a message.
pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= 40 {
        return text.into();
    }
    let start: String = text.chars().take(39).collect();
    format!("{start}…")
}
