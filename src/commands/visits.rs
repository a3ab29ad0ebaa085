//! `mystery visits`: list the visits of the ledger.

use anyhow::Result;

use super::context::Context;
use super::failure::{Failure, FailureKind};
use crate::ledger::visits::{FinishedVisit, SealState, Visits};
use crate::report::bin::in_bin;
use crate::report::visits::{Line, State, visits};
use crate::scoring::score;

/// List visits: those in progress first, then the newest
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery visits
  mystery visits --open            those in progress only
  mystery show 3                   the third of the list
  mystery visits --format csv      the same as a table for other programs")]
pub struct VisitsArgs {
    /// Only those in progress
    #[arg(long)]
    open: bool,
}

/// Runs the command.
pub fn run(context: &Context, args: &VisitsArgs) -> Result<()> {
    let ledger = context.open_ledger()?;
    let open = ledger.open_visits()?;
    let finished = if args.open {
        Visits {
            problems: ledger.briefs()?.problems,
            ..Visits::of(Vec::new())
        }
    } else {
        ledger.visits()?
    };
    for problem in open.problems.iter().chain(&finished.problems) {
        context.output.say(&problem.sentence());
    }
    let newest = finished.newest_first();
    let in_progress = open.all.iter().filter(|open| !open.half_done);
    let open_lines = in_progress.map(|open| (&open.facts, State::Open(open.progress)));
    let outcome = |finished: &FinishedVisit| {
        let standard = ledger.standard_of(&finished.visit.facts.standard)?;
        Some(Box::new(score(&standard, &finished.visit)))
    };
    let finished_lines = newest
        .iter()
        .map(|finished| (&finished.visit.facts, State::Finished(outcome(finished))));
    let lines: Vec<Line> = open_lines
        .chain(finished_lines)
        .enumerate()
        .map(|(n, (facts, state))| Line {
            number: n + 1,
            facts,
            state,
        })
        .collect();
    let is_unsealed = |finished: &&&FinishedVisit| finished.seal == SealState::Unsealed;
    let n_unsealed = newest.iter().filter(is_unsealed).count();
    let mut report = visits(&lines, args.open, n_unsealed);
    report.blocks.extend(in_bin(&ledger.discarded()?));
    context.show_report(&report)?;
    let is_damaged = |problem: &crate::ledger::visits::Problem| problem.leaves_out();
    if finished.has_left_out() || open.problems.iter().any(is_damaged) {
        return Err(Failure::said(FailureKind::No).into());
    }
    Ok(())
}
