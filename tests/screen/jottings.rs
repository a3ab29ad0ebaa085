//! What is jotted down before the first item, in a terminal: whoever leaves there finds it again.

use super::terminal::Terminal;
use crate::harness::Mystery;
use crate::sample;

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
    terminal.wait("names of staff.");
    (mystery, terminal)
}

#[test]
fn leaving_at_a_line_keeps_what_was_entered() {
    for (key, code) in [("\x03", 130), ("q\r", 4)] {
        let (mystery, mut terminal) = jotting("line");
        terminal.wait("That was Monday 16 November 2026, 16:00.");
        terminal.wait("> ").press("Loud music.\r");
        terminal.wait("[. ends it] ").press("A dog.\r");
        terminal.wait_until("a third line", |screen| {
            screen.matches("\n[. ends it]").count() == 2
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
fn a_window_that_is_closed_keeps_what_was_entered() {
    for ui in ["line", "plain", "full"] {
        for signal in [None, Some("HUP"), Some("TERM")] {
            let (mystery, mut terminal) = jotting(ui);
            if ui == "full" {
                terminal.press("Loud music.").wait("Loud music.");
            } else {
                terminal.wait("> ").press("Loud music.\r");
                terminal.wait("[. ends it] ");
            }
            if let Some(signal) = signal {
                terminal.signal(signal);
                assert_eq!(terminal.ended(), 4, "{ui} {signal}");
                let said = "Your notes are kept. Resume with: mystery visit --resume";
                assert!(terminal.text().contains(said), "{}", terminal.text());
            } else {
                terminal.close();
                terminal.ended();
            }
            let mut mystery = mystery;
            let list = mystery
                .run_with(["visits", "--open", "--format", "csv"])
                .stdout;
            assert_eq!(
                list.matches("riverside").count(),
                1,
                "{ui} {signal:?}: {list}"
            );
            mystery.set_stdin(":notes\n");
            let run = mystery.run_with(["visit", "--resume"]);
            let said = run.stdout.contains("Notes: Loud music.\n");
            assert!(said, "{ui} {signal:?}: {} {}", run.stdout, run.stderr);
        }
    }
}

#[test]
fn a_signal_keeps_the_line_that_was_not_ended_too() {
    for signal in ["HUP", "TERM"] {
        for before in ["", "Loud music.\n"] {
            let (mystery, mut terminal) = jotting("line");
            terminal.wait("> ");
            if !before.is_empty() {
                terminal.press("Loud music.\r").wait("[. ends it] ");
            }
            terminal.press("A dog").wait("A dog");
            terminal.signal(signal);
            assert_eq!(terminal.ended(), 4);
            let mystery = mystery.args(["visit", "--resume"]).stdin(":notes\n");
            let run = mystery.run();
            let said = run.stdout.contains(&format!("Notes: {before}A dog\n"));
            assert!(said, "{signal}: {} {}", run.stdout, run.stderr);
        }
    }
}

#[test]
fn dropped_notes_are_said_by_no_signal() {
    let (_mystery, mut terminal) = jotting("line");
    terminal.wait("> ").press("Loud music.\r");
    terminal.wait("[. ends it] ").press(":clear\r");
    terminal.wait("Dropped. Enter skips this.").wait("\n> ");
    terminal.signal("HUP");
    assert_eq!(terminal.ended(), 3);
    let text = terminal.text();
    let (_, last) = text.split_once("Dropped.").unwrap();
    assert!(last.contains("Nothing is kept yet."), "{text}");
    assert!(!last.contains("Loud music."), "{text}");
}

/// Files may not grow beyond 8 KiB: the visit is begun, and its notes are too long.
#[test]
fn notes_that_cannot_be_written_are_said_with_the_visit_that_was_begun() {
    for signal in [None, Some("HUP")] {
        let mystery = Mystery::new();
        mystery.write("tiny.yaml", sample::YAML);
        let program = mystery.command().get_program().to_owned();
        let mut terminal = Terminal::shell(&mystery, 200, 200);
        terminal.press("trap '' XFSZ; ulimit -f 16\r");
        terminal.press(&format!(
            "exec '{}' visit tiny.yaml --competitor Riverside --visited 2026-11-20 --ui plain\r",
            program.display()
        ));
        terminal.wait("Jot down what you remember").wait("> ");
        for n in 1..=4 {
            terminal.press(&format!("{n}{}END{n}\r", " loud music".repeat(250)));
            terminal.wait_until("the next line", |screen| {
                screen.matches("[. ends it]").count() == n
            });
        }
        if let Some(signal) = signal {
            terminal.signal(signal);
            terminal.wait("is begun, but not all is kept.");
        } else {
            terminal.press(".\r");
            terminal.wait("Your notes were:");
        }
        terminal.wait("END4");
        terminal.wait("mystery visit --resume");
        assert_eq!(terminal.ended(), if signal.is_some() { 4 } else { 3 });
        let run = mystery.args(["visit", "--resume"]).stdin("y\n").run();
        assert!(
            run.stdout.contains("1 of 3 done"),
            "{} {}",
            run.stdout,
            run.stderr
        );
    }
}

#[test]
fn ctrl_c_keeps_the_line_that_was_not_ended_too() {
    for ui in ["line", "plain"] {
        let (mystery, mut terminal) = jotting(ui);
        terminal.wait("> ").press("Loud music.\r");
        terminal.wait("[. ends it] ").press("A dog").wait("A dog");
        terminal.press("\x03");
        terminal.wait("Your notes are kept.");
        assert_eq!(terminal.ended(), 130);
        let mut mystery = mystery.stdin(":notes\n");
        let said = mystery.run_with(["visit", "--resume"]).stdout;
        assert!(said.contains("Notes: Loud music.\nA dog\n"), "{said}");
        mystery.run_with(["discard", "2026"]);
        let (_mystery, mut terminal) = jotting(ui);
        terminal.wait("> ").press("Loud").wait("Loud").press("\x03");
        terminal.wait("Your notes are kept.");
        assert_eq!(terminal.ended(), 130);
    }
}

#[test]
fn ctrl_c_in_a_text_leaves_a_draft_of_all_that_was_typed() {
    for ui in ["line", "plain"] {
        let lines = "45s\n2 of 3\nyes\n1\n0\nyes\n1\n";
        let begin = ["visit", "quick-check", "--organisation", "Ours"];
        let mut mystery = Mystery::new().args(begin).stdin(lines);
        mystery.run();
        mystery = mystery.args(["visit", "--resume", "--ui", ui]);
        let mut terminal = Terminal::new(&mystery, 80, 24);
        terminal
            .wait("a dot alone; ? for help]")
            .press("She knelt.\r");
        terminal.wait("[. ends it]").press("Then she");
        terminal.wait("Then she").press("\x03");
        terminal.wait(&format!("mystery visit --resume --ui {ui}"));
        assert_eq!(terminal.ended(), 130);
        let mut terminal = Terminal::new(&mystery, 80, 24);
        terminal.wait("Draft: She knelt.").wait("Then she");
        terminal.press(":q\r");
        terminal.ended();
    }
}

#[test]
fn a_ledger_in_use_is_tried_again_and_the_notes_are_said() {
    for ui in ["line", "full"] {
        // Who leaves here shows which id the visit gets.
        let (mystery, mut terminal) = jotting(ui);
        if ui == "line" {
            terminal.press("Music.\r").wait("[. ends it] ");
        } else {
            terminal.press("Music.").wait("Music.");
        }
        terminal.press("\x03").wait("Your notes are kept.");
        terminal.ended();
        let open = mystery.ledger().join("visits/open");
        let journal = std::fs::read_dir(&open)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| path.extension().is_some_and(|it| it == "jsonl"))
            .unwrap();
        std::fs::remove_file(&journal).unwrap();
        let lock = std::fs::File::create(journal.with_extension("lock")).unwrap();
        lock.lock().unwrap();
        let begun = || {
            let mut terminal = Terminal::new(&mystery, 80, 24);
            terminal.wait("Jot down what you remember");
            if ui == "line" {
                terminal
                    .press("Loud music.\r")
                    .wait("[. ends it] ")
                    .press(".\r");
            } else {
                terminal.press("Loud music.\x13");
            }
            terminal.wait("Try again?");
            terminal
        };
        let enter = if ui == "line" { "\r" } else { "" };
        let mut terminal = begun();
        terminal.press(&format!("n{enter}"));
        terminal.wait("Your notes were:");
        terminal.wait("Loud music.");
        assert_eq!(terminal.ended(), 3);
        let mut terminal = begun();
        lock.unlock().unwrap();
        terminal.press(&format!("y{enter}"));
        terminal.wait("How long until").press(&format!("q{enter}"));
        terminal.ended();
        assert!(journal.exists());
    }
}

#[test]
fn the_guess_is_read_back_at_a_line() {
    let args = [
        "visit",
        "quick-check",
        "--organisation",
        "Ours",
        "--visited",
        "last monday at 4 pm",
    ];
    let mystery = Mystery::new().args(args.into_iter().chain(["--ui", "line"]));
    let mut terminal = Terminal::new(&mystery, 80, 24);
    terminal.wait("Jot down what you remember");
    terminal.wait("names of staff.").press("\r");
    terminal.wait("Your guess").press("8,5\r");
    terminal.wait("Guess: 8.5 of 100.");
    terminal.wait("Item 1 of 10").press("\x03");
    assert_eq!(terminal.ended(), 130);
}
