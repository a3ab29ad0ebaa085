//! The day in what people say: today, yesterday afternoon, last friday, 12 november.

use chrono::{Datelike, Month, NaiveDate, TimeDelta, Weekday};

/// A part of the day that was named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// The morning.
    Morning,
    /// The afternoon or the evening.
    Later,
}

/// Days after which a day without its year is not believed.
const LONG_AGO: i64 = 183;

/// A day, the part of it that was named, and the words behind.
type Found<'w> = (NaiveDate, Option<Part>, &'w [&'w str]);

/// The day that the words begin with; `None` where they begin with none. The error says the way out
/// where a day has two readings.
pub(super) fn day_of<'w>(
    words: &'w [&'w str],
    today: NaiveDate,
) -> Result<Option<Found<'w>>, String> {
    let words = words.strip_prefix(&["on"]).unwrap_or(words);
    let days_ago = |n| today - TimeDelta::days(n);
    Ok(match words {
        ["today", rest @ ..] => Some(with_part(today, rest)),
        ["yesterday", rest @ ..] => Some(with_part(days_ago(1), rest)),
        ["tomorrow", ..] => {
            return Err(lies_ahead("tomorrow"));
        }
        ["this", part, rest @ ..] => part_of(part).map(|part| (today, Some(part), rest)),
        ["last", day, rest @ ..] => {
            weekday(day).map(|day| with_part(days_ago(since(day, today).max(1)), rest))
        }
        [day, rest @ ..] => match weekday(day) {
            Some(day) if day == today.weekday() => {
                let name = today.format("%A").to_string();
                let like = days_ago(7).format("%-d %b").to_string().to_lowercase();
                return Err(format!(
                    "today is {name}: type today, last {}, or the date, like {like}",
                    name.to_lowercase()
                ));
            }
            Some(day) => Some(with_part(days_ago(since(day, today)), rest)),
            None => {
                let found = of_month(words, today).or_else(|| dated(day, rest));
                match found {
                    Some(found) => Some(found),
                    None => match dotted(day, rest, today)? {
                        Some(found) => Some(found),
                        None => slashed(day, rest, today)?,
                    },
                }
            }
        },
        [] => None,
    })
}

/// How many days ago a weekday was last; a week, where today is one.
fn since(day: Weekday, today: NaiveDate) -> i64 {
    match today.weekday().days_since(day) {
        0 => 7,
        n => i64::from(n),
    }
}

fn with_part<'w>(day: NaiveDate, rest: &'w [&'w str]) -> Found<'w> {
    match rest {
        [part, rest @ ..] if part_of(part).is_some() => (day, part_of(part), rest),
        rest => (day, None, rest),
    }
}

fn part_of(word: &str) -> Option<Part> {
    match word {
        "morning" => Some(Part::Morning),
        "afternoon" | "evening" => Some(Part::Later),
        _ => None,
    }
}

/// A weekday by its name, or three letters and more of it.
fn weekday(word: &str) -> Option<Weekday> {
    word.trim_end_matches('.').parse().ok()
}

/// `12 november`, `12th of nov 2025`, `nov 12`.
fn of_month<'w>(words: &'w [&'w str], today: NaiveDate) -> Option<Found<'w>> {
    let (day, month, rest) = match words {
        [day, "of", month, rest @ ..] if number_of(day).is_some() => (*day, *month, rest),
        [day, month, rest @ ..] if number_of(day).is_some() => (*day, *month, rest),
        [month, day, rest @ ..] => (*day, *month, rest),
        _ => return None,
    };
    let (day, month) = (number_of(day)?, month_of(month)?);
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|it| it.is_ascii_digit());
    let (year, rest) = match rest {
        [year, rest @ ..] if is_year(year) => (Some(*year), rest),
        rest => (None, rest),
    };
    Some(with_part(day_in(day, month, year, today)?, rest))
}

/// `12`, `12.`, `12th`.
fn number_of(word: &str) -> Option<u32> {
    let number = ["st", "nd", "rd", "th", "."]
        .into_iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    let is_number = (1..=2).contains(&number.len()) && number.bytes().all(|it| it.is_ascii_digit());
    is_number.then(|| number.parse().ok()).flatten()
}

/// A month by its name, or three letters and more of it.
fn month_of(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let word = if word == "sept" { "sep" } else { word };
    word.parse::<Month>()
        .ok()
        .map(|month| month.number_from_month())
}

/// `12.11.2026`, `12.11.26`, `12.11.`: with dots the day always comes first. Without the last dot it
/// may as well be a time.
fn dotted<'w>(
    word: &str,
    rest: &'w [&'w str],
    today: NaiveDate,
) -> Result<Option<Found<'w>>, String> {
    let (day, month, year) = match word.split('.').collect::<Vec<_>>()[..] {
        [day, month, ""] => (day, month, None),
        [day, month, year] => (day, month, Some(year)),
        _ => return Ok(None),
    };
    let (Some(day), Some(month)) = (number_of(day), number_of(month)) else {
        return Ok(None);
    };
    match day_in(day, month, year, today) {
        Some(date) => Ok(Some(with_part(date, rest))),
        None if full_date(day, month, year).is_some() => Err(lies_ahead(word)),
        None => Ok(None),
    }
}

/// The day that `12.11` may be as well as a time.
pub(super) fn with_one_dot(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (day, month) = text.split_once('.')?;
    day_in(number_of(day)?, number_of(month)?, None, today)
}

/// True for `12.11.26`, whatever day it is.
pub(super) fn is_dotted(text: &str) -> bool {
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    text.split('.').count() == 3 && text.split('.').all(is_number)
}

/// A day as it is to be typed.
pub(super) fn said(date: NaiveDate, form: &str) -> String {
    date.format(form).to_string().to_lowercase()
}

fn lies_ahead(said: &str) -> String {
    format!("{said} lies ahead: type when it was, like yesterday 16:30")
}

/// `20/11/2026`, `11/20`: which of the two is the day is told by a number above twelve, or because the
/// other reading lies ahead or long ago; else it is asked back.
fn slashed<'w>(
    word: &str,
    rest: &'w [&'w str],
    today: NaiveDate,
) -> Result<Option<Found<'w>>, String> {
    let (first, second, year) = match word.split('/').collect::<Vec<_>>()[..] {
        [first, second] => (first, second, None),
        [first, second, year] => (first, second, Some(year)),
        _ => return Ok(None),
    };
    let (Some(first), Some(second)) = (number_of(first), number_of(second)) else {
        return Ok(None);
    };
    // A day that lies ahead, or long ago, is not the one that was meant.
    let of = |day, month| day_in(day, month, year, today).filter(|date| *date <= today);
    match (of(first, second), of(second, first)) {
        (Some(one), Some(other)) if one != other => {
            let form = year.map_or("%-d %b", |_| "%-d %b %Y");
            Err(format!(
                "the day first, or the month? type {} or {}",
                said(one, form),
                said(other, form)
            ))
        }
        (None, None)
            if full_date(first, second, year)
                .or(full_date(second, first, year))
                .is_some() =>
        {
            Err(lies_ahead(word))
        }
        (one, other) => Ok(one.or(other).map(|date| with_part(date, rest))),
    }
}

/// The day of a month; of a year of four digits, or of two where it has been, else the last one that has
/// been: long ago it may as well be a slip for another month.
fn day_in(day: u32, month: u32, year: Option<&str>, today: NaiveDate) -> Option<NaiveDate> {
    if year.is_none() {
        let date = (0..2)
            .filter_map(|ago| NaiveDate::from_ymd_opt(today.year() - ago, month, day))
            .find(|date| *date <= today)?;
        return (today - date <= TimeDelta::days(LONG_AGO)).then_some(date);
    }
    let is_short = year.is_some_and(|year| year.len() == 2);
    full_date(day, month, year).filter(|date| !is_short || *date <= today)
}

/// The day of a month of a year, of two digits or of four; `None` where no year is given.
fn full_date(day: u32, month: u32, year: Option<&str>) -> Option<NaiveDate> {
    let year = year?;
    let is_number = year.bytes().all(|it| it.is_ascii_digit());
    let century = match year.len() {
        4 => 0,
        2 => 2000,
        _ => return None,
    };
    let year = is_number.then(|| year.parse::<i32>().ok()).flatten()?;
    let date = NaiveDate::from_ymd_opt(century + year, month, day)?;
    (date.year() > 999).then_some(date)
}

/// True for a text that begins as the records spell a day, `2026-11-18`.
pub(super) fn begins_with_date(text: &str) -> bool {
    text.get(..10)
        .is_some_and(|date| NaiveDate::parse_from_str(date, "%Y-%m-%d").is_ok())
}

/// `2026-11-18` and a time; one with its offset from UTC is read as it stands.
fn dated<'w>(word: &str, rest: &'w [&'w str]) -> Option<Found<'w>> {
    let has_offset = rest
        .iter()
        .any(|word| word.contains(['+', '-']) || word.ends_with('z'));
    let is_date = word.len() == 10 && begins_with_date(word) && !has_offset;
    let date = NaiveDate::parse_from_str(word, "%Y-%m-%d").ok();
    is_date.then(|| Some(with_part(date?, rest))).flatten()
}
