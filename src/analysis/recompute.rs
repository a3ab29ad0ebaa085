//! Sections and base of a visit over chosen items, by rules 4 and 5 of the house: for comparing like
//! with like. Without bonus and caps.

use super::catalogue::Catalogue;
use super::scored::ScoredVisit;
use crate::model::share::{Credit, Points, Share};
use crate::scoring::weighting::{Judged, weigh};

/// What chosen items of a visit come to.
#[derive(Clone, PartialEq, Debug)]
pub struct Recomputed {
    /// Over all of them; `None` when none was judged.
    pub base: Option<Share>,
    /// Over those of each section of the catalogue.
    pub sections: Vec<Option<Share>>,
}

/// Rules 4 and 5 over the items that are `in`, with the points and weights of the catalogue, which
/// are the newest version's.
pub fn recompute<'a>(
    catalogue: &Catalogue<'a>,
    visit: &ScoredVisit<'a>,
    is_in: &dyn Fn(usize) -> bool,
) -> Recomputed {
    let mut sections = sections_without_items(catalogue);
    for (place, points, credit) in judged(catalogue, visit, is_in) {
        let section = catalogue.items[place].section;
        sections[section].items.push((points, credit));
    }
    let weighed = weigh(&sections);
    Recomputed {
        base: weighed.base.map(Share::rounded),
        sections: rounded(weighed.scores),
    }
}

/// Rule 4 over the items that are `in`, as if they were one section.
pub fn pooled<'a>(
    catalogue: &Catalogue<'a>,
    visit: &ScoredVisit<'a>,
    is_in: &dyn Fn(usize) -> bool,
) -> Option<Share> {
    let items = judged(catalogue, visit, is_in).into_iter();
    let section = Judged {
        weight: None,
        items: items.map(|(_, points, credit)| (points, credit)).collect(),
    };
    weigh(&[section]).base.map(Share::rounded)
}

/// Rule 4 over the rows of a visit whose standard is not at hand: the rows carry their points.
pub fn sections_of_rows<'a>(
    catalogue: &Catalogue<'a>,
    visit: &ScoredVisit<'a>,
) -> Vec<Option<Share>> {
    let mut sections = sections_without_items(catalogue);
    for (_, row) in catalogue.placed(visit) {
        let section = catalogue.section_place(&row.section);
        let counts = row.status.counts() && !row.bonus;
        if let (Some(section), Some(credit), true) = (section, row.credit, counts) {
            sections[section].items.push((row.points, credit));
        }
    }
    rounded(weigh(&sections).scores)
}

fn sections_without_items(catalogue: &Catalogue) -> Vec<Judged> {
    let sections = catalogue.sections.iter();
    sections
        .map(|section| Judged {
            weight: section.weight,
            items: Vec::new(),
        })
        .collect()
}

fn rounded(scores: Vec<Option<f64>>) -> Vec<Option<Share>> {
    scores
        .into_iter()
        .map(|score| score.map(Share::rounded))
        .collect()
}

/// The items that count and are `in`, in the catalogue's order.
fn judged<'a>(
    catalogue: &Catalogue<'a>,
    visit: &ScoredVisit<'a>,
    is_in: &dyn Fn(usize) -> bool,
) -> Vec<(usize, Points, Credit)> {
    let placed = catalogue.placed(visit).into_iter();
    placed
        .filter(|(_, answer)| answer.status.counts())
        .filter_map(|(place, answer)| {
            let entry = &catalogue.items[place];
            let counts = entry.counts && !entry.bonus && is_in(place);
            counts.then_some((place, entry.points, answer.credit?))
        })
        .collect()
}
