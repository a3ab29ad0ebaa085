//! Which visit is meant by what was typed: an id, a part of one, a number of the list, or `last`.

use std::collections::BTreeMap;

use super::Ledger;
use super::error::LedgerError;
use super::in_progress::OpenVisits;
use super::visits::{Problem, Visits};
use crate::model::brief::Brief;
use crate::model::id::slug;
use crate::model::visit::{Name, VisitFacts, VisitId};

/// Which visits are meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Among {
    /// The finished ones.
    Finished,
    /// Those in progress.
    Open,
    /// All.
    Any,
}

/// A line of the list of visits.
#[derive(Clone, PartialEq, Debug)]
pub struct Listed {
    /// What is the same for the whole visit.
    pub facts: VisitFacts,
    /// True for one in progress.
    pub is_open: bool,
}

impl Ledger {
    /// The list of visits as `mystery visits` numbers it, from 1: those in progress first, then the
    /// finished ones, the newest contact first; of each visit the revision that counts.
    pub fn list(&self) -> Result<Vec<Listed>, LedgerError> {
        Ok(listed(&self.open_visits()?, &self.briefs()?))
    }

    /// The visit that is meant by `text`: an exact id, a unique part of one (that of a base means
    /// its latest revision, and a second scoring must be typed), its number in [`Ledger::list`], or
    /// `last` ([`Ledger::last_finished`]; among those in progress the one begun last).
    pub fn resolve(&self, text: &str, among: Among) -> Result<VisitId, LedgerError> {
        let finished = match among {
            Among::Open => Visits::of(Vec::new()),
            Among::Finished | Among::Any => self.briefs()?,
        };
        self.resolve_in(&finished, text, among)
    }

    /// As [`Ledger::resolve`], where the finished visits are known.
    pub fn resolve_in(
        &self,
        finished: &Visits<Brief>,
        text: &str,
        among: Among,
    ) -> Result<VisitId, LedgerError> {
        let open = self.open_visits()?;
        let list = listed(&open, finished);
        let is_meant = |listed: &&Listed| match among {
            Among::Finished => !listed.is_open,
            Among::Open => listed.is_open,
            Among::Any => true,
        };
        let all: Vec<&Listed> = list.iter().filter(is_meant).collect();
        let lost = lost_visits(&open, finished, among);
        let no_such = |candidates| {
            let means = |id: &&VisitId| {
                let is_exact = id.as_str() == text || id.base().as_str() == text;
                is_exact || (text.len() > 3 && id.as_str().contains(&text.to_lowercase()))
            };
            // Of several the highest revision, which is why the visit is left out.
            match lost.keys().filter(means).max_by_key(|id| id.revision()) {
                Some(id) => left_out(id, &lost),
                None => LedgerError::NoSuchVisit {
                    text: text.into(),
                    candidates,
                },
            }
        };
        if text == "last" {
            // One meaning everywhere: what is in progress is named by its id or number.
            let begun = |listed: &&&Listed| (listed.facts.started, listed.facts.id.clone());
            let last = if among == Among::Open {
                let last = all.iter().max_by_key(begun);
                last.map(|listed| listed.facts.id.clone())
            } else {
                self.last_finished(finished)
            };
            return last.ok_or_else(|| no_such(Vec::new()));
        }
        if let Some(number) = place(text, list.len()) {
            let listed = list.get(number - 1).filter(is_meant);
            let id = listed.map(|listed| listed.facts.id.clone());
            return id.ok_or_else(|| no_such(Vec::new()));
        }
        let id = VisitId::new(text);
        if let Some(id) = &id {
            if lost.contains_key(id) {
                return Err(left_out(id, &lost));
            }
            if let Some(listed) = all.iter().find(|listed| listed.facts.id.base() == *id) {
                return Ok(listed.facts.id.clone());
            }
            // It may be there, and not be the one that counts.
            if among != Among::Open && finished.visit(id).is_some() {
                return Ok(id.clone());
            }
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let text_lower = words.join("-").to_lowercase();
        // A name is typed as it is read; ids have it without marks, and cut off where it is long.
        let name = Name::new(text);
        let as_in_id = slug(text, '-', usize::MAX);
        let parts: Vec<&&Listed> = all
            .iter()
            .filter(|listed| {
                let id = &listed.facts.id;
                let is_second_named = id.second().is_none() || text_lower.contains('.');
                let is_part = is_second_named && id.as_str().contains(&text_lower);
                let is_its_name = name.as_ref() == Some(&listed.facts.organisation)
                    || (as_in_id != "x" && id.as_str().contains(&as_in_id));
                !words.is_empty() && (is_part || (id.second().is_none() && is_its_name))
            })
            .collect();
        match parts.as_slice() {
            [one] => Ok(one.facts.id.clone()),
            [] => Err(no_such(nearest(&all, &text_lower))),
            several => Err(LedgerError::Ambiguous {
                text: text.into(),
                candidates: several
                    .iter()
                    .take(5)
                    .map(|listed| listed.facts.id.to_string())
                    .collect(),
            }),
        }
    }
}

fn listed(open: &OpenVisits, finished: &Visits<Brief>) -> Vec<Listed> {
    let open = open.all.iter().filter(|open| !open.half_done);
    let open = open.map(|open| (open.facts.clone(), true));
    let finished = finished.newest_first().into_iter();
    let finished = finished.map(|finished| ((&finished.visit.facts).into(), false));
    open.chain(finished)
        .map(|(facts, is_open)| Listed { facts, is_open })
        .collect()
}

/// The visits whose file is damaged or missing, so that no list has them, and why.
fn lost_visits(
    open: &OpenVisits,
    finished: &Visits<Brief>,
    among: Among,
) -> BTreeMap<VisitId, String> {
    let of_finished = finished.problems.iter().filter(|_| among != Among::Open);
    let of_open = open.problems.iter().filter(|_| among != Among::Finished);
    let lost = |it: &Problem| Some((it.lost_visit()?, it.why.clone()));
    of_finished.chain(of_open).filter_map(lost).collect()
}

fn left_out(id: &VisitId, lost: &BTreeMap<VisitId, String>) -> LedgerError {
    LedgerError::LeftOut {
        visit: id.clone(),
        why: lost.get(id).cloned().unwrap_or_default(),
    }
}

/// The place in the list that a number is; beyond the list a longer one is part of an id, such as
/// its year.
fn place(text: &str, n_listed: usize) -> Option<usize> {
    let number = crate::model::answer::whole_number(text)?;
    let number = usize::try_from(number).ok().filter(|number| *number > 0)?;
    (text.len() <= 3 || number <= n_listed).then_some(number)
}

/// The ids that are most like the text, where any is at all.
fn nearest(all: &[&Listed], text: &str) -> Vec<String> {
    let mut likely: Vec<(usize, &str)> = all
        .iter()
        .map(|listed| listed.facts.id.as_str())
        .map(|id| {
            (
                id.split('-')
                    .map(|part| strsim::osa_distance(part, text))
                    .min()
                    .unwrap_or(usize::MAX),
                id,
            )
        })
        .filter(|(distance, _)| *distance <= 2)
        .collect();
    likely.sort_unstable();
    likely
        .into_iter()
        .take(3)
        .map(|(_, id)| id.to_owned())
        .collect()
}
