//! Rule 7 of the house: what a failed critical item does to the total.

use crate::model::share::Share;
use crate::model::standard::CriticalRule;

/// The lowest of the total and the caps: the lowest cap wins, and none raises a total.
pub fn capped(total: Share, caps: impl IntoIterator<Item = Share>) -> Share {
    caps.into_iter().fold(total, Share::min)
}

/// The total after `n_failed` critical items failed.
pub fn after_critical(total: Share, rule: CriticalRule, n_failed: usize) -> Share {
    match rule {
        _ if n_failed == 0 => total,
        CriticalRule::Fail => total,
        CriticalRule::Zero => Share::ZERO,
        CriticalRule::Cap(cap) => capped(total, [cap]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(percent: f64) -> Share {
        Share::from_percent(percent).unwrap()
    }

    #[test]
    fn the_lowest_cap_wins_and_none_raises() {
        assert_eq!(
            capped(Share::ONE, [percent(70.0), percent(30.0)]),
            percent(30.0)
        );
        assert_eq!(capped(percent(20.0), [percent(50.0)]), percent(20.0));
    }

    #[test]
    fn the_rule_acts_only_on_failures() {
        let cap = CriticalRule::Cap(percent(60.0));
        assert_eq!(after_critical(percent(92.0), cap, 0), percent(92.0));
        assert_eq!(after_critical(percent(92.0), cap, 1), percent(60.0));
        assert_eq!(
            after_critical(percent(92.0), CriticalRule::Fail, 2),
            percent(92.0)
        );
        assert_eq!(
            after_critical(percent(92.0), CriticalRule::Zero, 1),
            Share::ZERO
        );
    }
}
