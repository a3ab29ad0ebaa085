//! Two sides over the same mix of visits. Where one was visited more by phone or in other scenarios,
//! part of a gap in totals is that mix alone; here the gap is taken again over what both have in
//! common, each kind of visit counting alike, and the part that the mix makes is told.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::Settings;
use super::numbering::Numbering;
use super::scored::ScoredVisit;
use super::verdict::Finding;
use crate::model::brief::{Approach, BriefFacts, Common};
use crate::model::id::Id;
use crate::model::share::Share;
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

/// The visits of one kind to one site.
pub(super) struct Cell<'s, 'a> {
    channel: Option<Channel>,
    scenario: Option<&'a Id>,
    site_type: Option<&'s str>,
    site: (&'a Name, &'a Name),
    n: usize,
    totals: Sums,
}

/// The visits of a side by kind and site, with what each came to: of a million visits there are few such
/// cells.
pub(super) fn cells<'s, 'a>(
    visits: &[&'a ScoredVisit<'a>],
    totals: &[Option<Share>],
    settings: &'s Settings,
) -> Vec<Cell<'s, 'a>> {
    let mut counts = Counts::default();
    for (scored, total) in visits.iter().zip(totals) {
        counts.add(&scored.visit.facts, *total);
    }
    let of_type = |(organisation, site): (&Name, &Name)| {
        let sites = settings.site_types.get(organisation)?;
        sites.get(site).map(String::as_str)
    };
    let cells = counts.cells().into_iter();
    let cell = |((site, channel, scenario), (n, totals)): (Kept<'a>, (usize, Sums))| Cell {
        channel,
        scenario,
        site_type: of_type(site),
        site,
        n,
        totals,
    };
    cells.map(cell).collect()
}

/// What visits of one cell have in common: organisation and site, channel, scenario.
type Kept<'a> = ((&'a Name, &'a Name), Option<Channel>, Option<&'a Id>);

/// Visits counted by cell. What was seen before is known by its place in memory.
#[derive(Default)]
struct Counts<'a> {
    sites: Numbering<Common, (&'a Name, &'a Name)>,
    ways: Numbering<Approach, (Option<Channel>, Option<&'a Id>)>,
    /// By the numbers of site and way: only those that there are, for each may be of its own.
    counted: BTreeMap<(usize, usize), (usize, Sums)>,
}

impl<'a> Counts<'a> {
    fn add(&mut self, facts: &'a BriefFacts, total: Option<Share>) {
        let (common, approach) = (&facts.common, &facts.approach);
        let site = || (&common.organisation, &common.site);
        let site = self.sites.of(common, site);
        let way = || (approach.channel, approach.scenario.as_ref());
        let way = self.ways.of(approach, way);
        let (n, totals) = self.counted.entry((site, way)).or_default();
        *n += 1;
        if let Some(total) = total {
            totals.add(i64::from(total.billionths()));
        }
    }

    fn cells(self) -> Vec<(Kept<'a>, (usize, Sums))> {
        let sites: BTreeMap<usize, _> = self.sites.all().map(|(site, n)| (n, site)).collect();
        let ways: BTreeMap<usize, _> = self.ways.all().map(|(way, n)| (n, way)).collect();
        let kept = |(site, way): (usize, usize)| {
            let (channel, scenario) = ways[&way];
            (sites[&site], channel, scenario)
        };
        let counted = self.counted.into_iter();
        counted.map(|(at, counted)| (kept(at), counted)).collect()
    }
}

/// The two sides of a comparison of mixes.
pub(super) struct Pair<'p, 's, 'a> {
    /// Own visits.
    pub own: &'p [Cell<'s, 'a>],
    /// Theirs.
    pub theirs: &'p [Cell<'s, 'a>],
    /// Both sides as they are: what their uncertainty counts, and how units of theirs vary.
    pub weights: (Weight, Weight),
}

/// Evens out the mix of two sides; `None` where they are of the same.
pub(super) fn same_mix<'a>(pair: &Pair<'_, '_, 'a>) -> Option<SameMix<'a>> {
    let of_both = |aspects: &[Aspect]| -> Option<[Kinds<'a>; 2]> {
        Some([kinds(pair.own, aspects)?, kinds(pair.theirs, aspects)?])
    };
    let differing = Aspect::ALL.into_iter().filter(|aspect| {
        let both = of_both(&[*aspect]);
        both.is_some_and(|[own, theirs]| is_another_mix(&own, &theirs))
    });
    let differing: Vec<Aspect> = differing.collect();
    let untyped = untyped(pair);
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
    let mut kinds: BTreeMap<Vec<Trait>, [BTreeMap<&Name, Sums>; 2]> = BTreeMap::new();
    for (side, cells) in [pair.own, pair.theirs].into_iter().enumerate() {
        for cell in cells.iter().filter(|cell| cell.totals.n() > 0) {
            if let Some(kind) = cell.kind(&evened) {
                let sites = &mut kinds.entry(kind).or_default()[side];
                *sites.entry(cell.site.1).or_default() += cell.totals;
            }
        }
    }
    let all = |sites: &BTreeMap<&Name, Sums>| sites.values().sum::<Sums>();
    let pairs: Vec<(Sums, Sums)> = kinds
        .values()
        .map(|[own, theirs]| (all(own), all(theirs)))
        .collect();
    let both = reweighted(&strata(&pairs, Mix::Equal)).filter(|_| !evened.is_empty());
    let shared: Vec<_> = kinds
        .values()
        .filter(|kind| kind.iter().all(|sites| !sites.is_empty()))
        .collect();
    let weight = |side: usize, known: Weight| {
        let parts = parts(shared.iter().map(|kind| &kind[side]));
        let spread = match known.unit {
            Unit::Observation => kinds.values().map(|kind| all(&kind[side]).spread()).sum(),
            Unit::Cluster => known.spread,
        };
        common_mix::side(&parts, known.unit, spread)
    };
    let weights = || Some((weight(0, pair.weights.0)?, weight(1, pair.weights.1)?));
    let counted = pairs.iter().zip(kinds.keys());
    let counted = counted.map(|((own, theirs), traits)| KindOfVisit {
        traits: traits.clone(),
        n_own: own.n(),
        n_theirs: theirs.n(),
    });
    Some(SameMix {
        weights: both.as_ref().and_then(|_| weights()),
        evened,
        uneven,
        untyped,
        kinds: counted.collect(),
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
fn untyped<'a>(pair: &Pair<'_, '_, 'a>) -> Option<(&'a Name, &'a Name)> {
    let is_typed = |cells: &[Cell]| cells.iter().any(|cell| cell.site_type.is_some());
    if !is_typed(pair.own) || !is_typed(pair.theirs) {
        return None;
    }
    let cells = pair.own.iter().chain(pair.theirs);
    let untyped = cells.filter(|cell| cell.site_type.is_none());
    untyped.map(|cell| cell.site).min()
}

impl<'a> Cell<'_, 'a> {
    /// What its visits are in some aspects; `None` where one of them is not known.
    fn kind(&self, aspects: &[Aspect]) -> Option<Vec<Trait<'a>>> {
        let of = |aspect: &Aspect| {
            Some(match aspect {
                Aspect::Channel => Trait::Channel(self.channel),
                Aspect::Scenario => Trait::Scenario(self.scenario),
                Aspect::SiteType => Trait::SiteType(self.site_type?.to_owned()),
            })
        };
        aspects.iter().map(of).collect()
    }
}

/// How many visits are of each kind.
type Kinds<'a> = BTreeMap<Vec<Trait<'a>>, usize>;

fn kinds<'a>(cells: &[Cell<'_, 'a>], aspects: &[Aspect]) -> Option<Kinds<'a>> {
    let mut kinds = Kinds::new();
    for cell in cells {
        *kinds.entry(cell.kind(aspects)?).or_default() += cell.n;
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
