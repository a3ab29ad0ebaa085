//! Matched pairs with yes or no on either side.
//!
//! McNemar 1947, exact: p = min(1, 2·P(K ≤ min(b, c))), K of b + c at even odds; mid-p takes half of the
//! last term away (Fagerland 2013); chi-square with continuity for those who know it. Difference of
//! the two shares (b − c)/n with Newcombe's (1998c, method 10) interval: Wilson's around each share,
//! joined with their correlation φ, corrected towards 0 by n/2. b: yes on the first side only; c: on
//! the second only. Fewer than 6 discordant pairs cannot show anything either way.

use crate::stats::distribution::{even_binomial, even_binomial_cdf};
use crate::stats::interval::Interval;
use crate::stats::proportion::Proportion;

/// So many pairs must differ before 5 % can be reached.
pub const LEAST_DISCORDANT: u64 = 6;

/// Pairs, counted by their two answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Pairs {
    /// Yes on both sides.
    pub both: u64,
    /// Yes on the first side only.
    pub first_only: u64,
    /// Yes on the second side only.
    pub second_only: u64,
    /// Yes on neither.
    pub neither: u64,
}

impl Pairs {
    /// How many pairs.
    pub fn n(&self) -> u64 {
        self.both + self.first_only + self.second_only + self.neither
    }

    /// How many differ.
    pub fn discordant(&self) -> u64 {
        self.first_only + self.second_only
    }

    /// The exact two-sided p.
    pub fn p_exact(&self) -> f64 {
        (2.0 * even_binomial_cdf(self.fewer(), self.discordant())).min(1.0)
    }

    /// The mid-p.
    pub fn p_mid(&self) -> f64 {
        let last = even_binomial(self.fewer(), self.discordant());
        (2.0 * even_binomial_cdf(self.fewer(), self.discordant()) - last).min(1.0)
    }

    /// Chi-square with the correction for continuity; `None` without discordant pairs.
    pub fn chi_squared(&self) -> Option<f64> {
        let apart = self.first_only.abs_diff(self.second_only).saturating_sub(1) as f64;
        let all = self.discordant() as f64;
        (all > 0.0).then(|| apart * apart / all)
    }

    /// The share of yes on the first side minus that on the second; `None` without pairs.
    pub fn difference(&self) -> Option<f64> {
        let n = self.n() as f64;
        (n > 0.0).then(|| (self.first_only as f64 - self.second_only as f64) / n)
    }

    /// Newcombe's interval for the difference; `None` without pairs.
    pub fn interval(&self, level: f64) -> Option<Interval> {
        let difference = self.difference()?;
        let side = |only: u64| {
            let proportion = Proportion::new(self.both + only, self.n());
            let (share, around) = (proportion.share()?, proportion.wilson(level));
            Some((share - around.low, around.high - share))
        };
        let (first_down, first_up) = side(self.first_only)?;
        let (second_down, second_up) = side(self.second_only)?;
        let phi = self.corrected_phi();
        let joined = |one: f64, other: f64| {
            (one * one - 2.0 * phi * one * other + other * other)
                .max(0.0)
                .sqrt()
        };
        Some(Interval {
            low: difference - joined(first_down, second_up),
            high: difference + joined(first_up, second_down),
        })
    }

    fn fewer(&self) -> u64 {
        self.first_only.min(self.second_only)
    }

    /// φ between the sides, drawn to 0 where it is positive; 0 where one side never varied.
    fn corrected_phi(&self) -> f64 {
        let [a, b, c, d] =
            [self.both, self.first_only, self.second_only, self.neither].map(|count| count as f64);
        let margins = (a + b) * (c + d) * (a + c) * (b + d);
        let product = a * d - b * c;
        let corrected = if product > 0.0 {
            (product - self.n() as f64 / 2.0).max(0.0)
        } else {
            product
        };
        if margins > 0.0 {
            corrected / margins.sqrt()
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs(both: u64, first_only: u64, second_only: u64, neither: u64) -> Pairs {
        Pairs {
            both,
            first_only,
            second_only,
            neither,
        }
    }

    #[test]
    fn six_discordant_pairs_may_reach_a_twentieth_and_five_not() {
        assert!(pairs(3, 0, LEAST_DISCORDANT, 1).p_exact() < 0.05);
        assert!(pairs(3, 0, LEAST_DISCORDANT - 1, 1).p_exact() > 0.05);
    }

    #[test]
    fn nothing_differs() {
        let same = pairs(9, 0, 0, 9);
        assert!(same.p_exact() >= 1.0 && same.p_mid() >= 1.0);
        assert_eq!(same.chi_squared(), None);
        assert!(same.interval(0.95).unwrap().contains(0.0));
        assert_eq!(Pairs::default().interval(0.95), None);
        assert_eq!(Pairs::default().difference(), None);
    }

    // Newcombe 1998c, Stat Med 17:2635, method 10.
    #[test]
    fn newcombes_interval() {
        for (table, low, high) in [
            (pairs(36, 12, 2, 0), 0.0569, 0.3404),
            (pairs(18, 12, 2, 18), 0.0562, 0.3290),
            (pairs(53, 0, 0, 1), -0.0729, 0.0729),
            (pairs(0, 30, 0, 0), 0.8395, 1.0),
        ] {
            let interval = table.interval(0.95).unwrap();
            assert!((interval.low - low).abs() < 6e-5, "{table:?} {interval:?}");
            assert!(
                (interval.high - high).abs() < 6e-5,
                "{table:?} {interval:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn p_is_a_probability_and_sides_mirror(a in 0_u64..20, b in 0_u64..20, c in 0_u64..20, d in 0_u64..20) {
            let there = pairs(a, b, c, d);
            let back = pairs(a, c, b, d);
            prop_assert!(there.p_mid() <= there.p_exact() && there.p_exact() <= 1.0);
            prop_assert!(there.p_mid() > 0.0);
            prop_assert_eq!(there.p_exact().to_bits(), back.p_exact().to_bits());
            if let Some(interval) = there.interval(0.95) {
                let difference = there.difference().unwrap();
                prop_assert!(interval.low <= difference + 1e-12 && difference - 1e-12 <= interval.high);
                prop_assert!((interval.low + back.interval(0.95).unwrap().high).abs() < 1e-12);
                prop_assert!(interval.low >= -1.0 - 1e-9 && interval.high <= 1.0 + 1e-9);
            }
        }
    }
}
