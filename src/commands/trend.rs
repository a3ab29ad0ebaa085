//! `mystery trend`: what is signal and what is noise in a figure over time.

use anyhow::Result;
use chrono::NaiveDate;

use super::asked::{AskedArgs, check_known, conflicting, end, role_clash, standard_id};
use super::context::Context;
use super::failure::Failure;
use super::sources::Sources;
use crate::analysis::periods::Per;
use crate::analysis::scored::scored;
use crate::analysis::trend::{Baseline, Followed, Settings, trend};
use crate::model::id::Id;
use crate::report;

/// Follow a figure over time: what is noise, and what is more
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mystery trend
  mystery trend --per wave
  mystery trend --item greeted --per quarter
  mystery trend --baseline 2026-01-01..2026-06-30 --why \"before the new desk\"
  mystery trend her-visits.csv --format json")]
pub struct TrendArgs {
    #[command(flatten)]
    asked: AskedArgs,
    /// Visits of this standard only
    #[arg(long, value_name = "ID", value_parser = standard_id)]
    standard: Option<Id>,
    /// A point for each month, week, quarter, wave of the programme, or visit
    #[arg(long, value_name = "PERIOD", default_value_t, value_parser = per)]
    per: Per,
    /// Follow this item instead of the total
    #[arg(long, value_name = "ID", value_parser = part_id)]
    item: Option<Id>,
    /// Follow this section instead of the total
    #[arg(long, value_name = "ID", value_parser = part_id, conflicts_with = "item")]
    section: Option<Id>,
    /// Take the limits of noise from these days, both included
    #[arg(long, value_name = "FROM..TO", value_parser = days, requires = "why")]
    baseline: Option<(NaiveDate, NaiveDate)>,
    /// Why the limits are taken from there; it is shown with them
    #[arg(long, value_name = "REASON", requires = "baseline")]
    why: Option<String>,
    /// Look for signs too that cry wolf more often
    #[arg(long)]
    all_signs: bool,
    /// Show how limits and signs were worked out
    #[arg(long)]
    explain: bool,
}

fn per(text: &str) -> Result<Per, String> {
    Per::from_word(text).ok_or_else(|| "type month, week, quarter, wave or visit".into())
}

fn part_id(text: &str) -> Result<Id, String> {
    Id::new(text)
        .ok_or_else(|| "no id: `mystery standard show ID` shows those of a standard".into())
}

fn days(text: &str) -> Result<(NaiveDate, NaiveDate), String> {
    let ends = text.split_once("..");
    let day = |text: &str| text.trim().parse().ok();
    let days = ends.and_then(|(from, to)| Some((day(from)?, day(to)?)));
    days.filter(|(from, to)| from <= to)
        .ok_or_else(|| "type two days, the earlier first: 2026-01-01..2026-06-30".into())
}

/// Runs the command.
pub fn run(context: &Context, args: &TrendArgs) -> Result<()> {
    let (found, roll) = args.asked.visits_in_brief(context)?;
    if args.per == Per::Wave && found.programme.waves.is_empty() {
        return Err(Failure::could_not("the programme has no waves")
            .hint("name them in mystery.yaml: waves: [{name: spring, from: 2026-03-01, to: 2026-05-31}]")
            .hint("or follow another period: --per quarter")
            .into());
    }
    let settings = settings(args, &found);
    let scored = scored(&roll, |wanted| found.standard(wanted));
    let followed = trend(&scored, &settings).map_err(role_clash)?;
    if followed.standards.is_empty() && !scored.is_empty() {
        let ids = scored.iter().map(|it| &it.visit.facts.standard.id);
        check_known(args.standard.as_ref(), ids)?;
        let id = args.item.as_ref().or(args.section.as_ref());
        let what = if args.item.is_some() {
            "item"
        } else {
            "section"
        };
        let id = id.map_or(String::new(), ToString::to_string);
        return Err(
            Failure::could_not(format!("no standard of these visits has {what} `{id}`"))
                .hint("see what there is: mystery standard show ID")
                .into(),
        );
    }
    let language = found.language(context);
    let report = report::trend::trend(&followed, &settings, args.explain, &language);
    args.asked.deliver(context, &found, &report)?;
    let left_out = followed.standards.iter().flat_map(|one| &one.left_out);
    end(context, &found, conflicting(left_out))
}

fn settings(args: &TrendArgs, found: &Sources) -> Settings {
    Settings {
        standard: args.standard.clone(),
        per: args.per,
        waves: found.programme.waves.clone(),
        followed: match (&args.item, &args.section) {
            (Some(id), _) => Followed::Item(id.clone()),
            (None, Some(id)) => Followed::Section(id.clone()),
            (None, None) => Followed::Total,
        },
        baseline: args.baseline.map(|(from, to)| Baseline {
            from,
            to,
            why: args.why.clone().unwrap_or_default(),
        }),
        all_signs: args.all_signs,
    }
}
