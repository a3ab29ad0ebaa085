//! Files of one visit each, with the hash of each: whole, or in brief. Where only the reader of whole
//! files can judge what is in one, it is left to it, with the bytes that were read.

use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::atomic::Ordering;
use std::thread;

use sha2::{Digest, Sha256};

use super::{BLOCK, Progress};
use crate::diagnostic::Diagnostic;
use crate::files::csv_cut::Cut;
use crate::files::visit_csv_brief::{Reader, Shared};
use crate::files::visit_csv_read::read_visits;
use crate::ledger::bounded::open_file;
use crate::model::brief::{Brief, Place};
use crate::model::id::{hex, sha256};
use crate::model::moment::{Moment, Visited};
use crate::model::standard::{Item, Standard, StandardRef};
use crate::model::visit::{Visit, VisitId};

/// What is in a file that should hold one visit.
#[derive(Debug)]
pub(in crate::ledger) struct Content<V> {
    /// The visits; none where there is a mistake.
    pub(in crate::ledger) visits: Vec<V>,
    /// The first mistake.
    pub(in crate::ledger) mistake: Option<Diagnostic>,
    /// SHA-256 of all bytes.
    pub(in crate::ledger) hash: String,
}

/// A visit, whole or in brief, as a ledger looks at it.
pub trait Told: Send {
    /// Its id.
    fn id(&self) -> &VisitId;
    /// When the contact took place.
    fn visited(&self) -> Visited;
    /// When scoring began.
    fn started(&self) -> Moment;
    /// The standard it was scored with.
    fn standard(&self) -> &StandardRef;
}

impl Told for Visit {
    fn id(&self) -> &VisitId {
        &self.facts.id
    }
    fn visited(&self) -> Visited {
        self.facts.visited
    }
    fn started(&self) -> Moment {
        self.facts.started
    }
    fn standard(&self) -> &StandardRef {
        &self.facts.standard
    }
}

impl Told for Brief {
    fn id(&self) -> &VisitId {
        &self.facts.id
    }
    fn visited(&self) -> Visited {
        self.facts.visited
    }
    fn started(&self) -> Moment {
        self.facts.started
    }
    fn standard(&self) -> &StandardRef {
        &self.facts.common.standard
    }
}

/// Reads files of one visit each.
pub(in crate::ledger) trait Each {
    /// What becomes of a visit.
    type Visit: Told;

    /// Reads a file, once.
    fn read(&mut self, path: &Path) -> io::Result<Content<Self::Visit>>;

    /// How many items of a standard a visit has rows for.
    fn n_items(&self, visit: &Self::Visit, standard: &Standard) -> usize;
}

/// Reads visits whole.
#[derive(Clone, Copy, Debug)]
pub(in crate::ledger) struct Whole;

impl Each for Whole {
    type Visit = Visit;

    fn read(&mut self, path: &Path) -> io::Result<Content<Visit>> {
        whole(open_file(path)?)
    }

    fn n_items(&self, visit: &Visit, standard: &Standard) -> usize {
        let is_there = |item: &&Item| visit.answer(&item.id).is_some();
        standard.items().filter(is_there).count()
    }
}

/// Reads visits in brief.
pub(in crate::ledger) struct InBrief<'s> {
    cut: &'s Cut,
    shared: &'s Shared,
    progress: &'s Progress,
    reader: Reader<'s>,
    place: Place,
    bytes: Vec<u8>,
}

impl<'s> InBrief<'s> {
    /// A reader of files that have this header and are the source of this number.
    pub(in crate::ledger) fn new(
        cut: &'s Cut,
        (shared, progress): (&'s Shared, &'s Progress),
        source: u32,
    ) -> Self {
        Self {
            cut,
            shared,
            progress,
            reader: Reader::new(cut, shared, source),
            place: Place { source, at: 0 },
            bytes: Vec::new(),
        }
    }
}

impl Each for InBrief<'_> {
    type Visit = Brief;

    fn read(&mut self, path: &Path) -> io::Result<Content<Brief>> {
        /// More is not held at once.
        const MOST: u64 = 1 << 20;
        let file = open_file(path)?;
        self.bytes.clear();
        (&file).take(MOST).read_to_end(&mut self.bytes)?;
        self.progress.visits.fetch_add(1, Ordering::Relaxed);
        if (self.bytes.len() as u64) < MOST
            && self.cut.begins(&self.bytes)
            && let Some(mut brief) = self.reader.only_visit(&self.bytes, self.cut.start)
        {
            brief.place = self.place;
            return Ok(Content {
                visits: vec![brief],
                mistake: None,
                hash: sha256(&self.bytes),
            });
        }
        let whole = whole(self.bytes.as_slice().chain(file))?;
        let visits = whole.visits.iter();
        Ok(Content {
            visits: visits.map(|it| self.shared.add(it, self.place)).collect(),
            mistake: whole.mistake,
            hash: whole.hash,
        })
    }

    fn n_items(&self, visit: &Brief, standard: &Standard) -> usize {
        self.shared.n_items(visit, standard)
    }
}

/// Reads visits whole, and the hash of their bytes, in one go.
fn whole(source: impl Read) -> io::Result<Content<Visit>> {
    let mut hashing = Hashing {
        source,
        hash: Sha256::new(),
    };
    let read = read_visits(BufReader::with_capacity(BLOCK, &mut hashing))?;
    // What the reader had no use for belongs to the file too.
    io::copy(&mut hashing, &mut io::sink())?;
    let mut problems = read.problems.into_iter();
    Ok(Content {
        visits: read.visits,
        mistake: problems.find(Diagnostic::is_error),
        hash: hex(&hashing.hash.finalize()),
    })
}

struct Hashing<R> {
    source: R,
    hash: Sha256,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.source.read(buffer)?;
        self.hash.update(&buffer[..n]);
        Ok(n)
    }
}

/// What comes of each, in their order: many files are read by all cores at once, each of which begins
/// with a reader of its own.
pub(in crate::ledger) fn by_all_cores<T: Sync, E, R: Send>(
    all: &[T],
    begin: impl Fn() -> E + Sync,
    read: impl Fn(&mut E, &T) -> R + Sync,
) -> Vec<R> {
    const MANY: usize = 64;
    let n_threads = thread::available_parallelism().map_or(1, usize::from);
    let runs = all.chunks(if all.len() < MANY {
        all.len().max(1)
    } else {
        all.len().div_ceil(n_threads)
    });
    let read = |run: &[T]| -> Vec<R> {
        let mut each = begin();
        run.iter().map(|one| read(&mut each, one)).collect()
    };
    if runs.len() <= 1 {
        return read(all);
    }
    thread::scope(|scope| {
        let read = &read;
        let started: Vec<_> = runs.map(|run| scope.spawn(move || read(run))).collect();
        let joined = started.into_iter();
        joined
            .flat_map(|run| run.join().expect("reading does not panic"))
            .collect()
    })
}

#[cfg(test)]
#[path = "each_tests.rs"]
mod tests;
