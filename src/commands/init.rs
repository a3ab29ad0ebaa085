//! `mystery init`: set up a ledger: who you are, whom you compare with.

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;

/// Set up a ledger: who you are, whom you compare with
#[derive(clap::Args, Debug)]
pub struct InitArgs {}

/// Runs the command.
pub fn run(_context: &Context, _args: &InitArgs) -> Result<()> {
    Err(Failure::could_not("not built yet").into())
}
