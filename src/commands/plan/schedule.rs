//! `mystery plan schedule`: a rotation of auditors over places, as a table or a calendar.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Result;
use chrono::{Days, NaiveDate, NaiveTime, TimeDelta, Weekday};

use super::meant;
use crate::analysis::schedule::{Order, Place, Planned, schedule};
use crate::commands::context::Context;
use crate::commands::failure::Failure;
use crate::commands::sources::{Sources, sources};
use crate::commands::standard::source::{find, ledger_again, usable};
use crate::ledger::atomic::replace_file;
use crate::model::id::sha256;
use crate::model::programme::Programme;
use crate::model::visit::{Name, Role};
use crate::render::calendar::{Appointment, calendar};
use crate::report::schedule::{HOURS, Scheduled, schedule as in_words, unmet};

/// A seed that is typed easily, where none is given.
const SEEDS: u64 = 10_000;

/// Show who goes where, when and as whom
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery plan schedule --visits 6 --weeks 12
  mystery plan schedule --from 2026-12-01 --auditor a1 --auditor a2 --apart 3
  mystery plan schedule --visits 6 -o plan.ics
  mystery plan schedule --visits 6 --for a1 -o a1.ics

Places and auditors are those of mystery.yaml, channels and scenarios those of the standard. Auditors
take turns, so that each visits both you and competitors; times of day, channels and scenarios come as
often. What cannot be met is said, with what would help.")]
pub(super) struct ScheduleArgs {
    /// The standard to score with: an id or a file; of the programme where not given
    #[arg(long, value_name = "ID")]
    standard: Option<PathBuf>,
    /// Visits to each place
    #[arg(long, value_name = "N", default_value_t = 6, value_parser = clap::value_parser!(u16).range(1..=500))]
    visits: u16,
    /// The first day; tomorrow where not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<NaiveDate>,
    /// For so many weeks
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u16).range(1..=260))]
    weeks: u16,
    /// No auditor is back at a place within so many weeks
    #[arg(long, value_name = "WEEKS", default_value_t = 4, value_parser = clap::value_parser!(u16).range(0..=104))]
    apart: u16,
    /// Who goes; may be given again. Those of the programme where not given
    #[arg(long, value_name = "CODE")]
    auditor: Vec<String>,
    /// Days of the week on which one goes
    #[arg(long, value_name = "DAYS", value_delimiter = ',', value_parser = weekday, default_value = "mon,tue,wed,thu,fri,sat")]
    days: Vec<Weekday>,
    /// Show the visits of this auditor only
    #[arg(long = "for", value_name = "CODE")]
    only: Option<String>,
    /// Draw as this number says; the same number makes the same plan
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Write to this file; its name's end says the format: .ics, .csv, .json, .md or .txt
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn day(text: &str) -> Result<NaiveDate, String> {
    let day = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok();
    let latest = NaiveDate::from_ymd_opt(9000, 1, 1);
    day.filter(|day| latest.is_some_and(|latest| *day < latest))
        .ok_or_else(|| "type a date like 2026-12-01".into())
}

fn weekday(text: &str) -> Result<Weekday, String> {
    text.trim()
        .parse()
        .map_err(|_| "type days like mon,wed,fri".into())
}

pub(super) fn run(context: &Context, args: &ScheduleArgs) -> Result<()> {
    let found = sources(context, &[], &[])?;
    let ledger = ledger_again(context);
    let named = args.standard.clone();
    let usual = || meant(None, &found).map(|id| PathBuf::from(id.as_str()));
    let Some(name) = named.or_else(usual) else {
        return Err(Failure::usage("no standard is named")
            .hint("say --standard ID; all there are: mystery standard list")
            .into());
    };
    let standard = usable(context, &find(&name, ledger.as_ref())?)?;
    let seed = match args.seed.or(context.fixed_seed) {
        Some(seed) => seed,
        None => context.seed()? % SEEDS,
    };
    let tomorrow = context.now().date() + Days::new(1);
    let from = args.from.unwrap_or(tomorrow);
    let order = Order {
        places: places(&found),
        auditors: auditors(&args.auditor, &found.programme),
        n_each: args.visits.into(),
        from,
        to: from + Days::new(u64::from(args.weeks) * 7 - 1),
        weekdays: args.days.clone(),
        apart: args.apart.into(),
        channels: standard.channels.clone(),
        scenarios: standard.scenarios.iter().map(|it| it.id.clone()).collect(),
        seed,
        before: before(&found, from),
    };
    let mut planned = schedule(&order).map_err(|why| {
        let (message, hint) = unmet(&why, &order);
        Failure::could_not(message).hint(hint)
    })?;
    if let Some(only) = &args.only {
        if !order.auditors.contains(only) {
            return Err(Failure::usage(format!("`{only}` is none of the auditors"))
                .hint(format!("auditors are {}", order.auditors.join(", ")))
                .into());
        }
        planned.retain(|it| it.auditor == *only);
    }
    let language = found.language(context);
    let scheduled = Scheduled {
        order: &order,
        planned: &planned,
        standard: &standard,
        language: &language,
    };
    if let Some(path) = args.output.as_deref().filter(|path| is_calendar(path)) {
        let was_there = path.exists();
        let made = context.now().at().to_utc();
        replace_file(path, &calendar(&appointments(&scheduled), made))?;
        let done = if was_there { "Replaced" } else { "Wrote" };
        context.output.say(&format!("{done} {}.", path.display()));
        return Ok(());
    }
    let dialect = found.programme.spreadsheet;
    context.deliver_report(&in_words(&scheduled), args.output.as_deref(), dialect)
}

fn is_calendar(path: &Path) -> bool {
    let end = path.extension().and_then(|end| end.to_str());
    end.is_some_and(|end| end.eq_ignore_ascii_case("ics"))
}

/// The places of the programme, ours first; where it names no site, those that were visited.
fn places(found: &Sources) -> Vec<Place> {
    let programme = &found.programme;
    let own = programme
        .organisation
        .iter()
        .map(|name| (Role::Own, name, &programme.sites));
    let theirs = programme
        .competitors
        .iter()
        .map(|it| (Role::Competitor, &it.name, &it.sites));
    let mut places = Vec::new();
    for (role, organisation, sites) in own.chain(theirs) {
        let mut names: Vec<Name> = sites.iter().map(|site| site.name.clone()).collect();
        if names.is_empty() {
            let visited = found.visits.iter().filter(|visit| {
                visit.facts.organisation == *organisation && visit.facts.role == role
            });
            let visited: BTreeSet<Name> = visited.map(|it| it.facts.site.clone()).collect();
            names.extend(visited);
        }
        if names.is_empty() {
            let usual = programme
                .defaults
                .site
                .clone()
                .filter(|_| role == Role::Own);
            names.extend(usual.or_else(|| Name::new("Main")));
        }
        places.extend(names.into_iter().map(|site| Place {
            role,
            organisation: organisation.clone(),
            site,
        }));
    }
    places
}

fn auditors(named: &[String], programme: &Programme) -> Vec<String> {
    let all = if named.is_empty() {
        &programme.auditors
    } else {
        named
    };
    let mut once = BTreeSet::new();
    let all = all.iter().filter(|it| once.insert(it.as_str()));
    all.cloned().collect()
}

/// When each auditor was last at each place before the first day.
fn before(found: &Sources, from: NaiveDate) -> BTreeMap<(Place, String), NaiveDate> {
    let mut before = BTreeMap::new();
    for visit in &found.visits {
        let facts = &visit.facts;
        let place = Place {
            role: facts.role,
            organisation: facts.organisation.clone(),
            site: facts.site.clone(),
        };
        let day = facts.visited.date();
        if day < from {
            let last = before.entry((place, facts.auditor.clone())).or_insert(day);
            *last = day.max(*last);
        }
    }
    before
}

fn appointments(scheduled: &Scheduled) -> Vec<Appointment> {
    let one = |it: &Planned| {
        let hour = NaiveTime::from_hms_opt(it.daypart.hour(), 0, 0).expect("an hour of the day");
        let begin = it.day.and_time(hour);
        let place = format!("{}, {}", it.place.organisation, it.place.site);
        let own = format!(
            "{} {} {} {}",
            scheduled.order.seed, it.day, it.auditor, place
        );
        Appointment {
            uid: format!("{}@mystery-shop", &sha256(own.as_bytes())[..32]),
            begin,
            end: begin + TimeDelta::hours(HOURS),
            summary: format!("Visit {} ({})", it.place.organisation, it.auditor),
            location: place,
            description: scheduled.description(it),
        }
    };
    scheduled.planned.iter().map(one).collect()
}
