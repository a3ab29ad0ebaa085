//! `mystery completions`: print completions for a shell.

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;

/// Print completions for a shell
#[derive(clap::Args, Debug)]
pub struct CompletionsArgs {}

/// Runs the command.
pub fn run(_context: &Context, _args: &CompletionsArgs) -> Result<()> {
    Err(Failure::could_not("not built yet").into())
}
