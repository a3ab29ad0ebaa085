//! The figure that is followed, found in a standard: what each visit comes to, and which visits it
//! compares.

use super::Followed;
use crate::analysis::catalogue::Catalogue;
use crate::analysis::scored::ScoredVisit;
use crate::model::id::Id;
use crate::model::share::{Credit, Share};

/// The figure in a catalogue.
pub(super) enum Figure<'s> {
    Total,
    Section(&'s Id),
    Item {
        place: usize,
        /// It has the same scale in all major versions.
        goes_on: bool,
    },
}

impl<'s> Figure<'s> {
    /// `None` where the standard has no such section or item.
    pub(super) fn of(catalogue: &Catalogue, followed: &'s Followed) -> Option<Self> {
        Some(match followed {
            Followed::Total => Self::Total,
            Followed::Section(id) => {
                catalogue.section_place(id)?;
                Self::Section(id)
            }
            Followed::Item(id) => {
                let place = catalogue.place(id)?;
                Self::Item {
                    place,
                    goes_on: catalogue.common().contains(&place),
                }
            }
        })
    }

    pub(super) fn item(&self) -> Option<usize> {
        match self {
            Self::Item { place, .. } => Some(*place),
            _ => None,
        }
    }

    /// What a visit comes to.
    pub(super) fn share(&self, catalogue: &Catalogue, scored: &ScoredVisit) -> Option<Share> {
        match self {
            Self::Total => scored.scorecard.as_ref()?.total,
            Self::Section(id) => {
                let mut sections = scored.standard?.sections.iter();
                let place = sections.position(|section| section.id == **id)?;
                scored.scorecard.as_ref()?.sections[place]
            }
            Self::Item { place, .. } => {
                let mut marks = scored.numbers();
                let mark = marks.find(|mark| catalogue.place_of_mark(*mark) == Some(*place))?;
                let answer = &scored.roll.marks[mark].answer;
                answer.credit.map(Credit::share)
            }
        }
    }

    /// What its figures compare within: a major version, unless it goes on across them.
    pub(super) fn edition(&self, scored: &ScoredVisit) -> u32 {
        match self {
            Self::Item { goes_on: true, .. } => 0,
            _ => scored.visit.facts.standard.version.major,
        }
    }
}
