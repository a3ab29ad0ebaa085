//! `mystery verify`: check every file of the ledger against its seal.

use anyhow::Result;

use super::context::Context;
use super::failure::{Failure, FailureKind};
use crate::ledger::verify::Expected;
use crate::report::verification::verification;

/// Check every file against its seal, and count every score again
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery verify
  mystery verify --expect 3f2a90c1d4e5b6a7:12   a seal and its number, noted earlier and elsewhere

Seals show accidents and careless changes. Whoever owns the folder can make all of them anew; a seal
that somebody else has noted shows that too.")]
pub struct VerifyArgs {
    /// A seal that was noted earlier, with its number; may be given for each device
    #[arg(long, value_name = "SEAL:COUNT", value_parser = expected)]
    expect: Vec<Expected>,
}

fn expected(text: &str) -> Result<Expected, String> {
    Expected::parse(text).ok_or_else(|| {
        "type eight or more digits of the seal, a colon and its number, as `verify` shows them"
            .into()
    })
}

/// Runs the command.
pub fn run(context: &Context, args: &VerifyArgs) -> Result<()> {
    let ledger = context.open_ledger()?;
    let verified = ledger.verify(&args.expect)?;
    context.show_report(&verification(&verified))?;
    if verified.findings.is_empty() {
        Ok(())
    } else {
        Err(Failure::said(FailureKind::No).into())
    }
}
