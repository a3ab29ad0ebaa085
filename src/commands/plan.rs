//! `mystery plan`: how many visits it takes, and who goes where, when and as whom.

mod schedule;
mod size;

use anyhow::Result;

use super::context::Context;
use super::sources::Sources;
use crate::model::id::Id;

/// Plan visits: how many it takes, and who goes where, when and as whom
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery plan size --difference 10
  mystery plan schedule --visits 6 --weeks 12
  mystery plan schedule --visits 6 --weeks 12 -o plan.ics")]
pub struct PlanArgs {
    #[command(subcommand)]
    command: PlanCommand,
}

#[derive(clap::Subcommand, Debug)]
enum PlanCommand {
    Size(size::SizeArgs),
    Schedule(schedule::ScheduleArgs),
}

/// Runs the command.
pub fn run(context: &Context, args: &PlanArgs) -> Result<()> {
    match &args.command {
        PlanCommand::Size(args) => size::run(context, args),
        PlanCommand::Schedule(args) => schedule::run(context, args),
    }
}

/// The standard that is meant: the one named, else that of the programme, else the one with most
/// visits, the first by its id among those alike.
fn meant(named: Option<&Id>, found: &Sources) -> Option<Id> {
    let usual = found.programme.defaults.standard.as_ref();
    named.or(usual).cloned().or_else(|| {
        let mut ids: Vec<&Id> = found
            .visits
            .iter()
            .map(|it| &it.facts.standard.id)
            .collect();
        ids.sort_unstable();
        let runs = ids.chunk_by(|a, b| a == b);
        runs.max_by_key(|run| (run.len(), std::cmp::Reverse(run[0])))
            .map(|run| run[0].clone())
    })
}
