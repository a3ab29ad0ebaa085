//! `mystery discard`: to the bin and back, with all corrections or one.

use std::fs;

use crate::harness::Mystery;
use crate::sample::{self, OURS, THEIRS};

#[test]
fn a_visit_goes_to_the_bin_and_comes_back() {
    let mut mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    sample::finish(&ledger, &OURS);
    sample::finish(&ledger, &THEIRS);
    sample::correct(&ledger, &THEIRS);
    let path = mystery
        .ledger()
        .join(format!("visits/{}.r2.csv", THEIRS.id));
    let before = fs::read(&path).unwrap();

    insta::assert_snapshot!(
        "discarded",
        mystery.run_with(["discard", "pound"]).snapshot(&mystery)
    );
    let list = mystery.run_with(["visits", "--format", "csv"]).stdout;
    assert!(
        !list.contains(THEIRS.id) && list.contains(OURS.id),
        "{list}"
    );
    assert_eq!(mystery.run_with(["verify"]).status, 0);
    let bin = mystery.ledger().join("visits/bin/2026-11-20");
    assert!(bin.join(format!("journal/{}.jsonl", THEIRS.id)).is_file());

    insta::assert_snapshot!(
        "brought_back",
        mystery
            .run_with(["discard", "--undo", "pound"])
            .snapshot(&mystery)
    );
    assert_eq!(fs::read(&path).unwrap(), before);
    let verified = mystery.run_with(["verify"]);
    assert_eq!(verified.status, 0, "{}", verified.stdout);
}

#[test]
fn one_correction_may_go_alone() {
    let mut mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    sample::finish(&ledger, &THEIRS);
    sample::correct(&ledger, &THEIRS);
    let run = mystery.run_with(["discard", &format!("{}.r2", THEIRS.id)]);
    assert!(
        run.stderr.contains("The revision before it counts again."),
        "{}",
        run.stderr
    );
    let list = mystery.run_with(["visits", "--format", "csv"]).stdout;
    assert!(list.contains(&format!("{},", THEIRS.id)), "{list}");
}

#[test]
fn a_visit_in_progress_may_go_too() {
    let mut mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    drop(sample::begin(&ledger, &THEIRS));
    assert_eq!(mystery.run_with(["discard", "1"]).status, 0);
    assert!(!mystery.run_with(["visits"]).stdout.contains(THEIRS.id));
    assert_eq!(mystery.run_with(["discard", "--undo", "bbbb"]).status, 0);
    assert!(
        mystery
            .run_with(["visits", "--open"])
            .stdout
            .contains("City Pound")
    );
}

#[test]
fn what_is_not_there_is_not_discarded() {
    let mut mystery = Mystery::new();
    sample::finish(&sample::ledger(&mystery), &THEIRS);
    for (arguments, said) in [
        (
            ["discard", "riverside"],
            "no visit `riverside` in this ledger",
        ),
        (
            ["discard", "poundd"],
            "perhaps 2026-11-19-city-pound-main-bbbb",
        ),
        (["discard", "7"], "no visit `7` in this ledger"),
    ] {
        let run = mystery.run_with(arguments);
        assert_eq!(run.status, 3);
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    let run = mystery.run_with(["discard", "--undo", "pound"]);
    assert!(
        run.stderr.contains("there is no visit `pound` in the bin"),
        "{}",
        run.stderr
    );
}

#[test]
fn last_is_never_a_visit_in_progress() {
    let mut mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    sample::finish(&ledger, &OURS);
    drop(sample::begin(&ledger, &THEIRS));
    let run = mystery.run_with(["discard", "last"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("To the bin: ") && run.stderr.contains("(finished)."),
        "{}",
        run.stderr
    );
    let open = mystery.run_with(["visits", "--open"]).stdout;
    assert!(open.contains("City Pound"), "{open}");
    assert!(
        open.contains("In the bin: 1 visit. To see: mystery discard --undo"),
        "{open}"
    );
    let bin = mystery.run_with(["discard", "--undo"]).stdout;
    assert!(bin.contains(OURS.id), "{bin}");
    assert!(
        bin.contains("To bring one back: mystery discard --undo ID"),
        "{bin}"
    );
    assert_eq!(mystery.run_with(["discard", "last"]).status, 3);
}

#[test]
fn a_visit_that_was_gone_when_it_was_discarded_comes_back_with_its_file() {
    let mut mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    sample::finish(&ledger, &THEIRS);
    let path = ledger.layout().visit(&sample::id(THEIRS.id));
    let copy = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(mystery.run_with(["discard", "bbbb"]).status, 0);

    let run = mystery.run_with(["discard", "--undo", "bbbb"]);
    assert_eq!(run.status, 3);
    assert!(
        run.stderr
            .contains("was gone already when it was discarded"),
        "{}",
        run.stderr
    );
    fs::write(&path, "another").unwrap();
    let run = mystery.run_with(["discard", "--undo", "bbbb"]);
    assert!(
        run.stderr.contains("not the file that was sealed"),
        "{}",
        run.stderr
    );
    fs::write(&path, copy).unwrap();
    let run = mystery.run_with(["discard", "--undo", "bbbb"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let verified = mystery.run_with(["verify"]);
    assert!(
        verified
            .stdout
            .contains("The one visit is as it was sealed"),
        "{}",
        verified.stdout
    );
}
