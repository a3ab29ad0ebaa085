//! Tidy rows back into visits, in any order of columns and rows, and in any dialect that an export
//! writes. Everything that is wrong is said, with its line and column; of a file with mistakes
//! nothing is taken.

use std::collections::HashMap;
use std::io::{self, BufRead};

use super::cells::Cells;
use super::columns::{Column, EXTRA, letters};
use super::csv_dialect;
use super::csv_records::{MAX_RECORD, Record, RecordError, Records};
use super::visit_csv::{GUESS, NOTES, VISIT_SECTION};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::answer::{Answer, Cause, Decimal, Status, Value};
use crate::model::id::{Fingerprint, Id};
use crate::model::moment::{Moment, Visited};
use crate::model::scale::ItemType;
use crate::model::share::Credit;
use crate::model::standard::{StandardRef, Version};
use crate::model::visit::{Channel, Kind, Name, Noted, Role, Visit, VisitFacts, VisitId};

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
struct Header {
    cell_of: Vec<usize>,
    n_cells: usize,
}

fn header_of(record: &Record, problems: &mut Vec<Diagnostic>) -> Option<Header> {
    let mut cell_of = vec![None; Column::ALL.len()];
    for n in 0..record.len() {
        let name = String::from_utf8_lossy(record.cell(n));
        let name = name.trim();
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
        let message = "the first line does not name the columns of visits";
        let advice =
            "the columns are those of `visits/<visit>.csv` in a ledger: visit,kind,standard,…";
        problems
            .push(Diagnostic::new(Code::CsvHeader, Some(record.span(0)), message).advise(advice));
    } else if !missing.is_empty() {
        let names: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
        let are = if missing.len() == 1 {
            "column"
        } else {
            "columns"
        };
        let message = format!("{are} {} missing", names.join(", "));
        let line = Span {
            end: record.span(record.len() - 1).end,
            ..record.span(0)
        };
        problems.push(Diagnostic::new(Code::MissingColumn, Some(line), message));
    }
    let cell_of: Option<Vec<usize>> = cell_of.into_iter().collect();
    let is_good = !crate::diagnostic::any_error(problems);
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
    decimal: super::cells::DecimalSeen,
}

impl Reader {
    fn finish(mut self) -> ReadVisits {
        if crate::diagnostic::any_error(&self.problems) {
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
        let mut facts_cells = Vec::new();
        for column in Column::of_visit() {
            facts_cells.extend_from_slice(record.cell(header.cell_of[*column as usize]));
            facts_cells.push(0xFF); // in no UTF-8 text
        }
        let mut cells = Cells::new(
            record,
            &header.cell_of,
            &mut self.decimal,
            &mut self.problems,
        );
        if !cells.are_text() {
            return;
        }
        // The rows of a visit mostly stand together: what is the same is not read again.
        let n = match &self.last {
            Some((last, n)) if *last == facts_cells => *n,
            _ => {
                let Some(facts) = facts_of(&mut cells) else {
                    return;
                };
                match self.by_id.get(&facts.id) {
                    Some(n) => {
                        let known = &self.visits[*n].facts;
                        if *known != facts || !are_spelt_alike(known, &facts) {
                            let what = first_difference(known, &facts);
                            let why = format!(
                                "another {} than in an earlier row of this visit",
                                what.name()
                            );
                            cells.complain(Code::FactsDiffer, what, &why, None);
                            return;
                        }
                        *n
                    }
                    None => {
                        self.by_id.insert(facts.id.clone(), self.visits.len());
                        self.visits.push(Visit {
                            facts,
                            notes: None,
                            guess: None,
                            answers: Vec::new(),
                        });
                        self.visits.len() - 1
                    }
                }
            }
        };
        let visit = &mut self.visits[n];
        if cells.text(Column::Section) == VISIT_SECTION {
            fact_of_visit(&mut cells, visit);
        } else {
            item_of_visit(&mut cells, visit);
        }
        self.last = Some((facts_cells, n));
    }
}

fn facts_of(cells: &mut Cells) -> Option<VisitFacts> {
    let id = cells.word(Column::Visit, "no visit id", VisitId::new);
    let kind = cells.word(Column::Kind, "no kind of visit", Kind::from_name);
    let standard = cells.word(Column::Standard, "no id of a standard", Id::new);
    let version = cells.word(Column::Version, "no version like 1.2.0", Version::from_text);
    let fingerprint = cells.word(
        Column::Fingerprint,
        "no fingerprint of a standard",
        Fingerprint::new,
    );
    let organisation = cells.free(Column::Organisation, Name::new);
    let role = cells.word(Column::Role, "no role", Role::from_name);
    let site = cells.free(Column::Site, Name::new);
    let channel = cells.optional(Column::Channel, "no channel", Channel::from_name);
    let scenario = cells.optional(Column::Scenario, "no id of a scenario", Id::new);
    let auditor = cells.free(Column::Auditor, |text| {
        (!text.trim().is_empty()).then(|| text.to_owned())
    });
    let started = cells.time(Column::Started, Moment::from_record);
    let visited = cells.time(Column::Visited, Visited::from_record);
    Some(VisitFacts {
        id: id?,
        kind: kind?,
        standard: StandardRef {
            id: standard?,
            version: version?,
            fingerprint: fingerprint?,
        },
        organisation: organisation?,
        role: role?,
        site: site?,
        channel: channel?,
        scenario: scenario?,
        auditor: auditor?,
        started: started?,
        visited: visited?,
    })
}

/// Names are the same without case, yet one visit is written in one way.
fn are_spelt_alike(one: &VisitFacts, other: &VisitFacts) -> bool {
    let spelling = |facts: &VisitFacts| {
        let (organisation, site) = (facts.organisation.as_str(), facts.site.as_str());
        (
            organisation.to_owned(),
            site.to_owned(),
            facts.started.to_string(),
            facts.visited.to_string(),
        )
    };
    spelling(one) == spelling(other)
}

fn first_difference(one: &VisitFacts, other: &VisitFacts) -> Column {
    let differs = |is_same: bool, column| (!is_same).then_some(column);
    let at = |facts: &VisitFacts| (facts.started.to_string(), facts.visited.to_string());
    differs(one.kind == other.kind, Column::Kind)
        .or_else(|| differs(one.standard.id == other.standard.id, Column::Standard))
        .or_else(|| {
            differs(
                one.standard.version == other.standard.version,
                Column::Version,
            )
        })
        .or_else(|| differs(one.standard == other.standard, Column::Fingerprint))
        .or_else(|| {
            differs(
                one.organisation.as_str() == other.organisation.as_str(),
                Column::Organisation,
            )
        })
        .or_else(|| differs(one.role == other.role, Column::Role))
        .or_else(|| differs(one.site.as_str() == other.site.as_str(), Column::Site))
        .or_else(|| differs(one.channel == other.channel, Column::Channel))
        .or_else(|| differs(one.scenario == other.scenario, Column::Scenario))
        .or_else(|| differs(one.auditor == other.auditor, Column::Auditor))
        .or_else(|| differs(at(one).0 == at(other).0, Column::Started))
        .unwrap_or(Column::Visited)
}

fn fact_of_visit(cells: &mut Cells, visit: &mut Visit) {
    let (is_notes, is_guess) = {
        let item = cells.text(Column::Item);
        (item == NOTES, item == GUESS)
    };
    if !is_notes && !is_guess {
        cells.complain(
            Code::WrongCell,
            Column::Item,
            "not a fact about a visit (_notes or _guess)",
            None,
        );
        return;
    }
    let is_there = if is_notes {
        visit.notes.is_some()
    } else {
        visit.guess.is_some()
    };
    if is_there {
        cells.complain(
            Code::RepeatedItem,
            Column::Item,
            "twice in this visit",
            None,
        );
        return;
    }
    let at = cells.time(Column::Answered, Moment::from_record);
    let text = cells.free(Column::Answer, |text| Some(text.to_owned()));
    if is_notes {
        visit.notes = text.zip(at).map(|(value, at)| Noted { value, at });
    } else {
        let value = cells.number_answer(Column::Answer);
        visit.guess = value
            .zip(at)
            .map(|(value, at): (Decimal, Moment)| Noted { value, at });
    }
}

fn item_of_visit(cells: &mut Cells, visit: &mut Visit) {
    let section = cells.word(Column::Section, "no id of a section", Id::new);
    let item = cells.word(Column::Item, "no id of an item", Id::new);
    let item_type = cells.word(Column::Type, "no type of item", ItemType::from_name);
    let status = cells.word(Column::Status, "no status", Status::from_name);
    let credit = cells.credit(Column::Credit);
    let points = cells.points(Column::Points);
    let section_weight = cells.points(Column::SectionWeight);
    let critical = cells.flag(Column::Critical);
    let bonus = cells.flag(Column::Bonus);
    let cause = cells.optional(Column::Cause, "no cause", Cause::from_name);
    let reason = cells.free(Column::Reason, |text| Some(text.to_owned()));
    let remark = cells.free(Column::Remark, |text| Some(text.to_owned()));
    let evidence = cells.evidence(Column::Evidence);
    let answered = if cells.text(Column::Answered).is_empty() {
        Some(None)
    } else {
        cells.time(Column::Answered, Moment::from_record).map(Some)
    };
    if points == Some(None) {
        cells.complain(Code::MissingCell, Column::Points, "empty", None);
    }
    let (Some(item_type), Some(status)) = (item_type, status) else {
        return;
    };
    let Some(value) = value_of(cells, item_type, status) else {
        return;
    };
    if !check_credit(cells, status, credit.flatten(), value.as_ref()) {
        return;
    }
    let make = || {
        Some(Answer {
            section: section?,
            item: item?,
            item_type,
            status,
            credit: credit?,
            points: points??,
            section_weight: section_weight?,
            critical: critical?,
            bonus: bonus?,
            cause: cause?,
            value,
            reason: reason?,
            remark: remark?,
            evidence: evidence?,
            answered: answered?,
        })
    };
    let Some(answer) = make() else {
        return;
    };
    if visit.answer(&answer.item).is_some() {
        cells.complain(
            Code::RepeatedItem,
            Column::Item,
            "twice in this visit",
            None,
        );
        return;
    }
    visit.answers.push(answer);
}

/// The answer; `Some(None)` where there is none. Nothing ticked is an answer where the row counts.
fn value_of(cells: &mut Cells, item_type: ItemType, status: Status) -> Option<Option<Value>> {
    if cells.text(Column::Answer).is_empty()
        && !(item_type == ItemType::Several && status == Status::Scored)
    {
        return Some(None);
    }
    match item_type {
        ItemType::Number => cells
            .number_answer(Column::Answer)
            .map(|number| Some(Value::Number(number))),
        ItemType::Text => cells.free(Column::Answer, |text| {
            Some(Some(Value::Text(text.to_owned())))
        }),
        _ => {
            let what = format!("no answer to an item of type {}", item_type.name());
            cells
                .parse(Column::Answer, Code::WrongCell, &what, |text| {
                    Value::from_record(item_type, text)
                })
                .map(Some)
        }
    }
}

/// A credit is there exactly when the status counts; nobody reached earns nothing.
fn check_credit(
    cells: &mut Cells,
    status: Status,
    credit: Option<Credit>,
    value: Option<&Value>,
) -> bool {
    let why = match (status, credit) {
        (Status::NoContact, Some(credit)) if credit != Credit::NONE => {
            "nobody was reached, so the credit is 0"
        }
        (Status::Scored, Some(_)) if value.is_none() => {
            cells.complain(
                Code::CreditAgainstStatus,
                Column::Answer,
                "the row counts, and has no answer",
                None,
            );
            return false;
        }
        (status, None) if status.counts() && cells.text(Column::Credit).is_empty() => {
            "the row counts, and has no credit"
        }
        (status, Some(_)) if !status.counts() => "the row has a credit, and does not count",
        _ => return true,
    };
    cells.complain(Code::CreditAgainstStatus, Column::Credit, why, None);
    false
}

/// A cell's text, short enough for a message.
pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= 40 {
        return text.into();
    }
    let start: String = text.chars().take(39).collect();
    format!("{start}…")
}
