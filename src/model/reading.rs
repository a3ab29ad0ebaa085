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
use super::text::Text;

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
        Scale::Number { unit } => match Decimal::new(text) {
            Some(number)
                if most_of(unit).is_some_and(|most| !(0.0..=most).contains(&number.value())) =>
            {
                Err(way_out(scale))
            }
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
        Scale::Duration(_) if scale.is_in_hours() => "type a time like 3h30m, 45m or 2 days".into(),
        Scale::Duration(_) => "type a time like 4:30, 270s or 2m".into(),
        Scale::Count(..) => "type a whole number, like 3".into(),
        Scale::Tally { .. } => "type it like 2 of 3, or 2/3".into(),
        Scale::Number { unit } => match most_of(unit) {
            Some(most) => format!("type a number from 0 to {most}"),
            None => "type a number, like 12 or 2.5".into(),
        },
        Scale::Text => "type some words".into(),
    }
}

/// The highest number that a unit such as `out of 10` allows.
fn most_of(unit: &Text) -> Option<f64> {
    let (words, most) = unit.first().rsplit_once(' ')?;
    let is_limit = matches!(words.to_lowercase().as_str(), "out of" | "sur" | "von");
    most.parse().ok().filter(|_| is_limit)
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
mod tests;
