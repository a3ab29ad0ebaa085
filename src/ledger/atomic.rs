//! Whole files or nothing: a temporary file, sync, rename, sync of the folder. Never follows a
//! link: a rename takes the link's own place.

use std::io;
use std::path::Path;

use super::disk::Disk;
use super::error::LedgerError;

/// Writes a file that must not be there yet. A file that is there with the very same bytes is fine:
/// the step was done before.
pub(super) fn write_new(disk: &Disk, path: &Path, bytes: &[u8]) -> Result<(), LedgerError> {
    if is_there(path, bytes)? {
        return Ok(());
    }
    let folder = folder_of(path);
    let temporary = temporary(disk, folder, bytes).map_err(LedgerError::io("write", path))?;
    match disk.name_new(temporary, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            if !is_there(path, bytes)? {
                return Err(LedgerError::Exists {
                    path: path.to_owned(),
                });
            }
        }
        named => named.map_err(LedgerError::io("write", path))?,
    }
    disk.sync_folder(folder)
        .map_err(LedgerError::io("write", path))
}

/// Writes a file, in the place of the one that may be there.
pub(super) fn replace(disk: &Disk, path: &Path, bytes: &[u8]) -> Result<(), LedgerError> {
    let write = || {
        let folder = folder_of(path);
        let temporary = temporary(disk, folder, bytes)?;
        disk.name_over(temporary, path)?;
        disk.sync_folder(folder)
    };
    write().map_err(LedgerError::io("write", path))
}

/// Moves a file to another folder, unless it is there already. Done twice, it is done once.
pub(super) fn move_file(disk: &Disk, from: &Path, to: &Path) -> Result<(), LedgerError> {
    let move_it = || {
        disk.rename(from, to)?;
        disk.sync_folder(folder_of(to))?;
        disk.sync_folder(folder_of(from))
    };
    move_it().map_err(LedgerError::io("move", from))
}

/// True when the file is there with these bytes; an error when it is there with others.
fn is_there(path: &Path, bytes: &[u8]) -> Result<bool, LedgerError> {
    match path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(LedgerError::io("read", path)(error)),
        Ok(metadata) if metadata.is_symlink() => Err(LedgerError::Link {
            path: path.to_owned(),
        }),
        Ok(_) => {
            let found = std::fs::read(path).map_err(LedgerError::io("read", path))?;
            if found == bytes {
                Ok(true)
            } else {
                Err(LedgerError::Exists {
                    path: path.to_owned(),
                })
            }
        }
    }
}

fn temporary(disk: &Disk, folder: &Path, bytes: &[u8]) -> io::Result<tempfile::TempPath> {
    let (mut file, path) = tempfile::Builder::new()
        .prefix(".")
        .suffix(".tmp")
        .tempfile_in(folder)?
        .into_parts();
    disk.append(&mut file, &path, bytes)?;
    disk.sync(&file, &path)?;
    Ok(path)
}

pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}
