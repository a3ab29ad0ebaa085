//! Folds events into the walk, and says what came of each. The only place where a walk changes.

use super::Walk;
use super::effect::Effect;
use super::state::{Change, Given, Record, Timer};
use crate::model::event::{Beside, Entry, Event};
use crate::model::id::Id;
use crate::model::moment::Moment;
use crate::model::visit::Noted;

impl Walk<'_> {
    /// Applies an event that has been kept, and gives what to say and show.
    pub fn apply(&mut self, entry: &Entry) -> Vec<Effect> {
        let asked_before = self.asked.clone();
        let cursor_before = self.cursor;
        let before = self.place_of(&entry.event).map(|at| {
            (
                at,
                self.records[at].clone(),
                self.timers[at],
                self.is_open(at),
            )
        });
        let change = match entry.event {
            Event::Undone => self.done.last().cloned(),
            Event::Redone => self.undone.last().cloned(),
            _ => None,
        };
        let notes_before = self.notes().map(str::to_owned);
        self.fold(entry);
        let mut effects = match notes_before {
            Some(notes) if self.notes.is_none() => vec![Effect::saved(format!(
                "The notes were taken away. They were: {notes}"
            ))],
            _ => self.said(entry, before.as_ref(), change.as_ref()),
        };
        effects.extend(self.asked_words(&asked_before).map(Effect::aside));
        let at = before.map(|(at, ..)| at);
        let at = at.or(change.as_ref().and_then(Change::place));
        effects.extend(self.followed(&entry.event, at, cursor_before));
        effects
    }

    /// Says whether an event fits the standard; one that does not is never folded.
    pub(super) fn check_fits(&self, event: &Event) -> Result<(), String> {
        let Some(id) = item_of(event) else {
            return match event {
                Event::Started(_) | Event::Revised { .. } => Err("a visit begins twice".into()),
                _ => Ok(()),
            };
        };
        let at = self
            .by_id
            .get(id)
            .ok_or_else(|| format!("the standard has no item `{id}`"))?;
        match event {
            Event::Answered { value, .. } if !self.item(*at).scale.admits(value) => {
                Err(format!("`{value}` is no answer to `{id}`"))
            }
            _ => Ok(()),
        }
    }

    fn place_of(&self, event: &Event) -> Option<usize> {
        self.by_id.get(item_of(event)?).copied()
    }

    /// Folds an event; one that does not fit the standard changes nothing.
    pub(super) fn fold(&mut self, entry: &Entry) {
        if !matches!(entry.event, Event::Moved(_) | Event::Returned) {
            self.last_saved = Some(entry.at);
        }
        if self.check_fits(&entry.event).is_err() {
            return;
        }
        let at = self.place_of(&entry.event);
        match &entry.event {
            Event::Started(_) | Event::Revised { .. } => {}
            Event::Noted(text) => {
                self.is_noted_last = true;
                self.notes = (!text.is_empty()).then(|| noted(text.clone(), entry.at));
            }
            Event::Guessed(guess) => {
                self.guess = guess.clone().map(|guess| noted(guess, entry.at));
            }
            Event::NobodyReached(why) => {
                let after = why.clone().map(|why| noted(why, entry.at));
                let before = std::mem::replace(&mut self.nobody, after.clone());
                self.changed(Change::Nobody { before, after });
                self.beside.remove(&(Beside::Nobody, 0));
            }
            Event::Undone => {
                self.is_noted_last = false;
                if let Some(change) = self.done.pop() {
                    self.take(&change, Way::Back);
                    self.undone.push(change);
                }
            }
            Event::Redone => {
                self.is_noted_last = false;
                if let Some(change) = self.undone.pop() {
                    self.take(&change, Way::Forward);
                    self.done.push(change);
                }
            }
            Event::Returned => {
                if let Some(place) = self.history.pop() {
                    self.cursor = place;
                }
            }
            Event::Revealed => self.is_revealed = true,
            Event::Finished => self.is_finished = true,
            event => {
                let at = at.expect("all other events name an item, and it fits");
                self.fold_item(at, event, entry.at);
            }
        }
        self.settle();
    }

    fn fold_item(&mut self, at: usize, event: &Event, now: Moment) {
        let was_open = self.is_open(at);
        match event {
            Event::Moved(_) => self.go(at),
            Event::TimerStarted(_) => self.timers[at].since = self.timers[at].since.or(Some(now)),
            Event::TimerStopped { seconds, .. } => {
                self.timers[at] = Timer {
                    since: None,
                    shown: *seconds,
                }
            }
            Event::TimerReset(_) => self.timers[at] = Timer::default(),
            Event::Drafted { text, .. } => {
                self.drafts[at] = (!text.is_empty()).then(|| text.clone());
            }
            Event::BesideDrafted { of, text, .. } => {
                let place = (*of, if *of == Beside::Nobody { 0 } else { at });
                self.beside.remove(&place);
                if !text.is_empty() {
                    self.beside.insert(place, text.clone());
                }
            }
            event => {
                let before = self.records[at].clone();
                let mut after = before.clone();
                change_record(&mut after, event, now);
                if matches!(event, Event::Answered { .. } | Event::Excused { .. }) {
                    self.drafts[at] = None;
                    self.beside.remove(&(Beside::Reason, at));
                }
                if matches!(event, Event::Remarked { .. }) {
                    self.beside.remove(&(Beside::Remark, at));
                }
                if matches!(event, Event::Attached { .. } | Event::Detached(_)) {
                    self.beside.remove(&(Beside::Evidence, at));
                }
                if before != after {
                    self.records[at] = after.clone();
                    self.changed(Change::Item {
                        at,
                        before: Box::new(before),
                        after: Box::new(after),
                    });
                }
                self.last_changed = Some(at);
            }
        }
        self.asked = self.asked_now();
        let moves_on = match event {
            Event::Answered { .. } | Event::Excused { .. } => !self.is_open(at),
            Event::Remarked { .. } => was_open && !self.is_open(at),
            Event::Skipped(_) => true,
            _ => false,
        };
        if moves_on
            && at == self.cursor
            && let Some(next) = self.next_open(at)
        {
            self.go(next);
        }
    }

    /// A new change: what was taken back before it cannot be made again.
    fn changed(&mut self, change: Change) {
        self.is_noted_last = false;
        self.done.push(change);
        self.undone.clear();
    }

    fn take(&mut self, change: &Change, way: Way) {
        match change {
            Change::Item { at, before, after } => {
                let record = if way == Way::Back { before } else { after };
                self.records[*at] = record.as_ref().clone();
                self.asked = self.asked_now();
                // What had the walk go on brings it back: something given, a skip, a remark that was owed.
                // For anything else, a `:clear` too, it stays where it is.
                let is_given = after.given.is_some() && before.given != after.given;
                let is_skipped = after.is_skipped && !before.is_skipped;
                let is_owed = before.remark != after.remark && self.wants_remark(*at);
                if self.asked[*at] && (is_given || is_skipped || is_owed) {
                    self.go(*at);
                }
                self.last_changed = Some(*at);
            }
            Change::Nobody { before, after } => {
                let nobody = if way == Way::Back { before } else { after };
                self.nobody.clone_from(nobody);
            }
        }
    }

    fn go(&mut self, at: usize) {
        if at != self.cursor {
            self.history.push(self.cursor);
            self.cursor = at;
        }
    }

    /// Keeps the cursor and the way back on items that are asked.
    fn settle(&mut self) {
        if self.asked.get(self.cursor).copied().unwrap_or(true) {
            return;
        }
        let behind = (self.cursor..self.asked.len()).find(|at| self.asked[*at]);
        let before = (0..self.cursor).rev().find(|at| self.asked[*at]);
        if let Some(at) = behind.or(before) {
            self.cursor = at;
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Back,
    Forward,
}

fn noted<T>(value: T, at: Moment) -> Noted<T> {
    Noted { value, at }
}

fn change_record(record: &mut Record, event: &Event, now: Moment) {
    match event {
        Event::Answered { value, .. } => {
            record.given = Some(Given::Answer(value.clone()));
            record.answered = Some(now);
            record.is_skipped = false;
        }
        Event::Excused { excuse, reason, .. } => {
            record.given = Some(Given::Excuse(*excuse, reason.clone()));
            record.answered = Some(now);
            record.is_skipped = false;
        }
        Event::Cleared(_) => {
            record.given = None;
            record.answered = None;
        }
        Event::Skipped(_) => record.is_skipped = true,
        Event::Remarked { text, .. } => record.remark.clone_from(text),
        Event::Attached { path, .. } if record.evidence.contains(path) => {}
        Event::Attached { path, .. } => record.evidence.push(path.clone()),
        Event::Detached(_) => record.evidence.clear(),
        Event::Caused { cause, .. } => record.cause = *cause,
        Event::Flagged { is_flagged, .. } => record.is_flagged = *is_flagged,
        _ => {}
    }
}

/// The item that an event names.
fn item_of(event: &Event) -> Option<&Id> {
    match event {
        Event::Answered { item, .. }
        | Event::Excused { item, .. }
        | Event::Cleared(item)
        | Event::Skipped(item)
        | Event::Remarked { item, .. }
        | Event::Attached { item, .. }
        | Event::Detached(item)
        | Event::Caused { item, .. }
        | Event::Flagged { item, .. }
        | Event::Moved(item)
        | Event::TimerStarted(item)
        | Event::TimerStopped { item, .. }
        | Event::TimerReset(item)
        | Event::Drafted { item, .. }
        | Event::BesideDrafted { item, .. } => Some(item),
        Event::Started(_)
        | Event::Revised { .. }
        | Event::Noted(_)
        | Event::Guessed(_)
        | Event::NobodyReached(_)
        | Event::Undone
        | Event::Redone
        | Event::Returned
        | Event::Revealed
        | Event::Finished => None,
    }
}
