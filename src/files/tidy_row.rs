//! One tidy row into the facts of its visit and one of its items. All that is wrong with a row is
//! said at once.

use super::cells::{Cells, Read};
use super::columns::Column;
use super::visit_csv::{GUESS, NOTES, VISIT_SECTION};
use crate::diagnostic::Code;
use crate::model::answer::{Answer, Cause, Status, Value};
use crate::model::id::{Fingerprint, Id};
use crate::model::scale::ItemType;
use crate::model::share::Credit;
use crate::model::standard::{StandardRef, Version};
use crate::model::visit::{Channel, Kind, Name, Noted, Role, Visit, VisitFacts, VisitId};

/// What the row says of its whole visit.
pub(super) fn facts(cells: &mut Cells) -> Read<VisitFacts> {
    let id = cells.word(Column::Visit, "no visit id", VisitId::new);
    let kind = cells.word(Column::Kind, "no kind of visit", Kind::from_name);
    let standard = cells.word(Column::Standard, "no id of a standard", Id::new);
    let version = cells.word(Column::Version, "no version like 1.2.0", Version::from_text);
    let fingerprint = cells.word(Column::Fingerprint, "no fingerprint", Fingerprint::new);
    let organisation = cells.name(Column::Organisation, Name::new);
    let role = cells.word(Column::Role, "no role", Role::from_name);
    let site = cells.name(Column::Site, Name::new);
    let channel = cells.optional(Column::Channel, "no channel", Channel::from_name);
    let scenario = cells.optional(Column::Scenario, "no id of a scenario", Id::new);
    let auditor = cells.name(Column::Auditor, |text| {
        (!text.trim().is_empty()).then(|| text.to_owned())
    });
    let started = cells.moment(Column::Started);
    let visited = cells.visited(Column::Visited);
    Ok(VisitFacts {
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

/// The first column in which two rows of a visit differ. Names are the same without case, and times
/// without offset, yet one visit is written in one way.
pub(super) fn first_difference(one: &VisitFacts, other: &VisitFacts) -> Option<Column> {
    let spelt = |facts: &VisitFacts| {
        [
            (Column::Kind, facts.kind.name().to_owned()),
            (Column::Standard, facts.standard.id.to_string()),
            (Column::Version, facts.standard.version.to_string()),
            (Column::Fingerprint, facts.standard.fingerprint.to_string()),
            (Column::Organisation, facts.organisation.to_string()),
            (Column::Role, facts.role.name().to_owned()),
            (Column::Site, facts.site.to_string()),
            (Column::Channel, format!("{:?}", facts.channel)),
            (Column::Scenario, format!("{:?}", facts.scenario)),
            (Column::Auditor, facts.auditor.clone()),
            (Column::Started, facts.started.to_string()),
            (Column::Visited, facts.visited.to_string()),
        ]
    };
    let pairs = spelt(one).into_iter().zip(spelt(other));
    pairs
        .into_iter()
        .find(|(one, other)| one != other)
        .map(|((column, _), _)| column)
}

/// Adds what the row says to its visit.
pub(super) fn add(cells: &mut Cells, visit: &mut Visit) -> Read<()> {
    if cells.text(Column::Section) == VISIT_SECTION {
        add_fact(cells, visit)
    } else {
        add_item(cells, visit)
    }
}

fn add_fact(cells: &mut Cells, visit: &mut Visit) -> Read<()> {
    let item = cells.text(Column::Item);
    let is_there = match item {
        NOTES => visit.notes.is_some(),
        GUESS => visit.guess.is_some(),
        _ => {
            let why = "no fact about a visit (_notes or _guess)";
            return Err(cells.complain(Code::WrongCell, Column::Item, why, ""));
        }
    };
    if is_there {
        return Err(twice(cells));
    }
    let at = cells.moment(Column::Answered)?;
    if item == NOTES {
        let value = cells.free(Column::Answer);
        visit.notes = Some(Noted { value, at });
    } else {
        let value = cells.number_answer(Column::Answer)?;
        visit.guess = Some(Noted { value, at });
    }
    Ok(())
}

fn add_item(cells: &mut Cells, visit: &mut Visit) -> Read<()> {
    let section = cells.word(Column::Section, "no id of a section", Id::new);
    let item = cells.word(Column::Item, "no id of an item", Id::new);
    let item_type = cells.word(Column::Type, "no type of item", ItemType::from_name);
    let status = cells.word(Column::Status, "no status", Status::from_name);
    let credit = cells.credit(Column::Credit);
    let points = cells.points(Column::Points).and_then(|points| {
        points.ok_or_else(|| cells.complain(Code::MissingCell, Column::Points, "empty", ""))
    });
    let section_weight = cells.points(Column::SectionWeight);
    let critical = cells.flag(Column::Critical);
    let bonus = cells.flag(Column::Bonus);
    let cause = cells.optional(Column::Cause, "no cause", Cause::from_name);
    let evidence = cells.evidence(Column::Evidence);
    let answered = cells.optional_moment(Column::Answered);
    let (item_type, status) = (item_type?, status?);
    let value = value(cells, item_type, status);
    let answer = Answer {
        section: section?,
        item: item?,
        item_type,
        status,
        credit: credit?,
        points: points?,
        section_weight: section_weight?,
        critical: critical?,
        bonus: bonus?,
        cause: cause?,
        value: value?,
        reason: cells.free(Column::Reason),
        remark: cells.free(Column::Remark),
        evidence: evidence?,
        answered: answered?,
    };
    check_credit(cells, &answer)?;
    if visit.answer(&answer.item).is_some() {
        return Err(twice(cells));
    }
    visit.answers.push(answer);
    Ok(())
}

/// The answer, where there is one. Nothing ticked is an answer where the row counts.
fn value(cells: &mut Cells, item_type: ItemType, status: Status) -> Read<Option<Value>> {
    let is_none_ticked = item_type == ItemType::Several && status == Status::Scored;
    if cells.is_empty(Column::Answer) && !is_none_ticked {
        return Ok(None);
    }
    Ok(Some(match item_type {
        ItemType::Number => Value::Number(cells.number_answer(Column::Answer)?),
        ItemType::Text => Value::Text(cells.free(Column::Answer)),
        _ => {
            let what = format!("no answer of type {}", item_type.name());
            let read = |text: &str| Value::from_record(item_type, text);
            cells.word(Column::Answer, &what, read)?
        }
    }))
}

/// A credit is there exactly when the status counts; nobody reached earns nothing.
fn check_credit(cells: &mut Cells, answer: &Answer) -> Read<()> {
    let (column, why) = match (answer.status, answer.credit) {
        (Status::NoContact, Some(credit)) if credit != Credit::NONE => {
            (Column::Credit, "nobody was reached, so it is 0")
        }
        (Status::Scored, Some(_)) if answer.value.is_none() => {
            (Column::Answer, "the row counts, and has no answer")
        }
        (status, None) if status.counts() => (Column::Credit, "the row counts, and has no credit"),
        (status, Some(_)) if !status.counts() => {
            (Column::Credit, "the row does not count, and has a credit")
        }
        _ => return Ok(()),
    };
    Err(cells.complain(Code::CreditAgainstStatus, column, why, ""))
}

fn twice(cells: &mut Cells) -> super::cells::Complained {
    let why = format!(
        "`{}` is there twice in this visit",
        cells.text(Column::Item)
    );
    cells.complain(Code::RepeatedItem, Column::Item, &why, "")
}
