//! `mystery standard brief`: a pocket card to read before going in.

use std::path::PathBuf;

use anyhow::Result;

use super::source::in_language;
use crate::commands::context::Context;
use crate::commands::failure::Failure;
use crate::model::standard::{Scenario, Standard};
use crate::report::brief::{brief, scenarios_to_choose};

/// Make a pocket card to read before going in
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery standard brief adoption-counter --scenario first-dog
  mystery standard brief adoption-counter --scenario first-dog -o card.html")]
pub(super) struct BriefArgs {
    /// An id or a file
    #[arg(value_name = "ID")]
    standard: PathBuf,
    /// Whom the auditor plays; may be left out where there is one or none
    #[arg(long, value_name = "ID")]
    scenario: Option<String>,
    /// Write to a file: .html to print; .md, .txt, .csv or .json
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(context: &Context, args: &BriefArgs) -> Result<()> {
    let (standard, language, dialect) = in_language(context, &args.standard)?;
    let scenario = chosen(&standard, args.scenario.as_deref())?;
    let report = brief(&standard, scenario, &language);
    context.deliver_report(&report, args.output.as_deref(), dialect)
}

/// The scenario that is named, or the only one there is.
fn chosen<'s>(standard: &'s Standard, name: Option<&str>) -> Result<Option<&'s Scenario>> {
    let all = &standard.scenarios;
    match (name, all.as_slice()) {
        (None, []) => Ok(None),
        (None, [one]) => Ok(Some(one)),
        (None, _) => Err(Failure::usage("say whom the auditor plays")
            .hint(format!(
                "--scenario is one of {}",
                scenarios_to_choose(standard)
            ))
            .into()),
        (Some(name), []) => Err(Failure::usage(format!(
            "`{}` has no scenarios, so there is no `{name}`",
            standard.id
        ))
        .hint("leave --scenario out")
        .into()),
        (Some(name), _) => {
            let found = all.iter().find(|scenario| scenario.id.as_str() == name);
            found.map(Some).ok_or_else(|| {
                Failure::usage(format!("`{}` has no scenario `{name}`", standard.id))
                    .hint(format!("there are {}", scenarios_to_choose(standard)))
                    .into()
            })
        }
    }
}
