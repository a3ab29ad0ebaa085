//! Purging: the files of visits are deleted, from their places and from the bin. Their seals stay, with
//! a tombstone behind them, so that the chain holds: it knows hashes and ids, and no word of a visit.

use std::time::Duration;

use super::Ledger;
use super::error::LedgerError;
use crate::model::moment::Moment;
use crate::model::visit::VisitId;

impl Ledger {
    /// Deletes a visit for good: one that counts, one in progress, or one in the bin.
    pub fn purge(&self, id: &VisitId, at: Moment) -> Result<(), LedgerError> {
        // By way of the bin: stopped anywhere, the next writing command knows what was meant.
        match self.discard(id, at) {
            Ok(_) | Err(LedgerError::NoSuchVisit { .. }) => {}
            Err(error) => return Err(error),
        }
        let _lock = self.lock()?;
        if self.layout.open_lock(id).symlink_metadata().is_ok() {
            // Left by a program that was killed; its name alone says who was visited.
            drop(self.lock_visit(id, Duration::ZERO)?);
        }
        for place in self.in_bins(id)? {
            self.disk
                .remove(&place)
                .and_then(|()| self.disk.sync_folder(super::atomic::folder_of(&place)))
                .map_err(LedgerError::io("delete", &place))?;
        }
        self.forget()
    }
}
