//! Files of rows into visits. Everything that reads many rows comes through here, so that a faster
//! reader has one place to be put.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::bounded::open_file;
use crate::files::visit_csv_read::{ReadVisits, read_visits};
use crate::model::id::hex;

/// Bytes asked of the system at once.
const BLOCK: usize = 128 * 1024;

/// Reads the visits of a file.
pub fn file(path: &Path) -> io::Result<ReadVisits> {
    read_visits(BufReader::with_capacity(BLOCK, open_file(path)?))
}

/// Reads the visits of any source, such as standard input.
pub fn source(source: impl Read) -> io::Result<ReadVisits> {
    read_visits(BufReader::with_capacity(BLOCK, source))
}

/// Reads the visits of a file, and the SHA-256 of its bytes, in one go.
pub fn hashed(path: &Path) -> io::Result<(ReadVisits, String)> {
    let mut hashing = Hashing {
        source: open_file(path)?,
        hash: Sha256::new(),
    };
    let read = read_visits(BufReader::with_capacity(BLOCK, &mut hashing))?;
    // What the reader had no use for belongs to the file too.
    io::copy(&mut hashing, &mut io::sink())?;
    Ok((read, hex(&hashing.hash.finalize())))
}

struct Hashing {
    source: File,
    hash: Sha256,
}

impl Read for Hashing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.source.read(buffer)?;
        self.hash.update(&buffer[..n]);
        Ok(n)
    }
}
