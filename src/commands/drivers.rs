//! `mystery drivers`: which items go together with how the visit ended.

use anyhow::Result;

use super::asked::{AskedArgs, CloserArgs, check_known, end};
use super::context::Context;
use crate::analysis::drivers::drivers;
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
    #[command(flatten)]
    closer: CloserArgs,
}

/// Runs the command.
pub fn run(context: &Context, args: &DriversArgs) -> Result<()> {
    let found = args.asked.visits(context)?;
    let counted = found.counted();
    check_known(args.closer.standard.as_ref(), counted.standards())?;
    let all = drivers(&counted.visits, args.closer.standard.as_ref());
    let report = in_words(&all, args.closer.explain, &found.language(context));
    let report = with_left_out(report, &counted.left_out_of(args.closer.standard.as_ref()));
    args.asked.deliver(context, &found, &report)?;
    end(context, &found, counted.conflicting())
}
