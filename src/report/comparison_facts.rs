//! Raw facts of a comparison in words: the middle waiting time, how often passed on, a next step
//! offered in 4 of 5.

use super::comparison_answers::told_by_answers;
use super::comparison_beside::beside;
use super::comparison_tables::item_question;
use super::wording::listed;
use super::{Block, Cell, Table, Tone};
use crate::analysis::compare::StandardComparison;
use crate::analysis::facts::{Answers, Facts, Spread};
use crate::analysis::side::Side;
use crate::model::duration;
use crate::model::scale::{ItemType, Scale};
use crate::model::standard::Item;
use crate::model::text::Language;

/// A standard of no more items than these is told whole.
const FEW_ITEMS: usize = 12;

/// What happened, side by side: every time, count and tally; yes and no and choices where they are
/// critical or say how it ended, unless told answer by answer. With `is_all`, of every item.
pub(super) fn facts_table(
    one: &StandardComparison,
    is_all: bool,
    language: &Language,
) -> Vec<Block> {
    let items = items_told(one, is_all);
    if items.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(2, "What happened".into())];
    for beside in beside(one) {
        let rows = items.iter().map(|item| {
            let cell = |place: usize| {
                told(one, &one.sides[place], *item, language).map_or(Cell::Missing(""), Cell::Text)
            };
            beside.row(one, item_question(one, *item, language), cell, None)
        });
        blocks.push(Block::Table(Table {
            name: "facts",
            columns: beside.columns(one, "", false),
            rows: rows.collect(),
        }));
    }
    if items.iter().any(|item| has_range(one, *item)) {
        let note = RANGE;
        blocks.push(Block::Note(Tone::Quiet, note.into()));
    }
    let is_missing = |side: &Side| items.iter().any(|item| side.facts[*item].n == 0);
    if one.sides.iter().any(is_missing) {
        blocks.push(Block::Note(Tone::Quiet, NOTHING_NOTED.into()));
    }
    blocks
}

/// The items whose facts are told.
fn items_told(one: &StandardComparison, is_all: bool) -> Vec<usize> {
    let told = told_by_answers(one);
    let entries = &one.catalogue.items;
    let is_short = entries.len() <= FEW_ITEMS;
    let is_tagged = entries
        .iter()
        .filter_map(|entry| entry.item)
        .any(|item| !item.tags.is_empty());
    let is_shown = |place: usize| {
        let entry = &one.catalogue.items[place];
        let says_how_it_ended = entry.item.is_some_and(|item| {
            let tag = |key: &str| item.tags.get(key).map(String::as_str);
            tag("measure") == Some("outcome") || tag("stage") == Some("closing")
        });
        match entry.item_type {
            ItemType::Duration | ItemType::Count | ItemType::Tally | ItemType::Number => true,
            ItemType::YesNo | ItemType::Choice => {
                is_all || is_short || !is_tagged || entry.critical || says_how_it_ended
            }
            ItemType::Scale | ItemType::Several => is_all,
            ItemType::Text => false,
        }
    };
    (0..one.catalogue.items.len())
        .filter(|place| is_shown(*place) && (is_all || !told.contains(place)))
        .filter(|place| one.sides.iter().any(|side| side.facts[*place].n > 0))
        .collect()
}

/// What a side's answers to an item come to, in words.
fn told(one: &StandardComparison, side: &Side, item: usize, language: &Language) -> Option<String> {
    let known = one.catalogue.items[item].item;
    fact(&side.facts[item], known, side.n_visits(), language)
}

/// True where times or counts differ of an item that earned the same, so that it is not told answer by
/// answer.
pub(super) fn is_told_apart(one: &StandardComparison) -> bool {
    let ends = |side: &Side, item: usize| match &side.facts[item].answers {
        Answers::Times(spread) | Answers::Counts(spread) => {
            Some((spread.least()?, spread.doubled_middle()?, spread.most()?))
        }
        _ => None,
    };
    items_told(one, false).into_iter().any(|item| {
        let mut all = one.sides.iter().filter_map(|side| ends(side, item));
        let first = all.next();
        all.any(|other| Some(other) != first)
    })
}

/// A fact in words: `0:45 (0:10 to 2:00)`, `yes in 4 of 5`; `None` where nothing was answered.
pub(super) fn fact(
    facts: &Facts,
    item: Option<&Item>,
    n_visits: u64,
    language: &Language,
) -> Option<String> {
    if facts.n == 0 {
        return None;
    }
    let n = facts.n;
    let text = match &facts.answers {
        Answers::YesNo { yes, .. } => return Some(format!("yes in {yes} of {n}")),
        Answers::Options(_) => return Some(best_options(facts, item, language)),
        Answers::Tally { part, whole } => return Some(format!("{part} of {whole}")),
        Answers::Texts => return None,
        Answers::Times(spread) => range(spread, duration::spelt)?,
        Answers::Counts(spread) => range(spread, |count| count.to_string())?,
        Answers::Levels(levels) => {
            let label = |value: &i64| {
                let known = item.and_then(|item| {
                    item.scale
                        .levels()
                        .iter()
                        .find(|level| level.value == *value)
                });
                known.map_or(value.to_string(), |level| {
                    format!("{} ({value})", level.label.in_language(language))
                })
            };
            let most = levels.values().max()?;
            let often = levels.iter().filter(|(_, times)| *times == most);
            let often: Vec<String> = often.map(|(value, _)| label(value)).collect();
            return Some(format!("{}: {most} of {n}", often.join(", ")));
        }
        Answers::Numbers(numbers) => {
            let (least, most) = (numbers.first()?, numbers.last()?);
            let middle =
                f64::midpoint(numbers[(numbers.len() - 1) / 2], numbers[numbers.len() / 2]);
            let unit = match item.map(|item| &item.scale) {
                Some(Scale::Number { unit }) => format!(" {}", unit.in_language(language)),
                _ => String::new(),
            };
            if least < most {
                format!("{middle}{unit} ({least} to {most})")
            } else {
                format!("{middle}{unit}")
            }
        }
    };
    Some(if n == n_visits {
        text
    } else {
        format!("{text}, in {n} of {n_visits}")
    })
}

/// The middle one, and from where to where.
fn range(spread: &Spread, spelt: impl Fn(u64) -> String) -> Option<String> {
    let (least, most) = (spread.least()?, spread.most()?);
    let doubled = spread.doubled_middle()?;
    let half = if doubled % 2 == 1 { "½" } else { "" };
    let middle = match (spelt(doubled / 2), half) {
        (whole, "") => whole,
        // Half a second is nobody's business; half a hand-off would be a riddle without its sign.
        (whole, _) if whole.contains(':') => whole,
        (whole, half) if whole == "0" => half.into(),
        (whole, half) => format!("{whole}{half}"),
    };
    Some(if least == most {
        middle
    } else {
        format!("{middle} ({} to {})", spelt(least), spelt(most))
    })
}

/// Of a choice, how often its best answer, or the one that was given every time; of several, how often
/// each.
fn best_options(facts: &Facts, item: Option<&Item>, language: &Language) -> String {
    let Answers::Options(times) = &facts.answers else {
        return String::new();
    };
    let n = facts.n;
    let count = |id| times.get(id).copied().unwrap_or(0);
    let Some(item) = item else {
        let said: Vec<String> = times
            .iter()
            .map(|(id, times)| format!("{id} {times}"))
            .collect();
        return format!("of {n}: {}", said.join(", "));
    };
    let options = item.scale.options();
    if let Scale::Choice(_) = item.scale {
        let mut given = options.iter().filter(|option| count(&option.id) > 0);
        if let (Some(only), None) = (given.next(), given.next()) {
            let label = only.label.in_language(language);
            return if n == 1 {
                label.to_owned()
            } else {
                format!("{label}: {} of {n}", count(&only.id))
            };
        }
        let best = options.iter().map(|option| option.credit.share()).max();
        let best: Vec<_> = options
            .iter()
            .filter(|option| Some(option.credit.share()) == best)
            .collect();
        let labels: Vec<&str> = best
            .iter()
            .map(|option| option.label.in_language(language))
            .collect();
        let times: u64 = best.iter().map(|option| count(&option.id)).sum();
        format!("{}: {times} of {n}", labels.join(" or "))
    } else {
        let each: Vec<String> = options
            .iter()
            .map(|option| {
                format!(
                    "{} {} of {n}",
                    option.label.in_language(language),
                    count(&option.id)
                )
            })
            .collect();
        listed(&each)
    }
}

/// What the sign of an empty cell means.
const NOTHING_NOTED: &str = "-: no answer.";

/// How a figure with its range is to be read.
pub(super) const RANGE: &str =
    "2 (1 to 3): the middle one of the visits, then the least and the most.";

/// True where the visits of a side came to different figures at an item.
pub(super) fn has_range(one: &StandardComparison, item: usize) -> bool {
    let mut sides = one.sides.iter();
    sides.any(|side| match &side.facts[item].answers {
        Answers::Times(spread) | Answers::Counts(spread) => spread.least() < spread.most(),
        Answers::Numbers(numbers) => numbers.first() < numbers.last(),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{best_first, item, up_to, within, yes_no};
    use crate::model::answer::{Status, Value};

    #[track_caller]
    fn check(scale: Scale, answers: &[&str], n_visits: u64, expected: &str) {
        let item = item("it", scale);
        let item_type = item.scale.item_type();
        let mut facts = Facts::new(item_type);
        for answer in answers {
            let value = Value::from_record(item_type, answer).unwrap();
            facts.add(Status::Scored, Some(&value), 1);
        }
        let said = fact(&facts, Some(&item), n_visits, &Language::default());
        assert_eq!(said.as_deref().unwrap_or("nothing"), expected);
    }

    #[test]
    fn facts_are_said_in_few_words() {
        check(yes_no(), &["yes", "no", "yes"], 3, "yes in 2 of 3");
        check(yes_no(), &[], 3, "nothing");
        check(
            within(&[(30, 1.0)]),
            &["10", "120", "45"],
            3,
            "0:45 (0:10 to 2:00)",
        );
        check(within(&[(30, 1.0)]), &["45"], 2, "0:45, in 1 of 2");
        check(up_to(1), &["0", "1"], 2, "½ (0 to 1)");
        check(up_to(1), &["1", "2"], 2, "1½ (1 to 2)");
        check(up_to(1), &["0", "0"], 2, "0");
        let ended = || best_first(&["They named it", "Only when asked", "None"]);
        check(ended(), &["only_when_asked"], 1, "Only when asked");
        check(ended(), &["none", "none"], 2, "None: 2 of 2");
        check(
            ended(),
            &["they_named_it", "none", "they_named_it"],
            3,
            "They named it: 2 of 3",
        );
        let unit = crate::model::text::Text::plain("km");
        check(
            Scale::Number { unit },
            &["1.5", "3"],
            2,
            "2.25 km (1.5 to 3)",
        );
    }
}
