//! The tidy tables of a comparison, for machines: one row an observation, no rounding, stable names.

use super::comparison_beside::column;
use super::comparison_data_items::{fact_row, option_rows};
use super::comparison_data_sides::{self, verdict_cells};
use super::comparison_explain::held_back_name;
use super::comparison_groups::group_title;
use super::comparison_tables::{item_question, section_title};
use super::left_out::{left_out_row, left_out_table};
use super::wording::answer;
use super::{Cell, Table};
use crate::analysis::compare::{Comparison, StandardComparison};
use crate::analysis::grouping::{Group, Grouping};
use crate::analysis::ruler::{Line, Subject};
use crate::analysis::side::Side;
use crate::analysis::verdict::{Counted, Finding};
use crate::model::answer::Status;
use crate::model::share::Exact;
use crate::model::text::Language;
use crate::model::visit::Role;
use crate::stats::cluster::Unit;

/// The scores, which come first: the table of CSV.
pub(super) fn scores(comparison: &Comparison, language: &Language) -> Table {
    let mut scores = scores_table();
    for one in &comparison.standards {
        for line in &one.lines {
            scores.rows.extend(score_rows(one, None, line, language));
        }
        scores.rows.extend(same_mix_rows(one));
        for (group, lines) in &one.groups {
            let by = comparison.by.as_ref().map(|by| (by, group));
            for line in lines {
                scores.rows.extend(score_rows(one, by, line, language));
            }
        }
    }
    scores
}

/// All tables of a comparison.
pub(super) fn data(comparison: &Comparison, language: &Language) -> Vec<Table> {
    let mut of_sides = comparison_data_sides::tables();
    let mut tables = [
        organisations(),
        facts(),
        options(),
        failures(),
        left_out_table(),
    ];
    for one in &comparison.standards {
        let [organisations, facts, options, failures, left_out] = &mut tables;
        for side in &one.sides {
            organisations.rows.push(organisation_row(one, side));
            for item in 0..one.catalogue.items.len() {
                facts.rows.push(fact_row(one, side, item, language));
                options.rows.extend(option_rows(one, side, item, language));
            }
            for said in &side.failures {
                let entry = &one.catalogue.items[said.item];
                let visit = &said.visit.facts;
                let mut row = start(one, side);
                row.extend([
                    Cell::Text(visit.id.to_string()),
                    Cell::Text(visit.site.to_string()),
                    Cell::Text(visit.visited.to_string()),
                    Cell::Text(visit.approach.auditor.clone()),
                    Cell::Text(entry.id.to_string()),
                    Cell::Text(item_question(one, said.item, language)),
                    Cell::Text(answer(&said.answer, entry.item, language)),
                    Cell::Text(said.answer.remark.clone()),
                ]);
                failures.rows.push(row);
            }
        }
        left_out.rows.extend(one.left_out.iter().map(left_out_row));
        comparison_data_sides::add_rows(&mut of_sides, one, language);
    }
    let scores = std::iter::once(scores(comparison, language));
    scores.chain(tables).chain(of_sides).collect()
}

pub(super) fn table(name: &'static str, keys: &[&str]) -> Table {
    Table {
        name,
        columns: keys.iter().map(|key| column(key, key, 0)).collect(),
        rows: Vec::new(),
    }
}

fn scores_table() -> Table {
    table(
        "scores",
        &[
            "standard",
            "versions",
            "role",
            "organisation",
            "level",
            "id",
            "title",
            "by",
            "group",
            "group_title",
            "n_visits",
            "n_sites",
            "n_auditors",
            "mean",
            "best",
            "worst",
            "gap_to_own",
            "first_visited",
            "last_visited",
            "low",
            "high",
            "verdict",
            "why",
            "held_back",
            "unit",
            "n_units",
            "own_unit",
            "own_n_units",
            "until_first",
            "own_until_first",
            "each_until_settled",
        ],
    )
}

fn organisations() -> Table {
    table(
        "organisations",
        &[
            "standard",
            "versions",
            "role",
            "organisation",
            "n_visits",
            "n_sites",
            "n_auditors",
            "enough_visits",
            "first_visited",
            "last_visited",
            "coverage",
            "not_observed",
            "not_applicable",
            "n_waived",
            "n_failed",
            "n_no_contact",
            "n_without_total",
        ],
    )
}

fn facts() -> Table {
    table(
        "facts",
        &[
            "standard",
            "versions",
            "role",
            "organisation",
            "section",
            "item",
            "question",
            "type",
            "critical",
            "n_answers",
            "n_not_applicable",
            "n_not_observed",
            "n_waived",
            "n_no_contact",
            "n_awaiting",
            "least",
            "middle",
            "most",
            "n_yes",
            "part",
            "whole",
            "yes_low",
            "yes_high",
        ],
    )
}

fn options() -> Table {
    table(
        "options",
        &[
            "standard",
            "versions",
            "role",
            "organisation",
            "item",
            "option",
            "label",
            "n_times",
            "n_answers",
        ],
    )
}

fn failures() -> Table {
    table(
        "critical_failures",
        &[
            "standard",
            "versions",
            "role",
            "organisation",
            "visit",
            "site",
            "visited",
            "auditor",
            "item",
            "question",
            "answer",
            "remark",
        ],
    )
}

/// Standard, versions, role and organisation: how every row begins.
pub(super) fn start(one: &StandardComparison, side: &Side) -> Vec<Cell> {
    let versions: Vec<String> = one.versions.iter().map(ToString::to_string).collect();
    vec![
        Cell::Text(one.id.to_string()),
        Cell::Text(versions.join(";")),
        Cell::Text(side.role.name().into()),
        Cell::Text(side.organisation.to_string()),
    ]
}

pub(super) fn text_or_nothing(text: Option<impl ToString>) -> Cell {
    text.map_or(Cell::Missing(""), |text| Cell::Text(text.to_string()))
}

fn score_rows(
    one: &StandardComparison,
    by: Option<(&Grouping, &Group)>,
    line: &Line,
    language: &Language,
) -> Vec<Vec<Cell>> {
    let (level, id, title) = match &line.subject {
        Subject::Total => ("total", String::new(), "Total".into()),
        Subject::LikeForLike => ("like_for_like", String::new(), "Like for like".into()),
        Subject::Section(section) => (
            "section",
            one.catalogue.sections[*section].id.to_string(),
            section_title(one, *section, language),
        ),
        Subject::Item(item) => (
            "item",
            one.catalogue.items[*item].id.to_string(),
            item_question(one, *item, language),
        ),
        Subject::Tag(value) => ("tag", value.clone(), value.clone()),
        Subject::CommonSection(section) => (
            "section_like_for_like",
            one.catalogue.sections[*section].id.to_string(),
            section_title(one, *section, language),
        ),
        Subject::CommonTag(value) => ("tag_like_for_like", value.clone(), value.clone()),
    };
    let mut rows = Vec::new();
    for (place, side) in one.sides.iter().enumerate() {
        let measure = &line.measures[place];
        // Of a group, only the organisations that have visits in it.
        if by.is_some() && measure.n_visits() == 0 {
            continue;
        }
        let is_rival = side.role == Role::Competitor;
        let gap = one.gap(line, place).filter(|_| is_rival);
        let mut row = start(one, side);
        row.extend([
            Cell::Text(level.into()),
            Cell::Text(id.clone()),
            Cell::Text(title.clone()),
            text_or_nothing(by.map(|(by, _)| by)),
            text_or_nothing(by.map(|(_, group)| group.key())),
            text_or_nothing(by.map(|(_, group)| group_title(one, group, language))),
            Cell::Count(measure.n_visits()),
            Cell::Count(measure.sites.len() as u64),
            Cell::Count(measure.auditors.len() as u64),
            measure.mean().map_or(Cell::Missing(""), Cell::Mean),
            measure
                .best
                .map_or(Cell::Missing(""), |best| Cell::Share(best.share)),
            measure
                .worst
                .map_or(Cell::Missing(""), |worst| Cell::Share(worst.share)),
            gap.map_or(Cell::Missing(""), Cell::Gap),
            text_or_nothing(measure.first),
            text_or_nothing(measure.last),
        ]);
        row.extend(judged(line.findings.get(place).and_then(Option::as_ref)));
        rows.push(row);
    }
    rows
}

/// Ends of the interval, verdict, why, what held it back, what was counted on both sides, and what
/// would settle it.
fn judged(finding: Option<&Finding>) -> Vec<Cell> {
    let held_back = finding.and_then(|finding| finding.judgement.held_back);
    let outlook = finding.and_then(|finding| finding.outlook);
    let count = |n: Option<u64>| n.map_or(Cell::Missing(""), Cell::Count);
    let unit = |counted: Option<Counted>| {
        text_or_nothing(counted.map(|counted| match counted.unit {
            Unit::Observation => "visit",
            Unit::Cluster => "site",
        }))
    };
    let (theirs, own) = (finding.map(|it| it.theirs), finding.map(|it| it.own));
    let mut cells = Vec::from(verdict_cells(finding));
    cells.extend([
        text_or_nothing(held_back.map(held_back_name)),
        unit(theirs),
        count(theirs.map(|counted| counted.n)),
        unit(own),
        count(own.map(|counted| counted.n)),
        count(outlook.map(|it| it.theirs_until_first)),
        count(outlook.map(|it| it.own_until_first)),
        count(outlook.and_then(|it| it.each_until_settled)),
    ]);
    cells
}

/// The gaps in total over the same mix of visits, where the mixes differ.
fn same_mix_rows(one: &StandardComparison) -> Vec<Vec<Cell>> {
    let mixes = one.sides.iter().zip(&one.mixes);
    mixes
        .filter_map(|(side, mix)| {
            let mix = mix.as_ref()?;
            let both = mix.reweighted.as_ref()?;
            let finding = mix.finding.as_ref()?;
            let mut row = start(one, side);
            row.extend([
                Cell::Text("same_mix".into()),
                Cell::Text(String::new()),
                Cell::Text("Over the same mix".into()),
            ]);
            row.extend([(); 3].map(|()| Cell::Missing("")));
            row.extend([
                Cell::Count(finding.theirs.n),
                Cell::Missing(""),
                Cell::Missing(""),
                Cell::Mean(Exact::nearest(both.common[1])),
                Cell::Missing(""),
                Cell::Missing(""),
                Cell::Gap(Exact::nearest(both.difference)),
                Cell::Missing(""),
                Cell::Missing(""),
            ]);
            row.extend(judged(Some(finding)));
            Some(row)
        })
        .collect()
}

fn organisation_row(one: &StandardComparison, side: &Side) -> Vec<Cell> {
    let mean = |mean: Option<Exact>| mean.map_or(Cell::Missing(""), Cell::Mean);
    let mut row = start(one, side);
    row.extend([
        Cell::Count(side.n_visits()),
        Cell::Count(side.sites.len() as u64),
        Cell::Count(side.auditors.len() as u64),
        Cell::Flag(!side.is_too_small()),
        text_or_nothing(side.days.map(|(first, _)| first)),
        text_or_nothing(side.days.map(|(_, last)| last)),
        mean(side.coverage.mean()),
        mean(side.part(Status::NotObserved)),
        mean(side.part(Status::NotApplicable)),
        Cell::Count(side.waivers.len() as u64),
        Cell::Count(side.n_failed),
        Cell::Count(side.n_no_contact),
        Cell::Count(side.not_found().values().sum()),
    ]);
    row
}
