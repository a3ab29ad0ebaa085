//! Shares of yes, and matched pairs.

use mystery_shop::stats::describe::Sums;
use mystery_shop::stats::interval::{Estimate, LEVEL};
use mystery_shop::stats::pairs::Pairs;
use mystery_shop::stats::permutation::sign_flips;
use mystery_shop::stats::proportion::{Proportion, agresti_caffo, newcombe};
use serde_json::Value;

use super::{Oracle, all_near, all_printed, ends, near, number, numbers, printed, whole};

fn proportion(case: &Value, k: &str, n: &str) -> Proportion {
    Proportion::new(whole(&case[k]), whole(&case[n]))
}

#[test]
fn proportion_ci() {
    for case in &Oracle::of("proportion_ci").0 {
        let level = number(&case["level"]);
        let share = proportion(case, "k", "n");
        let (wilson, exact) = (share.wilson(level), share.clopper_pearson(level));
        all_near(&ends(wilson), &case["wilson"]);
        all_near(&ends(exact), &case["clopper_pearson"]);
        if let Some(published) = case.get("published") {
            all_printed(&ends(wilson), &published["wilson"], 4);
            all_printed(&ends(exact), &published["clopper_pearson"], 4);
        }
    }
}

#[test]
fn proportion_diff_ci() {
    for case in &Oracle::of("proportion_diff_ci").0 {
        let level = number(&case["level"]);
        let (a, b) = (proportion(case, "k1", "n1"), proportion(case, "k2", "n2"));
        near(a.share().unwrap() - b.share().unwrap(), &case["diff"]);
        let hybrid = newcombe(a, b, level);
        all_near(&ends(hybrid), &case["newcombe"]);
        all_near(&ends(agresti_caffo(a, b, level)), &case["agresti_caffo"]);
        if let Some(published) = case.get("published") {
            all_printed(&ends(hybrid), &published["newcombe"], 4);
        }
    }
}

#[test]
fn mcnemar() {
    let oracle = Oracle::of("mcnemar");
    for case in &oracle.0 {
        let cell = |row: usize, column: usize| whole(&case["table"][row][column]);
        let pairs = Pairs {
            both: cell(0, 0),
            first_only: cell(0, 1),
            second_only: cell(1, 0),
            neither: cell(1, 1),
        };
        let expected = &case["expected"];
        assert_eq!(pairs.first_only, whole(&expected["discordant"][0]));
        assert_eq!(pairs.second_only, whole(&expected["discordant"][1]));
        near(pairs.p_exact(), &expected["p_exact"]);
        near(pairs.p_mid(), &expected["p_midp"]);
        match pairs.chi_squared() {
            Some(chi_squared) => near(chi_squared, &expected["chi2_cc"]),
            None => assert!(expected["chi2_cc"].is_null()),
        }
        if case["id"] == "mcnemar_86_150" {
            // Six digits of a small p, as R prints it.
            assert!((pairs.p_exact() / 3.715_936e-5 - 1.0).abs() < 2e-7);
            assert!((pairs.chi_squared().unwrap() - 16.818).abs() < 5e-4);
        }
    }
}

#[test]
fn paired() {
    let oracle = Oracle::of("paired");
    let check = |differences: &[f64], expected: &Value| {
        let estimate = Estimate::of(&Sums::of(differences)).unwrap();
        near(estimate.t().unwrap(), &expected["t"]);
        near(estimate.p().unwrap(), &expected["p_t"]);
        all_near(&ends(estimate.interval(LEVEL).unwrap()), &expected["ci_t"]);
        (estimate, sign_flips(differences, 1).unwrap())
    };
    let case = oracle.case("darwin_signflip");
    let expected = &case["expected"];
    let (estimate, flips) = check(&numbers(&case["d"]), expected);
    near(flips.seen, &expected["sum"]);
    assert_eq!(flips.n_above, whole(&expected["n_ge"]));
    assert_eq!(flips.n, whole(&expected["total"]));
    near(flips.p_above(), &expected["p_one_sided"]);
    near(flips.p_two_sided(), &expected["p_two_sided"]);
    assert_eq!(flips.n_above, whole(&case["published"]["n_ge"]));
    printed(estimate.t().unwrap(), &case["published"]["t"], 3);

    let case = oracle.case("sleep_paired");
    let differences: Vec<f64> = numbers(&case["a"])
        .iter()
        .zip(numbers(&case["b"]))
        .map(|(a, b)| a - b)
        .collect();
    let (estimate, flips) = check(&differences, &case["expected"]);
    near(estimate.df, &case["expected"]["df"]);
    near(
        flips.p_two_sided(),
        &case["expected"]["p_signflip_two_sided"],
    );
    printed(estimate.t().unwrap(), &case["published"]["t"], 4);
    printed(estimate.p().unwrap(), &case["published"]["p"], 6);
}
