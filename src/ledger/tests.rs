//! A visit through the ledger: begun, kept, finished, read, discarded; and what
//! is not as it should be is named. `tests/crash.rs` lets the disk fail.

use std::fs;
use std::path::Path;

use super::disk::Disk;
use super::resolve::Among;
use super::standards::visit_from;
use super::visits::SealState;
use super::*;
use crate::model::answer::Value;
use crate::model::event::Event;
use crate::model::id::{Fingerprint, Id};
use crate::model::moment::{Moment, Visited};
use crate::model::standard::{StandardRef, Version};
use crate::model::visit::Kind;

const YAML: &[u8] = b"id: tiny\ntitle: Tiny\nitems:\n  named: Did they say their name?\n";

fn moment(text: &str) -> Moment {
    Moment::from_record(text).unwrap()
}

fn facts(id: &str) -> VisitFacts {
    VisitFacts {
        id: VisitId::new(id).unwrap(),
        kind: Kind::Audit,
        standard: StandardRef {
            id: Id::new("tiny").unwrap(),
            version: Version::FIRST,
            fingerprint: Fingerprint::of(YAML),
        },
        organisation: Name::new("City Pound").unwrap(),
        role: Role::Competitor,
        site: Name::new("Main").unwrap(),
        channel: None,
        scenario: None,
        auditor: "a1".into(),
        started: moment("2026-11-20T14:05:00-06:00"),
        visited: Visited::from_record("2026-11-20").unwrap(),
    }
}

fn ledger_on(folder: &Path, disk: Disk) -> Ledger {
    Ledger::open_on(&folder.join("ledger"), disk, "0badcafe".into()).unwrap()
}

fn answer() -> Event {
    Event::Answered {
        item: Id::new("named").unwrap(),
        value: Value::YesNo(true),
    }
}

const ID: &str = "2026-11-20-city-pound-main-k3zq";
const LATER: &str = "2026-11-20T14:06:00-06:00";

/// A whole visit; gives how many answers were acknowledged, and whether the finish was.
fn run(ledger: &Ledger) -> (usize, bool) {
    let Ok(mut open) = ledger.begin(facts(ID), YAML) else {
        return (0, false);
    };
    if open.keep(moment(LATER), answer()).is_err() {
        return (0, false);
    }
    let visit = visit_from(YAML, open.entries()).unwrap();
    (1, ledger.finish(open, &visit, moment(LATER)).is_ok())
}

#[test]
fn a_programme_that_cannot_be_read_is_not_taken_for_none() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Ledger::open(folder.path()).is_ok());
    fs::create_dir(folder.path().join("mystery.yaml")).unwrap();
    let error = Ledger::open(folder.path()).expect_err("a folder is no programme");
    assert!(matches!(error, LedgerError::Io { .. }), "{error}");
}

#[test]
fn a_journal_in_the_place_of_a_finished_one_is_it_or_in_the_way() {
    for is_same in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let ledger = ledger_on(folder.path(), Disk::default());
        let mut open = ledger.begin(facts(ID), YAML).unwrap();
        open.keep(moment(LATER), answer()).unwrap();
        open.keep(moment(LATER), Event::Finished).unwrap();
        let visit = visit_from(YAML, open.entries()).unwrap();
        let place = ledger.layout().journal(open.id());
        let mut journal = fs::read(open.path()).unwrap();
        if !is_same {
            journal.push(b'\n');
        }
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(&place, &journal).unwrap();
        let finished = ledger.finish(open, &visit, moment(LATER));
        if is_same {
            finished.unwrap();
        } else {
            assert!(matches!(finished, Err(LedgerError::Exists { path }) if path == place));
        }
        assert_eq!(fs::read(&place).unwrap(), journal);
    }
}

#[test]
fn a_finished_visit_is_read_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger_on(folder.path(), Disk::default());
    assert_eq!(run(&ledger), (1, true));
    let visits = ledger.visits().unwrap();
    assert_eq!(visits.problems, []);
    let [finished] = visits.all.as_slice() else {
        panic!("{visits:?}");
    };
    assert_eq!(finished.seal, SealState::Sealed);
    assert_eq!(finished.visit.answers.len(), 1);
    assert_eq!(ledger.resolve("last", Among::Any).unwrap().as_str(), ID);
    assert_eq!(ledger.resolve("1", Among::Any).unwrap().as_str(), ID);
    assert_eq!(ledger.resolve("k3zq", Among::Any).unwrap().as_str(), ID);
    assert!(!ledger.layout().open_lock(&finished.visit.facts.id).exists());
}

/// As an editor leaves it that drops the last line feed.
#[test]
fn a_last_event_without_its_line_feed_stays_whole_when_the_next_is_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger_on(folder.path(), Disk::default());
    let mut open = ledger.begin(facts(ID), YAML).unwrap();
    open.keep(moment(LATER), answer()).unwrap();
    let id = open.id().clone();
    drop(open);
    let path = ledger.layout().open_visit(&id);
    let events = fs::read(&path).unwrap();
    let mut n_not_saved = 0;
    for step in 1..10 {
        fs::write(&path, events.trim_ascii_end()).unwrap();
        let disk = Disk::failing(step, super::disk::Failing::Once);
        let failing = ledger_on(folder.path(), disk);
        if let Ok(mut resumed) = failing.resume(&id)
            && resumed.open.keep(moment(LATER), answer()).is_err()
        {
            n_not_saved += 1;
            assert_eq!(fs::read(&path).unwrap(), events, "step {step}");
        }
    }
    assert!(n_not_saved >= 2, "a write and a sync can fail");
}

#[test]
fn two_programs_are_never_in_one_visit() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger_on(folder.path(), Disk::default());
    let open = ledger.begin(facts(ID), YAML).unwrap();
    let error = ledger.resume(open.id()).unwrap_err();
    assert!(
        error.to_string().contains("is in use by process"),
        "{error}"
    );
    assert!(ledger.open_visits().unwrap().all[0].in_use);
    drop(open);
    assert!(ledger.resume(&VisitId::new(ID).unwrap()).is_ok());
}

#[test]
fn discarded_visits_lie_in_the_bin_and_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger_on(folder.path(), Disk::default());
    run(&ledger);
    let id = VisitId::new(ID).unwrap();
    let before = fs::read(ledger.layout().visit(&id)).unwrap();
    let bin = ledger.discard(&id, moment(LATER)).unwrap();
    assert!(bin.join("journal").join(format!("{ID}.jsonl")).is_file());
    assert_eq!(ledger.visits().unwrap(), visits::Visits::of(Vec::new()));
    ledger.bring_back(&id).unwrap();
    assert_eq!(fs::read(ledger.layout().visit(&id)).unwrap(), before);
    let visits = ledger.visits().unwrap();
    assert_eq!((visits.all.len(), visits.problems.len()), (1, 0));
    assert_eq!(visits.all[0].seal, SealState::Sealed);
}

#[test]
fn visits_are_meant_by_part_number_and_last() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger_on(folder.path(), Disk::default());
    for (id, visited) in [
        (ID, "2026-11-20"),
        ("2026-11-21-city-pound-main-aaaa", "2026-11-21"),
        ("2026-11-20-city-pound-main-k3zq.b", "2026-11-20"),
        ("2026-11-20-city-pound-main-k3zq.r2", "2026-11-20"),
    ] {
        let mut facts = facts(id);
        facts.visited = Visited::from_record(visited).unwrap();
        let mut open = ledger.begin(facts, YAML).unwrap();
        open.keep(moment(LATER), answer()).unwrap();
        let visit = visit_from(YAML, open.entries()).unwrap();
        ledger.finish(open, &visit, moment(LATER)).unwrap();
    }
    let mut facts = facts("2026-11-19-riverside-main-bbbb");
    facts.organisation = Name::new("Riverside").unwrap();
    drop(ledger.begin(facts, YAML).unwrap());

    let check = |text: &str, among: Among, expected: &str| {
        let found = match ledger.resolve(text, among) {
            Ok(id) => id.to_string(),
            Err(error) => error.to_string(),
        };
        assert_eq!(found, expected, "{text}");
    };
    // An exact id means its latest revision, and a part does not mean a second scoring.
    check(ID, Among::Any, "2026-11-20-city-pound-main-k3zq.r2");
    check("k3zq", Among::Any, "2026-11-20-city-pound-main-k3zq.r2");
    check("K3ZQ", Among::Any, "2026-11-20-city-pound-main-k3zq.r2");
    check("k3zq.b", Among::Any, "2026-11-20-city-pound-main-k3zq.b");
    check("pound", Among::Any, "`pound` may mean several visits");
    check("river", Among::Any, "2026-11-19-riverside-main-bbbb");
    check("river", Among::Finished, "no visit `river` in this ledger");
    // In progress first, then the newest; numbers are those of the whole list.
    check("1", Among::Any, "2026-11-19-riverside-main-bbbb");
    check("2", Among::Finished, "2026-11-21-city-pound-main-aaaa");
    check("1", Among::Finished, "no visit `1` in this ledger");
    check("9", Among::Any, "no visit `9` in this ledger");
    check("", Among::Any, "no visit `` in this ledger");
    check("../..", Among::Any, "no visit `../..` in this ledger");
    check("last", Among::Open, "2026-11-19-riverside-main-bbbb");
}

#[test]
fn half_a_file_copied_in_by_hand_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger_on(folder.path(), Disk::default());
    run(&ledger);
    let id = VisitId::new(ID).unwrap();
    let csv = fs::read_to_string(ledger.layout().visit(&id)).unwrap();
    fs::remove_file(ledger.layout().seals_of("0badcafe")).unwrap();
    let visits = ledger.visits().unwrap();
    assert_eq!(visits.all[0].seal, SealState::Unsealed);
    let without_item = csv
        .replace(",named,", ",_notes,")
        .replace(",all,", ",visit,");
    let without_item = without_item.replace("yes_no,scored,1,1", "text,unscored,,0");
    fs::write(ledger.layout().visit(&id), without_item).unwrap();
    let problems = ledger.visits().unwrap().problems;
    assert_eq!(
        problems[0].why,
        "it has rows for 0 of 1 items, so it is half a file"
    );
}

fn finish(ledger: &Ledger, id: &VisitId, is_revision: bool) {
    let facts = facts(id.as_str());
    let mut open = if is_revision {
        let at = moment(LATER);
        ledger.begin_revision(facts, &id.base(), "a1", "a slip", at, YAML)
    } else {
        ledger.begin(facts, YAML)
    }
    .unwrap();
    open.keep(moment(LATER), answer()).unwrap();
    let visit = visit_from(YAML, open.entries()).unwrap();
    ledger.finish(open, &visit, moment(LATER)).unwrap();
}

#[test]
fn no_id_is_given_twice() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger_on(folder.path(), Disk::default());
    run(&ledger);
    let id = VisitId::new(ID).unwrap();
    let number = || ledger.next_revision(&id).revision();
    let second = id.with_revision(2);
    finish(&ledger, &second, true);
    // Its file is lost: journal and seal name it still, then the seal alone.
    fs::remove_file(ledger.layout().visit(&second)).unwrap();
    assert_eq!(number(), 3);
    let journal = ledger.layout().journal(&second);
    let error = ledger.begin(facts(second.as_str()), YAML).unwrap_err();
    assert!(matches!(error, LedgerError::Exists { path } if path == journal));
    fs::remove_file(&journal).unwrap();
    assert_eq!(number(), 3);
    // A second scoring in progress is discarded, and so is the next one on the same day.
    for letter in ['b', 'c'] {
        let scoring = ledger.next_second(&id).unwrap();
        assert_eq!(scoring.second(), Some(letter));
        drop(ledger.begin(facts(scoring.as_str()), YAML).unwrap());
        ledger.discard(&scoring, moment(LATER)).unwrap();
    }
    // A file that is no bin is no matter.
    fs::write(ledger.layout().bins().join(".DS_Store"), "").unwrap();
    assert_eq!(ledger.next_second(&id).unwrap().second(), Some('d'));
}

#[test]
fn a_move_replaces_nothing_but_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    fs::write(&from, "new").unwrap();
    fs::write(&to, "old").unwrap();
    let disk = Disk::default();
    let error = atomic::move_file(&disk, &from, &to).unwrap_err();
    assert!(matches!(error, LedgerError::Exists { .. }), "{error}");
    assert_eq!(fs::read_to_string(&to).unwrap(), "old");
    fs::write(&from, "old").unwrap();
    atomic::move_file(&disk, &from, &to).unwrap();
    assert!(!from.exists());
}

#[test]
fn a_visit_begins_only_where_nobody_is_erasing() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger_on(folder.path(), Disk::default());
    ledger.make(None).unwrap();
    let disk = Disk::failing(0, super::disk::Failing::Once);
    let hasty = Ledger {
        patience: std::time::Duration::ZERO,
        ..ledger_on(folder.path(), disk.clone())
    };
    let erasing = ledger.lock().unwrap();
    let error = hasty.begin(facts(ID), YAML).unwrap_err();
    assert!(matches!(error, LedgerError::Busy { .. }), "{error}");
    // Not even a file without a name was there to be swept away.
    let open = ledger.layout.open_visits();
    let is_in = |(_, path): &(_, std::path::PathBuf)| path.starts_with(&open) && *path != open;
    assert!(!disk.taken().iter().any(is_in));
    drop(erasing);
    drop(hasty.begin(facts(ID), YAML).unwrap());
    assert!(disk.taken().iter().any(is_in));
    assert!(ledger.layout.open_visit(&facts(ID).id).is_file());
}
