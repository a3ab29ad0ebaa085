//! `mystery drivers`: which items go together with how the visit ended.

use anyhow::Result;

use super::asked::{AskedArgs, check_known, end, standard_id};
use super::context::Context;
use crate::analysis::drivers::drivers;
use crate::model::id::Id;
use crate::report::drivers::drivers as in_words;
use crate::report::left_out::with_left_out;

/// Show which items go together with how the visit ended
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery drivers
  mystery drivers --explain
  mystery drivers her-visits.csv his-visits/ -o drivers.csv

How it ended is the item tagged `measure: outcome`. Under 20 visits only means are shown, under 50 no
ranks.")]
pub struct DriversArgs {
    #[command(flatten)]
    asked: AskedArgs,
    /// Visits of this standard only
    #[arg(long, value_name = "ID", value_parser = standard_id)]
    standard: Option<Id>,
    /// Show how it was reached, in the words of statistics
    #[arg(long)]
    explain: bool,
}

/// Runs the command.
pub fn run(context: &Context, args: &DriversArgs) -> Result<()> {
    let found = args.asked.visits(context)?;
    let counted = found.counted();
    check_known(args.standard.as_ref(), counted.standards())?;
    let all = drivers(&counted.visits, args.standard.as_ref());
    let report = in_words(&all, args.explain, &found.language(context));
    let report = with_left_out(report, &counted.left_out_of(args.standard.as_ref()));
    args.asked.deliver(context, &found, &report)?;
    end(context, &found, counted.conflicting())
}
