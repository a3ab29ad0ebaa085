//! `mystery standard list`: the standards that come with the program, and the ledger's own.

use anyhow::Result;

use super::source::{Source, ledger_if_any};
use crate::commands::context::Context;
use crate::files::built_in;
use crate::ledger::bounded::yaml_file;
use crate::model::text::Language;
use crate::report::{Block, Cell, Column, Report, Table, Tone};

/// The version of the JSON shape `standards`.
const VERSION: u32 = 1;

/// List the standards: those that come with the program, and your own
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery standard list
  mystery standard list --format csv")]
pub(super) struct ListArgs {}

pub(super) fn run(context: &Context, _args: &ListArgs) -> Result<()> {
    let mut rows = Vec::new();
    if let Some(ledger) = ledger_if_any(context) {
        for id in ledger.standards()? {
            let path = ledger.layout().standard(&id);
            let source = Source {
                name: id.to_string(),
                stem: id.to_string(),
                bytes: yaml_file(&path).unwrap_or_default(),
                path: Some(path),
            };
            rows.push(row(context, &source));
        }
    }
    for one in built_in::ALL {
        let is_own = |row: &Vec<Cell>| row[0] == Cell::Text(one.id.into());
        if rows.iter().any(is_own) {
            continue;
        }
        let source = Source {
            name: one.id.into(),
            stem: one.id.into(),
            path: None,
            bytes: one.yaml(),
        };
        rows.push(row(context, &source));
    }
    let data = Table {
        name: "standards",
        columns: vec![
            Column::new("standard", "Id", 0),
            Column::new("version", "Version", 2),
            Column::new("title", "Title", 0),
            Column::new("items", "Items", 1),
            Column::new("from", "From", 3),
            Column::new("file", "File", 4),
        ],
        rows,
    };
    // People know where their standards are; the path is for machines.
    let mut table = data.clone();
    table.columns.pop();
    for row in &mut table.rows {
        row.pop();
    }
    let report = Report {
        shape: "standards",
        version: VERSION,
        blocks: vec![
            Block::Table(table),
            Block::Note(
                Tone::Quiet,
                "Read one with: mystery standard show ID. Make your own with: mystery standard new ID --from ID."
                    .into(),
            ),
        ],
        data: vec![data],
    };
    context.show_report(&report)
}

fn row(context: &Context, source: &Source) -> Vec<Cell> {
    let from = Cell::Text(
        if source.path.is_some() {
            "yours"
        } else {
            "built in"
        }
        .into(),
    );
    let path = source.path.as_ref().map(|path| path.display().to_string());
    let path = path.map_or(Cell::Missing("none"), Cell::Text);
    let Some(standard) = source.read().standard else {
        return vec![
            Cell::Text(source.name.clone()),
            Cell::Missing("?"),
            Cell::Toned(
                Tone::Bad,
                format!("cannot be used: mystery standard check {}", source.name),
            ),
            Cell::Missing("?"),
            from,
            path,
        ];
    };
    let own = standard.languages.first();
    let language = context.language.as_ref().or(own).cloned();
    let title = standard
        .title
        .in_language(&language.unwrap_or_else(Language::default));
    let n_items = u64::try_from(standard.items().count()).unwrap_or(u64::MAX);
    vec![
        Cell::Text(source.name.clone()),
        Cell::Text(standard.version.to_string()),
        Cell::Text(title.into()),
        Cell::Count(n_items),
        from,
        path,
    ]
}
