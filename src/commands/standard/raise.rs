//! `mystery standard raise`: where the bar could be higher, as a change to the standard's file.

use std::path::{Path, PathBuf};

use anyhow::Result;
use chrono::NaiveDate;

use super::rescore::check_there_are_some;
use super::source::{find, ledger_again, usable};
use crate::analysis::raise_the_bar::{Bar, Proposal, bar, raised};
use crate::analysis::rescore::rescored;
use crate::analysis::sharing::without_names_of_competitors;
use crate::analysis::whole::{self, WholeVisit};
use crate::commands::asked::{AskedArgs, end};
use crate::commands::context::Context;
use crate::commands::failure::Failure;
use crate::files::standard_edit::{Edit, Edited, Pilot, edited};
use crate::files::standard_yaml::read_standard;
use crate::ledger::atomic::replace_file;
use crate::model::duration::typed;
use crate::model::id::Id;
use crate::model::programme::Programme;
use crate::model::scale::Scale;
use crate::model::standard::Standard;
use crate::model::text::visible_line;
use crate::report::left_out::with_left_out;
use crate::report::raise::{Raise, raise};
use crate::report::wording::date;

/// Show where a standard's bar could be higher, and which items tell nobody apart
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery standard raise adoption-counter
  mystery standard raise adoption-counter --write higher.yaml
  mystery standard raise city-counter --patch higher.patch

A threshold is proposed where an organisation with at least 5 visits reaches it in three of four. New
items are drafted from remarks on what competitors did beyond what could be expected, as pilots that
are recorded and never counted.
The file of the standard is never changed: --write and --patch make files of their own.")]
pub(super) struct RaiseArgs {
    /// The standard: a file or an id
    #[arg(value_name = "STANDARD")]
    standard: PathBuf,
    #[command(flatten)]
    asked: AskedArgs,
    /// Write the changed standard to this file
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
    /// Write the change as a patch to this file
    #[arg(long, value_name = "FILE")]
    patch: Option<PathBuf>,
}

pub(super) fn run(context: &Context, args: &RaiseArgs) -> Result<()> {
    let mut found = args.asked.visits(context)?;
    // A remark may become an item of a standard that is passed on: nobody at a competitor's is named in it.
    without_names_of_competitors(&mut found.visits);
    let ledger = ledger_again(context);
    let source = find(&args.standard, ledger.as_ref())?;
    let standard = usable(context, &source)?;
    let counted = found.counted();
    let scored = &counted.visits;
    check_there_are_some(&counted, &standard.id)?;
    let mut bar = bar(&standard, scored);
    let change = |bar: &Bar| {
        let higher = raised(&standard, &bar.proposals, &bar.drafts);
        let edited = change(&source.stem, &source.bytes, bar, &higher);
        (higher, edited)
    };
    let (mut higher, mut edited) = change(&bar);
    if edited.is_none() {
        // A file may be laid out so that values can be changed, and no item put between.
        bar.drafts.clear();
        (higher, edited) = change(&bar);
    }
    let wave = last_wave(&found.programme, scored, &standard.id);
    let (days, which) = match wave {
        Some((name, first, last)) => (Some((first, last)), format!("the wave {name}")),
        None => (None, "all visits".into()),
    };
    let effect =
        (!bar.proposals.is_empty()).then(|| (rescored(&higher, scored, &standard.id, days), which));
    let report = raise(
        &Raise {
            standard: &standard,
            lines: edited.as_ref().map(|edited| edited.lines.clone()),
            bar,
            effect,
        },
        &found.language(context),
    );
    let report = with_left_out(report, &counted.left_out_of(Some(&standard.id)));
    args.asked.deliver(context, &found, &report)?;
    let file = format!("{}.yaml", source.stem);
    write(context, args.write.as_deref(), edited.as_ref(), |it| {
        it.text.clone()
    })?;
    write(context, args.patch.as_deref(), edited.as_ref(), |it| {
        it.patch(&file)
    })?;
    end(context, &found, counted.conflicting())
}

/// The change of the file, where it comes to what was meant.
fn change(stem: &str, bytes: &[u8], bar: &Bar, higher: &Standard) -> Option<Edited> {
    if bar.proposals.is_empty() && bar.drafts.is_empty() {
        return None;
    }
    let mut edits: Vec<Edit> = vec![Edit::Version(higher.version)];
    edits.extend(bar.proposals.iter().map(|(item, proposal)| {
        let id = item.id.clone();
        match proposal {
            Proposal::Threshold(threshold) => {
                let to = match item.scale {
                    Scale::Duration(_) => typed(threshold.to),
                    _ => threshold.to.to_string(),
                };
                Edit::Threshold(id, to)
            }
            Proposal::Expected { .. } => Edit::Key(id, "bonus", "false"),
            Proposal::Counted { .. } => Edit::Key(id, "scored", "true"),
        }
    }));
    // Each comes right before its item, the last drafted nearest: as `raised` puts them.
    edits.extend(bar.drafts.iter().map(|draft| {
        let facts = &draft.seed.visit.facts;
        let seen = format!("{}, {}", facts.organisation, date(facts.visited.date()));
        Edit::Pilot(Pilot {
            before: draft.seed.item.id.clone(),
            id: draft.item.id.clone(),
            ask: draft.item.ask.first().to_owned(),
            comment: format!("{}. Put it into words of your own.", visible_line(&seen)),
        })
    }));
    edited(bytes, &edits).filter(|edited| {
        let read = read_standard(stem, edited.text.as_bytes()).standard;
        read.is_some_and(|read| {
            let fingerprint = read.fingerprint.clone();
            read == Standard {
                fingerprint,
                ..higher.clone()
            }
        })
    })
}

/// The last wave of the programme with visits of a standard.
fn last_wave<'p>(
    programme: &'p Programme,
    scored: &[WholeVisit],
    standard: &Id,
) -> Option<(&'p str, NaiveDate, NaiveDate)> {
    let counted = whole::of(scored, Some(standard));
    let days: Vec<NaiveDate> = counted
        .iter()
        .map(|scored| scored.visit.facts.visited.date())
        .collect();
    let waves = programme.waves.iter();
    waves
        .filter(|wave| days.iter().any(|day| (wave.from..=wave.to).contains(day)))
        .max_by_key(|wave| (wave.to, wave.from))
        .map(|wave| (wave.name.as_str(), wave.from, wave.to))
}

fn write(
    context: &Context,
    path: Option<&Path>,
    edited: Option<&Edited>,
    text: impl Fn(&Edited) -> String,
) -> Result<()> {
    let Some(path) = path else { return Ok(()) };
    let Some(edited) = edited else {
        context.output.say(&format!(
            "Did not write {}: there is nothing to change.",
            path.display()
        ));
        return Ok(());
    };
    if path.symlink_metadata().is_ok() {
        return Err(
            Failure::could_not(format!("there is a file `{}`", path.display()))
                .hint("give another name: a standard in use is not written over")
                .into(),
        );
    }
    replace_file(path, text(edited).as_bytes())?;
    context.output.say(&format!("Wrote {}.", path.display()));
    Ok(())
}
