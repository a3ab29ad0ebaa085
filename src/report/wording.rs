//! How results are said: plurals, lists, dates, and answers in the words of their standard; figures as
//! `figures` has them.

use chrono::NaiveDate;

use crate::analysis::catalogue::{Catalogue, SectionEntry};
use crate::analysis::select::LeftOut;
use crate::model::answer::{Answer, Cause, Status, Value};
use crate::model::duration;
use crate::model::id::Id;
use crate::model::moment::Visited;
use crate::model::promise::Due;
use crate::model::scale::{Choice, Scale};
use crate::model::standard::{Cost, Item};
use crate::model::text::Language;
use crate::model::visit::{Kind, Name, Role};
use crate::stats::ladder::Verdict;

mod figures;

pub use self::figures::{
    end, gap, gap_size, p, p_number, percent, range, range_of_shares, reach, reach_of_share,
    short_percent, shown,
};

/// A name as it is typed behind an option, in double quotes, without what a shell would take for its own.
pub(super) fn in_shell_quotes(name: &Name) -> String {
    format!("\"{}\"", name.as_str().replace(['"', '\\', '$', '`'], ""))
}

/// Gives `1 visit`, `2 visits`, `0 visits`.
pub fn counted(n: usize, one: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{n} {one}s")
    }
}

/// Gives the one word or the other: `plural(n, "is", "are")`.
pub fn plural<'a>(n: usize, one: &'a str, many: &'a str) -> &'a str {
    if n == 1 { one } else { many }
}

/// Joins parts of a sentence: `a`, `a and b`, `a, b and c`.
pub fn listed<T: AsRef<str>>(parts: &[T]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.as_ref().into(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// A text as it begins a sentence.
pub fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// Puts a person's words into quotation marks, unless they brought their own.
pub fn quoted(text: &str) -> String {
    let text = text.trim();
    let is_quoted = text.starts_with(['“', '"', '«', '„']) && text.ends_with(['”', '"', '»', '“']);
    if is_quoted && text.chars().count() > 1 {
        text.into()
    } else {
        format!("“{text}”")
    }
}

/// Puts an answer behind its question: `Was it so? yes`, `Describe it: red`.
pub fn asked_and_answered(question: &str, answer: &str) -> String {
    let question = question.trim();
    let colon = if question.ends_with(['?', '!', '.', ':', '…']) {
        ""
    } else {
        ":"
    };
    format!("{question}{colon} {}", answer.trim())
}

/// Gives a text that ends as a sentence does.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    let is_ended = text.ends_with(['.', '!', '?', '…', '”', '"', ':']);
    format!("{text}{}", if is_ended { "" } else { "." })
}

/// The word of a verdict in a table.
pub fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "clear",
        Verdict::Leaning => "leaning",
        Verdict::Same => "same",
        Verdict::CannotTell(_) => "can't tell",
    }
}

/// A verdict in a sentence.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "clear",
        Verdict::Leaning => "leaning",
        Verdict::Same => "about the same",
        Verdict::CannotTell(_) => "can't tell yet",
    }
}

/// A date in words: `20 November 2026`.
pub fn date(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// By when, in words: `27 November 2026`, or `20 November 2026, 16:05`.
pub fn due(due: Due) -> String {
    match due.hour {
        None => date(due.day),
        Some(hour) => format!("{}, {}", date(due.day), hour.format("%H:%M")),
    }
}

/// When a contact took place, in words: `20 November 2026, 14:05`.
pub fn visited(visited: Visited) -> String {
    match visited {
        Visited::On(day) => date(day),
        Visited::At(moment) => format!("{}, {}", date(moment.date()), moment.at().format("%H:%M")),
    }
}

/// The kind of a visit in words.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Audit => "audit",
        Kind::SelfAssessment => "self-assessment",
        Kind::WhatIf => "what-if",
    }
}

/// Whose place it is, in words.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Own => "our own",
        Role::Competitor => "a competitor",
        Role::Internal => "an internal service",
    }
}

/// What became of an item, in words, for one that has no answer.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Scored => "answered",
        Status::NotApplicable => "did not apply",
        Status::NotObserved => "not seen, or not remembered",
        Status::Waived => "kindly broke the script",
        Status::NotAsked => "not asked",
        Status::Unscored => "recorded only",
        Status::NoContact => "nobody was reached",
        Status::Awaiting => "awaiting its promise",
    }
}

/// Why an answer fell short, in words.
pub fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Policy => "the rules",
        Cause::Process => "the way the work is done",
        Cause::Tool => "the tools",
        Cause::Knowledge => "not knowing",
        Cause::Staffing => "too few people",
        Cause::Attitude => "attitude",
    }
}

/// What mending costs, in words.
pub fn cost(cost: Cost) -> &'static str {
    match cost {
        Cost::Free => "costs nothing",
        Cost::Low => "costs little",
        Cost::High => "costs much",
    }
}

/// The question of an item, or its id where its standard is not at hand.
pub fn question<'a>(item: Option<&'a Item>, id: &'a Id, language: &Language) -> &'a str {
    item.map_or(id.as_str(), |item| item.ask.in_language(language))
}

/// What a standard is called; one that is not at hand, by its id.
pub fn standard_title(
    id: &Id,
    catalogue: &Catalogue,
    left_out: &[LeftOut],
    language: &Language,
) -> String {
    // Where no visit counts yet, those that were left out know it.
    let others = left_out.iter().filter_map(|it| it.scored.standard);
    let standard = catalogue
        .newest()
        .or_else(|| others.max_by_key(|standard| standard.version));
    standard.map_or(id.to_string(), |standard| {
        standard.title.in_language(language).to_owned()
    })
}

/// The title of a section, or its id where it has none or its standard is not at hand.
pub fn section_title<'a>(entry: &SectionEntry<'a>, language: &Language) -> &'a str {
    let title = entry.section.and_then(|section| section.title.as_ref());
    title.map_or(entry.id.as_str(), |title| title.in_language(language))
}

/// What was answered, or why nothing was: `4:32`, `did not apply: nobody was free`.
pub fn answer(answer: &Answer, item: Option<&Item>, language: &Language) -> String {
    match &answer.value {
        Some(value) => self::value(value, item.map(|item| &item.scale), language),
        None if answer.status.counts() || answer.reason.trim().is_empty() => {
            status(answer.status).into()
        }
        None => format!("{}: {}", status(answer.status), answer.reason.trim()),
    }
}

/// An answer in the words of its scale; without the scale, in the spelling of the records.
pub fn value(value: &Value, scale: Option<&Scale>, language: &Language) -> String {
    match value {
        Value::Level(level) => scale
            .and_then(|scale| scale.levels().iter().find(|known| known.value == *level))
            .map_or(level.to_string(), |known| {
                format!("{} ({level})", known.label.in_language(language))
            }),
        Value::Choice(id) => label(id, scale, language).into(),
        Value::Several(ids) if ids.is_empty() => "none of them".into(),
        Value::Several(ids) => {
            let labels: Vec<&str> = ids.iter().map(|id| label(id, scale, language)).collect();
            labels.join("; ")
        }
        Value::Duration(seconds) => duration::spelt(*seconds),
        Value::Number(number) => match scale {
            Some(Scale::Number { unit }) => {
                format!("{} {}", number.as_str(), unit.in_language(language))
            }
            _ => number.as_str().into(),
        },
        Value::YesNo(_) | Value::Count(_) | Value::Tally(_) | Value::Text(_) => value.to_string(),
    }
}

fn label<'a>(id: &'a Id, scale: Option<&'a Scale>, language: &Language) -> &'a str {
    let options: &[Choice] = scale.map_or(&[], Scale::options);
    options
        .iter()
        .find(|option| option.id == *id)
        .map_or(id.as_str(), |option| option.label.in_language(language))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scale::Level;
    use crate::model::share::Credit;
    use crate::model::text::Text;

    #[test]
    fn numbers_of_things_are_right_plurals() {
        assert_eq!(counted(0, "visit"), "0 visits");
        assert_eq!(counted(1, "visit"), "1 visit");
        assert_eq!(counted(2, "visit"), "2 visits");
        assert_eq!(listed::<&str>(&[]), "");
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b"]), "a and b");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn sentences_end_once() {
        assert_eq!(sentence("so it is "), "so it is.");
        assert_eq!(sentence("is it?"), "is it?");
    }

    #[test]
    fn words_of_others_are_quoted_once() {
        assert_eq!(quoted(" so it is "), "“so it is”");
        assert_eq!(quoted("“so it is”"), "“so it is”");
        assert_eq!(quoted("\"so\" it is"), "“\"so\" it is”");
        assert_eq!(quoted("\""), "“\"”");
        assert_eq!(asked_and_answered("Is it?", "yes"), "Is it? yes");
        assert_eq!(asked_and_answered("Say what", "that"), "Say what: that");
    }

    #[track_caller]
    fn check(value: &Value, scale: &Scale, expected: &str) {
        assert_eq!(
            super::value(value, Some(scale), &Language::default()),
            expected
        );
    }

    #[test]
    fn answers_are_said_in_the_words_of_their_scale() {
        let id = |text: &str| Id::new(text).unwrap();
        let option = |text: &str| Choice {
            id: Id::from_text(text),
            label: Text::plain(text),
            credit: Credit::FULL,
        };
        let options = vec![option("What she looks like"), option("Chip, or collar")];
        let several = Scale::Several(options.clone(), crate::model::scale::Crediting::Even);
        check(
            &Value::Several(vec![id("what_she_looks_like"), id("chip_or_collar")]),
            &several,
            "What she looks like; Chip, or collar",
        );
        check(&Value::Several(vec![]), &several, "none of them");
        check(
            &Value::Choice(id("chip_or_collar")),
            &Scale::Choice(options),
            "Chip, or collar",
        );
        let levels = Scale::Levels(vec![Level {
            value: 3,
            label: Text::plain("Polite routine"),
            credit: Credit::FULL,
        }]);
        check(&Value::Level(3), &levels, "Polite routine (3)");
        check(&Value::Level(4), &levels, "4");
        check(&Value::Duration(272), &Scale::Duration(vec![]), "4:32");
        let number = Scale::Number {
            unit: Text::plain("km"),
        };
        let decimal = crate::model::answer::Decimal::new("1.10").unwrap();
        check(&Value::Number(decimal), &number, "1.10 km");
    }

    #[test]
    fn dates_are_said_in_words() {
        let at = |text| visited(Visited::from_record(text).unwrap());
        assert_eq!(at("2026-11-20"), "20 November 2026");
        assert_eq!(at("2026-11-02T14:05:00-06:00"), "2 November 2026, 14:05");
    }
}
