//! Agreement in the words of statistics: for `--explain` alone.

use super::agreement::asked;
use super::wording::counted;
use super::{Block, Cell, Column, Table};
use crate::analysis::agreement::{Reliability, StandardAgreement};
use crate::model::text::Language;
use crate::stats::interval::Interval;

/// A coefficient as it is read: `.743`, `-.120`.
pub(super) fn coefficient(value: f64) -> String {
    let spelt = format!("{:.3}", value.abs());
    let spelt = spelt.strip_prefix('0').unwrap_or(&spelt);
    let sign = if value < -0.0005 { "-" } else { "" };
    format!("{sign}{spelt}")
}

/// How it was worked out, and the coefficients.
pub(super) fn explained(one: &StandardAgreement, language: &Language) -> Vec<Block> {
    let mut rules = vec![
        "Two answers are the same when they are to the letter; times, counts and tallies when they earn the same credit. What only one could answer does not count.".to_owned(),
        "All items together: Krippendorff's alpha of the credits (interval metric), from 20 answers and 5 contacts on; its interval of 95 % draws whole contacts anew, 2,000 times, from 20 contacts on. Bands: .800 rely, .667 tentative.".into(),
        "Each item: share of contacts with the same answer, Wilson's interval; from 20 contacts on alpha (nominal for yes or no, else interval), Gwet's AC1, and kappa with quadratic weights of the first two scorings.".into(),
        "Mend the wording: from 5 contacts on, under 80 % the same, two differences or more, and not one person the kinder each time.".into(),
        "Kinder: totals fitted as site + auditor by least squares; clear when beyond what matters and p < .05 after Holm (of two auditors it is one comparison). Codes from 5 shared visits on.".into(),
        "Reliability: one-way analysis of variance of totals by site, ICC = between / (between + within); of the mean of m visits by Spearman and Brown; visits for .7, .8 and .9.".into(),
    ];
    if let Some(pooled) = &one.pooled {
        let of =
            |it: Interval| format!(", 95 % {} to {}", coefficient(it.low), coefficient(it.high));
        let alpha = pooled.alpha.map_or("not worked out".into(), coefficient);
        rules.push(format!(
            "Alpha here: {alpha}{}, n = {} in {}.",
            pooled.interval.map_or(String::new(), of),
            counted(pooled.n_units, "answer"),
            counted(one.twice.len(), "contact"),
        ));
    }
    if let Reliability::Apart {
        one_visit, usual_n, ..
    } = one.reliability
    {
        rules.push(format!(
            "ICC here: {}, usual visits to a site {usual_n:.1}.",
            coefficient(one_visit)
        ));
    }
    let mut blocks = vec![
        Block::Heading(2, "How this was worked out".into()),
        Block::List(rules),
    ];
    let told =
        |value: Option<f64>| value.map_or(Cell::Missing(""), |it| Cell::Text(coefficient(it)));
    let rows = one
        .items
        .iter()
        .filter(|item| item.ac1.is_some() || item.alpha.is_some())
        .map(|item| {
            vec![
                Cell::Text(asked(one, item.item, language)),
                Cell::Count(item.n as u64),
                told(item.alpha),
                told(item.ac1),
                told(item.kappa),
            ]
        });
    blocks.push(Block::Table(Table {
        name: "coefficients",
        columns: vec![
            Column::new("item", "Item", 0),
            Column::new("n", "n", 0),
            Column::new("alpha", "Alpha", 0),
            Column::new("ac1", "AC1", 0),
            Column::new("kappa", "Weighted kappa", 1),
        ],
        rows: rows.collect(),
    }));
    blocks
}
