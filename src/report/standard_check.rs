//! What a check of standards found, for machines and for a page.

use super::visit_tables::columns;
use super::wording::sentence;
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::standard_yaml::Reading;

/// The version of the JSON shape `standard_check`.
const VERSION: u32 = 1;

/// A file that was checked.
#[derive(Clone, Copy, Debug)]
pub struct CheckedFile<'r> {
    /// As it was named.
    pub name: &'r str,
    /// What came of reading it.
    pub reading: &'r Reading,
}

/// Gives every problem of every file, and a line about each file.
pub fn report(files: &[CheckedFile<'_>]) -> Report {
    let mut blocks = vec![Block::Heading(1, "Check of standards".into())];
    for file in files {
        blocks.push(Block::Heading(2, file.name.into()));
        if file.reading.diagnostics.is_empty() {
            blocks.push(Block::Note(Tone::Good, "Fine.".into()));
        } else {
            blocks.push(Block::Table(for_people(file)));
        }
    }
    Report {
        shape: "standard_check",
        version: VERSION,
        blocks,
        data: vec![problems(files), summary(files)],
    }
}

fn for_people(file: &CheckedFile<'_>) -> Table {
    let row = |one: &Diagnostic| {
        let tone = match one.severity {
            Severity::Error => Tone::Bad,
            Severity::Warning => Tone::Warning,
            Severity::Advice => Tone::Quiet,
        };
        let advice = one.advice.as_deref().map(sentence).unwrap_or_default();
        vec![
            line(one),
            Cell::Toned(tone, format!("{} {}", one.severity.name(), one.code.id())),
            Cell::Text(sentence(&one.message)),
            Cell::Text(advice),
        ]
    };
    Table {
        name: "problems",
        columns: vec![
            Column::new("line", "Line", 0),
            Column::new("kind", "Kind", 0),
            Column::new("message", "What", 0),
            Column::new("advice", "The way out", 1),
        ],
        rows: file.reading.diagnostics.iter().map(row).collect(),
    }
}

fn count(n: usize) -> Cell {
    Cell::Count(u64::try_from(n).unwrap_or(u64::MAX))
}

fn line(one: &Diagnostic) -> Cell {
    one.span
        .map_or(Cell::Missing("the whole file"), |span| count(span.line))
}

fn problems(files: &[CheckedFile<'_>]) -> Table {
    let row = |file: &CheckedFile<'_>, one: &Diagnostic| {
        vec![
            Cell::Text(file.name.into()),
            line(one),
            one.span
                .map_or(Cell::Missing("the whole file"), |span| count(span.column)),
            Cell::Text(one.severity.name().into()),
            Cell::Text(one.code.id().into()),
            Cell::Text(one.code.name().into()),
            Cell::Text(one.message.clone()),
            one.advice.clone().map_or(Cell::Missing("none"), Cell::Text),
        ]
    };
    Table {
        name: "problems",
        columns: columns(&[
            "file", "line", "column", "severity", "code", "name", "message", "advice",
        ]),
        rows: files
            .iter()
            .flat_map(|file| {
                file.reading
                    .diagnostics
                    .iter()
                    .map(move |one| row(file, one))
            })
            .collect(),
    }
}

fn summary(files: &[CheckedFile<'_>]) -> Table {
    let row = |file: &CheckedFile<'_>| {
        let standard = file.reading.standard.as_ref();
        let none = || Cell::Missing("not usable");
        vec![
            Cell::Text(file.name.into()),
            Cell::Flag(standard.is_some()),
            count(file.reading.n(Severity::Error)),
            count(file.reading.n(Severity::Warning)),
            standard.map_or_else(none, |one| Cell::Text(one.id.to_string())),
            standard.map_or_else(none, |one| Cell::Text(one.version.to_string())),
            standard.map_or_else(none, |one| Cell::Text(one.fingerprint.to_string())),
            standard.map_or_else(none, |one| count(one.items().count())),
            standard.map_or_else(none, |one| count(one.sections.len())),
        ]
    };
    Table {
        name: "files",
        columns: columns(&[
            "file",
            "usable",
            "errors",
            "warnings",
            "standard",
            "version",
            "fingerprint",
            "items",
            "sections",
        ]),
        rows: files.iter().map(row).collect(),
    }
}
