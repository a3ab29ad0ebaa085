//! People: how a visit is asked and shown, and the one place that writes to standard output and
//! standard error.

mod count;
pub mod editor;
pub mod line;
pub mod lines;
pub mod output;
pub mod screen;
pub mod scripted;
pub mod session;
pub mod signals;

use std::io;

use crate::model::moment::Moment;
use crate::report::Report;
use crate::walk::Walk;
use crate::walk::effect::Effect;
use crate::walk::request::Request;

/// What comes next.
#[derive(Clone, PartialEq, Debug)]
pub enum Next {
    /// The auditor asks for something.
    Request(Request),
    /// The auditor is gone; all that was acknowledged is kept.
    Leave(Leave),
}

/// How an auditor leaves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Leave {
    /// The input ended, or they asked to leave.
    End,
    /// Ctrl-C.
    Interrupted,
    /// A script has a line that cannot be done.
    BadLine {
        /// Its number, from 1.
        line: usize,
        /// What is wrong, and the way out.
        why: String,
    },
}

/// Whether effects follow from something that was kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cause {
    /// They were asked for; nothing was kept.
    Asked,
    /// They follow from a kept event.
    Kept,
}

/// A reply to a question about the visit itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reply {
    /// What was typed, trimmed.
    Text(String),
    /// The input ended.
    End,
    /// Ctrl-C.
    Interrupted,
}

/// Talks with a person about the visit itself, before its first item and behind its last one.
pub trait Talk: Frontend {
    /// True where nobody can be asked: lines come from a script.
    fn is_script(&self) -> bool;

    /// True where a screen lies over the terminal, and nobody else may write to it.
    fn has_screen(&self) -> bool;

    /// The key that goes back a question, as it is said: `b`.
    fn back_key(&self) -> &'static str;

    /// The key that leaves from any question, as it is said: `q`.
    fn leave_key(&self) -> &'static str;

    /// Says a paragraph.
    fn say(&mut self, text: &str) -> io::Result<()>;

    /// Says what was replied before to the question that is asked next: it is offered again.
    fn remind(&mut self, reply: &str);

    /// Asks for a line; `hint` says in short what is typed: `1-3, or a name`.
    fn ask(&mut self, question: &str, hint: &str) -> io::Result<Reply>;

    /// Shows a question with numbered replies, to be asked for next.
    fn offer(&mut self, question: &str, things: &[&str]) -> io::Result<()>;

    /// Asks for y or n; what else was typed comes back as it is: `?`, `b`, `q` ask for something.
    fn ask_yes_no(&mut self, question: &str) -> io::Result<Reply>;

    /// Asks for a text of several lines, which may be left empty; `?`, `b` or `q` at
    /// its very beginning comes back alone.
    fn ask_text(&mut self, question: &str) -> io::Result<Reply>;

    /// Shows a report to be read at leisure, where the talk is of a kind that has pages.
    fn show_report(&mut self, report: &Report) -> io::Result<()>;

    /// What was written and is neither kept nor a draft: lost when they leave, and named then.
    fn half_written(&self) -> Vec<String>;

    /// Ends the asking: what is said from here on stays on the terminal.
    fn close(&mut self);
}

/// Somebody to talk with, whatever the front end.
pub type Person = dyn Talk;

/// Takes an auditor through a visit: turns what they do into requests, and shows what comes of it.
/// Knows no journal; whoever runs the loop keeps each event before it is shown here.
pub trait Frontend {
    /// What the auditor asks for next.
    fn next(&mut self, walk: &Walk, now: Moment) -> io::Result<Next>;

    /// Shows effects.
    fn show(
        &mut self,
        walk: &Walk,
        effects: &[Effect],
        cause: Cause,
        now: Moment,
    ) -> io::Result<()>;

    /// Says that a request was refused. A script ends there.
    fn refuse(&mut self, walk: &Walk, why: &str) -> io::Result<Option<Leave>>;

    /// Asks a question with yes or no; a script takes yes.
    fn confirm(&mut self, question: &str) -> io::Result<bool>;

    /// Whether evidence that is not there yet is noted as to follow.
    fn may_follow(&mut self, _walk: &Walk, typed: &str) -> io::Result<bool> {
        self.confirm(&format!(
            "There is no file `{typed}` here yet. Note it as to follow?"
        ))
    }
}
