//! The whole arithmetic of one visit, each step of which can be followed with a pocket calculator,
//! and which single answers would have changed the outcome.

use crate::analysis::sensitivity::Change;
use crate::model::scorecard::{Scorecard, Verdict};

use super::arithmetic::{self, heading, plain};
use super::arithmetic_names;
use super::scorecard::{self, Showing};
use super::visit_tables;
use super::wording;
use super::{Block, Cell, Column, Report, Table};

/// Explains what a visit comes to. `changes` are the single answers that would have changed it.
/// Without its standard there is no arithmetic: then as [`scorecard::scorecard`].
pub fn explanation(showing: &Showing, changes: &[Change]) -> Report {
    let Some((standard, scorecard)) = showing.judged else {
        return scorecard::scorecard(showing);
    };
    let mut blocks = scorecard::head(showing);
    blocks.push(plain(
        "Figures are rounded to six decimals here. What an item gave and lost is in points of 100, \
         before bonus and critical effects.",
    ));
    for section in &scorecard.sections {
        blocks.extend(arithmetic::section_blocks(showing, section));
    }
    blocks.extend(arithmetic::base(showing, scorecard));
    blocks.extend(arithmetic::bonus(showing, standard, scorecard));
    blocks.extend(arithmetic::critical(showing, scorecard));
    blocks.extend(arithmetic_names::coverage(standard, scorecard));
    blocks.extend(arithmetic_names::band(standard, scorecard));
    blocks.extend(what_would_have_changed(showing, scorecard, changes));
    let mut data = visit_tables::tables(showing);
    data.push(changes_as_data(showing, changes));
    Report {
        shape: "explanation",
        version: 1,
        blocks,
        data,
    }
}

fn what_would_have_changed(
    showing: &Showing,
    scorecard: &Scorecard,
    changes: &[Change],
) -> Vec<Block> {
    if scorecard.total.is_none() || showing.visit.is_no_contact() {
        return Vec::new();
    }
    let title = heading("What one other answer would have changed");
    if changes.is_empty() {
        let text = "No single answer would have changed the band or the verdict.";
        return vec![title, plain(text)];
    }
    let row = |change: &Change| {
        let given = showing.visit.answer(&change.item);
        let verdict = change.scorecard.verdict.as_ref().map(Verdict::name);
        vec![
            Cell::Text(showing.question(&change.item).into()),
            Cell::Text(given.map_or_else(String::new, |answer| showing.answer(answer))),
            Cell::Text(instead(showing, change)),
            change
                .scorecard
                .total
                .map_or(Cell::Missing("none"), Cell::Share),
            Cell::Text(change.scorecard.band.clone().unwrap_or_default()),
            Cell::Text(verdict.unwrap_or_default().to_uppercase()),
        ]
    };
    vec![
        title,
        Block::Table(Table {
            name: "changes",
            columns: vec![
                Column::new("item", "Item", 0),
                Column::new("answer", "Was", 1),
                Column::new("instead", "Had it been", 0),
                Column::new("total", "Total", 0),
                Column::new("band", "Band", 0),
                Column::new("verdict", "Verdict", 0),
            ],
            rows: changes.iter().map(row).collect(),
        }),
    ]
}

fn instead(showing: &Showing, change: &Change) -> String {
    let scale = showing.item(&change.item).map(|item| &item.scale);
    wording::value(&change.instead, scale, showing.language)
}

fn changes_as_data(showing: &Showing, changes: &[Change]) -> Table {
    let row = |change: &Change| {
        let given = showing.visit.answer(&change.item);
        let value = given.and_then(|answer| answer.value.as_ref());
        let verdict = change.scorecard.verdict.as_ref().map(Verdict::name);
        vec![
            Cell::Text(change.item.to_string()),
            value.map_or(Cell::Missing("no answer"), |value| {
                Cell::Text(value.to_string())
            }),
            Cell::Text(change.instead.to_string()),
            Cell::Text(instead(showing, change)),
            change
                .scorecard
                .total
                .map_or(Cell::Missing("no total"), Cell::Share),
            Cell::Text(change.scorecard.band.clone().unwrap_or_default()),
            Cell::Text(verdict.unwrap_or_default().into()),
        ]
    };
    Table {
        name: "changes",
        columns: visit_tables::columns(&[
            "item",
            "answer",
            "instead",
            "instead_text",
            "total",
            "band",
            "verdict",
        ]),
        rows: changes.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sensitivity::single_changes;
    use crate::model::standard::Standard;
    use crate::model::text::Language;
    use crate::model::visit::Visit;
    use crate::render::{Format, Page, render};
    use crate::report::sample;
    use crate::scoring::score;

    fn shown(standard: &Standard, visit: &Visit, width: usize) -> String {
        let scorecard = score(standard, visit);
        let changes = single_changes(standard, visit, &scorecard);
        let showing = Showing {
            visit,
            judged: Some((standard, &scorecard)),
            language: &Language::default(),
        };
        let page = Page {
            width,
            ..Page::default()
        };
        let report = explanation(&showing, &changes);
        String::from_utf8(render(&report, Format::Terminal, &page)).unwrap()
    }

    #[test]
    fn every_step_is_shown() {
        let standard = sample::standard();
        let visit = sample::visit(&standard, &sample::good());
        for width in [80, 44] {
            insta::assert_snapshot!(
                format!("explained_{width}"),
                shown(&standard, &visit, width)
            );
        }
        let visit = sample::visit(&standard, &sample::bad());
        insta::assert_snapshot!("explained_fail", shown(&standard, &visit, 80));
    }

    #[test]
    fn pooled_points_are_explained_without_weights() {
        let standard = sample::pooled_standard();
        let visit = sample::visit(&standard, &sample::good());
        let shown = shown(&standard, &visit, 80);
        // 53/12 + 10/3 + 2 = 9.75 by hand; over 5 + 4 + 2 points.
        let sum =
            "Earned 4.416667 + 3.333333 + 2 = 9.75 of 11 points: 9.75 / 11 = 0.886364 (88.6).";
        assert!(shown.replace('\n', " ").contains(sum), "{shown}");
        assert!(!shown.contains("Weight"), "{shown}");
    }
}
