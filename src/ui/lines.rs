//! Where typed lines come from: an editor of lines on a terminal, or plain input. Nothing typed is
//! remembered from one line to the next.

use std::fmt;
use std::io::{self, BufRead, Read, Write};

use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{Config, Editor};

/// Longest line, in bytes.
const LONGEST: u64 = 1 << 20;

/// What was typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Typed {
    /// A line, without its end. A pasted text may hold line feeds.
    Line(String),
    /// The end of the input.
    End,
    /// Ctrl-C.
    Interrupted,
    /// A line that is no text, and why.
    Unreadable(String),
}

/// Where typed lines come from.
pub enum Lines {
    /// Plain input: a pipe, or a terminal that edits lines itself.
    Plain(Box<dyn BufRead>),
    /// A terminal whose lines are edited here, so that they may be long.
    Edited(Box<Editor<(), MemHistory>>),
}

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
                |editor| Self::Edited(Box::new(editor)),
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
                out.write_all(prompt.as_bytes())?;
                out.flush()?;
                read_plain(input.as_mut())
            }
            Self::Edited(editor) => {
                out.flush()?;
                editor.clear_history().map_err(io::Error::other)?;
                if !before.is_empty() {
                    editor.add_history_entry(before).map_err(io::Error::other)?;
                }
                match editor.readline(prompt) {
                    Ok(line) => Ok(Typed::Line(line)),
                    Err(ReadlineError::Eof) => Ok(Typed::End),
                    Err(ReadlineError::Interrupted) => Ok(Typed::Interrupted),
                    Err(ReadlineError::Io(error)) => Err(error),
                    Err(error) => Err(io::Error::other(error)),
                }
            }
        }
    }
}

fn read_plain(input: &mut dyn BufRead) -> io::Result<Typed> {
    let mut bytes = Vec::new();
    let n_read = input.take(LONGEST + 1).read_until(b'\n', &mut bytes)?;
    if n_read == 0 {
        return Ok(Typed::End);
    }
    if bytes.len() as u64 > LONGEST {
        return Ok(Typed::Unreadable("it is longer than 1 MiB".into()));
    }
    Ok(match String::from_utf8(bytes) {
        Ok(line) => Typed::Line(line.trim_end_matches(['\n', '\r']).to_owned()),
        Err(_) => Typed::Unreadable("it is not UTF-8 text".into()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_lines_end_anyhow_and_stay_text() {
        let bytes: &[u8] = b"y\r\n\xff\nlast";
        let mut lines = Lines::Plain(Box::new(bytes));
        let mut out = Vec::new();
        let mut read = || lines.read("> ", &mut out).unwrap();
        assert_eq!(read(), Typed::Line("y".into()));
        assert_eq!(read(), Typed::Unreadable("it is not UTF-8 text".into()));
        assert_eq!(read(), Typed::Line("last".into()));
        assert_eq!(read(), Typed::End);
        assert_eq!(out, b"> > > > ");
    }
}
