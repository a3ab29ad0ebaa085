//! A standard with an item of every type, and visits to it, for tests.

use super::Walk;
use super::effect::Effect;
use super::grammar::{Line, read_line};
use super::judge::Verdict;
use super::request::Request;
use crate::model::condition::{Condition, Test};
use crate::model::event::{Entry, Event};
use crate::model::id::{Fingerprint, Id};
use crate::model::moment::{Moment, Visited};
use crate::model::scale::{Band, Better, Choice, Crediting, Level, Scale};
use crate::model::share::Credit;
use crate::model::standard::{Demand, Item, Reveal, Scoring, Section, Standard, Version};
use crate::model::text::{Language, Text};
use crate::model::visit::{Kind, Name, Role, VisitFacts, VisitId};

/// An id that is one.
pub(crate) fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// A time of the day of the visit.
pub(crate) fn at(time: &str) -> Moment {
    Moment::from_record(&format!("2026-11-20T{time}-06:00")).unwrap()
}

fn item(name: &str, ask: &str, scale: Scale) -> Item {
    Item::new(id(name), Text::plain(ask), scale)
}

fn options(labels: &[&str]) -> Vec<Choice> {
    let option = |(n, label): (usize, &&str)| Choice {
        id: Id::from_text(label),
        label: Text::plain(*label),
        credit: Credit::new(1.0 - n as f64 / (labels.len() - 1).max(1) as f64).unwrap(),
    };
    labels.iter().enumerate().map(option).collect()
}

fn bands(thresholds: &[u64]) -> Vec<Band> {
    let band = |(n, threshold): (usize, &u64)| Band {
        threshold: *threshold,
        credit: Credit::new(1.0 / (n + 1) as f64).unwrap(),
    };
    thresholds.iter().enumerate().map(band).collect()
}

/// A standard with an item of every type, a condition, and demands.
pub(crate) fn standard() -> Standard {
    let levels = [(1, "Cold or rushed"), (2, "Polite"), (3, "Kind")];
    let level = |(value, label): (i64, &str)| Level {
        value,
        label: Text::plain(label),
        credit: Credit::new((value - 1) as f64 / 2.0).unwrap(),
    };
    let mut greeted = item("greeted", "Were you greeted?", Scale::YesNo { good: true });
    greeted.guidance = Some(Text::plain("A nod or eye contact counts."));
    greeted.why = Some(Text::plain("People who are not noticed leave."));
    greeted.remark = Demand::OnLow;
    let warmth = item(
        "warmth",
        "How did it feel?",
        Scale::Levels(levels.map(level).into()),
    );
    let mut hellos = item(
        "hellos",
        "How many said hello?",
        Scale::Tally {
            of: Text::plain("people who saw you"),
        },
    );
    hellos.when = vec![Condition {
        item: id("greeted"),
        test: Test::AnyOf(vec![crate::model::answer::Value::YesNo(true)]),
    }];
    let mut wait = item(
        "wait",
        "How long did you wait?",
        Scale::Duration(bands(&[30, 120])),
    );
    wait.may_not_apply = false;
    let hand_offs = item(
        "hand_offs",
        "How often were you passed on?",
        Scale::Count(bands(&[0, 1]), Better::Fewer),
    );
    let mut details = item(
        "details",
        "What did they ask about?",
        Scale::Several(
            options(&["Looks", "Microchip or collar", "Where, and when"]),
            Crediting::Even,
        ),
    );
    details.evidence = Demand::Always;
    let end = item(
        "end",
        "How did it end?",
        Scale::Choice(options(&[
            "Next step named",
            "I may ring again",
            "No next step",
        ])),
    );
    let price = item(
        "price",
        "What did it cost?",
        Scale::Number {
            unit: Text::plain("euro"),
        },
    );
    let mut pilot = item("pilot", "Was there music?", Scale::YesNo { good: true });
    pilot.scored = false;
    let story = item("story", "What happened?", Scale::Text);
    let mut ours = item("ours", "Was our sign out?", Scale::YesNo { good: true });
    ours.only = vec![Role::Own];
    let section = |name: &str, title: &str, items| Section {
        id: id(name),
        title: Some(Text::plain(title)),
        weight: None,
        minimum: None,
        items,
    };
    Standard {
        id: id("sample"),
        version: Version::FIRST,
        title: Text::plain("Sample"),
        purpose: None,
        languages: vec![Language::default()],
        channels: Vec::new(),
        customer: None,
        scoring: Scoring::default(),
        reveal: Reveal::Review,
        scenarios: Vec::new(),
        sections: vec![
            section("welcome", "Welcome", vec![greeted, warmth, hellos]),
            section("queue", "Queue and wait", vec![wait, hand_offs, details]),
            section("close", "Close", vec![end, price, pilot, story, ours]),
        ],
        fingerprint: Fingerprint::of(b"sample"),
    }
}

/// Facts of a visit to a competitor.
pub(crate) fn facts(standard: &Standard, role: Role) -> VisitFacts {
    VisitFacts {
        id: VisitId::new("2026-11-20-riverside-main-k3zq").unwrap(),
        kind: Kind::Audit,
        standard: standard.reference(),
        organisation: Name::new("Riverside").unwrap(),
        role,
        site: Name::new("Main Street").unwrap(),
        channel: None,
        scenario: None,
        auditor: "a7".into(),
        started: at("14:05:00"),
        visited: Visited::At(at("14:05:00")),
    }
}

/// A journal in memory, with the walk that it comes to.
pub(crate) struct Kept<'s> {
    pub(crate) walk: Walk<'s>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) now: Moment,
}

impl<'s> Kept<'s> {
    pub(crate) fn new(standard: &'s Standard, role: Role) -> Self {
        let facts = facts(standard, role);
        let now = facts.started;
        let entries = vec![Entry {
            seq: 1,
            at: now,
            event: Event::Started(Box::new(facts)),
        }];
        let walk = Walk::replay(standard, &entries).unwrap();
        Self { walk, entries, now }
    }

    /// Judges, keeps and applies a request; the refusal, or the effects.
    pub(crate) fn ask(&mut self, request: &Request) -> Result<Vec<Effect>, String> {
        match self.walk.judge(request, self.now) {
            Verdict::Refused(why) => Err(why),
            Verdict::Effects(effects) => Ok(effects),
            Verdict::Events(events) => {
                let mut effects = Vec::new();
                for event in events {
                    let entry = Entry {
                        seq: self.entries.len() as u64 + 1,
                        at: self.now,
                        event,
                    };
                    self.entries.push(entry.clone());
                    effects = self.walk.apply(&entry);
                }
                Ok(effects)
            }
        }
    }
}

/// Types lines and gives what is said, a line each; shows are written `<item 2.1>`.
pub(crate) fn typed(kept: &mut Kept, lines: &[&str]) -> String {
    let mut said = Vec::new();
    for line in lines {
        if let Some(time) = line.strip_prefix('@') {
            kept.now = at(time);
            continue;
        }
        said.push(format!("> {line}"));
        let request = match read_line(&kept.walk.current().scale, line) {
            Ok(Line::Request(request)) => request,
            Ok(Line::Block { .. }) => panic!("no blocks here"),
            Err(way_out) => {
                said.push(way_out);
                continue;
            }
        };
        match kept.ask(&request) {
            Err(way_out) => said.push(way_out),
            Ok(effects) => said.extend(effects.iter().map(|effect| shown(&kept.walk, effect))),
        }
    }
    said.join("\n")
}

fn shown(walk: &Walk, effect: &Effect) -> String {
    match effect {
        Effect::Say(_, text) => text.clone(),
        Effect::ShowItem => format!("<item {}>", walk.card().label),
        other => format!("<{other:?}>"),
    }
}
