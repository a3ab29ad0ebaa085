//! Finds in a text what could name or describe a person, and blots it out.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::order::InOrder;

/// Words that begin sentences, and others written with a capital that are no first name.
const NO_NAMES: &[&str] = &[
    "a",
    "after",
    "all",
    "also",
    "an",
    "and",
    "another",
    "as",
    "asked",
    "at",
    "before",
    "both",
    "but",
    "by",
    "down",
    "even",
    "every",
    "everyone",
    "for",
    "friendly",
    "from",
    "good",
    "had",
    "he",
    "her",
    "his",
    "how",
    "i",
    "if",
    "in",
    "inside",
    "is",
    "it",
    "its",
    "just",
    "left",
    "many",
    "my",
    "no",
    "nobody",
    "not",
    "nothing",
    "on",
    "once",
    "one",
    "only",
    "our",
    "outside",
    "said",
    "she",
    "so",
    "some",
    "someone",
    "staff",
    "still",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "to",
    "told",
    "too",
    "two",
    "very",
    "was",
    "we",
    "well",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "why",
    "with",
    "yes",
    "you",
    "your",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What stands before a name.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "monsieur", "madame", "señor",
    "señora",
];

/// Names of organisations and places, and words that were asked to be kept: none of them is a person.
#[derive(Debug)]
pub(super) struct Known {
    /// Names of one word.
    single: BTreeSet<String>,
    /// Words that follow each other in a longer name.
    pairs: BTreeSet<(String, String)>,
}

impl Known {
    /// Of these names.
    pub(super) fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let (mut single, mut pairs) = (BTreeSet::new(), BTreeSet::new());
        for name in names {
            let words: Vec<String> = words(name, |letter| !is_of_name(letter))
                .map(|word| plain(word.text))
                .collect();
            if let [word] = words.as_slice() {
                single.insert(word.clone());
            }
            let following = words.windows(2);
            pairs.extend(following.map(|pair| (pair[0].clone(), pair[1].clone())));
        }
        Self { single, pairs }
    }

    /// Whether both words are of names: half a name beside another word may be a person's.
    fn has(&self, first: &str, second: &str) -> bool {
        let pair = (plain(first), plain(second));
        self.pairs.contains(&pair)
            || (self.single.contains(&pair.0) && self.single.contains(&pair.1))
    }
}

/// The word as it stands in a name: in small letters, and of nobody.
fn plain(word: &str) -> String {
    let small = word.to_lowercase().replace('’', "'");
    let of_nobody = small.strip_suffix("'s").unwrap_or(&small);
    of_nobody.trim_matches('\'').to_owned()
}

/// A word of a text.
struct Word<'t> {
    text: &'t str,
    at: Range<usize>,
}

/// The text without what could name or describe a person, and the passages that were taken out. Names that
/// are `known`, of organisations and places, stay.
pub(super) fn blotted<'t>(text: &'t str, known: &Known) -> (String, Vec<&'t str>) {
    let mut found = contacts(text);
    found.extend(names(text, known));
    found.order_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut clean = String::with_capacity(text.len());
    let (mut end, mut passages) = (0, Vec::new());
    for (range, instead) in found {
        if range.start < end {
            continue;
        }
        clean.push_str(&text[end..range.start]);
        clean.push_str(instead);
        end = range.end;
        passages.push(&text[range]);
    }
    clean.push_str(&text[end..]);
    (clean, passages)
}

/// E-mail addresses, telephone numbers and number plates.
fn contacts(text: &str) -> Vec<(Range<usize>, &'static str)> {
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

/// Runs of seven digits and more, with what people put between them.
fn telephones(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    let mut run: Option<(usize, usize, usize)> = None;
    let is_between = |letter: char| matches!(letter, ' ' | '-' | '/' | '.' | '(' | ')' | '\u{a0}');
    for (at, letter) in text.char_indices().chain([(text.len(), '\n')]) {
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

/// Pairs of capitalised words, and a capitalised word behind a title.
fn names(text: &str, known: &Known) -> Vec<(Range<usize>, &'static str)> {
    let words: Vec<Word> = words(text, |letter| !is_of_name(letter)).collect();
    let is_capitalised = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
    };
    let lower = |word: &str| word.to_lowercase();
    let is_apart = |from: usize, to: usize| {
        // A full stop or a comma between them ends the one before the other begins.
        text[from..to]
            .chars()
            .any(|it| !it.is_whitespace() && it != '.')
    };
    let mut found = Vec::new();
    for pair in words.windows(2) {
        let [first, second] = pair else { continue };
        if is_apart(first.at.end, second.at.start) || !is_capitalised(second.text) {
            continue;
        }
        let is_titled = TITLES.contains(&lower(first.text).as_str());
        let ends_sentence = text[first.at.end..second.at.start].contains('.');
        let is_pair = is_capitalised(first.text)
            && !ends_sentence
            && !NO_NAMES.contains(&lower(first.text).as_str())
            && !NO_NAMES.contains(&lower(second.text).as_str());
        let at = first.at.start..second.at.end;
        if (is_titled || is_pair) && !known.has(first.text, second.text) {
            found.push((at, "[name]"));
        }
    }
    found
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-')
}

fn words<'t>(
    text: &'t str,
    is_between: impl Fn(char) -> bool + 't,
) -> impl Iterator<Item = Word<'t>> {
    let start = text.as_ptr() as usize;
    text.split(is_between)
        .filter(|word| !word.is_empty())
        .map(move |word| {
            let from = word.as_ptr() as usize - start;
            Word {
                text: word,
                at: from..from + word.len(),
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let names = [
            "Kansas City Pets",
            "Truman Road",
            "A",
            "Ann",
            "Keller",
            "Petco",
        ];
        let known = Known::of(names.into_iter());
        assert_eq!(blotted(text, &known).0, expected);
    }

    #[test]
    fn what_names_a_person_is_blotted_out() {
        check("Anna Keller was kind", "[name] was kind");
        check("then Anna-Lena O’Neil came", "then [name] came");
        check(
            "Mrs. Keller sighed; mr Smith too",
            "[name] sighed; [name] too",
        );
        check(
            "write to anna.k@example.org, please",
            "write to [e-mail], please",
        );
        check("call (816) 555-0142 now", "call ([number] now");
        check("+49 170 1234567.", "[number].");
        check(
            "a red car, ABC 1234, outside",
            "a red car, [plate], outside",
        );
        check("his van KA-PT123", "his van [plate]");
        check("Élodie Żak helped", "[name] helped");
        check("Frau Keller helped", "[name] helped");
    }

    #[test]
    fn what_names_nobody_stays() {
        for text in [
            "The Truman Road place of Kansas City Pets was clean",
            "At Petco Keller it was clean",
            "All of Kansas City Pets’ and Truman Road's people were kind",
            "They waited. Nobody came. Then one did.",
            "Waited 12 minutes, 3 of 4 said hello; 2.5 of 10",
            "On Monday I saw it. She was kind",
            "A colleague called the young man another time-waster",
            "USA in 2026: £20, 100 %",
            "",
        ] {
            check(text, text);
        }
    }
}
