//! How many, and how often one may look.

use mystery_shop::stats::interval::LEVEL;
use mystery_shop::stats::sample_size::{
    design_effect, detectable, half_width, n_for_difference, n_for_shares, power,
};
use mystery_shop::stats::sequential::{overall_level, pocock_level};

use super::{Oracle, near, number, printed};

#[test]
fn planning() {
    for case in &Oracle::of("planning").0 {
        let expected = &case["expected"];
        let figure = |name: &str| number(&case[name]);
        match case["kind"].as_str().unwrap() {
            "two_sample_t_n" => {
                let d = match case.get("d") {
                    Some(d) => number(d),
                    None => figure("delta") / figure("sd"),
                };
                let n = n_for_difference(d, figure("power"), figure("alpha"));
                near(n, &expected["n_per_group"]);
                near(n.ceil(), &expected["ceil"]);
                if let Some(published) = case.get("published") {
                    near(n.ceil(), &published["n"]);
                }
            }
            "two_sample_t_power" => {
                let n = figure("n");
                let seen = power(figure("delta") / figure("sd"), n, n, figure("alpha"));
                near(seen, &expected["power"]);
                // R looks at one tail only, which leaves the seventh digit.
                assert!((seen - number(&case["published"]["power"])).abs() < 3e-7);
            }
            "two_prop_n" => {
                let n = n_for_shares(figure("p1"), figure("p2"), figure("power"), figure("alpha"));
                near(n, &expected["n_per_group"]);
                printed(n, &case["published"]["n"], 5);
            }
            "two_sample_t_mde_in_sd" => {
                let seen = detectable(figure("n"), figure("power"), figure("alpha"));
                near(seen, &expected["mde_sd_units"]);
                near(
                    half_width(figure("n"), LEVEL),
                    &expected["half_width_sd_units"],
                );
            }
            "design_effect" => {
                let effect = design_effect(figure("m"), figure("icc"));
                near(effect, &expected["deff"]);
                near(60.0 / effect, &expected["neff_of_60"]);
            }
            kind => panic!("unknown kind {kind}"),
        }
    }
}

#[test]
fn sequential() {
    let oracle = Oracle::of("sequential");
    let looks_of = |name: &str| {
        let looks = oracle.case(name)["looks"].as_array().unwrap().clone();
        looks.into_iter().map(|looks| {
            (
                looks.to_string(),
                usize::try_from(looks.as_u64().unwrap()).unwrap(),
            )
        })
    };
    let case = oracle.case("repeated_looks_inflation");
    for (name, looks) in looks_of("repeated_looks_inflation") {
        let level = overall_level(0.05, looks);
        printed(level, &case["published"]["type_I"][&name], 3);
        // A million simulations: SD .0004 at most.
        assert!((level - number(&case["expected"]["simulated"][&name])).abs() < 0.0015);
    }
    let case = oracle.case("pocock_nominal");
    for (name, looks) in looks_of("pocock_nominal") {
        printed(
            pocock_level(0.05, looks),
            &case["published"]["nominal_alpha"][&name],
            4,
        );
        let published = number(&case["published"]["nominal_alpha"][&name]);
        let simulated = number(&case["expected"]["overall_simulated"][&name]);
        assert!((overall_level(published, looks) - simulated).abs() < 0.001);
    }
}
