//! The visit whose rows are being read.

use crate::model::answer::Answer;
use crate::model::brief::{Brief, BriefFacts, Codes, Place};
use crate::model::share::Share;

/// A visit that is being read.
pub(super) struct Open {
    pub(super) facts: BriefFacts,
    pub(super) prefix: Vec<u8>,
    pub(super) place: Place,
    /// Where its answers begin among those of the stretch.
    pub(super) codes_at: usize,
    pub(super) kept: Vec<Answer>,
    pub(super) guess: Option<Share>,
    pub(super) n_items: usize,
}

impl Open {
    /// The visit, once its last row was read and its answers end there.
    pub(super) fn brief(self, codes_end: usize) -> Brief {
        Brief {
            facts: self.facts,
            codes: Codes::between(self.codes_at, codes_end),
            kept: (!self.kept.is_empty()).then(|| self.kept.into()),
            guess: self.guess,
            place: self.place,
        }
    }
}
