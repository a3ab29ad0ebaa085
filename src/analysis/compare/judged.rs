//! What may be said of the gaps of a comparison: which of them are judged together, and which only over
//! the same mix of visits.

use std::collections::BTreeMap;

use super::{Settings, StandardComparison};
use crate::analysis::mix::{Pair, SameMix, judge_mixes, same_mix};
use crate::analysis::ruler::{Line, Ruler, Subject};
use crate::analysis::verdict::{are_other_people, clusters, findings};
use crate::stats::cluster::{self, Unit};
use crate::stats::ladder::Pool;

/// Takes the gaps in total over the same mix of visits, where the mixes differ.
pub(super) fn even_out_mixes<'a>(
    one: &mut StandardComparison<'a>,
    ruler: &Ruler<'_, 'a>,
    settings: &Settings,
) {
    let subject = one.compared_total();
    let (Some(reference), Some(line)) = (one.reference(), one.line(&subject)) else {
        return;
    };
    // Over the same mix the visit is the unit, whatever it is elsewhere.
    let weights: Vec<_> = line
        .measures
        .iter()
        .filter_map(|measure| cluster::Side::of(&clusters(measure), Some(Unit::Observation)))
        .collect();
    let usual = Pool::of(&weights).variance(Unit::Observation);
    let mut mixes: Vec<Option<SameMix>> = vec![None; one.sides.len()];
    for rival in one.rivals() {
        let pair = Pair {
            own: &one.sides[reference].visits,
            theirs: &one.sides[rival].visits,
            usual,
        };
        mixes[rival] = same_mix(ruler, &subject, &pair, settings);
    }
    let is_confounded =
        |rival: usize| are_other_people(&line.measures[reference], &line.measures[rival]);
    judge_mixes(&mut mixes, is_confounded, &settings.terms());
    one.mixes = mixes;
}

/// Judges every gap: those of a total or a section together with its other competitors, those of all
/// items together, and those of the groups of visits with their like in the other groups.
pub(super) fn judge_lines(one: &mut StandardComparison) {
    let is_item = |line: &&Line| matches!(line.subject, Subject::Item(_));
    let (items, others): (Vec<&Line>, Vec<&Line>) = one.lines.iter().partition(is_item);
    let mut judged: BTreeMap<Subject, _> = BTreeMap::new();
    for family in others.iter().map(std::slice::from_ref).chain([&items[..]]) {
        let found = findings(one, family, &one.terms);
        judged.extend(family.iter().map(|line| line.subject.clone()).zip(found));
    }
    let mut in_groups: Vec<BTreeMap<Subject, _>> = vec![BTreeMap::new(); one.groups.len()];
    for line in &others {
        let in_each = one
            .groups
            .iter()
            .enumerate()
            .filter_map(|(at, (_, lines))| {
                let alike = lines.iter().find(|other| other.subject == line.subject);
                Some((at, alike?))
            });
        let (places, family): (Vec<usize>, Vec<&Line>) = in_each.unzip();
        for (at, found) in places.into_iter().zip(findings(one, &family, &one.terms)) {
            in_groups[at].insert(line.subject.clone(), found);
        }
    }
    let mut places = Vec::new();
    let mut family = Vec::new();
    for (at, (_, lines)) in one.groups.iter().enumerate() {
        for line in lines.iter().filter(is_item) {
            places.push(at);
            family.push(line);
        }
    }
    let found = findings(one, &family, &one.terms);
    for ((at, line), found) in places.into_iter().zip(&family).zip(found) {
        in_groups[at].insert(line.subject.clone(), found);
    }
    for line in &mut one.lines {
        line.findings = judged.remove(&line.subject).unwrap_or_default();
    }
    for ((_, lines), mut judged) in one.groups.iter_mut().zip(in_groups) {
        for line in lines {
            line.findings = judged.remove(&line.subject).unwrap_or_default();
        }
    }
}
