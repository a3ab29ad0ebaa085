//! `mystery standard`: list, show, check and write service standards.

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;

/// List, show, check and write service standards
#[derive(clap::Args, Debug)]
pub struct StandardArgs {}

/// Runs the command.
pub fn run(_context: &Context, _args: &StandardArgs) -> Result<()> {
    Err(Failure::could_not("not built yet").into())
}
