//! Every step by which the ledger changes the disk. The one place where a test can make the Nth
//! of them fail, as a full or failing disk would, or as if the program were killed there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// Who may read a new file or folder.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// Its owner alone, as all of the ledger.
    Owner,
    /// Whoever may read what its owner makes elsewhere: it is there to be handed on.
    AsElsewhere,
}

/// A kind of change to the disk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// A folder is made.
    MakeFolder,
    /// A file is made, empty.
    Create,
    /// Bytes are written.
    Write,
    /// A file is brought to the disk itself.
    Sync,
    /// A file gets another name.
    Rename,
    /// The names in a folder are brought to the disk itself.
    SyncFolder,
    /// A file is cut.
    Cut,
    /// A file, or a folder with all that is in it, is deleted.
    Remove,
}

/// How a planned failure goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failing {
    /// Only that step fails: a passing fault.
    Once,
    /// Every step from there on fails: a full disk, or a killed program.
    FromThenOn,
}

#[derive(Debug)]
struct Plan {
    fails_at: u64,
    failing: Failing,
    n_steps: AtomicU64,
    taken: Mutex<Vec<(Step, PathBuf)>>,
}

/// The disk: the real one, unless a plan says which step fails.
#[derive(Clone, Default, Debug)]
pub struct Disk {
    plan: Option<Arc<Plan>>,
}

impl Disk {
    /// A disk whose step `at` (from 1) fails, for tests; a write that fails has written half.
    /// With `at` 0 nothing fails, and the steps are only recorded.
    pub fn failing(at: u64, failing: Failing) -> Self {
        let plan = Plan {
            fails_at: at,
            failing,
            n_steps: AtomicU64::new(0),
            taken: Mutex::new(Vec::new()),
        };
        Self {
            plan: Some(Arc::new(plan)),
        }
    }

    /// The steps taken so far, where there is a plan.
    pub fn taken(&self) -> Vec<(Step, PathBuf)> {
        let taken = self.plan.as_ref().and_then(|plan| plan.taken.lock().ok());
        taken.map(|taken| taken.clone()).unwrap_or_default()
    }

    /// True for a disk of a test: it need not wait for the real one.
    fn is_planned(&self) -> bool {
        self.plan.is_some()
    }

    fn step(&self, step: Step, path: &Path) -> io::Result<()> {
        let Some(plan) = &self.plan else {
            return Ok(());
        };
        let n = plan.n_steps.fetch_add(1, Ordering::Relaxed) + 1;
        let is_failing = match plan.failing {
            Failing::Once => n == plan.fails_at,
            Failing::FromThenOn => plan.fails_at > 0 && n >= plan.fails_at,
        };
        if is_failing {
            return Err(io::Error::other("the disk fails, as planned"));
        }
        if let Ok(mut taken) = plan.taken.lock() {
            taken.push((step, path.to_owned()));
        }
        Ok(())
    }

    /// Makes a folder that only its owner can read, unless it is there; its parent must be.
    pub(super) fn make_folder(&self, path: &Path, readers: Readers) -> io::Result<()> {
        if path.is_dir() {
            return Ok(());
        }
        self.step(Step::MakeFolder, path)?;
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        if readers == Readers::Owner {
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        }
        #[cfg(not(unix))]
        let _ = (readers, &mut builder);
        match builder.create(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
            made => made,
        }
    }

    /// Makes a file that was not there, for its owner alone; follows no link.
    pub(super) fn create_new(&self, path: &Path) -> io::Result<File> {
        self.step(Step::Create, path)?;
        private_options().create_new(true).open(path)
    }

    /// Writes all bytes at the end of a file.
    pub(super) fn append(&self, file: &mut File, path: &Path, bytes: &[u8]) -> io::Result<()> {
        file.seek(io::SeekFrom::End(0))?;
        if let Err(error) = self.step(Step::Write, path) {
            // A write that fails may have written a part.
            file.write_all(&bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        file.write_all(bytes)
    }

    /// Brings a file's bytes to the disk itself.
    pub(super) fn sync(&self, file: &File, path: &Path) -> io::Result<()> {
        self.step(Step::Sync, path)?;
        if self.is_planned() {
            Ok(())
        } else {
            file.sync_all()
        }
    }

    /// Brings a file's bytes, and what is needed to read them, to the disk itself.
    pub(super) fn sync_data(&self, file: &File, path: &Path) -> io::Result<()> {
        self.step(Step::Sync, path)?;
        if self.is_planned() {
            Ok(())
        } else {
            file.sync_data()
        }
    }

    /// Cuts a file.
    pub(super) fn cut(&self, file: &File, path: &Path, length: u64) -> io::Result<()> {
        self.step(Step::Cut, path)?;
        file.set_len(length)
    }

    /// Deletes a file, or a folder with all that is in it; a link goes, and not what it leads to.
    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(Step::Remove, path)?;
        if path.symlink_metadata()?.is_dir() {
            retried(|| fs::remove_dir_all(path))
        } else {
            retried(|| fs::remove_file(path))
        }
    }

    /// Gives a file another name; what had that name is replaced.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(Step::Rename, to)?;
        retried(|| fs::rename(from, to))
    }

    /// Gives a finished temporary file its name, unless that is taken.
    pub(super) fn name_new(&self, temporary: tempfile::TempPath, to: &Path) -> io::Result<()> {
        self.step(Step::Rename, to)?;
        temporary.persist_noclobber(to).map_err(|error| error.error)
    }

    /// Gives a finished temporary file its name; what had that name is replaced.
    pub(super) fn name_over(&self, temporary: tempfile::TempPath, to: &Path) -> io::Result<()> {
        self.step(Step::Rename, to)?;
        let mut temporary = Some(temporary);
        retried(move || match temporary.take() {
            Some(path) => path.persist(to).map_err(|error| {
                temporary = Some(error.path);
                error.error
            }),
            None => Ok(()),
        })
    }

    /// Brings the names in a folder to the disk itself, where the system can.
    pub(super) fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.step(Step::SyncFolder, path)?;
        // Windows cannot, and keeps the names with the file system's own journal.
        if cfg!(unix) && !self.is_planned() {
            File::open(path)?.sync_all()?;
        }
        Ok(())
    }
}

/// Options of a file that only its owner can read.
pub(super) fn private_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Tries again for a second where a virus scanner or a spreadsheet program may hold the file.
fn retried(mut attempt: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    let mut n_left = if cfg!(windows) { 10 } else { 0 };
    loop {
        match attempt() {
            Err(error) if n_left > 0 && error.kind() == io::ErrorKind::PermissionDenied => {
                n_left -= 1;
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            done => return done,
        }
    }
}

#[cfg(all(test, not(windows)))]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_allowed_is_tried_once() {
        for kind in [io::ErrorKind::PermissionDenied, io::ErrorKind::NotFound] {
            let mut n = 0;
            let tried = retried(|| {
                n += 1;
                Err(kind.into())
            });
            assert_eq!((tried.unwrap_err().kind(), n), (kind, 1));
        }
    }
}
