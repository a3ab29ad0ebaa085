//! Ctrl-C, a closed terminal, a request to end: nothing needs saving, so all that is done is to put
//! the terminal back, say how to go on, and leave.

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::lines::LineSoFar;

/// Every signal that would end the program and is not a fault of its own making.
#[cfg(unix)]
const ENDING: [i32; 11] = {
    use signal_hook::consts::{
        SIGABRT, SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM,
        SIGXCPU,
    };
    [
        SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGABRT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF,
        SIGXCPU,
    ]
};

/// What is done before anything is said.
type First = Arc<Mutex<Option<Box<dyn Fn() + Send>>>>;

/// Keeps the words that nothing holds yet, and gives what is said then; `None` where that cannot be.
type Keep = Box<dyn FnOnce(&str) -> Option<String> + Send>;

/// Words that nothing holds yet, and how they would be kept.
#[derive(Default)]
struct Unkept {
    words: String,
    /// The line that goes on with them, while it is being typed.
    line: Option<LineSoFar>,
    keep: Option<Keep>,
}

impl Unkept {
    /// The words, and what is typed of their next line.
    fn all(&self) -> String {
        let line = self.line.as_ref().map(LineSoFar::text);
        let parts = [Some(self.words.clone()), line];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join("\n")
    }
}

/// While it lives no signal ends the program: what is being kept is kept whole.
pub struct Held<'f>(MutexGuard<'f, Unkept>);

impl fmt::Debug for Held<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Held")
    }
}

impl Held<'_> {
    /// The words are kept: a signal has nothing left to do.
    pub fn done(mut self) {
        *self.0 = Unkept::default();
    }
}

/// Exit codes of a program that a signal ends: all is done, nothing was done, something is kept.
const DONE: i32 = 0;
const NOTHING: i32 = 3;
const UNFINISHED: i32 = 4;
const INTERRUPTED: i32 = 130;

/// What is said when a signal ends the program, kept up to date by the walk.
#[derive(Clone)]
pub struct Farewell {
    said: Arc<Mutex<String>>,
    first: First,
    unkept: Arc<Mutex<Unkept>>,
    code: Arc<AtomicI32>,
    is_listening: Arc<AtomicBool>,
    same_way: Arc<OnceLock<String>>,
}

impl Default for Farewell {
    fn default() -> Self {
        Self {
            said: Arc::default(),
            first: First::default(),
            unkept: Arc::default(),
            code: Arc::new(AtomicI32::new(UNFINISHED)),
            is_listening: Arc::default(),
            same_way: Arc::default(),
        }
    }
}

impl fmt::Debug for Farewell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Farewell")
            .field(&self.text())
            .finish()
    }
}

impl Farewell {
    /// Sets what is said while something is kept and not finished.
    pub fn set(&self, text: impl Into<String>) {
        self.set_with(text, UNFINISHED);
    }

    /// Sets what is said while nothing is kept yet.
    pub fn set_nothing(&self, text: impl Into<String>) {
        self.set_with(text, NOTHING);
    }

    /// Sets what is said once nothing is left to do: leaving is a success from here on.
    pub fn set_done(&self, text: impl Into<String>) {
        self.set_with(text, DONE);
    }

    fn set_with(&self, text: impl Into<String>, code: i32) {
        if let Ok(mut said) = self.said.lock() {
            *said = text.into();
        }
        self.code.store(code, Ordering::Relaxed);
    }

    /// What is said.
    pub fn text(&self) -> String {
        self.said
            .lock()
            .map(|said| said.clone())
            .unwrap_or_default()
    }

    /// Sets what whoever goes on types behind the command, so that the same ledger and the same screen
    /// come back: ` --ui line`.
    pub fn set_same_way(&self, options: String) {
        // Set once, by the command line that began.
        let _ = self.same_way.set(options);
    }

    /// The command that goes on with the visit, `which` or the only one: `mystery visit --resume`.
    pub fn resume(&self, which: &str) -> String {
        let space = if which.is_empty() { "" } else { " " };
        format!("mystery visit --resume{space}{which}{}", self.same_way())
    }

    /// What whoever goes on types behind the command: ` --ui line`.
    pub fn same_way(&self) -> &str {
        self.same_way.get().map_or("", String::as_str)
    }

    /// Sets what is done before that, such as leaving the full screen.
    pub fn first(&self, done: impl Fn() + Send + 'static) {
        let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        *first = Some(Box::new(done));
    }

    /// From here on a signal keeps what was jotted down, by this.
    pub fn keep_by(&self, keep: impl FnOnce(&str) -> Option<String> + Send + 'static) {
        self.unkept().keep = Some(Box::new(keep));
    }

    /// From here on a signal keeps nothing: how it would be kept is not known any more.
    pub fn keep_by_nothing(&self) {
        self.unkept().keep = None;
    }

    /// Says what was jotted down so far, and is kept nowhere yet.
    pub fn jot(&self, words: String) {
        let mut unkept = self.unkept();
        unkept.words = words;
        unkept.line = None;
    }

    /// Says where the line stands that goes on with what was jotted down, as long as it is typed.
    pub fn jot_line(&self, line: Option<LineSoFar>) {
        self.unkept().line = line;
    }

    /// Leaves as a signal would, where something is jotted down that nothing holds yet and that can be
    /// kept: the terminal is gone, and nobody can be asked or told.
    pub fn leave_if_jotted(&self) {
        let unkept = self.unkept();
        let is_there = unkept.keep.is_some() && !unkept.all().trim().is_empty();
        drop(unkept);
        if is_there {
            self.leave();
        }
    }

    /// Holds signals up while what was jotted down is kept in another way.
    pub fn hold(&self) -> Held<'_> {
        Held(self.unkept())
    }

    fn unkept(&self) -> MutexGuard<'_, Unkept> {
        self.unkept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves the program at once, with the exit code of what was said last.
    pub fn leave(&self) -> ! {
        self.leave_with(None)
    }

    fn leave_with(&self, code: Option<i32>) -> ! {
        // Held to the end: whoever comes second waits here until the program is gone.
        let first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(done) = first.as_ref() {
            done();
        }
        let mut unkept = self.unkept();
        let words = unkept.all();
        let keep = unkept.keep.take().filter(|_| !words.trim().is_empty());
        if let Some(said) = keep.and_then(|keep| keep(&words)) {
            self.set(said);
        }
        super::output::last_words(&self.text());
        std::process::exit(code.unwrap_or_else(|| self.code.load(Ordering::Relaxed)))
    }

    /// From here on signals end the program this way; Ctrl-C with 130, unless all is done.
    #[cfg(unix)]
    pub fn on_signals(&self) -> std::io::Result<()> {
        use signal_hook::consts::SIGINT;

        if self.is_listening.swap(true, Ordering::Relaxed) {
            return Ok(());
        }
        let terminal = rustix::termios::tcgetattr(std::io::stdin()).ok();
        let mut signals = signal_hook::iterator::Signals::new(ENDING)?;
        let farewell = self.clone();
        std::thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                if let Some(terminal) = &terminal {
                    let _ = rustix::termios::tcsetattr(
                        std::io::stdin(),
                        rustix::termios::OptionalActions::Now,
                        terminal,
                    );
                }
                if signal == SIGINT && farewell.code.load(Ordering::Relaxed) != DONE {
                    farewell.leave_with(Some(INTERRUPTED));
                }
                farewell.leave();
            }
        });
        Ok(())
    }

    /// Elsewhere the system ends the program; all is kept all the same.
    #[cfg(not(unix))]
    pub fn on_signals(&self) -> std::io::Result<()> {
        Ok(())
    }
}
