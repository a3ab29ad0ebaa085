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

/// Waits until something stands there for the `n`th time: a question that is asked again.
#[track_caller]
fn wait_times(terminal: &mut Terminal, text: &str, n: usize) {
    terminal.wait_until(text, |screen| screen.matches(text).count() >= n);
}

#[test]
fn questions_are_explained_and_gone_back_from() {
    for ui in ["full", "line", "plain"] {
        let mystery = asked(ui);
        let mut terminal = Terminal::new(&mystery, 80, 24);
        terminal.wait("How was the contact made?").press("?\r");
        wait_times(&mut terminal, "How was the contact made?", 2);
        terminal.press("2\r");
        terminal.wait("Which scenario did you play?").press("b\r");
        wait_times(&mut terminal, "How was the contact made?", 3);
        terminal.press("1\r");
        wait_times(&mut terminal, "Which scenario did you play?", 2);
        terminal.press("\r");
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
        terminal.wait("Did you reach anyone?");
        if ui != "full" {
            terminal.wait("[y/n]"); // written once keys come one by one: before that, Ctrl-D is lost
        }
        terminal.press(key);
        terminal.wait("Nothing is kept yet.");
        assert_eq!(terminal.ended(), code, "{ui} {key:?}");
        assert!(!mystery.ledger().exists(), "{ui}");
    }
}

#[test]
fn setting_up_is_explained_and_gone_back_from_too() {
    let mystery = Mystery::new().args(["init"]);
    let mut terminal = Terminal::new(&mystery, 80, 24);
    terminal.wait("What is your place called?").press("?\r");
    terminal.wait("as you want to read it").press("...\r");
    terminal
        .wait("A name has a letter or a figure")
        .press("Paws\r");
    terminal.wait("Whom do you compare with?").press("b\r");
    wait_times(&mut terminal, "What is your place called?", 4);
    terminal.press("Happy Paws\r");
    wait_times(&mut terminal, "Whom do you compare with?", 2);
    terminal.press("\r");
    terminal.wait("Which numbers").press("q\r");
    terminal.wait("Nothing is set up yet.");
    assert_eq!(terminal.ended(), 3);
    assert!(!mystery.ledger().exists());
}
