//! The ledger and the standard that a command works with: found, named aloud, and read.

use std::path::Path;

use anyhow::Result;

use super::context::Context;
use super::failure::Failure;
use super::standard::known::{hold_against, known_standards};
use super::standard::source::{drawn, find};
use crate::diagnostic::Diagnostic;
use crate::files::built_in;
use crate::files::standard_yaml::read_standard;
use crate::ledger::Ledger;
use crate::model::standard::{Standard, StandardRef};
use crate::report::wording::counted;

/// What is said of a journal whose end was torn off.
pub const TORN: &str = "The last line of the journal was cut off while it was written; it had not been \
     acknowledged, and was dropped.";

/// A standard with its bytes, as they are kept beside the visits that use it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The standard.
    pub standard: Standard,
    /// Its file.
    pub bytes: Vec<u8>,
    /// How it is named on a command line: its id, or a path.
    pub named: String,
}

/// Loads the standard that is named: an id of the ledger, else of a built-in one, else a path.
pub fn load_standard(context: &Context, ledger: &Ledger, named: &str) -> Result<Loaded> {
    let source = find(Path::new(named), Some(ledger))?;
    let mut reading = source.read();
    // Only one of its own id could be taken for it: the others need not be read.
    let id = reading.standard.as_ref().map(|standard| &standard.id);
    let built_in = id.and_then(built_in::find).copied();
    let known = known_standards(built_in.as_slice(), Some(ledger));
    hold_against(&known, &source, &mut reading);
    let mut problems = reading.diagnostics;
    problems.retain(Diagnostic::is_error);
    match reading.standard {
        Some(standard) if problems.is_empty() => Ok(Loaded {
            standard,
            bytes: source.bytes,
            named: source.name,
        }),
        _ => {
            show_problems(context, &source.name, &reading.text, &problems);
            Err(Failure::could_not(format!(
                "the standard `{}` cannot be used: {}",
                source.name,
                counted(problems.len(), "error")
            ))
            .hint("mend the file, then try again")
            .into())
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
    let named = reference.id.to_string();
    Ok(Loaded {
        standard,
        bytes,
        named,
    })
}

/// Whether the standard of this id in use now is the one that was kept; `None` where none of this id is
/// in use.
pub fn is_in_use(ledger: &Ledger, reference: &StandardRef) -> Result<Option<bool>> {
    let built_in = || built_in::find(&reference.id).map(built_in::BuiltIn::yaml);
    let current = ledger.standard(&reference.id)?.or_else(built_in);
    Ok(current.map(|bytes| crate::model::id::Fingerprint::of(&bytes) == reference.fingerprint))
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

/// Shows what is wrong with a file, each at its place.
pub fn show_problems(context: &Context, name: &str, text: &str, problems: &[Diagnostic]) {
    let problems: Vec<&Diagnostic> = problems.iter().collect();
    let look = context.output.err;
    context
        .output
        .say_drawn(&drawn(&problems, name, text, look));
}
