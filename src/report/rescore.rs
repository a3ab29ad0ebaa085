//! What past visits would have scored by another version of their standard, in words. A what-if: the
//! page says that no record was changed.

use super::visit_tables::columns;
use super::wording::{counted, date, listed, plural, question};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::analysis::rescore::{Rescored, RescoredItem, RescoredSide, RescoredVisit};
use crate::model::order::InOrder;
use crate::model::share::Exact;
use crate::model::text::Language;

/// The version of the JSON shape `rescore`.
const VERSION: u32 = 1;

/// Most visits and items named for people; data has all of them.
const MOST: usize = 8;

/// Says what the visits would have scored.
pub fn rescore(rescored: &Rescored, language: &Language) -> Report {
    let title = rescored.standard.title.in_language(language);
    let mut blocks = vec![
        Block::Heading(
            1,
            format!("If {title} {} had been used", rescored.standard.version),
        ),
        Block::Note(
            Tone::Quiet,
            "A what-if: no record was changed, and visits keep what they scored.".into(),
        ),
    ];
    blocks.extend(effect(rescored, language));
    Report {
        shape: "rescore",
        version: VERSION,
        blocks,
        data: data(rescored, language),
    }
}

/// What it would do to organisations, items and visits.
pub(super) fn effect(rescored: &Rescored, language: &Language) -> Vec<Block> {
    if rescored.sides.is_empty() {
        return vec![Block::Note(
            Tone::Warning,
            "No visit could be scored again.".into(),
        )];
    }
    let mut blocks = vec![Block::Table(sides(rescored)), Block::List(notes(rescored))];
    let makes = makes_a_difference(rescored);
    if makes.is_empty() {
        blocks.push(Block::Note(
            Tone::Plain,
            "No item would have earned other than it did.".into(),
        ));
    } else {
        blocks.push(Block::Heading(2, "What makes the difference".into()));
        blocks.push(Block::Table(items_for_people(&makes, language)));
    }
    blocks.extend(most_changed(rescored));
    blocks
}

fn change(before: Exact, after: Exact) -> Cell {
    Cell::Gap(after.minus(before))
}

fn mean(exact: Option<Exact>) -> Cell {
    exact.map_or(Cell::Missing("none"), Cell::Mean)
}

fn side_change(side: &RescoredSide) -> Cell {
    match (side.before.mean(), side.after.mean()) {
        (Some(before), Some(after)) => change(before, after),
        _ => Cell::Missing("none"),
    }
}

fn sides(rescored: &Rescored) -> Table {
    let row = |side: &RescoredSide| {
        let of = |n: u64| Cell::Text(format!("{n} of {}", side.before.n));
        vec![
            Cell::Text(side.organisation.to_string()),
            Cell::Count(side.before.n),
            mean(side.before.mean()),
            mean(side.after.mean()),
            side_change(side),
            of(side.n_passed_before),
            of(side.n_passed_after),
        ]
    };
    Table {
        name: "organisations",
        columns: vec![
            Column::new("organisation", "Organisation", 0),
            Column::new("n_visits", "Visits", 1),
            Column::new("before", "Scored", 0),
            Column::new("after", "Would have", 0),
            Column::new("change", "Change", 0),
            Column::new("passed_before", "Passed", 2),
            Column::new("passed_after", "Would pass", 2),
        ],
        rows: rescored.sides.iter().map(row).collect(),
    }
}

fn names<'a>(items: impl Iterator<Item = &'a RescoredItem<'a>>) -> Vec<String> {
    items.map(|entry| format!("`{}`", entry.item.id)).collect()
}

fn notes(rescored: &Rescored) -> Vec<String> {
    let mut notes = Vec::new();
    let counting = || rescored.items.iter().filter(|entry| entry.item.counts());
    let never = names(counting().filter(|entry| entry.n_counted == 0 && entry.n_unasked > 0));
    if !never.is_empty() {
        let n = never.len();
        notes.push(format!(
            "{} {} not asked in any of these visits, and {} left out: {}.",
            counted(n, "item"),
            plural(n, "was", "were"),
            plural(n, "is", "are"),
            listed(&never),
        ));
    }
    let sometimes = names(counting().filter(|entry| entry.n_counted > 0 && entry.n_unasked > 0));
    if !sometimes.is_empty() {
        notes.push(format!(
            "Asked in some of these visits only, and judged there: {}.",
            listed(&sometimes)
        ));
    }
    let misfits = counting().filter(|entry| entry.n_misfits > 0);
    let misfits: Vec<String> = misfits
        .map(|entry| {
            let n = usize::try_from(entry.n_misfits).unwrap_or(usize::MAX);
            format!("{} to `{}`", counted(n, "answer"), entry.item.id)
        })
        .collect();
    if !misfits.is_empty() {
        notes.push(format!(
            "Left out, for the new scale has no such answer: {}.",
            listed(&misfits)
        ));
    }
    if rescored.n_limited > 0 {
        notes.push(format!(
            "{} would be judged on too little to count in a mean, and {} left out of the table.",
            counted(rescored.n_limited, "visit"),
            plural(rescored.n_limited, "is", "are"),
        ));
    }
    if rescored.n_without_standard > 0 {
        notes.push(format!(
            "{} left out: the standard that they were scored with was not found.",
            counted(rescored.n_without_standard, "visit"),
        ));
    }
    notes.push("Both columns are of the same visits, by the answers that they have.".into());
    notes
}

/// The items that earn otherwise, the greatest change first.
fn makes_a_difference<'r, 'a>(rescored: &'r Rescored<'a>) -> Vec<&'r RescoredItem<'a>> {
    let size = |entry: &RescoredItem| {
        let both = entry.before.mean().zip(entry.after.mean());
        both.map_or(0, |(before, after)| after.minus(before).gap_tenths().abs())
    };
    let is_new = |entry: &RescoredItem| entry.item.counts() && entry.n_counted > entry.before.n;
    let mut items: Vec<&RescoredItem> = rescored
        .items
        .iter()
        .filter(|entry| size(entry) > 0 || is_new(entry))
        .collect();
    items.order_by_key(|entry| std::cmp::Reverse(size(entry)));
    items
}

fn items_for_people(items: &[&RescoredItem], language: &Language) -> Table {
    let row = |entry: &&RescoredItem| {
        let both = entry.before.mean().zip(entry.after.mean());
        let [before, after, gap] = match both {
            Some((before, after)) => [Cell::Mean(before), Cell::Mean(after), change(before, after)],
            None => [
                Cell::Missing("did not count"),
                Cell::Missing(""),
                Cell::Missing(""),
            ],
        };
        vec![
            Cell::Text(question(Some(entry.item), &entry.item.id, language).into()),
            Cell::Count(entry.n_counted),
            before,
            after,
            gap,
        ]
    };
    Table {
        name: "items",
        columns: vec![
            Column::new("question", "Item", 0),
            Column::new("n", "Answers", 2),
            Column::new("before", "Earned", 1),
            Column::new("after", "Would earn", 0),
            Column::new("change", "Change", 0),
        ],
        rows: items.iter().take(MOST).map(row).collect(),
    }
}

fn most_changed(rescored: &Rescored) -> Vec<Block> {
    let tenths = |visit: &RescoredVisit| visit.change().map_or(0, |it| it.gap_tenths().abs());
    let mut visits: Vec<&RescoredVisit> = rescored
        .visits
        .iter()
        .filter(|visit| tenths(visit) > 0)
        .collect();
    visits.order_by_key(|visit| std::cmp::Reverse(tenths(visit)));
    if visits.is_empty() {
        return Vec::new();
    }
    let row = |visit: &&RescoredVisit| {
        let facts = &visit.scored.visit.facts;
        let share = |total: Option<_>| total.map_or(Cell::Missing("none"), Cell::Share);
        vec![
            Cell::Text(date(facts.visited.date())),
            Cell::Text(facts.organisation.to_string()),
            share(visit.before.total),
            share(visit.after.total),
            visit.change().map_or(Cell::Missing("none"), Cell::Gap),
        ]
    };
    vec![
        Block::Heading(2, "The visits that would change most".into()),
        Block::Table(Table {
            name: "visits",
            columns: vec![
                Column::new("visited", "Visited", 1),
                Column::new("organisation", "Organisation", 0),
                Column::new("before", "Scored", 0),
                Column::new("after", "Would have", 0),
                Column::new("change", "Change", 0),
            ],
            rows: visits.iter().take(MOST).map(row).collect(),
        }),
    ]
}

/// All of it for machines.
pub(super) fn data(rescored: &Rescored, language: &Language) -> Vec<Table> {
    let passed = |verdict: Option<&crate::model::scorecard::Verdict>| {
        verdict.map_or(Cell::Missing("none"), |it| Cell::Text(it.name().into()))
    };
    let share = |total: Option<_>| total.map_or(Cell::Missing("none"), Cell::Share);
    let visits = rescored.visits.iter().map(|visit| {
        let facts = &visit.scored.visit.facts;
        vec![
            Cell::Text(facts.id.to_string()),
            Cell::Text(facts.role.name().into()),
            Cell::Text(facts.organisation.to_string()),
            Cell::Text(facts.site.to_string()),
            Cell::Text(facts.visited.to_string()),
            Cell::Text(facts.standard.version.to_string()),
            share(visit.before.total),
            share(visit.after.total),
            visit.change().map_or(Cell::Missing("none"), Cell::Gap),
            passed(visit.before.verdict.as_ref()),
            passed(visit.after.verdict.as_ref()),
            Cell::Flag(visit.after.is_limited_basis),
        ]
    });
    let organisations = rescored.sides.iter().map(|side| {
        vec![
            Cell::Text(side.role.name().into()),
            Cell::Text(side.organisation.to_string()),
            Cell::Count(side.before.n),
            mean(side.before.mean()),
            mean(side.after.mean()),
            side_change(side),
            Cell::Count(side.n_passed_before),
            Cell::Count(side.n_passed_after),
        ]
    });
    let items = rescored.items.iter().map(|entry| {
        vec![
            Cell::Text(entry.item.id.to_string()),
            Cell::Text(question(Some(entry.item), &entry.item.id, language).into()),
            Cell::Count(entry.n_counted),
            Cell::Count(entry.n_unasked),
            Cell::Count(entry.n_misfits),
            Cell::Count(entry.before.n),
            mean(entry.before.mean()),
            mean(entry.after.mean()),
        ]
    });
    let table = |name, keys: &[&str], rows: Vec<Vec<Cell>>| Table {
        name,
        columns: columns(keys),
        rows,
    };
    vec![
        table(
            "visits",
            &[
                "visit",
                "role",
                "organisation",
                "site",
                "visited",
                "version",
                "before",
                "after",
                "change",
                "verdict_before",
                "verdict_after",
                "limited_basis_after",
            ],
            visits.collect(),
        ),
        table(
            "organisations",
            &[
                "role",
                "organisation",
                "n_visits",
                "before",
                "after",
                "change",
                "n_passed_before",
                "n_passed_after",
            ],
            organisations.collect(),
        ),
        table(
            "items",
            &[
                "item",
                "question",
                "n_counted",
                "n_not_asked",
                "n_no_such_answer",
                "n_both",
                "before",
                "after",
            ],
            items.collect(),
        ),
    ]
}
