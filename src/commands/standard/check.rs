//! `mystery standard check`: every problem of every file in one run.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::source::{Source, drawn, find, ledger_if_any, read_file};
use crate::commands::context::Context;
use crate::commands::failure::{Failure, FailureKind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::built_in;
use crate::files::standard_check::check_against_known;
use crate::files::standard_yaml::{Reading, read_standard};
use crate::ledger::Ledger;
use crate::model::standard::StandardRef;
use crate::render::Format;
use crate::report::sheet::size;
use crate::report::standard_check::{CheckedFile, report};
use crate::report::wording::counted;

/// Check standards: every problem of every file, with its place and the way out
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Ends with exit code 1 when a file has errors. Warnings and advice can be silenced in the file
with `allow: [S104]`, for one item or at the top for all.")]
pub(super) struct CheckArgs {
    /// Files, or ids of standards
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Show advice too
    #[arg(long)]
    pedantic: bool,
}

pub(super) fn run(context: &Context, args: &CheckArgs) -> Result<()> {
    let ledger = ledger_if_any(context);
    let known = known_standards(ledger.as_ref());
    let mut checked = Vec::new();
    let mut failure = None;
    for file in &args.files {
        match find(file, ledger.as_ref()) {
            Ok(source) => checked.push(check(source, &known)),
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
    show(context, &checked)?;
    match failure {
        Some(kind) => Err(Failure::said(kind).into()),
        None => Ok(()),
    }
}

fn show(context: &Context, checked: &[(Source, Reading)]) -> Result<()> {
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
        return context.show_report(&report(&files));
    }
    for (source, reading) in checked {
        let all: Vec<&Diagnostic> = reading.diagnostics.iter().collect();
        let drawn = drawn(&all, &source.name, &reading.text, context.output.out);
        context.output.result(drawn.as_bytes())?;
        context.output.say(&verdict(source, reading));
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

/// Reads a source and checks it, also against the other standards that are known.
pub(super) fn check(source: Source, known: &[(Option<PathBuf>, StandardRef)]) -> (Source, Reading) {
    let mut reading = source.read();
    if let Some(standard) = &reading.standard {
        let own = source.path.as_deref().and_then(real);
        let others: Vec<StandardRef> = known
            .iter()
            .filter(|(path, _)| own.is_none() || *path != own)
            .map(|(_, reference)| reference.clone())
            .collect();
        let clashes = check_against_known(standard, &others);
        if !clashes.is_empty() {
            reading.standard = None;
            reading.diagnostics.splice(0..0, clashes);
        }
    }
    (source, reading)
}

/// The standards that come with the program, those of the ledger, and those that its visits were
/// scored with; each with its file where it may be edited.
pub(super) fn known_standards(ledger: Option<&Ledger>) -> Vec<(Option<PathBuf>, StandardRef)> {
    let reference =
        |stem: &str, bytes: &[u8]| Some(read_standard(stem, bytes).standard?.reference());
    let mut known: Vec<(Option<PathBuf>, StandardRef)> = built_in::ALL
        .iter()
        .filter_map(|one| Some((None, reference(one.id, one.yaml)?)))
        .collect();
    let Some(ledger) = ledger else { return known };
    for id in ledger.standards().unwrap_or_default() {
        let path = ledger.layout().standard(&id);
        let bytes = read_file(&path).unwrap_or_default();
        known.extend(reference(id.as_str(), &bytes).map(|one| (real(&path), one)));
    }
    let kept = ledger.known_standards().unwrap_or_default();
    known.extend(kept.into_iter().map(|one| (None, one)));
    known
}

fn real(path: &Path) -> Option<PathBuf> {
    path.canonicalize().ok()
}
