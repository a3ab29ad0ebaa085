//! Values with what their groups have in common taken away: the mean of each group, in two groupings
//! at once (who judged, and where), so that groups which are high in everything tie nothing together.
//!
//! The residuals of a regression on both groupings (Frisch and Waugh 1933; Lovell 1963), by taking
//! away the means of the one and of the other in turn until nothing is left of either (von Neumann's
//! alternating projections). A correlation of such values has as many pairs fewer as there are means
//! taken away beyond the first: groups of both, less the parts that share none, less one.

use crate::stats::describe::mean;

/// In turn so often at most; groups that are well mixed need a dozen.
const MOST_ROUNDS: usize = 2_000;

/// Smaller than this is nought: the values are shares, and this is what rounding leaves of them.
const NOUGHT: f64 = 1e-9;

/// The group of each value, in two groupings; groups are numbered from nought.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Groups {
    /// In the one.
    pub one: Vec<usize>,
    /// In the other.
    pub other: Vec<usize>,
}

impl Groups {
    /// Values without the means of their groups, and with the mean of all.
    pub fn centered(&self, values: &[f64]) -> Vec<f64> {
        let all = mean(values).unwrap_or(0.0);
        let mut left: Vec<f64> = values.iter().map(|value| value - all).collect();
        for _ in 0..MOST_ROUNDS {
            let moved = without_means(&mut left, &self.one);
            let moved = moved.max(without_means(&mut left, &self.other));
            if moved < NOUGHT / 1e4 {
                break;
            }
        }
        let nought = |value: f64| if value.abs() < NOUGHT { 0.0 } else { value };
        left.into_iter().map(|value| nought(value) + all).collect()
    }

    /// How many means are taken away beyond that of all.
    pub fn taken(&self) -> usize {
        let (ones, others) = (n_groups(&self.one), n_groups(&self.other));
        (ones + others).saturating_sub(self.n_parts() + 1)
    }

    /// How many parts there are that share no group.
    fn n_parts(&self) -> usize {
        let mut of_one: Vec<usize> = (0..=most(&self.one)).collect();
        let mut of_other: Vec<usize> = vec![usize::MAX; most(&self.other) + 1];
        let pairs = || self.one.iter().zip(&self.other);
        let mut has_changed = true;
        while has_changed {
            has_changed = false;
            for (&one, &other) in pairs() {
                let least = of_one[one].min(of_other[other]);
                has_changed |= of_one[one] != least || of_other[other] != least;
                (of_one[one], of_other[other]) = (least, least);
            }
        }
        let parts: Vec<usize> = pairs().map(|(&one, _)| of_one[one]).collect();
        n_groups(&parts)
    }
}

/// Takes away the mean of each group; gives the largest of them.
fn without_means(values: &mut [f64], groups: &[usize]) -> f64 {
    let mut sums = vec![(0.0, 0.0); most(groups) + 1];
    for (value, &group) in values.iter().zip(groups) {
        sums[group].0 += value;
        sums[group].1 += 1.0;
    }
    let mut largest = 0.0_f64;
    for (value, &group) in values.iter_mut().zip(groups) {
        let mean = sums[group].0 / sums[group].1;
        *value -= mean;
        largest = largest.max(mean.abs());
    }
    largest
}

fn most(groups: &[usize]) -> usize {
    groups.iter().copied().max().unwrap_or(0)
}

fn n_groups(groups: &[usize]) -> usize {
    let mut known = groups.to_vec();
    known.sort_unstable();
    known.dedup();
    known.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn groups(one: &[usize], other: &[usize]) -> Groups {
        Groups {
            one: one.to_vec(),
            other: other.to_vec(),
        }
    }

    #[track_caller]
    fn near(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        }
    }

    #[test]
    fn one_grouping_takes_its_means_away() {
        let groups = groups(&[0, 0, 1, 1], &[0, 0, 0, 0]);
        near(
            &groups.centered(&[0.8, 1.0, 0.2, 0.4]),
            &[0.5, 0.7, 0.5, 0.7],
        );
        assert_eq!(groups.taken(), 1);
    }

    #[test]
    fn of_what_two_groupings_explain_nothing_is_left() {
        // a + b: 0, .2 or .5 by the one, 0 or .3 by the other; one pair never met.
        let groups = groups(&[0, 0, 1, 1, 2, 2], &[0, 1, 0, 1, 1, 1]);
        let values = [0.0, 0.3, 0.2, 0.5, 0.8, 0.8];
        let mean = 2.6 / 6.0;
        near(&groups.centered(&values), &[mean; 6]);
        assert_eq!(groups.taken(), 3);
    }

    #[test]
    fn groups_that_say_the_same_are_taken_away_once() {
        assert_eq!(groups(&[0, 0, 1, 1], &[1, 1, 0, 0]).taken(), 1);
        assert_eq!(groups(&[0, 1, 2, 3], &[0, 0, 0, 0]).taken(), 3);
        assert_eq!(groups(&[0, 0], &[0, 0]).taken(), 0);
        assert_eq!(groups(&[], &[]).taken(), 0);
        assert_eq!(groups(&[], &[]).centered(&[]), [0.0; 0]);
    }

    proptest! {
        #[test]
        fn nothing_of_any_group_is_left(
            rows in prop::collection::vec((0.0..1.0, 0_usize..5, 0_usize..4), 1..40)
        ) {
            let values: Vec<f64> = rows.iter().map(|row| row.0).collect();
            let groups = Groups {
                one: rows.iter().map(|row| row.1).collect(),
                other: rows.iter().map(|row| row.2).collect(),
            };
            let all = mean(&values).unwrap();
            let left = groups.centered(&values);
            for grouping in [&groups.one, &groups.other] {
                for group in 0..5 {
                    let of = left.iter().zip(grouping).filter(|(_, at)| **at == group);
                    let sum: f64 = of.map(|(value, _)| value - all).sum();
                    prop_assert!(sum.abs() < 1e-7);
                }
            }
        }
    }
}
