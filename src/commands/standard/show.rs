//! `mystery standard show`: a standard as a sheet to read and print, or in its long form.

use std::path::PathBuf;

use anyhow::Result;

use super::source::in_language;
use crate::commands::context::Context;
use crate::commands::failure::Failure;
use crate::files::standard_text::long_form;
use crate::ledger::atomic::replace_file;
use crate::report::sheet::sheet;

/// Show a standard as a sheet to read and print
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery standard show quick-check
  mystery standard show adoption-counter --lang fr
  mystery standard show adoption-counter -o sheet.md
  mystery standard show quick-check --full > my-check.yaml")]
pub(super) struct ShowArgs {
    /// An id or a file
    #[arg(value_name = "ID")]
    standard: PathBuf,
    /// The long form of its YAML, with every default spelt out
    #[arg(long)]
    full: bool,
    /// Write to a file: .csv, .json, .md or .txt; with --full, .yaml
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(context: &Context, args: &ShowArgs) -> Result<()> {
    if args.full && context.format.is_some() {
        return Err(Failure::usage("--full is YAML, and --format is for the sheet").into());
    }
    let (standard, language, dialect) = in_language(context, &args.standard)?;
    if args.full {
        let text = long_form(&standard);
        if let Some(path) = &args.output {
            replace_file(path, text.as_bytes())?;
            context.output.say(&format!("Wrote {}.", path.display()));
            return Ok(());
        }
        return Ok(context.output.result(text.as_bytes())?);
    }
    context.deliver_report(
        &sheet(&standard, &language),
        args.output.as_deref(),
        dialect,
    )
}
