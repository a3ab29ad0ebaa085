//! A walk into a finished visit, and a finished visit back into events. Statuses are decided here,
//! by the rule of the house.

use std::fmt;

use super::effect;
use super::state::Given;
use super::{ReplayError, Walk};
use crate::model::answer::{Answer, Excuse, Status, Tally, Value};
use crate::model::event::{Entry, Event};
use crate::model::id::Id;
use crate::model::moment::Moment;
use crate::model::share::Credit;
use crate::model::standard::Standard;
use crate::model::visit::Visit;

/// Why there is no finished visit yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unfinished {
    /// The journal cannot be replayed.
    Broken(ReplayError),
    /// These items are still open.
    Open(Vec<Id>),
}

impl fmt::Display for Unfinished {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(error) => error.fmt(formatter),
            Self::Open(items) => {
                let ids: Vec<&str> = items.iter().map(Id::as_str).collect();
                write!(formatter, "still open: {}", ids.join(", "))
            }
        }
    }
}

impl std::error::Error for Unfinished {}

/// The finished visit that a journal comes to.
pub fn visit_of(standard: &Standard, entries: &[Entry]) -> Result<Visit, Unfinished> {
    Walk::replay(standard, entries)
        .map_err(Unfinished::Broken)?
        .finish()
}

impl Walk<'_> {
    /// The finished visit, or what is still open.
    pub fn finish(&self) -> Result<Visit, Unfinished> {
        let open: Vec<Id> = self.open().map(|at| self.item(at).id.clone()).collect();
        if open.is_empty() {
            Ok(self.visit_so_far())
        } else {
            Err(Unfinished::Open(open))
        }
    }

    /// The visit as if it ended here: what is still open is taken as not observed.
    pub fn visit_so_far(&self) -> Visit {
        Visit {
            facts: self.facts.clone(),
            notes: self.notes.clone(),
            guess: self.guess.clone(),
            answers: (0..self.records.len()).map(|at| self.answer(at)).collect(),
        }
    }

    fn answer(&self, at: usize) -> Answer {
        let (section, item, record) = (self.section(at), self.item(at), &self.records[at]);
        let mut answer = Answer::not_asked(section, item);
        if !self.asked[at] {
            return answer;
        }
        let files = record
            .evidence
            .iter()
            .filter(|path| !effect::is_to_follow(path));
        answer.cause = record.cause;
        answer.remark.clone_from(&record.remark);
        answer.evidence = files.cloned().collect();
        if let Some(nobody) = &self.nobody {
            // Nobody reached is a result of the whole visit: what could count counts as nothing.
            if item.when.is_empty() && item.counts() && !item.bonus {
                answer.status = Status::NoContact;
                answer.credit = Some(Credit::NONE);
                answer.reason.clone_from(&nobody.value);
                answer.answered = Some(nobody.at);
            }
            return answer;
        }
        answer.answered = record.answered;
        match &record.given {
            None => answer.status = Status::NotObserved,
            Some(Given::Excuse(excuse, reason)) => {
                answer.status = excuse.status();
                answer.reason.clone_from(reason);
            }
            Some(Given::Answer(value)) => {
                answer.status = Status::Scored;
                answer.credit = item.scale.credit(value);
                answer.value = Some(value.clone());
                if item.counts() && matches!(value, Value::Tally(Tally { whole: 0, .. })) {
                    answer.status = Status::NotApplicable;
                    answer.reason = "0 of 0".into();
                }
            }
        }
        if !item.counts() {
            answer.status = Status::Unscored;
            answer.credit = None;
        }
        answer
    }
}

/// The events that a finished visit comes from, each with its time: what a revision begins with,
/// behind [`Event::Revised`].
pub fn entries_of(visit: &Visit) -> Vec<(Moment, Event)> {
    let mut events = Vec::new();
    if let Some(notes) = &visit.notes {
        events.push((notes.at, Event::Noted(notes.value.clone())));
    }
    if let Some(guess) = &visit.guess {
        events.push((guess.at, Event::Guessed(Some(guess.value.clone()))));
    }
    let no_contact = |answer: &&Answer| answer.status == Status::NoContact;
    if let Some(answer) = visit.answers.iter().find(no_contact) {
        let at = answer.answered.unwrap_or(visit.facts.started);
        events.push((at, Event::NobodyReached(Some(answer.reason.clone()))));
    }
    for answer in &visit.answers {
        let at = answer.answered.unwrap_or(visit.facts.started);
        events.extend(events_of(answer).into_iter().map(|event| (at, event)));
    }
    events
}

fn events_of(answer: &Answer) -> Vec<Event> {
    let item = || answer.item.clone();
    let excused = |excuse| {
        Some(Event::Excused {
            item: item(),
            excuse,
            reason: answer.reason.clone(),
        })
    };
    let given = match (&answer.value, answer.status) {
        (Some(value), _) => Some(Event::Answered {
            item: item(),
            value: value.clone(),
        }),
        (None, Status::NotApplicable | Status::Unscored) => excused(Excuse::NotApplicable),
        (None, Status::NotObserved) => excused(Excuse::NotObserved),
        (None, Status::Waived) => excused(Excuse::Waived),
        (None, Status::Awaiting) => excused(Excuse::Awaiting),
        (None, Status::Scored | Status::NotAsked | Status::NoContact) => None,
    };
    let mut events: Vec<Event> = given.into_iter().collect();
    if !answer.remark.is_empty() {
        events.push(Event::Remarked {
            item: item(),
            text: answer.remark.clone(),
        });
    }
    if answer.cause.is_some() {
        events.push(Event::Caused {
            item: item(),
            cause: answer.cause,
        });
    }
    events.extend(answer.evidence.iter().map(|path| Event::Attached {
        item: item(),
        path: path.clone(),
    }));
    events
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::answer::Cause;
    use crate::model::visit::Role;
    use crate::walk::sample::{Kept, standard, typed};

    #[test]
    fn statuses_follow_the_rule_of_the_house() {
        let standard = standard();
        let mut kept = Kept::new(&standard, Role::Competitor);
        let lines = [
            "y",
            "x 2",
            "0/0",
            "25s",
            "x 3 came to me",
            "0",
            "2",
            "12.50",
            "n",
            "All was well.",
            ":finish",
        ];
        let said = typed(&mut kept, &lines);
        assert!(said.ends_with("<Finished>"), "{said}");
        let visit = visit_of(&standard, &kept.entries).unwrap();
        let rows: Vec<String> = visit
            .answers
            .iter()
            .map(|answer| {
                let credit = answer
                    .credit
                    .map_or(String::from("-"), |credit| credit.to_string());
                let value = answer
                    .value
                    .as_ref()
                    .map_or(String::from("-"), ToString::to_string);
                format!(
                    "{} {} {credit} {value} {}",
                    answer.item,
                    answer.status.name(),
                    answer.reason
                )
            })
            .collect();
        assert_eq!(
            rows,
            [
                "greeted scored 1 yes ",
                "warmth not_observed - - ",
                "hellos not_applicable - 0 of 0 0 of 0",
                "wait scored 1 25 ",
                "hand_offs waived - - came to me",
                "details scored 0  ",
                "end scored 0.5 i_may_ring_again ",
                "price unscored - 12.50 ",
                "pilot unscored - no ",
                "story unscored - All was well. ",
                "ours not_asked - - ",
            ]
        );
    }

    fn made_again(standard: &Standard, kept: &Kept, visit: &Visit) -> Result<Visit, Unfinished> {
        let mut entries = vec![kept.entries[0].clone()];
        for (at, event) in entries_of(visit) {
            let seq = entries.len() as u64 + 1;
            entries.push(Entry { seq, at, event });
        }
        visit_of(standard, &entries)
    }

    #[test]
    fn a_finished_visit_gives_the_events_that_make_it_again() {
        let standard = standard();
        let mut kept = Kept::new(&standard, Role::Own);
        let lines = [
            "n",
            "c nobody looked up",
            "2",
            "270s",
            "1",
            "3,1",
            "3",
            "x",
            ":na",
            "=1+1",
            "y",
            ":finish",
        ];
        typed(&mut kept, &lines);
        let visit = kept.walk.finish().unwrap();
        assert_eq!(made_again(&standard, &kept, &visit), Ok(visit));
    }

    #[test]
    fn nobody_reached_is_a_result_of_the_whole_visit() {
        let standard = standard();
        let mut kept = Kept::new(&standard, Role::Competitor);
        let said = typed(&mut kept, &[":nobody closed at noon", "y", ":finish"]);
        assert!(said.contains("Not saved. Nobody was reached"), "{said}");
        let visit = kept.walk.finish().unwrap();
        let statuses: Vec<Status> = visit.answers.iter().map(|answer| answer.status).collect();

        let (n, a) = (Status::NoContact, Status::NotAsked);
        assert_eq!(statuses, [n, n, a, n, n, n, n, a, a, a, a]);
        assert_eq!(visit.answers[0].reason, "closed at noon");
    }

    #[test]
    fn what_was_noted_stays_where_nobody_was_reached() {
        let standard = standard();
        let mut kept = Kept::new(&standard, Role::Competitor);
        let lines = [
            "c The blinds were down",
            "a photos/door.jpg",
            "g story",
            ":remark A notice on the door",
            ":nobody closed at noon",
            ":goto greeted",
            ":cause staffing",
            ":finish",
        ];
        typed(&mut kept, &lines);
        let visit = kept.walk.finish().unwrap();
        let (greeted, story) = (&visit.answers[0], &visit.answers[9]);
        assert_eq!(greeted.status, Status::NoContact);
        assert_eq!(greeted.remark, "The blinds were down");
        assert_eq!(greeted.evidence, ["photos/door.jpg"]);
        assert_eq!(greeted.cause.map(Cause::name), Some("staffing"));
        assert_eq!(story.remark, "A notice on the door");
        assert_eq!(made_again(&standard, &kept, &visit), Ok(visit));
    }
}
