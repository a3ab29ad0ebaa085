//! Estimates with their uncertainty: Student's t around a mean, Welch's t around a difference, and
//! equivalence by two one-sided tests.
//!
//! Welch 1947: d = x̄ − ȳ, se² = s₁²/n₁ + s₂²/n₂, and Satterthwaite's (1946) degrees of freedom
//! se⁴ / Σ((sᵢ²/nᵢ)²/(nᵢ−1)). Equivalence: Schuirmann 1987. Assumes independent values and means
//! that are nearly normal. A variance of 0 gives neither interval nor p: nothing varied, so nothing
//! can be said about chance.

use crate::stats::describe::Sums;
use crate::stats::distribution::{t_above, t_two_sided, two_sided_t};

/// The level of every printed interval.
pub const LEVEL: f64 = 0.95;

/// Two ends.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// So much to either side of a center.
    pub fn around(center: f64, half: f64) -> Self {
        Self {
            low: center - half,
            high: center + half,
        }
    }

    /// Whether the value lies within or on an end.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// The least that holds both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    /// Whether it lies strictly within `-delta..delta`.
    pub fn is_within(&self, delta: f64) -> bool {
        -delta < self.low && self.high < delta
    }

    /// From end to end.
    pub fn width(&self) -> f64 {
        self.high - self.low
    }
}

/// A figure, the variance of its error, and the degrees of freedom of that variance.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Its squared standard error.
    pub variance: f64,
    /// Degrees of freedom; may be a fraction.
    pub df: f64,
}

impl Estimate {
    /// A mean of independent values; `None` below two.
    pub fn of(sums: &Sums) -> Option<Self> {
        Some(Self {
            value: sums.mean()?,
            variance: sums.variance()? / sums.n() as f64,
            df: (sums.n() - 1) as f64,
        })
    }

    /// A weighted sum of independent estimates, with Satterthwaite's degrees of freedom.
    pub fn combined(parts: &[(f64, Self)]) -> Self {
        let squares = |part: &(f64, Self)| part.0 * part.0 * part.1.variance;
        let variance: f64 = parts.iter().map(squares).sum();
        let doubt: f64 = parts
            .iter()
            .map(|part| squares(part).powi(2) / part.1.df)
            .sum();
        Self {
            value: parts.iter().map(|(weight, part)| weight * part.value).sum(),
            variance,
            df: if doubt > 0.0 {
                variance * variance / doubt
            } else {
                parts.iter().map(|(_, part)| part.df).sum()
            },
        }
    }

    /// The difference to another, independent estimate: Welch's when both are plain means.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self::combined(&[(1.0, self), (-1.0, other)])
    }

    /// The standard error.
    pub fn se(&self) -> f64 {
        self.variance.sqrt()
    }

    /// The figure in standard errors; `None` where nothing varied.
    pub fn t(&self) -> Option<f64> {
        self.is_usable().then(|| self.value / self.se())
    }

    /// The two-sided p of the figure being 0; `None` where nothing varied.
    pub fn p(&self) -> Option<f64> {
        self.t().map(|t| t_two_sided(t, self.df))
    }

    /// The interval of a level; `None` where nothing varied.
    pub fn interval(&self, level: f64) -> Option<Interval> {
        self.is_usable()
            .then(|| Interval::around(self.value, two_sided_t(level, self.df) * self.se()))
    }

    /// Whether the figure lies within `low..high`, tested from either end; `None` where nothing varied.
    pub fn equivalence(&self, low: f64, high: f64) -> Option<Equivalence> {
        let interval = self.interval(0.90)?;
        let p_lower = t_above((self.value - low) / self.se(), self.df);
        let p_upper = t_above((high - self.value) / self.se(), self.df);
        Some(Equivalence {
            p_lower,
            p_upper,
            p: p_lower.max(p_upper),
            interval,
        })
    }

    fn is_usable(&self) -> bool {
        self.variance > 0.0 && self.df > 0.0
    }
}

/// Two one-sided tests; equivalent at 5 % when `p` < 0.05, which is when the 90 % interval lies
/// inside the bounds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Equivalence {
    /// p of lying below the lower bound.
    pub p_lower: f64,
    /// p of lying above the upper bound.
    pub p_upper: f64,
    /// The larger of the two.
    pub p: f64,
    /// The 90 % interval.
    pub interval: Interval,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::describe::WHOLE;
    use proptest::prelude::*;

    fn welch(a: &[f64], b: &[f64]) -> Option<Estimate> {
        Some(Estimate::of(&Sums::of(a))?.minus(Estimate::of(&Sums::of(b))?))
    }

    #[test]
    fn welch_by_hand() {
        // s² of 0, 2 is 2 and of 0, 4 is 8: se² = 1 + 4, df = 25 / (1 + 16).
        let difference = welch(&[0.0, 2.0], &[0.0, 4.0]).unwrap();
        assert!((difference.value + 1.0).abs() < 1e-12);
        assert!((difference.variance - 5.0).abs() < 1e-12);
        assert!((difference.df - 25.0 / 17.0).abs() < 1e-12);
    }

    #[test]
    fn one_value_or_no_spread_says_nothing() {
        assert_eq!(welch(&[0.9], &[0.5, 0.6]), None);
        let flat = welch(&[0.8, 0.8], &[0.7, 0.7]).unwrap();
        assert_eq!(flat.p(), None);
        assert_eq!(flat.interval(LEVEL), None);
        assert_eq!(flat.equivalence(-0.05, 0.05), None);
    }

    #[test]
    fn one_flat_side_leaves_the_others_degrees() {
        let difference = welch(&[0.8, 0.8, 0.8], &[0.5, 0.6, 0.9, 0.7]).unwrap();
        assert!((difference.df - 3.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_estimate_and_p_is_a_probability(
            a in prop::collection::vec(0..=WHOLE, 2..20),
            b in prop::collection::vec(0..=WHOLE, 2..20),
        ) {
            let side = |values: Vec<i64>| Estimate::of(&values.into_iter().collect()).unwrap();
            let (a, b) = (side(a), side(b));
            let difference = a.minus(b);
            if let Some(interval) = difference.interval(LEVEL) {
                prop_assert!(interval.contains(difference.value));
                let p = difference.p().unwrap();
                prop_assert!((0.0..=1.0).contains(&p));
                // The interval leaves out 0 when, and only when, p < .05.
                if (p - 0.05).abs() > 1e-9 {
                    prop_assert_eq!(interval.contains(0.0), p > 0.05);
                }
                let back = b.minus(a);
                prop_assert_eq!(back.p(), difference.p());
                let same = difference.equivalence(-0.05, 0.05).unwrap();
                prop_assert!((0.0..=1.0).contains(&same.p));
                if (same.p - 0.05).abs() > 1e-9 {
                    prop_assert_eq!(same.interval.is_within(0.05), same.p < 0.05);
                }
            }
        }
    }
}
