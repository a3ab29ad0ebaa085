//! `mystery fairness`: from the CSV of visits to the words. The figures are published ones.

use chrono::{Days, NaiveDate};
use mystery_shop::model::id::Id;
use mystery_shop::model::visit::{Role, Visit, VisitId};

use crate::harness::Mystery;
use crate::rows::{KIOSK, csv, files, standard, visit};

fn yaml() -> String {
    let scenarios = "\
scenarios:
  dog: {title: First dog, persona: parent}
  dog-young: {title: First dog, persona: student, same_as: dog}
sections:
";
    KIOSK.replacen("sections:\n", scenarios, 1)
}

/// Pairs on days of their own: whether the one and the other were greeted, so many times.
fn pairs(cells: [(bool, bool, usize); 4]) -> Vec<Visit> {
    let standard = standard(&yaml());
    let mut visits = Vec::new();
    let mut day: NaiveDate = "2026-01-01".parse().unwrap();
    for (first, second, times) in cells {
        for n in 0..times {
            for (scenario, greeted) in [("dog", first), ("dog-young", second)] {
                let word = if greeted { "yes" } else { "no" };
                let rest = "wait=15|hand_offs=0|respect=yes|ended=they_named_the_next_step";
                let said = format!("greeted={word}|{rest}");
                let mut visit = visit(&standard, "Us", Role::Own, &day.to_string(), &said);
                visit.facts.scenario = Id::new(scenario);
                visit.facts.auditor = format!("a{}", n % 2 + 1);
                visit.facts.id = VisitId::new(&format!("{day}-us-main-{scenario}")).unwrap();
                visits.push(visit);
            }
            day = day + Days::new(1);
        }
    }
    visits
}

#[test]
fn fifty_pairs_come_to_the_published_interval() {
    // Newcombe 1998c, Stat Med 17:2635, method 10: 36, 12, 2, 0 gives 0.0569 to 0.3404. McNemar exact:
    // 2 (1 + 14 + 91) / 2^14 = 0.01294; of two tests Holm doubles the smaller.
    let visits = pairs([
        (true, true, 36),
        (true, false, 12),
        (false, true, 2),
        (false, false, 0),
    ]);
    let mut mystery = files(&yaml(), &visits);
    let run = mystery.run_with(["fairness", "visits.csv", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let items = json["items"].as_array().unwrap();
    let greeted = items.iter().find(|it| it["item"] == "greeted").unwrap();
    assert_eq!(
        (greeted["low"].as_f64(), greeted["high"].as_f64()),
        (Some(0.0569), Some(0.3404))
    );
    assert_eq!(greeted["p"].as_f64(), Some(0.0129));
    assert_eq!(greeted["p_adjusted"].as_f64(), Some(0.0259));
    assert_eq!(greeted["finding"], "unequal");
    let respect = items.iter().find(|it| it["item"] == "respect").unwrap();
    assert_eq!(respect["finding"], "cannot_show");
    assert!(respect["p"].is_null());
    let run = mystery.run_with(["fairness", "visits.csv", "--explain"]);
    insta::assert_snapshot!("fairness", run.snapshot(&mystery));
}

#[test]
fn few_pairs_cannot_show_anything_and_that_is_said() {
    let visits = pairs([
        (true, true, 0),
        (true, false, 5),
        (false, true, 0),
        (false, false, 0),
    ]);
    let mystery = files(&yaml(), &visits).args(["fairness", "visits.csv"]);
    insta::assert_snapshot!("fairness_few", mystery.run().snapshot(&mystery));
}

#[test]
fn without_personas_the_way_to_have_them_is_said() {
    let mystery = Mystery::new()
        .file(
            "visits.csv",
            csv(&pairs([
                (true, true, 2),
                (true, false, 0),
                (false, true, 0),
                (false, false, 0),
            ])),
        )
        .args(["fairness", "visits.csv"]);
    let run = mystery.run();
    assert_eq!(run.status, 0);
    assert!(run.stdout.contains("`same_as`"), "{}", run.stdout);
}

#[test]
fn the_order_of_rows_changes_no_byte() {
    let visits = pairs([
        (true, true, 3),
        (true, false, 7),
        (false, true, 1),
        (false, false, 1),
    ]);
    let reversed: Vec<Visit> = visits.iter().rev().cloned().collect();
    let shown = |visits: &[Visit]| {
        let mut mystery = files(&yaml(), visits);
        let json = mystery.run_with(["fairness", "visits.csv", "--format", "json"]);
        json.stdout + &mystery.run_with(["fairness", "visits.csv"]).stdout
    };
    assert_eq!(shown(&visits), shown(&reversed));
}
