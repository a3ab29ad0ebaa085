//! The mean of one side over a common mix of strata, ȳ = Σ π_c ȳ_c, with its uncertainty.
//!
//! - Values as units: v = Σ π_c² s_c²/n_c. A stratum of one value has no s²: it takes that pooled over
//!   the others, v = Σ k_c s_c², k_c = π_c²/n_c + λ(n_c − 1)/Σ(n − 1), λ = Σ π² over strata of one;
//!   degrees of freedom by Satterthwaite, (Σ k s²)²/Σ((k s²)²/(n_c − 1)).
//! - Clusters as units: CR2 of the regression on the strata (Bell and McCaffrey 2002; Pustejovsky and
//!   Tipton 2018). With w_gc = π_c/n_c/√(1 − n_gc/n_c) a cluster adds u_g = Σ_c w_gc (S_gc − n_gc ȳ_c),
//!   v = Σ u_g²; degrees of freedom (tr P)²/tr P², P_gg = Σ_c n_gc π_c²/n_c², and for two clusters
//!   P_gh = −Σ_c n_gc n_hc w_gc w_hc/n_c. One stratum: the CR2 of [`super::cluster`]. A stratum of one
//!   cluster says nothing about clusters: v grows by what it weighs, as if it varied like the others.

use crate::stats::cluster::{Side, Unit};
use crate::stats::describe::{Spread, Sums, WHOLE};
use crate::stats::interval::Estimate;

/// One stratum of a side.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// Its weight in the common mix; only its size among the others counts.
    pub weight: f64,
    /// Its values by cluster: the same clusters in the same order in every part, some of them empty.
    pub clusters: Vec<Sums>,
}

impl Part {
    fn sums(&self) -> Sums {
        self.clusters.iter().sum()
    }
}

/// A side over a common mix, to be weighed against another; `spread` is what it adds to a pooled SD
/// of its kind of unit. `None` where a part has no values.
pub fn side(parts: &[Part], unit: Unit, spread: Spread) -> Option<Side> {
    let mean = mean(parts)?;
    let n_clusters = (0..parts.first()?.clusters.len())
        .filter(|&at| parts.iter().any(|part| part.clusters[at].n() > 0))
        .count() as u64;
    let n: u64 = parts.iter().map(|part| part.sums().n()).sum();
    let (estimate, load, n_units) = match unit {
        Unit::Observation => {
            let load = weights(parts)
                .zip(parts)
                .map(|(weight, part)| weight * weight / part.sums().n() as f64);
            (of_values(parts), load.sum(), n)
        }
        Unit::Cluster => (
            of_clusters(parts),
            cluster_load(parts, |_| true),
            n_clusters,
        ),
    };
    Some(Side {
        n,
        n_clusters,
        unit,
        n_units,
        mean,
        estimate,
        spread,
        load,
    })
}

/// The weights of the parts, which add up to one.
fn weights(parts: &[Part]) -> impl Iterator<Item = f64> {
    let all: f64 = parts.iter().map(|part| part.weight).sum();
    parts.iter().map(move |part| part.weight / all)
}

fn mean(parts: &[Part]) -> Option<f64> {
    let means = weights(parts).zip(parts);
    means
        .map(|(weight, part)| Some(weight * part.sums().mean()?))
        .sum()
}

/// With each value a unit; `None` where every part has one value only.
pub fn of_values(parts: &[Part]) -> Option<Estimate> {
    let all_df: u64 = parts
        .iter()
        .map(|part| part.sums().n().saturating_sub(1))
        .sum();
    if all_df == 0 {
        return None;
    }
    let lone: f64 = weights(parts)
        .zip(parts)
        .filter(|(_, part)| part.sums().n() == 1)
        .map(|(weight, _)| weight * weight)
        .sum();
    let (mut variance, mut doubt) = (0.0, 0.0);
    for (weight, part) in weights(parts).zip(parts) {
        let sums = part.sums();
        let Some(spread) = sums.variance() else {
            continue;
        };
        let df = (sums.n() - 1) as f64;
        let term = (weight * weight / sums.n() as f64 + lone * df / all_df as f64) * spread;
        variance += term;
        doubt += term * term / df;
    }
    Some(Estimate {
        value: mean(parts)?,
        variance,
        df: if doubt > 0.0 {
            variance * variance / doubt
        } else {
            all_df as f64
        },
    })
}

/// With each cluster a unit; `None` where every part lies in one cluster.
pub fn of_clusters(parts: &[Part]) -> Option<Estimate> {
    let n_clusters = parts.first()?.clusters.len();
    let mut surplus = vec![0.0; n_clusters];
    let mut own_trace = vec![0.0; n_clusters];
    // a_gc = n_gc w_gc/√n_c: P_gh is −Σ_c a_gc a_hc.
    let mut outer: Vec<Vec<f64>> = vec![vec![0.0; parts.len()]; n_clusters];
    let mut is_told = vec![false; parts.len()];
    for (at, (weight, part)) in weights(parts).zip(parts).enumerate() {
        let all = part.sums();
        let (n, mean) = (all.n() as f64, all.mean()?);
        for (cluster, sums) in part.clusters.iter().enumerate() {
            if sums.n() == 0 || sums.n() == all.n() {
                continue;
            }
            is_told[at] = true;
            let size = sums.n() as f64;
            let scaled = weight / n / (1.0 - size / n).sqrt();
            surplus[cluster] += scaled * (sums.sum() as f64 / WHOLE as f64 - size * mean);
            own_trace[cluster] += size * (weight / n).powi(2);
            outer[cluster][at] = size * scaled / n.sqrt();
        }
    }
    let told = cluster_load(parts, |at| is_told[at]);
    if told <= 0.0 {
        return None;
    }
    let trace: f64 = own_trace.iter().sum();
    let mut squares: f64 = own_trace.iter().map(|p| p * p).sum();
    for c in 0..parts.len() {
        for d in 0..parts.len() {
            let products = || outer.iter().map(|a| a[c] * a[d]);
            let all: f64 = products().sum();
            let alone: f64 = products().map(|p| p * p).sum();
            squares += all * all - alone;
        }
    }
    let variance: f64 = surplus.iter().map(|u| u * u).sum();
    Some(Estimate {
        value: mean(parts)?,
        variance: variance * cluster_load(parts, |_| true) / told,
        df: trace * trace / squares,
    })
}

/// Σ_g (Σ_c π_c n_gc/n_c)² over some parts: what the variance of the mean is in variances of a cluster.
fn cluster_load(parts: &[Part], is_in: impl Fn(usize) -> bool) -> f64 {
    let mut loads = vec![0.0; parts.first().map_or(0, |part| part.clusters.len())];
    for (at, (weight, part)) in weights(parts).zip(parts).enumerate() {
        let n = part.sums().n() as f64;
        for (load, sums) in loads.iter_mut().zip(&part.clusters).filter(|_| is_in(at)) {
            *load += weight * sums.n() as f64 / n;
        }
    }
    loads.iter().map(|load| load * load).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::cluster::cr2;

    fn part(weight: f64, clusters: &[&[f64]]) -> Part {
        Part {
            weight,
            clusters: clusters.iter().map(|values| Sums::of(values)).collect(),
        }
    }

    #[track_caller]
    fn near(estimate: Estimate, variance: f64, df: f64) {
        assert!(
            (estimate.variance / variance - 1.0).abs() < 1e-8,
            "{estimate:?}"
        );
        assert!((estimate.df / df - 1.0).abs() < 1e-8, "{estimate:?}");
    }

    #[test]
    fn one_stratum_of_clusters_is_cr2() {
        let one = part(1.0, &[&[0.1, 0.3], &[0.5], &[0.7, 0.6, 0.2]]);
        assert_eq!(
            of_clusters(std::slice::from_ref(&one)).map(|it| it.value),
            cr2(&one.clusters).map(|it| it.value)
        );
        let known = cr2(&one.clusters).unwrap();
        near(of_clusters(&[one]).unwrap(), known.variance, known.df);
    }

    #[test]
    fn clusters_across_strata_by_matrices() {
        // By numpy, with the matrices of the definition: (I − H)^-½ of each cluster by eigenvalues, the
        // degrees from the whole P.
        let parts = [
            part(1.0, &[&[0.9, 0.8, 0.85], &[0.6, 0.7], &[0.5], &[]]),
            part(1.0, &[&[0.4], &[0.2, 0.3, 0.1], &[0.15], &[0.6, 0.5]]),
        ];
        near(
            of_clusters(&parts).unwrap(),
            0.007_631_681_490_8,
            2.398_711_783_959,
        );
        let side = side(&parts, Unit::Cluster, Spread::default()).unwrap();
        assert_eq!((side.n, side.n_units), (13, 4));
        // By hand: weights of the clusters .25 + 1/14, 1/6 + 3/14, 1/12 + 1/14 and 1/7.
        let loads = [
            0.25 + 1.0 / 14.0,
            1.0 / 6.0 + 3.0 / 14.0,
            1.0 / 12.0 + 1.0 / 14.0,
            1.0 / 7.0,
        ];
        let load: f64 = loads.iter().map(|load: &f64| load * load).sum();
        assert!((side.load - load).abs() < 1e-12);
    }

    #[test]
    fn a_stratum_at_one_cluster_is_taken_to_vary_like_the_others() {
        let told = part(1.0, &[&[0.9, 0.8], &[0.6, 0.7], &[]]);
        let lone = part(1.0, &[&[], &[], &[0.5, 0.3]]);
        let alone = of_clusters(std::slice::from_ref(&told)).unwrap();
        let both = of_clusters(&[told, lone.clone()]).unwrap();
        // By hand: each stratum weighs half; told loads ½ a half (.125), the lone one .25 more.
        near(both, alone.variance / 4.0 * 3.0, alone.df);
        assert_eq!(of_clusters(&[lone]), None);
    }

    #[test]
    fn a_stratum_of_one_value_takes_the_spread_of_the_others() {
        // By hand: s² of 0, .2 is .02 and of 0, .4, .8 is .16; λ = 1/9, Σ(n − 1) = 3, so
        // k = 1/18 + 1/27 = 5/54 and 1/27 + 2/27 = 1/9: v = .1/54 + .16/9.
        let parts = [
            part(1.0, &[&[0.0, 0.2]]),
            part(1.0, &[&[0.0, 0.4, 0.8]]),
            part(1.0, &[&[0.5]]),
        ];
        let (a, b) = (0.1 / 54.0, 0.16 / 9.0);
        near(
            of_values(&parts).unwrap(),
            a + b,
            (a + b).powi(2) / (a * a + b * b / 2.0),
        );
        assert_eq!(of_values(&parts[2..]), None);
        let flat = of_values(&[part(1.0, &[&[0.5, 0.5]]), part(1.0, &[&[0.7]])]).unwrap();
        assert!(flat.variance.abs() < 1e-12 && (flat.df - 1.0).abs() < 1e-12);
    }
}
