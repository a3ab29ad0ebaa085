//! Runs the program in a folder of its own, with time, seed, home and terminal fixed.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The time that tests run at.
pub const NOW: &str = "2026-11-20T14:05:00-06:00";

/// A folder with a home, in which the program runs.
pub struct Mystery {
    folder: tempfile::TempDir,
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
    stdin: String,
}

/// How a run ended.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

#[allow(dead_code, reason = "a harness offers more than each test needs")]
impl Mystery {
    /// A fresh folder; the ledger is `ledger` below it unless told otherwise.
    pub fn new() -> Self {
        Self::new_in(&std::env::temp_dir())
    }

    /// As [`Mystery::new`], below a folder of one's choice.
    pub fn new_in(place: &Path) -> Self {
        let folder = tempfile::tempdir_in(place).expect("a folder can be made there");
        Self {
            folder,
            arguments: Vec::new(),
            variables: Vec::new(),
            stdin: String::new(),
        }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The ledger's folder.
    pub fn ledger(&self) -> PathBuf {
        self.path().join("ledger")
    }

    /// Writes a file into the folder, making the folders it needs.
    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(name, content);
        self
    }

    /// As [`Mystery::file`], by reference.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// Reads a file of the folder.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// The arguments of the next run.
    pub fn args<S: Into<String>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        self.arguments = arguments.into_iter().map(Into::into).collect();
        self
    }

    /// What the next runs read on standard input.
    pub fn stdin(mut self, text: &str) -> Self {
        self.stdin = text.into();
        self
    }

    /// As [`Mystery::stdin`], by reference.
    pub fn set_stdin(&mut self, text: &str) {
        self.stdin = text.into();
    }

    /// A variable of the next runs' environment.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// The command as it will be run.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mystery"));
        command
            .args(&self.arguments)
            .current_dir(self.path())
            .env_clear()
            .env("HOME", self.path())
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("TZ", "America/Chicago")
            .env("LANG", "C.UTF-8")
            .env("MYSTERY_NOW", NOW)
            .env("MYSTERY_SEED", "1")
            .env("MYSTERY_LEDGER", self.ledger())
            .envs(self.variables.iter().cloned());
        command
    }

    /// Runs it.
    pub fn run(&self) -> Run {
        let mut child = self
            .command()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().unwrap();
        let text = self.stdin.clone();
        // From a thread of its own: a program that does not read must not hold up the test.
        let writer = std::thread::spawn(move || drop(stdin.write_all(text.as_bytes())));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Run {
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        }
    }

    /// Runs it with other arguments, in the same folder.
    pub fn run_with<S: Into<String>>(&mut self, arguments: impl IntoIterator<Item = S>) -> Run {
        self.arguments = arguments.into_iter().map(Into::into).collect();
        self.run()
    }
}

/// What is said, whatever the width.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Holds that a run says this, whatever the width.
#[track_caller]
pub fn says(run: &Run, expected: &str) {
    assert!(flat(&run.stdout).contains(expected), "{}", run.stdout);
}

impl Run {
    /// The whole run as one text for a snapshot, the folder's path replaced.
    pub fn snapshot(&self, mystery: &Mystery) -> String {
        let folder = mystery.path().display().to_string();
        let clean = |text: &str| text.replace(&folder, "[folder]");
        format!(
            "exit {}\n--- stdout\n{}--- stderr\n{}",
            self.status,
            clean(&self.stdout),
            clean(&self.stderr)
        )
    }
}

/// Runs a script of `tests/interop` in the folder, and shows what it found wrong. Where its tools are
/// not there says so; with `MYSTERY_NO_SKIP` it fails.
#[allow(dead_code, reason = "a harness offers more than each test needs")]
pub fn hold_against(script: &str, arguments: &[&str], folder: &Path) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/interop")
        .join(script);
    let done = Command::new("python3")
        .arg(script)
        .args(arguments)
        .current_dir(folder)
        .output();
    let why = match done {
        Ok(done) if done.status.success() => return,
        Ok(done) if done.status.code() == Some(77) => {
            String::from_utf8_lossy(&done.stdout).into_owned()
        }
        Ok(done) => panic!(
            "{}{}",
            String::from_utf8_lossy(&done.stdout),
            String::from_utf8_lossy(&done.stderr)
        ),
        Err(_) => "skipped: python3 is not installed".into(),
    };
    assert!(std::env::var_os("MYSTERY_NO_SKIP").is_none(), "{why}");
    // Past the capture of the tests, so that it is seen.
    let _ = writeln!(std::io::stderr(), "{}", why.trim_end());
}
