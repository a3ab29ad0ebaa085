//! `mystery actions`: what was decided, and the visit that shows it.

use crate::harness::Mystery;
use crate::sample;

/// A visit to our own place, on a day of November, and what it answers at `named`.
fn visited(mystery: &mut Mystery, day: u32, named: &str) {
    mystery.write(
        "visit.yaml",
        format!(
            "organisation: Happy Paws\nvisited: 2026-11-{day}T10:00:00-06:00\nanswers: {{named: {named}, warm: Kind, respect: yes}}\n"
        ),
    );
    let run = mystery.run_with(["visit", "tiny.yaml", "--answers", "visit.yaml"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

/// Runs a command and gives its id where it kept one.
fn kept(mystery: &mut Mystery) -> String {
    let run = mystery.run_with([
        "actions",
        "add",
        "Say our name first",
        "--item",
        "named",
        "--who",
        "front desk",
        "--due",
        "2026-11-21",
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let said = run.stderr.split("Kept as ").nth(1).expect("it says so");
    said.split('.').next().unwrap().to_owned()
}

#[test]
fn only_a_later_visit_closes_what_was_decided() {
    let mut mystery = Mystery::new()
        .file("tiny.yaml", sample::YAML)
        .env("MYSTERY_NOW", "2026-11-19T12:00:00-06:00");
    visited(&mut mystery, 18, "no");
    let id = kept(&mut mystery);
    let refused = mystery.run_with(["actions", "close", &id]);
    assert_eq!(refused.status, 1);
    assert!(
        refused
            .stderr
            .contains("no visit since 19 November 2026 has judged `named`"),
        "{}",
        refused.stderr
    );

    let mut mystery = mystery.env("MYSTERY_NOW", "2026-11-25T12:00:00-06:00");
    visited(&mut mystery, 24, "no");
    let list = mystery.run_with(["actions"]);
    assert!(list.stdout.contains("FAILED AGAIN"), "{}", list.stdout);
    assert!(list.stdout.contains("overdue"), "{}", list.stdout);
    let refused = mystery.run_with(["actions", "close", &id]);
    assert_eq!(refused.status, 1, "{}", refused.stderr);
    assert!(refused.stderr.contains("fell short at `named` again"));

    visited(&mut mystery, 25, "yes");
    let report = mystery.run_with(["report", "--format", "markdown"]);
    assert!(
        report.stdout.contains("Say our name first"),
        "{}",
        report.stdout
    );
    let closed = mystery.run_with(["actions", "close", &id]);
    assert_eq!(closed.status, 0, "{}", closed.stderr);
    let list = mystery.run_with(["actions"]);
    assert!(
        list.stdout.contains("Nothing is open: 1 action closed."),
        "{}",
        list.stdout
    );
    let again = mystery.run_with(["actions", "close", &id]);
    assert_eq!(again.status, 0, "{}", again.stderr);
    let verified = mystery.run_with(["verify"]);
    assert_eq!(verified.status, 0, "{}{}", verified.stdout, verified.stderr);
}

#[test]
fn nothing_that_was_kept_is_changed_and_a_torn_line_is_dropped() {
    let mut mystery = Mystery::new().file("tiny.yaml", sample::YAML);
    visited(&mut mystery, 18, "no");
    kept(&mut mystery);
    let folder = mystery.ledger().join("actions");
    let file = std::fs::read_dir(folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let before = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{before}{{\"format\":1,\"at")).unwrap();
    let second = mystery.run_with(["actions", "add", "Ring back", "--item", "warm"]);
    assert_eq!(second.status, 0, "{}", second.stderr);
    let after = std::fs::read_to_string(&file).unwrap();
    assert!(after.starts_with(&before));
    assert_eq!(after.lines().count(), 2);
    std::fs::write(&file, format!("x\n{after}")).unwrap();
    let damaged = mystery.run_with(["actions"]);
    assert_eq!(damaged.status, 3);
    assert!(damaged.stderr.contains("line 1"), "{}", damaged.stderr);
    // Another device's, of a newer version: both are named.
    let newer = before.replace("\"format\":1", "\"format\":2");
    std::fs::write(file.with_file_name("0badf00d.jsonl"), newer).unwrap();
    let verified = mystery.run_with(["verify"]);
    assert_eq!(verified.status, 1, "{}", verified.stderr);
    let said = verified.stdout.replace("\n  ", " ");
    for named in [
        file.file_name().unwrap().to_str().unwrap(),
        "no action: ",
        "actions/0badf00d.jsonl:1: written by a newer version",
    ] {
        assert!(said.contains(named), "{named}: {said}");
    }
}

#[test]
fn an_item_that_nobody_was_asked_is_refused() {
    let mut mystery = Mystery::new().file("tiny.yaml", sample::YAML);
    visited(&mut mystery, 18, "no");
    let run = mystery.run_with(["actions", "add", "x", "--item", "nmaed"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("did you mean `named`?"),
        "{}",
        run.stderr
    );
}
