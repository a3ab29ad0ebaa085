//! A whole visit in a terminal: answers of every type, back, go-to, a stopwatch, a text, another
//! window size, Ctrl-C, on at a line, finished in full screen; the rows are those of a line's visit.

use super::terminal::Terminal;
use crate::cli::visit::{BEGIN, LINES, every};
use crate::harness::Mystery;

const FILE: &str = "ledger/visits/2026-11-19-riverside-main-rndi.csv";

/// Rows without their times.
fn without_times(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let is_time: Vec<bool> = headers
        .iter()
        .map(|name| ["answered", "started", "recorded", "finished"].contains(&name))
        .collect();
    assert!(is_time.contains(&true), "{headers:?}");
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let kept = row.iter().zip(&is_time).filter(|(_, is_time)| !**is_time);
        kept.map(|(cell, _)| cell.to_owned()).collect()
    });
    rows.collect()
}

fn by_line() -> String {
    let mystery = every().args(BEGIN).stdin(&format!("{LINES}:finish\n"));
    let run = mystery.run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    mystery.read(FILE)
}

/// The visit's details, on the first screen.
fn begin(mystery: &Mystery, columns: u16, rows: u16) -> Terminal {
    let mut terminal = Terminal::new(mystery, columns, rows);
    terminal.wait("How was the contact made?").press("1\r");
    terminal.wait("Which scenario did you play?").press("\r");
    terminal.wait("Jot down what you remember").press("\r");
    terminal.wait("How long until you were greeted?");
    terminal
}

#[test]
fn a_whole_visit_in_full_screen_is_that_of_a_line() {
    let mut mystery = every().args(BEGIN);
    let mut terminal = begin(&mystery, 80, 24);
    assert!(terminal.is_full().0);
    terminal.press("t").wait("Stopwatch started at 14:05:00.");
    terminal.press("j").wait("How many menu choices?");
    terminal.press("7").wait("Enter saves").press("\x7f3\r");
    terminal.wait("Saved 1.2: 3.");
    terminal.press("n").wait("Remark on 1.3: what");
    terminal
        .press("nobody said a name\x13")
        .wait("Remark on 1.3 saved.");
    // In the middle the window becomes a narrow one.
    terminal.resize(44, 20).wait("Looks");
    terminal.press("1").wait("[*] 1  Looks");
    terminal.press("3").wait("[*] 3  Where last seen");
    terminal.press("\r").wait("Saved 2.1: Looks; Where last");
    terminal.press("y").wait("Saved 2.2: yes.");
    terminal.press("b").wait("Any hint of blame.");
    terminal
        .press("g")
        .wait("Go to")
        .press("cost")
        .wait(">[ ] 2.3")
        .press("\r");
    terminal.wait("What did it cost?");
    terminal.press("\x03");
    assert_eq!(terminal.ended(), 130);
    assert_eq!(terminal.is_full(), (false, false));
    let text = terminal.text().replace('\n', " ");
    assert!(text.contains("Resume with:"), "{text}");

    // At a line, a little later: the stopwatch ran on, and offers what it shows.
    mystery = mystery
        .env("MYSTERY_NOW", "2026-11-20T14:05:45-06:00")
        .stdin("g speed\nt use\n");
    let run = mystery.run_with(["visit", "--resume"]);
    assert_eq!(run.status, 4, "{}", run.stderr);
    assert!(
        run.stdout.contains("Saved 1.1: 45 seconds."),
        "{}",
        run.stdout
    );

    let mut terminal = Terminal::new(&mystery, 120, 30);
    terminal.wait("Resumed visit 2026-11-19 Riverside: 5 of 10 done");
    finish_from_cost(&mut terminal);
    assert_eq!(
        without_times(&mystery.read(FILE)),
        without_times(&by_line())
    );
}

/// From the item of the cost to the end.
fn finish_from_cost(terminal: &mut Terminal) {
    terminal
        .press("g")
        .wait("Go to")
        .press("2.3")
        .wait(">[ ] 2.3")
        .press("\r")
        .wait_until("no list of places", |screen| !screen.contains("Go to"));
    terminal.press("1").wait("Enter saves").press("2.50\r");
    terminal.wait("Saved 2.3: 12.50 euro.");
    terminal.press("x").wait("Saved 2.4: left out.");
    // Elsewhere a number behind an x is a reason.
    terminal.press("2").wait("was 2 meant for it? Press");
    terminal.press("2").wait("Saved 3.1: I may ring again.");
    terminal
        .press("\x1b[C")
        .press("\x1b[C")
        .press("\x1b[C")
        .press("\r");
    terminal.wait("Saved 3.2: 3, Good.");
    terminal.press("\r").wait("Ctrl+S saves");
    // What is pasted into a text is text, whatever it holds.
    terminal.press("\x1b[200~=1+1, they said.\n\n\x1b[201~");
    terminal
        .press("\"Quite so.\"")
        .wait("\"Quite so.\"")
        .press("\x13");
    terminal
        .wait("Nothing is open.")
        .press("S")
        .wait("y finishes");
    terminal.press("y").wait("The visit is finished and kept");
    terminal.wait("45.2 of 100").press("\r");
    assert_eq!(terminal.ended(), 0);
    assert_eq!(terminal.is_full(), (false, false));
    assert!(terminal.text().contains("Finished: Riverside."));
}

#[test]
fn ctrl_c_before_the_first_item_begins_nothing() {
    let mystery = every().args(BEGIN);
    let mut terminal = Terminal::new(&mystery, 80, 24);
    terminal.wait("How was the contact made?").press("\x03");
    assert_eq!(terminal.ended(), 130);
    assert_eq!(terminal.is_full(), (false, false));
    assert!(!mystery.ledger().join("open").exists());
}

#[test]
fn a_key_that_bounced_at_a_question_in_between_answers_no_item() {
    let begin = "visit quick-check --organisation Ours --visited yesterday --ui full";
    let mystery = Mystery::new().args(begin.split(' '));
    let mut terminal = Terminal::new(&mystery, 80, 24);
    terminal.wait("Jot down what you remember").press("\r");
    terminal.wait("Your guess").press("\r");
    terminal.wait("How long until someone").press("g");
    terminal
        .wait("Go to")
        .press("6\r")
        .wait("Now at item 6 of 10.");
    terminal.press("y").wait("Saved item 6: yes.");
    terminal
        .press("m")
        .wait("Ctrl+S saves")
        .press("Loud.")
        .press("\x13")
        .wait("Notes saved.");
    terminal.press("u").wait("Take back the change before it");
    terminal
        .press("yy")
        .wait("Undone: item 6 has no answer again.")
        .wait("y came twice at once");
}

#[test]
fn what_is_pasted_on_a_card_answers_nothing() {
    let mystery = every().args(BEGIN);
    let mut terminal = begin(&mystery, 80, 24);
    terminal.press("\x1b[200~45s\ny\nq\n\x1b[201~");
    terminal.wait("What is pasted is never taken for an answer.");
    terminal.press("q");
    assert_eq!(terminal.ended(), 4);
    assert!(terminal.text().contains("Saved. 0 of 10 done."));
}

#[test]
fn the_line_is_one_switch_away_and_plain_terminals_get_it() {
    for (arguments, variable) in [
        (&["--ui", "line"][..], ("X", "")),
        (&["--ui", "plain"], ("X", "")),
        (&[], ("ACCESSIBLE", "1")),
    ] {
        let arguments = BEGIN.iter().chain(arguments).copied();
        let mystery = every().args(arguments).env(variable.0, variable.1);
        let mut terminal = Terminal::new(&mystery, 80, 24);
        terminal.wait("How was the contact made?");
        assert!(!terminal.is_full().0);
        terminal.press("\x03");
        terminal.ended();
    }
    let mystery = every().args(BEGIN);
    let mut terminal = Terminal::new(&mystery, 30, 10);
    terminal.wait("contact made?");
    assert!(!terminal.is_full().0);
    terminal.press("\x03");
    terminal.ended();
}
