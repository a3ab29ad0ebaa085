//! Visits of the sample standard, by what they say of each item: a good one and a bad one.

use super::id;
use crate::model::answer::{Answer, Decimal, Status, Tally, Value};
use crate::model::moment::{Moment, Visited};
use crate::model::share::Credit;
use crate::model::standard::Standard;
use crate::model::visit::{Channel, Kind, Name, Noted, Role, Visit, VisitFacts, VisitId};

/// What a visit says of an item.
#[derive(Clone)]
pub(crate) enum Said {
    Answer(Value),
    Remarked(Value, &'static str),
    Nothing(Status, &'static str),
}

/// A visit of a standard: what is said of each item by its id; the rest is not asked.
pub(crate) fn visit(standard: &Standard, said: &[(&str, Said)]) -> Visit {
    let at = Moment::from_record("2026-11-20T14:05:00-06:00").unwrap();
    let answers = standard.items_by_section().map(|(section, item)| {
        let said = said.iter().find(|(id, _)| item.id.as_str() == *id);
        let (value, remark, without) = match said.map(|(_, said)| said.clone()) {
            Some(Said::Answer(value)) => (Some(value), "", (Status::Scored, "")),
            Some(Said::Remarked(value, remark)) => (Some(value), remark, (Status::Scored, "")),
            Some(Said::Nothing(status, reason)) => (None, "", (status, reason)),
            None => (None, "", (Status::NotAsked, "")),
        };
        let credit = value.as_ref().and_then(|value| item.scale.credit(value));
        let status = match (&value, credit) {
            _ if !item.counts() => Status::Unscored,
            (Some(_), None) => Status::NotApplicable,
            _ => without.0,
        };
        let credit = match status {
            Status::Scored => credit,
            Status::NoContact => Some(Credit::NONE),
            _ => None,
        };
        Answer {
            status,
            credit,
            value,
            reason: without.1.into(),
            remark: remark.into(),
            answered: Some(at),
            ..Answer::not_asked(section, item)
        }
    });
    Visit {
        facts: VisitFacts {
            id: VisitId::new("2026-11-20-city-pound-main-street-k3zq").unwrap(),
            kind: Kind::Audit,
            standard: standard.reference(),
            organisation: Name::new("City Pound").unwrap(),
            role: Role::Competitor,
            site: Name::new("Main Street").unwrap(),
            channel: Some(Channel::InPerson),
            scenario: Some(id("first-dog")),
            auditor: "a7".into(),
            started: at,
            visited: Visited::At(at),
        },
        notes: Some(Noted {
            value: "Full car park, one person at the desk.".into(),
            at,
        }),
        guess: Some(Noted {
            value: Decimal::new("85").unwrap(),
            at,
        }),
        answers: answers.collect(),
    }
}

/// What a good visit says.
pub(crate) fn good() -> Vec<(&'static str, Said)> {
    vec![
        (
            "acknowledged",
            Said::Remarked(Value::Duration(25), "Looked up at once."),
        ),
        (
            "warmth",
            Said::Remarked(Value::Level(4), "Kind, but to the clock."),
        ),
        (
            "greeted",
            Said::Answer(Value::Tally(Tally::new(2, 3).unwrap())),
        ),
        (
            "by_name",
            Said::Nothing(
                Status::Waived,
                "said hello to the dog first, which was right",
            ),
        ),
        ("hand_offs", Said::Answer(Value::Count(0))),
        (
            "asked_about",
            Said::Remarked(
                Value::Several(vec![id("children")]),
                "Only whether the children were used to dogs.",
            ),
        ),
        ("refused", Said::Answer(Value::YesNo(true))),
        ("alternative", Said::Answer(Value::YesNo(true))),
        ("respect", Said::Answer(Value::YesNo(true))),
        (
            "volunteers",
            Said::Nothing(Status::NotObserved, "could not see the yard"),
        ),
        (
            "next_step",
            Said::Answer(Value::Choice(id("they_named_the_next_step"))),
        ),
        (
            "beyond",
            Said::Remarked(Value::YesNo(true), "She drew us a map to the dog park."),
        ),
        (
            "distance",
            Said::Answer(Value::Number(Decimal::new("12.5").unwrap())),
        ),
        (
            "story",
            Said::Answer(Value::Text(
                "We were shown three dogs.\nWe went home with one.".into(),
            )),
        ),
    ]
}

/// What a visit says that fails by its critical item and by the minimum of a section.
pub(crate) fn bad() -> Vec<(&'static str, Said)> {
    let mut said = good();
    let changes = [
        (
            "acknowledged",
            Said::Remarked(Value::Duration(272), "Two people talked on."),
        ),
        (
            "respect",
            Said::Remarked(Value::YesNo(false), "“You people always say that.”"),
        ),
        ("by_name", Said::Answer(Value::YesNo(false))),
    ];
    for (item, change) in changes {
        let place = said.iter_mut().find(|(id, _)| *id == item).unwrap();
        place.1 = change;
    }
    said
}
