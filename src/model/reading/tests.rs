//! Answers as they are typed, and what each is read as.

use super::*;
use crate::model::scale::Crediting;
use crate::model::share::Credit;
use crate::model::text::Text;

fn options(labels: &[&str]) -> Vec<Choice> {
    let option = |label: &&str| Choice {
        id: Id::from_text(label),
        label: Text::plain(*label),
        credit: Credit::FULL,
    };
    labels.iter().map(option).collect()
}

fn levels(values: &[(i64, &str)]) -> Scale {
    let level = |(value, label): &(i64, &str)| Level {
        value: *value,
        label: Text::plain(*label),
        credit: Credit::FULL,
    };
    Scale::Levels(values.iter().map(level).collect())
}

/// Each answer typed, and what it is read as or why it is not.
#[track_caller]
fn check(scale: &Scale, answers: &[(&str, &str)]) {
    for (typed, expected) in answers {
        let read = read_answer(scale, typed).map_or_else(|error| error, |value| value.to_string());
        assert_eq!(read, *expected, "{typed:?}");
    }
}

#[test]
fn closed_answers_are_read_by_number_name_and_prefix() {
    let yes_no = Scale::YesNo { good: true };
    check(
        &yes_no,
        &[(" Y ", "yes"), ("no", "no"), ("Yep", "yes"), ("nope", "no")],
    );
    let parts = Scale::Choice(options(&["In full", "In part", "Not at all", "Apart"]));
    check(
        &parts,
        &[
            ("part", "in_part"),
            ("at all", "not_at_all"),
            ("art", "type a number from 1 to 4"),
        ],
    );
    check(&yes_no, &[("maybe", "type y or n")]);
    let warmth = levels(&[(1, "Cold"), (2, "Polite"), (3, "Kind")]);
    check(
        &warmth,
        &[
            ("2", "2"),
            ("ki", "3"),
            ("k", "type a number from 1 to 3"),
            ("4", "type a number from 1 to 3"),
        ],
    );
    check(&levels(&[(1, "A"), (5, "B")]), &[("3", "type one of 1, 5")]);
    let choice = Scale::Choice(options(&["No next step", "A railcard", "A receipt"]));
    check(
        &choice,
        &[
            ("3", "a_receipt"),
            ("no", "no_next_step"),
            ("A railcard", "a_railcard"),
            ("a_receipt", "a_receipt"),
            (
                "a r",
                "`a r` could be 2 (A railcard) or 3 (A receipt); type the number, or more of it",
            ),
            ("0", "type a number from 1 to 3"),
        ],
    );
}

#[test]
fn a_label_that_is_a_number_is_not_guessed_at() {
    let choice = Scale::Choice(options(&["2", "5"]));
    check(
        &choice,
        &[
            ("1", "o2"),
            (
                "2",
                "`2` is an option, and the number of another; type 1 for 2, 5 for 5",
            ),
            ("5", "o5"),
        ],
    );
}

#[test]
fn several_come_in_the_order_of_the_standard() {
    let several = Scale::Several(
        options(&["Where, and when", "Looks", "Microchip or collar"]),
        Crediting::Even,
    );
    check(
        &several,
        &[
            ("3,1", "where_and_when;microchip_or_collar"),
            ("3 1", "where_and_when;microchip_or_collar"),
            ("looks, Where, and when", "where_and_when;looks"),
            ("micro; 2; 2", "looks;microchip_or_collar"),
            ("0", ""),
            ("none", ""),
            (
                "1,4",
                "type numbers from 1 to 3 with commas between, or 0 for none of them",
            ),
        ],
    );
}

#[test]
fn a_guess_takes_a_comma_and_a_sign_for_percent() {
    let read = |text| read_guess(text).map(|guess| guess.map(|it| it.as_str().to_owned()));
    for (typed, meant) in [
        ("82,5", "82.5"),
        (" 82.5 %", "82.5"),
        ("100", "100"),
        ("0", "0"),
    ] {
        assert_eq!(read(typed), Ok(Some(meant.into())), "{typed}");
    }
    assert_eq!(read(" "), Ok(None));
    // A thousand is no guess, and no 1 either.
    for typed in ["100,5", "1,2,3", "1,000", "-1", "about 80"] {
        assert!(read(typed).is_err(), "{typed}");
    }
}

#[test]
fn numbers_are_read_strictly() {
    let count = Scale::Count(Vec::new(), crate::model::scale::Better::Fewer);
    check(
        &count,
        &[
            ("12", "12"),
            ("None", "0"),
            ("one", "1"),
            ("Once", "1"),
            ("twice", "2"),
            ("Ten", "10"),
            ("3 times", "3"),
            ("2,5", "type a whole number, like 3"),
            ("a few", "type a whole number, like 3"),
            ("no", "type 0 for none"),
            ("-1", "type a whole number, like 3"),
        ],
    );
    check(
        &Scale::Duration(Vec::new()),
        &[
            ("4:30", "270"),
            ("20 seconds", "20"),
            (
                "4.30",
                "type 4:30 for minutes and seconds, or 4.30m for parts of a minute",
            ),
            (
                "1:7",
                "type 1:07 or 1m 7s; two figures stand behind a colon",
            ),
            ("soon", "type a time like 4:30, 270s or 2m"),
        ],
    );
    let tally = Scale::Tally {
        of: Text::plain("people"),
    };
    check(
        &tally,
        &[
            ("2/3", "2 of 3"),
            ("2 OF 3", "2 of 3"),
            ("2 out of 3", "2 of 3"),
            ("0/0", "0 of 0"),
            (
                "4 of 3",
                "4 of 3 is more than all of them; type it like 2 of 3, or 2/3",
            ),
        ],
    );
    let number = Scale::Number {
        unit: Text::plain("euro"),
    };
    check(
        &number,
        &[("1.10", "1.10"), ("2,5", "type a dot, not a comma: 2.5")],
    );
    let score = Scale::Number {
        unit: Text::plain("out of 10"),
    };
    let refused = "type a number from 0 to 10";
    check(
        &score,
        &[
            ("10", "10"),
            ("0", "0"),
            ("22", refused),
            ("10.5", refused),
            ("x", refused),
        ],
    );
    check(&Scale::Text, &[("  ", "type some words")]);
}
