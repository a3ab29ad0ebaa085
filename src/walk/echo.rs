//! What is said of an event once it is kept, and what is asked or shown next because of it.

use super::Walk;
use super::effect::{self, ECHO, Effect, Question, beginning};
use super::fold::Way;
use super::state::{Change, Record, Timer};
use crate::model::duration;
use crate::model::event::{Beside, Entry, Event};
use crate::model::standard::{Demand, Reveal};

impl Walk<'_> {
    /// What is said of the event itself.
    pub(super) fn said(
        &self,
        entry: &Entry,
        before: Option<&(usize, Record, Timer, bool)>,
        change: Option<&Change>,
    ) -> Vec<Effect> {
        let Some((at, record, timer, _)) = before else {
            return self.said_of_visit(&entry.event, change);
        };
        let at = *at;
        let (label, item) = (self.label(at), self.spelt_label(at));
        match &entry.event {
            Event::Answered { .. } | Event::Excused { .. } => {
                let is_replaced = self.replaced_words(at, record).is_some();
                let mut effects = vec![Effect::saved(self.saved_words(at, record))];
                effects.extend(is_replaced.then_some(Effect::Replaced));
                effects
            }
            Event::Cleared(_) if record.given.is_none() => {
                vec![Effect::aside(format!(
                    "{} had no answer.",
                    self.leading_label(at)
                ))]
            }
            Event::Cleared(_) => vec![Effect::saved(format!(
                "Cleared {item}. {} Type u to take that back.",
                self.progress_words()
            ))],
            Event::Skipped(_) => vec![Effect::saved(format!(
                "Skipped {item}; it stays open. Type o to come back to what is open."
            ))],
            Event::Remarked { text, .. } if text.is_empty() => {
                vec![Effect::saved(format!(
                    "The remark on {item} was taken away."
                ))]
            }
            Event::Remarked { text, .. } if !record.remark.is_empty() && record.remark != *text => {
                let was = beginning(&record.remark, ECHO);
                vec![Effect::saved(format!(
                    "Remark on {item} saved (was: {was})."
                ))]
            }
            Event::Remarked { .. } => vec![Effect::saved(format!("Remark on {item} saved."))],
            Event::Attached { path, .. } if effect::is_to_follow(path) => {
                vec![Effect::saved(format!(
                    "Noted for {item}: evidence {path}. Add it later with mystery attach."
                ))]
            }
            Event::Attached { path, .. } => {
                vec![Effect::saved(format!("Evidence on {item}: {path}."))]
            }
            Event::Detached(_) => vec![Effect::saved(format!(
                "The evidence on {item} was taken away; the files stay where they are."
            ))],
            Event::Caused {
                cause: Some(cause), ..
            } => {
                vec![Effect::saved(format!("Cause on {item}: {}.", cause.name()))]
            }
            Event::Caused { cause: None, .. } => {
                vec![Effect::saved(format!(
                    "The cause on {item} was taken away."
                ))]
            }
            Event::Flagged { is_flagged, .. } => vec![Effect::saved(if *is_flagged {
                // Some begin the word that finishes by its letter.
                let end = if self.open().next().is_none() {
                    " Type :finish to finish."
                } else {
                    ""
                };
                format!("Flagged {item}: it stands in the review with [!].{end}")
            } else {
                format!("{} is not flagged any more.", self.leading_label(at))
            })],
            Event::Drafted { text, .. } if text.is_empty() => {
                vec![Effect::saved(format!("The draft on {item} was dropped."))]
            }
            Event::BesideDrafted { of, text, .. } if text.is_empty() => {
                let what = match of {
                    Beside::Remark => format!("of a remark on {item}"),
                    Beside::Evidence => format!("of evidence on {item}"),
                    Beside::Reason => format!("of a reason on {item}"),
                    Beside::Nobody => "of why nobody was reached".into(),
                };
                vec![Effect::saved(format!("The draft {what} was dropped."))]
            }
            Event::TimerStarted(_) if timer.shown > 0 => vec![Effect::saved(format!(
                "Stopwatch goes on from {}. Type t to stop it, t reset to begin anew.",
                duration::spelt(timer.shown)
            ))],
            Event::TimerStarted(_) => vec![Effect::saved(format!(
                "Stopwatch started at {}. Type t to stop it. It keeps running if you move on or quit.",
                entry.at.time_of_day()
            ))],
            Event::TimerStopped { seconds, .. } => vec![Effect::saved(format!(
                "Stopped: {}. Type t use to save it as the answer{}.",
                duration::spoken(*seconds),
                if at == self.cursor {
                    String::new()
                } else {
                    format!(" of {label} (g {label} goes there)")
                }
            ))],
            Event::TimerReset(_) => vec![Effect::saved(format!(
                "Stopwatch set back to nought; it showed {}.",
                duration::spoken(timer.seconds(entry.at))
            ))],
            _ => Vec::new(),
        }
    }

    fn said_of_visit(&self, event: &Event, change: Option<&Change>) -> Vec<Effect> {
        let taken = |word: &str, way: Way| match change {
            Some(Change::Item { at, before, after }) => {
                let was = if way == Way::Back { after } else { before };
                let words = self.state_words(*at, was);
                let stop = if words.ends_with(['.', '!', '?', '…', '"', '”']) {
                    ""
                } else {
                    "."
                };
                vec![Effect::saved(format!(
                    "{word}: {words}{stop} {}",
                    self.progress_words()
                ))]
            }
            Some(Change::Nobody { .. }) if self.nobody.is_some() => {
                vec![Effect::saved(format!("{word}: nobody was reached."))]
            }
            Some(Change::Nobody { .. }) => {
                vec![Effect::saved(format!(
                    "{word}: somebody was reached after all."
                ))]
            }
            None => Vec::new(),
        };
        match event {
            Event::Noted(_) => vec![Effect::saved("Notes saved.")],
            Event::NobodyReached(Some(_)) => vec![Effect::saved(
                "Saved: nobody was reached. That is a result: everything that counts gets nothing. \
                 Type :finish to finish, or u to take it back.",
            )],
            Event::NobodyReached(None) => {
                vec![Effect::saved("Saved: somebody was reached after all.")]
            }
            Event::Undone => taken("Undone", Way::Back),
            Event::Redone => taken("Redone", Way::Forward),
            Event::Revealed => vec![Effect::ShowScore],
            Event::Finished => vec![Effect::Finished],
            _ => Vec::new(),
        }
    }

    /// What is asked or shown next because of the event.
    pub(super) fn followed(
        &self,
        event: &Event,
        at: Option<usize>,
        cursor_before: usize,
    ) -> Vec<Effect> {
        let mut effects = Vec::new();
        let is_given = matches!(
            event,
            Event::Answered { .. }
                | Event::Excused { .. }
                | Event::Remarked { .. }
                | Event::Skipped(_)
        );
        if let (true, Some(at)) = (is_given, at) {
            if self.asked[at] && self.wants_remark(at) {
                effects.push(Effect::aside(self.remark_words(at)));
                effects.push(Effect::Ask(Question::Remark));
                return effects;
            }
            let was_answer = matches!(event, Event::Answered { .. });
            if was_answer && self.wants_evidence(at) && self.records[at].evidence.is_empty() {
                effects.push(Effect::aside(format!(
                    "Evidence is asked for on {0} (a photo, a receipt): g {0}, then a and its path; or \
                     later. It never holds up the visit.",
                    self.label(at)
                )));
            }
            if self.standard.reveal == Reveal::Live && !matches!(event, Event::Remarked { .. }) {
                effects.push(Effect::ShowScore);
            }
            if self.open().next().is_none() {
                effects.push(Effect::aside(self.all_done_words()));
                effects.push(Effect::AllDone);
                return effects;
            }
        }
        if is_given && !matches!(event, Event::Skipped(_)) && self.cursor < cursor_before {
            let n_open = self.open().count();
            let verb = if n_open == 1 { "is" } else { "are" };
            effects.push(Effect::aside(format!(
                "{} {verb} still open: back to {}.",
                effect::count(n_open, "item"),
                self.spelt_label(self.cursor)
            )));
        }
        let is_shown = match event {
            Event::Moved(_) | Event::Returned => true,
            // What was taken back elsewhere has been said.
            Event::Undone | Event::Redone => {
                at.is_none_or(|at| at == self.cursor) || self.cursor != cursor_before
            }
            Event::Cleared(_) => at == Some(self.cursor),
            _ => self.cursor != cursor_before,
        };
        if is_shown && !self.is_finished {
            effects.push(Effect::ShowItem);
        }
        effects
    }

    fn remark_words(&self, at: usize) -> String {
        let asked = match self.item(at).remark {
            Demand::OnLow => "what happened?",
            Demand::OnTop => "what made it so good?",
            Demand::Always | Demand::Never => "what did you see?",
        };
        format!("The remark on {}: {asked}", self.spelt_label(at))
    }

    /// What is said when nothing is open any more.
    pub(super) fn all_done_words(&self) -> String {
        let n_asked = self.asked().count();
        let n_flagged = self
            .asked()
            .filter(|at| self.records[*at].is_flagged)
            .count();
        let flagged = if n_flagged == 0 {
            String::new()
        } else {
            format!(" {n_flagged} flagged.")
        };
        let all = if n_asked == 1 {
            "The only item is".to_owned()
        } else {
            format!("All {n_asked} items are")
        };
        let drafted = self
            .drafted_words()
            .map_or(String::new(), |words| format!(" {words}."));
        format!("{all} done.{flagged}{drafted} Type r to look them over, or :finish to finish.")
    }
}
