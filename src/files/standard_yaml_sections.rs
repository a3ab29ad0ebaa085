//! The sections of a standard, and the one unnamed section of the short form.

use super::fields::Fields;
use super::standard_yaml::{DraftSection, Scales, required_text, start_of};
use super::standard_yaml_item::read_items;
use super::standard_yaml_top::SECTION_KEYS;
use super::yaml::{Key, Node};
use super::yaml_values::Values;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::id::Id;
use crate::model::share::Points;
use crate::model::standard::Section;

/// Reads the sections, with their items.
pub(super) fn read_sections<'a>(
    fields: &Fields<'a>,
    scales: &Scales<'a>,
    values: &mut Values<'_>,
) -> Vec<DraftSection<'a>> {
    let mut sections = Vec::new();
    let (items, listed) = (fields.entry("items"), fields.entry("sections"));
    if let (Some(items), Some(listed)) = (items, listed) {
        values.problems.push(
            Diagnostic::new(
                Code::ItemsBesideSections,
                Some(items.key.span),
                "`items` stands at the top beside `sections`",
            )
            .label(listed.key.span, "the sections begin here")
            .advise("move these items into a section"),
        );
    }
    if fields.lacks("items") && fields.lacks("sections") {
        values.missing(
            start_of(fields.span),
            "the standard has neither `items:` nor `sections:`",
        );
    }
    if let Some(entry) = items {
        let section = Section {
            id: Id::new("all").expect("`all` is an id"),
            title: None,
            weight: None,
            minimum: None,
            items: Vec::new(),
        };
        sections.push((section, None, None, Some(&entry.value)));
    }
    let read = listed
        .and_then(|entry| Fields::read_free(&entry.value, "`sections`", &mut values.problems));
    if let (Some(entry), Some(read)) = (listed, &read)
        && read.entries().is_empty()
    {
        values.missing(entry.key.span, "`sections` holds no section");
    }
    for entry in read.iter().flat_map(Fields::entries) {
        sections.extend(read_section(&entry.key, &entry.value, values));
    }
    // Ids of sections come first: an item that takes one of them is the one to be changed.
    let heads: Vec<(&Key, &Id)> = sections
        .iter()
        .filter_map(|(section, key, ..)| Some(((*key)?, &section.id)))
        .collect();
    let all: Vec<Option<&Node>> = sections.iter().map(|(.., items)| *items).collect();
    let items = read_items(&all, &heads, scales, values);
    sections
        .into_iter()
        .zip(items)
        .map(|((section, key, weight, _), items)| DraftSection {
            section,
            key,
            weight,
            items,
        })
        .collect()
}

type SectionHead<'a> = (Section, Option<&'a Key>, Option<&'a Node>, Option<&'a Node>);

fn read_section<'a>(
    key: &'a Key,
    node: &'a Node,
    values: &mut Values<'_>,
) -> Option<SectionHead<'a>> {
    let id = values.id_of(&key.text, key.span, "the id of a section");
    let fields = Fields::read(node, "a section", &SECTION_KEYS, &mut values.problems)?;
    let whose = format!("the section `{}`", key.text);
    let title = required_text(&fields, "title", key.span, &whose, values);
    let weight = fields.value("weight");
    let section = Section {
        id: id.unwrap_or_else(|| Id::from_text(&key.text)),
        title,
        weight: weight.and_then(|node| read_weight(node, values)),
        minimum: fields
            .value("minimum")
            .and_then(|node| values.percent(node, "`minimum`")),
        items: Vec::new(),
    };
    let items = fields.value("items");
    if fields.lacks("items") {
        values.missing(key.span, format!("{whose} has no `items:`"));
    }
    Some((section, Some(key), weight, items))
}

fn read_weight(node: &Node, values: &mut Values<'_>) -> Option<Points> {
    let weight = values.points(node, "`weight`")?;
    if weight.value() > 0.0 {
        return Some(weight);
    }
    values.complain(
        Code::PointsRange,
        node.span,
        "`weight` must be above 0",
        "a section that is not to count holds items with `scored: false`",
    );
    None
}
