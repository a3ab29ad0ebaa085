//! The journal of a visit: one event a line, each on the disk itself before it is acknowledged.
//! A torn last line is never joined with what comes behind it.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::bounded;
use super::disk::{Disk, private_options};
use super::error::LedgerError;
use super::layout::refuse_link;
use crate::files::journal_jsonl::{entry_of, line_of};
use crate::files::json_line::LineError;
use crate::model::event::{Entry, Event};
use crate::model::moment::Moment;
use crate::model::visit::VisitFacts;

/// The end of a journal that was never wholly written, and so never acknowledged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Torn {
    /// What there is of it.
    pub bytes: Vec<u8>,
}

/// What a journal's file holds.
#[derive(Clone, PartialEq, Debug)]
pub struct JournalText {
    /// Its events; there is always a first one.
    pub entries: Vec<Entry>,
    /// What was torn off at the end.
    pub torn: Option<Torn>,
    /// Bytes of the whole lines.
    whole: usize,
    /// True when the last event lacks only its line feed.
    lacks_line_feed: bool,
}

impl JournalText {
    /// Reads a journal's bytes; `path` is for the errors.
    pub fn parse(path: &Path, bytes: &[u8]) -> Result<Self, LedgerError> {
        let mut entries: Vec<Entry> = Vec::new();
        let (mut whole, mut torn, mut lacks_line_feed) = (0, None, false);
        for (n, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
            let is_terminated = line.ends_with(b"\n");
            match entry_of(line) {
                Ok(entry) => {
                    check_order(path, n + 1, &entries, &entry)?;
                    entries.push(entry);
                    whole += line.len();
                    lacks_line_feed = !is_terminated;
                }
                Err(LineError::Damaged(_)) if !is_terminated => {
                    torn = Some(Torn {
                        bytes: line.to_owned(),
                    });
                }
                Err(error) => {
                    return Err(LedgerError::damaged(path, Some(n + 1), error.to_string()));
                }
            }
        }
        if entries.is_empty() {
            return Err(LedgerError::damaged(path, None, "there is no event in it"));
        }
        Ok(Self {
            entries,
            torn,
            whole,
            lacks_line_feed,
        })
    }

    /// Reads a journal's file.
    pub fn read(path: &Path) -> Result<Self, LedgerError> {
        let bytes = bounded::lines_file(path).map_err(LedgerError::io("read", path))?;
        Self::parse(path, &bytes)
    }

    /// What is the same for the whole visit, from the first event.
    pub fn facts(&self) -> &VisitFacts {
        facts_of(&self.entries)
    }

    /// True for a correction that was broken off: it was to be whole at once, and nothing of it was
    /// acknowledged.
    pub fn is_broken_off(&self) -> bool {
        let first = self.entries.first().map(|entry| &entry.event);
        matches!(first, Some(Event::Revised { .. })) && !self.is_finished()
    }

    /// True when the visit was finished, and only has to be put away.
    pub fn is_finished(&self) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.event == Event::Finished)
    }
}

/// What is the same for the whole visit, from the first of its events.
fn facts_of(entries: &[Entry]) -> &VisitFacts {
    match &entries.first().expect("checked when read").event {
        Event::Started(facts) | Event::Revised { facts, .. } => facts,
        _ => unreachable!("checked when read"),
    }
}

fn check_order(
    path: &Path,
    line: usize,
    before: &[Entry],
    entry: &Entry,
) -> Result<(), LedgerError> {
    let is_first = matches!(entry.event, Event::Started(_) | Event::Revised { .. });
    let expected = before.last().map_or(1, |last| last.seq + 1);
    let why = if is_first != before.is_empty() {
        "a visit begins with its facts, and has them once".to_owned()
    } else if entry.seq != expected {
        format!(
            "event {} stands where {expected} belongs, so lines are missing or came twice",
            entry.seq
        )
    } else {
        return Ok(());
    };
    Err(LedgerError::damaged(path, Some(line), why))
}

/// A journal that events are added to.
#[derive(Debug)]
pub(super) struct Journal {
    disk: Disk,
    path: PathBuf,
    file: File,
    length: u64,
    next_seq: u64,
    is_poisoned: bool,
}

impl Journal {
    /// Begins a journal with its first event, which is on the disk itself before this returns.
    pub(super) fn begin(disk: &Disk, path: &Path, entry: &Entry) -> Result<Self, LedgerError> {
        super::atomic::write_new(disk, path, line_of(entry).as_bytes())?;
        let text = JournalText::read(path)?;
        Self::resume(disk, path, &text)
    }

    /// Opens a journal to go on with it: what was torn off is cut away first, so that it does not
    /// swallow the next event.
    pub(super) fn resume(
        disk: &Disk,
        path: &Path,
        text: &JournalText,
    ) -> Result<Self, LedgerError> {
        refuse_link(path)?;
        let mut file = private_options()
            .open(path)
            .map_err(LedgerError::io("write", path))?;
        let mut length = text.whole as u64;
        let mut mend = || {
            if text.torn.is_some() {
                disk.cut(&file, path, length)?;
            }
            if text.lacks_line_feed {
                disk.append(&mut file, path, b"\n")?;
                length += 1;
            }
            if text.torn.is_some() || text.lacks_line_feed {
                disk.sync(&file, path)?;
            }
            Ok(())
        };
        mend().map_err(LedgerError::io("write", path))?;
        let next_seq = text.entries.last().map_or(1, |last| last.seq + 1);
        Ok(Self {
            disk: disk.clone(),
            path: path.to_owned(),
            file,
            length,
            next_seq,
            is_poisoned: false,
        })
    }

    /// Adds an event; it is on the disk itself when this returns. After a failure nothing more is
    /// taken: a disk that failed to sync may have lost what it says it has.
    pub(super) fn keep(&mut self, at: Moment, event: Event) -> Result<Entry, LedgerError> {
        if self.is_poisoned {
            return Err(LedgerError::Poisoned {
                path: self.path.clone(),
            });
        }
        let entry = Entry {
            seq: self.next_seq,
            at,
            event,
        };
        let line = line_of(&entry);
        let kept = self
            .disk
            .append(&mut self.file, &self.path, line.as_bytes())
            .and_then(|()| self.disk.sync_data(&self.file, &self.path));
        if let Err(source) = kept {
            self.is_poisoned = true;
            // As far as the disk still does it: what was not saved is not to come back later.
            let _ = self.disk.cut(&self.file, &self.path, self.length);
            return Err(LedgerError::NotSaved {
                path: self.path.clone(),
                source,
            });
        }
        self.length += line.len() as u64;
        self.next_seq += 1;
        Ok(entry)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}
