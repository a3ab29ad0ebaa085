//! What every command has in common.

use crate::harness::Mystery;

#[test]
fn a_wrong_command_line_is_exit_2() {
    let run = Mystery::new().args(["viist"]).run();
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("visit"), "{}", run.stderr);
}

#[test]
fn help_may_come_first() {
    let mut mystery = Mystery::new();
    for (first, last) in [
        (&["help"][..], &["--help"][..]),
        (&["help", "visit"], &["visit", "--help"]),
    ] {
        let said = mystery.run_with(first.iter().copied());
        assert_eq!(said.status, 0, "{}", said.stderr);
        assert_eq!(said.stdout, mystery.run_with(last.iter().copied()).stdout);
    }
}

#[test]
fn the_help_fits_a_terminal() {
    let mut mystery = Mystery::new();
    let said = mystery.run_with(["--help"]).stdout;
    for line in said.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn an_id_may_be_typed_with_capitals() {
    let mut mystery = Mystery::new();
    let said = mystery.run_with(["standard", "show", "Quick-Check"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
}
