//! `mystery standard diff`: what changed between two versions, and what that means for totals.

use std::path::PathBuf;

use anyhow::Result;

use super::source::{find, ledger_if_any, usable};
use crate::analysis::standard_diff::standard_diff;
use crate::commands::context::Context;
use crate::report::standard_diff::standard_diff as in_words;

/// Show what changed between two versions, and whether their totals still compare
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery standard diff old-counter.yaml counter.yaml
  mystery standard diff adoption-counter my-counter.yaml -o changes.md

The copies that visits were scored with are in the ledger, in visits/standards.")]
pub(super) struct DiffArgs {
    /// The old version: a file or an id
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The new version: a file or an id
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Write to this file; its name's end says the format: .csv, .json, .md or .txt
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(context: &Context, args: &DiffArgs) -> Result<()> {
    let ledger = ledger_if_any(context);
    let standard = |name| usable(context, &find(name, ledger.as_ref())?);
    let (old, new) = (standard(&args.old)?, standard(&args.new)?);
    let language = context.language.clone();
    let language = language.or_else(|| new.languages.first().cloned());
    let report = in_words(&standard_diff(&old, &new), &language.unwrap_or_default());
    let dialect = ledger.and_then(|ledger| ledger.programme().spreadsheet);
    context.deliver_report(&report, args.output.as_deref(), dialect)
}
