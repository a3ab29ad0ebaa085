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

/// How far the clock on the wall and a count of seconds may differ and still be one time.
const SAME: u64 = 2;

/// A running stopwatch on which the clock on the wall and a count of seconds differ.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Doubt {
    /// What it shows by the clock; `None` where the clock went back.
    pub by_clock: Option<u64>,
    /// What it shows by the count.
    pub by_count: u64,
    /// Both in words, and which of them a yes takes: the clock's where it has one.
    pub question: String,
}

impl Walk<'_> {
    /// The place of the running stopwatch that a request would stop.
    pub fn stopwatch_to_stop(&self, what: Stopwatch) -> Option<usize> {
        let stops = matches!(what, Stopwatch::Toggle | Stopwatch::Stop | Stopwatch::Use);
        let at = self.stopwatch_of(what).filter(|_| stops)?;
        let is_refused = what == Stopwatch::Use && self.nobody.is_some();
        self.timers[at].since.filter(|_| !is_refused).map(|_| at)
    }

    /// Whether a running stopwatch is in doubt, when it ran for so many seconds by a count that no
    /// clock's setting moves. Such a count stands still while the computer sleeps.
    pub fn stopwatch_doubt(&self, at: usize, now: Moment, ran: u64) -> Option<Doubt> {
        let timer = &self.timers[at];
        let by_clock = u64::try_from(now.seconds_since(timer.since?)).ok();
        if by_clock.is_some_and(|seconds| seconds.abs_diff(ran) <= SAME) {
            return None;
        }
        let by_clock = by_clock.map(|seconds| timer.shown.saturating_add(seconds));
        let by_count = timer.shown.saturating_add(ran);
        let count = duration::spoken(by_count);
        let question = match by_clock.map(duration::spoken) {
            Some(clock) => format!(
                "By the clock the stopwatch ran {clock}, by the computer's own count {count}: it slept, or \
                 its clock was set. Is {clock} right? n takes {count}."
            ),
            None => format!(
                "The clock was set back while the stopwatch ran; by the computer's own count it ran \
                 {count}. Is that right?"
            ),
        };
        Some(Doubt {
            by_clock,
            by_count,
            question,
        })
    }

    /// The place of the stopwatch that is meant: that of the item, or away from one that asks for a
    /// time, the only one that runs.
    fn stopwatch_of(&self, what: Stopwatch) -> Option<usize> {
        if matches!(self.item(self.cursor).scale, Scale::Duration(_)) {
            return Some(self.cursor);
        }
        match self.running().as_slice() {
            [(only, _)] if what != Stopwatch::Use && what != Stopwatch::Start => Some(*only),
            _ => None,
        }
    }

    /// Judges what is asked of a stopwatch; `said` is what it shows where that was asked about.
    pub(super) fn judge_stopwatch(
        &self,
        what: Stopwatch,
        now: Moment,
        said: Option<u64>,
    ) -> Verdict {
        let Some(at) = self.stopwatch_of(what) else {
            return Verdict::Refused(self.stopwatch_way_out());
        };
        let (timer, item) = (self.timers[at], self.item(at).id.clone());
        let stopped = |seconds| Event::TimerStopped {
            item: item.clone(),
            seconds,
        };
        let is_running = timer.since.is_some();
        if let Some(since) = timer.since
            && now.seconds_since(since) < 0
            && said.is_none()
            && !matches!(what, Stopwatch::Start | Stopwatch::Reset)
        {
            return Verdict::Refused(format!(
                "Not saved. The clock was set back since the stopwatch started at {}, so what it shows is \
                 wrong. Type the time yourself, or t reset.",
                since.time_of_day()
            ));
        }
        let shows = said.unwrap_or_else(|| timer.seconds(now));
        match what {
            Stopwatch::Start if is_running => Verdict::Refused(format!(
                "The stopwatch is running: {}. Type t to stop it.",
                duration::spoken(timer.seconds(now))
            )),
            Stopwatch::Stop if !is_running => {
                Verdict::Refused("The stopwatch is not running. Type t to start it.".into())
            }
            Stopwatch::Toggle | Stopwatch::Stop if is_running => Verdict::event(stopped(shows)),
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
                let mut events = Vec::new();
                if is_running {
                    events.push(stopped(shows));
                }
                events.push(Event::Answered {
                    item: item.clone(),
                    value: Value::Duration(shows),
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
        let label = if card.label == card.rank.to_string() {
            String::new()
        } else {
            format!(", {}", card.label)
        };
        let mut words = format!(
            "{}. Item {} of {}{label}{section}. {}",
            facts.place(),
            card.rank,
            card.n_asked,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::visit::Role;
    use crate::walk::sample::{Kept, at, standard, typed};

    #[test]
    fn a_clock_that_was_set_back_gives_no_time() {
        let standard = standard();
        let mut kept = Kept::new(&standard, Role::Competitor);
        let said = typed(
            &mut kept,
            &[
                "g wait",
                "@14:10:00",
                "t",
                "@14:09:00",
                "t use",
                "t",
                "t reset",
                "t",
                "@14:09:25",
                "t use",
            ],
        );
        let refused = "Not saved. The clock was set back since the stopwatch started at 14:10:00, so what it \
                       shows is wrong. Type the time yourself, or t reset.";
        assert_eq!(said.matches(refused).count(), 2, "{said}");
        assert!(said.contains("Saved 2.1: 25 seconds."), "{said}");
    }

    #[test]
    fn clock_and_count_are_one_time_within_two_seconds() {
        let standard = standard();
        let mut kept = Kept::new(&standard, Role::Competitor);
        typed(&mut kept, &["g wait", "@14:10:00", "t"]);
        let place = kept.walk.stopwatch_to_stop(Stopwatch::Use).unwrap();
        let doubt = |time: &str, ran| kept.walk.stopwatch_doubt(place, at(time), ran);
        assert_eq!(doubt("14:14:32", 270), None);
        assert_eq!(doubt("14:14:32", 274), None);
        assert_eq!(
            doubt("14:14:32", 269).map(|it| (it.by_clock, it.by_count)),
            Some((Some(272), 269))
        );
        assert_eq!(
            doubt("14:09:00", 272).map(|it| (it.by_clock, it.by_count)),
            Some((None, 272))
        );
    }
}
