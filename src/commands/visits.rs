//! `mystery visits`: list the visits of the ledger.

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;

/// List the visits of the ledger
#[derive(clap::Args, Debug)]
pub struct VisitsArgs {}

/// Runs the command.
pub fn run(_context: &Context, _args: &VisitsArgs) -> Result<()> {
    Err(Failure::could_not("not built yet").into())
}
