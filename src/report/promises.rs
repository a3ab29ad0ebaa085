//! What was promised and is awaited, the first due first; and how often promises were kept, with how many
//! there were.

use super::visit_tables::columns;
use super::wording::{counted, due};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::analysis::promises::{Awaited, LateBy, Outcome, Promises, Settled};
use crate::model::duration::spoken;
use crate::model::moment::Moment;
use crate::model::promise::Due;
use crate::model::scale::Scale;
use crate::model::standard::Item;
use crate::model::text::Language;
use crate::model::visit::Visit;

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
    blocks.extend(late(found, language));
    Report {
        shape: "promises",
        version: 3,
        blocks,
        data: vec![data(found, now), kept_data(found)],
    }
}

fn row(it: &Awaited, now: Moment, language: &Language) -> Vec<Cell> {
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
        promised(it.item, it.visit, language),
        Cell::Text(it.visit.facts.place()),
    ]
}

/// What was promised, and at which visit.
fn promised(item: &Item, visit: &Visit, language: &Language) -> Cell {
    let asked = item.ask.in_language(language).to_owned();
    Cell::Explained(asked, visit.facts.id.base().to_string())
}

/// How late those were that were kept late.
fn late(found: &Promises, language: &Language) -> Vec<Block> {
    let mut is_bound = false;
    let mut rows = Vec::new();
    for it in &found.settled {
        let Outcome::Late(by) = it.outcome else {
            continue;
        };
        is_bound |= matches!(by, Some(LateBy::AtMost(_)));
        rows.push(vec![
            match by {
                Some(LateBy::Exactly(by)) => Cell::Text(spoken(by)),
                Some(LateBy::AtMost(by)) => Cell::Text(format!("at most {}", spoken(by))),
                None => Cell::Missing("not said"),
            },
            promised(it.item, it.visit, language),
            Cell::Text(it.visit.facts.place()),
        ]);
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![
        Block::Heading(2, "Kept, but late".into()),
        Block::Table(Table {
            name: "late",
            columns: vec![
                Column::new("late_by", "Late by", 0),
                Column::new("promise", "Promise", 0),
                Column::new("organisation", "Whose", 0),
            ],
            rows,
        }),
    ];
    if is_bound {
        let note = "At most: from when it was due until the auditor said that it had been late.";
        blocks.push(Block::Note(Tone::Quiet, note.into()));
    }
    blocks
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

/// One row a promise: those awaited first.
fn data(found: &Promises, now: Moment) -> Table {
    let start = |visit: &Visit, item: &Item| {
        let facts = &visit.facts;
        vec![
            Cell::Text(facts.id.to_string()),
            Cell::Text(facts.organisation.to_string()),
            Cell::Text(facts.site.to_string()),
            Cell::Text(item.id.to_string()),
        ]
    };
    let none = Cell::Missing("none");
    let by_when = |due: Option<Due>| due.map_or(none.clone(), |due| Cell::Text(due.to_string()));
    let awaited = found.awaited.iter().map(|it| {
        let mut row = start(it.visit, it.item);
        row.extend([
            Cell::Text("awaited".into()),
            by_when(it.due),
            Cell::Flag(it.is_overdue(now)),
            none.clone(),
            none.clone(),
        ]);
        row
    });
    let settled = found.settled.iter().map(|it: &Settled| {
        let seconds = |by: Option<u64>| by.map_or(none.clone(), Cell::Seconds);
        let (state, exactly, at_most) = match it.outcome {
            Outcome::InTime => ("in_time", None, None),
            Outcome::Late(None) => ("late", None, None),
            Outcome::Late(Some(LateBy::Exactly(by))) => ("late", Some(by), None),
            Outcome::Late(Some(LateBy::AtMost(by))) => ("late", None, Some(by)),
            Outcome::Never => ("never", None, None),
        };
        let mut row = start(it.visit, it.item);
        row.extend([
            Cell::Text(state.into()),
            by_when(it.due),
            Cell::Flag(false),
            seconds(exactly),
            seconds(at_most),
        ]);
        row
    });
    Table {
        name: "promises",
        columns: columns(&[
            "visit",
            "organisation",
            "site",
            "item",
            "state",
            "due",
            "is_overdue",
            "late_by",
            "late_by_at_most",
        ]),
        rows: awaited.chain(settled).collect(),
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
