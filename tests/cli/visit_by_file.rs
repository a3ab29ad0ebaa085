//! `mystery visit --answers`: a visit from a file.

use super::visit::{FACTS, LINES, csv, every};
use crate::harness::{Mystery, flat};

/// The same visit as a file.
const FILE: &str = "\
organisation: Riverside
role: competitor
site: Main Street
auditor: a7
visited: 2026-11-19T16:30
answers:
  story: |
    =1+1, they said.

    \"Quite so.\"
  speed: 0:45
  prompts: 3
  named: {answer: no, remark: nobody said a name}
  describe: [Looks, where_last_seen]
  blamed: yes
  cost: \"12.50\"
  music: {not_applicable: yes}
  next: I may ring again
  grade: 3
";

#[test]
fn a_file_gives_the_same_rows_as_lines() {
    let arguments = ["visit", "every.yaml"].into_iter().chain(FACTS);
    let typed = every().args(arguments).stdin(&format!("{LINES}:finish\n"));
    assert_eq!(typed.run().status, 0);
    let given = every().file("riverside.yaml", FILE).args([
        "visit",
        "every.yaml",
        "--answers",
        "riverside.yaml",
    ]);
    let run = given.run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(csv(&typed), csv(&given));
    let piped = every()
        .args(["visit", "every.yaml", "--answers", "-"])
        .stdin(FILE);
    assert_eq!(piped.run().status, 0);
    assert_eq!(csv(&typed), csv(&piped));
}

#[test]
fn all_problems_of_a_file_come_at_once_and_nothing_is_kept() {
    let mystery = every()
        .file(
            "bad.yaml",
            "role: competitor\nanswers:\n  speed: 4.30\n  promts: 3\n  named: {answer: yes, waived: yes}\n  describe: [Looks, Hair]\n  next: {waived: yes}\n  sign: yes\n",
        )
        .args(["visit", "every.yaml", "--answers", "bad.yaml"]);
    let run = mystery.run();
    insta::assert_snapshot!("bad_answers", run.snapshot(&mystery));
    assert!(!mystery.ledger().exists());
}

#[test]
fn a_scenario_is_one_of_the_standards() {
    let yaml = "id: tiny\ntitle: Tiny\nscenarios: {dog: {title: Lost a dog}, cat: {title: Lost a cat}}\nitems: {named: A name?}\n";
    for (scenario, status) in [("dog", 0), ("bird", 3)] {
        let file = format!(
            "organisation: Us\nvisited: 2026-11-19\nscenario: {scenario}\nanswers: {{named: yes}}\n"
        );
        let mut mystery = Mystery::new().file("tiny.yaml", yaml).file("v.yaml", file);
        let run = mystery.run_with(["visit", "tiny.yaml", "--answers", "v.yaml"]);
        assert_eq!(run.status, status, "{}", run.stderr);
        if status == 0 {
            let listed = mystery.run_with(["visits", "--format", "csv"]).stdout;
            assert!(listed.contains(",dog,"), "{listed}");
        } else {
            assert!(
                run.stderr
                    .starts_with("Ledger: ~/ledger.\nv.yaml:3:11: error"),
                "{}",
                run.stderr
            );
        }
    }
}

#[test]
fn what_the_walk_refuses_has_its_place_and_comes_with_the_rest() {
    let bad = "organisation: Riverside\nrole: competitor\nvisited: 2026-11-19\nanswers:\n  prompts: many\n  \
               named: {remark: she mumbled}\n  hellos: 2/3\n  speed: {answer: 20s, evidence: [door.jpg, door.jpg]}\n";
    let mystery = every()
        .file("bad.yaml", bad)
        .file("door.jpg", "a picture")
        .args(["visit", "every.yaml", "--answers", "bad.yaml"]);
    let run = mystery.run();
    assert_eq!(run.status, 3);
    let told: Vec<&str> = run
        .stderr
        .lines()
        .filter(|line| line.starts_with("bad.yaml"))
        .collect();
    let places: Vec<&str> = told.iter().map(|line| &line[..26]).collect();
    assert_eq!(
        places,
        [
            "bad.yaml:5:12: error A002:",
            "bad.yaml:7:3: error A003: ",
            "bad.yaml:8:45: error A002:",
        ],
        "{}",
        run.stderr
    );
    assert!(
        flat(&run.stderr).contains("door.jpg is there already"),
        "{}",
        run.stderr
    );
}

#[test]
fn options_fill_what_a_file_leaves_out_and_never_beat_it() {
    let given = FILE.replace(
        "organisation: Riverside\nrole: competitor\n",
        "kind: what_if\n",
    );
    let mut mystery = every()
        .file("riverside.yaml", given)
        .file("whole.yaml", FILE);
    let from = |file: &'static str| ["visit", "every.yaml", "--answers", file].into_iter();
    let facts = FACTS.into_iter().chain(["--kind", "what_if"]);
    let run = mystery.run_with(from("riverside.yaml").chain(facts));
    assert_eq!(run.status, 0, "{}", run.stderr);
    let rows = csv(&mystery);
    let first = rows.lines().nth(1).unwrap();
    assert!(
        first.contains(",what_if,every,") && first.contains(",Riverside,competitor,"),
        "{rows}"
    );

    let mystery_2 = every()
        .file("whole.yaml", FILE)
        .args(from("whole.yaml").chain([
            "--organisation",
            "Ours",
            "--site",
            "Harbour",
            "--channel",
            "phone",
            "--auditor",
            "a8",
            "--visited",
            "2026-11-18",
            "--kind",
            "audit",
        ]));
    let run = mystery_2.run();
    insta::assert_snapshot!("contradictions", run.snapshot(&mystery_2));
    assert!(!mystery_2.ledger().exists());

    let run = mystery.run_with(
        from("riverside.yaml")
            .chain(["--kind", "audit"])
            .chain(FACTS),
    );
    assert_eq!(run.status, 3);
    assert!(
        run.stderr
            .contains("`kind` is `what_if` here, and `audit` with"),
        "{}",
        run.stderr
    );
    let run = mystery.run_with(from("whole.yaml").chain(["--organisation", " "]));
    assert_eq!(run.status, 2);
    assert!(
        run.stderr
            .ends_with("the name behind --organisation is empty\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn the_role_of_the_ledger_is_a_matter_of_the_file_too() {
    let mut mystery = every()
        .stdin("45s\n")
        .file("whole.yaml", FILE.replace("competitor", "own"));
    let arguments = ["visit", "every.yaml", "--competitor", "Riverside"];
    assert_eq!(mystery.run_with(arguments).status, 4);
    let run = mystery.run_with(["visit", "every.yaml", "--answers", "whole.yaml"]);
    assert_eq!(run.status, 3);
    assert!(
        run.stderr
            .contains("whole.yaml:2:7: error A012: `Riverside` is a competitor in this ledger"),
        "{}",
        run.stderr
    );
}

#[test]
fn where_customers_are_colleagues_a_file_is_of_a_department() {
    let yaml = "id: desk\ntitle: Desk\ncustomer: colleague\nitems: {named: \"Did they say their name?\"}\n";
    let told = "organisation: IT desk\nvisited: 2026-11-19\nanswers: {named: yes}\n";
    for (said, role) in [("", "internal"), ("role: own\n", "own")] {
        let mut mystery = Mystery::new()
            .file("desk.yaml", yaml)
            .file("told.yaml", format!("{said}{told}"));
        let run = mystery.run_with(["visit", "desk.yaml", "--answers", "told.yaml"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let listed = mystery.run_with(["visits", "--format", "csv"]).stdout;
        assert!(listed.contains(&format!(",IT desk,{role},")), "{listed}");
    }
}

#[test]
fn a_file_that_leaves_items_open_is_kept_or_with_strict_refused() {
    let part = "organisation: Riverside\nrole: competitor\nvisited: 2026-11-19\nanswers:\n  speed: 20s\n  named: no\n";
    let mut mystery = every().file("part.yaml", part);
    let run = mystery.run_with(["visit", "every.yaml", "--answers", "part.yaml", "--strict"]);
    insta::assert_snapshot!("strict", run.snapshot(&mystery));
    assert!(!mystery.ledger().exists());
    let run = mystery.run_with(["visit", "every.yaml", "--answers", "part.yaml"]);
    insta::assert_snapshot!("part", run.snapshot(&mystery));
}

#[test]
fn evidence_lies_beside_the_file_and_may_follow() {
    let given = "organisation: Riverside\nrole: competitor\nvisited: 2026-11-19\nanswers:\n  speed: {answer: 20s, evidence: [photos/door.jpg, photos/later.jpg]}\n";
    let mystery = every()
        .file("given/visit.yaml", given)
        .file("given/photos/door.jpg", "a picture")
        .args(["visit", "every.yaml", "--answers", "given/visit.yaml"]);
    let run = mystery.run();
    assert_eq!(run.status, 4);
    assert!(
        run.stderr
            .contains("warning A010: `photos/later.jpg` is not there yet"),
        "{}",
        run.stderr
    );
    let kept = "ledger/visits/evidence/2026-11-19-riverside-main-rndi/door.jpg";
    assert_eq!(mystery.read(kept), "a picture");
}

#[test]
fn evidence_that_cannot_be_copied_is_a_line_that_cannot_be_done() {
    let arguments = ["visit", "every.yaml"].into_iter().chain(FACTS);
    let mystery = every()
        .file("door.jpg", "a picture")
        .file("ledger/mystery.yaml", "schema: 1\n")
        .file(
            "ledger/visits/evidence/2026-11-19-riverside-main-street-rndi",
            "no folder",
        )
        .args(arguments)
        .stdin("45s\na door.jpg\n");
    let run = mystery.run();
    assert_eq!(run.status, 4, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("` is there already, with other content, and is not replaced.\n"),
        "{}",
        run.stderr
    );
    let run = mystery.stdin("3\n").args(["visit", "--resume"]).run();
    assert!(run.stdout.contains("Saved 1.2: 3."), "{}", run.stdout);
}

#[test]
fn a_second_auditor_may_give_a_file_that_names_them() {
    let arguments = ["visit", "every.yaml"].into_iter().chain(FACTS);
    let mut mystery = every().args(arguments).stdin(&format!("{LINES}:finish\n"));
    assert_eq!(mystery.run().status, 0);
    let answers = FILE.split_once("answers:").expect("the file has answers").1;
    mystery.write("second.yaml", format!("auditor: a8\nanswers:{answers}"));
    let arguments = ["visit", "--second", "riverside", "--answers", "second.yaml"];
    let run = mystery.run_with(arguments);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let rows = mystery.read("ledger/visits/2026-11-19-riverside-main-street-rndi.b.csv");
    assert!(
        rows.contains(",competitor,Main Street,in_person,,a8,"),
        "{rows}"
    );
    mystery.write("same.yaml", format!("auditor: a7\nanswers:{answers}"));
    let run = mystery.run_with(["visit", "--second", "last", "--answers", "same.yaml"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
}

#[test]
fn a_file_of_answers_says_why_something_fell_short() {
    let yaml =
        "id: tiny\ntitle: Tiny\nitems:\n  named: Did they say their name?\n  warm: Was it warm?\n";
    let file = |cause: &str| {
        format!(
            "organisation: Us\nvisited: 2026-11-19\nanswers:\n  named: {{answer: no, cause: {cause}}}\n  warm: yes\n"
        )
    };
    let mut mystery = Mystery::new()
        .file("tiny.yaml", yaml)
        .file("visit.yaml", file("staffing"));
    let run = mystery.run_with(["visit", "tiny.yaml", "--answers", "visit.yaml"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let data = mystery
        .run_with(["show", "last", "--format", "json"])
        .stdout;
    assert!(data.contains("\"cause\": \"staffing\""), "{data}");
    mystery.write(
        "visit.yaml",
        file("staffing").replace("answer: no", "answer: yes"),
    );
    let run = mystery.run_with(["visit", "tiny.yaml", "--answers", "visit.yaml"]);
    assert_eq!(run.status, 3, "{}", run.stderr);
    assert!(
        run.stderr.contains("only what fell short has a cause"),
        "{}",
        run.stderr
    );
    let alone = "{remark: mumbled, cause: staffing}";
    mystery.write(
        "visit.yaml",
        file("staffing").replace("{answer: no, cause: staffing}", alone),
    );
    let run = mystery.run_with(["visit", "tiny.yaml", "--answers", "visit.yaml"]);
    assert_eq!(run.status, 3, "{}", run.stderr);
    for said in [
        "`named` has a cause and no answer",
        "visit.yaml:4:3: error A002",
        "`visit.yaml` has 1 problem; nothing of it was kept",
    ] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
}
