//! How the program ends when it does not end well: the kind decides the exit code.

use std::fmt;

/// Why the program ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FailureKind {
    /// The answer is no; whatever there was to say has been said.
    No,
    /// The command line is wrong.
    Usage,
    /// It could not be done.
    CouldNot,
    /// What was given is kept, but the visit is not finished.
    NotFinished,
    /// Ctrl-C; what was given is kept.
    Interrupted,
}

impl FailureKind {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::No => 1,
            Self::Usage => 2,
            Self::CouldNot => 3,
            Self::NotFinished => 4,
            Self::Interrupted => 130,
        }
    }
}

/// An end that is not success: shown as one line, with the way out below.
#[derive(Debug)]
pub struct Failure {
    /// Decides the exit code.
    pub kind: FailureKind,
    /// What to show; empty where all has been said.
    pub message: String,
    /// The way out, a line each.
    pub hints: Vec<String>,
}

impl Failure {
    /// A failure with what to show.
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            hints: Vec::new(),
        }
    }

    /// A failure about which all has been said.
    pub fn said(kind: FailureKind) -> Self {
        Self::new(kind, "")
    }

    /// The command line is wrong.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(FailureKind::Usage, message)
    }

    /// It could not be done.
    pub fn could_not(message: impl Into<String>) -> Self {
        Self::new(FailureKind::CouldNot, message)
    }

    /// The same with a way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}
