//! `mystery verify`: check every file of the ledger against its seal.

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;

/// Check every file of the ledger against its seal
#[derive(clap::Args, Debug)]
pub struct VerifyArgs {}

/// Runs the command.
pub fn run(_context: &Context, _args: &VerifyArgs) -> Result<()> {
    Err(Failure::could_not("not built yet").into())
}
