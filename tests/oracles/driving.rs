//! What goes together with what: correlations and relative weights.

use mystery_shop::stats::drivers::{Correlation, Weights, lmg, relative_weights, shrunken};
use mystery_shop::stats::interval::LEVEL;
use serde_json::Value;

use super::{Oracle, all_near, all_printed, ends, near, number, numbers, printed, rows, whole};

fn count(value: &Value) -> usize {
    usize::try_from(whole(value)).unwrap()
}

#[test]
fn correlation() {
    for case in &Oracle::of("correlation").0 {
        let expected = &case["expected"];
        let id = case["id"].as_str().unwrap();
        if id == "law_school_r" {
            let pairs: Vec<(f64, f64)> = numbers(&case["x"])
                .into_iter()
                .zip(numbers(&case["y"]))
                .collect();
            let found = Correlation::pearson(&pairs).unwrap();
            near(found.r, &expected["r"]);
            near(found.p().unwrap(), &expected["p"]);
            all_near(&ends(found.interval(LEVEL).unwrap()), &expected["ci95"]);
            all_near(&ends(found.interval(0.90).unwrap()), &expected["ci90"]);
            near(
                Correlation::spearman(&pairs).unwrap().r,
                &expected["spearman"],
            );
            printed(found.r, &case["published"]["r"], 3);
        } else if id.starts_with("fisher") {
            let found = Correlation {
                r: number(&case["r"]),
                n: count(&case["n"]),
            };
            all_near(&ends(found.interval(LEVEL).unwrap()), &expected["ci95"]);
        } else {
            let n = count(&case["n"]);
            let all: Vec<Correlation> = numbers(&case["r"])
                .into_iter()
                .map(|r| Correlation { r, n })
                .collect();
            let found = shrunken(&all).unwrap();
            near(found.between, &expected["tau2"]);
            near(found.mean, &expected["mean_r"]);
            near(found.luck[0], &expected["B"]);
            all_near(&found.r, &expected["shrunk"]);
        }
    }
}

#[test]
fn key_drivers() {
    let oracle = Oracle::of("key_drivers");
    let weights = |case: &Value| {
        let all = rows(&case["R"]);
        let outcome = count(&case["y_index"]);
        let without = |row: &[f64]| {
            let mut row = row.to_vec();
            row.remove(outcome);
            row
        };
        let with = without(&all[outcome]);
        let mut among: Vec<Vec<f64>> = all.iter().map(|row| without(row)).collect();
        among.remove(outcome);
        (
            relative_weights(&among, &with).unwrap(),
            lmg(&among, &with).unwrap(),
        )
    };
    for case in &oracle.0 {
        let expected = &case["expected"];
        let (johnson, orders): (Weights, Weights) = weights(case);
        let raw = expected
            .get("raw")
            .unwrap_or(&expected["raw_relative_weights"]);
        all_near(&johnson.raw, raw);
        near(johnson.r_squared, &expected["r2"]);
        near(orders.r_squared, &expected["r2"]);
        all_near(&orders.raw, &expected["lmg"]);
        if let Some(rescaled) = expected.get("rescaled") {
            all_near(&johnson.rescaled(), rescaled);
        }
        let published = &case["published"];
        match case["id"].as_str().unwrap() {
            "iopsych_relWt" => all_printed(&johnson.raw, &published["raw"], 8),
            "npm_jrw_y0" => {
                let mut sorted = johnson.raw.clone();
                sorted.sort_by(f64::total_cmp);
                all_near(&sorted, &published["raw_sorted"]);
                near(johnson.r_squared, &published["r2"]);
            }
            "swiss_lmg" => all_printed(&orders.raw, &published["lmg"], 4),
            _ => {
                let names = case["names"].as_array().unwrap();
                for (name, raw) in names[1..].iter().zip(&johnson.raw) {
                    printed(*raw, &published["raw"][name.as_str().unwrap()], 7);
                }
            }
        }
    }
}
