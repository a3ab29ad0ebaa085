//! Stopwatches: they run by the clock on the wall, so they outlive the program, and what one shows
//! becomes an answer only when the auditor says so.

use std::fmt::Write;

use super::Walk;
use super::judge::Verdict;
use super::request::Stopwatch;
use crate::model::answer::Value;
use crate::model::duration;
use crate::model::event::Event;
use crate::model::moment::Moment;
use crate::model::scale::Scale;

impl Walk<'_> {
    pub(super) fn judge_stopwatch(&self, what: Stopwatch, now: Moment) -> Verdict {
        let is_timed = |at: usize| matches!(self.item(at).scale, Scale::Duration(_));
        let running: Vec<usize> = self.running().into_iter().map(|(at, _)| at).collect();
        // Away from its item, `t` stops the one stopwatch that runs.
        let at = match running.as_slice() {
            _ if is_timed(self.cursor) => self.cursor,
            [only] if what != Stopwatch::Use && what != Stopwatch::Start => *only,
            _ => return Verdict::Refused(self.stopwatch_way_out()),
        };
        let (timer, item) = (self.timers[at], self.item(at).id.clone());
        let stopped = |seconds| Event::TimerStopped {
            item: item.clone(),
            seconds,
        };
        let is_running = timer.since.is_some();
        match what {
            Stopwatch::Start if is_running => Verdict::Refused(format!(
                "The stopwatch is running: {}. Type t to stop it.",
                duration::spoken(timer.seconds(now))
            )),
            Stopwatch::Stop if !is_running => {
                Verdict::Refused("The stopwatch is not running. Type t to start it.".into())
            }
            Stopwatch::Toggle | Stopwatch::Stop if is_running => {
                Verdict::event(stopped(timer.seconds(now)))
            }
            Stopwatch::Toggle | Stopwatch::Start | Stopwatch::Stop => {
                Verdict::event(Event::TimerStarted(item))
            }
            Stopwatch::Reset if !is_running && timer.shown == 0 => {
                Verdict::Refused("The stopwatch shows nothing. Type t to start it.".into())
            }
            Stopwatch::Reset => Verdict::event(Event::TimerReset(item)),
            Stopwatch::Use if !is_running && timer.shown == 0 => Verdict::Refused(
                "Not saved. The stopwatch shows nothing. Type t to start it.".into(),
            ),
            Stopwatch::Use => {
                if let Some(refused) = self.refused_for_nobody() {
                    return refused;
                }
                let seconds = timer.seconds(now);
                let mut events = Vec::new();
                if is_running {
                    events.push(stopped(seconds));
                }
                events.push(Event::Answered {
                    item: item.clone(),
                    value: Value::Duration(seconds),
                });
                Verdict::Events(events)
            }
        }
    }

    fn stopwatch_way_out(&self) -> String {
        let timed: Vec<&str> = self
            .asked()
            .filter(|at| matches!(self.item(*at).scale, Scale::Duration(_)))
            .map(|at| self.label(at))
            .collect();
        match timed.as_slice() {
            [] => "No item here asks for a time, so there is no stopwatch.".into(),
            [only] => format!("This item asks for no time; {only} does. Type g {only}, then t."),
            many => format!(
                "This item asks for no time; these do: {}. Type g and the number, then t.",
                many.join(", ")
            ),
        }
    }

    /// Where the auditor is: whose place, which item, how far, what runs.
    pub(super) fn where_words(&self, now: Moment) -> String {
        let facts = &self.facts;
        let card = self.card();
        let section = card
            .section
            .map_or(String::new(), |title| format!(", {title}"));
        let mut words = format!(
            "{}, {}. Item {} of {}, {}{section}. {}",
            facts.organisation,
            facts.site,
            card.rank,
            card.n_asked,
            card.label,
            self.progress_words()
        );
        for (at, since) in self.running() {
            let _ = write!(
                words,
                " The stopwatch of {} has been running since {}: {}.",
                self.label(at),
                since.time_of_day(),
                duration::spoken(self.timers[at].seconds(now))
            );
        }
        words
    }
}
