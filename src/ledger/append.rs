//! Lines added to a file that one device alone writes: on the disk itself when it returns, or as if
//! nothing had been written.

use std::io;
use std::path::Path;

use super::atomic::folder_of;
use super::disk::{Disk, private_options};

/// Adds a line behind the first `whole` bytes of a file, which is made where there is none; what was
/// torn off behind them is cut away. The ledger's lock is held.
pub(super) fn append_line(disk: &Disk, path: &Path, whole: u64, line: &str) -> io::Result<()> {
    let is_new = !path.exists();
    let mut file = if is_new {
        disk.create_new(path)?
    } else {
        private_options().open(path)?
    };
    if file.metadata()?.len() > whole {
        disk.cut(&file, path, whole)?;
    }
    let written = disk
        .append(&mut file, path, line.as_bytes())
        .and_then(|()| disk.sync(&file, path));
    if let Err(error) = written {
        let _ = disk.cut(&file, path, whole);
        return Err(error);
    }
    if is_new {
        disk.sync_folder(folder_of(path))?;
    }
    Ok(())
}
