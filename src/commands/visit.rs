//! `mystery visit`: score a visit, item by item.

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;

/// Score a visit, item by item
#[derive(clap::Args, Debug)]
pub struct VisitArgs {}

/// Runs the command.
pub fn run(_context: &Context, _args: &VisitArgs) -> Result<()> {
    Err(Failure::could_not("not built yet").into())
}
