//! What holds of every standard and every visit, tried on drawn ones.

use mystery_shop::analysis::compare::{Settings, compare};
use mystery_shop::analysis::grouping::Grouping;
use mystery_shop::analysis::scored::{roll, scored};
use mystery_shop::files::visit_csv::visit_csv;
use mystery_shop::files::visit_csv_read::read_visits;
use mystery_shop::model::answer::{Answer, Status};
use mystery_shop::model::scorecard::{ItemScore, Scorecard};
use mystery_shop::model::share::{Credit, Share, WHOLE};
use mystery_shop::model::standard::Standard;
use mystery_shop::model::text::Language;
use mystery_shop::model::visit::{Role, Visit};
use mystery_shop::render::{Format, Page, render};
use mystery_shop::report::Tables;
use mystery_shop::report::comparison::{Wanted, comparison};
use mystery_shop::scoring::recount::differences;
use mystery_shop::scoring::score;
use proptest::prelude::*;

use crate::drawn::{Contact, Draws, OURS, draws, standard, standard_yaml, walked};

/// A drawn standard and a visit walked with it.
fn drawn(draws: &mut Draws) -> (Standard, Visit) {
    let is_weighted = draws.below(2) == 1;
    let standard = standard(&standard_yaml(draws, is_weighted));
    let visit = walked(&standard, OURS, draws);
    (standard, visit)
}

/// The visit with one answer changed.
fn with(visit: &Visit, place: usize, change: impl Fn(&mut Answer)) -> Visit {
    let mut changed = visit.clone();
    change(&mut changed.answers[place]);
    changed
}

fn not_applicable(answer: &mut Answer) {
    answer.status = Status::NotApplicable;
    answer.credit = None;
    answer.value = None;
}

/// True where the row says that there is no answer, in one of the ways that the auditor may choose.
fn is_excused(answer: &Answer) -> bool {
    answer.value.is_none() && is_excuse(answer.status)
}

fn is_excuse(status: Status) -> bool {
    matches!(
        status,
        Status::NotApplicable | Status::NotObserved | Status::Waived | Status::Awaiting
    )
}

fn without_order(scorecard: &Scorecard) -> Scorecard {
    let mut sorted = scorecard.clone();
    sorted.sections.sort_by(|a, b| a.id.cmp(&b.id));
    for section in &mut sorted.sections {
        section.items.sort_by(|a, b| a.id.cmp(&b.id));
    }
    if let Some(mystery_shop::model::scorecard::Verdict::Fail { items, sections }) =
        &mut sorted.verdict
    {
        items.sort();
        sections.sort();
    }
    sorted
}

/// A comparison in every format.
fn compared(visits: &[&Visit], standard: &Standard, by: Option<&Grouping>) -> Vec<Vec<u8>> {
    let visits: Vec<Visit> = visits.iter().map(|visit| (*visit).clone()).collect();
    let roll = roll(&visits);
    let scored = scored(&roll, |_| Some(standard));
    let settings = Settings {
        by: by.cloned(),
        ..Settings::default()
    };
    let result = compare(&scored, &settings).expect("each organisation has one role");
    let wanted = Wanted {
        tables: Tables::All,
        ..Wanted::default()
    };
    let report = comparison(&result, wanted, &Language::default());
    [
        Format::Terminal,
        Format::Csv,
        Format::Json,
        Format::Markdown,
    ]
    .map(|format| render(&report, format, &Page::default()))
    .into()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn a_visit_read_back_from_its_csv_scores_as_the_walk_did(mut draws in draws()) {
        let (standard, visit) = drawn(&mut draws);
        let bytes = visit_csv(&visit);
        let read = read_visits(bytes.as_slice()).unwrap();
        prop_assert!(read.problems.is_empty(), "{:#?}", read.problems);
        prop_assert_eq!(read.visits.len(), 1);
        prop_assert_eq!(score(&standard, &read.visits[0]), score(&standard, &visit));
        prop_assert_eq!(&visit_csv(&read.visits[0]), &bytes);
        prop_assert_eq!(differences(&standard, &read.visits[0]), []);
    }

    #[test]
    fn a_credit_or_status_changed_by_hand_is_found(mut draws in draws()) {
        let (standard, visit) = drawn(&mut draws);
        for (place, answer) in visit.answers.iter().enumerate() {
            let other = answer.credit.map_or(0.5, |credit| if credit.value() < 0.5 { 1.0 } else { 0.25 });
            let changed = with(&visit, place, |answer| answer.credit = Credit::new(other));
            prop_assert!(!differences(&standard, &changed).is_empty(), "credit of {answer:?}");
            for status in Status::ALL {
                // Which excuse it was only the auditor knows.
                if status == answer.status || is_excused(answer) && is_excuse(status) {
                    continue;
                }
                let changed = with(&visit, place, |answer| answer.status = status);
                prop_assert!(!differences(&standard, &changed).is_empty(), "{status:?} for {answer:?}");
            }
        }
    }

    #[test]
    fn an_excuse_that_the_walk_refuses_is_found(mut draws in draws()) {
        let (standard, visit) = drawn(&mut draws);
        let with_no_answer = |place: usize, status: Status, reason: &str| {
            let changed = with(&visit, place, |answer| {
                not_applicable(answer);
                answer.status = status;
                answer.reason = reason.into();
            });
            let id = &visit.answers[place].item;
            let found = differences(&standard, &changed);
            found.into_iter().find(|one| one.item == *id).map(|one| one.why)
        };
        for (place, answer) in visit.answers.iter().enumerate() {
            // Those that were asked, and of a visit where somebody was reached.
            if !is_excuse(answer.status) && answer.status != Status::Scored {
                continue;
            }
            let always = "status `not_applicable` is recorded, and this item always applies";
            let may_not_apply = standard.item(&answer.item).unwrap().may_not_apply;
            let expected = (!may_not_apply).then(|| always.to_owned());
            prop_assert_eq!(with_no_answer(place, Status::NotApplicable, ""), expected);
            let unreasoned = with_no_answer(place, Status::Waived, " ");
            prop_assert_eq!(unreasoned.as_deref(), Some("status `waived` is recorded without its reason"));
            prop_assert_eq!(with_no_answer(place, Status::Waived, "rightly so"), None);
        }
    }

    #[test]
    fn the_order_of_items_does_not_change_a_score(mut draws in draws()) {
        let (standard, visit) = drawn(&mut draws);
        let mut turned = standard.clone();
        turned.sections.reverse();
        for section in &mut turned.sections {
            section.items.reverse();
            let n = section.items.len();
            section.items.rotate_left(draws.below(n));
        }
        let mut shuffled = visit.clone();
        shuffled.answers.reverse();
        prop_assert_eq!(
            without_order(&score(&turned, &shuffled)),
            without_order(&score(&standard, &visit))
        );
    }

    #[test]
    fn an_item_that_did_not_apply_leaves_the_others_as_they_were(mut draws in draws()) {
        let (standard, visit) = drawn(&mut draws);
        let before = score(&standard, &visit);
        for place in 0..visit.answers.len() {
            let after = score(&standard, &with(&visit, place, not_applicable));
            let id = &visit.answers[place].item;
            for (one, other) in before.items().zip(after.items()).filter(|(one, _)| one.id != *id) {
                prop_assert_eq!(
                    (&one.id, one.status, one.credit, one.points),
                    (&other.id, other.status, other.credit, other.points)
                );
            }
            let section = &visit.answers[place].section;
            for (one, other) in before.sections.iter().zip(&after.sections) {
                prop_assert!(one.id == *section || one.score == other.score);
            }
        }
    }

    #[test]
    fn what_items_give_is_the_base_and_what_they_lose_is_the_rest(mut draws in draws()) {
        let (standard, visit) = drawn(&mut draws);
        let scorecard = score(&standard, &visit);
        let items: Vec<_> = scorecard.sections.iter().flat_map(|section| &section.items).collect();
        let sum = |of: fn(&ItemScore) -> Option<Share>| -> u64 {
            items.iter().filter_map(|item| of(item)).map(|share| u64::from(share.billionths())).sum()
        };
        // Each is rounded by itself, by half a billionth at most.
        let is_near = |sum: u64, expected: u32| sum.abs_diff(expected.into()) <= items.len() as u64;
        if let Some(base) = scorecard.base {
            prop_assert!(is_near(sum(|item| item.given), base.billionths()));
            prop_assert!(is_near(sum(|item| item.lost), WHOLE - base.billionths()));
        }
    }

    #[test]
    fn a_bonus_never_lowers(mut draws in draws()) {
        let (standard, visit) = drawn(&mut draws);
        let with_bonus = score(&standard, &visit);
        for (place, answer) in visit.answers.iter().enumerate().filter(|(_, answer)| answer.bonus) {
            let without = score(&standard, &with(&visit, place, not_applicable));
            prop_assert!(with_bonus.total >= without.total, "{answer:?}");
            prop_assert_eq!(with_bonus.base, without.base);
            prop_assert_eq!(with_bonus.coverage, without.coverage);
        }
    }

    #[test]
    fn a_perfect_item_never_lowers_a_pooled_score(mut draws in draws()) {
        let standard = standard(&standard_yaml(&mut draws, false));
        let visit = walked(&standard, OURS, &mut draws);
        for (place, answer) in visit.answers.iter().enumerate().filter(|(_, answer)| answer.status.counts() && !answer.bonus) {
            let full = |answer: &mut Answer| answer.credit = Some(Credit::FULL);
            let with_it = score(&standard, &with(&visit, place, full));
            let without = score(&standard, &with(&visit, place, not_applicable));
            prop_assert!(with_it.base >= without.base, "{answer:?}");
            prop_assert!(with_it.before_critical.is_some());
        }
    }

    #[test]
    fn scores_stay_between_nothing_and_all(mut draws in draws()) {
        let (standard, visit) = drawn(&mut draws);
        let scorecard = score(&standard, &visit);
        let is_share = |share: Option<Share>| share.is_none_or(|share| share <= Share::ONE);
        prop_assert!(is_share(scorecard.total) && is_share(scorecard.base) && is_share(scorecard.coverage));
        prop_assert!(scorecard.bonus <= standard.scoring.bonus_limit);
        // A base lies between its sections, and a section between its items.
        let scores: Vec<Share> = scorecard.sections.iter().filter_map(|it| it.score).collect();
        prop_assert_eq!(scorecard.base.is_some(), !scores.is_empty());
        if let (Some(base), Some(low), Some(high)) = (scorecard.base, scores.iter().min(), scores.iter().max()) {
            prop_assert!(*low <= base && base <= *high);
        }
        for section in &scorecard.sections {
            let credits = section.items.iter().filter(|item| !item.bonus).filter_map(|item| item.credit);
            let credits: Vec<Share> = credits.map(Credit::share).collect();
            prop_assert_eq!(section.score.is_some(), !credits.is_empty());
            if let (Some(score), Some(low), Some(high)) = (section.score, credits.iter().min(), credits.iter().max()) {
                prop_assert!(*low <= score && score <= *high);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn the_order_of_visits_changes_no_byte_of_a_comparison(mut draws in draws()) {
        let is_weighted = draws.below(2) == 1;
        let standard = standard(&standard_yaml(&mut draws, is_weighted));
        let sides = [("Happy Paws", Role::Own), ("City Pound", Role::Competitor), ("Riverside", Role::Competitor)];
        let visits: Vec<Visit> = (0..2 + draws.below(10)).map(|n| {
            let (organisation, role) = sides[draws.below(3)];
            let contact = Contact { organisation, role, day: 1 + draws.below(28), n };
            walked(&standard, contact, &mut draws)
        }).collect();
        let in_order: Vec<&Visit> = visits.iter().collect();
        let mut permuted = in_order.clone();
        for last in (1..permuted.len()).rev() {
            permuted.swap(last, draws.below(last + 1));
        }
        let mut reversed = in_order.clone();
        reversed.reverse();
        for by in [None, Some(Grouping::Item), Some(Grouping::Month)] {
            let expected = compared(&in_order, &standard, by.as_ref());
            prop_assert_eq!(&compared(&permuted, &standard, by.as_ref()), &expected);
            prop_assert_eq!(&compared(&reversed, &standard, by.as_ref()), &expected);
        }
    }
}
