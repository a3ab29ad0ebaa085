//! Answers as people type them: at the prompt, in a script, in a file of answers. The one place
//! that reads them; each refusal says how to type the answer.

pub mod counting;
mod naming;

use self::counting::{counted, read_tally};
use self::naming::{is_whole, named, numbered, unmistaken};
use super::answer::{Decimal, Value};
use super::duration;
use super::id::Id;
use super::scale::{Choice, Level, Scale};

/// Most parts of an answer of several: more than any item has options, labels with commas included.
const MOST_PARTS: usize = 200;

/// Reads a guess of the score, 0 to 100 or nothing. The error is a sentence that says what to type.
pub fn read_guess(typed: &str) -> Result<Option<Decimal>, String> {
    let typed = typed.trim().trim_end_matches('%').trim();
    if typed.is_empty() {
        return Ok(None);
    }
    // From 0 to 100 a comma is that of a decimal; three figures behind it are those of thousands.
    let is_thousands = typed
        .split_once(',')
        .is_some_and(|(_, rest)| rest.len() == 3);
    Decimal::new(&typed.replacen(',', ".", 1))
        .filter(|_| !is_thousands)
        .filter(|guess| (0.0..=100.0).contains(&guess.value()))
        .map(Some)
        .ok_or_else(|| "Type a number from 0 to 100, or nothing to leave it out.".into())
}

/// Reads an answer of this scale. The error says what to type: `type y or n`.
pub fn read_answer(scale: &Scale, typed: &str) -> Result<Value, String> {
    let text = typed.trim();
    match scale {
        Scale::YesNo { .. } => match text.to_lowercase().as_str() {
            "y" | "yes" | "yep" | "yeah" | "yup" | "true" => Ok(Value::YesNo(true)),
            "n" | "no" | "nope" | "nah" | "false" => Ok(Value::YesNo(false)),
            _ => Err(way_out(scale)),
        },
        Scale::Levels(levels) => read_level(levels, text)?
            .map(Value::Level)
            .ok_or_else(|| way_out(scale)),
        Scale::Choice(options) => match read_option(options, text)? {
            Some(id) => Ok(Value::Choice(id)),
            None => Err(way_out(scale)),
        },
        Scale::Several(options, _) => read_several(options, text)?
            .map(Value::Several)
            .ok_or_else(|| way_out(scale)),
        Scale::Duration(_) if text.to_lowercase().starts_with("never") => Err(
            "type how long you waited until you gave up, like 15m, and put into a remark that it never \
             came"
                .into(),
        ),
        Scale::Duration(_) => duration::seconds_from_words(text)
            .map(Value::Duration)
            .ok_or_else(|| duration::meant(text).unwrap_or_else(|| way_out(scale))),
        Scale::Count(..) if text.eq_ignore_ascii_case("no") => Err("type 0 for none".into()),
        Scale::Count(..) => counted(text)
            .map(Value::Count)
            .ok_or_else(|| way_out(scale)),
        Scale::Tally { .. } => read_tally(text),
        Scale::Number { .. } => match Decimal::new(text) {
            Some(number) => Ok(Value::Number(number)),
            None => match Decimal::new(&text.replacen(',', ".", 1)) {
                Some(meant) => Err(format!("type a dot, not a comma: {}", meant.as_str())),
                None => Err(way_out(scale)),
            },
        },
        Scale::Text if text.is_empty() => Err(way_out(scale)),
        Scale::Text => Ok(Value::Text(text.into())),
    }
}

/// What to type for an answer of this scale: `type a number from 1 to 5`.
pub fn way_out(scale: &Scale) -> String {
    match scale {
        Scale::YesNo { .. } => "type y or n".into(),
        Scale::Levels(levels) => {
            if let Some((lowest, highest)) = bounds(levels) {
                return format!("type a number from {lowest} to {highest}");
            }
            let values: Vec<_> = levels.iter().map(|level| level.value.to_string()).collect();
            format!("type one of {}", values.join(", "))
        }
        Scale::Choice(options) if options.len() == 1 => "type 1".into(),
        Scale::Choice(options) => format!("type a number from 1 to {}", options.len()),
        Scale::Several(options, _) => format!(
            "type numbers from 1 to {} with commas between, or 0 for none of them",
            options.len()
        ),
        Scale::Duration(_) => "type a time like 4:30, 270s or 2m".into(),
        Scale::Count(..) => "type a whole number, like 3".into(),
        Scale::Tally { .. } => "type it like 2 of 3, or 2/3".into(),
        Scale::Number { .. } => "type a number, like 12 or 2.5".into(),
        Scale::Text => "type some words".into(),
    }
}

/// Lowest and highest value of a scale without gaps.
pub fn bounds(levels: &[Level]) -> Option<(i64, i64)> {
    let lowest = levels.iter().map(|level| level.value).min()?;
    let highest = levels.iter().map(|level| level.value).max()?;
    let n_between = i128::from(highest) - i128::from(lowest) + 1;
    (n_between == levels.len() as i128).then_some((lowest, highest))
}

fn read_level(levels: &[Level], text: &str) -> Result<Option<i64>, String> {
    if let Ok(value) = text.parse::<i64>() {
        return Ok(levels
            .iter()
            .map(|level| level.value)
            .find(|at| *at == value));
    }
    let found = named(
        levels,
        text,
        |level| (None, &level.label),
        |_, level| level.value.to_string(),
    )?;
    Ok(found.map(|level| level.value))
}

/// Reads one option: its number from 1, its id, its label, or a prefix that only it has. `None`
/// where nothing fits; an error where two do.
pub fn read_option(options: &[Choice], text: &str) -> Result<Option<Id>, String> {
    let numbered = numbered(options, text);
    let named = |text| {
        named(
            options,
            text,
            |option| (Some(option.id.as_str()), &option.label),
            |place, _| (place + 1).to_string(),
        )
    };
    if let Some(numbered) = numbered {
        // A label that is itself a number could be meant too: better ask than take the wrong one.
        return match options
            .iter()
            .find(|option| is_whole(text, None, &option.label))
        {
            Some(labelled) if labelled.id != numbered.id => Err(format!(
                "`{text}` is an option, and the number of another; type {} for {}, {} for {}",
                unmistaken(options, labelled),
                labelled.label.first(),
                unmistaken(options, numbered),
                numbered.label.first(),
            )),
            _ => Ok(Some(numbered.id.clone())),
        };
    }
    Ok(named(text)?.map(|option| option.id.clone()))
}

/// Reads several: options with commas (or semicolons) between, numbers also with blanks; `0` or
/// `none` for none of them. They come back in the standard's order, each once.
fn read_several(options: &[Choice], text: &str) -> Result<Option<Vec<Id>>, String> {
    if text == "0" {
        return Ok(Some(Vec::new()));
    }
    if let Some(one) = read_option(options, text)? {
        return Ok(Some(vec![one]));
    }
    if text.eq_ignore_ascii_case("none") {
        return Ok(Some(Vec::new()));
    }
    let is_numbers = text.chars().all(|it| it.is_ascii_digit() || it == ' ');
    let is_between = |letter: char| matches!(letter, ',' | ';') || is_numbers && letter == ' ';
    let parts = text.split(is_between).map(str::trim);
    let parts: Vec<&str> = parts
        .filter(|part| !is_numbers || !part.is_empty())
        .collect();
    if parts.len() > MOST_PARTS {
        return Ok(None);
    }
    let mut ticked = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        // A label may hold commas itself: the longest run of parts that is one option counts.
        let longest = (at + 1..=parts.len()).rev().find_map(|end| {
            let joined = parts[at..end].join(", ");
            read_option(options, &joined)
                .map(|found| found.map(|id| (id, end)))
                .transpose()
        });
        match longest {
            Some(Ok((id, end))) => {
                ticked.push(id);
                at = end;
            }
            Some(Err(two)) => return Err(two),
            None => return Ok(None),
        }
    }
    Ok(Some(in_order(options, &ticked)))
}

/// The ids of what is ticked in the standard's order, each once.
pub fn in_order(options: &[Choice], ticked: &[Id]) -> Vec<Id> {
    let is_ticked = |option: &&Choice| ticked.contains(&option.id);
    let ids = options.iter().filter(is_ticked);
    ids.map(|option| option.id.clone()).collect()
}

#[cfg(test)]
mod tests {
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
            let read =
                read_answer(scale, typed).map_or_else(|error| error, |value| value.to_string());
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
        check(&Scale::Text, &[("  ", "type some words")]);
    }
}
