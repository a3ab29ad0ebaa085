//! What past visits would have come to by another version of their standard: a what-if. Answers are
//! read again on the new scales; what nobody was asked then, nobody is judged on now.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::measure::Sums;
use super::whole::{self, WholeVisit};
use crate::model::answer::{Answer, Status, Value};
use crate::model::condition::asked;
use crate::model::id::Id;
use crate::model::scorecard::Scorecard;
use crate::model::share::{Credit, Exact};
use crate::model::standard::{Item, Standard};
use crate::model::visit::{Name, Role, Visit};
use crate::scoring::score;

/// What became of the answers of a visit under another standard.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The visit as it would have been.
    pub visit: Visit,
    /// The items that the visit had no answer to, for nobody asked.
    pub unasked: Vec<Id>,
    /// The items whose answer is none of the new scale.
    pub misfits: Vec<Id>,
}

/// Reads the answers of a visit again by another standard.
pub fn fitted(standard: &Standard, visit: &Visit) -> Fitted {
    let by_id: BTreeMap<&Id, &Answer> = visit
        .answers
        .iter()
        .map(|answer| (&answer.item, answer))
        .collect();
    let former = |item: &Item| -> Option<&Answer> {
        let is_free = |id: &&Id| standard.item(id).is_none();
        let was = || item.was.iter().filter(is_free);
        let answer = by_id.get(&item.id);
        answer
            .or_else(|| was().find_map(|id| by_id.get(id)))
            .copied()
    };
    let value = |item: &Item| -> Option<&Value> {
        let value = former(item)?.value.as_ref()?;
        item.scale.admits(value).then_some(value)
    };
    let values: BTreeMap<&Id, &Value> = standard
        .items()
        .filter_map(|item| Some((&item.id, value(item)?)))
        .collect();
    let are_asked = asked(standard, visit.facts.role, |id| values.get(id).copied());
    let mut unasked = Vec::new();
    let mut misfits = Vec::new();
    let mut answers = Vec::new();
    for ((section, item), is_asked) in standard.items_by_section().zip(are_asked) {
        let old = former(item);
        let fitting = values.get(&item.id).copied();
        let (status, credit) = match old {
            _ if !is_asked => (Status::NotAsked, None),
            None => {
                unasked.push(item.id.clone());
                (Status::NotAsked, None)
            }
            Some(old) if old.value.is_some() && fitting.is_none() => {
                misfits.push(item.id.clone());
                (Status::NotAsked, None)
            }
            Some(old) => judged(item, old, fitting),
        };
        answers.push(Answer {
            status,
            credit,
            value: fitting.filter(|_| is_asked).cloned(),
            cause: old.and_then(|old| old.cause),
            reason: old.map_or(String::new(), |old| old.reason.clone()),
            remark: old.map_or(String::new(), |old| old.remark.clone()),
            answered: old.and_then(|old| old.answered),
            ..Answer::not_asked(section, item)
        });
    }
    let mut facts = visit.facts.clone();
    facts.standard = standard.reference();
    Fitted {
        visit: Visit {
            facts,
            answers,
            ..visit.clone()
        },
        unasked,
        misfits,
    }
}

/// What becomes of an item that was asked then and is asked now.
fn judged(item: &Item, old: &Answer, value: Option<&Value>) -> (Status, Option<Credit>) {
    if !item.counts() {
        return match old.status {
            Status::NotAsked => (Status::NotAsked, None),
            _ => (Status::Unscored, None),
        };
    }
    match (old.status, value) {
        (Status::NoContact, _) => (Status::NoContact, Some(Credit::NONE)),
        (Status::Scored | Status::Unscored, Some(value)) => match item.scale.credit(value) {
            Some(credit) => (Status::Scored, Some(credit)),
            // A tally of none of none.
            None => (Status::NotApplicable, None),
        },
        // Of a pilot without an answer the records do not say why there is none.
        (Status::NotAsked, _) | (Status::Scored | Status::Unscored, None) => {
            (Status::NotAsked, None)
        }
        (status, _) => (status, None),
    }
}

/// A visit, as it was scored and as it would be.
#[derive(Clone, Debug)]
pub struct RescoredVisit<'a> {
    /// The visit.
    pub scored: &'a WholeVisit<'a>,
    /// What it came to.
    pub before: &'a Scorecard,
    /// What it would have come to.
    pub after: Scorecard,
}

impl RescoredVisit<'_> {
    /// What the total would gain or lose; `None` where there would be none to enter a mean.
    pub fn change(&self) -> Option<Exact> {
        let after = self.after.total.filter(|_| !self.after.is_limited_basis)?;
        Some(after.exact().minus(self.before.total?.exact()))
    }
}

/// An organisation, as it was scored and as it would be, over the visits that have both.
#[derive(Clone, Debug)]
pub struct RescoredSide<'a> {
    /// Its name, as typed first.
    pub organisation: &'a Name,
    /// Whose it is.
    pub role: Role,
    /// Its totals.
    pub before: Sums,
    /// What they would be.
    pub after: Sums,
    /// How many visits passed.
    pub n_passed_before: u64,
    /// How many would.
    pub n_passed_after: u64,
}

/// An item, as it earned and as it would.
#[derive(Clone, Debug)]
pub struct RescoredItem<'a> {
    /// The item, as the new version has it.
    pub item: &'a Item,
    /// What it earned, where it counted both times.
    pub before: Sums,
    /// What it would have earned.
    pub after: Sums,
    /// In how many visits it would count.
    pub n_counted: u64,
    /// In how many visits nobody was asked it.
    pub n_unasked: u64,
    /// In how many visits the answer is none of the new scale.
    pub n_misfits: u64,
}

/// What past visits would have come to.
#[derive(Clone, Debug)]
pub struct Rescored<'a> {
    /// The version that was asked about.
    pub standard: &'a Standard,
    /// The visits, oldest first.
    pub visits: Vec<RescoredVisit<'a>>,
    /// Own organisations first.
    pub sides: Vec<RescoredSide<'a>>,
    /// The items of the new version, in its order.
    pub items: Vec<RescoredItem<'a>>,
    /// How many visits count whose standard was not found.
    pub n_without_standard: usize,
    /// How many would be judged on too little to enter a mean.
    pub n_limited: usize,
}

/// Scores again the visits of the standard `of` that count, of those days alone where some are given.
pub fn rescored<'a>(
    standard: &'a Standard,
    visits: &'a [WholeVisit<'a>],
    of: &Id,
    days: Option<(NaiveDate, NaiveDate)>,
) -> Rescored<'a> {
    let is_within = |visit: &Visit| {
        days.is_none_or(|(first, last)| (first..=last).contains(&visit.facts.visited.date()))
    };
    let counted = whole::of(visits, Some(of));
    let item = |item| RescoredItem {
        item,
        before: Sums::default(),
        after: Sums::default(),
        n_counted: 0,
        n_unasked: 0,
        n_misfits: 0,
    };
    let mut found = Rescored {
        standard,
        visits: Vec::new(),
        sides: Vec::new(),
        items: standard.items().map(item).collect(),
        n_without_standard: 0,
        n_limited: 0,
    };
    let mut sides: BTreeMap<(Role, &Name), RescoredSide> = BTreeMap::new();
    for scored in counted.into_iter().filter(|it| is_within(it.visit)) {
        let Some(before) = &scored.scorecard else {
            found.n_without_standard += 1;
            continue;
        };
        let fitted = fitted(standard, scored.visit);
        let after = score(standard, &fitted.visit);
        add_items(&mut found.items, scored.visit, &fitted);
        let facts = &scored.visit.facts;
        if let (Some(was), Some(is), false) = (before.total, after.total, after.is_limited_basis) {
            let side = sides
                .entry((facts.role, &facts.organisation))
                .or_insert_with(|| RescoredSide {
                    organisation: &facts.organisation,
                    role: facts.role,
                    before: Sums::default(),
                    after: Sums::default(),
                    n_passed_before: 0,
                    n_passed_after: 0,
                });
            side.before.add(was);
            side.after.add(is);
            side.n_passed_before += u64::from(before.passed());
            side.n_passed_after += u64::from(after.passed());
        } else {
            found.n_limited += 1;
        }
        found.visits.push(RescoredVisit {
            scored,
            before,
            after,
        });
    }
    found.sides = sides.into_values().collect();
    found
}

fn add_items(items: &mut [RescoredItem], visit: &Visit, fitted: &Fitted) {
    for entry in items {
        let id = &entry.item.id;
        entry.n_unasked += u64::from(fitted.unasked.contains(id));
        entry.n_misfits += u64::from(fitted.misfits.contains(id));
        let Some(after) = fitted.visit.answer(id).and_then(|answer| answer.credit) else {
            continue;
        };
        entry.n_counted += 1;
        let mut former = std::iter::once(id).chain(&entry.item.was);
        let before = former.find_map(|id| visit.answer(id)?.credit);
        if let Some(before) = before {
            entry.before.add(before.share());
            entry.after.add(after.share());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{id, kiosk, visit, within};

    const GOOD: &str =
        "wait=25,greeted=yes,hand_offs=0,respect=yes,next_step=they_named_it,story=x";

    fn statuses(fitted: &Fitted) -> Vec<String> {
        let answers = fitted.visit.answers.iter();
        answers
            .map(|answer| format!("{} {}", answer.item, answer.status.name()))
            .collect()
    }

    #[test]
    fn a_tighter_threshold_takes_its_part_of_the_total() {
        let old = kiosk();
        let visits = [
            visit(&old, "Us", Role::Own, 1, GOOD),
            visit(&old, "City", Role::Competitor, 2, GOOD),
        ];
        let mut new = old.clone();
        new.sections[0].items[0].scale = within(&[(20, 1.0), (120, 0.5)]);
        let scored = whole::sorted(&visits, |_| Some(&old)).visits;
        let found = rescored(&new, &scored, &old.id, None);
        // Five items of one point: 25 s earn half of one where they earned all of it.
        let means = |side: &RescoredSide| {
            let mean = |sums: Sums| sums.mean().unwrap().decimals();
            (mean(side.before), mean(side.after))
        };
        let [us, city] = &found.sides[..] else {
            panic!("{:?}", found.sides)
        };
        assert_eq!(us.role, Role::Own);
        assert_eq!(means(us), ("1".into(), "0.9".into()));
        assert_eq!(means(city), ("1".into(), "0.9".into()));
        let wait = &found.items[0];
        assert_eq!(wait.n_counted, 2);
        assert_eq!(wait.after.mean().unwrap().decimals(), "0.5");
    }

    #[test]
    fn what_nobody_was_asked_is_not_judged() {
        let old = kiosk();
        let visit = visit(&old, "Us", Role::Own, 1, GOOD);
        let mut new = old.clone();
        new.sections[0].items[1].was = vec![id("greeted")];
        new.sections[0].items[1].id = id("hello");
        new.sections[1].items[0].id = id("other");
        new.sections[1].items[2].scale = crate::analysis::sample::yes_no();
        let fitted = fitted(&new, &visit);
        assert_eq!(
            statuses(&fitted),
            [
                "wait scored",
                "hello scored",
                "other not_asked",
                "respect scored",
                "next_step not_asked",
                "story unscored"
            ]
        );
        assert_eq!(fitted.unasked, [id("other")]);
        assert_eq!(fitted.misfits, [id("next_step")]);
        assert!(!score(&new, &fitted.visit).is_limited_basis);
    }

    #[test]
    fn a_pilot_that_counts_now_is_judged_by_what_was_answered() {
        let mut old = kiosk();
        old.sections[0].items[1].scored = false;
        let visit = visit(&old, "Us", Role::Own, 1, "greeted=no,wait=10");
        let new = kiosk();
        let fitted = fitted(&new, &visit);
        let greeted = fitted.visit.answer(&id("greeted")).unwrap();
        assert_eq!(greeted.credit, Some(Credit::NONE));
    }
}
