//! The sections of a visit by its rows alone, by rule 4 of the house: where its standard is not at
//! hand. Without bonus and caps.

use super::catalogue::Catalogue;
use super::scored::ScoredVisit;
use crate::model::share::Share;
use crate::scoring::weighting::{Judged, weigh};

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

/// The sections of the catalogue, without items yet.
pub(super) fn sections_without_items(catalogue: &Catalogue) -> Vec<Judged> {
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
