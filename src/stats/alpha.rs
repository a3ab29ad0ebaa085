//! Krippendorff's alpha: agreement of any raters, missing ratings allowed, on any kind of scale.
//!
//! Krippendorff 2011: α = 1 − D_o/D_e from the coincidences o_ck of values within units,
//! α = 1 − (n−1) Σ o_ck δ²_ck / Σ n_c n_k δ²_ck over the n values that have a partner. δ² is 0 or 1
//! (nominal), (Σ n_g from c to k − (n_c+n_k)/2)² (ordinal), (c−k)² (interval), ((c−k)/(c+k))² (ratio).
//! Units with one value do not count. All values alike: undefined. Interval: bootstrap over groups of
//! units that belong together. Values within 1e-9 are the same.

use crate::stats::bootstrap::percentile_interval;
use crate::stats::interval::Interval;

/// How far two values differ.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Metric {
    /// Same or not.
    Nominal,
    /// By how many values lie between.
    Ordinal,
    /// By their difference.
    Interval,
    /// By their difference against their sum.
    Ratio,
}

/// Alpha of units, and what it stands on.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Alpha {
    /// Alpha; `None` when all values are alike.
    pub alpha: Option<f64>,
    /// Units with two values or more.
    pub n_units: usize,
    /// Values in them.
    pub n_values: usize,
}

/// Alpha of units, each the values that its raters gave; `None` when no unit has two.
pub fn alpha<U: AsRef<[f64]>>(units: &[U], metric: Metric) -> Option<Alpha> {
    let units: Vec<&[f64]> = units
        .iter()
        .map(AsRef::as_ref)
        .filter(|unit| unit.len() > 1)
        .collect();
    if units.is_empty() {
        return None;
    }
    let values = distinct(&units);
    let place = |value: f64| values.partition_point(|&known| known < value - SAME);
    let n_values = units.iter().map(|unit| unit.len()).sum();
    let mut counts = vec![0.0; values.len()];
    for value in units.iter().copied().flatten() {
        counts[place(*value)] += 1.0;
    }
    let distance = distances(&values, &counts, metric);
    let mut observed = 0.0;
    for unit in &units {
        let mut within = 0.0;
        for (at, left) in unit.iter().enumerate() {
            for right in &unit[..at] {
                within += 2.0 * distance[place(*left)][place(*right)];
            }
        }
        observed += within / (unit.len() - 1) as f64;
    }
    let expected: f64 = (0..values.len())
        .flat_map(|left| (0..values.len()).map(move |right| (left, right)))
        .map(|(left, right)| counts[left] * counts[right] * distance[left][right])
        .sum();
    Some(Alpha {
        alpha: (expected > 0.0).then(|| 1.0 - (n_values - 1) as f64 * observed / expected),
        n_units: units.len(),
        n_values,
    })
}

/// The interval of alpha over groups of units that belong together, drawn anew as wholes.
pub fn alpha_interval(
    groups: &[Vec<Vec<f64>>],
    metric: Metric,
    level: f64,
    draws: usize,
    seed: u64,
) -> Option<Interval> {
    let groups: Vec<&Vec<Vec<f64>>> = groups.iter().collect();
    let of = |drawn: &[&Vec<Vec<f64>>]| {
        let units: Vec<&Vec<f64>> = drawn.iter().copied().flatten().collect();
        alpha(&units, metric)?.alpha
    };
    percentile_interval(&groups, of, level, draws, seed)
}

const SAME: f64 = 1e-9;

fn distinct(units: &[&[f64]]) -> Vec<f64> {
    let mut values: Vec<f64> = units.iter().copied().flatten().copied().collect();
    values.sort_by(f64::total_cmp);
    values.dedup_by(|next, kept| *next - *kept <= SAME);
    values
}

fn distances(values: &[f64], counts: &[f64], metric: Metric) -> Vec<Vec<f64>> {
    let between = |left: usize, right: usize| {
        let (low, high) = (left.min(right), left.max(right));
        counts[low..=high].iter().sum::<f64>() - f64::midpoint(counts[low], counts[high])
    };
    let distance = |left: usize, right: usize| {
        let (c, k) = (values[left], values[right]);
        match metric {
            _ if left == right => 0.0,
            Metric::Nominal => 1.0,
            Metric::Ordinal => between(left, right).powi(2),
            Metric::Interval => (c - k).powi(2),
            Metric::Ratio => ((c - k) / (c + k)).powi(2),
        }
    };
    (0..values.len())
        .map(|left| {
            (0..values.len())
                .map(|right| distance(left, right))
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_agreement_is_one_and_one_answer_undefined() {
        let full = alpha(&[[1.0, 1.0], [0.0, 0.0]], Metric::Nominal).unwrap();
        assert_eq!(full.alpha, Some(1.0));
        let one = alpha(&[[1.0, 1.0], [1.0, 1.0]], Metric::Nominal).unwrap();
        assert_eq!((one.alpha, one.n_values), (None, 4));
        assert_eq!(alpha(&[vec![1.0], vec![]], Metric::Nominal), None);
    }

    #[test]
    fn by_hand() {
        // Four values, one of two units split: D_o = 1/2, D_e = 2·3·1/(4·3)·... = 6/12.
        let split = alpha(&[[1.0, 1.0], [1.0, 0.0]], Metric::Nominal).unwrap();
        assert!(split.alpha.unwrap().abs() < 1e-12);
    }

    #[test]
    fn with_two_values_every_metric_of_differences_agrees() {
        let units = [[1.0, 2.0], [1.0, 1.0], [2.0, 2.0], [2.0, 1.0], [1.0, 1.0]];
        let nominal = alpha(&units, Metric::Nominal).unwrap().alpha.unwrap();
        for metric in [Metric::Ordinal, Metric::Interval, Metric::Ratio] {
            assert!((alpha(&units, metric).unwrap().alpha.unwrap() - nominal).abs() < 1e-12);
        }
    }

    #[test]
    fn the_interval_holds_alpha_and_repeats() {
        let groups: Vec<Vec<Vec<f64>>> = (0..40)
            .map(|at| {
                let value = f64::from(at % 3);
                let other = if at % 7 == 0 { 1.0 } else { value };
                vec![vec![value, other], vec![value, value]]
            })
            .collect();
        let units: Vec<Vec<f64>> = groups.iter().flatten().cloned().collect();
        let value = alpha(&units, Metric::Interval).unwrap().alpha.unwrap();
        let interval = alpha_interval(&groups, Metric::Interval, 0.95, 500, 3).unwrap();
        assert!(interval.contains(value) && interval.width() > 0.01);
        assert_eq!(
            alpha_interval(&groups, Metric::Interval, 0.95, 500, 3),
            Some(interval)
        );
    }
}
