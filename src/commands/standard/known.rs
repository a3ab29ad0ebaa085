//! Which standards are in use, and whether one would pass for another: the one rule for checking and
//! for visiting alike.

use std::path::{Path, PathBuf};

use super::source::Source;
use crate::files::built_in::BuiltIn;
use crate::files::standard_check::check_against_known;
use crate::files::standard_yaml::{Reading, read_standard};
use crate::ledger::Ledger;
use crate::ledger::bounded::yaml_file;
use crate::model::standard::StandardRef;

/// A standard in use, with its file where it may be edited.
pub(in crate::commands) type Known = (Option<PathBuf>, StandardRef);

/// Reads a source and checks it, also against the other standards that are known.
pub(in crate::commands) fn check(source: Source, known: &[Known]) -> (Source, Reading) {
    let mut reading = source.read();
    hold_against(known, &source, &mut reading);
    (source, reading)
}

/// Refuses a standard that would pass for one of those that are known.
pub(in crate::commands) fn hold_against(known: &[Known], source: &Source, reading: &mut Reading) {
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
}

/// Some of the standards that come with the program, those of the ledger, and those that its visits
/// were scored with; each with its file where it may be edited.
pub(in crate::commands) fn known_standards(
    built_in: &[BuiltIn],
    ledger: Option<&Ledger>,
) -> Vec<Known> {
    let reference =
        |stem: &str, bytes: &[u8]| Some(read_standard(stem, bytes).standard?.reference());
    let mut known: Vec<Known> = built_in
        .iter()
        .filter_map(|one| Some((None, reference(one.id, &one.yaml())?)))
        .collect();
    let Some(ledger) = ledger else { return known };
    for id in ledger.standards().unwrap_or_default() {
        let path = ledger.layout().standard(&id);
        let bytes = yaml_file(&path).unwrap_or_default();
        known.extend(reference(id.as_str(), &bytes).map(|one| (real(&path), one)));
    }
    let kept = ledger.known_standards().unwrap_or_default();
    known.extend(kept.into_iter().map(|one| (None, one)));
    known
}

/// A source as one that others must not clash with.
pub(super) fn known_source(source: &Source) -> Option<Known> {
    let path = source.path.as_deref().and_then(real);
    Some((path, source.read().standard?.reference()))
}

fn real(path: &Path) -> Option<PathBuf> {
    path.canonicalize().ok()
}
