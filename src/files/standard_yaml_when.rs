//! Conditions: what the answers to earlier items must be for an item to be asked.

use super::fields::{Fields, listed, nearest};
use super::yaml::{Entry, Node, Value as Shape};
use super::yaml_values::{Values, yes_no};
use crate::diagnostic::Code;
use crate::model::answer::{Value, whole_number};
use crate::model::condition::{Condition, Test};
use crate::model::duration::seconds_from_text;
use crate::model::id::Id;
use crate::model::scale::{Level, Scale};
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
    if matches!(&entry.value.value, Shape::List(nodes) if nodes.is_empty()) {
        let message = format!("`{name}` in `when` waits for no answer at all");
        values.complain(
            Code::WhenAnswer,
            entry.value.span,
            message,
            answers_of(scale, ""),
        );
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
    if let Scale::Levels(levels) = scale {
        return levels_within(&fields, name, levels, values);
    }
    let mut tests = Vec::new();
    for entry in fields.entries() {
        let key = entry.key.text.as_str();
        let Some(text) = values.scalar(&entry.value, &format!("`{key}`")) else {
            continue;
        };
        let limit = match scale {
            Scale::Duration(_) => seconds_from_text(text),
            Scale::Count(..) => whole_number(text),
            _ => None,
        };
        match limit {
            Some(limit) if key == "at_least" => tests.push(Test::AtLeast(limit)),
            Some(limit) => tests.push(Test::AtMost(limit)),
            None => values.complain(
                Code::WhenAnswer,
                entry.value.span,
                format!("`{name}` is never at least or at most `{text}`"),
                answers_of(scale, text),
            ),
        }
    }
    if let [Test::AtLeast(least), Test::AtMost(most)] | [Test::AtMost(most), Test::AtLeast(least)] =
        tests[..]
        && least > most
    {
        let message = format!("no answer to `{name}` lies within these limits");
        values.complain(Code::WhenAnswer, fields.span, message, "swap the two");
    }
    tests
}

/// The levels of a scale that lie within limits, one test for both.
fn levels_within(
    fields: &Fields<'_>,
    name: &str,
    levels: &[Level],
    values: &mut Values<'_>,
) -> Vec<Test> {
    let (mut least, mut most) = (i64::MIN, i64::MAX);
    for entry in fields.entries() {
        let key = entry.key.text.as_str();
        let Some(text) = values.scalar(&entry.value, &format!("`{key}`")) else {
            return Vec::new();
        };
        match text.parse() {
            Ok(limit) if key == "at_least" => least = limit,
            Ok(limit) => most = limit,
            Err(_) => {
                let message = format!("`{key}` of the scale `{name}` is one of its numbers");
                let advice = format!("`{text}` is none");
                values.complain(Code::WhenAnswer, entry.value.span, message, advice);
                return Vec::new();
            }
        }
    }
    let within: Vec<Value> = levels
        .iter()
        .filter(|level| (least..=most).contains(&level.value))
        .map(|level| Value::Level(level.value))
        .collect();
    if within.is_empty() && !fields.entries().is_empty() {
        let message = format!("no level of `{name}` lies within these limits");
        let scale = Scale::Levels(levels.to_vec());
        let advice = answers_of(&scale, "");
        values.complain(Code::WhenAnswer, fields.span, message, advice);
    }
    if within.is_empty() {
        return Vec::new();
    }
    vec![Test::AnyOf(within)]
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
