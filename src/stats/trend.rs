//! Up, down or noise, over a series of points.
//!
//! Mann 1945, Kendall 1975: S = Σ sign(x_j − x_i) over i < j; exact p from the number of orders with
//! so many inversions while n ≤ 10 and nothing ties, else z = (S ∓ 1)/√V with
//! V = [n(n−1)(2n+5) − Σ t(t−1)(2t+5)]/18 over ties of t. Slope: the median of all pairwise slopes
//! (Sen 1968), its interval from the same V (Gilbert 1987, 16.5). Assumes that points are independent.
//! Values within 1e-9 tie. Fewer than 5 points cannot reach 5 %; below 2 there is nothing.

use crate::stats::describe::median;
use crate::stats::distribution::{normal_cdf, two_sided_z};
use crate::stats::interval::Interval;

/// Points that a verdict needs.
pub const LEAST_FOR_VERDICT: usize = 5;
/// Points from which a trend is worth printing.
pub const LEAST_TO_PRINT: usize = 8;

const MOST_EXACT: usize = 10;
const TIE: f64 = 1e-9;

/// The test of Mann and Kendall.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct MannKendall {
    /// Pairs that rise minus pairs that fall.
    pub s: i64,
    /// The variance of S if there were no trend.
    pub variance: f64,
    /// Kendall's tau-b; `None` when all values tie.
    pub tau_b: Option<f64>,
    /// S in SDs, with the correction for continuity.
    pub z: f64,
    /// The two-sided p.
    pub p: f64,
    /// Whether p is exact.
    pub is_exact: bool,
}

/// Tests a series in its order; `None` below two points.
pub fn mann_kendall(values: &[f64]) -> Option<MannKendall> {
    let n = values.len();
    if n < 2 {
        return None;
    }
    let s: i64 = (0..n)
        .flat_map(|later| (0..later).map(move |earlier| (earlier, later)))
        .map(|(earlier, later)| sign(values[later] - values[earlier]))
        .sum();
    let ties = ties(values);
    let pairs = |n: usize| (n * n.saturating_sub(1)) as f64;
    let weight = |n: usize| pairs(n) * (2 * n + 5) as f64;
    let variance = (weight(n) - ties.iter().map(|&t| weight(t)).sum::<f64>()) / 18.0;
    let untied = pairs(n) - ties.iter().map(|&t| pairs(t)).sum::<f64>();
    let tau_b = (untied > 0.0).then(|| 2.0 * s as f64 / (untied * pairs(n)).sqrt());
    let z = if variance > 0.0 {
        (s - s.signum()) as f64 / variance.sqrt()
    } else {
        0.0
    };
    let is_exact = n <= MOST_EXACT && ties.iter().all(|&t| t == 1);
    let p = if is_exact {
        2.0 * exact_tail(s.abs(), n)
    } else {
        2.0 * normal_cdf(-z.abs())
    };
    Some(MannKendall {
        s,
        variance,
        tau_b,
        z,
        p: p.min(1.0),
        is_exact,
    })
}

/// The chance that S is at least `s` among all orders of n values without ties.
pub fn exact_tail(s: i64, n: usize) -> f64 {
    // orders[k]: in how many of the orders k pairs fall.
    let mut orders = vec![1.0_f64];
    for size in 2..=n {
        let mut next = vec![0.0; orders.len() + size - 1];
        for (falls, count) in orders.iter().enumerate() {
            for place in &mut next[falls..falls + size] {
                *place += count;
            }
        }
        orders = next;
    }
    let pairs = orders.len() as f64 - 1.0;
    let reached: f64 = orders
        .iter()
        .enumerate()
        .filter(|(falls, _)| pairs - 2.0 * *falls as f64 >= s as f64)
        .map(|(_, count)| count)
        .sum();
    reached / orders.iter().sum::<f64>()
}

/// A slope with its interval.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sen {
    /// The median slope per unit of time.
    pub slope: f64,
    /// Where it may well lie; `None` with too few pairs for the level.
    pub interval: Option<Interval>,
}

/// The slope of points `(time, value)`; `None` when no two have different times.
pub fn sen(points: &[(f64, f64)], level: f64) -> Option<Sen> {
    let mut slopes: Vec<f64> = Vec::new();
    for (at, later) in points.iter().enumerate() {
        for earlier in &points[..at] {
            let passed = later.0 - earlier.0;
            if passed.abs() > 0.0 {
                slopes.push((later.1 - earlier.1) / passed);
            }
        }
    }
    slopes.sort_by(f64::total_cmp);
    let slope = median(&slopes)?;
    let values: Vec<f64> = points.iter().map(|point| point.1).collect();
    let reach = two_sided_z(level) * mann_kendall(&values)?.variance.sqrt();
    Some(Sen {
        slope,
        interval: ends(&slopes, reach),
    })
}

/// The slopes `reach/2` ranks to either side of the middle.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rank within the slopes"
)]
fn ends(slopes: &[f64], reach: f64) -> Option<Interval> {
    let n = slopes.len() as f64;
    let low = ((n - reach) / 2.0).round() - 1.0;
    let high = f64::midpoint(n, reach).round();
    (low >= 0.0 && high < n).then(|| Interval {
        low: slopes[low as usize],
        high: slopes[high as usize],
    })
}

fn sign(difference: f64) -> i64 {
    i64::from(difference > TIE) - i64::from(difference < -TIE)
}

/// How many values each group of ties has.
fn ties(values: &[f64]) -> Vec<usize> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
        .chunk_by(|left, right| right - left <= TIE)
        .map(<[f64]>::len)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn all_rising() {
        let up = mann_kendall(&[0.1, 0.2, 0.3, 0.4, 0.5]).unwrap();
        assert_eq!((up.s, up.is_exact), (10, true));
        assert!((up.p - 2.0 / 120.0).abs() < 1e-12);
        assert!((up.tau_b.unwrap() - 1.0).abs() < 1e-12);
        let down = mann_kendall(&[0.5, 0.4, 0.3, 0.2, 0.1]).unwrap();
        assert_eq!(down.s, -10);
        assert_eq!(down.p.to_bits(), up.p.to_bits());
    }

    #[test]
    fn all_alike_or_alone() {
        let flat = mann_kendall(&[0.8; 12]).unwrap();
        assert_eq!((flat.s, flat.tau_b), (0, None));
        assert!(flat.p >= 1.0);
        assert_eq!(mann_kendall(&[0.8]), None);
        assert_eq!(sen(&[(1.0, 0.5)], 0.95), None);
        assert_eq!(sen(&[(1.0, 0.5), (1.0, 0.7)], 0.95), None);
    }

    #[test]
    fn a_straight_line_has_its_slope() {
        let points: Vec<(f64, f64)> = (0..9)
            .map(|at| (f64::from(at), 0.25 * f64::from(at)))
            .collect();
        let sen = sen(&points, 0.95).unwrap();
        assert!((sen.slope - 0.25).abs() < 1e-12);
        assert!(sen.interval.unwrap().contains(0.25));
    }

    #[test]
    fn a_slope_has_the_interval_of_scipy() {
        let values = [0.62, 0.71, 0.66, 0.80, 0.74, 0.69, 0.85, 0.79, 0.90, 0.72];
        let points: Vec<(f64, f64)> = (0_u32..).map(f64::from).zip(values).collect();
        for (level, low, high) in [(0.95, -0.0025, 0.04), (0.90, 0.00125, 0.04)] {
            let found = sen(&points, level).unwrap();
            let interval = found.interval.unwrap();
            assert!((found.slope - 0.02).abs() < 1e-12);
            assert!((interval.low - low).abs() < 1e-12, "{interval:?}");
            assert!((interval.high - high).abs() < 1e-12, "{interval:?}");
        }
    }

    #[test]
    fn uneven_times_count() {
        let sen = sen(&[(0.0, 0.0), (1.0, 1.0), (4.0, 4.0)], 0.95).unwrap();
        assert!((sen.slope - 1.0).abs() < 1e-12);
        assert_eq!(sen.interval, None);
    }

    proptest! {
        #[test]
        fn p_is_a_probability(values in prop::collection::vec(0.0..1.0, 2..25)) {
            let found = mann_kendall(&values).unwrap();
            prop_assert!((0.0..=1.0).contains(&found.p));
            prop_assert!(found.tau_b.is_none_or(|tau| tau.abs() <= 1.0 + 1e-12));
        }
    }
}
