//! Where the pool of auditors changes, so that a step may be theirs and not the place's.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::measure::Auditor;

/// Of fewer visits than this part by people who visited before *and* after a cut, the pool changed.
const SHARED: f64 = 1.0 / 3.0;

/// The visits of a point by auditor.
type ByAuditor<'a> = BTreeMap<Auditor<'a>, u64>;

/// The places of the points that open a new stretch: the plainest change first, then within what it
/// parts. Each is the place of a point, never 0.
pub(super) fn cuts(points: &[&ByAuditor]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut open = vec![(0, points.len())];
    while let Some((start, end)) = open.pop() {
        if let Some(cut) = plainest(&points[start..end]) {
            found.insert(start + cut);
            open.push((start, start + cut));
            open.push((start + cut, end));
        }
    }
    found
}

/// The cut with the least in common before and behind it, where that is too little; the earliest of
/// those alike.
fn plainest(points: &[&ByAuditor]) -> Option<usize> {
    let mut total: ByAuditor = BTreeMap::new();
    let mut last: BTreeMap<Auditor, usize> = BTreeMap::new();
    for (n, auditors) in points.iter().enumerate() {
        for (auditor, visits) in *auditors {
            *total.entry(*auditor).or_default() += visits;
            last.insert(*auditor, n);
        }
    }
    let all: u64 = total.values().sum();
    let mut before: ByAuditor = BTreeMap::new();
    // Visits before and behind the cut, and those of people who are on both sides of it.
    let (mut n_before, mut shared_before, mut shared_behind) = (0, 0, 0);
    let mut best: Option<(f64, usize)> = None;
    for (n, auditors) in points.iter().enumerate() {
        if n > 0 {
            let part = |shared: u64, of: u64| shared as f64 / of as f64;
            let least = part(shared_before, n_before).min(part(shared_behind, all - n_before));
            if least < SHARED && best.is_none_or(|(known, _)| least < known - 1e-12) {
                best = Some((least, n));
            }
        }
        for (auditor, visits) in *auditors {
            let had = before.entry(*auditor).or_default();
            let is_new = *had == 0;
            if is_new {
                shared_behind += total[auditor];
            }
            shared_behind -= visits;
            *had += visits;
            n_before += visits;
            shared_before += visits;
            if last[auditor] == n {
                shared_before -= *had;
            }
        }
    }
    best.map(|(_, cut)| cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each letter is a visit by that auditor, points between blanks.
    #[track_caller]
    fn check(points: &str, expected: &[usize]) {
        let points: Vec<ByAuditor> = points
            .split(' ')
            .map(|visits| {
                let mut by = ByAuditor::new();
                for n in 0..visits.len() {
                    *by.entry(Auditor::of(&visits[n..=n])).or_default() += 1;
                }
                by
            })
            .collect();
        let points: Vec<&ByAuditor> = points.iter().collect();
        let found: Vec<usize> = cuts(&points).into_iter().collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_same_people_in_turn_are_one_pool() {
        check("a b a b a b", &[]);
        check("ab ab ab", &[]);
        check("aa", &[]);
        check("a b c a b c a", &[]);
    }

    #[test]
    fn other_people_are_another_pool() {
        check("a a a b b b", &[3]);
        check("ab ab cd cd ef", &[2, 4]);
        // One who stays among many new ones does not bridge it.
        check("aaaa aaaa abcdeb cdebcd", &[2]);
    }

    #[test]
    fn one_who_leaves_is_no_break_and_all_of_them_in_time_are_one() {
        check("ab ab ac ac cb cb", &[]);
        check("ab ab bc bc cd cd", &[2]);
    }
}
