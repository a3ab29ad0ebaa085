//! The visit as a state machine: judges what the auditor asks for, and folds what happened.
//! Knows no terminal, no clock and no file. A [`Request`] is judged into events; whoever keeps the
//! journal keeps each, and only then is it applied. Nothing else changes a walk.

mod drafts;
mod echo;
pub mod effect;
pub mod finish;
mod fold;
pub mod grammar;
mod judge;
pub mod key_table;
pub mod palette;
pub mod request;
pub mod state;
pub mod stopwatch;
pub mod view;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

pub use self::finish::{Unfinished, entries_of, visit_of};
pub use self::judge::Verdict;

use self::state::{Change, Place, Record, Timer};
use crate::model::condition;
use crate::model::event::{Beside, Entry, Event};
use crate::model::id::Id;
use crate::model::moment::Moment;
use crate::model::standard::{Item, Reveal, Section, Standard};
use crate::model::text::Language;
use crate::model::visit::{Noted, VisitFacts};

/// A visit being made. Everything in it follows from its events.
#[derive(Clone, PartialEq, Debug)]
pub struct Walk<'s> {
    standard: &'s Standard,
    language: Language,
    facts: VisitFacts,
    places: Vec<Place>,
    by_id: BTreeMap<Id, usize>,
    records: Vec<Record>,
    drafts: Vec<Option<String>>,
    beside: BTreeMap<(Beside, usize), String>,
    timers: Vec<Timer>,
    notes: Option<Noted<String>>,
    guess: Option<Noted<crate::model::answer::Decimal>>,
    nobody: Option<Noted<String>>,
    asked: Vec<bool>,
    cursor: usize,
    history: Vec<usize>,
    done: Vec<Change>,
    undone: Vec<Change>,
    is_revealed: bool,
    is_finished: bool,
    last_saved: Option<Moment>,
    last_changed: Option<usize>,
    is_noted_last: bool,
}

/// Why a journal could not be replayed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReplayError {
    /// It has no events.
    Empty,
    /// Its first event does not begin a visit.
    NoBeginning,
    /// An event does not fit the standard: its number, and what is wrong.
    Unfit(u64, String),
}

impl fmt::Display for ReplayError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("the journal holds no events"),
            Self::NoBeginning => {
                formatter.write_str("the journal does not begin with the start of a visit")
            }
            Self::Unfit(seq, why) => write!(formatter, "event {seq} of the journal: {why}"),
        }
    }
}

impl std::error::Error for ReplayError {}

impl<'s> Walk<'s> {
    /// Rebuilds a walk from its journal.
    pub fn replay(standard: &'s Standard, entries: &[Entry]) -> Result<Self, ReplayError> {
        let (first, rest) = entries.split_first().ok_or(ReplayError::Empty)?;
        let facts = match &first.event {
            Event::Started(facts) | Event::Revised { facts, .. } => facts.as_ref().clone(),
            _ => return Err(ReplayError::NoBeginning),
        };
        let mut walk = Self::new(standard, facts);
        walk.last_saved = Some(first.at);
        for entry in rest {
            walk.check_fits(&entry.event)
                .map_err(|why| ReplayError::Unfit(entry.seq, why))?;
            walk.fold(entry);
        }
        Ok(walk)
    }

    fn new(standard: &'s Standard, facts: VisitFacts) -> Self {
        let places = state::places(standard);
        let n = places.len();
        let by_id = standard.items().enumerate();
        let mut walk = Self {
            standard,
            language: standard.languages.first().cloned().unwrap_or_default(),
            facts,
            by_id: by_id.map(|(n, item)| (item.id.clone(), n)).collect(),
            places,
            records: vec![Record::default(); n],
            drafts: vec![None; n],
            beside: BTreeMap::new(),
            timers: vec![Timer::default(); n],
            notes: None,
            guess: None,
            nobody: None,
            asked: Vec::new(),
            cursor: 0,
            history: Vec::new(),
            done: Vec::new(),
            undone: Vec::new(),
            is_revealed: false,
            is_finished: false,
            last_saved: None,
            last_changed: None,
            is_noted_last: false,
        };
        walk.asked = walk.asked_now();
        walk.cursor = walk
            .asked
            .iter()
            .position(|is_asked| *is_asked)
            .unwrap_or(0);
        walk
    }

    /// The same walk speaking another language, where the standard has it.
    #[must_use]
    pub fn in_language(mut self, language: &Language) -> Self {
        self.language = language.clone();
        self
    }

    /// The standard.
    pub fn standard(&self) -> &'s Standard {
        self.standard
    }

    /// The language of questions and labels.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// What is the same for the whole visit.
    pub fn facts(&self) -> &VisitFacts {
        &self.facts
    }

    /// The item that is being asked, by its place among all items.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The item at a place.
    pub fn item(&self, at: usize) -> &'s Item {
        let place = &self.places[at];
        &self.standard.sections[place.section].items[place.item]
    }

    /// The section of the item at a place.
    pub fn section(&self, at: usize) -> &'s Section {
        &self.standard.sections[self.places[at].section]
    }

    /// The item that is being asked.
    pub fn current(&self) -> &'s Item {
        self.item(self.cursor)
    }

    /// What is known of the item at a place.
    pub fn record(&self, at: usize) -> &Record {
        &self.records[at]
    }

    /// The stopwatch of the item at a place.
    pub fn timer(&self, at: usize) -> &Timer {
        &self.timers[at]
    }

    /// The text being written for the item at a place.
    pub fn draft(&self, at: usize) -> Option<&str> {
        self.drafts[at].as_deref()
    }

    /// The remark being written for the item at a place.
    pub fn remark_draft(&self, at: usize) -> Option<&str> {
        self.drafted_beside(Beside::Remark, at)
    }

    /// What is being written beside the answer of the item at a place. Why nobody was reached is
    /// said of the whole visit, and the same everywhere.
    pub fn drafted_beside(&self, of: Beside, at: usize) -> Option<&str> {
        let at = if of == Beside::Nobody { 0 } else { at };
        self.beside.get(&(of, at)).map(String::as_str)
    }

    /// What was jotted down before the first item.
    pub fn notes(&self) -> Option<&str> {
        self.notes.as_ref().map(|noted| noted.value.as_str())
    }

    /// Why nobody was reached, where that is so.
    pub fn nobody(&self) -> Option<&str> {
        self.nobody.as_ref().map(|noted| noted.value.as_str())
    }

    /// True when the finish event has happened.
    pub fn is_finished(&self) -> bool {
        self.is_finished
    }

    /// When the last event was kept, and the item that was changed last.
    pub fn last_saved(&self) -> (Option<Moment>, Option<usize>) {
        (self.last_saved, self.last_changed)
    }

    /// True when the item at a place is asked: it is for this role, and its conditions hold.
    pub fn is_asked(&self, at: usize) -> bool {
        self.asked[at]
    }

    /// The places of all items that are asked.
    pub fn asked(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.asked.len()).filter(|at| self.asked[*at])
    }

    /// The places of all items that are still open.
    pub fn open(&self) -> impl Iterator<Item = usize> + '_ {
        self.asked().filter(|at| self.is_open(*at))
    }

    /// True when the item at a place still wants something: an answer, or a remark that is asked for.
    pub fn is_open(&self, at: usize) -> bool {
        self.nobody.is_none()
            && self.asked[at]
            && (self.records[at].given.is_none() || self.wants_remark(at))
    }

    /// True when the answer at a place asks for a remark, and there is none.
    pub fn wants_remark(&self, at: usize) -> bool {
        let record = &self.records[at];
        record.remark.is_empty() && record.demands(self.item(at), self.item(at).remark)
    }

    /// True when the answer at a place asks for evidence, and no file was named.
    pub fn wants_evidence(&self, at: usize) -> bool {
        let record = &self.records[at];
        let is_there = record
            .evidence
            .iter()
            .any(|path| !effect::is_to_follow(path));
        self.nobody.is_none()
            && self.asked[at]
            && !is_there
            && record.demands(self.item(at), self.item(at).evidence)
    }

    /// How many items are done, and how many are asked.
    pub fn progress(&self) -> (usize, usize) {
        let n_asked = self.asked().count();
        (n_asked - self.open().count(), n_asked)
    }

    /// True when the score may be shown now without asking.
    pub fn may_see_score(&self) -> bool {
        match self.standard.reveal {
            Reveal::Never => false,
            Reveal::Live => true,
            Reveal::Review => self.is_revealed || self.open().next().is_none(),
        }
    }

    /// Which items are asked, given the answers so far.
    fn asked_now(&self) -> Vec<bool> {
        condition::asked(self.standard, self.facts.role, |id| {
            self.records[*self.by_id.get(id)?].value()
        })
    }

    /// True where the notes were written last: taking back passes over them to the change before.
    pub fn undo_passes_notes(&self) -> bool {
        self.is_noted_last && !self.done.is_empty()
    }

    /// What taking back takes back.
    pub fn last_change(&self) -> Option<&Change> {
        self.done.last()
    }

    /// Where whoever comes back goes on, where that is another item than the one they left: that one is done,
    /// and the next key would change it.
    pub fn goes_on_at(&self) -> Option<usize> {
        let at = self.cursor;
        let is_done = !self.is_open(at) && !self.has_draft(at) && self.timers[at].since.is_none();
        self.next_open(at).filter(|_| is_done)
    }

    /// The first open item behind a place, from the start again behind the last.
    fn next_open(&self, behind: usize) -> Option<usize> {
        let open: Vec<usize> = self.open().collect();
        let next = open.iter().find(|at| **at > behind).or(open.first());
        next.copied()
    }
}
