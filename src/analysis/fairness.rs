//! Are people treated alike who ask for the same? Visits whose scenarios are joined by `same_as` are
//! matched, as two personas at one place by one channel within thirty days, and compared pair by pair.
//! It speaks of an organisation, never of one of its people.

use std::collections::{BTreeMap, BTreeSet};

use super::whole::{self, WholeVisit};
use crate::model::id::Id;
use crate::model::order::InOrder;
use crate::model::scale::ItemType;
use crate::model::standard::{Item, Scenario, Standard};
use crate::model::visit::{Name, Role, Visit};
use crate::stats::interval::{Interval, LEVEL};
use crate::stats::pairs::Pairs;

mod judged;

use judged::{cells, judge, totals};

/// Two visits further apart are no pair.
pub const WITHIN_DAYS: i64 = 30;

/// Two visits: the first as the persona that `same_as` names.
#[derive(Clone, Copy, Debug)]
pub struct Matched<'a> {
    /// As the one persona.
    pub first: &'a WholeVisit<'a>,
    /// As the other.
    pub second: &'a WholeVisit<'a>,
}

/// What pairs say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Finding {
    /// They differ more than luck explains.
    Unequal,
    /// There are enough, and they do not.
    NotShown,
    /// Too few, or too few that differ, to show anything either way.
    CannotShow,
}

impl Finding {
    /// The word of data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unequal => "unequal",
            Self::NotShown => "not_shown",
            Self::CannotShow => "cannot_show",
        }
    }
}

/// Totals, pair by pair.
#[derive(Clone, PartialEq, Debug)]
pub struct Totals {
    /// How many pairs have both totals.
    pub n: u64,
    /// The mean of the first persona minus the other, -1..1.
    pub difference: f64,
    /// Where it may be; `None` of fewer than two pairs, and where all differ alike.
    pub interval: Option<Interval>,
    /// The chance of such a difference by luck; `None` of fewer than six pairs.
    pub p: Option<f64>,
    /// That, held against all that was tested.
    pub adjusted: Option<f64>,
    /// What it says.
    pub finding: Finding,
}

/// One item, answered in both visits of a pair.
#[derive(Clone, Debug)]
pub struct ItemPairs<'a> {
    /// The item.
    pub item: &'a Item,
    /// All four cells: full credit as both, as the first only, as the second only, as neither.
    pub cells: Pairs,
    /// That, held against all that was tested; `None` with too few that differ.
    pub adjusted: Option<f64>,
    /// What it says.
    pub finding: Finding,
}

impl ItemPairs<'_> {
    /// Where the difference of the two shares may be.
    pub fn interval(&self) -> Option<Interval> {
        self.cells.interval(LEVEL)
    }
}

/// One organisation, as two personas met it.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// The standard, as its newest version has it.
    pub standard: &'a Standard,
    /// The one persona.
    pub first: &'a Scenario,
    /// The other.
    pub second: &'a Scenario,
    /// Whose place.
    pub role: Role,
    /// Its name.
    pub organisation: &'a Name,
    /// The pairs, by the day of the first visit.
    pub pairs: Vec<Matched<'a>>,
    /// How many visits of each persona found no partner.
    pub n_alone: [usize; 2],
    /// Who played each.
    pub testers: [BTreeSet<&'a str>; 2],
    /// In how many pairs the second persona came later.
    pub n_second_later: usize,
    /// Totals; `None` without pairs.
    pub totals: Option<Totals>,
    /// Yes-or-no items that were judged in both.
    pub items: Vec<ItemPairs<'a>>,
}

/// Compares personas at each organisation, by the visits that count.
pub fn fairness<'a>(visits: &'a [WholeVisit<'a>], standard: Option<&Id>) -> Vec<Comparison<'a>> {
    let counted = whole::of(visits, standard);
    let mut by_standard: BTreeMap<&Id, Vec<&WholeVisit>> = BTreeMap::new();
    for scored in counted {
        let id = &scored.visit.facts.standard.id;
        by_standard.entry(id).or_default().push(scored);
    }
    let mut found = Vec::new();
    for visits in by_standard.into_values() {
        let Some(standard) = whole::newest(&visits) else {
            continue;
        };
        let mut sides: BTreeMap<(Role, &Name), Vec<&WholeVisit>> = BTreeMap::new();
        for scored in visits {
            let facts = &scored.visit.facts;
            let side = sides.entry((facts.role, &facts.organisation));
            side.or_default().push(scored);
        }
        for second in &standard.scenarios {
            let first = second.same_as.as_ref();
            let Some(first) = first.and_then(|id| standard.scenario(id)) else {
                continue;
            };
            for ((role, organisation), visits) in &sides {
                let personas = [first, second];
                found.push(compared(standard, personas, (*role, organisation), visits));
            }
        }
    }
    found
}

fn compared<'a>(
    standard: &'a Standard,
    [first, second]: [&'a Scenario; 2],
    (role, organisation): (Role, &'a Name),
    visits: &[&'a WholeVisit<'a>],
) -> Comparison<'a> {
    let as_persona = |scenario: &Scenario| -> Vec<&'a WholeVisit<'a>> {
        let is_it = |it: &&&WholeVisit| it.visit.facts.scenario.as_ref() == Some(&scenario.id);
        let mut visits: Vec<_> = visits.iter().filter(is_it).copied().collect();
        visits.order_by_key(|it| (it.visit.facts.visited.date(), &it.visit.facts.id));
        visits
    };
    let (firsts, seconds) = (as_persona(first), as_persona(second));
    let pairs = matched(&firsts, &seconds);
    let testers = [&firsts, &seconds].map(|visits| {
        let auditors = visits.iter().map(|it| it.visit.facts.auditor.as_str());
        auditors.collect()
    });
    let later = |pair: &&Matched| {
        let at = |scored: &WholeVisit| scored.visit.facts.started;
        at(pair.second) > at(pair.first)
    };
    let mut totals = totals(&pairs);
    let mut items: Vec<ItemPairs> = standard
        .items()
        .filter(|item| item.counts() && item.scale.item_type() == ItemType::YesNo)
        .map(|item| ItemPairs {
            item,
            cells: cells(item, &pairs),
            adjusted: None,
            finding: Finding::CannotShow,
        })
        .filter(|item| item.cells.n() > 0)
        .collect();
    judge(totals.as_mut(), &mut items);
    Comparison {
        standard,
        first,
        second,
        role,
        organisation,
        n_alone: [firsts.len() - pairs.len(), seconds.len() - pairs.len()],
        testers,
        n_second_later: pairs.iter().filter(later).count(),
        totals,
        items,
        pairs,
    }
}

/// Each first takes the nearest second that is free: by date, then by id.
fn matched<'a>(firsts: &[&'a WholeVisit<'a>], seconds: &[&'a WholeVisit<'a>]) -> Vec<Matched<'a>> {
    let mut is_free = vec![true; seconds.len()];
    let mut pairs = Vec::new();
    for first in firsts {
        let one = &first.visit.facts;
        let apart = |other: &Visit| {
            let days = other.facts.visited.date() - one.visited.date();
            days.num_days().abs()
        };
        let fits = |other: &Visit| {
            other.facts.site == one.site
                && other.facts.channel == one.channel
                && apart(other) <= WITHIN_DAYS
        };
        let nearest = seconds
            .iter()
            .enumerate()
            .filter(|(n, second)| is_free[*n] && fits(second.visit))
            // The first of those alike, and they stand by date and id.
            .min_by_key(|(_, second)| apart(second.visit));
        if let Some((n, second)) = nearest {
            is_free[n] = false;
            pairs.push(Matched { first, second });
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{id, kiosk, visit};
    use crate::model::text::Text;

    fn standard() -> Standard {
        let scenario = |name: &str, same_as: Option<&str>| Scenario {
            id: id(name),
            title: Text::plain(name),
            persona: None,
            brief: None,
            same_as: same_as.map(id),
        };
        Standard {
            scenarios: vec![scenario("dog", None), scenario("dog-young", Some("dog"))],
            ..kiosk()
        }
    }

    fn played(standard: &Standard, day: u32, scenario: &str, greeted: &str) -> Visit {
        let said = format!("wait=20,greeted={greeted},hand_offs=0,respect=yes,next_step=none");
        let mut visit = visit(standard, "Us", Role::Own, day, &said);
        visit.facts.scenario = Some(id(scenario));
        visit.facts.id =
            crate::model::visit::VisitId::new(&format!("2026-11-{day:02}-us-main-{scenario}"))
                .unwrap();
        visit
    }

    #[test]
    fn each_visit_takes_the_nearest_free_partner() {
        let standard = standard();
        let visits = [
            played(&standard, 1, "dog", "yes"),
            played(&standard, 9, "dog", "yes"),
            played(&standard, 2, "dog-young", "yes"),
            played(&standard, 8, "dog-young", "yes"),
            played(&standard, 30, "dog-young", "yes"),
        ];
        let scored = whole::sorted(&visits, |_| Some(&standard)).visits;
        let found = fairness(&scored, None);
        let days: Vec<[u32; 2]> = found[0]
            .pairs
            .iter()
            .map(|pair| {
                [pair.first, pair.second]
                    .map(|it| chrono::Datelike::day(&it.visit.facts.visited.date()))
            })
            .collect();
        assert_eq!(days, [[1, 2], [9, 8]]);
        assert_eq!(found[0].n_alone, [0, 1]);
        assert_eq!(found[0].n_second_later, 1);
    }

    #[test]
    fn six_pairs_that_all_differ_one_way_show_it_and_five_do_not() {
        let standard = standard();
        let pairs = |n: u32| -> Vec<Visit> {
            (1..=n)
                .flat_map(|day| {
                    [
                        played(&standard, 2 * day, "dog", "yes"),
                        played(&standard, 2 * day + 1, "dog-young", "no"),
                    ]
                })
                .collect()
        };
        for (n, finding) in [(5, Finding::CannotShow), (7, Finding::Unequal)] {
            let visits = pairs(n);
            let scored = whole::sorted(&visits, |_| Some(&standard)).visits;
            let found = fairness(&scored, None);
            let greeted = &found[0].items[0];
            assert_eq!(greeted.cells.first_only, u64::from(n));
            // 7 of 7: p = 2/128, of two tests twice that by Holm.
            assert_eq!(greeted.finding, finding, "{greeted:?}");
            let totals = found[0].totals.as_ref().unwrap();
            assert!((totals.difference - 0.2).abs() < 1e-9);
            assert_eq!(totals.finding, finding);
        }
    }

    #[test]
    fn other_sites_channels_and_months_are_no_partners() {
        let standard = standard();
        let mut other_site = played(&standard, 2, "dog-young", "yes");
        other_site.facts.site = Name::new("North").unwrap();
        let mut other_channel = played(&standard, 3, "dog-young", "yes");
        other_channel.facts.channel = Some(crate::model::visit::Channel::Phone);
        let visits = [
            played(&standard, 1, "dog", "yes"),
            other_site,
            other_channel,
        ];
        let scored = whole::sorted(&visits, |_| Some(&standard)).visits;
        let found = fairness(&scored, None);
        assert!(found[0].pairs.is_empty() && found[0].totals.is_none());
    }
}
