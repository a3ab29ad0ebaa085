//! Finds in a text by what a person can be reached or found: e-mail addresses, telephone numbers, number
//! plates.

use std::ops::Range;

use chrono::NaiveDate;

use super::words::{Word, words};

/// E-mail addresses, telephone numbers and number plates.
pub(super) fn contacts(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    for word in words(text, char::is_whitespace) {
        let Word {
            text: core,
            at: range,
        } = core(&word);
        let is_address = core
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        if is_address {
            found.push((range, "[e-mail]"));
        } else if is_plate(core) {
            found.push((range, "[plate]"));
        }
    }
    found.extend(telephones(text));
    found.extend(parted_plates(text));
    found
}

/// Runs of seven digits and more, with what people put between them; days are none.
fn telephones(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    let mut run: Option<(usize, usize, usize)> = None;
    let is_between = |letter: char| matches!(letter, ' ' | '-' | '/' | '.' | '(' | ')' | '\u{a0}');
    let mut day_ends = 0;
    for (at, letter) in text.char_indices().chain([(text.len(), '\n')]) {
        if is_day(text, at) {
            day_ends = at + DAY;
        }
        let letter = if at < day_ends { '\n' } else { letter };
        match (&mut run, letter) {
            (Some((_, end, n)), digit) if digit.is_ascii_digit() => {
                *end = at + 1;
                *n += 1;
            }
            (None, digit) if digit.is_ascii_digit() => run = Some((at, at + 1, 1)),
            (None, '+') => run = Some((at, at + 1, 0)),
            (Some(_), between) if is_between(between) => {}
            (Some((start, end, n)), _) => {
                if *n >= 7 {
                    found.push((*start..*end, "[number]"));
                }
                run = None;
            }
            (None, _) => {}
        }
    }
    found
}

/// How long a day is, as in `2026-11-25`.
const DAY: usize = 10;

/// True where a day stands at this place of a text by itself.
fn is_day(text: &str, at: usize) -> bool {
    let is_of_number = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '+');
    let stands_alone = !text[..at].ends_with(is_of_number)
        && text
            .get(at + DAY..)
            .is_some_and(|rest| !rest.starts_with(is_of_number));
    let day = text.get(at..at + DAY).filter(|_| stands_alone);
    day.is_some_and(|day| {
        let is_shaped = day.bytes().enumerate().all(|(at, letter)| match at {
            4 | 7 => letter == b'-',
            _ => letter.is_ascii_digit(),
        });
        is_shaped
            && (day.starts_with("20") || day.starts_with("19"))
            && day.parse::<NaiveDate>().is_ok()
    })
}

/// A number plate in one word: `KA-PT123`, `7ABC123`.
fn is_plate(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|it| *it != '-').collect();
    let n_digits = letters.iter().filter(|it| it.is_ascii_digit()).count();
    let is_plain = letters
        .iter()
        .all(|it| it.is_ascii_digit() || it.is_ascii_uppercase());
    is_plain && (5..=8).contains(&letters.len()) && n_digits >= 2 && letters.len() - n_digits >= 2
}

/// A number plate in two words: `ABC 1234`, `KA-PT 123`.
fn parted_plates(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let words: Vec<Word> = words(text, char::is_whitespace).collect();
    let is_first = |text: &str| {
        (2..=5).contains(&text.len())
            && text.bytes().all(|it| it.is_ascii_uppercase() || it == b'-')
    };
    let is_second = |text: &str| {
        let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
        (2..=4).contains(&n_digits)
            && text
                .bytes()
                .skip(n_digits)
                .all(|it| it.is_ascii_uppercase())
    };
    words
        .windows(2)
        .map(|pair| (core(&pair[0]), core(&pair[1])))
        .filter(|(first, second)| is_first(first.text) && is_second(second.text))
        .map(|(first, second)| (first.at.start..second.at.end, "[plate]"))
        .collect()
}

/// A word without what stands round it.
fn core<'t>(word: &Word<'t>) -> Word<'t> {
    let text = word
        .text
        .trim_matches(|letter: char| !letter.is_alphanumeric());
    let from = word.at.start + word.text.find(text).unwrap_or(0);
    Word {
        text,
        at: from..from + text.len(),
    }
}
