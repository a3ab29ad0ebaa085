//! The bin: visits that were discarded, and how one comes back.

use super::wording::counted;
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::model::visit::VisitId;

/// The report of what is in the bin.
pub fn bin(ids: &[VisitId]) -> Report {
    let table = Table {
        name: "bin",
        columns: vec![Column::new("visit", "Id", 0)],
        rows: ids
            .iter()
            .map(|id| vec![Cell::Text(id.to_string())])
            .collect(),
    };
    let mut blocks = Vec::new();
    if ids.is_empty() {
        blocks.push(Block::Note(Tone::Plain, "The bin is empty.".into()));
    } else {
        blocks.push(Block::Table(table.clone()));
        let back = "To bring one back: mystery discard --undo ID";
        blocks.push(Block::Note(Tone::Quiet, back.into()));
    }
    Report {
        shape: "bin",
        version: 1,
        blocks,
        data: vec![table],
    }
}

/// A line for the list of visits; nothing for an empty bin.
pub fn in_bin(ids: &[VisitId]) -> Option<Block> {
    let mut bases: Vec<VisitId> = ids.iter().map(VisitId::base).collect();
    bases.dedup();
    (!bases.is_empty()).then(|| {
        let n = counted(bases.len(), "visit");
        let text = format!("In the bin: {n}. To see: mystery discard --undo");
        Block::Note(Tone::Quiet, text)
    })
}
