//! Thresholds of times and counts, in a list whose credits spread evenly, or each with its credit.

use super::fields::Fields;
use super::standard_yaml_options::{MOST_OPTIONS, check_number};
use super::yaml::{Node, Value};
use super::yaml_values::Values;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::answer::whole_number;
use crate::model::duration::seconds_from_text;
use crate::model::scale::{Band, spread_over_thresholds};
use crate::model::share::Credit;

/// Reads a threshold, complaining where it is none.
pub(super) type Threshold = dyn Fn(&str, Span, &str, &mut Values<'_>) -> Option<u64>;

/// A threshold of a time.
pub(super) fn seconds(text: &str, span: Span, name: &str, values: &mut Values<'_>) -> Option<u64> {
    let seconds = seconds_from_text(text);
    if seconds.is_none() {
        let message = format!("{name} holds times, and `{text}` is none");
        values.complain(
            Code::WrongValue,
            span,
            message,
            "write it like `30s`, `2m`, `1h30m`, `1:30` or, in seconds, `90`",
        );
    }
    seconds
}

/// A threshold of a count.
pub(super) fn count(text: &str, span: Span, name: &str, values: &mut Values<'_>) -> Option<u64> {
    let count = whole_number(text);
    if count.is_none() {
        let message = format!("{name} holds whole numbers, and `{text}` is none");
        values.complain(
            Code::WrongValue,
            span,
            message,
            "write digits alone, such as `2`",
        );
    }
    count
}

/// Thresholds in a list, whose credits spread evenly, or in a map with the credit of each.
pub(super) fn thresholds(
    node: &Node,
    name: &str,
    values: &mut Values<'_>,
    threshold: &Threshold,
) -> Option<Vec<Band>> {
    let mut read: Vec<(u64, Span, Option<Credit>)> = Vec::new();
    let mut is_whole = true;
    if let Value::Map(_) = &node.value {
        let fields = Fields::read_free(node, name, &mut values.problems)?;
        for entry in fields.entries() {
            let key = &entry.key;
            let number = threshold(&key.text, key.span, name, values);
            let credit = values.credit(&entry.value, &format!("`{}`", key.text));
            match (number, credit) {
                (Some(number), Some(credit)) => read.push((number, key.span, Some(credit))),
                _ => is_whole = false,
            }
        }
    } else {
        let nodes: &[Node] = match &node.value {
            Value::List(nodes) => nodes,
            _ => std::slice::from_ref(node),
        };
        for node in nodes {
            let number = values
                .scalar(node, name)
                .and_then(|text| threshold(text, node.span, name, values));
            match number {
                Some(number) => read.push((number, node.span, None)),
                None => is_whole = false,
            }
        }
    }
    if !is_whole {
        return None;
    }
    if read.is_empty() {
        let message = format!("{name} holds no threshold");
        values.complain(Code::TooFew, node.span, message, "write one at least");
        return None;
    }
    if read.len() > MOST_OPTIONS {
        check_number(read.len(), node.span, name, "thresholds", values)?;
    }
    let falls = name == "`at_least`";
    for pair in read.windows(2) {
        let is_right = if falls {
            pair[1].0 < pair[0].0
        } else {
            pair[1].0 > pair[0].0
        };
        if !is_right {
            let (message, advice) = if falls {
                (
                    "this number is not below the one before",
                    "begin with the highest, which earns most",
                )
            } else {
                (
                    "this threshold is not above the one before",
                    "begin with the lowest, which earns most",
                )
            };
            values.problems.push(
                Diagnostic::new(Code::Thresholds, Some(pair[1].1), message)
                    .label(pair[0].1, "the one before")
                    .advise(advice),
            );
            return None;
        }
    }
    let spread = spread_over_thresholds(read.len());
    let bands = read
        .into_iter()
        .zip(spread)
        .map(|((threshold, _, credit), even)| Band {
            threshold,
            credit: credit.unwrap_or(even),
        });
    Some(bands.collect())
}
