//! What each correction of a visit changed: when, who, why, and the old beside the new.

use super::scorecard::Showing;
use super::wording;
use super::{Block, Tone};
use crate::model::answer::Answer;
use crate::model::moment::{Moment, Visited};
use crate::model::visit::{Visit, VisitFacts};

/// A correction of a visit.
#[derive(Clone, PartialEq, Debug)]
pub struct Correction {
    /// When it was made, by whom and why; `None` where its journal is not there.
    pub made: Option<Made>,
    /// The visit before.
    pub before: Visit,
    /// The visit after.
    pub after: Visit,
}

/// How a correction was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    /// When.
    pub at: Moment,
    /// Who: an auditor's code.
    pub by: String,
    /// Why.
    pub why: String,
}

/// Every correction with what it changed, the newest first; nothing where there is none.
pub fn corrections(showing: &Showing, all: &[Correction]) -> Vec<Block> {
    if all.is_empty() {
        return Vec::new();
    }
    let entries = all.iter().rev().map(|one| entry(showing, one)).collect();
    vec![
        Block::Heading(2, "Corrections".into()),
        Block::Note(
            Tone::Quiet,
            "What was changed after the visit was finished; the files before are kept as they were."
                .into(),
        ),
        Block::List(entries),
    ]
}

fn entry(showing: &Showing, one: &Correction) -> String {
    let n = one.after.facts.id.revision();
    let made = match &one.made {
        Some(made) => format!(
            "Revision {n}, {}, by {}: {}",
            wording::visited(Visited::At(made.at)),
            made.by,
            wording::quoted(&made.why)
        ),
        None => format!("Revision {n}; its journal, which says who and why, is not there."),
    };
    let mut lines = vec![made];
    lines.extend(changes(showing, &one.before, &one.after));
    lines.join("\n")
}

/// What was changed, a line each, the old beside the new.
pub fn changes(showing: &Showing, before: &Visit, after: &Visit) -> Vec<String> {
    let mut lines = of_facts(&before.facts, &after.facts);
    lines.extend(of_visit(before, after));
    for now in &after.answers {
        if let Some(was) = before.answer(&now.item) {
            lines.extend(of_answer(showing, was, now));
        }
    }
    lines
}

fn of_facts(before: &VisitFacts, after: &VisitFacts) -> Vec<String> {
    let or_none = |text: Option<String>| text.unwrap_or_default();
    let facts = |facts: &VisitFacts| {
        [
            ("Whose place", facts.organisation.to_string()),
            ("Whose it is", wording::role(facts.role).to_owned()),
            ("Site", facts.site.to_string()),
            ("When", wording::visited(facts.visited)),
            (
                "How",
                or_none(facts.channel.map(|channel| channel.words().to_owned())),
            ),
            (
                "Scenario",
                or_none(facts.scenario.as_ref().map(ToString::to_string)),
            ),
            ("Auditor", facts.auditor.clone()),
        ]
    };
    let pairs = facts(before).into_iter().zip(facts(after));
    let changed = pairs.filter_map(|((what, old), (_, new))| change(what, &old, &new));
    changed.collect()
}

fn of_visit(before: &Visit, after: &Visit) -> Vec<String> {
    let notes = |visit: &Visit| {
        let notes = visit.notes.as_ref();
        notes.map_or(String::new(), |notes| notes.value.trim().to_owned())
    };
    let guess = |visit: &Visit| {
        let guess = visit.guess.as_ref();
        guess.map_or(String::new(), |guess| guess.value.as_str().to_owned())
    };
    [
        change("Notes", &notes(before), &notes(after)),
        change("Guess", &guess(before), &guess(after)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn of_answer(showing: &Showing, before: &Answer, after: &Answer) -> Vec<String> {
    let question = showing.question(&after.item);
    let cause = |answer: &Answer| {
        let cause = answer.cause.map(wording::cause);
        cause.map_or(String::new(), ToString::to_string)
    };
    let of = |what: &str| format!("{what} on: {question}");
    let mut lines: Vec<String> = [
        change(question, &showing.answer(before), &showing.answer(after)),
        change(&of("Remark"), &before.remark, &after.remark),
        change(&of("Cause"), &cause(before), &cause(after)),
    ]
    .into_iter()
    .flatten()
    .collect();
    // A copy lies in the folder of its revision: the file's own name says which is new.
    let name = |path: &String| path.rsplit('/').next().unwrap_or_default().to_owned();
    let (old, new): (Vec<String>, Vec<String>) = (
        before.evidence.iter().map(name).collect(),
        after.evidence.iter().map(name).collect(),
    );
    let added: Vec<String> = new.iter().filter(|it| !old.contains(it)).cloned().collect();
    let gone: Vec<String> = old.iter().filter(|it| !new.contains(it)).cloned().collect();
    if !added.is_empty() {
        lines.push(format!(
            "Evidence added on: {question} {}",
            added.join(", ")
        ));
    }
    if !gone.is_empty() {
        lines.push(format!(
            "Evidence taken away on: {question} {}",
            gone.join(", ")
        ));
    }
    lines
}

/// `Site: was main, is now East.`; nothing where it is as it was.
fn change(what: &str, old: &str, new: &str) -> Option<String> {
    if old == new {
        return None;
    }
    let named = |text: &str| match text.trim() {
        "" => "nothing".to_owned(),
        text => wording::quoted(text),
    };
    let colon = if what.ends_with(['?', '.', '!']) {
        ""
    } else {
        ":"
    };
    Some(format!(
        "{what}{colon} was {}, is now {}",
        named(old),
        named(new)
    ))
}
