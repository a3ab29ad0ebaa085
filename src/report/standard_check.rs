//! What a check of standards found, for machines and for a page.

use super::visit_tables::columns;
use super::wording::{counted, sentence};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::analysis::raise_the_bar::MuteItem;
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

/// An item that tells no visits apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mute {
    item: String,
    why: &'static str,
    n: u64,
    of: u64,
}

impl Mute {
    /// As the analysis has it.
    pub fn of(item: &MuteItem) -> Self {
        Self {
            item: item.item.id.to_string(),
            why: item.why.name(),
            n: item.n,
            of: item.of,
        }
    }
}

/// What the visits of a ledger tell of a standard.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// The file, as it was named.
    pub file: String,
    /// How many visits count.
    pub n_visits: usize,
    /// The items that tell nobody apart, in a sentence; `None` where there is none.
    pub sentence: Option<String>,
    /// The same items.
    pub items: Vec<Mute>,
}

impl Told {
    /// What is said of a file.
    pub fn words(&self) -> String {
        let by = format!("By {} here", counted(self.n_visits, "visit"));
        match &self.sentence {
            Some(sentence) => format!("{by} these items tell nobody apart. {sentence}"),
            None if self.n_visits == 0 => "No visit here was scored with it yet.".into(),
            None => format!("{by} no item is known to tell nobody apart."),
        }
    }
}

/// Gives every problem of every file, and a line about each file; and what visits tell, where that
/// was asked.
pub fn report(files: &[CheckedFile<'_>], told: &[Told]) -> Report {
    let mut blocks = vec![Block::Heading(1, "Check of standards".into())];
    for file in files {
        blocks.push(Block::Heading(2, file.name.into()));
        if file.reading.diagnostics.is_empty() {
            blocks.push(Block::Note(Tone::Good, "Fine.".into()));
        } else {
            blocks.push(Block::Table(for_people(file)));
        }
        let of_file = told.iter().filter(|told| told.file == file.name);
        blocks.extend(of_file.map(|told| Block::Note(Tone::Plain, told.words())));
    }
    Report {
        shape: "standard_check",
        version: VERSION,
        blocks,
        data: vec![problems(files), summary(files), mute_items(told)],
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

fn mute_items(told: &[Told]) -> Table {
    let row = |told: &Told, mute: &Mute| {
        vec![
            Cell::Text(told.file.clone()),
            Cell::Text(mute.item.clone()),
            Cell::Text(mute.why.into()),
            Cell::Count(mute.n),
            Cell::Count(mute.of),
        ]
    };
    Table {
        name: "mute_items",
        columns: columns(&["file", "item", "why", "n", "of"]),
        rows: told
            .iter()
            .flat_map(|told| told.items.iter().map(move |mute| row(told, mute)))
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
