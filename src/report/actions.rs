//! What was decided and how it stands: what failed again first and loudest.

use super::visit_tables::columns;
use super::wording::{counted, date};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::analysis::actions::Standing;

/// The list of actions; closed ones only where `with_closed`.
pub fn actions(standings: &[Standing], with_closed: bool) -> Report {
    let shown: Vec<&Standing> = standings
        .iter()
        .filter(|it| with_closed || it.is_open())
        .collect();
    let n_closed = standings.iter().filter(|it| !it.is_open()).count();
    let mut blocks = Vec::new();
    if shown.is_empty() {
        let text = if n_closed == 0 {
            "Nothing was decided yet: mystery actions add \"what we do\" --item ITEM --who ROLE --due DAY".into()
        } else {
            format!(
                "Nothing is open: {} closed. mystery actions list --all",
                counted(n_closed, "action")
            )
        };
        blocks.push(Block::Note(Tone::Plain, text));
    } else {
        blocks.push(Block::Table(table(&shown)));
        if shown.iter().any(|it| it.is_open() && it.is_shown()) {
            let text = "What the latest visit shows can be closed: mystery actions close ID";
            blocks.push(Block::Note(Tone::Plain, text.into()));
        }
    }
    Report {
        shape: "actions",
        version: 1,
        blocks,
        data: vec![data(&shown)],
    }
}

/// What is open, for a report and for an agenda.
pub(super) fn open_actions(standings: &[Standing]) -> Option<Table> {
    let open: Vec<&Standing> = standings.iter().filter(|it| it.is_open()).collect();
    (!open.is_empty()).then(|| table(&open))
}

fn table(standings: &[&Standing]) -> Table {
    let row = |it: &&Standing| {
        let action = &it.action;
        let text = |text: &str| {
            if text.is_empty() {
                Cell::Missing("")
            } else {
                Cell::Text(text.into())
            }
        };
        let due = action.due.map_or(Cell::Missing(""), |due| {
            if it.is_overdue {
                Cell::Toned(Tone::Bad, format!("{}, overdue", date(due)))
            } else {
                Cell::Text(date(due))
            }
        });
        vec![
            text(&action.id),
            Cell::Explained(action.what.clone(), format!("shown by {}", action.item)),
            text(&action.who),
            due,
            how(it),
        ]
    };
    Table {
        name: "actions",
        columns: vec![
            Column::new("action", "Id", 0),
            Column::new("what", "What we do", 0),
            Column::new("who", "Who", 1),
            Column::new("due", "By when", 0),
            Column::new("how", "How it stands", 0),
        ],
        rows: standings.iter().map(row).collect(),
    }
}

fn how(it: &Standing) -> Cell {
    let age = match it.age {
        0 => "decided today".to_owned(),
        days => format!("{} old", counted(usize::try_from(days).unwrap_or(0), "day")),
    };
    if !it.is_open() {
        return Cell::Toned(Tone::Good, "shown, closed".into());
    }
    if it.n_again > 0 {
        let again = match it.n_again {
            1 => "FAILED AGAIN once".to_owned(),
            n => format!("FAILED AGAIN {n} times"),
        };
        let since = if it.is_shown() {
            ", but the latest visit shows it"
        } else {
            ""
        };
        return Cell::Toned(Tone::Bad, format!("{again}{since}; {age}"));
    }
    if it.is_shown() {
        return Cell::Toned(Tone::Good, format!("the latest visit shows it; {age}"));
    }
    Cell::Text(format!("no later visit yet; {age}"))
}

fn data(standings: &[&Standing]) -> Table {
    let text = |text: &str| {
        if text.is_empty() {
            Cell::Missing("none")
        } else {
            Cell::Text(text.into())
        }
    };
    let maybe = |text: Option<String>| text.map_or(Cell::Missing("none"), Cell::Text);
    let count = |n: usize| Cell::Count(n as u64);
    let row = |it: &&Standing| {
        let action = &it.action;
        vec![
            text(&action.id),
            text(&action.what),
            text(&action.who),
            text(&action.at.date().to_string()),
            maybe(action.due.map(|due| due.to_string())),
            text(action.item.as_str()),
            maybe(action.visit.as_ref().map(ToString::to_string)),
            count(it.n_later),
            count(it.n_again),
            Cell::Flag(it.is_shown()),
            Cell::Flag(it.is_overdue),
            maybe(action.shown_by.as_ref().map(ToString::to_string)),
        ]
    };
    Table {
        name: "actions",
        columns: columns(&[
            "action",
            "what",
            "who",
            "decided",
            "due",
            "item",
            "visit",
            "n_later",
            "n_again",
            "is_shown",
            "is_overdue",
            "shown_by",
        ]),
        rows: standings.iter().map(row).collect(),
    }
}
