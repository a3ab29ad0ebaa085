//! Raters: agreement, reliability, self against others.

use mystery_shop::stats::agreement::{Agreement, Chance, agreement, conger};
use mystery_shop::stats::alpha::{Metric, alpha};
use mystery_shop::stats::describe::Sums;
use mystery_shop::stats::interval::LEVEL;
use mystery_shop::stats::kappa::{Distance, cohen, weighted, weighted_by};
use mystery_shop::stats::reliability::{
    Components, Icc, Limits, OneWay, TwoWay, looks_for, spearman_brown,
};
use serde_json::Value;

use super::{Oracle, all_near, all_printed, ends, near, number, numbers, printed, rows, whole};

/// A two-rater table as counts of each unit.
fn units(table: &[Vec<f64>]) -> Vec<Vec<u32>> {
    let mut units = Vec::new();
    for (row, cells) in table.iter().enumerate() {
        for (column, &count) in cells.iter().enumerate() {
            let mut unit = vec![0; table.len()];
            unit[row] += 1;
            unit[column] += 1;
            let copies = (0_u32..).take_while(|&n| f64::from(n) + 0.5 < count);
            units.extend(copies.map(|_| unit.clone()));
        }
    }
    units
}

#[test]
fn kappa() {
    for case in &Oracle::of("kappa").0 {
        let table = rows(&case["table"]);
        let expected = &case["expected"];
        let found = cohen(&table).unwrap();
        let id = case["id"].as_str().unwrap();
        let coefficient = |chance| {
            agreement(&units(&table), chance)
                .unwrap()
                .coefficient
                .unwrap()
        };
        if !expected["ac1"].is_null() {
            near(coefficient(Chance::Gwet), &expected["ac1"]);
        }
        if !case["irrCAC_ac1"].is_null() {
            printed(coefficient(Chance::Gwet), &case["irrCAC_ac1"], 5);
        }
        match id {
            "wkappa_psych_doc" => {
                near(
                    weighted(&table, Distance::Linear).unwrap(),
                    &expected["linear"],
                );
                near(
                    weighted(&table, Distance::Quadratic).unwrap(),
                    &expected["quadratic"],
                );
                near(found.kappa.unwrap(), &expected["unweighted"]);
                continue;
            }
            "cohen1968_custom_disagreement_weights" => {
                let weights = rows(&case["disagreement_weights"]);
                let by_weights = weighted_by(&table, |row, column| weights[row][column]).unwrap();
                near(found.kappa.unwrap(), &expected["kappa"]);
                near(by_weights, &expected["weighted_kappa"]);
                printed(found.kappa.unwrap(), &case["published"]["kappa"], 3);
                printed(by_weights, &case["published"]["weighted_kappa"], 3);
                continue;
            }
            _ => {}
        }
        near(found.n, &expected["n"]);
        near(found.observed, &expected["po"]);
        near(found.expected, &expected["pe"]);
        near(coefficient(Chance::Even), &expected["brennan_prediger"]);
        if id == "kappa_all_yes_agree" {
            assert_eq!(found.kappa, None);
            continue;
        }
        near(found.kappa.unwrap(), &expected["kappa"]);
        near(found.se.unwrap(), &expected["se"]);
        near(found.se_guessing.unwrap(), &expected["se0"]);
        all_near(&ends(found.interval(LEVEL).unwrap()), &expected["ci95"]);
        if let Some(published) = case.get("published") {
            let decimals = if id == "kappa_fleiss_3x3" { 3 } else { 2 };
            printed(found.kappa.unwrap(), &published["kappa"], decimals);
        }
    }
}

#[test]
fn fleiss() {
    for case in &Oracle::of("fleiss").0 {
        let counts: Vec<Vec<u32>> = case["counts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| {
                let row = row.as_array().unwrap();
                row.iter()
                    .map(|count| u32::try_from(whole(count)).unwrap())
                    .collect()
            })
            .collect();
        let kappa = agreement(&counts, Chance::Fleiss)
            .unwrap()
            .coefficient
            .unwrap();
        near(kappa, &case["expected"]["fleiss_kappa"]);
        printed(kappa, &case["published"]["fleiss_kappa"], 3);
    }
}

#[test]
fn gwet() {
    let oracle = Oracle::of("gwet");
    let case = oracle.case("gwet_cac_raw4raters");
    let ratings: Vec<Vec<Option<usize>>> = case["units_by_raters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| {
            let unit = unit.as_array().unwrap();
            let category = |rating: &Value| Some(usize::try_from(rating.as_u64()?).unwrap() - 1);
            unit.iter().map(category).collect()
        })
        .collect();
    let counts: Vec<Vec<u32>> = ratings
        .iter()
        .map(|unit| {
            let count = |k| unit.iter().filter(|rating| **rating == Some(k)).count();
            (0..5).map(|k| u32::try_from(count(k)).unwrap()).collect()
        })
        .collect();
    let check = |found: Agreement, name: &str| {
        let expected = &case["expected"][name];
        printed(found.coefficient.unwrap(), &expected["value"], 5);
        printed(found.se.unwrap(), &expected["se"], 5);
        printed(found.observed, &expected["pa"], 5);
        printed(found.expected, &expected["pe"], 5);
        all_printed(&ends(found.interval(LEVEL).unwrap()), &expected["ci"], 5);
    };
    check(agreement(&counts, Chance::Gwet).unwrap(), "ac1");
    check(agreement(&counts, Chance::Fleiss).unwrap(), "fleiss");
    check(agreement(&counts, Chance::Even).unwrap(), "bp");
    check(conger(&ratings, 5).unwrap(), "conger");
    // Alpha's interval is ours by resampling; its value is one.
    let values: Vec<Vec<f64>> = case["units_by_raters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| {
            unit.as_array()
                .unwrap()
                .iter()
                .filter_map(Value::as_f64)
                .collect()
        })
        .collect();
    let found = alpha(&values, Metric::Nominal).unwrap();
    printed(found.alpha.unwrap(), &case["expected"]["kripp"]["value"], 5);
    let published = agreement(&counts, Chance::Gwet)
        .unwrap()
        .coefficient
        .unwrap();
    printed(published, &case["published"]["ac1"], 5);
}

#[test]
fn krippendorff() {
    for case in &Oracle::of("krippendorff").0 {
        let raters = case["raters_by_units"].as_array().unwrap();
        let n_units = raters[0].as_array().unwrap().len();
        let units: Vec<Vec<f64>> = (0..n_units)
            .map(|unit| {
                raters
                    .iter()
                    .filter_map(|rater| rater[unit].as_f64())
                    .collect()
            })
            .collect();
        let expected = &case["expected"];
        for (metric, name, decimals) in [
            (Metric::Nominal, "nominal", 3),
            (Metric::Ordinal, "ordinal", 3),
            (Metric::Interval, "interval", 3),
            (Metric::Ratio, "ratio", 3),
        ] {
            let found = || alpha(&units, metric).unwrap().alpha;
            match expected.get(name) {
                Some(Value::Null) => assert_eq!(found(), None),
                Some(expected) => near(found().unwrap(), expected),
                None => {}
            }
            if let Some(published) = case["published"].get(name) {
                printed(found().unwrap(), published, decimals);
            }
        }
        if !expected["ac1"].is_null() {
            let counts: Vec<Vec<u32>> = units
                .iter()
                .map(|unit| {
                    let yes = unit.iter().filter(|&&value| value > 0.5).count();
                    [yes, unit.len() - yes]
                        .map(|n| u32::try_from(n).unwrap())
                        .to_vec()
                })
                .collect();
            let gwet = agreement(&counts, Chance::Gwet).unwrap();
            printed(gwet.coefficient.unwrap(), &expected["ac1"], 5);
        }
    }
}

#[test]
fn icc_gtheory() {
    let oracle = Oracle::of("icc_gtheory");
    let case = oracle.case("shrout_fleiss_1979");
    let expected = &case["expected"];
    let found = TwoWay::of(&rows(&case["targets_by_raters"])).unwrap();
    near(found.targets, &expected["BMS"]);
    near(found.within, &expected["WMS"]);
    near(found.raters, &expected["JMS"]);
    near(found.residual, &expected["EMS"]);
    let single =
        [Icc::OneWay, Icc::AnyRater, Icc::TheseRaters].map(|which| found.icc(which).unwrap());
    let mean = single.map(|icc| spearman_brown(icc, 4.0));
    for (given, name) in single
        .iter()
        .chain(&mean)
        .zip(["ICC11", "ICC21", "ICC31", "ICC1k", "ICC2k", "ICC3k"])
    {
        near(*given, &expected[name]);
    }
    all_printed(&[single, mean].concat(), &case["published"]["vals"], 2);
    near(mean[0], &expected["spearman_brown_from_ICC11_k4"]);
    let parts = found.components();
    near(parts.target, &expected["var_target"]);
    near(parts.rater, &expected["var_rater"]);
    near(parts.residual, &expected["var_resid"]);
    for (which, one, many) in [
        (Icc::OneWay, "ICC(1,1)", "ICC(1,k)"),
        (Icc::AnyRater, "ICC(A,1)", "ICC(A,k)"),
        (Icc::TheseRaters, "ICC(C,1)", "ICC(C,k)"),
    ] {
        let interval = ends(found.interval(which, LEVEL).unwrap());
        all_printed(&interval, &expected["pingouin"][one]["ci95"], 2);
        let mean = interval.map(|end| spearman_brown(end, 4.0));
        all_printed(&mean, &expected["pingouin"][many]["ci95"], 2);
        near(found.icc(which).unwrap(), &expected["pingouin"][one]["v"]);
    }

    let case = oracle.case("dstudy_shrout_fleiss");
    let (variance, expected) = (&case["variance"], &case["expected"]);
    let parts = Components {
        target: number(&variance["target"]),
        rater: number(&variance["rater"]),
        residual: number(&variance["resid"]),
    };
    for m in [1, 2, 4, 8, 16] {
        near(parts.phi(m).unwrap(), &expected["phi"][m.to_string()]);
        near(
            parts.relative(m).unwrap(),
            &expected["erho2"][m.to_string()],
        );
    }
    let looks = |one: Option<f64>| looks_for(0.80, one.unwrap()).unwrap();
    assert_eq!(looks(parts.phi(1)), whole(&expected["visits_for_phi_080"]));
    assert_eq!(
        looks(parts.relative(1)),
        whole(&expected["visits_for_erho_080"])
    );

    let case = oracle.case("oneway_negative_component");
    let groups: Vec<Sums> = rows(&case["groups"])
        .iter()
        .map(|group| Sums::of(group))
        .collect();
    let found = OneWay::of(&groups).unwrap();
    assert!(found.ms_between < found.ms_within && found.between <= 0.0);
}

#[test]
fn agreement_bias() {
    let oracle = Oracle::of("agreement_bias");
    let case = oracle.case("bland_altman_1986_pefr");
    let differences: Vec<f64> = numbers(&case["a"])
        .iter()
        .zip(numbers(&case["b"]))
        .map(|(a, b)| a - b)
        .collect();
    let found = Limits::of(&Sums::of(&differences)).unwrap();
    let (expected, published) = (&case["expected"], &case["published"]);
    near(found.bias.value, &expected["mean_diff"]);
    near(found.sd, &expected["sd"]);
    all_near(&ends(found.within(2.0)), &expected["loa_2sd"]);
    all_near(&ends(found.limits()), &expected["loa_196"]);
    let interval = ends(found.bias.interval(LEVEL).unwrap());
    all_near(&interval, &expected["ci_bias"]);
    printed(found.bias.value, &published["mean"], 1);
    printed(found.sd, &published["sd"], 1);
    // They reckoned the limits from the rounded −2.1 and 38.8.
    let rounded = [-2.1 - 2.0 * 38.8, -2.1 + 2.0 * 38.8];
    all_near(&rounded, &published["loa"]);
    all_printed(&interval, &published["ci"], 1);
}
