//! Erasing: words and codes are taken out of files that nothing else may change. What is to be done is
//! kept first and deleted last, so that the next writing command completes what was broken off. New
//! seals say that something was erased; those before stay in the chain, and hold hashes, but the oldest
//! ones hold paths of evidence too, which stay.

use std::collections::BTreeSet;

use super::atomic;
use super::bounded;
use super::disk::Readers;
use super::erase_plan::{Plan, Rewrite};
use super::error::LedgerError;
use super::finish::Unfinished;
use super::lock::Lock;
use super::problem::{Problem, ProblemKind};
use super::{Ledger, draws};
use crate::files::erasure_json::{erasure_json, read_erasure_json};
use crate::model::erasure::Erasure;
use crate::model::moment::Moment;
use crate::model::visit::VisitId;

/// What is erased, or would be.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Erased {
    /// The visits, revision by revision, that something is taken out of.
    pub visits: Vec<VisitId>,
    /// Those in the bin, which are deleted.
    pub deleted: Vec<VisitId>,
    /// How many files of evidence are deleted.
    pub n_evidence: usize,
    /// How many decisions something is taken out of.
    pub n_actions: usize,
}

impl Erased {
    /// True where there is nothing to erase.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl Ledger {
    /// A code that stands in the place of an auditor's, and that nobody here has.
    pub fn fresh_auditor(&self, seed: u64) -> Result<String, LedgerError> {
        let visits = self.visits()?;
        let taken: BTreeSet<&str> = (visits.all.iter())
            .map(|finished| finished.visit.facts.auditor.as_str())
            .collect();
        let mut codes = draws(seed).map(|draw| format!("erased-{draw}"));
        let fresh = codes.find(|code| !taken.contains(code.as_str()));
        Ok(fresh.expect("draws never end"))
    }

    /// What would be erased. Changes nothing; fails where a file cannot be looked into.
    pub fn to_be_erased(&self, erasure: &Erasure) -> Result<Erased, LedgerError> {
        self.erase_plan(erasure).map(|plan| plan.summary())
    }

    /// Erases. Fails before anything is changed where a file cannot be looked into, and where somebody is
    /// in a visit that is to be changed.
    pub fn erase(&self, erasure: &Erasure, at: Moment) -> Result<Erased, LedgerError> {
        self.erase_rest()?;
        let _lock = self.lock()?;
        let locks = self.lock_all(&self.erase_plan(erasure)?)?;
        let intent = erasure_json(erasure, at);
        let path = self.layout.erasing();
        atomic::replace(&self.disk, &path, intent.as_bytes(), Readers::Owner)?;
        self.carry_out(erasure, at, &locks)
    }

    /// Completes what was to be erased and was broken off.
    pub(super) fn erase_rest(&self) -> Result<(), LedgerError> {
        let path = self.layout.erasing();
        if path.symlink_metadata().is_err() {
            return Ok(());
        }
        let _lock = self.lock()?;
        let bytes = match bounded::lines_file(&path) {
            // Another program has just completed it.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            bytes => bytes.map_err(LedgerError::io("read", &path))?,
        };
        let (erasure, at) =
            read_erasure_json(&bytes).map_err(|why| LedgerError::damaged(&path, None, why))?;
        let locks = self.lock_all(&self.erase_plan(&erasure)?)?;
        self.carry_out(&erasure, at, &locks).map(drop)
    }

    /// What is said of an erasure that is under way or was broken off.
    pub(super) fn half_erased(&self) -> Option<Problem> {
        let path = self.layout.erasing();
        path.symlink_metadata().is_ok().then(|| Problem {
            kind: ProblemKind::HalfDone,
            path,
            line: None,
            why: "something is being erased; where that was broken off, the next command that writes completes it".into(),
        })
    }

    /// The locks of the visits in progress that are to be changed.
    fn lock_all(&self, plan: &Plan) -> Result<Vec<Lock>, LedgerError> {
        let open = plan.rewrites.iter().filter(|it| it.is_open);
        open.map(|it| self.lock_visit(&it.id, std::time::Duration::ZERO))
            .collect()
    }

    /// Every step may be done again; the ledger's lock and those of the visits in progress are held.
    fn carry_out(
        &self,
        erasure: &Erasure,
        at: Moment,
        _locks: &[Lock],
    ) -> Result<Erased, LedgerError> {
        let plan = self.erase_plan(erasure)?;
        // Before the records that say which files these are.
        for path in &plan.evidence {
            self.delete(path)?;
        }
        // The last revision first: what stands for the words of one is known from those before it.
        for rewrite in plan.rewrites.iter().rev() {
            self.rewrite(rewrite, at)?;
        }
        for place in &plan.in_bins {
            self.delete(place)?;
        }
        for (path, bytes) in &plan.actions {
            atomic::replace(&self.disk, path, bytes, Readers::Owner)?;
        }
        // What killed programs left half written may hold it too. Nobody else is writing here: whoever begins
        // a visit waits for the ledger's lock.
        Self::sweep(&self.layout.visits(), Unfinished::All);
        Self::sweep(&self.layout.journals(), Unfinished::All);
        Self::sweep(&self.layout.open_visits(), Unfinished::All);
        self.forget()?;
        self.delete(&self.layout.erasing())?;
        Ok(plan.summary())
    }

    /// The seal comes first: it names what is to be there. The journal comes last: which words are
    /// different ones is known from it.
    fn rewrite(&self, rewrite: &Rewrite, at: Moment) -> Result<(), LedgerError> {
        if let Some(sealing) = rewrite.sealing(at) {
            self.append_seal(&rewrite.id, sealing)?;
        }
        let csv = self.layout.visit(&rewrite.id);
        let journal = if rewrite.is_open {
            self.layout.open_visit(&rewrite.id)
        } else {
            self.layout.journal(&rewrite.id)
        };
        for (path, file) in [(csv, &rewrite.csv), (journal, &rewrite.journal)] {
            if let Some(file) = file.as_ref().filter(|file| file.is_changed) {
                atomic::replace(&self.disk, &path, &file.bytes, Readers::Owner)?;
            }
        }
        Ok(())
    }

    fn delete(&self, path: &std::path::Path) -> Result<(), LedgerError> {
        self.disk
            .remove(path)
            .and_then(|()| self.disk.sync_folder(atomic::folder_of(path)))
            .map_err(LedgerError::io("delete", path))
    }
}
