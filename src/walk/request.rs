//! What an auditor may ask for.

use crate::model::answer::Excuse;
use crate::model::event::Beside;

/// What an auditor asks for.
#[derive(Clone, PartialEq, Debug)]
pub enum Request {
    /// Answer the current item, as typed.
    Answer(String),
    /// Answer the current item with a value that has been read already.
    Give(crate::model::answer::Value),
    /// Say why there is no answer; `None` asks which of the three reasons it is.
    Excuse(Option<Excuse>, String),
    /// Nobody was reached, and why; empty asks.
    Nobody(String),
    /// Somebody was reached after all.
    Somebody,
    /// Decide later.
    Skip,
    /// Take the answer away.
    Clear,
    /// Set the remark; empty asks for it.
    Remark(String),
    /// Set the remark of an item that need not be the current one.
    RemarkOn(crate::model::id::Id, String),
    /// Take the remark away.
    NoRemark,
    /// Name evidence; empty asks for it.
    Attach(Attachment),
    /// Take the evidence away.
    Detach,
    /// Why it fell short; empty asks, `none` takes it away.
    Cause(String),
    /// Flag for the review, or take the flag away.
    Flag,
    /// Go back to where I was.
    Back,
    /// The item before, in the standard's order.
    Previous,
    /// The item behind, in the standard's order.
    Next,
    /// The next open item.
    NextOpen,
    /// The section before.
    PreviousSection,
    /// The section behind.
    NextSection,
    /// Go to an item or a section; empty lists them.
    GoTo(String),
    /// The stopwatch.
    Stopwatch(Stopwatch),
    /// The stopwatch, with the seconds that it shows: the auditor said which of two times is right.
    StopwatchAt(Stopwatch, u64),
    /// Take the last change back.
    Undo,
    /// Make it again.
    Redo,
    /// List all items.
    List,
    /// Look over all answers.
    Review,
    /// Where am I.
    Where,
    /// The score so far; asked about unless `is_sure`.
    Score {
        /// Whether the question has been answered with yes.
        is_sure: bool,
    },
    /// Add to the notes of the visit; empty shows them.
    Notes(String),
    /// Set the notes of the visit.
    SetNotes(String),
    /// The auditor's guess of the total; empty takes it away.
    Guess(String),
    /// Write the text of the current item in an editor.
    Edit,
    /// Keep what is written of a text so far.
    Draft(String),
    /// Keep what is written beside an answer so far.
    DraftBeside(Beside, String),
    /// How to answer the item at hand.
    Help,
    /// All keys.
    Keys,
    /// Show the item again.
    Show,
    /// Finish the visit.
    Finish,
    /// Leave; all is kept.
    Quit,
}

/// Evidence as it was named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Attachment {
    /// As typed; nobody has looked yet whether it is there.
    Typed(String),
    /// A file that is there.
    File(String),
    /// Something that will be there later.
    ToFollow(String),
}

/// What to do with a stopwatch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stopwatch {
    /// Start it, or stop it.
    Toggle,
    /// Start it.
    Start,
    /// Stop it.
    Stop,
    /// Take what it shows as the answer.
    Use,
    /// Set it back to nought.
    Reset,
}
