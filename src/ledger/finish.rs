//! Finishing a visit, step by step, so that each step may be done again: the finish event, the
//! standard's copy, the CSV, the seal, and last the journal. Stopped anywhere, a finish event still
//! among the open visits is what the next writing command completes.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Ledger;
use super::atomic;
use super::bounded;
use super::error::LedgerError;
use super::journal::JournalText;
use super::layout::names_in;
use super::lock::Lock;
use super::open_visit::OpenVisit;
use super::standards::visit_from;
use super::stray::is_unfinished;
use crate::files::seal_line::{Seal, Sealing};
use crate::files::visit_csv::visit_csv;
use crate::model::event::Event;
use crate::model::id::sha256;
use crate::model::moment::Moment;
use crate::model::visit::{Visit, VisitId};

/// So old an unfinished file is nobody's any more.
const OLD: Duration = Duration::from_secs(3600);

/// Which unfinished files are taken away.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unfinished {
    /// Those that are surely nobody's.
    Old,
    /// All, where nobody else can be writing.
    All,
}

/// What was left to do, and is done.
#[derive(Default, Debug)]
pub struct Completed {
    /// The visits that were put away.
    pub visits: Vec<VisitId>,
    /// The corrections that were broken off, and are taken away.
    pub swept: Vec<VisitId>,
    /// Why others could not be; they stay as they are.
    pub problems: Vec<LedgerError>,
}

/// A visit that was put away.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finished {
    /// Where its rows are.
    pub csv: PathBuf,
    /// Its seal.
    pub seal: Seal,
}

impl Ledger {
    /// Puts a finished visit away. `visit` is what the events of `open` come to.
    pub fn finish(
        &self,
        mut open: OpenVisit,
        visit: &Visit,
        at: Moment,
    ) -> Result<Finished, LedgerError> {
        if !open.is_finished() {
            open.keep(at, Event::Finished)?;
        }
        let before = self.remembered();
        let lock = self.lock()?;
        // The lock of the visit itself is held by `open` until the end.
        let finished = self.put_away(visit)?;
        // Its file goes, which changes the folder.
        drop(lock);
        if visit.facts.id.revision() == 1 {
            let n_sealed = finished.seal.line().len() as u64;
            self.remember_too(before, &visit.facts, n_sealed);
        }
        Ok(finished)
    }

    /// Does what earlier runs began and could not end: puts finished visits away, and notes what was
    /// discarded. Every command that writes calls it first, and says what it gives. Visits that
    /// somebody is in are left alone.
    pub fn complete_half_done(&self) -> Result<Completed, LedgerError> {
        let mut completed = Completed::default();
        Self::sweep(&self.layout.open_visits(), Unfinished::Old);
        Self::sweep(&self.layout.kept_standards(), Unfinished::Old);
        self.sweep_corrections(&mut completed)?;
        if let Err(error) = self.erase_rest() {
            completed.problems.push(error);
        }
        if self.half_done()?.is_empty() && self.half_discarded()?.is_empty() {
            return Ok(completed);
        }
        let _lock = self.lock()?;
        // Looked at again: another program may have done it while the lock was waited for.
        for (id, day) in self.half_discarded()? {
            if let Err(error) = self.discard_rest(&id, day) {
                completed.problems.push(error);
            }
        }
        for id in self.half_done()? {
            let Ok(_visit_lock) = self.lock_visit(&id, Duration::ZERO) else {
                continue;
            };
            if !self.layout.open_visit(&id).is_file() {
                continue; // whoever was in it has just put it away
            }
            match self.complete(&id) {
                Ok(()) => completed.visits.push(id),
                Err(error) => completed.problems.push(error),
            }
        }
        Ok(completed)
    }

    /// Takes away what programs that were killed left half written.
    pub(super) fn sweep(folder: &Path, which: Unfinished) {
        let names = names_in(folder).unwrap_or_default();
        let of_ours = names.iter().filter(|name| is_unfinished(name));
        for path in of_ours.map(|name| folder.join(name)) {
            let age = path
                .metadata()
                .and_then(|it| it.modified())
                .map(|it| it.elapsed());
            let is_old = matches!(age, Ok(Ok(age)) if age > OLD);
            if is_old || which == Unfinished::All {
                let _ = std::fs::remove_file(path);
            }
        }
    }

    /// Takes away corrections that were broken off, with the evidence copied for them. A correction
    /// is written at once, so nobody was ever told that it is kept; half of it must not stay in the
    /// way of the next.
    fn sweep_corrections(&self, completed: &mut Completed) -> Result<(), LedgerError> {
        let is_broken_off =
            |path: &Path| JournalText::read(path).is_ok_and(|it| it.is_broken_off());
        for name in names_in(&self.layout.open_visits())? {
            let Some(id) = name.strip_suffix(".jsonl").and_then(VisitId::new) else {
                continue;
            };
            let path = self.layout.open_visit(&id);
            if id.revision() < 2 || !is_broken_off(&path) {
                continue;
            }
            let Ok(_visit_lock) = self.lock_visit(&id, Duration::ZERO) else {
                continue;
            };
            // Looked at again: whoever was writing it may have ended meanwhile.
            if !is_broken_off(&path) {
                continue;
            }
            // The journal last: as long as it is there, the next command knows what else is to go.
            for place in [self.layout.evidence_of(&id), path] {
                if place.symlink_metadata().is_ok() {
                    let removed = self.disk.remove(&place);
                    removed.map_err(LedgerError::io("remove", &place))?;
                }
            }
            completed.swept.push(id);
        }
        Ok(())
    }

    fn complete(&self, id: &VisitId) -> Result<(), LedgerError> {
        let path = self.layout.open_visit(id);
        let text = JournalText::read(&path)?;
        let yaml = self.kept_standard(&text.facts().standard)?;
        let visit = visit_from(&yaml, &text.entries)
            .map_err(|why| LedgerError::damaged(&path, None, why))?;
        self.put_away(&visit).map(drop)
    }

    /// The visits that are finished and not yet put away. Unreadable ones are not among them.
    pub fn half_done(&self) -> Result<Vec<VisitId>, LedgerError> {
        let names = names_in(&self.layout.open_visits())?;
        let ids = names
            .iter()
            .filter_map(|name| VisitId::new(name.strip_suffix(".jsonl")?));
        let is_half_done = |id: &VisitId| {
            JournalText::read(&self.layout.open_visit(id)).is_ok_and(|text| text.is_finished())
        };
        Ok(ids.filter(is_half_done).collect())
    }

    /// The lock of the whole ledger, held only for moments.
    pub(super) fn lock(&self) -> Result<Lock, LedgerError> {
        self.layout.make_folder(&self.disk, &self.layout.visits())?;
        let lock = Lock::take(&self.layout.lock(), "the ledger", self.patience)?;
        // Only now: of a hundred thousand visits the names alone take longer than a visit's start.
        Self::sweep(&self.layout.visits(), Unfinished::Old);
        Ok(lock)
    }

    /// The steps behind the finish event; both locks are held.
    fn put_away(&self, visit: &Visit) -> Result<Finished, LedgerError> {
        let id = &visit.facts.id;
        let open = self.layout.open_visit(id);
        let journal = bounded::lines_file(&open).map_err(LedgerError::io("read", &open))?;
        // Before anything is written: a visit that could not be sealed would be there half.
        self.own_chain()?;
        // Fails where the copy is gone: the CSV would name a standard that nobody can find.
        self.kept_standard(&visit.facts.standard)?;

        let to = self.layout.journal(id);
        if to.symlink_metadata().is_ok() && atomic::hash_of(&to)? != sha256(&journal) {
            return Err(LedgerError::Exists { path: to });
        }

        let csv = visit_csv(visit);
        let path = self.layout.visit(id);
        atomic::write_new(&self.disk, &path, &csv)?;

        let sealing = Sealing::Finished {
            csv: sha256(&csv),
            journal: sha256(&journal),
            evidence: self.evidence_hashes(visit)?,
            erased: None,
        };
        let seal = self.append_seal(id, sealing)?;

        self.layout
            .make_folder(&self.disk, &self.layout.journals())?;
        atomic::move_file(&self.disk, &open, &to)?;
        Ok(Finished { csv: path, seal })
    }
}
