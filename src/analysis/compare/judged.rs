//! What may be said of the gaps of a comparison: which of them are judged together, and which only over
//! the same mix of visits.

use std::collections::{BTreeMap, BTreeSet};

use super::{Settings, StandardComparison};
use crate::analysis::mix::{Pair, SameMix, cells, same_mix};
use crate::analysis::ruler::{Line, Subject};
use crate::analysis::scored::ScoredVisit;
use crate::analysis::verdict::{findings, judged, opened, opened_mixes, weights_of_pair};
use crate::model::share::Share;

/// Takes the gaps in total over the same mix of visits, where the mixes differ.
pub(super) fn even_out_mixes(one: &mut StandardComparison<'_>, settings: &Settings) {
    let subject = one.compared_total();
    let Some(line) = one.line(&subject) else {
        return;
    };
    let visits: Vec<&[&ScoredVisit]> = one.sides.iter().map(|side| &side.visits[..]).collect();
    let mixes = mixes_of(one, line, &visits, &one.totals, settings);
    let misled = misled(&mixes);
    one.mixes = mixes;
    for line in &mut one.lines {
        line.misled.clone_from(&misled);
    }
}

/// Finds, for each group of visits, the sides to which its own mix would make a plain gap mislead.
pub(super) fn find_misled_groups<'a, 'g>(
    one: &mut StandardComparison<'a>,
    groups: impl Iterator<
        Item = (
            &'g Vec<Vec<&'a ScoredVisit<'a>>>,
            &'g Vec<Vec<Option<Share>>>,
        ),
    >,
    settings: &Settings,
) where
    'a: 'g,
{
    let subject = one.compared_total();
    let mut all = Vec::new();
    for ((_, lines), (of_sides, totals)) in one.groups.iter().zip(groups) {
        let visits: Vec<&[&ScoredVisit]> = of_sides.iter().map(|side| &side[..]).collect();
        let line = lines.iter().find(|line| line.subject == subject);
        let mixes = line.map(|line| mixes_of(one, line, &visits, totals, settings));
        all.push(mixes.map_or_else(BTreeSet::new, |mixes| misled(&mixes)));
    }
    for ((_, lines), misled) in one.groups.iter_mut().zip(all) {
        for line in lines {
            line.misled.clone_from(&misled);
        }
    }
}

/// For each competitor, how its mix of some visits compares with the own one.
fn mixes_of<'a>(
    one: &StandardComparison<'a>,
    line: &Line<'a>,
    visits: &[&[&'a ScoredVisit<'a>]],
    totals: &[Vec<Option<Share>>],
    settings: &Settings,
) -> Vec<Option<SameMix<'a>>> {
    let mut mixes: Vec<Option<SameMix>> = vec![None; one.sides.len()];
    let Some(reference) = one.reference() else {
        return mixes;
    };
    let of_side = |side: usize| cells(visits[side], &totals[side], settings);
    let own = of_side(reference);
    for rival in one.rivals() {
        let weights = weights_of_pair(one, line, rival, &settings.terms());
        mixes[rival] = weights.and_then(|weights| {
            same_mix(&Pair {
                own: &own,
                theirs: &of_side(rival),
                weights,
            })
        });
    }
    mixes
}

fn misled(mixes: &[Option<SameMix>]) -> BTreeSet<usize> {
    let is_misled =
        |mix: &Option<SameMix>| mix.as_ref().is_some_and(SameMix::is_plain_gap_misleading);
    (0..mixes.len())
        .filter(|side| is_misled(&mixes[*side]))
        .collect()
}

/// Judges the gaps in total. All competitors of a row are one family: where the plain gap to one of them
/// would mislead, its gap over the same mix stands among the plain ones of the others; and in the row over
/// the same mix those of the same mix stand with their plain gap.
fn judge_totals(one: &mut StandardComparison) {
    let subject = one.compared_total();
    let terms = one.terms;
    let Some(line) = one.line(&subject) else {
        return;
    };
    let plain = opened(one, line, &terms);
    let mixes = opened_mixes(one, line, &terms);
    let misled = line.misled.clone();
    let stand_in = |side: usize| {
        if misled.contains(&side) {
            mixes[side]
        } else {
            plain[side]
        }
    };
    let sides = || 0..plain.len();
    let headlines: Vec<_> = sides().map(stand_in).collect();
    let evened: Vec<_> = sides().map(|side| mixes[side].or(plain[side])).collect();
    let headlines = judged(&headlines, false, &terms);
    let evened = judged(&evened, false, &terms);
    // What misleads is not judged as it is.
    let refused = judged(&plain, false, &terms);
    for (side, mix) in one.mixes.iter_mut().enumerate() {
        if let Some(mix) = mix.as_mut().filter(|_| mixes[side].is_some()) {
            mix.finding = if misled.contains(&side) {
                headlines[side]
            } else {
                evened[side]
            };
        }
    }
    let found = |side: usize| {
        if misled.contains(&side) {
            refused[side]
        } else {
            headlines[side]
        }
    };
    let found = sides().map(found).collect();
    if let Some(line) = one.lines.iter_mut().find(|line| line.subject == subject) {
        line.findings = found;
    }
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
    judge_totals(one);
}
