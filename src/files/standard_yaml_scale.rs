//! How an item is answered: the keys that give an item its type, and the levels, options and
//! thresholds that they hold.

use super::fields::Fields;
use super::standard_yaml::{Scales, scale_of};
use super::standard_yaml_options::{
    check_number, label_and_credit, map_of, ranked, read_options, tick,
};
use super::standard_yaml_thresholds::{count, seconds, thresholds};
use super::yaml::{Entry, Node, Value};
use super::yaml_values::Values;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::answer::whole_number;
use crate::model::scale::{Better, Level, Scale};
use crate::model::share::Credit;
use crate::model::text::Text;

/// The keys that give an item its type; an item has at most one of them.
pub(super) const TYPE_KEYS: [&str; 12] = [
    "scale",
    "levels",
    "best_first",
    "worst_first",
    "options",
    "tick",
    "within",
    "up_to",
    "at_least",
    "tally",
    "number",
    "text",
];

/// The scale of an item; `None`, with a complaint, where it could not be read.
pub(super) fn read_scale(
    fields: &Fields<'_>,
    scales: &Scales<'_>,
    values: &mut Values<'_>,
) -> Option<Scale> {
    let found: Vec<&Entry> = fields
        .entries()
        .iter()
        .filter(|entry| TYPE_KEYS.contains(&entry.key.text.as_str()))
        .copied()
        .collect();
    if let [first, second, ..] = found[..] {
        let message = format!(
            "`{}` and `{}` each say how the item is answered",
            first.key.text, second.key.text
        );
        values.problems.push(
            Diagnostic::new(Code::TwoTypes, Some(second.key.span), message)
                .label(first.key.span, "the first of them")
                .advise("keep one, and make a second item of the other"),
        );
        return None;
    }
    let good = fields.entry("good");
    let Some(entry) = found.first() else {
        return Some(Scale::YesNo {
            good: match good {
                Some(good) => values.yes_no(&good.value, "`good`")?,
                None => true,
            },
        });
    };
    if let Some(good) = good {
        let message = format!(
            "`good` is for an item answered by yes or no, and `{}` makes it another",
            entry.key.text
        );
        values.problems.push(
            Diagnostic::new(Code::TwoTypes, Some(good.key.span), message)
                .label(entry.key.span, "this gives the item its type")
                .advise("delete one of them"),
        );
    }
    of_key(&entry.key.text, &entry.value, scales, values)
}

fn of_key(key: &str, node: &Node, scales: &Scales<'_>, values: &mut Values<'_>) -> Option<Scale> {
    let name = format!("`{key}`");
    match key {
        "scale" => shared(node, scales, values),
        "levels" => read_levels(node, &name, values).map(Scale::Levels),
        "best_first" => ranked(node, &name, values).map(Scale::Choice),
        "worst_first" => {
            let mut options = ranked(node, &name, values)?;
            let credits: Vec<Credit> = options.iter().rev().map(|option| option.credit).collect();
            for (option, credit) in options.iter_mut().zip(credits) {
                option.credit = credit;
            }
            Some(Scale::Choice(options))
        }
        "options" => {
            let options = read_options(node, &name, values)?;
            let is_whole = options.iter().all(|(_, credit)| credit.is_some());
            is_whole.then(|| Scale::Choice(options.into_iter().map(|(option, _)| option).collect()))
        }
        "tick" => tick(node, &name, values),
        "within" => thresholds(node, &name, values, &seconds).map(Scale::Duration),
        "up_to" => {
            thresholds(node, &name, values, &count).map(|bands| Scale::Count(bands, Better::Fewer))
        }
        "at_least" => {
            thresholds(node, &name, values, &count).map(|bands| Scale::Count(bands, Better::More))
        }
        "tally" => values.text(node, &name).map(|of| Scale::Tally { of }),
        "number" => values.text(node, &name).map(|unit| Scale::Number { unit }),
        _ => {
            let is_text = values.yes_no(node, &name)?;
            if !is_text {
                values.complain(
                    Code::WrongValue,
                    node.span,
                    "`text` is `true`, or not there at all",
                    "delete the key",
                );
            }
            is_text.then_some(Scale::Text)
        }
    }
}

fn shared(node: &Node, scales: &Scales<'_>, values: &mut Values<'_>) -> Option<Scale> {
    if let Value::Map(_) = &node.value {
        values.complain(
            Code::WrongShape,
            node.span,
            "`scale` names one of the `scales` at the top",
            "levels of this item alone go under `levels`",
        );
        return None;
    }
    let name = values.scalar(node, "`scale`")?;
    if let Some(levels) = scale_of(scales, name) {
        return levels.clone().map(Scale::Levels);
    }
    let names: Vec<&str> = scales.iter().map(|(name, _)| *name).collect();
    let advice = match super::fields::nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if names.is_empty() => "write it under `scales:` at the top".into(),
        None => format!("the scales are {}", super::fields::listed(&names)),
    };
    let message = format!("there is no scale `{name}`");
    values.complain(Code::UnknownScale, node.span, message, advice);
    None
}

/// Named levels with their numbers. Credits that are not given follow from the number.
pub(super) fn read_levels(node: &Node, name: &str, values: &mut Values<'_>) -> Option<Vec<Level>> {
    let fields = map_of(node, name, "`1: …`, `2: …`", values)?;
    check_number(fields.entries().len(), fields.span, name, "levels", values)?;
    let mut read: Vec<(i64, Text, Option<Credit>)> = Vec::new();
    let mut is_whole = true;
    for entry in fields.entries() {
        let value = level_value(&entry.key.text);
        if value.is_none() {
            values.complain(
                Code::WrongValue,
                entry.key.span,
                format!("a level is a whole number, and `{}` is none", entry.key.text),
                "number the levels: `1: Ignored`, `2: Correct`; labels in their order go under `best_first`",
            );
        }
        let same = read.iter().any(|(other, ..)| value == Some(*other));
        if same {
            let message = format!("the level `{}` is here a second time", entry.key.text);
            values.complain(
                Code::SameLabel,
                entry.key.span,
                message,
                "number each level once",
            );
        }
        let (label, credit) = label_and_credit(
            &entry.value,
            &format!("the level `{}`", entry.key.text),
            values,
        );
        match (value, label, credit) {
            (Some(value), Some(label), Ok(credit)) if !same => read.push((value, label, credit)),
            _ => is_whole = false,
        }
    }
    let lowest = read.iter().map(|(value, ..)| *value).min()?;
    let highest = read.iter().map(|(value, ..)| *value).max()?;
    let by_number = |value: i64| {
        Credit::new((value - lowest) as f64 / (highest - lowest).max(1) as f64)
            .expect("lowest and highest are the ends")
    };
    let levels = read
        .into_iter()
        .map(|(value, label, credit)| Level {
            value,
            label,
            credit: credit.unwrap_or_else(|| by_number(value)),
        })
        .collect();
    is_whole.then_some(levels)
}

/// A level's number: at most six digits, with or without a minus.
fn level_value(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let number = i64::try_from(whole_number(digits).filter(|_| (1..=6).contains(&digits.len()))?);
    let number = number.ok()?;
    Some(if digits.len() < text.len() {
        -number
    } else {
        number
    })
}
