//! What was decided after visits: what is done differently, by whom and by when, and which visit showed
//! that it is.

use chrono::NaiveDate;

use super::id::Id;
use super::moment::Moment;
use super::visit::VisitId;

/// Something that was decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Action {
    /// Four letters and digits, to name it by.
    pub id: String,
    /// When it was decided.
    pub at: Moment,
    /// What is done differently.
    pub what: String,
    /// Who sees to it: a role; empty where nobody was named.
    pub who: String,
    /// By when.
    pub due: Option<NaiveDate>,
    /// The item that is to show it.
    pub item: Id,
    /// The visit that it came from.
    pub visit: Option<VisitId>,
    /// The later visit that showed it.
    pub shown_by: Option<VisitId>,
}

/// What is kept of actions, a line each.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ActionEvent {
    /// It was decided.
    Added(Action),
    /// A visit showed it.
    Closed {
        /// The action.
        id: String,
        /// When it was closed.
        at: Moment,
        /// The visit.
        visit: VisitId,
    },
}
