//! How what was decided stands: whether later visits show it, and what failed again since. Only own
//! visits by auditors count, the latest revision of each, after the day of the decision; where it was
//! decided after a visit, those of that organisation.

use chrono::NaiveDate;

use crate::model::action::Action;
use crate::model::order::InOrder;
use crate::model::share::Credit;
use crate::model::visit::{Kind, Role, Visit, VisitId};

/// How an action stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The action.
    pub action: Action,
    /// How many later visits judged its item.
    pub n_later: usize,
    /// In how many of these it fell short again.
    pub n_again: usize,
    /// The latest of them, and whether it shows what was decided: full credit.
    pub latest: Option<(VisitId, NaiveDate, bool)>,
    /// Days since it was decided.
    pub age: i64,
    /// True when its day has passed, and it is not closed.
    pub is_overdue: bool,
}

impl Standing {
    /// True while no later visit closed it.
    pub fn is_open(&self) -> bool {
        self.action.shown_by.is_none()
    }

    /// True when the latest visit shows it, so that it can be closed.
    pub fn is_shown(&self) -> bool {
        self.latest.as_ref().is_some_and(|(_, _, is_full)| *is_full)
    }
}

/// How each action stands: what failed again most often first, then the overdue, then the oldest; closed
/// ones last.
pub fn standings(actions: Vec<Action>, visits: &[&Visit], today: NaiveDate) -> Vec<Standing> {
    let mut standings: Vec<Standing> = actions
        .into_iter()
        .map(|action| standing(action, visits, today))
        .collect();
    standings.order_by_key(|it| {
        (
            !it.is_open(),
            std::cmp::Reverse(it.n_again),
            !it.is_overdue,
            std::cmp::Reverse(it.age),
        )
    });
    standings
}

fn standing(action: Action, visits: &[&Visit], today: NaiveDate) -> Standing {
    let decided = action.at.date();
    let cause = action.visit.as_ref().map(VisitId::base);
    let is_cause = |visit: &&&Visit| Some(visit.facts.id.base()) == cause;
    let whose = visits.iter().find(is_cause);
    let whose = whose.map(|visit| &visit.facts.organisation);
    let mut later: Vec<(NaiveDate, &VisitId, bool)> = Vec::new();
    for visit in visits {
        let facts = &visit.facts;
        let counts = facts.kind == Kind::Audit && facts.role != Role::Competitor;
        let day = facts.visited.date();
        let is_there = whose.is_none_or(|whose| *whose == facts.organisation);
        if !counts || !is_there || day <= decided {
            continue;
        }
        let credit = visit.answer(&action.item).and_then(|answer| answer.credit);
        later.extend(credit.map(|credit| (day, &facts.id, Credit::is_full(credit))));
    }
    later.sort();
    let is_open = action.shown_by.is_none();
    Standing {
        n_later: later.len(),
        n_again: later.iter().filter(|(_, _, is_full)| !is_full).count(),
        latest: later
            .last()
            .map(|(day, id, is_full)| ((*id).clone(), *day, *is_full)),
        age: (today - decided).num_days().max(0),
        is_overdue: is_open && action.due.is_some_and(|due| due < today),
        action,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{item, standard, visit, yes_no};
    use crate::model::id::Id;
    use crate::model::moment::Moment;

    fn action(id: &str, day: u32) -> Action {
        Action {
            id: id.into(),
            at: Moment::from_record(&format!("2026-05-{day:02}T12:00:00+00:00")).unwrap(),
            what: "Say hello".into(),
            who: String::new(),
            due: NaiveDate::from_ymd_opt(2026, 5, 20),
            item: Id::new("a").unwrap(),
            visit: None,
            shown_by: None,
        }
    }

    #[test]
    fn what_fails_again_comes_first_and_a_later_visit_shows_it() {
        let one = standard("kiosk", "1.0.0", vec![("first", vec![item("a", yes_no())])]);
        let visits: Vec<Visit> = [(3, "a=no"), (5, "a=no"), (9, "a=yes"), (9, "a=no")]
            .iter()
            .zip([Role::Own, Role::Own, Role::Own, Role::Competitor])
            .map(|((day, answers), role)| visit(&one, "Us", role, *day, answers))
            .collect();
        let first = visits[0].facts.visited.date();
        let visits: Vec<&Visit> = visits.iter().collect();
        let mut decided = action("aaaa", 1);
        decided.at = Moment::from_record(&format!("{first}T12:00:00+00:00")).unwrap();
        let today = NaiveDate::from_ymd_opt(2030, 1, 1).unwrap();
        let found = standings(vec![decided], &visits, today);
        // The visit of the same day is not later, and the competitor's shows nothing of ours.
        assert_eq!((found[0].n_later, found[0].n_again), (2, 1));
        assert!(found[0].is_shown() && found[0].is_overdue && found[0].is_open());
    }

    #[test]
    fn what_was_decided_after_a_visit_is_shown_where_that_was() {
        let one = standard("kiosk", "1.0.0", vec![("first", vec![item("a", yes_no())])]);
        let visits: Vec<Visit> = [
            ("Desk", 3, "a=no"),
            ("Desk", 5, "a=no"),
            ("Payroll", 9, "a=yes"),
        ]
        .map(|(name, day, answers)| visit(&one, name, Role::Internal, day, answers))
        .into();
        let first = &visits[0].facts;
        let mut decided = action("aaaa", 1);
        decided.at =
            Moment::from_record(&format!("{}T12:00:00+00:00", first.visited.date())).unwrap();
        let mut after = decided.clone();
        after.visit = Some(first.id.clone());
        let visits: Vec<&Visit> = visits.iter().collect();
        let today = NaiveDate::from_ymd_opt(2030, 1, 1).unwrap();
        let shown = |action| standings(vec![action], &visits, today)[0].is_shown();
        assert_eq!([shown(decided), shown(after)], [true, false]);
    }

    #[test]
    fn without_a_later_visit_nothing_is_shown() {
        let today = NaiveDate::from_ymd_opt(2026, 5, 20).unwrap();
        let found = standings(vec![action("aaaa", 10)], &[], today);
        assert_eq!(
            (found[0].age, found[0].is_shown(), found[0].is_overdue),
            (10, false, false)
        );
    }
}
