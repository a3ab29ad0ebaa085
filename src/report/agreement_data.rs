//! The tidy tables of agreement, for machines.

use super::agreement::asked;
use super::comparison_data::{table, text_or_nothing};
use super::left_out::{left_out_row, left_out_table};
use super::wording::end;
use super::{Cell, Table};
use crate::analysis::agreement::{Agreement, Lean, Reliability, StandardAgreement};
use crate::model::share::Exact;
use crate::model::text::Language;
use crate::stats::interval::LEVEL;
use crate::stats::reliability::looks_for;

/// All tables; the first is the one of CSV.
pub(super) fn data(found: &Agreement, language: &Language) -> Vec<Table> {
    let mut items = table(
        "items",
        &[
            "standard",
            "versions",
            "item",
            "question",
            "n_contacts",
            "n_same",
            "n_one_only",
            "same",
            "low",
            "high",
            "alpha",
            "ac1",
            "weighted_kappa",
            "lean",
            "mend",
        ],
    );
    let mut overall = table(
        "overall",
        &[
            "standard",
            "versions",
            "n_contacts",
            "n_answers",
            "same",
            "alpha",
            "alpha_low",
            "alpha_high",
            "reliability",
            "n_sites",
            "one_visit",
            "usual_visits",
            "visits_for_70",
            "visits_for_80",
            "visits_for_90",
        ],
    );
    let mut contacts = table(
        "contacts",
        &[
            "standard",
            "versions",
            "contact",
            "organisation",
            "site",
            "visited",
            "n_scorings",
            "apart",
        ],
    );
    let mut differences = table(
        "differences",
        &[
            "standard", "versions", "contact", "item", "question", "answers",
        ],
    );
    let mut auditors = table(
        "auditors",
        &[
            "standard", "versions", "auditor", "n_visits", "kinder", "low", "high", "verdict",
        ],
    );
    let mut left_out = left_out_table();
    for one in &found.standards {
        let with = |cells: Vec<Cell>| start(one).into_iter().chain(cells).collect::<Vec<Cell>>();
        for item in &one.items {
            let lean = match item.lean {
                Lean::BothWays => "both_ways",
                Lean::OneKinder => "one_kinder",
                Lean::TooFew => "too_few",
            };
            items.rows.push(with(vec![
                Cell::Text(one.catalogue.items[item.item].id.to_string()),
                Cell::Text(asked(one, item.item, language)),
                Cell::Count(item.n as u64),
                Cell::Count(item.n_same as u64),
                Cell::Count(item.n_one_only as u64),
                Cell::Mean(Exact::nearest(item.share())),
                Cell::Gap(end(item.likely.low)),
                Cell::Gap(end(item.likely.high)),
                rounded(item.alpha),
                rounded(item.ac1),
                rounded(item.kappa),
                Cell::Text(lean.into()),
                Cell::Flag(item.is_to_be_mended()),
            ]));
        }
        overall.rows.push(with(overall_cells(one)));
        for it in &one.twice {
            let facts = &it.first().facts;
            contacts.rows.push(with(vec![
                Cell::Text(facts.id.contact().into()),
                Cell::Text(facts.organisation.to_string()),
                Cell::Text(facts.site.to_string()),
                Cell::Text(facts.visited.to_string()),
                Cell::Count(it.scorings.len() as u64),
                it.apart().map_or(Cell::Missing(""), Cell::Gap),
            ]));
        }
        for it in &one.differences {
            let answers = it.answers.iter().map(|answer| {
                answer
                    .value
                    .as_ref()
                    .map_or(String::new(), ToString::to_string)
            });
            differences.rows.push(with(vec![
                Cell::Text(it.visit.facts.id.contact().into()),
                Cell::Text(one.catalogue.items[it.item].id.to_string()),
                Cell::Text(asked(one, it.item, language)),
                Cell::Text(answers.collect::<Vec<_>>().join(" / ")),
            ]));
        }
        for it in &one.kindness {
            let interval = it.bias.interval(LEVEL);
            auditors.rows.push(with(vec![
                Cell::Text(it.auditor.into()),
                Cell::Count(it.n_shared as u64),
                rounded(Some(it.bias.value)),
                rounded(interval.map(|it| it.low)),
                rounded(interval.map(|it| it.high)),
                Cell::Text(
                    match (it.is_clear, it.is_same) {
                        (true, _) => "clear",
                        (false, true) => "same",
                        (false, false) => "cannot_tell",
                    }
                    .into(),
                ),
            ]));
        }
    }
    left_out
        .rows
        .extend(found.left_out.iter().map(left_out_row));
    vec![items, overall, contacts, differences, auditors, left_out]
}

fn start(one: &StandardAgreement) -> Vec<Cell> {
    let versions: Vec<String> = one.versions.iter().map(ToString::to_string).collect();
    vec![
        Cell::Text(one.id.to_string()),
        Cell::Text(versions.join(";")),
    ]
}

/// A worked-out figure to four decimals, alike on every machine.
fn rounded(value: Option<f64>) -> Cell {
    value.map_or(Cell::Missing(""), |it| Cell::Gap(end(it)))
}

fn overall_cells(one: &StandardAgreement) -> Vec<Cell> {
    let pooled = one.pooled.as_ref();
    let (word, n_sites, one_visit, usual_n) = match one.reliability {
        Reliability::TooFewSites(n) => ("too_few_sites", n, None, None),
        Reliability::NotApart { n_sites } => ("not_apart", n_sites, None, None),
        Reliability::Apart {
            n_sites,
            one_visit,
            usual_n,
        } => ("apart", n_sites, Some(one_visit), Some(usual_n)),
    };
    let visits = |goal: f64| {
        let n = one_visit.and_then(|one| looks_for(goal, one));
        n.map_or(Cell::Missing(""), Cell::Count)
    };
    let interval = pooled.and_then(|it| it.interval);
    vec![
        Cell::Count(one.twice.len() as u64),
        Cell::Count(pooled.map_or(0, |it| it.n_units) as u64),
        pooled.map_or(Cell::Missing(""), |it| {
            Cell::Mean(Exact::nearest(it.observed))
        }),
        rounded(pooled.and_then(|it| it.alpha)),
        rounded(interval.map(|it| it.low)),
        rounded(interval.map(|it| it.high)),
        text_or_nothing(Some(word)),
        Cell::Count(n_sites as u64),
        rounded(one_visit),
        rounded(usual_n),
        visits(0.7),
        visits(0.8),
        visits(0.9),
    ]
}
