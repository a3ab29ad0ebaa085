//! Discarding: a visit's files move to a dated bin, and a tombstone says so among the seals. Its
//! CSV goes first, by one rename; stopped behind that, the next writing command does the rest.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::Ledger;
use super::atomic;
use super::error::LedgerError;
use super::layout::{Layout, names_in, shown};
use super::seal;
use crate::files::seal_line::{Seal, Sealing};
use crate::model::moment::Moment;
use crate::model::visit::VisitId;

impl Ledger {
    /// Moves a finished visit or one in progress to the bin, and gives the bin's folder.
    pub fn discard(&self, id: &VisitId, at: Moment) -> Result<PathBuf, LedgerError> {
        let day = at.date();
        let _lock = self.lock()?;
        let (csv, open) = (self.layout.visit(id), self.layout.open_visit(id));
        let _visit_lock = if is_there(&open) {
            Some(self.lock_visit(id, std::time::Duration::ZERO)?)
        } else {
            None
        };
        if is_there(&csv) {
            self.move_to_bin(&csv, day)?;
            self.discard_rest_at(id, day, at)?;
        } else if is_there(&open) || self.is_sealed(id)? {
            self.discard_rest_at(id, day, at)?;
        } else {
            return Err(LedgerError::NoSuchVisit {
                text: id.to_string(),
                candidates: Vec::new(),
            });
        }
        Ok(self.layout.bin(day))
    }

    /// Brings a visit back from the bin.
    pub fn bring_back(&self, id: &VisitId) -> Result<(), LedgerError> {
        let _lock = self.lock()?;
        let Some(bin) = self.in_bin(id)? else {
            return self.take_back_tombstone(id);
        };
        let in_bin = bin_layout(&self.layout, &bin);
        let places = [
            self.layout.evidence_of(id),
            self.layout.journal(id),
            self.layout.open_visit(id),
            self.layout.visit(id),
        ];
        if let Some(taken) = places.iter().find(|place| place.symlink_metadata().is_ok()) {
            return Err(LedgerError::Exists {
                path: taken.clone(),
            });
        }
        // The seal comes first and the CSV last: stopped between them, the next writing command
        // takes it that the visit was to be discarded, and nothing counts that is not all there.
        self.seal_again(id)?;
        for place in places {
            let from = in_bin(&place);
            if from.symlink_metadata().is_ok() {
                self.layout
                    .make_folder(&self.disk, atomic::folder_of(&place))?;
                atomic::move_file(&self.disk, &from, &place)?;
            }
        }
        Ok(())
    }

    /// Brings back a visit whose file was gone when it was discarded: only its seal says so, and
    /// only when the file is back, as it was sealed, the seals say it again.
    fn take_back_tombstone(&self, id: &VisitId) -> Result<(), LedgerError> {
        let path = self.layout.visit(id);
        let chains = self.chains()?;
        let words = seal::by_visit(&chains);
        if !words.get(id).is_some_and(|word| word.is_discarded) {
            return Err(LedgerError::Refused(format!(
                "there is no visit `{id}` in the bin"
            )));
        }
        if !is_there(&path) {
            return Err(LedgerError::Refused(format!(
                "the file of `{id}` was gone already when it was discarded, so the bin does not have \
                 it: put `{}` back from a copy, then give this command again",
                shown(&path)
            )));
        }
        let hash = atomic::hash_of(&path)?;
        let mut seals = chains.iter().flat_map(|chain| &chain.seals);
        let is_as_sealed = |seal: &Seal| {
            seal.visit == *id
                && matches!(&seal.sealing, Sealing::Finished { csv, .. } if *csv == hash)
        };
        if !seals.any(is_as_sealed) {
            let why = "it is not the file that was sealed before the visit was discarded";
            return Err(LedgerError::damaged(&path, None, why));
        }
        // Its journal and evidence went to the bin without it.
        for bin in self.bins()? {
            let in_bin = bin_layout(&self.layout, &bin);
            for place in [self.layout.evidence_of(id), self.layout.journal(id)] {
                let from = in_bin(&place);
                if is_there(&from) && !is_there(&place) {
                    self.layout
                        .make_folder(&self.disk, atomic::folder_of(&place))?;
                    atomic::move_file(&self.disk, &from, &place)?;
                }
            }
        }
        self.seal_again(id)
    }

    /// The visits that only a seal names any more: discarded when their files were gone.
    pub fn tombstones(&self) -> Result<Vec<VisitId>, LedgerError> {
        let chains = self.chains()?;
        let words = seal::by_visit(&chains);
        let mut found = Vec::new();
        for (id, word) in words {
            if word.is_discarded && self.in_bin(&id)?.is_none() {
                found.push(id);
            }
        }
        Ok(found)
    }

    /// The visits in the bin, sorted.
    pub fn discarded(&self) -> Result<Vec<VisitId>, LedgerError> {
        let mut found = Vec::new();
        for bin in self.bins()? {
            for (folder, ending) in [(bin.clone(), ".csv"), (bin.join("open"), ".jsonl")] {
                let names = names_in(&folder)?;
                let ids = names.iter().filter_map(|name| name.strip_suffix(ending));
                found.extend(ids.filter_map(VisitId::new));
            }
        }
        found.sort();
        found.dedup();
        Ok(found)
    }

    /// The newest bin that a visit is in.
    pub fn in_bin(&self, id: &VisitId) -> Result<Option<PathBuf>, LedgerError> {
        Ok(self.bins()?.into_iter().rev().find(|bin| {
            let in_bin = bin_layout(&self.layout, bin);
            is_there(&in_bin(&self.layout.visit(id)))
                || is_there(&in_bin(&self.layout.open_visit(id)))
        }))
    }

    /// Every file and folder of a visit in any bin; what makes it known to be in the bin comes last, its
    /// CSV or the journal of one in progress: stopped before that, nothing is left that no command finds.
    pub(super) fn in_bins(&self, id: &VisitId) -> Result<Vec<PathBuf>, LedgerError> {
        let mut found = Vec::new();
        for bin in self.bins()? {
            let in_bin = bin_layout(&self.layout, &bin);
            let places = [
                self.layout.evidence_of(id),
                self.layout.journal(id),
                self.layout.open_visit(id),
                self.layout.visit(id),
            ];
            let places = places.iter();
            found.extend(places.map(|it| in_bin(it)).filter(|it| is_there(it)));
        }
        Ok(found)
    }

    /// The bin of each day, the oldest first.
    pub(super) fn bins(&self) -> Result<Vec<PathBuf>, LedgerError> {
        let names = names_in(&self.layout.bins())?;
        let bins = names.iter().map(|name| self.layout.bins().join(name));
        Ok(bins.filter(|bin| bin.is_dir()).collect())
    }

    /// Visits whose CSV is in the bin, or whose journal of a visit in progress, and of which the rest is
    /// not, or the seals do not say so yet.
    pub(super) fn half_discarded(&self) -> Result<Vec<(VisitId, NaiveDate)>, LedgerError> {
        let mut found = Vec::new();
        let days = names_in(&self.layout.bins())?;
        if days.is_empty() {
            return Ok(found);
        }
        let mut in_bins = Vec::new();
        for day in days {
            if !self.layout.bins().join(&day).is_dir() {
                continue;
            }
            let Ok(date) = NaiveDate::parse_from_str(&day, "%Y-%m-%d") else {
                continue;
            };
            let bin = self.layout.bin(date);
            for (folder, ending) in [(bin.clone(), ".csv"), (bin.join("open"), ".jsonl")] {
                let names = names_in(&folder)?;
                let ids = names.iter().filter_map(|name| name.strip_suffix(ending));
                in_bins.extend(ids.filter_map(VisitId::new).map(|id| (id, date)));
            }
        }
        let ids = in_bins.iter().map(|(id, _)| id.as_str()).collect();
        let words = seal::by_visit(&self.chains_naming(&ids)?);
        for (id, date) in in_bins {
            let is_sealed = words
                .get(&id)
                .is_some_and(|word| !word.finished.is_empty() && !word.is_discarded);
            let is_half = is_sealed || self.beside_csv(&id).iter().any(|it| is_there(it));
            if is_half && !is_there(&self.layout.visit(&id)) {
                found.push((id, date));
            }
        }
        Ok(found)
    }

    /// What is left to do for a visit whose CSV is in the bin; the ledger's lock is held.
    pub(super) fn discard_rest(&self, id: &VisitId, day: NaiveDate) -> Result<(), LedgerError> {
        let midnight = day
            .and_hms_opt(0, 0, 0)
            .expect("every day has a midnight")
            .and_utc();
        self.discard_rest_at(id, day, Moment::new(midnight.fixed_offset()))
    }

    /// The journal that is still among the open ones goes first: it could put the visit away again.
    fn discard_rest_at(&self, id: &VisitId, day: NaiveDate, at: Moment) -> Result<(), LedgerError> {
        for place in self.beside_csv(id) {
            self.move_to_bin(&place, day)?;
        }
        if self.is_sealed(id)? {
            let at = at.to_string();
            self.append_seal(id, Sealing::Discarded { at })?;
        }
        Ok(())
    }

    /// Where the files of a visit are beside its CSV.
    fn beside_csv(&self, id: &VisitId) -> [PathBuf; 3] {
        [
            self.layout.open_visit(id),
            self.layout.journal(id),
            self.layout.evidence_of(id),
        ]
    }

    /// True when a seal says that the visit was put away, and none that it was discarded.
    fn is_sealed(&self, id: &VisitId) -> Result<bool, LedgerError> {
        let words = seal::by_visit(&self.chains()?);
        let word = words.get(id);
        Ok(word.is_some_and(|word| !word.finished.is_empty() && !word.is_discarded))
    }

    /// Moves a file or folder, where it is there, to the same place in the bin.
    fn move_to_bin(&self, from: &Path, day: NaiveDate) -> Result<(), LedgerError> {
        if from.symlink_metadata().is_err() {
            return Ok(());
        }
        let bin = self.layout.bin(day);
        let to = bin_layout(&self.layout, &bin)(from);
        self.layout
            .make_folder(&self.disk, atomic::folder_of(&to))?;
        atomic::move_file(&self.disk, from, &to)
    }

    /// Says again what was last said of a visit before it was discarded; the ledger's lock is held.
    fn seal_again(&self, id: &VisitId) -> Result<(), LedgerError> {
        let chains = self.chains()?;
        let seals = chains.iter().flat_map(|chain| &chain.seals);
        let is_finish =
            |seal: &&Seal| seal.visit == *id && matches!(seal.sealing, Sealing::Finished { .. });
        // What was sealed before words of it were erased is no more.
        match seals.filter(is_finish).max_by_key(|seal| seal.is_erased()) {
            Some(seal) => self.append_seal(id, seal.sealing.clone()).map(drop),
            None => Ok(()),
        }
    }
}

pub(super) fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Where a path of the ledger is in a bin.
fn bin_layout(layout: &Layout, bin: &Path) -> impl Fn(&Path) -> PathBuf + use<> {
    let (visits, bin) = (layout.visits(), bin.to_owned());
    move |path| {
        let below = path
            .strip_prefix(&visits)
            .expect("what is discarded lies below the visits");
        bin.join(below)
    }
}
