//! `mystery purge`: delete old visits for good; their seals stay, and still verify.

use std::collections::BTreeMap;

use anyhow::Result;
use chrono::NaiveDate;

use super::context::Context;
use super::failure::{Failure, FailureKind};
use crate::ledger::Ledger;
use crate::model::order::InOrder;
use crate::model::visit::VisitId;
use crate::report::done::{Action, Done, done};
use crate::report::wording::{counted, date};

/// Delete old visits for good
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery purge --before 2025-01-01          what would go
  mystery purge --before 2025-01-01 --yes    delete it

What goes is gone: answers, journals and evidence of visits before that day, with all their corrections,
those in progress and those in the bin too. What stays are their seals, which know ids and hashes and no
word of a visit, so that mystery verify still holds; the standards; and what was decided (mystery actions).
Copies that you exported, sent or backed up are yours to delete.")]
pub struct PurgeArgs {
    /// Visits that took place before this day, as 2025-01-01
    #[arg(long, value_name = "DAY")]
    before: NaiveDate,
    /// Do it; without this, only say what would go
    #[arg(long)]
    yes: bool,
}

/// Runs the command.
pub fn run(context: &Context, args: &PurgeArgs) -> Result<()> {
    let ledger = if args.yes {
        context.open_ledger_to_write()?
    } else {
        context.open_ledger()?
    };
    let old: Vec<VisitId> = days(&ledger)?
        .into_iter()
        .filter(|(_, day)| *day < args.before)
        .map(|(id, _)| id)
        .collect();
    let day = date(args.before);
    if old.is_empty() {
        context
            .output
            .say(&format!("No visit is from before {day}: nothing to purge."));
        return context.show_done(&done(&[]));
    }
    if !args.yes {
        for id in &old {
            context.output.say(&format!("Would go: {id}."));
        }
        let failure = Failure::new(
            FailureKind::No,
            format!(
                "nothing was deleted: {} from before {day} would be",
                counted(old.len(), "visit")
            ),
        );
        return Err(failure
            .hint(format!(
                "to delete for good: mystery purge --before {} --yes",
                args.before
            ))
            .into());
    }
    let mut purged = Vec::new();
    // The oldest revision first: stopped between two, the one that counts still counts.
    for id in &old {
        ledger.purge(id, context.now())?;
        let place = ledger.layout().visit(id);
        purged.push(Done::to_file(Action::Purged, &place).of_visit(id));
    }
    context.output.say(&format!(
        "Deleted {} from before {day}. Their seals stay: mystery verify",
        counted(old.len(), "visit")
    ));
    context.show_done(&done(&purged))
}

/// Every visit that has files here, revisions too, with the day it took place: by its facts where they can
/// be read, else by its id. Base and revisions of a visit go together, by the latest that can be read.
fn days(ledger: &Ledger) -> Result<BTreeMap<VisitId, NaiveDate>> {
    let visits = ledger.visits()?;
    let open = ledger.open_visits()?;
    let finished = visits.all.iter().chain(&visits.held_back);
    let mut facts: Vec<_> = finished.map(|it| &it.visit.facts).collect();
    facts.extend(open.all.iter().map(|it| &it.facts));
    facts.order_by_key(|facts| facts.id.revision());
    let told: BTreeMap<VisitId, NaiveDate> = facts
        .iter()
        .map(|facts| (facts.id.base(), facts.visited.date()))
        .collect();
    let mut ids: Vec<VisitId> = facts.iter().map(|facts| facts.id.clone()).collect();
    ids.extend(ledger.discarded()?);
    ids.extend(visits.lost());
    let dated = ids.into_iter().filter_map(|id| {
        let by_id = id.as_str().get(..10).and_then(|day| day.parse().ok());
        let day = told.get(&id.base()).copied().or(by_id)?;
        Some((id, day))
    });
    Ok(dated.collect())
}
