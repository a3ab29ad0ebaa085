//! The terminal itself: taken for the visit, given back whatever happens. Every call that changes
//! it is here: raw mode, the second screen, pasted text marked as such, the cursor.

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::{Hide, Show};
use ratatui::crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyEventKind,
    KeyModifiers,
};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal};

use super::burst::{self, Pace};
use super::state::Input;
use crate::ui::output;
use crate::ui::signals::Farewell;

/// How often the program looks whether it was stopped and goes on again.
const LOOK: Duration = Duration::from_secs(1);

/// Keys that come at once, where a terminal cannot mark pasted text: more of them were not typed.
const MOST_TYPED_AT_ONCE: usize = 4;

/// Keys that are looked at together.
const MOST_AT_ONCE: usize = 100_000;

/// Whether the terminal is taken. Whoever draws holds it, so that nothing is drawn any more once a
/// signal has given the terminal back.
#[derive(Clone, Default)]
struct Taken(Arc<Mutex<bool>>);

/// The terminal of a visit.
pub(super) struct Tty {
    terminal: Terminal<CrosstermBackend<Box<dyn Write>>>,
    taken: Taken,
    went_on: Arc<AtomicBool>,
    waiting: VecDeque<Input>,
    pace: Pace,
}

impl fmt::Debug for Tty {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Tty").finish_non_exhaustive()
    }
}

impl Taken {
    fn take(&self) -> io::Result<()> {
        let mut is_taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *is_taken = true;
        enable_raw_mode()?;
        execute!(
            output::screen(),
            EnterAlternateScreen,
            EnableBracketedPaste,
            Hide
        )
    }

    /// Gives the terminal back until it is taken again, while another thread may draw.
    #[cfg(unix)]
    fn lay_down(&self) {
        for _ in 0..50 {
            match self.0.try_lock() {
                Ok(mut is_taken) => {
                    if std::mem::take(&mut *is_taken) {
                        restore();
                    }
                    return;
                }
                Err(TryLockError::Poisoned(_)) => return restore(),
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(10)),
            }
        }
    }

    fn give_back(&self) {
        // While this very thread draws, the lock is its own: a panic must not wait for it.
        match self.0.try_lock() {
            Ok(mut is_taken) if *is_taken => *is_taken = false,
            Ok(_) => return,
            Err(_) => {}
        }
        restore();
    }

    /// Gives the terminal back for good: nobody can draw after this.
    fn give_back_for_good(&self) {
        // A window that takes nothing any more must not keep the program from ending.
        for _ in 0..50 {
            match self.0.try_lock() {
                Ok(is_taken) => {
                    if *is_taken {
                        restore();
                    }
                    std::mem::forget(is_taken);
                    return;
                }
                Err(TryLockError::Poisoned(_)) => return restore(),
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(10)),
            }
        }
    }
}

/// Where it cannot be restored, nobody is there to be told.
fn restore() {
    let _ = execute!(
        output::screen(),
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
}

impl Tty {
    /// Takes the terminal. It is given back when this goes, on a panic, and before a signal or a
    /// closed window ends the program.
    pub(super) fn take(farewell: &Farewell) -> io::Result<Self> {
        let taken = Taken::default();
        let for_signals = taken.clone();
        farewell.first(move || for_signals.give_back_for_good());
        let for_panics = taken.clone();
        let others = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            for_panics.give_back();
            others(panic);
        }));
        let went_on = Arc::new(AtomicBool::new(false));
        #[cfg(unix)]
        {
            signal_hook::flag::register(signal_hook::consts::SIGCONT, Arc::clone(&went_on))?;
            watch_stop(taken.clone(), Arc::clone(&went_on))?;
        }
        farewell.on_signals()?;
        watch_window(farewell);
        taken.take()?;
        let terminal = Terminal::new(CrosstermBackend::new(output::screen()));
        match terminal {
            Ok(terminal) => Ok(Self {
                terminal,
                taken,
                went_on,
                waiting: VecDeque::new(),
                pace: Pace::default(),
            }),
            Err(error) => {
                taken.give_back();
                Err(error)
            }
        }
    }

    /// Draws; only what is different from what is there is written.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame)) -> io::Result<()> {
        let is_taken = self.taken.0.lock().unwrap_or_else(PoisonError::into_inner);
        if *is_taken {
            self.terminal.draw(draw)?;
        }
        Ok(())
    }

    /// What comes next; `None` after so long without anything.
    pub(super) fn read(&mut self, patience: Option<Duration>) -> io::Result<Option<Input>> {
        if let Some(input) = self.waiting.pop_front() {
            return Ok(Some(input));
        }
        let wait = patience.map_or(LOOK, |patience| patience.min(LOOK));
        let is_ready = event::poll(wait)?;
        if self.went_on.swap(false, Ordering::Relaxed) {
            // Whoever stopped it may have changed the terminal.
            self.again()?;
            return Ok(Some(Input::Repaint));
        }
        if is_ready {
            let first = next(&mut self.pace)?;
            if first.as_ref().is_some_and(burst::is_letter) {
                self.waiting = without_pause(first, &mut self.pace)?;
                return Ok(self.waiting.pop_front());
            }
            return Ok(first);
        }
        Ok(None)
    }

    /// What comes next, however long it takes.
    pub(super) fn read_some(&mut self) -> io::Result<Input> {
        loop {
            if let Some(input) = self.read(None)? {
                return Ok(input);
            }
        }
    }

    /// Gives the terminal to something else, and takes it again.
    pub(super) fn lend<T>(&mut self, borrower: impl FnOnce() -> T) -> io::Result<T> {
        self.taken.give_back();
        let result = borrower();
        self.again()?;
        Ok(result)
    }

    fn again(&mut self) -> io::Result<()> {
        // A shell may have made it an ordinary terminal behind the back of the library, which
        // believes that there is nothing to do.
        let _ = disable_raw_mode();
        self.taken.take()?;
        self.clear()
    }

    /// Forgets what is there, so that all is drawn anew.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        // Not by the library's own `clear`, which asks the terminal where its cursor is and gives up
        // where no reply comes in time.
        let size = self.terminal.size()?;
        self.terminal
            .resize(Rect::new(0, 0, size.width, size.height))
    }

    /// Stops the program until the shell lets it go on.
    pub(super) fn stop(&mut self) -> io::Result<()> {
        #[cfg(unix)]
        self.lend(stopped)??;
        self.went_on.store(false, Ordering::Relaxed);
        Ok(())
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        self.taken.give_back();
    }
}

fn input(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Release => None,
        Event::Key(key) => Some(Input::Key(without_alt_gr(key))),
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Resize(width, height) => Some(Input::Resize(width, height)),
        Event::FocusGained | Event::FocusLost | Event::Mouse(_) => None,
    }
}

/// Consoles of Windows give the right Alt key, which types `[` or `@` on many keyboards, as two keys.
fn without_alt_gr(mut key: KeyEvent) -> KeyEvent {
    let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
    let is_letter = matches!(key.code, KeyCode::Char(_));
    if cfg!(windows) && is_letter && key.modifiers.contains(both) {
        key.modifiers -= both;
    }
    key
}

/// What comes next, with its pace.
fn next(pace: &mut Pace) -> io::Result<Option<Input>> {
    let input = input(event::read()?);
    Ok(input.map(|input| pace.of(input, Instant::now())))
}

/// What comes right behind a letter. A console that marks no pasted text gives its letters as keys,
/// all at once.
fn without_pause(first: Option<Input>, pace: &mut Pace) -> io::Result<VecDeque<Input>> {
    let mut all: Vec<Input> = first.into_iter().collect();
    while all.len() < MOST_AT_ONCE && event::poll(burst::APART)? {
        all.extend(next(pace)?);
    }
    let letters: String = all.iter().filter_map(Input::letter).collect();
    if cfg!(windows) && letters.chars().count() > MOST_TYPED_AT_ONCE {
        return Ok(VecDeque::from([Input::Paste(letters)]));
    }
    Ok(burst::gathered(all).into())
}

/// Stops the program, saying how it goes on; returns when it does.
#[cfg(unix)]
fn stopped() -> io::Result<()> {
    let mut out = output::screen();
    writeln!(out, "Stopped; everything is kept. Type fg to go on.")?;
    out.flush()?;
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

/// A request from outside to stop is done as Ctrl+Z is: the terminal is given back first.
#[cfg(unix)]
fn watch_stop(taken: Taken, went_on: Arc<AtomicBool>) -> io::Result<()> {
    use signal_hook::consts::{SIGTSTP, SIGWINCH};

    let mut signals = signal_hook::iterator::Signals::new([SIGTSTP])?;
    std::thread::spawn(move || {
        for _ in signals.forever() {
            taken.lay_down();
            if stopped().is_ok() {
                went_on.store(true, Ordering::Relaxed);
                // Whoever waits for a key is woken.
                let _ = signal_hook::low_level::raise(SIGWINCH);
            }
        }
    });
    Ok(())
}

/// A window that is closed ends the program, even where no signal says so.
#[cfg(unix)]
fn watch_window(farewell: &Farewell) {
    use rustix::event::{PollFd, PollFlags, poll};

    let farewell = farewell.clone();
    std::thread::spawn(move || {
        let stdin = io::stdin();
        let mut watched = [PollFd::new(&stdin, PollFlags::empty())];
        loop {
            match poll(&mut watched, None) {
                Ok(_) if watched[0].revents().contains(PollFlags::HUP) => farewell.leave(),
                Err(error) if error == rustix::io::Errno::INTR => {}
                Ok(_) | Err(_) => return,
            }
        }
    });
}

#[cfg(not(unix))]
fn watch_window(_farewell: &Farewell) {}

#[cfg(all(test, unix))]
mod tests;
