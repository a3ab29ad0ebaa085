//! How far two or more raters agree, beyond chance. Any number of raters, missing ratings allowed.
//!
//! r_ik of unit i's r_i ratings fall into category k of q. Observed p_a: the mean over units with
//! two ratings of Σ r_ik(r_ik−1)/r_i(r_i−1). Expected p_e from π_k = mean of r_ik/r_i:
//! - AC1 (Gwet 2008): Σπ_k(1−π_k)/(q−1), steady when nearly all answers are the same;
//! - Fleiss 1971: Σπ_k²;
//! - Brennan and Prediger 1981: 1/q;
//! - Conger 1980: Cohen's, averaged over pairs of raters.
//!
//! Coefficient (p_a − p_e)/(1 − p_e); its variance linearised over units (Gwet 2014). Undefined (0/0)
//! when chance alone would agree always: only one answer was ever used.

use crate::stats::distribution::two_sided_t;
use crate::stats::interval::Interval;

/// Below so many units with two ratings: the share of agreement only.
pub const LEAST_UNITS: usize = 20;
/// Below so many an interval is rough.
pub const ROUGH_UNITS: usize = 50;

/// What two ratings are expected to share by chance.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Chance {
    /// Gwet's AC1.
    Gwet,
    /// Fleiss' kappa.
    Fleiss,
    /// Brennan and Prediger's: every category as likely.
    Even,
}

/// Agreement and what chance leaves of it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Agreement {
    /// Units with a rating, and of these with two or more.
    pub n_units: usize,
    /// Units with two ratings or more.
    pub n_pairable: usize,
    /// The share of agreeing pairs, averaged over units.
    pub observed: f64,
    /// The share that chance would give.
    pub expected: f64,
    /// Agreement beyond chance; `None` where only one answer was ever used.
    pub coefficient: Option<f64>,
    /// Its standard error over units; `None` below two units.
    pub se: Option<f64>,
}

impl Agreement {
    /// The interval of the coefficient, never above 1.
    pub fn interval(&self, level: f64) -> Option<Interval> {
        let half = two_sided_t(level, (self.n_units - 1) as f64) * self.se?;
        let interval = Interval::around(self.coefficient?, half);
        Some(Interval {
            high: interval.high.min(1.0),
            ..interval
        })
    }
}

/// Agreement from counts per unit: how many ratings fell into each of the categories that could be
/// chosen, used or not. `None` when no unit has two ratings, or there is nothing to choose.
pub fn agreement(counts: &[Vec<u32>], chance: Chance) -> Option<Agreement> {
    let shares = shares(counts);
    let q = shares.first()?.len();
    if q < 2 {
        return None;
    }
    let n = shares.len() as f64;
    let overall: Vec<f64> = (0..q)
        .map(|k| shares.iter().map(|unit| unit[k]).sum::<f64>() / n)
        .collect();
    let weigh = |weight: fn(f64) -> f64, scale: f64| {
        let of = |unit: &[f64]| {
            let parts = unit.iter().zip(&overall);
            parts.map(|(share, pi)| share * weight(*pi)).sum::<f64>() * scale
        };
        (of(&overall), shares.iter().map(|unit| of(unit)).collect())
    };
    let (expected, by_unit): (f64, Vec<f64>) = match chance {
        Chance::Gwet => weigh(|pi| 1.0 - pi, 1.0 / (q as f64 - 1.0)),
        Chance::Fleiss => weigh(|pi| pi, 1.0),
        Chance::Even => (1.0 / q as f64, vec![1.0 / q as f64; shares.len()]),
    };
    concluded(counts, expected, &by_unit)
}

/// Conger's kappa from ratings: each unit's rating by each rater, a category below `q`.
pub fn conger(ratings: &[Vec<Option<usize>>], q: usize) -> Option<Agreement> {
    let ratings: Vec<&Vec<Option<usize>>> = ratings
        .iter()
        .filter(|unit| unit.iter().any(Option::is_some))
        .collect();
    let n_raters = ratings.first()?.len();
    let (n, raters) = (ratings.len() as f64, n_raters as f64);
    let rated: Vec<f64> = (0..n_raters)
        .map(|rater| ratings.iter().filter(|unit| unit[rater].is_some()).count() as f64)
        .collect();
    if n_raters < 2 || rated.iter().any(|&n| n <= 0.0) {
        return None;
    }
    let habit = |rater: usize, k: usize| {
        ratings.iter().filter(|unit| unit[rater] == Some(k)).count() as f64 / rated[rater]
    };
    let habits: Vec<Vec<f64>> = (0..n_raters)
        .map(|rater| (0..q).map(|k| habit(rater, k)).collect())
        .collect();
    let totals: Vec<f64> = (0..q)
        .map(|k| habits.iter().map(|habit| habit[k]).sum())
        .collect();
    // Σ over pairs of different raters of what they would share by chance.
    let expected = (0..q)
        .map(|k| totals[k].powi(2) - habits.iter().map(|habit| habit[k].powi(2)).sum::<f64>())
        .sum::<f64>()
        / (raters * (raters - 1.0));
    let by_unit: Vec<f64> = ratings
        .iter()
        .map(|unit| {
            let mut sum = 0.0;
            for (rater, rating) in unit.iter().enumerate() {
                for k in 0..q {
                    let here = f64::from(u8::from(*rating == Some(k)));
                    let present = f64::from(u8::from(rating.is_some()));
                    let own = habits[rater][k];
                    let pull = n / rated[rater] * (here - (present - rated[rater] / n) * own);
                    sum += pull * (totals[k] - own);
                }
            }
            sum / (raters * (raters - 1.0))
        })
        .collect();
    let counts: Vec<Vec<u32>> = ratings
        .iter()
        .map(|unit| {
            let count = |k| unit.iter().filter(|rating| **rating == Some(k)).count();
            (0..q)
                .map(|k| u32::try_from(count(k)).unwrap_or(u32::MAX))
                .collect()
        })
        .collect();
    concluded(&counts, expected, &by_unit)
}

/// The coefficient and its variance, from what chance would give each unit.
fn concluded(counts: &[Vec<u32>], expected: f64, by_unit: &[f64]) -> Option<Agreement> {
    let observed: Vec<Option<f64>> = counts
        .iter()
        .filter(|unit| unit.iter().any(|&count| count > 0))
        .map(|unit| agreeing_pairs(unit))
        .collect();
    let n_pairable = observed.iter().flatten().count();
    if n_pairable == 0 {
        return None;
    }
    let n = observed.len() as f64;
    let pairable = n_pairable as f64;
    let mean = observed.iter().flatten().sum::<f64>() / pairable;
    let room = 1.0 - expected;
    let coefficient = (room > 1e-12).then(|| (mean - expected) / room);
    let se = coefficient
        .filter(|_| observed.len() > 1)
        .map(|coefficient| {
            let squares: f64 = observed
                .iter()
                .zip(by_unit)
                .map(|(observed, chance)| {
                    let own = observed
                        .map_or(0.0, |observed| n / pairable * (observed - expected) / room);
                    let shift = 2.0 * (1.0 - coefficient) * (chance - expected) / room;
                    (own - shift - coefficient).powi(2)
                })
                .sum();
            (squares / (n * (n - 1.0))).sqrt()
        });
    Some(Agreement {
        n_units: observed.len(),
        n_pairable,
        observed: mean,
        expected,
        coefficient,
        se,
    })
}

/// The share of a unit's pairs of ratings that agree; `None` below two ratings.
fn agreeing_pairs(unit: &[u32]) -> Option<f64> {
    let pairs = |n: f64| n * (n - 1.0);
    let ratings: f64 = unit.iter().copied().map(f64::from).sum();
    let agreeing: f64 = unit.iter().map(|&count| pairs(f64::from(count))).sum();
    (ratings > 1.0).then(|| agreeing / pairs(ratings))
}

/// Each rated unit's ratings as shares.
fn shares(counts: &[Vec<u32>]) -> Vec<Vec<f64>> {
    counts
        .iter()
        .filter_map(|unit| {
            let all: f64 = unit.iter().copied().map(f64::from).sum();
            (all > 0.0).then(|| unit.iter().map(|&count| f64::from(count) / all).collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_answer_ever_used_is_undefined_for_fleiss_and_full_for_gwet() {
        let all_yes = vec![vec![2, 0]; 30];
        let fleiss = agreement(&all_yes, Chance::Fleiss).unwrap();
        assert_eq!((fleiss.coefficient, fleiss.interval(0.95)), (None, None));
        assert!((fleiss.observed - 1.0).abs() < 1e-12);
        let gwet = agreement(&all_yes, Chance::Gwet).unwrap();
        assert!((gwet.coefficient.unwrap() - 1.0).abs() < 1e-12);
        assert!(gwet.interval(0.95).unwrap().high <= 1.0);
    }

    #[test]
    fn without_double_ratings_there_is_none() {
        assert_eq!(agreement(&[vec![1, 0], vec![0, 1]], Chance::Gwet), None);
        assert_eq!(agreement(&[], Chance::Gwet), None);
        assert_eq!(conger(&[vec![Some(0), None]], 2), None);
    }

    #[test]
    fn by_hand() {
        // Two raters agree on three of four units; yes 5 times of 8.
        let counts = [vec![2, 0], vec![2, 0], vec![0, 2], vec![1, 1]];
        let even = agreement(&counts, Chance::Even).unwrap();
        assert!((even.coefficient.unwrap() - 0.5).abs() < 1e-12);
        let fleiss = agreement(&counts, Chance::Fleiss).unwrap();
        let expected = (25.0 + 9.0) / 64.0;
        assert!((fleiss.expected - expected).abs() < 1e-12);
        assert!((fleiss.coefficient.unwrap() - (0.75 - expected) / (1.0 - expected)).abs() < 1e-12);
    }

    #[test]
    fn for_two_raters_conger_is_cohen() {
        let rating = |first, second| vec![Some(first), Some(second)];
        let ratings = [
            rating(0, 0),
            rating(0, 1),
            rating(1, 1),
            rating(0, 0),
            rating(1, 0),
        ];
        let table = [vec![2.0, 1.0], vec![1.0, 1.0]];
        let cohen = crate::stats::kappa::cohen(&table).unwrap();
        let conger = conger(&ratings, 2).unwrap();
        assert!((conger.coefficient.unwrap() - cohen.kappa.unwrap()).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn shares_are_shares_and_order_does_not_matter(
            mut counts in prop::collection::vec(prop::collection::vec(0_u32..4, 3), 1..15)
        ) {
            let find = |counts: &[Vec<u32>]| agreement(counts, Chance::Gwet);
            let found = find(&counts);
            counts.reverse();
            let turned = find(&counts);
            prop_assert_eq!(found.is_some(), turned.is_some());
            if let (Some(found), Some(turned)) = (found, turned) {
                prop_assert!((0.0..=1.0).contains(&found.observed));
                prop_assert!((found.observed - turned.observed).abs() < 1e-12);
                prop_assert!(found.coefficient.unwrap() <= 1.0 + 1e-12);
            }
        }
    }
}
