//! How many more units would settle a comparison, if the means and spreads seen so far hold.
//!
//! With m more units a side's variance falls as 1/units (observations: v·n/(n+m); clusters, new
//! ones of the usual size: v·G/(G+m)) and its degrees of freedom grow alike. Settled means four
//! chances in five of a verdict (Julious 2004): |d| ≥ (t.975 + t.80)·se for *clear*, or
//! δ − |d| ≥ (t.95 + t.80)·se for *same*. Among k comparisons t of 1 − .025/k stands for t.975, as for the
//! first of them by Holm. A rough guide: it takes the difference seen for the true one. A difference near δ may take more than anyone has: `None`.

use crate::stats::cluster::{Side, Unit};
use crate::stats::distribution::t_quantile;
use crate::stats::interval::Estimate;
use crate::stats::ladder::{Pool, VERDICT_FROM, Weighed};

/// More than so many is no answer.
pub const MOST: u64 = 1000;

const POWER: f64 = 0.80;

/// Which sides get more units.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Adding {
    /// Both, as many each.
    Each,
    /// The first only.
    First,
    /// The second only.
    Second,
}

/// How many more units a side needs before there is any verdict.
pub fn until_first_verdict(side: &Side) -> u64 {
    VERDICT_FROM.saturating_sub(side.n_units)
}

/// How many more units, on the sides told, would likely settle the comparison; `None` above
/// [`MOST`] or where the spread is not known.
pub fn until_settled(
    first: &Side,
    second: &Side,
    pool: &Pool,
    delta: f64,
    (adding, n_comparisons): (Adding, usize),
) -> Option<u64> {
    let (first, second) = (guessed(first, pool)?, guessed(second, pool)?);
    let settles = |more: u64| {
        let of = |side: &Side, others: Adding| {
            if adding == others {
                *side
            } else {
                grown(side, more)
            }
        };
        is_settled(
            &Weighed::new(
                &of(&first, Adding::Second),
                &of(&second, Adding::First),
                pool,
            ),
            delta,
            n_comparisons,
        )
    };
    if !settles(MOST) {
        return None;
    }
    // More units never unsettle, so halving finds the fewest.
    let (mut low, mut high) = (0, MOST);
    while low < high {
        let middle = u64::midpoint(low, high);
        if settles(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}

/// The side with an estimate: its own, or the usual spread where it has none.
fn guessed(side: &Side, pool: &Pool) -> Option<Side> {
    let usual = || {
        Some(Estimate {
            value: side.mean,
            variance: pool.variance(side.unit)? * side.load,
            df: side.n_units.saturating_sub(1).max(1) as f64,
        })
    };
    let estimate = side
        .estimate
        .filter(|estimate| estimate.variance > 0.0)
        .or_else(usual)?;
    Some(Side {
        estimate: Some(estimate),
        ..*side
    })
}

fn grown(side: &Side, more: u64) -> Side {
    let before = side.n_units as f64;
    let after = (side.n_units + more) as f64;
    let df = |df: f64| match side.unit {
        Unit::Observation => df + more as f64,
        Unit::Cluster if before > 1.0 => df * (after - 1.0) / (before - 1.0),
        Unit::Cluster => after - 1.0,
    };
    Side {
        n_units: side.n_units + more,
        estimate: side.estimate.map(|estimate| Estimate {
            variance: estimate.variance * before / after,
            df: df(estimate.df),
            ..estimate
        }),
        load: side.load * before / after,
        ..*side
    }
}

fn is_settled(weighed: &Weighed, delta: f64, n_comparisons: usize) -> bool {
    if weighed.n_units < VERDICT_FROM {
        return false;
    }
    let Some(same) = weighed.floored.or(weighed.plain) else {
        return false;
    };
    let clear = weighed.careful().unwrap_or(same);
    let size = same.value.abs();
    let reach = |estimate: Estimate, level| {
        (t_quantile(level, estimate.df) + t_quantile(POWER, estimate.df)) * estimate.se()
    };
    let level = 1.0 - 0.025 / n_comparisons.max(1) as f64;
    size >= reach(clear, level) || delta - size >= reach(same, 0.95)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::describe::Sums;

    fn side(values: &[f64]) -> Side {
        Side::of(&[Sums::of(values)], None).unwrap()
    }

    #[test]
    fn a_first_verdict_takes_five() {
        assert_eq!(until_first_verdict(&side(&[0.5, 0.6, 0.9])), 2);
        assert_eq!(until_first_verdict(&side(&[0.5; 6])), 0);
    }

    #[test]
    fn the_answer_is_the_least_that_settles() {
        let first = side(&[0.9, 0.7, 0.8, 0.6, 0.9, 0.9].repeat(4));
        let second = side(&[0.6, 0.8, 0.7, 0.5, 0.9]);
        let pool = Pool::of([&first, &second, &side(&[0.4, 0.7, 0.6])]);
        let each = until_settled(&first, &second, &pool, 0.05, (Adding::Each, 1)).unwrap();
        let at = |more| Weighed::new(&grown(&first, more), &grown(&second, more), &pool);
        assert!(
            is_settled(&at(each), 0.05, 1) && !is_settled(&at(each - 1), 0.05, 1),
            "{each}"
        );
        let only = until_settled(&first, &second, &pool, 0.05, (Adding::Second, 1));
        // More on one side alone never do as well as as many on both.
        assert!(only.unwrap() >= each, "{only:?} {each}");
        let among_four = until_settled(&first, &second, &pool, 0.05, (Adding::Each, 4));
        assert!(among_four.unwrap() > each, "{among_four:?} {each}");
    }

    #[test]
    fn settled_already_takes_none_and_a_difference_at_the_edge_takes_too_many() {
        let high = side(&[0.9, 0.91, 0.92, 0.9, 0.89, 0.9]);
        let low = side(&[0.1, 0.12, 0.1, 0.11, 0.1, 0.12]);
        let pool = Pool::of([&high, &low]);
        assert_eq!(
            until_settled(&high, &low, &pool, 0.05, (Adding::Each, 1)),
            Some(0)
        );
        let near = side(&[0.70, 0.90, 0.60, 0.80]);
        let edge = side(&[0.701, 0.901, 0.601, 0.801]);
        assert_eq!(
            until_settled(&near, &edge, &pool, 0.002, (Adding::Each, 1)),
            None
        );
    }

    #[test]
    fn without_any_spread_there_is_no_answer() {
        let flat = side(&[0.5, 0.5, 0.5]);
        assert_eq!(
            until_settled(&flat, &flat, &Pool::default(), 0.05, (Adding::Each, 1)),
            None
        );
    }
}
