//! The finished visits of a ledger, and everything about them that is not as it should be. Reads
//! only; what is damaged is named and left out, never guessed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Ledger;
use super::error::LedgerError;
use super::layout::names_in;
pub use super::problem::{Problem, ProblemKind};
use super::scan;
use super::seal::{self, Chain, Word};
use super::standards::standard_ref;
use super::stray::{stray, strays_in};
use crate::files::seal_line::Sealing;
use crate::model::moment::Moment;
use crate::model::order::InOrder;
use crate::model::standard::Item;
use crate::model::visit::{Visit, VisitFacts, VisitId};

/// What the seals say of a visit that is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SealState {
    /// A seal names it, and it is as it was sealed.
    Sealed,
    /// No seal names it: it was copied in by hand. It counts.
    Unsealed,
}

/// A finished visit.
#[derive(Clone, PartialEq, Debug)]
pub struct FinishedVisit {
    /// The visit.
    pub visit: Visit,
    /// Its file.
    pub path: PathBuf,
    /// Whether it is sealed.
    pub seal: SealState,
    /// True for the highest revision of its id: the one that counts.
    pub is_latest: bool,
}

/// The finished visits of a ledger.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Visits {
    /// All revisions of all visits, oldest contact first.
    pub all: Vec<FinishedVisit>,
    /// Sound revisions of visits whose highest revision is damaged or missing: none of them counts.
    pub held_back: Vec<FinishedVisit>,
    /// What is not as it should be.
    pub problems: Vec<Problem>,
}

impl Visits {
    /// The highest revision of each visit, oldest contact first.
    pub fn latest(&self) -> impl DoubleEndedIterator<Item = &FinishedVisit> {
        self.all.iter().filter(|visit| visit.is_latest)
    }

    /// True when a damaged visit was left out: reports then end with exit code 1.
    pub fn has_left_out(&self) -> bool {
        self.problems.iter().any(Problem::leaves_out)
    }

    /// The highest revision of each visit, newest contact first: the order of `mystery visits`.
    pub fn newest_first(&self) -> Vec<&FinishedVisit> {
        self.latest().rev().collect()
    }

    /// The visit of an exact id.
    pub fn visit(&self, id: &VisitId) -> Option<&FinishedVisit> {
        self.all
            .iter()
            .find(|finished| finished.visit.facts.id == *id)
    }

    /// The visits whose file is damaged or missing.
    pub fn lost(&self) -> impl Iterator<Item = VisitId> {
        self.problems.iter().filter_map(Problem::lost_visit)
    }

    /// Every revision of a visit that is there, sound or not, or that a seal names; sorted.
    pub fn revisions(&self, base: &VisitId) -> Vec<VisitId> {
        let sound = self.all.iter().chain(&self.held_back);
        let ids = sound.map(|finished| finished.visit.facts.id.clone());
        let of_base = ids.chain(self.lost()).filter(|id| id.base() == *base);
        let mut found: Vec<VisitId> = of_base.collect();
        found.order_by_key(VisitId::revision);
        found.dedup();
        found
    }

    /// Holds back the visits whose highest revision is damaged or missing: what was corrected must
    /// not count again silently.
    fn hold_back(&mut self) {
        let mut lost: BTreeMap<VisitId, VisitId> = BTreeMap::new();
        for id in self.lost() {
            let highest = lost.entry(id.base()).or_insert_with(|| id.clone());
            if highest.revision() < id.revision() {
                *highest = id;
            }
        }
        for finished in self.latest() {
            let id = &finished.visit.facts.id;
            if lost
                .get(&id.base())
                .is_some_and(|it| it.revision() < id.revision())
            {
                lost.remove(&id.base());
            }
        }
        let is_held = |it: &mut FinishedVisit| lost.contains_key(&it.visit.facts.id.base());
        self.held_back = self.all.extract_if(.., is_held).collect();
        for finished in self.held_back.iter().filter(|it| it.is_latest) {
            let correction = &lost[&finished.visit.facts.id.base()];
            self.problems.push(Problem {
                kind: ProblemKind::Superseded,
                path: finished.path.clone(),
                line: None,
                why: format!(
                    "its correction {correction} is damaged or missing, and what was corrected does not count again"
                ),
            });
        }
    }

    /// Puts the visits in order and finds the revisions that count.
    fn ordered(mut self) -> Self {
        self.all
            .sort_by_cached_key(|finished| order_of(&finished.visit.facts));
        let mut highest: BTreeMap<VisitId, u32> = BTreeMap::new();
        for finished in &self.all {
            let id = &finished.visit.facts.id;
            let revision = highest.entry(id.base()).or_default();
            *revision = id.revision().max(*revision);
        }
        for finished in &mut self.all {
            let id = &finished.visit.facts.id;
            finished.is_latest = highest[&id.base()] == id.revision();
        }
        self.hold_back();
        self
    }
}

/// By the day of the contact, its time where known, when scoring began, and the id.
pub(super) fn order_of(facts: &VisitFacts) -> (chrono::NaiveDate, Option<Moment>, Moment, VisitId) {
    (
        facts.visited.date(),
        facts.visited.moment(),
        facts.started,
        facts.id.clone(),
    )
}

impl Ledger {
    /// The finished visits.
    pub fn visits(&self) -> Result<Visits, LedgerError> {
        let mut visits = self.visits_by(&self.chains()?)?;
        let is_odd = |finished: &FinishedVisit| finished.seal == SealState::Unsealed;
        if visits.has_left_out() || visits.all.iter().any(is_odd) {
            // Another program may have finished or discarded a visit between the two looks.
            visits = self.visits_by(&self.chains()?)?;
        }
        for id in self.half_done()? {
            visits.problems.push(Problem {
                kind: ProblemKind::HalfDone,
                path: self.layout.open_visit(&id),
                line: None,
                why: "this visit is finished; the next command that writes puts it away".into(),
            });
        }
        visits.problems.extend(self.half_erased());
        Ok(visits.ordered())
    }

    fn visits_by(&self, chains: &[Chain]) -> Result<Visits, LedgerError> {
        let mut visits = Visits::default();
        let words = seal::by_visit(chains);
        for chain in chains {
            let first = chain.breaks.first().map(|first| Problem {
                kind: ProblemKind::Seals,
                path: chain.path.clone(),
                line: first.line,
                why: first.why.clone(),
            });
            visits.problems.extend(first);
        }
        let names = names_in(&self.layout.visits())?;
        let id_of = |name: &String| name.strip_suffix(".csv").and_then(VisitId::new);
        let read = |name: &String| {
            let path = self.layout.visits().join(name);
            let Some(id) = id_of(name) else {
                return stray(&path, name).map(Err);
            };
            let read = finished_visit(&path, &id, words.get(&id));
            Some(read.and_then(|finished| self.check_whole(finished)))
        };
        for read in scan::by_all_cores(&names, read).into_iter().flatten() {
            match read {
                Ok(finished) => visits.all.push(finished),
                Err(problem) => visits.problems.push(problem),
            }
        }
        let seen: BTreeSet<VisitId> = names.iter().filter_map(id_of).collect();
        let is_journal = |name: &str| {
            let id = name.strip_suffix(".jsonl").and_then(VisitId::new);
            id.is_some()
        };
        let layout = &self.layout;
        for strays in [
            strays_in(&layout.seals(), |name| seal::device_of(name).is_some()),
            strays_in(&layout.journals(), is_journal),
            strays_in(&layout.kept_standards(), |name| {
                standard_ref(name).is_some()
            }),
            strays_in(&layout.evidence(), |_| false),
            self.stray_actions(),
        ] {
            visits.problems.extend(strays?);
        }
        let is_gone = |(id, word): &(&VisitId, &Word)| !word.is_discarded && !seen.contains(*id);
        for (id, _) in words.iter().filter(is_gone) {
            let (kind, why) = if self.in_bin(id)?.is_some() {
                let why = "this visit is in the bin; the next command that writes notes it";
                (ProblemKind::HalfDone, why)
            } else {
                let why = "a seal names this visit, and its file is gone";
                (ProblemKind::Missing, why)
            };
            visits.problems.push(Problem {
                kind,
                path: self.layout.visit(id),
                line: None,
                why: why.into(),
            });
        }
        Ok(visits)
    }

    /// Refuses half a file: of a visit that no seal names, rows may have been lost on the way.
    pub(super) fn check_whole(&self, finished: FinishedVisit) -> Result<FinishedVisit, Problem> {
        if finished.seal == SealState::Sealed {
            return Ok(finished);
        }
        let visit = &finished.visit;
        let Some(standard) = self.standard_of(&visit.facts.standard) else {
            return Ok(finished);
        };
        let n_items = standard.items().count();
        let is_there = |item: &&Item| visit.answer(&item.id).is_some();
        let n_there = standard.items().filter(is_there).count();
        if n_there == n_items {
            return Ok(finished);
        }
        Err(Problem {
            kind: ProblemKind::Damaged,
            why: format!("it has rows for {n_there} of {n_items} items, so it is half a file"),
            path: finished.path,
            line: None,
        })
    }
}

/// Reads a finished visit and holds it against its seals.
pub(super) fn finished_visit(
    path: &Path,
    id: &VisitId,
    word: Option<&Word>,
) -> Result<FinishedVisit, Problem> {
    let damaged = |line, why: String| Problem {
        kind: ProblemKind::Damaged,
        path: path.to_owned(),
        line,
        why,
    };
    let (read, hash) =
        scan::hashed(path).map_err(|error| damaged(None, format!("cannot read it: {error}")))?;
    let is_as_sealed = |word: &Word| {
        word.finished
            .iter()
            .any(|seal| matches!(&seal.sealing, Sealing::Finished { csv, .. } if *csv == hash))
    };
    let seal = match word {
        Some(word) if is_as_sealed(word) => SealState::Sealed,
        Some(word) if !word.finished.is_empty() => {
            return Err(damaged(None, "it was changed after it was sealed".into()));
        }
        _ => SealState::Unsealed,
    };
    if let Some(problem) = read.problems.iter().find(|problem| problem.is_error()) {
        let line = problem.span.map(|span| span.line);
        return Err(damaged(line, problem.message.clone()));
    }
    match <[Visit; 1]>::try_from(read.visits) {
        Ok([visit]) if visit.facts.id == *id => Ok(FinishedVisit {
            visit,
            path: path.to_owned(),
            seal,
            is_latest: true,
        }),
        Ok([visit]) => Err(damaged(None, format!("it holds visit {}", visit.facts.id))),
        Err(visits) if visits.is_empty() => Err(damaged(None, "there is no visit in it".into())),
        Err(_) => Err(damaged(None, "there is more than one visit in it".into())),
    }
}
