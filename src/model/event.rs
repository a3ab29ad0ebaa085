//! What happened in a visit. Replaying its events gives the visit, with every change of mind in it.

use crate::model::answer::{Cause, Decimal, Excuse, Value};
use crate::model::id::Id;
use crate::model::moment::Moment;
use crate::model::visit::{VisitFacts, VisitId};

/// An event with its time and its place in the journal.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// From 1, without gaps.
    pub seq: u64,
    /// When it happened.
    pub at: Moment,
    /// What happened.
    pub event: Event,
}

/// Something that happened in a visit.
#[derive(Clone, PartialEq, Debug)]
pub enum Event {
    /// The visit began: always the first event of a first scoring.
    Started(Box<VisitFacts>),
    /// A finished visit is being corrected or added to: the first event of a revision. The events
    /// that follow change the answers of the visit named.
    Revised {
        /// The facts of the new revision, with its own id.
        facts: Box<VisitFacts>,
        /// The revision that it corrects.
        of: VisitId,
        /// Who corrects: an auditor's code.
        by: String,
        /// Why.
        why: String,
    },
    /// The notes jotted down before the first item were set.
    Noted(String),
    /// The guess of the total was set; `None` takes it back.
    Guessed(Option<Decimal>),
    /// Nobody was reached, and why; `None` takes it back.
    NobodyReached(Option<String>),
    /// An item was answered.
    Answered {
        /// Which.
        item: Id,
        /// With what.
        value: Value,
    },
    /// An item was left without an answer, for a reason.
    Excused {
        /// Which.
        item: Id,
        /// Which of the three reasons.
        excuse: Excuse,
        /// In words; may be empty but for waived.
        reason: String,
    },
    /// An item's answer or excuse was taken away; remark and evidence stay.
    Cleared(Id),
    /// An item was put off.
    Skipped(Id),
    /// An item's remark was set; empty takes it away.
    Remarked {
        /// Which item.
        item: Id,
        /// The remark.
        text: String,
    },
    /// Evidence was added to an item.
    Attached {
        /// Which item.
        item: Id,
        /// Where the file is, as typed; or a word for evidence that is to follow.
        path: String,
    },
    /// The evidence of an item was taken away.
    Detached(Id),
    /// Why an item fell short was said; `None` takes it back.
    Caused {
        /// Which item.
        item: Id,
        /// Why.
        cause: Option<Cause>,
    },
    /// An item was flagged for the review, or the flag taken away.
    Flagged {
        /// Which item.
        item: Id,
        /// Whether it is flagged now.
        is_flagged: bool,
    },
    /// The auditor went to an item.
    Moved(Id),
    /// The auditor went back to where they were before.
    Returned,
    /// The last change was taken back.
    Undone,
    /// The change taken back last was made again.
    Redone,
    /// A stopwatch was started on an item.
    TimerStarted(Id),
    /// The stopwatch of an item was stopped, at so many seconds in all.
    TimerStopped {
        /// Which item.
        item: Id,
        /// What it shows.
        seconds: u64,
    },
    /// The stopwatch of an item was set back to nought.
    TimerReset(Id),
    /// A text being written, not yet the answer.
    Drafted {
        /// Which item.
        item: Id,
        /// What is written so far.
        text: String,
    },
    /// Words being written beside the answer, not yet kept as what they are to be.
    BesideDrafted {
        /// Which item.
        item: Id,
        /// What they are to be.
        of: Beside,
        /// What is written so far.
        text: String,
    },
    /// The score was looked at before the review.
    Revealed,
    /// The visit was finished. What follows is only work of the ledger.
    Finished,
}

/// What words beside an answer are to be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Beside {
    /// The remark.
    Remark,
    /// Evidence.
    Evidence,
    /// Why there is no answer.
    Reason,
    /// Why nobody was reached at all.
    Nobody,
}
