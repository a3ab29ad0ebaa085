//! The program killed, told to end, or its window closed, on every page: whatever was acknowledged
//! is there when the visit goes on, and the terminal is as it was.

use super::terminal::Terminal;
use crate::cli::visit::every;
use crate::harness::Mystery;

const BEGIN: [&str; 8] = [
    "visit",
    "every.yaml",
    "--competitor",
    "Riverside",
    "--channel",
    "in_person",
    "--scenario",
    "indoor",
];

/// A page: the keys that lead to it, and what stands there then.
const PAGES: [(&str, &str, &str); 11] = [
    ("card", "", "2 of 10"),
    ("field", "/cost\r|4", "Enter keeps it"),
    ("remark", "c", "Esc keeps it and closes"),
    ("reasons", "x", "Why is there no answer?"),
    ("go to", "g", "Enter goes there"),
    ("list", "l", "All items"),
    ("review", "r", "Review"),
    ("help", "?", "ANSWER"),
    ("notes", "m", "Notes of the visit"),
    ("score", "%", "y shows it"),
    ("text", "/story\r|\r", "Esc keeps it and closes"),
];

/// Two answers, then a page.
fn on_page(mystery: &Mystery, keys: &str, shown: &str) -> Terminal {
    let mut terminal = Terminal::new(mystery, 80, 24);
    terminal.wait("When were you there?").press("\r");
    terminal.wait("Jot down what you remember").press("\r");
    terminal.wait("How long until you were greeted?").press("4");
    terminal
        .wait("Enter keeps it")
        .press("5\r")
        .wait("Saved 1.1: 45 seconds.");
    terminal
        .press("2")
        .wait("Enter keeps it")
        .press("\r")
        .wait("Saved 1.2: 2.");
    // A person waits to see where a jump led before the next key.
    if let Some((jump, rest)) = keys.split_once('|') {
        let there = if rest == "4" { "2.3 - " } else { "3.3 - " };
        terminal.press(jump).wait(there).press(rest).wait(shown);
    } else {
        terminal.press(keys).wait(shown);
    }
    terminal
}

/// What a line finds of the visit.
fn kept(mystery: &mut Mystery) -> String {
    let run = mystery.run_with(["visit", "--resume"]);
    assert_eq!(run.status, 4, "{}", run.stderr);
    run.stdout
}

#[test]
fn killed_on_any_page_nothing_acknowledged_is_lost() {
    for (name, keys, shown) in PAGES {
        let mut mystery = every().args(BEGIN);
        let mut terminal = on_page(&mystery, keys, shown);
        terminal.signal("KILL");
        terminal.ended();
        let stdout = kept(&mut mystery);
        assert!(stdout.contains("2 of 10 done"), "{name}: {stdout}");
    }
}

#[test]
fn told_to_end_on_any_page_the_terminal_is_as_it_was() {
    for (name, keys, shown) in PAGES {
        let mut mystery = every().args(BEGIN);
        let mut terminal = on_page(&mystery, keys, shown);
        terminal.signal("TERM");
        assert_eq!(terminal.ended(), 4, "{name}");
        assert_eq!(terminal.is_full(), (false, false), "{name}");
        let text = terminal.text();
        assert!(text.contains("Saved. 2 of 10 done."), "{name}: {text}");
        assert!(kept(&mut mystery).contains("2 of 10 done"), "{name}");
    }
}

#[test]
fn every_signal_that_ends_it_puts_the_terminal_back() {
    for (signal, code) in [
        ("HUP", 4),
        ("INT", 130),
        ("QUIT", 4),
        ("ABRT", 4),
        ("USR1", 4),
        ("USR2", 4),
        ("ALRM", 4),
        ("VTALRM", 4),
        ("PROF", 4),
        ("XCPU", 4),
    ] {
        let mystery = every().args(BEGIN);
        let mut terminal = Terminal::new(&mystery, 80, 24);
        let before = terminal.settings();
        terminal.wait("When were you there?").press("\r");
        terminal.wait("Jot down what you remember").press("\r");
        terminal.wait("How long until you were greeted?");
        assert_ne!(terminal.settings(), before, "keys come one by one");
        terminal.signal(signal);
        assert_eq!(terminal.ended(), code, "{signal}");
        assert_eq!(terminal.is_full(), (false, false), "{signal}");
        assert_eq!(terminal.settings(), before, "{signal}");
        let text = terminal.text();
        assert!(text.contains("Saved. 0 of 10 done."), "{signal}: {text}");
    }
}

#[test]
fn told_to_end_after_the_finish_it_says_what_is_true_then() {
    let mystery = every().args(BEGIN);
    let mut terminal = Terminal::new(&mystery, 80, 24);
    terminal.wait("When were you there?").press("\r");
    terminal.wait("Jot down what you remember").press("\r");
    terminal.wait("How long until you were greeted?");
    terminal
        .press(":nobody closed all day\r")
        .wait("obody was reached");
    terminal
        .press(":finish\r")
        .wait("The visit is finished and kept");
    terminal.signal("TERM");
    assert_eq!(terminal.ended(), 0);
    assert_eq!(terminal.is_full(), (false, false));
    let text = terminal.text();
    assert!(text.contains("Finished. Kept in"), "{text}");
    assert!(!text.contains("Resume with"), "{text}");
}

#[test]
fn a_closed_window_ends_the_program_and_loses_nothing() {
    for (name, keys, shown) in PAGES {
        let mut mystery = every().args(BEGIN);
        let mut terminal = on_page(&mystery, keys, shown);
        terminal.close();
        terminal.ended();
        let found = kept(&mut mystery);
        // The closing end of such a terminal types Enter first, which may reach the page in time.
        let is_kept = found.contains("2 of 10 done") || found.contains("3 of 10 done");
        assert!(is_kept, "{name}: {found}");
    }
}

#[test]
fn a_text_being_written_is_kept_as_a_draft_within_a_second() {
    let mut mystery = every().args(BEGIN);
    let mut terminal = on_page(&mystery, "/story\r|\r", "Esc keeps it and closes");
    terminal
        .press("They were kind to the cat.")
        .wait("nothing of it is lost");
    terminal.signal("KILL");
    terminal.ended();
    assert!(kept(&mut mystery).contains("2 of 10 done"));
    let mystery = mystery.args(["visit", "--resume"]);
    let mut terminal = Terminal::new(&mystery, 80, 24);
    terminal.wait("Draft, not kept yet");
    terminal.press("\r").wait("Esc keeps it").press("\x1b");
    terminal.wait("Saved 3.3: They were kind to the cat.");
    terminal.press("q");
    assert_eq!(terminal.ended(), 4);
}
