//! Whole files or nothing: a temporary file, sync, rename, sync of the folder. Never follows a
//! link: a rename takes the link's own place.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::bounded;
use super::disk::{Disk, Readers};
use super::error::LedgerError;
use super::layout::refuse_link;
use crate::model::id::hex;

/// Bytes that are copied at once.
const BLOCK: usize = 1 << 20;

/// Writes a file that must not be there yet. A file that is there with the very same bytes is fine:
/// the step was done before.
pub(super) fn write_new(disk: &Disk, path: &Path, bytes: &[u8]) -> Result<(), LedgerError> {
    if is_there(path, bytes)? {
        return Ok(());
    }
    let folder = folder_of(path);
    let temporary =
        temporary(disk, folder, bytes, Readers::Owner).map_err(LedgerError::io("write", path))?;
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

/// Copies a file to a place that must be free, however large it is. The very same file there is
/// fine: it was copied before.
pub(super) fn copy_new(disk: &Disk, from: &Path, to: &Path) -> Result<(), LedgerError> {
    if to.symlink_metadata().is_ok() {
        refuse_link(to)?;
        let is_same = hash_of(from)? == hash_of(to)?;
        return is_same.then_some(()).ok_or_else(|| LedgerError::Exists {
            path: to.to_owned(),
        });
    }
    let mut source = bounded::open_file(from).map_err(LedgerError::io("read", from))?;
    let mut copy = || {
        let folder = folder_of(to);
        let (mut file, path) = empty_temporary(folder, Readers::Owner)?;
        let mut block = vec![0; BLOCK];
        loop {
            match source.read(&mut block)? {
                0 => break,
                n => disk.append(&mut file, &path, &block[..n])?,
            }
        }
        disk.sync(&file, &path)?;
        disk.name_new(path, to)?;
        disk.sync_folder(folder)
    };
    copy().map_err(LedgerError::io("write", to))
}

/// The SHA-256 of a file, however large it is.
pub(super) fn hash_of(path: &Path) -> Result<String, LedgerError> {
    let hash = || {
        let (mut source, mut hash) = (bounded::open_file(path)?, Sha256::new());
        let mut block = vec![0; BLOCK];
        loop {
            match source.read(&mut block)? {
                0 => return Ok(hex(&hash.finalize())),
                n => hash.update(&block[..n]),
            }
        }
    };
    hash().map_err(LedgerError::io("read", path))
}

/// Writes a file of a person's choice, such as a report, in the place of the one that may be there.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), LedgerError> {
    replace(&Disk::default(), path, bytes, Readers::AsElsewhere)
}

/// Writes a file, in the place of the one that may be there.
pub(super) fn replace(
    disk: &Disk,
    path: &Path,
    bytes: &[u8],
    readers: Readers,
) -> Result<(), LedgerError> {
    let write = || {
        let folder = folder_of(path);
        let temporary = temporary(disk, folder, bytes, readers)?;
        disk.name_over(temporary, path)?;
        disk.sync_folder(folder)
    };
    write().map_err(LedgerError::io("write", path))
}

/// Moves a file or folder to a place that must be free. The very same file there is fine: the move
/// was done before, and only the old name is left.
pub(super) fn move_file(disk: &Disk, from: &Path, to: &Path) -> Result<(), LedgerError> {
    if to.symlink_metadata().is_ok() {
        refuse_link(to)?;
        let is_same = to.is_file() && from.is_file() && hash_of(from)? == hash_of(to)?;
        if !is_same {
            return Err(LedgerError::Exists {
                path: to.to_owned(),
            });
        }
    }
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
        Ok(metadata) => {
            // One of another length need not be read, however large it is.
            let is_same = metadata.is_file()
                && metadata.len() == bytes.len() as u64
                && std::fs::read(path).map_err(LedgerError::io("read", path))? == bytes;
            is_same.then_some(true).ok_or_else(|| LedgerError::Exists {
                path: path.to_owned(),
            })
        }
    }
}

fn temporary(
    disk: &Disk,
    folder: &Path,
    bytes: &[u8],
    readers: Readers,
) -> io::Result<tempfile::TempPath> {
    let (mut file, path) = empty_temporary(folder, readers)?;
    disk.append(&mut file, &path, bytes)?;
    disk.sync(&file, &path)?;
    Ok(path)
}

/// A file that goes away unless it gets its name.
fn empty_temporary(folder: &Path, readers: Readers) -> io::Result<(File, tempfile::TempPath)> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".mystery-").suffix(".tmp");
    #[cfg(unix)]
    if readers == Readers::AsElsewhere {
        use std::os::unix::fs::PermissionsExt;
        // The system takes away what the person's umask forbids.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = readers;
    Ok(builder.tempfile_in(folder)?.into_parts())
}

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_the_name_is_the_same_or_in_the_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let write = |text: &str| write_new(&Disk::default(), &path, text.as_bytes());
        write("one").unwrap();
        write("one").unwrap();
        for other in ["two", "three", ""] {
            assert!(matches!(write(other), Err(LedgerError::Exists { .. })));
            assert_eq!(std::fs::read(&path).unwrap(), b"one");
        }
    }
}
