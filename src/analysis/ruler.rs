//! What is measured: totals, like for like, sections, items and tags, over the visits of each side.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::catalogue::Catalogue;
use super::measure::{Measure, Tallies};
use super::recompute::{Recomputed, pooled, recompute, sections_of_rows};
use super::scored::ScoredVisit;
use super::verdict::Finding;
use crate::model::share::{Credit, Exact, Share};
use crate::scoring::Outcome;

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
        let subjects = self.subjects();
        let mut lines: Vec<Line> = subjects
            .iter()
            .map(|subject| Line {
                subject: subject.clone(),
                measures: vec![Measure::default(); of_sides.len()],
                findings: vec![None; of_sides.len()],
                misled: BTreeSet::new(),
            })
            .collect();
        for (place, visits) in of_sides.iter().enumerate() {
            let mut tallies = Tallies::new(subjects.len());
            for scored in visits {
                tallies.add(scored.visit, &self.shares(&subjects, scored));
            }
            for (line, measure) in lines.iter_mut().zip(tallies.measures()) {
                line.measures[place] = measure;
            }
        }
        lines
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

    fn tag_of(&self, item: usize, key: &str) -> Option<&'a str> {
        let tags = &self.catalogue.items[item].item?.tags;
        tags.get(key).map(String::as_str)
    }

    /// What a visit comes to in total, or like for like.
    pub(super) fn total(&self, subject: &Subject, scored: &ScoredVisit<'a>) -> Option<Share> {
        match (subject, self.basis, &scored.scorecard) {
            // The way of most visits: nothing has to be computed again.
            (Subject::Total, Basis::Totals, card) => card.as_ref()?.total,
            _ => self.shares(std::slice::from_ref(subject), scored)[0],
        }
    }

    /// The sections of a scorecard, in the order of the catalogue.
    fn sections_of_card(&self, scored: &ScoredVisit, card: &Outcome) -> Vec<Option<Share>> {
        let mut sections = vec![None; self.catalogue.sections.len()];
        let known = scored.standard.map_or(&[][..], |it| &it.sections);
        for (section, score) in known.iter().zip(&card.sections) {
            if let Some(place) = self.catalogue.section_place(&section.id) {
                sections[place] = *score;
            }
        }
        sections
    }

    /// What a visit comes to, for each subject.
    pub(super) fn shares(
        &self,
        subjects: &[Subject],
        scored: &ScoredVisit<'a>,
    ) -> Vec<Option<Share>> {
        let catalogue = self.catalogue;
        let recomputed = |is_in: &dyn Fn(usize) -> bool| recompute(catalogue, scored, is_in);
        let whole: Recomputed = match (self.basis, &scored.scorecard) {
            (Basis::CommonItems(common), _) => recomputed(&|item| common.contains(&item)),
            (Basis::Totals, Some(card)) => Recomputed {
                base: card.total,
                sections: self.sections_of_card(scored, card),
            },
            (Basis::Totals, None) => Recomputed {
                base: None,
                sections: sections_of_rows(catalogue, scored),
            },
        };
        let mut credits = vec![None; catalogue.items.len()];
        for mark in scored.numbers() {
            let answer = &scored.roll.marks[mark].answer;
            if let (Some(item), true) = (catalogue.place_of_mark(mark), answer.status.counts()) {
                credits[item] = answer.credit.map(Credit::share);
            }
        }
        let is_common = |item: usize| self.common.is_some_and(|common| common.contains(&item));
        let shared: OnceCell<Recomputed> = OnceCell::new();
        let like_for_like = || shared.get_or_init(|| recomputed(&is_common));
        let has_tag = |item: usize, value: &str| {
            self.tag.and_then(|key| self.tag_of(item, key)) == Some(value)
        };
        let share = |subject: &Subject| match subject {
            Subject::Total => whole.base,
            Subject::LikeForLike => like_for_like().base,
            Subject::CommonSection(section) => like_for_like().sections[*section],
            Subject::CommonTag(value) => pooled(catalogue, scored, &|item| {
                is_common(item) && has_tag(item, value)
            }),
            Subject::Section(section) => whole.sections[*section],
            Subject::Item(item) => credits[*item],
            Subject::Tag(value) => pooled(catalogue, scored, &|item| {
                self.basis.holds(item) && has_tag(item, value)
            }),
        };
        subjects.iter().map(share).collect()
    }
}
