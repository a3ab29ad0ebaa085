//! What a hurried person types, and the way on that is said.

use crate::harness::{Mystery, says};

#[test]
fn the_way_on_brings_back_the_same_screen_and_ledger() {
    let begin = "visit quick-check --organisation Ours --ui plain --ascii --lang de";
    let mut begin: Vec<&str> = begin.split(' ').collect();
    begin.extend(["--ledger", "my visits"]);
    let mut mystery = Mystery::new().args(begin).stdin("45s\n");
    let typed = "mystery visit --resume --ledger \"my visits\" --lang de --ui plain --ascii";
    let run = mystery.run();
    says(&run, &format!("Saved. 1 of 10 done. Resume with: {typed}"));
    let mut again: Vec<&str> = "visit --resume --ledger".split(' ').collect();
    again.extend(["my visits", "--ui", "plain"]);
    mystery.set_stdin("perhaps\n");
    let run = mystery.run_with(again);
    assert!(
        run.stderr.ends_with(" --ledger \"my visits\" --ui plain\n"),
        "{}",
        run.stderr
    );
}
