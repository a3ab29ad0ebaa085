//! `mystery visits`: the list, in progress first, the newest next, and what is not as it should be.

use std::fs;

use crate::harness::Mystery;
use crate::sample::{self, Contact, OURS, THEIRS};

fn list(mystery: &mut Mystery, arguments: &[&str]) -> String {
    let run = mystery.run_with(std::iter::once("visits").chain(arguments.iter().copied()));
    run.snapshot(mystery)
}

#[test]
fn a_ledger_that_is_not_there_is_empty_and_not_made() {
    let mut mystery = Mystery::new();
    insta::assert_snapshot!(list(&mut mystery, &[]), @r"
    exit 0
    --- stdout
    No visits yet. Begin one with: mystery visit quick-check
    --- stderr
    Ledger: ~/ledger.
    ");
    assert!(!mystery.ledger().exists());
}

#[test]
fn visits_in_progress_come_first_then_the_newest() {
    let mut mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    sample::finish(&ledger, &OURS);
    sample::finish(&ledger, &THEIRS);
    let next = Contact {
        id: "2026-11-20-riverside-main-cccc",
        organisation: "Riverside",
        visited: "2026-11-20",
        ..THEIRS
    };
    drop(sample::begin(&ledger, &next));
    insta::assert_snapshot!("listed", list(&mut mystery, &[]));
    insta::assert_snapshot!("listed_open", list(&mut mystery, &["--open"]));
    insta::assert_snapshot!("listed_csv", list(&mut mystery, &["--format", "csv"]));
    mystery = mystery.env("COLUMNS", "44");
    insta::assert_snapshot!("listed_narrow", list(&mut mystery, &[]));
}

#[test]
fn a_second_scoring_is_no_visit_of_its_own() {
    let mut mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    sample::finish(&ledger, &OURS);
    sample::finish(&ledger, &THEIRS);
    let second = Contact {
        id: "2026-11-19-city-pound-main-bbbb.b",
        ..THEIRS
    };
    sample::finish(&ledger, &second);
    let listed = list(&mut mystery, &[]);
    assert!(
        listed.contains("\n2 visits finished and 1 second scoring.\n"),
        "{listed}"
    );
    assert_eq!(mystery.run_with(["discard", "bbbb"]).status, 0);
    let listed = list(&mut mystery, &[]);
    assert!(listed.contains("\n2 visits finished.\n"), "{listed}");
}

#[test]
fn what_is_damaged_is_named_and_left_out() {
    let mut mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    sample::finish(&ledger, &OURS);
    sample::finish(&ledger, &THEIRS);
    sample::correct(&ledger, &OURS);
    let visits = mystery.ledger().join("visits");
    let theirs = visits.join(format!("{}.csv", THEIRS.id));
    let csv = fs::read_to_string(&theirs).unwrap();
    fs::write(&theirs, csv.replace(",no,", ",yes,")).unwrap();
    fs::copy(
        &theirs,
        visits.join(format!(
            "{} (Anna's conflicted copy 2026-11-20).csv",
            THEIRS.id
        )),
    )
    .unwrap();
    let by_hand = csv.replace(THEIRS.id, "2026-11-01-city-pound-main-dddd");
    fs::write(visits.join("2026-11-01-city-pound-main-dddd.csv"), by_hand).unwrap();
    insta::assert_snapshot!("listed_damaged", list(&mut mystery, &[]));
}
