//! Two sides over the same mix of visits. Where one was visited more by phone or in other scenarios,
//! part of a gap in totals is that mix alone; here the gap is taken again over what both have in
//! common, each kind of visit counting alike, and the part that the mix makes is told.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::Settings;
use super::ruler::{Ruler, Subject};
use super::scored::ScoredVisit;
use super::verdict::Finding;
use crate::model::id::Id;
use crate::model::visit::{Channel, Name};
use crate::stats::cluster::{Side as Weight, Unit};
use crate::stats::common_mix::{self, Part};
use crate::stats::describe::Sums;
use crate::stats::standardise::{Mix, Reweighted, reweighted, strata};

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
    /// A site whose type is not known, where others' types are: types are then not evened out.
    pub untyped: Option<(&'a Name, &'a Name)>,
    /// The kinds of visits by the aspects that were evened out.
    pub kinds: Vec<KindOfVisit<'a>>,
    /// Both sides over the same mix; `None` where nothing could be evened out.
    pub reweighted: Option<Reweighted>,
    /// What may be said of the gap over the same mix.
    pub finding: Option<Finding>,
    /// Both sides over the same mix, for the ladder.
    pub(super) weights: Option<(Weight, Weight)>,
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
    /// Both sides as they are: what their uncertainty counts, and how units of theirs vary.
    pub weights: (Weight, Weight),
}

/// Evens out the mix of two sides; `None` where they are of the same.
pub(super) fn same_mix<'a>(
    ruler: &Ruler<'_, 'a>,
    subject: &Subject,
    pair: &Pair<'_, 'a>,
    settings: &Settings,
) -> Option<SameMix<'a>> {
    let of_both = |aspects: &[Aspect]| -> Option<[Kinds<'a>; 2]> {
        let own = kinds(pair.own, aspects, settings)?;
        Some([own, kinds(pair.theirs, aspects, settings)?])
    };
    let differing = Aspect::ALL.into_iter().filter(|aspect| {
        let both = of_both(&[*aspect]);
        both.is_some_and(|[own, theirs]| is_another_mix(&own, &theirs))
    });
    let differing: Vec<Aspect> = differing.collect();
    let untyped = untyped(pair, settings);
    if differing.is_empty() && untyped.is_none() {
        return None;
    }
    let mut evened = Vec::new();
    let mut uneven = Vec::new();
    for aspect in differing {
        evened.push(aspect);
        let both = of_both(&evened);
        if !both.is_some_and(|[own, theirs]| is_enough_shared(&own, &theirs)) {
            uneven.extend(evened.pop());
        }
    }
    let mut cells: BTreeMap<Vec<Trait>, [BTreeMap<&Name, Sums>; 2]> = BTreeMap::new();
    for (side, visits) in [pair.own, pair.theirs].into_iter().enumerate() {
        let totals = ruler.totals(subject, visits);
        for (scored, total) in visits.iter().zip(totals) {
            if let Some(share) = total
                && let Some(kind) = kind_of(scored, &evened, settings)
            {
                let cell = cells.entry(kind).or_default();
                let site = cell[side].entry(&scored.visit.facts.site).or_default();
                site.add(i64::from(share.billionths()));
            }
        }
    }
    let all = |sites: &BTreeMap<&Name, Sums>| sites.values().sum::<Sums>();
    let pairs: Vec<(Sums, Sums)> = cells
        .values()
        .map(|[own, theirs]| (all(own), all(theirs)))
        .collect();
    let both = reweighted(&strata(&pairs, Mix::Equal)).filter(|_| !evened.is_empty());
    let shared: Vec<_> = cells
        .values()
        .filter(|cell| cell.iter().all(|sites| !sites.is_empty()))
        .collect();
    let weight = |side: usize, known: Weight| {
        let parts = parts(shared.iter().map(|cell| &cell[side]));
        let spread = match known.unit {
            Unit::Observation => cells.values().map(|cell| all(&cell[side]).spread()).sum(),
            Unit::Cluster => known.spread,
        };
        common_mix::side(&parts, known.unit, spread)
    };
    let weights = || Some((weight(0, pair.weights.0)?, weight(1, pair.weights.1)?));
    let kinds = pairs.iter().zip(cells.keys());
    let kinds = kinds.map(|((own, theirs), traits)| KindOfVisit {
        traits: traits.clone(),
        n_own: own.n(),
        n_theirs: theirs.n(),
    });
    Some(SameMix {
        weights: both.as_ref().and_then(|_| weights()),
        evened,
        uneven,
        untyped,
        kinds: kinds.collect(),
        reweighted: both,
        finding: None,
    })
}

/// The kinds of visits of one side with their sites, each counting alike.
fn parts<'s, 'n: 's>(
    kinds: impl Iterator<Item = &'s BTreeMap<&'n Name, Sums>> + Clone,
) -> Vec<Part> {
    let sites: BTreeSet<&Name> = kinds
        .clone()
        .flat_map(|kind| kind.keys().copied())
        .collect();
    let part = |kind: &BTreeMap<&Name, Sums>| Part {
        weight: 1.0,
        clusters: sites
            .iter()
            .map(|site| kind.get(site).copied().unwrap_or_default())
            .collect(),
    };
    kinds.map(part).collect()
}

/// The first site whose type nobody told, where some are known of either side.
fn untyped<'a>(pair: &Pair<'_, 'a>, settings: &Settings) -> Option<(&'a Name, &'a Name)> {
    let has_type = |scored: &&ScoredVisit| trait_of(scored, Aspect::SiteType, settings).is_some();
    let is_typed = |visits: &[&ScoredVisit]| visits.iter().any(has_type);
    if !is_typed(pair.own) || !is_typed(pair.theirs) {
        return None;
    }
    let visits = pair.own.iter().chain(pair.theirs).copied();
    visits
        .filter(|scored| !has_type(scored))
        .map(|scored| (&scored.visit.facts.organisation, &scored.visit.facts.site))
        .min()
}

fn trait_of<'a>(
    scored: &'a ScoredVisit<'a>,
    aspect: Aspect,
    settings: &Settings,
) -> Option<Trait<'a>> {
    let facts = &scored.visit.facts;
    Some(match aspect {
        Aspect::Channel => Trait::Channel(facts.approach.channel),
        Aspect::Scenario => Trait::Scenario(facts.approach.scenario.as_ref()),
        Aspect::SiteType => {
            let sites = settings.site_types.get(&facts.organisation)?;
            Trait::SiteType(sites.get(&facts.site)?.clone())
        }
    })
}

/// What a visit is in some aspects; `None` where one of them is not known.
fn kind_of<'a>(
    scored: &'a ScoredVisit<'a>,
    aspects: &[Aspect],
    settings: &Settings,
) -> Option<Vec<Trait<'a>>> {
    let traits = aspects.iter();
    traits
        .map(|aspect| trait_of(scored, *aspect, settings))
        .collect()
}

/// How many visits are of each kind: of many visits these are few, so they are counted and not kept.
type Kinds<'a> = BTreeMap<Vec<Trait<'a>>, usize>;

fn kinds<'a>(
    visits: &[&'a ScoredVisit<'a>],
    aspects: &[Aspect],
    settings: &Settings,
) -> Option<Kinds<'a>> {
    let mut kinds = Kinds::new();
    for scored in visits {
        *kinds
            .entry(kind_of(scored, aspects, settings)?)
            .or_default() += 1;
    }
    Some(kinds)
}

fn is_another_mix(own: &Kinds, theirs: &Kinds) -> bool {
    let n = |kinds: &Kinds| kinds.values().sum::<usize>();
    let of = |kinds: &Kinds, one: &Vec<Trait>| kinds.get(one).copied().unwrap_or(0);
    let mut all = own.keys().chain(theirs.keys());
    all.any(|one| of(own, one) * n(theirs) != of(theirs, one) * n(own))
}

/// True when at least half of the visits of each side are of kinds that the other has too.
fn is_enough_shared(own: &Kinds, theirs: &Kinds) -> bool {
    let is_half = |one: &Kinds, other: &Kinds| {
        let shared = one.iter().filter(|(kind, _)| other.contains_key(*kind));
        let n_shared: usize = shared.map(|(_, n)| n).sum();
        n_shared * 2 >= one.values().sum()
    };
    is_half(own, theirs) && is_half(theirs, own)
}
