//! Several programs in one ledger at once: none loses what another keeps, readers wait for nobody, a
//! lock goes with its holder, and where files cannot be locked nothing is written.

use std::fs;
use std::process::{Child, Command, Output, Stdio};

use crate::harness::Mystery;
use crate::sample::{self, THEIRS};

const ANSWERS: &str = "organisation: Happy Paws\nvisited: 2026-11-20\nanswers: {named: yes, warm: Kind, respect: yes}\n";

/// Begins the command with a seed of its own.
fn begin(mystery: &Mystery, seed: usize) -> Child {
    let mut command = mystery.command();
    command.env("MYSTERY_SEED", seed.to_string());
    command.stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn ended(child: Child) -> Output {
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn forty_programs_at_once_lose_nothing() {
    let mut mystery = Mystery::new()
        .file("tiny.yaml", sample::YAML)
        .file("answers.yaml", ANSWERS)
        .args(["visit", "tiny.yaml", "--answers", "answers.yaml"]);
    let visits: Vec<_> = (0..40).map(|seed| begin(&mystery, seed)).collect();
    for output in visits.into_iter().map(ended) {
        assert!(output.status.success(), "{}", said(&output));
    }
    let list = mystery.run_with(["visits", "--format", "csv"]).stdout;
    assert_eq!(list.matches(",finished,").count(), 40);
    let verified = mystery.run_with(["verify"]);
    assert_eq!(verified.status, 0, "{}", verified.stdout);
}

/// What sets a ledger up, in every mixture: one whole programme comes of it, and whoever was told that
/// it was set up as they said finds it so.
#[test]
fn first_commands_at_once_make_one_whole_ledger() {
    for round in 0..8 {
        let mut mystery = Mystery::new()
            .file("tiny.yaml", sample::YAML)
            .file("answers.yaml", ANSWERS)
            .file(
                "theirs.yaml",
                ANSWERS.replace("Happy Paws", "City Pound\nrole: competitor"),
            );
        let mut children = Vec::new();
        for n in 0..6 {
            let arguments = match (n + round) % 3 {
                0 => vec![
                    "init".to_owned(),
                    "--organisation".into(),
                    format!("Happy {n}"),
                ],
                1 => ["visit", "tiny.yaml", "--answers", "answers.yaml"]
                    .map(Into::into)
                    .into(),
                _ => ["visit", "tiny.yaml", "--answers", "theirs.yaml"]
                    .map(Into::into)
                    .into(),
            };
            mystery = mystery.args(arguments.clone());
            children.push((arguments, begin(&mystery, n)));
        }
        let mut set_up_for = Vec::new();
        for (arguments, child) in children {
            let output = ended(child);
            let is_init = arguments[0] == "init";
            if output.status.success() {
                set_up_for.extend(is_init.then(|| arguments[2].clone()));
            } else {
                assert!(is_init, "{}", said(&output));
                assert_eq!(output.status.code(), Some(3), "{}", said(&output));
                assert!(
                    said(&output).contains("a ledger is set up here already"),
                    "{}",
                    said(&output)
                );
            }
        }
        assert!(set_up_for.len() <= 1, "{set_up_for:?}");
        let programme = mystery.read("ledger/mystery.yaml");
        assert!(programme.contains("\nschema: 1\n"), "{programme}");
        assert!(programme.contains("spreadsheet:"), "{programme}");
        for name in set_up_for {
            assert!(
                programme.contains(&format!("organisation: \"{name}\"\n")),
                "{programme}"
            );
        }
        let list = mystery.run_with(["visits", "--format", "csv"]).stdout;
        assert_eq!(list.matches(",finished,").count(), 4, "{list}");
        assert_eq!(mystery.run_with(["verify"]).status, 0);
        let left: Vec<String> = fs::read_dir(mystery.ledger())
            .unwrap()
            .map(|it| it.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.contains(".tmp"))
            .collect();
        assert_eq!(left, Vec::<String>::new());
    }
}

/// While somebody holds the lock, whoever reads goes on at once, and whoever writes waits and then
/// says who it is.
#[cfg(unix)]
#[test]
fn readers_wait_for_nobody_and_writers_say_whom_they_waited_for() {
    let mut mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    sample::finish(&ledger, &THEIRS);
    let lock = fs::File::create(ledger.layout().lock()).unwrap();
    fs::write(ledger.layout().lock(), "process 7 on the front desk\n").unwrap();
    lock.lock().unwrap();
    mystery = mystery.args(["discard", "bbbb"]);
    let waiting = begin(&mystery, 1);
    let began = std::time::Instant::now();
    for reading in [
        &["visits"][..],
        &["show"],
        &["compare"],
        &["verify"],
        &["export", "out"],
    ] {
        let run = mystery.run_with(reading.iter().copied());
        assert_eq!(run.status, 0, "{reading:?}: {}", run.stderr);
    }
    // All of them, on a machine that does other things too, in less than a writer waits.
    assert!(began.elapsed().as_secs() < 9, "{:?}", began.elapsed());
    let output = ended(waiting);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    let busy =
        "mystery: the ledger is in use by process 7 on the front desk\n  finish there first\n";
    assert!(said(&output).ends_with(busy), "{}", said(&output));
    drop(lock);
    assert_eq!(mystery.run_with(["discard", "bbbb"]).status, 0);
}

/// Disks of other computers may not know locks; a part of them says so, and nothing is written then.
#[cfg(target_os = "linux")]
#[test]
fn where_files_cannot_be_locked_nothing_is_written() {
    if !crate::faults::has_strace() {
        return;
    }
    let mut mystery = Mystery::new()
        .file("tiny.yaml", sample::YAML)
        .file("answers.yaml", ANSWERS);
    sample::finish(&sample::ledger(&mystery), &THEIRS);
    let before = crate::faults::state::files(&mystery.ledger());
    for error in ["ENOLCK", "EOPNOTSUPP"] {
        for arguments in [
            &["visit", "tiny.yaml", "--answers", "answers.yaml"][..],
            &["correct", "bbbb", "warm=Kind", "--why", "a slip"],
            &["discard", "bbbb"],
            &["actions", "add", "Ring back", "--item", "warm"],
            &["purge", "--before", "2027-01-01", "--yes"],
        ] {
            mystery = mystery.args(arguments.iter().copied());
            let plain = mystery.command();
            let mut traced = Command::new("strace");
            traced.args(["-f", "-o", "/dev/null", "-e", "trace=flock,fcntl", "-e"]);
            traced.arg(format!("inject=flock:error={error}"));
            traced.arg(plain.get_program()).args(plain.get_args());
            traced.current_dir(mystery.path()).env_clear();
            for (name, value) in plain.get_envs() {
                traced.env(name, value.unwrap_or_default());
            }
            let output = traced.stdin(Stdio::null()).output().unwrap();
            let what = format!("{error} {arguments:?}: {}", said(&output));
            assert_eq!(output.status.code(), Some(3), "{what}");
            assert!(said(&output).contains("this disk cannot lock"), "{what}");
            assert!(said(&output).contains("--ledger DIR"), "{what}");
            let mut after = crate::faults::state::files(&mystery.ledger());
            after.retain(|name, _| name.rsplit('.').next() != Some("lock"));
            assert_eq!(before, after, "{what}");
        }
        for reading in [&["visits"][..], &["compare"], &["verify"]] {
            let run = mystery.run_with(reading.iter().copied());
            assert_eq!(run.status, 0, "{reading:?}: {}", run.stderr);
        }
    }
}

#[cfg(unix)]
#[test]
fn a_killed_program_leaves_no_lock_behind() {
    let mut mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    drop(sample::begin(&ledger, &THEIRS));
    let lock = ledger.layout().open_lock(&sample::id(THEIRS.id));
    // What a program killed in the middle leaves: the files, and no lock on them.
    fs::write(&lock, "process 1 on elsewhere\n").unwrap();
    fs::write(
        mystery.ledger().join("visits/.lock"),
        "process 1 on elsewhere\n",
    )
    .unwrap();
    let temporary = mystery.ledger().join("visits/.mystery-Xy12ab.tmp");
    fs::write(&temporary, "half a fi").unwrap();
    assert!(ledger.resume(&sample::id(THEIRS.id)).is_ok());
    assert_eq!(mystery.run_with(["discard", "bbbb"]).status, 0);
    assert_eq!(mystery.run_with(["verify"]).status, 0);
    assert!(temporary.exists(), "it may be another program's still");
    let hours_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(7200);
    let file = fs::File::options().write(true).open(&temporary).unwrap();
    file.set_modified(hours_ago).unwrap();
    mystery.run_with(["discard", "--undo", "bbbb"]);
    assert!(!temporary.exists());
}
