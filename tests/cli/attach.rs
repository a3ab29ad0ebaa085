//! `mystery attach`: evidence that came later.

use super::correct::{FIRST, SECOND, changed, finished};
use crate::cli::visit::{BEGIN, every};

#[test]
fn evidence_that_came_later_is_added_in_a_revision() {
    let mut mystery = finished();
    let run = mystery.run_with(["attach", "riverside", "blamed", "receipt.pdf"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(
        changed(&mystery),
        [
            "middle,blamed,yes_no,scored,0,1,,true,false,,yes,,,2026-11-19-riverside-main-rndi.r2/receipt.pdf,2026-11-20T14:05:00-06:00"
        ]
    );
    assert_eq!(
        mystery.read("ledger/visits/evidence/2026-11-19-riverside-main-rndi.r2/receipt.pdf"),
        "a receipt"
    );
    let run = mystery.run_with(["attach", "riverside", "blamed", "nothing.pdf"]);
    assert_eq!(run.status, 2);
}

#[test]
fn evidence_belongs_to_an_item_alone() {
    let mut mystery = finished();
    let run = mystery.run_with(["attach", "riverside", "_notes", "receipt.pdf"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("the standard has no item `_notes`"),
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains("did you mean"), "{}", run.stderr);
    let run = mystery.run_with(["correct", "last", "_note=x", "--why", "y"]);
    assert!(
        run.stderr.contains("did you mean `_notes`?"),
        "{}",
        run.stderr
    );
}

#[test]
fn evidence_goes_into_a_visit_in_progress_as_it_is() {
    let mut mystery = every()
        .file("receipt.pdf", "a receipt")
        .args(BEGIN)
        .stdin("45s\n");
    assert_eq!(mystery.run().status, 4);
    let run = mystery.run_with(["attach", "1", "speed", "receipt.pdf"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.ends_with("Added receipt.pdf to speed of 2026-11-19-riverside-main-rndi, which is still in progress.\n"), "{}", run.stderr);
}

#[test]
fn what_is_added_to_a_visit_that_reached_nobody_is_there() {
    let mut mystery = every()
        .file("door.jpg", "a shut door")
        .args(BEGIN)
        .stdin("c The blinds were down\n:nobody closed all day\n:cause staffing\n:finish\n");
    let run = mystery.run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    let noted = ",closed all day,The blinds were down,";
    assert!(
        mystery.read(FIRST).contains(noted),
        "{}",
        mystery.read(FIRST)
    );

    let run = mystery.run_with(["attach", "last", "grade", "door.jpg"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let rows = mystery.read(SECOND);
    let greeting = rows.lines().find(|row| row.contains(noted)).unwrap();
    assert!(greeting.contains(",staffing,"), "{rows}");
    assert_eq!(rows.matches("rndi.r2/door.jpg").count(), 1, "{rows}");

    let run = mystery.run_with([
        "correct",
        "last",
        "grade=:remark A notice",
        "--why",
        "forgotten",
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let rows = mystery.read(&SECOND.replace("r2", "r3"));
    assert!(rows.contains(noted) && rows.contains("A notice"), "{rows}");
    assert!(rows.contains("rndi.r2/door.jpg"), "{rows}");
}

#[test]
fn evidence_is_found_below_the_home_and_named() {
    let mut mystery = finished();
    let run = mystery.run_with(["attach", "last", "grade", "~/receipt.pdf"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("receipt.pdf added to "),
        "{}",
        run.stderr
    );
}
