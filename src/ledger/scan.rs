//! Files of rows into visits. Everything that reads many rows comes through here: small sources and
//! odd ones whole, large files in stretches by all cores at once. Each stretch begins where rows seem
//! to begin, and is taken only if the stretch before it ends at that very place; else it is read
//! again from the true one. So the result is that of reading from the start to the end, for any
//! bytes, any number of threads and any length of stretch.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;

use self::chain::{Chain, Part};
use super::bounded::open_file;
use crate::files::csv_cut::{Cut, Stop};
use crate::files::csv_records::MAX_RECORD;
use crate::files::visit_csv_brief::{Reader, Shared};
use crate::files::visit_csv_read::{ReadVisits, read_visits};
use crate::model::brief::Brief;
use crate::model::visit::Visit;

mod chain;
pub mod each;

/// Bytes asked of the system at once.
const BLOCK: usize = 128 * 1024;

/// The length of a stretch: short enough to stay near the processor while it is read.
pub const STRETCH: usize = 512 * 1024;

/// What is read at first, for the header.
const HEAD: usize = 128 * 1024;

/// What is read behind a stretch at first, for the row that begins in it.
const BEHIND: usize = 16 * 1024;

/// Reads the visits of a file.
pub fn file(path: &Path) -> io::Result<ReadVisits> {
    let file = open_file(path)?;
    if is_gzip(path) {
        return source(flate2::read::MultiGzDecoder::new(file));
    }
    source(file)
}

/// Reads the visits of any source, such as standard input.
pub fn source(source: impl Read) -> io::Result<ReadVisits> {
    read_visits(BufReader::with_capacity(BLOCK, source))
}

/// True for the name of a compressed file.
pub fn is_gzip(path: &Path) -> bool {
    let end = path.extension();
    end.is_some_and(|end| end.eq_ignore_ascii_case("gz"))
}

/// A file whose visits are read in brief.
#[derive(Debug)]
pub struct BriefFile {
    file: File,
    length: u64,
    cut: Cut,
    number: u32,
}

/// How far the reading is, for whoever watches.
#[derive(Default, Debug)]
pub struct Progress {
    /// Bytes read.
    pub bytes: AtomicU64,
    /// Bytes in all.
    pub all: AtomicU64,
    /// Visits read.
    pub visits: AtomicU64,
}

/// The content of a compressed file, in a file without a name.
pub fn unpacked(path: &Path) -> io::Result<File> {
    copied(flate2::read::MultiGzDecoder::new(open_file(path)?))
}

/// A copy of what comes, in a file without a name, so that it can be read again.
pub fn copied(mut source: impl Read) -> io::Result<File> {
    let mut copy = tempfile::tempfile()?;
    io::copy(&mut source, &mut copy)?;
    copy.flush()?;
    copy.seek(SeekFrom::Start(0))?;
    Ok(copy)
}

impl BriefFile {
    /// A file of this number; `None` where it can only be read whole.
    pub fn of(file: File, number: u32) -> io::Result<Option<Self>> {
        let length = file.metadata()?.len();
        let mut head = vec![0; usize::try_from(length).unwrap_or(HEAD).min(HEAD)];
        let n = read_at(&file, &mut head, 0)?;
        let cut = Cut::of(&head[..n]);
        Ok(cut.map(|cut| Self {
            file,
            length,
            cut,
            number,
        }))
    }

    /// What is to be said of its header.
    pub fn problems(&self) -> &[crate::diagnostic::Diagnostic] {
        &self.cut.problems
    }

    /// The visits in brief, by so many threads; `None` where the file has to be read whole.
    pub fn visits(
        &self,
        shared: &Shared,
        progress: &Progress,
        (n_threads, stretch): (usize, usize),
    ) -> io::Result<Option<Vec<Brief>>> {
        let start = self.cut.start as u64;
        let rows = self.length.saturating_sub(start);
        let n_parts = usize::try_from(rows.div_ceil(stretch as u64)).unwrap_or(usize::MAX);
        progress.all.fetch_add(self.length, Ordering::Relaxed);
        let part = |n: usize| {
            let from = start + n as u64 * stretch as u64;
            (from, (from + stretch as u64).min(self.length))
        };
        let next = AtomicUsize::new(0);
        let chain = Mutex::new(Chain::new(n_parts, start));
        let read_some = || -> io::Result<()> {
            let mut reader = Reader::new(&self.cut, shared, self.number);
            let mut buffer = Vec::new();
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= n_parts {
                    return Ok(());
                }
                let begin = if n == 0 {
                    Begin::At(start)
                } else {
                    Begin::Likely
                };
                let done = self.part(&mut reader, &mut buffer, part(n), begin)?;
                let n_visits = done.read.as_ref().map_or(0, |read| read.visits.len());
                progress
                    .visits
                    .fetch_add(n_visits as u64, Ordering::Relaxed);
                progress.bytes.fetch_add(stretch as u64, Ordering::Relaxed);
                let mut chain = chain.lock().expect("no thread panics");
                chain.parts[n] = Some(done);
                // At once, so that its memory serves the next, and what cannot be is known early.
                if !self.join_proven(&mut chain, part, &mut reader)? {
                    next.store(n_parts, Ordering::Relaxed);
                }
            }
        };
        let read = || {
            let result = read_some();
            if result.is_err() {
                next.store(n_parts, Ordering::Relaxed);
            }
            result
        };
        let n_threads = n_threads.min(n_parts);
        let results: Vec<io::Result<()>> = if n_threads <= 1 {
            vec![read()]
        } else {
            thread::scope(|scope| {
                let threads: Vec<_> = (0..n_threads).map(|_| scope.spawn(read)).collect();
                let joined = threads.into_iter();
                joined
                    .map(|it| it.join().expect("reading does not panic"))
                    .collect()
            })
        };
        results.into_iter().collect::<io::Result<()>>()?;
        let chain = chain.into_inner().expect("no thread panics");
        Ok((chain.n_joined == n_parts)
            .then(|| chain.visits())
            .flatten())
    }

    /// Reads the rows that begin in a stretch of the file.
    fn part(
        &self,
        reader: &mut Reader,
        buffer: &mut Vec<u8>,
        (from, to): (u64, u64),
        begin: Begin,
    ) -> io::Result<Part> {
        let base = match begin {
            Begin::At(at) => at,
            Begin::Likely => from,
        };
        let mut behind = BEHIND;
        loop {
            let wanted = usize::try_from(to - base).expect("a stretch is short") + behind;
            buffer.resize(wanted, 0);
            let n = read_at(&self.file, buffer, base)?;
            buffer.truncate(n);
            let is_end = base + n as u64 >= self.length;
            if is_end && !buffer.ends_with(b"\n") {
                buffer.push(b'\n');
            }
            let start = match begin {
                Begin::At(_) => Some(0),
                Begin::Likely => self.cut.likely_start(buffer),
            };
            let (start, read) = match start {
                None => (0, Err(Stop::Odd)),
                Some(start) => {
                    let to = usize::try_from(to - base).expect("a stretch is short");
                    (start, reader.stretch(buffer, (start, to), base))
                }
            };
            match read {
                Err(Stop::Short) if !is_end && behind < 2 * MAX_RECORD => behind *= 16,
                read => {
                    let read = read.ok();
                    return Ok(Part {
                        begin: base + start as u64,
                        end: base + read.as_ref().map_or(0, |read| read.end) as u64,
                        read,
                    });
                }
            }
        }
    }

    /// The whole of a visit again; `None` where the file is not what it was.
    pub fn whole(&self, brief: &Brief) -> Option<Visit> {
        let mut length = BEHIND;
        loop {
            let mut rows = vec![0; length];
            let n = read_at(&self.file, &mut rows, brief.place.at).ok()?;
            let is_end = n < length;
            rows.truncate(n);
            if is_end && !rows.ends_with(b"\n") {
                rows.push(b'\n');
            }
            let visit = self.cut.whole(&rows, is_end);
            if visit.is_some() || is_end || length > 64 * MAX_RECORD {
                return visit.filter(|visit| visit.facts.id == brief.facts.id);
            }
            length *= 8;
        }
    }
}

/// Where a stretch begins.
#[derive(Clone, Copy)]
enum Begin {
    /// Where rows begin for certain.
    At(u64),
    /// Where they seem to.
    Likely,
}

/// Fills the buffer from a place in the file, as far as there is something.
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    let mut n = 0;
    while n < buffer.len() {
        #[cfg(unix)]
        let more = std::os::unix::fs::FileExt::read_at(file, &mut buffer[n..], at + n as u64);
        #[cfg(windows)]
        let more = std::os::windows::fs::FileExt::seek_read(file, &mut buffer[n..], at + n as u64);
        match more {
            Ok(0) => break,
            Ok(more) => n += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(n)
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
