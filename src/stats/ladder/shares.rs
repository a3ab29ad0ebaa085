//! Shares of yes on the ladder. A t test of noughts and ones has nothing to go by where all are yes on
//! one side and none on the other, which is when a difference is plainest; so shares are weighed by
//! their own intervals. *Leaning* is Newcombe's hybrid score interval without nought; *clear* needs
//! that of Agresti and Caffo too, read with Student's t, which at few values is the more careful of the
//! two (5 of 5 against 2 of 5 is not clear, as Fisher's exact p .17 says too). The interval to print
//! reaches as far as either, so that it is without nought where, alone, a share would be clear. Both move towards the
//! middle where values are few, so no floor is held under them. Without a difference *clear* is wrong
//! in 2 to 4 of 100, by counting all outcomes of 5 to 40 values a side over all shares; at the worst
//! share in 2 to 6. Where the values come in clusters n is itself an estimate from a few of them: both
//! intervals are then read with Student's t of as many degrees of freedom as that estimate has.

use super::Weighed;
use crate::stats::cluster::cr2;
use crate::stats::describe::Sums;
use crate::stats::distribution::two_sided_t;
use crate::stats::interval::{Estimate, Interval, LEVEL};
use crate::stats::proportion::{
    Proportion, agresti_caffo_at, agresti_caffo_z, newcombe_at, newcombe_z,
};

/// A share of yes, and how surely its n is known.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Share {
    /// How often yes, of how many, or of as many as they are worth.
    pub of: Proportion,
    /// The degrees of freedom of that n; infinite where it was counted.
    pub df: f64,
}

impl Share {
    /// Of independent values.
    pub fn counted(of: Proportion) -> Self {
        let df = f64::INFINITY;
        Self { of, df }
    }

    /// Of values in clusters; `None` without values.
    pub fn clustered(clusters: &[Sums]) -> Option<Self> {
        Some(Self {
            of: Proportion::clustered(clusters)?,
            df: cr2(clusters).map_or(1.0, |estimate| estimate.df),
        })
    }
}

/// The degrees of freedom of a difference by Satterthwaite, each variance that of Agresti and Caffo,
/// which is nought on no side.
fn df(a: Share, b: Share) -> f64 {
    let variance = |of: Proportion| {
        let (yes, n) = (of.successes + 1.0, of.n + 2.0);
        yes / n * (1.0 - yes / n) / n
    };
    let (v, w) = (variance(a.of), variance(b.of));
    (v + w).powi(2) / (v * v / a.df + w * w / b.df)
}

/// Weighs a share of yes against another, `n_units` independent units on the smaller side, and gives
/// the interval to print; `None` where there are no values.
pub fn weighed(a: Share, b: Share, n_units: u64) -> Option<(Weighed, Interval)> {
    let df = df(a, b);
    let (a, b) = (a.of, b.of);
    let difference = a.share()? - b.share()?;
    let quantile = two_sided_t(LEVEL, df);
    let interval = newcombe_at(a, b, quantile);
    let even = interval.width() / 2.0 / quantile;
    let careful_df = (a.n + b.n - 2.0).max(1.0).min(df);
    let careful_interval = agresti_caffo_at(a, b, two_sided_t(LEVEL, careful_df));
    let estimate = |z: f64, df: f64| Estimate {
        value: difference,
        variance: if difference == 0.0 {
            even * even
        } else {
            (difference / z).powi(2)
        },
        df,
    };
    let plain = estimate(newcombe_z(a, b), df);
    let careful = estimate(agresti_caffo_z(a, b), careful_df);
    let p = |estimate: &Estimate| estimate.p().unwrap_or(1.0);
    let weighed = Weighed {
        difference,
        n_units,
        plain: Some(plain),
        floored: Some(if p(&careful) > p(&plain) {
            careful
        } else {
            plain
        }),
        fewer_df: f64::INFINITY,
    };
    Some((weighed, interval.and(careful_interval)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::ladder::{Case, DELTA, Family, Verdict, judge};

    #[track_caller]
    fn check(a: (u64, u64), b: (u64, u64), expected: Verdict) {
        let proportion = |(yes, n)| Share::counted(Proportion::new(yes, n));
        let (weighed, interval) = weighed(proportion(a), proportion(b), a.1.min(b.1)).unwrap();
        let case = Case {
            weighed,
            is_confounded: false,
            is_of_other_mix: false,
            is_comparable: true,
        };
        let judged = judge(&[case], Family::List, DELTA)[0];
        assert_eq!(judged.verdict, expected, "{judged:?}");
        let is_without_nought = !interval.contains(0.0);
        let p = judged.p_floored.unwrap();
        assert_eq!(is_without_nought, p < 0.05, "{interval:?} {p}");
    }

    #[test]
    fn all_against_none_is_clear_however_even_they_are() {
        check((5, 5), (0, 5), Verdict::Clear);
        check((12, 12), (0, 11), Verdict::Clear);
        check((0, 11), (12, 12), Verdict::Clear);
    }

    #[test]
    fn what_only_the_bolder_interval_sees_is_leaning() {
        // By hand: Wilson gives 5 of 5 from .566 and 2 of 5 to .769, so .6 - hypot(.434, .369) > 0;
        // Agresti and Caffo compare 6/7 with 3/7, .429 with a reach of .449.
        check((5, 5), (2, 5), Verdict::Leaning);
        check((5, 5), (1, 5), Verdict::Clear);
    }

    #[test]
    fn nothing_is_told_by_shares_alike_of_few() {
        use crate::stats::ladder::Why::Unsettled;
        check((5, 5), (5, 5), Verdict::CannotTell(Unsettled));
        check((3, 6), (2, 6), Verdict::CannotTell(Unsettled));
        check((3000, 4000), (2990, 4000), Verdict::Same);
    }

    #[test]
    fn without_values_there_is_nothing_to_weigh() {
        let counted = |yes, n| Share::counted(Proportion::new(yes, n));
        assert_eq!(weighed(counted(0, 0), counted(1, 2), 0), None);
    }

    #[test]
    fn few_clusters_are_read_with_their_own_degrees() {
        // Five sites of four: 4, 4, 3, 4, 3 yes against 2, 1, 3, 2, 1. Equal sizes: 4 degrees each.
        let sites = |yes: [u64; 5]| yes.map(|yes| Sums::of_counts(yes, 4));
        let own = Share::clustered(&sites([4, 4, 3, 4, 3])).unwrap();
        let theirs = Share::clustered(&sites([2, 1, 3, 2, 1])).unwrap();
        assert!((own.df - 4.0).abs() < 1e-9 && (theirs.df - 4.0).abs() < 1e-9);
        // By scipy, from the same definitions: v = Σu²/(1 − n_g/n)/n², n = min(p(1−p)/v, 20), Wilson
        // at t.975 of Satterthwaite's degrees: 7.1. Newcombe from .0999875 to .6846580, Agresti and Caffo
        // from .1050931 to .7130887.
        let (weighed, interval) = weighed(own, theirs, 5).unwrap();
        let expected = [0.099_987_528, 0.713_088_729];
        assert!((interval.low - expected[0]).abs() < 1e-6, "{interval:?}");
        assert!((interval.high - expected[1]).abs() < 1e-6, "{interval:?}");
        assert!((weighed.plain.unwrap().df - 7.100_458_950).abs() < 1e-6);
        // The interval and the word agree.
        let p = weighed.floored.unwrap().p().unwrap();
        assert_eq!(interval.contains(0.0), p > 0.05, "{p}");
    }
}
