//! The sections and items of several versions of a standard as one list: the newest version's, in its
//! order, then what only older versions had. An item that was renamed (`was`) is one item.

use std::collections::{BTreeMap, BTreeSet};

use super::scored::ScoredVisit;
use crate::model::answer::{Answer, Status};
use crate::model::condition::is_for_role;
use crate::model::id::{Fingerprint, Id};
use crate::model::order::InOrder;
use crate::model::scale::{ItemType, Scale};
use crate::model::share::Points;
use crate::model::standard::{Item, Section, Standard};

/// A section of the list.
#[derive(Clone, Debug)]
pub struct SectionEntry<'a> {
    /// Its id.
    pub id: &'a Id,
    /// The newest version's section; `None` where no standard at hand has it.
    pub section: Option<&'a Section>,
    /// Its weight, where sections have one.
    pub weight: Option<Points>,
}

/// An item of the list.
#[derive(Clone, Debug)]
pub struct ItemEntry<'a> {
    /// Its id, the newest.
    pub id: &'a Id,
    /// The newest version's item; `None` where no standard at hand has it.
    pub item: Option<&'a Item>,
    /// Its section's place in the list.
    pub section: usize,
    /// How it is answered.
    pub item_type: ItemType,
    /// Its points.
    pub points: Points,
    /// Whether an answer earns credit.
    pub counts: bool,
    /// Whether it can only add.
    pub bonus: bool,
    /// Whether failing it acts on the verdict or the total.
    pub critical: bool,
}

/// The sections and items of several versions of a standard.
#[derive(Clone, Debug, Default)]
pub struct Catalogue<'a> {
    /// The standards at hand, the newest first.
    pub standards: Vec<&'a Standard>,
    /// Sections in order.
    pub sections: Vec<SectionEntry<'a>>,
    /// Items in order.
    pub items: Vec<ItemEntry<'a>>,
    /// The place of every id that an item has or had.
    places: BTreeMap<&'a Id, usize>,
    /// The place of every mark of the visits.
    marks: Vec<Option<usize>>,
}

impl<'a> Catalogue<'a> {
    /// The list for some visits.
    pub fn of(visits: &[&'a ScoredVisit<'a>]) -> Self {
        let mut by_print: BTreeMap<&Fingerprint, &Standard> = BTreeMap::new();
        let mut last: Option<&Standard> = None;
        for standard in visits.iter().filter_map(|scored| scored.standard) {
            if !last.is_some_and(|last| std::ptr::eq(last, standard)) {
                by_print.insert(&standard.fingerprint, standard);
                last = Some(standard);
            }
        }
        let mut standards: Vec<&Standard> = by_print.into_values().collect();
        standards.order_by(|a, b| (b.version, &b.fingerprint).cmp(&(a.version, &a.fingerprint)));
        let mut catalogue = Self::default();
        for standard in &standards {
            for (section, item) in standard.items_by_section() {
                let section = catalogue.section_of(&section.id, Some(section), section.weight);
                catalogue.add_item(section, item);
            }
            // Only now: an id in use is never another item's former one.
            for item in standard.items() {
                let place = catalogue.places[&item.id];
                for former in &item.was {
                    catalogue.places.entry(former).or_insert(place);
                }
            }
        }
        catalogue.standards = standards;
        // Rows stand in for a standard that is not at hand; the newest version's first.
        let mut without: BTreeMap<_, (usize, &ScoredVisit)> = BTreeMap::new();
        for scored in visits.iter().filter(|scored| scored.standard.is_none()) {
            let standard = &scored.visit.facts.standard;
            let key = std::cmp::Reverse((standard.version, &standard.fingerprint));
            let n_rows = scored.numbers().count();
            let known = without.entry(key).or_insert((n_rows, scored));
            if n_rows > known.0 {
                *known = (n_rows, scored);
            }
        }
        for (_, scored) in without.into_values() {
            // Rows may come in any order, so theirs says nothing.
            let mut rows: Vec<&Answer> = scored.answers().collect();
            rows.order_by_key(|row| (&row.section, &row.item));
            for row in rows {
                let section = catalogue.section_of(&row.section, None, row.section_weight);
                catalogue.add_row(section, row);
            }
        }
        let marks = visits.first().map_or(&[][..], |scored| &scored.roll.marks);
        catalogue.marks = marks
            .iter()
            .map(|mark| catalogue.place(&mark.answer.item))
            .collect();
        catalogue
    }

    /// The newest standard at hand.
    pub fn newest(&self) -> Option<&'a Standard> {
        self.standards.first().copied()
    }

    /// The place of an item by any id that it has or had.
    pub fn place(&self, id: &Id) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// The place of a section.
    pub fn section_place(&self, id: &Id) -> Option<usize> {
        self.sections.iter().position(|section| section.id == id)
    }

    /// The place of the item of a mark, by its number.
    pub fn place_of_mark(&self, mark: usize) -> Option<usize> {
        self.marks[mark]
    }

    /// The answers of a visit with their places, in the order of the list.
    pub fn placed(&self, scored: &ScoredVisit<'a>) -> Vec<(usize, &'a Answer)> {
        let marks = scored.numbers();
        let mut placed: Vec<_> = marks
            .filter_map(|mark| Some((self.marks[mark]?, &scored.roll.marks[mark].answer)))
            .collect();
        // Stable: of one place the order of the rows stays.
        if !placed.is_sorted_by_key(|(place, _)| *place) {
            placed.order_by_key(|(place, _)| *place);
        }
        placed
    }

    /// The places of the items that a visit was judged on: scored ones of its standard for its role,
    /// without bonus items. Where the standard is not at hand its rows say it.
    pub fn judged_in(&self, scored: &ScoredVisit) -> BTreeSet<usize> {
        let role = scored.visit.facts.role;
        if let Some(standard) = scored.standard {
            let items = standard
                .items()
                .filter(|item| item.counts() && !item.bonus && is_for_role(item, role));
            items.filter_map(|item| self.place(&item.id)).collect()
        } else {
            let rows = scored.answers().filter(|row| counts(row) && !row.bonus);
            rows.filter_map(|row| self.place(&row.item)).collect()
        }
    }

    /// The places of the items that every standard at hand has with the same scale.
    pub fn common(&self) -> BTreeSet<usize> {
        let is_in = |entry: &ItemEntry, place: usize, standard: &Standard| {
            let mut items = standard.items();
            items
                .find(|item| self.place(&item.id) == Some(place))
                .is_some_and(|item| {
                    item.counts()
                        && entry
                            .item
                            .is_some_and(|newest| earn_alike(&newest.scale, &item.scale))
                })
        };
        self.items
            .iter()
            .enumerate()
            .filter(|(place, entry)| {
                self.standards
                    .iter()
                    .all(|standard| is_in(entry, *place, standard))
            })
            .map(|(place, _)| place)
            .collect()
    }

    fn section_of(
        &mut self,
        id: &'a Id,
        section: Option<&'a Section>,
        weight: Option<Points>,
    ) -> usize {
        self.section_place(id).unwrap_or_else(|| {
            self.sections.push(SectionEntry {
                id,
                section,
                weight,
            });
            self.sections.len() - 1
        })
    }

    fn add_item(&mut self, section: usize, item: &'a Item) {
        // A newer version comes first, so what it says of an item stands.
        if self.place(&item.id).is_some() {
            return;
        }
        self.places.insert(&item.id, self.items.len());
        self.items.push(ItemEntry {
            id: &item.id,
            item: Some(item),
            section,
            item_type: item.scale.item_type(),
            points: item.points,
            counts: item.counts(),
            bonus: item.bonus,
            critical: item.critical,
        });
    }

    fn add_row(&mut self, section: usize, row: &'a Answer) {
        if self.place(&row.item).is_some() {
            return;
        }
        self.places.insert(&row.item, self.items.len());
        self.items.push(ItemEntry {
            id: &row.item,
            item: None,
            section,
            item_type: row.item_type,
            points: row.points,
            counts: counts(row),
            bonus: row.bonus,
            critical: row.critical,
        });
    }
}

/// True when a row's item earns credit.
fn counts(row: &Answer) -> bool {
    row.status != Status::Unscored && row.item_type.can_score() && row.points.value() > 0.0
}

/// True when the same answers earn the same credit on both scales; wording may differ.
pub fn earn_alike(one: &Scale, other: &Scale) -> bool {
    let options = |scale: &Scale| -> Vec<_> {
        let options = scale.options().iter();
        options
            .map(|option| (option.id.clone(), option.credit))
            .collect()
    };
    let levels = |scale: &Scale| -> Vec<_> {
        let levels = scale.levels().iter();
        levels.map(|level| (level.value, level.credit)).collect()
    };
    match (one, other) {
        (Scale::Levels(_), Scale::Levels(_)) => levels(one) == levels(other),
        (Scale::Several(_, mine), Scale::Several(_, theirs)) => {
            mine == theirs && options(one) == options(other)
        }
        (Scale::Choice(_), Scale::Choice(_)) => options(one) == options(other),
        (Scale::Tally { .. }, Scale::Tally { .. }) => true,
        _ => one == other,
    }
}
