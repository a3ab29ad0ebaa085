//! One test for each rung.

use super::{Case, DELTA, Family, HeldBack, Judgement, Pool, Verdict, Weighed, Why, judge};
use crate::stats::cluster::{Side, Unit};
use crate::stats::describe::{Sums, WHOLE};
use proptest::prelude::*;

fn side(values: &[f64]) -> Side {
    Side::of(&[Sums::of(values)], None).unwrap()
}

/// Other sides whose spread makes a pool of SD about `sd` with many degrees of freedom.
fn usual(sd: f64) -> Side {
    let values: Vec<f64> = (0..40)
        .map(|at| if at % 2 == 0 { 0.5 + sd } else { 0.5 - sd })
        .collect();
    side(&values)
}

fn case(first: &Side, second: &Side, pool: &Pool) -> Case {
    Case {
        weighed: Weighed::new(first, second, pool),
        is_confounded: false,
        is_of_other_mix: false,
        is_comparable: true,
    }
}

fn one(case: Case) -> Judgement {
    judge(&[case], Family::Few, DELTA)[0]
}

const HIGH: [f64; 5] = [0.90, 0.88, 0.92, 0.91, 0.89];
const MIDDLE: [f64; 5] = [0.80, 0.78, 0.82, 0.81, 0.79];
const LOW: [f64; 5] = [0.30, 0.28, 0.32, 0.31, 0.29];

#[test]
fn clear_needs_the_floor() {
    let (high, low) = (side(&HIGH), side(&LOW));
    let pool = Pool::of([&high, &low, &usual(0.1)]);
    assert_eq!(one(case(&high, &low, &pool)).verdict, Verdict::Clear);
    // Ten points between very even sides: certain by their own spread, not by the usual one.
    let middle = side(&MIDDLE);
    let wild = Pool::of([&high, &middle, &usual(0.2)]);
    let judged = one(case(&high, &middle, &wild));
    assert_eq!(judged.verdict, Verdict::Leaning);
    assert!(judged.p_plain.unwrap() < 0.05 && judged.p_floored.unwrap() > 0.05);
}

#[test]
fn without_a_floor_nothing_is_clearer_than_leaning() {
    let (high, low) = (side(&HIGH), side(&LOW));
    let pool = Pool::of([&high, &low]);
    assert_eq!(pool.variance(Unit::Observation), None);
    let judged = one(case(&high, &low, &pool));
    assert_eq!(judged.verdict, Verdict::Leaning);
    assert_eq!(judged.held_back, Some(HeldBack::NoFloor));
    assert_eq!(judged.p_floored, None);
    // Nor is anything the same, and that is why.
    let judged = one(case(&high, &high, &pool));
    assert_eq!(judged.verdict, Verdict::CannotTell(Why::Unsettled));
    assert_eq!(judged.held_back, Some(HeldBack::NoFloor));
    // Four and four degrees: two are missing.
    assert!((pool.missing_df(Unit::Observation) - 2.0).abs() < 1e-12);
}

#[test]
fn many_units_whose_spread_one_pair_tells_still_need_a_floor() {
    // Twelve sites, one of them visited twice: 13 visits, one degree of freedom.
    let sites = |base: f64| -> Vec<Sums> {
        let again = [base, base + 0.001];
        let once = (1..12).map(|at| Sums::of(&[base + 0.01 * f64::from(at)]));
        once.chain([Sums::of(&again)]).collect()
    };
    let of = |base| Side::of(&sites(base), Some(Unit::Observation)).unwrap();
    let (first, second) = (of(0.8), of(0.3));
    let pool = Pool::of([&first, &second]);
    let judged = one(case(&first, &second, &pool));
    assert_eq!(judged.p_floored, None);
    assert_eq!(judged.verdict, Verdict::Leaning);
    let known = Pool::of([&first, &second, &usual(0.1)]);
    let floored = case(&first, &second, &known).weighed.floored.unwrap();
    // Each side's variance is the usual one over 13 visits.
    let usual = known.variance(Unit::Observation).unwrap();
    assert!((floored.variance - 2.0 * usual / 13.0).abs() < 1e-12);
}

#[test]
fn another_mix_of_visits_holds_it_back() {
    let (high, low) = (side(&HIGH), side(&LOW));
    let ten = side(&[&HIGH[..], &HIGH].concat());
    let mixed = |first: &Side, second: &Side, sd| {
        one(Case {
            is_of_other_mix: true,
            ..case(first, second, &Pool::of([&high, &low, &usual(sd)]))
        })
    };
    let judged = mixed(&high, &low, 0.1);
    assert_eq!(judged.verdict, Verdict::Leaning);
    assert_eq!(judged.held_back, Some(HeldBack::OtherMix));
    let same = mixed(&ten, &ten, 0.02).verdict;
    assert_eq!(same, Verdict::CannotTell(Why::NotComparable));
}

#[test]
fn from_twelve_on_the_floor_is_what_these_two_usually_have() {
    let even = side(&[&HIGH[..], &HIGH, &HIGH[..2]].concat());
    let wild = side(&[0.5, 0.9].repeat(6));
    let of = |pool: Pool| Weighed::new(&even, &wild, &pool);
    let weighed = of(Pool::of([&even, &wild, &usual(0.3)]));
    assert_eq!(weighed, of(Pool::of([&even, &wild])));
    // By hand: twelve deviations of .2 on the wild side; on the even one those from .90, less what its own
    // mean takes off.
    let wild_variance = 0.48 / 11.0 / 12.0;
    let deviations = 10.0 * 0.0002 + 0.0004 - 0.02 * 0.02 / 12.0;
    let pooled = (deviations + 0.48) / 22.0 / 12.0;
    let floored = weighed.floored.unwrap().variance;
    assert!((floored - wild_variance - pooled).abs() < 1e-12);
    assert!(weighed.plain.unwrap().variance < floored);
}

#[test]
fn from_twenty_one_on_there_is_no_floor() {
    let times = |values: &[f64; 5], n: usize| side(&values.repeat(5)[..n]);
    let (first, second) = (times(&HIGH, 21), times(&MIDDLE, 21));
    let pool = Pool::of([&first, &second, &usual(0.3)]);
    let weighed = Weighed::new(&first, &second, &pool);
    assert_eq!(weighed.plain, weighed.floored);
    assert_eq!(one(case(&first, &second, &pool)).verdict, Verdict::Clear);
}

#[test]
fn clear_is_read_with_the_degrees_of_the_side_that_has_fewer() {
    use crate::stats::distribution::t_two_sided;
    let first = side(&[0.7, 0.8, 0.9].repeat(10));
    let second = side(&[0.6, 0.7, 0.8].repeat(7));
    let weighed = Weighed::new(&first, &second, &Pool::of([&first, &second]));
    let t = weighed.plain.unwrap().t().unwrap();
    let judged = one(case(&first, &second, &Pool::of([&first, &second])));
    assert_eq!(judged.p_floored, Some(t_two_sided(t, 20.0)));
    assert!(judged.p_plain < judged.p_floored);
}

#[test]
fn the_same_when_the_interval_lies_within_what_matters() {
    let high = side(&[&HIGH[..], &HIGH].concat());
    let pool = Pool::of([&high, &high, &usual(0.02)]);
    assert_eq!(one(case(&high, &high, &pool)).verdict, Verdict::Same);
    let wide = Pool::of([&high, &high, &usual(0.2)]);
    assert_eq!(
        one(case(&high, &high, &wide)).verdict,
        Verdict::CannotTell(Why::Unsettled)
    );
}

#[test]
fn too_few_no_spread_and_unlike_tests_say_nothing() {
    let (high, low) = (side(&HIGH), side(&LOW));
    let pool = Pool::of([&high, &low, &usual(0.1)]);
    let four = case(&high, &side(&LOW[..4]), &pool);
    assert_eq!(one(four).verdict, Verdict::CannotTell(Why::TooFew));
    assert!(four.weighed.interval().is_some());
    let two = case(&high, &side(&LOW[..2]), &pool);
    assert_eq!(two.weighed.interval(), None);
    let single = case(&high, &side(&LOW[..1]), &pool);
    assert_eq!(one(single).verdict, Verdict::CannotTell(Why::TooFew));
    let flat = case(&side(&[0.8; 6]), &side(&[0.7; 6]), &pool);
    assert_eq!(one(flat).verdict, Verdict::CannotTell(Why::NoSpread));
    assert_eq!(flat.weighed.interval(), None);
    let unlike = Case {
        is_comparable: false,
        ..case(&high, &low, &pool)
    };
    assert_eq!(one(unlike).verdict, Verdict::CannotTell(Why::NotComparable));
}

#[test]
fn different_people_on_each_side_hold_it_back() {
    let (high, low) = (side(&HIGH), side(&LOW));
    let confounded = |first: &Side, second: &Side, sd| {
        one(Case {
            is_confounded: true,
            ..case(first, second, &Pool::of([&high, &low, &usual(sd)]))
        })
    };
    let judged = confounded(&high, &low, 0.1);
    assert_eq!(judged.verdict, Verdict::Leaning);
    assert_eq!(judged.held_back, Some(HeldBack::Confounded));
    let ten = side(&[&HIGH[..], &HIGH].concat());
    assert_eq!(
        confounded(&ten, &ten, 0.02).verdict,
        Verdict::CannotTell(Why::Confounded)
    );
}

#[test]
fn many_looks_ask_for_more() {
    let first = side(&[0.81, 0.91, 0.71, 0.86, 0.76, 0.81]);
    let second = side(&[0.70, 0.80, 0.62, 0.74, 0.66, 0.70]);
    let pool = Pool::of([&first, &second]);
    let looked = case(&first, &second, &pool);
    let alone = one(looked);
    assert_eq!(alone.verdict, Verdict::Clear, "{alone:?}");
    let nothing = case(&first, &first, &pool);
    let family = [looked, nothing, looked, nothing];
    let p = |family_of| judge(&family, family_of, DELTA)[0].p_floored.unwrap();
    assert!((p(Family::Few) - 4.0 * alone.p_floored.unwrap()).abs() < 1e-12);
    assert!((p(Family::List) - 2.0 * alone.p_floored.unwrap()).abs() < 1e-12);
    assert_eq!(
        judge(&family, Family::Few, DELTA)[0].verdict,
        Verdict::CannotTell(Why::Unsettled)
    );
    // What was refused does not count as a look.
    let refused = case(&first, &side(&LOW[..3]), &pool);
    assert_eq!(
        judge(&[looked, refused, refused], Family::List, DELTA)[0],
        alone
    );
}

#[test]
fn each_kind_of_unit_has_its_own_floor() {
    let clusters: Vec<Sums> = [[0.5, 0.7], [0.6, 0.8], [0.9, 0.7], [0.4, 0.6], [0.8, 0.6]]
        .iter()
        .map(|values| Sums::of(values))
        .collect();
    let sites = Side::of(&clusters, None).unwrap();
    let pool = Pool::of([&sites, &usual(0.1)]);
    assert!(pool.variance(Unit::Observation).is_some());
    assert_eq!(pool.variance(Unit::Cluster), None);
    assert_eq!(pool.floored(&sites), None);
    let twice = Pool::of([&sites, &sites, &sites]);
    // Means .6 .7 .8 .5 .7: deviations .052 over 4 degrees; five clusters of two: Σm²/n² is .2.
    let floor = twice.variance(Unit::Cluster).unwrap();
    assert!((floor - 0.052 / 4.0).abs() < 1e-12);
    assert!((twice.floored(&sites).unwrap().variance - 0.2 * floor).abs() < 1e-12);
}

proptest! {
    #[test]
    fn the_printed_interval_holds_the_difference_and_sides_mirror(
        a in prop::collection::vec(0..=WHOLE, 1..15),
        b in prop::collection::vec(0..=WHOLE, 1..15),
    ) {
        let side = |values: &[i64]| {
            Side::of(&[values.iter().copied().collect()], None).unwrap()
        };
        let (a, b) = (side(&a), side(&b));
        let pool = Pool::of([&a, &b]);
        let (there, back) = (Weighed::new(&a, &b, &pool), Weighed::new(&b, &a, &pool));
        if let Some(interval) = there.interval() {
            prop_assert!(interval.contains(there.difference));
            prop_assert!((interval.low + back.interval().unwrap().high).abs() < 1e-12);
        }
        let judge = |weighed| one(Case { weighed, is_confounded: false, is_of_other_mix: false, is_comparable: true });
        prop_assert_eq!(judge(there).verdict, judge(back).verdict);
    }
}
