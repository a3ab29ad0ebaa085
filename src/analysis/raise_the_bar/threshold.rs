//! Thresholds that somebody beats in three visits of four, and what they could be instead.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Told, Whose};
use crate::analysis::side::ENOUGH_VISITS;
use crate::model::scale::{Better, Scale};
use crate::model::standard::Item;

/// A threshold that somebody beats.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Threshold<'a> {
    /// Who: the one that beats it by most; ours before others alike.
    pub who: Whose<'a>,
    /// How many answers that says.
    pub n: u64,
    /// What they reach in three of four visits.
    pub reached: u64,
    /// The threshold for full credit now.
    pub from: u64,
    /// What it could be: as they reach, rounded towards now.
    pub to: u64,
}

pub(super) fn threshold<'a>(
    item: &Item,
    told: &BTreeMap<Whose<'a>, Told>,
) -> Option<Threshold<'a>> {
    let (from, is_fewer_better, is_time) = match &item.scale {
        Scale::Duration(bands) => (bands.first()?.threshold, true, true),
        Scale::Count(bands, better) => (bands.first()?.threshold, *better == Better::Fewer, false),
        _ => return None,
    };
    let beats = |(who, told): (&Whose<'a>, &Told)| {
        let n = told.values.len();
        let mut values = told.values.clone();
        values.sort_unstable();
        // Reached or bettered in at least three of four visits.
        let rank = (3 * n).div_ceil(4);
        let reached = if is_fewer_better {
            *values.get(rank.checked_sub(1)?)?
        } else {
            *values.get(n.checked_sub(rank)?)?
        };
        let to = match (is_time, is_fewer_better) {
            (true, _) => rounded_up(reached),
            (false, _) => reached,
        };
        let is_higher = if is_fewer_better {
            to < from
        } else {
            to > from
        };
        let n = n as u64;
        (n >= ENOUGH_VISITS && is_higher).then_some(Threshold {
            who: *who,
            n,
            reached,
            from,
            to,
        })
    };
    let found = told.iter().filter_map(beats);
    found.min_by_key(|it| (Reverse(it.to.abs_diff(from)), it.who))
}

/// A time as a person would set it, not below `seconds`.
fn rounded_up(seconds: u64) -> u64 {
    let step = match seconds {
        0..=60 => 5,
        61..=300 => 15,
        301..=3600 => 60,
        3601..=86_400 => 900,
        _ => 3600,
    };
    seconds.max(1).div_ceil(step).saturating_mul(step)
}

#[cfg(test)]
mod tests {
    use super::rounded_up;

    #[test]
    fn times_are_rounded_as_people_set_them() {
        for (seconds, rounded) in [
            (0, 5),
            (12, 15),
            (60, 60),
            (61, 75),
            (301, 360),
            (3601, 4500),
        ] {
            assert_eq!(rounded_up(seconds), rounded);
        }
    }
}
