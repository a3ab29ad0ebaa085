//! What a person says of an analysis that is of one standard and knows what matters.

use crate::model::id::Id;
use crate::model::share::Share;
use crate::stats::ladder::DELTA;

/// What to look at.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Settings {
    /// Visits of this standard only.
    pub standard: Option<Id>,
    /// The difference that matters; 5 points where nothing is said.
    pub matters: Option<Share>,
}

impl Settings {
    /// The difference that matters, 0..=1.
    pub fn delta(&self) -> f64 {
        self.matters.map_or(DELTA, Share::value)
    }
}
