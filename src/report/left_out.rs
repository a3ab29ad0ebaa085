//! The visits that do not count: how many and why in words, and each by name for machines.

use super::comparison_data::table;
use super::wording::counted;
use super::{Cell, Table};
use crate::analysis::select::{LeftOut, Reason};

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
    vec![
        Cell::Text(facts.standard.id.to_string()),
        Cell::Text(facts.role.name().into()),
        Cell::Text(facts.organisation.to_string()),
        Cell::Text(facts.id.to_string()),
        Cell::Text(reason_name(out.reason).into()),
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
