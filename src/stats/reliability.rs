//! How much of what is measured is the thing measured, and how often to look for more.
//!
//! One way (values within groups): σ²_b = max(0, (MSB − MSW)/n₀), n₀ = (N − Σn²/N)/(k−1),
//! ICC = σ²_b/(σ²_b + MSW) (Donner 1986). Two ways (targets × raters, complete): the six of Shrout
//! and Fleiss 1979 with intervals by McGraw and Wong 1996. Mean of m looks: R = m·ICC/(1+(m−1)ICC)
//! (Spearman 1910, Brown 1910), so m = ⌈R/(1−R)·(1−ICC)/ICC⌉. Φ and Eρ² (Brennan 2001): with error
//! (σ²_rater + σ²_residual)/m and σ²_residual/m. Two measures of the same: bias and limits of agreement d̄ ± 1.96 s
//! (Bland and Altman 1986). No variance between groups: they cannot be told apart.

use crate::stats::describe::Sums;
use crate::stats::distribution::f_quantile;
use crate::stats::interval::{Estimate, Interval};

/// A one-way estimate needs so many groups of two values or more.
pub const LEAST_GROUPS: usize = 5;

/// The parts of the variance of values in groups of any sizes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct OneWay {
    /// Mean square between groups.
    pub ms_between: f64,
    /// Mean square within groups.
    pub ms_within: f64,
    /// The usual size of a group, n₀.
    pub usual_n: f64,
    /// Variance between groups; 0 when groups differ no more than values within them.
    pub between: f64,
    /// Groups with two values or more.
    pub n_repeated: usize,
}

impl OneWay {
    /// Of groups; `None` below two groups or without a second value anywhere.
    pub fn of(groups: &[Sums]) -> Option<Self> {
        let mut groups: Vec<Sums> = groups.iter().copied().filter(|sums| sums.n() > 0).collect();
        groups.sort_unstable();
        let total: Sums = groups.iter().sum();
        let n = total.n() as f64;
        let between_df = groups.len().checked_sub(1).filter(|&df| df > 0)? as f64;
        let within: crate::stats::describe::Spread = groups.iter().map(Sums::spread).sum();
        let ms_within = within.variance()?;
        let ms_between = (total.deviations() - within.deviations).max(0.0) / between_df;
        let squares: f64 = groups.iter().map(|sums| (sums.n() as f64).powi(2)).sum();
        let usual_n = (n - squares / n) / between_df;
        Some(Self {
            ms_between,
            ms_within,
            usual_n,
            between: ((ms_between - ms_within) / usual_n).max(0.0),
            n_repeated: groups.iter().filter(|sums| sums.n() > 1).count(),
        })
    }

    /// The share of the variance that lies between groups; `None` where nothing varied.
    pub fn icc(&self) -> Option<f64> {
        let all = self.between + self.ms_within;
        (all > 0.0).then(|| self.between / all)
    }
}

/// Mean squares of targets that each of the same raters rated once.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TwoWay {
    /// Targets.
    pub n: usize,
    /// Raters.
    pub k: usize,
    /// Mean square between targets.
    pub targets: f64,
    /// Mean square within targets.
    pub within: f64,
    /// Mean square between raters.
    pub raters: f64,
    /// Mean square of what is left.
    pub residual: f64,
}

/// Which of the six intraclass correlations.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Icc {
    /// (1,1): other raters for each target.
    OneWay,
    /// (2,1): any rater, absolute agreement.
    AnyRater,
    /// (3,1): these raters, consistency.
    TheseRaters,
}

impl TwoWay {
    /// Of a table with a row per target and a column per rater; `None` when it is not complete or
    /// smaller than two by two.
    pub fn of(table: &[Vec<f64>]) -> Option<Self> {
        let (rows, columns) = (table.len(), table.first()?.len());
        if rows < 2 || columns < 2 || table.iter().any(|row| row.len() != columns) {
            return None;
        }
        let (n, k) = (rows as f64, columns as f64);
        let grand = table.iter().flatten().sum::<f64>() / (n * k);
        let of_rows: f64 = table
            .iter()
            .map(|row| k * (row.iter().sum::<f64>() / k - grand).powi(2))
            .sum();
        let of_columns: f64 = (0..columns)
            .map(|at| n * (table.iter().map(|row| row[at]).sum::<f64>() / n - grand).powi(2))
            .sum();
        let all: f64 = table
            .iter()
            .flatten()
            .map(|value| (value - grand).powi(2))
            .sum();
        Some(Self {
            n: rows,
            k: columns,
            targets: of_rows / (n - 1.0),
            within: (all - of_rows) / (n * (k - 1.0)),
            raters: of_columns / (k - 1.0),
            residual: (all - of_rows - of_columns).max(0.0) / ((n - 1.0) * (k - 1.0)),
        })
    }

    /// The variances of targets, raters and the rest; none below 0.
    pub fn components(&self) -> Components {
        Components {
            target: ((self.targets - self.residual) / self.k as f64).max(0.0),
            rater: ((self.raters - self.residual) / self.n as f64).max(0.0),
            residual: self.residual,
        }
    }

    /// The intraclass correlation of one rating; `None` where nothing varied.
    pub fn icc(&self, which: Icc) -> Option<f64> {
        let (n, k) = (self.n as f64, self.k as f64);
        let (signal, all) = match which {
            Icc::OneWay => {
                let signal = self.targets - self.within;
                (signal, self.targets + (k - 1.0) * self.within)
            }
            Icc::AnyRater => {
                let signal = self.targets - self.residual;
                let raters = k * (self.raters - self.residual) / n;
                (signal, self.targets + (k - 1.0) * self.residual + raters)
            }
            Icc::TheseRaters => {
                let signal = self.targets - self.residual;
                (signal, self.targets + (k - 1.0) * self.residual)
            }
        };
        (all > 0.0).then(|| signal / all)
    }

    /// The interval of [`TwoWay::icc`]; `None` where there is nothing left over to judge by.
    pub fn interval(&self, which: Icc, level: f64) -> Option<Interval> {
        let p = f64::midpoint(1.0, level);
        let (n, k) = (self.n as f64, self.k as f64);
        let rows = n - 1.0;
        let ratio = |below: f64, df: f64| {
            let f = self.targets / below;
            let low = f / f_quantile(p, rows, df);
            let high = f * f_quantile(p, df, rows);
            Interval {
                low: (low - 1.0) / (low + k - 1.0),
                high: (high - 1.0) / (high + k - 1.0),
            }
        };
        if self.residual <= 0.0 || self.targets <= 0.0 {
            return None;
        }
        Some(match which {
            Icc::OneWay => ratio(self.within, n * (k - 1.0)),
            Icc::TheseRaters => ratio(self.residual, rows * (k - 1.0)),
            Icc::AnyRater => {
                let rho = self.icc(which)?;
                let f = self.raters / self.residual;
                let rest = n * (1.0 + (k - 1.0) * rho) - k * rho;
                let df = (k - 1.0) * rows * (k * rho * f + rest).powi(2)
                    / (rows * (k * rho * f).powi(2) + rest * rest);
                let (upper, lower) = (f_quantile(p, rows, df), f_quantile(p, df, rows));
                let others = k * self.raters + (k * n - k - n) * self.residual;
                Interval {
                    low: n * (self.targets - upper * self.residual)
                        / (upper * others + n * self.targets),
                    high: n * (lower * self.targets - self.residual)
                        / (others + n * lower * self.targets),
                }
            }
        })
    }
}

/// The variances that a rating is made of.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Components {
    /// Between targets: what is to be measured.
    pub target: f64,
    /// Between raters.
    pub rater: f64,
    /// What is left.
    pub residual: f64,
}

impl Components {
    /// Φ: how reliable the mean of `m` ratings is as it stands; `None` where nothing varied.
    pub fn phi(&self, m: u64) -> Option<f64> {
        self.reliability(self.rater + self.residual, m)
    }

    /// Eρ²: how reliable it is for ordering targets; `None` where nothing varied.
    pub fn relative(&self, m: u64) -> Option<f64> {
        self.reliability(self.residual, m)
    }

    fn reliability(&self, error: f64, m: u64) -> Option<f64> {
        let all = self.target + error / m as f64;
        (all > 0.0).then(|| self.target / all)
    }
}

/// The reliability of the mean of `m` looks from that of one.
pub fn spearman_brown(one: f64, m: f64) -> f64 {
    m * one / (1.0 + (m - 1.0) * one)
}

/// How many looks make a mean so reliable; `None` when no number does.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a positive count; saturates"
)]
pub fn looks_for(reliability: f64, one: f64) -> Option<u64> {
    let is_inside = |share: f64| share > 0.0 && share < 1.0;
    if !is_inside(reliability) || one <= 0.0 {
        return None;
    }
    let looks = reliability / (1.0 - reliability) * (1.0 - one) / one;
    // 0.8/0.2·0.8/0.2 is a hair above 16.
    Some(((looks - 1e-9).ceil().max(1.0)) as u64)
}

/// How two measures of the same things differ.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Limits {
    /// How many pairs.
    pub n: u64,
    /// The mean difference and its uncertainty.
    pub bias: Estimate,
    /// The SD of differences.
    pub sd: f64,
}

impl Limits {
    /// Of differences; `None` below two.
    pub fn of(differences: &Sums) -> Option<Self> {
        Some(Self {
            n: differences.n(),
            bias: Estimate::of(differences)?,
            sd: differences.sd()?,
        })
    }

    /// Where 95 % of single differences lie.
    pub fn limits(&self) -> Interval {
        self.within(1.96)
    }

    /// So many SDs to either side of the bias.
    pub fn within(&self, sds: f64) -> Interval {
        Interval::around(self.bias.value, sds * self.sd)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::describe::WHOLE;
    use proptest::prelude::*;

    #[test]
    fn one_way_by_hand() {
        // Groups .1 .3 and .5 .7 .9: MSB = 6/5·.5² = .3, MSW = (.02+.08)/3, n₀ = 5 − 13/5.
        let groups = [Sums::of(&[0.1, 0.3]), Sums::of(&[0.5, 0.7, 0.9])];
        let parts = OneWay::of(&groups).unwrap();
        assert!((parts.ms_between - 0.3).abs() < 1e-12);
        assert!((parts.ms_within - 0.1 / 3.0).abs() < 1e-12);
        assert!((parts.usual_n - 2.4).abs() < 1e-12);
        let between = (0.3 - 0.1 / 3.0) / 2.4;
        assert!((parts.icc().unwrap() - between / (between + 0.1 / 3.0)).abs() < 1e-12);
        assert_eq!(parts.n_repeated, 2);
    }

    #[test]
    fn what_cannot_be_estimated() {
        assert_eq!(OneWay::of(&[Sums::of(&[0.1]), Sums::of(&[0.5])]), None);
        assert_eq!(OneWay::of(&[Sums::of(&[0.1, 0.2])]), None);
        let flat = [Sums::of(&[0.5, 0.5]), Sums::of(&[0.5, 0.5])];
        assert_eq!(OneWay::of(&flat).unwrap().icc(), None);
        assert_eq!(TwoWay::of(&[vec![1.0, 2.0]]), None);
        assert_eq!(TwoWay::of(&[vec![1.0, 2.0], vec![1.0]]), None);
        let same = TwoWay::of(&[vec![1.0, 1.0], vec![1.0, 1.0]]).unwrap();
        assert_eq!(
            (same.icc(Icc::AnyRater), same.interval(Icc::AnyRater, 0.95)),
            (None, None)
        );
        assert_eq!(looks_for(0.8, 0.0), None);
        assert_eq!(looks_for(1.0, 0.5), None);
    }

    #[test]
    fn looks_for_a_reliability() {
        let row = |icc| [0.7, 0.8, 0.9].map(|reliability| looks_for(reliability, icc).unwrap());
        assert_eq!(row(0.1), [21, 36, 81]);
        assert_eq!(row(0.2), [10, 16, 36]);
        assert_eq!(row(0.3), [6, 10, 21]);
        assert_eq!(row(0.5), [3, 4, 9]);
        assert_eq!(looks_for(0.8, 1.0), Some(1));
    }

    proptest! {
        #[test]
        fn so_many_looks_reach_it_and_one_fewer_does_not(icc in 0.01..0.95, goal in 0.5..0.95) {
            let looks = looks_for(goal, icc).unwrap() as f64;
            prop_assert!(spearman_brown(icc, looks) >= goal - 1e-9);
            prop_assert!(looks <= 1.0 || spearman_brown(icc, looks - 1.0) < goal + 1e-9);
        }

        #[test]
        fn shares_of_variance_are_shares(
            groups in prop::collection::vec(prop::collection::vec(0..=WHOLE, 1..5), 2..8)
        ) {
            let sums: Vec<Sums> = groups.iter().map(|values| values.iter().copied().collect()).collect();
            if let Some(icc) = OneWay::of(&sums).and_then(|parts| parts.icc()) {
                prop_assert!((0.0..=1.0).contains(&icc));
            }
        }
    }
}
