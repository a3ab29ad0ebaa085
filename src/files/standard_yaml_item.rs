//! The items of a standard: what is asked, and what is said of it besides how it is answered.

use std::collections::BTreeMap;

use super::fields::Fields;
use super::standard_yaml::{
    ANY_SCALE, DraftItem, Scales, list_of, optional_text, required_text, words_of,
};
use super::standard_yaml_scale::{TYPE_KEYS, read_scale};
use super::standard_yaml_top::read_allow;
use super::standard_yaml_when::read_when;
use super::yaml::{Entry, Key, Node, Value};
use super::yaml_values::Values;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::id::Id;
use crate::model::scale::Scale;
use crate::model::standard::{Cost, Demand, Item};
use crate::model::text::{Language, Text};
use crate::model::visit::Role;

/// Most items of a standard.
pub(super) const MOST_ITEMS: usize = 500;

/// The keys of an item that do not give it its type.
pub(super) const ITEM_KEYS: [&str; 21] = [
    "ask",
    "guidance",
    "why",
    "good",
    "points",
    "tags",
    "critical",
    "bonus",
    "scored",
    "when",
    "remark",
    "evidence",
    "only",
    "was",
    "training",
    "owner",
    "cost",
    "not_applicable",
    "promise",
    "allow",
    "meta",
];

/// Reads the items of every section. `heads` are the sections' own ids, which no item may have.
pub(super) fn read_items<'a>(
    sections: &[Option<&'a Node>],
    heads: &[(&Key, &Id)],
    scales: &Scales<'a>,
    values: &mut Values<'_>,
) -> Vec<Vec<DraftItem<'a>>> {
    let mut entries: Vec<Vec<&'a Entry>> = Vec::new();
    for node in sections {
        let fields = node.and_then(|node| Fields::read_free(node, "`items`", &mut values.problems));
        entries.push(fields.map_or_else(Vec::new, |fields| fields.entries().to_vec()));
    }
    limit(&mut entries, values);
    let names: Vec<&str> = entries
        .iter()
        .flatten()
        .map(|entry| entry.key.text.as_str())
        .collect();
    let mut taken: BTreeMap<&str, Span> = BTreeMap::new();
    for (key, id) in heads {
        if id.as_str() == "visit" {
            complain_of_reserved(key, values);
        }
        taken.insert(id.as_str(), key.span);
    }
    let mut known: Vec<(Id, Option<Scale>)> = Vec::new();
    let mut read = Vec::new();
    for entries in entries {
        let mut items = Vec::new();
        for entry in entries {
            check_id(&entry.key, &mut taken, heads.is_empty(), values);
            let item = read_item(entry, &names, &known, scales, values);
            known.push((
                item.item.id.clone(),
                item.is_whole.then(|| item.item.scale.clone()),
            ));
            items.push(item);
        }
        read.push(items);
    }
    read
}

/// Cuts what is over the limit off, aloud.
fn limit(entries: &mut [Vec<&Entry>], values: &mut Values<'_>) {
    let n: usize = entries.iter().map(Vec::len).sum();
    if n <= MOST_ITEMS {
        return;
    }
    if let Some(first_over) = entries.iter().flatten().nth(MOST_ITEMS) {
        values.complain(
            Code::TooMany,
            first_over.key.span,
            format!("this standard has {n} items, and {MOST_ITEMS} is the most"),
            "split it into several standards; people guess what they cannot remember",
        );
    }
    let mut left = MOST_ITEMS;
    for entries in entries {
        entries.truncate(left);
        left -= entries.len();
    }
}

fn complain_of_reserved(key: &Key, values: &mut Values<'_>) {
    let message = "`visit` is a word of the records, and no id";
    values.complain(
        Code::ReservedId,
        key.span,
        message,
        "choose another id, such as `the_visit`",
    );
}

fn check_id<'a>(
    key: &'a Key,
    taken: &mut BTreeMap<&'a str, Span>,
    has_no_sections: bool,
    values: &mut Values<'_>,
) {
    let id = key.text.as_str();
    if id == "visit" {
        complain_of_reserved(key, values);
    } else if id == "all" && has_no_sections {
        let message = "`all` is the id of the one section that a standard without `sections` has";
        values.complain(Code::ReservedId, key.span, message, "choose another id");
    } else if let Some(first) = taken.get(id) {
        let message = format!("there is a section or item `{id}` already");
        values.problems.push(
            Diagnostic::new(Code::DuplicateId, Some(key.span), message)
                .label(*first, "here first")
                .advise("choose another id; sections and items share their ids"),
        );
    } else {
        taken.insert(id, key.span);
    }
}

fn read_item<'a>(
    entry: &'a Entry,
    names: &[&str],
    known: &[(Id, Option<Scale>)],
    scales: &Scales<'a>,
    values: &mut Values<'_>,
) -> DraftItem<'a> {
    let n_before = values.problems.n_errors();
    let key = &entry.key;
    let id = values
        .id_of(&key.text, key.span, "the id of an item")
        .unwrap_or_else(|| Id::from_text(&key.text));
    let mut item = Item::new(id, Text::plain(""), ANY_SCALE);
    let mut fields = None;
    let mut allow = Vec::new();
    if is_only_a_text(&entry.value, &values.languages) {
        if let Some(ask) = values.text(&entry.value, "the text of the item") {
            item.ask = ask;
        }
    } else {
        let keys = [&ITEM_KEYS[..], &TYPE_KEYS[..]].concat();
        fields = Fields::read(&entry.value, "an item", &keys, &mut values.problems);
        if let Some(fields) = &fields {
            fill(&mut item, key, fields, names, known, scales, values);
            allow = read_allow(fields, values);
        }
    }
    DraftItem {
        item,
        key,
        fields,
        allow,
        is_whole: values.problems.n_errors() == n_before
            && !matches!(entry.value.value, Value::Refused),
    }
}

/// An item that is a text, or a text in the declared languages.
fn is_only_a_text(node: &Node, languages: &[Language]) -> bool {
    match &node.value {
        Value::Scalar(_) => true,
        Value::Map(entries) => {
            // A language that nobody declared is complained of as such.
            let code = |entry: &Entry| Language::new(&entry.key.text);
            let is_declared =
                |entry: &Entry| code(entry).is_some_and(|code| languages.contains(&code));
            entries.iter().all(|entry| code(entry).is_some()) && entries.iter().any(is_declared)
        }
        _ => false,
    }
}

fn fill(
    item: &mut Item,
    key: &Key,
    fields: &Fields<'_>,
    names: &[&str],
    known: &[(Id, Option<Scale>)],
    scales: &Scales<'_>,
    values: &mut Values<'_>,
) {
    let whose = format!("the item `{}`", key.text);
    if let Some(ask) = required_text(fields, "ask", key.span, &whose, values) {
        item.ask = ask;
    }
    item.guidance = optional_text(fields, "guidance", values);
    item.why = optional_text(fields, "why", values);
    item.training = optional_text(fields, "training", values);
    item.owner = optional_text(fields, "owner", values);
    if let Some(scale) = read_scale(fields, scales, values) {
        item.scale = scale;
    }
    if let Some(points) = fields
        .value("points")
        .and_then(|node| values.points(node, "`points`"))
    {
        item.points = points;
    }
    let mut flag = |key: &str| {
        let node = fields.value(key)?;
        values.yes_no(node, &format!("`{key}`"))
    };
    item.scored = flag("scored").unwrap_or(true);
    item.critical = flag("critical").unwrap_or(false);
    item.bonus = flag("bonus").unwrap_or(false);
    item.promise = flag("promise").unwrap_or(false);
    item.remark = read_demand(fields, "remark", values);
    item.evidence = read_demand(fields, "evidence", values);
    item.only = words_of(
        fields,
        "only",
        "`only`",
        &Role::ALL.map(|role| (role.name(), role)),
        values,
    );
    let costs = [
        ("free", Cost::Free),
        ("low", Cost::Low),
        ("high", Cost::High),
    ];
    item.cost = fields
        .value("cost")
        .and_then(|node| values.word(node, "`cost`", &costs));
    let words = [("never", false), ("allowed", true)];
    item.may_not_apply = fields
        .value("not_applicable")
        .and_then(|node| values.word(node, "`not_applicable`", &words))
        .unwrap_or(true);
    for node in list_of(fields, "was", values) {
        item.was.extend(values.id(node, "an id in `was`"));
    }
    item.tags = read_tags(fields, values);
    if let Some(node) = fields.value("when") {
        item.when = read_when(node, &key.text, names, known, values);
    }
}

fn read_demand(fields: &Fields<'_>, key: &str, values: &mut Values<'_>) -> Demand {
    let words = [
        ("never", Demand::Never),
        ("on_low", Demand::OnLow),
        ("on_top", Demand::OnTop),
        ("always", Demand::Always),
    ];
    fields
        .value(key)
        .and_then(|node| values.word(node, &format!("`{key}`"), &words))
        .unwrap_or(Demand::Never)
}

fn read_tags(fields: &Fields<'_>, values: &mut Values<'_>) -> BTreeMap<String, String> {
    let mut tags = BTreeMap::new();
    let Some(node) = fields.value("tags") else {
        return tags;
    };
    let Some(read) = Fields::read_free(node, "`tags`", &mut values.problems) else {
        return tags;
    };
    for entry in read.entries() {
        let name = format!("the tag `{}`", entry.key.text);
        if let Some(value) = values.scalar(&entry.value, &name) {
            tags.insert(entry.key.text.clone(), value.into());
        }
    }
    tags
}
