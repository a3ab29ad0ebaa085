//! `mystery drivers`: what may be said of few visits and of many. Worked by hand on full designs.

use mystery_shop::model::answer::Value;
use mystery_shop::model::id::Id;
use mystery_shop::model::share::Credit;
use mystery_shop::model::visit::{Name, Role, Visit, VisitId};

use crate::harness::{Mystery, flat};
use crate::rows::{KIOSK, csv, files, json_of_visits, standard, visit};

fn yaml() -> String {
    KIOSK.to_owned() + "      back: {ask: Would you come back?, tags: {measure: outcome}}\n"
}

/// Every combination of three yes-or-no items, so many times: they have nothing to do with one
/// another, and the outcome is that of `greeted`.
fn visits(n: usize) -> Vec<Visit> {
    let standard = standard(&yaml());
    let word = |n: usize, bit: usize| if n >> bit & 1 == 1 { "yes" } else { "no" };
    (0..n)
        .map(|at| {
            let day = format!("2026-{:02}-{:02}", 1 + at / 28, 1 + at % 28);
            let ended = if at >> 2 & 1 == 1 {
                "they_named_the_next_step"
            } else {
                "no_next_step"
            };
            let said = format!(
                "greeted={}|respect={}|ended={ended}|back={}|wait=15|hand_offs=0",
                word(at, 0),
                word(at, 1),
                word(at, 0)
            );
            let mut visit = visit(&standard, "Us", Role::Own, &day, &said);
            visit.facts.auditor = "a1".into();
            visit.facts.id = VisitId::new(&format!("{day}-us-main-aaaa")).unwrap();
            visit
        })
        .collect()
}

#[test]
fn under_twenty_visits_there_are_means_side_by_side_and_nothing_else() {
    let mystery = files(&yaml(), &visits(16)).args(["drivers", "visits.csv"]);
    insta::assert_snapshot!("drivers_few", mystery.run().snapshot(&mystery));
}

#[test]
fn from_twenty_visits_there_are_groups_without_ranks() {
    let mystery = files(&yaml(), &visits(32)).args(["drivers", "visits.csv", "--explain"]);
    insta::assert_snapshot!("drivers_groups", mystery.run().snapshot(&mystery));
}

#[test]
fn from_fifty_visits_there_are_weights_and_ranks() {
    // Of items that have nothing to do with one another each claims its squared correlation: all of
    // the outcome is `greeted`, and nothing the others.
    let mut mystery = files(&yaml(), &visits(64));
    let json = json_of_visits(&mut mystery, "drivers", &[]);
    let drivers = json["drivers"].as_array().unwrap();
    let of = |item: &str| drivers.iter().find(|it| it["item"] == item).unwrap();
    assert_eq!(json["outcomes"][0]["r_squared"].as_f64(), Some(1.0));
    let greeted = of("greeted");
    assert_eq!(greeted["weight"].as_f64(), Some(1.0));
    assert_eq!(
        (
            greeted["best_rank"].as_u64(),
            greeted["worst_rank"].as_u64()
        ),
        (Some(1), Some(1))
    );
    assert_eq!(greeted["sign"], "together");
    assert_eq!(of("respect")["weight"].as_f64(), Some(0.0));
    assert_eq!(of("respect")["sign"], "no_sign");
    let run = mystery.run_with(["drivers", "visits.csv"]);
    insta::assert_snapshot!("drivers_ranks", run.snapshot(&mystery));
}

#[test]
fn without_an_outcome_the_way_to_have_one_is_said() {
    let mystery = Mystery::new()
        .file("visits.csv", csv(&visits(16)))
        .file("standards/kiosk.yaml", yaml().replace("outcome", "fact"))
        .args([
            "drivers",
            "visits.csv",
            "--standard-file",
            "standards/kiosk.yaml",
        ]);
    let run = mystery.run();
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn the_order_of_rows_changes_no_byte() {
    let visits = visits(64);
    let reversed: Vec<Visit> = visits.iter().rev().cloned().collect();
    let shown = |visits: &[Visit]| {
        let mut mystery = files(&yaml(), visits);
        let json = mystery.run_with(["drivers", "visits.csv", "--format", "json"]);
        json.stdout + &mystery.run_with(["drivers", "visits.csv"]).stdout
    };
    assert_eq!(shown(&visits), shown(&reversed));
}

/// Twelve sites with visits that are all alike, so many to each. At every other one the outcome goes
/// with how it ended instead of with the greeting, so neither is surely the first.
fn sites(n_each: usize) -> Vec<Visit> {
    let ended = Id::new("ended").unwrap();
    let at_site = |(site, design): (usize, Visit)| {
        let ended = design.answer(&ended).unwrap().credit;
        (0..n_each).map(move |n| {
            let mut visit = design.clone();
            let name = format!("site-{site:02}");
            let id = format!("2026-11-20-us-{name}-{n:04}");
            visit.facts.site = Name::new(&name).unwrap();
            visit.facts.id = VisitId::new(&id).unwrap();
            let mut answers = visit.answers.iter_mut();
            let back = answers.find(|it| it.item.as_str() == "back").unwrap();
            if site.is_multiple_of(2) {
                back.credit = ended;
                back.value = Some(Value::YesNo(ended.is_some_and(Credit::is_full)));
            }
            visit
        })
    };
    visits(12)
        .into_iter()
        .enumerate()
        .flat_map(at_site)
        .collect()
}

#[test]
fn more_visits_alike_to_the_same_sites_make_no_rank_surer() {
    let ranks = |n_each| {
        let mut mystery = files(&yaml(), &sites(n_each));
        let json = json_of_visits(&mut mystery, "drivers", &[]);
        let drivers = json["drivers"].as_array().unwrap().clone();
        let of = |it: &serde_json::Value| {
            (
                it["item"].clone(),
                it["best_rank"].clone(),
                it["worst_rank"].clone(),
            )
        };
        drivers.iter().map(of).collect::<Vec<_>>()
    };
    let few = ranks(5);
    assert_eq!(few, ranks(60), "the sites are drawn, not their visits");
    assert!(
        few.iter()
            .any(|(_, best, worst)| best.as_u64() < worst.as_u64()),
        "{few:?}"
    );
}

#[test]
fn a_graded_item_that_never_earns_all_is_looked_at_too() {
    // Half earns half of it, half nothing: it varies, and so it may go together with the end.
    let mut all = visits(32);
    for visit in &mut all {
        let mut answers = visit.answers.iter_mut();
        let ended = answers.find(|it| it.item.as_str() == "ended").unwrap();
        if ended.credit.is_some_and(Credit::is_full) {
            let asked = Value::Choice(Id::new("only_when_i_asked").unwrap());
            ended.credit = standard(&yaml())
                .item(&ended.item)
                .unwrap()
                .scale
                .credit(&asked);
            ended.value = Some(asked);
        }
    }
    let mut mystery = files(&yaml(), &all);
    let json = json_of_visits(&mut mystery, "drivers", &[]);
    let drivers = json["drivers"].as_array().unwrap();
    let ended = drivers.iter().find(|it| it["item"] == "ended").unwrap();
    assert_eq!(
        (&ended["n_with"], &ended["n_without"]),
        (&16.into(), &16.into())
    );
    assert_eq!(ended["performance"].as_f64(), Some(0.25));
}

/// Two sites of 64 visits each: one greets seven people of eight and sends seven of eight away glad, the
/// other one of eight. At either place the one has nothing to do with the other.
fn two_places() -> Vec<Visit> {
    let standard = standard(&yaml());
    let yes = |is: bool| if is { "yes" } else { "no" };
    (0..128)
        .map(|n| {
            let (site, at) = (n / 64, n % 64);
            let is_rare = |part: usize| (part == 0) == (site == 1);
            let day = format!("2026-{:02}-{:02}", 1 + n / 28, 1 + n % 28);
            let said = format!(
                "greeted={}|respect={}|ended=no_next_step|back={}|wait=15|hand_offs=0",
                yes(is_rare(at % 8)),
                yes(at % 16 < 8),
                yes(is_rare(at / 8)),
            );
            let mut visit = visit(&standard, "Us", Role::Own, &day, &said);
            let name = ["north", "south"][site];
            visit.facts.auditor = "a1".into();
            visit.facts.site = Name::new(name).unwrap();
            visit.facts.id = VisitId::new(&format!("{day}-us-{name}-aaaa")).unwrap();
            visit
        })
        .collect()
}

fn greeted(visits: &[Visit]) -> (serde_json::Value, serde_json::Value, String) {
    let mut mystery = files(&yaml(), visits);
    let json = json_of_visits(&mut mystery, "drivers", &[]);
    let drivers = json["drivers"].as_array().unwrap();
    let greeted = drivers.iter().find(|it| it["item"] == "greeted").unwrap();
    let shown = mystery.run_with(["drivers", "visits.csv"]).stdout;
    (greeted.clone(), json["outcomes"][0].clone(), flat(&shown))
}

#[test]
fn a_difference_between_places_is_no_driver() {
    let (item, outcome, shown) = greeted(&two_places());
    assert_eq!(outcome["without_places"], "sites");
    assert_eq!(
        (item["r"].as_f64(), &item["sign"]),
        (Some(0.0), &"no_sign".into())
    );
    assert!(
        shown.contains("How good each place is in general is taken away"),
        "{shown}"
    );
}

#[test]
fn where_each_place_was_visited_once_it_is_said_that_places_may_pose_as_drivers() {
    // The same visits, each to a place of its own: r is (7/8 - 1/8)² / 4 over 1/4, which is 9/16.
    let mut all = two_places();
    for (n, visit) in all.iter_mut().enumerate() {
        visit.facts.site = Name::new(&format!("place {n}")).unwrap();
    }
    let (item, outcome, shown) = greeted(&all);
    assert_eq!(outcome["without_places"], "organisations");
    assert_eq!(
        (item["r"].as_f64(), &item["sign"]),
        (Some(0.5625), &"together".into())
    );
    let said = "How good each place is could not be taken away";
    assert!(shown.contains(said), "{shown}");
}
