//! What was promised and is not due yet, and how often each organisation kept its promises. Only audits
//! count, the latest revision of each, and no second scorings. Full credit is kept in time, some is late;
//! none is so late that it earned nothing, or never.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use crate::model::answer::{Answer, Status, Value};
use crate::model::moment::Moment;
use crate::model::order::InOrder;
use crate::model::promise::{Due, due_in};
use crate::model::scale::Scale;
use crate::model::standard::{Item, Standard};
use crate::model::visit::{Kind, Name, Role, Visit, VisitId};

/// The revisions that came before the latest ones, the oldest first, by their visit.
type Earlier<'a> = BTreeMap<VisitId, Vec<&'a Visit>>;

/// A promise that is awaited.
#[derive(Clone, PartialEq, Debug)]
pub struct Awaited<'a> {
    /// The visit.
    pub visit: &'a Visit,
    /// The item.
    pub item: &'a Item,
    /// By when.
    pub due: Option<Due>,
}

/// What the clock at a visit shows at a moment: the moment's own clock, where the visit has a day alone.
fn clock_at(visit: &Visit, moment: Moment) -> NaiveDateTime {
    let there = visit.facts.visited.moment().unwrap_or(moment).at();
    moment.at().with_timezone(there.offset()).naive_local()
}

impl Awaited<'_> {
    /// What the clock at the visit shows now: that of whoever reads, where the visit has a day alone.
    pub fn clock(&self, now: Moment) -> NaiveDateTime {
        clock_at(self.visit, now)
    }

    /// True when its day, or its hour, has passed where the visit was.
    pub fn is_overdue(&self, now: Moment) -> bool {
        self.due.is_some_and(|due| due.is_past(self.clock(now)))
    }
}

/// What became of a promise that was settled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Kept in time.
    InTime,
    /// Kept, but later.
    Late(Option<LateBy>),
    /// Not kept, or so late that it earned nothing.
    Never,
}

/// By how many seconds a promise was kept late.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LateBy {
    /// Beyond the time that the standard sets: it was measured.
    Exactly(u64),
    /// Between when it was due and when the auditor said that it had been late; whole days where a day was due.
    AtMost(u64),
}

/// A promise that was settled.
#[derive(Clone, PartialEq, Debug)]
pub struct Settled<'a> {
    /// The visit.
    pub visit: &'a Visit,
    /// The item.
    pub item: &'a Item,
    /// By when it had been awaited; none where it never was.
    pub due: Option<Due>,
    /// What became of it.
    pub outcome: Outcome,
}

/// How often an organisation kept its promises.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Kept {
    /// Kept in time.
    pub in_time: u64,
    /// Kept, but later.
    pub late: u64,
    /// Not kept, or so late that it earned nothing.
    pub never: u64,
    /// Not due yet, or not settled.
    pub awaited: u64,
}

impl Kept {
    /// How many were settled.
    pub fn n_settled(&self) -> u64 {
        self.in_time + self.late + self.never
    }
}

/// The promises of some visits.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Promises<'a> {
    /// Those awaited, the first due first.
    pub awaited: Vec<Awaited<'a>>,
    /// Those settled, in the order of the visits.
    pub settled: Vec<Settled<'a>>,
    /// How often each organisation kept its own; own first, then by name.
    pub kept: Vec<(&'a Name, Kept)>,
}

/// The promises of visits with their standards; the latest revisions alone are to be given. What came before
/// them is `earlier`: it says by when a promise was awaited that is settled now.
pub fn promises<'a>(
    visits: impl Iterator<Item = (&'a Visit, &'a Standard)>,
    earlier: &[&Visit],
) -> Promises<'a> {
    let mut by_visit: Earlier = BTreeMap::new();
    for visit in earlier {
        by_visit
            .entry(visit.facts.id.base())
            .or_default()
            .push(visit);
    }
    let mut awaited = Vec::new();
    let mut settled = Vec::new();
    let mut kept: BTreeMap<(bool, String), (&Name, Kept)> = BTreeMap::new();
    for (visit, standard) in visits {
        let facts = &visit.facts;
        if facts.kind != Kind::Audit || facts.id.second().is_some() {
            continue;
        }
        for item in standard.items().filter(|item| item.promise) {
            let Some(answer) = visit.answer(&item.id) else {
                continue;
            };
            let key = (
                facts.role != Role::Own,
                facts.organisation.as_str().to_lowercase(),
            );
            let (_, sums) = kept
                .entry(key)
                .or_insert((&facts.organisation, Kept::default()));
            match (answer.status, answer.credit) {
                (Status::Awaiting, _) => {
                    sums.awaited += 1;
                    let due = due_in(&answer.reason).map(|(due, _)| due);
                    awaited.push(Awaited { visit, item, due });
                }
                (Status::Scored, Some(credit)) => {
                    let due = due_before(visit, item, &by_visit);
                    let outcome = if credit.is_full() {
                        sums.in_time += 1;
                        Outcome::InTime
                    } else if credit.value() > 0.0 {
                        sums.late += 1;
                        Outcome::Late(late_by(visit, item, answer, due))
                    } else {
                        sums.never += 1;
                        Outcome::Never
                    };
                    settled.push(Settled {
                        visit,
                        item,
                        due,
                        outcome,
                    });
                }
                _ => {}
            }
        }
    }
    // A whole day is over after each of its hours.
    awaited.order_by_key(|it| {
        let due = it.due.map(|due| (due.day, due.hour.is_none(), due.hour));
        (due.is_none(), due, it.visit.facts.id.clone())
    });
    let with_any = kept
        .into_values()
        .filter(|(_, it)| it.n_settled() + it.awaited > 0);
    Promises {
        awaited,
        settled,
        kept: with_any.collect(),
    }
}

/// By when a promise was awaited last, by the revisions that came before.
fn due_before(visit: &Visit, item: &Item, earlier: &Earlier) -> Option<Due> {
    let mut before = earlier.get(&visit.facts.id.base())?.iter().rev();
    before.find_map(|it| {
        let awaited = it.answer(&item.id)?;
        let due = due_in(&awaited.reason).filter(|_| awaited.status == Status::Awaiting);
        due.map(|(due, _)| due)
    })
}

/// How late: as measured, or at most since it was due.
fn late_by(visit: &Visit, item: &Item, answer: &Answer, due: Option<Due>) -> Option<LateBy> {
    if let (Scale::Duration(bands), Some(Value::Duration(took))) = (&item.scale, &answer.value) {
        let by = took.checked_sub(bands.first()?.threshold)?;
        return Some(LateBy::Exactly(by));
    }
    let due = due?;
    let said = clock_at(visit, answer.answered?);
    let by = match due.hour {
        None => (said.date() - due.day).num_seconds(),
        Some(hour) => (said - due.day.and_time(hour)).num_seconds(),
    };
    u64::try_from(by)
        .ok()
        .filter(|by| *by > 0)
        .map(LateBy::AtMost)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{best_first, item, standard, visit, yes_no};
    use crate::model::moment::Visited;
    use crate::model::share::Credit;

    #[test]
    fn an_hour_is_one_of_the_clock_at_the_visit() {
        let asked = standard("kiosk", "1.0.0", vec![("first", vec![item("a", yes_no())])]);
        let mut at_noon = visit(&asked, "Us", Role::Own, 1, "a=yes");
        at_noon.facts.visited = Visited::from_record("2026-11-20T14:03:00-06:00").unwrap();
        let awaited = Awaited {
            visit: &at_noon,
            item: asked.items().next().unwrap(),
            due: due_in("by 2026-11-20 16:05").map(|(due, _)| due),
        };
        let is_overdue = |now: &str| awaited.is_overdue(Moment::from_record(now).unwrap());
        // 14:30 and 16:04 there, then 16:06.
        assert!(!is_overdue("2026-11-20T20:30:00+00:00"));
        assert!(!is_overdue("2026-11-21T00:04:00+02:00"));
        assert!(is_overdue("2026-11-21T00:06:00+02:00"));
        assert!(is_overdue("2026-11-20T12:06:00-10:00"));
    }

    #[test]
    fn how_late_is_measured_by_the_clock_at_the_visit() {
        let mut promised = item("kept", best_first(&["In time", "Late", "Never"]));
        promised.promise = true;
        let asked = standard("kiosk", "1.0.0", vec![("first", vec![promised])]);
        let settled = |visited: &str, due: &str, kept: &str, said: &str| {
            let mut before = visit(&asked, "Us", Role::Own, 1, "kept=late");
            before.facts.visited = Visited::from_record(visited).unwrap();
            let mut after = before.clone();
            before.answers[0].status = Status::Awaiting;
            before.answers[0].credit = None;
            before.answers[0].reason = format!("by {due}");
            after.facts.id = after.facts.id.with_revision(2);
            after.answers[0].credit = Credit::new(if kept == "late" { 0.5 } else { 1.0 });
            after.answers[0].answered = Moment::from_record(said);
            let found = promises([(&after, &asked)].into_iter(), &[&before]);
            let settled = &found.settled[0];
            (settled.due.unwrap().to_string(), settled.outcome)
        };
        let at_most = |minutes: u64| Outcome::Late(Some(LateBy::AtMost(minutes * 60)));
        let (visited, due) = ("2026-11-20T14:05:00+02:00", "2026-11-20 16:05");
        // 17:35, 16:35 and 16:05 where the visit was.
        for (said, outcome) in [
            ("2026-11-20T16:35:00+01:00", at_most(90)),
            ("2026-11-20T15:35:00+01:00", at_most(30)),
            ("2026-11-20T15:05:00+01:00", Outcome::Late(None)),
        ] {
            assert_eq!(
                settled(visited, due, "late", said),
                (due.into(), outcome),
                "{said}"
            );
        }
        // The next day there already; with a day alone, it is that of whoever said so.
        let (day, said) = ("2026-11-20", "2026-11-20T23:30:00+01:00");
        let one_day = at_most(24 * 60);
        assert_eq!(settled(visited, day, "late", said), (day.into(), one_day));
        let same_day = (day.to_owned(), Outcome::Late(None));
        assert_eq!(settled(day, day, "late", said), same_day);
        let in_time = (due.to_owned(), Outcome::InTime);
        assert_eq!(settled(visited, due, "in_time", said), in_time);
    }

    #[test]
    fn promises_are_counted_and_those_awaited_stand_by_their_day() {
        let mut promised = item("kept", yes_no());
        promised.promise = true;
        let asked = standard(
            "kiosk",
            "1.0.0",
            vec![("first", vec![promised, item("b", yes_no())])],
        );
        let mut visits: Vec<Visit> = ["kept=yes,b=yes", "kept=no,b=yes", "b=yes", "b=no"]
            .into_iter()
            .zip(1..)
            .map(|(answers, day)| visit(&asked, "Us", Role::Own, day, answers))
            .collect();
        for (visit, reason) in visits[2..]
            .iter_mut()
            .zip(["by 2026-12-02", "by 2026-12-01, a call"])
        {
            let answer = visit
                .answers
                .iter_mut()
                .find(|it| it.item.as_str() == "kept")
                .unwrap();
            answer.status = Status::Awaiting;
            answer.credit = None;
            answer.reason = reason.into();
        }
        let found = promises(visits.iter().map(|visit| (visit, &asked)), &[]);
        let days: Vec<String> = found
            .awaited
            .iter()
            .map(|it| it.due.unwrap().to_string())
            .collect();
        assert_eq!(days, ["2026-12-01", "2026-12-02"]);
        let now = Moment::from_record("2026-12-02T10:00:00-06:00").unwrap();
        assert!(found.awaited[0].is_overdue(now) && !found.awaited[1].is_overdue(now));
        let expected = Kept {
            in_time: 1,
            late: 0,
            never: 1,
            awaited: 2,
        };
        assert_eq!(
            found.kept.iter().map(|(_, kept)| *kept).collect::<Vec<_>>(),
            [expected]
        );
    }
}
