//! People: how a visit is asked and shown, and the one place that writes to standard output and
//! standard error.

pub mod editor;
pub mod line;
pub mod lines;
pub mod output;
pub mod scripted;
pub mod session;
pub mod signals;

use std::io;

use crate::model::moment::Moment;
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
}
