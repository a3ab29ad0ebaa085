//! What is taken away before anything is tied together: how high each auditor rates, and how good each
//! place is in general. A place that is good at much would else tie all of that together.

use std::collections::BTreeSet;

use super::{Row, credit};
use crate::model::standard::Item;
use crate::model::visit::VisitFacts;
use crate::stats::centering::Groups;

/// Differences between which places are taken away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Places {
    /// Between sites.
    Sites,
    /// Between organisations: their sites were visited too seldom.
    Organisations,
    /// None.
    None,
}

impl Places {
    /// The word of data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sites => "sites",
            Self::Organisations => "organisations",
            Self::None => "none",
        }
    }
}

/// What is taken away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Within {
    /// Between which places.
    pub places: Places,
    /// Whether how high each auditor rates is.
    pub auditors: bool,
}

/// From the most that can be taken away to nothing.
const ALL: [(Places, bool); 6] = [
    (Places::Sites, true),
    (Places::Sites, false),
    (Places::Organisations, true),
    (Places::Organisations, false),
    (Places::None, true),
    (Places::None, false),
];

impl Within {
    /// The most that leaves at least half of what the visits tell, and not all ends alike.
    pub(super) fn of(rows: &[Row]) -> Self {
        let ends: Vec<f64> = rows.iter().map(|row| row.outcome).collect();
        let leaves_enough = |within: &Self| {
            let groups = within.groups(rows.iter());
            let left = groups.centered(&ends);
            groups.taken() * 2 <= rows.len() && left.iter().any(|it| (it - left[0]).abs() > 1e-9)
        };
        let all = ALL.map(|(places, auditors)| Self { places, auditors });
        let nothing = all[ALL.len() - 1];
        all.into_iter().find(leaves_enough).unwrap_or(nothing)
    }

    /// The place and the auditor of each visit, as far as they are taken away.
    fn groups<'r, 'v: 'r>(self, rows: impl Iterator<Item = &'r Row<'v>>) -> Groups {
        let facts: Vec<&VisitFacts> = rows.map(|row| &row.scored.visit.facts).collect();
        let places = facts.iter().map(|facts| match self.places {
            Places::Sites => Some((facts.role, &facts.organisation, Some(&facts.site))),
            Places::Organisations => Some((facts.role, &facts.organisation, None)),
            Places::None => None,
        });
        let auditors = facts
            .iter()
            .map(|facts| self.auditors.then_some(facts.auditor.as_str()));
        Groups {
            one: numbered(places),
            other: numbered(auditors),
        }
    }

    /// Credit and outcome of each visit in which an item was judged, with what is taken away gone;
    /// and how many means that took beyond that of all.
    pub(super) fn pairs(self, item: &Item, rows: &[Row]) -> (Vec<(f64, f64)>, usize) {
        let judged: Vec<(&Row, f64)> = rows
            .iter()
            .filter_map(|row| Some((row, credit(row.scored, item)?)))
            .collect();
        let groups = self.groups(judged.iter().map(|(row, _)| *row));
        let credits: Vec<f64> = judged.iter().map(|(_, credit)| *credit).collect();
        let ends: Vec<f64> = judged.iter().map(|(row, _)| row.outcome).collect();
        let credits = groups.centered(&credits).into_iter();
        (
            credits.zip(groups.centered(&ends)).collect(),
            groups.taken(),
        )
    }

    /// How many visits earned otherwise than is most usual at their place.
    pub(super) fn n_otherwise(self, item: &Item, rows: &[Row]) -> usize {
        let judged: Vec<(&Row, f64)> = rows
            .iter()
            .filter_map(|row| Some((row, credit(row.scored, item)?)))
            .collect();
        let places = self.groups(judged.iter().map(|(row, _)| *row)).one;
        let n_places = places.iter().max().map_or(0, |last| last + 1);
        let usual = (0..n_places).map(|place| {
            let here = places.iter().zip(&judged).filter(|(at, _)| **at == place);
            most_alike(here.map(|(_, (_, credit))| *credit).collect())
        });
        judged.len() - usual.sum::<usize>()
    }
}

/// How many credits are the one that comes most often.
pub(super) fn most_alike(mut credits: Vec<f64>) -> usize {
    credits.sort_by(f64::total_cmp);
    let runs = credits.chunk_by(|a, b| (a - b).abs() < 1e-9);
    runs.map(<[f64]>::len).max().unwrap_or(0)
}

/// Each by its number among those that there are.
fn numbered<T: Ord + Clone>(of: impl Iterator<Item = T>) -> Vec<usize> {
    let of: Vec<T> = of.collect();
    let known: BTreeSet<T> = of.iter().cloned().collect();
    let known: Vec<T> = known.into_iter().collect();
    let place = |it: &T| known.binary_search(it).unwrap_or(0);
    of.iter().map(place).collect()
}
