//! Where a standard's bar could be raised, as tables of data.

use super::raise::{Raise, spelt};
use super::rescore;
use super::visit_tables::columns;
use super::wording::question;
use super::{Cell, Table};
use crate::analysis::raise_the_bar::Proposal;
use crate::model::text::Language;

/// The tables of data.
pub(super) fn data(raise: &Raise, language: &Language) -> Vec<Table> {
    let text = |text: &str| Cell::Text(text.into());
    let none = || Cell::Missing("none");
    let proposals = raise.bar.proposals.iter().map(|(item, proposal)| {
        let who = match proposal {
            Proposal::Threshold(it) => Some(it.who),
            Proposal::Expected { who, .. } => Some(*who),
            Proposal::Counted { .. } => None,
        };
        let (kind, n, from, to) = match proposal {
            Proposal::Threshold(it) => (
                "threshold",
                it.n,
                text(&spelt(item, it.from)),
                text(&spelt(item, it.to)),
            ),
            Proposal::Expected { n, .. } => ("expected", *n, text("bonus"), text("expected")),
            Proposal::Counted { n, .. } => ("counted", *n, text("pilot"), text("counted")),
        };
        vec![
            text(item.id.as_str()),
            text(question(Some(item), &item.id, language)),
            text(kind),
            from,
            to,
            who.map_or_else(none, |(role, _)| text(role.name())),
            who.map_or_else(none, |(_, name)| text(name.as_str())),
            Cell::Count(n),
        ]
    });
    let lines = raise.lines.iter().flatten().map(|change| {
        vec![
            Cell::Count(change.line as u64),
            change.before.as_deref().map_or_else(none, text),
            text(&change.after),
        ]
    });
    let mute = raise.bar.mute.iter().map(|it| {
        vec![
            text(it.item.id.as_str()),
            text(question(Some(it.item), &it.item.id, language)),
            text(it.why.name()),
            Cell::Count(it.n),
            Cell::Count(it.of),
        ]
    });
    let seeds = raise.bar.seeds.iter().map(|seed| {
        let mut drafts = raise.bar.drafts.iter();
        let drafted = drafts.find(|draft| draft.seed == *seed);
        vec![
            text(seed.item.id.as_str()),
            text(seed.visit.facts.organisation.as_str()),
            text(seed.visit.facts.id.as_str()),
            text(seed.remark),
            drafted.map_or_else(none, |it| text(it.item.id.as_str())),
        ]
    });
    let table = |name, keys: &[&str], rows: Vec<Vec<Cell>>| Table {
        name,
        columns: columns(keys),
        rows,
    };
    let mut tables = vec![
        table(
            "proposals",
            &[
                "item",
                "question",
                "proposal",
                "from",
                "to",
                "role",
                "organisation",
                "n_answers",
            ],
            proposals.collect(),
        ),
        table("lines", &["line", "before", "after"], lines.collect()),
        table(
            "mute_items",
            &["item", "question", "why", "n", "of"],
            mute.collect(),
        ),
        table(
            "remarks",
            &["item", "organisation", "visit", "remark", "draft"],
            seeds.collect(),
        ),
    ];
    if let Some((rescored, _)) = &raise.effect {
        tables.extend(rescore::data(rescored, language));
    }
    tables
}
