//! Conditions: what the answers to earlier items must be for an item to be asked.

use super::fields::{Fields, listed, nearest};
use super::yaml::{Entry, Node, Value as Shape};
use super::yaml_values::{Values, yes_no};
use crate::diagnostic::Code;
use crate::model::answer::{Value, whole_number};
use crate::model::condition::{Condition, Test};
use crate::model::duration::seconds_from_text;
use crate::model::id::Id;
use crate::model::scale::Scale;
use crate::model::text::Text;

/// Reads the `when` of the item `own`. `names` are the ids of all items; `known` are the earlier
/// ones, with their scales where those could be read.
pub(super) fn read_when(
    node: &Node,
    own: &str,
    names: &[&str],
    known: &[(Id, Option<Scale>)],
    values: &mut Values<'_>,
) -> Vec<Condition> {
    let mut conditions = Vec::new();
    let Some(fields) = Fields::read_free(node, "`when`", &mut values.problems) else {
        return conditions;
    };
    for entry in fields.entries() {
        let name = entry.key.text.as_str();
        if let Some((item, scale)) = known.iter().find(|(id, _)| id.as_str() == name) {
            let Some(scale) = scale else { continue };
            for test in read_tests(entry, scale, values) {
                conditions.push(Condition {
                    item: item.clone(),
                    test,
                });
            }
            continue;
        }
        let span = entry.key.span;
        if name == own {
            let message = format!("`when` of `{own}` waits for its own answer");
            values.complain(Code::WhenOrder, span, message, "name an earlier item");
        } else if names.contains(&name) {
            let message = format!("`{name}` is asked later than `{own}`");
            values.complain(
                Code::WhenOrder,
                span,
                message,
                "`when` waits for earlier items: move one of the two",
            );
        } else {
            let advice = match nearest(name, known.iter().map(|(id, _)| id.as_str())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name an earlier item by its id".into(),
            };
            let message = format!("there is no item `{name}`");
            values.complain(Code::UnknownItem, span, message, advice);
        }
    }
    conditions
}

fn read_tests(entry: &Entry, scale: &Scale, values: &mut Values<'_>) -> Vec<Test> {
    let name = entry.key.text.as_str();
    if let Scale::Tally { .. } | Scale::Number { .. } | Scale::Text = scale {
        values.complain(
            Code::WhenAnswer,
            entry.key.span,
            format!("`when` cannot wait for `{name}`"),
            "it waits for yes or no, choices, levels, counts and times",
        );
        return Vec::new();
    }
    if let Shape::Map(_) = &entry.value.value {
        return read_limits(entry, scale, values);
    }
    let mut wanted = Vec::new();
    for node in values.list(&entry.value, &format!("`{name}` in `when`")) {
        let Some(text) = values.scalar(node, &format!("`{name}` in `when`")) else {
            continue;
        };
        match answer_of(scale, text) {
            Some(answer) => wanted.push(answer),
            None => values.complain(
                Code::WhenAnswer,
                node.span,
                format!("`{name}` cannot be answered with `{text}`"),
                answers_of(scale, text),
            ),
        }
    }
    if wanted.is_empty() {
        return Vec::new();
    }
    vec![Test::AnyOf(wanted)]
}

/// `{at_least: 2m}`, `{at_most: 3}`, or both.
fn read_limits(entry: &Entry, scale: &Scale, values: &mut Values<'_>) -> Vec<Test> {
    let name = entry.key.text.as_str();
    let what = format!("`{name}` in `when`");
    let keys = ["at_least", "at_most"];
    let Some(fields) = Fields::read(&entry.value, &what, &keys, &mut values.problems) else {
        return Vec::new();
    };
    if matches!(&entry.value.value, Shape::Map(entries) if entries.is_empty()) {
        let message = format!("{what} holds neither `at_least` nor `at_most`");
        values.missing(fields.span, message);
    }
    let mut tests = Vec::new();
    for entry in fields.entries() {
        let key = entry.key.text.as_str();
        let Some(text) = values.scalar(&entry.value, &format!("`{key}`")) else {
            continue;
        };
        let is_least = key == "at_least";
        let test = match scale {
            Scale::Duration(_) => seconds_from_text(text).map(|limit| limit_of(is_least, limit)),
            Scale::Count(..) => whole_number(text).map(|limit| limit_of(is_least, limit)),
            Scale::Levels(levels) => text.parse::<i64>().ok().map(|limit| {
                let passes = |value: i64| {
                    if is_least {
                        value >= limit
                    } else {
                        value <= limit
                    }
                };
                let passing = levels.iter().filter(|level| passes(level.value));
                Test::AnyOf(passing.map(|level| Value::Level(level.value)).collect())
            }),
            _ => None,
        };
        match test {
            Some(test) => tests.push(test),
            None => values.complain(
                Code::WhenAnswer,
                entry.value.span,
                format!("`{name}` is never at least or at most `{text}`"),
                answers_of(scale, text),
            ),
        }
    }
    tests
}

fn limit_of(is_least: bool, limit: u64) -> Test {
    if is_least {
        Test::AtLeast(limit)
    } else {
        Test::AtMost(limit)
    }
}

/// The answer that a text is: an id or a label, a number, a time.
fn answer_of(scale: &Scale, text: &str) -> Option<Value> {
    let is_label = |label: &Text| {
        label
            .all()
            .any(|one| one.to_lowercase() == text.to_lowercase())
    };
    match scale {
        Scale::YesNo { .. } => yes_no(text).map(Value::YesNo),
        Scale::Levels(levels) => levels
            .iter()
            .find(|level| level.value.to_string() == text || is_label(&level.label))
            .map(|level| Value::Level(level.value)),
        Scale::Choice(options) | Scale::Several(options, _) => options
            .iter()
            .find(|option| option.id.as_str() == text)
            .or_else(|| options.iter().find(|option| is_label(&option.label)))
            .map(|option| Value::Choice(option.id.clone())),
        Scale::Duration(_) => seconds_from_text(text).map(Value::Duration),
        Scale::Count(..) => whole_number(text).map(Value::Count),
        Scale::Tally { .. } | Scale::Number { .. } | Scale::Text => None,
    }
}

/// What an item can be answered with, as advice to somebody who wrote `text`.
fn answers_of(scale: &Scale, text: &str) -> String {
    let known: Vec<String> = match scale {
        Scale::YesNo { .. } => return "its answers are `yes` and `no`".into(),
        Scale::Duration(_) => return "its answers are times, such as `2m`".into(),
        Scale::Count(..) => return "its answers are whole numbers".into(),
        Scale::Levels(levels) => levels.iter().map(|level| level.value.to_string()).collect(),
        _ => scale
            .options()
            .iter()
            .map(|option| option.id.to_string())
            .collect(),
    };
    match nearest(text, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("its answers are {}", listed(&known)),
    }
}
