//! The tidy tables of a comparison beyond its scores: mixes of visits, what costs most, what to copy,
//! the table of sites, script beside care, and where customers are lost.

use super::comparison_best_first::{praise, to_copy};
use super::comparison_data::{start, table};
use super::comparison_explain::why_name;
use super::comparison_pictures;
use super::comparison_tables::item_question;
use super::wording::end;
use super::{Cell, Table};
use crate::analysis::compare::StandardComparison;
use crate::analysis::points_lost::points_lost;
use crate::analysis::verdict::Finding;
use crate::model::share::Exact;
use crate::model::text::Language;
use crate::stats::ladder::Verdict;

/// What a verdict is called in data: stable.
fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "clear",
        Verdict::Leaning => "leaning",
        Verdict::Same => "same",
        Verdict::CannotTell(_) => "cannot_tell",
    }
}

/// Ends of the interval, verdict and why.
pub(super) fn verdict_cells(finding: Option<&Finding>) -> [Cell; 4] {
    let Some(finding) = finding else {
        return [(); 4].map(|()| Cell::Missing(""));
    };
    let ends = finding.interval;
    let verdict = finding.judgement.verdict;
    [
        ends.map_or(Cell::Missing(""), |it| Cell::Gap(end(it.low))),
        ends.map_or(Cell::Missing(""), |it| Cell::Gap(end(it.high))),
        Cell::Text(verdict_name(verdict).into()),
        match verdict {
            Verdict::CannotTell(why) => Cell::Text(why_name(why).into()),
            _ => Cell::Missing(""),
        },
    ]
}

/// The tables, without rows.
pub(super) fn tables() -> [Table; 6] {
    const SIDE: [&str; 4] = ["standard", "versions", "role", "organisation"];
    let of_side = |name, keys: &[&str]| table(name, &[&SIDE[..], keys].concat());
    [
        of_side(
            "mixes",
            &[
                "evened_out",
                "uneven",
                "gap_to_own",
                "gap_over_same_mix",
                "low",
                "high",
                "verdict",
                "why",
                "rate_effect",
                "mix_effect",
                "plain_gap_misleads",
                "n_left_out",
            ],
        ),
        of_side("points_lost", &["item", "question", "lost_per_visit"]),
        of_side(
            "to_copy",
            &[
                "item",
                "question",
                "gap_to_own",
                "low",
                "high",
                "verdict",
                "why",
                "visit",
                "auditor",
                "remark",
            ],
        ),
        of_side(
            "league",
            &[
                "site",
                "n_visits",
                "mean",
                "expected",
                "best_rank",
                "worst_rank",
            ],
        ),
        of_side(
            "script_and_care",
            &["site", "n_visits", "script", "care", "picture"],
        ),
        of_side("lost_at", &["stage", "n_lost", "n_visits"]),
    ]
}

/// Adds the rows of one standard.
pub(super) fn add_rows(tables: &mut [Table; 6], one: &StandardComparison, language: &Language) {
    let [mixes, lost, copy, league, pictures, lost_at] = tables;
    mixes.rows.extend(mix_rows(one));
    for ours in one.of_ours() {
        for item in points_lost(&ours) {
            let mut row = start(&ours, &ours.sides[0]);
            row.extend([
                Cell::Text(one.catalogue.items[item.item].id.to_string()),
                Cell::Text(item_question(&ours, item.item, language)),
                Cell::Mean(Exact::nearest(item.per_visit)),
            ]);
            lost.rows.push(row);
        }
    }
    copy.rows.extend(copy_rows(one, language));
    if let Some(Ok(found)) = &one.league {
        for rank in &found.rows {
            let mut row = start(one, &one.sides[rank.side]);
            row.extend([
                Cell::Text(rank.site.to_string()),
                Cell::Count(rank.n_visits),
                Cell::Mean(Exact::nearest(rank.row.mean)),
                Cell::Mean(end(rank.row.shrunken)),
                Cell::Count(rank.row.best as u64),
                Cell::Count(rank.row.worst as u64),
            ]);
            league.rows.push(row);
        }
    }
    for site in &one.pictures {
        let mut row = start(one, &one.sides[site.side]);
        row.extend([
            Cell::Text(site.site.to_string()),
            Cell::Count(site.n_visits),
            Cell::Mean(site.script),
            Cell::Mean(site.care),
            Cell::Text(comparison_pictures::name(site.picture).into()),
        ]);
        pictures.rows.push(row);
    }
    if let Some(ways) = &one.ways {
        for (side, way) in one.sides.iter().zip(&ways.sides) {
            let kept = ("", way.kept);
            let stages = ways.stages.iter().map(String::as_str);
            for (stage, n) in stages.zip(way.lost.iter().copied()).chain([kept]) {
                let mut row = start(one, side);
                row.extend([
                    if stage.is_empty() {
                        Cell::Missing("")
                    } else {
                        Cell::Text(stage.into())
                    },
                    Cell::Count(n),
                    Cell::Count(way.n()),
                ]);
                lost_at.rows.push(row);
            }
        }
    }
}

fn mix_rows(one: &StandardComparison) -> Vec<Vec<Cell>> {
    use crate::analysis::mix::Aspect;
    let names = |aspects: &[Aspect]| {
        let names: Vec<&str> = aspects
            .iter()
            .map(|aspect| match aspect {
                Aspect::Channel => "channel",
                Aspect::SiteType => "site_type",
                Aspect::Scenario => "scenario",
            })
            .collect();
        Cell::Text(names.join(";"))
    };
    let total = one.line(&one.compared_total());
    let mixes = one.sides.iter().zip(&one.mixes).enumerate();
    mixes
        .filter_map(|(place, (side, mix))| {
            let mix = mix.as_ref()?;
            let both = mix.reweighted.as_ref();
            let plain = total.and_then(|line| one.gap(line, place));
            let gap = |value: Option<f64>| {
                value.map_or(Cell::Missing(""), |it| Cell::Gap(Exact::nearest(it)))
            };
            let n_left_out: u64 = mix
                .kinds
                .iter()
                .filter(|kind| !kind.is_shared())
                .map(|kind| kind.n_own + kind.n_theirs)
                .sum();
            let mut row = start(one, side);
            row.extend([
                names(&mix.evened),
                names(&mix.uneven),
                plain.map_or(Cell::Missing(""), Cell::Gap),
                gap(both.map(|both| both.difference)),
            ]);
            row.extend(verdict_cells(mix.finding.as_ref()));
            row.extend([
                gap(both.map(|both| both.rate_effect)),
                gap(both.map(|both| both.mix_effect)),
                Cell::Flag(mix.is_plain_gap_misleading()),
                Cell::Count(n_left_out),
            ]);
            Some(row)
        })
        .collect()
}

/// A row for each remark; one without where nobody said a word.
fn copy_rows(one: &StandardComparison, language: &Language) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for (item, line, rivals) in to_copy(one) {
        for rival in rivals {
            let row = |said: [Cell; 3]| {
                let mut row = start(one, &one.sides[rival]);
                row.extend([
                    Cell::Text(one.catalogue.items[item].id.to_string()),
                    Cell::Text(item_question(one, item, language)),
                    one.gap(line, rival).map_or(Cell::Missing(""), Cell::Gap),
                ]);
                row.extend(verdict_cells(line.findings[rival].as_ref()));
                row.extend(said);
                row
            };
            let mut remarks = praise(one, item, line, rival).peekable();
            if remarks.peek().is_none() {
                rows.push(row([(); 3].map(|()| Cell::Missing(""))));
            }
            for said in remarks {
                rows.push(row([
                    Cell::Text(said.visit.facts.id.to_string()),
                    Cell::Text(said.visit.facts.approach.auditor.clone()),
                    Cell::Text(said.answer.remark.clone()),
                ]));
            }
        }
    }
    rows
}
