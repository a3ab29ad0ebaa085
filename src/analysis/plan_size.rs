//! How many visits it takes to see a difference, by what visits here usually vary: of our own
//! organisation where there are enough, else of all in the programme, else by what is usual anywhere.

use std::collections::BTreeMap;

use super::measure::Sums;
use super::whole::{self, WholeVisit};
use crate::model::id::Id;
use crate::model::visit::{Name, Role};
use crate::stats::cluster::spread_within;
use crate::stats::describe::{self, Spread};
use crate::stats::reliability::OneWay;
use crate::stats::sample_size::{
    USUAL_SD, counting_size, design_effect, detectable, n_for_difference, n_for_precision, unequal,
};
use crate::stats::sequential::{overall_level, pocock_level};

/// Degrees of freedom from which a spread is believed.
const ENOUGH_DF: f64 = 10.0;

/// So many sites with repeats say how alike visits to one site are.
const ENOUGH_SITES: usize = 5;

/// Fewer on a side get no verdict, however large the difference.
pub const LEAST_FOR_VERDICT: u64 = 5;

/// What is wished.
#[derive(Clone, PartialEq, Debug)]
pub struct Wish {
    /// Differences of totals, 0..1.
    pub differences: Vec<f64>,
    /// The chance to see one that is there.
    pub power: f64,
    /// How many times one will look, and may find something by luck.
    pub looks: usize,
    /// How many times as many visits the competitor gets.
    pub times: f64,
    /// The spread of totals, where the person says it.
    pub spread: Option<f64>,
}

/// Where the spread is from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// Said by the person.
    Told,
    /// Our own visits.
    Own,
    /// The visits to all organisations.
    Programme,
    /// Too few visits: what is usual elsewhere.
    Assumed,
}

impl Source {
    /// The word of data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Own => "own",
            Self::Programme => "programme",
            Self::Assumed => "assumed",
        }
    }
}

/// How many visits see one difference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Needed {
    /// To us.
    pub own: u64,
    /// To the competitor.
    pub theirs: u64,
}

/// A plan.
#[derive(Clone, Debug)]
pub struct PlanSize<'a> {
    /// What was wished.
    pub wish: Wish,
    /// The standard deviation of totals between visits.
    pub sd: f64,
    /// Where that is from.
    pub source: Source,
    /// How many visits say so.
    pub n_visits: u64,
    /// The level at each look.
    pub level: f64,
    /// The chance of a finding by luck, were each look taken at 5 %.
    pub careless: f64,
    /// By how much more visits it takes as visits to one site are alike; 1 where that is not known.
    pub design_effect: f64,
    /// For each difference, how many; `None` where no number would do.
    pub needed: Vec<(f64, Option<Needed>)>,
    /// How many until our own mean is known within 5 points.
    pub for_mean: Option<u64>,
    /// For each organisation, its visits and the difference that so many on both sides see.
    pub now: Vec<(Role, &'a Name, u64, Option<f64>)>,
}

/// Plans the number of visits, by the visits of a standard that count.
pub fn plan_size<'a>(
    visits: &'a [WholeVisit<'a>],
    standard: Option<&Id>,
    wish: Wish,
) -> PlanSize<'a> {
    let mut sides: BTreeMap<(Role, &Name), BTreeMap<&Name, Sums>> = BTreeMap::new();
    if let Some(standard) = standard {
        for scored in whole::of(visits, Some(standard)) {
            let facts = &scored.visit.facts;
            let total = scored.scorecard.as_ref().and_then(|card| card.total);
            if let (Some(total), true) = (total, facts.role != Role::Internal) {
                let sites = sides.entry((facts.role, &facts.organisation)).or_default();
                sites.entry(&facts.site).or_default().add(total);
            }
        }
    }
    let clusters = |sites: &BTreeMap<&Name, Sums>| -> Vec<describe::Sums> {
        sites.values().map(|sums| (*sums).into()).collect()
    };
    let of = |is_in: &dyn Fn(Role) -> bool| -> (Spread, u64) {
        let sides = sides.iter().filter(|((role, _), _)| is_in(*role));
        sides.fold((Spread::default(), 0), |(mut spread, n), (_, sites)| {
            spread += spread_within(&clusters(sites));
            (spread, n + sites.values().map(|sums| sums.n).sum::<u64>())
        })
    };
    let (own, all) = (of(&|role| role == Role::Own), of(&|_| true));
    let believed = |(spread, n): (Spread, u64), source| {
        let is_enough = spread.df >= ENOUGH_DF;
        is_enough.then(|| Some((spread.sd().filter(|sd| *sd > 0.0)?, source, n)))?
    };
    let told = wish.spread.map(|sd| (sd, Source::Told, 0));
    let (sd, source, n_visits) = told
        .or_else(|| believed(own, Source::Own))
        .or_else(|| believed(all, Source::Programme))
        .unwrap_or((USUAL_SD, Source::Assumed, all.1));
    let design_effect = sides
        .iter()
        .filter(|((role, _), sites)| *role == Role::Own && sites.len() >= ENOUGH_SITES)
        .find_map(|(_, sites)| {
            let one_way = OneWay::of(&clusters(sites))?;
            let sizes: Vec<u64> = sites.values().map(|sums| sums.n).collect();
            (one_way.n_repeated >= ENOUGH_SITES)
                .then(|| Some(design_effect(counting_size(&sizes), one_way.icc()?).max(1.0)))?
        })
        .unwrap_or(1.0);
    let level = pocock_level(0.05, wish.looks);
    let needed = wish
        .differences
        .iter()
        .map(|difference| {
            let n = n_for_difference(difference / sd, wish.power, level) * design_effect;
            let (own, theirs) = unequal(n, wish.times);
            let both = whole(own).zip(whole(theirs));
            (
                *difference,
                both.map(|(own, theirs)| Needed { own, theirs }),
            )
        })
        .collect();
    let now = sides
        .iter()
        .map(|((role, name), sites)| {
            let n: u64 = sites.values().map(|sums| sums.n).sum();
            let sees = detectable(n as f64 / design_effect, wish.power, level) * sd;
            let sees = sees.is_finite().then_some(sees).filter(|it| *it < 1.0);
            (*role, *name, n, sees)
        })
        .collect();
    PlanSize {
        sd,
        source,
        n_visits,
        level,
        careless: overall_level(0.05, wish.looks),
        design_effect,
        needed,
        for_mean: n_for_precision(sd, 0.05, 0.95),
        now,
        wish,
    }
}

/// The next whole number, at least what a verdict takes; `None` where it is out of reach.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "within 0..100000"
)]
fn whole(n: f64) -> Option<u64> {
    let n = (n - 1e-9).ceil();
    (n < 100_000.0).then(|| (n.max(0.0) as u64).max(LEAST_FOR_VERDICT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{kiosk, visit};

    fn wish(spread: Option<f64>) -> Wish {
        Wish {
            differences: vec![0.05, 0.10, 0.15, 0.20],
            power: 0.8,
            looks: 1,
            times: 1.0,
            spread,
        }
    }

    fn numbers(plan: &PlanSize) -> Vec<u64> {
        let needed = plan.needed.iter();
        needed.map(|(_, needed)| needed.unwrap().own).collect()
    }

    // R power.t.test, as in the oracle on planning: two-sided, 5 %, power 80 %.
    #[test]
    fn numbers_for_known_spreads() {
        for (sd, n) in [
            (0.10, [64, 17, 9, 6]),
            (0.15, [143, 37, 17, 10]),
            (0.20, [253, 64, 29, 17]),
            (0.25, [394, 100, 45, 26]),
        ] {
            assert_eq!(numbers(&plan_size(&[], None, wish(Some(sd)))), n);
        }
    }

    #[test]
    fn with_few_visits_the_spread_is_assumed_and_said_so() {
        let kiosk = kiosk();
        let visits = [visit(
            &kiosk,
            "Us",
            Role::Own,
            1,
            "wait=20,greeted=yes,hand_offs=0,respect=yes,next_step=none",
        )];
        let scored = whole::sorted(&visits, |_| Some(&kiosk)).visits;
        let plan = plan_size(&scored, Some(&kiosk.id), wish(None));
        assert_eq!(
            (plan.source, plan.sd.to_bits()),
            (Source::Assumed, 0.16_f64.to_bits())
        );
        assert_eq!(plan.now[0].3, None);
    }

    #[test]
    fn our_own_spread_comes_first() {
        // Totals of 0.8 and 1, six of each: SD .1·√(12/11).
        let kiosk = kiosk();
        let one = |day: u32| {
            let ended = if day.is_multiple_of(2) {
                "they_named_it"
            } else {
                "none"
            };
            let said = format!("wait=20,greeted=yes,hand_offs=0,respect=yes,next_step={ended}");
            visit(&kiosk, "Us", Role::Own, day, &said)
        };
        let visits: Vec<_> = (1..=12).map(one).collect();
        let scored = whole::sorted(&visits, |_| Some(&kiosk)).visits;
        let plan = plan_size(&scored, Some(&kiosk.id), wish(None));
        assert_eq!(plan.source, Source::Own);
        assert!((plan.sd - 0.1 * (12.0_f64 / 11.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn looking_often_takes_more() {
        let often = Wish {
            looks: 5,
            ..wish(Some(0.15))
        };
        let plan = plan_size(&[], None, often);
        // Armitage 1969: .142; Pocock 1977: .0158.
        assert!((plan.careless - 0.142).abs() < 5e-4 && (plan.level - 0.0158).abs() < 5e-5);
        assert!(numbers(&plan)[1] > 37);
    }
}
