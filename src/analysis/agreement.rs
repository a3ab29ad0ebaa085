//! Do two people see the same? Contacts that several auditors scored, item by item; who is kinder on
//! the same sites; and how many visits make a site's score something to rely on.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::Catalogue;
use super::scored::ScoredVisit;
use super::select::{LeftOut, NearMiss, Reason, RoleClash, select};
use super::settings::Settings;
use crate::model::brief::Brief;
use crate::model::id::Id;
use crate::model::order::InOrder;
use crate::model::share::{Exact, Share};
use crate::model::standard::Version;
use crate::model::visit::{Kind, Name};
use crate::stats::describe::Sums;
use crate::stats::interval::{Estimate, LEVEL};
use crate::stats::leniency::{LEAST_SHARED, Rating, leniency};
use crate::stats::multiplicity::holm;
use crate::stats::reliability::{LEAST_GROUPS, OneWay};

mod items;

pub use items::{Difference, ItemAgreement, Lean, Pooled};

/// More auditors than these are not weighed against each other: it takes their cube in time.
const MOST_AUDITORS: usize = 200;

/// A contact that several auditors scored.
#[derive(Clone, Debug)]
pub struct Twice<'a> {
    /// Its scorings, the first one first.
    pub scorings: Vec<&'a ScoredVisit<'a>>,
}

impl Twice<'_> {
    /// The furthest that two totals of it lie apart; `None` where fewer than two have one.
    pub fn apart(&self) -> Option<Exact> {
        let totals = self.scorings.iter();
        let totals: Vec<Share> = totals
            .filter_map(|scored| scored.scorecard.as_ref()?.total)
            .collect();
        let (low, high) = (totals.iter().min()?, totals.iter().max()?);
        (totals.len() > 1).then(|| high.exact().minus(low.exact()))
    }

    /// The first scoring.
    pub fn first(&self) -> &Brief {
        self.scorings[0].visit
    }
}

/// How an auditor differs from the others on the same sites.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Kindness<'a> {
    /// The auditor's code.
    pub auditor: &'a str,
    /// Visits to sites that others visited too.
    pub n_shared: usize,
    /// How much higher they score.
    pub bias: Estimate,
    /// More than matters, and more than chance after Holm.
    pub is_clear: bool,
    /// Less than matters, wherever it likely lies.
    pub is_same: bool,
}

/// How reliable the score of a site is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Reliability {
    /// Fewer than five sites have two visits or more; how many have.
    TooFewSites(usize),
    /// Sites differ no more than visits to the same site do.
    NotApart {
        /// Sites with two visits or more.
        n_sites: usize,
    },
    /// The share of the variance of visits that lies between sites.
    Apart {
        /// Sites with two visits or more.
        n_sites: usize,
        /// That share: how reliable one visit is.
        one_visit: f64,
        /// How many visits a site usually has.
        usual_n: f64,
    },
}

/// Agreement for one major version of a standard.
#[derive(Clone, Debug)]
pub struct StandardAgreement<'a> {
    /// The standard's id.
    pub id: &'a Id,
    /// Its versions among these visits, rising.
    pub versions: BTreeSet<Version>,
    /// Sections and items.
    pub catalogue: Catalogue<'a>,
    /// The contacts that several auditors scored, oldest first.
    pub twice: Vec<Twice<'a>>,
    /// All answers that two people gave, together; `None` without any.
    pub pooled: Option<Pooled>,
    /// Each item that two people answered, the least agreement first.
    pub items: Vec<ItemAgreement>,
    /// Each answer that differs, by contact, then by the standard's order.
    pub differences: Vec<Difference<'a>>,
    /// The auditors with enough visits to sites that others visited, the kindest first.
    pub kindness: Vec<Kindness<'a>>,
    /// Auditors with too few.
    pub n_not_told: usize,
    /// How reliable a site's score is.
    pub reliability: Reliability,
}

/// Agreement for each standard.
#[derive(Clone, Debug)]
pub struct Agreement<'a> {
    /// By standard and major version.
    pub standards: Vec<StandardAgreement<'a>>,
    /// The visits that do not count here.
    pub left_out: Vec<LeftOut<'a>>,
    /// Names that may be slips.
    pub near_misses: Vec<NearMiss<'a>>,
}

/// Looks whether auditors see the same. The order in which visits are given changes nothing.
pub fn agreement<'a>(
    visits: &'a [ScoredVisit<'a>],
    settings: &Settings,
) -> Result<Agreement<'a>, RoleClash> {
    let selection = select(visits, settings.standard.as_ref())?;
    let mut parts: BTreeMap<(&Id, u32), Part> = BTreeMap::new();
    let key = |scored: &ScoredVisit<'a>| {
        let standard = &scored.visit.facts.standard;
        (&standard.id, standard.version.major)
    };
    for scored in &selection.counted {
        let part = parts.entry(key(scored)).or_default();
        part.rated.push(scored);
        part.scorings.push(scored);
    }
    let mut left_out = Vec::new();
    for out in selection.left_out {
        // Thin visits are scorings too: what both answered can be held together.
        let is_scoring = matches!(
            out.reason,
            Reason::SecondScoring | Reason::LimitedBasis | Reason::NothingJudged
        ) && out.scored.visit.facts.kind == Kind::Audit;
        if is_scoring {
            let part = parts.entry(key(out.scored)).or_default();
            part.scorings.push(out.scored);
            let is_thin = out.scored.scorecard.as_ref();
            if is_thin.is_some_and(|card| !card.is_limited_basis) {
                part.rated.push(out.scored);
            }
        }
        if out.reason != Reason::SecondScoring {
            left_out.push(out);
        }
    }
    let standards = parts
        .into_iter()
        .map(|((id, _), part)| of_standard(id, &part, settings))
        .collect();
    Ok(Agreement {
        standards,
        left_out,
        near_misses: selection.near_misses,
    })
}

#[derive(Default)]
struct Part<'a> {
    /// Visits whose totals say something of auditors and sites.
    rated: Vec<&'a ScoredVisit<'a>>,
    /// All scorings of contacts.
    scorings: Vec<&'a ScoredVisit<'a>>,
}

fn of_standard<'a>(id: &'a Id, part: &Part<'a>, settings: &Settings) -> StandardAgreement<'a> {
    let catalogue = Catalogue::of(&part.scorings);
    let mut contacts: BTreeMap<&str, Vec<&ScoredVisit>> = BTreeMap::new();
    for scored in &part.scorings {
        let contact = scored.visit.facts.id.contact();
        contacts.entry(contact).or_default().push(*scored);
    }
    let twice: Vec<Twice> = contacts
        .into_values()
        .filter(|scorings| scorings.len() > 1)
        .map(|mut scorings| {
            scorings.order_by_key(|scored| &scored.visit.facts.id);
            Twice { scorings }
        })
        .collect();
    let (kindness, n_not_told) = kindness(&part.rated, settings.delta());
    let (items, differences) = items::items(&catalogue, &twice);
    StandardAgreement {
        id,
        versions: part
            .scorings
            .iter()
            .map(|scored| scored.visit.facts.standard.version)
            .collect(),
        pooled: items::pooled(&catalogue, &twice),
        items,
        differences,
        kindness,
        n_not_told,
        reliability: reliability(&part.rated),
        twice,
        catalogue,
    }
}

type SiteKey<'a> = (&'a Name, &'a Name);

fn rated<'a>(scored: &ScoredVisit<'a>) -> Option<(SiteKey<'a>, &'a str, Share)> {
    let facts = &scored.visit.facts;
    let total = scored.scorecard.as_ref()?.total?;
    Some((
        (&facts.organisation, &facts.site),
        &facts.approach.auditor,
        total,
    ))
}

fn kindness<'a>(visits: &[&ScoredVisit<'a>], delta: f64) -> (Vec<Kindness<'a>>, usize) {
    let rated: Vec<_> = visits.iter().filter_map(|scored| rated(scored)).collect();
    let auditors: BTreeSet<&str> = rated.iter().map(|(_, auditor, _)| *auditor).collect();
    let sites: BTreeSet<SiteKey> = rated.iter().map(|(site, ..)| *site).collect();
    if auditors.len() < 2 || auditors.len() > MOST_AUDITORS {
        return (Vec::new(), auditors.len());
    }
    let auditors: Vec<&str> = auditors.into_iter().collect();
    let sites: Vec<SiteKey> = sites.into_iter().collect();
    let place = "it was gathered from the same";
    let mut ratings: Vec<Rating> = rated
        .iter()
        .map(|(site, auditor, total)| Rating {
            thing: sites.binary_search(site).expect(place),
            rater: auditors.binary_search(auditor).expect(place),
            value: total.value(),
        })
        .collect();
    // Sums of floating numbers depend on their order; visits come in that of their making.
    ratings.order_by(|a, b| {
        (a.thing, a.rater)
            .cmp(&(b.thing, b.rater))
            .then(a.value.total_cmp(&b.value))
    });
    let mut found: Vec<Kindness> = leniency(&ratings)
        .into_iter()
        .zip(&auditors)
        .filter(|(it, _)| it.n_shared >= LEAST_SHARED)
        .filter_map(|(it, auditor)| {
            Some(Kindness {
                auditor,
                n_shared: it.n_shared,
                bias: it.bias?,
                is_clear: false,
                is_same: it.bias?.interval(LEVEL)?.is_within(delta),
            })
        })
        .collect();
    let n_not_told = auditors.len() - found.len();
    // Of two auditors the one is as much kinder as the other is harsher: that is one comparison.
    let p: Vec<f64> = found.iter().map(|it| it.bias.p().unwrap_or(1.0)).collect();
    let adjusted = if found.len() == 2 { p } else { holm(&p) };
    for (it, p) in found.iter_mut().zip(adjusted) {
        let is_large = it.bias.value.abs() > delta && it.bias.interval(LEVEL).is_some();
        it.is_clear = is_large && p < 0.05;
    }
    found.order_by(|a, b| {
        let by_bias = b.bias.value.total_cmp(&a.bias.value);
        by_bias.then(a.auditor.cmp(b.auditor))
    });
    (found, n_not_told)
}

fn reliability(visits: &[&ScoredVisit]) -> Reliability {
    let mut sites: BTreeMap<SiteKey, Sums> = BTreeMap::new();
    for scored in visits {
        // Another scoring of the same contact is no other visit.
        if scored.visit.facts.id.second().is_none()
            && let Some((site, _, total)) = rated(scored)
        {
            let sums = sites.entry(site).or_default();
            sums.add(i64::from(total.billionths()));
        }
    }
    let n_sites = sites.values().filter(|sums| sums.n() > 1).count();
    let groups: Vec<Sums> = sites.into_values().collect();
    let parts = OneWay::of(&groups).filter(|_| n_sites >= LEAST_GROUPS);
    match parts.map(|parts| (parts.icc(), parts.usual_n)) {
        None => Reliability::TooFewSites(n_sites),
        Some((Some(one_visit), usual_n)) if one_visit > 0.0 => Reliability::Apart {
            n_sites,
            one_visit,
            usual_n,
        },
        Some(_) => Reliability::NotApart { n_sites },
    }
}
