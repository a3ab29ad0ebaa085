//! The rules of a standard beyond its shape. Each rule is one function with one code, a fixture in
//! `tests/bad_standards` and a line in the manual. Warnings and advice: `standard_check_warnings`.

use super::standard_check_warnings as warnings;
use super::standard_yaml::{Draft, DraftItem};
use super::yaml_values::Values;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::standard::{Standard, StandardRef};
use crate::model::words::is_command_letter;

/// A rule: complains of what breaks it.
type Rule = fn(&Draft<'_>, &mut Values<'_>);

const RULES: [Rule; 6] = [
    section_weights,
    nothing_scored,
    unscored_critical,
    unscored_promise,
    critical_bonus,
    was_ids,
];

/// Checks what could be read of a standard against every rule.
pub(super) fn check(draft: &Draft<'_>, values: &mut Values<'_>) {
    for rule in RULES {
        rule(draft, values);
    }
    warnings::check(draft, values);
}

/// Complains where another standard than this one has its id and version: one in use, or one that
/// visits were scored with. Such a pair would make two different totals look alike.
pub fn check_against_known(standard: &Standard, known: &[StandardRef]) -> Vec<Diagnostic> {
    let is_clash = known.iter().any(|other| {
        other.id == standard.id
            && other.version == standard.version
            && other.fingerprint != standard.fingerprint
    });
    if !is_clash {
        return Vec::new();
    }
    let message = format!(
        "another `{}` of version {} is in use, or visits were scored with it",
        standard.id, standard.version
    );
    let advice = "raise `version`: the last number for wording, the middle one for items or thresholds, the first where totals no longer compare";
    vec![Diagnostic::new(Code::SameVersion, None, message).advise(advice)]
}

/// S012: all sections have a weight, or none has.
fn section_weights(draft: &Draft<'_>, values: &mut Values<'_>) {
    let Some(weighted) = draft.sections.iter().find_map(|section| section.weight) else {
        return;
    };
    for section in &draft.sections {
        if let (None, Some(key)) = (section.weight, section.key) {
            let message = format!("the section `{}` has no weight, and others have", key.text);
            values.problems.push(
                Diagnostic::new(Code::SectionWeights, Some(key.span), message)
                    .label(weighted.span, "a weight")
                    .advise("give every section a weight, or none"),
            );
        }
    }
}

/// S018: some item can earn points.
fn nothing_scored(draft: &Draft<'_>, values: &mut Values<'_>) {
    let mut items = items(draft).peekable();
    let is_hopeless =
        |draft: &DraftItem<'_>| draft.is_whole && (!draft.item.counts() || draft.item.bonus);
    let has_items = items.peek().is_some();
    let has_other_errors = !has_items && values.problems.any_error();
    if !items.all(is_hopeless) || has_other_errors {
        return;
    }
    let place = draft.root.entry("items").or(draft.root.entry("sections"));
    let message = if has_items {
        "no item here can earn points"
    } else {
        "there is no item here"
    };
    let span = place.map_or(draft.root.span, |entry| entry.key.span);
    values.complain(
        Code::NothingScored,
        span,
        message,
        "numbers and texts earn none, nor do `scored: false` and `points: 0`; a bonus only adds",
    );
}

/// S019: no label and no option id is a command of the walk. Asked while options are read, for
/// each has its place.
pub(super) fn command_word(what: &str, word: &str, span: Span, values: &mut Values<'_>) {
    if is_command_letter(word) {
        let message = format!("{what} `{word}` is also a command that auditors type");
        values.complain(
            Code::CommandLabel,
            span,
            message,
            "use a word of two letters or more",
        );
    }
}

/// S020: what is critical or a bonus is scored.
fn unscored_critical(draft: &Draft<'_>, values: &mut Values<'_>) {
    for draft in items(draft).filter(|draft| draft.is_whole && !draft.item.counts()) {
        let flags = [
            ("critical", draft.item.critical),
            ("bonus", draft.item.bonus),
        ];
        for (key, _) in flags.into_iter().filter(|(_, is_set)| *is_set) {
            let message = format!("`{}` is `{key}: true`, but earns no points", draft.item.id);
            values.complain(
                Code::UnscoredCritical,
                place_of(draft, key),
                message,
                "numbers and texts earn none, nor do `scored: false` and `points: 0`",
            );
        }
    }
}

/// S026: a promise is scored, for only a score waits until it is due.
fn unscored_promise(draft: &Draft<'_>, values: &mut Values<'_>) {
    let is_unscored = |draft: &&DraftItem<'_>| draft.is_whole && !draft.item.counts();
    for draft in items(draft).filter(is_unscored) {
        if draft.item.promise {
            values.complain(
                Code::UnscoredPromise,
                place_of(draft, "promise"),
                format!("`{}` is `promise: true`, but earns no points", draft.item.id),
                "give it answers that earn points, such as `best_first: [In time, Late, Never]`, or leave `promise` out",
            );
        }
    }
}

/// S021: no item is critical and a bonus.
fn critical_bonus(draft: &Draft<'_>, values: &mut Values<'_>) {
    for draft in items(draft).filter(|draft| draft.item.critical && draft.item.bonus) {
        let message = format!("`{}` is critical and a bonus at once", draft.item.id);
        values.problems.push(
            Diagnostic::new(Code::CriticalBonus, Some(place_of(draft, "bonus")), message)
                .label(place_of(draft, "critical"), "critical here")
                .advise("what may not fail is no extra: keep one of them"),
        );
    }
}

/// S002 again: an id of before is no id of now, nor of two items.
fn was_ids(draft: &Draft<'_>, values: &mut Values<'_>) {
    let mut before: Vec<(&str, Span)> = Vec::new();
    for one in items(draft) {
        let place = place_of(one, "was");
        for id in &one.item.was {
            let now = items(draft).find(|other| other.item.id == *id);
            let twice = before.iter().find(|(other, _)| *other == id.as_str());
            let first = now
                .map(|other| other.key.span)
                .or(twice.map(|(_, span)| *span));
            if let Some(first) = first {
                let message = format!("`was` of `{}` names `{id}`, which is taken", one.item.id);
                values.problems.push(
                    Diagnostic::new(Code::DuplicateId, Some(place), message)
                        .label(first, "taken here")
                        .advise("`was` holds ids that the item had in an earlier version"),
                );
            }
            before.push((id.as_str(), place));
        }
    }
}

/// All items, in the order of the file.
pub(super) fn items<'d, 'a>(draft: &'d Draft<'a>) -> impl Iterator<Item = &'d DraftItem<'a>> {
    draft.sections.iter().flat_map(|section| &section.items)
}

/// The place of a key's value in an item, or that of the item's own key.
pub(super) fn place_of(draft: &DraftItem<'_>, key: &str) -> Span {
    draft
        .fields
        .as_ref()
        .and_then(|fields| fields.value(key))
        .map_or(draft.key.span, |node| node.span)
}
