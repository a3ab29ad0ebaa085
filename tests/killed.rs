//! The program itself, killed or failed at each of its own system calls that change the disk, in
//! every command that writes: the ledger is as before or as after, what was said to be done is done,
//! and the next command goes on. Needs strace.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use mystery_shop::files::visit_csv::visit_csv;
use mystery_shop::ledger::Ledger;
use mystery_shop::ledger::disk::{Disk, Failing};
use mystery_shop::ledger::error::LedgerError;
use mystery_shop::ledger::journal::JournalText;
use mystery_shop::ledger::layout::Layout;
use mystery_shop::model::action::{Action, ActionEvent};
use mystery_shop::model::event::Event;
use mystery_shop::model::id::Id;
use mystery_shop::model::moment::Moment;
use mystery_shop::model::visit::VisitFacts;

use crate::harness::Mystery;
use crate::sample::{self, Contact, OURS, THEIRS};

/// The calls behind writing, syncing and naming; and how each is made to end.
const CALLS: [&str; 4] = [
    "write",
    "fsync,fdatasync",
    "rename,renameat2,link,linkat",
    "mkdir,ftruncate,unlink",
];
const ENDS: [&str; 3] = ["signal=SIGKILL", "error=ENOSPC", "error=EIO"];

/// A command that writes.
struct Writing {
    name: &'static str,
    arguments: &'static [&'static str],
    stdin: &'static str,
    /// Makes what is there before.
    before: fn(&Mystery),
    /// What of it may be kept where it was broken off.
    keeps: Keeps,
}

/// What of a command may be kept that was broken off.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keeps {
    /// All of it or nothing.
    Whole,
    /// Each answer by itself: a visit in progress.
    Answers,
    /// Each visit by itself; given again, the command does the rest.
    Visits,
    /// Each file by itself; given again, the command does the rest.
    Files,
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
    let plain = mystery.command();
    let mut command = Command::new(plain.get_program());
    command
        .args(arguments)
        .current_dir(mystery.path())
        .env_clear();
    for (name, value) in plain.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

const WRITING: [Writing; 19] = [
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

pub fn has_strace() -> bool {
    let found = Command::new("strace")
        .arg("-V")
        .stdout(Stdio::null())
        .status();
    let has = found.is_ok_and(|status| status.success());
    let why = "strace is not there, so nothing was killed at its system calls";
    assert!(
        has || std::env::var_os("MYSTERY_NO_SKIP").is_none(),
        "{why}"
    );
    has
}

fn fresh(writing: &Writing) -> Mystery {
    let mystery = Mystery::new()
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

/// Runs the command, with the `n`th such call ended so; `None` where there were fewer calls.
fn run(mystery: &Mystery, fault: Option<(&str, &str, usize)>) -> Option<Output> {
    let plain = mystery.command();
    let log = mystery.path().join("strace.log");
    let mut command = match fault {
        None => Command::new(plain.get_program()),
        Some((call, end, n)) => {
            let mut traced = Command::new("strace");
            traced.arg("-f").arg("-o").arg(&log);
            traced.args(["-e", &format!("trace={call}"), "-e"]);
            traced.arg(format!("inject={call}:{end}:when={n}"));
            traced.arg(plain.get_program());
            traced
        }
    };
    command.args(plain.get_args());
    command.current_dir(mystery.path()).env_clear();
    for (name, value) in plain.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command.stdin(fs::File::open(mystery.path().join("typed")).unwrap());
    let output = command.output().unwrap();
    let is_hit = fault.is_none() || {
        let log = fs::read_to_string(log).unwrap();
        log.contains("INJECTED") || log.contains("killed by SIGKILL")
    };
    is_hit.then_some(output)
}

/// Every file below a folder, by its path.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inside) = folders.pop() {
        for entry in fs::read_dir(inside).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// All that a ledger holds, and the exports beside it.
#[derive(PartialEq, Debug)]
struct State {
    counted: BTreeMap<String, Vec<u8>>,
    open: Vec<String>,
    bin: Vec<String>,
    programme: Option<String>,
    decided: Vec<Action>,
    exported: BTreeMap<String, Vec<u8>>,
}

fn state(mystery: &Mystery, step: &str) -> State {
    let ledger = Ledger::open(&mystery.ledger()).unwrap_or_else(|why| panic!("{step}: {why}"));
    let visits = ledger.visits().unwrap();
    let open = ledger.open_visits().unwrap();
    let mut exported = BTreeMap::new();
    for name in [
        "out/visits.csv",
        "out/answers.csv",
        "out/items.csv",
        "out/datapackage.json",
        "table.csv",
    ] {
        if let Ok(bytes) = fs::read(mystery.path().join(name)) {
            exported.insert(name.to_owned(), bytes);
        }
    }
    State {
        counted: visits
            .latest()
            .map(|it| (it.visit.facts.id.to_string(), visit_csv(&it.visit)))
            .collect(),
        open: open.all.iter().map(|it| it.facts.id.to_string()).collect(),
        bin: ledger
            .discarded()
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect(),
        programme: fs::read_to_string(mystery.ledger().join("mystery.yaml")).ok(),
        decided: ledger.actions().unwrap(),
        exported,
    }
}

/// Does what the next writing command does first, and checks that nothing is wrong then.
fn recovered(mystery: &Mystery, step: &str) {
    let ledger = Ledger::open(&mystery.ledger()).unwrap_or_else(|why| panic!("{step}: {why}"));
    ledger
        .visits()
        .unwrap_or_else(|why| panic!("{step}: {why}"));
    let completed = ledger.complete_half_done();
    let completed = completed.unwrap_or_else(|why| panic!("{step}: {why}"));
    assert!(completed.problems.is_empty(), "{step}: {completed:?}");
    let verified = ledger.verify(&[]).unwrap();
    assert_eq!(verified.findings, [], "{step}");
}

/// How many answers the journal of the visit in progress has.
fn n_answers(path: &Path) -> usize {
    let text = JournalText::read(path).unwrap();
    let is_answer = |event: &Event| matches!(event, Event::Answered { .. });
    text.entries
        .iter()
        .filter(|it| is_answer(&it.event))
        .count()
}

/// Fails one call of a command, and checks what must hold; false where there were fewer calls.
fn survives(writing: &Writing, old: &State, new: &State, fault: (&str, &str, usize)) -> bool {
    let step = format!("{}: {fault:?}", writing.name);
    let mystery = fresh(writing);
    let Some(output) = run(&mystery, Some(fault)) else {
        return false;
    };
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!said.contains("panicked"), "{step}: {said}");
    let is_error = output.status.code().is_some_and(|code| code != 0);
    assert!(!is_error || said.contains("mystery: "), "{step}: {said}");
    recovered(&mystery, &step);
    let now = state(&mystery, &step);
    if output.status.success() {
        assert_eq!(now, *new, "{step}: it said that all is done");
    }
    let parts = |it: &State| {
        let State {
            counted,
            open,
            bin,
            decided,
            ..
        } = it;
        (counted.clone(), open.clone(), bin.clone(), decided.clone())
    };
    let is_part = match writing.keeps {
        Keeps::Whole => false,
        Keeps::Answers => now.open.len() + now.counted.len() <= 1,
        // What still counts does so as before: no older revision comes back.
        Keeps::Visits => now
            .counted
            .iter()
            .all(|it| old.counted.get(it.0) == Some(it.1)),
        Keeps::Files => parts(&now) == parts(old),
    };
    // The programme is made before the visit it is for.
    assert!(
        now == *new || parts(&now) == parts(old) || is_part,
        "{step}: {now:?}"
    );
    for (name, bytes) in &now.exported {
        let is_whole = [old, new]
            .iter()
            .any(|it| it.exported.get(name) == Some(bytes));
        assert!(is_whole, "{step}: half of {name}");
    }
    if let Some(id) = now.open.first() {
        let told = String::from_utf8_lossy(&output.stdout)
            .matches("Saved ")
            .count();
        let path = mystery.ledger().join(format!("visits/open/{id}.jsonl"));
        assert!(n_answers(&path) >= told, "{step}: an answer is lost");
    }
    if matches!(writing.keeps, Keeps::Visits | Keeps::Files) {
        let again = run(&mystery, None).unwrap();
        let is_there_already = writing.name == "init" && now.programme.is_some();
        assert!(
            again.status.success() || is_there_already,
            "{step}: {again:?}"
        );
        assert_eq!(state(&mystery, &step), *new, "{step}");
    }
    if writing.keeps == Keeps::Visits {
        let left = files(&mystery.ledger());
        let evidence = left.values().any(|bytes| bytes == b"a photo");
        let names: Vec<&String> = left.keys().filter(|it| it.contains("main-")).collect();
        assert!(!evidence && names.is_empty(), "{step}: left {names:?}");
    }
    true
}

/// Fails each call in turn; gives how often. `MYSTERY_THOROUGH` ends each in each way.
fn faults_survived(writing: &Writing) -> usize {
    let mystery = fresh(writing);
    recovered_as_before(&mystery, writing);
    let old = state(&mystery, writing.name);
    let done = run(&mystery, None).unwrap();
    assert!(done.status.success(), "{}: {done:?}", writing.name);
    let new = state(&mystery, writing.name);
    let is_thorough = std::env::var_os("MYSTERY_THOROUGH").is_some();
    let mut n_hit = 0;
    for call in CALLS {
        for (way, end) in ENDS.iter().enumerate() {
            for n in 1.. {
                // To the program a full disk and a broken one are alike: one of the two, in turn.
                if way > 0 && !is_thorough && n % 4 != way {
                    continue;
                }
                if !survives(writing, &old, &new, (call, end, n)) {
                    break;
                }
                n_hit += 1;
            }
        }
    }
    n_hit
}

/// A finish that was broken off is completed by whichever command is next: that is no other state.
fn recovered_as_before(mystery: &Mystery, writing: &Writing) {
    if writing.name.starts_with("recovery") {
        return;
    }
    recovered(mystery, writing.name);
}

#[expect(
    clippy::print_stdout,
    reason = "how much was survived is for whoever runs it"
)]
#[test]
fn killed_or_failed_anywhere_the_next_command_goes_on() {
    if !has_strace() {
        return;
    }
    const N_THREADS: usize = 4;
    let n_hit = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..N_THREADS)
            .map(|first| {
                scope.spawn(move || {
                    let survived = |it: &Writing| (it.name, faults_survived(it));
                    let mine = WRITING.iter().skip(first).step_by(N_THREADS);
                    mine.map(survived).collect::<Vec<_>>()
                })
            })
            .collect();
        let all = threads.into_iter().flat_map(|it| it.join().unwrap());
        all.map(|(name, n)| {
            println!("{name}: {n} faults survived");
            assert!(n > 10, "{name}: {n}");
            n
        })
        .sum::<usize>()
    });
    println!("{n_hit} faults survived");
    assert!(n_hit > 700, "{n_hit}");
}
