//! The sheet of the standard: each item with its points and why it matters.

use super::{heads, nothing, text};
use crate::analysis::compare::Comparison;
use crate::model::share::Points;
use crate::model::text::Language;
use crate::report::Cell;
use crate::report::comparison_tables::{item_question, section_title};
use crate::report::wording;
use crate::report::workbook::{Entry, Holds, Sheet};

/// A row for each item of each standard.
pub(super) fn standard(comparison: &Comparison, language: &Language) -> Sheet {
    let mut rows = Vec::new();
    for one in &comparison.standards {
        for (place, entry) in one.catalogue.items.iter().enumerate() {
            let item = entry.item;
            let why = item.and_then(|item| item.why.as_ref());
            let cost = item.and_then(|item| item.cost);
            let number =
                |it: Option<f64>| it.map_or_else(nothing, |it| Entry::Plain(Cell::Number(it)));
            let weight = one.catalogue.sections[entry.section].weight;
            rows.push(vec![
                text(wording::standard_title(
                    one.id,
                    &one.catalogue,
                    &one.left_out,
                    language,
                )),
                text(section_title(one, entry.section, language)),
                number(weight.map(Points::value)),
                text(item_question(one, place, language)),
                number(entry.counts.then(|| entry.points.value())),
                text(match (entry.critical, entry.bonus) {
                    (true, _) => "critical",
                    (_, true) => "bonus",
                    _ => "",
                }),
                text(entry.item_type.name().replace('_', " ")),
                text(cost.map_or("", wording::cost)),
                text(why.map_or("", |why| why.in_language(language))),
            ]);
        }
    }
    Sheet {
        name: "Standard",
        notes: Vec::new(),
        columns: heads(&[
            ("Standard", Holds::Words),
            ("Section", Holds::Words),
            ("Weight", Holds::Numbers),
            ("Item", Holds::Words),
            ("Points", Holds::Numbers),
            ("Kind", Holds::Words),
            ("Answered by", Holds::Words),
            ("To mend it", Holds::Words),
            ("Why it matters", Holds::Words),
        ]),
        rows,
        charts: Vec::new(),
    }
}
