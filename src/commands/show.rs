//! `mystery show`: one visit: its scorecard, best things first, or the whole arithmetic behind it.

use std::path::PathBuf;

use anyhow::Result;

use super::context::Context;
use super::correct::slip_words;
use super::failure::{Failure, FailureKind};
use super::standards::exact_standard;
use crate::analysis::sensitivity::single_changes;
use crate::ledger::Ledger;
use crate::ledger::journal::JournalText;
use crate::ledger::resolve::Among;
use crate::ledger::visits::{FinishedVisit, SealState, Visits};
use crate::model::brief::Brief;
use crate::model::event::Event;
use crate::model::order::InOrder;
use crate::model::visit::{Visit, VisitId};
use crate::report::Report;
use crate::report::corrections::{Correction, Made, corrections};
use crate::report::explain::explanation;
use crate::report::scorecard::{Showing, scorecard};
use crate::scoring::score;

/// Show one visit: its scorecard, best things first
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery show                    the visit scored last
  mystery show city-pound         the one visit whose id has this in it
  mystery show 3 --explain        how the third of `mystery visits` came to its score
  mystery show 3 -o pound.md      its scorecard as a file to send")]
pub struct ShowArgs {
    /// A part of its id, its number in `mystery visits`, or `last`
    #[arg(default_value = "last")]
    visit: String,
    /// The whole arithmetic, and which single answers would have changed the outcome
    #[arg(long)]
    explain: bool,
    /// End with exit code 1 unless the verdict is PASS
    #[arg(long)]
    require_pass: bool,
    /// Write to a file: .csv, .json, .md or .txt
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Runs the command.
pub fn run(context: &Context, args: &ShowArgs) -> Result<()> {
    let ledger = context.open_ledger()?;
    let visits = ledger.briefs()?;
    let finished = finished_visit(context, &ledger, &visits, &args.visit)?;
    let is_last_unsure = args.visit == "last" && visits.has_left_out();
    if is_last_unsure {
        for problem in visits.problems.iter().filter(|it| it.leaves_out()) {
            context.output.say(&problem.sentence());
        }
        context
            .output
            .say("The last of the others is shown: what is left out may have been finished later.");
    }
    let visit = &finished.visit;
    if finished.seal == SealState::Unsealed {
        context
            .output
            .say("This visit is not sealed: its file was put there by hand.");
    }
    let standard = exact_standard(context, &ledger, &visit.facts.standard)?;
    let scored = standard
        .as_ref()
        .map(|standard| (standard, score(standard, visit)));
    let judged = scored
        .as_ref()
        .map(|(standard, scorecard)| (*standard, scorecard));

    let wanted = [&context.language, &ledger.programme().defaults.language];
    let own = standard
        .as_ref()
        .and_then(|standard| standard.languages.first());
    let language = wanted.into_iter().flatten().next().or(own).cloned();
    let language = language.unwrap_or_default();
    let showing = Showing {
        visit,
        judged,
        language: &language,
    };
    let mut report = if args.explain {
        explained(&showing)
    } else {
        scorecard(&showing)
    };
    let all = corrections_of(&ledger, &visits, &visit.facts.id);
    report.blocks.extend(corrections(&showing, &all));
    context.deliver_report(
        &report,
        args.output.as_deref(),
        ledger.programme().spreadsheet,
    )?;
    let is_for_person = context.output.out.is_terminal && context.format.is_none();
    if let Some(slip) = slip_words(
        visit,
        standard.as_ref(),
        &args.visit,
        &context.same_ledger(),
    )
    .filter(|_| is_for_person && args.output.is_none())
    {
        context.output.say(&format!("\n{slip}"));
    }
    if args.require_pass {
        require_pass(&showing)?;
    }
    if is_last_unsure {
        return Err(Failure::said(FailureKind::No).into());
    }
    Ok(())
}

/// The corrections up to this revision, oldest first; a revision that cannot be read is passed over.
fn corrections_of(ledger: &Ledger, visits: &Visits<Brief>, id: &VisitId) -> Vec<Correction> {
    let mut revisions: Vec<Visit> = visits
        .revisions(&id.base())
        .iter()
        .filter(|it| it.revision() <= id.revision())
        .filter_map(|it| ledger.whole(visits.visit(it)?))
        .map(|finished| finished.visit)
        .collect();
    revisions.order_by_key(|visit| visit.facts.id.revision());
    let pairs = revisions.windows(2);
    pairs
        .map(|pair| Correction {
            made: made(ledger, &pair[1].facts.id),
            before: pair[0].clone(),
            after: pair[1].clone(),
        })
        .collect()
}

/// When a revision was made, by whom and why, as its journal has it.
fn made(ledger: &Ledger, id: &VisitId) -> Option<Made> {
    let journal = JournalText::read(&ledger.layout().journal(id)).ok()?;
    let first = journal.entries.first()?;
    let Event::Revised { by, why, .. } = &first.event else {
        return None;
    };
    Some(Made {
        at: first.at,
        by: by.clone(),
        why: why.clone(),
    })
}

fn explained(showing: &Showing) -> Report {
    let changes = showing
        .judged
        .map_or_else(Vec::new, |(standard, scorecard)| {
            single_changes(standard, showing.visit, scorecard)
        });
    explanation(showing, &changes)
}

fn require_pass(showing: &Showing) -> Result<()> {
    match showing.judged {
        Some((_, scorecard)) if scorecard.passed() => Ok(()),
        Some(_) => Err(Failure::said(FailureKind::No).into()),
        None => Err(Failure::could_not(
            "there is no verdict, because the standard of this visit was not found",
        )
        .into()),
    }
}

/// The finished visit that is meant. Where none is, says what is not as it should be first: perhaps
/// the visit was left out for it.
pub(super) fn finished_visit(
    context: &Context,
    ledger: &Ledger,
    visits: &Visits<Brief>,
    text: &str,
) -> Result<FinishedVisit> {
    let id = match ledger.resolve_in(visits, text, Among::Finished) {
        Ok(id) => id,
        Err(error) => {
            for problem in &visits.problems {
                context.output.say(&problem.sentence());
            }
            return Err(match ledger.resolve(text, Among::Open) {
                Ok(open) => Failure::could_not(format!("`{open}` is not finished yet"))
                    .hint(format!(
                        "go on with: mystery visit --resume {open}{}",
                        context.same_ledger()
                    ))
                    .into(),
                Err(_) => error.into(),
            });
        }
    };
    let found = visits.visit(&id).and_then(|it| ledger.whole(it));
    found.ok_or_else(|| Failure::could_not(format!("`{id}` was taken away just now")).into())
}
