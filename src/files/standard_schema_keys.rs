//! Every key of a standard with its shape and its description, for the JSON Schema.

use serde_json::{Map, json};

use super::standard_check_warnings::KNOWN_TAGS;
use super::standard_schema::{
    DURATION, Keys, a, allowed, number, one_or_list, properties, thresholds,
};
use crate::model::visit::{Channel, Role};

/// The keys at the top.
pub(super) fn top() -> Keys {
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
        (
            "customer",
            a("text"),
            "What this trade calls a customer; colleague makes it a standard for departments of your own.",
        ),
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
            allowed(),
            "Codes of warnings to silence in the whole file.",
        ),
        ("meta", json!({}), "Free; the program ignores it."),
    ]
}

/// The keys of an item.
pub(super) fn item_keys() -> Keys {
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
            "promise",
            a("yesNo"),
            "It asks whether a promise was kept, which may be awaited when the visit is finished.",
        ),
        (
            "allow",
            allowed(),
            "Codes of warnings to silence for this item.",
        ),
        ("meta", json!({}), "Free; the program ignores it."),
    ]
}
