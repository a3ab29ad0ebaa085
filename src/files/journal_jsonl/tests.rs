//! Every event reads back as it was written, on one line; newer and damaged lines are refused.

use proptest::prelude::*;

use super::*;
use crate::model::answer::Tally;
use crate::model::answer::{Cause, Decimal, Excuse, Value};
use crate::model::event::{Beside, Event};
use crate::model::id::{Fingerprint, Id};
use crate::model::moment::Visited;
use crate::model::standard::{StandardRef, Version};
use crate::model::visit::{Channel, Kind, Name, Role, VisitFacts, VisitId};

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn at() -> Moment {
    Moment::from_record("2026-11-20T14:05:00-06:00").unwrap()
}

fn facts() -> Box<VisitFacts> {
    Box::new(VisitFacts {
        id: VisitId::new("2026-11-20-city-main-k3zq").unwrap(),
        kind: Kind::SelfAssessment,
        standard: StandardRef {
            id: id("tiny"),
            version: Version::FIRST,
            fingerprint: Fingerprint::of(b"x"),
        },
        organisation: Name::new("Café “City”\u{1b}").unwrap(),
        role: Role::Own,
        site: Name::new("Main").unwrap(),
        channel: Some(Channel::InPerson),
        scenario: Some(id("first-dog")),
        auditor: "a1".into(),
        started: at(),
        visited: Visited::from_record("2026-11-20").unwrap(),
    })
}

/// One of each event, texts in them as given.
fn events(text: &str) -> Vec<Event> {
    let item = || id("queue");
    let text = || text.to_owned();
    let values = [
        Value::YesNo(false),
        Value::Level(-2),
        Value::Choice(id("own")),
        Value::Several(Vec::new()),
        Value::Several(vec![id("a"), id("b")]),
        Value::Duration(272),
        Value::Count(0),
        Value::Tally(Tally::new(2, 3).unwrap()),
        Value::Number(Decimal::new("1.10").unwrap()),
        Value::Text(text()),
    ];
    let answered = values.map(|value| Event::Answered {
        item: item(),
        value,
    });
    let of = VisitId::new("2026-11-20-city-main-k3zq").unwrap();
    let drafted = |of| Event::BesideDrafted {
        item: item(),
        of,
        text: text(),
    };
    let rest = [
        Event::Started(facts()),
        Event::Revised {
            facts: facts(),
            of,
            by: text(),
            why: text(),
        },
        Event::Noted(text()),
        Event::Guessed(Some(Decimal::new("85").unwrap())),
        Event::Guessed(None),
        Event::NobodyReached(Some(text())),
        Event::NobodyReached(None),
        Event::Excused {
            item: item(),
            excuse: Excuse::Waived,
            reason: text(),
        },
        Event::Cleared(item()),
        Event::Skipped(item()),
        Event::Remarked {
            item: item(),
            text: text(),
        },
        Event::Attached {
            item: item(),
            path: text(),
        },
        Event::Detached(item()),
        Event::Caused {
            item: item(),
            cause: Some(Cause::Staffing),
        },
        Event::Caused {
            item: item(),
            cause: None,
        },
        Event::Flagged {
            item: item(),
            is_flagged: true,
        },
        Event::Moved(item()),
        Event::Undone,
        Event::Redone,
        Event::TimerStarted(item()),
        Event::TimerStopped {
            item: item(),
            seconds: 272,
        },
        Event::TimerReset(item()),
        Event::Drafted {
            item: item(),
            text: text(),
        },
        drafted(Beside::Remark),
        drafted(Beside::Evidence),
        drafted(Beside::Reason),
        drafted(Beside::Nobody),
        Event::Revealed,
        Event::Finished,
    ];
    answered.into_iter().chain(rest).collect()
}

proptest! {
    #[test]
    fn events_read_back_as_they_were(text in "\\PC{0,20}|[\r\n\t\0\u{1b}\"\\\\a]{0,8}") {
        for (n, event) in events(&text).into_iter().enumerate() {
            let entry = Entry { seq: n as u64 + 1, at: at(), event };
            let line = line_of(&entry);
            prop_assert_eq!(line.matches('\n').count(), 1, "{}", line);
            prop_assert_eq!(entry_of(line.as_bytes()).unwrap(), entry);
        }
    }

    #[test]
    fn any_bytes_are_an_entry_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
        let _ = entry_of(&bytes);
    }
}

#[test]
fn a_line_says_what_it_means() {
    let entry = Entry {
        seq: 7,
        at: at(),
        event: Event::Answered {
            item: id("queue"),
            value: Value::Duration(272),
        },
    };
    assert_eq!(
        line_of(&entry),
        "{\"format\":1,\"seq\":7,\"at\":\"2026-11-20T14:05:00-06:00\",\
         \"event\":{\"answered\":{\"item\":\"queue\",\"type\":\"duration\",\"answer\":\"272\"}}}\n"
    );
}

#[test]
fn the_older_spelling_of_a_remark_s_draft_is_read() {
    let older = br#"{"format":1,"seq":7,"at":"2026-11-20T14:05:00-06:00","event":{"remark_drafted":{"item":"queue","text":"It was"}}}"#;
    let entry = Entry {
        seq: 7,
        at: at(),
        event: Event::BesideDrafted {
            item: id("queue"),
            of: Beside::Remark,
            text: "It was".into(),
        },
    };
    assert_eq!(entry_of(older), Ok(entry));
}

#[test]
fn newer_and_damaged_lines_are_refused_with_the_reason() {
    let newer = br#"{"format":2,"whatever":true}"#;
    assert_eq!(
        entry_of(newer),
        Err(LineError::Newer {
            format: 2,
            known: FORMAT
        })
    );
    for line in [
        "",
        "{}",
        "{\"format\":1}",
        "null",
        "{\"format\":1,\"seq\":1,\"at\":\"now\",\"event\":\"undone\"}",
    ] {
        assert!(
            matches!(entry_of(line.as_bytes()), Err(LineError::Damaged(_))),
            "{line}"
        );
    }
    let wrong =
        br#"{"format":1,"seq":1,"at":"2026-11-20T14:05:00-06:00","event":{"moved":"Not An Id"}}"#;
    let error = entry_of(wrong).unwrap_err().to_string();
    assert_eq!(error, "`Not An Id` is no item");
}
