//! A visit into tidy rows: RFC 4180, UTF-8, LF, the header of [`Column`]; also the cells that
//! exports write in other dialects. `visit_csv_read` reads them back.

use std::borrow::Cow;

use super::columns::{Column, Holds};
use super::spreadsheet_text::guard;
use crate::model::answer::{Answer, Status};
use crate::model::id::Id;
use crate::model::moment::Moment;
use crate::model::programme::DecimalMark;
use crate::model::scale::ItemType;
use crate::model::visit::{Visit, VisitFacts};

/// The section of the rows that say something of the visit as a whole.
pub const VISIT_SECTION: &str = "visit";
/// The item of what was jotted down before the first question.
pub const NOTES: &str = "_notes";
/// The item of the auditor's guess of the total.
pub const GUESS: &str = "_guess";

/// The visit as the ledger keeps it: the bytes of `<visit>.csv`. The same visit gives the same bytes.
pub fn visit_csv(visit: &Visit) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    let in_memory = "writing to memory cannot fail";
    writer
        .write_record(Column::ALL.iter().copied().map(Column::name))
        .expect(in_memory);
    for row in Row::all(visit) {
        let cells = Column::ALL
            .iter()
            .map(|column| row.cell(*column, DecimalMark::Dot));
        writer
            .write_record(cells.map(Cow::into_owned))
            .expect(in_memory);
    }
    writer.into_inner().expect(in_memory)
}

/// A row of a visit: one of its items, or a fact about it as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    facts: &'a VisitFacts,
    content: Content<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Content<'a> {
    Item(&'a Answer),
    Fact {
        item: &'static str,
        item_type: ItemType,
        text: &'a str,
        at: Moment,
    },
}

impl<'a> Row<'a> {
    /// The rows of a visit: what was noted first, then its items.
    pub fn all(visit: &'a Visit) -> impl Iterator<Item = Self> {
        let facts = &visit.facts;
        let notes = visit.notes.as_ref().map(|noted| Content::Fact {
            item: NOTES,
            item_type: ItemType::Text,
            text: &noted.value,
            at: noted.at,
        });
        let guess = visit.guess.as_ref().map(|noted| Content::Fact {
            item: GUESS,
            item_type: ItemType::Number,
            text: noted.value.as_str(),
            at: noted.at,
        });
        let items = visit.answers.iter().map(Content::Item);
        notes
            .into_iter()
            .chain(guess)
            .chain(items)
            .map(move |content| Self { facts, content })
    }

    /// The answer of the row; `None` where it is a fact about the visit as a whole.
    pub fn answer(&self) -> Option<&'a Answer> {
        match self.content {
            Content::Item(answer) => Some(answer),
            Content::Fact { .. } => None,
        }
    }

    /// The item's id as the row writes it.
    pub fn item(&self) -> &'a str {
        match self.content {
            Content::Item(answer) => answer.item.as_str(),
            Content::Fact { item, .. } => item,
        }
    }

    /// A cell as it is written, guarded against spreadsheets that would run it.
    pub fn cell(&self, column: Column, decimal: DecimalMark) -> Cow<'a, str> {
        let cell = self.bare_cell(column);
        let is_number = column.holds() == Holds::Number
            || (column == Column::Answer && self.item_type() == ItemType::Number);
        if is_number {
            return match decimal {
                DecimalMark::Comma if cell.contains('.') => cell.replace('.', ",").into(),
                _ => cell,
            };
        }
        let is_free = column.holds() == Holds::Text
            && (column != Column::Answer || self.item_type() == ItemType::Text);
        match cell {
            Cow::Borrowed(text) if is_free => guard(text),
            Cow::Owned(text) if is_free => guard(&text).into_owned().into(),
            cell => cell,
        }
    }

    fn item_type(&self) -> ItemType {
        match self.content {
            Content::Item(answer) => answer.item_type,
            Content::Fact { item_type, .. } => item_type,
        }
    }

    fn bare_cell(&self, column: Column) -> Cow<'a, str> {
        let facts = self.facts;
        match column {
            Column::Visit => facts.id.as_str().into(),
            Column::Kind => facts.kind.name().into(),
            Column::Standard => facts.standard.id.as_str().into(),
            Column::Version => facts.standard.version.to_string().into(),
            Column::Fingerprint => facts.standard.fingerprint.as_str().into(),
            Column::Organisation => facts.organisation.as_str().into(),
            Column::Role => facts.role.name().into(),
            Column::Site => facts.site.as_str().into(),
            Column::Channel => facts.channel.map_or("", |channel| channel.name()).into(),
            Column::Scenario => facts.scenario.as_ref().map_or("", Id::as_str).into(),
            Column::Auditor => facts.auditor.as_str().into(),
            Column::Started => facts.started.to_string().into(),
            Column::Visited => facts.visited.to_string().into(),
            _ => match self.content {
                Content::Item(answer) => cell_of_item(answer, column),
                Content::Fact {
                    item,
                    item_type,
                    text,
                    at,
                } => match column {
                    Column::Section => VISIT_SECTION.into(),
                    Column::Item => item.into(),
                    Column::Type => item_type.name().into(),
                    Column::Status => Status::Unscored.name().into(),
                    Column::Points => "0".into(),
                    Column::Critical | Column::Bonus => "false".into(),
                    Column::Answer => text.into(),
                    Column::Answered => at.to_string().into(),
                    _ => "".into(),
                },
            },
        }
    }
}

fn cell_of_item(answer: &Answer, column: Column) -> Cow<'_, str> {
    let spelt = |value: Option<String>| value.unwrap_or_default().into();
    match column {
        Column::Section => answer.section.as_str().into(),
        Column::Item => answer.item.as_str().into(),
        Column::Type => answer.item_type.name().into(),
        Column::Status => answer.status.name().into(),
        Column::Credit => spelt(answer.credit.map(|credit| credit.to_string())),
        Column::Points => answer.points.to_string().into(),
        Column::SectionWeight => spelt(answer.section_weight.map(|weight| weight.to_string())),
        Column::Critical => answer.critical.to_string().into(),
        Column::Bonus => answer.bonus.to_string().into(),
        Column::Cause => answer.cause.map_or("", |cause| cause.name()).into(),
        Column::Answer => spelt(answer.value.as_ref().map(ToString::to_string)),
        Column::Reason => answer.reason.as_str().into(),
        Column::Remark => answer.remark.as_str().into(),
        Column::Evidence => answer.evidence.join(";").into(),
        Column::Answered => spelt(answer.answered.map(|at| at.to_string())),
        _ => "".into(),
    }
}
