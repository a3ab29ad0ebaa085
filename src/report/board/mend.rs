//! What to mend first: of what costs most, first what costs nothing to mend; with room for who and by when.

use super::{Part, columns};
use crate::analysis::points_lost::points_lost;
use crate::model::order::InOrder;
use crate::model::share::Exact;
use crate::model::standard::Cost;
use crate::report::comparison_tables::item_label;
use crate::report::wording::cost;
use crate::report::{Block, Cell, Table, Tone};

/// Most things to mend.
const MOST: usize = 8;

impl Part<'_, '_> {
    pub(super) fn mend(&self) -> Vec<Block> {
        if self.own().is_none() {
            return Vec::new();
        }
        let mut lost = points_lost(self.one);
        lost.truncate(MOST);
        let mut blocks = vec![self.heading("What to mend first?")];
        if lost.is_empty() {
            let text = "Nothing: our visits lost no points.";
            blocks.push(Block::Note(Tone::Plain, text.into()));
            return blocks;
        }
        let cost_of = |item: usize| {
            let item = self.one.catalogue.items[item].item;
            item.and_then(|item| item.cost)
        };
        // Stable: those that cost alike stay with the dearest in points first.
        lost.order_by_key(|lost| match cost_of(lost.item) {
            Some(Cost::Free) => 0,
            Some(Cost::Low) => 1,
            None => 2,
            Some(Cost::High) => 3,
        });
        let rows = lost.iter().map(|lost| {
            let to_mend = cost_of(lost.item).map_or("not said", cost);
            vec![
                Cell::Text(item_label(self.one, lost.item, self.language)),
                // Two words that stay together in a narrow column.
                Cell::Text(to_mend.replace(' ', "\u{a0}")),
                Cell::Mean(Exact::nearest(lost.per_visit)),
                Cell::Missing(" "),
                Cell::Missing(" "),
            ]
        });
        blocks.push(Block::Note(
            Tone::Plain,
            "Of what costs us most points, first what costs nothing to mend.".into(),
        ));
        blocks.push(Block::Table(Table {
            name: "mend",
            columns: columns(&[
                ("item", "Item"),
                ("cost", "To mend it"),
                ("lost", "Points lost"),
                ("owner", "Who"),
                ("due", "By when"),
            ]),
            rows: rows.collect(),
        }));
        blocks.push(Block::Note(
            Tone::Quiet,
            "Points lost: by an average visit of ours, of the 100 of its total.".into(),
        ));
        blocks
    }
}
