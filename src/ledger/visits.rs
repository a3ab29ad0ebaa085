//! The finished visits of a ledger, and everything about them that is not as it should be. Reads
//! only; what is damaged is named and left out, never guessed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Ledger;
use super::error::LedgerError;
use super::layout::names_in;
pub use super::problem::{Problem, ProblemKind};
use super::scan::Progress;
pub use super::scan::each::Told;
use super::scan::each::{Each, InBrief, Whole, by_all_cores};
use super::seal::{self, Chain, RowsWord};
use super::standards::standard_ref;
use super::stray::{stray, strays_in};
use crate::files::csv_cut::Cut;
use crate::files::visit_csv_brief::Shared;
use crate::model::brief::Brief;
use crate::model::moment::Moment;
use crate::model::order::InOrder;
use crate::model::visit::{Visit, VisitFacts, VisitId};

/// What the seals say of a visit that is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SealState {
    /// A seal names it, and it is as it was sealed.
    Sealed,
    /// No seal names it: it was copied in by hand. It counts.
    Unsealed,
}

/// A finished visit, whole or in brief.
#[derive(Clone, PartialEq, Debug)]
pub struct FinishedVisit<V = Visit> {
    /// The visit.
    pub visit: V,
    /// Its file.
    pub path: PathBuf,
    /// Whether it is sealed.
    pub seal: SealState,
    /// True for the highest revision of its id: the one that counts.
    pub is_latest: bool,
}

/// The finished visits of a ledger.
#[derive(Clone, PartialEq, Debug)]
pub struct Visits<V = Visit> {
    /// All revisions of all visits, oldest contact first.
    pub all: Vec<FinishedVisit<V>>,
    /// Sound revisions of visits whose highest revision is damaged or missing: none of them counts.
    pub held_back: Vec<FinishedVisit<V>>,
    /// What is not as it should be.
    pub problems: Vec<Problem>,
}

impl<V: Told> Visits<V> {
    /// Sound visits, and nothing else.
    pub fn of(all: Vec<FinishedVisit<V>>) -> Self {
        Self {
            all,
            held_back: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The highest revision of each visit, oldest contact first.
    pub fn latest(&self) -> impl DoubleEndedIterator<Item = &FinishedVisit<V>> {
        self.all.iter().filter(|visit| visit.is_latest)
    }

    /// True when a damaged visit was left out: reports then end with exit code 1.
    pub fn has_left_out(&self) -> bool {
        self.problems.iter().any(Problem::leaves_out)
    }

    /// The highest revision of each visit, newest contact first: the order of `mystery visits`.
    pub fn newest_first(&self) -> Vec<&FinishedVisit<V>> {
        self.latest().rev().collect()
    }

    /// The visit of an exact id.
    pub fn visit(&self, id: &VisitId) -> Option<&FinishedVisit<V>> {
        self.all.iter().find(|finished| finished.visit.id() == id)
    }

    /// The visits whose file is damaged or missing.
    pub fn lost(&self) -> impl Iterator<Item = VisitId> {
        self.problems.iter().filter_map(Problem::lost_visit)
    }

    /// Every revision of a visit that is there, sound or not, or that a seal names; sorted.
    pub fn revisions(&self, base: &VisitId) -> Vec<VisitId> {
        let sound = self.all.iter().chain(&self.held_back);
        let ids = sound.map(|finished| finished.visit.id().clone());
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
            let id = finished.visit.id();
            if lost
                .get(&id.base())
                .is_some_and(|it| it.revision() < id.revision())
            {
                lost.remove(&id.base());
            }
        }
        let is_held = |it: &mut FinishedVisit<V>| lost.contains_key(&it.visit.id().base());
        self.held_back = self.all.extract_if(.., is_held).collect();
        for finished in self.held_back.iter().filter(|it| it.is_latest) {
            let correction = &lost[&finished.visit.id().base()];
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
            .sort_by_cached_key(|finished| order_by(&finished.visit));
        let mut highest: BTreeMap<VisitId, u32> = BTreeMap::new();
        for finished in &self.all {
            let id = finished.visit.id();
            let revision = highest.entry(id.base()).or_default();
            *revision = id.revision().max(*revision);
        }
        for finished in &mut self.all {
            let id = finished.visit.id();
            finished.is_latest = highest[&id.base()] == id.revision();
        }
        self.hold_back();
        self
    }
}

/// What the seals say of the rows of each visit.
type RowsWords = BTreeMap<VisitId, RowsWord>;

type Order = (chrono::NaiveDate, Option<Moment>, Moment, VisitId);

/// By the day of the contact, its time where known, when scoring began, and the id.
fn order_by(visit: &impl Told) -> Order {
    let visited = visit.visited();
    (
        visited.date(),
        visited.moment(),
        visit.started(),
        visit.id().clone(),
    )
}

/// As finished visits are ordered, by their facts.
pub(super) fn order_of(facts: &VisitFacts) -> Order {
    let (date, moment) = (facts.visited.date(), facts.visited.moment());
    (date, moment, facts.started, facts.id.clone())
}

impl Ledger {
    /// The finished visits.
    pub fn visits(&self) -> Result<Visits, LedgerError> {
        self.visits_by(&|| Whole)
    }

    /// As [`Ledger::visits`], in brief: the source of this number. The whole of one is in its file.
    pub fn visits_in_brief(
        &self,
        (shared, progress): (&Shared, &Progress),
        source: u32,
    ) -> Result<Visits<Brief>, LedgerError> {
        let cut = Cut::of_ledgers();
        self.visits_by(&|| InBrief::new(&cut, (shared, progress), source))
    }

    /// As [`Ledger::visits`], in brief and for themselves: to find the few that are then read whole.
    pub fn briefs(&self) -> Result<Visits<Brief>, LedgerError> {
        self.visits_in_brief((&Shared::default(), &Progress::default()), 0)
    }

    /// The whole of a finished visit; `None` where its file is no longer what it was.
    pub fn whole(&self, finished: &FinishedVisit<Brief>) -> Option<FinishedVisit> {
        let content = Whole.read(&finished.path).ok()?;
        let [visit] = <[Visit; 1]>::try_from(content.visits).ok()?;
        let is_it = content.mistake.is_none() && visit.facts.id == *finished.visit.id();
        is_it.then(|| FinishedVisit {
            visit,
            path: finished.path.clone(),
            seal: finished.seal,
            is_latest: finished.is_latest,
        })
    }

    fn visits_by<E: Each>(
        &self,
        begin: &(impl Fn() -> E + Sync),
    ) -> Result<Visits<E::Visit>, LedgerError> {
        let words = self.rows_words()?;
        let mut visits = self.look(begin, &words, Vec::new())?;
        let is_odd = |finished: &FinishedVisit<E::Visit>| finished.seal == SealState::Unsealed;
        if visits.has_left_out() || visits.all.iter().any(is_odd) {
            // Another program may have finished or discarded a visit between the two looks. What was
            // sound is so still, where the seals say the same of it: it is not read twice.
            let now = self.rows_words()?;
            let is_same = |it: &FinishedVisit<E::Visit>| {
                now.0.get(it.visit.id()) == words.0.get(it.visit.id())
            };
            visits.all.retain(is_same);
            visits = self.look(begin, &now, visits.all)?;
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

    /// What the seals say of the rows of each visit, and the first break of each device's seals.
    fn rows_words(&self) -> Result<(RowsWords, Vec<Problem>), LedgerError> {
        let chains = self.chains()?;
        let first_break = |chain: &Chain| {
            let first = chain.breaks.first()?;
            Some(Problem {
                kind: ProblemKind::Seals,
                path: chain.path.clone(),
                line: first.line,
                why: first.why.clone(),
            })
        };
        let breaks = chains.iter().filter_map(first_break).collect();
        Ok((seal::rows_by_visit(&chains), breaks))
    }

    /// Looks at all files but those of the visits that are known to be sound, if they are there still.
    fn look<E: Each>(
        &self,
        begin: &(impl Fn() -> E + Sync),
        (words, breaks): &(RowsWords, Vec<Problem>),
        sound: Vec<FinishedVisit<E::Visit>>,
    ) -> Result<Visits<E::Visit>, LedgerError> {
        let mut visits = Visits::of(sound);
        visits.problems.extend_from_slice(breaks);
        let names = names_in(&self.layout.visits())?;
        let id_of = |name: &String| name.strip_suffix(".csv").and_then(VisitId::new);
        let seen: BTreeSet<VisitId> = names.iter().filter_map(id_of).collect();
        visits.all.retain(|it| seen.contains(it.visit.id()));
        let mut names = names;
        if !visits.all.is_empty() {
            let known: BTreeSet<&VisitId> = visits.all.iter().map(|it| it.visit.id()).collect();
            names.retain(|name| id_of(name).is_none_or(|id| !known.contains(&id)));
        }
        let read = |each: &mut E, name: &String| {
            let path = self.layout.visits().join(name);
            let Some(id) = id_of(name) else {
                return stray(&path, name).map(Err);
            };
            let read = finished_visit(each, &path, &id, words.get(&id));
            Some(read.and_then(|finished| self.check_whole(each, finished)))
        };
        for read in by_all_cores(&names, begin, read).into_iter().flatten() {
            match read {
                Ok(finished) => visits.all.push(finished),
                Err(problem) => visits.problems.push(problem),
            }
        }
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
        let is_gone =
            |(id, word): &(&VisitId, &RowsWord)| !word.is_discarded && !seen.contains(*id);
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
    pub(super) fn check_whole<E: Each>(
        &self,
        each: &E,
        finished: FinishedVisit<E::Visit>,
    ) -> Result<FinishedVisit<E::Visit>, Problem> {
        if finished.seal == SealState::Sealed {
            return Ok(finished);
        }
        let visit = &finished.visit;
        let Some(standard) = self.standard_of(visit.standard()) else {
            return Ok(finished);
        };
        let n_items = standard.items().count();
        let n_there = each.n_items(visit, &standard);
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
pub(super) fn finished_visit<E: Each>(
    each: &mut E,
    path: &Path,
    id: &VisitId,
    word: Option<&RowsWord>,
) -> Result<FinishedVisit<E::Visit>, Problem> {
    let damaged = |line, why: String| Problem {
        kind: ProblemKind::Damaged,
        path: path.to_owned(),
        line,
        why,
    };
    let read = each.read(path);
    let read = read.map_err(|error| damaged(None, format!("cannot read it: {error}")))?;
    let is_as_sealed = |word: &RowsWord| word.csv.iter().any(|csv| **csv == *read.hash);
    let seal = match word {
        Some(word) if is_as_sealed(word) => SealState::Sealed,
        Some(word) if !word.csv.is_empty() => {
            return Err(damaged(None, "it was changed after it was sealed".into()));
        }
        _ => SealState::Unsealed,
    };
    if let Some(mistake) = read.mistake {
        let line = mistake.span.map(|span| span.line);
        return Err(damaged(line, mistake.message));
    }
    match <[E::Visit; 1]>::try_from(read.visits) {
        Ok([visit]) if visit.id() == id => Ok(FinishedVisit {
            visit,
            path: path.to_owned(),
            seal,
            is_latest: true,
        }),
        Ok([visit]) => Err(damaged(None, format!("it holds visit {}", visit.id()))),
        Err(visits) if visits.is_empty() => Err(damaged(None, "there is no visit in it".into())),
        Err(_) => Err(damaged(None, "there is more than one visit in it".into())),
    }
}
