//! `mystery fairness`: are personas with the same request treated alike, pair by pair.

use anyhow::Result;

use super::asked::{AskedArgs, CloserArgs, check_known, end};
use super::context::Context;
use crate::analysis::fairness::fairness;
use crate::report::fairness::fairness as in_words;
use crate::report::left_out::with_left_out;

/// Show whether people who ask for the same are treated alike
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery fairness
  mystery fairness --explain
  mystery fairness her-visits.csv his-visits/ -o fairness.csv

Pairs are visits with scenarios joined by `same_as`, at one place by one channel, within 30 days.")]
pub struct FairnessArgs {
    #[command(flatten)]
    asked: AskedArgs,
    #[command(flatten)]
    closer: CloserArgs,
}

/// Runs the command.
pub fn run(context: &Context, args: &FairnessArgs) -> Result<()> {
    let found = args.asked.visits(context)?;
    let counted = found.counted();
    check_known(args.closer.standard.as_ref(), counted.standards())?;
    let all = fairness(&counted.visits, args.closer.standard.as_ref());
    let report = in_words(&all, args.closer.explain, &found.language(context));
    let report = with_left_out(report, &counted.left_out_of(args.closer.standard.as_ref()));
    args.asked.deliver(context, &found, &report)?;
    end(context, &found, counted.conflicting())
}
