//! `mystery plan`: how many visits it takes, and who goes where. Numbers are R's power.t.test and worked
//! by hand.

use std::path::Path;

use crate::harness::Mystery;

const KANSAS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/kansas-city");

const PROGRAMME: &str = "\
schema: 1
organisation: Us
sites: [{name: Main}, {name: North}]
competitors: [{name: City Pound, sites: [{name: Truman Road}]}]
auditors: [a1, a2]
defaults: {standard: adoption-counter}
";

fn ledger() -> Mystery {
    Mystery::new().file("ours/mystery.yaml", PROGRAMME)
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(' ')
}

#[test]
fn a_known_spread_gives_the_published_numbers() {
    // R: power.t.test(delta = c(5, 10, 15, 20), sd = 15, power = .8).
    let run = ledger()
        .args(words("plan size --spread 15 --format csv --ledger ours"))
        .run();
    let expected = "\
difference,own,theirs
0.05,143,143
0.1,37,37
0.15,17,17
0.2,10,10
";
    assert_eq!(run.stdout, expected);
}

#[test]
fn without_visits_the_spread_is_an_assumption_and_said_to_be_one() {
    let mystery = ledger().args(words("plan size --ledger ours --looks 5"));
    insta::assert_snapshot!("plan_size_assumed", mystery.run().snapshot(&mystery));
}

#[test]
fn with_visits_the_spread_is_ours() {
    let mystery = Mystery::new().args(["plan", "size", "--ledger", KANSAS]);
    let run = mystery.run();
    insta::assert_snapshot!("plan_size", run.stdout);
}

#[test]
fn a_schedule_is_the_same_for_a_seed_and_another_for_another() {
    let schedule = "plan schedule --ledger ours --visits 4 --seed 7";
    let mut mystery = ledger();
    let run = mystery.run_with(words(schedule));
    insta::assert_snapshot!("plan_schedule", run.snapshot(&mystery));
    assert_eq!(mystery.run().stdout, run.stdout);
    let other = mystery.run_with(words(&schedule.replace("--seed 7", "--seed 8")));
    assert_ne!(other.stdout, run.stdout);
}

#[test]
fn a_calendar_has_an_event_for_each_visit() {
    let mut mystery = ledger();
    let schedule = "plan schedule --ledger ours --visits 4 --seed 7";
    let run = mystery.run_with(words(&format!("{schedule} -o plan.ics")));
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
    let calendar = mystery.read("plan.ics");
    assert_eq!(calendar.matches("BEGIN:VEVENT\r\n").count(), 12);
    assert!(calendar.ends_with("END:VCALENDAR\r\n"));
    assert!(calendar.lines().all(|line| line.len() <= 75), "{calendar}");
    let csv = mystery.run_with(words(&format!("{schedule} --format csv")));
    for line in csv.stdout.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let from = cells[3].replace(':', "");
        let start = format!("DTSTART:{}T{from}00\r\n", cells[1].replace('-', ""));
        assert!(calendar.contains(&start), "{start}{calendar}");
    }
    let one = mystery.run_with(words(&format!("{schedule} --for a1 -o a1.ics")));
    assert_eq!(one.status, 0, "{}", one.stderr);
    assert_eq!(mystery.read("a1.ics").matches("BEGIN:VEVENT").count(), 6);
}

#[test]
fn what_cannot_be_met_is_said_with_what_would_help() {
    let mut mystery = ledger();
    let mut said = |more: &str| {
        let run = mystery.run_with(words(&format!("plan schedule --ledger ours {more}")));
        assert_eq!(run.status, 3, "{}", run.stdout);
        assert_eq!(run.stdout, "");
        run.stderr
    };
    insta::assert_snapshot!(said("--visits 12 --apart 6"), @r"
    Ledger: ours.
    mystery: 12 visits to each place by 2 auditors within these days bring somebody back in less than 6 weeks
      plan at most 4 visits to each place, or 6 auditors, or --apart 2, or more weeks
    ");
    insta::assert_snapshot!(said("--visits 1 --auditor a --auditor b"), @r"
    Ledger: ours.
    mystery: not each of 2 auditors can visit both you and a competitor: people judge differently, so both sides must be seen by the same ones
      send at most 1 auditor (--auditor), or plan more visits to each place
    ");
    insta::assert_snapshot!(said("--visits 6 --weeks 1 --days mon,tue"), @r"
    Ledger: ours.
    mystery: 6 visits to each place do not fit into 2 open days
      plan fewer visits, or more weeks
    ");
}

#[test]
fn visits_of_the_ledger_keep_auditors_away_too() {
    // a1 was at Riverside on 12 October, a2 at City Pound on the 14th: one visit each within a week
    // cannot keep ten weeks' distance.
    let line =
        "plan schedule --visits 1 --weeks 1 --apart 10 --from 2026-10-19 --auditor a1 --seed 1";
    assert!(Path::new(KANSAS).is_dir());
    let run = Mystery::new()
        .args(words(line).chain(["--ledger", KANSAS]))
        .run();
    assert_eq!(run.status, 3, "{}", run.stdout);
    assert!(
        run.stderr.contains("was there less than 10 weeks before"),
        "{}",
        run.stderr
    );
}
