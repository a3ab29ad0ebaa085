//! `mystery drivers`: which items go together with how the visit ended.

use std::path::PathBuf;

use anyhow::Result;

use super::context::Context;
use super::failure::{Failure, FailureKind};
use super::sources::sources;
use crate::analysis::drivers::drivers;
use crate::analysis::whole::that_count;
use crate::model::id::Id;
use crate::report::drivers::drivers as in_words;

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
    /// CSV files of visits, folders of them, or - for standard input; the ledger where none is named
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Visits of this standard only
    #[arg(long, value_name = "ID", value_parser = standard_id)]
    standard: Option<Id>,
    /// Show how it was reached, in the words of statistics
    #[arg(long)]
    explain: bool,
    /// A standard that visits were scored with, where it is not found by itself
    #[arg(long, value_name = "FILE")]
    standard_file: Vec<PathBuf>,
    /// Write to this file; its name's end says the format: .csv, .json, .md or .txt
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn standard_id(text: &str) -> Result<Id, String> {
    Id::new(text).ok_or_else(|| "no id of a standard: `mystery standard list` shows them".into())
}

/// Runs the command.
pub fn run(context: &Context, args: &DriversArgs) -> Result<()> {
    let found = sources(context, &args.paths, &args.standard_file)?;
    let scored = that_count(&found.visits, |wanted| found.standard(wanted));
    let all = drivers(&scored, args.standard.as_ref());
    let report = in_words(&all, args.explain, &found.language(context));
    context.deliver_report(&report, args.output.as_deref(), found.programme.spreadsheet)?;
    if found.has_left_out {
        return Err(Failure::said(FailureKind::No).into());
    }
    Ok(())
}
