//! `mystery standard`: list, show, check and write service standards.

mod brief;
mod check;
mod diff;
mod form;
pub(super) mod known;
mod list;
mod new;
mod raise;
mod rescore;
mod show;
pub mod source;

use anyhow::Result;

use super::context::Context;
use crate::files::standard_schema;

/// List, show, check and write service standards
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery standard list
  mystery standard show adoption-counter
  mystery standard show adoption-counter -o sheet.md
  mystery standard form adoption-counter -o form.html
  mystery standard brief adoption-counter --scenario first-dog
  mystery standard new city-counter --from adoption-counter
  mystery standard check city-counter
  mystery standard diff old-counter.yaml city-counter
  mystery standard rescore city-counter
  mystery standard raise city-counter")]
pub struct StandardArgs {
    #[command(subcommand)]
    command: StandardCommand,
}

#[derive(clap::Subcommand, Debug)]
enum StandardCommand {
    List(list::ListArgs),
    Show(show::ShowArgs),
    Form(form::FormArgs),
    Brief(brief::BriefArgs),
    Check(check::CheckArgs),
    New(new::NewArgs),
    Diff(diff::DiffArgs),
    Rescore(rescore::RescoreArgs),
    Raise(raise::RaiseArgs),
    Schema(SchemaArgs),
}

/// Print the JSON Schema of the format, for editors
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery standard schema > schema.json

An editor that knows it helps while you type. It is named in the first line of a standard:
      # yaml-language-server: $schema=./schema.json")]
struct SchemaArgs {}

/// Runs the command.
pub fn run(context: &Context, args: &StandardArgs) -> Result<()> {
    match &args.command {
        StandardCommand::List(args) => list::run(context, args),
        StandardCommand::Show(args) => show::run(context, args),
        StandardCommand::Form(args) => form::run(context, args),
        StandardCommand::Brief(args) => brief::run(context, args),
        StandardCommand::Check(args) => check::run(context, args),
        StandardCommand::New(args) => new::run(context, args),
        StandardCommand::Diff(args) => diff::run(context, args),
        StandardCommand::Rescore(args) => rescore::run(context, args),
        StandardCommand::Raise(args) => raise::run(context, args),
        StandardCommand::Schema(_) => Ok(context
            .output
            .result(standard_schema::schema_text().as_bytes())?),
    }
}
