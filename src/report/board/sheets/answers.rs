//! The sheet of answers: each answer of each visit that counts, with what it earned and what was remarked.

use super::{FIRST, MOST_ROWS, counted, heads, nothing, text, visit_name};
use crate::analysis::compare::Comparison;
use crate::model::answer::{Answer, Status};
use crate::model::order::InOrder;
use crate::model::share::Credit;
use crate::model::text::Language;
use crate::report::Cell;
use crate::report::board::Setting;
use crate::report::comparison_tables::{item_question, section_title};
use crate::report::wording;
use crate::report::workbook::{Entry, Holds, Sheet};

/// A row for each answer; none where there are more than a sheet can hold.
pub(super) fn answers(comparison: &Comparison, setting: Setting, language: &Language) -> Sheet {
    let mut rows = Vec::new();
    for (n, one, scored) in counted(comparison) {
        let Some(whole) = scored.whole() else {
            continue;
        };
        let placed = |answer: &Answer| one.catalogue.place(&answer.item);
        let mut told: Vec<(usize, &Answer)> = whole
            .answers
            .iter()
            .filter_map(|answer| Some((placed(answer)?, answer)))
            .collect();
        told.order_by_key(|(item, _)| *item);
        for (item, answer) in told {
            if answer.status == Status::NotAsked {
                continue;
            }
            let [name, when] = visit_name(scored, n, setting, language);
            let entry = &one.catalogue.items[item];
            let row = rows.len() + FIRST;
            let credit = answer.credit.map(Credit::share);
            let points = answer.points.value();
            rows.push(vec![
                name,
                text(scored.visit.facts.organisation.as_str()),
                when,
                text(section_title(one, entry.section, language)),
                text(item_question(one, item, language)),
                text(wording::answer(answer, entry.item, language)),
                credit.map_or_else(nothing, |it| Entry::Plain(Cell::Share(it))),
                Entry::Plain(Cell::Number(points)),
                credit.map_or_else(nothing, |it| {
                    Entry::Formula(format!("G{row}*H{row}"), it.value() * points)
                }),
                text(answer.remark.trim()),
            ]);
        }
    }
    let mut notes = Vec::new();
    if rows.len() > MOST_ROWS {
        rows.clear();
        notes.push(
            "There are more answers than a sheet can hold: mystery export writes them all.".into(),
        );
    }
    Sheet {
        name: "Answers",
        notes,
        columns: heads(&[
            ("Visit", Holds::Numbers),
            ("Organisation", Holds::Words),
            (
                if setting.withheld.is_some() {
                    "Month"
                } else {
                    "Visited"
                },
                Holds::Words,
            ),
            ("Section", Holds::Words),
            ("Item", Holds::Words),
            ("Answer", Holds::Words),
            ("Credit", Holds::Scores),
            ("Points", Holds::Numbers),
            ("Earned", Holds::Numbers),
            ("Remark", Holds::Words),
        ]),
        rows,
        charts: Vec::new(),
    }
}
