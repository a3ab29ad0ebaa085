//! `mystery show`: show one visit: its scorecard, best things first.

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;

/// Show one visit: its scorecard, best things first
#[derive(clap::Args, Debug)]
pub struct ShowArgs {}

/// Runs the command.
pub fn run(_context: &Context, _args: &ShowArgs) -> Result<()> {
    Err(Failure::could_not("not built yet").into())
}
