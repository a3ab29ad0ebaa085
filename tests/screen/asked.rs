//! What commands ask of a person at a terminal: before a visit goes to the bin, and while a new
//! standard is written.

use super::terminal::Terminal;
use crate::harness::Mystery;
use crate::sample::{self, THEIRS};

const ASKED: &str = "Discard City Pound, Main, 19 November 2026 (finished)? y/n";

fn with_a_visit() -> Mystery {
    let mystery = Mystery::new();
    sample::finish(&sample::ledger(&mystery), &THEIRS);
    mystery.args(["discard", "pound"])
}

fn is_kept(mystery: &Mystery) -> bool {
    let file = format!("visits/{}.csv", THEIRS.id);
    mystery.ledger().join(file).is_file()
}

#[test]
fn a_visit_goes_to_the_bin_only_after_a_yes() {
    let mystery = with_a_visit();
    for (typed, said) in [("n\r", "Nothing was discarded."), ("\x04", "Nothing was")] {
        let mut terminal = Terminal::new(&mystery, 80, 24);
        terminal.wait(ASKED).press("perhaps\r");
        terminal.wait("Type y or n;").press("\r");
        terminal.wait_until("asked a third time", |screen| {
            screen.matches("Type y or n;").count() == 2
        });
        terminal.press(typed).wait(said);
        assert_eq!(terminal.ended(), 0);
        assert!(is_kept(&mystery));
    }
    let mut terminal = Terminal::new(&mystery, 80, 24);
    terminal
        .wait(ASKED)
        .press("yes\r")
        .wait("Discarded 2026-11-19");
    assert_eq!(terminal.ended(), 0);
    assert!(!is_kept(&mystery));
}

#[test]
fn ctrl_c_at_the_question_discards_nothing() {
    let mystery = with_a_visit();
    let mut terminal = Terminal::new(&mystery, 80, 24);
    terminal.wait(ASKED).press("\x03");
    assert_ne!(terminal.ended(), 0);
    assert!(is_kept(&mystery));
}

/// An editor that saves one text the first time, and another after that.
fn with_editor(first: &str, second: &str) -> Mystery {
    let script =
        "if [ -e seen ]; then cat second > \"$1\"; else touch seen; cat first > \"$1\"; fi\n";
    Mystery::new()
        .file("editor.sh", script)
        .file("first", first)
        .file("second", second)
        .env("EDITOR", "sh editor.sh")
        .args(["standard", "new", "kiosk"])
}

const GOOD: &str = "title: Kiosk\nallow: [S107]\nitems: {hello: Did they say hello?}\n";
const BAD: &str = "title: Kiosk\nallow: [S107]\nitems: {hello: {ask: Hello?, god: no}}\n";

#[test]
fn a_new_standard_opens_in_the_editor_until_it_is_right() {
    let mystery = with_editor(BAD, GOOD);
    let mut terminal = Terminal::new(&mystery, 80, 40);
    terminal.wait("Opening it in sh editor.sh.");
    terminal
        .wait("an item has no key `god`")
        .wait("did you mean `good`?");
    terminal.wait("kiosk.yaml: 1 error. It cannot be used like this.");
    terminal.wait("Open it again? y/n").press("y\r");
    terminal.wait("kiosk.yaml: fine. 1 item");
    assert_eq!(terminal.ended(), 0, "{}", terminal.text());
    assert_eq!(mystery.read("kiosk.yaml"), GOOD);
}

#[test]
fn whoever_has_had_enough_keeps_what_was_saved() {
    let mystery = with_editor(BAD, GOOD);
    let mut terminal = Terminal::new(&mystery, 80, 40);
    terminal.wait("Open it again? y/n").press("n\r");
    terminal.wait("Check it with: mystery standard check kiosk.yaml");
    assert_eq!(terminal.ended(), 0, "{}", terminal.text());
    assert_eq!(mystery.read("kiosk.yaml"), BAD);
}

#[test]
fn without_an_editor_that_opens_the_starter_is_there() {
    for (editor, said) in [
        ("", "set EDITOR to one, and it opens by itself."),
        (
            "no-such-editor",
            "The editor did not open: cannot run the editor `no-such-editor`",
        ),
        (
            "false",
            "The editor did not open: the editor `false` did not end well",
        ),
    ] {
        let mystery = Mystery::new()
            .env("EDITOR", editor)
            .args(["standard", "new", "kiosk"]);
        let mut terminal = Terminal::new(&mystery, 120, 40);
        terminal.wait(said);
        assert_eq!(terminal.ended(), 0, "{}", terminal.text());
        assert!(mystery.read("kiosk.yaml").contains("id: kiosk"));
    }
}
