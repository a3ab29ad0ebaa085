//! Stopped and gone on: by Ctrl+Z and fg in a shell, and by a signal from outside.

use super::terminal::Terminal;
use crate::cli::visit::every;

const BEGIN: &str = "visit every.yaml --competitor Riverside --channel in_person --scenario indoor --visited 2026-11-19";

#[test]
fn ctrl_z_stops_it_and_fg_brings_it_back() {
    let mystery = every();
    let mut terminal = Terminal::shell(&mystery, 80, 24);
    let program = env!("CARGO_BIN_EXE_mystery");
    terminal.press(&format!("PS1='ready: '; {program} {BEGIN}\r"));
    terminal.wait_full(true);
    terminal.wait("Jot down what you remember").press("\x1a");
    terminal.wait_full(false).wait("Type fg to go on.");
    terminal.wait_until("a prompt", |screen| screen.trim_end().ends_with("ready:"));
    terminal.press("fg\r").wait_full(true);
    terminal.wait("Jot down what you remember").press("\r");
    terminal
        .wait("How long until you were greeted?")
        .press("\x1a");
    terminal.wait_full(false);
    terminal.wait_until("a prompt", |screen| screen.trim_end().ends_with("ready:"));
    terminal.press("fg\r").wait_full(true);
    terminal.wait("How long until you were greeted?").press("q");
    terminal.wait_full(false).wait("Saved. 0 of 10 done.");
}

#[test]
fn ctrl_z_stops_it_in_a_box_and_what_is_typed_is_there_when_it_goes_on() {
    let mystery = every();
    let mut terminal = Terminal::shell(&mystery, 80, 24);
    let program = env!("CARGO_BIN_EXE_mystery");
    terminal.press(&format!("PS1='ready: '; {program} {BEGIN}\r"));
    terminal.wait_full(true);
    terminal.wait("Jot down what you remember").press("\r");
    terminal.wait("How long until you were greeted?").press("c");
    terminal.wait("Ctrl+S saves").press("Q").wait("Q");
    terminal.press("\x1a").wait_full(false);
    terminal.wait("Type fg to go on.");
    terminal.wait_until("a prompt", |screen| screen.trim_end().ends_with("ready:"));
    terminal.press("fg\r").wait_full(true);
    terminal.wait("Ctrl+S saves").wait("Q").press("\x03");
    terminal
        .wait_full(false)
        .wait("Saved. 0 of 10 done, 1 draft.");
}

#[test]
fn a_signal_stops_it_as_ctrl_z_does() {
    let mystery = every().args(BEGIN.split(' '));
    let mut terminal = Terminal::new(&mystery, 80, 24);
    let before = terminal.settings_before();
    terminal.wait("Jot down what you remember").press("\r");
    terminal.wait("How long until you were greeted?");
    for _ in 0..2 {
        terminal.signal("TSTP");
        terminal.wait_stopped();
        terminal.wait_full(false).wait("Type fg to go on.");
        assert_eq!(terminal.settings(), before);
        terminal.signal("CONT");
        terminal
            .wait_full(true)
            .wait("How long until you were greeted?");
        terminal.press("4").wait("Enter saves").press("\x1b");
        // A key right behind it would be one with it.
        terminal.wait_until("no field", |screen| !screen.contains("Enter saves"));
    }
    terminal.press("q");
    assert_eq!(terminal.ended(), 4);
    assert_eq!(terminal.settings(), before);
}
