//! What goes together with how the visit ended, as tables of data.

use super::visit_tables::columns;
use super::wording::question;
use super::{Cell, Table};
use crate::analysis::drivers::{Drivers, Place, Skipped};
use crate::model::share::Exact;
use crate::model::text::Language;

/// The tables of data.
pub(super) fn data(all: &[Drivers], language: &Language) -> Vec<Table> {
    let text = |text: &str| Cell::Text(text.into());
    let none = || Cell::Missing("too few");
    let rounded = |it: f64| Cell::Number((it * 1e4).round() / 1e4);
    let mean = |it: Option<f64>| it.map_or_else(none, |it| Cell::Mean(Exact::nearest(it)));
    let rows = all.iter().flat_map(|one| {
        one.drivers.iter().map(move |it| {
            vec![
                text(one.standard.id.as_str()),
                text(it.item.id.as_str()),
                text(question(Some(it.item), &it.item.id, language)),
                Cell::Count(it.n as u64),
                mean(it.with.0),
                Cell::Count(it.with.1 as u64),
                mean(it.without.0),
                Cell::Count(it.without.1 as u64),
                mean(Some(it.performance)),
                it.sign.map_or_else(none, |it| text(it.name())),
                it.r.map_or_else(none, rounded),
                it.interval.map_or_else(none, |it| rounded(it.low)),
                it.interval.map_or_else(none, |it| rounded(it.high)),
                it.shrunken.map_or_else(none, rounded),
                it.weight.map_or_else(none, rounded),
                it.ranks.map_or_else(none, |it| Cell::Count(it.0 as u64)),
                it.ranks.map_or_else(none, |it| Cell::Count(it.1 as u64)),
                it.place.map_or(Cell::Missing("unclear"), |it| {
                    text(match it {
                        Place::MendFirst => "mend_first",
                        Place::Keep => "keep",
                    })
                }),
            ]
        })
    });
    let outcomes = all.iter().map(|one| {
        vec![
            text(one.standard.id.as_str()),
            one.outcome
                .map_or(Cell::Missing("none"), |it| text(it.id.as_str())),
            Cell::Count(one.n_visits as u64),
            one.r_squared.map_or_else(none, rounded),
            one.within.map_or_else(none, |it| text(it.places.name())),
            one.within.map_or_else(none, |it| Cell::Flag(it.auditors)),
        ]
    });
    let skipped = all.iter().flat_map(|one| {
        one.skipped.iter().map(move |(item, why)| {
            let (why, same_as) = match why {
                Skipped::OneSided => ("one_sided", None),
                Skipped::AlikeWithin => ("alike_within", None),
                Skipped::SeldomJudged => ("seldom_judged", None),
                Skipped::SameAs(id) => ("same_as", Some(id)),
            };
            vec![
                text(one.standard.id.as_str()),
                text(item.id.as_str()),
                text(why),
                same_as.map_or(Cell::Missing("none"), |id| text(id.as_str())),
            ]
        })
    });
    let table = |name, keys: &[&str], rows| Table {
        name,
        columns: columns(keys),
        rows,
    };
    vec![
        table(
            "drivers",
            &[
                "standard",
                "item",
                "question",
                "n",
                "outcome_with",
                "n_with",
                "outcome_without",
                "n_without",
                "performance",
                "sign",
                "r",
                "low",
                "high",
                "shrunken",
                "weight",
                "best_rank",
                "worst_rank",
                "place",
            ],
            rows.collect(),
        ),
        table(
            "outcomes",
            &[
                "standard",
                "item",
                "n_visits",
                "r_squared",
                "without_places",
                "without_auditors",
            ],
            outcomes.collect(),
        ),
        table(
            "not_looked_at",
            &["standard", "item", "why", "same_as"],
            skipped.collect(),
        ),
    ]
}
