//! Judges that an item is to wait until a promise is due, so that it is known when to look again.

use super::super::Walk;
use super::Verdict;
use crate::model::answer::Excuse;
use crate::model::event::Event;
use crate::model::promise::{Due, due_by_standard, read_due, reason_until};

impl Walk<'_> {
    /// By when the standard wants the promise at the cursor kept, where it sets a time.
    pub fn due_by_standard(&self) -> Option<Due> {
        let item = self.current();
        let scale = item.may_be_awaited().then_some(&item.scale)?;
        due_by_standard(scale, self.facts.visited)
    }

    pub(super) fn judge_awaiting(&self, why: &str) -> Verdict {
        let item = self.current();
        let label = self.label(self.cursor);
        if !item.may_be_awaited() {
            return Verdict::Refused(format!(
                "Not saved. {label} is about no promise, so there is nothing to wait for. Type x 2 if you did not see it, or cannot remember."
            ));
        }
        let visited = self.facts.visited;
        let by_standard = self.due_by_standard();
        let read = match by_standard {
            Some(due) if why.is_empty() => Some((due, "")),
            _ => read_due(why, visited),
        };
        let Some((due, about)) = read else {
            let alone = by_standard
                .map(|due| format!(":awaiting alone for {due}, the time of the standard, or "))
                .unwrap_or_default();
            let since = visited.date();
            return Verdict::Refused(format!(
                "Not saved. By when did they promise it? Type {alone}:awaiting and a day, such as {}, or how long after the visit, such as 3 days.",
                since
                    .checked_add_days(chrono::Days::new(3))
                    .unwrap_or(since)
            ));
        };
        let is_before = match visited.moment() {
            Some(moment) => due.is_past(moment.at().naive_local()),
            None => due.day < visited.date(),
        };
        if is_before {
            return Verdict::Refused(format!("Not saved. {due} is before the visit."));
        }
        Verdict::event(Event::Excused {
            item: item.id.clone(),
            excuse: Excuse::Awaiting,
            reason: reason_until(due, about),
        })
    }
}
