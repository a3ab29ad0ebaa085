//! The keys of a standard that are not about its items: scoring, scenarios, warnings silenced.

use super::fields::{Fields, listed, nearest};
use super::standard_yaml::{list_of, optional_text, required_text};
use super::yaml::{Node, Value};
use super::yaml_values::Values;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::model::id::Id;
use crate::model::order::InOrder;
use crate::model::share::Share;
use crate::model::standard::{CriticalRule, Scenario, ScoreBand, Scoring};

/// The keys at the top of a standard.
pub(super) const TOP_KEYS: [&str; 16] = [
    "schema",
    "id",
    "version",
    "title",
    "purpose",
    "languages",
    "channels",
    "customer",
    "scoring",
    "reveal_score",
    "scales",
    "scenarios",
    "sections",
    "items",
    "allow",
    "meta",
];

/// The keys of a section.
pub(super) const SECTION_KEYS: [&str; 4] = ["title", "weight", "minimum", "items"];

/// The keys of a scenario.
pub(super) const SCENARIO_KEYS: [&str; 4] = ["title", "persona", "brief", "same_as"];

/// The keys of `scoring`.
pub(super) const SCORING_KEYS: [&str; 5] = [
    "target",
    "bands",
    "critical",
    "bonus_limit",
    "minimum_coverage",
];

pub(super) fn read_scoring(fields: &Fields<'_>, values: &mut Values<'_>) -> Scoring {
    let mut scoring = Scoring::default();
    let Some(node) = fields.value("scoring") else {
        return scoring;
    };
    let Some(fields) = Fields::read(node, "`scoring`", &SCORING_KEYS, &mut values.problems) else {
        return scoring;
    };
    let mut percent = |key: &str| {
        let node = fields.value(key)?;
        values.percent(node, &format!("`{key}`"))
    };
    scoring.target = percent("target");
    if let Some(limit) = percent("bonus_limit") {
        scoring.bonus_limit = limit;
    }
    if let Some(least) = percent("minimum_coverage") {
        scoring.minimum_coverage = least;
    }
    if let Some(bands) = fields
        .value("bands")
        .and_then(|node| read_bands(node, values))
    {
        scoring.bands = bands;
    }
    if let Some(rule) = fields
        .value("critical")
        .and_then(|node| read_critical(node, values))
    {
        scoring.critical = rule;
    }
    scoring
}

fn read_bands(node: &Node, values: &mut Values<'_>) -> Option<Vec<ScoreBand>> {
    let fields = Fields::read_free(node, "`bands`", &mut values.problems)?;
    let mut bands: Vec<(ScoreBand, Span)> = Vec::new();
    let mut is_whole = true;
    for entry in fields.entries() {
        let name = entry.key.text.trim();
        if name.is_empty() {
            let message = "the name of a band is empty";
            values.problems.push(Diagnostic::new(
                Code::EmptyValue,
                Some(entry.key.span),
                message,
            ));
        }
        let from = values.percent(&entry.value, &format!("the band `{name}`"));
        is_whole &= from.is_some() && !name.is_empty();
        let Some(from) = from else { continue };
        if let Some((other, place)) = bands.iter().find(|(other, _)| other.from == from) {
            let message = format!("`{name}` begins where `{}` does", other.name);
            values.problems.push(
                Diagnostic::new(Code::Bands, Some(entry.value.span), message)
                    .label(*place, "the other band")
                    .advise("give each band a lowest total of its own"),
            );
            is_whole = false;
            continue;
        }
        let name = name.to_owned();
        bands.push((ScoreBand { name, from }, entry.value.span));
    }
    if is_whole && !bands.iter().any(|(band, _)| band.from == Share::ZERO) {
        values.complain(
            Code::Bands,
            node.span,
            "no band begins at 0, so the lowest totals would have no name",
            "add one, such as `failing: 0`",
        );
        return None;
    }
    let mut bands: Vec<ScoreBand> = bands.into_iter().map(|(band, _)| band).collect();
    bands.order_by_key(|band| std::cmp::Reverse(band.from));
    is_whole.then_some(bands)
}

fn read_critical(node: &Node, values: &mut Values<'_>) -> Option<CriticalRule> {
    if let Value::Map(_) = &node.value {
        let fields = Fields::read(node, "`critical`", &["cap"], &mut values.problems)?;
        let Some(cap) = fields.value("cap") else {
            values.missing(
                node.span,
                "`critical` with keys holds `cap:` and a percentage",
            );
            return None;
        };
        return values.percent(cap, "`cap`").map(CriticalRule::Cap);
    }
    let words = [("fail", CriticalRule::Fail), ("zero", CriticalRule::Zero)];
    if node.text() == Some("cap") {
        values.complain(
            Code::WrongValue,
            node.span,
            "`cap` says to what the total is capped",
            "write it like this: `critical: {cap: 60}`",
        );
        return None;
    }
    values.word(node, "`critical`", &words)
}

pub(super) fn read_scenarios(fields: &Fields<'_>, values: &mut Values<'_>) -> Vec<Scenario> {
    let Some(node) = fields.value("scenarios") else {
        return Vec::new();
    };
    let Some(read) = Fields::read_free(node, "`scenarios`", &mut values.problems) else {
        return Vec::new();
    };
    let names: Vec<&str> = read
        .entries()
        .iter()
        .map(|entry| entry.key.text.as_str())
        .collect();
    let mut scenarios = Vec::new();
    for entry in read.entries() {
        let key = &entry.key;
        let id = values.id_of(&key.text, key.span, "the id of a scenario");
        let what = "a scenario";
        let Some(fields) = Fields::read(&entry.value, what, &SCENARIO_KEYS, &mut values.problems)
        else {
            continue;
        };
        let whose = format!("the scenario `{}`", key.text);
        let title = required_text(&fields, "title", key.span, &whose, values);
        let same_as = fields
            .value("same_as")
            .and_then(|node| read_same_as(node, &key.text, &names, values));
        let persona = optional_text(&fields, "persona", values);
        let brief = optional_text(&fields, "brief", values);
        if let (Some(id), Some(title)) = (id, title) {
            scenarios.push(Scenario {
                id,
                title,
                persona,
                brief,
                same_as,
            });
        }
    }
    scenarios
}

fn read_same_as(node: &Node, own: &str, names: &[&str], values: &mut Values<'_>) -> Option<Id> {
    let name = values.scalar(node, "`same_as`")?;
    if name == own {
        values.complain(
            Code::UnknownScenario,
            node.span,
            "`same_as` names the scenario itself",
            "name the scenario that makes the same request as another person",
        );
        return None;
    }
    if names.contains(&name) {
        return Id::new(name);
    }
    let advice = match nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the scenarios are {}", listed(names)),
    };
    let message = format!("there is no scenario `{name}`");
    values.complain(Code::UnknownScenario, node.span, message, advice);
    None
}

/// The warnings that `allow` silences.
pub(super) fn read_allow(fields: &Fields<'_>, values: &mut Values<'_>) -> Vec<Code> {
    let mut codes = Vec::new();
    for node in list_of(fields, "allow", values) {
        let Some(text) = values.scalar(node, "`allow`") else {
            continue;
        };
        let is_of_standards = |code: &&Code| code.id().starts_with('S');
        let is_it = |code: &&Code| {
            is_of_standards(code) && (code.id().eq_ignore_ascii_case(text) || code.name() == text)
        };
        match Code::ALL.iter().find(is_it) {
            Some(code) if code.severity() == Severity::Error => values.complain(
                Code::WrongValue,
                node.span,
                format!("`{text}` is an error, and `allow` silences warnings"),
                "mend the error",
            ),
            Some(code) => codes.push(*code),
            None => {
                let known: Vec<&str> = Code::ALL
                    .iter()
                    .filter(|code| code.severity() != Severity::Error && is_of_standards(code))
                    .map(|code| code.id())
                    .collect();
                values.complain(
                    Code::WrongValue,
                    node.span,
                    format!("`allow` does not know `{text}`"),
                    format!("the warnings are {}", listed(&known)),
                );
            }
        }
    }
    codes
}
