//! Counts as people say and type them.

use crate::model::answer::{Tally, Value, whole_number};

/// Small numbers as they are said.
const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// Reads a number up to twelve in words; `None` where it is none.
pub fn in_words(text: &str) -> Option<u32> {
    (0..)
        .zip(NUMBERS)
        .find(|(_, word)| *word == text)
        .map(|(number, _)| number)
}

/// A count in figures or in words: `3`, `three`, `twice`, `3 times`, `none`.
pub(super) fn counted(text: &str) -> Option<u64> {
    let text = text.trim().to_lowercase();
    let text = text.strip_suffix(" times").unwrap_or(&text).trim();
    match text {
        "" => None,
        "none" | "nobody" | "no one" | "never" => Some(0),
        "once" | "one time" | "1 time" => Some(1),
        "twice" => Some(2),
        _ => whole_number(text).or_else(|| in_words(text).map(u64::from)),
    }
}

/// Reads so many of so many.
pub(super) fn read_tally(text: &str) -> Result<Value, String> {
    let lower = text.to_lowercase();
    let parts = ["/", " out of ", " of "]
        .into_iter()
        .find_map(|between| lower.split_once(between));
    let Some((part, whole)) =
        parts.and_then(|(part, whole)| Some((counted(part)?, counted(whole)?)))
    else {
        return Err("type it like 2 of 3, or 2/3".into());
    };
    Tally::new(part, whole).map(Value::Tally).ok_or_else(|| {
        format!("{part} of {whole} is more than all of them; type it like 2 of 3, or 2/3")
    })
}
