//! Two sides over the same mix of visits. Where one was visited more by phone or in other scenarios,
//! part of a gap in totals is that mix alone; here the gap is taken again over what both have in
//! common, each kind of visit counting alike, and the part that the mix makes is told.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::Settings;
use super::ruler::{Ruler, Subject};
use super::scored::ScoredVisit;
use super::verdict::{Counted, Finding, Terms, possible};
use crate::model::id::Id;
use crate::model::visit::Channel;
use crate::stats::cluster::Unit;
use crate::stats::describe::Sums;
use crate::stats::interval::Estimate;
use crate::stats::ladder::{Case, Family, NO_FLOOR_FROM, Weighed, judge};
use crate::stats::standardise::{Mix, Reweighted, Stratum, reweighted, strata};

/// In what visits may be of different kinds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Aspect {
    /// How the contact was made.
    Channel,
    /// What kind of site it was.
    SiteType,
    /// Whom the auditor played.
    Scenario,
}

impl Aspect {
    const ALL: [Self; 3] = [Self::Channel, Self::SiteType, Self::Scenario];
}

/// What a visit is in one aspect.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Trait<'a> {
    /// How the contact was made.
    Channel(Option<Channel>),
    /// What kind of site it was.
    SiteType(String),
    /// Whom the auditor played.
    Scenario(Option<&'a Id>),
}

/// A kind of visits, and how many of each side are of it.
#[derive(Clone, PartialEq, Debug)]
pub struct KindOfVisit<'a> {
    /// What they have in common.
    pub traits: Vec<Trait<'a>>,
    /// How many own ones.
    pub n_own: u64,
    /// How many of theirs.
    pub n_theirs: u64,
}

impl KindOfVisit<'_> {
    /// True when both sides have some.
    pub fn is_shared(&self) -> bool {
        self.n_own > 0 && self.n_theirs > 0
    }
}

/// Two sides whose visits are not of the same mix.
#[derive(Clone, PartialEq, Debug)]
pub struct SameMix<'a> {
    /// The aspects that were evened out.
    pub evened: Vec<Aspect>,
    /// Aspects in which the sides differ with too little in common to be evened out.
    pub uneven: Vec<Aspect>,
    /// The kinds of visits by the aspects that were evened out.
    pub kinds: Vec<KindOfVisit<'a>>,
    /// Both sides over the same mix; `None` where nothing could be evened out.
    pub reweighted: Option<Reweighted>,
    /// What may be said of the gap over the same mix.
    pub finding: Option<Finding>,
    /// The estimate, for the ladder.
    weighed: Option<(Weighed, u64, u64)>,
}

impl SameMix<'_> {
    /// True when the plain gap would mislead: the mix makes more than half of it, or turns it round.
    pub fn is_plain_gap_misleading(&self) -> bool {
        let both = self.reweighted.as_ref();
        both.is_some_and(Reweighted::is_crude_misleading)
    }
}

/// The two sides of a comparison of mixes.
pub(super) struct Pair<'p, 'a> {
    /// Own visits.
    pub own: &'p [&'a ScoredVisit<'a>],
    /// Theirs.
    pub theirs: &'p [&'a ScoredVisit<'a>],
    /// The usual variance between visits, where known.
    pub usual: Option<f64>,
}

/// Evens out the mix of two sides; `None` where they are of the same.
pub(super) fn same_mix<'a>(
    ruler: &Ruler<'_, 'a>,
    subject: &Subject,
    pair: &Pair<'_, 'a>,
    settings: &Settings,
) -> Option<SameMix<'a>> {
    let traits = |aspect| {
        let of = |visits: &[&'a ScoredVisit<'a>]| -> Option<Vec<Trait<'a>>> {
            let visits = visits.iter();
            visits
                .map(|scored| trait_of(scored, aspect, settings))
                .collect()
        };
        Some((aspect, of(pair.own)?, of(pair.theirs)?))
    };
    let differing: Vec<_> = Aspect::ALL
        .into_iter()
        .filter_map(traits)
        .filter(|(_, own, theirs)| is_another_mix(own, theirs))
        .collect();
    if differing.is_empty() {
        return None;
    }
    let mut evened = Vec::new();
    let mut uneven = Vec::new();
    let mut keys: [Vec<Vec<Trait>>; 2] = [
        vec![Vec::new(); pair.own.len()],
        vec![Vec::new(); pair.theirs.len()],
    ];
    for (aspect, own, theirs) in differing {
        let tried = [with(&keys[0], &own), with(&keys[1], &theirs)];
        if is_enough_shared(&tried[0], &tried[1]) {
            keys = tried;
            evened.push(aspect);
        } else {
            uneven.push(aspect);
        }
    }
    let mut cells: BTreeMap<Vec<Trait>, [Sums; 2]> = BTreeMap::new();
    for (side, visits) in [pair.own, pair.theirs].into_iter().enumerate() {
        for (key, scored) in keys[side].iter().zip(visits) {
            if let Some(share) = ruler.total(subject, scored) {
                let cell = cells.entry(key.clone()).or_default();
                cell[side].add(i64::from(share.billionths()));
            }
        }
    }
    let pairs: Vec<(Sums, Sums)> = cells.values().map(|cell| (cell[0], cell[1])).collect();
    let strata = strata(&pairs, Mix::Equal);
    let both = reweighted(&strata).filter(|_| !evened.is_empty());
    let kinds = cells.into_iter().map(|(traits, cell)| KindOfVisit {
        traits,
        n_own: cell[0].n(),
        n_theirs: cell[1].n(),
    });
    Some(SameMix {
        weighed: both.as_ref().map(|both| weigh(both, &strata, pair.usual)),
        evened,
        uneven,
        kinds: kinds.collect(),
        reweighted: both,
        finding: None,
    })
}

/// Judges the gaps over the same mix of all competitors together.
pub(super) fn judge_mixes(
    mixes: &mut [Option<SameMix>],
    is_confounded: impl Fn(usize) -> bool,
    terms: &Terms,
) {
    let places: Vec<usize> = (0..mixes.len())
        .filter(|place| {
            let mix = mixes[*place].as_ref();
            mix.is_some_and(|mix| mix.weighed.is_some())
        })
        .collect();
    let weighed = |mixes: &[Option<SameMix>], place: usize| {
        let mix = mixes[place].as_ref().and_then(|mix| mix.weighed);
        mix.expect("only places with one were kept")
    };
    let cases: Vec<Case> = places
        .iter()
        .map(|place| Case {
            weighed: weighed(mixes, *place).0,
            is_confounded: is_confounded(*place),
            is_comparable: true,
        })
        .collect();
    let judged = judge(&cases, Family::Few, terms.matters);
    for ((place, case), judgement) in places.into_iter().zip(cases).zip(judged) {
        let (weighed, n_own, n_theirs) = weighed(mixes, place);
        let counted = |n| Counted {
            unit: Unit::Observation,
            n,
        };
        if let Some(mix) = &mut mixes[place] {
            mix.finding = Some(Finding {
                judgement,
                weighed,
                interval: weighed.interval().map(possible),
                own: counted(n_own),
                theirs: counted(n_theirs),
                is_of_shares: false,
                is_confounded: case.is_confounded,
                outlook: None,
            });
        }
    }
}

fn trait_of<'a>(
    scored: &'a ScoredVisit<'a>,
    aspect: Aspect,
    settings: &Settings,
) -> Option<Trait<'a>> {
    let facts = &scored.visit.facts;
    Some(match aspect {
        Aspect::Channel => Trait::Channel(facts.channel),
        Aspect::Scenario => Trait::Scenario(facts.scenario.as_ref()),
        Aspect::SiteType => {
            let sites = settings.site_types.get(&facts.organisation)?;
            Trait::SiteType(sites.get(&facts.site)?.clone())
        }
    })
}

fn counts<'t, 'a>(traits: &'t [Trait<'a>]) -> BTreeMap<&'t Trait<'a>, usize> {
    let mut counts = BTreeMap::new();
    for one in traits {
        *counts.entry(one).or_default() += 1;
    }
    counts
}

fn is_another_mix(own: &[Trait], theirs: &[Trait]) -> bool {
    let (a, b) = (counts(own), counts(theirs));
    let of = |counts: &BTreeMap<&Trait, usize>, one: &Trait| counts.get(one).copied().unwrap_or(0);
    let all: BTreeSet<&Trait> = a.keys().chain(b.keys()).copied().collect();
    all.into_iter()
        .any(|one| of(&a, one) * theirs.len() != of(&b, one) * own.len())
}

fn with<'a>(keys: &[Vec<Trait<'a>>], traits: &[Trait<'a>]) -> Vec<Vec<Trait<'a>>> {
    keys.iter()
        .zip(traits)
        .map(|(key, one)| key.iter().chain([one]).cloned().collect())
        .collect()
}

/// True when at least half of the visits of each side are of kinds that the other has too.
fn is_enough_shared(own: &[Vec<Trait>], theirs: &[Vec<Trait>]) -> bool {
    let is_half = |one: &[Vec<Trait>], other: &[Vec<Trait>]| {
        let kinds: BTreeSet<&Vec<Trait>> = other.iter().collect();
        one.iter().filter(|key| kinds.contains(key)).count() * 2 >= one.len()
    };
    is_half(own, theirs) && is_half(theirs, own)
}

/// The gap over the same mix for the ladder, and the visits of each side in it. The floor of each side
/// is what its visits usually vary, in the weights of the mix.
fn weigh(both: &Reweighted, strata: &[Stratum], usual: Option<f64>) -> (Weighed, u64, u64) {
    let shared: Vec<&Stratum> = strata
        .iter()
        .enumerate()
        .filter(|(place, _)| !both.left_out.contains(place))
        .map(|(_, stratum)| stratum)
        .collect();
    let weights: f64 = shared.iter().map(|stratum| stratum.weight).sum();
    let side = |of: fn(&Stratum) -> Sums| {
        let parts: Option<Vec<(f64, Estimate)>> = shared
            .iter()
            .map(|stratum| Some((stratum.weight / weights, Estimate::of(&of(stratum))?)))
            .collect();
        let load: f64 = shared
            .iter()
            .map(|stratum| (stratum.weight / weights).powi(2) / of(stratum).n() as f64)
            .sum();
        let n: u64 = shared.iter().map(|stratum| of(stratum).n()).sum();
        let floored = parts.as_deref().zip(usual).map(|(parts, usual)| {
            let plain = Estimate::combined(parts);
            Estimate {
                variance: plain.variance.max(usual * load),
                ..plain
            }
        });
        (floored, n)
    };
    let ((own, n_own), (theirs, n_theirs)) = (side(|s| s.first), side(|s| s.second));
    let n_units = n_own.min(n_theirs);
    let floored = if n_units >= NO_FLOOR_FROM {
        both.estimate
    } else {
        own.zip(theirs).map(|(own, theirs)| own.minus(theirs))
    };
    let weighed = Weighed {
        difference: both.difference,
        n_units,
        plain: both.estimate,
        floored,
    };
    (weighed, n_own, n_theirs)
}
