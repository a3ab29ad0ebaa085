//! What a board asks beside a comparison: the course over months, what was guessed against what was
//! met, what one thinks of oneself, and when nobody ever looked.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Timelike, Weekday};

use super::compare::StandardComparison;
use super::measure::Sums;
use super::select::Reason;
use super::side::Side;
use crate::model::share::Share;
use crate::model::visit::Name;

/// The sums of each side for each month from the first to the last, months without a visit among them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Course {
    /// The first day of each month.
    pub months: Vec<NaiveDate>,
    /// For each side the sums of each month.
    pub sides: Vec<Vec<Sums>>,
}

/// The course over months of the total that sides are compared by.
pub fn course(one: &StandardComparison) -> Course {
    let month = |day: NaiveDate| day.with_day(1).expect("every month has a first day");
    let of_side = |(side, totals): (&Side, &Vec<Option<Share>>)| {
        let mut months: BTreeMap<NaiveDate, Sums> = BTreeMap::new();
        for (scored, total) in side.visits.iter().zip(totals) {
            if let Some(share) = *total {
                let month = month(scored.visit.facts.visited.date());
                months.entry(month).or_default().add(share);
            }
        }
        months
    };
    let sides: Vec<BTreeMap<NaiveDate, Sums>> =
        one.sides.iter().zip(&one.totals).map(of_side).collect();
    let keys = || sides.iter().flat_map(BTreeMap::keys);
    let (Some(first), Some(last)) = (keys().min(), keys().max()) else {
        return Course::default();
    };
    let after = |month: &NaiveDate| month.checked_add_months(chrono::Months::new(1));
    let months: Vec<NaiveDate> = std::iter::successors(Some(*first), after)
        .take_while(|month| month <= last)
        .collect();
    let sums = |side: &BTreeMap<NaiveDate, Sums>| {
        let months = months.iter();
        months
            .map(|month| side.get(month).copied().unwrap_or_default())
            .collect()
    };
    Course {
        sides: sides.iter().map(sums).collect(),
        months,
    }
}

/// A guess beside the total that the same visit came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Guessed {
    /// The place of the visit's organisation among the sides.
    pub side: usize,
    /// What the auditor guessed before seeing it.
    pub guess: Share,
    /// What it came to.
    pub total: Share,
}

/// The visits that count and have both a guess and a total, oldest first within each side.
pub fn guesses(one: &StandardComparison) -> Vec<Guessed> {
    let mut guesses = Vec::new();
    for (side, of_side) in one.sides.iter().enumerate() {
        for scored in &of_side.visits {
            let guess = scored.visit.guess;
            let total = scored.scorecard.as_ref().and_then(|card| card.total);
            if let (Some(guess), Some(total)) = (guess, total) {
                guesses.push(Guessed { side, guess, total });
            }
        }
    }
    guesses
}

/// What our people make of themselves: the sums of the totals of own self-assessments.
pub fn self_view(one: &StandardComparison) -> Sums {
    let mut sums = Sums::default();
    let Some(own) = one.reference().map(|own| one.sides[own].role) else {
        return sums;
    };
    for out in &one.left_out {
        let facts = &out.scored.visit.facts;
        let total = out.scored.scorecard.as_ref().and_then(|card| card.total);
        let is_ours = out.reason == Reason::SelfAssessment && facts.role == own;
        if let Some(total) = total.filter(|_| is_ours) {
            sums.add(total);
        }
    }
    sums
}

/// A part of the day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Daypart {
    /// Before noon.
    Morning,
    /// From noon until five.
    Afternoon,
    /// From five on.
    Evening,
}

impl Daypart {
    /// Every part.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    fn of_hour(hour: u32) -> Self {
        match hour {
            0..12 => Self::Morning,
            12..17 => Self::Afternoon,
            _ => Self::Evening,
        }
    }
}

/// When a side was never visited.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NeverSeen {
    /// The days of the week.
    pub weekdays: Vec<Weekday>,
    /// The parts of the day; empty where no visit tells its hour.
    pub dayparts: Vec<Daypart>,
}

/// The days of the week and parts of the day on which a side was never visited.
pub fn never_seen(side: &Side) -> NeverSeen {
    const WEEK: [Weekday; 7] = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ];
    let mut days = BTreeSet::new();
    let mut parts = BTreeSet::new();
    for scored in &side.visits {
        let visited = scored.visit.facts.visited;
        days.insert(visited.date().weekday().num_days_from_monday());
        parts.extend(
            visited
                .moment()
                .map(|moment| Daypart::of_hour(moment.at().hour())),
        );
    }
    let is_new = |day: &Weekday| !days.contains(&day.num_days_from_monday());
    let dayparts = if parts.is_empty() {
        Vec::new()
    } else {
        let unseen = Daypart::ALL.into_iter().filter(|it| !parts.contains(it));
        unseen.collect()
    };
    NeverSeen {
        weekdays: WEEK.into_iter().filter(is_new).collect(),
        dayparts,
    }
}

/// The places of a programme at which no visit of the comparison took place, with whose they are.
pub fn never_visited<'p>(
    one: &StandardComparison,
    known: impl IntoIterator<Item = (&'p Name, &'p Name)>,
) -> Vec<(&'p Name, &'p Name)> {
    let is_visited = |organisation: &Name, site: &Name| {
        let mut sides = one.sides.iter();
        sides.any(|side| side.organisation == organisation && side.sites.contains(site))
    };
    let known = known.into_iter();
    known
        .filter(|(organisation, site)| !is_visited(organisation, site))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::compare::{Settings, compare};
    use crate::analysis::sample::{item, scored, standard, visit, yes_no};
    use crate::model::answer::Decimal;
    use crate::model::visit::{Kind, Noted, Role};

    #[test]
    fn months_without_a_visit_stay_in_the_course() {
        let one = standard("kiosk", "1.0.0", vec![("first", vec![item("a", yes_no())])]);
        let mut visits: Vec<_> = [(1, "a=yes"), (2, "a=no"), (3, "a=yes")]
            .into_iter()
            .map(|(day, answers)| visit(&one, "Us", Role::Own, day, answers))
            .collect();
        for (visit, day) in visits
            .iter_mut()
            .zip(["2026-01-31", "2026-01-02", "2026-03-01"])
        {
            visit.facts.visited = crate::model::moment::Visited::from_record(day).unwrap();
        }
        let scored = scored(&one, &visits);
        let all = compare(&scored, &Settings::default()).unwrap();
        let course = course(&all.standards[0]);
        let months: Vec<String> = course.months.iter().map(ToString::to_string).collect();
        assert_eq!(months, ["2026-01-01", "2026-02-01", "2026-03-01"]);
        let means: Vec<Option<String>> = course.sides[0]
            .iter()
            .map(|sums| sums.mean().map(crate::model::share::Exact::decimals))
            .collect();
        assert_eq!(means, [Some("0.5".into()), None, Some("1".into())]);
    }

    #[test]
    fn guesses_stand_beside_totals_and_the_own_view_apart() {
        let one = standard("kiosk", "1.0.0", vec![("first", vec![item("a", yes_no())])]);
        let mut visits = vec![
            visit(&one, "Us", Role::Own, 1, "a=no"),
            visit(&one, "Us", Role::Own, 2, "a=yes"),
            visit(&one, "City", Role::Competitor, 3, "a=no"),
        ];
        // What somebody thinks of others is no view of ours.
        visits[2].facts.kind = Kind::SelfAssessment;
        visits[0].guess = Some(Noted {
            value: Decimal::new("80").unwrap(),
            at: visits[0].facts.started,
        });
        visits[1].facts.kind = Kind::SelfAssessment;
        let scored = scored(&one, &visits);
        let all = compare(&scored, &Settings::default()).unwrap();
        let expected = Guessed {
            side: 0,
            guess: Share::rounded(0.8),
            total: Share::ZERO,
        };
        assert_eq!(guesses(&all.standards[0]), [expected]);
        let own = self_view(&all.standards[0]);
        assert_eq!(
            (own.n, own.mean().map(crate::model::share::Exact::decimals)),
            (1, Some("1".into()))
        );
    }

    #[test]
    fn each_department_has_the_view_of_its_own_people() {
        let one = standard("kiosk", "1.0.0", vec![("first", vec![item("a", yes_no())])]);
        let mut visits: Vec<_> = [("Desk", "a=no"), ("Payroll", "a=no"), ("Desk", "a=yes")]
            .into_iter()
            .zip(1..)
            .map(|((name, answers), day)| visit(&one, name, Role::Internal, day, answers))
            .collect();
        visits[2].facts.kind = Kind::SelfAssessment;
        let scored = scored(&one, &visits);
        let all = compare(&scored, &Settings::default()).unwrap();
        let ours = all.standards[0].of_ours();
        let views: Vec<u64> = ours.iter().map(|ours| self_view(ours).n).collect();
        assert_eq!(views, [1, 0]);
    }
}
