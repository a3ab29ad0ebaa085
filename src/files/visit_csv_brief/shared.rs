//! What all readers of one run know together.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::files::cells::DecimalSeen;
use crate::model::brief::{Answered, Brief, Place};
use crate::model::id::Id;
use crate::model::standard::{Item, Standard};
use crate::model::visit::Visit;

/// What all readers of one run share: each mark and each number's decimal mark once.
#[derive(Default, Debug)]
pub struct Shared(Mutex<Known>);

#[derive(Default, Debug)]
pub(super) struct Known {
    pub(super) answered: Answered,
    pub(super) decimals: HashMap<u32, DecimalSeen>,
}

impl Shared {
    pub(super) fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A visit that was read whole, in brief.
    pub fn add(&self, visit: &Visit, place: Place) -> Brief {
        Brief::of(visit, &mut self.known().answered, place)
    }

    /// How many items of a standard a visit has rows for.
    pub fn n_items(&self, brief: &Brief, standard: &Standard) -> usize {
        let known = self.known();
        let marks = known.answered.marks_of(brief);
        let answered: HashSet<&Id> = marks.map(|mark| &mark.answer.item).collect();
        let is_there = |item: &&Item| answered.contains(&item.id);
        standard.items().filter(is_there).count()
    }

    /// What was answered in all visits.
    pub fn into_answered(self) -> Answered {
        let known = self.0.into_inner();
        known.unwrap_or_else(PoisonError::into_inner).answered
    }
}
