//! Which columns go together with an outcome, and how much of it each may claim.
//!
//! Pearson's r with t = r√((n−2)/(1−r²)) and Fisher's (1921) interval tanh(atanh r ± z/√(n−3));
//! Spearman's from average ranks. Shrinkage of many r (Efron and Morris 1973): z = atanh r,
//! s² = 1/(n−3), τ² = max(0, var z − mean s²), z → z̄ + (1−B)(z − z̄), B = s²/(s²+τ²).
//! Relative weights (Johnson 2000): R = VΛVᵀ, Λ* = VΛ^½Vᵀ, β* = Λ*⁻¹r, ε = Λ*²β*² by entries, Σε = R².
//! LMG (Lindeman, Merenda and Gold 1980): the mean gain of R² over all orders. Columns that repeat
//! one another have neither. Going together is not causing.

use crate::stats::describe::{mean, variance};
use crate::stats::distribution::{t_two_sided, two_sided_z};
use crate::stats::interval::Interval;
use crate::stats::linear::{Matrix, dot, eigen, solved};

/// Below so many rows: means only.
pub const LEAST_ROWS: usize = 20;
/// From so many rows columns may be ranked.
pub const ROWS_FOR_RANKS: usize = 50;
/// And so many rows a column.
pub const ROWS_PER_COLUMN: usize = 5;
/// More columns than this would take too long for [`lmg`].
pub const MOST_FOR_LMG: usize = 12;

/// A correlation of so many pairs.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Correlation {
    /// −1 to 1.
    pub r: f64,
    /// How many pairs; fewer where means were taken away before.
    pub n: usize,
}

impl Correlation {
    /// Pearson's; `None` below two pairs or when one side does not vary.
    pub fn pearson(pairs: &[(f64, f64)]) -> Option<Self> {
        let (left, right): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
        let (x, y) = (mean(&left)?, mean(&right)?);
        let products: f64 = pairs.iter().map(|pair| (pair.0 - x) * (pair.1 - y)).sum();
        let squares = variance(&left)? * variance(&right)?;
        let n = pairs.len();
        (squares > 1e-30).then(|| Self {
            r: (products / (n - 1) as f64 / squares.sqrt()).clamp(-1.0, 1.0),
            n,
        })
    }

    /// Spearman's: Pearson's of ranks, ties sharing theirs.
    pub fn spearman(pairs: &[(f64, f64)]) -> Option<Self> {
        let (left, right): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
        let ranked: Vec<(f64, f64)> = ranks(&left).into_iter().zip(ranks(&right)).collect();
        Self::pearson(&ranked)
    }

    /// The same, of values from which so many means were taken away beyond that of all: a partial
    /// correlation, which is as sure as one of so many pairs fewer (Fisher 1924).
    #[must_use]
    pub fn given(self, taken: usize) -> Self {
        Self {
            n: self.n.saturating_sub(taken),
            ..self
        }
    }

    /// The two-sided p of no correlation; `None` below three pairs.
    pub fn p(&self) -> Option<f64> {
        let df = self.n.checked_sub(2).filter(|&df| df > 0)? as f64;
        let left = 1.0 - self.r * self.r;
        if left <= 0.0 {
            return Some(0.0);
        }
        Some(t_two_sided(self.r * (df / left).sqrt(), df))
    }

    /// The interval; `None` below four pairs.
    pub fn interval(&self, level: f64) -> Option<Interval> {
        let df = self.n.checked_sub(3).filter(|&df| df > 0)? as f64;
        let around = Interval::around(fisher(self.r), two_sided_z(level) / df.sqrt());
        Some(Interval {
            low: around.low.tanh(),
            high: around.high.tanh(),
        })
    }
}

/// atanh, kept finite for a perfect correlation.
fn fisher(r: f64) -> f64 {
    const NEARLY: f64 = 1.0 - 1e-9;
    r.clamp(-NEARLY, NEARLY).atanh()
}

/// Ranks from 1, ties sharing the mean of theirs.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&left, &right| values[left].total_cmp(&values[right]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    for tied in order.chunk_by(|&left, &right| values[right] <= values[left]) {
        let rank = start as f64 + f64::midpoint(1.0, tied.len() as f64);
        for &at in tied {
            ranks[at] = rank;
        }
        start += tied.len();
    }
    ranks
}

/// Many correlations drawn towards their mean as far as luck explains their spread.
#[derive(Clone, PartialEq, Debug)]
pub struct Shrunken {
    /// The mean they are drawn to.
    pub mean: f64,
    /// τ², the spread beyond luck, of atanh r.
    pub between: f64,
    /// B of each: 1 is nothing but luck.
    pub luck: Vec<f64>,
    /// The shrunken correlations.
    pub r: Vec<f64>,
}

/// Shrinks correlations; `None` for fewer than two, or one of fewer than four pairs.
pub fn shrunken(correlations: &[Correlation]) -> Option<Shrunken> {
    let z: Vec<f64> = correlations.iter().map(|each| fisher(each.r)).collect();
    let errors: Option<Vec<f64>> = correlations
        .iter()
        .map(|each| Some(1.0 / each.n.checked_sub(3).filter(|&df| df > 0)? as f64))
        .collect();
    let errors = errors?;
    let center = mean(&z)?;
    let between = (variance(&z)? - mean(&errors)?).max(0.0);
    let luck: Vec<f64> = errors
        .iter()
        .map(|error| error / (error + between))
        .collect();
    let r = z
        .iter()
        .zip(&luck)
        .map(|(z, luck)| (center + (1.0 - luck) * (z - center)).tanh())
        .collect();
    Some(Shrunken {
        mean: center.tanh(),
        between,
        luck,
        r,
    })
}

/// How much of R² each column may claim.
#[derive(Clone, PartialEq, Debug)]
pub struct Weights {
    /// The part of each; they add up to R².
    pub raw: Vec<f64>,
    /// The share of the outcome's variance that all columns explain.
    pub r_squared: f64,
}

impl Weights {
    /// The parts as shares of R².
    pub fn rescaled(&self) -> Vec<f64> {
        self.raw.iter().map(|raw| raw / self.r_squared).collect()
    }
}

/// Johnson's relative weights from the correlations among columns and those with the outcome;
/// `None` when columns repeat one another.
pub fn relative_weights(among: &[Vec<f64>], outcome: &[f64]) -> Option<Weights> {
    let parts = eigen(among);
    if parts.least() < 1e-9 {
        return None;
    }
    let root = parts.function(f64::sqrt);
    let inverse = parts.function(|value| 1.0 / value.sqrt());
    let squares: Vec<f64> = inverse
        .iter()
        .map(|row| dot(row, outcome).powi(2))
        .collect();
    let raw: Vec<f64> = root
        .iter()
        .map(|row| row.iter().zip(&squares).map(|(l, b)| l * l * b).sum())
        .collect();
    Some(Weights {
        r_squared: raw.iter().sum(),
        raw,
    })
}

/// LMG weights: what each column adds to R², averaged over all orders. `None` above twelve columns
/// or when some repeat one another.
pub fn lmg(among: &[Vec<f64>], outcome: &[f64]) -> Option<Weights> {
    let n = outcome.len();
    if n > MOST_FOR_LMG {
        return None;
    }
    let explained: Option<Vec<f64>> = (0..1_usize << n)
        .map(|chosen| {
            let columns: Vec<usize> = (0..n).filter(|at| chosen >> at & 1 == 1).collect();
            let square: Matrix = columns
                .iter()
                .map(|&row| columns.iter().map(|&column| among[row][column]).collect())
                .collect();
            let right: Vec<f64> = columns.iter().map(|&at| outcome[at]).collect();
            Some(dot(&solved(&square, &right)?, &right))
        })
        .collect();
    let explained = explained?;
    // Of all orders, this share has exactly these `before` columns before the one.
    let share = |before: usize| {
        let ways: f64 = (0..before)
            .map(|at| (n - 1 - at) as f64 / (at + 1) as f64)
            .product();
        1.0 / (n as f64 * ways)
    };
    let shares: Vec<f64> = (0..n).map(share).collect();
    let raw = (0..n)
        .map(|at| {
            (0..explained.len())
                .filter(|chosen| chosen >> at & 1 == 0)
                .map(|chosen| {
                    let gain = explained[chosen | 1 << at] - explained[chosen];
                    shares[chosen.count_ones() as usize] * gain
                })
                .sum()
        })
        .collect();
    Some(Weights {
        raw,
        r_squared: explained[explained.len() - 1],
    })
}

/// The correlations of columns with each other, and with the outcome; `None` when one does not vary.
pub fn correlations(columns: &[Vec<f64>], outcome: &[f64]) -> Option<(Matrix, Vec<f64>)> {
    let r = |left: &[f64], right: &[f64]| {
        let pairs: Vec<(f64, f64)> = left.iter().copied().zip(right.iter().copied()).collect();
        Correlation::pearson(&pairs).map(|correlation| correlation.r)
    };
    let among: Option<Matrix> = columns
        .iter()
        .map(|left| columns.iter().map(|right| r(left, right)).collect())
        .collect();
    let with: Option<Vec<f64>> = columns.iter().map(|column| r(column, outcome)).collect();
    Some((among?, with?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn perfect_and_none() {
        let line: Vec<(f64, f64)> = (0..6)
            .map(|at| (f64::from(at), 2.0 * f64::from(at)))
            .collect();
        let perfect = Correlation::pearson(&line).unwrap();
        assert!((perfect.r - 1.0).abs() < 1e-12 && perfect.p().unwrap() < 1e-9);
        assert!(perfect.interval(0.95).unwrap().high <= 1.0);
        assert_eq!(Correlation::pearson(&[(1.0, 1.0), (1.0, 2.0)]), None);
        assert_eq!(Correlation::pearson(&[]), None);
        assert_eq!(Correlation { r: 0.5, n: 2 }.p(), None);
        assert_eq!(Correlation { r: 0.5, n: 3 }.interval(0.95), None);
    }

    #[test]
    fn ties_share_their_rank() {
        assert_eq!(ranks(&[0.3, 0.1, 0.3, 0.9]), [2.5, 1.0, 2.5, 4.0]);
    }

    #[test]
    fn independent_columns_claim_their_squared_correlation() {
        let among = [vec![1.0, 0.0], vec![0.0, 1.0]];
        for weights in [
            relative_weights(&among, &[0.6, 0.3]).unwrap(),
            lmg(&among, &[0.6, 0.3]).unwrap(),
        ] {
            assert!((weights.raw[0] - 0.36).abs() < 1e-12);
            assert!((weights.raw[1] - 0.09).abs() < 1e-12);
            assert!((weights.rescaled()[0] - 0.8).abs() < 1e-12);
        }
    }

    #[test]
    fn columns_that_repeat_one_another_have_no_weights() {
        let among = [vec![1.0, 1.0], vec![1.0, 1.0]];
        assert_eq!(relative_weights(&among, &[0.5, 0.5]), None);
        assert_eq!(lmg(&among, &[0.5, 0.5]), None);
        let many: Matrix = (0..13)
            .map(|row| {
                (0..13)
                    .map(|column| f64::from(u8::from(row == column)))
                    .collect()
            })
            .collect();
        assert_eq!(lmg(&many, &[0.1; 13]), None);
    }

    #[test]
    fn nothing_to_shrink() {
        assert_eq!(shrunken(&[Correlation { r: 0.5, n: 30 }]), None);
        assert_eq!(
            shrunken(&[Correlation { r: 0.5, n: 3 }, Correlation { r: 0.1, n: 9 }]),
            None
        );
    }

    proptest! {
        #[test]
        fn both_kinds_of_weights_add_up_to_r_squared(
            rows in prop::collection::vec(prop::collection::vec(0.0..1.0, 4), 12..20)
        ) {
            let column = |at: usize| rows.iter().map(|row| row[at]).collect::<Vec<f64>>();
            let columns: Vec<Vec<f64>> = (0..3).map(column).collect();
            let (among, with) = correlations(&columns, &column(3)).unwrap();
            let johnson = relative_weights(&among, &with).unwrap();
            let orders = lmg(&among, &with).unwrap();
            prop_assert!((johnson.r_squared - orders.r_squared).abs() < 1e-9);
            prop_assert!((orders.raw.iter().sum::<f64>() - orders.r_squared).abs() < 1e-9);
            prop_assert!((0.0..=1.0 + 1e-9).contains(&johnson.r_squared));
            let interval = Correlation { r: with[0], n: rows.len() }.interval(0.95).unwrap();
            prop_assert!(interval.contains(with[0]));
        }
    }
}
