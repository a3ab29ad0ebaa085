//! What lies where in a ledger: every path is made here, and every folder checked before anything
//! is written into it.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Readers};
use super::error::LedgerError;
use crate::model::id::Id;
use crate::model::standard::StandardRef;
use crate::model::visit::VisitId;

/// The programme's file; its presence makes a folder a ledger.
pub const PROGRAMME: &str = "mystery.yaml";

/// The name of the file that says what is being erased.
pub(super) const ERASING: &str = ".erasing";

/// The paths of a ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    /// The layout below a folder.
    pub fn new(root: &Path) -> Self {
        Self { root: root.into() }
    }

    /// The ledger's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// `mystery.yaml`.
    pub fn programme(&self) -> PathBuf {
        self.root.join(PROGRAMME)
    }

    /// Where the standards in use are.
    pub fn standards(&self) -> PathBuf {
        self.root.join("standards")
    }

    /// A standard in use.
    pub fn standard(&self, id: &Id) -> PathBuf {
        self.standards().join(format!("{id}.yaml"))
    }

    /// Where the finished visits are.
    pub fn visits(&self) -> PathBuf {
        self.root.join("visits")
    }

    /// A finished visit.
    pub fn visit(&self, id: &VisitId) -> PathBuf {
        self.visits().join(format!("{id}.csv"))
    }

    /// Where the journals of finished visits are.
    pub fn journals(&self) -> PathBuf {
        self.visits().join("journal")
    }

    /// The journal of a finished visit.
    pub fn journal(&self, id: &VisitId) -> PathBuf {
        self.journals().join(format!("{id}.jsonl"))
    }

    /// Where the visits in progress are.
    pub fn open_visits(&self) -> PathBuf {
        self.visits().join("open")
    }

    /// A visit in progress.
    pub fn open_visit(&self, id: &VisitId) -> PathBuf {
        self.open_visits().join(format!("{id}.jsonl"))
    }

    /// The lock of a visit in progress.
    pub fn open_lock(&self, id: &VisitId) -> PathBuf {
        self.open_visits().join(format!("{id}.lock"))
    }

    /// Where all evidence is.
    pub fn evidence(&self) -> PathBuf {
        self.visits().join("evidence")
    }

    /// Where the evidence of a visit is.
    pub fn evidence_of(&self, id: &VisitId) -> PathBuf {
        self.evidence().join(id.as_str())
    }

    /// Where the exact standards of visits are.
    pub fn kept_standards(&self) -> PathBuf {
        self.visits().join("standards")
    }

    /// The exact standard of visits.
    pub fn kept_standard(&self, standard: &StandardRef) -> PathBuf {
        self.kept_standards().join(format!(
            "{}-{}-{}.yaml",
            standard.id, standard.version, standard.fingerprint
        ))
    }

    /// Where the seals are.
    pub fn seals(&self) -> PathBuf {
        self.visits().join("seals")
    }

    /// The seals of a device.
    pub fn seals_of(&self, device: &str) -> PathBuf {
        self.seals().join(format!("{device}.jsonl"))
    }

    /// Where what was decided is.
    pub fn actions(&self) -> PathBuf {
        self.root.join("actions")
    }

    /// What was decided on a device.
    pub fn actions_of(&self, device: &str) -> PathBuf {
        self.actions().join(format!("{device}.jsonl"))
    }

    /// What was discarded on a day.
    pub fn bin(&self, day: chrono::NaiveDate) -> PathBuf {
        self.bins().join(day.format("%Y-%m-%d").to_string())
    }

    /// Where all that was discarded is.
    pub fn bins(&self) -> PathBuf {
        self.visits().join("bin")
    }

    /// What is being erased; there only until it is.
    pub fn erasing(&self) -> PathBuf {
        self.visits().join(ERASING)
    }

    /// What git is told of the visits.
    pub fn git_attributes(&self) -> PathBuf {
        self.visits().join(".gitattributes")
    }

    /// The lock of the whole ledger.
    pub fn lock(&self) -> PathBuf {
        self.visits().join(".lock")
    }

    /// Makes the folder, and those above it up to the ledger's own, unless they are there. Refuses
    /// links: nothing is written outside the ledger.
    pub(super) fn make_folder(&self, disk: &Disk, folder: &Path) -> Result<(), LedgerError> {
        let below = folder
            .strip_prefix(&self.root)
            .expect("every folder is made by the layout");
        self.make_root(disk)?;
        let mut path = self.root.clone();
        for part in below.components() {
            path.push(part);
            match path.symlink_metadata() {
                Ok(metadata) if metadata.is_dir() => continue,
                Ok(metadata) if metadata.is_symlink() => return Err(LedgerError::Link { path }),
                Ok(_) => return Err(LedgerError::Exists { path }),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(LedgerError::io("read", &path)(error)),
            }
            disk.make_folder(&path, Readers::Owner)
                .and_then(|()| disk.sync_folder(super::atomic::folder_of(&path)))
                .map_err(LedgerError::io("make", &path))?;
        }
        Ok(())
    }

    /// Makes the ledger's own folder. It may be a link: the person chose it.
    fn make_root(&self, disk: &Disk) -> Result<(), LedgerError> {
        if self.root.is_dir() {
            return Ok(());
        }
        let parent = super::atomic::folder_of(&self.root);
        std::fs::create_dir_all(parent)
            .and_then(|()| disk.make_folder(&self.root, Readers::Owner))
            .and_then(|()| disk.sync_folder(parent))
            .map_err(LedgerError::io("make", &self.root))
    }
}

/// Refuses to write to a file that is a link. A file that is not there is fine.
pub(super) fn refuse_link(path: &Path) -> Result<(), LedgerError> {
    match path.symlink_metadata() {
        Ok(metadata) if metadata.is_symlink() => Err(LedgerError::Link {
            path: path.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// The names in a folder, sorted; none where it is not there.
pub fn names_in(folder: &Path) -> Result<Vec<String>, LedgerError> {
    let mut names = Vec::new();
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(names),
        entries => entries.map_err(LedgerError::io("read", folder))?,
    };
    for entry in entries {
        let entry = entry.map_err(LedgerError::io("read", folder))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// A path as people know it: `~` for their home.
pub fn shown(path: &Path) -> String {
    let below_home = dirs::home_dir()
        .filter(|home| home.components().count() > 1)
        .and_then(|home| path.strip_prefix(home).ok().map(Path::to_owned));
    match below_home {
        Some(below) if below.as_os_str().is_empty() => "~".into(),
        Some(below) => format!("~{}{}", std::path::MAIN_SEPARATOR, below.display()),
        None => path.display().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_cannot_be_read_is_not_empty() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(names_in(&folder.path().join("none")).unwrap(), [""; 0]);
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert!(matches!(names_in(&file), Err(LedgerError::Io { .. })));
    }
}
