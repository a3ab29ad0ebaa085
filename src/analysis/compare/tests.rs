//! Comparisons on a few visits made by hand, the figures worked out by hand.

use super::*;
use crate::analysis::facts::Answers;
use crate::analysis::measure::Measure;
use crate::analysis::sample::{best_first, item, kiosk, scored, standard, visit, within, yes_no};
use crate::analysis::scored::roll;
use crate::model::answer::Status;
use crate::model::share::{Exact, Share};
use crate::model::visit::{Kind, Visit, VisitId};

const GOOD: &str = "wait=20,greeted=yes,hand_offs=0,respect=yes,next_step=they_named_it";
const BAD: &str = "wait=60,greeted=no,hand_offs=2,respect=no#Sighed,next_step=none";

/// The mean of a subject for each side, with n: `0.875 (2)`.
fn means(comparison: &StandardComparison, subject: &Subject) -> Vec<String> {
    let line = comparison.line(subject).expect("the subject is there");
    let shown = |measure: &Measure| {
        let mean = measure.mean().map_or("none".into(), Exact::decimals);
        format!("{mean} ({})", measure.n_visits())
    };
    line.measures.iter().map(shown).collect()
}

#[test]
fn own_stands_beside_each_competitor() {
    let kiosk = kiosk();
    let visits = [
        visit(&kiosk, "Riverside", Role::Competitor, 3, BAD),
        visit(&kiosk, "Us", Role::Own, 1, GOOD),
        visit(
            &kiosk,
            "City",
            Role::Competitor,
            4,
            "greeted=yes,wait=300,hand_offs=0,respect=yes,next_step=none",
        ),
        visit(&kiosk, "us", Role::Own, 2, BAD),
    ];
    let scored = scored(&kiosk, &visits);
    let all = compare(&scored, &Settings::default()).unwrap();
    let one = &all.standards[0];
    let names: Vec<_> = one
        .sides
        .iter()
        .map(|side| side.organisation.as_str())
        .collect();
    assert_eq!(names, ["Us", "City", "Riverside"]);
    // By hand: good 5/5, bad 0.5/5, city 3/5; the mean of 1 and 0.1 is 0.55.
    assert_eq!(
        means(one, &Subject::Total),
        ["0.55 (2)", "0.6 (1)", "0.1 (1)"]
    );
    assert_eq!(
        means(one, &Subject::Section(0)),
        ["0.625 (2)", "0.5 (1)", "0.25 (1)"]
    );
    assert_eq!(
        means(one, &Subject::Item(0)),
        ["0.75 (2)", "0 (1)", "0.5 (1)"]
    );
    let total = one.line(&Subject::Total).unwrap();
    assert_eq!(one.gap(total, 1).unwrap().decimals(), "-0.05");
    assert_eq!(total.measures[0].best.unwrap().share, Share::ONE);
    assert!(one.common.is_none());
    assert_eq!(one.sides[2].failures[0].answer.remark, "Sighed");
    assert_eq!(
        (one.reference(), one.rivals().collect::<Vec<_>>()),
        (Some(0), vec![1, 2])
    );
}

#[test]
fn only_first_scorings_of_audits_with_enough_judged_count() {
    let kiosk = kiosk();
    let mut all = vec![visit(&kiosk, "Us", Role::Own, 1, GOOD); 7];
    all[1].facts.kind = Kind::SelfAssessment;
    all[2].facts.kind = Kind::WhatIf;
    all[3].facts.id = all[3].facts.id.with_second('b');
    all[4].facts.id = all[4].facts.id.with_revision(2);
    all[5] = visit(&kiosk, "Us", Role::Own, 5, "wait=20,greeted=yes");
    all[6] = visit(&kiosk, "Us", Role::Own, 6, "");
    for (n, visit) in all.iter_mut().enumerate().skip(1).take(2) {
        visit.facts.id = VisitId::new(&format!("2026-11-01-us-main-bbb{n}")).unwrap();
    }
    let scored = scored(&kiosk, &all);
    let selection = select(&scored, None).unwrap();
    let counted: Vec<_> = selection
        .counted
        .iter()
        .map(|s| s.visit.facts.id.as_str())
        .collect();
    assert_eq!(counted, ["2026-11-01-us-main-aaaa.r2"]);
    let mut reasons: Vec<Reason> = selection.left_out.iter().map(|l| l.reason).collect();
    reasons.sort();
    assert_eq!(
        reasons,
        [
            Reason::SelfAssessment,
            Reason::WhatIf,
            Reason::SecondScoring,
            Reason::LimitedBasis,
            Reason::NothingJudged,
            Reason::Superseded,
        ]
    );
    let comparison = compare(&scored, &Settings::default()).unwrap();
    assert_eq!(comparison.standards[0].n_corrected, 1);
    assert_eq!(comparison.standards[0].n_left_out(Reason::WhatIf), 1);
}

#[test]
fn where_the_first_scoring_is_gone_the_next_counts() {
    let kiosk = kiosk();
    let mut second = visit(&kiosk, "Us", Role::Own, 1, GOOD);
    let mut third = second.clone();
    second.facts.id = second.facts.id.with_second('b');
    third.facts.id = third.facts.id.with_second('c');
    let all = [third, second];
    let scored = scored(&kiosk, &all);
    let selection = select(&scored, None).unwrap();
    assert_eq!(selection.counted[0].visit.facts.id.second(), Some('b'));
    assert_eq!(selection.left_out[0].reason, Reason::SecondScoring);
}

#[test]
fn the_same_visit_twice_counts_once_and_two_that_differ_not_at_all() {
    let kiosk = kiosk();
    let one = visit(&kiosk, "Us", Role::Own, 1, GOOD);
    let changed = visit(&kiosk, "Us", Role::Own, 1, BAD);
    let twice = [one.clone(), one.clone()];
    let scored_twice = scored(&kiosk, &twice);
    let selection = select(&scored_twice, None).unwrap();
    assert_eq!(selection.counted.len(), 1);
    assert_eq!(selection.left_out[0].reason, Reason::Repeated);
    let differ = [one, changed];
    let scored_differ = scored(&kiosk, &differ);
    let selection = select(&scored_differ, None).unwrap();
    assert_eq!(selection.counted.len(), 0);
    assert!(
        selection
            .left_out
            .iter()
            .all(|l| l.reason == Reason::Conflicting)
    );
}

#[test]
fn one_organisation_in_two_roles_is_refused() {
    let kiosk = kiosk();
    let visits = [
        visit(&kiosk, "Riverside", Role::Competitor, 3, BAD),
        visit(&kiosk, "RIVERSIDE", Role::Own, 1, GOOD),
    ];
    let scored = scored(&kiosk, &visits);
    assert_eq!(
        compare(&scored, &Settings::default())
            .unwrap_err()
            .to_string(),
        "`RIVERSIDE` is `own` in visit 2026-11-01-riverside-main-aaaa and `competitor` in visit 2026-11-03-riverside-main-aaaa"
    );
}

#[test]
fn near_names_are_pointed_at() {
    let kiosk = kiosk();
    let visits = [
        visit(&kiosk, "Riverside", Role::Competitor, 3, BAD),
        visit(&kiosk, "Riversde", Role::Competitor, 1, GOOD),
    ];
    let scored = scored(&kiosk, &visits);
    let all = compare(&scored, &Settings::default()).unwrap();
    assert_eq!(all.near_misses.len(), 1);
    assert_eq!(all.standards[0].sides.len(), 2);
}

#[test]
fn departments_have_a_comparison_of_their_own() {
    let kiosk = kiosk();
    let visits = [
        visit(&kiosk, "Us", Role::Own, 3, GOOD),
        visit(&kiosk, "Payroll", Role::Internal, 1, GOOD),
    ];
    let scored = scored(&kiosk, &visits);
    let all = compare(&scored, &Settings::default()).unwrap();
    let internal: Vec<_> = all
        .standards
        .iter()
        .map(|s| (s.is_internal, s.sides.len()))
        .collect();
    assert_eq!(internal, [(false, 1), (true, 1)]);
    // The only department is what is looked at.
    assert_eq!(all.standards[1].reference(), Some(0));
}

#[test]
fn of_several_departments_each_is_looked_at_by_itself() {
    let kiosk = kiosk();
    let visits = [
        visit(&kiosk, "Desk", Role::Internal, 1, GOOD),
        visit(&kiosk, "Desk", Role::Internal, 2, BAD),
        visit(&kiosk, "Payroll", Role::Internal, 3, BAD),
    ];
    let all_scored = scored(&kiosk, &visits);
    let all = compare(&all_scored, &Settings::default()).unwrap();
    let one = &all.standards[0];
    assert_eq!((one.reference(), one.has_departments()), (None, true));
    let ours = one.of_ours();
    let told = |one: &StandardComparison| {
        let lost = crate::analysis::points_lost::points_lost(one);
        let lost: Vec<_> = lost.iter().map(|it| (it.item, it.per_visit)).collect();
        (means(one, &Subject::Total), lost)
    };
    for (ours, visits) in ours.iter().zip([&visits[..2], &visits[2..]]) {
        let alone = scored(&kiosk, visits);
        let alone = compare(&alone, &Settings::default()).unwrap();
        assert_eq!(told(ours), told(&alone.standards[0]));
        assert_eq!(ours.sides.len(), 1);
    }
    assert_eq!(ours.len(), 2);
}

#[test]
fn competitors_alone_are_no_places_of_ours() {
    let kiosk = kiosk();
    let visits = [visit(&kiosk, "City", Role::Competitor, 1, GOOD)];
    let scored = scored(&kiosk, &visits);
    let all = compare(&scored, &Settings::default()).unwrap();
    assert!(all.standards[0].of_ours().is_empty());
}

#[test]
fn where_roles_are_asked_other_items_like_is_compared_with_like() {
    let mut kiosk = kiosk();
    kiosk.sections[1].items[0].only = vec![Role::Own];
    let visits = [
        visit(
            &kiosk,
            "Us",
            Role::Own,
            3,
            "wait=20,greeted=yes,hand_offs=4,respect=yes,next_step=none",
        ),
        visit(
            &kiosk,
            "City",
            Role::Competitor,
            1,
            "wait=60,greeted=yes,hand_offs=not_asked,respect=yes,next_step=none",
        ),
    ];
    let scored = scored(&kiosk, &visits);
    let all = compare(&scored, &Settings::default()).unwrap();
    let one = &all.standards[0];
    assert_eq!(one.common.as_ref().unwrap().len(), 4);
    // By hand: 3/5 and 2.5/4; without hand-offs 3/4 and 2.5/4.
    assert_eq!(means(one, &Subject::Total), ["0.6 (1)", "0.625 (1)"]);
    assert_eq!(means(one, &Subject::LikeForLike), ["0.75 (1)", "0.625 (1)"]);
    assert_eq!(
        one.gap(one.line(&Subject::LikeForLike).unwrap(), 1)
            .unwrap()
            .decimals(),
        "0.125"
    );
    // The total and the section that differ have no gap; the other section has.
    let gaps = [Subject::Total, Subject::Section(1), Subject::Section(0)]
        .map(|subject| one.gap(one.line(&subject).unwrap(), 1).is_some());
    assert_eq!(gaps, [false, false, true]);
}

#[test]
fn across_major_versions_only_items_alike_compare() {
    let first = standard(
        "kiosk",
        "1.4.0",
        vec![(
            "all",
            vec![
                item("hello", yes_no()),
                item("wait", within(&[(30, 1.0)])),
                item("next_step", best_first(&["Named", "None"])),
                item("smile", yes_no()),
            ],
        )],
    );
    let mut hello = item("greeted", yes_no());
    hello.was = vec![crate::analysis::sample::id("hello")];
    hello.points = crate::model::share::Points::new(3.0).unwrap();
    let second = standard(
        "kiosk",
        "2.0.0",
        vec![(
            "all",
            vec![
                hello,
                item("wait", within(&[(20, 1.0)])),
                item("next_step", best_first(&["Named", "None"])),
                item("respect", yes_no()),
            ],
        )],
    );
    let old = [visit(
        &first,
        "City",
        Role::Competitor,
        1,
        "hello=yes,wait=25,next_step=none,smile=no",
    )];
    let new = [visit(
        &second,
        "Us",
        Role::Own,
        2,
        "greeted=no,wait=25,next_step=named,respect=yes",
    )];
    let visits: Vec<Visit> = old.into_iter().chain(new).collect();
    let roll = roll(&visits);
    let all = crate::analysis::scored::scored(&roll, |wanted| {
        [&first, &second]
            .into_iter()
            .find(|standard| standard.fingerprint == wanted.fingerprint)
    });
    let comparison = compare(&all, &Settings::default()).unwrap();
    assert_eq!(comparison.standards.len(), 1);
    let one = &comparison.standards[0];
    let Basis::CommonItems(common) = &one.basis else {
        panic!("major versions meet")
    };
    let ids: Vec<_> = common
        .iter()
        .map(|place| one.catalogue.items[*place].id.as_str())
        .collect();
    assert_eq!(ids, ["greeted", "next_step"]);
    // By hand, with the points of 2.0.0: own 1 of 4, the competitor 3 of 4.
    assert_eq!(means(one, &Subject::Total), ["0.25 (1)", "0.75 (1)"]);
}

#[test]
fn without_the_standard_there_are_sections_and_items_but_no_total() {
    let kiosk = kiosk();
    let visits = [visit(&kiosk, "Us", Role::Own, 1, BAD)];
    let roll = roll(&visits);
    let unknown = crate::analysis::scored::scored(&roll, |_| None);
    let all = compare(&unknown, &Settings::default()).unwrap();
    let one = &all.standards[0];
    assert_eq!(means(one, &Subject::Total), ["none (0)"]);
    // In the order of their ids: rows come in any order.
    assert_eq!(means(one, &Subject::Section(1)), ["0.25 (1)"]);
    assert_eq!(means(one, &Subject::Item(4)), ["0 (1)"]);
    assert_eq!(one.sides[0].not_found().len(), 1);
}

#[test]
fn groups_split_visits_and_tags_split_items() {
    let kiosk = kiosk();
    let mut visits = [
        visit(&kiosk, "Us", Role::Own, 1, GOOD),
        visit(&kiosk, "Us", Role::Own, 2, BAD),
        visit(&kiosk, "City", Role::Competitor, 3, BAD),
    ];
    visits[1].facts.site = Name::new("North").unwrap();
    let scored = scored(&kiosk, &visits);
    let by = |by| Settings {
        by: Some(by),
        ..Settings::default()
    };
    let all = compare(&scored, &by(Grouping::Site)).unwrap();
    let groups: Vec<_> = all.standards[0]
        .groups
        .iter()
        .map(|(group, lines)| {
            (
                group.key().to_owned(),
                lines[0]
                    .measures
                    .iter()
                    .map(Measure::n_visits)
                    .collect::<Vec<_>>(),
            )
        })
        .collect();
    assert_eq!(
        groups,
        [
            ("Main".to_owned(), vec![0, 1]),
            ("Main".to_owned(), vec![1, 0]),
            ("North".to_owned(), vec![1, 0]),
        ]
    );
    let all = compare(&scored, &by(Grouping::Tag("stage".into()))).unwrap();
    assert_eq!(
        means(&all.standards[0], &Subject::Tag("closing".into())),
        ["0.5 (2)", "0 (1)"]
    );
}

/// So many that they are worked through by several threads.
#[test]
fn what_threads_count_adds_up() {
    const N: u32 = 6_000;
    let kiosk = kiosk();
    let mut visits = Vec::new();
    for n in 0..N {
        let answers = if n % 4 == 0 { BAD } else { GOOD };
        let mut one = visit(&kiosk, "Us", Role::Own, n % 28 + 1, answers);
        let draw: String = [n / 1000, n / 100 % 10, n / 10 % 10, n % 10]
            .map(|digit| char::from(b'a' + u8::try_from(digit).unwrap()))
            .iter()
            .collect();
        one.facts.id = VisitId::new(&format!("2026-11-01-us-main-{draw}")).unwrap();
        visits.push(one);
    }
    let scored = scored(&kiosk, &visits);
    let all = compare(&scored, &Settings::default()).unwrap();
    let one = &all.standards[0];
    // By hand: a quarter is bad, which is 0.1, and the others are 1.
    assert_eq!(means(one, &Subject::Total), ["0.775 (6000)"]);
    let side = &one.sides[0];
    assert_eq!(side.n_visits(), u64::from(N));
    assert_eq!(side.coverage.n_visits(), u64::from(N));
    assert_eq!(side.n_failed, u64::from(N / 4));
    assert_eq!(side.failures.len(), N as usize / 4);
    assert_eq!(side.count(Status::Scored), u64::from(N) * 5);
    assert_eq!(
        side.facts[1].answers,
        Answers::YesNo {
            yes: 4_500,
            no: 1_500
        }
    );
    let auditors: Vec<u64> = side.coverage.auditors.values().copied().collect();
    assert_eq!(auditors, [3_000, 3_000]);
    let days = side
        .days
        .map(|(first, last)| (first.to_string(), last.to_string()));
    assert_eq!(days, Some(("2026-11-01".into(), "2026-11-28".into())));
}
