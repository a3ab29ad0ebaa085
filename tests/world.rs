//! A world that does not play along: a full or read-only disk, a limit on files, an output that is
//! closed or full, a clock that was set back. What was there stays, and the reason is said in a line.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output, Stdio};

use crate::harness::Mystery;
use crate::sample::{self, OURS, THEIRS};

/// Runs the command by a shell, as `words` say around `"$@"`.
fn by_shell(mystery: &Mystery, words: &str, arguments: &[&str]) -> Output {
    let plain = mystery.command();
    let mut command = Command::new("bash");
    command.args(["-c", words, "bash"]);
    command.arg(plain.get_program()).args(arguments);
    command.current_dir(mystery.path()).env_clear();
    for (name, value) in plain.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command.stdin(Stdio::null()).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const VISIT: [&str; 4] = ["visit", "tiny.yaml", "--answers", "answers.yaml"];

fn with_answers() -> Mystery {
    let notes = "word ".repeat(2_000);
    let answers = format!(
        "organisation: Happy Paws\nvisited: 2026-11-20\nnotes: {notes}\nanswers: {{named: yes, warm: Kind, respect: yes}}\n"
    );
    let mystery = Mystery::new()
        .file("tiny.yaml", sample::YAML)
        .file("answers.yaml", answers);
    sample::finish(&sample::ledger(&mystery), &THEIRS);
    mystery
}

#[test]
fn an_output_that_is_full_is_said_and_one_that_is_closed_is_no_matter() {
    let mystery = with_answers();
    for arguments in [
        &["visits"][..],
        &["show"],
        &["compare"],
        &["--help"],
        &["standard", "list"],
    ] {
        let full = by_shell(&mystery, "\"$@\" > /dev/full", arguments);
        assert_eq!(
            full.status.code(),
            Some(3),
            "{arguments:?}: {}",
            said(&full)
        );
        assert!(!said(&full).contains("panicked"), "{arguments:?}");
        let head = "\"$@\" | head -c 1 > /dev/null; exit ${PIPESTATUS[0]}";
        let piped = by_shell(&mystery, head, arguments);
        assert_eq!(
            piped.status.code(),
            Some(0),
            "{arguments:?}: {}",
            said(&piped)
        );
        for closed in ["\"$@\" >&-", "\"$@\" 2>&-", "\"$@\" <&- >&- 2>&-"] {
            let output = by_shell(&mystery, closed, arguments);
            assert!(
                !said(&output).contains("panicked"),
                "{closed} {arguments:?}"
            );
            assert!(
                output.status.code().is_some_and(|code| code <= 3),
                "{closed} {arguments:?}"
            );
        }
    }
}

#[test]
fn a_limit_on_the_size_of_files_loses_nothing() {
    let mut mystery = with_answers();
    let before = fs::read(mystery.ledger().join(format!("visits/{}.csv", THEIRS.id))).unwrap();
    let limited = by_shell(&mystery, "trap '' XFSZ; ulimit -f 1; \"$@\"", &VISIT);
    assert_eq!(limited.status.code(), Some(3), "{}", said(&limited));
    assert!(
        said(&limited).contains("mystery: not saved") || said(&limited).contains("cannot write"),
        "{}",
        said(&limited)
    );
    // Without the trap the system kills it.
    let killed = by_shell(&mystery, "ulimit -f 1; \"$@\"", &VISIT);
    assert_ne!(killed.status.code(), Some(0));
    assert_eq!(
        fs::read(mystery.ledger().join(format!("visits/{}.csv", THEIRS.id))).unwrap(),
        before
    );
    mystery.run_with(["discard", "nonesuch"]);
    let verified = mystery.run_with(["verify"]);
    assert_eq!(verified.status, 0, "{}", verified.stdout);
}

#[test]
fn a_read_only_ledger_is_read_and_not_written() {
    let mystery = with_answers();
    let mut folders = vec![mystery.ledger()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
            }
        }
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    }
    fs::set_permissions(mystery.path(), fs::Permissions::from_mode(0o755)).unwrap();
    // Modes do not hold up the superuser.
    let is_root = fs::write(mystery.ledger().join("probe"), "").is_ok();
    let _ = fs::remove_file(mystery.ledger().join("probe"));
    let words = if is_root {
        "cp \"$1\" ./program; chmod 755 program; shift; exec setpriv --reuid=65534 --regid=65534 --clear-groups ./program \"$@\""
    } else {
        "\"$@\""
    };
    for reading in [&["visits"][..], &["show"], &["compare"], &["verify"]] {
        let output = by_shell(&mystery, words, reading);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{reading:?}: {}",
            said(&output)
        );
    }
    for writing in [
        &VISIT[..],
        &["discard", "bbbb"],
        &["correct", "bbbb", "warm=Kind", "--why", "x"],
    ] {
        let output = by_shell(&mystery, words, writing);
        assert_eq!(
            output.status.code(),
            Some(3),
            "{writing:?}: {}",
            said(&output)
        );
        assert!(
            said(&output).contains("cannot "),
            "{writing:?}: {}",
            said(&output)
        );
    }
    let mut folders = vec![mystery.ledger()];
    while let Some(folder) = folders.pop() {
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        let all = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path());
        folders.extend(all.filter(|it| it.is_dir()));
    }
}

#[test]
fn a_clock_that_was_set_back_breaks_nothing() {
    let mut mystery = with_answers();
    for now in [
        "2026-11-20T14:05:00-06:00",
        "2001-01-01T00:00:00Z",
        "2026-11-21T14:05:00-06:00",
    ] {
        mystery = mystery.env("MYSTERY_NOW", now);
        let visit = [
            "visit",
            "tiny.yaml",
            "--competitor",
            "Riverside",
            "--visited",
            "2000-01-01",
        ];
        mystery = mystery.stdin("yes\nKind\nyes\n:finish\n");
        let run = mystery.run_with(visit);
        assert_eq!(run.status, 0, "{now}: {}", run.stderr);
        let behind = "Warning: this computer's clock (2001-01-01T00:00:00+00:00) is behind what was last kept here (2026-11-20T14:05:00-06:00).\n";
        let is_back = now.starts_with("2001");
        assert_eq!(
            run.stderr.contains(behind),
            is_back,
            "{now}: {}",
            run.stderr
        );
        let run = mystery.run_with(["correct", "bbbb", "named=no", "--why", "x"]);
        assert!([0, 2].contains(&run.status), "{now}: {}", run.stderr);
    }
    let list = mystery.run_with(["visits", "--format", "csv"]).stdout;
    assert_eq!(list.lines().count(), 5, "{list}");
    let verified = mystery.run_with(["verify"]);
    assert_eq!(verified.status, 0, "{}", verified.stdout);
    assert!(!list.contains(OURS.id));
}

/// Wherever it runs: in another zone of time, another language, without a home, in a window of any
/// width, the figures are the same.
#[test]
fn the_figures_are_the_same_everywhere() {
    let mystery = with_answers();
    sample::finish(&sample::ledger(&mystery), &OURS);
    let figures = |environment: &str| {
        let words = format!("{environment} \"$@\"");
        ["csv", "json"].map(|format| {
            let compared = by_shell(&mystery, &words, &["compare", "--format", format]);
            assert_eq!(compared.status.code(), Some(0), "{}", said(&compared));
            compared.stdout
        })
    };
    let usual = figures("");
    for environment in [
        "TZ=Pacific/Apia",
        "TZ=nowhere",
        "LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8",
        "LC_ALL=C",
        "HOME=",
        "env -u HOME -u TZ -u LANG",
        "COLUMNS=80",
        "COLUMNS=200",
        "NO_COLOR=1 TERM=dumb",
    ] {
        assert_eq!(figures(environment), usual, "{environment}");
    }
}

/// With little memory and little time: refused in a line, and neither killed nor hanging.
#[test]
fn a_file_made_to_fill_the_memory_is_refused_with_little_of_it() {
    let mut bomb = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for (before, name) in "abcdefgh".chars().zip("bcdefghi".chars()) {
        let all = vec![format!("*{before}"); 9].join(", ");
        let line = format!("{name}: &{name} [{all}]\n");
        bomb.push_str(&line);
    }
    let mystery = Mystery::new()
        .file("bomb.yaml", bomb)
        .file("deep.yaml", format!("title: {}", "[".repeat(1_000_000)))
        .file("deep.json", format!("{{\"title\": {}", "[".repeat(500_000)))
        .file("record.csv", format!("visit,{}\n", "x".repeat(64 << 20)))
        .file(
            "quote.csv",
            format!("visit,\"{}\n", "x,\n".repeat(20 << 20)),
        );
    let little = "ulimit -v 524288; timeout 20 \"$@\"";
    for (arguments, status) in [
        (&["standard", "check", "bomb.yaml"][..], 1),
        (&["standard", "check", "deep.yaml"], 1),
        (&["standard", "check", "deep.json"], 1),
        (&["visit", "deep.yaml"], 3),
        (&["visit", "quick-check", "--answers", "bomb.yaml"], 3),
        (&["visit", "quick-check", "--answers", "deep.json"], 3),
        (&["compare", "record.csv"], 3),
        (&["compare", "quote.csv"], 3),
        (&["export", "out", "record.csv"], 3),
    ] {
        let output = by_shell(&mystery, little, arguments);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {said}");
        assert!(said.len() < 40_000, "{arguments:?}: {said}");
        assert!(!said.contains("panicked"), "{arguments:?}: {said}");
    }
}
