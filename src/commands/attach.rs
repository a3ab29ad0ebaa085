//! `mystery attach`: add evidence to a finished visit.

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;

/// Add evidence to a finished visit
#[derive(clap::Args, Debug)]
pub struct AttachArgs {}

/// Runs the command.
pub fn run(_context: &Context, _args: &AttachArgs) -> Result<()> {
    Err(Failure::could_not("not built yet").into())
}
