//! The visits that count, each with all its answers and its scorecard: for questions that are asked of
//! a few thousand visits, where what was said matters and not its figures alone.

use super::scored::{ScoredVisit, roll, scored};
use super::select::{Reason, sorted_out};
use crate::model::id::Id;
use crate::model::scorecard::Scorecard;
use crate::model::standard::{Standard, StandardRef};
use crate::model::visit::{Visit, VisitId};
use crate::scoring::score;

/// A visit that counts.
#[derive(Clone, Debug)]
pub struct WholeVisit<'a> {
    /// The visit.
    pub visit: &'a Visit,
    /// The exact standard that it was scored with; `None` when it was not found.
    pub standard: Option<&'a Standard>,
    /// What it came to; there exactly when the standard is.
    pub scorecard: Option<Scorecard>,
}

/// A visit that does not count.
#[derive(Clone, Copy, Debug)]
pub struct Excluded<'a> {
    /// The visit.
    pub visit: &'a Visit,
    /// Why.
    pub reason: Reason,
}

/// Visits sorted into those that count and those that do not.
#[derive(Clone, Debug)]
pub struct Counted<'a> {
    /// Those that count, oldest first.
    pub visits: Vec<WholeVisit<'a>>,
    /// Those that do not, oldest first.
    pub left_out: Vec<Excluded<'a>>,
}

impl<'a> Counted<'a> {
    /// The standard of each visit, of those that do not count too.
    pub fn standards(&self) -> impl Iterator<Item = &'a Id> {
        let counted = self.visits.iter().map(|it| it.visit);
        let all = counted.chain(self.left_out.iter().map(|it| it.visit));
        all.map(|visit| &visit.facts.standard.id)
    }

    /// Those of a standard, or all, that do not count.
    pub fn left_out_of(&self, standard: Option<&Id>) -> Vec<Excluded<'a>> {
        let is_wanted =
            |it: &&Excluded| standard.is_none_or(|id| it.visit.facts.standard.id == *id);
        self.left_out.iter().filter(is_wanted).copied().collect()
    }

    /// The ids that stand for two visits that differ.
    pub fn conflicting(&self) -> impl Iterator<Item = &'a VisitId> {
        let left_out = self.left_out.iter();
        let conflicting = left_out.filter(|it| it.reason == Reason::Conflicting);
        conflicting.map(|it| &it.visit.facts.id)
    }
}

/// Sorts visits by the same rule as everywhere.
pub fn sorted<'a>(
    visits: &'a [Visit],
    standard: impl Fn(&StandardRef) -> Option<&'a Standard>,
) -> Counted<'a> {
    let roll = roll(visits);
    let scored = scored(&roll, |wanted| standard(wanted));
    let whole = |scored: &ScoredVisit| {
        let at = usize::try_from(scored.visit.place.at).ok()?;
        visits.get(at)
    };
    let selection = sorted_out(&scored, None);
    let counted = selection.counted.iter().filter_map(|scored| {
        let visit = whole(scored)?;
        let standard = standard(&visit.facts.standard);
        Some(WholeVisit {
            visit,
            standard,
            scorecard: standard.map(|standard| score(standard, visit)),
        })
    });
    let left_out = selection.left_out.iter().filter_map(|out| {
        Some(Excluded {
            visit: whole(out.scored)?,
            reason: out.reason,
        })
    });
    Counted {
        visits: counted.collect(),
        left_out: left_out.collect(),
    }
}

/// Those of a standard, or all.
pub fn of<'a>(visits: &'a [WholeVisit<'a>], standard: Option<&Id>) -> Vec<&'a WholeVisit<'a>> {
    let is_wanted = |it: &&WholeVisit| standard.is_none_or(|id| it.visit.facts.standard.id == *id);
    visits.iter().filter(is_wanted).collect()
}

/// The newest standard at hand of some visits.
pub fn newest<'a>(visits: &[&'a WholeVisit<'a>]) -> Option<&'a Standard> {
    let standards = visits.iter().filter_map(|it| it.standard);
    standards.max_by_key(|it| (it.version, &it.fingerprint))
}
