//! The program itself, killed or failed at each of its own system calls that change the disk: what
//! it said was done is there, and the next command goes on. Needs strace.

use std::process::{Command, Stdio};

use crate::harness::Mystery;
use crate::sample;

/// The calls behind writing, syncing and naming; and how each is made to end.
const CALLS: [&str; 4] = [
    "write",
    "fsync,fdatasync",
    "rename,renameat2",
    "mkdir,ftruncate",
];
const ENDS: [&str; 2] = ["signal=SIGKILL", "error=ENOSPC"];

fn has_strace() -> bool {
    let found = Command::new("strace")
        .arg("-V")
        .stdout(Stdio::null())
        .status();
    let has = found.is_ok_and(|status| status.success());
    let why = "strace is not there, so nothing was killed at its system calls";
    assert!(
        has || std::env::var_os("MYSTERY_NO_SKIP").is_none(),
        "{why}"
    );
    has
}

fn fresh() -> Mystery {
    Mystery::new()
        .file("tiny.yaml", sample::YAML)
        .file("door.jpg", "a photo")
        .file(
            "answers.yaml",
            "organisation: Happy Paws\nvisited: 2026-11-20\n\
             answers: {named: {answer: yes, evidence: [door.jpg]}, warm: Kind, respect: yes}\n",
        )
        .args(["visit", "tiny.yaml", "--answers", "answers.yaml"])
}

/// Runs a visit whose `n`th such call ends so; gives whether it was told finished, or `None` where
/// there were fewer calls.
fn run(mystery: &Mystery, call: &str, end: &str, n: usize) -> Option<bool> {
    let plain = mystery.command();
    let log = mystery.path().join("strace.log");
    let mut traced = Command::new("strace");
    traced.arg("-f").arg("-o").arg(&log);
    traced.args(["-e", &format!("trace={call}"), "-e"]);
    traced.arg(format!("inject={call}:{end}:when={n}"));
    traced.arg(plain.get_program()).args(plain.get_args());
    traced.current_dir(mystery.path()).env_clear();
    for (name, value) in plain.get_envs() {
        traced.env(name, value.unwrap_or_default());
    }
    let output = traced.output().unwrap();
    let log = std::fs::read_to_string(log).unwrap();
    let is_hit = log.contains("INJECTED") || log.contains("killed by SIGKILL");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!said.contains("panicked"), "{call} {end} {n}: {said}");
    let is_told =
        output.status.success() && String::from_utf8_lossy(&output.stdout).contains("Finished");
    is_hit.then_some(is_told)
}

#[test]
fn killed_or_failed_anywhere_the_next_command_goes_on() {
    if !has_strace() {
        return;
    }
    let mut n_hit = 0;
    for (call, end) in CALLS.iter().flat_map(|call| ENDS.map(|end| (*call, end))) {
        for n in 1.. {
            let mut mystery = fresh();
            let Some(is_told) = run(&mystery, call, end, n) else {
                break;
            };
            n_hit += 1;
            let step = format!("{call} {end} {n}");
            // A command that writes, and so puts away what was broken off; there is no such visit.
            let next = mystery.run_with(["discard", "nonesuch"]);
            assert_eq!(next.status, 3, "{step}: {}", next.stderr);
            assert!(
                !next.stderr.contains("Not put away"),
                "{step}: {}",
                next.stderr
            );
            let verified = mystery.run_with(["verify"]);
            assert_eq!(verified.status, 0, "{step}: {}", verified.stdout);
            let list = mystery.run_with(["visits", "--format", "csv"]).stdout;
            let (n_rows, n_finished) =
                (list.lines().count() - 1, list.matches(",finished,").count());
            assert!(
                n_rows <= 1 && (!is_told || n_finished == 1),
                "{step}: {list}"
            );
        }
    }
    assert!(n_hit > 100, "{n_hit}");
}
