//! Shares of yes: intervals for one and for the difference of two.
//!
//! Wilson 1927; Newcombe's hybrid score interval (1998b, method 10); Agresti and Caffo 2000 (one
//! success and one failure more on each side); Clopper and Pearson 1934. Never Wald. Successes and
//! n may be fractions, as they are once n was cut to its effective size. Without values nothing is
//! known: 0 to 1, and −1 to 1 for a difference. A test of a difference asks which interval just
//! reaches nought, so that it never contradicts the interval.

use crate::stats::cluster;
use crate::stats::describe::Sums;
use crate::stats::distribution::{beta_quantile, root, two_sided_z};
use crate::stats::interval::Interval;

/// So many successes of `n`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Proportion {
    /// How often yes; 0..=n.
    pub successes: f64,
    /// How often in all, or as good as.
    pub n: f64,
}

impl Proportion {
    /// Whole counts.
    pub fn new(successes: u64, n: u64) -> Self {
        Self {
            successes: successes as f64,
            n: n as f64,
        }
    }

    /// The proportion in clusters of noughts and ones: n is what as many independent values would
    /// be, p(1−p)/v with the CR2 variance v, and never more than there are. Where all are yes, or
    /// none, v is 0 and tells nothing: n is then the number of clusters, the least it can be worth.
    pub fn clustered(clusters: &[Sums]) -> Option<Self> {
        let total: Sums = clusters.iter().sum();
        let share = total.mean()?;
        let n = total.n() as f64;
        let spread = share * (1.0 - share);
        let effective = match cluster::cr2(clusters) {
            Some(estimate) if estimate.variance > 0.0 && spread > 0.0 => spread / estimate.variance,
            _ => clusters.iter().filter(|sums| sums.n() > 0).count() as f64,
        };
        let n = effective.min(n);
        Some(Self {
            successes: share * n,
            n,
        })
    }

    /// The share of yes; `None` without values.
    pub fn share(&self) -> Option<f64> {
        (self.n > 0.0).then(|| self.successes / self.n)
    }

    /// Wilson's interval.
    pub fn wilson(&self, level: f64) -> Interval {
        self.wilson_at(two_sided_z(level))
    }

    fn wilson_at(&self, z: f64) -> Interval {
        let Some(share) = self.share() else {
            return EVERYTHING;
        };
        let square = z * z;
        let center = self.successes + square / 2.0;
        let half = (square * (self.n * share * (1.0 - share) + square / 4.0)).sqrt();
        let all = self.n + square;
        Interval {
            low: if self.has_none() {
                0.0
            } else {
                (center - half) / all
            },
            high: if self.has_all() {
                1.0
            } else {
                (center + half) / all
            },
        }
    }

    /// The interval of Clopper and Pearson, which never covers less than its level.
    pub fn clopper_pearson(&self, level: f64) -> Interval {
        let tail = (1.0 - level) / 2.0;
        let failures = self.n - self.successes;
        Interval {
            low: if self.has_none() {
                0.0
            } else {
                beta_quantile(tail, self.successes, failures + 1.0)
            },
            high: if self.has_all() {
                1.0
            } else {
                beta_quantile(1.0 - tail, self.successes + 1.0, failures)
            },
        }
    }

    fn has_none(&self) -> bool {
        self.successes <= 0.0
    }

    fn has_all(&self) -> bool {
        self.successes >= self.n
    }
}

const EVERYTHING: Interval = Interval {
    low: 0.0,
    high: 1.0,
};

/// Newcombe's interval for the share of `a` minus that of `b`.
pub fn newcombe(a: Proportion, b: Proportion, level: f64) -> Interval {
    newcombe_at(a, b, two_sided_z(level))
}

/// The same at a quantile of one's own: Student's, where n is as uncertain as few clusters make it.
pub fn newcombe_at(a: Proportion, b: Proportion, z: f64) -> Interval {
    let (Some(share_a), Some(share_b)) = (a.share(), b.share()) else {
        return Interval::around(0.0, 1.0);
    };
    let difference = share_a - share_b;
    let (below, above) = newcombe_arms(a, b, z, (share_a, share_b));
    Interval {
        low: difference - below,
        high: difference + above,
    }
}

/// How far Newcombe's interval reaches below the difference and above it.
fn newcombe_arms(a: Proportion, b: Proportion, z: f64, shares: (f64, f64)) -> (f64, f64) {
    let (around_a, around_b) = (a.wilson_at(z), b.wilson_at(z));
    (
        (shares.0 - around_a.low).hypot(around_b.high - shares.1),
        (around_a.high - shares.0).hypot(shares.1 - around_b.low),
    )
}

/// How many standard errors lie between the difference and nought by Newcombe: the z of the interval
/// that just reaches nought. 0 without a difference, or without values.
pub fn newcombe_z(a: Proportion, b: Proportion) -> f64 {
    const FAR: f64 = 60.0;
    let (Some(share_a), Some(share_b)) = (a.share(), b.share()) else {
        return 0.0;
    };
    let size = (share_a - share_b).abs();
    if size <= 0.0 {
        return 0.0;
    }
    let (higher, lower, shares) = if share_a > share_b {
        (a, b, (share_a, share_b))
    } else {
        (b, a, (share_b, share_a))
    };
    root(0.0, FAR, 2.0, |z| {
        (newcombe_arms(higher, lower, z, shares).0 - size, 0.0)
    })
}

/// How many standard errors lie between the difference and nought by Agresti and Caffo; 0 where
/// their difference has not the sign of the plain one.
pub fn agresti_caffo_z(a: Proportion, b: Proportion) -> f64 {
    let (Some(share_a), Some(share_b)) = (a.share(), b.share()) else {
        return 0.0;
    };
    let interval = agresti_caffo(a, b, 0.95);
    let difference = f64::midpoint(interval.low, interval.high);
    let error = interval.width() / 2.0 / two_sided_z(0.95);
    if difference * (share_a - share_b) > 0.0 {
        difference.abs() / error
    } else {
        0.0
    }
}

/// The interval of Agresti and Caffo for the share of `a` minus that of `b`; it may reach past ±1.
pub fn agresti_caffo(a: Proportion, b: Proportion, level: f64) -> Interval {
    agresti_caffo_at(a, b, two_sided_z(level))
}

/// The same at a quantile of one's own.
pub fn agresti_caffo_at(a: Proportion, b: Proportion, z: f64) -> Interval {
    let share = |side: Proportion| (side.successes + 1.0) / (side.n + 2.0);
    let variance = |side: Proportion| share(side) * (1.0 - share(side)) / (side.n + 2.0);
    let half = z * (variance(a) + variance(b)).sqrt();
    Interval::around(share(a) - share(b), half)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::interval::LEVEL;
    use proptest::prelude::*;

    #[test]
    fn all_or_none_touch_the_end_exactly() {
        let all = Proportion::new(12, 12);
        assert!(all.wilson(LEVEL).high >= 1.0 && all.clopper_pearson(LEVEL).high >= 1.0);
        let none = Proportion::new(0, 3);
        assert!(none.wilson(LEVEL).low <= 0.0 && none.clopper_pearson(LEVEL).low <= 0.0);
    }

    #[test]
    fn nothing_seen_is_nothing_known() {
        let nothing = Proportion::new(0, 0);
        assert_eq!(nothing.share(), None);
        assert_eq!(nothing.wilson(LEVEL), EVERYTHING);
        assert_eq!(
            newcombe(nothing, Proportion::new(1, 2), LEVEL),
            Interval::around(0.0, 1.0)
        );
    }

    #[test]
    fn clusters_that_agree_within_are_worth_one_each() {
        // Whole clusters of yes or no: v = Σu²/(1−1/4)/16² with u = ±2, so n is 1/4 / (16/192) = 3.
        let same = [
            Sums::of_counts(4, 4),
            Sums::of_counts(0, 4),
            Sums::of_counts(4, 4),
            Sums::of_counts(0, 4),
        ];
        let worth = Proportion::clustered(&same).unwrap();
        assert!((worth.n - 3.0).abs() < 1e-9, "{worth:?}");
        let perfect = [Sums::of_counts(4, 4), Sums::of_counts(4, 4)];
        assert_eq!(Proportion::clustered(&perfect), Some(Proportion::new(2, 2)));
        // Evenly mixed clusters are never worth more than their values.
        let mixed = [
            Sums::of_counts(2, 4),
            Sums::of_counts(2, 4),
            Sums::of_counts(3, 4),
        ];
        assert_eq!(Proportion::clustered(&mixed), Some(Proportion::new(7, 12)));
        assert_eq!(Proportion::clustered(&[]), None);
    }

    proptest! {
        #[test]
        fn intervals_hold_their_estimates((k, n) in (1_u64..60).prop_flat_map(|n| (0..=n, Just(n))),
                                          (j, m) in (1_u64..60).prop_flat_map(|n| (0..=n, Just(n)))) {
            let (a, b) = (Proportion::new(k, n), Proportion::new(j, m));
            let (share, other) = (a.share().unwrap(), b.share().unwrap());
            for interval in [a.wilson(LEVEL), a.clopper_pearson(LEVEL)] {
                prop_assert!(interval.low >= 0.0 && interval.high <= 1.0);
                prop_assert!(interval.low <= share + 1e-12 && share - 1e-12 <= interval.high);
            }
            let hybrid = newcombe(a, b, LEVEL);
            prop_assert!(hybrid.low >= -1.0 - 1e-12 && hybrid.high <= 1.0 + 1e-12);
            prop_assert!(hybrid.contains(share - other));
        }
    }
}
