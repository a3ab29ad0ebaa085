//! Two hundred random data sets of each kind, worked out by other programs: `cross_check.py` says which
//! and how.

use std::collections::BTreeMap;

use mystery_shop::stats::centering::Groups;
use mystery_shop::stats::describe::Sums;
use mystery_shop::stats::interval::Estimate;
use mystery_shop::stats::proportion::{Proportion, agresti_caffo, newcombe};
use mystery_shop::stats::reliability::{Icc, TwoWay, spearman_brown};
use mystery_shop::stats::{
    agreement, alpha, cluster, distribution, drivers, kappa, multiplicity, pairs, permutation,
    trend,
};
use serde_json::Value;

use super::{NEAR, Oracle, numbers, rows, whole};

type Figures = Vec<Option<f64>>;

fn welch(given: &Value) -> Figures {
    let side = |at: usize| Estimate::of(&Sums::of(&numbers(&given[at]))).unwrap();
    let gap = side(0).minus(side(1));
    let ends = gap.interval(0.95);
    let is_same = gap.equivalence(-0.05, 0.05);
    vec![
        gap.t(),
        gap.p(),
        Some(gap.df),
        ends.map(|ends| ends.low),
        ends.map(|ends| ends.high),
        is_same.map(|test| test.p),
    ]
}

fn cr2(given: &Value) -> Figures {
    let clusters: Vec<Sums> = rows(given).iter().map(|row| Sums::of(row)).collect();
    let mean = cluster::cr2(&clusters).unwrap();
    vec![Some(mean.value), Some(mean.variance), Some(mean.df)]
}

fn shares(given: &Value) -> Figures {
    let n: Vec<u64> = given.as_array().unwrap().iter().map(whole).collect();
    let (a, b) = (Proportion::new(n[0], n[1]), Proportion::new(n[2], n[3]));
    let intervals = [
        a.wilson(0.95),
        a.clopper_pearson(0.95),
        newcombe(a, b, 0.95),
        agresti_caffo(a, b, 0.95),
    ];
    intervals
        .iter()
        .flat_map(|ends| [Some(ends.low), Some(ends.high)])
        .collect()
}

fn many(given: &Value) -> Figures {
    let p = numbers(given);
    let adjusted = [
        multiplicity::holm(&p),
        multiplicity::benjamini_hochberg(&p),
        multiplicity::hochberg(&p),
    ];
    adjusted.into_iter().flatten().map(Some).collect()
}

fn together(given: &Value) -> Figures {
    let pairs: Vec<(f64, f64)> = numbers(&given[0])
        .into_iter()
        .zip(numbers(&given[1]))
        .collect();
    let pearson = drivers::Correlation::pearson(&pairs);
    let ends = pearson.and_then(|found| found.interval(0.95));
    vec![
        pearson.map(|found| found.r),
        pearson.and_then(|found| found.p()),
        ends.map(|ends| ends.low),
        ends.map(|ends| ends.high),
        drivers::Correlation::spearman(&pairs).map(|found| found.r),
    ]
}

fn trend_of(given: &Value) -> Figures {
    let values = numbers(given);
    let test = trend::mann_kendall(&values).unwrap();
    let points: Vec<(f64, f64)> = (0_u32..).map(f64::from).zip(values).collect();
    let slope = trend::sen(&points, 0.95).unwrap();
    vec![
        Some(test.s as f64),
        Some(test.variance),
        Some(test.z),
        Some(2.0 * distribution::normal_cdf(-test.z.abs())),
        Some(slope.slope),
        test.is_exact.then_some(test.p),
        test.tau_b,
        slope.interval.map(|ends| ends.low),
        slope.interval.map(|ends| ends.high),
    ]
}

fn raters(given: &Value) -> Figures {
    let n_categories = usize::try_from(whole(&given[1])).unwrap();
    let units: Vec<Vec<Option<usize>>> = given[0]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| {
            let of = |value: &Value| value.as_u64().map(|n| usize::try_from(n).unwrap());
            unit.as_array().unwrap().iter().map(of).collect()
        })
        .collect();
    let values: Vec<Vec<f64>> = units
        .iter()
        .map(|unit| unit.iter().flatten().map(|n| *n as f64).collect())
        .collect();
    let count = |unit: &Vec<Option<usize>>, category: usize| {
        let n = unit
            .iter()
            .filter(|value| **value == Some(category))
            .count();
        u32::try_from(n).unwrap()
    };
    let counts: Vec<Vec<u32>> = units
        .iter()
        .map(|unit| (0..n_categories).map(|k| count(unit, k)).collect())
        .collect();
    let metrics = [
        alpha::Metric::Nominal,
        alpha::Metric::Ordinal,
        alpha::Metric::Interval,
    ];
    let mut figures: Figures = metrics
        .map(|metric| alpha::alpha(&values, metric).and_then(|found| found.alpha))
        .to_vec();
    let agreed = [
        agreement::agreement(&counts, agreement::Chance::Gwet),
        agreement::agreement(&counts, agreement::Chance::Fleiss),
        agreement::conger(&units, n_categories),
        agreement::agreement(&counts, agreement::Chance::Even),
    ];
    for found in agreed {
        figures.push(found.as_ref().and_then(|found| found.coefficient));
        figures.push(found.and_then(|found| found.se));
    }
    figures
}

fn two_raters(given: &Value) -> Figures {
    let table = rows(given);
    let found = kappa::cohen(&table).unwrap();
    vec![
        found.kappa,
        found.se,
        found.se_guessing,
        kappa::weighted(&table, kappa::Distance::Linear),
        kappa::weighted(&table, kappa::Distance::Quadratic),
    ]
}

fn five_raters(given: &Value) -> Figures {
    let of = |row: &Value| -> Vec<u32> {
        let cells = row.as_array().unwrap().iter();
        cells.map(|n| u32::try_from(whole(n)).unwrap()).collect()
    };
    let counts: Vec<Vec<u32>> = given.as_array().unwrap().iter().map(of).collect();
    let found = agreement::agreement(&counts, agreement::Chance::Fleiss);
    vec![found.and_then(|found| found.coefficient)]
}

fn matched(given: &Value) -> Figures {
    let cell = |row: usize, column: usize| whole(&given[row][column]);
    let pairs = pairs::Pairs {
        both: cell(0, 0),
        first_only: cell(0, 1),
        second_only: cell(1, 0),
        neither: cell(1, 1),
    };
    vec![Some(pairs.p_exact())]
}

fn reliability(given: &Value) -> Figures {
    let table = TwoWay::of(&rows(given)).unwrap();
    let single = [Icc::OneWay, Icc::AnyRater, Icc::TheseRaters].map(|which| table.icc(which));
    let of_all = single.map(|one| one.map(|one| spearman_brown(one, table.k as f64)));
    [single, of_all].concat()
}

fn permuted(given: &Value) -> Figures {
    let units = |at: usize| {
        numbers(&given[at])
            .iter()
            .map(|value| Sums::of(&[*value]))
            .collect()
    };
    let stratum = permutation::Stratum {
        first: units(0),
        second: units(1),
    };
    vec![permutation::two_samples(&[stratum], 1).map(|test| test.p_two_sided())]
}

fn quantile(given: &Value) -> Figures {
    let given = numbers(given);
    vec![
        Some(distribution::t_quantile(given[0], given[1])),
        Some(distribution::t_above(1.7, given[1])),
    ]
}

fn partial(given: &Value) -> Figures {
    let of = |at: usize| -> Vec<usize> {
        let places = given[at].as_array().unwrap().iter();
        places.map(|n| usize::try_from(whole(n)).unwrap()).collect()
    };
    let groups = Groups {
        one: of(2),
        other: of(3),
    };
    let left = |at: usize| groups.centered(&numbers(&given[at]));
    let pairs: Vec<(f64, f64)> = left(0).into_iter().zip(left(1)).collect();
    let found = drivers::Correlation::pearson(&pairs).map(|it| it.given(groups.taken()));
    let ends = found.and_then(|found| found.interval(0.95));
    vec![
        found.map(|found| found.r),
        Some(groups.taken() as f64),
        found.and_then(|found| found.p()),
        ends.map(|ends| ends.low),
        ends.map(|ends| ends.high),
    ]
}

#[test]
fn cross_check() {
    let kinds: BTreeMap<&str, fn(&Value) -> Figures> = BTreeMap::from([
        ("welch", welch as fn(&Value) -> Figures),
        ("cr2", cr2),
        ("shares", shares),
        ("many", many),
        ("together", together),
        ("trend", trend_of),
        ("raters", raters),
        ("two_raters", two_raters),
        ("five_raters", five_raters),
        ("matched", matched),
        ("reliability", reliability),
        ("permutation", permuted),
        ("quantile", quantile),
        ("partial", partial),
    ]);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    let Oracle(cases) = Oracle::of("cross_check");
    for case in &cases {
        let kind = case["kind"].as_str().unwrap();
        *seen.entry(kind).or_default() += 1;
        let ours = kinds[kind](&case["input"]);
        let theirs: Figures = case["expected"]
            .as_array()
            .unwrap()
            .iter()
            .map(Value::as_f64)
            .collect();
        let is_near = |(ours, theirs): (&Option<f64>, &Option<f64>)| match (ours, theirs) {
            (Some(a), Some(b)) => (a - b).abs() <= NEAR * b.abs().max(1.0),
            (None, None) => true,
            _ => false,
        };
        if ours.len() != theirs.len() || !ours.iter().zip(&theirs).all(is_near) {
            wrong.push(format!(
                "{kind} of {}\n ours   {ours:?}\n theirs {theirs:?}",
                case["input"]
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} unlike\n{}",
        wrong.len(),
        wrong[..wrong.len().min(5)].join("\n")
    );
    let all: BTreeMap<&str, usize> = kinds.keys().map(|kind| (*kind, 200)).collect();
    assert_eq!(seen, all);
}
