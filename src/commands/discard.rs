//! `mystery discard`: move a visit to the bin, or bring it back.

use anyhow::Result;

use super::agreed::{is_agreed, is_person_there};
use super::context::Context;
use crate::ledger::Ledger;
use crate::ledger::error::LedgerError;
use crate::ledger::layout::shown;
use crate::ledger::resolve::Among;
use crate::model::order::InOrder;
use crate::model::visit::VisitId;
use crate::report::bin::bin;
use crate::report::done::{Action, Done, done};
use crate::report::wording::date;

/// Move a visit to the bin, or bring it back
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery discard 3                the third of `mystery visits`, with all its corrections
  mystery discard k3zq.r2          only that correction; the one before counts again
  mystery discard --undo           what is in the bin
  mystery discard --undo k3zq      bring it back")]
pub struct DiscardArgs {
    /// A part of its id, its number in `mystery visits`, or `last`, the last finished one
    #[arg(required_unless_present = "undo")]
    visit: Option<String>,
    /// Bring it back from the bin; without a visit, list what is there
    #[arg(long)]
    undo: bool,
}

/// Runs the command.
pub fn run(context: &Context, args: &DiscardArgs) -> Result<()> {
    let ledger = context.open_ledger_to_write()?;
    match &args.visit {
        Some(visit) if args.undo => bring_back(context, &ledger, visit),
        Some(visit) => discard(context, &ledger, visit),
        None => context.show_report(&bin(&ledger.discarded()?)),
    }
}

/// Says which visit goes before it goes, and asks a person: the number of a list may be that of
/// another visit by now. False where it is to stay.
fn is_meant(context: &Context, ledger: &Ledger, id: &VisitId) -> Result<bool> {
    let list = ledger.list()?;
    let Some(listed) = list.iter().find(|it| it.facts.id.base() == id.base()) else {
        return Ok(is_agreed(context, &format!("Discard {id}?")));
    };
    let facts = &listed.facts;
    let state = if listed.is_open {
        "in progress"
    } else {
        "finished"
    };
    let which = format!(
        "{}, {} ({state})",
        facts.place(),
        date(facts.visited.date())
    );
    if is_person_there(context) {
        return Ok(is_agreed(context, &format!("Discard {which}?")));
    }
    context.output.say(&format!("To the bin: {which}."));
    Ok(true)
}

fn discard(context: &Context, ledger: &Ledger, text: &str) -> Result<()> {
    let meant = match ledger.resolve(text, Among::Any) {
        // What is damaged or gone is discarded too: there is no other end to it.
        Err(LedgerError::LeftOut { visit, .. }) => visit,
        meant => meant?,
    };
    let revision = meant.revision();
    let is_one_revision = revision > 1 && text.ends_with(&format!(".r{revision}"));
    if !is_meant(context, ledger, &meant)? {
        context.output.say("Nothing was discarded.");
        return Ok(());
    }
    let mut ids = vec![meant.clone()];
    if !is_one_revision {
        // The oldest first: stopped between two, the one that counted still counts.
        ids = ledger.briefs()?.revisions(&meant.base());
        if ids.is_empty() {
            ids.push(meant.clone());
        }
    }
    let mut n_in_bin = 0;
    let mut discarded = Vec::new();
    for id in &ids {
        let bin = ledger.discard(id, context.now())?;
        let is_in_bin = ledger.in_bin(id)?.is_some();
        n_in_bin += usize::from(is_in_bin);
        discarded.push(Done::to_file(Action::Discarded, &bin).of_visit(id));
        context.output.say(&if is_in_bin {
            format!("Discarded {id}: it is in {} now.", shown(&bin))
        } else {
            format!(
                "Discarded {id}: its file was gone already; the seals say now that it is discarded."
            )
        });
    }
    if is_one_revision {
        context.output.say("The revision before it counts again.");
    }
    if n_in_bin > 0 {
        let back = if is_one_revision { meant } else { meant.base() };
        let how = format!(
            "To bring it back: mystery discard --undo {back}{}",
            context.same_ledger()
        );
        context.output.say(&how);
    }
    context.show_done(&done(&discarded))
}

fn bring_back(context: &Context, ledger: &Ledger, text: &str) -> Result<()> {
    let in_bin = ledger.discarded()?;
    let exact: Vec<&VisitId> = in_bin.iter().filter(|id| id.as_str() == text).collect();
    let mut found: Vec<&VisitId> = if exact.is_empty() || !text.contains(".r") {
        in_bin
            .iter()
            .filter(|id| id.as_str().contains(&text.to_lowercase()))
            .collect()
    } else {
        exact
    };
    let mut bases: Vec<VisitId> = found.iter().map(|id| id.base()).collect();
    bases.dedup();
    if bases.len() > 1 {
        return Err(LedgerError::Ambiguous {
            text: text.into(),
            candidates: bases.iter().take(5).map(ToString::to_string).collect(),
        }
        .into());
    }
    let tombstones = ledger.tombstones()?;
    if found.is_empty() {
        let text = text.to_lowercase();
        found = tombstones
            .iter()
            .filter(|id| id.as_str().contains(&text))
            .collect();
    }
    if found.is_empty() {
        return Err(LedgerError::Refused(format!("there is no visit `{text}` in the bin")).into());
    }
    // The newest first: stopped between two, nothing counts that was corrected.
    found.order_by_key(|id| std::cmp::Reverse(id.revision()));
    let mut brought_back = Vec::new();
    for id in found {
        ledger.bring_back(id)?;
        context.output.say(&format!("Brought back {id}."));
        let layout = ledger.layout();
        let places = [layout.visit(id), layout.open_visit(id)];
        let path = places.iter().find(|place| place.is_file());
        let path = path.unwrap_or(&places[0]);
        brought_back.push(Done::to_file(Action::BroughtBack, path).of_visit(id));
    }
    context.show_done(&done(&brought_back))
}
