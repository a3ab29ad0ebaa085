//! Which visits count, by the rule of the house, and which are left out and why. Nothing is left out
//! in silence: every visit given is either counted or has its reason.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{BuildHasher, RandomState};

use super::numbering::Seen;
use super::scored::ScoredVisit;
use crate::model::brief::{Brief, Common};
use crate::model::id::Id;
use crate::model::visit::{Kind, Name, Role, VisitId};

/// Why a visit does not count.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Reason {
    /// It is what somebody thinks of themselves.
    SelfAssessment,
    /// It is a plan on paper.
    WhatIf,
    /// Another auditor scored the same contact first.
    SecondScoring,
    /// Too little of it could be judged.
    LimitedBasis,
    /// Nothing in it was judged.
    NothingJudged,
    /// A correction took its place.
    Superseded,
    /// The same visit was given twice.
    Repeated,
    /// Two visits of the same id differ; neither can be trusted.
    Conflicting,
}

/// A visit that does not count.
#[derive(Clone, Copy, Debug)]
pub struct LeftOut<'a> {
    /// The visit.
    pub scored: &'a ScoredVisit<'a>,
    /// Why.
    pub reason: Reason,
}

/// Two names that differ by one letter: perhaps a slip.
#[derive(Clone, Copy, Debug)]
pub struct NearMiss<'a> {
    /// Whose sites these are; `None` for organisations.
    pub organisation: Option<&'a Name>,
    /// The one.
    pub one: &'a Name,
    /// The other.
    pub other: &'a Name,
}

/// One organisation in two roles.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoleClash {
    /// The organisation.
    pub organisation: Name,
    /// Each role with its first visit, in the order of [`Role::ALL`].
    pub roles: Vec<(Role, VisitId)>,
}

/// Names the organisation, the roles and a visit of each.
impl std::fmt::Display for RoleClash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "`{}` is ", self.organisation)?;
        for (n, (role, visit)) in self.roles.iter().enumerate() {
            let joint = if n > 0 { " and " } else { "" };
            write!(formatter, "{joint}`{}` in visit {visit}", role.name())?;
        }
        Ok(())
    }
}

impl std::error::Error for RoleClash {}

/// Visits sorted into those that count and those that do not.
#[derive(Clone, Debug, Default)]
pub struct Selection<'a> {
    /// Those that count, oldest first.
    pub counted: Vec<&'a ScoredVisit<'a>>,
    /// Those that do not, oldest first.
    pub left_out: Vec<LeftOut<'a>>,
    /// Names that may be slips.
    pub near_misses: Vec<NearMiss<'a>>,
}

/// Sorts visits into those that count and those that do not; of `standard` alone where one is named.
/// Refuses an organisation in two roles.
pub fn select<'a>(
    visits: &'a [ScoredVisit<'a>],
    standard: Option<&Id>,
) -> Result<Selection<'a>, RoleClash> {
    let selection = sorted_out(visits, standard);
    let is_there = |left_out: &&LeftOut| left_out.reason != Reason::Superseded;
    let left_out = selection.left_out.iter().filter(is_there);
    let left_out = left_out.map(|left_out| left_out.scored);
    check_roles(&selection.counted.iter().copied().chain(left_out))?;
    Ok(selection)
}

/// As [`select`], whatever the roles.
pub fn sorted_out<'a>(visits: &'a [ScoredVisit<'a>], standard: Option<&Id>) -> Selection<'a> {
    let is_wanted =
        |scored: &&ScoredVisit| standard.is_none_or(|id| scored.visit.facts.standard.id == *id);
    let mut selection = Selection::default();
    // One list all the way: of a million visits each copy counts.
    let mut wanted: Vec<&ScoredVisit> = visits.iter().collect();
    wanted.retain(is_wanted);
    let several = in_several_forms(&wanted);
    let mut latest = latest_revisions(wanted, &several, &mut selection.left_out);
    selection.near_misses = near_misses(&latest);
    let mut first_letters: BTreeMap<&str, Option<char>> = BTreeMap::new();
    let of_several = latest.iter().map(|scored| &scored.visit.facts.id);
    for id in of_several.filter(|id| is_of(&several, id)) {
        let letter = first_letters.entry(id.contact()).or_insert(id.second());
        *letter = (*letter).min(id.second());
    }
    latest.retain(|scored| {
        let id = &scored.visit.facts.id;
        let is_first = !is_of(&several, id)
            || first_letters
                .get(id.contact())
                .is_none_or(|first| *first == id.second());
        let reason = reason(scored, is_first);
        let left_out = reason.map(|reason| LeftOut { scored, reason });
        selection.left_out.extend(left_out);
        left_out.is_none()
    });
    selection.counted = latest;
    selection
        .left_out
        .sort_by(|a, b| age(a.scored.visit).cmp(&age(b.scored.visit)));
    selection
}

/// The contacts that were scored a second time, or corrected: few of many, so that most visits need
/// no look for others of theirs.
fn in_several_forms<'a>(visits: &[&'a ScoredVisit<'a>]) -> BTreeSet<&'a str> {
    let ids = visits.iter().map(|scored| &scored.visit.facts.id);
    let is_plain = |id: &&VisitId| id.contact().len() == id.as_str().len();
    ids.filter(|id| !is_plain(id))
        .map(VisitId::contact)
        .collect()
}

fn is_of(several: &BTreeSet<&str>, id: &VisitId) -> bool {
    !several.is_empty() && several.contains(id.contact())
}

fn age(visit: &Brief) -> (crate::model::moment::Moment, &VisitId) {
    (visit.facts.started, &visit.facts.id)
}

fn reason(scored: &ScoredVisit, is_first: bool) -> Option<Reason> {
    match scored.visit.facts.kind {
        Kind::SelfAssessment => return Some(Reason::SelfAssessment),
        Kind::WhatIf => return Some(Reason::WhatIf),
        Kind::Audit => {}
    }
    if !is_first {
        return Some(Reason::SecondScoring);
    }
    let card = scored.scorecard.as_ref()?;
    if card.total.is_none() {
        Some(Reason::NothingJudged)
    } else {
        card.is_limited_basis.then_some(Reason::LimitedBasis)
    }
}

/// The highest revision of each visit, oldest first. Copies that are alike to the last letter count
/// once; of an id whose copies differ none does.
fn latest_revisions<'a>(
    mut all: Vec<&'a ScoredVisit<'a>>,
    several: &BTreeSet<&str>,
    left_out: &mut Vec<LeftOut<'a>>,
) -> Vec<&'a ScoredVisit<'a>> {
    let id = |scored: &&'a ScoredVisit<'a>| &scored.visit.facts.id;
    // Of ids only the hashes are held against each other; where two are alike, the ids are below.
    let hasher = RandomState::new();
    let hashes: Vec<u64> = all.iter().map(|it| hasher.hash_one(id(it))).collect();
    let mut sorted = hashes.clone();
    sorted.sort_unstable();
    let alike = sorted.windows(2).filter(|pair| pair[0] == pair[1]);
    let alike: HashSet<u64> = alike.map(|pair| pair[0]).collect();
    let mut others = Vec::new();
    let mut hashes = hashes.into_iter();
    all.retain(|scored| {
        let hash = hashes.next().expect("there is one for each");
        let is_single = (alike.is_empty() || !alike.contains(&hash)) && !is_of(several, id(scored));
        others.extend((!is_single).then_some(*scored));
        is_single
    });
    let mut single = all;
    others.sort_by(|a, b| id(a).cmp(id(b)));
    let mut latest: BTreeMap<VisitId, &ScoredVisit> = BTreeMap::new();
    for copies in others.chunk_by(|a, b| id(a) == id(b)) {
        let (first, others) = copies.split_first().expect("each id came with a visit");
        let id = id(first);
        // Equality of names and moments is forgiving; what is shown must be alike too. The order
        // of rows is no difference.
        let spelt = |scored: &ScoredVisit| {
            let mut visit = scored.whole()?;
            visit.answers.sort_by(|a, b| a.item.cmp(&b.item));
            Some(format!("{visit:?}"))
        };
        let are_alike = others.is_empty() || {
            let first = spelt(first);
            first.is_some() && others.iter().all(|other| spelt(other) == first)
        };
        let reason = if are_alike {
            Reason::Repeated
        } else {
            Reason::Conflicting
        };
        left_out.extend(others.iter().map(|scored| LeftOut { scored, reason }));
        if !are_alike {
            left_out.push(LeftOut {
                scored: first,
                reason,
            });
            continue;
        }
        if !several.contains(id.contact()) {
            single.push(*first);
            continue;
        }
        let superseded = match latest.get_mut(&id.base()) {
            Some(known) if known.visit.facts.id.revision() < id.revision() => {
                Some(std::mem::replace(known, first))
            }
            Some(_) => Some(*first),
            None => {
                latest.insert(id.base(), first);
                None
            }
        };
        left_out.extend(superseded.map(|scored| LeftOut {
            scored,
            reason: Reason::Superseded,
        }));
    }
    single.extend(latest.into_values());
    if !single.is_sorted_by_key(|scored| age(scored.visit)) {
        single.sort_by_cached_key(|scored| age(scored.visit));
    }
    single
}

fn check_roles<'a>(
    visits: &(impl Iterator<Item = &'a ScoredVisit<'a>> + Clone),
) -> Result<(), RoleClash> {
    let mut roles: BTreeMap<&Name, BTreeSet<Role>> = BTreeMap::new();
    for common in in_common(visits.clone()) {
        roles
            .entry(&common.organisation)
            .or_default()
            .insert(common.role);
    }
    let clash = roles.into_iter().find(|(_, roles)| roles.len() > 1);
    clash.map_or(Ok(()), |(organisation, roles)| {
        let first = |role: Role| {
            let is_its = |scored: &&ScoredVisit| {
                let facts = &scored.visit.facts;
                facts.organisation == *organisation && facts.role == role
            };
            let its = visits.clone().filter(is_its).map(|scored| scored.visit);
            let first = its.min_by(|a, b| age(a).cmp(&age(b)));
            (role, first.expect("its role is that of a visit"))
        };
        let firsts: Vec<(Role, &Brief)> = roles.into_iter().map(first).collect();
        let spelt = firsts.iter().min_by(|(_, a), (_, b)| age(a).cmp(&age(b)));
        let spelt = spelt.map_or(organisation, |(_, first)| &first.facts.organisation);
        let named = |(role, visit): &(Role, &Brief)| (*role, visit.facts.id.clone());
        Err(RoleClash {
            organisation: spelt.clone(),
            roles: firsts.iter().map(named).collect(),
        })
    })
}

/// What visits have in common: of many visits little, each kept once.
pub(super) fn in_common<'a>(
    visits: impl Iterator<Item = &'a ScoredVisit<'a>>,
) -> impl Iterator<Item = &'a Common> {
    first_of_each(visits).map(|scored| &*scored.visit.facts.common)
}

/// The first visit of each place as it is kept: those behind it were scored with the same standard, at
/// the same site, in the same role.
pub(super) fn first_of_each<'a>(
    visits: impl Iterator<Item = &'a ScoredVisit<'a>>,
) -> impl Iterator<Item = &'a ScoredVisit<'a>> {
    let mut known = Seen::default();
    visits.filter(move |scored| known.is_new(&scored.visit.facts.common))
}

fn near_misses<'a>(visits: &[&'a ScoredVisit<'a>]) -> Vec<NearMiss<'a>> {
    let mut sites: BTreeMap<&Name, BTreeSet<&Name>> = BTreeMap::new();
    for common in in_common(visits.iter().copied()) {
        sites
            .entry(&common.organisation)
            .or_default()
            .insert(&common.site);
    }
    let organisations: Vec<&Name> = sites.keys().copied().collect();
    let mut found = near_pairs(&organisations, None);
    for (organisation, sites) in sites {
        let sites: Vec<&Name> = sites.into_iter().collect();
        found.extend(near_pairs(&sites, Some(organisation)));
    }
    found
}

fn near_pairs<'a>(names: &[&'a Name], organisation: Option<&'a Name>) -> Vec<NearMiss<'a>> {
    // A chain numbers its sites: names with a digit differ by one letter on purpose. They are most of
    // many names, and are told apart before any two are held against each other.
    let is_numbered = |name: &Name| name.key().contains(|letter: char| letter.is_numeric());
    let seen: Vec<(usize, bool)> = names
        .iter()
        .map(|name| (name.key().chars().count(), is_numbered(name)))
        .collect();
    let mut found = Vec::new();
    for (n, one) in names.iter().enumerate() {
        for (m, other) in names.iter().enumerate().skip(n + 1) {
            let ((length, is_numbered), (other_length, is_other_numbered)) = (seen[n], seen[m]);
            let may_be = length.abs_diff(other_length) <= 1
                && length.min(other_length) > 2
                && !(is_numbered && is_other_numbered);
            if may_be && one.nearly(other) {
                found.push(NearMiss {
                    organisation,
                    one,
                    other,
                });
            }
        }
    }
    found
}
