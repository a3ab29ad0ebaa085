//! `mystery correct`: correct an answer of a finished visit; the old one stays readable.

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;

/// Correct an answer of a finished visit; the old one stays readable
#[derive(clap::Args, Debug)]
pub struct CorrectArgs {}

/// Runs the command.
pub fn run(_context: &Context, _args: &CorrectArgs) -> Result<()> {
    Err(Failure::could_not("not built yet").into())
}
