//! Standards and visits made by hand, for tests.

use crate::model::answer::{Answer, Status, Value};
use crate::model::id::{Fingerprint, Id};
use crate::model::moment::{Moment, Visited};
use crate::model::scale::{Band, Better, Choice, Scale, spread_evenly};
use crate::model::share::Credit;
use crate::model::standard::{Item, Reveal, Scoring, Section, Standard, Version};
use crate::model::text::{Language, Text};
use crate::model::visit::{Channel, Kind, Name, Role, Visit, VisitFacts, VisitId};

pub(crate) fn id(text: &str) -> Id {
    Id::new(text).unwrap_or_else(|| panic!("{text}"))
}

/// A yes/no item of one point.
pub(crate) fn item(name: &str, scale: Scale) -> Item {
    Item::new(id(name), Text::plain(format!("Ask {name}?")), scale)
}

pub(crate) fn yes_no() -> Scale {
    Scale::YesNo { good: true }
}

pub(crate) fn within(thresholds: &[(u64, f64)]) -> Scale {
    let band = |(threshold, credit): &(u64, f64)| Band {
        threshold: *threshold,
        credit: Credit::new(*credit).unwrap(),
    };
    Scale::Duration(thresholds.iter().map(band).collect())
}

pub(crate) fn up_to(n: u64) -> Scale {
    let band = Band {
        threshold: n,
        credit: Credit::FULL,
    };
    Scale::Count(vec![band], Better::Fewer)
}

pub(crate) fn best_first(labels: &[&str]) -> Scale {
    let credits = spread_evenly(labels.len());
    let option = |(label, credit): (&&str, Credit)| Choice {
        id: Id::from_text(label),
        label: Text::plain(*label),
        credit,
    };
    Scale::Choice(labels.iter().zip(credits).map(option).collect())
}

pub(crate) fn standard(name: &str, version: &str, sections: Vec<(&str, Vec<Item>)>) -> Standard {
    let section = |(name, items): (&str, Vec<Item>)| Section {
        id: id(name),
        title: (name != "all").then(|| Text::plain(format!("The {name}"))),
        weight: None,
        minimum: None,
        items,
    };
    Standard {
        id: id(name),
        version: Version::from_text(version).unwrap(),
        fingerprint: Fingerprint::of(format!("{name} {version}").as_bytes()),
        title: Text::plain(format!("{name} visit")),
        purpose: None,
        languages: vec![Language::default()],
        channels: Vec::new(),
        customer: None,
        scoring: Scoring::default(),
        reveal: Reveal::Review,
        scenarios: Vec::new(),
        sections: sections.into_iter().map(section).collect(),
    }
}

fn asking(name: &str, ask: &str, scale: Scale) -> Item {
    Item {
        ask: Text::plain(ask),
        ..item(name, scale)
    }
}

/// A standard with a bit of everything.
pub(crate) fn kiosk() -> Standard {
    let mut respect = asking(
        "respect",
        "Were you treated with respect throughout?",
        yes_no(),
    );
    respect.critical = true;
    let mut next = asking(
        "next_step",
        "How did it end?",
        best_first(&["They named it", "Only when asked", "None"]),
    );
    next.tags = [("stage".into(), "closing".into())].into();
    let mut kiosk = standard(
        "kiosk",
        "1.0.0",
        vec![
            (
                "welcome",
                vec![
                    asking(
                        "wait",
                        "How long until someone acknowledged you?",
                        within(&[(30, 1.0), (120, 0.5)]),
                    ),
                    asking("greeted", "Were you greeted?", yes_no()),
                ],
            ),
            (
                "service",
                vec![
                    asking(
                        "hand_offs",
                        "How many times were you passed on to someone else?",
                        up_to(0),
                    ),
                    respect,
                    next,
                    asking("story", "What happened?", Scale::Text),
                ],
            ),
        ],
    );
    kiosk.scoring.target = crate::model::share::Share::from_percent(85.0);
    kiosk
}

/// A visit on the `day`th of November 2026; an answer is a spelling of the records or a status.
pub(crate) fn visit(
    standard: &Standard,
    organisation: &str,
    role: Role,
    day: u32,
    answers: &str,
) -> Visit {
    let name = Name::new(organisation).unwrap();
    let site = Name::new("Main").unwrap();
    let date = chrono::NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let at = Moment::from_record(&format!("2026-11-{day:02}T10:00:00-06:00")).unwrap();
    let said: Vec<(&str, &str)> = answers
        .split(',')
        .filter_map(|answer| answer.trim().split_once('='))
        .collect();
    let rows = standard.items_by_section().map(|(section, item)| {
        let said = said.iter().find(|(id, _)| *id == item.id.as_str());
        let (text, remark) = said.map_or(("not_observed", ""), |(_, text)| {
            text.split_once('#').unwrap_or((text, ""))
        });
        let value = Value::from_record(item.scale.item_type(), text)
            .filter(|_| Status::from_name(text).is_none());
        let credit = value.as_ref().and_then(|value| item.scale.credit(value));
        let counts = item.counts();
        Answer {
            status: match Status::from_name(text) {
                Some(status) => status,
                None if counts => Status::Scored,
                None => Status::Unscored,
            },
            credit: credit.filter(|_| counts),
            value,
            remark: remark.into(),
            answered: Some(at),
            ..Answer::not_asked(section, item)
        }
    });
    Visit {
        facts: VisitFacts {
            id: VisitId::compose(date, &name, &site, "aaaa"),
            kind: Kind::Audit,
            standard: standard.reference(),
            organisation: name,
            role,
            site,
            channel: Some(Channel::InPerson),
            scenario: None,
            auditor: format!("a{}", day % 2 + 1),
            started: at,
            visited: Visited::At(at),
        },
        notes: None,
        guess: None,
        answers: rows.collect(),
    }
}

/// Visits with a standard at hand; they live as long as the tests.
pub(crate) fn scored<'a>(
    standard: &'a Standard,
    visits: &'a [Visit],
) -> Vec<super::scored::ScoredVisit<'a>> {
    let roll = Box::leak(Box::new(super::scored::roll(visits)));
    super::scored::scored(roll, |_| Some(standard))
}
