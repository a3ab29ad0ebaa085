//! The visits that do not count: how many and why in words, and each by name for machines.

use super::comparison_data::table;
use super::wording::{counted, listed};
use super::{Block, Cell, Report, Table, Tone};
use crate::analysis::select::{LeftOut, Reason};
use crate::analysis::whole::Excluded;
use crate::model::id::Id;
use crate::model::visit::{Name, Role, VisitId};

/// How many visits do not count for each reason, in words: `2 self-assessments`.
pub(super) fn left_out(n_left_out: impl Fn(Reason) -> usize) -> Vec<String> {
    let reasons: [(Reason, &str); 7] = [
        (Reason::SelfAssessment, "self-assessment"),
        (Reason::WhatIf, "what-if"),
        (Reason::SecondScoring, "second scoring"),
        (Reason::LimitedBasis, "visit on a limited basis"),
        (Reason::NothingJudged, "visit in which nothing was judged"),
        (Reason::Repeated, "copy of a visit"),
        (Reason::Conflicting, "visit"),
    ];
    reasons
        .iter()
        .filter_map(|(reason, words)| {
            let n = n_left_out(*reason);
            let said = match (reason, n) {
                (_, 0) => return None,
                (Reason::LimitedBasis, 2..) => format!("{n} visits on a limited basis"),
                (Reason::NothingJudged, 2..) => format!("{n} visits in which nothing was judged"),
                (Reason::Repeated, 2..) => format!("{n} copies of visits"),
                (Reason::Conflicting, _) => format!(
                    "{} whose id stands for two different ones",
                    counted(n, words)
                ),
                _ => counted(n, words),
            };
            Some(said)
        })
        .collect()
}

/// A report with the visits that do not count in it: how many and why below what it says first, and
/// each by name as the last table of its data.
pub fn with_left_out(mut report: Report, left_out: &[Excluded]) -> Report {
    let n = |reason| left_out.iter().filter(|out| out.reason == reason).count();
    let said = self::left_out(n);
    if !said.is_empty() {
        let is_note = |block: &Block| matches!(block, Block::Note(..));
        let first = report.blocks.iter().position(is_note).unwrap_or(0);
        let note = Block::Note(Tone::Plain, format!("Left out: {}.", listed(&said)));
        report.blocks.insert(first + 1, note);
    }
    let mut table = left_out_table();
    let rows = left_out.iter().map(|out| {
        let facts = &out.visit.facts;
        let whose = (facts.role, &facts.organisation);
        row(&facts.standard.id, whose, &facts.id, out.reason)
    });
    table.rows.extend(rows);
    report.data.push(table);
    report
}

/// The table of the visits that do not count, without rows.
pub(super) fn left_out_table() -> Table {
    table(
        "left_out",
        &["standard", "role", "organisation", "visit", "reason"],
    )
}

/// Its row.
pub(super) fn left_out_row(out: &LeftOut) -> Vec<Cell> {
    let facts = &out.scored.visit.facts;
    let whose = (facts.role, &facts.organisation);
    row(&facts.standard.id, whose, &facts.id, out.reason)
}

fn row(
    standard: &Id,
    (role, organisation): (Role, &Name),
    visit: &VisitId,
    reason: Reason,
) -> Vec<Cell> {
    vec![
        Cell::Text(standard.to_string()),
        Cell::Text(role.name().into()),
        Cell::Text(organisation.to_string()),
        Cell::Text(visit.to_string()),
        Cell::Text(reason_name(reason).into()),
    ]
}

/// What a reason is called in data: stable.
fn reason_name(reason: Reason) -> &'static str {
    match reason {
        Reason::SelfAssessment => "self_assessment",
        Reason::WhatIf => "what_if",
        Reason::SecondScoring => "second_scoring",
        Reason::LimitedBasis => "limited_basis",
        Reason::NothingJudged => "nothing_judged",
        Reason::Superseded => "superseded",
        Reason::Repeated => "repeated",
        Reason::Conflicting => "conflicting",
    }
}
