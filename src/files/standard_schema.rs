//! The JSON Schema of a standard's YAML, with descriptions: editors complete and explain keys by it.
//! It knows the shape; the rules beyond it are `standard_check`'s.

use serde_json::{Map, Value, json};

use super::standard_schema_keys::{item_keys, top};
use crate::diagnostic::{Code, Severity};

/// The schema as a file's text.
pub fn schema_text() -> String {
    let mut text = serde_json::to_string_pretty(&schema()).expect("a value can be written");
    text.push('\n');
    text
}

/// The schema.
pub fn schema() -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Service standard",
        "description": "What exceptional service looks like for one kind of contact, item by item. Checked by `mystery standard check`.",
        "type": "object",
        "additionalProperties": false,
        "required": ["title"],
        "oneOf": [
            {"required": ["items"], "not": {"required": ["sections"]}},
            {"required": ["sections"], "not": {"required": ["items"]}},
        ],
        "properties": properties(top()),
        "definitions": {
            "id": {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,63}$"},
            "languageCode": {"type": "string", "pattern": LANGUAGE},
            "scalar": {"type": ["string", "number", "boolean"]},
            "text": {
                "description": "A text, or a map of the declared languages: {en: …, fr: …}.",
                "anyOf": [
                    {"type": "string", "pattern": "\\S"},
                    {"type": ["number", "boolean"]},
                    translated(),
                ],
            },
            "yesNo": {"anyOf": [
                {"type": "boolean"},
                {"type": "string", "pattern": "^([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"},
            ]},
            "number": number(None, None),
            "percent": number(Some(0.0), Some(100.0)),
            "points": number(Some(0.0), Some(10_000.0)),
            "credit": number(Some(0.0), Some(1.0)),
            "duration": {"anyOf": [
                {"type": "integer", "minimum": 0},
                {"type": "string", "pattern": DURATION},
            ]},
            "count": {"anyOf": [
                {"type": "integer", "minimum": 0},
                {"type": "string", "pattern": "^[0-9]+$"},
            ]},
            "words": {"description": "One, or a list.", "anyOf": [
                {"$ref": "#/definitions/scalar"},
                {"type": "array", "items": {"$ref": "#/definitions/scalar"}},
            ]},
            "demand": {"enum": ["never", "on_low", "on_top", "always"]},
            "levels": {
                "type": "object",
                "minProperties": 2,
                "maxProperties": 50,
                "additionalProperties": false,
                "patternProperties": {"^-?[0-9]{1,6}$": {"$ref": "#/definitions/labelled"}},
            },
            "labelled": {"anyOf": [
                {"$ref": "#/definitions/text"},
                {
                    "type": "object",
                    "required": ["label"],
                    "additionalProperties": false,
                    "properties": {
                        "label": {"$ref": "#/definitions/text"},
                        "credit": {"$ref": "#/definitions/credit"},
                    },
                },
            ]},
            "labels": {
                "type": "array",
                "minItems": 2,
                "maxItems": 50,
                "items": {"$ref": "#/definitions/text"},
            },
            "options": options(true),
            "ticks": options(false),
            "items": {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 500,
                "propertyNames": {"$ref": "#/definitions/id"},
                "additionalProperties": {"$ref": "#/definitions/item"},
            },
            "item": item(),
        },
    })
}

/// A language code that no key of an item equals.
const LANGUAGE: &str = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$";

pub(super) const DURATION: &str = "^\\s*([0-9]+|[0-9]+:[0-5][0-9](:[0-5][0-9])?|(?=[0-9])([0-9]+[dD]\\s*)?([0-9]+[hH]\\s*)?([0-9]+[mM]\\s*)?([0-9]+[sS])?)\\s*$";

/// Keys with what is known of each, and what it is for.
pub(super) type Keys = Vec<(&'static str, Value, &'static str)>;

pub(super) fn properties(keys: Keys) -> Value {
    let described = keys.into_iter().map(|(key, shape, description)| {
        // Draft 07 ignores what stands beside a `$ref`.
        let value = if shape.get("$ref").is_some() {
            json!({"description": description, "allOf": [shape]})
        } else {
            let mut shape = shape;
            if let Value::Object(shape) = &mut shape {
                shape.insert("description".into(), description.into());
            }
            shape
        };
        (key.to_owned(), value)
    });
    Value::Object(described.collect::<Map<_, _>>())
}

pub(super) fn a(name: &str) -> Value {
    json!({"$ref": format!("#/definitions/{name}")})
}

pub(super) fn number(least: Option<f64>, most: Option<f64>) -> Value {
    let mut plain = json!({"type": "number"});
    if let (Some(least), Some(most)) = (least, most) {
        plain = json!({"type": "number", "minimum": least, "maximum": most});
    }
    // In quotes its range is left to `check`.
    json!({"anyOf": [plain, {"type": "string", "pattern": "^[0-9]*\\.?[0-9]*$", "minLength": 1}]})
}

pub(super) fn one_or_list(words: &[&str]) -> Value {
    json!({"anyOf": [{"enum": words}, {"type": "array", "items": {"enum": words}}]})
}

/// The warnings and the advice that can be silenced, by id and by name.
pub(super) fn allowed() -> Value {
    let codes = Code::ALL
        .iter()
        .filter(|code| code.severity() != Severity::Error && code.id().starts_with('S'));
    let words: Vec<&str> = codes.flat_map(|code| [code.id(), code.name()]).collect();
    one_or_list(&words)
}

fn translated() -> Value {
    json!({
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"$ref": "#/definitions/languageCode"},
        "additionalProperties": {"type": ["string", "number", "boolean"], "pattern": "\\S"},
    })
}

fn options(has_credit: bool) -> Value {
    let mut required = vec!["label"];
    if has_credit {
        required.push("credit");
    }
    let mut one = json!({
        "type": "object",
        "required": required,
        "additionalProperties": false,
        "properties": {"label": a("text"), "credit": a("credit")},
    });
    if !has_credit {
        one = a("labelled");
    }
    json!({
        "type": "object",
        "minProperties": 2,
        "maxProperties": 50,
        "propertyNames": a("id"),
        "additionalProperties": one,
    })
}

pub(super) fn thresholds(of: &str, pattern: &str) -> Value {
    json!({"anyOf": [
        a(of),
        {"type": "array", "minItems": 1, "maxItems": 50, "items": a(of)},
        {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 50,
            "propertyNames": {"pattern": pattern},
            "additionalProperties": a("credit"),
        },
    ]})
}

fn item() -> Value {
    let keys = properties(item_keys());
    let one_type: Vec<Value> = super::standard_yaml_scale::TYPE_KEYS
        .iter()
        .chain(&["good"])
        .map(|key| {
            let others: Vec<Value> = super::standard_yaml_scale::TYPE_KEYS
                .iter()
                .chain(&["good"])
                .filter(|other| *other != key)
                .map(|other| json!({"required": [other]}))
                .collect();
            json!({"if": {"required": [key]}, "then": {"not": {"anyOf": others}}})
        })
        .collect();
    json!({
        "description": "A question. A text alone asks yes or no.",
        "anyOf": [
            {"type": "string", "pattern": "\\S"},
            translated_item(),
            {
                "type": "object",
                "required": ["ask"],
                "additionalProperties": false,
                "properties": keys,
                "allOf": one_type,
            },
        ],
    })
}

/// A text in languages, none of whose codes is a key of an item.
fn translated_item() -> Value {
    let mut shape = translated();
    let keys: Vec<&str> = item_keys()
        .iter()
        .map(|(key, _, _)| *key)
        .filter(|key| key.len() <= 3)
        .collect();
    shape["propertyNames"] = json!({"allOf": [a("languageCode"), {"not": {"enum": keys}}]});
    shape
}
