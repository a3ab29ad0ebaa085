//! `mystery agreement`: do two people see the same, and how many visits does it take.

use std::path::PathBuf;

use anyhow::Result;

use super::context::Context;
use super::sources::{end, known_standards, matters, role_clash, sources_in_brief, standard_id};
use crate::analysis::agreement::{Settings, agreement};
use crate::analysis::scored::scored;
use crate::model::id::Id;
use crate::model::share::Share;
use crate::report;

/// See whether auditors agree, and which items leave them room
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mystery visit --second last        a second person scores the same contact
  mystery agreement
  mystery agreement --standard adoption-counter --explain
  mystery agreement -o agreement.csv")]
pub struct AgreementArgs {
    /// CSV files of visits, folders of them, or - for standard input; the ledger where none is named
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Visits of this standard only
    #[arg(long, value_name = "ID", value_parser = standard_id)]
    standard: Option<Id>,
    /// The difference in points that matters to you; of the programme where not given, else 5
    #[arg(long, value_name = "POINTS", value_parser = matters)]
    matters: Option<Share>,
    /// Show how this was worked out
    #[arg(long)]
    explain: bool,
    /// A standard that visits were scored with, where it is not found by itself
    #[arg(long, value_name = "FILE")]
    standard_file: Vec<PathBuf>,
    /// Write to this file; its name's end says the format: .csv, .json, .md or .txt
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Runs the command.
pub fn run(context: &Context, args: &AgreementArgs) -> Result<()> {
    let (found, roll) = sources_in_brief(context, &args.paths, &args.standard_file)?;
    let settings = Settings {
        standard: args.standard.clone(),
        matters: args.matters.or(found.programme.matters),
    };
    let scored = scored(&roll, |wanted| found.standard(wanted));
    known_standards(args.standard.as_ref(), &scored)?;
    let seen = agreement(&scored, &settings).map_err(role_clash)?;
    let language = found.language(context);
    let report = report::agreement::agreement(&seen, &settings, args.explain, &language);
    context.deliver_report(&report, args.output.as_deref(), found.programme.spreadsheet)?;
    end(context, &found, seen.left_out.iter())
}
