//! `mystery visits`: list the visits of the ledger.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Result;

use super::context::Context;
use super::failure::{Failure, FailureKind};
use super::watch::Watch;
use crate::analysis::scored::scored;
use crate::files::visit_csv_brief::Shared;
use crate::ledger::scan::Progress;
use crate::ledger::visits::{FinishedVisit, SealState};
use crate::model::brief::{Brief, Roll};
use crate::model::id::Fingerprint;
use crate::model::standard::{Standard, StandardRef};
use crate::model::visit::VisitId;
use crate::report::bin::in_bin;
use crate::report::visits::{Came, Line, State, visits};

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
    let shared = Shared::default();
    let progress = Arc::new(Progress::default());
    let watch = Watch::begin(&progress);
    let finished = ledger.visits_in_brief((&shared, &progress), 0);
    drop(watch);
    let finished = finished?;
    for problem in open.problems.iter().chain(&finished.problems) {
        context.output.say(&problem.sentence());
    }
    let mut newest = finished.newest_first();
    if args.open {
        newest.clear();
    }
    let briefs = newest.iter().map(|it| it.visit.clone()).collect();
    let roll = Roll::of(briefs, shared.into_answered(), Box::new(|_| None));
    let wanted: BTreeMap<&Fingerprint, &StandardRef> = roll
        .visits
        .iter()
        .map(|it| &it.facts.common.standard)
        .map(|standard| (&standard.fingerprint, standard))
        .collect();
    let standards: BTreeMap<&Fingerprint, Arc<Standard>> = wanted
        .into_iter()
        .filter_map(|(print, wanted)| Some((print, ledger.standard_of(wanted)?)))
        .collect();
    let scored = scored(&roll, |wanted| {
        standards.get(&wanted.fingerprint).map(Arc::as_ref)
    });
    let came: BTreeMap<&VisitId, Came> = scored
        .iter()
        .filter_map(|it| {
            let (standard, outcome) = it.standard.zip(it.scorecard.as_ref())?;
            Some((&it.visit.facts.id, Came::of(standard, outcome)))
        })
        .collect();
    let in_progress = open.all.iter().filter(|open| !open.half_done);
    let open_lines = in_progress.map(|open| (open.facts.clone(), State::Open(open.progress)));
    let finished_lines = newest.iter().map(|it| {
        let came = came.get(&it.visit.facts.id).cloned();
        ((&it.visit.facts).into(), State::Finished(came))
    });
    let lines: Vec<Line> = open_lines
        .chain(finished_lines)
        .enumerate()
        .map(|(n, (facts, state))| Line {
            number: n + 1,
            facts,
            state,
        })
        .collect();
    let is_unsealed = |finished: &&&FinishedVisit<Brief>| finished.seal == SealState::Unsealed;
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
