//! What to type next when a visit is finished: where its score stands beside others, or what is still
//! lacking for that.

use anyhow::Result;

use super::super::context::Context;
use super::super::usage::as_typed;
use crate::ledger::Ledger;
use crate::model::visit::{Kind, Role, VisitFacts};

/// The lines; `named` is the standard as it was typed.
pub(super) fn next_lines(
    context: &Context,
    ledger: &Ledger,
    facts: &VisitFacts,
    named: &str,
) -> Result<Vec<String>> {
    let there = context.same_ledger();
    let next = |more: &str| format!("Next: mystery show last{there} for all of it{more}");
    let (theirs, whose, option) = match (facts.kind, facts.role) {
        (Kind::SelfAssessment, _) => {
            let more = format!("; mystery blind-spots{there} for what visitors met instead.");
            return Ok(vec![next(&more)]);
        }
        (Kind::WhatIf, _) => return Ok(vec![next(".")]),
        (Kind::Audit, Role::Internal) => {
            let more = format!("; mystery compare{there} for all such visits together.");
            return Ok(vec![next(&more)]);
        }
        (Kind::Audit, Role::Own) => (
            Role::Competitor,
            "a competitor",
            "--competitor \"Their name\"",
        ),
        (Kind::Audit, Role::Competitor) => {
            (Role::Own, "your own place", "--organisation \"Your name\"")
        }
    };
    let namings = ledger.namings()?;
    let is_other = |it: &VisitFacts| it.role == theirs && it.standard.id == facts.standard.id;
    if namings.iter().any(is_other) {
        let more = match facts.role {
            Role::Own => "yours beside theirs",
            _ => "theirs beside yours",
        };
        return Ok(vec![next(&format!("; mystery compare{there} for {more}."))]);
    }
    let own = namings.iter().find(|it| it.role == Role::Own);
    let option = match own.filter(|_| theirs == Role::Own) {
        Some(own) => format!("--organisation {}", as_typed(own.organisation.as_str())),
        None => option.to_owned(),
    };
    Ok(vec![
        next(&format!(". Then visit {whose}, and compare:")),
        format!(
            "  mystery visit {} {option}{}",
            as_typed(named),
            context.farewell.same_way()
        ),
        format!("  mystery compare{there}"),
    ])
}
