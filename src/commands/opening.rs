//! The ledger and the standard that a command works with: found, named aloud, and read.

use std::io::Read;
use std::path::Path;

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;
use crate::diagnostic::Diagnostic;
use crate::files::built_in;
use crate::files::fields::nearest;
use crate::files::standard_check::check_against_known;
use crate::files::standard_yaml::read_standard;
use crate::files::yaml::MOST_BYTES;
use crate::ledger::Ledger;
use crate::model::id::Id;
use crate::model::standard::{Standard, StandardRef};

/// A standard with its bytes, as they are kept beside the visits that use it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The standard.
    pub standard: Standard,
    /// Its file.
    pub bytes: Vec<u8>,
}

/// Loads the standard that is named: an id of the ledger, else of a built-in one, else a path.
pub fn load_standard(context: &Context, ledger: &Ledger, named: &str) -> Result<Loaded> {
    let (name, stem, bytes) = bytes_of(ledger, named)?;
    let reading = read_standard(&stem, &bytes);
    let mut problems = reading.diagnostics;
    if let Some(standard) = &reading.standard {
        problems.extend(check_against_known(standard, &ledger.known_standards()?));
    }
    problems.retain(Diagnostic::is_error);
    match reading.standard {
        Some(standard) if problems.is_empty() => Ok(Loaded { standard, bytes }),
        _ => {
            show_problems(context, &name, &reading.text, &problems);
            let n = problems.len();
            let errors = if n == 1 {
                "1 error".into()
            } else {
                format!("{n} errors")
            };
            Err(
                Failure::could_not(format!("the standard `{name}` cannot be used: {errors}"))
                    .hint("mend the file, then try again: `mystery standard check` shows the same")
                    .into(),
            )
        }
    }
}

/// The exact standard that a visit was begun with.
pub fn kept_standard(ledger: &Ledger, reference: &StandardRef) -> Result<Loaded> {
    let bytes = ledger.kept_standard(reference)?;
    of_kept(reference, bytes)
}

/// A kept copy, read.
pub fn of_kept(reference: &StandardRef, bytes: Vec<u8>) -> Result<Loaded> {
    let reading = read_standard(reference.id.as_str(), &bytes);
    let standard = reading.standard.ok_or_else(|| {
        Failure::could_not(format!(
            "the kept standard {} {} cannot be read by this version of the program",
            reference.id, reference.version
        ))
    })?;
    Ok(Loaded { standard, bytes })
}

/// True when the standard of this id in use now is not the one that was kept.
pub fn has_changed(ledger: &Ledger, reference: &StandardRef) -> Result<bool> {
    let built_in = || built_in::find(&reference.id).map(|found| found.yaml.to_vec());
    let current = ledger.standard(&reference.id)?.or_else(built_in);
    Ok(current
        .is_some_and(|bytes| crate::model::id::Fingerprint::of(&bytes) != reference.fingerprint))
}

/// The ids of all standards that can be named, the ledger's first.
pub fn known_ids(ledger: &Ledger) -> Result<Vec<String>> {
    let mut ids: Vec<String> = ledger
        .standards()?
        .iter()
        .map(ToString::to_string)
        .collect();
    for found in built_in::ALL {
        if !ids.iter().any(|id| id == found.id) {
            ids.push(found.id.into());
        }
    }
    Ok(ids)
}

/// Name for messages, stem for an id, and bytes.
fn bytes_of(ledger: &Ledger, named: &str) -> Result<(String, String, Vec<u8>)> {
    if let Some(id) = Id::new(named) {
        if let Some(bytes) = ledger.standard(&id)? {
            let path = crate::ledger::layout::shown(&ledger.layout().standard(&id));
            return Ok((path, named.into(), bytes));
        }
        if let Some(found) = built_in::find(&id) {
            return Ok((named.into(), named.into(), found.yaml.to_vec()));
        }
    }
    let path = Path::new(named);
    if path.is_file() {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        return Ok((named.into(), stem.into_owned(), read_file(path)?));
    }
    let ids = known_ids(ledger)?;
    let failure = Failure::usage(format!(
        "there is no standard `{named}`, and no file of that name"
    ));
    Err(match nearest(named, ids.iter().map(String::as_str)) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("`mystery standard list` shows them; your own is named by its file"),
    }
    .into())
}

/// Reads a YAML file; one byte more than is allowed tells that it is too big.
pub fn read_file(path: &Path) -> Result<Vec<u8>> {
    let cannot = |error| Failure::could_not(format!("cannot read `{}`: {error}", path.display()));
    let file = std::fs::File::open(path).map_err(cannot)?;
    read_all(file).map_err(|error| cannot(error).into())
}

/// As [`read_file`], from anything.
pub fn read_all(source: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Shows what is wrong with a file, each at its place.
pub fn show_problems(context: &Context, name: &str, text: &str, problems: &[Diagnostic]) {
    let _ = text;
    for problem in problems {
        let place = problem.span.map_or(name.to_owned(), |span| {
            format!("{name}:{}:{}", span.line, span.column)
        });
        let advice = problem
            .advice
            .as_ref()
            .map_or(String::new(), |advice| format!("; {advice}"));
        context.output.say(&format!(
            "{place}: {}[{}]: {}{advice}",
            problem.severity.name(),
            problem.code.id(),
            problem.message
        ));
    }
}
