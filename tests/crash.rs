//! Nothing acknowledged is lost, and no visit is there twice: the journal cut at every byte, and
//! every write, sync and rename failing once or from there on.

use std::fs;
use std::path::Path;

use mystery_shop::files::standard_yaml::read_standard;
use mystery_shop::ledger::Ledger;
use mystery_shop::ledger::disk::{Disk, Failing, Step};
use mystery_shop::ledger::error::LedgerError;
use mystery_shop::ledger::visits::SealState;
use mystery_shop::model::answer::Value;
use mystery_shop::model::event::{Entry, Event};
use mystery_shop::model::id::{Fingerprint, Id};
use mystery_shop::model::moment::{Moment, Visited};
use mystery_shop::model::standard::{StandardRef, Version};
use mystery_shop::model::visit::{Kind, Name, Role, Visit, VisitFacts, VisitId};
use mystery_shop::walk::{self, Walk};

const YAML: &[u8] = b"id: tiny
title: Tiny
items:
  named: Did they say their name?
  warm: Were they warm?
  prompt: Were they prompt?
";
const ITEMS: [&str; 3] = ["named", "warm", "prompt"];

pub fn first() -> VisitId {
    VisitId::new("2026-11-20-city-pound-main-k3zq").unwrap()
}

pub fn at(minute: usize) -> Moment {
    Moment::from_record(&format!("2026-11-20T14:{minute:02}:00-06:00")).unwrap()
}

fn facts(id: VisitId) -> VisitFacts {
    VisitFacts {
        id,
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
        started: at(0),
        visited: Visited::from_record("2026-11-20").unwrap(),
    }
}

fn answered(item: &str) -> Event {
    Event::Answered {
        item: Id::new(item).unwrap(),
        value: Value::YesNo(true),
    }
}

/// What the events of such a visit come to.
fn visit_of(entries: &[Entry]) -> Visit {
    let standard = read_standard("tiny", YAML).standard.unwrap();
    walk::finish::visit_of(&standard, entries).unwrap()
}

/// As [`visit_of`], of a visit that need not be whole.
fn visit_so_far(entries: &[Entry]) -> Visit {
    let standard = read_standard("tiny", YAML).standard.unwrap();
    Walk::replay(&standard, entries).unwrap().visit_so_far()
}

fn n_answered(visit: &Visit) -> usize {
    visit
        .answers
        .iter()
        .filter(|answer| answer.value.is_some())
        .count()
}

/// A disk on which nothing fails.
pub fn works() -> Disk {
    Disk::failing(0, Failing::Once)
}

pub fn ledger_on(folder: &Path, disk: Disk) -> Ledger {
    Ledger::open_on(&folder.join("ledger"), disk, "0badcafe".into()).unwrap()
}

/// What a run was told is done.
#[expect(clippy::struct_excessive_bools, reason = "each is a promise made")]
#[derive(Default, Debug)]
pub struct Told {
    n_answers: usize,
    finished: bool,
    corrected: bool,
    discarded: bool,
    back: bool,
}

/// A visit with a photo, its correction, and both discarded and brought back; up to the first
/// error, as a program would.
pub fn run(ledger: &Ledger, folder: &Path, told: &mut Told) -> Result<(), LedgerError> {
    let photo = folder.join("photo.jpg");
    fs::write(&photo, b"a photo").unwrap();
    let mut open = ledger.begin(facts(first()), YAML)?;
    for (n, item) in ITEMS.iter().enumerate() {
        open.keep(at(n + 1), answered(item))?;
        told.n_answers += 1;
    }
    open.keep(
        at(5),
        Event::Attached {
            item: Id::new("prompt").unwrap(),
            path: photo.display().to_string(),
        },
    )?;
    let visit = visit_of(open.entries());
    ledger.finish(open, &visit, at(6))?;
    told.finished = true;

    let second = ledger.next_revision(&first());
    let mut open =
        ledger.begin_revision(facts(second.clone()), &first(), "a1", "a slip", at(7), YAML)?;
    for item in ITEMS {
        open.keep(at(8), answered(item))?;
    }
    let visit = visit_of(open.entries());
    ledger.finish(open, &visit, at(9))?;
    told.corrected = true;

    ledger.discard(&second, at(10))?;
    told.discarded = true;
    ledger.bring_back(&second)?;
    told.back = true;
    Ok(())
}

/// What must hold once a disk that works is back, and the next writing command has run.
pub fn check(folder: &Path, told: &Told, step: &str) {
    let ledger = ledger_on(folder, works());
    // A reader before that names what it sees, and is never in the way.
    ledger
        .visits()
        .unwrap_or_else(|error| panic!("{step}: {error}"));
    let completed = ledger
        .complete_half_done()
        .unwrap_or_else(|error| panic!("{step}: {error}"));
    assert!(completed.problems.is_empty(), "{step}: {completed:?}");
    let finished = ledger.visits().unwrap();
    let open = ledger.open_visits().unwrap();
    assert_eq!(finished.problems, [], "{step}");
    assert_eq!(open.problems, [], "{step}");

    let ids: Vec<String> = finished
        .all
        .iter()
        .map(|it| it.visit.facts.id.to_string())
        .chain(open.all.iter().map(|it| it.facts.id.to_string()))
        .collect();
    let mut once = ids.clone();
    once.dedup();
    assert_eq!(ids, once, "{step}: a visit is there twice");
    let is_finished = |id: &VisitId| finished.visit(id).is_some();
    assert!(!told.finished || is_finished(&first()), "{step}: {told:?}");
    let second = first().with_revision(2);
    if let Some(unsealed) = finished
        .all
        .iter()
        .find(|it| it.seal == SealState::Unsealed)
    {
        panic!("{step}: {} is not sealed", unsealed.visit.facts.id);
    }
    if told.back || (told.corrected && !told.discarded) {
        let in_bin = || {
            ledger
                .layout()
                .bin(at(0).date())
                .join(format!("{second}.csv"))
                .is_file()
        };
        assert!(
            is_finished(&second) || (!told.back && in_bin()),
            "{step}: {told:?}"
        );
    }
    if told.n_answers > 0 {
        let n_answers = if let Some(visit) = finished.visit(&first()) {
            n_answered(&visit.visit)
        } else {
            let resumed = ledger
                .resume(&first())
                .unwrap_or_else(|e| panic!("{step}: {e}"));
            let visit = visit_so_far(resumed.open.entries());
            ledger.finish(resumed.open, &visit, at(20)).unwrap();
            assert!(ledger.visits().unwrap().visit(&first()).is_some(), "{step}");
            n_answered(&visit)
        };
        assert!(
            n_answers >= told.n_answers,
            "{step}: {n_answers} of {told:?}"
        );
    }
    for chain in ledger.chains().unwrap() {
        // A torn last seal was never acknowledged; the next one takes its place.
        assert_eq!(chain.breaks, [], "{step}");
    }
}

#[test]
fn whatever_step_fails_nothing_acknowledged_is_lost() {
    let steps = {
        let folder = tempfile::tempdir().unwrap();
        let disk = works();
        let mut told = Told::default();
        run(
            &ledger_on(folder.path(), disk.clone()),
            folder.path(),
            &mut told,
        )
        .unwrap();
        check(folder.path(), &told, "no step");
        disk.taken()
    };
    assert!(steps.len() > 60, "{}", steps.len());
    for failing in [Failing::Once, Failing::FromThenOn] {
        for (n, (step, path)) in steps.iter().enumerate() {
            let folder = tempfile::tempdir().unwrap();
            let disk = Disk::failing(n as u64 + 1, failing);
            let mut told = Told::default();
            let _ = run(&ledger_on(folder.path(), disk), folder.path(), &mut told);
            let name = path.file_name().unwrap().to_string_lossy();
            check(
                folder.path(),
                &told,
                &format!("{failing:?} {} {step:?} {name}", n + 1),
            );
        }
    }
}

/// In the order of the disk: a file's bytes are synced before it gets its name, and its folder
/// after, before anything is acknowledged.
#[test]
fn files_are_synced_before_they_get_their_names_and_their_folders_after() {
    let folder = tempfile::tempdir().unwrap();
    let disk = works();
    run(
        &ledger_on(folder.path(), disk.clone()),
        folder.path(),
        &mut Told::default(),
    )
    .unwrap();
    let steps = disk.taken();
    for (n, (step, path)) in steps.iter().enumerate() {
        let next = steps.get(n + 1);
        match step {
            Step::Write => assert_eq!(next.map(|it| it.0), Some(Step::Sync), "{n} {path:?}"),
            Step::Rename => assert_eq!(next.map(|it| it.0), Some(Step::SyncFolder), "{n} {path:?}"),
            _ => {}
        }
    }
}

#[test]
fn a_journal_cut_at_any_byte_keeps_all_whole_events() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger_on(folder.path(), works());
    let mut open = ledger.begin(facts(first()), YAML).unwrap();
    for (n, item) in ITEMS.iter().enumerate() {
        open.keep(at(n + 1), answered(item)).unwrap();
    }
    let path = ledger.layout().open_visit(&first());
    drop(open);
    let whole = fs::read(&path).unwrap();
    let ends: Vec<usize> = (0..whole.len()).filter(|n| whole[*n] == b'\n').collect();
    for cut in ends[0]..=whole.len() {
        for tail in [&b""[..], b"\0\0\0\0"] {
            fs::write(&path, [&whole[..cut], tail].concat()).unwrap();
            // The line feed is all that an event may lack.
            let n_whole = ends.iter().filter(|end| **end <= cut).count();
            let n_whole = if tail.is_empty() {
                n_whole
            } else {
                ends.iter().filter(|end| **end < cut).count()
            };
            let Ok(mut resumed) = ledger.resume(&first()) else {
                assert_eq!(n_whole, 0, "cut at {cut}");
                continue;
            };
            assert_eq!(resumed.open.entries().len(), n_whole, "cut at {cut}");
            let is_torn =
                !tail.is_empty() || !(ends.contains(&cut) || cut == 0 || ends.contains(&(cut - 1)));
            assert_eq!(resumed.torn.is_some(), is_torn, "cut at {cut}");
            resumed.open.keep(at(30), answered("after")).unwrap();
            drop(resumed);
            let again = ledger.resume(&first()).unwrap();
            assert_eq!(again.open.entries().len(), n_whole + 1, "cut at {cut}");
            assert_eq!(again.torn, None, "cut at {cut}");
        }
    }
}

#[test]
fn a_journal_changed_in_the_middle_is_refused_by_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger_on(folder.path(), works());
    let mut open = ledger.begin(facts(first()), YAML).unwrap();
    for item in ITEMS {
        open.keep(at(1), answered(item)).unwrap();
    }
    let path = open.path().to_owned();
    drop(open);
    let whole = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let refused = |text: String| {
        fs::write(&path, &text).unwrap();
        let error = ledger.resume(&first()).unwrap_err().to_string();
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            text,
            "nothing is written"
        );
        error.split_once("is damaged").unwrap().1.to_owned()
    };
    let swapped = [lines[0], lines[2], lines[1], lines[3], ""].join("\n");
    assert_eq!(
        refused(swapped),
        " in line 2: event 3 stands where 2 belongs, so lines are missing or came twice"
    );
    let gone = [lines[0], lines[1], lines[3], ""].join("\n");
    assert!(refused(gone).starts_with(" in line 3: event 4 stands where 3 belongs"));
    let newer = whole.replacen("{\"format\":1,\"seq\":3", "{\"format\":2,\"seq\":3", 1);
    assert!(refused(newer).contains("newer version"));
    let damaged = whole.replacen("\"seq\":3", "\"seq\":\u{0}", 1);
    assert!(refused(damaged).starts_with(" in line 3: not an event"));
}
