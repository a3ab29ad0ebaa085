//! Results to standard output, talk to standard error; colour and width are decided once, here.
//! Everything shown passes [`visible`], so that nothing read from a file can steer a terminal.

use std::io::{self, IsTerminal, Write};

use crate::model::text::visible;
use crate::render::words::{is_command, words};

/// When to colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set or TERM is dumb.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How a stream looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    /// Whether colour may be used.
    pub has_color: bool,
    /// Columns to fill, as they were when the program began.
    pub width: usize,
    /// Whether it is a terminal.
    pub is_terminal: bool,
}

/// Columns where there is no terminal to ask.
pub const DEFAULT_WIDTH: usize = 80;

/// Standard output and standard error.
#[derive(Debug)]
pub struct Output {
    /// How standard output looks.
    pub out: Look,
    /// How standard error looks.
    pub err: Look,
}

impl Output {
    /// Looks at the streams once.
    pub fn new(color: ColorChoice) -> Self {
        let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let look = |is_terminal: bool| Look {
            width: width(is_terminal),
            has_color: match color {
                ColorChoice::Auto => is_terminal && !is_plain,
                ColorChoice::Always => true,
                ColorChoice::Never => false,
            },
            is_terminal,
        };
        Self {
            out: look(io::stdout().is_terminal()),
            err: look(io::stderr().is_terminal()),
        }
    }

    /// True where somebody sits at a terminal who can be asked.
    pub fn is_conversation(&self) -> bool {
        self.out.is_terminal && self.err.is_terminal && io::stdin().is_terminal()
    }

    /// Writes a result as it is. For bytes made by `render`, which has made them safe to show.
    pub fn result(&self, bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()
    }

    /// Says a line on standard error, on a terminal wrapped at words. A closed standard error is
    /// nobody's loss.
    pub fn say(&self, text: &str) {
        let text = visible(text);
        let text = if self.err.is_terminal {
            wrapped(&text, width(true))
        } else {
            text.into_owned()
        };
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Writes what `render` drew for standard error, such as a marked excerpt.
    pub fn say_drawn(&self, drawn: &str) {
        let _ = io::stderr().lock().write_all(drawn.as_bytes());
    }
}

/// Standard output as a walk talks on it, line by line.
pub fn screen() -> Box<dyn Write> {
    Box::new(io::stdout())
}

/// Standard error as a walk talks on it where standard output is for a program.
pub fn screen_aside() -> Box<dyn Write> {
    Box::new(io::stderr())
}

/// True where somebody may see standard error as it comes.
pub fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// Puts a text in place of the last line of standard error; nothing takes it away.
pub fn passing(text: &str) {
    let mut line = io::stderr().lock();
    let _ = write!(line, "\r\x1b[K{}", visible(text));
    let _ = line.flush();
}

/// The width of the terminal as it is now; a window may be made narrower in the middle of a visit.
pub fn width_now() -> usize {
    width(io::stdout().is_terminal())
}

/// Says a last line on standard error from where nothing may fail any more.
pub fn last_words(text: &str) {
    if !text.is_empty() {
        let _ = writeln!(io::stderr(), "\n{}", visible(text));
    }
}

/// The lines of a text, each no wider than the terminal; what goes on keeps its line's indent.
fn wrapped(text: &str, width: usize) -> String {
    let lines = text.split('\n').map(|line| {
        if is_command(line) {
            return line.to_owned();
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        let options = textwrap::Options::new(width)
            .subsequent_indent(indent)
            .word_separator(words(line, width))
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::fill(line, options)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The terminal's width; else `COLUMNS`; else 80.
fn width(is_terminal: bool) -> usize {
    let asked = || {
        let (terminal_size::Width(columns), _) = terminal_size::terminal_size()?;
        is_terminal.then_some(usize::from(columns))
    };
    let told = || std::env::var("COLUMNS").ok()?.parse().ok();
    asked()
        .or_else(told)
        .filter(|columns| *columns >= 20)
        .unwrap_or(DEFAULT_WIDTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_wrapped_at_words() {
        assert_eq!(wrapped("one two three\nfour", 8), "one two\nthree\nfour");
        assert_eq!(wrapped("  one two three", 10), "  one two\n  three");
        let command = "  mystery visit --resume";
        assert_eq!(wrapped(command, 18), command);
        assert_eq!(wrapped("", 8), "");
    }
}
