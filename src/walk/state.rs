//! What a walk knows of one item, and what a change was before and after.

use crate::model::answer::{Cause, Excuse, Value};
use crate::model::moment::Moment;
use crate::model::standard::{Demand, Item, Standard};
use crate::model::visit::Noted;

/// Where an item stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The place of its section.
    pub section: usize,
    /// Its place in the section.
    pub item: usize,
    /// What it is called: `2.1`, or `5` where the standard has one unnamed section.
    pub label: String,
}

/// The places of all items of a standard, in its order.
pub fn places(standard: &Standard) -> Vec<Place> {
    let is_flat = is_flat(standard);
    let mut places = Vec::new();
    for (section, part) in standard.sections.iter().enumerate() {
        for item in 0..part.items.len() {
            let label = if is_flat {
                (item + 1).to_string()
            } else {
                format!("{}.{}", section + 1, item + 1)
            };
            places.push(Place {
                section,
                item,
                label,
            });
        }
    }
    places
}

/// True for a standard with one section without a name.
pub fn is_flat(standard: &Standard) -> bool {
    matches!(standard.sections.as_slice(), [only] if only.title.is_none())
}

/// What was given for an item.
#[derive(Clone, PartialEq, Debug)]
pub enum Given {
    /// An answer.
    Answer(Value),
    /// No answer, and why.
    Excuse(Excuse, String),
}

/// What is known of an item: what a change replaces as a whole.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Record {
    /// The answer, or why there is none.
    pub given: Option<Given>,
    /// When it was given.
    pub answered: Option<Moment>,
    /// The remark; empty for none.
    pub remark: String,
    /// Evidence as named.
    pub evidence: Vec<String>,
    /// Why it fell short.
    pub cause: Option<Cause>,
    /// Whether it is marked for the review.
    pub is_flagged: bool,
    /// Whether it was put off.
    pub is_skipped: bool,
}

impl Record {
    /// The answer, where there is one.
    pub fn value(&self) -> Option<&Value> {
        match &self.given {
            Some(Given::Answer(value)) => Some(value),
            _ => None,
        }
    }

    /// True when the answer given asks for what an item demands: a remark, or evidence.
    pub fn demands(&self, item: &Item, demand: Demand) -> bool {
        let Some(value) = self.value() else {
            return false;
        };
        let credit = item.scale.credit(value);
        match demand {
            Demand::Never => false,
            Demand::OnLow => credit.is_some_and(|credit| !credit.is_full()),
            Demand::OnTop => credit.is_some_and(crate::model::share::Credit::is_full),
            Demand::Always => true,
        }
    }
}

/// A stopwatch: by the clock on the wall, so that it runs on when the program does not.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Timer {
    /// Since when it runs; `None` when it stands.
    pub since: Option<Moment>,
    /// What it showed when it was started last, or shows now that it stands; seconds.
    pub shown: u64,
}

impl Timer {
    /// What it shows; a clock that went back adds nothing.
    pub fn seconds(&self, now: Moment) -> u64 {
        let running = self.since.map_or(0, |since| now.seconds_since(since));
        self.shown
            .saturating_add(u64::try_from(running).unwrap_or(0))
    }
}

/// Something that can be taken back and made again.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// A change of one item.
    Item {
        /// Its place.
        at: usize,
        /// What was known before.
        before: Box<Record>,
        /// What is known after.
        after: Box<Record>,
    },
    /// Somebody was reached, or nobody.
    Nobody {
        /// Why nobody was reached, before.
        before: Option<Noted<String>>,
        /// And after.
        after: Option<Noted<String>>,
    },
}

impl Change {
    /// The place of the item that it is of; `None` where it is of the whole visit.
    pub fn place(&self) -> Option<usize> {
        match self {
            Self::Item { at, .. } => Some(*at),
            Self::Nobody { .. } => None,
        }
    }
}
