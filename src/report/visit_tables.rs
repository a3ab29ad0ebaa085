//! One visit as tidy tables, the same in every report about it: its items, its sections, its totals.

use crate::model::answer::Answer;
use crate::model::id::Id;
use crate::model::scorecard::{ItemScore, Scorecard, SectionScore};
use crate::model::share::{Points, Share};

use super::scorecard::Showing;
use super::{Cell, Column, Table};

/// Why a figure of an item is missing: its status says it.
const NOT_COUNTED: &str = "not counted";

/// Items, sections and totals of a visit, in that order.
pub(super) fn tables(showing: &Showing) -> Vec<Table> {
    vec![items(showing), sections(showing), totals(showing)]
}

fn text(text: &(impl ToString + ?Sized)) -> Cell {
    Cell::Text(text.to_string())
}

fn share(share: Option<Share>) -> Cell {
    share.map_or(Cell::Missing(NOT_COUNTED), Cell::Share)
}

fn points(points: Option<Points>) -> Cell {
    points.map_or(Cell::Missing("no weight"), |points| {
        Cell::Number(points.value())
    })
}

/// Columns whose titles are their keys: for machines only.
pub(super) fn columns(keys: &[&str]) -> Vec<Column> {
    keys.iter().map(|key| Column::new(key, key, 0)).collect()
}

fn items(showing: &Showing) -> Table {
    let score_of = |id: &Id| -> Option<&ItemScore> {
        showing
            .judged
            .and_then(|(_, scorecard)| scorecard.items().find(|item| item.id == *id))
    };
    let row = |answer: &Answer| {
        let score = score_of(&answer.item);
        let answer_text = answer.value.as_ref().map(|_| showing.answer(answer));
        vec![
            text(&showing.visit.facts.id),
            text(&answer.section),
            text(&answer.item),
            text(showing.question(&answer.item)),
            text(answer.item_type.name()),
            text(answer.status.name()),
            answer
                .value
                .as_ref()
                .map_or(Cell::Missing("no answer"), text),
            answer_text.map_or(Cell::Missing("no answer"), Cell::Text),
            answer.credit.map_or(Cell::Missing(NOT_COUNTED), |credit| {
                Cell::Number(credit.value())
            }),
            Cell::Number(answer.points.value()),
            share(score.and_then(|score| score.given)),
            share(score.and_then(|score| score.lost)),
            Cell::Flag(answer.critical),
            Cell::Flag(answer.bonus),
            answer
                .cause
                .map_or(Cell::Missing("not said"), |cause| text(cause.name())),
            text(&answer.reason),
            text(&answer.remark),
            text(&answer.evidence.join(";")),
        ]
    };
    Table {
        name: "items",
        columns: columns(&[
            "visit",
            "section",
            "item",
            "question",
            "type",
            "status",
            "answer",
            "answer_text",
            "credit",
            "points",
            "given",
            "lost",
            "critical",
            "bonus",
            "cause",
            "reason",
            "remark",
            "evidence",
        ]),
        rows: showing.visit.answers.iter().map(row).collect(),
    }
}

fn sections(showing: &Showing) -> Table {
    let scores: &[SectionScore] = showing
        .judged
        .map_or(&[], |(_, scorecard)| &scorecard.sections);
    let row = |section: &SectionScore| {
        vec![
            text(&section.id),
            text(showing.section_title(&section.id)),
            share(section.score),
            points(section.weight),
            share(section.part),
            share(section.minimum),
            Cell::Flag(section.is_under_minimum()),
        ]
    };
    Table {
        name: "sections",
        columns: columns(&[
            "section",
            "title",
            "score",
            "weight",
            "part",
            "minimum",
            "under_minimum",
        ]),
        rows: scores.iter().map(row).collect(),
    }
}

/// What the visit came to, in one row.
pub(super) fn totals(showing: &Showing) -> Table {
    let visit = showing.visit;
    let facts = &visit.facts;
    let scorecard: Option<&Scorecard> = showing.judged.map(|(_, scorecard)| scorecard);
    let target = showing
        .judged
        .and_then(|(standard, _)| standard.scoring.target);
    let verdict = scorecard.and_then(|scorecard| scorecard.verdict.as_ref());
    let failed: Vec<&str> = verdict
        .map(|verdict| verdict.failed().map(Id::as_str).collect())
        .unwrap_or_default();
    let missing = |why| move || Cell::Missing(why);
    let cells = [
        ("visit", text(&facts.id)),
        ("kind", text(facts.kind.name())),
        ("standard", text(&facts.standard.id)),
        ("version", text(&facts.standard.version)),
        ("fingerprint", text(&facts.standard.fingerprint)),
        ("organisation", text(&facts.organisation)),
        ("role", text(facts.role.name())),
        ("site", text(&facts.site)),
        (
            "channel",
            facts
                .channel
                .map_or_else(missing("not said"), |channel| text(channel.name())),
        ),
        (
            "scenario",
            facts.scenario.as_ref().map_or_else(missing("none"), text),
        ),
        ("auditor", text(&facts.auditor)),
        ("visited", text(&facts.visited)),
        (
            "rule",
            scorecard.map_or_else(missing("standard not found"), |scorecard| {
                text(scorecard.rule.words())
            }),
        ),
        (
            "base",
            share(scorecard.and_then(|scorecard| scorecard.base)),
        ),
        ("bonus", share(scorecard.map(|scorecard| scorecard.bonus))),
        (
            "before_critical",
            share(scorecard.and_then(|scorecard| scorecard.before_critical)),
        ),
        (
            "total",
            share(scorecard.and_then(|scorecard| scorecard.total)),
        ),
        ("target", share(target)),
        (
            "band",
            scorecard
                .and_then(|scorecard| scorecard.band.as_ref())
                .map_or_else(missing("no total"), text),
        ),
        (
            "verdict",
            verdict.map_or_else(missing("no total"), |verdict| text(verdict.name())),
        ),
        ("failed", text(&failed.join(";"))),
        (
            "coverage",
            share(scorecard.and_then(|scorecard| scorecard.coverage)),
        ),
        (
            "limited_basis",
            scorecard.map_or_else(missing("standard not found"), |scorecard| {
                Cell::Flag(scorecard.is_limited_basis)
            }),
        ),
        (
            "guess",
            visit
                .guess
                .as_ref()
                .map_or_else(missing("not guessed"), |guess| {
                    Cell::Number(guess.value.value())
                }),
        ),
        (
            "notes",
            visit
                .notes
                .as_ref()
                .map_or_else(missing("none"), |notes| text(&notes.value)),
        ),
    ];
    let (keys, row): (Vec<&str>, Vec<Cell>) = cells.into_iter().unzip();
    Table {
        name: "totals",
        columns: columns(&keys),
        rows: vec![row],
    }
}
