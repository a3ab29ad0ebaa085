//! `mystery plan size`: how many visits see a difference, by how much visits vary here.

use anyhow::Result;

use super::meant;
use crate::analysis::plan_size::{Wish, plan_size};
use crate::commands::asked::{AskedArgs, check_known, end, standard_id};
use crate::commands::context::Context;
use crate::model::id::Id;
use crate::report::left_out::with_left_out;
use crate::report::plan_size::plan_size as in_words;
use crate::stats::sample_size::POWER;

/// Show how many visits it takes to see a difference
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery plan size
  mystery plan size --difference 8 --looks 4
  mystery plan size --spread 15 --format csv

How much visits vary is taken from your own visits (from 11 on), else from those to all places, else
16 points are assumed, and that is said.")]
pub(super) struct SizeArgs {
    #[command(flatten)]
    asked: AskedArgs,
    /// Visits of this standard
    #[arg(long, value_name = "ID", value_parser = standard_id)]
    standard: Option<Id>,
    /// The difference of totals to see; may be given again
    #[arg(long, value_name = "POINTS", value_parser = points, default_values = ["5", "10", "15", "20"])]
    difference: Vec<f64>,
    /// How many times you will look, and may find something by luck
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=20))]
    looks: u8,
    /// How often of 100 a difference that is there shall be found
    #[arg(long, value_name = "PERCENT", value_parser = power)]
    power: Option<f64>,
    /// Each competitor gets so many times as many visits as you
    #[arg(long, value_name = "TIMES", default_value_t = 1.0, value_parser = times)]
    times: f64,
    /// How much totals vary from visit to visit, where you know it better
    #[arg(long, value_name = "POINTS", value_parser = points)]
    spread: Option<f64>,
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|it: &f64| it.is_finite())
}

fn points(text: &str) -> Result<f64, String> {
    let points = number(text).filter(|it| (0.1..=100.0).contains(it));
    let share = points.map(|it| it / 100.0);
    share.ok_or_else(|| "type points from 0.1 to 100, such as 10".into())
}

fn power(text: &str) -> Result<f64, String> {
    let power = number(text).filter(|it| (50.0..=99.0).contains(it));
    let share = power.map(|it| it / 100.0);
    share.ok_or_else(|| "type a number from 50 to 99, such as 80".into())
}

fn times(text: &str) -> Result<f64, String> {
    let times = number(text).filter(|it| (0.1..=10.0).contains(it));
    times.ok_or_else(|| "type a number from 0.1 to 10, such as 2".into())
}

pub(super) fn run(context: &Context, args: &SizeArgs) -> Result<()> {
    let found = args.asked.visits(context)?;
    let counted = found.counted();
    check_known(args.standard.as_ref(), counted.standards())?;
    let standard = meant(args.standard.as_ref(), &found);
    let mut differences = args.difference.clone();
    differences.sort_by(f64::total_cmp);
    differences.dedup();
    let wish = Wish {
        differences,
        power: args.power.unwrap_or(POWER),
        looks: args.looks.into(),
        times: args.times,
        spread: args.spread,
    };
    let plan = plan_size(&counted.visits, standard.as_ref(), wish);
    let report = in_words(&plan, standard.as_ref().map(Id::as_str));
    let report = with_left_out(report, &counted.left_out_of(standard.as_ref()));
    args.asked.deliver(context, &found, &report)?;
    end(context, &found, counted.conflicting())
}
