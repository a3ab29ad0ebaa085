//! `mystery blind-spots`: what we think of ourselves beside what visitors meet.

use anyhow::Result;

use super::asked::{AskedArgs, CloserArgs, check_known, conflicting, end, matters, role_clash};
use super::context::Context;
use crate::analysis::blind_spots::blind_spots;
use crate::analysis::scored::scored;
use crate::analysis::settings::Settings;
use crate::model::share::Share;
use crate::report;

/// Hold what you think of your place against what visitors meet
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mystery visit adoption-counter --kind self_assessment   say first what you think
  mystery blind-spots
  mystery blind-spots --standard adoption-counter --explain
  mystery blind-spots -o blind-spots.md")]
pub struct BlindSpotsArgs {
    #[command(flatten)]
    asked: AskedArgs,
    #[command(flatten)]
    closer: CloserArgs,
    /// The difference in points that matters to you; of the programme where not given, else 5
    #[arg(long, value_name = "POINTS", value_parser = matters)]
    matters: Option<Share>,
}

/// Runs the command.
pub fn run(context: &Context, args: &BlindSpotsArgs) -> Result<()> {
    let (found, roll) = args.asked.visits_in_brief(context)?;
    let settings = Settings {
        standard: args.closer.standard.clone(),
        matters: args.matters.or(found.programme.matters),
    };
    let scored = scored(&roll, |wanted| found.standard(wanted));
    let ids = scored.iter().map(|it| &it.visit.facts.standard.id);
    check_known(args.closer.standard.as_ref(), ids)?;
    let seen = blind_spots(&scored, &settings).map_err(role_clash)?;
    let language = found.language(context);
    let report = report::blind_spots::blind_spots(&seen, &settings, args.closer.explain, &language);
    args.asked.deliver(context, &found, &report)?;
    end(context, &found, conflicting(&seen.left_out))
}
