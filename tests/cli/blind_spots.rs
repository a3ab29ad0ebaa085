//! `mystery blind-spots`: figures of a paper and by hand, from the CSV of visits to what is printed.

use mystery_shop::model::answer::Decimal;
use mystery_shop::model::share::Credit;
use mystery_shop::model::visit::{Kind, Name, Noted, Role, Visit, VisitId};
use serde_json::Value;

use crate::harness::{Mystery, Run, says};
use crate::rows::{csv, files, json_of_visits, run_on_visits, standard, visit};

const DESK: &str = "\
id: kiosk
version: 1.0.0
title: Desk visit
sections:
  first:
    title: At first
    items:
      greeted: Were you greeted?
      named: Did they say their name?
  last:
    title: At last
    items:
      thanked: Were you thanked?
      listened: Did they listen?
";

/// A visit to our place on a day of the year.
fn own(kind: Kind, day: usize, answers: &str) -> Visit {
    let when = format!("2026-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
    let mut visit = visit(&standard(DESK), "Us", Role::Own, &when, answers);
    visit.facts.kind = kind;
    visit.facts.id = VisitId::new(&format!("{}{}", visit.facts.id, kind.name().len())).unwrap();
    visit
}

/// Two who think all is well; of twelve visitors eleven were greeted, three heard a name.
fn desk() -> Vec<Visit> {
    let mut visits = vec![
        own(
            Kind::SelfAssessment,
            0,
            "greeted=yes|named=yes|thanked=no|listened=not_observed",
        ),
        own(
            Kind::SelfAssessment,
            30,
            "greeted=yes|named=yes|thanked=no|listened=not_observed",
        ),
    ];
    for n in 0..12 {
        let word = |is: bool| if is { "yes" } else { "no" };
        let answers = format!(
            "greeted={}|named={}|thanked={}|listened=yes",
            word(n != 4),
            word(n % 4 == 0),
            word(n > 1),
        );
        visits.push(own(Kind::Audit, 5 + 7 * n, &answers));
    }
    visits
}

fn run(mystery: &mut Mystery, arguments: &[&str]) -> Run {
    run_on_visits(mystery, "blind-spots", arguments)
}

fn json(mystery: &mut Mystery) -> Value {
    json_of_visits(mystery, "blind-spots", &[])
}

#[test]
fn what_we_think_stands_beside_what_visitors_met() {
    let mut mystery = files(DESK, &desk());
    let whole = json(&mut mystery);
    let item = |id: &str| -> Vec<Value> {
        let figures = whole["figures"].as_array().unwrap();
        let figure = figures.iter().find(|it| it["id"] == id).unwrap();
        ["own", "found", "over", "low", "high", "verdict"]
            .map(|key| figure[key].clone())
            .into()
    };
    // Wilson 1927 by hand: 3 of 12 is .0889 to .5323, 11 of 12 .6461 to .9851, 10 of 12 .5520 to .9530.
    let expected = |text: &str| -> Vec<Value> { serde_json::from_str(text).unwrap() };
    assert_eq!(
        item("named"),
        expected(r#"[1, 0.25, 0.75, 0.0889, 0.5323, "clear"]"#)
    );
    assert_eq!(
        item("greeted"),
        expected(r#"[1, 0.916666667, 0.083333333, 0.6461, 0.9851, "cannot_tell"]"#)
    );
    assert_eq!(
        item("thanked"),
        expected(r#"[0, 0.833333333, -0.833333333, 0.552, 0.953, "clear"]"#)
    );
    let shown = run(&mut mystery, &[]);
    says(
        &shown,
        "Of 3 items seen both ways you clearly think too well of 1 and too little of 1.",
    );
    says(&shown, "Did they listen? in none of 2 self-assessments");
    insta::assert_snapshot!("blind_spots", shown.snapshot(&mystery));
    let mut narrow = files(DESK, &desk()).env("COLUMNS", "44");
    let shown = run(&mut narrow, &["--explain"]);
    insta::assert_snapshot!("blind_spots_44", shown.snapshot(&narrow));
}

#[test]
fn the_two_meters_of_bland_and_altman_differ_as_they_printed() {
    // Lancet 1986, i:307: peak flow by two meters; a thousandth of it as guess and total.
    let guesses = [
        494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427,
    ];
    let totals = [
        512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451,
    ];
    let mut visits = Vec::new();
    for (n, (guess, total)) in guesses.into_iter().zip(totals).enumerate() {
        let mut visit = own(
            Kind::Audit,
            n * 9,
            "greeted=yes|named=yes|thanked=yes|listened=yes",
        );
        for answer in &mut visit.answers {
            answer.credit = Credit::new(f64::from(total) / 1000.0);
        }
        let value = Decimal::new(&format!("{}.{}", guess / 10, guess % 10)).unwrap();
        visit.guess = Some(Noted {
            value,
            at: visit.facts.started,
        });
        visits.push(visit);
    }
    let mut mystery = files(DESK, &visits);
    let whole = json(&mut mystery);
    let limits = &whole["limits"][0];
    // Printed: mean -2.1 (-22.0 to 17.8), SD 38.8; limits with 1.96 instead of 2 SD: -78.1 to 73.9.
    let found = ["n", "over", "low", "high", "sd", "limit_low", "limit_high"].map(|it| &limits[it]);
    let found = serde_json::to_string(&found).unwrap();
    assert_eq!(found, "[17,-0.0021,-0.022,0.0178,0.0388,-0.0781,0.0739]");
    let shown = run(&mut mystery, &[]);
    says(
        &shown,
        "Before 17 visits the guess was 0.2 points too low on average, which may be chance: likely from 2.2 too low to 1.8 too high. A single guess may be off by anything from 7.8 too low to 7.4 too high, 19 times in 20: it comes close.",
    );
    says(&shown, "Nobody has said yet what they think of this place.");
}

#[test]
fn with_little_it_lists_and_says_what_is_missing() {
    let mut few = desk();
    few.truncate(4);
    few[3].guess = Some(Noted {
        value: Decimal::new("90").unwrap(),
        at: few[3].facts.started,
    });
    let mut mystery = files(DESK, &few);
    let shown = run(&mut mystery, &[]);
    says(
        &shown,
        "3 of them were judged in fewer than 5 audits: nothing is clear there yet.",
    );
    says(
        &shown,
        "1 guess so far: listed only. From 6 on it can be said how far guesses are off.",
    );
    let alone = run(&mut files(DESK, &desk()[..1]), &[]);
    says(
        &alone,
        "What you think is here; no audit of the same site counts yet.",
    );
    let none = run(&mut files(DESK, &desk()[2..]), &[]);
    says(&none, "There is nothing to hold against each other yet");
}

#[test]
fn audits_of_sites_that_nobody_assessed_stand_aside() {
    let mut visits = desk();
    for visit in &mut visits[8..] {
        visit.facts.site = Name::new("Other").unwrap();
    }
    let shown = run(&mut files(DESK, &visits), &[]);
    says(&shown, "6 audits of sites that nobody assessed left out.");
}

#[test]
fn the_order_of_rows_and_files_changes_no_byte() {
    let mut visits = desk();
    for (n, visit) in visits.iter_mut().enumerate() {
        if n % 3 == 0 {
            visit.facts.site = Name::new("Other").unwrap();
        }
        let value = Decimal::new(&format!("{}", 60 + n)).unwrap();
        visit.guess = Some(Noted {
            value,
            at: visit.facts.started,
        });
    }
    let mut mystery = files(DESK, &visits);
    let formats = ["terminal", "markdown", "csv", "json"];
    let whole = formats.map(|format| run(&mut mystery, &["--explain", "--format", format]).stdout);
    visits.reverse();
    mystery.write("visits.csv", csv(&visits[5..]));
    mystery.write("more.csv", csv(&visits[..5]));
    for (format, whole) in formats.iter().zip(whole) {
        let parts = run(&mut mystery, &["more.csv", "--explain", "--format", format]).stdout;
        assert!(parts == whole, "{format}");
    }
}

#[test]
fn of_a_department_what_comes_next_is_to_look_at_it_as_one() {
    let mut mystery = Mystery::new();
    mystery.write(
        "desk.yaml",
        "id: desk\ntitle: Desk\nitems: {named: \"Did they say their name?\"}\n",
    );
    let mut visit = |kind: &str| {
        mystery.write("visit.yaml", "visited: 2026-11-20\nanswers: {named: yes}\n");
        let visit = ["visit", "desk.yaml", "--answers", "visit.yaml"];
        let run =
            mystery.run_with([&visit[..], &["--internal", "IT desk", "--kind", kind]].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        let said =
            mystery.run_with(["blind-spots"]).stdout + &mystery.run_with::<String>([]).stdout;
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let said = visit("self_assessment");
    assert!(
        said.contains("Let somebody visit: mystery visit desk --internal \"IT desk\""),
        "{said}"
    );
    let said = visit("audit");
    assert!(
        said.contains("See all visits to departments together: mystery compare"),
        "{said}"
    );
}
