//! Which items go together with how the visit ended: the item tagged `measure: outcome`. Going
//! together is not causing. What may be said depends on the number of visits: under 20 means side by
//! side, under 50 three groups, from 50 weights with the ranks they may have.

use std::collections::{BTreeMap, BTreeSet};

use super::whole::{self, WholeVisit};
use crate::model::id::Id;
use crate::model::standard::{Item, Standard};
use crate::stats::describe::mean;
use crate::stats::drivers::{Correlation, LEAST_ROWS, shrunken};
use crate::stats::interval::{Interval, LEVEL};
use crate::stats::multiplicity::benjamini_hochberg;

mod ranks;
mod within;

use ranks::{put_in_place, weigh};
use within::most_alike;
pub use within::{Places, Within};

/// With fewer visits that differ from the usual answer nothing is said of an item.
const RARER: usize = 5;

/// Items that go together more closely than this are one.
const SAME: f64 = 0.9;

/// An interval that ends below this leaves no room for much.
const LITTLE: f64 = 0.3;

/// Why an item is not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Skipped<'a> {
    /// It was nearly always the same.
    OneSided,
    /// It differs between places or auditors, but was nearly always the same at each.
    AlikeWithin,
    /// In more than two of five visits it was not judged.
    SeldomJudged,
    /// It goes along with another one so closely that they cannot be told apart.
    SameAs(&'a Id),
}

/// What can be said of an item.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Sign {
    /// It goes together with a good end.
    Together,
    /// It goes together with a bad one.
    Against,
    /// It may, or not.
    Unclear,
    /// There is no sign of it, and no room for much.
    None,
}

impl Sign {
    /// The word of data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Together => "together",
            Self::Against => "against",
            Self::Unclear => "unclear",
            Self::None => "no_sign",
        }
    }
}

/// What to do about an item, where both its importance and how we do are plain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// It goes together with a good end, and falls behind the others.
    MendFirst,
    /// It goes together with a good end, and is done better than others.
    Keep,
}

/// One item beside the outcome.
#[derive(Clone, Debug)]
pub struct Driver<'a> {
    /// The item.
    pub item: &'a Item,
    /// In how many visits it was judged.
    pub n: usize,
    /// The mean outcome where it earned more than its mean, and how many visits that were: of yes or no
    /// where it was the good one.
    pub with: (Option<f64>, usize),
    /// The mean outcome where it had not.
    pub without: (Option<f64>, usize),
    /// Its mean credit.
    pub performance: f64,
    /// How closely it goes with the outcome; from 20 visits.
    pub r: Option<f64>,
    /// Where that may be.
    pub interval: Option<Interval>,
    /// The same, drawn to the mean of all as far as luck explains their spread.
    pub shrunken: Option<f64>,
    /// What can be said; from 20 visits.
    pub sign: Option<Sign>,
    /// Its part of what all items explain; from 50 visits.
    pub weight: Option<f64>,
    /// The best and the worst rank that it may have.
    pub ranks: Option<(usize, usize)>,
    /// What to do.
    pub place: Option<Place>,
}

/// What goes together with the outcome.
#[derive(Clone, Debug)]
pub struct Drivers<'a> {
    /// The standard, as its newest version has it.
    pub standard: &'a Standard,
    /// How the visit ended; `None` where no item says it.
    pub outcome: Option<&'a Item>,
    /// How many visits say it.
    pub n_visits: usize,
    /// True where the outcome was always the same.
    pub is_always_alike: bool,
    /// The items, in the order of the standard.
    pub drivers: Vec<Driver<'a>>,
    /// How many sites these visits went to.
    pub n_sites: usize,
    /// How many organisations.
    pub n_organisations: usize,
    /// How many auditors.
    pub n_auditors: usize,
    /// What was taken away before; from 20 visits.
    pub within: Option<Within>,
    /// Items that are not looked at.
    pub skipped: Vec<(&'a Item, Skipped<'a>)>,
    /// The part of the differences in outcome that all items explain; from 50 visits.
    pub r_squared: Option<f64>,
}

impl Drivers<'_> {
    /// True where nothing but means may be said.
    pub fn is_too_small(&self) -> bool {
        self.n_visits < LEAST_ROWS
    }

    /// True where there are visits enough for weights.
    pub fn has_weights(&self) -> bool {
        self.r_squared.is_some()
    }
}

/// A visit with its outcome.
struct Row<'a> {
    scored: &'a WholeVisit<'a>,
    outcome: f64,
}

/// Looks for what goes together with the outcome, for each standard with visits that count.
pub fn drivers<'a>(visits: &'a [WholeVisit<'a>], standard: Option<&Id>) -> Vec<Drivers<'a>> {
    let mut by_standard: BTreeMap<&Id, Vec<&WholeVisit>> = BTreeMap::new();
    for scored in whole::of(visits, standard) {
        let id = &scored.visit.facts.standard.id;
        by_standard.entry(id).or_default().push(scored);
    }
    by_standard
        .into_values()
        .filter_map(|visits| Some(of_standard(whole::newest(&visits)?, &visits)))
        .collect()
}

fn credit(scored: &WholeVisit, item: &Item) -> Option<f64> {
    let mut ids = std::iter::once(&item.id).chain(&item.was);
    let credit = ids.find_map(|id| scored.visit.answer(id)?.credit)?;
    Some(credit.value())
}

fn of_standard<'a>(standard: &'a Standard, visits: &[&'a WholeVisit<'a>]) -> Drivers<'a> {
    let is_outcome = |item: &&Item| item.tags.get("measure").is_some_and(|it| it == "outcome");
    let outcome = standard.items().filter(is_outcome).find(|it| it.counts());
    let mut found = Drivers {
        standard,
        outcome,
        n_visits: 0,
        is_always_alike: false,
        drivers: Vec::new(),
        n_sites: 0,
        n_organisations: 0,
        n_auditors: 0,
        within: None,
        skipped: Vec::new(),
        r_squared: None,
    };
    let Some(outcome) = outcome else {
        return found;
    };
    let row = |scored: &&'a WholeVisit<'a>| {
        let outcome = credit(scored, outcome)?;
        Some(Row { scored, outcome })
    };
    let rows: Vec<Row> = visits.iter().filter_map(row).collect();
    found.n_visits = rows.len();
    let facts = || rows.iter().map(|row| &row.scored.visit.facts);
    let sites: BTreeSet<_> = facts()
        .map(|it| (it.role, &it.organisation, &it.site))
        .collect();
    let organisations: BTreeSet<_> = facts().map(|it| (it.role, &it.organisation)).collect();
    let auditors: BTreeSet<_> = facts().map(|it| it.auditor.as_str()).collect();
    (found.n_sites, found.n_organisations) = (sites.len(), organisations.len());
    found.n_auditors = auditors.len();
    let first = rows.first().map(|row| row.outcome);
    found.is_always_alike = rows.iter().all(|row| Some(row.outcome) == first);
    if found.is_always_alike {
        return found;
    }
    let within = Within::of(&rows);
    let items = standard
        .items()
        .filter(|item| item.counts() && !item.bonus && !is_outcome(item));
    for item in items {
        let column: Vec<Option<f64>> = rows.iter().map(|row| credit(row.scored, item)).collect();
        let judged: Vec<f64> = column.iter().flatten().copied().collect();
        let n_judged = judged.len();
        let n_usual = most_alike(judged);
        let is_large = !found.is_too_small();
        if n_judged * 5 < rows.len() * 3 {
            found.skipped.push((item, Skipped::SeldomJudged));
        } else if is_large && n_judged - n_usual < RARER {
            found.skipped.push((item, Skipped::OneSided));
        } else if is_large && is_alike_within(item, &rows, within) {
            found.skipped.push((item, Skipped::AlikeWithin));
        } else if let Some(driver) = driver(item, &column, &rows) {
            found.drivers.push(driver);
        } else {
            found.skipped.push((item, Skipped::OneSided));
        }
    }
    if !found.is_too_small() {
        merge(&mut found, &rows);
        found.within = Some(within);
        correlate(&mut found.drivers, &rows, within);
        weigh(&mut found, &rows, within);
        put_in_place(&mut found.drivers);
    }
    found
}

/// True where hardly a visit is otherwise than usual at its place, or nothing is left to go by.
fn is_alike_within(item: &Item, rows: &[Row], within: Within) -> bool {
    let (pairs, taken) = within.pairs(item, rows);
    let correlation = Correlation::pearson(&pairs).map(|it| it.given(taken));
    within.n_otherwise(item, rows) < RARER
        || correlation.is_none_or(|it| it.interval(LEVEL).is_none())
}

fn driver<'a>(item: &'a Item, column: &[Option<f64>], rows: &[Row]) -> Option<Driver<'a>> {
    let judged: Vec<f64> = column.iter().flatten().copied().collect();
    let performance = mean(&judged)?;
    let outcomes = |is_well: bool| -> Vec<f64> {
        let pairs = column.iter().zip(rows);
        let is_such = |credit: f64| (credit > performance + 1e-9) == is_well;
        let such = pairs.filter(|(credit, _)| credit.is_some_and(is_such));
        such.map(|(_, row)| row.outcome).collect()
    };
    let (with, without) = (outcomes(true), outcomes(false));
    (!with.is_empty() && !without.is_empty()).then_some(Driver {
        item,
        n: judged.len(),
        with: (mean(&with), with.len()),
        without: (mean(&without), without.len()),
        performance,
        r: None,
        interval: None,
        shrunken: None,
        sign: None,
        weight: None,
        ranks: None,
        place: None,
    })
}

/// Takes out items that repeat an earlier one.
fn merge(found: &mut Drivers, rows: &[Row]) {
    let mut kept: Vec<Driver> = Vec::new();
    for driver in std::mem::take(&mut found.drivers) {
        let same = kept.iter().find(|other| {
            let both: Vec<(f64, f64)> = rows
                .iter()
                .filter_map(|row| {
                    let one = credit(row.scored, driver.item)?;
                    Some((one, credit(row.scored, other.item)?))
                })
                .collect();
            Correlation::pearson(&both).is_some_and(|it| it.r.abs() > SAME)
        });
        match same.map(|other| &other.item.id) {
            Some(id) => found.skipped.push((driver.item, Skipped::SameAs(id))),
            None => kept.push(driver),
        }
    }
    found.drivers = kept;
}

fn correlate(drivers: &mut [Driver], rows: &[Row], within: Within) {
    let correlation = |driver: &Driver| {
        let (pairs, taken) = within.pairs(driver.item, rows);
        Some(Correlation::pearson(&pairs)?.given(taken))
    };
    let correlations: Vec<Option<Correlation>> = drivers.iter().map(correlation).collect();
    let known: Vec<Correlation> = correlations.iter().flatten().copied().collect();
    let p: Vec<f64> = known.iter().map(|it| it.p().unwrap_or(1.0)).collect();
    let mut adjusted = benjamini_hochberg(&p).into_iter();
    let shrunk = shrunken(&known);
    let mut shrunk = shrunk.map(|it| it.r).unwrap_or_default().into_iter();
    for (driver, correlation) in drivers.iter_mut().zip(correlations) {
        let Some(correlation) = correlation else {
            driver.sign = Some(Sign::Unclear);
            continue;
        };
        let p = adjusted.next().unwrap_or(1.0);
        driver.r = Some(correlation.r);
        driver.shrunken = shrunk.next();
        driver.interval = correlation.interval(LEVEL);
        let is_small = driver
            .interval
            .is_some_and(|it| it.low > -LITTLE && it.high < LITTLE);
        driver.sign = Some(match () {
            () if p < 0.05 && correlation.r > 0.0 => Sign::Together,
            () if p < 0.05 => Sign::Against,
            () if is_small => Sign::None,
            () => Sign::Unclear,
        });
    }
}
