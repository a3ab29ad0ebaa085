//! Visits as CSV for spreadsheets, in the person's own dialect: every answer, every visit, every
//! item. Bytes in memory; the same visits give the same bytes.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::columns::Column;
use super::export_columns::{ExportColumn, answers_columns, items_columns, visits_columns};
use super::spreadsheet_text::guard;
use super::visit_csv::Row;
use crate::model::answer::{Answer, Value};
use crate::model::duration;
use crate::model::id::Id;
use crate::model::moment::{Moment, Visited};
use crate::model::order::InOrder;
use crate::model::programme::{DecimalMark, Dialect};
use crate::model::scale::Scale;
use crate::model::scorecard::Scorecard;
use crate::model::share::{Exact, Points, Share};
use crate::model::standard::{Item, Standard};
use crate::model::text::Language;
use crate::model::visit::{Name, Role, Visit};

/// A visit to export, with what it came to where its standard is at hand.
#[derive(Clone, Copy, Debug)]
pub struct ExportedVisit<'a> {
    /// The visit.
    pub visit: &'a Visit,
    /// Its standard.
    pub standard: Option<&'a Standard>,
    /// What it came to.
    pub scorecard: Option<&'a Scorecard>,
    /// Whether it enters means.
    pub counts: bool,
}

/// A row of `items.csv`.
#[derive(Clone, Debug)]
pub struct ExportedItem<'a> {
    /// Whose place.
    pub organisation: &'a Name,
    /// Whose it is to us.
    pub role: Role,
    /// The standard's id.
    pub standard: &'a Id,
    /// Its major version.
    pub major: u32,
    /// The section's id.
    pub section: &'a Id,
    /// The item's id.
    pub id: &'a Id,
    /// The item, where its standard is at hand.
    pub item: Option<&'a Item>,
    /// How many visits.
    pub visits: u64,
    /// The mean of the credits.
    pub mean: Option<Exact>,
    /// The lowest.
    pub worst: Option<Share>,
    /// The highest.
    pub best: Option<Share>,
    /// The points of the newest version.
    pub points: Points,
}

/// `answers.csv`: a row an answer.
pub fn answers_csv(visits: &[ExportedVisit], language: &Language, dialect: Dialect) -> Vec<u8> {
    let mut table = Csv::new(&answers_columns(), dialect);
    for exported in visits {
        for row in Row::all(exported.visit) {
            let answer = row.answer();
            let item = answer.and_then(|answer| exported.standard?.item(&answer.item));
            let question = item.map_or("", |item| item.ask.in_language(language));
            let answer = answer.map_or(Cow::Borrowed(""), |answer| {
                answer_text(answer, item, language).into()
            });
            for column in Column::ALL {
                table.cell(&row.cell(*column, dialect.decimal));
            }
            table.cell(&guard(question));
            table.cell(&guard(&answer));
            table.day_and_time(exported.visit.facts.visited);
            table.cell(if exported.counts { "true" } else { "false" });
            table.end_row();
        }
    }
    table.bytes()
}

/// An answer in the words of its scale.
fn answer_text(answer: &Answer, item: Option<&Item>, language: &Language) -> String {
    let Some(value) = &answer.value else {
        return String::new();
    };
    let label = |id: &Id| {
        let options = item.map_or(&[][..], |item| item.scale.options());
        let option = options.iter().find(|option| option.id == *id);
        option
            .map_or(id.as_str(), |option| option.label.in_language(language))
            .to_owned()
    };
    match value {
        Value::Level(value) => {
            let levels = item.map_or(&[][..], |item| item.scale.levels());
            let level = levels.iter().find(|level| level.value == *value);
            level.map_or(value.to_string(), |level| {
                level.label.in_language(language).into()
            })
        }
        Value::Choice(id) => label(id),
        Value::Several(ids) => ids.iter().map(label).collect::<Vec<_>>().join("; "),
        Value::Duration(seconds) => duration::spoken(*seconds),
        Value::Number(number) => match item.map(|item| &item.scale) {
            Some(Scale::Number { unit }) => {
                format!("{} {}", number.as_str(), unit.in_language(language))
            }
            _ => number.as_str().into(),
        },
        Value::YesNo(_) | Value::Count(_) | Value::Tally(_) | Value::Text(_) => value.to_string(),
    }
}

/// The sections of all visits, by the order of their standards, without repetition.
pub fn sections_of<'a>(visits: &[ExportedVisit<'a>]) -> Vec<&'a Id> {
    let mut standards: Vec<&Standard> = visits.iter().filter_map(|visit| visit.standard).collect();
    standards.order_by(|a, b| {
        (&a.id, b.version, &a.fingerprint).cmp(&(&b.id, a.version, &b.fingerprint))
    });
    standards.dedup_by(|a, b| a.fingerprint == b.fingerprint);
    let mut seen = BTreeSet::new();
    standards
        .into_iter()
        .flat_map(|standard| &standard.sections)
        .map(|section| &section.id)
        .filter(|id| seen.insert(*id))
        .collect()
}

/// `visits.csv`: a row a visit.
pub fn visits_csv(visits: &[ExportedVisit], dialect: Dialect) -> Vec<u8> {
    let sections = sections_of(visits);
    let mut table = Csv::new(&visits_columns(&sections), dialect);
    for exported in visits {
        let card = exported.scorecard;
        let facts = Row::all(exported.visit)
            .next()
            .expect("a visit is made of its rows");
        for column in Column::of_visit() {
            table.cell(&facts.cell(*column, dialect.decimal));
        }
        table.day_and_time(exported.visit.facts.visited);
        let total = card.and_then(|card| card.total);
        table.share(card.and_then(|card| card.base));
        table.share(total);
        table.number(&total.map_or(String::new(), |total| {
            let tenths = total.exact().percent_tenths();
            format!("{}.{}", tenths / 10, tenths % 10)
        }));
        let guess = exported.visit.guess.as_ref();
        table.number(guess.map_or("", |guess| guess.value.as_str()));
        let verdict = card.and_then(|card| card.verdict.as_ref());
        table.cell(verdict.map_or("", |verdict| verdict.name()));
        let failed: Vec<&str> = verdict
            .map(|verdict| verdict.failed().map(Id::as_str).collect())
            .unwrap_or_default();
        table.cell(&failed.join(";"));
        table.cell(&guard(
            card.and_then(|card| card.band.as_deref()).unwrap_or(""),
        ));
        table.share(card.and_then(|card| card.coverage));
        table.cell(card.map_or("", |card| {
            if card.is_limited_basis {
                "true"
            } else {
                "false"
            }
        }));
        for section in &sections {
            table.share(card.and_then(|card| card.section(section)?.score));
        }
        table.end_row();
    }
    table.bytes()
}

/// `items.csv`: a row an organisation and item.
pub fn items_csv(items: &[ExportedItem], language: &Language, dialect: Dialect) -> Vec<u8> {
    let mut table = Csv::new(&items_columns(), dialect);
    for row in items {
        table.cell(&guard(row.organisation.as_str()));
        table.cell(row.role.name());
        table.cell(row.standard.as_str());
        table.cell(&row.major.to_string());
        table.cell(row.section.as_str());
        table.cell(row.id.as_str());
        table.cell(&guard(
            row.item.map_or("", |item| item.ask.in_language(language)),
        ));
        table.cell(&row.visits.to_string());
        table.number(&row.mean.map_or(String::new(), Exact::decimals));
        table.share(row.worst);
        table.share(row.best);
        table.number(&row.points.to_string());
        table.end_row();
    }
    table.bytes()
}

/// A table being written.
struct Csv {
    writer: csv::Writer<Vec<u8>>,
    decimal: DecimalMark,
}

const IN_MEMORY: &str = "writing to memory cannot fail, and rows are as long as the header";

impl Csv {
    fn new(columns: &[ExportColumn], dialect: Dialect) -> Self {
        let mark: &[u8] = if dialect.bom { b"\xEF\xBB\xBF" } else { b"" };
        let mut table = Self {
            writer: csv::WriterBuilder::new()
                .delimiter(dialect.separator.byte())
                .terminator(csv::Terminator::Any(b'\n'))
                .from_writer(mark.to_vec()),
            decimal: dialect.decimal,
        };
        for column in columns {
            table.cell(&column.name);
        }
        table.end_row();
        table
    }

    fn cell(&mut self, text: &str) {
        self.writer.write_field(text).expect(IN_MEMORY);
    }

    fn number(&mut self, number: &str) {
        match self.decimal {
            DecimalMark::Comma => self.cell(&number.replace('.', ",")),
            DecimalMark::Dot => self.cell(number),
        }
    }

    fn share(&mut self, share: Option<Share>) {
        self.number(&share.map_or(String::new(), |share| share.to_string()));
    }

    fn day_and_time(&mut self, visited: Visited) {
        self.cell(&visited.date().to_string());
        let time = visited.moment().map(Moment::time_of_day);
        self.cell(&time.unwrap_or_default());
    }

    fn end_row(&mut self) {
        self.writer.write_record(None::<&[u8]>).expect(IN_MEMORY);
    }

    fn bytes(self) -> Vec<u8> {
        self.writer.into_inner().expect(IN_MEMORY)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::files::visit_csv_read::read_visits;
    use crate::model::answer::Status;
    use crate::model::id::Fingerprint;
    use crate::model::programme::Separator;
    use crate::model::scale::ItemType;
    use crate::model::share::Credit;
    use crate::model::standard::{StandardRef, Version};
    use crate::model::visit::{Channel, Kind, VisitFacts, VisitId};

    fn visit(organisation: &str, remark: &str) -> Visit {
        let id = |text: &str| Id::new(text).unwrap();
        let at = Moment::from_record("2026-11-20T14:05:00-06:00").unwrap();
        let answer = |item: &str, item_type, value: &str, credit: f64| Answer {
            section: id("all"),
            item: id(item),
            item_type,
            status: Status::Scored,
            credit: Credit::new(credit),
            points: Points::new(1.5).unwrap(),
            section_weight: None,
            critical: false,
            bonus: false,
            cause: None,
            value: Value::from_record(item_type, value),
            reason: String::new(),
            remark: remark.into(),
            evidence: vec!["x/door.jpg".into()],
            answered: Some(at),
        };
        Visit {
            facts: VisitFacts {
                id: VisitId::new("2026-11-20-us-main-aaaa").unwrap(),
                kind: Kind::Audit,
                standard: StandardRef {
                    id: id("kiosk"),
                    version: Version::FIRST,
                    fingerprint: Fingerprint::of(b"kiosk"),
                },
                organisation: Name::new(organisation).unwrap(),
                role: Role::Own,
                site: Name::new("Main").unwrap(),
                channel: Some(Channel::Phone),
                scenario: None,
                auditor: "a1".into(),
                started: at,
                visited: Visited::At(at),
            },
            notes: None,
            guess: None,
            answers: vec![
                answer("wait", ItemType::Duration, "75", 0.5),
                answer("ease", ItemType::Scale, "-2", 1.0 / 3.0),
            ],
        }
    }

    fn dialects() -> impl Iterator<Item = Dialect> {
        let separators = [Separator::Comma, Separator::Semicolon, Separator::Tab];
        let decimals = [DecimalMark::Dot, DecimalMark::Comma];
        separators.into_iter().flat_map(move |separator| {
            decimals.into_iter().flat_map(move |decimal| {
                [false, true].map(|bom| Dialect {
                    separator,
                    decimal,
                    bom,
                })
            })
        })
    }

    fn exported(visit: &Visit) -> ExportedVisit<'_> {
        ExportedVisit {
            visit,
            standard: None,
            scorecard: None,
            counts: true,
        }
    }

    #[test]
    fn numbers_and_texts_are_written_in_the_dialect() {
        let visit = visit("=Us; “ours”", "one\ntwo \"three\"");
        let german = Dialect {
            separator: Separator::Semicolon,
            decimal: DecimalMark::Comma,
            bom: true,
        };
        let bytes = answers_csv(&[exported(&visit)], &Language::default(), german);
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("\u{feff}visit;kind;standard;"), "{text}");
        let row = "2026-11-20-us-main-aaaa;audit;kiosk;1.0.0;f";
        assert!(text.contains(row), "{text}");
        assert!(
            text.contains(";\"'=Us; “ours”\";own;Main;phone;;a1;"),
            "{text}"
        );
        let wait = ";all;wait;duration;scored;0,5;1,5;;false;false;;75;;\"one\ntwo \"\"three\"\"\";x/door.jpg;2026-11-20T14:05:00-06:00;;1 minute 15 seconds;2026-11-20;14:05:00;true\n";
        assert!(text.contains(wait), "{text}");
        // A level is no text that a spreadsheet would run; in words it could be.
        assert!(
            text.contains(";scale;scored;0,3333333333333333;1,5;;false;false;;-2;;"),
            "{text}"
        );
        assert!(text.contains(";'-2;2026-11-20;14:05:00;true\n"), "{text}");
    }

    proptest! {
        #[test]
        fn every_dialect_reads_back(
            organisation in "['=+@;,\"\t a-zé🐈]{1,12}",
            remark in "['=+\\-@;,\"\r\n\ta-zé🐈]{0,20}",
        ) {
            prop_assume!(Name::new(&organisation).is_some());
            let visit = visit(&organisation, &remark);
            for dialect in dialects() {
                let bytes = answers_csv(&[exported(&visit)], &Language::default(), dialect);
                let read = read_visits(bytes.as_slice()).unwrap();
                prop_assert_eq!(&read.visits, &vec![visit.clone()], "{:?} {:?}", dialect, read.problems);
                prop_assert_eq!(read.visits[0].facts.organisation.as_str(), visit.facts.organisation.as_str());
            }
        }
    }
}
