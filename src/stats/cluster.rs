//! The mean of values that come in clusters, with a standard error that does not pretend they are
//! independent; and the choice of what counts as one independent unit.
//!
//! n_g, S_g: how many values cluster g has and their sum; u_g = S_g − n_g·ȳ.
//! - CR2: v = Σ u_g²/(1−n_g/n) / n² (Bell and McCaffrey 2002; Pustejovsky and Tipton 2018), with their
//!   degrees of freedom tr(WC)²/tr((WC)²), W = diag(1/((1−n_g/n)n²)), C = diag(n_g) − n_g n_hᵀ/n; the
//!   traces are sums over clusters, so a million clusters cost no matrix. One value per cluster: Welch.
//! - Linearised: v = G/(G−1) Σ u_g²/n², df G−1 (as R's `survey`); a check, it covers a little too rarely.
//! - Within clusters (they are all there is, not a sample): v = s²/n, s pooled within, df n − G.
//!
//! Clusters may come in any order: they are sorted first. Empty ones do not count.

use crate::stats::describe::{Spread, Sums, WHOLE};
use crate::stats::interval::Estimate;

/// From so many clusters on, the cluster is the unit.
pub const CLUSTERS_AS_UNITS: usize = 5;

/// What counts as one independent thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Unit {
    /// Each value, at these clusters.
    Observation,
    /// Each cluster, as a sample of more.
    Cluster,
}

/// One side of a comparison.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Side {
    /// How many values.
    pub n: u64,
    /// How many clusters.
    pub n_clusters: u64,
    /// What its uncertainty counts.
    pub unit: Unit,
    /// How many of those.
    pub n_units: u64,
    /// The mean of all values.
    pub mean: f64,
    /// The mean with its uncertainty; `None` where that cannot be estimated.
    pub estimate: Option<Estimate>,
    /// What it adds to a pooled SD of its kind of unit.
    pub spread: Spread,
    /// Σm²/n² over units of m values: what the variance of the mean is in variances of a unit.
    pub load: f64,
}

impl Side {
    /// Weighs clusters up by the rule: below five, or when told, the value is the unit; else the
    /// cluster. `None` without values.
    pub fn of(clusters: &[Sums], told: Option<Unit>) -> Option<Self> {
        let clusters = ordered(clusters);
        let total: Sums = clusters.iter().sum();
        let mean = total.mean()?;
        let n_clusters = clusters.len() as u64;
        let unit = told.unwrap_or(if clusters.len() < CLUSTERS_AS_UNITS {
            Unit::Observation
        } else {
            Unit::Cluster
        });
        let n = total.n() as f64;
        let (estimate, spread, load, n_units) = match unit {
            Unit::Cluster => (
                cr2(&clusters),
                spread_of_means(&clusters),
                clusters
                    .iter()
                    .map(|sums| (sums.n() as f64 / n).powi(2))
                    .sum(),
                n_clusters,
            ),
            Unit::Observation => {
                let within = spread_within(&clusters);
                let (estimate, spread) = if within.df > 0.0 {
                    (self::within(&clusters), within)
                } else {
                    (Estimate::of(&total), total.spread())
                };
                (estimate, spread, 1.0 / n, total.n())
            }
        };
        Some(Self {
            n: total.n(),
            n_clusters,
            unit,
            n_units,
            mean,
            estimate,
            spread,
            load,
        })
    }
}

/// The mean with its CR2 variance; `None` below two clusters.
pub fn cr2(clusters: &[Sums]) -> Option<Estimate> {
    let clusters = ordered(clusters);
    let total: Sums = clusters.iter().sum();
    if clusters.len() < 2 {
        return None;
    }
    let n = total.n() as f64;
    let (mut variance, mut diagonal, mut outer, mut outer_squares) = (0.0, 0.0, 0.0, 0.0);
    for sums in &clusters {
        let size = sums.n() as f64;
        let rest = (total.n() - sums.n()) as f64 / n;
        variance += surplus(sums, &total).powi(2) / rest / n / n;
        diagonal += (size / n / n).powi(2);
        let weight = size * size / rest / n / n;
        outer += weight;
        outer_squares += weight * weight;
    }
    let traces = diagonal + (outer * outer - outer_squares) / n / n;
    Some(Estimate {
        value: total.mean()?,
        variance,
        df: 1.0 / n / n / traces,
    })
}

/// The mean with its linearised variance; `None` below two clusters.
pub fn linearised(clusters: &[Sums]) -> Option<Estimate> {
    let clusters = ordered(clusters);
    let total: Sums = clusters.iter().sum();
    if clusters.len() < 2 {
        return None;
    }
    let (n, groups) = (total.n() as f64, clusters.len() as f64);
    let squares: f64 = clusters
        .iter()
        .map(|sums| surplus(sums, &total).powi(2))
        .sum();
    Some(Estimate {
        value: total.mean()?,
        variance: groups / (groups - 1.0) * squares / n / n,
        df: groups - 1.0,
    })
}

/// The mean with the variance of values within clusters; `None` with one value in each.
pub fn within(clusters: &[Sums]) -> Option<Estimate> {
    let clusters = ordered(clusters);
    let total: Sums = clusters.iter().sum();
    let spread = spread_within(&clusters);
    Some(Estimate {
        value: total.mean()?,
        variance: spread.variance()? / total.n() as f64,
        df: spread.df,
    })
}

/// How many times the variance of the mean is that of as many independent values; `None` where
/// either cannot be estimated.
pub fn design_effect(clusters: &[Sums]) -> Option<f64> {
    let plain = Estimate::of(&clusters.iter().sum())?;
    (plain.variance > 0.0).then(|| Some(cr2(clusters)?.variance / plain.variance))?
}

/// The deviations of values from the mean of their cluster.
pub fn spread_within(clusters: &[Sums]) -> Spread {
    ordered(clusters).iter().map(Sums::spread).sum()
}

/// The deviations of cluster means from their plain mean.
pub fn spread_of_means(clusters: &[Sums]) -> Spread {
    let means: Vec<f64> = ordered(clusters).iter().filter_map(Sums::mean).collect();
    let df = means.len().saturating_sub(1) as f64;
    Spread {
        deviations: crate::stats::describe::variance(&means).map_or(0.0, |variance| variance * df),
        df,
    }
}

/// u_g: what the values of a cluster add up to beyond as many average ones.
fn surplus(sums: &Sums, total: &Sums) -> f64 {
    let difference = i128::from(total.n()) * sums.sum() - i128::from(sums.n()) * total.sum();
    difference as f64 / total.n() as f64 / WHOLE as f64
}

fn ordered(clusters: &[Sums]) -> Vec<Sums> {
    let mut clusters: Vec<Sums> = clusters
        .iter()
        .copied()
        .filter(|sums| sums.n() > 0)
        .collect();
    clusters.sort_unstable();
    clusters
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn clusters(groups: &[&[f64]]) -> Vec<Sums> {
        groups.iter().map(|values| Sums::of(values)).collect()
    }

    #[test]
    fn two_even_clusters_by_hand() {
        // Means .2 and .6, two each: u = ∓.4, v = 2·.16/.5/16 = .04.
        let estimate = cr2(&clusters(&[&[0.1, 0.3], &[0.5, 0.7]])).unwrap();
        assert!((estimate.variance - 0.04).abs() < 1e-12);
        assert!((estimate.df - 1.0).abs() < 1e-12);
    }

    #[test]
    fn few_clusters_speak_of_themselves() {
        let few = clusters(&[&[0.5, 0.7], &[0.9, 0.9, 0.6]]);
        let side = Side::of(&few, None).unwrap();
        assert_eq!(
            (side.unit, side.n_units, side.n_clusters),
            (Unit::Observation, 5, 2)
        );
        // Within: .02 + .06 of deviations over 3 degrees; over 5 values.
        let estimate = side.estimate.unwrap();
        assert!((estimate.variance - 0.08 / 3.0 / 5.0).abs() < 1e-12);
        assert!((estimate.df - 3.0).abs() < 1e-12);
        let told = Side::of(&few, Some(Unit::Cluster)).unwrap();
        assert_eq!((told.unit, told.n_units), (Unit::Cluster, 2));
        assert!((told.load - (0.16 + 0.36)).abs() < 1e-12);
    }

    #[test]
    fn one_cluster_is_a_plain_mean() {
        let one = clusters(&[&[0.5, 0.7, 0.6]]);
        let side = Side::of(&one, None).unwrap();
        assert_eq!(side.estimate, Estimate::of(&one[0]));
        assert_eq!(Side::of(&one, Some(Unit::Cluster)).unwrap().estimate, None);
        assert_eq!(Side::of(&[], None), None);
    }

    #[test]
    fn five_clusters_speak_of_more() {
        let many = clusters(&[&[0.1], &[0.2, 0.3], &[0.4], &[0.5], &[0.6]]);
        let side = Side::of(&many, None).unwrap();
        assert_eq!((side.unit, side.n_units), (Unit::Cluster, 5));
        assert_eq!(side.estimate, cr2(&many));
        let told = Side::of(&many, Some(Unit::Observation)).unwrap();
        assert!((told.spread.df - 1.0).abs() < 1e-12);
    }

    #[test]
    fn clusters_that_repeat_themselves_halve_what_they_tell() {
        let twice = clusters(&[&[0.2, 0.2], &[0.4, 0.4], &[0.9, 0.9], &[0.5, 0.5]]);
        let once = clusters(&[&[0.2], &[0.4], &[0.9], &[0.5]]);
        let (twice_v, once_v) = (cr2(&twice).unwrap(), cr2(&once).unwrap());
        assert!((twice_v.variance - once_v.variance).abs() < 1e-12);
        // s² over 8 values has 7 degrees, not 3·2: 2·7/6.
        assert!((design_effect(&twice).unwrap() - 14.0 / 6.0).abs() < 1e-12);
        assert_eq!(design_effect(&clusters(&[&[0.5], &[0.5]])), None);
    }

    proptest! {
        #[test]
        fn with_one_value_each_it_is_welch(values in prop::collection::vec(0..=WHOLE, 2..30)) {
            let singles: Vec<Sums> = values.iter().map(|&value| Sums::one(value)).collect();
            let plain = Estimate::of(&values.into_iter().collect()).unwrap();
            for estimate in [cr2(&singles).unwrap(), linearised(&singles).unwrap()] {
                prop_assert!((estimate.variance - plain.variance).abs() < 1e-12);
                prop_assert!((estimate.df / plain.df - 1.0).abs() < 1e-9);
            }
            for told in [None, Some(Unit::Cluster), Some(Unit::Observation)] {
                let estimate = Side::of(&singles, told).unwrap().estimate.unwrap();
                prop_assert!((estimate.variance - plain.variance).abs() < 1e-12);
            }
        }

        #[test]
        fn the_order_of_clusters_changes_no_bit(
            mut groups in prop::collection::vec(prop::collection::vec(0..=WHOLE, 0..6), 1..12),
            seed in any::<u64>(),
        ) {
            let sums = |groups: &[Vec<i64>]| -> Vec<Sums> {
                groups.iter().map(|values| values.iter().copied().collect()).collect()
            };
            let before = sums(&groups);
            crate::stats::random::Random::seeded(seed).shuffle(&mut groups);
            let after = sums(&groups);
            for told in [None, Some(Unit::Cluster), Some(Unit::Observation)] {
                prop_assert_eq!(Side::of(&before, told), Side::of(&after, told));
            }
        }
    }
}
