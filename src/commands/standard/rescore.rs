//! `mystery standard rescore`: what past visits would have scored by a standard. Changes no record.

use std::path::PathBuf;

use anyhow::Result;

use super::source::{find, ledger_again, usable};
use crate::analysis::rescore::rescored;
use crate::analysis::whole::{WholeVisit, that_count};
use crate::commands::context::Context;
use crate::commands::failure::{Failure, FailureKind};
use crate::commands::sources::sources;
use crate::model::id::Id;
use crate::report::rescore::rescore;

/// Show what past visits would have scored by a standard; changes no record
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery standard rescore new-counter.yaml
  mystery standard rescore my-counter --of adoption-counter
  mystery standard rescore new-counter.yaml -o what-if.csv")]
pub(super) struct RescoreArgs {
    /// The standard to score by: a file or an id
    #[arg(value_name = "STANDARD")]
    standard: PathBuf,
    /// CSV files of visits, folders of them, or - for standard input; the ledger where none is named
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Visits of this standard; of the one to score by where not given
    #[arg(long, value_name = "ID", value_parser = standard_id)]
    of: Option<Id>,
    /// A standard that visits were scored with, where it is not found by itself
    #[arg(long, value_name = "FILE")]
    standard_file: Vec<PathBuf>,
    /// Write to this file; its name's end says the format: .csv, .json, .md or .txt
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn standard_id(text: &str) -> Result<Id, String> {
    Id::new(text).ok_or_else(|| "no id of a standard: `mystery standard list` shows them".into())
}

pub(super) fn run(context: &Context, args: &RescoreArgs) -> Result<()> {
    let found = sources(context, &args.paths, &args.standard_file)?;
    let ledger = ledger_again(context);
    let standard = usable(context, &find(&args.standard, ledger.as_ref())?)?;
    let scored = that_count(&found.visits, |wanted| found.standard(wanted));
    let of = args.of.as_ref().unwrap_or(&standard.id);
    check_there_are_some(&scored, of)?;
    let report = rescore(
        &rescored(&standard, &scored, of, None),
        &found.language(context),
    );
    context.deliver_report(&report, args.output.as_deref(), found.programme.spreadsheet)?;
    if found.has_left_out {
        return Err(Failure::said(FailureKind::No).into());
    }
    Ok(())
}

/// Refuses a standard that no visit was scored with, and says which there are.
pub(super) fn check_there_are_some(scored: &[WholeVisit], of: &Id) -> Result<()> {
    let mut known: Vec<&str> = scored
        .iter()
        .map(|scored| scored.visit.facts.standard.id.as_str())
        .collect();
    known.sort_unstable();
    known.dedup();
    if known.contains(&of.as_str()) {
        return Ok(());
    }
    let failure = Failure::could_not(format!("no visit was scored with `{of}`"));
    Err(if known.is_empty() {
        failure.hint("there is no visit yet: mystery visit")
    } else {
        failure.hint(format!("visits were scored with {}", known.join(", ")))
    }
    .into())
}
