//! `mystery visit` as a script, from a file, resumed, and scored a second time.

use crate::harness::Mystery;
use std::io::Write;

/// A standard with an item of every type.
pub(crate) const EVERY: &str = "\
id: every
title: Every type
channels: [in_person, phone]
scenarios:
  indoor: {title: Indoor cat, brief: A grey cat.}
sections:
  start:
    title: Start
    items:
      speed:    {ask: How long until you were greeted?, within: [20s, 1m]}
      prompts:  {ask: How many menu choices?, up_to: [1, 3]}
      named:    {ask: Did they say their name?, remark: on_low}
      hellos:   {ask: How many said hello?, tally: people you met, when: {named: yes}}
  middle:
    title: Middle
    items:
      describe: {ask: What did they ask for?, tick: [Looks, Microchip or collar, Where last seen]}
      blamed:   {ask: Were you blamed?, good: no, critical: true, guidance: Any hint of blame.}
      cost:     {ask: What did it cost?, number: euro}
      music:    {ask: Was there music?, scored: false}
  end:
    title: End
    items:
      next:     {ask: How did it end?, best_first: [A time was named, I may ring again, No next step]}
      grade:    {ask: How well?, levels: {1: Bad, 2: Middling, 3: Good}, tags: {measure: feeling}}
      story:    {ask: What happened?, text: true}
      sign:     {ask: Was our sign out?, only: [own]}
";

/// A whole visit by lines.
pub(crate) const LINES: &str = "\
# A visit to Riverside.
45s
3
no
c nobody said a name

1,3
y
12.50
:na
2
go
:text <<END
=1+1, they said.

\"Quite so.\"
END
";

pub(crate) const FACTS: [&str; 8] = [
    "--competitor",
    "Riverside",
    "--site",
    "Main Street",
    "--auditor",
    "a7",
    "--visited",
    "2026-11-19 16:30",
];

/// A visit to Riverside, by the standard of every type.
pub(crate) const BEGIN: [&str; 6] = [
    "visit",
    "every.yaml",
    "--competitor",
    "Riverside",
    "--visited",
    "2026-11-19",
];

pub(crate) fn every() -> Mystery {
    Mystery::new().file("every.yaml", EVERY)
}

/// The rows of the only finished visit.
pub(crate) fn csv(mystery: &Mystery) -> String {
    let visits = mystery.ledger().join("visits");
    let mut found: Vec<_> = std::fs::read_dir(visits)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "csv"))
        .collect();
    found.sort();
    std::fs::read_to_string(found.pop().expect("a visit is finished")).unwrap()
}

#[test]
fn a_visit_by_lines_from_beginning_to_end() {
    let arguments = ["visit", "every.yaml"].into_iter().chain(FACTS);
    let mystery = every().args(arguments).stdin(&format!("{LINES}:finish\n"));
    let run = mystery.run();
    insta::assert_snapshot!("by_lines", run.snapshot(&mystery));
    insta::assert_snapshot!("by_lines_csv", csv(&mystery));
}

#[test]
fn a_script_stops_at_its_first_bad_line_and_keeps_what_came_before() {
    let arguments = ["visit", "every.yaml"].into_iter().chain(FACTS);
    let mystery = every().args(arguments).stdin("45s\n3\nperhaps\nno\n");
    let run = mystery.run();
    assert_eq!(run.status, 4);
    assert_eq!(
        run.stderr.lines().skip(2).collect::<Vec<_>>(),
        [
            "mystery: line 3: Not saved. Type y or n (or ? for help).",
            "  what came before is kept: 2 of 10 done. Go on with: mystery visit --resume 2026-11-19-riverside-main-street-rndi",
        ]
    );
    let run = mystery.stdin("").run_with(["visit", "--resume"]);
    assert_eq!(run.status, 4);
    assert_eq!(
        run.stdout,
        "Resumed visit 2026-11-19 Riverside, Main Street: 2 of 10 done, last saved\n14:05:00 (item 1.2).\n\
         Saved. 2 of 10 done. Resume with: mystery visit --resume\n"
    );
}

#[test]
fn only_its_word_finishes_a_script() {
    let arguments = ["visit", "every.yaml"].into_iter().chain(FACTS);
    let mut mystery = every().args(arguments).stdin(LINES);
    let run = mystery.run();
    assert_eq!(run.status, 4);
    assert!(
        run.stdout.ends_with(
            "All 10 items are done. Type r to look them over, or :finish to finish.\n\
             Saved. 10 of 10 done. Resume with: mystery visit --resume\n"
        ),
        "{}",
        run.stdout
    );
    mystery = mystery.stdin(":finish\n");
    assert_eq!(mystery.run_with(["visit", "--resume"]).status, 0);
    assert_eq!(mystery.run_with(["visit", "--resume"]).status, 3);
}

#[track_caller]
fn refused(arguments: &[&str], status: i32, stderr: &str) {
    let run = every().args(arguments.iter().copied()).run();
    let told: Vec<&str> = run
        .stderr
        .lines()
        .filter(|line| !line.starts_with("Ledger: "))
        .collect();
    assert_eq!((run.status, told.join("\n").as_str()), (status, stderr));
}

#[test]
fn what_is_missing_or_wrong_is_named_with_its_option() {
    refused(
        &["visit", "every.yaml"],
        2,
        "mystery: say whose place it is\n  --organisation NAME for your own, --competitor NAME for a competitor's",
    );
    refused(
        &["visit", "adoption-countr"],
        3,
        "mystery: there is no standard `adoption-countr`\n  did you mean `adoption-counter`?",
    );
    refused(
        &["visit"],
        2,
        "mystery: say what to score by: mystery visit STANDARD\n  `mystery standard list` shows the standards; quick-check suits any place",
    );
    refused(
        &[
            "visit",
            "every.yaml",
            "--organisation",
            "A",
            "--channel",
            "email",
        ],
        2,
        "mystery: the standard every is not for the channel `email`\n  it is for in_person, phone",
    );
    refused(
        &[
            "visit",
            "every.yaml",
            "--organisation",
            "A",
            "--scenario",
            "indor",
        ],
        2,
        "mystery: the standard every has no scenario `indor`\n  did you mean `indoor`?",
    );
    refused(
        &[
            "visit",
            "every.yaml",
            "--organisation",
            "A",
            "--visited",
            "2026-03-08T02:30",
        ],
        2,
        "mystery: --visited `2026-03-08T02:30`: this time did not exist, the clocks were put forward: type 2026-03-08T02:30:00-06:00 or 2026-03-08T02:30:00-05:00",
    );
    refused(
        &["visit", "--resume"],
        3,
        "mystery: no visit is in progress\n  begin one: mystery visit quick-check",
    );
}

#[test]
fn a_bad_standard_is_shown_and_not_used() {
    let run = Mystery::new()
        .file("bad.yaml", "title: T\nitems:\n  a: {aks: One?}\n")
        .args(["visit", "bad.yaml", "--organisation", "A"])
        .run();
    assert_eq!(run.status, 3);
    assert!(run.stderr.contains("did you mean `ask`?"), "{}", run.stderr);
    assert!(run.stderr.contains("cannot be used"), "{}", run.stderr);
}

#[test]
fn one_organisation_has_one_role_and_near_misses_are_said() {
    let mut mystery = every().stdin("y\n");
    let begin = |mystery: &mut Mystery, option: &str, name: &str| {
        mystery.run_with(["visit", "every.yaml", option, name])
    };
    assert_eq!(begin(&mut mystery, "--competitor", "Riverside").status, 4);
    let run = begin(&mut mystery, "--organisation", "RIVERSIDE");
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.ends_with(
            "mystery: `RIVERSIDE` is a competitor in this ledger, and not our own organisation\n  type --competitor \"RIVERSIDE\"\n"
        ),
        "{}",
        run.stderr
    );
    let run = begin(&mut mystery, "--competitor", "Riversde");
    assert!(
        run.stderr.contains(
            "Warning: the organisation `Riversde` is nearly `Riverside`, and was taken as typed."
        ),
        "{}",
        run.stderr
    );
}

#[test]
fn nobody_reached_is_a_finished_visit() {
    let mystery = every()
        .args([
            "visit",
            "every.yaml",
            "--competitor",
            "Riverside",
            "--channel",
            "phone",
        ])
        .stdin(":nobody no answer in three tries\n:finish\n");
    let run = mystery.run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    insta::assert_snapshot!("nobody", run.stdout);
    let rows = csv(&mystery);
    assert_eq!(rows.matches(",no_contact,0,").count(), 7, "{rows}");
    assert_eq!(rows.matches(",not_asked,").count(), 5, "{rows}");
}

#[test]
fn a_second_auditor_scores_the_same_contact() {
    let arguments = ["visit", "every.yaml", "--scenario", "indoor"]
        .into_iter()
        .chain(FACTS);
    let mut mystery = every().args(arguments).stdin(&format!("{LINES}:finish\n"));
    assert_eq!(mystery.run().status, 0);
    let run = mystery.run_with(["visit", "--second", "riverside", "--auditor", "a7"]);
    assert_eq!(run.status, 2);
    let run = mystery.run_with(["visit", "--second", "riverside", "--auditor", "a8"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let second = mystery.read("ledger/visits/2026-11-19-riverside-main-street-rndi.b.csv");
    let expected = "2026-11-19-riverside-main-street-rndi.b,audit,every,1.0.0,";
    assert!(
        second.lines().nth(1).unwrap().starts_with(expected),
        "{second}"
    );
    assert!(
        second.contains(",competitor,Main Street,in_person,indoor,a8,"),
        "{second}"
    );
}

#[test]
fn a_second_scoring_may_name_the_standard_of_the_first_and_no_other() {
    let arguments = ["visit", "every.yaml"].into_iter().chain(FACTS);
    let mut mystery = every().args(arguments).stdin(&format!("{LINES}:finish\n"));
    assert_eq!(mystery.run().status, 0);
    let second = |standard: &'static str| {
        [
            "visit",
            standard,
            "--second",
            "riverside",
            "--auditor",
            "a8",
        ]
    };
    let run = mystery.run_with(second("quick-check"));
    assert_eq!(run.status, 2);
    assert!(
        run.stderr
            .contains("was scored with every, and so is its second scoring, not with quick-check"),
        "{}",
        run.stderr
    );
    let run = mystery.run_with(second("every.yaml"));
    assert_eq!(run.status, 0, "{}", run.stderr);
    let named = mystery.run_with(["visit", "every", "--second", "last", "--auditor", "a9"]);
    assert_eq!(named.status, 0, "{}", named.stderr);
}

#[test]
fn a_visit_goes_on_with_the_standard_of_its_beginning() {
    let arguments = ["visit", "every"].into_iter().chain(FACTS);
    let mystery = Mystery::new()
        .file("ledger/mystery.yaml", "schema: 1\n")
        .file("ledger/standards/every.yaml", EVERY)
        .args(arguments)
        .stdin("45s\n");
    assert_eq!(mystery.run().status, 4);
    mystery.write(
        "ledger/standards/every.yaml",
        EVERY.replace("id: every", "id: every\nversion: 2.0.0"),
    );
    let run = mystery.stdin("w\n").run_with(["visit", "--resume"]);
    assert!(
        run.stderr.contains("The standard every has changed since this visit began; it goes on with the one of then."),
        "{}",
        run.stderr
    );
}

#[test]
fn a_closed_pipe_is_a_quiet_end() {
    let arguments = ["visit", "every.yaml"].into_iter().chain(FACTS);
    let mystery = every().args(arguments);
    let mut child = mystery
        .command()
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let _ = stdin.write_all(b"45s\n3\n");
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    // The answer whose echo met the closed pipe is kept all the same.
    let journal = mystery.read("ledger/visits/open/2026-11-19-riverside-main-street-rndi.jsonl");
    assert_eq!(journal.lines().count(), 2, "{journal}");
}

#[test]
fn a_visit_of_which_too_little_was_judged_is_named_at_its_end_and_in_comparisons() {
    let mut mystery = Mystery::new();
    let lines = format!("20s\n{}:finish\n", "x 2\n".repeat(9));
    let said =
        "Tierheim, 20 November 2026: only 8.3 % judged, 75 % asked for; so it enters no mean.";
    mystery = mystery
        .args(["visit", "quick-check", "--competitor", "Tierheim"])
        .stdin(&lines);
    let run = mystery.run();
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat(&run.stdout).contains(said), "{}", run.stdout);
    let compared = mystery.run_with(["compare"]).stdout;
    assert!(flat(&compared).contains(said), "{compared}");
    assert!(!compared.contains("So far there are only"), "{compared}");
}

#[test]
fn nobody_to_count_did_not_apply_even_where_an_item_always_does() {
    let yaml = "title: Tiny\nitems:\n  greeted: {ask: How many said hello?, tally: people, not_applicable: never}\n  \
                named: Did they say their name?\n";
    let mut mystery = Mystery::new()
        .file("tiny.yaml", yaml)
        .args(["visit", "tiny.yaml", "--competitor", "Riverside"])
        .stdin("x 1\n");
    let refused = mystery.run();
    assert!(refused.stderr.contains("line 1: "), "{}", refused.stderr);
    mystery = mystery.stdin("0 of 0\ny\n:finish\n");
    let run = mystery.run_with(["visit", "--resume"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let list = mystery.run_with(["visits", "--format", "csv"]).stdout;
    assert!(
        list.contains(",100,pass,") || list.contains(",1,pass,"),
        "{list}"
    );
    let verified = mystery.run_with(["verify"]);
    assert_eq!(verified.status, 0, "{}", verified.stdout);
}
