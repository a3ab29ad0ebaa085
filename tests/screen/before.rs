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

/// Waits until a question is asked for the `n`th time, and keys come one by one: at a line that is
/// once its prompt stands there, and what is pressed before may be lost.
#[track_caller]
fn wait_asked<'t>(terminal: &'t mut Terminal, question: &str, n: usize) -> &'t mut Terminal {
    let is_full = terminal.is_full().0;
    terminal.wait_until(question, |screen| {
        let behind = screen.rsplit(question).next().unwrap_or_default();
        screen.matches(question).count() >= n && (is_full || behind.contains(']'))
    })
}

#[test]
fn questions_are_explained_and_gone_back_from() {
    for ui in ["full", "line", "plain"] {
        let mystery = asked(ui);
        let mut terminal = Terminal::new(&mystery, 80, 24);
        terminal.wait("How was the contact made?");
        let help = if ui == "full" { "?" } else { "?\r" };
        wait_asked(&mut terminal, "How was the contact made?", 1).press(help);
        // A screen shows the question once, however often it was explained or gone back to.
        let is_full = ui == "full";
        let n = |n| if is_full { 1 } else { n };
        terminal.wait("The way you dealt with them.");
        wait_asked(&mut terminal, "How was the contact made?", n(2)).press("2\r");
        let back = if is_full { "\x1b[Z" } else { "b\r" };
        wait_asked(&mut terminal, "Which scenario did you play?", 1).press(back);
        if is_full {
            terminal.wait_until("only what is asked", |it| !it.contains("Which scenario"));
        }
        wait_asked(&mut terminal, "How was the contact made?", n(3)).press("1\r");
        wait_asked(&mut terminal, "Which scenario did you play?", n(2));
        let logged = |reply: &str| terminal.text().contains(&format!("│   {reply} "));
        assert!(!is_full || logged("in person"), "{}", terminal.text());
        assert!(!["b", "?", "by phone"].map(logged).contains(&true));
        terminal.press("\r");
        wait_asked(&mut terminal, "When were you there?", 1).press("\x03");
        terminal.wait("Nothing is kept yet.");
        assert_eq!(terminal.ended(), 130, "{ui}");
        assert!(!mystery.ledger().exists(), "{ui}");
    }
}

#[test]
fn whoever_leaves_where_an_open_visit_is_offered_is_told_that_it_is_kept() {
    for ui in ["full", "line"] {
        let named = ["visit", "every.yaml", "--competitor", "Riverside"];
        let mystery = every().args([&named[..], &["--visited", "2026-11-19"]].concat());
        let begun = mystery.run();
        assert_eq!(begun.status, 4, "{}", begun.stderr);
        let mystery = mystery.args(["visit", "every.yaml", "--ui", ui]);
        let mut terminal = Terminal::new(&mystery, 80, 24);
        terminal.wait("throws it away");
        wait_asked(&mut terminal, "You have one open", 1).press("\x03");
        terminal.wait("All visits are kept as they were.");
        assert_eq!(terminal.ended(), 130, "{ui}");
        assert!(!terminal.text().contains("Nothing is kept"), "{ui}");
    }
}

#[test]
fn the_key_that_goes_back_is_named_and_no_title_is_changed() {
    for (ui, key) in [("full", "Shift+Tab goes back,"), ("line", "b goes back,")] {
        let mystery = asked(ui).file(
            "every.yaml",
            crate::cli::visit::EVERY.replacen("title: ", "title: The club goes back ", 1),
        );
        let mut terminal = Terminal::new(&mystery, 120, 30);
        terminal.wait(key).wait("The club goes back ");
        wait_asked(&mut terminal, "How was the contact made?", 1).press("\x03");
        assert_eq!(terminal.ended(), 130, "{ui}");
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
        terminal.wait("How was the contact made?");
        wait_asked(&mut terminal, "How was the contact made?", 1).press("2\r");
        wait_asked(&mut terminal, "Which scenario did you play?", 1).press("\r");
        wait_asked(&mut terminal, "When was the contact?", 1).press("\r");
        wait_asked(&mut terminal, "Did you reach anyone?", 1).press(key);
        terminal.wait("Nothing is kept yet.");
        assert_eq!(terminal.ended(), code, "{ui} {key:?}");
        assert!(!mystery.ledger().exists(), "{ui}");
    }
}

#[test]
fn setting_up_is_explained_and_gone_back_from_too() {
    let mystery = Mystery::new().args(["init"]);
    let mut terminal = Terminal::new(&mystery, 80, 24);
    wait_asked(&mut terminal, "What is your place called?", 1).press("?\r");
    wait_asked(&mut terminal, "as you want to read it", 1).press("...\r");
    wait_asked(&mut terminal, "Type a name, with a letter or a figure", 1).press("Paws\r");
    wait_asked(&mut terminal, "Whom do you compare with?", 1).press("b\r");
    wait_asked(&mut terminal, "What is your place called?", 4).press("Happy Paws\r");
    wait_asked(&mut terminal, "Whom do you compare with?", 2).press("\r");
    wait_asked(&mut terminal, "Which numbers", 1).press("q\r");
    terminal.wait("Nothing is set up yet.");
    assert_eq!(terminal.ended(), 3);
    assert!(!mystery.ledger().exists());
}

#[test]
fn whoever_has_an_open_visit_is_offered_to_go_on() {
    let mut mystery = Mystery::new();
    let run = mystery.run_with(["visit", "quick-check", "--competitor", "Riverside"]);
    assert_eq!(run.status, 4, "{}", run.stderr);
    let mystery = mystery.args(["visit", "quick-check", "--ui", "line"]);
    for (reply, then) in [
        ("y\r", "Resumed visit"),
        ("n\r", "Whose place did you visit?"),
    ] {
        let mut terminal = Terminal::new(&mystery, 80, 24);
        terminal.wait("You have one open: Riverside, 20 November 2026, 0 of");
        terminal
            .wait("n\nbegins a new one and keeps this one; mystery discard")
            .wait("2026-11-20-riverside-main-");
        terminal.press(reply).wait(then);
    }
}

#[test]
fn whoever_names_the_place_again_is_offered_to_go_on_there() {
    let mut mystery = Mystery::new();
    let begin = ["visit", "quick-check", "--competitor", "Riverside"];
    assert_eq!(mystery.run_with(begin).status, 4);
    for (competitor, then) in [
        ("riverside", "You have one open: Riverside,"),
        ("City Pound", "When were you there?"),
    ] {
        mystery = mystery.args(["visit", "quick-check", "--competitor", competitor]);
        Terminal::new(&mystery, 80, 24).wait(then);
    }
}

#[test]
fn a_second_place_of_our_own_is_asked_about() {
    let mut mystery = Mystery::new();
    let first = ["visit", "quick-check", "--organisation", "Happy Paws"];
    assert_eq!(mystery.run_with(first).status, 4);
    let second = [
        "visit",
        "retail-shop",
        "--organisation",
        "City Pound",
        "--ui",
        "line",
    ];
    let mystery = mystery.args(second);
    let mut terminal = Terminal::new(&mystery, 80, 24);
    let asked = "City Pound is new here; ours so far is Happy Paws. Is City Pound ours too?";
    wait_asked(&mut terminal, asked, 1).press("n\r");
    terminal.wait("Which scenario did you play?").press("\r");
    terminal.wait("When were you there?").press("\r");
    terminal.wait("A competitor's place:");
}

#[test]
fn a_new_name_is_said_back_before_anything_is_begun() {
    let mystery = Mystery::new().args(["visit", "quick-check", "--ui", "line"]);
    let mut terminal = Terminal::new(&mystery, 80, 24);
    terminal.wait("[name; Enter: competitor, ? for help]");
    terminal.press("Happpy Paws\r");
    terminal.wait("Your own place: Happpy Paws. Not meant? b goes back.");
    wait_asked(&mut terminal, "When were you there?", 1).press("b\r");
    wait_asked(&mut terminal, "Was it your own place?", 2).press("\r");
    terminal
        .wait("What is the competitor called?")
        .press("clear\r");
    terminal
        .wait("`clear` is no name here.")
        .press("Riverside\r");
    terminal.wait("A new competitor: Riverside. Not meant? b goes back.");
    terminal.press("\x03").wait("Nothing is kept yet.");
    assert_eq!(terminal.ended(), 130);
    let mut mystery = mystery;
    let run = mystery.run_with(["visit", "quick-check", "--organisation", "Happy Paws"]);
    assert_eq!(run.status, 4, "{} {}", run.stdout, run.stderr);
    mystery = mystery.args(["visit", "adoption-counter", "--ui", "line"]);
    let mut terminal = Terminal::new(&mystery, 80, 24);
    wait_asked(&mut terminal, "Whose place did you visit?", 1).press("Clover\r");
    terminal.wait("A new competitor: Clover. Not meant? b goes back.");
}

#[test]
fn where_customers_are_colleagues_the_department_is_asked_for() {
    let asked = ["visit", "internal-service-desk", "--ui", "line"];
    let mut mystery = Mystery::new().args(asked);
    let mut terminal = Terminal::new(&mystery, 80, 24);
    let which = "Which department did you visit?";
    wait_asked(&mut terminal, which, 1).press("IT desk\r");
    terminal.wait("A department of your own: IT desk. Not meant? b goes back.");
    terminal.press("\x03").wait("Nothing is kept yet.");
    // Another time those that are known can be chosen; one's own place is none of them.
    for begin in [
        ["visit", "quick-check", "--organisation", "Happy Paws"],
        ["visit", "internal-service-desk", "--internal", "IT desk"],
    ] {
        assert_eq!(mystery.run_with(begin).status, 4);
    }
    mystery = mystery.args(asked);
    let mut terminal = Terminal::new(&mystery, 80, 24);
    terminal.wait("[y/n, ? for help]").press("n\r");
    wait_asked(&mut terminal, which, 1);
    let text = terminal.text();
    let (_, text) = text.split_once(which).unwrap();
    assert!(text.contains("1  IT desk") && !text.contains("Happy Paws"));
    terminal.press("it dsk\r");
    terminal.wait("it dsk is nearly IT desk, which is known here.");
}
