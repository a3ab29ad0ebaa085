//! The program killed, told to end, or its window closed, on every page: whatever was acknowledged
//! is there when the visit goes on, and the terminal is as it was.

use std::time::{Duration, Instant};

use super::pages::{self, PAGES, Steps};
use super::terminal::Terminal;
use crate::cli::visit::every;
use crate::harness::Mystery;

/// A visit to the standard of the pages.
fn visit() -> Mystery {
    let mystery = Mystery::new().file("pages.yaml", pages::YAML);
    mystery.args(["visit", "pages.yaml", "--competitor", "Riverside"])
}

/// Its first item.
fn begun(mystery: &Mystery) -> Terminal {
    let mut terminal = Terminal::new(mystery, 80, 24);
    terminal.wait("When were you there?").press("\r");
    terminal.wait("Jot down what you remember").press("\r");
    terminal.wait("How long until you were greeted?");
    terminal
}

/// Two answers, then a page. A person waits to see where a key led before the next one.
fn on_page(mystery: &Mystery, steps: Steps) -> Terminal {
    let mut terminal = begun(mystery);
    for (keys, shown) in pages::BEGIN.iter().chain(steps) {
        terminal.press(keys).wait(shown);
    }
    terminal
}

/// Drives every page in its turn, as many at once as there are processors.
fn on_every_page(check: impl Fn(&str, Steps, Mystery, Terminal) + Sync) {
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for pages in PAGES.chunks(PAGES.len().div_ceil(n_threads)) {
            let check = &check;
            scope.spawn(move || {
                for (name, steps) in pages {
                    let mystery = visit();
                    let terminal = on_page(&mystery, steps);
                    check(name, steps, mystery, terminal);
                }
            });
        }
    });
}

/// What a line finds of the visit: how far it is, and every answer.
fn kept(mystery: &mut Mystery) -> String {
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        mystery.set_stdin(":review\n");
        let run = mystery.run_with(["visit", "--resume"]);
        // What the program was just starting as it ended may hold on to its lock for a moment.
        if run.stderr.contains("is in use by") && Instant::now() < until {
            continue;
        }
        assert_eq!(run.status, 4, "{}", run.stderr);
        return run.stdout;
    }
}

/// Fails unless every answer that was acknowledged on the way to a page is there.
#[track_caller]
fn check_kept(name: &str, steps: Steps, mut mystery: Mystery) {
    let kept = kept(&mut mystery);
    for (_, shown) in pages::BEGIN.iter().chain(steps) {
        let Some(saved) = shown.strip_prefix("Saved ") else {
            continue;
        };
        let label = &saved[..3];
        let is_there = |line: &str| line.contains(&format!("] {label} ")) && !line.contains("OPEN");
        assert!(kept.lines().any(is_there), "{name}: {label} in {kept}");
    }
}

#[test]
fn killed_on_any_page_nothing_acknowledged_is_lost() {
    on_every_page(|name, steps, mystery, mut terminal| {
        terminal.signal("KILL");
        terminal.ended();
        check_kept(name, steps, mystery);
    });
}

#[test]
fn told_to_end_on_any_page_the_terminal_is_as_it_was() {
    on_every_page(|name, steps, mystery, mut terminal| {
        terminal.signal("TERM");
        assert_eq!(terminal.ended(), 4, "{name}");
        assert_eq!(terminal.is_full(), (false, false), "{name}");
        let text = terminal.text();
        let is_said = [
            " of 7 done. Resume with",
            " of 7 done, 1 draft. Resume with",
        ];
        assert!(is_said.iter().any(|it| text.contains(it)), "{name}: {text}");
        let is_draft = ["ticks", "change of a text"].contains(&name);
        assert_eq!(is_draft, text.contains("1 draft"), "{name}: {text}");
        check_kept(name, steps, mystery);
    });
}

#[test]
fn a_closed_window_ends_the_program_and_loses_nothing() {
    on_every_page(|name, steps, mystery, mut terminal| {
        // The closing end of such a terminal types Enter first, which may reach the page in time.
        terminal.close();
        terminal.ended();
        check_kept(name, steps, mystery);
    });
}

#[test]
fn in_a_window_too_small_it_is_killed_and_told_to_end_as_in_any() {
    for signal in ["KILL", "TERM"] {
        let mut mystery = visit();
        let mut terminal = begun(&mystery);
        terminal.press("4").wait("Enter saves").press("5s\r");
        terminal.wait("Saved 1.1: 45 seconds.");
        terminal.resize(30, 10).wait("Too small to answer in");
        terminal.signal(signal);
        terminal.ended();
        assert_eq!(terminal.is_full().0, signal == "KILL");
        assert!(kept(&mut mystery).contains("45 seconds"), "{signal}");
    }
}

/// What is asked before the first item: the replies, and the question that stands there then.
const BEFORE: [(&[(&str, &str)], &str); 3] = [
    (&[], "How was the contact made?"),
    (
        &[
            ("How was the contact made?", "2\r"),
            ("Which scenario did you play?", "\r"),
            ("When was the contact?", "\r"),
        ],
        "Did you reach anyone?",
    ),
    (
        &[
            ("How was the contact made?", "1\r"),
            ("Which scenario did you play?", "\r"),
            ("When were you there?", "\r"),
        ],
        "Jot down what you remember",
    ),
];

#[test]
fn before_the_first_item_there_is_nothing_to_lose() {
    for (replies, question) in BEFORE {
        for (signal, code) in [("KILL", None), ("TERM", Some(3)), ("HUP", Some(3))] {
            let mystery = every().args(["visit", "every.yaml", "--competitor", "Riverside"]);
            let mut terminal = Terminal::new(&mystery, 80, 24);
            let before = terminal.settings_before();
            for (asked, reply) in replies {
                terminal.wait(asked).press(reply);
            }
            terminal.wait(question).signal(signal);
            let ended = terminal.ended();
            if let Some(code) = code {
                assert_eq!(ended, code, "{question}");
                assert_eq!(terminal.is_full(), (false, false), "{question}");
                assert_eq!(terminal.settings(), before, "{question}");
                assert!(terminal.text().contains("Nothing is kept yet."));
            }
            assert!(!mystery.ledger().exists(), "{question}");
        }
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
        let mystery = visit();
        let mut terminal = Terminal::new(&mystery, 80, 24);
        let before = terminal.settings_before();
        terminal.wait("When were you there?").press("\r");
        terminal.wait("Jot down what you remember").press("\r");
        terminal.wait("How long until you were greeted?");
        assert_ne!(terminal.settings(), before, "keys come one by one");
        terminal.signal(signal);
        assert_eq!(terminal.ended(), code, "{signal}");
        assert_eq!(terminal.is_full(), (false, false), "{signal}");
        assert_eq!(terminal.settings(), before, "{signal}");
        let text = terminal.text();
        assert!(text.contains("Saved. 0 of 7 done."), "{signal}: {text}");
    }
}

/// Finished, with the scorecard on the screen.
fn finished(mystery: &Mystery) -> Terminal {
    let mut terminal = begun(mystery);
    terminal
        .press(":nobody closed all day\r")
        .wait("obody was reached");
    terminal
        .press(":finish\r")
        .wait("The visit is finished and kept");
    terminal
}

#[test]
fn told_to_end_after_the_finish_it_says_what_is_true_then() {
    let mystery = visit();
    let mut terminal = finished(&mystery);
    terminal.signal("TERM");
    assert_eq!(terminal.ended(), 0);
    assert_eq!(terminal.is_full(), (false, false));
    let text = terminal.text();
    assert!(text.contains("Finished. Kept in"), "{text}");
    assert!(!text.contains("Resume with"), "{text}");
}

#[test]
fn killed_or_closed_after_the_finish_the_visit_is_finished() {
    for is_killed in [true, false] {
        let mut mystery = visit();
        let mut terminal = finished(&mystery);
        if is_killed {
            terminal.signal("KILL");
        } else {
            terminal.close();
        }
        terminal.ended();
        let run = mystery.run_with(["show", "last"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(run.stdout.contains("closed all day"), "{}", run.stdout);
    }
}

#[test]
fn killed_while_an_editor_is_open_what_was_written_before_is_a_draft() {
    let mystery = visit().env("VISUAL", "sh -c 'echo The editor is open; read line'");
    let mut terminal = on_page(&mystery, pages::TEXT);
    terminal.press("She smiled").press("\x05");
    terminal.wait("The editor is open").signal("KILL");
    terminal.press("\r").ended();
    let mystery = mystery.args(["visit", "--resume"]);
    let mut terminal = Terminal::new(&mystery, 80, 24);
    terminal
        .wait("Draft, does not count yet")
        .wait("She smiled");
}

#[test]
fn a_text_being_written_is_kept_as_a_draft_within_a_second() {
    let mut mystery = visit();
    let mut terminal = on_page(&mystery, pages::TEXT);
    terminal
        .press("They were kind to the cat.")
        .wait("A draft of it is kept");
    terminal.signal("KILL");
    terminal.ended();
    assert!(kept(&mut mystery).contains("2 of 7 done"));
    let mystery = mystery.args(["visit", "--resume"]);
    let mut terminal = Terminal::new(&mystery, 80, 24);
    terminal.wait("Draft, does not count yet");
    terminal.press("\r").wait("Ctrl+S saves").press("\x13");
    terminal.wait("Saved 2.4: They were kind to the cat.");
    terminal.press("q");
    assert_eq!(terminal.ended(), 4);
}
