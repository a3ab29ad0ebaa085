//! `mystery discard`: move a visit to the bin.

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;

/// Move a visit to the bin
#[derive(clap::Args, Debug)]
pub struct DiscardArgs {}

/// Runs the command.
pub fn run(_context: &Context, _args: &DiscardArgs) -> Result<()> {
    Err(Failure::could_not("not built yet").into())
}
