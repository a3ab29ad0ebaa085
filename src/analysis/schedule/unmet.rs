//! What cannot be met of a schedule, as far as that is known before anything is drawn.

use super::{Order, Place, open_days, window};
use crate::model::visit::Role;

/// What cannot be met.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unmet {
    /// Nobody to go.
    NoAuditor,
    /// Nowhere to go.
    NoPlace,
    /// The days do not suffice: so many there are, so many visits to a place.
    TooShort {
        /// Days on which one may go.
        n_days: usize,
    },
    /// Some auditors would never see both us and a competitor: so many may go at most.
    NotBoth {
        /// How many auditors may go.
        at_most: usize,
    },
    /// An auditor would be back too soon.
    TooSoon {
        /// The most visits to a place that can be planned so.
        most_visits: usize,
        /// How many auditors it takes.
        auditors: usize,
        /// The most weeks apart that can be kept.
        most_weeks: u64,
    },
    /// At a place no free day was found for an auditor.
    NoDay {
        /// The place.
        place: Place,
        /// The auditor.
        auditor: String,
        /// Whether the visits before the plan stand in the way.
        is_past: bool,
    },
}

pub(super) fn check(order: &Order) -> Result<(), Unmet> {
    let n_auditors = order.auditors.len();
    if n_auditors == 0 {
        return Err(Unmet::NoAuditor);
    }
    if order.places.is_empty() || order.n_each == 0 {
        return Err(Unmet::NoPlace);
    }
    let n_days = open_days(order, order.from, order.to).len();
    let has_empty_window = (0..order.n_each).any(|round| {
        let (first, last) = window(order, round);
        open_days(order, first, last).is_empty()
    });
    if n_days < order.n_each || has_empty_window {
        return Err(Unmet::TooShort { n_days });
    }
    let of = |is_it: fn(Role) -> bool| {
        let places = order.places.iter().filter(|place| is_it(place.role));
        places.count() * order.n_each
    };
    let (own, theirs) = (
        of(|role| role == Role::Own),
        of(|role| role == Role::Competitor),
    );
    if own > 0 && theirs > 0 && n_auditors > own.min(theirs) {
        return Err(Unmet::NotBoth {
            at_most: own.min(theirs),
        });
    }
    // Of so many visits by turns, how many are by one auditor, and how many fit into the days.
    let days = order.to.signed_duration_since(order.from).num_days();
    let days = u64::try_from(days).unwrap_or(0);
    let turns = order.n_each.div_ceil(n_auditors) as u64;
    if (turns - 1) * order.apart * 7 > days {
        let gap = order.apart * 7;
        let turns_that_fit = usize::try_from(days / gap + 1).unwrap_or(usize::MAX);
        return Err(Unmet::TooSoon {
            most_visits: turns_that_fit.saturating_mul(n_auditors),
            auditors: order.n_each.div_ceil(turns_that_fit),
            most_weeks: days / (turns - 1) / 7,
        });
    }
    Ok(())
}
