//! What was promised and is awaited, the first due first; and how often promises were kept, with how many
//! there were.

use super::visit_tables::columns;
use super::wording::{counted, due};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::analysis::promises::{Awaited, Promises};
use crate::model::moment::Moment;
use crate::model::scale::Scale;
use crate::model::text::Language;

/// The list.
pub fn promises(found: &Promises, now: Moment, language: &Language) -> Report {
    let mut blocks = Vec::new();
    if found.awaited.is_empty() {
        let text = if found.kept.is_empty() {
            "No promise was noted yet: an item with promise: true may be awaited when the visit is finished."
        } else {
            "No promise is awaited."
        };
        blocks.push(Block::Note(Tone::Plain, text.into()));
    } else {
        let n_overdue = found.awaited.iter().filter(|it| it.is_overdue(now)).count();
        blocks.push(Block::Heading(2, "Awaited".into()));
        let rows = found.awaited.iter().map(|it| row(it, now, language));
        blocks.push(Block::Table(Table {
            name: "awaited",
            columns: vec![
                Column::new("due", "By when", 0),
                Column::new("promise", "Promise", 0),
                Column::new("organisation", "Whose", 0),
            ],
            rows: rows.collect(),
        }));
        let first = found.awaited.iter().find(|it| it.is_overdue(now));
        let first = first.unwrap_or(&found.awaited[0]);
        let overdue = match n_overdue {
            0 => String::new(),
            1 => "One is overdue. ".into(),
            n => format!("{n} are overdue. "),
        };
        let (answer, way) = match first.item.scale {
            Scale::Duration(_) => ("2d", "with how long it took, or until you gave up: "),
            _ => ("ANSWER", ""),
        };
        let text = format!(
            "{overdue}Once it is kept, late or clear that it never will be: {way}mystery correct {} {}={answer} --why \"it came\"",
            first.visit.facts.id.base(),
            first.item.id
        );
        blocks.push(Block::Note(Tone::Plain, text));
    }
    if !found.kept.is_empty() {
        blocks.push(Block::Heading(2, "How often promises were kept".into()));
        blocks.push(Block::Table(kept(found)));
    }
    Report {
        shape: "promises",
        version: 2,
        blocks,
        data: vec![data(found, now), kept_data(found)],
    }
}

fn row(it: &Awaited, now: Moment, language: &Language) -> Vec<Cell> {
    let facts = &it.visit.facts;
    let by_when = match it.due {
        None => Cell::Missing("not said"),
        Some(by) if it.is_overdue(now) => {
            let days = usize::try_from((it.clock(now).date() - by.day).num_days()).unwrap_or(0);
            let how_long = match days {
                0 => "overdue".to_owned(),
                _ => format!("overdue by {}", counted(days, "day")),
            };
            Cell::Toned(Tone::Bad, format!("{}, {how_long}", due(by)))
        }
        Some(by) => Cell::Text(due(by)),
    };
    vec![
        by_when,
        Cell::Explained(
            it.item.ask.in_language(language).to_owned(),
            facts.id.base().to_string(),
        ),
        Cell::Text(facts.place()),
    ]
}

fn kept(found: &Promises) -> Table {
    let row = |(name, kept): &(&crate::model::visit::Name, crate::analysis::promises::Kept)| {
        let settled = match kept.n_settled() {
            0 => "none settled yet".to_owned(),
            n => format!("{} of {n}", kept.in_time),
        };
        vec![
            Cell::Text(name.to_string()),
            Cell::Text(settled),
            Cell::Count(kept.late),
            Cell::Count(kept.never),
            Cell::Count(kept.awaited),
        ]
    };
    Table {
        name: "kept",
        columns: vec![
            Column::new("organisation", "Whose", 0),
            Column::new("in_time", "Kept in time", 0),
            Column::new("late", "Late", 0),
            Column::new("never", "Too late or never", 0),
            Column::new("awaited", "Awaited", 1),
        ],
        rows: found.kept.iter().map(row).collect(),
    }
}

fn data(found: &Promises, now: Moment) -> Table {
    let row = |it: &Awaited| {
        let facts = &it.visit.facts;
        vec![
            Cell::Text(facts.id.to_string()),
            Cell::Text(facts.organisation.to_string()),
            Cell::Text(facts.site.to_string()),
            Cell::Text(it.item.id.to_string()),
            it.due
                .map_or(Cell::Missing("none"), |due| Cell::Text(due.to_string())),
            Cell::Flag(it.is_overdue(now)),
        ]
    };
    Table {
        name: "awaited",
        columns: columns(&["visit", "organisation", "site", "item", "due", "is_overdue"]),
        rows: found.awaited.iter().map(row).collect(),
    }
}

fn kept_data(found: &Promises) -> Table {
    let rows = found.kept.iter().map(|(name, kept)| {
        vec![
            Cell::Text(name.to_string()),
            Cell::Count(kept.in_time),
            Cell::Count(kept.late),
            Cell::Count(kept.never),
            Cell::Count(kept.awaited),
        ]
    });
    Table {
        name: "kept",
        columns: columns(&[
            "organisation",
            "n_in_time",
            "n_late",
            "n_never",
            "n_awaited",
        ]),
        rows: rows.collect(),
    }
}
