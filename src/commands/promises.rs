//! `mystery promises`: what was promised and is awaited, and how often promises were kept.

use anyhow::Result;

use super::context::Context;
use super::failure::{Failure, FailureKind};
use crate::analysis::promises::promises;
use crate::ledger::visits::FinishedVisit;
use crate::model::visit::Visit;
use crate::report::promises as report;

/// List promises that are awaited, and how often promises were kept
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery promises                  the first due first
  mystery promises --format csv     for a spreadsheet

An item with promise: true in its standard may be awaited when the visit is finished: :awaiting and a day
in the walk, awaiting: 2026-12-01 in a file of answers. Where the standard sets a time, as with
within: [2d, 4d], :awaiting alone (awaiting: yes) is that time after the visit. Until it is settled it is
in no score. To settle it, mystery correct VISIT ITEM=ANSWER, as the list says; the visit as it was stays.")]
pub struct PromisesArgs {}

/// Runs the command.
pub fn run(context: &Context, _: &PromisesArgs) -> Result<()> {
    let ledger = context.open_ledger()?;
    let visits = ledger.visits()?;
    for problem in &visits.problems {
        context.output.say(&problem.sentence());
    }
    let mut with_standards = Vec::new();
    let mut has_left_out = visits.has_left_out();
    for finished in visits.latest() {
        let facts = &finished.visit.facts;
        if let Some(standard) = ledger.standard_of(&facts.standard) {
            with_standards.push((&finished.visit, standard));
            continue;
        }
        has_left_out = true;
        context.output.say(&format!(
            "Left out {}: its standard {} {} cannot be read; `mystery verify` says why.",
            facts.id, facts.standard.id, facts.standard.version
        ));
    }
    let pairs = with_standards
        .iter()
        .map(|(visit, standard)| (*visit, &**standard));
    let programme = ledger.programme().defaults.language.as_ref();
    let own = with_standards
        .first()
        .and_then(|(_, it)| it.languages.first());
    let language = context.language.as_ref().or(programme).or(own);
    let language = language.cloned().unwrap_or_default();
    let is_earlier = |it: &&FinishedVisit| !it.is_latest;
    let earlier: Vec<&Visit> = visits
        .all
        .iter()
        .filter(is_earlier)
        .map(|it| &it.visit)
        .collect();
    let report = report::promises(&promises(pairs, &earlier), context.now(), &language);
    context.show_report(&report)?;
    if has_left_out {
        return Err(Failure::said(FailureKind::No).into());
    }
    Ok(())
}
