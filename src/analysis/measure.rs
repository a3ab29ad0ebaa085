//! One figure over many visits: n, sum and sum of squares for each site, so that partial results
//! add up exactly. Means follow from them; nothing here is rounded.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::numbering::Numbering;
use crate::model::brief::{Approach, Brief, Common};
use crate::model::share::{Exact, Share};
use crate::model::visit::Name;
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

/// An auditor by code; `m3` and `M3` are one person.
#[derive(Clone, Copy, Debug)]
pub struct Auditor<'a>(&'a str);

impl<'a> Auditor<'a> {
    /// Whose code it is.
    pub fn of(code: &'a str) -> Self {
        Self(code.trim())
    }

    fn folded(self) -> impl Iterator<Item = char> + use<'a> {
        self.0.chars().flat_map(char::to_lowercase)
    }
}

impl PartialEq for Auditor<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Auditor<'_> {}

impl PartialOrd for Auditor<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Auditor<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // Codes of plain letters are most of them, and soon compared.
        if self.0.is_ascii() && other.0.is_ascii() {
            let pairs = self.0.bytes().zip(other.0.bytes());
            for (one, other) in pairs {
                let order = one.to_ascii_lowercase().cmp(&other.to_ascii_lowercase());
                if order.is_ne() {
                    return order;
                }
            }
            return self.0.len().cmp(&other.0.len());
        }
        self.folded().cmp(other.folded())
    }
}

/// A visit with what it came to.
#[derive(Clone, Copy, Debug)]
pub struct Extreme<'a> {
    /// What it came to.
    pub share: Share,
    /// The visit.
    pub visit: &'a Brief,
}

/// One figure of one organisation over its visits.
#[derive(Clone, Debug, Default)]
pub struct Measure<'a> {
    /// The sums of each site.
    pub sites: BTreeMap<&'a Name, Sums>,
    /// Who visited, and how many times.
    pub auditors: BTreeMap<Auditor<'a>, u64>,
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
    pub fn add(&mut self, visit: &'a Brief, share: Share) {
        let facts = &visit.facts;
        self.sites.entry(&facts.site).or_default().add(share);
        let auditor = Auditor::of(&facts.approach.auditor);
        *self.auditors.entry(auditor).or_default() += 1;
        self.widen(visit, facts.visited.date(), share);
    }

    /// Takes a visit of a day into best, worst and days.
    fn widen(&mut self, visit: &'a Brief, day: NaiveDate, share: Share) {
        let this = Extreme { share, visit };
        if self.best.is_none_or(|best| share > best.share) {
            self.best = Some(this);
        }
        if self.worst.is_none_or(|worst| share < worst.share) {
            self.worst = Some(this);
        }
        self.first = Some(self.first.map_or(day, |first| first.min(day)));
        self.last = Some(self.last.map_or(day, |last| last.max(day)));
    }

    /// Adds a measure of visits that come behind all of these.
    pub(super) fn append(&mut self, behind: Self) {
        for (site, sums) in behind.sites {
            let known = self.sites.entry(site).or_default();
            *known = known.plus(sums);
        }
        for (auditor, n) in behind.auditors {
            *self.auditors.entry(auditor).or_default() += n;
        }
        let better = |best: &Extreme| self.best.is_none_or(|known| best.share > known.share);
        self.best = behind.best.filter(better).or(self.best);
        let worse = |worst: &Extreme| self.worst.is_none_or(|known| worst.share < known.share);
        self.worst = behind.worst.filter(worse).or(self.worst);
        self.first = self.first.into_iter().chain(behind.first).min();
        self.last = self.last.into_iter().chain(behind.last).max();
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

/// The measures of several figures over the same visits, gathered in tables: the names of a visit
/// are looked up once, not once for each figure.
pub(super) struct Tallies<'a> {
    sites: Numbering<Common, &'a Name>,
    auditors: Numbering<Approach, Auditor<'a>>,
    figures: Vec<Tally<'a>>,
}

#[derive(Clone, Default)]
struct Tally<'a> {
    /// Best, worst and days.
    measure: Measure<'a>,
    sites: Vec<Sums>,
    auditors: Vec<u64>,
}

impl<'a> Tallies<'a> {
    /// Nothing yet of so many figures.
    pub(super) fn new(n_figures: usize) -> Self {
        Self {
            sites: Numbering::default(),
            auditors: Numbering::default(),
            figures: vec![Tally::default(); n_figures],
        }
    }

    /// Adds what a visit came to, for each figure. Visits come oldest first.
    pub(super) fn add(&mut self, visit: &'a Brief, shares: &[Option<Share>]) {
        let (common, approach) = (&visit.facts.common, &visit.facts.approach);
        let site = self.sites.of(common, || &common.site);
        let auditor = || Auditor::of(&approach.auditor);
        let auditor = self.auditors.of(approach, auditor);
        let day = visit.facts.visited.date();
        for (figure, share) in self.figures.iter_mut().zip(shares) {
            let Some(share) = *share else { continue };
            if figure.sites.len() <= site {
                figure.sites.resize(site + 1, Sums::default());
            }
            if figure.auditors.len() <= auditor {
                figure.auditors.resize(auditor + 1, 0);
            }
            figure.sites[site].add(share);
            figure.auditors[auditor] += 1;
            figure.measure.widen(visit, day, share);
        }
    }

    /// The measures of the figures.
    pub(super) fn measures(self) -> impl Iterator<Item = Measure<'a>> {
        let (sites, auditors) = (self.sites, self.auditors);
        self.figures.into_iter().map(move |figure| {
            let of_site = |place: usize| figure.sites.get(place).filter(|sums| sums.n > 0);
            let of_auditor = |place: usize| figure.auditors.get(place).filter(|n| **n > 0);
            Measure {
                sites: (sites.all())
                    .filter_map(|(name, place)| Some((name, *of_site(place)?)))
                    .collect(),
                auditors: (auditors.all())
                    .filter_map(|(code, place)| Some((code, *of_auditor(place)?)))
                    .collect(),
                ..figure.measure
            }
        })
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
