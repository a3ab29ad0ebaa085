//! A terminal with the program in it: keys go in, what stands on it is waited for.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::harness::Mystery;

/// How long anything may take before the test gives up on it.
const PATIENCE: Duration = Duration::from_secs(30);

/// A terminal and the program in it.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    is_closing: Arc<AtomicBool>,
    screen: vt100::Parser,
    before: String,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn settings(terminal: &dyn MasterPty) -> String {
    format!("{:?}", terminal.get_termios())
}

fn some(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

/// The state of a process by its letter, from `/proc` where there is one.
fn state(id: &str) -> String {
    if let Ok(stat) = std::fs::read_to_string(format!("/proc/{id}/stat")) {
        let (_, behind_the_name) = stat.rsplit_once(") ").unwrap();
        return behind_the_name.to_owned();
    }
    let mut ps = std::process::Command::new("ps");
    let output = ps.args(["-o", "state=", "-p", id]).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

impl Terminal {
    /// Runs the program in a window of this size.
    pub fn new(mystery: &Mystery, columns: u16, rows: u16) -> Self {
        let command = mystery.command();
        let mut inside = CommandBuilder::new(command.get_program());
        inside.args(command.get_args());
        Self::run(mystery, inside, columns, rows)
    }

    /// Opens a shell, with nothing of anybody's own in it.
    pub fn shell(mystery: &Mystery, columns: u16, rows: u16) -> Self {
        let mut inside = CommandBuilder::new("sh");
        inside.args(["-i"]);
        Self::run(mystery, inside, columns, rows)
    }

    fn run(mystery: &Mystery, mut inside: CommandBuilder, columns: u16, rows: u16) -> Self {
        let command = mystery.command();
        inside.env_clear();
        inside.cwd(mystery.path());
        for (name, value) in command.get_envs() {
            if let Some(value) = value {
                inside.env(name, value);
            }
        }
        inside.env("TERM", "xterm-256color");
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let before = settings(&*pair.master);
        let child = pair.slave.spawn_command(inside).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        let is_closing = Arc::new(AtomicBool::new(false));
        let is_asked_to = Arc::clone(&is_closing);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                if is_asked_to.load(Ordering::Relaxed) {
                    return;
                }
                if sender.send(bytes[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            master: Some(pair.master),
            writer: Some(writer),
            output,
            is_closing,
            screen: vt100::Parser::new(some(rows), some(columns), 100),
            before,
        }
    }

    /// What stands on it.
    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// The screen itself, with its colours.
    pub fn screen(&self) -> &vt100::Screen {
        self.screen.screen()
    }

    /// Whether the second screen is shown, and whether the cursor is hidden.
    pub fn is_full(&self) -> (bool, bool) {
        let screen = self.screen.screen();
        (screen.alternate_screen(), screen.hide_cursor())
    }

    /// How the terminal takes keys: line by line, or one by one.
    pub fn settings(&self) -> String {
        settings(&**self.master.as_ref().expect("the window is open"))
    }

    /// How it took them before the program began.
    pub fn settings_before(&self) -> String {
        self.before.clone()
    }

    /// Waits until the second screen is shown, or is not.
    #[track_caller]
    pub fn wait_full(&mut self, is_full: bool) -> &mut Self {
        let until = Instant::now() + PATIENCE;
        while self.screen.screen().alternate_screen() != is_full {
            let left = until.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(why) => panic!("it does not change ({why}):\n{}", self.text()),
            }
        }
        self
    }

    /// Waits until something stands there.
    #[track_caller]
    pub fn wait(&mut self, text: &str) -> &mut Self {
        self.wait_until(text, |screen| screen.contains(text))
    }

    /// Waits until what stands there is as it is to be; `text` names it.
    #[track_caller]
    pub fn wait_until(&mut self, text: &str, is_there: impl Fn(&str) -> bool) -> &mut Self {
        let until = Instant::now() + PATIENCE;
        while !is_there(&self.text()) {
            let left = until.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(why) => panic!("no `{text}` ({why}) in\n{}", self.text()),
            }
        }
        self
    }

    /// Presses keys.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        let writer = self.writer.as_mut().expect("the window is open");
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
        self
    }

    /// Gives the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let master = self.master.as_ref().expect("the window is open");
        master.resize(size(columns, rows)).unwrap();
        self.screen.screen_mut().set_size(some(rows), some(columns));
        self
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        let sent = std::process::Command::new("kill")
            .args([format!("-{name}"), id])
            .status();
        assert!(sent.unwrap().success());
    }

    /// Waits until the program has been stopped: one that is told to go on before that stays stopped.
    #[track_caller]
    pub fn wait_stopped(&mut self) -> &mut Self {
        let id = self.child.process_id().unwrap().to_string();
        let until = Instant::now() + PATIENCE;
        while !state(&id).starts_with('T') {
            assert!(Instant::now() < until, "it does not stop:\n{}", self.text());
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(20)) {
                self.screen.process(&bytes);
            }
        }
        self
    }

    /// Closes the window: the last to let go of it is the thread that reads, once it is drawn on.
    pub fn close(&mut self) {
        self.is_closing.store(true, Ordering::Relaxed);
        self.resize(79, 23);
        self.writer = None;
        self.master = None;
    }

    /// Waits for the end of the program, and gives its exit code.
    pub fn ended(&mut self) -> u32 {
        let until = Instant::now() + PATIENCE;
        let status = loop {
            while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(20)) {
                self.screen.process(&bytes);
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < until, "it does not end:\n{}", self.text());
        };
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.screen.process(&bytes);
        }
        status.exit_code()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}
