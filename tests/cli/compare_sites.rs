//! The verdicts of `mystery compare` where an organisation has several sites.

use mystery_shop::model::visit::{Role, Visit};
use serde_json::Value;

use super::compare_verdicts::{compared, row, scores, side};
use crate::harness::{Mystery, flat};
use crate::rows::{METER, files};

#[test]
fn clustered_visits_get_the_interval_of_the_oracle() {
    let text = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/oracles/clustered_comparison.json"
    ));
    let oracle: Value = serde_json::from_str(&text.unwrap()).unwrap();
    let case = oracle["cases"].as_array().unwrap().iter();
    let case = case
        .clone()
        .find(|case| case["id"] == "own_comp_sites")
        .unwrap();
    let visits = |key: &str, name: &str, role| -> Vec<Visit> {
        let sites = case[key].as_array().unwrap().iter().enumerate();
        sites
            .flat_map(|(at, totals)| {
                let totals = totals.as_array().unwrap().iter();
                let totals: Vec<f64> = totals.map(|it| it.as_f64().unwrap()).collect();
                side(METER, name, role, ["A", "B", "C", "D", "E"][at], &totals)
            })
            .collect()
    };
    let visits = [
        visits("own", "Us", Role::Own),
        visits("comp", "Them", Role::Competitor),
    ]
    .concat();
    let all = scores(METER, &visits, &["--about", "organisation"]);
    let total = row(&all, "total", "Them");
    let expected = &case["expected"];
    let printed = |end: usize| (expected["ci95"][end].as_f64().unwrap() * 1e4).round() / 1e4;
    assert_eq!(total["low"].as_f64(), Some(printed(0)));
    assert_eq!(total["high"].as_f64(), Some(printed(1)));
    let gap = total["gap_to_own"].as_f64().unwrap();
    assert!((gap - expected["diff"].as_f64().unwrap()).abs() < 1e-9);
    assert_eq!(
        (&total["unit"], &total["why"]),
        (&"site".into(), &"too_few".into())
    );
    let run = compared(METER, &visits, &["--about", "organisation", "--explain"]);
    assert!(
        flat(&run.stdout).contains("-8.7 to +26.1"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout
            .contains("Them: 1 more site gives a first verdict;"),
        "{}",
        run.stdout
    );
    // Five sites of ours are a sample of more; four of theirs are what was seen.
    let all = scores(METER, &visits, &[]);
    assert_eq!(row(&all, "total", "Them")["unit"], "visit");
    let run = compared(METER, &visits, &["--about", "sites"]);
    assert!(
        run.stdout.contains("Them, at these sites: "),
        "{}",
        run.stdout
    );
}

/// Two chains of six sites, each visited twice.
fn chains() -> Vec<Visit> {
    let sites = |name: &str, role, base: f64| -> Vec<Visit> {
        let site = |n: u8| {
            let letter = char::from(b'A' + n).to_string();
            let level = base + f64::from(n) / 100.0;
            side(METER, name, role, &letter, &[level, level + 0.02])
        };
        (0..6).flat_map(site).collect()
    };
    [
        sites("Us", Role::Own, 0.8),
        sites("Them", Role::Competitor, 0.5),
    ]
    .concat()
}

/// The file `visits.csv` of two chains, for whoever wants a league.
pub(crate) fn league_files() -> Mystery {
    files(METER, &chains())
}

#[test]
fn an_organisation_of_many_sites_is_spoken_of_as_one() {
    let visits = chains();
    let run = compared(METER, &visits, &[]);
    assert!(
        run.stdout.contains("- Them, this organisation: clear."),
        "{}",
        run.stdout
    );
    let run = compared(METER, &visits, &["--by", "site"]);
    insta::assert_snapshot!("league", run.stdout);
    // Sites that differ by luck alone cannot be ranked.
    let luck = |n: u8| {
        side(
            METER,
            "Us",
            Role::Own,
            &char::from(b'A' + n).to_string(),
            &[0.5, 0.9, 0.5, 0.9],
        )
    };
    let visits: Vec<Visit> = (0..5).flat_map(luck).collect();
    let run = compared(METER, &visits, &["--by", "site"]);
    let said = "The sites cannot be ranked: they differ no more than luck would make them.";
    assert!(run.stdout.contains(said), "{}", run.stdout);
}
