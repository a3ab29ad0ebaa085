//! Finds in a text what could name or describe a person, and blots it out.

use std::collections::BTreeSet;
use std::ops::Range;

use super::contacts::contacts;
use super::words::{Word, words};
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
    let mut found: Vec<(Range<usize>, _)> = Vec::new();
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
        if !(is_titled || is_pair) || known.has(first.text, second.text) {
            continue;
        }
        // Of three in a row all are of the name: `Mrs Anna Keller`.
        match found.last_mut() {
            Some((before, _)) if before.end > at.start => before.end = at.end,
            _ => found.push((at, "[name]")),
        }
    }
    found
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-')
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
        check("Mrs Anna Keller sighed", "[name] sighed");
        check("Ask Anna Maria Keller to stay", "[name] to stay");
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
        check(
            "on 2026-11-25 call 0170 1234567 2026-11-25",
            "on 2026-11-25 call [number] 2026-11-25",
        );
        check("my number is 1234-56-78", "my number is [number]");
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
            "Seen at 10:30 2026-11-25, (2026-11-26) 3 times; 2026-12-01",
            "",
        ] {
            check(text, text);
        }
    }
}
