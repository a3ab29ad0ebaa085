//! One figure over many visits: n, sum and sum of squares for each site, so that partial results
//! add up exactly. Means follow from them; nothing here is rounded.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::share::{Exact, Share};
use crate::model::visit::{Name, Visit};
use crate::stats::describe;

/// How many shares, what they add up to, and their squares; in billionths.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sums {
    /// How many visits.
    pub n: u64,
    /// Σ of the shares, in billionths.
    pub sum: u64,
    /// Σ of their squares, in billionths squared.
    pub sum_of_squares: u128,
}

impl Sums {
    /// Adds a share.
    pub fn add(&mut self, share: Share) {
        let billionths = u64::from(share.billionths());
        self.n += 1;
        self.sum += billionths;
        self.sum_of_squares += u128::from(billionths) * u128::from(billionths);
    }

    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self {
            n: self.n + other.n,
            sum: self.sum + other.sum,
            sum_of_squares: self.sum_of_squares + other.sum_of_squares,
        }
    }

    /// The exact mean; `None` of nothing.
    pub fn mean(self) -> Option<Exact> {
        Exact::mean(self.sum, self.n)
    }
}

impl From<Sums> for describe::Sums {
    fn from(sums: Sums) -> Self {
        Self::of_parts(sums.n, sums.sum.into(), sums.sum_of_squares)
    }
}

/// A visit with what it came to.
#[derive(Clone, Copy, Debug)]
pub struct Extreme<'a> {
    /// What it came to.
    pub share: Share,
    /// The visit.
    pub visit: &'a Visit,
}

/// One figure of one organisation over its visits.
#[derive(Clone, Debug, Default)]
pub struct Measure<'a> {
    /// The sums of each site.
    pub sites: BTreeMap<&'a Name, Sums>,
    /// Who visited, and how many times.
    pub auditors: BTreeMap<&'a str, u64>,
    /// The highest, the earliest of those alike.
    pub best: Option<Extreme<'a>>,
    /// The lowest, the earliest of those alike.
    pub worst: Option<Extreme<'a>>,
    /// The first day.
    pub first: Option<NaiveDate>,
    /// The last day.
    pub last: Option<NaiveDate>,
}

impl<'a> Measure<'a> {
    /// Adds what a visit came to. Visits come oldest first.
    pub fn add(&mut self, visit: &'a Visit, share: Share) {
        let facts = &visit.facts;
        self.sites.entry(&facts.site).or_default().add(share);
        *self.auditors.entry(&facts.auditor).or_default() += 1;
        let this = Extreme { share, visit };
        if self.best.is_none_or(|best| share > best.share) {
            self.best = Some(this);
        }
        if self.worst.is_none_or(|worst| share < worst.share) {
            self.worst = Some(this);
        }
        let day = facts.visited.date();
        self.first = Some(self.first.map_or(day, |first| first.min(day)));
        self.last = Some(self.last.map_or(day, |last| last.max(day)));
    }

    /// The sums over all sites.
    pub fn sums(&self) -> Sums {
        self.sites
            .values()
            .fold(Sums::default(), |all, site| all.plus(*site))
    }

    /// How many visits.
    pub fn n_visits(&self) -> u64 {
        self.sites.values().map(|site| site.n).sum()
    }

    /// The exact mean over the visits: each counts once. `None` without visits.
    pub fn mean(&self) -> Option<Exact> {
        self.sums().mean()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_add_up_and_the_mean_is_exact() {
        let of = |shares: &[f64]| {
            let mut sums = Sums::default();
            for share in shares {
                sums.add(Share::rounded(*share));
            }
            sums
        };
        let whole = of(&[0.5, 1.0, 0.25]);
        assert_eq!(of(&[0.5]).plus(of(&[1.0, 0.25])), whole);
        assert_eq!(whole.mean().unwrap().decimals(), "0.583333333");
        assert_eq!(whole.sum_of_squares, 1_312_500_000_000_000_000);
        assert_eq!(of(&[]).mean(), None);
    }
}
