//! What a scorecard tells beside its points: what was not judged and why, what was only recorded, the
//! notes and the evidence.

use super::scorecard::{Showing, group, remark_of, said};
use super::wording;
use super::{Block, Tone};
use crate::model::answer::{Answer, Status};
use crate::model::promise::due_in;
use crate::model::standard::Demand;
use crate::walk::effect::is_to_follow;

/// What has no answer that counts, by reason; the waived first, for they may have been right.
pub(super) fn not_judged(showing: &Showing) -> Vec<Block> {
    let of = |status: Status| -> Vec<String> {
        let entry = |answer: &Answer| {
            let question = showing.question(&answer.item);
            let (due, reason) = due_and_reason(answer);
            let due = due.map_or_else(String::new, |due| format!("\nDue {due}."));
            let reason = match reason {
                "" => String::new(),
                reason => format!("\n{}", wording::quoted(reason)),
            };
            format!("{question}{due}{reason}{}", remark_of(answer))
        };
        let answers = showing.visit.answers.iter();
        answers
            .filter(|answer| answer.status == status)
            .map(entry)
            .collect()
    };
    let mut blocks = group("Kindly broke the script", of(Status::Waived));
    blocks.extend(group(
        "Not seen, or not remembered",
        of(Status::NotObserved),
    ));
    blocks.extend(group("Did not apply", of(Status::NotApplicable)));
    blocks.extend(group("Awaiting a promise", of(Status::Awaiting)));
    let n_not_asked = of(Status::NotAsked).len();
    if n_not_asked > 0 {
        blocks.push(Block::Note(
            Tone::Quiet,
            format!(
                "{} {} not asked: earlier answers or the role left {} out.",
                wording::counted(n_not_asked, "item"),
                wording::plural(n_not_asked, "was", "were"),
                wording::plural(n_not_asked, "it", "them"),
            ),
        ));
    }
    blocks
}

/// By when what is awaited is due, in words, and the reason that is left to be quoted.
pub(super) fn due_and_reason(answer: &Answer) -> (Option<String>, &str) {
    match due_in(&answer.reason) {
        Some((due, about)) if answer.status == Status::Awaiting => (Some(wording::due(due)), about),
        _ => (None, answer.reason.trim()),
    }
}

/// What is recorded and never counted.
pub(super) fn recorded(showing: &Showing, is_meant: impl Fn(&Answer) -> bool) -> Vec<Block> {
    let entry = |answer: &Answer| said(showing, answer) + &remark_of(answer);
    let facts = showing.visit.answers.iter().filter(|answer| {
        answer.status == Status::Unscored && answer.value.is_some() && is_meant(answer)
    });
    group("Recorded, not scored", facts.map(entry).collect())
}

/// What was jotted down before the first item.
pub(super) fn notes(showing: &Showing) -> Vec<Block> {
    let notes = showing.visit.notes.as_ref().map(|notes| notes.value.trim());
    match notes {
        None | Some("") => Vec::new(),
        Some(text) => vec![
            Block::Heading(2, "Notes".into()),
            Block::Note(Tone::Plain, text.into()),
        ],
    }
}

/// What was kept as evidence, and what is still to come.
pub(super) fn evidence(showing: &Showing) -> Vec<Block> {
    let entry = |answer: &Answer| {
        let question = showing.question(&answer.item);
        if !answer.evidence.is_empty() {
            return Some(format!("{question}\n{}", answer.evidence.join("\n")));
        }
        follows(showing, answer).then(|| format!("{question}\nTo follow: mystery attach adds it."))
    };
    let answers = &showing.visit.answers;
    let mut blocks = group("Evidence", answers.iter().filter_map(entry).collect());
    let n = answers.iter().filter(|it| follows(showing, it)).count();
    if n > 0 {
        let text = format!("Evidence to follow: {}.", wording::counted(n, "item"));
        blocks.insert(1, Block::Note(Tone::Warning, text));
    }
    blocks
}

/// Whether evidence is noted as to follow, or asked for and missing.
fn follows(showing: &Showing, answer: &Answer) -> bool {
    let is_demanded = || {
        let item = showing.item(&answer.item);
        item.is_some_and(|item| is_demanded(item.evidence, answer))
    };
    answer.evidence.iter().any(|it| is_to_follow(it)) || answer.evidence.is_empty() && is_demanded()
}

fn is_demanded(demand: Demand, answer: &Answer) -> bool {
    let is_full = answer.credit.map(crate::model::share::Credit::is_full);
    match demand {
        Demand::Never => false,
        Demand::OnLow => is_full == Some(false) && answer.status == Status::Scored,
        Demand::OnTop => is_full == Some(true),
        Demand::Always => answer.value.is_some(),
    }
}
