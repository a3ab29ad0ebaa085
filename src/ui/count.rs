//! Stopwatches by a count that no clock's setting moves, beside the clock on the wall: where the two
//! differ, the auditor says which is right.

use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use super::Frontend;
use crate::model::event::Event;
use crate::model::moment::Moment;
use crate::walk::Walk;
use crate::walk::request::Request;

/// When each running stopwatch was started, by the count. One that was started by an earlier run of
/// the program is not in it.
#[derive(Clone, Default, Debug)]
pub(super) struct Counts(BTreeMap<crate::model::id::Id, Duration>);

impl Counts {
    /// Notes a stopwatch that starts or stops.
    pub(super) fn note(&mut self, event: &Event, count: Duration) {
        match event {
            Event::TimerStarted(item) => {
                self.0.insert(item.clone(), count);
            }
            Event::TimerStopped { item, .. } | Event::TimerReset(item) => {
                self.0.remove(item);
            }
            _ => {}
        }
    }

    /// The request as it is to be judged: with the seconds that the auditor chose where clock and
    /// count differ on the stopwatch that it would stop.
    pub(super) fn settled(
        &self,
        request: Request,
        walk: &Walk,
        now: Moment,
        count: Duration,
        frontend: &mut dyn Frontend,
    ) -> io::Result<Request> {
        let Request::Stopwatch(what) = request else {
            return Ok(request);
        };
        let ran = walk.stopwatch_to_stop(what).and_then(|at| {
            let started = self.0.get(&walk.item(at).id)?;
            Some((at, count.saturating_sub(*started).as_secs()))
        });
        let Some(doubt) = ran.and_then(|(at, ran)| walk.stopwatch_doubt(at, now, ran)) else {
            return Ok(request);
        };
        let seconds = match doubt.by_clock {
            Some(by_clock) if frontend.confirm(&doubt.question)? => by_clock,
            Some(_) => doubt.by_count,
            None if frontend.confirm(&doubt.question)? => doubt.by_count,
            None => return Ok(request),
        };
        Ok(Request::StopwatchAt(what, seconds))
    }
}
