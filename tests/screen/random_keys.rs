//! Keys at random into a real terminal: however it ends, the terminal is as it was, and the visit goes
//! on from its journal.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::terminal::Terminal;
use crate::cli::visit::every;

/// Keys as a terminal sends them. None of them leaves: that is done at the end.
fn any_keys() -> impl Strategy<Value = Vec<String>> {
    let letters = "yn0123456789xsbcagtTurlofmwkjS[]%?:/ .-zé日"
        .chars()
        .map(String::from);
    let named = [
        "\r", "\t", "\x1b[Z", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F",
    ];
    let more = [
        "\x1b[5~", "\x1b[6~", "\x1b[3~", "\x7f", "\x04", "\x15", "\x12", "\x0c", "\x1bOP",
    ];
    let pasted = ["\x1b[200~y\r3\rq\r\x1b[201~"];
    let keys: Vec<String> = letters
        .chain(
            named
                .into_iter()
                .chain(more)
                .chain(pasted)
                .map(str::to_owned),
        )
        .collect();
    prop::collection::vec(prop::sample::select(keys), 50..200)
}

#[test]
#[expect(clippy::print_stdout, reason = "the keys are shown where it fails")]
fn any_keys_leave_the_terminal_as_it_was() {
    const BEGIN: [&str; 10] = [
        "visit",
        "every.yaml",
        "--competitor",
        "Riverside",
        "--channel",
        "in_person",
        "--scenario",
        "indoor",
        "--visited",
        "2026-11-19",
    ];
    let mut runner = TestRunner::default();
    for end in ["\x03", "TERM", "KILL", "HUP"] {
        let keys = any_keys().new_tree(&mut runner).unwrap().current();
        println!("{end:?} after {keys:?}");
        let mut mystery = every().args(BEGIN);
        let mut terminal = Terminal::new(&mystery, 80, 24);
        let before = terminal.settings_before();
        terminal.wait("Jot down what you remember").press("\r");
        terminal.wait("How long until you were greeted?");
        for (n, key) in keys.iter().enumerate() {
            terminal.press(key);
            if n % 40 == 7 {
                terminal.resize(44, 20);
            } else if n % 40 == 20 {
                terminal.resize(30, 10);
            } else if n % 40 == 25 {
                terminal.resize(80, 24);
            }
        }
        match end {
            "\x03" => {
                terminal.press(end);
            }
            signal => terminal.signal(signal),
        }
        terminal.ended();
        if end != "KILL" {
            assert_eq!(terminal.is_full(), (false, false), "{end:?} {keys:?}");
            assert_eq!(terminal.settings(), before, "{end:?} {keys:?}");
        }
        let run = mystery.run_with(["visit", "--resume"]);
        assert!([0, 4].contains(&run.status), "{keys:?} {}", run.stderr);
    }
}
