//! Shares of yes on the ladder. A t test of noughts and ones has nothing to go by where all are yes on
//! one side and none on the other, which is when a difference is plainest; so shares are weighed by
//! their own intervals. *Leaning* is Newcombe's hybrid score interval without nought; *clear* needs
//! that of Agresti and Caffo too, read with Student's t, which at few values is the more careful of the
//! two (5 of 5 against 2 of 5 is not clear, as Fisher's exact p .17 says too). Both move towards the
//! middle where values are few, so no floor is held under them. Without a difference *clear* is wrong
//! in 2 to 4 of 100, by counting all outcomes of 5 to 40 values a side over all shares; at the worst
//! share in 2 to 6.

use super::Weighed;
use crate::stats::distribution::two_sided_z;
use crate::stats::interval::{Estimate, Interval, LEVEL};
use crate::stats::proportion::{Proportion, agresti_caffo_z, newcombe, newcombe_z};

/// Weighs a share of yes against another, `n_units` independent units on the smaller side, and gives
/// the interval to print; `None` where there are no values.
pub fn weighed(a: Proportion, b: Proportion, n_units: u64) -> Option<(Weighed, Interval)> {
    let difference = a.share()? - b.share()?;
    let interval = newcombe(a, b, LEVEL);
    let even = interval.width() / 2.0 / two_sided_z(LEVEL);
    let estimate = |z: f64, df: f64| Estimate {
        value: difference,
        variance: if difference == 0.0 {
            even * even
        } else {
            (difference / z).powi(2)
        },
        df,
    };
    let plain = estimate(newcombe_z(a, b), f64::INFINITY);
    let careful = estimate(agresti_caffo_z(a, b), (a.n + b.n - 2.0).max(1.0));
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
    };
    Some((weighed, interval))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::ladder::{Case, DELTA, Family, Verdict, judge};

    #[track_caller]
    fn check(a: (u64, u64), b: (u64, u64), expected: Verdict) {
        let proportion = |(yes, n)| Proportion::new(yes, n);
        let (weighed, interval) = weighed(proportion(a), proportion(b), a.1.min(b.1)).unwrap();
        let case = Case {
            weighed,
            is_confounded: false,
            is_comparable: true,
        };
        let judged = judge(&[case], Family::List, DELTA)[0];
        assert_eq!(judged.verdict, expected, "{judged:?}");
        let is_without_nought = !interval.contains(0.0);
        let p = judged.p_plain.unwrap();
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
        assert_eq!(
            weighed(Proportion::new(0, 0), Proportion::new(1, 2), 0),
            None
        );
    }
}
