//! `mystery standard rescore`: what past visits would have scored by a standard. Changes no record.

use std::path::PathBuf;

use anyhow::Result;

use super::source::{find, ledger_again, usable};
use crate::analysis::rescore::rescored;
use crate::analysis::whole::Counted;
use crate::commands::asked::{AskedArgs, check_known, end, standard_id};
use crate::commands::context::Context;
use crate::commands::failure::Failure;
use crate::model::id::Id;
use crate::report::left_out::with_left_out;
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
    #[command(flatten)]
    asked: AskedArgs,
    /// Visits of this standard; of the one to score by where not given
    #[arg(long, value_name = "ID", value_parser = standard_id)]
    of: Option<Id>,
}

pub(super) fn run(context: &Context, args: &RescoreArgs) -> Result<()> {
    let found = args.asked.visits(context)?;
    let ledger = ledger_again(context);
    let standard = usable(context, &find(&args.standard, ledger.as_ref())?)?;
    let counted = found.counted();
    let of = args.of.as_ref().unwrap_or(&standard.id);
    check_there_are_some(&counted, of)?;
    let report = rescore(
        &rescored(&standard, &counted.visits, of, None),
        &found.language(context),
    );
    let report = with_left_out(report, &counted.left_out_of(Some(of)));
    args.asked.deliver(context, &found, &report)?;
    end(context, &found, counted.conflicting())
}

/// Refuses a standard that no visit was scored with, and says which there are.
pub(super) fn check_there_are_some(counted: &Counted, of: &Id) -> Result<()> {
    if counted.standards().next().is_none() {
        return Err(
            Failure::could_not(format!("no visit was scored with `{of}`"))
                .hint("there is no visit yet: mystery visit")
                .into(),
        );
    }
    check_known(Some(of), counted.standards())
}
