//! `mystery agreement`: do two people see the same, and how many visits does it take.

use anyhow::Result;

use super::asked::{AskedArgs, CloserArgs, check_known, conflicting, end, matters, role_clash};
use super::context::Context;
use crate::analysis::agreement::agreement;
use crate::analysis::scored::scored;
use crate::analysis::settings::Settings;
use crate::model::share::Share;
use crate::report;

/// See whether auditors agree, and which items leave them room
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mystery visit --second last        a second person scores the same contact
  mystery agreement
  mystery agreement --standard adoption-counter --explain
  mystery agreement -o agreement.csv")]
pub struct AgreementArgs {
    #[command(flatten)]
    asked: AskedArgs,
    #[command(flatten)]
    closer: CloserArgs,
    /// The difference in points that matters to you; of the programme where not given, else 5
    #[arg(long, value_name = "POINTS", value_parser = matters)]
    matters: Option<Share>,
}

/// Runs the command.
pub fn run(context: &Context, args: &AgreementArgs) -> Result<()> {
    let (found, roll) = args.asked.visits_in_brief(context)?;
    let settings = Settings {
        standard: args.closer.standard.clone(),
        matters: args.matters.or(found.programme.matters),
    };
    let scored = scored(&roll, |wanted| found.standard(wanted));
    let ids = scored.iter().map(|it| &it.visit.facts.standard.id);
    check_known(args.closer.standard.as_ref(), ids)?;
    let seen = agreement(&scored, &settings).map_err(role_clash)?;
    let language = found.language(context);
    let report = report::agreement::agreement(&seen, &settings, args.closer.explain, &language);
    args.asked.deliver(context, &found, &report)?;
    end(context, &found, conflicting(&seen.left_out))
}
