//! What `mystery compare` says by facet and by stage, and what it puts first.

use mystery_shop::model::visit::{Role, Visit};

use super::compare_verdicts::compared;
use crate::rows::{standard, visit};

const WAY: &str = "\
id: kiosk
version: 1.0.0
title: Way
scoring: {target: 85}
sections:
  all:
    title: All
    items:
      hello: {ask: Did they say hello?, tags: {stage: rapport, facet: script}}
      smile: {ask: Did they smile?, tags: {stage: rapport, facet: care}}
      named: {ask: Did they name a next step?, tags: {stage: closing, facet: script}}
      thanks: {ask: Did they thank you?, tags: {stage: closing, facet: care}}
";

fn ways() -> Vec<Visit> {
    let standard = standard(WAY);
    let sides = [
        ("Us", Role::Own, "hello=no|smile=yes|named=no|thanks=yes"),
        (
            "Robots",
            Role::Competitor,
            "hello=yes|smile=no|named=yes|thanks=no",
        ),
        (
            "Stars",
            Role::Competitor,
            "hello=yes|smile=yes|named=yes#She wrote the day on a card.|thanks=yes",
        ),
        (
            "Lost",
            Role::Competitor,
            "hello=no|smile=no|named=no|thanks=no",
        ),
    ];
    let of_side = |(name, role, answers): &(&str, Role, &str)| -> Vec<Visit> {
        let one = |n: u32| {
            let when = format!("2026-11-{:02}", n + 1);
            // Once each the other way round, so that there is some spread.
            let answers = if n == 5 && *name == "Us" {
                answers.replace("thanks=yes", "thanks=no")
            } else {
                (*answers).to_owned()
            };
            visit(&standard, name, *role, &when, &answers)
        };
        (0..6).map(one).collect()
    };
    sides.iter().flat_map(of_side).collect()
}

#[test]
fn script_and_care_make_a_picture_of_each_site() {
    let run = compared(WAY, &ways(), &["--by", "tag:facet"]);
    insta::assert_snapshot!("script_and_care", run.stdout);
}

#[test]
fn the_stage_at_which_customers_are_lost_is_named() {
    let run = compared(WAY, &ways(), &["--by", "tag:stage"]);
    insta::assert_snapshot!("where_lost", run.stdout);
}

#[test]
fn best_things_come_first_and_what_to_copy_with_its_words() {
    let run = compared(WAY, &ways(), &[]);
    insta::assert_snapshot!("best_first", run.stdout);
    let own_alone: Vec<Visit> = ways()
        .into_iter()
        .filter(|it| it.facts.role == Role::Own)
        .collect();
    let run = compared(WAY, &own_alone, &[]);
    insta::assert_snapshot!("own_alone", run.stdout);
}

#[test]
fn the_order_of_rows_changes_no_byte() {
    let visits = ways();
    let backwards: Vec<Visit> = visits.iter().rev().cloned().collect();
    for by in [
        &["--explain"][..],
        &["--by", "site"],
        &["--by", "tag:facet"],
        &["--by", "tag:stage"],
    ] {
        for format in ["terminal", "json", "csv"] {
            let arguments = [by, &["--format", format]].concat();
            let [one, other] = [&visits, &backwards].map(|it| compared(WAY, it, &arguments).stdout);
            assert_eq!(one, other, "{arguments:?}");
        }
    }
}
