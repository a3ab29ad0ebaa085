//! Files and words made to do harm: nothing of them steers a terminal, nothing is half taken in, and
//! the way out is said with its place.

use std::fs;

use mystery_shop::files::visit_csv::visit_csv;

use crate::harness::{Mystery, Run};
use crate::sample::{self, THEIRS};

/// Escape sequences, a bidirectional override, and control characters.
const NASTY: [&str; 6] = [
    "\u{1b}[2J\u{1b}[Hfake",
    "\u{9b}31mred",
    "\u{1b}]8;;http://x\u{1b}\\click\u{1b}]8;;\u{1b}\\",
    "A\u{202e}B\u{2066}C",
    "\rPASS 100 %",
    "a\u{8}\u{8}b\u{7}",
];

/// True for what a terminal would obey, or show as what it is not.
fn steers(letter: char) -> bool {
    (letter.is_control() && letter != '\n')
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[track_caller]
fn is_harmless(run: &Run, what: &str) {
    for (stream, text) in [("stdout", &run.stdout), ("stderr", &run.stderr)] {
        if let Some(letter) = text.chars().find(|letter| steers(*letter)) {
            panic!("{what}: {letter:?} on {stream}: {text}");
        }
    }
    assert!(!run.stderr.contains("panicked"), "{what}: {}", run.stderr);
}

/// One visit as rows, with other words at places of one's choice.
fn rows(changes: &[(&str, &str)]) -> Vec<u8> {
    let mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    sample::finish(&ledger, &THEIRS);
    let visits = ledger.visits().unwrap();
    let mut text = String::from_utf8(visit_csv(&visits.all[0].visit)).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}: {text}");
        text = text.replace(from, to);
    }
    text.into_bytes()
}

/// The words in quotes, as a cell of CSV.
fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('"', "\"\""))
}

#[test]
fn words_of_a_visit_never_steer_a_terminal() {
    for nasty in NASTY {
        let mut mystery = Mystery::new().file("tiny.yaml", sample::YAML).args([
            "visit",
            "tiny.yaml",
            "--competitor",
            nasty,
            "--site",
            nasty,
            "--auditor",
            nasty,
        ]);
        let lines = format!("y\nc {nasty}\nKind\nyes\n:notes {nasty}\n:{nasty}\n:finish\n");
        mystery = mystery.stdin(&lines);
        is_harmless(&mystery.run(), nasty);
        mystery = mystery.stdin(":finish\n");
        for command in [
            &["visit", "--resume"][..],
            &["visits"],
            &["show"],
            &["show", "--explain"],
            &["compare"],
            &["verify"],
            &["show", nasty],
            &["correct", "last", nasty, "--why", nasty],
            &["correct", "last", &format!("named={nasty}"), "--why", "x"],
            &["attach", "last", "named", nasty],
            &["discard", nasty],
            &["compare", nasty],
            &["standard", "show", nasty],
            &["standard", "check", nasty],
            &["standard", "new", nasty],
            &["visit", nasty],
            &[nasty],
            &[&format!("--{nasty}")],
            &["visits", "--lang", nasty],
            &["visits", "--ledger", nasty],
            &["export", "out"],
        ] {
            let run = mystery.run_with(command.iter().copied());
            is_harmless(&run, &format!("{command:?}"));
        }
    }
}

#[test]
fn words_of_files_never_steer_a_terminal() {
    for nasty in NASTY {
        let cell = quoted(nasty);
        let csv = rows(&[("City Pound", &cell), (",a1,", &format!(",{cell},"))]);
        let yaml = format!("title: {nasty:?}\nitems:\n  {nasty}: Was it?\n");
        let answers = format!("organisation: {nasty}\n{nasty}: 1\nanswers: {{named: {nasty}}}\n");
        let mut mystery = Mystery::new()
            .file("theirs.csv", csv)
            .file("bad.csv", format!("visit,{nasty}\n{nasty},1\n"))
            .file("tiny.yaml", sample::YAML)
            .file("bad.yaml", yaml)
            .file("answers.yaml", answers)
            .file(
                &format!("ledger/visits/{}.csv", nasty.replace('/', "")),
                "x",
            )
            .file("ledger/mystery.yaml", format!("schema: 1\n{nasty}: x\n"));
        for command in [
            &["visits"][..],
            &["standard", "check", "bad.yaml"],
            &["visit", "bad.yaml"],
        ] {
            is_harmless(&mystery.run_with(command.iter().copied()), nasty);
        }
        mystery.write("ledger/mystery.yaml", "schema: 1\n");
        for command in [
            &["visits"][..],
            &["verify"],
            &["compare", "theirs.csv"],
            &["compare", "bad.csv"],
            &["compare", "theirs.csv", "--format", "markdown"],
            &["visit", "tiny.yaml", "--answers", "answers.yaml"],
        ] {
            is_harmless(&mystery.run_with(command.iter().copied()), nasty);
        }
    }
}

/// What a spreadsheet does to a file, and what an attacker or a broken disk does: read right, or
/// refused with its line.
#[test]
fn a_table_is_read_right_or_refused_with_its_line() {
    let plain = String::from_utf8(rows(&[])).unwrap();
    let with_bom = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    let mut mystery = Mystery::new().file("tiny.yaml", sample::YAML);
    let standard = ["--standard-file", "tiny.yaml", "--format", "json"];
    let mut compare = |bytes: &[u8]| {
        mystery.write("theirs.csv", bytes);
        let run = mystery.run_with(["compare", "theirs.csv"].into_iter().chain(standard));
        is_harmless(&run, "a table");
        run
    };
    let expected = compare(plain.as_bytes());
    assert_eq!(expected.status, 0, "{}", expected.stderr);
    let read = compare(with_bom.as_bytes());
    assert_eq!((read.status, read.stdout), (0, expected.stdout));

    let second_line = |from: &str, to: &str| {
        let at = plain.find('\n').unwrap() + 1;
        let (head, rest) = plain.split_at(at);
        assert!(rest.contains(from), "{from}");
        format!("{head}{}", rest.replacen(from, to, 1)).into_bytes()
    };
    let mut refused: Vec<(&str, Vec<u8>)> = vec![
        ("not UTF-8", {
            let mut bytes = plain.clone().into_bytes();
            let at = plain.find("City").unwrap();
            bytes[at] = 0xff;
            bytes
        }),
        ("a cell too few", second_line(",false,", ",")),
        ("a cell too many", second_line(",false,", ",false,false,")),
        ("a quote that never ends", second_line("City", "\"City")),
        ("half a file", plain.as_bytes()[..plain.len() - 40].to_vec()),
    ];
    for credit in [
        "1e400",
        "NaN",
        "inf",
        "0x1",
        "1.234,5",
        "-0.5",
        "\u{661}",
        "1.0000000001",
    ] {
        refused.push((
            credit,
            second_line(",scored,1,", &format!(",scored,{},", quoted(credit))),
        ));
    }
    for id in [
        "../../etc/passwd",
        "..\\..\\x",
        "/abs",
        "CON",
        "nul.txt",
        "a.",
        ".hidden",
        "-rf",
        "%2e%2e%2f",
    ] {
        refused.push((id, plain.replace(THEIRS.id, &quoted(id)).into_bytes()));
    }
    let long = "x".repeat(300);
    refused.push(("a long id", plain.replace(THEIRS.id, &long).into_bytes()));
    for (what, bytes) in refused {
        let run = compare(&bytes);
        assert_eq!(run.status, 3, "{what}: {}", run.stderr);
        assert!(run.stderr.contains("theirs.csv"), "{what}: {}", run.stderr);
    }
}

/// Nine levels of nine: a billion words, had anybody spelt them out.
#[test]
fn a_file_that_would_grow_without_end_is_refused_at_once() {
    let mut bomb = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for (before, name) in "abcdefgh".chars().zip("bcdefghi".chars()) {
        let all = vec![format!("*{before}"); 9].join(", ");
        let line = format!("{name}: &{name} [{all}]\n");
        bomb.push_str(&line);
    }
    let deep = format!("title: {}", "[".repeat(100_000));
    let many = "x: 1\n".repeat(300_000);
    for (what, yaml) in [
        ("a bomb", &bomb),
        ("nested deep", &deep),
        ("over 1 MiB", &many),
    ] {
        let mut mystery = Mystery::new().file("bad.yaml", yaml);
        let run = mystery.run_with(["standard", "check", "bad.yaml"]);
        assert_eq!(run.status, 1, "{what}: {}", run.stderr);
        is_harmless(&run, what);
        for command in [
            &["visit", "bad.yaml"][..],
            &["visit", "quick-check", "--answers", "bad.yaml"],
        ] {
            let run = mystery.run_with(command.iter().copied());
            assert_eq!(run.status, 3, "{what}, {command:?}: {}", run.stderr);
            is_harmless(&run, what);
        }
    }
}

/// Copies that programs make that keep folders alike on several computers.
#[test]
fn a_copy_of_a_synced_folder_is_named_and_not_counted() {
    let mut mystery = Mystery::new().env("COLUMNS", "200");
    let ledger = sample::ledger(&mystery);
    sample::finish(&ledger, &THEIRS);
    let csv = fs::read(ledger.layout().visit(&sample::id(THEIRS.id))).unwrap();
    for copy in [
        " (Anna's conflicted copy 2026-01-02).csv",
        " (conflicted copy).csv",
        "-DESKTOP-AB12.csv",
        ".sync-conflict-20260102-030405-ABCDEFG.csv",
        ".csv.icloud",
    ] {
        let name = format!("{}{copy}", THEIRS.id);
        mystery.write(&format!("ledger/visits/{name}"), &csv);
        let verified = mystery.run_with(["verify"]);
        assert_eq!(verified.status, 1, "{name}");
        let said = verified.stdout.replace("\n  ", " ");
        assert!(said.contains(&name), "{name}: {said}");
        let list = mystery.run_with(["visits", "--format", "csv"]).stdout;
        assert_eq!(list.lines().count(), 2, "{name}: {list}");
        fs::remove_file(mystery.ledger().join("visits").join(name)).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn arguments_and_paths_that_are_no_text_are_refused_plainly() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let odd = OsStr::from_bytes(b"caf\xe9\x1b[2J");
    let mystery = Mystery::new().file("tiny.yaml", sample::YAML);
    fs::write(mystery.path().join(odd), "x").unwrap();
    fs::create_dir_all(mystery.ledger().join("visits")).unwrap();
    fs::write(mystery.ledger().join("visits").join(odd), "x").unwrap();
    for words in [
        &["show"][..],
        &["visit"],
        &["compare"],
        &["standard", "check"],
        &["visit", "tiny.yaml", "--competitor"],
        &["visits", "--ledger"],
        &["verify", "--format"],
        &["export"],
        &[],
    ] {
        let output = mystery.command().args(words).arg(odd).output().unwrap();
        let run = Run {
            status: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        is_harmless(&run, &format!("{words:?}"));
    }
}
