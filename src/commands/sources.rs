//! The visits that a command works on, with their standards: those of the ledger, or of files and
//! folders that are named. What is damaged is said and left out.

mod shelf;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;

use self::shelf::Shelf;
use super::context::Context;
use super::failure::Failure;
use super::gathered::{Gathered, read_in_brief};
use super::watch::Watch;
use crate::analysis::whole::{Counted, sorted};
use crate::diagnostic::Diagnostic;
use crate::files::datapackage::{DATAPACKAGE, standards_listed};
use crate::files::visit_csv_read::ReadVisits;
use crate::ledger::Ledger;
use crate::ledger::bounded;
use crate::ledger::error::LedgerError;
use crate::ledger::layout::{PROGRAMME, names_in};
use crate::ledger::locate::locate;
use crate::ledger::problem::Problem;
use crate::ledger::scan;
use crate::model::brief::Roll;
use crate::model::id::Fingerprint;
use crate::model::programme::Programme;
use crate::model::standard::{Standard, StandardRef};
use crate::model::text::Language;
use crate::model::visit::Visit;

/// A standard with the bytes of its file.
#[derive(Clone, Debug)]
pub struct FoundStandard {
    /// The standard.
    pub standard: Standard,
    /// Its file, as it was.
    pub yaml: Vec<u8>,
}

/// Visits and the standards that they were scored with.
#[derive(Debug, Default)]
pub struct Sources {
    /// All visits, all revisions.
    pub visits: Vec<Visit>,
    /// Their standards, as far as found.
    pub standards: BTreeMap<Fingerprint, FoundStandard>,
    /// Standards that a ledger kept and that cannot be read, nor are found anywhere else.
    pub unreadable: Vec<StandardRef>,
    /// Whether a damaged visit was left out, or has no total for want of such a standard: the exit
    /// code is then 1.
    pub has_left_out: bool,
    /// The programme of the ledger that was located.
    pub programme: Programme,
    /// Where visits are gathered in brief.
    gathered: Option<Gathered>,
}

impl Sources {
    fn add(&mut self, visits: Vec<Visit>) {
        match &mut self.gathered {
            _ if visits.is_empty() => {}
            Some(gathered) => gathered.add_whole(visits),
            None => self.visits.extend(visits),
        }
    }

    /// The exact standard that is wanted, where it was found.
    pub fn standard(&self, wanted: &StandardRef) -> Option<&Standard> {
        let found = self.standards.get(&wanted.fingerprint);
        found.map(|found| &found.standard)
    }

    /// Those of the visits that count, whole.
    pub fn counted(&self) -> Counted<'_> {
        sorted(&self.visits, |wanted| self.standard(wanted))
    }

    /// The language of questions and labels: of `--lang`, else of the programme, else the own one
    /// of the standards, where they have the same.
    pub fn language(&self, context: &Context) -> Language {
        let mut own = self
            .standards
            .values()
            .filter_map(|found| found.standard.languages.first());
        let first = own.next();
        let own = first.filter(|first| own.all(|other| other == *first));
        let asked = context.language.as_ref();
        let usual = self.programme.defaults.language.as_ref();
        asked.or(usual).or(own).cloned().unwrap_or_default()
    }
}

/// Said to whoever types the name of a place where paths stand.
pub(super) const NO_NAMES: &str =
    "names of places are not typed here: the command alone takes all visits of the ledger";

/// As [`sources`], in brief: what comparisons of a million visits take.
pub fn sources_in_brief(
    context: &Context,
    paths: &[PathBuf],
    standard_files: &[PathBuf],
) -> Result<(Sources, Roll<'static>)> {
    let gathered = Gathered::default();
    let watch = Watch::begin(&gathered.progress);
    let found = Sources {
        gathered: Some(gathered),
        ..Sources::default()
    };
    let mut found = gather(context, paths, standard_files, found)?;
    drop(watch);
    let gathered = found.gathered.take().expect("put there above");
    Ok((found, gathered.roll()))
}

/// The visits of the ledger that is meant, or of the files and folders named; `-` is standard input.
/// Standards are looked for in `standard_files`, in the ledger, beside the files, and among those
/// built in.
pub fn sources(
    context: &Context,
    paths: &[PathBuf],
    standard_files: &[PathBuf],
) -> Result<Sources> {
    gather(context, paths, standard_files, Sources::default())
}

fn gather(
    context: &Context,
    paths: &[PathBuf],
    standard_files: &[PathBuf],
    mut found: Sources,
) -> Result<Sources> {
    let mut shelf = Shelf::default();
    for path in standard_files {
        shelf.take_named(path)?;
    }
    if paths.is_empty() {
        let ledger = context.open_ledger()?;
        found.programme = ledger.programme().clone();
        take_ledger(context, ledger, &mut found, &mut shelf)?;
    } else {
        // For names, the dialect and the standards kept there; visits in files do not need it.
        match Ledger::open(&locate(context.ledger.as_deref()).path) {
            Ok(ledger) => {
                found.programme = ledger.programme().clone();
                shelf.ledgers.push(ledger);
            }
            Err(error) => context.output.say(&format!("Not used: {error}.")),
        }
        for path in paths {
            take_path(context, path, &mut found, &mut shelf)?;
        }
    }
    let in_brief = found.gathered.iter().flat_map(|gathered| &gathered.visits);
    let in_brief = in_brief.map(|brief| &brief.facts.common.standard);
    let whole = found.visits.iter().map(|visit| &visit.facts.standard);
    let mut wanted: Vec<&StandardRef> = Vec::new();
    for one in whole.chain(in_brief) {
        if wanted.last() != Some(&one) && !wanted.contains(&one) {
            wanted.push(one);
        }
    }
    let mut unreadable = Vec::new();
    for wanted in wanted {
        if let Some(standard) = shelf.find(context, wanted) {
            found
                .standards
                .entry(wanted.fingerprint.clone())
                .or_insert(standard);
        } else if shelf.damaged.contains(&wanted.fingerprint) {
            unreadable.push(wanted.clone());
        }
    }
    found.has_left_out |= !unreadable.is_empty();
    found.unreadable = unreadable;
    Ok(found)
}

fn take_ledger(
    context: &Context,
    ledger: Ledger,
    found: &mut Sources,
    shelf: &mut Shelf,
) -> Result<()> {
    let problems = if let Some(gathered) = &mut found.gathered {
        gathered.add_ledger(&ledger)?
    } else {
        let visits = ledger.visits()?;
        found.add(visits.all.into_iter().map(|it| it.visit).collect());
        visits.problems
    };
    for problem in &problems {
        context.output.say(&problem.sentence());
    }
    found.has_left_out |= problems.iter().any(Problem::leaves_out);
    shelf.ledgers.push(ledger);
    Ok(())
}

fn take_path(context: &Context, path: &Path, found: &mut Sources, shelf: &mut Shelf) -> Result<()> {
    if path.as_os_str() == "-" {
        let read = match &mut found.gathered {
            Some(gathered) => {
                scan::copied(io::stdin().lock()).and_then(|copy| read_in_brief(gathered, copy))
            }
            None => scan::source(io::stdin().lock()),
        };
        let read = read
            .map_err(|error| Failure::could_not(format!("cannot read standard input: {error}")))?;
        return take_read(context, "standard input", read, found);
    }
    let is_missing = path
        .symlink_metadata()
        .is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    let name = path.to_string_lossy();
    // What has a separator or an ending is a path, and no name of a place.
    if is_missing && path.extension().is_none() && !name.contains(std::path::is_separator) {
        let failure = Failure::could_not(format!("there is no file or folder `{name}`"));
        return Err(failure.hint(NO_NAMES).into());
    }
    if !path.is_dir() {
        let read = read_file(path, found).map_err(LedgerError::io("read", path))?;
        shelf
            .folders
            .extend(path.parent().map(|folder| folder.join("standards")));
        return take_read(context, &path.display().to_string(), read, found);
    }
    if path.join(PROGRAMME).is_file() {
        return take_ledger(context, Ledger::open(path)?, found, shelf);
    }
    shelf.folders.push(path.join("standards"));
    let below = path.join("visits");
    let path = if below.is_dir() { &below } else { path };
    shelf.folders.push(path.join("standards"));
    let mut files: Vec<String> = names_in(path)?;
    files.retain(|name| {
        [".csv", ".csv.gz"]
            .iter()
            .any(|end| name.to_lowercase().ends_with(end))
            && !name.starts_with('.')
    });
    let is_export = bounded::description_file(&path.join(DATAPACKAGE))
        .is_ok_and(|bytes| standards_listed(&bytes).is_some());
    if is_export {
        // The other tables are made of this one.
        files.retain(|name| name == "answers.csv");
    }
    if files.is_empty() {
        let message = format!("there is no CSV file in `{}`", path.display());
        return Err(Failure::could_not(message).into());
    }
    for name in files {
        let path = path.join(name);
        let read = read_file(&path, found).map_err(LedgerError::io("read", &path))?;
        if say_problems(context, &path.display().to_string(), &read.problems) {
            context.output.say(&format!("Left out {}.", path.display()));
            found.has_left_out = true;
        } else {
            found.add(read.visits);
        }
    }
    Ok(())
}

/// The visits of a file that are not in brief yet, and what is to be said of it.
fn read_file(path: &Path, found: &mut Sources) -> io::Result<ReadVisits> {
    match &mut found.gathered {
        Some(gathered) if scan::is_gzip(path) => read_in_brief(gathered, scan::unpacked(path)?),
        Some(gathered) => read_in_brief(gathered, bounded::open_file(path)?),
        None => scan::file(path),
    }
}

/// A file that was named itself is taken whole or not at all.
fn take_read(context: &Context, name: &str, read: ReadVisits, found: &mut Sources) -> Result<()> {
    if say_problems(context, name, &read.problems) {
        return Err(Failure::could_not(format!(
            "nothing was taken from {name}: mend it and try again"
        ))
        .into());
    }
    found.add(read.visits);
    Ok(())
}

/// Says what is wrong with a file; true when any of it is an error.
fn say_problems(context: &Context, name: &str, problems: &[Diagnostic]) -> bool {
    for problem in problems {
        let place = problem.span.map_or(name.to_owned(), |span| {
            format!("{name}:{}:{}", span.line, span.column)
        });
        let advice = problem.advice.as_ref();
        let advice = advice.map_or(String::new(), |advice| format!("; {advice}"));
        let severity = problem.severity.name();
        context.output.say(&format!(
            "{place}: {severity} {}: {}{advice}",
            problem.code.id(),
            problem.message
        ));
    }
    crate::diagnostic::any_error(problems)
}
