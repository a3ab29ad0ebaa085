//! Ctrl-C, a closed terminal, a request to end: nothing needs saving, so all that is done is to put
//! the terminal back, say how to go on, and leave.

use std::sync::{Arc, Mutex};

/// What is said when a signal ends the program, kept up to date by the walk.
#[derive(Clone, Default, Debug)]
pub struct Farewell(Arc<Mutex<String>>);

impl Farewell {
    /// Sets what is said.
    pub fn set(&self, text: impl Into<String>) {
        if let Ok(mut said) = self.0.lock() {
            *said = text.into();
        }
    }

    /// What is said.
    pub fn text(&self) -> String {
        self.0.lock().map(|said| said.clone()).unwrap_or_default()
    }

    /// From here on signals end the program this way: Ctrl-C with 130, all others with 4.
    #[cfg(unix)]
    pub fn on_signals(&self) -> std::io::Result<()> {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

        let terminal = rustix::termios::tcgetattr(std::io::stdin()).ok();
        let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM])?;
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
                super::output::last_words(&farewell.text());
                std::process::exit(if signal == SIGINT { 130 } else { 4 });
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
