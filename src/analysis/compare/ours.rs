//! Whose places are our own: one side that all others are held against, or departments that each look
//! at themselves.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::StandardComparison;
use crate::analysis::ruler::Line;
use crate::analysis::scored::ScoredVisit;
use crate::analysis::side::Side;
use crate::model::visit::Role;

impl<'a> StandardComparison<'a> {
    /// The place of the side that gaps are taken from: the own one, or the only department.
    pub fn reference(&self) -> Option<usize> {
        let is_only = self.is_internal && self.sides.len() == 1;
        let is_ours = |side: &Side| side.role == Role::Own || is_only;
        self.sides.first().is_some_and(is_ours).then_some(0)
    }

    /// True where our own place stands beside a competitor's.
    pub fn has_rivals(&self) -> bool {
        self.reference().is_some() && self.rivals().next().is_some()
    }

    /// True where departments stand side by side, none of them before the others.
    pub fn has_departments(&self) -> bool {
        self.is_internal && self.sides.len() > 1
    }

    /// The comparison as our own places look at it: as it is, or each of several departments by itself;
    /// nothing where there are only competitors.
    pub fn of_ours(&self) -> Vec<Cow<'_, Self>> {
        if self.has_departments() {
            let places = 0..self.sides.len();
            return places.map(|place| Cow::Owned(self.alone(place))).collect();
        }
        let ours = self.reference().map(|_| Cow::Borrowed(self));
        ours.into_iter().collect()
    }

    /// One side by itself, judged as it is beside the others.
    fn alone(&self, place: usize) -> Self {
        let side = self.sides[place].clone();
        let line = |line: &Line<'a>| Line {
            subject: line.subject.clone(),
            measures: vec![line.measures[place].clone()],
            findings: vec![None],
            misled: BTreeSet::new(),
        };
        let left_out = self.left_out.iter();
        let left_out = left_out
            .filter(|out| out.scored.visit.facts.organisation == *side.organisation)
            .copied();
        let is_corrected = |it: &&&ScoredVisit| it.visit.facts.id.revision() > 1;
        let corrected = side.visits.iter().filter(is_corrected);
        Self {
            id: self.id,
            is_internal: self.is_internal,
            versions: self.versions.clone(),
            catalogue: self.catalogue.clone(),
            basis: self.basis.clone(),
            totals: vec![self.totals[place].clone()],
            lines: self.lines.iter().map(line).collect(),
            groups: Vec::new(),
            common: self.common.clone(),
            tag: self.tag.clone(),
            left_out: left_out.collect(),
            n_corrected: corrected.count() as u64,
            terms: self.terms,
            mixes: vec![None],
            league: None,
            pictures: Vec::new(),
            ways: None,
            sides: vec![side],
        }
    }
}
