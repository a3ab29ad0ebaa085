//! A table of many means that does not crown luck: shrunken means and intervals for their ranks.
//!
//! James and Stein 1961 as told by Efron and Morris 1977: m + c(y − m), c = 1 − (k−3)s²/Σ(y−m)² for
//! k ≥ 4 means y with grand mean m and error variance s². With unequal error variances the same
//! figure is read as A/(A+s²), A = Σ(y−m)²/(k−3) − s̄², with each mean's own s² (Efron and Morris 1975);
//! equal ones give back c. A ≤ 0: they differ no more than luck would, and cannot be ranked.
//! Ranks (Goldstein and Spiegelhalter 1996): seeded draws around the shrunken means, variance
//! s²·A/(A+s²), the middle 95 % of each one's rank; 1 is the highest; means alike share theirs. Where
//! no error is known, or it comes from fewer than ten degrees of freedom, nothing is ranked.

use crate::stats::describe::{Sums, mean};
use crate::stats::ladder::FLOOR_DF;
use crate::stats::random::Random;

/// A league needs so many.
pub const LEAST: usize = 4;
const DRAWS: usize = 4000;

/// The table; rows in the order given.
#[derive(Clone, PartialEq, Debug)]
pub struct League {
    /// The grand mean: each counts once.
    pub mean: f64,
    /// How much of a distance from the grand mean is kept, on the whole.
    pub kept: f64,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One place of the table.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Row {
    /// The mean as it is.
    pub mean: f64,
    /// The shrunken mean.
    pub shrunken: f64,
    /// The best rank it may well have.
    pub best: usize,
    /// The worst rank it may well have.
    pub worst: usize,
}

/// Why there is no league.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoLeague {
    /// Fewer than four.
    TooFew,
    /// How surely a mean is known cannot be estimated.
    NoSpread,
    /// They differ no more than luck would.
    NoDifference,
}

impl League {
    /// Ranks means with the error variance of each.
    pub fn of(means: &[(f64, f64)], seed: u64) -> Result<Self, NoLeague> {
        let k = means.len();
        if k < LEAST {
            return Err(NoLeague::TooFew);
        }
        if means.iter().any(|row| row.1 <= 0.0) {
            return Err(NoLeague::NoSpread);
        }
        let values: Vec<f64> = means.iter().map(|row| row.0).collect();
        let errors: Vec<f64> = means.iter().map(|row| row.1).collect();
        let grand = mean(&values).ok_or(NoLeague::TooFew)?;
        let error = mean(&errors).ok_or(NoLeague::TooFew)?;
        let deviations: f64 = values.iter().map(|y| (y - grand).powi(2)).sum();
        let between = deviations / (k - 3) as f64 - error;
        if between <= 0.0 || deviations <= 0.0 {
            return Err(NoLeague::NoDifference);
        }
        let kept = |error: f64| between / (between + error);
        let shrunken: Vec<f64> = means
            .iter()
            .map(|&(y, error)| grand + kept(error) * (y - grand))
            .collect();
        let spreads: Vec<f64> = errors.iter().map(|&e| (e * kept(e)).sqrt()).collect();
        let ranks = ranks(&shrunken, &spreads, seed);
        let rows = (0..k)
            .map(|at| Row {
                mean: values[at],
                shrunken: shrunken[at],
                best: ranks[at].0,
                worst: ranks[at].1,
            })
            .collect();
        Ok(Self {
            mean: grand,
            kept: kept(error),
            rows,
        })
    }

    /// Ranks the means of groups of values, the error of each from the spread pooled within groups.
    pub fn of_groups(groups: &[Sums], seed: u64) -> Result<Self, NoLeague> {
        let spread = crate::stats::cluster::spread_within(groups);
        let within = spread.variance().filter(|_| spread.df >= FLOOR_DF);
        let within = within.ok_or(NoLeague::NoSpread)?;
        let means: Option<Vec<(f64, f64)>> = groups
            .iter()
            .map(|sums| Some((sums.mean()?, within / sums.n() as f64)))
            .collect();
        Self::of(&means.ok_or(NoLeague::TooFew)?, seed)
    }
}

/// The middle 95 % of the rank of each.
fn ranks(centers: &[f64], spreads: &[f64], seed: u64) -> Vec<(usize, usize)> {
    let mut random = Random::seeded(seed);
    let mut seen = vec![vec![0_usize; centers.len()]; centers.len()];
    for _ in 0..DRAWS {
        let drawn: Vec<f64> = centers
            .iter()
            .zip(spreads)
            .map(|(center, spread)| center + spread * random.normal())
            .collect();
        let mut order: Vec<usize> = (0..drawn.len()).collect();
        order.sort_by(|&left, &right| drawn[right].total_cmp(&drawn[left]));
        for (rank, at) in order.into_iter().enumerate() {
            seen[at][rank] += 1;
        }
    }
    let ranks: Vec<(usize, usize)> = seen
        .iter()
        .map(|counts| {
            let best = passed(counts.iter());
            let worst = passed(counts.iter().rev());
            (best + 1, counts.len() - worst)
        })
        .collect();
    let is_alike = |one: usize, other: usize| {
        centers[one].total_cmp(&centers[other]).is_eq()
            && spreads[one].total_cmp(&spreads[other]).is_eq()
    };
    // The draws of those alike differ by luck alone.
    (0..ranks.len())
        .map(|at| {
            let alike = (0..ranks.len()).filter(|other| is_alike(at, *other));
            alike.fold(ranks[at], |(best, worst), other| {
                (best.min(ranks[other].0), worst.max(ranks[other].1))
            })
        })
        .collect()
}

/// How many ranks a fortieth of the draws reaches over.
fn passed<'a>(counts: impl Iterator<Item = &'a usize>) -> usize {
    counts
        .scan(0, |sum, count| {
            *sum += count;
            Some(*sum)
        })
        .take_while(|&sum| sum <= DRAWS / 40)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_beyond_luck_are_kept() {
        let table = [(0.9, 1e-6), (0.7, 1e-6), (0.5, 1e-6), (0.3, 1e-6)];
        let league = League::of(&table, 1).unwrap();
        assert!(league.kept > 0.999);
        let ranks: Vec<_> = league
            .rows
            .iter()
            .map(|row| (row.best, row.worst))
            .collect();
        assert_eq!(ranks, [(1, 1), (2, 2), (3, 3), (4, 4)]);
    }

    #[test]
    fn luck_is_not_ranked() {
        let table = [(0.5, 0.01), (0.52, 0.01), (0.49, 0.01), (0.51, 0.01)];
        assert_eq!(League::of(&table, 1), Err(NoLeague::NoDifference));
        assert_eq!(League::of(&table[..3], 1), Err(NoLeague::TooFew));
        let singles = [0.1, 0.5, 0.7, 0.9].map(|x| Sums::of(&[x]));
        assert_eq!(League::of_groups(&singles, 1), Err(NoLeague::NoSpread));
    }

    #[test]
    fn the_less_is_known_the_more_it_shrinks() {
        let table = [
            (0.9, 0.02),
            (0.9, 0.001),
            (0.3, 0.001),
            (0.4, 0.001),
            (0.5, 0.001),
        ];
        let league = League::of(&table, 1).unwrap();
        assert!(league.rows[0].shrunken < league.rows[1].shrunken);
        for row in &league.rows {
            assert!(row.best <= row.worst);
            assert!((row.shrunken - league.mean).abs() <= (row.mean - league.mean).abs());
        }
    }

    #[test]
    fn groups_share_their_spread() {
        let around = |mean: f64| Sums::of(&[mean - 0.1, mean + 0.1, mean - 0.1, mean + 0.1]);
        let groups = [0.3, 0.6, 0.7, 0.8].map(around);
        // By hand: Σ of squares within .04 each, 3 degrees each: s² is .04/3, each mean has a fourth.
        let direct = [0.3, 0.6, 0.7, 0.8].map(|mean| (mean, 0.01 / 3.0));
        let league = League::of_groups(&groups, 5).unwrap();
        assert!((league.kept - League::of(&direct, 5).unwrap().kept).abs() < 1e-12);
    }

    #[test]
    fn what_is_hardly_known_is_not_ranked() {
        // One of four visited twice, and alike: one degree of freedom, variance 0.
        let groups = [&[0.9, 0.9][..], &[0.8], &[0.7], &[0.6]].map(Sums::of);
        assert_eq!(League::of_groups(&groups, 1), Err(NoLeague::NoSpread));
        let flat = [0.9, 0.8, 0.7, 0.6].map(|mean| Sums::of(&[mean; 5]));
        assert_eq!(League::of_groups(&flat, 1), Err(NoLeague::NoSpread));
    }

    #[test]
    fn means_alike_share_their_ranks() {
        let table = [
            (0.8, 1e-4),
            (0.8, 1e-4),
            (0.8, 1e-4),
            (0.3, 1e-4),
            (0.1, 1e-4),
        ];
        let rows = League::of(&table, 1).unwrap().rows;
        for row in &rows[..3] {
            assert_eq!((row.best, row.worst), (1, 3));
        }
    }
}
