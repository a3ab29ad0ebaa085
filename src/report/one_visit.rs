//! One visit for the person in charge of that place: what it came to, the story in the auditor's own
//! words, what went well before what cost points, and the evidence.

use super::board::Withheld;
use super::headings::headings_in_language;
use super::picture::Picture;
use super::scorecard::{Showing, body_without_texts, head};
use super::wording::{kind, quoted, role, visited};
use super::{Block, Report, Tone, visit_tables};
use crate::model::answer::{Answer, Value};

/// The report of one visit; `withheld` where it may be passed on.
pub fn one_visit(showing: &Showing, pictures: Vec<Picture>, withheld: Option<Withheld>) -> Report {
    let mut blocks = head(showing);
    if withheld.is_some()
        && let Some(Block::Note(Tone::Quiet, text)) = blocks.get_mut(1)
    {
        *text = where_and_when(showing);
    }
    let body = body_without_texts(showing);
    let (outcome, rest) = body;
    blocks.extend(outcome);
    blocks.extend(story(showing));
    blocks.extend(rest);
    if !pictures.is_empty() {
        blocks.push(Block::Heading(2, "Evidence".into()));
        blocks.push(Block::Pictures(pictures));
    }
    blocks.push(Block::Heading(2, "What this cannot say".into()));
    let mut limits = vec![
        "One visit is one moment: it shows what can happen, not what usually does. It is there to learn from, and no ground for judging a person.".to_owned(),
    ];
    limits.extend(withheld.map(said_of));
    blocks.push(Block::Note(Tone::Plain, limits.join(" ")));
    Report {
        shape: "visit_report",
        version: 1,
        blocks: headings_in_language(blocks, showing.language),
        data: visit_tables::tables(showing),
    }
}

/// The head without who scored it, and without the time of the day.
fn where_and_when(showing: &Showing) -> String {
    let facts = &showing.visit.facts;
    let standard = showing
        .judged
        .map_or(facts.standard.id.as_str(), |(standard, _)| {
            standard.title.in_language(showing.language)
        });
    let mut place: Vec<String> = facts
        .named_site()
        .map(ToString::to_string)
        .into_iter()
        .collect();
    place.push(visited(facts.visited));
    place.extend(facts.channel.map(|channel| channel.words().to_owned()));
    format!(
        "{}\n{standard} {}; {} of {}",
        place.join(", "),
        facts.standard.version,
        kind(facts.kind),
        role(facts.role)
    )
}

/// What the auditor told in words.
fn story(showing: &Showing) -> Vec<Block> {
    let told = |answer: &Answer| match &answer.value {
        Some(Value::Text(text)) if !text.trim().is_empty() => Some(format!(
            "{}\n{}",
            showing.question(&answer.item),
            quoted(text)
        )),
        _ => None,
    };
    let mut lines: Vec<String> = showing.visit.answers.iter().filter_map(told).collect();
    let notes = showing.visit.notes.as_ref().map(|notes| notes.value.trim());
    lines.extend(notes.filter(|text| !text.is_empty()).map(quoted));
    if lines.is_empty() {
        return Vec::new();
    }
    vec![Block::Heading(2, "The story".into()), Block::List(lines)]
}

fn said_of(withheld: Withheld) -> String {
    let mut said =
        "Made to be passed on: without the auditor, the time of the day and the evidence, on which people may be seen.".to_owned();
    if withheld.n_silent > 0 {
        said.push_str(" The auditor’s words are left out, because with fewer than five visits to this place they could point at one person; --full has them.");
    }
    if withheld.n_silent == 0 {
        said.push_str(" What could name a person is taken out of the words; what stands in square brackets took its place.");
    }
    said
}
