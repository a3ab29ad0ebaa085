//! What each of many visits comes to, for chosen figures. What a mark says of its item is worked out
//! once, not once for each answer, and nothing is made anew from visit to visit.

use std::sync::Arc;

use super::catalogue::Catalogue;
use super::recompute::{sections_of_rows, sections_without_items};
use super::ruler::{Basis, Ruler, Subject};
use super::scored::ScoredVisit;
use crate::model::brief::Mark;
use crate::model::share::{Credit, Points, Share};
use crate::model::standard::Standard;
use crate::scoring::Outcome;
use crate::scoring::weighting::{Judged, pooled, weigh};

/// Gives the figures of one visit after the other; a clone for each thread.
#[derive(Clone)]
pub(super) struct Gauge<'r, 'a> {
    plan: Arc<Plan<'r, 'a>>,
    shares: Vec<Option<Share>>,
    credits: Vec<Option<Share>>,
    rows: Vec<usize>,
    sections: Vec<Judged>,
}

/// What is the same for all visits.
struct Plan<'r, 'a> {
    catalogue: &'r Catalogue<'a>,
    basis: &'r Basis,
    figures: Vec<Figure>,
    /// Whether any of them is of the visit as it was scored.
    has_whole: bool,
    marks: Vec<Option<Known>>,
    /// For each standard at hand the places of its sections.
    sections: Vec<(&'a Standard, Vec<Option<usize>>)>,
}

/// A subject, with the items that it is of.
enum Figure {
    Total,
    Section(usize),
    LikeForLike,
    CommonSection(usize),
    Item(usize),
    /// Of the places that are true, as if they were one section.
    Pooled(Vec<bool>),
}

/// What a mark says of its item.
#[derive(Clone, Copy)]
struct Known {
    place: usize,
    section: usize,
    points: Points,
    /// Whether it counts as an item alone.
    counts: bool,
    /// What it earned as one.
    share: Option<Share>,
    /// What it earned, where it enters sections.
    credit: Option<Credit>,
    is_held: bool,
    is_common: bool,
}

impl<'a> Ruler<'_, 'a> {
    /// A gauge for some figures of visits of one roll, of which `one` is any.
    pub(super) fn gauge(
        &self,
        subjects: &[Subject],
        one: Option<&&'a ScoredVisit<'a>>,
    ) -> Gauge<'_, 'a> {
        let marks = one.map_or(&[][..], |scored| &scored.roll.marks);
        let catalogue = self.catalogue;
        let is_common = |place: usize| self.common.is_some_and(|common| common.contains(&place));
        let tagged = |value: &str, is_in: &dyn Fn(usize) -> bool| {
            let has_tag = |place| self.tag.and_then(|key| self.tag_of(place, key)) == Some(value);
            let places = 0..catalogue.items.len();
            places.map(|place| is_in(place) && has_tag(place)).collect()
        };
        let figure = |subject: &Subject| match subject {
            Subject::Total => Figure::Total,
            Subject::LikeForLike => Figure::LikeForLike,
            Subject::Section(section) => Figure::Section(*section),
            Subject::CommonSection(section) => Figure::CommonSection(*section),
            Subject::Item(item) => Figure::Item(*item),
            Subject::Tag(value) => Figure::Pooled(tagged(value, &|item| self.basis.holds(item))),
            Subject::CommonTag(value) => Figure::Pooled(tagged(value, &is_common)),
        };
        let known = |(number, mark): (usize, &Mark)| {
            let place = catalogue.place_of_mark(number)?;
            let (entry, answer) = (&catalogue.items[place], &mark.answer);
            let counts = answer.status.counts();
            Some(Known {
                place,
                section: entry.section,
                points: entry.points,
                counts,
                share: answer.credit.map(Credit::share),
                credit: answer
                    .credit
                    .filter(|_| counts && entry.counts && !entry.bonus),
                is_held: self.basis.holds(place),
                is_common: is_common(place),
            })
        };
        let standards = catalogue.standards.iter();
        let figures: Vec<Figure> = subjects.iter().map(figure).collect();
        let is_of_whole = |figure: &Figure| matches!(figure, Figure::Total | Figure::Section(_));
        let plan = Plan {
            catalogue,
            basis: self.basis,
            has_whole: figures.iter().any(is_of_whole),
            figures,
            marks: marks.iter().enumerate().map(known).collect(),
            sections: standards
                .map(|standard| {
                    let sections = standard.sections.iter();
                    let place = |id| catalogue.section_place(id);
                    let places = sections.map(|section| place(&section.id));
                    (*standard, places.collect())
                })
                .collect(),
        };
        Gauge {
            plan: Arc::new(plan),
            shares: vec![None; subjects.len()],
            credits: vec![None; catalogue.items.len()],
            rows: Vec::new(),
            sections: sections_without_items(catalogue),
        }
    }
}

/// What chosen items of a visit come to.
#[derive(Default)]
struct Recomputed {
    base: Option<Share>,
    sections: Vec<Option<Share>>,
}

impl<'a> Gauge<'_, 'a> {
    /// What a visit comes to, for each figure.
    pub(super) fn shares(&mut self, scored: &ScoredVisit<'a>) -> &[Option<Share>] {
        let plan = Arc::clone(&self.plan);
        if let ([Figure::Total], Basis::Totals, card) =
            (&plan.figures[..], plan.basis, &scored.scorecard)
        {
            // The way of most visits: nothing has to be computed again.
            self.shares[0] = card.as_ref().and_then(|card| card.total);
            return &self.shares;
        }
        self.take(&plan, scored);
        let whole = match (plan.basis, &scored.scorecard) {
            _ if !plan.has_whole => Recomputed::default(),
            (Basis::CommonItems(_), _) => self.recomputed(&plan, |known| known.is_held),
            (Basis::Totals, Some(card)) => Recomputed {
                base: card.total,
                sections: plan.sections_of_card(scored, card),
            },
            (Basis::Totals, None) => Recomputed {
                base: None,
                sections: sections_of_rows(plan.catalogue, scored),
            },
        };
        let mut shared: Option<Recomputed> = None;
        for (place, figure) in plan.figures.iter().enumerate() {
            let is_of_common = matches!(figure, Figure::LikeForLike | Figure::CommonSection(_));
            if is_of_common && shared.is_none() {
                shared = Some(self.recomputed(&plan, |known| known.is_common));
            }
            let shared = shared.as_ref();
            self.shares[place] = match figure {
                Figure::Total => whole.base,
                Figure::Section(section) => whole.sections[*section],
                Figure::LikeForLike => shared.and_then(|shared| shared.base),
                Figure::CommonSection(section) => {
                    shared.and_then(|shared| shared.sections[*section])
                }
                Figure::Item(item) => self.credits[*item],
                Figure::Pooled(is_in) => self.pooled(&plan, is_in),
            };
        }
        &self.shares
    }

    /// Takes what the visit's marks say, in the order of the catalogue.
    fn take(&mut self, plan: &Plan, scored: &ScoredVisit) {
        self.credits.fill(None);
        self.rows.clear();
        let mut last = 0;
        let mut is_sorted = true;
        for number in scored.numbers() {
            let Some(known) = &plan.marks[number] else {
                continue;
            };
            if known.counts {
                self.credits[known.place] = known.share;
            }
            if known.credit.is_some() {
                is_sorted &= last <= known.place;
                last = known.place;
                self.rows.push(number);
            }
        }
        if !is_sorted {
            // Stable: of one place the order of the rows stays.
            let place = |number: &usize| plan.marks[*number].map(|known| known.place);
            self.rows.sort_by_key(place);
        }
    }

    /// The rules of the house over the items that are `in`, with the points and weights of the
    /// catalogue, which are the newest version's.
    fn recomputed(&mut self, plan: &Plan, is_in: impl Fn(&Known) -> bool) -> Recomputed {
        for section in &mut self.sections {
            section.items.clear();
        }
        for number in &self.rows {
            if let Some(known) = plan.marks[*number].filter(|known| is_in(known)) {
                let items = &mut self.sections[known.section].items;
                items.extend(known.credit.map(|credit| (known.points, credit)));
            }
        }
        let weighed = weigh(&self.sections);
        let scores = weighed.scores.into_iter();
        Recomputed {
            base: weighed.base.map(Share::rounded),
            sections: scores.map(|score| score.map(Share::rounded)).collect(),
        }
    }

    fn pooled(&self, plan: &Plan, is_in: &[bool]) -> Option<Share> {
        let rows = self.rows.iter().filter_map(|number| plan.marks[*number]);
        let items = rows.filter(|known| is_in[known.place]);
        pooled(items.filter_map(|known| Some((known.points, known.credit?)))).map(Share::rounded)
    }
}

impl Plan<'_, '_> {
    /// The sections of a scorecard, in the order of the catalogue.
    fn sections_of_card(&self, scored: &ScoredVisit, card: &Outcome) -> Vec<Option<Share>> {
        let mut sections = vec![None; self.catalogue.sections.len()];
        let is_its = |(one, _): &&(&Standard, _)| {
            scored.standard.is_some_and(|standard| {
                std::ptr::eq(*one, standard) || one.fingerprint == standard.fingerprint
            })
        };
        let places = self.sections.iter().find(is_its);
        let places = places.map_or(&[][..], |(_, places)| places);
        for (place, score) in places.iter().zip(&card.sections) {
            if let Some(place) = place {
                sections[*place] = *score;
            }
        }
        sections
    }
}
