//! What `mystery compare` says where little can be told: no more than is known, and the way out.

use mystery_shop::model::visit::{Kind, Role, Visit};

use super::compare_mix::by_channel;
use super::compare_verdicts::{at_sites, compared, own, rival};
use crate::harness::flat;
use crate::rows::{METER, files};

#[track_caller]
fn check(visits: &[Visit], arguments: &[&str], said: &[&str], unsaid: &[&str]) {
    let run = compared(METER, visits, arguments);
    let whole = flat(&run.stdout);
    for words in said {
        assert!(whole.contains(words), "{words}\n{}", run.stdout);
    }
    for words in unsaid {
        assert!(!whole.contains(words), "{words}\n{}", run.stdout);
    }
}

#[test]
fn nothing_that_varied_is_said_not_to_have() {
    // Each site always the same, the sites not.
    let sites = [
        at_sites("Us", Role::Own, &[&[0.9; 3], &[0.5; 3]]),
        at_sites("Them", Role::Competitor, &[&[0.7; 3], &[0.3; 3]]),
    ]
    .concat();
    let again = "Sites that were visited more than once scored the same each time";
    check(&sites, &[], &[again], &["Every visit scored the same"]);
    // Six sites visited once, all alike: going by visits would tell no more.
    let six = |totals: &'static [f64]| [totals; 6];
    let alike = [
        at_sites("Us", Role::Own, &six(&[0.8])),
        at_sites("Them", Role::Competitor, &six(&[0.6])),
    ]
    .concat();
    check(
        &alike,
        &[],
        &["Every visit scored the same"],
        &["--about sites"],
    );
    // Visits vary, sites do not.
    let even = [
        at_sites("Us", Role::Own, &six(&[0.7, 0.9])),
        at_sites("Them", Role::Competitor, &six(&[0.5, 0.7])),
    ]
    .concat();
    check(
        &even,
        &[],
        &[
            "Every site came out the same",
            "--about sites goes by visits",
        ],
        &[],
    );
}

#[test]
fn what_is_unknown_is_not_said_to_be_impossible() {
    // One side without any spread, and too little known to guess it.
    let visits = [own(&[0.8; 5]), rival("Them", &[0.5, 0.9, 0.7, 0.8, 0.6])].concat();
    let more = "Nothing can be clearer until 2 more visits, on either side, show how much visits usually vary.";
    check(
        &visits,
        &[],
        &[more],
        &["no number of visits", "more than 1000"],
    );
    // Five and five alike: what a floor would call the same waits for it, and says so.
    let even = [0.80, 0.81, 0.82, 0.81, 0.80];
    let visits = [own(&even), rival("Them", &even)].concat();
    check(
        &visits,
        &[],
        &[
            "can't tell yet. Likely you are anywhere from 1.2 points behind",
            more,
        ],
        &[],
    );
}

#[test]
fn a_gap_that_only_its_company_unsettles_has_a_side() {
    let ours = [0.80, 0.82, 0.84, 0.86, 0.88, 0.90, 0.70, 0.95];
    let theirs = [0.66, 0.62, 0.74, 0.86, 0.68, 0.86, 0.78, 0.65];
    let others = [0.80, 0.82, 0.84, 0.86, 0.68, 0.90, 0.80, 0.76];
    let visits = [
        own(&ours),
        rival("Them", &theirs),
        rival("B", &[0.70, 0.62, 0.74, 0.86, 0.68, 0.90, 0.80, 0.66]),
        rival("C", &others),
        rival("D", &others),
    ]
    .concat();
    let said = "points ahead, if this were the only gap; among 4 competitors luck makes such a one too often.";
    check(&visits, &[], &[said], &["points off"]);
}

#[test]
fn kinds_that_one_side_lacks_are_named_and_what_stays_uneven_is_said() {
    use mystery_shop::model::visit::Channel::{Email, InPerson, Phone};
    let even = [0.78, 0.80, 0.82, 0.80, 0.78, 0.82];
    let mut visits = [
        by_channel(Phone, own(&even)),
        by_channel(InPerson, own(&[0.2, 0.3, 0.25, 0.2])),
        by_channel(Phone, rival("Them", &even)),
        by_channel(Email, rival("Them", &[0.9])),
    ]
    .concat();
    let left_out =
        "5 visits of a kind that one side lacks (in person and by e-mail) are left out of this.";
    check(&visits, &[], &[left_out], &[]);
    for visit in &mut visits {
        let scenario = if visit.facts.role == Role::Own {
            "angry"
        } else {
            "happy"
        };
        visit.facts.scenario = mystery_shop::model::id::Id::new(scenario);
    }
    let uneven =
        "You and Them were visited in other scenarios, with too little in common to even out";
    check(&visits, &[], &[left_out, uneven], &[]);
}

#[test]
fn a_site_of_unknown_type_is_named_instead_of_evening_out_nothing_silently() {
    let visits = [
        at_sites("Us", Role::Own, &[&[0.9, 0.92, 0.94], &[0.5, 0.52, 0.54]]),
        at_sites(
            "Them",
            Role::Competitor,
            &[&[0.9, 0.92, 0.94], &[0.5, 0.52, 0.54]],
        ),
    ]
    .concat();
    let programme = "schema: 1
organisation: Us
sites: [{name: A, type: clinic}, {name: B, type: shelter}]
competitors: [{name: Them, sites: [{name: A, type: clinic}]}]
";
    let mystery = files(METER, &visits).file("ledger/mystery.yaml", programme);
    let run = mystery.args(["compare", "visits.csv"]).run();
    let said = "What type of site Them, B is, nobody told; so types of site are not evened out between you and Them.";
    assert!(flat(&run.stdout).contains(said), "{}", run.stdout);
}

#[test]
fn self_assessments_alone_are_told_what_counts() {
    let mut visits = own(&[0.5, 0.6]);
    for visit in &mut visits {
        visit.facts.kind = Kind::SelfAssessment;
    }
    let next = "Audits are compared: visits scored as a customer sees them, not self-assessments or what-ifs. Score one: mystery visit kiosk";
    check(
        &visits,
        &[],
        &[
            "Meter ═════ No visit counts yet. Left out: 2 self-assessments.",
            next,
        ],
        &[],
    );
    let report = files(METER, &visits).args(["report", "visits.csv"]).run();
    let said = flat(&report.stdout);
    assert!(said.contains("Meter. No visit counts yet."), "{said}");
}

#[test]
fn after_one_visit_the_first_verdict_alone_is_in_sight() {
    let one = [own(&[0.5]), rival("Them", &[0.6])].concat();
    check(
        &one,
        &[],
        &["Them: 4 more visits give a first verdict."],
        &["about 162"],
    );
}

#[test]
fn one_point_matters_and_five_matter() {
    let near = |base: f64| -> Vec<f64> {
        let steps = [0.0, 0.001, 0.002].iter().cycle().take(30);
        steps.map(|step| base + step).collect()
    };
    let visits = [own(&near(0.800)), rival("Them", &near(0.803))].concat();
    check(
        &visits,
        &["--matters", "1"],
        &["which is less than the 1 point that matters."],
        &[],
    );
}

#[test]
fn where_no_item_is_shared_that_is_said() {
    const APART: &str = "\
id: kiosk
version: 1.0.0
title: Apart
sections:
  all:
    title: All
    items:
      a: {ask: Was a so?, only: [own]}
      b: {ask: Was b so?, only: [competitor]}
";
    let standard = crate::rows::standard(APART);
    let of = |name, role, day: usize, answers| {
        crate::rows::visit(&standard, name, role, &format!("2026-11-{day:02}"), answers)
    };
    let visits: Vec<Visit> = (1..=6)
        .flat_map(|day| {
            [
                of("Us", Role::Own, day, "a=yes|b=not_asked"),
                of("Them", Role::Competitor, day, "a=not_asked|b=yes"),
            ]
        })
        .collect();
    let run = compared(APART, &visits, &[]);
    let said = flat(&run.stdout);
    assert!(
        said.contains("No item was judged in all visits, so no total can be compared"),
        "{said}"
    );
    assert!(!said.contains("0 items"), "{said}");
}

#[test]
fn times_that_differ_at_equal_points_are_said_to_stand_elsewhere() {
    let timed = |seconds: &[(&str, Role, u32)]| -> Vec<Visit> {
        let kiosk = crate::rows::standard(METER);
        let of = |(n, (name, role, seconds)): (usize, &(&str, Role, u32))| {
            let day = format!("2026-11-{:02}", n + 1);
            crate::rows::visit(&kiosk, name, *role, &day, &format!("it={seconds}"))
        };
        seconds.iter().enumerate().map(of).collect()
    };
    let elsewhere = "times and counts that differ all the same stand under What happened.";
    let alike = timed(&[("Us", Role::Own, 20), ("Them", Role::Competitor, 20)]);
    let same = "In every item that was judged on both sides, all earned the same points.";
    check(&alike, &[], &[same], &[elsewhere, "-: no answer."]);
    let apart = timed(&[("Us", Role::Own, 20), ("Them", Role::Competitor, 25)]);
    check(&apart, &[], &[elsewhere, "0:25"], &[]);
}
