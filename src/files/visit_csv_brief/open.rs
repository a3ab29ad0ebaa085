//! The visit whose rows are being read.

use crate::model::answer::Answer;
use crate::model::brief::{Brief, BriefFacts, Place, push_code};
use crate::model::share::Share;

/// A visit that is being read.
pub(super) struct Open {
    pub(super) facts: BriefFacts,
    pub(super) prefix: Vec<u8>,
    pub(super) place: Place,
    pub(super) codes: Vec<u8>,
    pub(super) kept: Vec<Answer>,
    pub(super) guess: Option<Share>,
    pub(super) n_items: usize,
}

impl Open {
    /// Takes the mark of an answer.
    pub(super) fn take(&mut self, code: u32) {
        push_code(&mut self.codes, code);
        self.n_items += 1;
    }

    /// The visit, once its last row was read.
    pub(super) fn brief(self) -> Brief {
        Brief {
            facts: self.facts,
            codes: self.codes.into(),
            kept: (!self.kept.is_empty()).then(|| self.kept.into()),
            guess: self.guess,
            place: self.place,
        }
    }
}
