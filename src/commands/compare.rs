//! `mystery compare`: put your own visits beside each competitor's.

use anyhow::Result;

use super::asked::{
    AskedArgs, KeptArgs, check_known, conflicting, end, matters, role_clash, standard_id,
};
use super::context::Context;
use super::report::say_blotted;
use crate::analysis::compare::{Settings, compare};
use crate::analysis::grouping::Grouping;
use crate::analysis::scored::scored;
use crate::analysis::sharing::{Reader, told_to};
use crate::analysis::verdict::About;
use crate::model::id::Id;
use crate::model::share::Share;
use crate::report::comparison::{Wanted, comparison};

/// Put your own visits beside each competitor's
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mystery compare
  mystery compare --by month
  mystery compare --matters 3 --explain
  mystery compare --standard adoption-counter -o comparison.csv
  mystery compare her-visits.csv his-visits/
  cat visits.csv | mystery compare - --format json")]
pub struct CompareArgs {
    #[command(flatten)]
    asked: AskedArgs,
    /// Visits of this standard only
    #[arg(long, value_name = "ID", value_parser = standard_id)]
    standard: Option<Id>,
    /// Split by section, item, site, channel, scenario, month or tag:KEY
    #[arg(long, value_name = "WHAT", value_parser = grouping)]
    by: Option<Grouping>,
    /// What verdicts speak of: these sites, or the organisation that they are a sample of
    #[arg(long, value_name = "sites|organisation", value_parser = about)]
    about: Option<About>,
    /// The difference in points that matters to you; of the programme where not given, else 5
    #[arg(long, value_name = "POINTS", value_parser = matters)]
    matters: Option<Share>,
    /// Show how each verdict was reached
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    keep: KeptArgs,
}

fn grouping(text: &str) -> Result<Grouping, String> {
    Grouping::from_word(text).ok_or_else(|| format!("type {}", Grouping::WORDS))
}

fn about(text: &str) -> Result<About, String> {
    About::from_word(text).ok_or_else(|| "type sites or organisation".into())
}

/// Runs the command.
pub fn run(context: &Context, args: &CompareArgs) -> Result<()> {
    let (found, roll) = args.asked.visits_in_brief(context)?;
    // Nobody at a competitor's is named, not even here.
    let (roll, _, sharing) = told_to(Reader::Ourselves, &args.keep.words, roll);
    let scored = scored(&roll, |wanted| found.standard(wanted));
    let settings = Settings {
        standard: args.standard.clone(),
        by: args.by.clone(),
        own: found.programme.organisation.clone(),
        about: args.about,
        matters: args.matters.or(found.programme.matters),
        site_types: found.programme.site_types(),
    };
    let compared = compare(&scored, &settings).map_err(role_clash)?;
    if compared.standards.is_empty() {
        let ids = scored.iter().map(|it| &it.visit.facts.standard.id);
        check_known(args.standard.as_ref(), ids)?;
    }
    let language = found.language(context);
    let wanted = Wanted {
        is_explained: args.explain,
        tables: args.asked.tables(context),
    };
    let report = comparison(&compared, wanted, &language);
    args.asked.deliver(context, &found, &report)?;
    say_blotted(context, &sharing);
    let left_out = compared.standards.iter().flat_map(|one| &one.left_out);
    end(context, &found, conflicting(left_out))
}
