//! The questions before the first item, in a terminal: explained, gone back from, and left with
//! nothing kept, in full screen and at a line.

use super::terminal::Terminal;
use crate::cli::visit::every;
use crate::harness::Mystery;

/// A visit whose first question is the channel.
fn asked(ui: &str) -> Mystery {
    every().args([
        "visit",
        "every.yaml",
        "--competitor",
        "Riverside",
        "--ui",
        ui,
    ])
}

#[test]
fn questions_are_explained_and_gone_back_from() {
    for ui in ["full", "line", "plain"] {
        let mystery = asked(ui);
        let mut terminal = Terminal::new(&mystery, 80, 24);
        terminal.wait("How was the contact made?").press("?\r");
        terminal.wait("b goes one back").press("2\r");
        terminal.wait("Which scenario did you play?").press("b\r");
        terminal.wait("How was the contact made?").press("1\r");
        terminal.wait("Which scenario did you play?").press("\r");
        terminal.wait("When were you there?").press("\x03");
        terminal.wait("Nothing is kept yet.");
        assert_eq!(terminal.ended(), 130, "{ui}");
        assert!(!mystery.ledger().exists(), "{ui}");
    }
}

#[test]
fn yes_or_no_is_left_as_every_other_question() {
    for (ui, key, code) in [
        ("full", "q", 3),
        ("full", "\x03", 130),
        ("full", "\x04", 3),
        ("line", "q\r", 3),
        ("line", "\x03", 130),
        ("line", "\x04", 3),
        ("plain", "\x03", 130),
        ("plain", "\x04", 3),
    ] {
        let mystery = asked(ui);
        let mut terminal = Terminal::new(&mystery, 80, 24);
        terminal.wait("How was the contact made?").press("2\r");
        terminal.wait("Which scenario did you play?").press("\r");
        terminal.wait("When was the contact?").press("\r");
        terminal.wait("Did you reach anyone?").press(key);
        terminal.wait("Nothing is kept yet.");
        assert_eq!(terminal.ended(), code, "{ui} {key:?}");
        assert!(!mystery.ledger().exists(), "{ui}");
    }
}
