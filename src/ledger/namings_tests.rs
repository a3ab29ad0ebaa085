//! What is remembered names what all visits name, and is never taken for another state.

use std::fs;

use super::*;
use crate::ledger::disk::Disk;
use crate::ledger::standards::visit_from;
use crate::model::answer::Value;
use crate::model::id::{Fingerprint, Id};
use crate::model::moment::{Moment, Visited};
use crate::model::standard::{StandardRef, Version};
use crate::model::visit::{Kind, VisitId};

const YAML: &[u8] = b"id: tiny\ntitle: Tiny\nitems:\n  named: Did they say their name?\n";

fn facts(id: &str, organisation: &str, site: &str, auditor: &str) -> VisitFacts {
    VisitFacts {
        id: VisitId::new(id).unwrap(),
        kind: Kind::Audit,
        standard: StandardRef {
            id: Id::new("tiny").unwrap(),
            version: Version::FIRST,
            fingerprint: Fingerprint::of(YAML),
        },
        organisation: Name::new(organisation).unwrap(),
        role: if organisation.eq_ignore_ascii_case("Ours") {
            Role::Own
        } else {
            Role::Competitor
        },
        site: Name::new(site).unwrap(),
        channel: None,
        scenario: None,
        auditor: auditor.into(),
        started: Moment::from_record("2026-11-20T14:05:00-06:00").unwrap(),
        visited: Visited::from_record(&id[..10]).unwrap(),
    }
}

/// Finishes a visit, and gives how long its seal is.
fn finish(ledger: &Ledger, facts: VisitFacts) -> u64 {
    let at = facts.started;
    let mut open = ledger.begin(facts, YAML).unwrap();
    let named = Event::Answered {
        item: Id::new("named").unwrap(),
        value: Value::YesNo(true),
    };
    open.keep(at, named).unwrap();
    let visit = visit_from(YAML, open.entries()).unwrap();
    let finished = ledger.finish(open, &visit, at).unwrap();
    finished.seal.line().len() as u64
}

fn ids(facts: &[VisitFacts]) -> Vec<&str> {
    facts.iter().map(|facts| &facts.id.as_str()[..10]).collect()
}

#[test]
fn what_is_remembered_names_what_all_visits_name() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("ledger");
    let ledger = Ledger::open_on(&ledger, Disk::default(), "0badcafe".into()).unwrap();
    let memory = folder.path().join("cache/names.jsonl");
    let all = [
        facts("2026-11-20-a-b-aaaa", "Ours", "Main", "a1"),
        facts("2026-11-21-a-b-aaaa", "OURS", "main", "a1"),
        facts("2026-11-22-a-b-aaaa", "Ours", "Main", "a2"),
        facts("2026-11-23-a-b-aaaa", "Theirs", "Main", "a9"),
        facts("2026-11-24-a-b-aaaa", "Theirs", "Main", "a8"),
    ];
    for facts in &all {
        finish(&ledger, facts.clone());
    }
    let first = ["2026-11-20", "2026-11-22", "2026-11-23"];
    assert_eq!(
        ids(&ledger.namings_by(Some(&memory), 6).unwrap()),
        first,
        "read"
    );
    assert!(!memory.exists(), "few visits are read each time");
    assert_eq!(ids(&ledger.namings_by(Some(&memory), 5).unwrap()), first);
    let stamp = Stamp::of(&ledger.layout).unwrap();
    assert_eq!(ids(&recalled(&memory, stamp).unwrap()), first);

    // A visit that is finished is added, in its place; what it names is known before the others.
    let earlier = facts("2026-11-19-a-b-aaaa", "Theirs", "Main", "a7");
    let n_sealed = finish(&ledger, earlier.clone());
    assert_eq!(recalled(&memory, Stamp::of(&ledger.layout).unwrap()), None);
    add(&ledger.layout, &memory, stamp, Some(&earlier), n_sealed);
    let now = Stamp::of(&ledger.layout).unwrap();
    let known = recalled(&memory, now).unwrap();
    assert_eq!(ids(&known), ["2026-11-19", "2026-11-20", "2026-11-22"]);
    fs::remove_file(&memory).unwrap();
    assert_eq!(ledger.namings_by(Some(&memory), 5).unwrap(), known);

    // Where another was sealed meanwhile it is not: the next start reads all.
    let later = facts("2026-11-25-a-b-aaaa", "Others", "Main", "a7");
    let n_sealed = finish(&ledger, later.clone());
    finish(
        &ledger,
        facts("2026-11-26-a-b-aaaa", "Fourth", "Main", "a7"),
    );
    add(&ledger.layout, &memory, now, Some(&later), n_sealed);
    assert_eq!(ledger.namings_by(Some(&memory), 5).unwrap().len(), 5);
}

#[test]
fn the_first_audit_with_a_standard_is_named_too() {
    let first = facts("2026-11-20-a-b-aaaa", "Ours", "Main", "a1");
    let again = facts("2026-11-21-a-b-aaaa", "Ours", "Main", "a1");
    let with = |id: &str, mut facts: VisitFacts| {
        facts.standard.id = Id::new(id).unwrap();
        facts
    };
    let mut thought = with("phone", facts("2026-11-22-a-b-aaaa", "Ours", "Main", "a1"));
    thought.kind = Kind::SelfAssessment;
    let phone = with("phone", facts("2026-11-23-a-b-aaaa", "Ours", "Main", "a1"));
    let all = [&first, &again, &thought, &phone].into_iter().cloned();
    assert_eq!(ids(&first_namings(all)), ["2026-11-20", "2026-11-23"]);
}

#[test]
fn what_was_changed_by_others_is_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    let memory = folder.path().join("names.jsonl");
    let stamp = Stamp {
        changed: 7,
        sealed: 9,
    };
    let known = [facts("2026-11-20-a-b-aaaa", "Ours", "Main", "a1")];
    remember(&memory, stamp, &known);
    assert_eq!(recalled(&memory, stamp).as_deref(), Some(&known[..]));
    let bytes = fs::read(&memory).unwrap();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        fs::write(&memory, changed).unwrap();
        assert_eq!(recalled(&memory, stamp), None, "byte {at}");
        fs::write(&memory, &bytes[..at]).unwrap();
        assert_eq!(recalled(&memory, stamp), None, "cut at {at}");
    }
}

#[test]
fn a_lock_taken_and_given_back_makes_no_other_state() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Ledger::open_on(folder.path(), Disk::default(), "0badcafe".into()).unwrap();
    let first = facts("2026-11-20-ours-main-aaaa", "Ours", "Main", "a1");
    finish(&ledger, first.clone());
    let memory = folder.path().join("memory");
    let before = Stamp::of(&ledger.layout).unwrap();
    remember(&memory, before, &[first]);
    let changed = Stamp {
        changed: before.changed - 1,
        ..before
    };
    remember(&memory, changed, &recalled(&memory, before).unwrap());
    assert_eq!(recalled(&memory, before), None);
    add(&ledger.layout, &memory, changed, None, 0);
    assert_eq!(recalled(&memory, before).map(|known| known.len()), Some(1));
}
