//! Own visits beside each competitor's: means of totals, sections and items with their n, and what
//! stands behind them. One comparison for each standard; departments in one of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::Catalogue;
use super::grouping::{Group, Grouping};
use super::league::{NoSiteLeague, SiteLeague, site_league};
use super::mix::SameMix;
use super::numbering::Numbering;
use super::pictures::{SitePicture, Ways, site_pictures, ways};
use super::ruler::{Basis, Line, Ruler, Subject};
use super::scored::ScoredVisit;
use super::select::{
    LeftOut, NearMiss, Reason, RoleClash, Selection, first_of_each, in_common, select,
};
use super::side::{Side, side};
use super::verdict::{About, Terms};
use crate::model::brief::Common;
use crate::model::id::Id;
use crate::model::share::{Exact, Share};
use crate::model::standard::{Standard, StandardRef, Version};
use crate::model::visit::{Name, Role};
use crate::stats::ladder::DELTA;

mod judged;
mod ours;
mod parted;

use parted::{Majors, PartKey, parted};

/// What to compare.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    /// Visits of this standard only.
    pub standard: Option<Id>,
    /// What to split by.
    pub by: Option<Grouping>,
    /// Which of several own organisations the gaps are taken from; the one with most visits where
    /// nothing is said.
    pub own: Option<Name>,
    /// What the verdicts speak of; by the number of sites where nothing is said.
    pub about: Option<About>,
    /// The difference that matters; 5 points where nothing is said.
    pub matters: Option<Share>,
    /// What kind of site each is, by organisation and site, as far as known.
    pub site_types: BTreeMap<Name, BTreeMap<Name, String>>,
}

impl Settings {
    /// How gaps are judged.
    pub fn terms(&self) -> Terms {
        Terms {
            about: self.about,
            matters: self.matters.map_or(DELTA, Share::value),
        }
    }
}

/// The comparison for one standard.
#[derive(Clone, Debug)]
pub struct StandardComparison<'a> {
    /// The standard's id.
    pub id: &'a Id,
    /// Whether it is about departments, whose customers are colleagues.
    pub is_internal: bool,
    /// The versions among the visits that count, rising.
    pub versions: BTreeSet<Version>,
    /// Sections and items.
    pub catalogue: Catalogue<'a>,
    /// What totals are made of.
    pub basis: Basis,
    /// Own organisations first, the one that gaps are taken from before the others; then competitors
    /// by name.
    pub sides: Vec<Side<'a>>,
    /// What each visit of each side came to in the total that sides are compared by.
    pub totals: Vec<Vec<Option<Share>>>,
    /// Total, like for like where the sides were not judged on the same items, sections, items, tags.
    pub lines: Vec<Line<'a>>,
    /// The same for each group of visits, where visits are grouped.
    pub groups: Vec<(Group<'a>, Vec<Line<'a>>)>,
    /// The items that a like-for-like row is made of; `None` where all were judged on the same.
    pub common: Option<BTreeSet<usize>>,
    /// The key of the tag that items are split by.
    pub tag: Option<String>,
    /// The visits that do not count.
    pub left_out: Vec<LeftOut<'a>>,
    /// How many of those that count were corrected.
    pub n_corrected: u64,
    /// How gaps are judged.
    pub terms: Terms,
    /// For each side, how its mix of visits compares with the own one, where it is another.
    pub mixes: Vec<Option<SameMix<'a>>>,
    /// The table of all sites, where it is split by site.
    pub league: Option<Result<SiteLeague<'a>, NoSiteLeague>>,
    /// Script beside care, where it is split by the tag `facet`.
    pub pictures: Vec<SitePicture<'a>>,
    /// Where customers are lost, where it is split by the tag `stage`.
    pub ways: Option<Ways>,
}

impl<'a> StandardComparison<'a> {
    /// The places of the sides to compare with.
    pub fn rivals(&self) -> impl Iterator<Item = usize> + '_ {
        let is_rival = |(_, side): &(usize, &Side)| side.role == Role::Competitor;
        let sides = self.sides.iter().enumerate();
        sides.filter(is_rival).map(|(place, _)| place)
    }

    /// The line of a subject.
    pub fn line(&self, subject: &Subject) -> Option<&Line<'a>> {
        self.lines.iter().find(|line| line.subject == *subject)
    }

    /// The newest standard at hand.
    pub fn standard(&self) -> Option<&'a Standard> {
        self.catalogue.newest()
    }

    /// The own mean of a line minus that of `side`. `None` where a mean is missing, and where the
    /// sides were not judged on the same items of it: of the total, like for like stands in.
    pub fn gap(&self, line: &Line, side: usize) -> Option<Exact> {
        let reference = self.reference()?;
        self.is_like_for_like(&line.subject)
            .then(|| line.gap(reference, side))?
    }

    /// True when a gap may be judged as it is: both sides were judged on the same items, and the
    /// mix of their visits does not make the gap.
    pub fn is_gap_fair(&self, line: &Line, side: usize) -> bool {
        self.gap(line, side).is_some() && !(line.is_of_total() && line.is_misled(side))
    }

    /// The subject that totals are compared by: like for like where there is such a row.
    pub fn compared_total(&self) -> Subject {
        if self.common.is_some() {
            Subject::LikeForLike
        } else {
            Subject::Total
        }
    }

    /// True when all visits were judged on the same items of a subject.
    pub fn is_like_for_like(&self, subject: &Subject) -> bool {
        let Some(common) = &self.common else {
            return true;
        };
        let mut items = self.catalogue.items.iter().enumerate();
        items.all(|(place, item)| {
            let is_in = match subject {
                Subject::Total => true,
                Subject::LikeForLike
                | Subject::CommonSection(_)
                | Subject::CommonTag(_)
                | Subject::Item(_) => false,
                Subject::Section(section) => item.section == *section,
                Subject::Tag(value) => {
                    let tag = self.tag.as_ref().zip(item.item);
                    tag.is_some_and(|(key, item)| item.tags.get(key) == Some(value))
                }
            };
            !is_in
                || !item.counts
                || item.bonus
                || common.contains(&place)
                || !self.basis.holds(place)
        })
    }

    /// How many visits are left out for a reason.
    pub fn n_left_out(&self, reason: Reason) -> usize {
        let left_out = self.left_out.iter();
        left_out
            .filter(|left_out| left_out.reason == reason)
            .count()
    }
}

/// Own visits beside each competitor's, for each standard.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// One for each standard, by id; departments behind.
    pub standards: Vec<StandardComparison<'a>>,
    /// Names that may be slips.
    pub near_misses: Vec<NearMiss<'a>>,
    /// What it is split by.
    pub by: Option<Grouping>,
}

/// Compares visits. The order in which they are given changes nothing.
pub fn compare<'a>(
    visits: &'a [ScoredVisit<'a>],
    settings: &Settings,
) -> Result<Comparison<'a>, RoleClash> {
    let Selection {
        counted,
        left_out,
        near_misses,
    } = select(visits, settings.standard.as_ref())?;
    let standards = parted(counted, left_out)
        .into_iter()
        .map(|(key, part)| compare_standard(key, part, settings))
        .collect();
    Ok(Comparison {
        standards,
        near_misses,
        by: settings.by.clone(),
    })
}

fn compare_standard<'a>(
    key: PartKey<'a>,
    part: Selection<'a>,
    settings: &Settings,
) -> StandardComparison<'a> {
    let catalogue = Catalogue::of(&part.counted);
    let basis = match key.majors {
        Majors::Across => Basis::CommonItems(catalogue.common()),
        Majors::One(_) => Basis::Totals,
    };
    let common = common_where_they_differ(&catalogue, &basis, &part.counted);
    let versions = in_common(part.counted.iter().copied()).map(|common| common.standard.version);
    let versions = versions.collect();
    let is_corrected = |scored: &&&ScoredVisit| scored.visit.facts.id.revision() > 1;
    let n_corrected = part.counted.iter().filter(is_corrected).count() as u64;
    let sides = sides(&catalogue, &basis, part.counted, settings);
    let tag = match &settings.by {
        Some(Grouping::Tag(key)) => Some(key.as_str()),
        _ => None,
    };
    let ruler = Ruler {
        catalogue: &catalogue,
        basis: &basis,
        common: common.as_ref(),
        tag,
    };
    let of_sides: Vec<&[&ScoredVisit]> = sides.iter().map(|side| &side.visits[..]).collect();
    let measured = ruler.measured(&of_sides);
    let groups = settings.by.as_ref().map(|by| grouped(by, &of_sides));
    let groups = groups.unwrap_or_default();
    let mut totals_of_groups = Vec::new();
    let mut lines_of_groups = Vec::new();
    for (group, of_sides) in &groups {
        let measured = ruler.measured(&of_sides.iter().map(Vec::as_slice).collect::<Vec<_>>());
        lines_of_groups.push((group.clone(), measured.lines));
        totals_of_groups.push(measured.totals);
    }
    let mut one = StandardComparison {
        id: key.id,
        is_internal: key.is_internal,
        versions,
        n_corrected,
        mixes: vec![None; sides.len()],
        basis: basis.clone(),
        sides,
        lines: measured.lines,
        totals: measured.totals,
        groups: lines_of_groups,
        common: common.clone(),
        tag: tag.map(ToOwned::to_owned),
        left_out: part.left_out,
        catalogue: catalogue.clone(),
        terms: settings.terms(),
        league: None,
        pictures: Vec::new(),
        ways: None,
    };
    judged::even_out_mixes(&mut one, settings);
    judged::find_misled_groups(&mut one, groups.values().zip(&totals_of_groups), settings);
    judged::judge_lines(&mut one);
    match &settings.by {
        Some(Grouping::Site) => one.league = Some(site_league(&one)),
        Some(Grouping::Tag(key)) if key == "facet" => one.pictures = site_pictures(&one, &ruler),
        Some(Grouping::Tag(key)) if key == "stage" => one.ways = Some(ways(&one, &ruler)),
        _ => {}
    }
    one
}

/// The items that all visits were judged on, where they were not all judged on the same.
fn common_where_they_differ(
    catalogue: &Catalogue,
    basis: &Basis,
    visits: &[&ScoredVisit],
) -> Option<BTreeSet<usize>> {
    // By standard and role: two visits alike in both are judged on the same items. Without the
    // standard only the rows can say it.
    let mut judged: BTreeMap<(&StandardRef, Role), BTreeSet<usize>> = BTreeMap::new();
    for scored in first_of_each(visits.iter().copied()) {
        let facts = &scored.visit.facts;
        judged
            .entry((&facts.standard, facts.role))
            .or_insert_with(|| catalogue.judged_in(scored));
    }
    let mut sets = judged.values();
    let first = sets.next()?;
    let shared = match basis {
        Basis::CommonItems(common) => common.clone(),
        Basis::Totals => first.clone(),
    };
    let common = judged
        .values()
        .fold(shared.clone(), |common, set| &common & set);
    let is_same = match basis {
        Basis::CommonItems(_) => common == shared,
        Basis::Totals => judged.values().all(|set| *set == common),
    };
    (!is_same).then_some(common)
}

fn sides<'a>(
    catalogue: &Catalogue<'a>,
    basis: &Basis,
    visits: Vec<&'a ScoredVisit<'a>>,
    settings: &Settings,
) -> Vec<Side<'a>> {
    let mut names: Numbering<Common, (Role, &Name)> = Numbering::default();
    let mut of_names: Vec<Vec<&ScoredVisit>> = Vec::new();
    for scored in visits {
        let common = &scored.visit.facts.common;
        let number = names.of(common, || (common.role, &common.organisation));
        if number == of_names.len() {
            of_names.push(Vec::new());
        }
        of_names[number].push(scored);
    }
    let mut sides: Vec<Side> = names
        .all()
        .map(|((role, name), number)| {
            let visits = std::mem::take(&mut of_names[number]);
            side(catalogue, basis, name, role, visits)
        })
        .collect();
    let first = sides
        .iter()
        .enumerate()
        .filter(|(_, side)| side.role == Role::Own)
        .max_by_key(|(place, side)| {
            let is_named = settings.own.as_ref() == Some(side.organisation);
            (is_named, side.n_visits(), std::cmp::Reverse(*place))
        })
        .map(|(place, _)| place);
    if let Some(place) = first {
        sides[..=place].rotate_right(1);
    }
    sides
}

fn grouped<'a>(
    by: &Grouping,
    of_sides: &[&[&'a ScoredVisit<'a>]],
) -> BTreeMap<Group<'a>, Vec<Vec<&'a ScoredVisit<'a>>>> {
    let mut groups: BTreeMap<Group, Vec<Vec<&ScoredVisit>>> = BTreeMap::new();
    for (place, visits) in of_sides.iter().enumerate() {
        for scored in *visits {
            if let Some(group) = by.group(scored.visit) {
                let of_group = groups
                    .entry(group)
                    .or_insert_with(|| vec![Vec::new(); of_sides.len()]);
                of_group[place].push(scored);
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests;
