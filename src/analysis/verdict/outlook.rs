//! What would settle a comparison: how many more visits or sites, on which side.

use super::Counted;
use crate::stats::cluster::Side as Weight;
use crate::stats::ladder::{Pool, VERDICT_FROM};
use crate::stats::sample_size::{POWER, USUAL_SD, n_for_difference};
use crate::stats::settle::{Adding, until_first_verdict, until_settled};

/// What would settle a comparison.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Outlook {
    /// More units on the own side until there is any verdict.
    pub own_until_first: u64,
    /// More units on theirs until there is any verdict.
    pub theirs_until_first: u64,
    /// More units on both sides that would likely settle it, if what was seen so far holds.
    pub each_until_settled: Option<u64>,
    /// More units on theirs alone that would.
    pub theirs_until_settled: Option<u64>,
    /// More units of a kind, on any side, until it is known how such usually vary.
    pub until_usual: Option<Counted>,
    /// Units on each side, in all, that see a difference of what matters four times in five.
    pub each_for_matters: Option<u64>,
    /// The spread of a unit that this takes for granted.
    pub sd: f64,
    /// Whether that spread is a usual one, for want of enough visits.
    pub is_sd_assumed: bool,
}

pub(super) fn outlook(
    (own, theirs): (&Weight, &Weight),
    pool: &Pool,
    matters: f64,
    n_comparisons: usize,
) -> Outlook {
    let known = pool
        .variance(theirs.unit)
        .filter(|variance| *variance > 0.0);
    let sd = known.map_or(USUAL_SD, f64::sqrt);
    let n = n_for_difference(matters / sd, POWER, 0.05).max(VERDICT_FROM as f64);
    let settled = |adding| until_settled(own, theirs, pool, matters, (adding, n_comparisons));
    Outlook {
        own_until_first: until_first_verdict(own),
        theirs_until_first: until_first_verdict(theirs),
        each_until_settled: settled(Adding::Each),
        theirs_until_settled: settled(Adding::Second),
        until_usual: [theirs.unit, own.unit].into_iter().find_map(|unit| {
            let missing = pool.missing_df(unit).ceil();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "from 0 to 10"
            )]
            (missing > 0.0).then_some(Counted {
                unit,
                n: missing as u64,
            })
        }),
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "finite, positive and small"
        )]
        each_for_matters: (n < 1e6).then(|| (n - 1e-9).ceil() as u64),
        sd,
        is_sd_assumed: known.is_none(),
    }
}
