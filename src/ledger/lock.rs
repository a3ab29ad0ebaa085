//! One writer: a lock on a file of its own, so that readers are never blocked. The system lets go
//! of it when its holder ends, however it ends.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::device;
use super::disk::private_options;
use super::error::LedgerError;
use super::layout::refuse_link;

/// How long a lock is waited for that is held only for moments.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// A lock that is held; given back when dropped.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock, waiting for it as long as `patience`. `what` is what it locks, in words.
    pub(super) fn take(path: &Path, what: &str, patience: Duration) -> Result<Self, LedgerError> {
        let began = Instant::now();
        loop {
            match Self::try_take(path)? {
                Ok(lock) => return Ok(lock),
                Err(holder) if began.elapsed() >= patience => {
                    return Err(LedgerError::Busy {
                        what: what.into(),
                        holder,
                    });
                }
                Err(_) => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }

    /// Takes the lock, or says who holds it.
    fn try_take(path: &Path) -> Result<Result<Self, Option<String>>, LedgerError> {
        loop {
            refuse_link(path)?;
            let mut file = private_options()
                .create(true)
                .truncate(false)
                .open(path)
                .map_err(LedgerError::io("write", path))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(Err(holder(&mut file))),
                Err(TryLockError::Error(source)) => {
                    return Err(LedgerError::NoLocks {
                        path: path.to_owned(),
                        source,
                    });
                }
            }
            // Its last holder may have taken the file away after it was opened here.
            if !is_still_there(&file, path) {
                continue;
            }
            write_holder(&mut file).map_err(LedgerError::io("write", path))?;
            return Ok(Ok(Self {
                path: path.to_owned(),
                _file: file,
            }));
        }
    }

    /// True when somebody holds the lock. Looks, and makes nothing.
    pub(super) fn is_held(path: &Path) -> bool {
        File::open(path)
            .is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Taken away while still held, so that nobody locks a file that is about to go.
        let _ = std::fs::remove_file(&self.path);
    }
}

fn write_holder(file: &mut File) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "process {} on {}", std::process::id(), device::host())
}

/// What the holder wrote; `None` where the system does not let it be read.
fn holder(file: &mut File) -> Option<String> {
    let mut text = String::new();
    file.take(200).read_to_string(&mut text).ok()?;
    let line = text.lines().next()?.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let of_file = file.metadata().map(|it| (it.dev(), it.ino()));
    let of_path = path.symlink_metadata().map(|it| (it.dev(), it.ino()));
    matches!((of_file, of_path), (Ok(file), Ok(path)) if file == path)
}

/// Elsewhere a file that is open cannot go away.
#[cfg(not(unix))]
fn is_still_there(_file: &File, path: &Path) -> bool {
    path.exists()
}
