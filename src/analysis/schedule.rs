//! Who goes where, when, and as whom. Auditors take turns at each place, so that each visits us and a
//! competitor and none is back too soon; times of day, channels and scenarios come as often, give or
//! take one, in an order drawn from a seed. Places are planned one after another, each by draws of its
//! own: one more at the end changes none before it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::model::id::Id;
use crate::model::order::InOrder;
use crate::model::visit::{Channel, Name, Role};
use crate::stats::random::Random;

mod unmet;

pub use unmet::Unmet;
use unmet::check;

/// How often a place is tried anew where an auditor would have to be in two places on one day.
const TRIES: u64 = 200;

/// A part of the day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Daypart {
    /// Before noon.
    Morning,
    /// Around noon.
    Midday,
    /// After that.
    Afternoon,
}

impl Daypart {
    /// Every part.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Midday, Self::Afternoon];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Midday => "midday",
            Self::Afternoon => "afternoon",
        }
    }

    /// The hour from which to go.
    pub fn hour(self) -> u32 {
        match self {
            Self::Morning => 10,
            Self::Midday => 12,
            Self::Afternoon => 15,
        }
    }
}

/// A place to visit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// Whose.
    pub role: Role,
    /// Their name.
    pub organisation: Name,
    /// Which of their places.
    pub site: Name,
}

/// What a schedule is made of.
#[derive(Clone, Debug)]
pub struct Order {
    /// The places, ours first.
    pub places: Vec<Place>,
    /// Who goes.
    pub auditors: Vec<String>,
    /// How often each place is visited.
    pub n_each: usize,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Days of the week on which one goes.
    pub weekdays: Vec<Weekday>,
    /// Weeks before which no auditor is back at a place.
    pub apart: u64,
    /// How contacts are made; none where the standard does not say.
    pub channels: Vec<Channel>,
    /// Whom the auditors play; none where the standard has no scenarios.
    pub scenarios: Vec<Id>,
    /// The seed of all draws.
    pub seed: u64,
    /// When each auditor was last at a place.
    pub before: BTreeMap<(Place, String), NaiveDate>,
}

/// One visit of a schedule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Planned {
    /// The day.
    pub day: NaiveDate,
    /// The time of day.
    pub daypart: Daypart,
    /// Who goes.
    pub auditor: String,
    /// Where.
    pub place: Place,
    /// How.
    pub channel: Option<Channel>,
    /// As whom.
    pub scenario: Option<Id>,
}

/// Makes the schedule, by day; or says what cannot be met.
pub fn schedule(order: &Order) -> Result<Vec<Planned>, Unmet> {
    check(order)?;
    let mut auditors = order.auditors.clone();
    Random::seeded(order.seed).shuffle(&mut auditors);
    let mut taken: BTreeSet<(NaiveDate, String)> = BTreeSet::new();
    let mut planned = Vec::new();
    for (n, place) in order.places.iter().enumerate() {
        let mut visits = at_place(order, &auditors, n, place, 0, &taken);
        for attempt in 1..TRIES {
            if visits.is_ok() {
                break;
            }
            visits = at_place(order, &auditors, n, place, attempt, &taken);
        }
        let visits = visits?;
        taken.extend(visits.iter().map(|it| (it.day, it.auditor.clone())));
        planned.extend(visits);
    }
    planned.order_by(|a, b| {
        let key = |it: &Planned| (it.day, it.daypart, it.place.clone(), it.auditor.clone());
        key(a).cmp(&key(b))
    });
    Ok(planned)
}

/// The days of a round: the whole time in as many parts as a place has visits.
fn window(order: &Order, round: usize) -> (NaiveDate, NaiveDate) {
    let days = order.to.signed_duration_since(order.from).num_days() + 1;
    let days = u64::try_from(days).unwrap_or(0);
    let at = |round: usize| days * round as u64 / order.n_each as u64;
    let first = order.from + Days::new(at(round));
    let behind = order.from + Days::new(at(round + 1));
    (first, behind - Days::new(u64::from(behind > first)))
}

fn open_days(order: &Order, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
    let days = first.iter_days().take_while(|day| *day <= last);
    days.filter(|day| order.weekdays.contains(&day.weekday()))
        .collect()
}

/// The places in a deck: as many of each kind, give or take one, over all places together too.
fn dealt(place: usize, n_each: usize, n_kinds: usize) -> Vec<usize> {
    (0..n_each)
        .map(|round| (place * n_each + round) % n_kinds)
        .collect()
}

fn at_place(
    order: &Order,
    auditors: &[String],
    n: usize,
    place: &Place,
    attempt: u64,
    taken: &BTreeSet<(NaiveDate, String)>,
) -> Result<Vec<Planned>, Unmet> {
    let mut random = Random::seeded(seed_of(order.seed, place, attempt));
    let shuffled = |random: &mut Random, n_kinds: usize| -> Vec<Option<usize>> {
        if n_kinds == 0 {
            return vec![None; order.n_each];
        }
        let mut deck = dealt(n, order.n_each, n_kinds);
        random.shuffle(&mut deck);
        deck.into_iter().map(Some).collect()
    };
    let dayparts = shuffled(&mut random, Daypart::ALL.len());
    let channels = shuffled(&mut random, order.channels.len());
    let scenarios = shuffled(&mut random, order.scenarios.len());
    // Turns go on where the last place ended; where they end evenly the next place begins one on.
    let is_even = order.n_each.is_multiple_of(auditors.len());
    let first = if is_even { n } else { n * order.n_each };
    let mut last_there: BTreeMap<&str, NaiveDate> = BTreeMap::new();
    for ((at, auditor), day) in &order.before {
        if at == place {
            last_there.insert(auditor, *day);
        }
    }
    let mut planned: Vec<Planned> = Vec::new();
    for round in 0..order.n_each {
        let auditor = &auditors[(first + round) % auditors.len()];
        let earliest = last_there
            .get(auditor.as_str())
            .map(|day| *day + Days::new(order.apart * 7));
        let (from, to) = window(order, round);
        let mut days = open_days(order, from, to);
        days.retain(|day| {
            earliest.is_none_or(|earliest| *day >= earliest)
                && !taken.contains(&(*day, auditor.clone()))
        });
        if days.is_empty() {
            return Err(Unmet::NoDay {
                place: place.clone(),
                auditor: auditor.clone(),
                is_past: !planned.iter().any(|it| it.auditor == *auditor)
                    && earliest.is_some_and(|earliest| earliest > to),
            });
        }
        let day = days[random.below(days.len())];
        last_there.insert(auditor, day);
        planned.push(Planned {
            day,
            daypart: Daypart::ALL[dayparts[round].unwrap_or(0)],
            auditor: auditor.clone(),
            place: place.clone(),
            channel: channels[round].map(|at| order.channels[at]),
            scenario: scenarios[round].map(|at| order.scenarios[at].clone()),
        });
    }
    Ok(planned)
}

/// A seed for one place: FNV-1a over its names, so that other places do not change it.
fn seed_of(seed: u64, place: &Place, attempt: u64) -> u64 {
    let names = [place.organisation.key(), "\n", place.site.key()];
    let bytes = names.iter().flat_map(|name| name.bytes());
    let mixed = bytes.chain(seed.to_le_bytes()).chain(attempt.to_le_bytes());
    mixed.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(text: &str) -> Name {
        Name::new(text).unwrap()
    }

    fn place(n: usize) -> Place {
        Place {
            role: if n == 0 { Role::Own } else { Role::Competitor },
            organisation: name(&format!("Place {n}")),
            site: name("Main"),
        }
    }

    fn order(n_places: usize, n_auditors: usize, n_each: usize, seed: u64) -> Order {
        let day = |text: &str| text.parse().unwrap();
        Order {
            places: (0..n_places).map(place).collect(),
            auditors: (1..=n_auditors).map(|n| format!("a{n}")).collect(),
            n_each,
            from: day("2026-11-23"),
            to: day("2027-02-14"),
            weekdays: vec![
                Weekday::Mon,
                Weekday::Tue,
                Weekday::Wed,
                Weekday::Thu,
                Weekday::Fri,
                Weekday::Sat,
            ],
            apart: 3,
            channels: vec![Channel::InPerson, Channel::Phone],
            scenarios: ["dog", "cat", "old"].map(|id| Id::new(id).unwrap()).into(),
            seed,
            before: BTreeMap::new(),
        }
    }

    /// How unevenly something comes.
    fn unevenness<T: Ord>(all: &[T], planned: impl Iterator<Item = T>) -> usize {
        let mut counts: BTreeMap<&T, usize> = all.iter().map(|it| (it, 0)).collect();
        let planned: Vec<T> = planned.collect();
        for it in &planned {
            let known = all.iter().find(|known| *known == it).unwrap();
            *counts.get_mut(known).unwrap() += 1;
        }
        counts.values().max().unwrap() - counts.values().min().unwrap()
    }

    proptest! {
        #[test]
        fn every_plan_keeps_its_promises(
            n_places in 2_usize..5, n_auditors in 1_usize..4, n_each in 3_usize..9, seed in 0_u64..1000
        ) {
            let order = order(n_places, n_auditors, n_each, seed);
            let Ok(plan) = schedule(&order) else { return Ok(()) };
            prop_assert_eq!(plan.len(), n_places * n_each);
            prop_assert_eq!(schedule(&order).unwrap(), plan.clone());
            for place in &order.places {
                let here: Vec<&Planned> = plan.iter().filter(|it| it.place == *place).collect();
                prop_assert_eq!(here.len(), n_each);
                prop_assert!(unevenness(&order.auditors, here.iter().map(|it| it.auditor.clone())) <= 1);
                prop_assert!(unevenness(&Daypart::ALL, here.iter().map(|it| it.daypart)) <= 1);
                for auditor in &order.auditors {
                    let days: Vec<NaiveDate> =
                        here.iter().filter(|it| it.auditor == *auditor).map(|it| it.day).collect();
                    prop_assert!(days.windows(2).all(|pair| (pair[1] - pair[0]).num_days() >= 21));
                }
            }
            prop_assert!(unevenness(&order.auditors, plan.iter().map(|it| it.auditor.clone())) <= 1);
            prop_assert!(unevenness(&Daypart::ALL, plan.iter().map(|it| it.daypart)) <= 1);
            prop_assert!(unevenness(&order.channels, plan.iter().map(|it| it.channel.unwrap())) <= 1);
            prop_assert!(
                unevenness(&order.scenarios, plan.iter().map(|it| it.scenario.clone().unwrap())) <= 1
            );
            for auditor in &order.auditors {
                let roles: BTreeSet<Role> =
                    plan.iter().filter(|it| it.auditor == *auditor).map(|it| it.place.role).collect();
                prop_assert_eq!(roles.len(), 2);
            }
            let days: BTreeSet<(NaiveDate, &String)> =
                plan.iter().map(|it| (it.day, &it.auditor)).collect();
            prop_assert_eq!(days.len(), plan.len());
            prop_assert!(plan.iter().all(|it| it.day.weekday() != Weekday::Sun));
        }

        #[test]
        fn a_place_more_changes_none_before(seed in 0_u64..200) {
            let few = schedule(&order(2, 2, 6, seed)).unwrap();
            let more = schedule(&order(3, 2, 6, seed)).unwrap();
            let old: Vec<Planned> =
                more.into_iter().filter(|it| it.place != place(2)).collect();
            prop_assert_eq!(few, old);
        }
    }

    #[test]
    fn what_cannot_be_met_is_said() {
        // 84 days: one auditor, back after 3 weeks at the soonest, comes four times (days 0 to 63).
        let found = schedule(&order(2, 1, 6, 1)).unwrap_err();
        let expected = Unmet::TooSoon {
            most_visits: 4,
            auditors: 2,
            most_weeks: 2,
        };
        assert_eq!(found, expected);
        assert_eq!(
            schedule(&order(2, 4, 3, 1)).unwrap_err(),
            Unmet::NotBoth { at_most: 3 }
        );
        let short = Order {
            to: "2026-11-25".parse().unwrap(),
            ..order(2, 2, 6, 1)
        };
        assert_eq!(schedule(&short).unwrap_err(), Unmet::TooShort { n_days: 3 });
    }

    #[test]
    fn visits_before_the_plan_count_too() {
        let mut order = order(2, 1, 1, 1);
        order.to = "2026-12-05".parse().unwrap();
        let before = (place(1), "a1".to_owned());
        order.before.insert(before, "2026-11-20".parse().unwrap());
        assert!(matches!(
            schedule(&order).unwrap_err(),
            Unmet::NoDay { is_past: true, .. }
        ));
    }
}
