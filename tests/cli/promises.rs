//! `mystery promises`: a visit is finished while a promise is awaited, and settled when it is due.

use crate::harness::{Mystery, flat};

const YAML: &str = "\
id: tiny
title: Tiny
items:
  named: Did they say their name?
  kept: {ask: Did they ring back when they said?, promise: true, best_first: [In time, Late, Never], points: 3}
";

fn run(mystery: &mut Mystery, arguments: &[&str]) -> (String, String) {
    let run = mystery.run_with(arguments.iter().copied());
    assert_eq!(run.status, 0, "{arguments:?}: {}", run.stderr);
    (run.stdout, run.stderr)
}

fn visited(mystery: &mut Mystery, organisation: &str, day: &str, kept: &str) {
    let role = if organisation == "Us" {
        "own"
    } else {
        "competitor"
    };
    let file = format!(
        "organisation: {organisation}\nrole: {role}\nvisited: {day}\nanswers: {{named: yes, kept: {kept}}}\n"
    );
    mystery.write("visit.yaml", file);
    run(mystery, &["visit", "tiny.yaml", "--answers", "visit.yaml"]);
}

#[test]
fn a_promise_may_be_due_on_the_day_of_the_visit_and_not_before() {
    let mut mystery = Mystery::new().file("tiny.yaml", YAML);
    for (day, status) in [("2026-11-18", 0), ("2026-11-17", 3)] {
        mystery.write(
            "visit.yaml",
            format!(
                "organisation: Us\nvisited: 2026-11-18\nanswers: {{named: yes, kept: {{awaiting: {day}}}}}\n"
            ),
        );
        let run = mystery.run_with(["visit", "tiny.yaml", "--answers", "visit.yaml"]);
        assert_eq!(run.status, status, "{}", run.stderr);
        let is_refused = flat(&run.stderr).contains("2026-11-17 is before the visit");
        assert_eq!(is_refused, status == 3, "{}", run.stderr);
    }
}

#[test]
fn a_promise_is_awaited_and_settled_and_counted() {
    let mut mystery = Mystery::new().file("tiny.yaml", YAML);
    visited(
        &mut mystery,
        "Us",
        "2026-11-18",
        "{awaiting: \"2026-11-19, a call\"}",
    );
    visited(&mut mystery, "Us", "2026-11-19", "in_time");
    visited(
        &mut mystery,
        "City Pound",
        "2026-11-20",
        "{awaiting: 2 weeks}",
    );
    visited(&mut mystery, "City Pound", "2026-11-17", "never");
    let (listed, _) = run(&mut mystery, &["promises"]);
    insta::assert_snapshot!(listed);
    // Out of the score, and missing from what was judged.
    let totals = run(&mut mystery, &["visits", "--format", "json"]).0;
    assert!(totals.contains("2026-11-18"), "{totals}");
    let card = run(&mut mystery, &["show", "2026-11-18"]).0;
    assert!(
        card.contains("100.0") && card.contains("Awaiting a promise"),
        "{card}"
    );
    run(
        &mut mystery,
        &[
            "correct",
            "2026-11-18",
            "kept=late",
            "--why",
            "rang on Sunday",
        ],
    );
    let data = run(&mut mystery, &["promises", "--format", "json"]).0;
    let value: serde_json::Value = serde_json::from_str(&data).unwrap();
    let kept = &value["kept"][0];
    assert_eq!(
        (
            &kept["organisation"],
            &kept["n_in_time"],
            &kept["n_late"],
            &kept["n_awaited"]
        ),
        (&"Us".into(), &1.into(), &1.into(), &0.into()),
        "{data}"
    );
    assert_eq!(
        value["promises"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|it| it["state"] == "awaited")
            .count(),
        1
    );
    // Due on the 19th, and said on the 20th.
    let late = value["promises"].as_array().unwrap().iter();
    let late: Vec<_> = late.filter(|it| it["state"] == "late").collect();
    assert_eq!(late[0]["late_by_at_most"], 86_400, "{data}");
    assert_eq!(late[0]["due"], "2026-11-19", "{data}");
    assert_eq!(late[0]["is_overdue"], false, "{data}");
    let in_time = value["promises"].as_array().unwrap().iter();
    let in_time: Vec<_> = in_time.filter(|it| it["state"] == "in_time").collect();
    assert!(in_time[0]["due"].is_null(), "never awaited: {data}");
    insta::assert_snapshot!("promises_kept_late", run(&mut mystery, &["promises"]).0);
    run(&mut mystery, &["verify"]);
}

/// A standard that sets a time of its own: two days, half within four.
const TIMED: &str = "\
id: timed
title: Timed
items:
  named: Did they say their name?
  answered: {ask: How long until a person wrote back?, promise: true, within: [2d, 4d], points: 3}
";

#[test]
fn the_time_of_the_standard_is_by_when_a_promise_is_due() {
    let timed = |visited: &str, awaiting: &str| {
        let mut mystery = Mystery::new().file("timed.yaml", TIMED);
        mystery.write(
            "visit.yaml",
            format!(
                "organisation: Us\nvisited: {visited}\nanswers: {{named: yes, answered: {{awaiting: {awaiting}}}}}\n"
            ),
        );
        let said = run(
            &mut mystery,
            &["visit", "timed.yaml", "--answers", "visit.yaml"],
        );
        let data = run(&mut mystery, &["promises", "--format", "json"]).0;
        let value: serde_json::Value = serde_json::from_str(&data).unwrap();
        let first = &value["promises"][0];
        let due = first["due"].as_str().unwrap().to_owned();
        let is_overdue = first["is_overdue"].as_bool().unwrap();
        (mystery, said, due, is_overdue)
    };
    // It is 20 November 2026, 14:05.
    let (_, _, due, is_overdue) = timed("2026-11-17", "yes");
    assert_eq!((due.as_str(), is_overdue), ("2026-11-19", true));
    let (_, _, due, is_overdue) = timed("2026-11-18T09:00", "yes");
    assert_eq!((due.as_str(), is_overdue), ("2026-11-20", false));
    let (_, _, due, is_overdue) = timed("2026-11-20T09:00", "3h");
    assert_eq!((due.as_str(), is_overdue), ("2026-11-20 12:00", true));
    // 09:05 there.
    let (_, _, due, is_overdue) = timed("2026-11-20T09:00-11:00", "3h");
    assert_eq!((due.as_str(), is_overdue), ("2026-11-20 12:00", false));
    let (mut mystery, said, due, _) = timed("2026-11-19", "\"in 1 week, a mail\"");
    assert_eq!(due, "2026-11-26");
    // What waits is no hole in what the auditor remembers.
    let said = flat(&(said.0 + &said.1));
    assert!(
        said.contains(
            "1 item awaits its promise, due 26 November 2026. Once it is settled: mystery correct"
        ),
        "{said}"
    );
    let card = run(&mut mystery, &["show", "last"]).0;
    assert!(card.contains("Due 26 November 2026."), "{card}");
    let card = flat(&run(&mut mystery, &["show", "last", "--explain"]).0);
    assert!(
        card.contains("awaiting its promise, due 26 November 2026."),
        "{card}"
    );
    let compared = mystery.run_with(["compare"]);
    let compared = compared.stdout + &compared.stderr;
    let words = flat(&compared);
    assert!(
        words.contains("1 item awaits its promise, due 26 November 2026. Once"),
        "{words}"
    );
    let listed = run(&mut mystery, &["promises"]).0;
    let words = flat(&listed);
    assert!(words.contains("answered=2d"), "{listed}");
    run(
        &mut mystery,
        &[
            "correct",
            "last",
            "answered=3d",
            "--why",
            "it came on Sunday",
        ],
    );
    let data = run(&mut mystery, &["promises", "--format", "json"]).0;
    let value: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(value["kept"][0]["n_late"], 1, "{data}");
    // Awaited until the 26th; three days, where two are the time.
    assert_eq!(value["promises"][0]["due"], "2026-11-26", "{data}");
    assert_eq!(value["promises"][0]["late_by"], 86_400, "{data}");
    let listed = flat(&run(&mut mystery, &["promises"]).0);
    assert!(listed.contains("Kept, but late"), "{listed}");
    assert!(listed.contains("1 day How long"), "{listed}");
    run(&mut mystery, &["verify"]);
}

#[test]
fn at_the_prompt_the_time_of_the_standard_needs_no_words() {
    let walked = |typed: &str| {
        let args = ["visit", "timed.yaml", "--organisation", "Us"];
        let mystery = Mystery::new()
            .file("timed.yaml", TIMED)
            .args(args)
            .stdin(typed);
        let run = mystery.run();
        run.stdout + &run.stderr
    };
    let said = walked("yes\n:awaiting\n");
    assert!(said.contains("by 2026-11-22"), "{said}");
    let said = walked("yes\n:awaiting 2026-12-01, a call\n");
    assert!(said.contains("by 2026-12-01, a call"), "{said}");
    let said = walked("yes\n:awaiting soon\n");
    let refused =
        "Type :awaiting alone for 2026-11-22, the time of the standard, or :awaiting and a day";
    assert!(said.contains(refused), "{said}");
}

#[test]
fn only_a_promise_is_awaited_and_only_until_a_day() {
    let walked = |typed: &str| {
        let args = ["visit", "tiny.yaml", "--organisation", "Us"];
        let mystery = Mystery::new()
            .file("tiny.yaml", YAML)
            .args(args)
            .stdin(typed);
        let run = mystery.run();
        (run.status, run.stdout + &run.stderr, mystery)
    };
    let (_, said, _) = walked(":awaiting 3 days\n");
    assert!(said.contains("is about no promise"), "{said}");
    let (_, said, _) = walked("yes\n:awaiting soon\n");
    assert!(said.contains("By when did they promise it?"), "{said}");
    let (status, said, mystery) = walked("yes\n:awaiting 3 days, a call\n:finish\n");
    assert_eq!(status, 0, "{said}");
    let listed = mystery.stdin("").run_with(["promises"]).stdout;
    assert!(listed.contains("Did they ring back"), "{listed}");
}

#[test]
fn what_cannot_be_read_is_left_out_aloud() {
    let mut mystery = Mystery::new().file("tiny.yaml", YAML);
    visited(&mut mystery, "Us", "2026-11-18", "in_time");
    visited(&mut mystery, "Us", "2026-11-19", "never");
    let visits = mystery.ledger().join("visits");
    let files = std::fs::read_dir(&visits).unwrap();
    let mut files = files.map(|it| it.unwrap().path());
    let first = files.find(|it| it.to_string_lossy().contains("2026-11-18"));
    std::fs::write(first.unwrap(), "torn").unwrap();
    let torn = mystery.run_with(["promises"]);
    assert_eq!(torn.status, 1, "{}", torn.stderr);
    assert!(torn.stderr.contains("Left out"), "{}", torn.stderr);
    assert!(torn.stdout.contains("Us"), "{}", torn.stdout);
    for kept in std::fs::read_dir(visits.join("standards")).unwrap() {
        std::fs::remove_file(kept.unwrap().path()).unwrap();
    }
    let lost = mystery.run_with(["promises"]);
    assert_eq!(lost.status, 1, "{}", lost.stderr);
    let said = "its standard tiny 1.0.0 cannot be read; `mystery verify` says why.";
    assert!(lost.stderr.contains(said), "{}", lost.stderr);
    assert!(lost.stderr.contains("2026-11-19"), "{}", lost.stderr);
}
