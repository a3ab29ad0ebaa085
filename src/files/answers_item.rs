//! One item of a file of answers: an answer, a list, or keys.

use super::answers::{ItemInAdvance, not_a_text};
use super::fields::{Fields, Problems, listed, nearest};
use super::yaml::{Node, Value as Yaml};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::answer::{Cause, Excuse, Value};
use crate::model::id::Id;
use crate::model::reading::{in_order, read_answer, read_option, way_out};
use crate::model::scale::Scale;
use crate::model::standard::Item;

const KEYS: [&str; 8] = [
    "answer",
    "remark",
    "evidence",
    "cause",
    "not_applicable",
    "not_observed",
    "waived",
    "awaiting",
];

/// Reads what is given for an item; `span` is that of its key.
pub(super) fn read_item(
    item: &Item,
    span: Span,
    node: &Node,
    problems: &mut Problems,
) -> ItemInAdvance {
    let mut given = ItemInAdvance {
        item: item.id.clone(),
        span,
        given: None,
        remark: None,
        evidence: Vec::new(),
        cause: None,
        is_whole: true,
    };
    let n_before = problems.n_errors();
    if !matches!(node.value, Yaml::Map(_)) {
        given.given = read_value(item, node, problems).map(Ok);
        given.is_whole = problems.n_errors() == n_before;
        return given;
    }
    let what = format!("the answer to `{}`", item.id);
    let Some(fields) = Fields::read(node, &what, &KEYS, problems) else {
        given.is_whole = false;
        return given;
    };
    given.given = read_given(item, &fields, problems);
    given.remark = text_of(&fields, "remark", problems).map(|(text, _)| text.to_owned());
    given.cause = read_cause(&fields, problems);
    given.evidence = read_evidence(&fields, problems);
    given.is_whole = problems.n_errors() == n_before;
    given
}

fn read_given(
    item: &Item,
    fields: &Fields,
    problems: &mut Problems,
) -> Option<Result<Value, (Excuse, String)>> {
    let mut given = None;
    let mut first: Option<&str> = None;
    for key in [
        "answer",
        "not_applicable",
        "not_observed",
        "waived",
        "awaiting",
    ] {
        let Some(entry) = fields.entry(key).filter(|entry| !entry.value.is_empty()) else {
            continue;
        };
        if let Some(first) = first {
            let first = if first == "answer" {
                "an answer".into()
            } else {
                format!("`{first}`")
            };
            let message = format!("`{}` has {first}, and `{key}` too", item.id);
            problems.push(
                Diagnostic::new(Code::TwoAnswers, Some(entry.key.span), message)
                    .advise("keep one of them"),
            );
            continue;
        }
        first = Some(key);
        given = if key == "answer" {
            read_value(item, &entry.value, problems).map(Ok)
        } else {
            read_excuse(item, key, entry.key.span, &entry.value, problems).map(Err)
        };
    }
    given
}

fn read_excuse(
    item: &Item,
    key: &str,
    span: Span,
    node: &Node,
    problems: &mut Problems,
) -> Option<(Excuse, String)> {
    let Some(text) = node.text() else {
        problems.push(not_a_text(node, key));
        return None;
    };
    let excuse = match key {
        "not_applicable" => Excuse::NotApplicable,
        "not_observed" => Excuse::NotObserved,
        "awaiting" => Excuse::Awaiting,
        _ => Excuse::Waived,
    };
    if excuse == Excuse::NotApplicable && !item.may_not_apply {
        let message = format!("`{}` always applies", item.id);
        problems.push(
            Diagnostic::new(Code::AlwaysApplies, Some(span), message)
                .advise("give its answer, or `not_observed` if you did not see it"),
        );
        return None;
    }
    let is_bare = matches!(text.to_lowercase().as_str(), "yes" | "true");
    if excuse == Excuse::Waived && is_bare {
        let message = "`waived` wants to know why it was right";
        problems.push(
            Diagnostic::new(Code::ReasonMissing, Some(span), message)
                .advise("write it behind: waived: said hello to the dog first"),
        );
        return None;
    }
    if matches!(text.to_lowercase().as_str(), "no" | "false") {
        let message = format!("`{key}: {text}` says neither an answer nor why there is none");
        problems.push(
            Diagnostic::new(Code::NoAnswer, Some(node.span), message)
                .advise(format!("give the answer, or write why behind `{key}`")),
        );
        return None;
    }
    Some((excuse, if is_bare { String::new() } else { text.into() }))
}

/// Reads an answer: a scalar as at the prompt, or a list of options.
fn read_value(item: &Item, node: &Node, problems: &mut Problems) -> Option<Value> {
    if node.is_empty() {
        return None;
    }
    match (&node.value, &item.scale) {
        (Yaml::Scalar(_), scale) => {
            let text = node.text()?;
            let read = read_answer(scale, text);
            read.map_err(|way_out| {
                let message = format!("`{text}` is no answer to `{}`", item.id);
                problems.push(no_answer(node, message, &way_out));
            })
            .ok()
        }
        (Yaml::List(nodes), Scale::Several(options, _)) => {
            let read: Vec<Option<Id>> = nodes
                .iter()
                .map(|node| {
                    let text = node.text().unwrap_or_default();
                    let way_out = match read_option(options, text) {
                        Ok(Some(id)) => return Some(id),
                        Ok(None) => {
                            let ids: Vec<&str> = options.iter().map(|it| it.id.as_str()).collect();
                            match nearest(text, ids.iter().copied()) {
                                Some(near) => format!("did you mean `{near}`?"),
                                None => format!("it is one of {}", listed(&ids)),
                            }
                        }
                        Err(way_out) => way_out,
                    };
                    let message = format!("`{text}` is no option of `{}`", item.id);
                    problems.push(no_answer(node, message, &way_out));
                    None
                })
                .collect();
            let ticked: Vec<Id> = read.into_iter().collect::<Option<_>>()?;
            Some(Value::Several(in_order(options, &ticked)))
        }
        (Yaml::Refused, _) => None,
        (_, scale) => {
            let message = format!("`{}` is one answer, and here is {}", item.id, node.kind());
            problems.push(no_answer(node, message, &way_out(scale)));
            None
        }
    }
}

fn no_answer(node: &Node, message: String, way_out: &str) -> Diagnostic {
    Diagnostic::new(Code::NoAnswer, Some(node.span), message).advise(way_out)
}

fn read_cause(fields: &Fields, problems: &mut Problems) -> Option<Cause> {
    let (text, span) = text_of(fields, "cause", problems)?;
    let cause = Cause::from_name(text);
    if cause.is_none() {
        let names = Cause::ALL.map(Cause::name);
        let message = format!("`{text}` is no cause");
        problems.push(
            Diagnostic::new(Code::WrongValue, Some(span), message)
                .advise(format!("it is one of {}", listed(&names))),
        );
    }
    cause
}

/// One path, or a list of them.
fn read_evidence(fields: &Fields, problems: &mut Problems) -> Vec<(String, Span)> {
    let Some(node) = fields.value("evidence") else {
        return Vec::new();
    };
    let nodes = match &node.value {
        Yaml::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let mut paths = Vec::new();
    for node in nodes.iter().filter(|node| !node.is_empty()) {
        match node.text() {
            Some(path) => paths.push((path.to_owned(), node.span)),
            None => problems.push(not_a_text(node, "evidence")),
        }
    }
    paths
}

fn text_of<'a>(fields: &Fields<'a>, key: &str, problems: &mut Problems) -> Option<(&'a str, Span)> {
    let node = fields.value(key).filter(|node| !node.is_empty())?;
    let text = node.text().map(|text| (text, node.span));
    if text.is_none() {
        problems.push(not_a_text(node, key));
    }
    text
}
