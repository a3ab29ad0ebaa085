//! Labels and options, with their ids and credits.

use super::fields::Fields;
use super::standard_check::command_word;
use super::yaml::{Node, Value};
use super::yaml_values::Values;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::id::Id;
use crate::model::scale::{Choice, Crediting, Scale, spread_evenly};
use crate::model::share::Credit;
use crate::model::text::Text;
use crate::model::words::is_command_letter;

/// Most levels, options or thresholds of an item.
pub(super) const MOST_OPTIONS: usize = 50;

/// A label alone, or `{label, credit}`. The credit is `Err` where it is there and wrong.
pub(super) fn label_and_credit(
    node: &Node,
    name: &str,
    values: &mut Values<'_>,
) -> (Option<Text>, Result<Option<Credit>, ()>) {
    let has_keys = matches!(&node.value, Value::Map(entries)
        if entries.iter().any(|entry| ["label", "credit"].contains(&entry.key.text.as_str())));
    if !has_keys {
        return (label(node, name, values), Ok(None));
    }
    let Some(fields) = Fields::read(node, name, &["label", "credit"], &mut values.problems) else {
        return (None, Err(()));
    };
    if fields.lacks("label") {
        values.missing(fields.span, format!("{name} has no `label:`"));
    }
    let label = fields
        .value("label")
        .and_then(|node| label(node, "`label`", values));
    let credit = match fields.value("credit") {
        Some(node) => values.credit(node, name).map(Some).ok_or(()),
        None => Ok(None),
    };
    (label, credit)
}

fn label(node: &Node, name: &str, values: &mut Values<'_>) -> Option<Text> {
    let label = values.text(node, name)?;
    for word in label.all() {
        command_word("the label", word, node.span, values);
    }
    Some(label)
}

/// Labels in their order, with credits from 1 down to 0 and ids made of the labels.
pub(super) fn ranked(node: &Node, name: &str, values: &mut Values<'_>) -> Option<Vec<Choice>> {
    let labels = labels(node, name, values)?;
    let credits = spread_evenly(labels.len());
    Some(with_ids(labels, credits))
}

fn labels(node: &Node, name: &str, values: &mut Values<'_>) -> Option<Vec<Text>> {
    let Value::List(nodes) = &node.value else {
        if !matches!(node.value, Value::Refused) {
            values.complain(
                Code::WrongShape,
                node.span,
                format!("{name} is a list of labels, not {}", node.kind()),
                "write the labels in brackets, with commas between: `[Warm, Cold]`",
            );
        }
        return None;
    };
    check_number(nodes.len(), node.span, name, "options", values)?;
    let mut labels: Vec<(Text, Span)> = Vec::new();
    let mut is_whole = true;
    for node in nodes {
        let Some(label) = label(node, "a label", values) else {
            is_whole = false;
            continue;
        };
        if let Some((_, first)) = labels
            .iter()
            .find(|(other, _)| is_same_label(other, &label))
        {
            let message = format!("`{}` is here a second time", label.first());
            values.problems.push(
                Diagnostic::new(Code::SameLabel, Some(node.span), message)
                    .label(*first, "here first")
                    .advise("give each option a label of its own; a text with a comma wants double quotes"),
            );
            is_whole = false;
            continue;
        }
        labels.push((label, node.span));
    }
    is_whole.then(|| labels.into_iter().map(|(label, _)| label).collect())
}

/// Two labels that nobody could tell apart in the first language.
fn is_same_label(one: &Text, other: &Text) -> bool {
    let plain = |text: &Text| text.first().trim().to_lowercase();
    plain(one) == plain(other)
}

/// Ids made of labels. One that is a command of the walk counts as taken: a text without any Latin
/// letter gives `x`, which auditors type where there is no answer.
fn with_ids(labels: Vec<Text>, credits: Vec<Credit>) -> Vec<Choice> {
    let mut options: Vec<Choice> = Vec::new();
    for (label, credit) in labels.into_iter().zip(credits) {
        let base = Id::from_text(label.first());
        let is_taken = |id: &Id| {
            is_command_letter(id.as_str()) || options.iter().any(|option| option.id == *id)
        };
        let id = (1..=MOST_OPTIONS + 2)
            .map(|n| {
                if n == 1 {
                    base.clone()
                } else {
                    base.numbered(n)
                }
            })
            .find(|id| !is_taken(id))
            .expect("more numbers than options");
        options.push(Choice { id, label, credit });
    }
    options
}

pub(super) fn tick(node: &Node, name: &str, values: &mut Values<'_>) -> Option<Scale> {
    if let Value::Map(_) = &node.value {
        let options = read_ticks(node, name, values)?;
        let n = options.len();
        let n_given = options
            .iter()
            .filter(|(_, credit)| credit.is_some())
            .count();
        if n_given == n {
            let options = options.into_iter().map(|(option, _)| option).collect();
            return Some(Scale::Several(options, Crediting::Given));
        }
        if n_given > 0 {
            values.complain(
                Code::MissingKey,
                node.span,
                format!("some options of {name} have a `credit:` and others have none"),
                "give every one a credit, or none: then each adds the same",
            );
            return None;
        }
        let options = options.into_iter().map(|(option, _)| Choice {
            credit: part_of(n),
            ..option
        });
        return Some(Scale::Several(options.collect(), Crediting::Even));
    }
    let labels = labels(node, name, values)?;
    let n = labels.len();
    let options = with_ids(labels, vec![part_of(n); n]);
    Some(Scale::Several(options, Crediting::Even))
}

fn part_of(n: usize) -> Credit {
    Credit::new(1.0 / n as f64).expect("two options at least")
}

/// Options by id; each has its credit, or the option is complained of.
pub(super) fn read_options(
    node: &Node,
    name: &str,
    values: &mut Values<'_>,
) -> Option<Vec<(Choice, Option<Credit>)>> {
    let options = read_ticks(node, name, values)?;
    let Value::Map(entries) = &node.value else {
        return Some(options);
    };
    for (option, credit) in &options {
        if credit.is_none()
            && let Some(entry) = entries.iter().find(|e| e.key.text == option.id.as_str())
        {
            values.missing(
                entry.key.span,
                format!("the option `{}` has no `credit:`", option.id),
            );
        }
    }
    Some(options)
}

fn read_ticks(
    node: &Node,
    name: &str,
    values: &mut Values<'_>,
) -> Option<Vec<(Choice, Option<Credit>)>> {
    let fields = map_of(node, name, "`id: {label: …, credit: 1}`", values)?;
    check_number(fields.entries().len(), fields.span, name, "options", values)?;
    let mut options: Vec<(Choice, Option<Credit>)> = Vec::new();
    let mut is_whole = true;
    for entry in fields.entries() {
        let key = &entry.key;
        let id = values.id_of(&key.text, key.span, "the id of an option");
        command_word("the option id", &key.text, key.span, values);
        let (label, credit) =
            label_and_credit(&entry.value, &format!("the option `{}`", key.text), values);
        let (Some(id), Some(label), Ok(credit)) = (id, label, credit) else {
            is_whole = false;
            continue;
        };
        if options
            .iter()
            .any(|(other, _)| is_same_label(&other.label, &label))
        {
            let message = format!("the label of `{id}` is that of another option");
            values.complain(
                Code::SameLabel,
                entry.value.span,
                message,
                "give each option a label of its own",
            );
            is_whole = false;
            continue;
        }
        let choice = Choice {
            id,
            label,
            credit: credit.unwrap_or(Credit::NONE),
        };
        options.push((choice, credit));
    }
    is_whole.then_some(options)
}

/// The entries of a map whose keys are the writer's own; `example` shows one.
pub(super) fn map_of<'a>(
    node: &'a Node,
    name: &str,
    example: &str,
    values: &mut Values<'_>,
) -> Option<Fields<'a>> {
    if let Value::List(_) | Value::Scalar(_) = &node.value {
        values.complain(
            Code::WrongShape,
            node.span,
            format!("{name} has keys with values, not {}", node.kind()),
            format!("write them like {example}; labels alone go under `best_first`"),
        );
        return None;
    }
    Fields::read_free(node, name, &mut values.problems)
}

/// Complains of fewer than two and of more than fifty.
pub(super) fn check_number(
    n: usize,
    span: Span,
    name: &str,
    what: &str,
    values: &mut Values<'_>,
) -> Option<()> {
    if n > MOST_OPTIONS {
        let message = format!("{name} holds {n} {what}, and {MOST_OPTIONS} is the most");
        values.complain(
            Code::TooMany,
            span,
            message,
            "nobody can tell so many apart; join some",
        );
        return None;
    }
    if n < 2 {
        let message = format!("{name} wants two {what} at least, and has {n}");
        let advice = match what {
            "levels" => "add the other levels",
            _ => "add the other options; for yes or no leave the key out",
        };
        values.complain(Code::TooFew, span, message, advice);
        return None;
    }
    Some(())
}
