//! The JSON Schema of a standard's YAML, with descriptions: editors complete and explain keys by it.
//! It knows the shape; the rules beyond it are `standard_check`'s.

use serde_json::{Map, Value, json};

use super::standard_check_warnings::KNOWN_TAGS;
use crate::model::visit::{Channel, Role};

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

const DURATION: &str = "^\\s*([0-9]+|[0-9]+:[0-5][0-9](:[0-5][0-9])?|(?=[0-9])([0-9]+[dD]\\s*)?([0-9]+[hH]\\s*)?([0-9]+[mM]\\s*)?([0-9]+[sS])?)\\s*$";

/// Keys with what is known of each, and what it is for.
type Keys = Vec<(&'static str, Value, &'static str)>;

fn properties(keys: Keys) -> Value {
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

fn a(name: &str) -> Value {
    json!({"$ref": format!("#/definitions/{name}")})
}

fn number(least: Option<f64>, most: Option<f64>) -> Value {
    let mut plain = json!({"type": "number"});
    if let (Some(least), Some(most)) = (least, most) {
        plain = json!({"type": "number", "minimum": least, "maximum": most});
    }
    // In quotes its range is left to `check`.
    json!({"anyOf": [plain, {"type": "string", "pattern": "^[0-9]*\\.?[0-9]*$", "minLength": 1}]})
}

fn one_or_list(words: &[&str]) -> Value {
    json!({"anyOf": [{"enum": words}, {"type": "array", "items": {"enum": words}}]})
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

fn thresholds(of: &str, pattern: &str) -> Value {
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

fn top() -> Keys {
    let channels = Channel::ALL.map(Channel::name);
    vec![
        (
            "schema",
            json!({"enum": [1, "1"]}),
            "Version of the file format: 1.",
        ),
        (
            "id",
            a("id"),
            "Unique among the standards in use; made of the file's name where it is left out.",
        ),
        (
            "version",
            json!({"anyOf": [
                {"type": "string", "pattern": "^[0-9]+(\\.[0-9]+){0,2}$"},
                {"type": "number", "minimum": 0},
            ]}),
            "Version of the content. Major: totals no longer compare. Minor: items or thresholds changed. Patch: wording.",
        ),
        ("title", a("text"), "Name of the standard."),
        ("purpose", a("text"), "What it is for."),
        (
            "languages",
            json!({"anyOf": [a("languageCode"), {"type": "array", "items": a("languageCode"), "uniqueItems": true}]}),
            "Languages of the texts, the standard's own first. English where left out.",
        ),
        (
            "channels",
            one_or_list(&channels),
            "Channels that it fits; any where left out.",
        ),
        ("customer", a("text"), "What this trade calls a customer."),
        (
            "scoring",
            json!({
                "type": "object",
                "additionalProperties": false,
                "properties": properties(vec![
                    ("target", a("percent"), "Percent to aim for."),
                    ("bands", json!({"type": "object", "minProperties": 1, "propertyNames": {"pattern": "\\S"}, "additionalProperties": a("percent")}), "Lowest total that earns each name; one begins at 0."),
                    ("critical", json!({"anyOf": [
                        {"enum": ["fail", "zero"]},
                        {"type": "object", "required": ["cap"], "additionalProperties": false, "properties": {"cap": a("percent")}},
                    ]}), "What a failed critical item does: fail (the number is kept, the verdict is FAIL), zero, or {cap: 60}."),
                    ("bonus_limit", a("percent"), "Most that bonus items may add, in percent points; 5 where left out."),
                    ("minimum_coverage", a("percent"), "Percent of the points that must have been judged; 75 where left out."),
                ]),
            }),
            "How totals are made and judged.",
        ),
        (
            "reveal_score",
            json!({"enum": ["never", "review", "live"]}),
            "When the auditor may see the score; review where left out.",
        ),
        (
            "scales",
            json!({"type": "object", "propertyNames": a("id"), "additionalProperties": a("levels")}),
            "Named levels that several items share.",
        ),
        (
            "scenarios",
            json!({
                "type": "object",
                "propertyNames": a("id"),
                "additionalProperties": {
                    "type": "object",
                    "required": ["title"],
                    "additionalProperties": false,
                    "properties": properties(vec![
                        ("title", a("text"), "Its name."),
                        ("persona", a("text"), "Who the auditor is in it."),
                        ("brief", a("text"), "What to know and to say."),
                        ("same_as", a("id"), "The scenario that makes the same request as another person: compared for fairness."),
                    ]),
                },
            }),
            "Who the auditor plays, and what they ask for.",
        ),
        (
            "sections",
            json!({
                "type": "object",
                "minProperties": 1,
                "propertyNames": a("id"),
                "additionalProperties": {
                    "type": "object",
                    "required": ["title", "items"],
                    "additionalProperties": false,
                    "properties": properties(vec![
                        ("title", a("text"), "Its name."),
                        ("weight", number(Some(0.0), Some(10_000.0)), "Its weight in the total, above 0; all sections have one, or none has."),
                        ("minimum", a("percent"), "Percent; below it the verdict is FAIL."),
                        ("items", a("items"), "Its items, in the order they are asked."),
                    ]),
                },
            }),
            "The parts of the contact. Either these, or `items`.",
        ),
        (
            "items",
            a("items"),
            "The items of a standard without sections.",
        ),
        (
            "allow",
            a("words"),
            "Codes of warnings to silence in the whole file.",
        ),
        ("meta", json!({}), "Free; the program ignores it."),
    ]
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

fn item_keys() -> Keys {
    let roles = Role::ALL.map(Role::name);
    let answer = json!({"anyOf": [a("scalar"), {"type": "array", "minItems": 1, "items": a("scalar")}, {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": false,
        "properties": {"at_least": a("scalar"), "at_most": a("scalar")},
    }]});
    let tags = KNOWN_TAGS
        .iter()
        .map(|(key, known)| {
            let description = format!("With a meaning in reports: {}.", known.join(", "));
            (
                (*key).to_owned(),
                json!({"type": ["string", "number", "boolean"], "description": description}),
            )
        })
        .collect::<Map<_, _>>();
    vec![
        ("ask", a("text"), "The question."),
        (
            "guidance",
            a("text"),
            "How to answer so that two people answer alike.",
        ),
        (
            "why",
            a("text"),
            "Why it matters; shown beside a shortfall.",
        ),
        (
            "good",
            a("yesNo"),
            "The good answer to yes or no; yes where left out.",
        ),
        (
            "scale",
            a("id"),
            "The name of one of the `scales`: answered by a level.",
        ),
        (
            "levels",
            a("levels"),
            "Levels of this item alone: {1: …, 2: …}.",
        ),
        (
            "best_first",
            a("labels"),
            "Choices, the best first; credits spread evenly from 1 to 0.",
        ),
        (
            "worst_first",
            a("labels"),
            "Choices, the worst first; credits spread evenly from 0 to 1.",
        ),
        (
            "options",
            a("options"),
            "Choices with credits of their own: {id: {label, credit}}.",
        ),
        (
            "tick",
            json!({"anyOf": [a("labels"), a("ticks")]}),
            "Any of these; credits add up, no further than 1. Without credits: ticked of all.",
        ),
        (
            "within",
            thresholds("duration", DURATION),
            "Answered by a time: [30s, 2m], or {30s: 1, 2m: 0.5} with the credit up to each.",
        ),
        (
            "up_to",
            thresholds("count", "^[0-9]+$"),
            "Answered by a count, fewer is better: [0, 1], or {0: 1, 1: 0.5}.",
        ),
        (
            "at_least",
            thresholds("count", "^[0-9]+$"),
            "Answered by a count, more is better: [3, 1], or {3: 1, 1: 0.5}.",
        ),
        (
            "tally",
            a("text"),
            "Answered by n of m; the text says what m counts.",
        ),
        (
            "number",
            a("text"),
            "Answered by a number of this unit; recorded, never scored.",
        ),
        ("text", a("yesNo"), "true: answered in words; never scored."),
        (
            "points",
            a("points"),
            "What full credit adds; 1 where left out, 0 is recorded only.",
        ),
        (
            "tags",
            json!({"type": "object", "properties": tags, "additionalProperties": {"type": ["string", "number", "boolean"]}}),
            "Free words by key; stage, facet, measure and dimension have a meaning in reports.",
        ),
        ("critical", a("yesNo"), "yes: failing it fails the visit."),
        ("bonus", a("yesNo"), "yes: it can only add."),
        (
            "scored",
            a("yesNo"),
            "no: a pilot, recorded and shown, never counted.",
        ),
        (
            "when",
            json!({"type": "object", "additionalProperties": answer}),
            "Asked only if earlier items were answered so: {refused: yes}.",
        ),
        (
            "remark",
            a("demand"),
            "When a remark is asked for; never where left out.",
        ),
        (
            "evidence",
            a("demand"),
            "When evidence is asked for; never where left out.",
        ),
        (
            "only",
            one_or_list(&roles),
            "Roles it applies to; all where left out.",
        ),
        (
            "was",
            json!({"anyOf": [a("id"), {"type": "array", "items": a("id")}]}),
            "Ids that it had in earlier versions.",
        ),
        ("training", a("text"), "What to train when it fails."),
        ("owner", a("text"), "The department that can mend it."),
        (
            "cost",
            json!({"enum": ["free", "low", "high"]}),
            "What mending it costs.",
        ),
        (
            "not_applicable",
            json!({"enum": ["never", "allowed"]}),
            "Whether \"did not apply\" is an answer; allowed where left out.",
        ),
        (
            "allow",
            a("words"),
            "Codes of warnings to silence for this item.",
        ),
        ("meta", json!({}), "Free; the program ignores it."),
    ]
}
