//! Files read whole, and never more of them than their kind can have: a file that is too large, a
//! folder or a device in its place is an error, and does not fill the memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use crate::files::yaml::MOST_BYTES;

/// The largest journal, and the largest file of seals: hundreds of thousands of lines.
const MOST_LINES_BYTES: u64 = 256 * 1024 * 1024;

/// The largest `datapackage.json`: thousands of columns.
const MOST_DESCRIPTION_BYTES: u64 = 16 * 1024 * 1024;

/// Opens a file. Folders and devices are no files: a pipe that nobody writes to would hold up the
/// program for ever.
pub fn open_file(path: &Path) -> io::Result<File> {
    let kind = std::fs::metadata(path)?;
    if kind.is_dir() {
        return Err(io::Error::other("it is a folder, not a file"));
    }
    if !kind.is_file() {
        return Err(io::Error::other("it is a device, not a file"));
    }
    File::open(path)
}

/// Reads all of a YAML file, or one byte more than is allowed, which tells its reader that it is
/// too large.
pub fn yaml_file(path: &Path) -> io::Result<Vec<u8>> {
    yaml_source(open_file(path)?)
}

/// As [`yaml_file`], from any source, such as standard input.
pub fn yaml_source(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads all of a journal or of a device's seals.
pub(super) fn lines_file(path: &Path) -> io::Result<Vec<u8>> {
    at_most(path, MOST_LINES_BYTES)
}

/// As [`lines_file`], a piece at a time.
pub(super) fn lines_source(path: &Path) -> io::Result<impl BufRead> {
    let file = open_file(path)?;
    if file.metadata()?.len() > MOST_LINES_BYTES {
        return Err(too_large(MOST_LINES_BYTES));
    }
    Ok(BufReader::with_capacity(256 * 1024, file).take(MOST_LINES_BYTES))
}

/// The last line of a journal or of a device's seals, without reading what stands before it.
pub(super) fn last_line(path: &Path) -> io::Result<Vec<u8>> {
    const LONGEST: u64 = 64 * 1024;
    let mut file = open_file(path)?;
    let from = file.metadata()?.len().saturating_sub(LONGEST);
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.take(LONGEST).read_to_end(&mut bytes)?;
    let mut lines = bytes.split(|byte| *byte == b'\n').rev();
    let last = lines.find(|line| !line.is_empty());
    Ok(last.unwrap_or_default().to_vec())
}

/// Reads all of the description of an export.
pub fn description_file(path: &Path) -> io::Result<Vec<u8>> {
    at_most(path, MOST_DESCRIPTION_BYTES)
}

/// Reads a file of a few words that a system keeps.
pub(super) fn word_file(path: &Path) -> io::Result<String> {
    let bytes = at_most(path, 4096)?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// Reads all of a file that has so many bytes at most; a larger one is an error.
pub fn at_most(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_file(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(too_large(most));
    }
    Ok(bytes)
}

fn too_large(most: u64) -> io::Error {
    io::Error::other(format!("it is larger than {most} bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_read_than_a_file_can_have() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.yaml");
        File::create(&path).unwrap().set_len(1 << 40).unwrap();
        assert_eq!(yaml_file(&path).unwrap().len(), MOST_BYTES + 1);
        let error = at_most(&path, 1000).unwrap_err().to_string();
        assert_eq!(error, "it is larger than 1000 bytes");
        std::fs::write(&path, "a: b\n").unwrap();
        assert_eq!(at_most(&path, 5).unwrap(), b"a: b\n");
        assert!(yaml_file(folder.path()).is_err());
    }
}
