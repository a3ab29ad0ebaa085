//! `mystery verify`: what was changed, taken away or put there is found, and what seals cannot show
//! is shown by a head that was noted.

use std::fs;
use std::path::PathBuf;

use crate::harness::{Mystery, Run};
use crate::sample::{self, Contact, DEVICE, OURS, THEIRS};

const THIRD: Contact = Contact {
    id: "2026-11-20-city-pound-main-cccc",
    ..THEIRS
};

fn three_visits() -> Mystery {
    let mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    for contact in [&OURS, &THEIRS, &THIRD] {
        sample::finish(&ledger, contact);
    }
    mystery
}

fn verify(mystery: &mut Mystery, arguments: &[&str]) -> Run {
    mystery.run_with(std::iter::once("verify").chain(arguments.iter().copied()))
}

fn seals(mystery: &Mystery) -> PathBuf {
    mystery
        .ledger()
        .join("visits/seals")
        .join(format!("{DEVICE}.jsonl"))
}

/// What is found after a change to the ledger, without the heads.
#[track_caller]
fn check(change: impl FnOnce(&Mystery), expected: &str) {
    let mut mystery = three_visits();
    change(&mystery);
    let run = verify(&mut mystery, &["--format", "csv"]);
    assert_eq!(
        run.status,
        i32::from(!expected.is_empty()),
        "{}",
        run.stdout
    );
    let found: Vec<&str> = run.stdout.lines().skip(1).collect();
    assert_eq!(found.join("\n"), expected);
}

fn visit(mystery: &Mystery, contact: &Contact) -> PathBuf {
    mystery.ledger().join(format!("visits/{}.csv", contact.id))
}

#[test]
fn a_sound_ledger_is_sound() {
    check(|_| {}, "");
    let mut mystery = three_visits();
    insta::assert_snapshot!("sound", verify(&mut mystery, &[]).snapshot(&mystery));
}

#[test]
fn a_changed_byte_is_found() {
    let change = |mystery: &Mystery| {
        let path = visit(mystery, &THEIRS);
        let csv = fs::read_to_string(&path).unwrap();
        fs::write(path, csv.replacen("polite", "kindly", 1)).unwrap();
    };
    check(
        change,
        "damaged,visits/2026-11-19-city-pound-main-bbbb.csv,,it was changed after it was sealed",
    );
    let mut mystery = three_visits();
    change(&mystery);
    insta::assert_snapshot!("changed", verify(&mut mystery, &[]).snapshot(&mystery));
}

#[test]
fn a_visit_taken_away_is_found() {
    check(
        |mystery| fs::remove_file(visit(mystery, &THEIRS)).unwrap(),
        "missing,visits/2026-11-19-city-pound-main-bbbb.csv,,\"a seal names this visit, and its file is gone\"",
    );
}

#[test]
fn two_visits_swapped_are_found() {
    check(
        |mystery| {
            let (one, other) = (visit(mystery, &THEIRS), visit(mystery, &THIRD));
            let (a, b) = (fs::read(&one).unwrap(), fs::read(&other).unwrap());
            fs::write(one, b).unwrap();
            fs::write(other, a).unwrap();
        },
        "damaged,visits/2026-11-19-city-pound-main-bbbb.csv,,it was changed after it was sealed\n\
         damaged,visits/2026-11-20-city-pound-main-cccc.csv,,it was changed after it was sealed",
    );
}

#[test]
fn a_seal_changed_or_taken_from_the_middle_is_found_by_its_line() {
    let change_line = |from: &'static str, to: &'static str| {
        move |mystery: &Mystery| {
            let text = fs::read_to_string(seals(mystery)).unwrap();
            assert!(text.contains(from));
            fs::write(seals(mystery), text.replacen(from, to, 1)).unwrap();
        }
    };
    check(
        change_line("\"count\":2", "\"count\":3"),
        "damaged,visits/seals/0badcafe.jsonl,2,the line was changed\n\
         unsealed,visits/2026-11-19-city-pound-main-bbbb.csv,,\"no seal that can be trusted names this visit, and some seals are broken\"",
    );
    let run = {
        let mut mystery = three_visits();
        let text = fs::read_to_string(seals(&mystery)).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        fs::write(seals(&mystery), format!("{}\n{}\n", lines[0], lines[2])).unwrap();
        verify(&mut mystery, &["--format", "csv"])
    };
    assert_eq!(run.status, 1);
    assert!(
        run.stdout
            .contains("seals/0badcafe.jsonl,2,it does not follow the line before it"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout
            .contains("unsealed,visits/2026-11-19-city-pound-main-bbbb.csv"),
        "{}",
        run.stdout
    );
}

/// A tail cut off, and all made anew, are found only by who was told the head before.
#[test]
fn only_a_noted_head_shows_a_tail_cut_off_or_seals_made_anew() {
    let mut mystery = three_visits();
    let text = fs::read_to_string(seals(&mystery)).unwrap();
    let last = text.lines().last().unwrap();
    let seal = last.rsplit_once("\"seal\":\"").unwrap().1;
    let noted = format!("{}:3", &seal[..16]);
    assert_eq!(verify(&mut mystery, &["--expect", &noted]).status, 0);

    // The tail: the last seal goes, and its visit with it.
    let at = text.trim_end().rfind('\n').unwrap() + 1;
    let shorter = &text[..at];
    fs::write(seals(&mystery), shorter).unwrap();
    fs::remove_file(visit(&mystery, &THIRD)).unwrap();
    assert_eq!(verify(&mut mystery, &[]).status, 0);
    let run = verify(&mut mystery, &["--expect", &noted]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("so many seals"), "{}", run.stdout);

    // All made anew, another answer in the last visit.
    let mut mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    let kinder = Contact {
        respect: true,
        ..THIRD
    };
    for contact in [&OURS, &THEIRS, &kinder] {
        sample::finish(&ledger, contact);
    }
    assert_eq!(verify(&mut mystery, &[]).status, 0);
    let run = verify(&mut mystery, &["--expect", &noted]);
    assert_eq!(run.status, 1);
    assert!(
        run.stdout.contains("seal 3 is another than was noted"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_score_that_does_not_follow_from_its_answer_is_found_even_when_sealed_anew() {
    use mystery_shop::ledger::Ledger;
    let mut mystery = Mystery::new();
    let ledger: Ledger = sample::ledger(&mystery);
    let mut open = sample::begin(&ledger, &THEIRS);
    let mut visit = {
        use mystery_shop::model::answer::Value;
        use mystery_shop::model::event::Event;
        use mystery_shop::model::id::Id;
        for item in ["warm", "respect"] {
            let value = if item == "warm" {
                Value::Choice(Id::new("cold").unwrap())
            } else {
                Value::YesNo(true)
            };
            let item = Id::new(item).unwrap();
            open.keep(sample::at(5), Event::Answered { item, value })
                .unwrap();
        }
        sample::visit_of(open.entries())
    };
    visit.answers[1].credit = mystery_shop::model::share::Credit::new(1.0);
    ledger.finish(open, &visit, sample::at(6)).unwrap();
    let run = verify(&mut mystery, &["--format", "csv"]);
    assert_eq!(run.status, 1);
    assert!(
        run.stdout
            .contains("warm: credit `1` is recorded, and `0` follows from the answer"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_wrong_expectation_is_wrong_usage() {
    let mut mystery = Mystery::new();
    for wrong in [
        "abc:1",
        "0123456789abcdef",
        "0123456789abcdef:0",
        "zzzzzzzz:1",
    ] {
        assert_eq!(
            verify(&mut mystery, &["--expect", wrong]).status,
            2,
            "{wrong}"
        );
    }
}
