//! `mystery compare`: put your own visits beside each competitor's.

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;

/// Put your own visits beside each competitor's
#[derive(clap::Args, Debug)]
pub struct CompareArgs {}

/// Runs the command.
pub fn run(_context: &Context, _args: &CompareArgs) -> Result<()> {
    Err(Failure::could_not("not built yet").into())
}
