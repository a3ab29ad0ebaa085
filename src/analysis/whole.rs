//! The visits that count, each with all its answers and its scorecard: for questions that are asked of
//! a few thousand visits, where what was said matters and not its figures alone.

use super::scored::{roll, scored};
use super::select::sorted_out;
use crate::model::id::Id;
use crate::model::scorecard::Scorecard;
use crate::model::standard::{Standard, StandardRef};
use crate::model::visit::Visit;
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

/// The visits that count, oldest first, by the same rule as everywhere.
pub fn that_count<'a>(
    visits: &'a [Visit],
    standard: impl Fn(&StandardRef) -> Option<&'a Standard>,
) -> Vec<WholeVisit<'a>> {
    let roll = roll(visits);
    let scored = scored(&roll, |wanted| standard(wanted));
    let counted = sorted_out(&scored, None).counted.into_iter();
    counted
        .filter_map(|it| {
            let at = usize::try_from(it.visit.place.at).ok()?;
            let visit = visits.get(at)?;
            let standard = standard(&visit.facts.standard);
            Some(WholeVisit {
                visit,
                standard,
                scorecard: standard.map(|standard| score(standard, visit)),
            })
        })
        .collect()
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
