//! The visits in progress of a ledger, as seen from outside, and journals among them that cannot be
//! read. Reads only, and waits for nobody who is in one.

use std::io;

use super::Ledger;
use super::error::LedgerError;
use super::journal::JournalText;
use super::layout::names_in;
use super::lock::Lock;
use super::problem::{Problem, ProblemKind};
use super::stray::stray;
use crate::model::moment::Moment;
use crate::model::order::InOrder;
use crate::model::visit::{VisitFacts, VisitId};
use crate::walk::Walk;

/// A visit in progress, as seen from outside.
#[derive(Clone, PartialEq, Debug)]
pub struct OpenSummary {
    /// What is the same for the whole visit.
    pub facts: VisitFacts,
    /// How many events its journal has.
    pub n_events: usize,
    /// How many items are done, of how many; `None` where its standard cannot be read.
    pub progress: Option<(usize, usize)>,
    /// When the last of them was.
    pub last: Moment,
    /// True when it is finished and only has to be put away.
    pub half_done: bool,
    /// True when somebody is in it now.
    pub in_use: bool,
}

/// The visits in progress.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct OpenVisits {
    /// The newest last event first.
    pub all: Vec<OpenSummary>,
    /// Journals that cannot be read.
    pub problems: Vec<Problem>,
}

impl Ledger {
    /// The visits in progress.
    pub fn open_visits(&self) -> Result<OpenVisits, LedgerError> {
        let mut open = OpenVisits::default();
        for name in names_in(&self.layout.open_visits())? {
            let path = self.layout.open_visits().join(&name);
            let Some(id) = name.strip_suffix(".jsonl").and_then(VisitId::new) else {
                let is_lock = name
                    .strip_suffix(".lock")
                    .is_some_and(|id| VisitId::new(id).is_some());
                if !is_lock {
                    open.problems.extend(stray(&path, &name));
                }
                continue;
            };
            match JournalText::read(&path) {
                Ok(text) if text.facts().id != id => open.problems.push(Problem {
                    kind: ProblemKind::Damaged,
                    path,
                    line: Some(1),
                    why: format!("it holds visit {}", text.facts().id),
                }),
                // Somebody is writing it just now, or it is a remnant.
                Ok(text) if text.is_broken_off() => {
                    if !Lock::is_held(&self.layout.open_lock(&id)) {
                        open.problems.push(Problem {
                            kind: ProblemKind::HalfDone,
                            path,
                            line: None,
                            why: "this correction was broken off; the next command that writes takes it away".into(),
                        });
                    }
                }
                Ok(text) => open.all.push(OpenSummary {
                    facts: text.facts().clone(),
                    n_events: text.entries.len(),
                    progress: self.progress(&text),
                    last: text
                        .entries
                        .last()
                        .map_or(text.facts().started, |entry| entry.at),
                    half_done: text.is_finished(),
                    in_use: Lock::is_held(&self.layout.open_lock(&id)),
                }),
                Err(LedgerError::Damaged { line, why, .. }) => open.problems.push(Problem {
                    kind: ProblemKind::Damaged,
                    path,
                    line,
                    why,
                }),
                // Finished or discarded since the folder was read.
                Err(LedgerError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                }
                Err(error) => open.problems.push(Problem {
                    kind: ProblemKind::Damaged,
                    path,
                    line: None,
                    why: error.reason(),
                }),
            }
        }
        open.all.order_by(|a, b| {
            b.last
                .cmp(&a.last)
                .then_with(|| a.facts.id.cmp(&b.facts.id))
        });
        Ok(open)
    }

    /// How far a visit in progress is.
    fn progress(&self, text: &JournalText) -> Option<(usize, usize)> {
        let standard = self.standard_of(&text.facts().standard)?;
        let walk = Walk::replay(&standard, &text.entries).ok()?;
        Some(walk.progress())
    }
}
