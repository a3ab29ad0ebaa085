//! The walk across several sittings: what a person comes back to is as they left it.

use crate::cli::visit::{BEGIN, every};
use crate::harness::Mystery;

fn begun(lines: &str) -> Mystery {
    let mystery = every().args(BEGIN).stdin(lines);
    let run = mystery.run();
    assert_eq!(run.status, 4, "{}", run.stderr);
    mystery
}

/// Goes on with lines at a time of the same day, and gives what was said behind the banner.
fn resumed(mystery: Mystery, time: &str, lines: &str) -> (Mystery, String) {
    let mystery = mystery
        .env("MYSTERY_NOW", &format!("2026-11-20T{time}-06:00"))
        .args(["visit", "--resume"])
        .stdin(lines);
    let run = mystery.run();
    assert_eq!(run.status, 4, "{}", run.stderr);
    (mystery, run.stdout)
}

#[test]
fn a_stopwatch_runs_on_while_nobody_is_there() {
    let (_, said) = resumed(begun("t\n"), "14:09:32", "t\nt use\nw\n");
    assert_eq!(
        said,
        "Resumed visit 2026-11-19 Riverside: 0 of 10 done, last saved 14:05:00.\n\
         A stopwatch on 1.1 has been running since 14:05:00 (4 minutes 32 seconds). Type\nt to stop it.\n\
         Stopped: 4 minutes 32 seconds. Type t use to save it as the answer.\n\
         Saved 1.1: 4 minutes 32 seconds. 1 of 10 done.\n\
         Riverside. Item 2 of 10, 1.2, Start. 1 of 10 done.\n\
         Saved. 1 of 10 done. Resume with: mystery visit --resume\n"
    );
}

#[test]
fn the_way_back_and_what_can_be_undone_outlive_the_program() {
    let (mystery, said) = resumed(
        begun("45s\n3\ng next\n2\n"),
        "15:00:00",
        "b\nu\nu\n:redo\nw\n",
    );
    let lines: Vec<&str> = said.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "3.1).",
            "Undone: 3.1 has no answer again. 2 of 10 done.",
            "Undone: 1.2 has no answer again. 1 of 10 done.",
            "Redone: 1.2 is 3 again. 2 of 10 done.",
            "Riverside. Item 2 of 10, 1.2, Start. 2 of 10 done.",
            "Saved. 2 of 10 done. Resume with: mystery visit --resume",
        ]
    );
    let (_, said) = resumed(mystery, "15:05:00", "l\n");
    insta::assert_snapshot!(said);
}

#[test]
fn a_text_that_nobody_ended_is_not_taken() {
    let mystery = begun("g story\n");
    let mystery = mystery
        .args(["visit", "--resume"])
        .stdin(":text <<END\nhalf a story\n");
    let run = mystery.run();
    assert_eq!(run.status, 4);
    assert!(
        run.stderr
            .contains("line 2: the text was not ended: END is missing"),
        "{}",
        run.stderr
    );
}

#[test]
fn nothing_in_a_standard_steers_the_terminal() {
    let mystery = Mystery::new()
        .file(
            "bad.yaml",
            "title: \"T\\e[2J\"\nitems:\n  a: \"One\\e]0;x\\a?\"\n",
        )
        .args(["visit", "bad.yaml", "--organisation", "A\u{1b}[31m"])
        .stdin("p\nl\n?\nr\n");
    let run = mystery.run();
    let shown = format!("{}{}", run.stdout, run.stderr);
    assert!(shown.contains("One␛]0;x␇?"), "{shown}");
    assert!(!shown.contains(['\u{1b}', '\u{7}']), "{shown}");
}

#[test]
fn an_hour_with_two_readings_is_asked_back_and_a_spoken_time_is_read_back() {
    let mut mystery = every();
    let visit = |when| {
        [
            "visit",
            "every.yaml",
            "--competitor",
            "Riverside",
            "--visited",
            when,
        ]
    };
    let run = mystery.run_with(visit("last monday at 4"));
    let asked = "mystery: --visited `last monday at 4`: 4 in the morning or in the afternoon? type last monday 4 am or last monday 4 pm\n";
    assert_eq!(run.status, 2);
    assert!(run.stderr.ends_with(asked), "{}", run.stderr);
    let run = mystery.run_with(visit("last monday at 4 pm"));
    let back = "\nThat was Monday 16 November 2026, 16:00.\n";
    assert!(run.stderr.contains(back), "{}", run.stderr);
    let run = mystery.run_with(visit("2026-11-16 16:00"));
    assert!(!run.stderr.contains("That was"), "{}", run.stderr);
}
