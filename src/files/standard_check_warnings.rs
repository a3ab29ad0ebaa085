//! What will hurt though it can be used: warnings, and advice for whoever asks for it. `allow`
//! silences them, of an item or of the whole file.

use super::fields::{listed, nearest};
use super::standard_check::{items, place_of};
use super::standard_yaml::{Draft, DraftItem};
use super::yaml_values::Values;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::share::Share;

/// People guess what they cannot remember.
const MANY_ITEMS: usize = 40;

/// The feeling is asked among so many last items.
const LAST_ITEMS: usize = 5;

/// The tags that have a meaning in reports, with the values that have one.
pub const KNOWN_TAGS: [(&str, &[&str]); 4] = [
    (
        "stage",
        &[
            "rapport",
            "qualifying",
            "education",
            "demonstration",
            "closing",
            "after_sales",
        ],
    ),
    ("facet", &["script", "care"]),
    ("measure", &["fact", "feeling", "outcome"]),
    (
        "dimension",
        &[
            "access",
            "speed",
            "knowledge",
            "respect",
            "effort",
            "premises",
            "follow_up",
        ],
    ),
];

/// Takes a warning, with the item that may silence it.
type Warn<'w> = dyn FnMut(Option<&DraftItem<'_>>, Diagnostic) + 'w;

/// A rule: warns of what breaks it.
type Rule = fn(&Draft<'_>, &mut Warn<'_>);

/// Rules about proportions, which a file with errors would only make noise of.
const RULES_OF_THE_WHOLE: [Rule; 2] = [heavy_item, points_spread];

const RULES: [Rule; 7] = [
    many_items,
    feeling_first,
    critical_guidance,
    high_target,
    no_feeling,
    tag_values,
    two_questions,
];

/// Adds every warning that nobody silenced.
pub(super) fn check(draft: &Draft<'_>, values: &mut Values<'_>) {
    let mut found = Vec::new();
    let mut warn = |item: Option<&DraftItem<'_>>, diagnostic: Diagnostic| {
        let is_silenced = draft.allow.contains(&diagnostic.code)
            || item.is_some_and(|item| item.allow.contains(&diagnostic.code));
        if !is_silenced {
            found.push(diagnostic);
        }
    };
    for rule in RULES {
        rule(draft, &mut warn);
    }
    if !values.problems.any_error() {
        for rule in RULES_OF_THE_WHOLE {
            rule(draft, &mut warn);
        }
    }
    capitals(draft, &values.texts, &mut warn);
    for diagnostic in found {
        values.problems.push(diagnostic);
    }
}

/// S101: no more items than people remember.
fn many_items(draft: &Draft<'_>, warn: &mut Warn<'_>) {
    let n = items(draft).count();
    if n > MANY_ITEMS {
        let first_over = items(draft).nth(MANY_ITEMS).map(|item| item.key.span);
        let message = format!("{n} items are more than a visitor remembers");
        warn(
            None,
            Diagnostic::new(Code::ManyItems, first_over, message)
                .advise("keep 40 at most, or make a second standard: people guess what they cannot remember"),
        );
    }
}

/// S102: no item decides alone. Says nothing where few items have points: each is heavy then.
fn heavy_item(draft: &Draft<'_>, warn: &mut Warn<'_>) {
    let parts = draft.standard.parts_of_total();
    if parts.len() <= 4 {
        return;
    }
    for item in items(draft) {
        let part = parts.iter().find(|(id, _)| **id == item.item.id);
        if let Some((_, part)) =
            part.filter(|(_, part)| Share::rounded(*part) > Share::rounded(0.25))
        {
            let message = format!("`{}` has {:.0} % of all points", item.item.id, part * 100.0);
            warn(
                Some(item),
                Diagnostic::new(Code::HeavyItem, Some(place_of(item, "points")), message)
                    .advise("lower its points or the weight of its section; what may never fail is `critical: true`"),
            );
        }
    }
}

/// S103: facts first, feelings later.
fn feeling_first(draft: &Draft<'_>, warn: &mut Warn<'_>) {
    let is_of = |item: &DraftItem<'_>, measure: &str| {
        item.item
            .tags
            .get("measure")
            .is_some_and(|value| value == measure)
    };
    for section in &draft.sections {
        for (n, item) in section.items.iter().enumerate() {
            let fact = section.items[n..].iter().find(|later| is_of(later, "fact"));
            if let (true, Some(fact)) = (is_of(item, "feeling"), fact) {
                let message = format!(
                    "`{}` asks for a feeling before `{}` asks for a fact",
                    item.item.id, fact.item.id
                );
                warn(
                    Some(item),
                    Diagnostic::new(Code::FeelingFirst, Some(item.key.span), message)
                        .label(fact.key.span, "the fact")
                        .advise("ask for facts first: a feeling that has been said colours what comes after"),
                );
            }
        }
    }
}

/// S104: what fails a visit is explained.
fn critical_guidance(draft: &Draft<'_>, warn: &mut Warn<'_>) {
    for item in items(draft) {
        if item.is_whole && item.item.critical && item.item.guidance.is_none() {
            let message = format!("`{}` is critical and has no guidance", item.item.id);
            warn(
                Some(item),
                Diagnostic::new(
                    Code::CriticalGuidance,
                    Some(place_of(item, "critical")),
                    message,
                )
                .advise("say under `guidance:` what counts as failing, so that two people agree"),
            );
        }
    }
}

/// S105: points within ten to one.
fn points_spread(draft: &Draft<'_>, warn: &mut Warn<'_>) {
    let points = |item: &&DraftItem<'_>| item.item.points;
    let counting = || items(draft).filter(|item| item.is_whole && item.item.counts());
    let by =
        |a: &&DraftItem<'_>, b: &&DraftItem<'_>| points(a).value().total_cmp(&points(b).value());
    let (Some(least), Some(most)) = (counting().min_by(by), counting().max_by(by)) else {
        return;
    };
    if points(&most).value() > 10.0 * points(&least).value() {
        let message = format!(
            "`{}` has {} points and `{}` has {}, over ten times as many",
            most.item.id,
            points(&most),
            least.item.id,
            points(&least)
        );
        warn(
            Some(most),
            Diagnostic::new(Code::PointsSpread, Some(place_of(most, "points")), message)
                .label(place_of(least, "points"), "the least")
                .advise("1 to 5 is plenty: the small ones no longer matter"),
        );
    }
}

/// S106: the target lies in some band.
fn high_target(draft: &Draft<'_>, warn: &mut Warn<'_>) {
    let scoring = &draft.standard.scoring;
    let (Some(target), Some(top)) = (scoring.target, scoring.bands.first()) else {
        return;
    };
    if target > top.from {
        let message = format!(
            "the target lies above every band: `{}` begins at {}",
            top.name,
            top.from.value() * 100.0
        );
        let place = draft.root.entry("scoring").map(|entry| entry.key.span);
        warn(
            None,
            Diagnostic::new(Code::HighTarget, place, message)
                .advise("a visit would be called the best and still miss its target"),
        );
    }
}

/// S107: the visit ends with a feeling.
fn no_feeling(draft: &Draft<'_>, warn: &mut Warn<'_>) {
    let all: Vec<_> = items(draft).collect();
    let is_feeling = |item: &&&DraftItem<'_>| {
        item.item
            .tags
            .get("measure")
            .is_some_and(|value| value == "feeling")
    };
    let Some(last) = all.last() else { return };
    if !all
        .iter()
        .rev()
        .take(LAST_ITEMS)
        .any(|item| is_feeling(&item))
    {
        let message = "no item at the end is tagged `measure: feeling`";
        warn(
            None,
            Diagnostic::new(Code::NoFeeling, Some(last.key.span), message)
                .advise("end with how the visit felt: `tags: {measure: feeling}`"),
        );
    }
}

/// S108: no shouting.
fn capitals(draft: &Draft<'_>, texts: &[(Span, String)], warn: &mut Warn<'_>) {
    for (span, text) in texts {
        let n_words = text.split_whitespace().count();
        let n_letters = text.chars().filter(|letter| letter.is_uppercase()).count();
        let is_shouted = !text.chars().any(char::is_lowercase);
        if n_words >= 2 && n_letters >= 8 && is_shouted {
            let owner = items(draft).find(|item| {
                let whole = item
                    .fields
                    .as_ref()
                    .map_or(item.key.span, |fields| fields.span);
                whole.start <= span.start && span.end <= whole.end
            });
            warn(
                owner,
                Diagnostic::new(Code::Capitals, Some(*span), "this text is all in capitals")
                    .advise("capitals read as shouting, and slower"),
            );
        }
    }
}

/// S109: a tag that has a meaning has one of its values.
fn tag_values(draft: &Draft<'_>, warn: &mut Warn<'_>) {
    for item in items(draft) {
        for (key, known) in KNOWN_TAGS {
            let Some(value) = item.item.tags.get(key) else {
                continue;
            };
            if known.contains(&value.as_str()) {
                continue;
            }
            let place = item
                .fields
                .as_ref()
                .and_then(|fields| fields.value("tags"))
                .and_then(|node| value_of(node, key));
            let advice = match nearest(value, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its values are {}", listed(known)),
            };
            let message = format!("reports do not know `{value}` as a value of the tag `{key}`");
            warn(
                Some(item),
                Diagnostic::new(Code::TagValue, place, message).advise(advice),
            );
        }
    }
}

fn value_of(node: &super::yaml::Node, key: &str) -> Option<Span> {
    let super::yaml::Value::Map(entries) = &node.value else {
        return None;
    };
    let entry = entries.iter().find(|entry| entry.key.text == key)?;
    Some(entry.value.span)
}

/// S201: one question at a time.
fn two_questions(draft: &Draft<'_>, warn: &mut Warn<'_>) {
    const JOINTS: [&str; 10] = [
        " and did ",
        " and was ",
        " and were ",
        " and had ",
        " and has ",
        " and is ",
        " and are ",
        " and would ",
        " and how ",
        " and/or ",
    ];
    for item in items(draft) {
        let ask = item.item.ask.first();
        let lower = ask.to_lowercase();
        let is_double =
            ask.matches('?').count() > 1 || JOINTS.iter().any(|joint| lower.contains(joint));
        if is_double {
            let message = format!("`{}` seems to ask two questions in one", item.item.id);
            warn(
                Some(item),
                Diagnostic::new(Code::TwoQuestions, Some(place_of(item, "ask")), message)
                    .advise("an answer to both may be true of neither: make two items"),
            );
        }
    }
}
