//! Tidy rows back into visits, in any order of columns and rows, and in any dialect that an export
//! writes. Everything that is wrong is said, with its line and column; of a file with mistakes
//! nothing is taken.

use std::collections::HashMap;
use std::io::{self, BufRead};

use super::cells::{Cells, DecimalSeen, Read, shortened};
use super::columns::{Column, EXTRA, letters};
use super::csv_dialect;
use super::csv_records::{MAX_RECORD, Record, RecordError, Records};
use super::tidy_row;
use crate::diagnostic::{Code, Diagnostic, Span, any_error};
use crate::model::visit::{Visit, VisitFacts, VisitId};

/// Columns that only the summaries of an export have, its tables of visits and of items.
const OF_SUMMARIES: [&str; 2] = ["limited_basis", "major"];

/// After so many mistakes reading is given up.
const MAX_PROBLEMS: usize = 50;

/// What was read of a file.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct ReadVisits {
    /// The visits, in the order of their first rows; none where a problem is an error.
    pub visits: Vec<Visit>,
    /// All that is to be said of the file.
    pub problems: Vec<Diagnostic>,
}

/// Reads visits. An error is one of the source itself; mistakes are among the problems.
pub fn read_visits(source: impl BufRead) -> io::Result<ReadVisits> {
    let opened = match csv_dialect::open(source)? {
        Ok(opened) => opened,
        Err(refusal) => {
            let problem =
                Diagnostic::new(Code::CsvNotText, None, refusal.what).advise(refusal.advice);
            return Ok(ReadVisits {
                visits: Vec::new(),
                problems: vec![problem],
            });
        }
    };
    let mut records = Records::new(opened.source, opened.separator, opened.byte, opened.line);
    let mut record = Record::default();
    let mut problems = Vec::new();
    let header = match next(&mut records, &mut record, &mut problems)? {
        true => header_of(&record, &mut problems),
        false if problems.is_empty() => {
            let problem = Diagnostic::new(Code::CsvHeader, None, "there is nothing in the file");
            problems.push(problem.advise("the first line is to name the columns: visit,kind,…"));
            None
        }
        false => None,
    };
    let Some(header) = header else {
        return Ok(ReadVisits {
            visits: Vec::new(),
            problems,
        });
    };
    let mut reader = Reader {
        problems,
        ..Reader::default()
    };
    while next(&mut records, &mut record, &mut reader.problems)? {
        reader.row(&header, &record);
        if reader.problems.len() >= MAX_PROBLEMS {
            let message =
                format!("{MAX_PROBLEMS} mistakes so far: the rest of the file was not read");
            reader
                .problems
                .push(Diagnostic::new(Code::TooManyProblems, None, message));
            break;
        }
    }
    Ok(reader.finish())
}

/// Reads the next record, or says why there is none.
fn next<R: BufRead>(
    records: &mut Records<R>,
    record: &mut Record,
    problems: &mut Vec<Diagnostic>,
) -> io::Result<bool> {
    let problem = match records.read(record) {
        Ok(is_there) => return Ok(is_there),
        Err(RecordError::Io(error)) => return Err(error),
        Err(RecordError::Unclosed(span)) => Diagnostic::new(
            Code::UnclosedQuote,
            Some(span),
            "a quote begins here and never ends",
        )
        .advise("close it, or write a quote within a text twice"),
        Err(RecordError::TooLong(span)) => {
            let message = format!("a row of more than {} MiB begins here", MAX_RECORD >> 20);
            Diagnostic::new(Code::RecordTooLong, Some(span), message)
                .advise("look for a quote that never ends")
        }
    };
    problems.push(problem);
    Ok(false)
}

/// Which cell of a row belongs to which column.
pub(super) struct Header {
    pub(super) cell_of: Vec<usize>,
    pub(super) n_cells: usize,
}

pub(super) fn header_of(record: &Record, problems: &mut Vec<Diagnostic>) -> Option<Header> {
    let mut cell_of = vec![None; Column::ALL.len()];
    let mut is_summary = false;
    for n in 0..record.len() {
        let name = String::from_utf8_lossy(record.cell(n));
        let name = name.trim();
        is_summary |= OF_SUMMARIES.contains(&name);
        let span = Some(record.span(n));
        let Some(column) = Column::from_name(name) else {
            if !EXTRA.contains(&name) {
                let message = format!(
                    "column {} (`{}`) is not known, and was not read",
                    letters(n),
                    shortened(name)
                );
                problems.push(Diagnostic::new(Code::UnknownColumn, span, message));
            }
            continue;
        };
        if cell_of[column as usize].replace(n).is_some() {
            let message = format!("column `{name}` is there twice");
            problems.push(Diagnostic::new(Code::RepeatedColumn, span, message));
        }
    }
    let missing: Vec<&str> = Column::ALL
        .iter()
        .filter(|column| cell_of[**column as usize].is_none())
        .map(|column| column.name())
        .collect();
    if missing.len() == Column::ALL.len() {
        problems.clear();
        let message = "the first line does not name the columns of visits";
        let advice =
            "the columns are those of `visits/<visit>.csv` in a ledger: visit,kind,standard,…";
        problems
            .push(Diagnostic::new(Code::CsvHeader, Some(record.span(0)), message).advise(advice));
    } else if !missing.is_empty() {
        let line = Span {
            end: record.span(record.len() - 1).end,
            ..record.span(0)
        };
        if is_summary {
            problems.clear();
        }
        problems.push(if is_summary {
            let message = "this table of an export has no answers in it";
            Diagnostic::new(Code::MissingColumn, Some(line), message)
                .advise("name the `answers.csv` beside it, or the folder of the export")
        } else {
            let names: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
            let columns = if missing.len() == 1 {
                "column"
            } else {
                "columns"
            };
            let message = format!("{columns} {} missing", names.join(", "));
            Diagnostic::new(Code::MissingColumn, Some(line), message)
        });
    }
    let cell_of: Option<Vec<usize>> = cell_of.into_iter().collect();
    let is_good = !any_error(problems);
    cell_of.filter(|_| is_good).map(|cell_of| Header {
        cell_of,
        n_cells: record.len(),
    })
}

#[derive(Default)]
struct Reader {
    problems: Vec<Diagnostic>,
    visits: Vec<Visit>,
    by_id: HashMap<VisitId, usize>,
    /// The cells of the row before that belong to its visit, and which visit that is.
    last: Option<(Vec<u8>, usize)>,
    decimal: DecimalSeen,
}

impl Reader {
    fn finish(mut self) -> ReadVisits {
        if any_error(&self.problems) {
            self.visits.clear();
        }
        ReadVisits {
            visits: self.visits,
            problems: self.problems,
        }
    }

    fn row(&mut self, header: &Header, record: &Record) {
        if record.len() != header.n_cells {
            let message = format!(
                "{} cells in this row, {} in the header",
                record.len(),
                header.n_cells
            );
            let advice = "put a text that holds the separator in double quotes";
            self.problems
                .push(Diagnostic::new(Code::Ragged, Some(record.span(0)), message).advise(advice));
            return;
        }
        let mut visit_cells = Vec::new();
        for column in Column::of_visit() {
            visit_cells.extend_from_slice(record.cell(header.cell_of[*column as usize]));
            visit_cells.push(0xFF); // in no UTF-8 text
        }
        let mut cells = Cells::new(
            record,
            &header.cell_of,
            &mut self.decimal,
            &mut self.problems,
        );
        if cells.check_text().is_err() {
            return;
        }
        // The rows of a visit mostly stand together: what is the same is not read again.
        let n = match &self.last {
            Some((last, n)) if *last == visit_cells => Ok(*n),
            _ => tidy_row::facts(&mut cells)
                .and_then(|facts| place_of(&mut self.visits, &mut self.by_id, facts, &mut cells)),
        };
        // What is wrong with the item is among the problems.
        if let Ok(n) = n {
            let _ = tidy_row::add(&mut cells, &mut self.visits[n]);
            self.last = Some((visit_cells, n));
        }
    }
}

/// Where the visit of these facts is among those read; a new one where it is not.
fn place_of(
    visits: &mut Vec<Visit>,
    by_id: &mut HashMap<VisitId, usize>,
    facts: VisitFacts,
    cells: &mut Cells,
) -> Read<usize> {
    let Some(n) = by_id.get(&facts.id) else {
        by_id.insert(facts.id.clone(), visits.len());
        visits.push(Visit {
            facts,
            notes: None,
            guess: None,
            answers: Vec::new(),
        });
        return Ok(visits.len() - 1);
    };
    match tidy_row::first_difference(&visits[*n].facts, &facts) {
        None => Ok(*n),
        Some(column) => {
            let why = "not what an earlier row of this visit says";
            let advice = "all rows of a visit say the same of the whole visit";
            Err(cells.complain(Code::FactsDiffer, column, why, advice))
        }
    }
}

#[cfg(test)]
mod round_trip_tests;
#[cfg(test)]
mod tests;
