//! What was decided, kept in `actions/<device>.jsonl`: each device appends to its own file alone, and
//! nothing that stands there is changed.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::append::append_line;
use super::bounded;
use super::error::LedgerError;
use super::layout::{names_in, refuse_link};
use super::problem::Problem;
use super::seal::device_of;
use super::stray::strays_in;
use super::{Ledger, draws};
use crate::files::action_line::{action_line, read_action_line};
use crate::model::action::{Action, ActionEvent};
use crate::model::order::InOrder;

impl Ledger {
    /// All that was decided, the oldest first, each with the visit that closed it.
    pub fn actions(&self) -> Result<Vec<Action>, LedgerError> {
        let mut actions: Vec<Action> = Vec::new();
        let mut closed = Vec::new();
        for path in self.action_files()? {
            for event in events_in(&path)? {
                match event {
                    ActionEvent::Added(action) => actions.push(action),
                    ActionEvent::Closed { id, visit, .. } => closed.push((id, visit)),
                }
            }
        }
        for (id, visit) in closed {
            for action in actions.iter_mut().filter(|action| action.id == id) {
                action.shown_by = Some(visit.clone());
            }
        }
        actions.order_by_key(|action| (action.at, action.id.clone()));
        Ok(actions)
    }

    /// Why files of what was decided cannot be read, each with its path.
    pub(super) fn unreadable_actions(&self) -> Result<Vec<(PathBuf, LedgerError)>, LedgerError> {
        let files = self.action_files()?.into_iter();
        let unreadable = files.filter_map(|path| events_in(&path).err().map(|why| (path, why)));
        Ok(unreadable.collect())
    }

    /// The files of all devices.
    fn action_files(&self) -> Result<Vec<PathBuf>, LedgerError> {
        let names = names_in(&self.layout.actions())?;
        let devices = names.iter().filter_map(|name| device_of(name));
        Ok(devices
            .map(|device| self.layout.actions_of(device))
            .collect())
    }

    /// Files among the actions that are no device's: often the copies of a sync program.
    pub fn stray_actions(&self) -> Result<Vec<Problem>, LedgerError> {
        strays_in(&self.layout.actions(), |name| device_of(name).is_some())
    }

    /// A name for a new action that none here has yet.
    pub fn fresh_action(&self, seed: u64) -> Result<String, LedgerError> {
        let taken: BTreeSet<String> = self.actions()?.into_iter().map(|it| it.id).collect();
        let mut draws = draws(seed);
        let fresh = draws.find(|id| !taken.contains(id));
        Ok(fresh.expect("draws never end"))
    }

    /// Appends to this device's own file, and brings it to the disk.
    pub fn keep_action(&self, event: &ActionEvent) -> Result<(), LedgerError> {
        let _lock = self.lock()?;
        self.layout
            .make_folder(&self.disk, &self.layout.actions())?;
        let path = self.layout.actions_of(&self.device);
        refuse_link(&path)?;
        let append = || {
            let bytes = match bounded::lines_file(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
                bytes => bytes?,
            };
            let end = bytes.iter().rposition(|byte| *byte == b'\n');
            let whole = end.map_or(0, |end| end + 1) as u64;
            append_line(&self.disk, &path, whole, &action_line(event))
        };
        append().map_err(LedgerError::io("write", &path))
    }
}

/// The lines of a device. A last line that was never wholly written was never acknowledged.
fn events_in(path: &Path) -> Result<Vec<ActionEvent>, LedgerError> {
    let bytes = bounded::lines_file(path).map_err(LedgerError::io("read", path))?;
    let text = String::from_utf8_lossy(&bytes);
    let whole = text.rfind('\n').map_or("", |end| &text[..=end]);
    let lines = whole.lines().enumerate();
    lines
        .map(|(n, line)| {
            read_action_line(line).map_err(|why| LedgerError::damaged(path, Some(n + 1), why))
        })
        .collect()
}
