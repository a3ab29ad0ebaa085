//! What there is of a revision before words are taken out of it, held against its seals: what was changed
//! or lost since it was sealed is never sealed again as good.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Ledger;
use super::atomic::hash_of;
use super::bounded;
use super::discard::is_there;
use super::erase_plan::has_text;
use super::error::LedgerError;
use super::journal::JournalText;
use super::scan::each::Whole;
use super::seal::{self, RowsWord, Word};
use super::visits::{Problem, finished_visit};
use crate::files::erasure_json::read_erasure_json;
use crate::files::seal_line::Sealing;
use crate::model::erasure::Erasure;
use crate::model::event::Entry;
use crate::model::visit::{Visit, VisitId};

/// What there is of a revision of a visit: of each of its files what it holds, or why that is not to be
/// trusted; nothing where there is none.
pub(super) struct Found {
    csv: Option<Result<Visit, LedgerError>>,
    journal: Option<Result<JournalText, LedgerError>>,
    is_open: bool,
}

impl Found {
    /// Its rows, where they are sound.
    pub(super) fn visit(&self) -> Option<&Visit> {
        self.csv.as_ref()?.as_ref().ok()
    }

    /// Its journal, where that is sound.
    pub(super) fn journal(&self) -> Option<&JournalText> {
        self.journal.as_ref()?.as_ref().ok()
    }

    /// The events of its journal.
    pub(super) fn entries(&self) -> &[Entry] {
        self.journal().map_or(&[], |journal| &journal.entries)
    }

    /// True where its journal is among those in progress.
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Itself. Fails where one of its files is not as it was sealed, or not all there.
    pub(super) fn sound(self) -> Result<Self, LedgerError> {
        Ok(Self {
            csv: self.csv.transpose()?.map(Ok),
            journal: self.journal.transpose()?.map(Ok),
            is_open: self.is_open,
        })
    }
}

impl Ledger {
    /// What the seals of all devices say of the visits. Of what is being erased, they name what it was
    /// before too: each file may be one or the other.
    pub(super) fn sealed_before_erasing(&self) -> Result<BTreeMap<VisitId, Word>, LedgerError> {
        let chains = self.chains()?;
        let mut words = seal::by_visit(&chains);
        let intent = bounded::lines_file(&self.layout.erasing()).unwrap_or_default();
        let Ok((_, at)) = read_erasure_json(&intent) else {
            return Ok(words);
        };
        let at = Some(at.to_string());
        for (id, word) in &mut words {
            let is_begun = |sealing: &Sealing| matches!(sealing, Sealing::Finished { erased, .. } if *erased == at);
            if !word.finished.iter().any(|seal| is_begun(&seal.sealing)) {
                continue;
            }
            let before = chains.iter().filter_map(|chain| {
                let mut of_visit = chain.whole_seals().rev().filter(|seal| seal.visit == *id);
                let last = of_visit.next()?;
                if is_begun(&last.sealing) {
                    of_visit.find(|seal| matches!(seal.sealing, Sealing::Finished { .. }))
                } else {
                    Some(last)
                }
            });
            // In front: the last of them is what is to be.
            word.finished.splice(0..0, before.cloned());
        }
        Ok(words)
    }

    /// What there is of a revision. Fails where a file is not sound and may hold what is to be erased.
    pub(super) fn found(
        &self,
        erasure: &Erasure,
        id: &VisitId,
        word: Option<&Word>,
    ) -> Result<Found, LedgerError> {
        let csv = self.layout.visit(id);
        let mut journal = self.layout.journal(id);
        let is_open = !is_there(&journal);
        if is_open {
            journal = self.layout.open_visit(id);
        }
        let is_sealed = word.is_some_and(|word| !word.finished.is_empty() && !word.is_discarded)
            && self.in_bin(id)?.is_none();
        // What is gone may come back, from a copy or another device, with all that was to be erased.
        let gone = |path: &Path, which: &str| {
            let why = format!(
                "a seal names this visit, and its {which} is gone; put it back from a copy, or let the visit \
                 go as a whole: mystery discard"
            );
            unsound(path, None, &why)
        };
        let found = Found {
            csv: match is_there(&csv) {
                true => Some(self.sound_visit(&csv, id, word)),
                false if is_sealed => Some(Err(gone(&csv, "file"))),
                false => None,
            },
            journal: match is_there(&journal) {
                true => Some(sound_journal(&journal, word)),
                false if is_sealed => Some(Err(gone(&self.layout.journal(id), "journal"))),
                false => None,
            },
            is_open,
        };
        let may_hold = |path: &PathBuf| match erasure {
            Erasure::Words { .. } => true,
            Erasure::Auditor { code, .. } => is_there(path) && has_text(path, code),
        };
        let is_unsound = matches!(found.csv, Some(Err(_))) && may_hold(&csv)
            || matches!(found.journal, Some(Err(_))) && may_hold(&journal);
        if is_unsound { found.sound() } else { Ok(found) }
    }

    /// The rows of a visit, as they count.
    fn sound_visit(
        &self,
        path: &Path,
        id: &VisitId,
        word: Option<&Word>,
    ) -> Result<Visit, LedgerError> {
        let word = word.map(|word| RowsWord::of(&word.finished, word.is_discarded));
        let finished = finished_visit(&mut Whole, path, id, word.as_ref())
            .and_then(|it| self.check_whole(&Whole, it));
        let finished =
            finished.map_err(|problem: Problem| unsound(path, problem.line, &problem.why));
        finished.map(|it| it.visit)
    }
}

/// A journal, as it was sealed where it was.
fn sound_journal(path: &Path, word: Option<&Word>) -> Result<JournalText, LedgerError> {
    let text = JournalText::read(path)?;
    let seals = word.map_or(&[][..], |word| &word.finished);
    let hash = hash_of(path)?;
    let is_sealed_so = |sealing: &Sealing| matches!(sealing, Sealing::Finished { journal, .. } if *journal == hash);
    if seals.is_empty() || seals.iter().any(|seal| is_sealed_so(&seal.sealing)) {
        return Ok(text);
    }
    Err(unsound(path, None, "it was changed after it was sealed"))
}

fn unsound(path: &Path, line: Option<usize>, why: &str) -> LedgerError {
    LedgerError::damaged(
        path,
        line,
        format!("{why}; to see all that is wrong: mystery verify"),
    )
}
