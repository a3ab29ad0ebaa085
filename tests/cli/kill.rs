//! The program is killed after every answer of a visit, and gone on with: nothing acknowledged is
//! lost, and the finished visit is the same.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Stdio};

use crate::cli::visit::{BEGIN, LINES, every};
use crate::harness::Mystery;

/// A visit in a process of its own, fed line by line.
struct Typing {
    child: Child,
    screen: BufReader<ChildStdout>,
}

impl Typing {
    fn begin(mystery: &Mystery) -> Self {
        let mut command = mystery.command();
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let screen = BufReader::new(child.stdout.take().unwrap());
        Self { child, screen }
    }

    /// Types lines and waits for what acknowledges them.
    fn answer(&mut self, lines: &str) {
        let stdin = self.child.stdin.as_mut().unwrap();
        stdin.write_all(lines.as_bytes()).unwrap();
        stdin.flush().unwrap();
        let mut line = String::new();
        while !line.starts_with("Saved ") && !line.starts_with("Remark ") {
            line.clear();
            assert_ne!(
                self.screen.read_line(&mut line).unwrap(),
                0,
                "no word after {lines:?}"
            );
        }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The lines of a visit, each answer whole.
fn answers() -> Vec<String> {
    let mut answers = Vec::new();
    let mut block = String::new();
    for line in LINES.lines().filter(|line| !line.starts_with('#')) {
        block.push_str(line);
        block.push('\n');
        let is_inside = block.contains("<<END") && line != "END";
        if !is_inside {
            if !block.trim().is_empty() {
                answers.push(block.clone());
            }
            block.clear();
        }
    }
    answers
}

fn finished(mystery: &mut Mystery) -> String {
    let run = mystery.run_with(["visit", "--resume"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    mystery.read("ledger/visits/2026-11-19-riverside-main-rndi.csv")
}

#[test]
fn killed_after_every_answer_the_visit_is_the_same() {
    let mut whole = every().args(BEGIN).stdin(LINES);
    assert_eq!(whole.run().status, 4);
    whole = whole.stdin(":finish\n");
    let expected = finished(&mut whole);

    let mut killed = every().args(BEGIN).stdin(":finish\n");
    let answers = answers();
    assert_eq!(answers.len(), 11);
    for (n, answer) in answers.iter().enumerate() {
        if n > 0 {
            killed = killed.args(["visit", "--resume"]);
        }
        let mut typing = Typing::begin(&killed);
        typing.answer(answer);
        typing.kill();
    }
    assert_eq!(finished(&mut killed), expected);
}

#[test]
#[cfg(unix)]
fn signals_say_how_to_go_on_and_leave_everything_kept() {
    for (signal, status) in [("INT", 130), ("TERM", 4), ("HUP", 4)] {
        let mystery = every().args(BEGIN);
        let mut command = mystery.command();
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut typing = Typing {
            screen: BufReader::new(child.stdout.take().unwrap()),
            child,
        };
        typing.answer("45s\n");
        let id = typing.child.id().to_string();
        let kill = std::process::Command::new("kill")
            .args([format!("-{signal}"), id])
            .status()
            .unwrap();
        assert!(kill.success());
        // Held open to the end: a closed one would be an end of input, and race with the signal.
        let _stdin = typing.child.stdin.take();
        let output = typing.child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(status), "{signal}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(
            stderr.ends_with("\nSaved. 1 of 10 done. Resume with: mystery visit --resume\n"),
            "{signal}: {stderr}"
        );
    }
}
