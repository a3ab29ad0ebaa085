//! What is not as it should be in a ledger, in words for people: named, and never a reason to stop.

use std::path::PathBuf;

use crate::model::visit::VisitId;

/// What kind of thing is not as it should be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProblemKind {
    /// A file that does not match its seal, or cannot be read; it is left out.
    Damaged,
    /// A sealed visit whose file is gone.
    Missing,
    /// A file that is none of the ledger's: often the copy of a sync program. It is left out.
    Stray,
    /// A file among the evidence that no visit names.
    Unnamed,
    /// A visit whose later revision is damaged or missing: what it corrected does not count again.
    Superseded,
    /// Seals that cannot be trusted.
    Seals,
    /// Something begun that the next writing command ends.
    HalfDone,
}

/// Something that is not as it should be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// What kind of thing.
    pub kind: ProblemKind,
    /// The file.
    pub path: PathBuf,
    /// The line, where known.
    pub line: Option<usize>,
    /// What is wrong, as a lower-case fragment.
    pub why: String,
}

impl Problem {
    /// One line for people.
    pub fn sentence(&self) -> String {
        let path = super::layout::shown(&self.path);
        let place = self
            .line
            .map_or(path.clone(), |line| format!("{path}:{line}"));
        match self.kind {
            ProblemKind::Damaged | ProblemKind::Superseded => {
                format!("Left out {place}: {}.", self.why)
            }
            ProblemKind::Seals => format!("Not trusted {place}: {}.", self.why),
            ProblemKind::Missing => format!("Missing {place}: {}.", self.why),
            ProblemKind::Stray => format!("Not read {place}: {}.", self.why),
            ProblemKind::Unnamed | ProblemKind::HalfDone => format!("{place}: {}.", self.why),
        }
    }

    /// True where figures may lack a visit because of it: the exit code is 1.
    pub fn leaves_out(&self) -> bool {
        !matches!(
            self.kind,
            ProblemKind::Stray | ProblemKind::Unnamed | ProblemKind::HalfDone
        )
    }

    /// The visit whose file is damaged or missing.
    pub fn lost_visit(&self) -> Option<VisitId> {
        let is_lost = matches!(self.kind, ProblemKind::Damaged | ProblemKind::Missing);
        let stem = self.path.file_stem().filter(|_| is_lost)?;
        VisitId::new(stem.to_str()?)
    }
}
