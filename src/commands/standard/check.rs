//! `mystery standard check`: every problem of every file in one run.

use std::path::PathBuf;

use anyhow::Result;

use super::known::{check, known_source, known_standards};
use super::source::{Source, drawn, find, ledger_again, ledger_if_any};
use crate::analysis::raise_the_bar::bar;
use crate::commands::context::Context;
use crate::commands::failure::{Failure, FailureKind};
use crate::commands::sources::sources;
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::built_in;
use crate::files::standard_yaml::Reading;
use crate::render::Format;
use crate::report::raise::mute_line;
use crate::report::sheet::size;
use crate::report::standard_check::{CheckedFile, Mute, Told, report};
use crate::report::wording::counted;

/// Check standards: every problem of every file, with its place and the way out
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Ends with exit code 1 when a file has errors. Warnings and advice can be silenced in the file
with `allow: [S104]`, for one item or at the top for all.

Examples:
  mystery standard check city-counter.yaml
  mystery standard check adoption-counter --against-ledger")]
pub(super) struct CheckArgs {
    /// Files, or ids of standards
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Show advice too
    #[arg(long)]
    pedantic: bool,
    /// Name items that tell no visits apart, by the visits of the ledger
    #[arg(long)]
    against_ledger: bool,
}

pub(super) fn run(context: &Context, args: &CheckArgs) -> Result<()> {
    let ledger = if args.against_ledger {
        // Said when its visits are read.
        ledger_again(context)
    } else {
        ledger_if_any(context)
    };
    let mut sources = Vec::new();
    let mut failure = None;
    for file in &args.files {
        match find(file, ledger.as_ref()) {
            Ok(source) => sources.push(source),
            Err(error) => {
                let hints = error
                    .downcast_ref()
                    .map(|failure: &Failure| failure.hints.join(", "));
                let hints = hints.filter(|hints| !hints.is_empty());
                let way_out = hints.map_or(".".into(), |hints| format!(": {hints}"));
                let name = file.display();
                context.output.say(&format!("{name}: {error}{way_out}"));
                failure = Some(FailureKind::CouldNot);
            }
        }
    }
    // Files of one run are to be used together, so they count against each other too.
    let mut known = known_standards(built_in::ALL, ledger.as_ref());
    known.extend(sources.iter().filter_map(known_source));
    let mut checked: Vec<(Source, Reading)> = sources
        .into_iter()
        .map(|source| check(source, &known))
        .collect();
    for (_, reading) in &mut checked {
        reading
            .diagnostics
            .retain(|one| args.pedantic || one.severity != Severity::Advice);
    }
    let n_errors: usize = checked
        .iter()
        .map(|(_, reading)| reading.n(Severity::Error))
        .sum();
    if n_errors > 0 && failure.is_none() {
        failure = Some(FailureKind::No);
    }
    show(context, &checked, &told_by_visits(context, args, &checked)?)?;
    match failure {
        Some(kind) => Err(Failure::said(kind).into()),
        None => Ok(()),
    }
}

/// The items of each file that tell no visits of the ledger apart; none where that is not asked.
fn told_by_visits(
    context: &Context,
    args: &CheckArgs,
    checked: &[(Source, Reading)],
) -> Result<Vec<Told>> {
    if !args.against_ledger {
        return Ok(Vec::new());
    }
    let found = sources(context, &[], &[])?;
    let counted = found.counted();
    let standards = checked
        .iter()
        .filter_map(|(source, reading)| Some((&source.name, reading.standard.as_ref()?)));
    Ok(standards
        .map(|(name, standard)| {
            let bar = bar(standard, &counted.visits);
            Told {
                file: name.clone(),
                n_visits: bar.n_visits,
                sentence: mute_line(&bar.mute),
                items: bar.mute.iter().map(Mute::of).collect(),
            }
        })
        .collect())
}

fn show(context: &Context, checked: &[(Source, Reading)], told: &[Told]) -> Result<()> {
    if context
        .format
        .is_some_and(|format| format != Format::Terminal)
    {
        let files: Vec<CheckedFile<'_>> = checked
            .iter()
            .map(|(source, reading)| CheckedFile {
                name: &source.name,
                reading,
            })
            .collect();
        return context.show_report(&report(&files, told));
    }
    for (source, reading) in checked {
        let all: Vec<&Diagnostic> = reading.diagnostics.iter().collect();
        let drawn = drawn(&all, &source.name, &reading.text, context.output.out);
        context.output.result(drawn.as_bytes())?;
        context.output.say(&verdict(source, reading));
        for told in told.iter().filter(|told| told.file == source.name) {
            context.output.say(&told.words());
        }
    }
    Ok(())
}

/// One line about a file: `kiosk.yaml: fine. 12 items in 3 sections, 31 points.`
pub(super) fn verdict(source: &Source, reading: &Reading) -> String {
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Advice]
        .into_iter()
        .filter(|severity| reading.n(*severity) > 0)
        .map(|severity| match severity {
            Severity::Advice => counted(reading.n(severity), "piece") + " of advice",
            _ => counted(reading.n(severity), severity.name()),
        })
        .collect();
    let counts = crate::report::wording::listed(&counts);
    let name = &source.name;
    match &reading.standard {
        None => format!("{name}: {counts}. It cannot be used like this."),
        Some(standard) if counts.is_empty() => format!("{name}: fine. {}.", size(standard)),
        Some(standard) => format!("{name}: {counts}. It can be used. {}.", size(standard)),
    }
}
