//! Every command that writes, with what there is before it: what is killed, failed, watched and cut
//! off from its power in the files beside.

use std::fs;
use std::path::Path;

use mystery_shop::ledger::Ledger;
use mystery_shop::ledger::disk::{Disk, Failing};
use mystery_shop::ledger::error::LedgerError;
use mystery_shop::ledger::layout::Layout;
use mystery_shop::model::action::{Action, ActionEvent};
use mystery_shop::model::event::Event;
use mystery_shop::model::id::Id;
use mystery_shop::model::moment::Moment;
use mystery_shop::model::visit::VisitFacts;

use super::state::run_with;
use crate::harness::Mystery;
use crate::sample::{self, Contact, OURS, THEIRS};

/// A command that writes.
pub struct Writing {
    pub name: &'static str,
    pub arguments: &'static [&'static str],
    pub stdin: &'static str,
    /// Makes what is there before.
    pub before: fn(&Mystery),
    /// What of it may be kept where it was broken off.
    pub keeps: Keeps,
}

/// What of a command may be kept that was broken off.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// All of it or nothing.
    Whole,
    /// Each answer by itself: a visit in progress.
    Answers,
    /// Each visit by itself; given again, the command does the rest.
    Visits,
    /// Each file by itself; given again, the command does the rest.
    Files,
}

/// What there is before the command, in a folder that was made for it.
pub fn fresh(writing: &Writing, mystery: Mystery) -> Mystery {
    let mystery = mystery
        .file("tiny.yaml", sample::YAML)
        .file("door.jpg", "a photo")
        .file("typed", writing.stdin)
        .file(
            "answers.yaml",
            "organisation: Happy Paws\nvisited: 2026-11-20\n\
             answers: {named: {answer: yes, evidence: [door.jpg]}, warm: Kind, respect: yes}\n",
        )
        .args(writing.arguments.iter().copied());
    (writing.before)(&mystery);
    mystery
}

fn finished(mystery: &Mystery) {
    sample::finish(&sample::ledger(mystery), &THEIRS);
}

fn in_progress(mystery: &Mystery) {
    drop(sample::begin(&sample::ledger(mystery), &THEIRS));
}

fn discarded(mystery: &Mystery) {
    finished(mystery);
    let ledger = sample::ledger(mystery);
    ledger
        .discard(&sample::id(THEIRS.id), sample::at(50))
        .unwrap();
}

/// Evidence of an item, as it is attached.
fn photo(mystery: &Mystery) -> Event {
    Event::Attached {
        item: Id::new("respect").unwrap(),
        path: mystery.path().join("door.jpg").display().to_string(),
    }
}

/// A visit with its correction, another in progress, and one in the bin, all with photos.
fn to_purge(mystery: &Mystery) {
    let ledger = sample::ledger(mystery);
    let mut open = ledger
        .begin(sample::facts(&THEIRS), sample::YAML.as_bytes())
        .unwrap();
    sample::answer_all(&mut open, &THEIRS);
    open.keep(sample::at(9), photo(mystery)).unwrap();
    let visit = sample::visit_of(open.entries());
    ledger.finish(open, &visit, sample::at(10)).unwrap();
    sample::correct(&ledger, &THEIRS);
    sample::finish(&ledger, &OURS);
    ledger
        .discard(&sample::id(OURS.id), sample::at(50))
        .unwrap();
    let mut open = sample::begin(&ledger, &IN_PROGRESS);
    open.keep(sample::at(9), photo(mystery)).unwrap();
}

const IN_PROGRESS: Contact = Contact {
    id: "2026-11-20-riverside-main-dddd",
    organisation: "Riverside",
    visited: "2026-11-20",
    ..THEIRS
};

/// A visit with words that are to go, and a correction of it.
fn remarked(mystery: &Mystery) {
    let answers = "organisation: Happy Paws\nvisited: 2026-11-20\n\
         answers: {named: {answer: yes, remark: Zelda}, warm: Kind, respect: yes}\n";
    mystery.write("remarked.yaml", answers);
    succeeds(
        mystery,
        &["visit", "tiny.yaml", "--answers", "remarked.yaml"],
    );
    succeeds(
        mystery,
        &["correct", "last", "warm=Polite", "--why", "Zelda"],
    );
}

/// Something that was decided, and a visit since that shows it.
fn shown(mystery: &Mystery) {
    let ledger = sample::ledger(mystery);
    let action = Action {
        id: "k3zq".into(),
        at: Moment::from_record("2026-11-01T09:00:00-06:00").unwrap(),
        what: "Say our name first".into(),
        who: "front desk".into(),
        due: None,
        item: Id::new("named").unwrap(),
        visit: None,
        shown_by: None,
    };
    ledger.keep_action(&ActionEvent::Added(action)).unwrap();
    sample::finish(&ledger, &OURS);
}

/// A ledger as a disk leaves it that fails from some step on, the first such step after which
/// it is as `is_meant` says.
fn stopped(
    mystery: &Mystery,
    steps: fn(&Mystery, &Ledger) -> Result<(), LedgerError>,
    is_meant: fn(&Layout) -> bool,
) {
    for at in 1..200 {
        let _ = fs::remove_dir_all(mystery.ledger());
        drop(sample::ledger(mystery));
        let disk = Disk::failing(at, Failing::FromThenOn);
        let ledger = Ledger::open_on(&mystery.ledger(), disk, sample::DEVICE.into()).unwrap();
        let _ = steps(mystery, &ledger);
        if is_meant(ledger.layout()) {
            return;
        }
    }
    panic!("the disk never fails there");
}

fn finishing(_: &Mystery, ledger: &Ledger) -> Result<(), LedgerError> {
    let mut open = ledger.begin(sample::facts(&THEIRS), sample::YAML.as_bytes())?;
    for (minute, event) in sample::events(&THEIRS).into_iter().enumerate() {
        open.keep(sample::at(minute), event)?;
    }
    let visit = sample::visit_of(open.entries());
    ledger.finish(open, &visit, sample::at(40)).map(drop)
}

fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Finished, and nothing done about it.
fn half_done(mystery: &Mystery) {
    let ledger = sample::ledger(mystery);
    let mut open = sample::begin(&ledger, &THEIRS);
    sample::answer_all(&mut open, &THEIRS);
    open.keep(sample::at(40), Event::Finished).unwrap();
}

/// Its rows are written, and no seal.
fn not_sealed(mystery: &Mystery) {
    stopped(mystery, finishing, |layout| {
        is_there(&layout.visit(&sample::id(THEIRS.id)))
            && !is_there(&layout.seals_of(sample::DEVICE))
    });
}

/// It is sealed, and its journal still among those in progress.
fn not_put_away(mystery: &Mystery) {
    stopped(mystery, finishing, |layout| {
        let seals = fs::read_to_string(layout.seals_of(sample::DEVICE)).unwrap_or_default();
        seals.ends_with('\n') && is_there(&layout.open_visit(&sample::id(THEIRS.id)))
    });
}

/// Its rows are in the bin, and nothing else.
fn half_discarded(mystery: &Mystery) {
    let discarding = |mystery: &Mystery, ledger: &Ledger| {
        finished(mystery);
        ledger
            .discard(&sample::id(THEIRS.id), sample::at(50))
            .map(drop)
    };
    stopped(mystery, discarding, |layout| {
        let id = sample::id(THEIRS.id);
        !is_there(&layout.visit(&id)) && is_there(&layout.journal(&id))
    });
}

/// A correction with a photo, begun and broken off.
fn half_corrected(mystery: &Mystery) {
    finished(mystery);
    let (ledger, of) = (sample::ledger(mystery), sample::id(THEIRS.id));
    let facts = VisitFacts {
        id: ledger.next_revision(&of),
        ..sample::facts(&THEIRS)
    };
    let yaml = sample::YAML.as_bytes();
    let begun = ledger.begin_revision(facts, &of, "a1", "a slip", sample::at(20), yaml);
    begun.unwrap().keep(sample::at(21), photo(mystery)).unwrap();
}

/// An export of an earlier state, for the next to replace.
fn exported_before(mystery: &Mystery) {
    finished(mystery);
    succeeds(mystery, &["export", "out"]);
    sample::finish(&sample::ledger(mystery), &OURS);
}

fn compared_before(mystery: &Mystery) {
    finished(mystery);
    succeeds(mystery, &["compare", "-o", "table.csv"]);
    sample::finish(&sample::ledger(mystery), &OURS);
}

fn succeeds(mystery: &Mystery, arguments: &[&str]) {
    let output = run_with(mystery, arguments);
    assert!(output.status.success(), "{output:?}");
}

/// Every command that writes, and the recovery of what was broken off before.
pub const WRITING: [Writing; 21] = [
    Writing {
        name: "visit with answers",
        arguments: &["visit", "tiny.yaml", "--answers", "answers.yaml"],
        stdin: "",
        before: |_| {},
        keeps: Keeps::Answers,
    },
    Writing {
        name: "answers in the walk, and finish",
        arguments: &["visit", "--resume"],
        stdin: "g warm\nKind\nyes\n:finish\n",
        before: in_progress,
        keeps: Keeps::Answers,
    },
    Writing {
        name: "correct",
        arguments: &["correct", "bbbb", "warm=Kind", "--why", "a slip"],
        stdin: "",
        before: finished,
        keeps: Keeps::Whole,
    },
    Writing {
        name: "attach",
        arguments: &["attach", "bbbb", "respect", "door.jpg"],
        stdin: "",
        before: finished,
        keeps: Keeps::Whole,
    },
    Writing {
        name: "attach to a visit in progress",
        arguments: &["attach", "bbbb", "named", "door.jpg"],
        stdin: "",
        before: in_progress,
        keeps: Keeps::Whole,
    },
    Writing {
        name: "discard",
        arguments: &["discard", "bbbb"],
        stdin: "",
        before: finished,
        keeps: Keeps::Whole,
    },
    Writing {
        name: "discard --undo",
        arguments: &["discard", "--undo", "bbbb"],
        stdin: "",
        before: discarded,
        keeps: Keeps::Whole,
    },
    Writing {
        name: "purge",
        arguments: &["purge", "--before", "2027-01-01", "--yes"],
        stdin: "",
        before: to_purge,
        keeps: Keeps::Visits,
    },
    Writing {
        name: "erase words",
        arguments: &["erase", "last", "--yes"],
        stdin: "",
        before: remarked,
        keeps: Keeps::Whole,
    },
    Writing {
        name: "erase an auditor",
        arguments: &["erase", "--auditor", "a1", "--yes"],
        stdin: "",
        before: to_purge,
        keeps: Keeps::Whole,
    },
    Writing {
        name: "actions add",
        arguments: &[
            "actions",
            "add",
            "Ring back",
            "--item",
            "warm",
            "--who",
            "desk",
        ],
        stdin: "",
        before: finished,
        keeps: Keeps::Whole,
    },
    Writing {
        name: "actions close",
        arguments: &["actions", "close", "k3zq"],
        stdin: "",
        before: shown,
        keeps: Keeps::Whole,
    },
    Writing {
        name: "init",
        arguments: &["init", "--organisation", "Happy Paws"],
        stdin: "",
        before: |_| {},
        keeps: Keeps::Files,
    },
    Writing {
        name: "export",
        arguments: &["export", "out"],
        stdin: "",
        before: finished,
        keeps: Keeps::Files,
    },
    Writing {
        name: "export over an earlier one",
        arguments: &["export", "out"],
        stdin: "",
        before: exported_before,
        keeps: Keeps::Files,
    },
    Writing {
        name: "compare -o",
        arguments: &["compare", "-o", "table.csv"],
        stdin: "",
        before: compared_before,
        keeps: Keeps::Files,
    },
    Writing {
        name: "recovery of a finish, nothing done",
        arguments: &["discard", "--undo"],
        stdin: "",
        before: half_done,
        keeps: Keeps::Whole,
    },
    Writing {
        name: "recovery of a finish, not sealed",
        arguments: &["discard", "--undo"],
        stdin: "",
        before: not_sealed,
        keeps: Keeps::Whole,
    },
    Writing {
        name: "recovery of a finish, not put away",
        arguments: &["discard", "--undo"],
        stdin: "",
        before: not_put_away,
        keeps: Keeps::Whole,
    },
    Writing {
        name: "recovery of a discard",
        arguments: &["discard", "--undo"],
        stdin: "",
        before: half_discarded,
        keeps: Keeps::Whole,
    },
    Writing {
        name: "recovery of a correction",
        arguments: &["discard", "--undo"],
        stdin: "",
        before: half_corrected,
        keeps: Keeps::Whole,
    },
];
