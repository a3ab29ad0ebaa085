//! A window that changes its size while keys are pressed.

use super::terminal::Terminal;
use crate::cli::visit::every;

#[test]
fn a_key_that_comes_with_a_new_size_is_not_lost() {
    let mystery = every().args([
        "visit",
        "every.yaml",
        "--competitor",
        "Riverside",
        "--channel",
        "in_person",
        "--scenario",
        "indoor",
        "--visited",
        "2026-11-19",
    ]);
    let mut terminal = Terminal::new(&mystery, 80, 24);
    terminal.wait("Jot down what you remember").press("\r");
    terminal.wait("How long until you were greeted?");
    for _ in 0..50 {
        // While it draws the first, the others become ready for its next look together.
        terminal.press("\x1b[B").resize(70, 24).press("\x1b[B");
        terminal.resize(80, 24).wait("- 3 of 10 -");
        terminal.press("k").wait("- 2 of 10 -");
        terminal.press("k").wait("- 1 of 10 -");
    }
    terminal.press("q");
    assert_eq!(terminal.ended(), 4);
}

#[test]
fn what_is_said_on_leaving_fits_the_window_as_it_is_then() {
    let mystery = every().args([
        "visit",
        "every.yaml",
        "--competitor",
        "Riverside",
        "--channel",
        "in_person",
        "--scenario",
        "indoor",
        "--visited",
        "2026-11-19",
    ]);
    let mut terminal = Terminal::new(&mystery, 80, 24);
    terminal.wait("Jot down what you remember").press("\r");
    terminal.wait("How long until you were greeted?");
    terminal.resize(44, 20).wait("your visits are\n").press("q");
    assert_eq!(terminal.ended(), 4);
    assert_eq!(
        terminal.text(),
        "Ledger: ~/ledger.\nSaved. 0 of 10 done. Resume with: mystery\nvisit --resume"
    );
}
