//! A standard with an item of every type, for the tests of reports; visits scored with it are in `said`.

use crate::model::answer::Value;
use crate::model::condition::{Condition, Test};
use crate::model::id::{Fingerprint, Id};
use crate::model::scale::{Band, Better, Choice, Crediting, Level, Scale};
use crate::model::share::{Credit, Points, Share};
use crate::model::standard::{
    Cost, CriticalRule, Demand, Item, Reveal, Scenario, Scoring, Section, Standard, Version,
};
use crate::model::text::{Language, Text};
use crate::model::visit::Channel;

mod said;

pub(crate) use said::{Said, bad, good, visit};

pub(crate) fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn text(text: &str) -> Text {
    Text::plain(text)
}

fn credit(value: f64) -> Credit {
    Credit::new(value).unwrap()
}

fn item(item: &str, ask: &str, scale: Scale) -> Item {
    Item::new(id(item), text(ask), scale)
}

fn bands(bands: &[(u64, f64)]) -> Vec<Band> {
    bands
        .iter()
        .map(|(threshold, value)| Band {
            threshold: *threshold,
            credit: credit(*value),
        })
        .collect()
}

fn choices(labels: &[(&str, f64)]) -> Vec<Choice> {
    labels
        .iter()
        .map(|(label, value)| Choice {
            id: Id::from_text(label),
            label: text(label),
            credit: credit(*value),
        })
        .collect()
}

fn welcome() -> Section {
    let warmth = [
        "Ignored or abrupt",
        "Correct but cold",
        "Polite routine",
        "Friendly",
        "Warm and personal",
    ];
    let levels = (1_i64..)
        .zip(warmth)
        .map(|(value, label)| Level {
            value,
            label: text(label),
            credit: credit((value - 1) as f64 / 4.0),
        })
        .collect();
    Section {
        id: id("welcome"),
        title: Some(Text::translated(
            "Welcome".into(),
            vec![(Language::new("fr").unwrap(), "Accueil".into())],
        )),
        weight: Points::new(20.0),
        minimum: Share::from_percent(50.0),
        items: vec![
            Item {
                why: Some(text(
                    "People who are not noticed leave, and an animal stays.",
                )),
                points: Points::new(3.0).unwrap(),
                ..item(
                    "acknowledged",
                    "How long until someone acknowledged you?",
                    Scale::Duration(bands(&[(30, 1.0), (120, 0.5)])),
                )
            },
            Item {
                remark: Demand::OnLow,
                ..item(
                    "warmth",
                    "How did the greeting feel?",
                    Scale::Levels(levels),
                )
            },
            item(
                "greeted",
                "Of the people who saw you, how many said hello?",
                Scale::Tally {
                    of: text("people who saw you"),
                },
            ),
            item(
                "by_name",
                "Were you asked for your name?",
                Scale::YesNo { good: true },
            ),
        ],
    }
}

fn help() -> Section {
    Section {
        id: id("help"),
        title: Some(text("Help")),
        weight: Points::new(50.0),
        minimum: None,
        items: vec![
            item(
                "hand_offs",
                "How many times were you passed on to someone else?",
                Scale::Count(bands(&[(0, 1.0), (1, 0.5)]), Better::Fewer),
            ),
            Item {
                why: Some(text("What they do not ask they cannot match to a dog.")),
                training: Some(text("Asking before telling")),
                owner: Some(text("front desk")),
                cost: Some(Cost::Free),
                ..item(
                    "asked_about",
                    "What did they ask about your home?",
                    Scale::Several(
                        choices(&[
                            ("Children", 0.0),
                            ("Garden, or a park near by", 0.0),
                            ("Hours alone", 0.0),
                        ]),
                        Crediting::Even,
                    ),
                )
            },
            Item {
                scored: false,
                ..item(
                    "refused",
                    "Were you told no to anything?",
                    Scale::YesNo { good: false },
                )
            },
            Item {
                when: vec![Condition {
                    item: id("refused"),
                    test: Test::AnyOf(vec![Value::YesNo(true)]),
                }],
                ..item(
                    "alternative",
                    "Were you offered another way forward?",
                    Scale::YesNo { good: true },
                )
            },
            Item {
                critical: true,
                evidence: Demand::OnLow,
                guidance: Some(text("Tone, words and attention; one lapse is a no.")),
                why: Some(text("Nobody adopts from people who look down on them.")),
                ..item(
                    "respect",
                    "Were you treated with respect throughout?",
                    Scale::YesNo { good: true },
                )
            },
            item(
                "volunteers",
                "Did the volunteers greet you?",
                Scale::YesNo { good: true },
            ),
        ],
    }
}

fn goodbye() -> Section {
    Section {
        id: id("goodbye"),
        title: Some(text("Goodbye")),
        weight: Points::new(30.0),
        minimum: None,
        items: vec![
            Item {
                points: Points::new(2.0).unwrap(),
                ..item(
                    "next_step",
                    "How did it end?",
                    Scale::Choice(choices(&[
                        ("They named the next step", 1.0),
                        ("Only when I asked", 0.5),
                        ("No next step", 0.0),
                    ])),
                )
            },
            Item {
                bonus: true,
                remark: Demand::OnTop,
                ..item(
                    "beyond",
                    "Did anyone go beyond what you could expect?",
                    Scale::YesNo { good: true },
                )
            },
            item(
                "distance",
                "How far did you travel?",
                Scale::Number { unit: text("km") },
            ),
            item("story", "What happened?", Scale::Text),
        ],
    }
}

/// A standard of three weighted sections with an item of every type.
pub(crate) fn standard() -> Standard {
    Standard {
        id: id("adoption-counter"),
        version: Version::from_text("1.2.0").unwrap(),
        fingerprint: Fingerprint::of(b"sample"),
        title: text("Adoption counter visit"),
        purpose: None,
        languages: vec![Language::default(), Language::new("fr").unwrap()],
        channels: vec![Channel::InPerson],
        customer: Some(text("adopter")),
        scoring: Scoring {
            target: Share::from_percent(85.0),
            critical: CriticalRule::Cap(Share::from_percent(60.0).unwrap()),
            ..Scoring::default()
        },
        reveal: Reveal::Review,
        scenarios: vec![Scenario {
            id: id("first-dog"),
            title: text("First dog for a family"),
            persona: None,
            brief: None,
            same_as: None,
        }],
        sections: vec![welcome(), help(), goodbye()],
    }
}

/// The same standard without weights: points are pooled.
pub(crate) fn pooled_standard() -> Standard {
    let mut standard = standard();
    for section in &mut standard.sections {
        section.weight = None;
    }
    standard
}
