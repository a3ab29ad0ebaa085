//! Where typed lines come from: an editor of lines on a terminal, or plain input. Nothing typed is
//! remembered from one line to the next.

use std::fmt;
use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError};

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{Config, Editor, Helper};

/// Longest line, in bytes.
const LONGEST: usize = 1 << 20;

/// Ctrl-C as a letter.
const CTRL_C: u8 = 3;

/// What was typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Typed {
    /// A line, without its end. A pasted text may hold line feeds.
    Line(String),
    /// The end of the input.
    End,
    /// Ctrl-C, and what stood in the line that was not ended.
    Interrupted(String),
    /// A line that is no text, and why.
    Unreadable(String),
}

/// Where typed lines come from.
pub enum Lines {
    /// Plain input: a pipe, or a terminal that edits lines itself.
    Plain(Box<dyn BufRead>),
    /// A terminal whose lines are edited here, so that they may be long.
    Edited(Box<Editor<Seen, MemHistory>>),
}

/// What stands in the line that is being edited: the editor keeps it to itself on Ctrl-C.
#[derive(Default)]
pub struct Seen(LineSoFar);

/// A line as far as it is typed, which a signal may read too.
#[derive(Clone, Default, Debug)]
pub struct LineSoFar(Arc<Mutex<String>>);

impl LineSoFar {
    /// What stands in it.
    pub fn text(&self) -> String {
        let line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        line.clone()
    }

    fn set(&self, text: &str) {
        let mut line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        text.clone_into(&mut line);
    }
}

impl Hinter for Seen {
    type Hint = String;

    fn hint(&self, line: &str, _at: usize, _context: &rustyline::Context) -> Option<String> {
        self.0.set(line);
        None
    }
}

impl Completer for Seen {
    type Candidate = String;
}

impl Highlighter for Seen {}
impl Validator for Seen {}
impl Helper for Seen {}

impl fmt::Debug for Lines {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Plain(_) => "Plain",
            Self::Edited(_) => "Edited",
        })
    }
}

impl Lines {
    /// Lines edited on the terminal; plain ones where that cannot be had.
    pub fn edited() -> Self {
        let builder = Config::builder()
            .auto_add_history(false)
            .max_history_size(1);
        let config = builder.map(rustyline::config::Builder::build);
        config
            .and_then(|config| Editor::with_history(config, MemHistory::new()))
            .map_or_else(
                |_| Self::of_stdin(),
                |mut editor| {
                    editor.set_helper(Some(Seen::default()));
                    Self::Edited(Box::new(editor))
                },
            )
    }

    /// The lines of standard input.
    pub fn of_stdin() -> Self {
        Self::Plain(Box::new(io::stdin().lock()))
    }

    /// Asks for a line; the prompt is written by whoever reads.
    pub fn read(&mut self, prompt: &str, out: &mut dyn Write) -> io::Result<Typed> {
        self.read_again(prompt, "", out)
    }

    /// The line to be typed next, with nothing in it yet; `None` where the terminal keeps it to itself.
    pub fn next_line(&self) -> Option<LineSoFar> {
        match self {
            Self::Plain(_) => None,
            Self::Edited(editor) => editor.helper().map(|seen| {
                // What was typed before is no part of it, should a signal come before the first key.
                seen.0.set("");
                seen.0.clone()
            }),
        }
    }

    /// Whether Up brings back what was typed before.
    pub fn has_up(&self) -> bool {
        matches!(self, Self::Edited(_))
    }

    /// As [`Lines::read`]; Up brings back `before`, where lines are edited.
    pub fn read_again(
        &mut self,
        prompt: &str,
        before: &str,
        out: &mut dyn Write,
    ) -> io::Result<Typed> {
        match self {
            Self::Plain(input) => {
                let keys = CtrlC::as_letter();
                out.write_all(prompt.as_bytes())?;
                out.flush()?;
                read_plain(input.as_mut(), keys.ends())
            }
            Self::Edited(editor) => {
                out.flush()?;
                editor.clear_history().map_err(io::Error::other)?;
                if !before.is_empty() {
                    editor.add_history_entry(before).map_err(io::Error::other)?;
                }
                let seen = editor.helper().map(|seen| seen.0.clone());
                let seen = seen.unwrap_or_default();
                seen.set("");
                match editor.readline(prompt) {
                    Ok(line) => Ok(Typed::Line(line)),
                    Err(ReadlineError::Eof) => Ok(Typed::End),
                    Err(ReadlineError::Interrupted) => Ok(Typed::Interrupted(seen.text())),
                    Err(ReadlineError::Io(error)) => Err(error),
                    Err(error) => Err(io::Error::other(error)),
                }
            }
        }
    }
}

fn read_plain(input: &mut dyn BufRead, ends: &[u8]) -> io::Result<Typed> {
    let mut bytes = Vec::new();
    let mut last = None;
    while last.is_none() && bytes.len() <= LONGEST {
        let there = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            there => there?,
        };
        if there.is_empty() {
            break;
        }
        let end = there.iter().position(|byte| ends.contains(byte));
        last = end.map(|end| there[end]);
        let n_read = end.map_or(there.len(), |end| end + 1);
        bytes.extend_from_slice(&there[..n_read]);
        input.consume(n_read);
    }
    if bytes.is_empty() {
        return Ok(Typed::End);
    }
    if bytes.len() > LONGEST {
        return Ok(Typed::Unreadable("it is longer than 1 MiB".into()));
    }
    if last == Some(CTRL_C) {
        bytes.pop();
        let line = String::from_utf8_lossy(&bytes).into_owned();
        return Ok(Typed::Interrupted(line));
    }
    Ok(match String::from_utf8(bytes) {
        Ok(line) => Typed::Line(line.trim_end_matches(['\n', '\r']).to_owned()),
        Err(_) => Typed::Unreadable("it is not UTF-8 text".into()),
    })
}

/// While it lives, a terminal that edits its lines itself hands Ctrl-C over as the end of a line, with
/// what was typed before it, and sends no signal.
struct CtrlC {
    #[cfg(unix)]
    before: Option<rustix::termios::Termios>,
}

#[cfg(unix)]
impl CtrlC {
    fn as_letter() -> Self {
        use rustix::termios::{SpecialCodeIndex, tcgetattr};

        // What stands for no key.
        const NONE: u8 = if cfg!(target_os = "linux") { 0 } else { 0xff };
        let stdin = io::stdin();
        let before = Some(&stdin).filter(|it| it.is_terminal());
        let before = before.and_then(|stdin| tcgetattr(stdin).ok());
        if let Some(mut now) = before.clone() {
            now.special_codes[SpecialCodeIndex::VINTR] = NONE;
            now.special_codes[SpecialCodeIndex::VEOL] = CTRL_C;
            set(&now);
        }
        Self { before }
    }
}

impl CtrlC {
    /// What ends a line.
    fn ends(&self) -> &'static [u8] {
        #[cfg(unix)]
        if self.before.is_some() {
            return &[b'\n', CTRL_C];
        }
        b"\n"
    }
}

#[cfg(unix)]
impl Drop for CtrlC {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            set(before);
        }
    }
}

/// A terminal that is gone needs nothing.
#[cfg(unix)]
fn set(termios: &rustix::termios::Termios) {
    use rustix::termios::{OptionalActions, tcsetattr};

    let _ = tcsetattr(io::stdin(), OptionalActions::Now, termios);
}

#[cfg(not(unix))]
impl CtrlC {
    fn as_letter() -> Self {
        Self {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_lines_end_anyhow_and_stay_text() {
        let bytes: &[u8] = b"y\r\n\xff\nl\x03ast";
        let mut lines = Lines::Plain(Box::new(bytes));
        let mut out = Vec::new();
        let mut read = || lines.read("> ", &mut out).unwrap();
        assert_eq!(read(), Typed::Line("y".into()));
        assert_eq!(read(), Typed::Unreadable("it is not UTF-8 text".into()));
        assert_eq!(read(), Typed::Line("l\x03ast".into()));
        assert_eq!(read(), Typed::End);
        assert_eq!(out, b"> > > > ");
    }

    #[test]
    fn ctrl_c_as_a_letter_gives_what_was_typed_before_it() {
        let mut bytes: &[u8] = b"whole\nhalf\x03";
        let ends = [b'\n', CTRL_C];
        let mut read = || read_plain(&mut bytes, &ends).unwrap();
        assert_eq!(read(), Typed::Line("whole".into()));
        assert_eq!(read(), Typed::Interrupted("half".into()));
        assert_eq!(read(), Typed::End);
    }
}
