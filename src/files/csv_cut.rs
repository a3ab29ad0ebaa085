//! Rows of CSV cut at their cells without looking into them, where all is as our own writer has it:
//! the columns in their order, and quotes only around whole cells. What is not is odd, and left to
//! the reader of whole files.

use memchr::{memchr, memchr3};

use super::columns::Column;
use super::csv_dialect;
use super::csv_records::{Record, Records};
use super::visit_csv_read::{header_of, read_visits};
use crate::diagnostic::Diagnostic;
use crate::model::visit::Visit;

/// The columns of the visit, which come first.
pub(super) const N_VISIT: usize = 13;

/// How the rows of a file are cut.
#[derive(Clone, Debug)]
pub struct Cut {
    /// Between two cells.
    pub(super) separator: u8,
    /// The cells of each row.
    pub(super) n_cells: usize,
    header: Vec<u8>,
    /// Where the rows begin.
    pub start: usize,
    /// What is to be said of the header.
    pub problems: Vec<Diagnostic>,
}

impl Cut {
    /// From the first bytes of a file; `None` where its columns are in another order, or its header
    /// is not whole in them.
    pub fn of(head: &[u8]) -> Option<Self> {
        let opened = csv_dialect::open(head).ok()?.ok()?;
        let (separator, begin) = (opened.separator, opened.byte);
        let mut records = Records::new(&head[begin..], separator, begin, opened.line);
        let mut record = Record::default();
        if !records.read(&mut record).ok()? || records.byte() >= head.len() {
            return None;
        }
        let mut problems = Vec::new();
        let header = header_of(&record, &mut problems)?;
        let is_in_order = header
            .cell_of
            .iter()
            .enumerate()
            .all(|(n, cell)| n == *cell);
        is_in_order.then(|| Self {
            separator,
            n_cells: header.n_cells,
            header: head[begin..records.byte()].to_vec(),
            start: records.byte(),
            problems,
        })
    }

    /// That of the files of a ledger, which all begin with the same header.
    pub fn of_ledgers() -> Self {
        let names: Vec<&str> = Column::ALL.iter().map(|column| column.name()).collect();
        let header = names.join(",") + "\n";
        Self {
            separator: b',',
            n_cells: names.len(),
            start: header.len(),
            header: header.into_bytes(),
            problems: Vec::new(),
        }
    }

    /// True where a file begins with the very header that this was made of.
    pub fn begins(&self, file: &[u8]) -> bool {
        self.start == self.header.len() && file.starts_with(&self.header)
    }

    /// The whole visit whose first row is at the start of these bytes; `None` where they do not hold
    /// all of it.
    pub fn whole(&self, rows: &[u8], is_end: bool) -> Option<Visit> {
        let mut at = 0;
        for _ in 0..N_VISIT {
            at = field_end(rows, at, self.separator).ok()? + 1;
        }
        let prefix = &rows[..at];
        let mut end = 0;
        while rows[end..].starts_with(prefix) {
            end = self.row_end(rows, end).ok()?;
            while matches!(rows.get(end), Some(b'\r' | b'\n')) {
                end += 1;
            }
        }
        if !is_end && rows.len() - end < prefix.len() {
            return None;
        }
        let text = [&self.header, &rows[..end]].concat();
        let mut read = read_visits(text.as_slice()).ok()?;
        (read.visits.len() == 1).then(|| read.visits.remove(0))
    }

    /// Where the row at `at` ends, if it has exactly the right number of cells.
    pub(super) fn row_end(&self, bytes: &[u8], mut at: usize) -> Result<usize, Stop> {
        for n in 1..=self.n_cells {
            at = field_end(bytes, at, self.separator)?;
            let is_separator = bytes.get(at) == Some(&self.separator);
            if is_separator != (n < self.n_cells) {
                return Err(Stop::Odd);
            }
            at += usize::from(is_separator);
        }
        Ok(at)
    }

    /// A place where rows seem to begin: two after it have the right number of cells. Only a guess.
    pub fn likely_start(&self, bytes: &[u8]) -> Option<usize> {
        let mut from = 0;
        loop {
            let start = from + memchr(b'\n', &bytes[from..])? + 1;
            let second = self.row_end(bytes, start).map(|end| end + 1);
            if second
                .and_then(|second| self.row_end(bytes, second))
                .is_ok()
            {
                return Some(start);
            }
            from = start;
        }
    }
}

/// Why reading in brief stops.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// Only the reader of whole files can judge it.
    Odd,
    /// The bytes end within a row.
    Short,
}

/// Where the cell that begins at `at` ends: at a separator, a line end or the end of the bytes.
pub(super) fn field_end(bytes: &[u8], mut at: usize, separator: u8) -> Result<usize, Stop> {
    let is_quoted = bytes.get(at) == Some(&b'"');
    if !is_quoted {
        let rest = bytes.get(at..).ok_or(Stop::Short)?;
        return memchr3(separator, b'\n', b'\r', rest).map_or(Err(Stop::Short), |n| Ok(at + n));
    }
    loop {
        at += 1;
        at += memchr(b'"', bytes.get(at..).ok_or(Stop::Short)?).ok_or(Stop::Short)? + 1;
        match bytes.get(at) {
            Some(b'"') => {}
            Some(b'\n' | b'\r') => return Ok(at),
            Some(byte) if *byte == separator => return Ok(at),
            Some(_) => return Err(Stop::Odd),
            None => return Err(Stop::Short),
        }
    }
}
