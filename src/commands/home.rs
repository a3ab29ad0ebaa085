//! `mystery` alone: which ledger, what is open, what was done last, what to type next.

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;

/// Runs the command.
pub fn run(_context: &Context) -> Result<()> {
    Err(Failure::could_not("not built yet").into())
}
