//! All that a ledger holds, and what must hold of it after a command that was broken off.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use mystery_shop::files::visit_csv::visit_csv;
use mystery_shop::ledger::Ledger;
use mystery_shop::ledger::journal::JournalText;
use mystery_shop::model::action::Action;
use mystery_shop::model::event::Event;

use super::writing::{Keeps, Writing};
use crate::harness::Mystery;

/// The command as it is, to be run by `by` where that is named, with its lines typed.
pub fn command(mystery: &Mystery, by: &[&str]) -> Command {
    let plain = mystery.command();
    let mut words = by
        .iter()
        .map(|word| (*word).as_ref())
        .chain([plain.get_program()]);
    let mut command = Command::new(words.next().expect("there is the program"));
    command.args(words).args(plain.get_args());
    command.current_dir(mystery.path()).env_clear();
    for (name, value) in plain.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command.stdin(fs::File::open(mystery.path().join("typed")).unwrap());
    command
}

/// Runs the command to its end.
pub fn run(mystery: &Mystery) -> Output {
    command(mystery, &[]).output().unwrap()
}

/// Runs another command there.
pub fn run_with(mystery: &Mystery, arguments: &[&str]) -> Output {
    let plain = mystery.command();
    let mut command = Command::new(plain.get_program());
    command
        .args(arguments)
        .current_dir(mystery.path())
        .env_clear();
    for (name, value) in plain.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command.stdin(Stdio::null()).output().unwrap()
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
pub struct State {
    counted: BTreeMap<String, Vec<u8>>,
    open: Vec<(String, usize)>,
    bin: Vec<String>,
    pub programme: Option<String>,
    decided: Vec<Action>,
    exported: BTreeMap<String, Vec<u8>>,
}

pub fn state(mystery: &Mystery, step: &str) -> State {
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
        open: open
            .all
            .iter()
            .map(|it| (it.facts.id.to_string(), it.n_events))
            .collect(),
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
pub fn recovered(mystery: &Mystery, step: &str) {
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

/// Checks what must hold after a command that was broken off: all as before or as after, what it said
/// to be done is done, and the next one goes on.
pub fn check(
    mystery: &Mystery,
    writing: &Writing,
    old: &State,
    new: &State,
    output: &Output,
    step: &str,
) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!said.contains("panicked"), "{step}: {said}");
    let is_error = output.status.code().is_some_and(|code| code != 0);
    assert!(!is_error || said.contains("mystery: "), "{step}: {said}");
    recovered(mystery, step);
    let now = state(mystery, step);
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
    if let Some((id, _)) = now.open.first() {
        let told = String::from_utf8_lossy(&output.stdout)
            .matches("Saved ")
            .count();
        let path = mystery.ledger().join(format!("visits/open/{id}.jsonl"));
        assert!(n_answers(&path) >= told, "{step}: an answer is lost");
    }
    if matches!(writing.keeps, Keeps::Visits | Keeps::Files) {
        let again = run(mystery);
        let is_there_already = writing.name == "init" && now.programme.is_some();
        assert!(
            again.status.success() || is_there_already,
            "{step}: {again:?}"
        );
        assert_eq!(state(mystery, step), *new, "{step}");
    }
    if writing.name.starts_with("erase") && now == *new {
        let left = files(&mystery.ledger());
        for word in ["Zelda", "\"auditor\":\"a1\""] {
            let holds = |bytes: &&Vec<u8>| String::from_utf8_lossy(bytes).contains(word);
            let is_asked_for = (word == "Zelda") == (writing.name == "erase words");
            assert!(
                !is_asked_for || !left.values().any(|it| holds(&it)),
                "{step}: {word}"
            );
        }
    }
    if writing.keeps == Keeps::Visits {
        let left = files(&mystery.ledger());
        let evidence = left.values().any(|bytes| bytes == b"a photo");
        let names: Vec<&String> = left.keys().filter(|it| it.contains("main-")).collect();
        assert!(!evidence && names.is_empty(), "{step}: left {names:?}");
    }
}
