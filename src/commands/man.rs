//! `mystery man`: write the manual pages.

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;

/// Write the manual pages
#[derive(clap::Args, Debug)]
pub struct ManArgs {}

/// Runs the command.
pub fn run(_context: &Context, _args: &ManArgs) -> Result<()> {
    Err(Failure::could_not("not built yet").into())
}
