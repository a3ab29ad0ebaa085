//! What can go wrong with a ledger: each error names the file and the way out.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::layout::shown;
use crate::diagnostic::Diagnostic;
use crate::model::standard::StandardRef;
use crate::model::visit::VisitId;

/// Why the ledger could not do it.
#[derive(Debug)]
pub enum LedgerError {
    /// The system refused to read or write a file.
    Io {
        /// What was tried: `write`.
        doing: &'static str,
        /// On which file.
        path: PathBuf,
        /// Why it did not work.
        source: io::Error,
    },
    /// An event could not be put on disk; what was kept before it is safe.
    NotSaved {
        /// The journal.
        path: PathBuf,
        /// Why it did not work.
        source: io::Error,
    },
    /// An earlier event of this open visit could not be put on disk, so nothing more is taken.
    Poisoned {
        /// The journal.
        path: PathBuf,
    },
    /// Somebody else is at it.
    Busy {
        /// What is locked, in words.
        what: String,
        /// Who holds it, as far as known.
        holder: Option<String>,
    },
    /// The disk cannot lock files.
    NoLocks {
        /// The lock's file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file does not hold what it should.
    Damaged {
        /// Which file.
        path: PathBuf,
        /// Which line, where known.
        line: Option<usize>,
        /// What is wrong with it.
        why: String,
    },
    /// A link stands where the ledger writes.
    Link {
        /// The link.
        path: PathBuf,
    },
    /// The file is there already, and is not to be replaced.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The exact standard of a visit is not kept here.
    NoStandard {
        /// Which one.
        standard: StandardRef,
    },
    /// `mystery.yaml` cannot be used.
    Programme {
        /// The file.
        path: PathBuf,
        /// Its text, for excerpts.
        text: String,
        /// All that is wrong with it.
        problems: Vec<Diagnostic>,
    },
    /// No visit is meant by the text.
    NoSuchVisit {
        /// What was typed.
        text: String,
        /// What could have been meant, or nothing.
        candidates: Vec<String>,
    },
    /// The visit that is meant is damaged or missing, or a correction of it is.
    LeftOut {
        /// The visit, or the revision of it that is not as it should be.
        visit: VisitId,
        /// What is wrong with it, as a lower-case fragment.
        why: String,
    },
    /// The text means more than one visit.
    Ambiguous {
        /// What was typed.
        text: String,
        /// What it may mean.
        candidates: Vec<String>,
    },
    /// The visit is finished, and only has to be put away.
    HalfDone {
        /// The visit.
        visit: String,
    },
    /// It would not be right, and why.
    Refused(String),
}

impl LedgerError {
    /// An error of the system on a file.
    pub fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io {
            doing,
            path,
            source,
        }
    }

    /// A file that does not hold what it should.
    pub fn damaged(path: &Path, line: Option<usize>, why: impl Into<String>) -> Self {
        Self::Damaged {
            path: path.to_owned(),
            line,
            why: why.into(),
        }
    }
}

impl LedgerError {
    /// What is wrong, without the file: for those who name it themselves.
    pub fn reason(&self) -> String {
        match self {
            Self::Io { doing, source, .. } => format!("cannot {doing} it: {source}"),
            Self::Damaged { why, .. } => why.clone(),
            error => error.to_string(),
        }
    }

    /// The way out, where the message does not hold it.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Poisoned { .. } => "leave, and go on with: mystery visit --resume".into(),
            Self::Busy { .. } => "finish there first".into(),
            Self::NoLocks { .. } => "without locks two programs could harm each other's records; \
                 keep the ledger on a disk of this computer: --ledger DIR"
                .into(),
            Self::Link { .. } => {
                "a ledger writes only into its own folders: put a real file or folder there".into()
            }
            Self::NoSuchVisit { candidates, .. } if candidates.is_empty() => {
                "see them all: mystery visits".into()
            }
            Self::NoSuchVisit { candidates, .. } => format!("perhaps {}", candidates.join(", ")),
            Self::Ambiguous { candidates, .. } => {
                format!("type more of the id: {}", candidates.join(", "))
            }
            // A newer program reads it: nothing is to be thrown away.
            Self::LeftOut { why, .. } if why.contains("newer version") => return None,
            Self::LeftOut { visit, .. } => {
                format!("to go on without it: mystery discard {visit}")
            }
            Self::Programme { problems, .. } => {
                problems.iter().find(|it| it.is_error())?.advice.clone()?
            }
            _ => return None,
        })
    }
}

impl fmt::Display for LedgerError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { doing, path, .. } => {
                write!(formatter, "cannot {doing} `{}`", shown(path))
            }
            Self::NotSaved { path, .. } => write!(
                formatter,
                "not saved, but all before it is: cannot write `{}`",
                shown(path)
            ),
            Self::Poisoned { path } => write!(
                formatter,
                "not saved: an earlier write to `{}` failed",
                shown(path)
            ),
            Self::Busy { what, holder } => {
                let holder = holder.as_deref().unwrap_or("another program");
                write!(formatter, "{what} is in use by {holder}")
            }
            Self::NoLocks { path, .. } => {
                write!(formatter, "this disk cannot lock `{}`", shown(path))
            }
            Self::Damaged { path, line, why } => {
                write!(formatter, "`{}` is damaged", shown(path))?;
                if let Some(line) = line {
                    write!(formatter, " in line {line}")?;
                }
                write!(formatter, ": {why}")
            }
            Self::Link { path } => write!(formatter, "`{}` is a link", shown(path)),
            Self::Exists { path } => write!(
                formatter,
                "`{}` is there already, with other content, and is not replaced",
                shown(path)
            ),
            Self::NoStandard { standard } => write!(
                formatter,
                "standard {} {} ({}) is not kept in this ledger",
                standard.id, standard.version, standard.fingerprint
            ),
            Self::Programme { path, problems, .. } => {
                write!(formatter, "`{}`", shown(path))?;
                let errors: Vec<&Diagnostic> = problems.iter().filter(|it| it.is_error()).collect();
                let Some(first) = errors.first() else {
                    return write!(formatter, " cannot be read");
                };
                if let Some(span) = first.span {
                    write!(formatter, ", line {}", span.line)?;
                }
                write!(formatter, ": {}", first.message)?;
                match errors.len() - 1 {
                    0 => Ok(()),
                    1 => write!(formatter, ", and 1 more mistake"),
                    n => write!(formatter, ", and {n} more mistakes"),
                }
            }
            Self::NoSuchVisit { text, .. } => write!(formatter, "no visit `{text}` in this ledger"),
            Self::Ambiguous { text, .. } => write!(formatter, "`{text}` may mean several visits"),
            Self::LeftOut { visit, why } => {
                write!(formatter, "`{visit}` is left out as a whole: {why}")
            }
            Self::HalfDone { visit } => write!(
                formatter,
                "`{visit}` is finished already, and is put away by the next command that writes"
            ),
            Self::Refused(why) => formatter.write_str(why),
        }
    }
}

impl std::error::Error for LedgerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. }
            | Self::NotSaved { source, .. }
            | Self::NoLocks { source, .. } => Some(source),
            _ => None,
        }
    }
}
