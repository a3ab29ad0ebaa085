//! What was answered and said, visit by visit: what there is to go by while visits are few.

use super::comparison_beside::beside;
use super::comparison_facts::{fact, is_told_apart};
use super::comparison_tables::{by_gap, item_question, question_led};
use super::wording::{answer, date, quoted};
use super::{Block, Cell, Table, Tone};
use crate::analysis::compare::StandardComparison;
use crate::analysis::side::{Said, Side};
use crate::model::answer::Value;
use crate::model::share::Exact;
use crate::model::text::Language;

/// Most rows and lines of one kind; the data has all.
const MOST: usize = 15;

/// The items that are shown answer by answer: those in which the sides differ while visits are too
/// few to tell, the furthest ahead first.
pub(super) fn told_by_answers(one: &StandardComparison) -> Vec<usize> {
    let has_few = one.sides.iter().any(Side::is_too_small);
    if !has_few {
        return Vec::new();
    }
    let differ = |line: &crate::analysis::ruler::Line| {
        let mut gaps = one.rivals().filter_map(|rival| one.gap(line, rival));
        gaps.any(|gap| gap != Exact::ZERO)
    };
    by_gap(one, 1)
        .into_iter()
        .filter(|(_, _, line)| differ(line))
        .map(|(item, ..)| item)
        .collect()
}

/// Answer by answer, the items in which the sides differ.
pub(super) fn answer_by_answer(one: &StandardComparison, language: &Language) -> Vec<Block> {
    let items = told_by_answers(one);
    let is_apart = is_told_apart(one);
    if items.is_empty() {
        let same = "In every item that was judged on both sides, all earned the same points";
        let end = if is_apart {
            "; times and counts that differ all the same stand under What happened."
        } else {
            "."
        };
        return vec![Block::Note(Tone::Plain, format!("{same}{end}"))];
    }
    let mut blocks = vec![Block::Heading(
        2,
        "Answer by answer, where the sides differ".into(),
    )];
    let shown = &items[..items.len().min(MOST)];
    for beside in beside(one) {
        let rows = shown.iter().map(|item| {
            let cell = |place: usize| {
                answers(one, &one.sides[place], *item, language)
                    .map_or(Cell::Missing(""), Cell::Text)
            };
            beside.row(one, item_question(one, *item, language), cell, None)
        });
        blocks.push(Block::Table(Table {
            name: "answers",
            columns: beside.columns(one, "Item", false),
            rows: rows.collect(),
        }));
    }
    if items.len() > shown.len() {
        blocks.push(Block::Note(
            Tone::Quiet,
            format!("{} more with --by item.", items.len() - shown.len()),
        ));
    }
    if is_apart {
        let where_else =
            "Times and counts that differ and earned the same stand under What happened.";
        blocks.push(Block::Note(Tone::Quiet, where_else.into()));
    }
    blocks
}

/// The answers of a side with few visits, oldest first; of a bigger one what they come to.
fn answers(
    one: &StandardComparison,
    side: &Side,
    item: usize,
    language: &Language,
) -> Option<String> {
    let known = one.catalogue.items[item].item;
    if !side.is_too_small() {
        return fact(&side.facts[item], known, side.n_visits(), language);
    }
    let said = side.said.iter().filter(|said| said.item == item);
    let said: Vec<String> = said
        .filter(|said| said.answer.status != crate::model::answer::Status::NotAsked)
        .map(|said| answer(&said.answer, known, language))
        .collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

/// The critical items that failed, with what was said.
pub(super) fn failures(one: &StandardComparison, language: &Language) -> Vec<Block> {
    let line = |side: &Side, said: &Said| {
        let known = one.catalogue.items[said.item].item;
        let remark = if said.answer.remark.trim().is_empty() {
            String::new()
        } else {
            format!(" {}", quoted(&said.answer.remark))
        };
        format!(
            "{} {} {}.{remark} ({})",
            where_and_when(side, said),
            question_led(one, said.item, language),
            answer(&said.answer, known, language),
            said.visit.facts.id
        )
    };
    list(
        one,
        "Critical items that failed",
        |side| &side.failures,
        line,
    )
}

/// Where staff departed from the script and it served the customer, with the reason.
pub(super) fn waivers(one: &StandardComparison, language: &Language) -> Vec<Block> {
    let line = |side: &Side, said: &Said| {
        format!(
            "{} {} {}",
            where_and_when(side, said),
            question_led(one, said.item, language),
            quoted(&said.answer.reason)
        )
    };
    list(one, "Kindly broke the script", |side| &side.waivers, line)
}

fn where_and_when(side: &Side, said: &Said) -> String {
    format!(
        "{}, {}:",
        side.organisation,
        date(said.visit.facts.visited.date())
    )
}

fn list<'c>(
    one: &'c StandardComparison,
    heading: &str,
    of: impl Fn(&'c Side<'c>) -> &'c [Said<'c>],
    line: impl Fn(&Side, &Said) -> String,
) -> Vec<Block> {
    let mut lines = Vec::new();
    for side in &one.sides {
        lines.extend(of(side).iter().map(|said| line(side, said)));
    }
    if lines.is_empty() {
        return Vec::new();
    }
    let n_more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    let mut blocks = vec![Block::Heading(2, heading.into()), Block::List(lines)];
    if n_more > 0 {
        blocks.push(Block::Note(
            Tone::Quiet,
            format!("{n_more} more with --format json."),
        ));
    }
    blocks
}

/// The auditors' words of the sides with few visits.
pub(super) fn remarks(one: &StandardComparison, language: &Language) -> Vec<Block> {
    let mut lines = Vec::new();
    for side in &one.sides {
        for said in &side.said {
            let words = match &said.answer.value {
                Some(Value::Text(text)) if !text.trim().is_empty() => text,
                _ => &said.answer.remark,
            };
            let is_same = |failure: &Said| {
                failure.item == said.item && std::ptr::eq(failure.visit, said.visit)
            };
            let is_told_above = side.failures.iter().any(is_same);
            if !words.trim().is_empty() && !is_told_above {
                lines.push(format!(
                    "{} {} {}",
                    where_and_when(side, said),
                    question_led(one, said.item, language),
                    quoted(words)
                ));
            }
        }
    }
    if lines.is_empty() {
        return Vec::new();
    }
    let n_more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    let mut blocks = vec![
        Block::Heading(2, "In the auditors' words".into()),
        Block::List(lines),
    ];
    if n_more > 0 {
        let more = format!("{n_more} more in the visits themselves: mystery show VISIT.");
        blocks.push(Block::Note(Tone::Quiet, more));
    }
    blocks
}
