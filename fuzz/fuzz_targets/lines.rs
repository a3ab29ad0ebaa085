//! Any lines typed at a visit: no panic; the journal replays to the same state; what is finished can be
//! written and read.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use mystery_shop::files::journal_jsonl::{entry_of, line_of};
use mystery_shop::files::standard_yaml::read_standard;
use mystery_shop::files::visit_csv::visit_csv;
use mystery_shop::files::visit_csv_read::read_visits;
use mystery_shop::model::event::{Entry, Event};
use mystery_shop::model::moment::{Moment, Visited};
use mystery_shop::model::standard::Standard;
use mystery_shop::model::visit::{Kind, Name, Role, VisitFacts, VisitId};
use mystery_shop::walk::grammar::{Line, read_line};
use mystery_shop::walk::{Verdict, Walk};

static STANDARD: LazyLock<Standard> = LazyLock::new(|| {
    let yaml = include_bytes!("../../tests/every_type.yaml");
    read_standard("every-type", yaml).standard.expect("it is sound")
});

fn started(now: Moment) -> Entry {
    let facts = VisitFacts {
        id: VisitId::new("2026-11-20-riverside-main-k3zq").expect("it is an id"),
        kind: Kind::Audit,
        standard: STANDARD.reference(),
        organisation: Name::new("Riverside").expect("it is a name"),
        role: Role::Competitor,
        site: Name::new("main").expect("it is a name"),
        channel: None,
        scenario: None,
        auditor: "a1".into(),
        started: now,
        visited: Visited::At(now),
    };
    Entry { seq: 1, at: now, event: Event::Started(Box::new(facts)) }
}

/// The event as the ledger keeps it: of evidence it makes a copy, whose name is safe.
fn as_kept(event: Event) -> Event {
    match event {
        Event::Attached { item, .. } => Event::Attached {
            path: "2026-11-20-riverside-main-k3zq/photo.jpg".into(),
            item,
        },
        other => other,
    }
}

fuzz_target!(|text: &str| {
    let now = Moment::from_record("2026-11-20T14:05:00-06:00").expect("it is a time");
    let mut entries = vec![started(now)];
    let mut walk = Walk::replay(&STANDARD, &entries).expect("a start is replayed");
    for line in text.lines().take(200) {
        let Ok(Line::Request(request)) = read_line(&walk.current().scale, line) else {
            continue;
        };
        if let Verdict::Events(events) = walk.judge(&request, now) {
            for event in events {
                let event = as_kept(event);
                let entry = Entry { seq: entries.len() as u64 + 1, at: now, event };
                assert_eq!(entry_of(line_of(&entry).as_bytes()).as_ref(), Ok(&entry));
                walk.apply(&entry);
                entries.push(entry);
            }
        }
        if walk.is_finished() {
            break;
        }
    }
    let again = Walk::replay(&STANDARD, &entries).expect("what was kept is replayed");
    assert_eq!(visit_csv(&again.visit_so_far()), visit_csv(&walk.visit_so_far()));
    if let Ok(visit) = walk.finish() {
        let read = read_visits(visit_csv(&visit).as_slice()).expect("bytes in memory are read");
        assert!(read.problems.is_empty(), "{:?}", read.problems);
    }
});
