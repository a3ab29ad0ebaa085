//! A visit's rows counted again: the status and credit that follow from each answer and the
//! standard, held against what is recorded. A record that was changed by hand shows here, even
//! where its seal was made anew.

use crate::model::answer::{Answer, Status, Tally, Value};
use crate::model::condition::asked;
use crate::model::id::Id;
use crate::model::share::Credit;
use crate::model::standard::{Item, Section, Standard};
use crate::model::visit::Visit;

/// A row that does not follow from its answer and the standard.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The item.
    pub item: Id,
    /// What is wrong, as a lower-case fragment.
    pub why: String,
}

/// Counts a visit again, and gives all that differs, in the standard's order; rows of items that
/// the standard does not have come last.
pub fn differences(standard: &Standard, visit: &Visit) -> Vec<Difference> {
    let value = |id: &Id| visit.answer(id).and_then(|answer| answer.value.as_ref());
    let asked = asked(standard, visit.facts.role, value);
    let is_no_contact = visit.is_no_contact();
    let mut found = Vec::new();
    for ((section, item), is_asked) in standard.items_by_section().zip(asked) {
        let why = match visit.answer(&item.id) {
            None => Some("there is no row for this item".to_owned()),
            Some(answer) => copied_wrongly(section, item, answer)
                .or_else(|| counted_wrongly(item, answer, is_asked, is_no_contact)),
        };
        found.extend(why.map(|why| Difference {
            item: item.id.clone(),
            why,
        }));
    }
    let is_unknown = |answer: &&Answer| standard.item(&answer.item).is_none();
    found.extend(
        visit
            .answers
            .iter()
            .filter(is_unknown)
            .map(|answer| Difference {
                item: answer.item.clone(),
                why: "the standard has no such item".into(),
            }),
    );
    found
}

/// What the row says of the item itself.
fn copied_wrongly(section: &Section, item: &Item, answer: &Answer) -> Option<String> {
    let is_same = [
        ("section", answer.section == section.id),
        ("type", answer.item_type == item.scale.item_type()),
        ("points", answer.points == item.points),
        ("section_weight", answer.section_weight == section.weight),
        ("critical", answer.critical == item.critical),
        ("bonus", answer.bonus == item.bonus),
    ];
    let (column, _) = is_same.into_iter().find(|(_, is_same)| !is_same)?;
    Some(format!("`{column}` is not what the standard says"))
}

fn counted_wrongly(
    item: &Item,
    answer: &Answer,
    is_asked: bool,
    is_no_contact: bool,
) -> Option<String> {
    if let Some(value) = &answer.value
        && !item.scale.admits(value)
        && !is_none_of_none(value)
    {
        return Some(format!("`{value}` is no answer to this item"));
    }
    if is_no_contact && answer.value.is_some() {
        return Some("there is an answer, and nobody was reached".into());
    }
    let (expected, credit) = expected(item, answer, is_asked, is_no_contact);
    if !expected.contains(&answer.status) {
        let names: Vec<&str> = expected.iter().map(|status| status.name()).collect();
        return Some(format!(
            "status `{}` is recorded, and {} follows from the answer",
            answer.status.name(),
            names.join(" or ")
        ));
    }
    if let Some(why) = excused_wrongly(item, answer) {
        return Some(why.into());
    }
    if answer.credit != credit {
        let spelt = |credit: Option<Credit>| credit.map_or("none".into(), |it| format!("`{it}`"));
        return Some(format!(
            "credit {} is recorded, and {} follows from the answer",
            spelt(answer.credit),
            spelt(credit)
        ));
    }
    None
}

/// What the walk would have refused as a reason for having no answer.
fn excused_wrongly(item: &Item, answer: &Answer) -> Option<&'static str> {
    match answer.status {
        Status::NotApplicable if answer.value.is_none() && !item.may_not_apply => {
            Some("status `not_applicable` is recorded, and this item always applies")
        }
        Status::Awaiting if !item.promise => {
            Some("status `awaiting` is recorded, and this item is no promise")
        }
        Status::Waived if answer.reason.trim().is_empty() => {
            Some("status `waived` is recorded without its reason")
        }
        _ => None,
    }
}

/// The statuses that may follow, and the credit.
fn expected(
    item: &Item,
    answer: &Answer,
    is_asked: bool,
    is_no_contact: bool,
) -> (Vec<Status>, Option<Credit>) {
    if is_no_contact {
        let counts = is_asked && item.when.is_empty() && item.counts() && !item.bonus;
        return if counts {
            (vec![Status::NoContact], Some(Credit::NONE))
        } else {
            (vec![Status::NotAsked], None)
        };
    }
    match &answer.value {
        _ if !is_asked => (vec![Status::NotAsked], None),
        _ if !item.counts() => (vec![Status::Unscored], None),
        Some(value) if is_none_of_none(value) => (vec![Status::NotApplicable], None),
        Some(value) => (vec![Status::Scored], item.scale.credit(value)),
        None => {
            let excused = vec![
                Status::NotApplicable,
                Status::NotObserved,
                Status::Waived,
                Status::Awaiting,
            ];
            (excused, None)
        }
    }
}

/// A tally of 0 of 0 did not apply.
fn is_none_of_none(value: &Value) -> bool {
    matches!(value, Value::Tally(Tally { whole: 0, .. }))
}
