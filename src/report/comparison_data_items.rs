//! The tidy rows of a comparison about what was answered to each item.

use super::Cell;
use super::comparison_data::start;
use super::comparison_tables::item_question;
use super::wording::end;
use crate::analysis::compare::StandardComparison;
use crate::analysis::facts::{Answers, Spread};
use crate::analysis::side::Side;
use crate::model::answer::Status;
use crate::model::text::Language;
use crate::stats::interval::LEVEL;
use crate::stats::proportion::Proportion;

/// The counts of one item of one side.
pub(super) fn fact_row(
    one: &StandardComparison,
    side: &Side,
    item: usize,
    language: &Language,
) -> Vec<Cell> {
    let entry = &one.catalogue.items[item];
    let facts = &side.facts[item];
    let nothing = || Cell::Missing("");
    let count = |n: Option<u64>| n.map_or(Cell::Missing(""), Cell::Count);
    let of_spread = |spread: &Spread| {
        let middle = spread.doubled_middle().map(|doubled| doubled as f64 / 2.0);
        [
            count(spread.least()),
            middle.map_or(Cell::Missing(""), Cell::Number),
            count(spread.most()),
        ]
    };
    let [least, middle, most] = match &facts.answers {
        Answers::Times(spread) | Answers::Counts(spread) => of_spread(spread),
        Answers::Numbers(numbers) if !numbers.is_empty() => {
            let n = numbers.len();
            let middle = f64::midpoint(numbers[(n - 1) / 2], numbers[n / 2]);
            [numbers[0], middle, numbers[n - 1]].map(Cell::Number)
        }
        _ => [nothing(), nothing(), nothing()],
    };
    let [n_yes, part, whole] = match &facts.answers {
        Answers::YesNo { yes, .. } => [Cell::Count(*yes), nothing(), nothing()],
        Answers::Tally { part, whole } => [nothing(), Cell::Count(*part), Cell::Count(*whole)],
        _ => [nothing(), nothing(), nothing()],
    };
    let mut row = start(one, side);
    row.extend([
        Cell::Text(one.catalogue.sections[entry.section].id.to_string()),
        Cell::Text(entry.id.to_string()),
        Cell::Text(item_question(one, item, language)),
        Cell::Text(entry.item_type.name().into()),
        Cell::Flag(entry.critical),
        Cell::Count(facts.n),
        Cell::Count(facts.count(Status::NotApplicable)),
        Cell::Count(facts.count(Status::NotObserved)),
        Cell::Count(facts.count(Status::Waived)),
        Cell::Count(facts.count(Status::NoContact)),
        Cell::Count(facts.count(Status::Awaiting)),
        least,
        middle,
        most,
        n_yes,
        part,
        whole,
    ]);
    row.extend(match &facts.answers {
        Answers::YesNo { yes, .. } if facts.n > 0 => {
            let wilson = Proportion::new(*yes, facts.n).wilson(LEVEL);
            [wilson.low, wilson.high].map(|it| Cell::Mean(end(it)))
        }
        _ => [nothing(), nothing()],
    });
    row
}

/// How often each option or level was the answer; options that never were have a row too.
pub(super) fn option_rows(
    one: &StandardComparison,
    side: &Side,
    item: usize,
    language: &Language,
) -> Vec<Vec<Cell>> {
    let entry = &one.catalogue.items[item];
    let facts = &side.facts[item];
    let mut counted: Vec<(String, String, u64)> = Vec::new();
    let known = entry.item.map(|item| &item.scale);
    match &facts.answers {
        Answers::Options(times) => {
            for option in known.map_or(&[][..], |scale| scale.options()) {
                let label = option.label.in_language(language).to_owned();
                let n = times.get(&option.id).copied().unwrap_or(0);
                counted.push((option.id.to_string(), label, n));
            }
            for (id, n) in times {
                if !counted.iter().any(|(known, ..)| known == id.as_str()) {
                    counted.push((id.to_string(), String::new(), *n));
                }
            }
        }
        Answers::Levels(times) => {
            for level in known.map_or(&[][..], |scale| scale.levels()) {
                let label = level.label.in_language(language).to_owned();
                let n = times.get(&level.value).copied().unwrap_or(0);
                counted.push((level.value.to_string(), label, n));
            }
            for (value, n) in times {
                let value = value.to_string();
                if !counted.iter().any(|(known, ..)| *known == value) {
                    counted.push((value, String::new(), *n));
                }
            }
        }
        _ => {}
    }
    counted
        .into_iter()
        .map(|(option, label, n)| {
            let mut row = start(one, side);
            row.extend([
                Cell::Text(entry.id.to_string()),
                Cell::Text(option),
                Cell::Text(label),
                Cell::Count(n),
                Cell::Count(facts.n),
            ]);
            row
        })
        .collect()
}
