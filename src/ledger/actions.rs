//! What was decided, kept in `actions/<device>.jsonl`: each device appends to its own file alone, and
//! nothing that stands there is changed.

use std::collections::BTreeSet;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::Ledger;
use super::bounded;
use super::disk::private_options;
use super::error::LedgerError;
use super::layout::{names_in, refuse_link};
use super::seal::device_of;
use crate::files::action_line::{action_line, read_action_line};
use crate::model::action::{Action, ActionEvent};

impl Ledger {
    /// All that was decided, the oldest first, each with the visit that closed it.
    pub fn actions(&self) -> Result<Vec<Action>, LedgerError> {
        let mut actions: Vec<Action> = Vec::new();
        let mut closed = Vec::new();
        for name in names_in(&self.layout.actions())? {
            if device_of(&name).is_none() {
                continue;
            }
            let path = self.layout.actions().join(&name);
            let bytes = bounded::lines_file(&path).map_err(LedgerError::io("read", &path))?;
            let text = String::from_utf8_lossy(&bytes);
            // A last line that was never wholly written was never acknowledged.
            let whole = text.rfind('\n').map_or("", |end| &text[..=end]);
            for (n, line) in whole.lines().enumerate() {
                match read_action_line(line) {
                    Ok(ActionEvent::Added(action)) => actions.push(action),
                    Ok(ActionEvent::Closed { id, visit, .. }) => closed.push((id, visit)),
                    Err(why) => return Err(LedgerError::damaged(&path, Some(n + 1), why)),
                }
            }
        }
        for (id, visit) in closed {
            for action in actions.iter_mut().filter(|action| action.id == id) {
                action.shown_by = Some(visit.clone());
            }
        }
        actions.sort_by_key(|action| (action.at, action.id.clone()));
        Ok(actions)
    }

    /// A name for a new action that none here has yet.
    pub fn fresh_action(&self, seed: u64) -> Result<String, LedgerError> {
        let taken: BTreeSet<String> = self.actions()?.into_iter().map(|it| it.id).collect();
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        loop {
            let bits = chance.next_u32();
            let letter =
                |n: u32| b"abcdefghijklmnopqrstuvwxyz234567"[(bits >> (5 * n)) as usize & 31];
            let id: String = (0..4).map(|n| char::from(letter(n))).collect();
            if !taken.contains(&id) {
                return Ok(id);
            }
        }
    }

    /// Appends to this device's own file, and brings it to the disk.
    pub fn keep_action(&self, event: &ActionEvent) -> Result<(), LedgerError> {
        let _lock = self.lock()?;
        self.layout
            .make_folder(&self.disk, &self.layout.actions())?;
        let path = self.layout.actions_of(&self.device);
        refuse_link(&path)?;
        let append = || {
            let is_new = !path.exists();
            let mut file = if is_new {
                self.disk.create_new(&path)?
            } else {
                private_options().open(&path)?
            };
            let bytes = bounded::lines_file(&path)?;
            let end = bytes.iter().rposition(|byte| *byte == b'\n');
            let whole = end.map_or(0, |end| end + 1) as u64;
            if whole < bytes.len() as u64 {
                self.disk.cut(&file, &path, whole)?;
            }
            let line = action_line(event);
            let written = self
                .disk
                .append(&mut file, &path, line.as_bytes())
                .and_then(|()| self.disk.sync(&file, &path));
            if let Err(error) = written {
                let _ = self.disk.cut(&file, &path, whole);
                return Err(error);
            }
            if is_new {
                self.disk.sync_folder(super::atomic::folder_of(&path))?;
            }
            Ok(())
        };
        append().map_err(LedgerError::io("write", &path))
    }
}
