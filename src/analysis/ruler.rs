//! What is measured: totals, like for like, sections, items and tags, over the visits of each side.

use std::collections::BTreeSet;

use super::catalogue::Catalogue;
use super::measure::{Measure, Tallies};
use super::parts::in_parts;
use super::scored::ScoredVisit;
use super::verdict::Finding;
use crate::model::share::{Exact, Share};

/// A figure that is compared.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Subject {
    /// The mean of the visits' totals; across major versions, recomputed over the common items.
    Total,
    /// The total recomputed over the items that every visit was judged on.
    LikeForLike,
    /// A section, by its place in the catalogue.
    Section(usize),
    /// An item, by its place in the catalogue.
    Item(usize),
    /// The items whose tag says this.
    Tag(String),
    /// A section over those of its items that every visit was judged on, where not all of them are.
    CommonSection(usize),
    /// The items whose tag says this and that every visit was judged on, where not all of them are.
    CommonTag(String),
}

/// A figure for every side.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// Which figure.
    pub subject: Subject,
    /// One for each side.
    pub measures: Vec<Measure<'a>>,
    /// What may be said of the gap to each side; `None` for one that is no competitor.
    pub findings: Vec<Option<Finding>>,
    /// The sides visited in such another mix that a plain gap in total to them would mislead.
    pub misled: BTreeSet<usize>,
}

impl Line<'_> {
    /// True of the figures that a whole visit comes to.
    pub fn is_of_total(&self) -> bool {
        matches!(self.subject, Subject::Total | Subject::LikeForLike)
    }

    /// True where the mix of visits makes much of the gap in total to a side.
    pub fn is_misled(&self, side: usize) -> bool {
        self.misled.contains(&side)
    }

    /// The mean of side `reference` minus that of `side`; `None` where one has none.
    pub(super) fn gap(&self, reference: usize, side: usize) -> Option<Exact> {
        Some(
            self.measures[reference]
                .mean()?
                .minus(self.measures[side].mean()?),
        )
    }
}

/// Figures of several sides.
pub(super) struct Measured<'a> {
    /// The figures.
    pub(super) lines: Vec<Line<'a>>,
    /// What each visit of each side came to in the total that sides are compared by: like for like,
    /// where there is such a row.
    pub(super) totals: Vec<Vec<Option<Share>>>,
}

/// What totals are made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Basis {
    /// The visits' own totals.
    Totals,
    /// Major versions meet: only these items count, by their places in the catalogue, with the points
    /// of the newest version.
    CommonItems(BTreeSet<usize>),
}

impl Basis {
    /// True when an item, by its place in the catalogue, is in the totals.
    pub fn holds(&self, item: usize) -> bool {
        match self {
            Self::Totals => true,
            Self::CommonItems(common) => common.contains(&item),
        }
    }
}

/// Measures visits of several sides.
pub struct Ruler<'r, 'a> {
    /// Sections and items.
    pub catalogue: &'r Catalogue<'a>,
    /// What totals are made of.
    pub basis: &'r Basis,
    /// The items of the like-for-like row, where there is one.
    pub common: Option<&'r BTreeSet<usize>>,
    /// The key of the tag to split items by.
    pub tag: Option<&'r str>,
}

impl<'a> Ruler<'_, 'a> {
    /// The lines of some visits of each side.
    pub fn lines(&self, of_sides: &[Vec<&'a ScoredVisit<'a>>]) -> Vec<Line<'a>> {
        let of_sides: Vec<_> = of_sides.iter().map(Vec::as_slice).collect();
        self.measured(&of_sides).lines
    }

    /// The lines of some visits of each side, and what each visit came to.
    pub(super) fn measured(&self, of_sides: &[&[&'a ScoredVisit<'a>]]) -> Measured<'a> {
        let subjects = self.subjects();
        // Like for like comes second, where it is.
        let compared = usize::from(self.common.is_some());
        let mut totals = Vec::with_capacity(of_sides.len());
        let mut lines: Vec<Line> = subjects
            .iter()
            .map(|subject| Line {
                subject: subject.clone(),
                measures: vec![Measure::default(); of_sides.len()],
                findings: vec![None; of_sides.len()],
                misled: BTreeSet::new(),
            })
            .collect();
        let gauge = self.gauge(&subjects, of_sides.iter().copied().flatten().next());
        for (place, visits) in of_sides.iter().enumerate() {
            let parts = in_parts(visits, |visits| {
                let mut gauge = gauge.clone();
                let mut tallies = Tallies::new(subjects.len());
                let mut totals = Vec::with_capacity(visits.len());
                for scored in visits {
                    let shares = gauge.shares(scored);
                    tallies.add(scored.visit, shares);
                    totals.push(shares[compared]);
                }
                (tallies.measures().collect::<Vec<_>>(), totals)
            });
            let mut of_side = Vec::with_capacity(visits.len());
            for (measures, totals) in parts {
                for (line, measure) in lines.iter_mut().zip(measures) {
                    line.measures[place].append(measure);
                }
                of_side.extend(totals);
            }
            totals.push(of_side);
        }
        Measured { lines, totals }
    }

    fn subjects(&self) -> Vec<Subject> {
        let catalogue = self.catalogue;
        let mut subjects = vec![Subject::Total];
        subjects.extend(self.common.map(|_| Subject::LikeForLike));
        let is_in = |place: usize| self.basis.holds(place);
        let items = || {
            let places = 0..catalogue.items.len();
            places.filter(move |place| catalogue.items[*place].counts && is_in(*place))
        };
        let has_items =
            |section: &usize| items().any(|item| catalogue.items[item].section == *section);
        for section in (0..catalogue.sections.len()).filter(has_items) {
            subjects.push(Subject::Section(section));
            if self.is_partly_common(&|item| catalogue.items[item].section == section) {
                subjects.push(Subject::CommonSection(section));
            }
        }
        subjects.extend(items().map(Subject::Item));
        if let Some(key) = self.tag {
            for item in items() {
                if let Some(value) = self.tag_of(item, key) {
                    let subject = Subject::Tag(value.to_owned());
                    if !subjects.contains(&subject) {
                        subjects.push(subject);
                        if self.is_partly_common(&|item| self.tag_of(item, key) == Some(value)) {
                            subjects.push(Subject::CommonTag(value.to_owned()));
                        }
                    }
                }
            }
        }
        subjects
    }

    /// True when every visit was judged on some of these items, but not on all.
    fn is_partly_common(&self, is_in: &dyn Fn(usize) -> bool) -> bool {
        let Some(common) = self.common else {
            return false;
        };
        let entries = self.catalogue.items.iter().enumerate();
        let items = entries.filter(|(item, entry)| {
            entry.counts && !entry.bonus && self.basis.holds(*item) && is_in(*item)
        });
        let (shared, others): (Vec<_>, Vec<_>) = items.partition(|(item, _)| common.contains(item));
        !shared.is_empty() && !others.is_empty()
    }

    pub(super) fn tag_of(&self, item: usize, key: &str) -> Option<&'a str> {
        let tags = &self.catalogue.items[item].item?.tags;
        tags.get(key).map(String::as_str)
    }
}
