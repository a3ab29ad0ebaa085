//! The program itself, killed or failed at each of its own system calls that change the disk, in
//! every command that writes: the ledger is as before or as after, what was said to be done is done,
//! and the next command goes on. Needs strace.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use mystery_shop::files::visit_csv::visit_csv;
use mystery_shop::ledger::Ledger;
use mystery_shop::ledger::journal::JournalText;
use mystery_shop::model::event::Event;

use crate::harness::Mystery;
use crate::sample::{self, THEIRS};

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
    /// True where a part of it may be kept: a visit in progress.
    has_steps: bool,
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

/// A visit that was finished, and broken off before it was put away.
fn half_done(mystery: &Mystery) {
    let ledger = sample::ledger(mystery);
    let mut open = sample::begin(&ledger, &THEIRS);
    sample::answer_all(&mut open, &THEIRS);
    open.keep(sample::at(40), Event::Finished).unwrap();
}

const WRITING: [Writing; 9] = [
    Writing {
        name: "visit with answers",
        arguments: &["visit", "tiny.yaml", "--answers", "answers.yaml"],
        stdin: "",
        before: |_| {},
        has_steps: true,
    },
    Writing {
        name: "answers in the walk, and finish",
        arguments: &["visit", "--resume"],
        stdin: "g warm\nKind\nyes\n:finish\n",
        before: in_progress,
        has_steps: true,
    },
    Writing {
        name: "correct",
        arguments: &["correct", "bbbb", "warm=Kind", "--why", "a slip"],
        stdin: "",
        before: finished,
        has_steps: false,
    },
    Writing {
        name: "attach",
        arguments: &["attach", "bbbb", "respect", "door.jpg"],
        stdin: "",
        before: finished,
        has_steps: false,
    },
    Writing {
        name: "discard",
        arguments: &["discard", "bbbb"],
        stdin: "",
        before: finished,
        has_steps: false,
    },
    Writing {
        name: "discard --undo",
        arguments: &["discard", "--undo", "bbbb"],
        stdin: "",
        before: discarded,
        has_steps: false,
    },
    Writing {
        name: "recovery of a finish that was broken off",
        arguments: &["discard", "--undo"],
        stdin: "",
        before: half_done,
        has_steps: false,
    },
    Writing {
        name: "init",
        arguments: &["init", "--organisation", "Happy Paws"],
        stdin: "",
        before: |_| {},
        has_steps: false,
    },
    Writing {
        name: "export",
        arguments: &["export", "out"],
        stdin: "",
        before: finished,
        has_steps: false,
    },
];

fn has_strace() -> bool {
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

/// All that a ledger holds, and the exports beside it.
#[derive(PartialEq, Debug)]
struct State {
    counted: BTreeMap<String, Vec<u8>>,
    open: Vec<String>,
    bin: Vec<String>,
    programme: Option<String>,
    exported: BTreeMap<String, Vec<u8>>,
}

fn state(mystery: &Mystery, step: &str) -> State {
    let ledger = Ledger::open(&mystery.ledger()).unwrap_or_else(|why| panic!("{step}: {why}"));
    let visits = ledger.visits().unwrap();
    let open = ledger.open_visits().unwrap();
    let mut exported = BTreeMap::new();
    for name in ["visits.csv", "answers.csv", "items.csv", "datapackage.json"] {
        if let Ok(bytes) = fs::read(mystery.path().join("out").join(name)) {
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
    let is_between = writing.has_steps && now.open.len() + now.counted.len() <= 1;
    // The programme is made before the visit it is for; an export is gone on with below.
    let is_old = (&now.counted, &now.open, &now.bin) == (&old.counted, &old.open, &old.bin);
    assert!(now == *new || is_old || is_between, "{step}: {now:?}");
    if let Some(id) = now.open.first() {
        let told = String::from_utf8_lossy(&output.stdout)
            .matches("Saved ")
            .count();
        let path = mystery.ledger().join(format!("visits/open/{id}.jsonl"));
        assert!(n_answers(&path) >= told, "{step}: an answer is lost");
    }
    if ["init", "export"].contains(&writing.name) {
        let again = run(&mystery, None).unwrap();
        let is_there_already = writing.name == "init" && now.programme.is_some();
        assert!(
            again.status.success() || is_there_already,
            "{step}: {again:?}"
        );
        assert_eq!(state(&mystery, &step), *new, "{step}");
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
    let n_hit = std::thread::scope(|scope| {
        let threads: Vec<_> = WRITING
            .chunks(3)
            .map(|some| {
                scope.spawn(move || {
                    let survived = |it: &Writing| (it.name, faults_survived(it));
                    some.iter().map(survived).collect::<Vec<_>>()
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
    assert!(n_hit > 300, "{n_hit}");
}
