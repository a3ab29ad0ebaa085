//! Which visits are compared together: those of one standard, departments apart, and across major
//! versions only where the standards are at hand.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::numbering::Numbering;
use crate::analysis::scored::ScoredVisit;
use crate::analysis::select::{LeftOut, Selection, first_of_each};
use crate::model::brief::{Brief, Common};
use crate::model::id::Id;
use crate::model::visit::Role;

/// What is compared together: a standard, departments or not, and which major versions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PartKey<'a> {
    pub(super) is_internal: bool,
    pub(super) id: &'a Id,
    pub(super) majors: Majors,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Majors {
    /// Several that meet: their standards are at hand.
    Across,
    /// One alone.
    One(u32),
}

/// Visits that are compared together. Across major versions items must have the same scale, which
/// only the standard can say: visits of another major version without it stand alone.
pub(super) fn parted<'a>(
    counted: Vec<&'a ScoredVisit<'a>>,
    left_out: Vec<LeftOut<'a>>,
) -> BTreeMap<PartKey<'a>, Selection<'a>> {
    let mut found: BTreeMap<(bool, &Id), BTreeSet<u32>> = BTreeMap::new();
    for scored in first_of_each(counted.iter().copied()) {
        if scored.standard.is_some() {
            let facts = &scored.visit.facts;
            let key = (facts.role == Role::Internal, &facts.standard.id);
            found
                .entry(key)
                .or_default()
                .insert(facts.standard.version.major);
        }
    }
    let key = |visit: &Brief, is_found: bool| {
        let facts = &visit.facts;
        let is_internal = facts.role == Role::Internal;
        let major = facts.standard.version.major;
        let majors = found.get(&(is_internal, &facts.standard.id));
        let meet = |majors: &BTreeSet<u32>| majors.len() > 1 && majors.contains(&major);
        if is_found && majors.is_some_and(meet) {
            (is_internal, Majors::Across)
        } else {
            (is_internal, Majors::One(major))
        }
    };
    let part_key = |scored: &ScoredVisit<'a>| {
        let (is_internal, majors) = key(scored.visit, scored.standard.is_some());
        PartKey {
            is_internal,
            id: &scored.visit.facts.standard.id,
            majors,
        }
    };
    let mut keys: Numbering<Common, PartKey> = Numbering::default();
    let mut number =
        |scored: &ScoredVisit<'a>| keys.of(&scored.visit.facts.common, || part_key(scored));
    let mut parts: Vec<Selection> = Vec::new();
    let is_one = counted.iter().all(|scored| number(scored) == 0);
    if is_one && !counted.is_empty() {
        part(&mut parts, 0).counted = counted; // as nearly always: the list is not copied
    } else {
        for scored in counted {
            part(&mut parts, number(scored)).counted.push(scored);
        }
    }
    for one in left_out {
        part(&mut parts, number(one.scored)).left_out.push(one);
    }
    let taken = |(key, number): (_, usize)| (key, std::mem::take(&mut parts[number]));
    keys.all().map(taken).collect()
}

fn part<'p, 'a>(parts: &'p mut Vec<Selection<'a>>, number: usize) -> &'p mut Selection<'a> {
    if number == parts.len() {
        parts.push(Selection::default());
    }
    &mut parts[number]
}
