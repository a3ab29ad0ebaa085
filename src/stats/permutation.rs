//! Tests that assume nothing but that labels could have fallen otherwise.
//!
//! Two samples: every way to deal the labels anew within strata while there are at most 200 000,
//! else 9 999 seeded draws with p = (1 + #)/(1 + B) (Davison and Hinkley 1997, ch. 4). Two-sided:
//! as large in size as the one seen; ties count, within 1e-9. Values that belong together move
//! together: give each cluster's sums as one unit. Sign flips (Fisher 1935, section 21): the same for paired
//! differences, exact up to 20. Fewer than 4 against 4, or 6 pairs, can never reach 5 %.

use crate::stats::describe::{Sums, WHOLE};
use crate::stats::random::Random;

const MOST_RELABELINGS: u128 = 200_000;
const MOST_FLIPPED: usize = 20;
const DRAWS: u64 = 9_999;
const TIE: f64 = 1e-9;

/// Sign flips need so many pairs to reach 5 %.
pub const LEAST_PAIRS: usize = 6;

/// How the figure seen compares with those of other labels.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Permutation {
    /// The figure seen: a difference of means, or a sum of differences.
    pub seen: f64,
    /// How many labelings were looked at, in the exact case the one seen among them.
    pub n: u64,
    /// How many gave at least as much.
    pub n_above: u64,
    /// How many gave at least as much in size.
    pub n_beyond: u64,
    /// Whether all labelings were looked at.
    pub is_exact: bool,
}

impl Permutation {
    /// The p of at least as much.
    pub fn p_above(&self) -> f64 {
        self.p(self.n_above)
    }

    /// The two-sided p: of at least as much in size.
    pub fn p_two_sided(&self) -> f64 {
        self.p(self.n_beyond)
    }

    fn p(&self, count: u64) -> f64 {
        if self.is_exact {
            count as f64 / self.n as f64
        } else {
            (1 + count) as f64 / (1 + self.n) as f64
        }
    }

    fn started(seen: f64, is_exact: bool) -> Self {
        Self {
            seen,
            n: 0,
            n_above: 0,
            n_beyond: 0,
            is_exact,
        }
    }

    fn count(&mut self, figure: f64) {
        self.n += 1;
        self.n_above += u64::from(figure >= self.seen - TIE);
        self.n_beyond += u64::from(figure.abs() >= self.seen.abs() - TIE);
    }
}

/// The units of both sides in one stratum; labels are dealt within it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Stratum {
    /// The first side's units, each a value or a cluster.
    pub first: Vec<Sums>,
    /// The second side's.
    pub second: Vec<Sums>,
}

/// The mean of the first side minus that of the second, against all other labels; `None` when a
/// side has no values.
pub fn two_samples(strata: &[Stratum], seed: u64) -> Option<Permutation> {
    let all: Sums = strata
        .iter()
        .flat_map(|stratum| stratum.first.iter().chain(&stratum.second))
        .sum();
    let figure = |first: &Sums| {
        let (n, rest) = (first.n() as f64, (all.n() - first.n()) as f64);
        (first.sum() as f64 / n - (all.sum() - first.sum()) as f64 / rest) / WHOLE as f64
    };
    let first: Sums = strata.iter().flat_map(|stratum| &stratum.first).sum();
    if first.n() == 0 || first.n() == all.n() {
        return None;
    }
    let seen = figure(&first);
    let n_ways = strata.iter().try_fold(1_u128, |ways, stratum| {
        let n = stratum.first.len() + stratum.second.len();
        ways.checked_mul(choices(n, stratum.first.len()))
    });
    let is_exact = n_ways.is_some_and(|ways| ways <= MOST_RELABELINGS);
    let mut found = Permutation::started(seen, is_exact);
    if is_exact {
        let mut totals = vec![Sums::default()];
        for stratum in strata {
            let units: Vec<Sums> = [&stratum.first[..], &stratum.second].concat();
            let mut dealt = Vec::new();
            deal(&units, stratum.first.len(), Sums::default(), &mut dealt);
            totals = totals
                .iter()
                .flat_map(|&total| dealt.iter().map(move |&sums| [total, sums].iter().sum()))
                .collect();
        }
        for first in &totals {
            found.count(figure(first));
        }
    } else {
        let mut random = Random::seeded(seed);
        let mut pools: Vec<(Vec<Sums>, usize)> = strata
            .iter()
            .map(|stratum| {
                let mut units = [&stratum.first[..], &stratum.second].concat();
                units.sort_unstable();
                (units, stratum.first.len())
            })
            .collect();
        for _ in 0..DRAWS {
            let mut first = Sums::default();
            for (units, n_first) in &mut pools {
                random.shuffle(units);
                first += units[..*n_first].iter().sum();
            }
            found.count(figure(&first));
        }
    }
    Some(found)
}

/// The sum of paired differences against every way their signs could have fallen; `None` without
/// any. Pairs that belong together come as one sum.
pub fn sign_flips(differences: &[f64], seed: u64) -> Option<Permutation> {
    if differences.is_empty() {
        return None;
    }
    let mut differences = differences.to_vec();
    differences.sort_by(f64::total_cmp);
    let is_exact = differences.len() <= MOST_FLIPPED;
    let mut found = Permutation::started(differences.iter().sum(), is_exact);
    if is_exact {
        flip(&differences, 0.0, &mut found);
    } else {
        let mut random = Random::seeded(seed);
        for _ in 0..DRAWS {
            let sum = differences
                .chunks(64)
                .map(|chunk| {
                    let bits = random.bits();
                    let signed = |(at, x): (usize, &f64)| if bits >> at & 1 == 1 { -x } else { *x };
                    chunk.iter().enumerate().map(signed).sum::<f64>()
                })
                .sum();
            found.count(sum);
        }
    }
    Some(found)
}

fn flip(differences: &[f64], sum: f64, found: &mut Permutation) {
    match differences.split_first() {
        None => found.count(sum),
        Some((first, rest)) => {
            flip(rest, sum + first, found);
            flip(rest, sum - first, found);
        }
    }
}

/// Every choice of `n` units, as their sums.
fn deal(units: &[Sums], n: usize, sums: Sums, dealt: &mut Vec<Sums>) {
    if n == 0 {
        dealt.push(sums);
    } else if units.len() >= n {
        deal(&units[1..], n - 1, [sums, units[0]].iter().sum(), dealt);
        deal(&units[1..], n, sums, dealt);
    }
}

/// How many ways there are to choose k of n; the largest number when it is beyond counting.
fn choices(n: usize, k: usize) -> u128 {
    let k = k.min(n - k);
    (0..k).fold(1, |ways: u128, at| {
        ways.checked_mul((n - at) as u128)
            .map_or(u128::MAX, |ways| ways / (at as u128 + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn units(values: &[f64]) -> Vec<Sums> {
        values.iter().map(|&value| Sums::of(&[value])).collect()
    }

    fn stratum(first: &[f64], second: &[f64]) -> Stratum {
        Stratum {
            first: units(first),
            second: units(second),
        }
    }

    #[test]
    fn three_against_three_never_reaches_a_twentieth() {
        let far = two_samples(&[stratum(&[0.9, 0.8, 1.0], &[0.1, 0.2, 0.0])], 1).unwrap();
        assert_eq!((far.n, far.n_above, far.n_beyond), (20, 1, 2));
        assert!((far.p_two_sided() - 0.1).abs() < 1e-12);
    }

    #[test]
    fn labels_stay_within_their_stratum() {
        // Two strata of one against one: four labelings, not C(4, 2) = 6.
        let strata = [stratum(&[0.9], &[0.5]), stratum(&[0.4], &[0.1])];
        let found = two_samples(&strata, 1).unwrap();
        assert_eq!((found.n, found.n_above, found.n_beyond), (4, 1, 2));
    }

    #[test]
    fn clusters_move_whole() {
        let found = two_samples(
            &[Stratum {
                first: vec![Sums::of(&[0.9, 0.9, 0.9]), Sums::of(&[0.8])],
                second: vec![Sums::of(&[0.1]), Sums::of(&[0.2, 0.2])],
            }],
            1,
        )
        .unwrap();
        assert_eq!(found.n, 6);
    }

    #[test]
    fn draws_come_near_the_exact_p() {
        // 12 against 12 is 2 704 156 ways: drawn. A t test of these gives about .05.
        let first: Vec<f64> = (0..12).map(|at| 0.5 + 0.02 * f64::from(at)).collect();
        let second: Vec<f64> = (0..12).map(|at| 0.44 + 0.02 * f64::from(at)).collect();
        let strata = [stratum(&first, &second)];
        let drawn = two_samples(&strata, 9).unwrap();
        assert!(!drawn.is_exact && drawn.n == 9_999);
        assert_eq!(two_samples(&strata, 9).unwrap(), drawn);
        let welch = crate::stats::interval::Estimate::of(&Sums::of(&first))
            .unwrap()
            .minus(crate::stats::interval::Estimate::of(&Sums::of(&second)).unwrap());
        assert!((drawn.p_two_sided() - welch.p().unwrap()).abs() < 0.02);
    }

    #[test]
    fn six_pairs_may_reach_a_twentieth_and_five_not() {
        let p = |n: usize| sign_flips(&vec![0.1; n], 1).unwrap().p_two_sided();
        assert!((p(5) - 0.0625).abs() < 1e-12 && (p(6) - 0.03125).abs() < 1e-12);
        assert_eq!(sign_flips(&[], 1), None);
        let many: Vec<f64> = (0..30).map(|at| if at < 20 { 0.1 } else { -0.1 }).collect();
        let drawn = sign_flips(&many, 4).unwrap();
        // 20 or more of 30 one way or the other at even odds: .0987.
        assert!((drawn.p_two_sided() - 0.0987).abs() < 0.012);
    }

    #[test]
    fn a_side_without_values_has_no_test() {
        assert_eq!(two_samples(&[stratum(&[0.5], &[])], 1), None);
        assert_eq!(choices(16, 7), 11_440);
        assert_eq!(choices(400, 200), u128::MAX);
    }

    proptest! {
        #[test]
        fn p_is_a_probability_and_order_changes_nothing(
            first in prop::collection::vec(0.0..1.0, 1..6),
            second in prop::collection::vec(0.0..1.0, 1..6),
        ) {
            let found = two_samples(&[stratum(&first, &second)], 1).unwrap();
            for p in [found.p_two_sided(), found.p_above()] {
                prop_assert!(p > 0.0 && p <= 1.0);
            }
            let turned: Vec<f64> = first.iter().rev().copied().collect();
            prop_assert_eq!(two_samples(&[stratum(&turned, &second)], 1).unwrap(), found);
        }
    }
}
