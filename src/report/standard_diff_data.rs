//! What changed between two versions of a standard, as data.

use super::standard_diff::both;
use super::visit_tables::columns;
use super::{Cell, Table};
use crate::analysis::standard_diff::{Change, Place, StandardDiff, Totals};
use crate::model::text::Language;

pub(super) fn changes(diff: &StandardDiff, language: &Language) -> Table {
    let row = |change: &Change| {
        let [before, now] = both(diff, change, language);
        let (section, item, former) = match change.place {
            Place::Item(old, new) => {
                let Some((section, item)) = new.or(old) else {
                    return Vec::new();
                };
                let former = old.filter(|(_, old)| old.id != item.id);
                (
                    Cell::Text(section.id.to_string()),
                    Cell::Text(item.id.to_string()),
                    former.map_or(Cell::Missing("none"), |(_, old)| {
                        Cell::Text(old.id.to_string())
                    }),
                )
            }
            Place::Section(_, new) => (
                Cell::Text(new.id.to_string()),
                Cell::Missing("the section"),
                Cell::Missing("none"),
            ),
            Place::Whole => (
                Cell::Missing("the whole"),
                Cell::Missing("the whole"),
                Cell::Missing("none"),
            ),
        };
        vec![
            Cell::Text(change.what.name().into()),
            section,
            item,
            former,
            Cell::Text(before),
            Cell::Text(now),
            Cell::Text(change.raises.name().into()),
        ]
    };
    Table {
        name: "changes",
        columns: columns(&[
            "what", "section", "item", "former", "before", "now", "raises",
        ]),
        rows: diff.changes.iter().map(row).collect(),
    }
}

pub(super) fn summary(diff: &StandardDiff) -> Table {
    let totals = match diff.totals() {
        Totals::AsTheyAre => "yes",
        Totals::LikeForLike => "like_for_like",
        Totals::No => "no",
    };
    let text = |text: String| Cell::Text(text);
    Table {
        name: "summary",
        columns: columns(&[
            "old",
            "old_version",
            "old_fingerprint",
            "new",
            "new_version",
            "new_fingerprint",
            "totals_compare",
            "raises",
            "should_be",
            "version_right",
            "n_items_alike",
        ]),
        rows: vec![vec![
            text(diff.old.id.to_string()),
            text(diff.old.version.to_string()),
            text(diff.old.fingerprint.to_string()),
            text(diff.new.id.to_string()),
            text(diff.new.version.to_string()),
            text(diff.new.fingerprint.to_string()),
            text(totals.into()),
            diff.raises()
                .map_or(Cell::Missing("nothing changed"), |it| {
                    text(it.name().into())
                }),
            diff.should_be()
                .map_or(Cell::Missing("nothing changed"), |it| text(it.to_string())),
            Cell::Flag(diff.is_version_right()),
            Cell::Count(diff.n_alike as u64),
        ]],
    }
}
