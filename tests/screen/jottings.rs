//! What is jotted down before the first item, in a terminal: whoever leaves there finds it again.

use super::terminal::Terminal;
use crate::harness::Mystery;

/// A visit whose first question is what they remember.
fn jotting(ui: &str) -> (Mystery, Terminal) {
    let mystery = Mystery::new().args([
        "visit",
        "quick-check",
        "--competitor",
        "Riverside",
        "--visited",
        "last monday at 4 pm",
        "--ui",
        ui,
    ]);
    let mut terminal = Terminal::new(&mystery, 80, 24);
    terminal.wait("Jot down what you remember");
    (mystery, terminal)
}

#[test]
fn leaving_at_a_line_keeps_what_was_entered() {
    for (key, code) in [("\x03", 130), ("q\r", 4)] {
        let (mystery, mut terminal) = jotting("line");
        terminal.wait("That was Monday 16 November 2026, 16:00.");
        terminal.wait("> ").press("Loud music.\r");
        terminal.wait("... ").press("A dog.\r");
        terminal.wait_until("a third line", |screen| {
            screen.matches("\n...").count() == 2
        });
        terminal.press(key);
        terminal.wait("Your notes are kept. Saved. 0 of 10 done. Resume with: mystery visit");
        assert_eq!(terminal.ended(), code, "{key:?}");
        let mystery = mystery.args(["visit", "--resume"]).stdin(":notes\n");
        let said = mystery.run().stdout;
        assert!(said.contains("Notes: Loud music.\nA dog.\n"), "{said}");
    }
}

#[test]
fn leaving_in_full_screen_keeps_what_was_written() {
    let (mystery, mut terminal) = jotting("full");
    terminal
        .press("Loud music.")
        .wait("Loud music.")
        .press("\x03");
    terminal.wait("Your notes are kept.");
    assert_eq!(terminal.ended(), 130);
    let mystery = mystery.args(["visit", "--resume"]).stdin(":notes\n");
    let said = mystery.run().stdout;
    assert!(said.contains("Notes: Loud music.\n"), "{said}");
}

#[test]
fn where_ctrl_c_is_a_signal_what_was_entered_is_said() {
    let (mystery, mut terminal) = jotting("plain");
    terminal.wait("> ").press("Loud music.\r");
    terminal.wait("... ").press("\x03");
    terminal.wait("Nothing is kept yet. You wrote:");
    assert_eq!(terminal.ended(), 130);
    assert!(!mystery.ledger().exists());
    let (_mystery, mut terminal) = jotting("plain");
    terminal.wait("q alone keeps it");
    terminal.wait("> ").press("Loud music.\r");
    terminal.wait("... ").press("q\r");
    terminal.wait("Your notes are kept.");
    assert_eq!(terminal.ended(), 4);
}
