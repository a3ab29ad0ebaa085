//! `mystery standard form`: the scoring sheet to print and fill by pen.

use std::path::PathBuf;

use anyhow::Result;

use super::source::in_language;
use crate::commands::context::Context;
use crate::report::form::form;

/// Make a form to print and fill by pen
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery standard form adoption-counter -o form.html
  mystery standard form telephone-enquiry -o form.html --lang fr

Open the page in a browser and print it, on A4 or Letter. No points stand on it, for they lead the hand.")]
pub(super) struct FormArgs {
    /// An id or a file
    #[arg(value_name = "ID")]
    standard: PathBuf,
    /// Write to a file: .html to print; .md, .txt, .csv or .json
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(context: &Context, args: &FormArgs) -> Result<()> {
    let (standard, language, dialect) = in_language(context, &args.standard)?;
    let report = form(&standard, &language);
    context.deliver_report(&report, args.output.as_deref(), dialect)
}
