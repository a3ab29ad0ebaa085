//! `mystery export`: write the ledger for spreadsheets.

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;

/// Write the ledger for spreadsheets
#[derive(clap::Args, Debug)]
pub struct ExportArgs {}

/// Runs the command.
pub fn run(_context: &Context, _args: &ExportArgs) -> Result<()> {
    Err(Failure::could_not("not built yet").into())
}
