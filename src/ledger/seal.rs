//! The seals of all devices, and the one file that this device appends to. What a seal cannot do:
//! whoever owns the folder can make all of them anew; somebody else holding a head shows it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::path::{Path, PathBuf};

use super::Ledger;
use super::append::append_line;
use super::bounded;
use super::error::LedgerError;
use super::layout::{names_in, refuse_link};
use super::visits::{Problem, ProblemKind};
use crate::files::json_line::LineError;
use crate::files::seal_line::{Seal, Sealing};
use crate::model::visit::VisitId;

/// Something that is wrong with the seals of a device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Break {
    /// The line; `None` where it is the whole file.
    pub line: Option<usize>,
    /// What is wrong, as a lower-case fragment.
    pub why: String,
}

/// The seals of a device, as far as they can be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chain {
    /// The device.
    pub device: String,
    /// Its file.
    pub path: PathBuf,
    /// Its seals, in order; those of changed lines too, which are not to be trusted.
    pub seals: Vec<Seal>,
    /// What is wrong with it, in order.
    pub breaks: Vec<Break>,
    /// True when a newer version of the program wrote some of it.
    pub is_newer: bool,
    /// A last line that was never wholly written.
    pub torn: Option<String>,
    /// Bytes of the whole lines.
    whole: usize,
    /// True when the last seal lacks only its line feed.
    lacks_line_feed: bool,
    /// True when the last line is none that a seal could follow.
    ends_broken: bool,
}

impl Chain {
    /// As far as lines come from the source, one at a time.
    fn read(device: &str, path: &Path, mut source: impl BufRead) -> std::io::Result<Self> {
        let mut chain = Self {
            device: device.into(),
            path: path.to_owned(),
            seals: Vec::new(),
            breaks: Vec::new(),
            is_newer: false,
            torn: None,
            whole: 0,
            lacks_line_feed: false,
            ends_broken: false,
        };
        let mut line = Vec::new();
        for n in 1.. {
            line.clear();
            if source.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            let text = String::from_utf8_lossy(&line);
            let parsed = Seal::parse(&text);
            let is_newer = matches!(parsed, Err(LineError::Newer { .. }));
            if parsed.is_err() && !is_newer && !line.ends_with(b"\n") {
                chain.torn = Some(text.into_owned());
                break;
            }
            chain.whole += line.len();
            chain.lacks_line_feed = !line.ends_with(b"\n");
            let wrong = match &parsed {
                Err(why) => Some(why.to_string()),
                Ok(seal) if !seal.is_whole => Some("the line was changed".into()),
                // Behind a broken line a new run begins, whatever it follows.
                Ok(seal)
                    if !chain.ends_broken && !seal.follows(chain.whole_seals().next_back()) =>
                {
                    Some("it does not follow the line before it".into())
                }
                Ok(_) => None,
            };
            let line = Some(n);
            chain.breaks.extend(wrong.map(|why| Break { line, why }));
            chain.is_newer |= is_newer;
            chain.ends_broken = !parsed.as_ref().is_ok_and(|seal| seal.is_whole);
            chain.seals.extend(parsed);
        }
        Ok(chain)
    }

    fn parse(device: &str, path: &Path, bytes: &[u8]) -> Self {
        Self::read(device, path, bytes).expect("reading memory does not fail")
    }

    /// The seals that can be trusted to say what their device said.
    pub fn whole_seals(&self) -> impl DoubleEndedIterator<Item = &Seal> {
        self.seals.iter().filter(|seal| seal.is_whole)
    }

    /// The last seal and its number, for somebody else to hold: `SEAL:COUNT`.
    pub fn head(&self) -> Option<(&str, u64)> {
        self.whole_seals()
            .next_back()
            .map(|last| (last.seal.as_str(), last.count))
    }
}

/// What all seals together say of a visit. Devices have no order among them, so each device's last
/// word counts.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Word {
    /// The seals of devices that last said that it was put away.
    pub finished: Vec<Seal>,
    /// True when a device last said that it was discarded.
    pub is_discarded: bool,
}

/// What all seals together say of the rows of a visit: the little of it that is held for each visit
/// while a ledger is read.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct RowsWord {
    /// SHA-256 of its CSV, by each device that last said that it was put away.
    pub(super) csv: Vec<Box<str>>,
    /// True when a device last said that it was discarded.
    pub(super) is_discarded: bool,
}

impl RowsWord {
    /// Of seals, what they say of the rows.
    pub(super) fn of<'s>(finished: impl IntoIterator<Item = &'s Seal>, is_discarded: bool) -> Self {
        let csv = finished.into_iter().filter_map(|seal| match &seal.sealing {
            Sealing::Finished { csv, .. } => Some(csv.as_str().into()),
            Sealing::Discarded { .. } => None,
        });
        Self {
            csv: csv.collect(),
            is_discarded,
        }
    }
}

/// The seals of all devices, by visit.
pub(super) fn by_visit(chains: &[Chain]) -> BTreeMap<VisitId, Word> {
    let words = last_words(chains).into_iter();
    words
        .map(|(visit, (finished, is_discarded))| {
            let finished = finished.into_iter().cloned().collect();
            let word = Word {
                finished,
                is_discarded,
            };
            (visit.clone(), word)
        })
        .collect()
}

/// What the seals of all devices say of the rows, by visit.
pub(super) fn rows_by_visit(chains: &[Chain]) -> BTreeMap<VisitId, RowsWord> {
    let words = last_words(chains).into_iter();
    words
        .map(|(visit, (finished, is_discarded))| {
            (visit.clone(), RowsWord::of(finished, is_discarded))
        })
        .collect()
}

/// The seals of devices that last said of a visit that it was put away, and whether one last said that
/// it was discarded.
fn last_words(chains: &[Chain]) -> BTreeMap<&VisitId, (Vec<&Seal>, bool)> {
    let mut words: BTreeMap<&VisitId, (Vec<&Seal>, bool)> = BTreeMap::new();
    for chain in chains {
        let last_words: BTreeMap<&VisitId, &Seal> = chain
            .whole_seals()
            .map(|seal| (&seal.visit, seal))
            .collect();
        for (visit, seal) in last_words {
            let (finished, is_discarded) = words.entry(visit).or_default();
            match seal.sealing {
                Sealing::Finished { .. } => finished.push(seal),
                Sealing::Discarded { .. } => *is_discarded = true,
            }
        }
    }
    for (finished, _) in words.values_mut() {
        // What was erased on one device is not to count again by the word of another.
        if finished.iter().any(|seal| seal.is_erased()) {
            finished.retain(|seal| seal.is_erased());
        }
    }
    words
}

/// The device whose seals a file of this name holds; `None` for any other file.
pub(super) fn device_of(name: &str) -> Option<&str> {
    let device = name.strip_suffix(".jsonl")?;
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    (device.len() == 8 && device.bytes().all(is_digit)).then_some(device)
}

/// The lines of a file of seals that may be about some visits.
fn lines_naming(path: &Path, visits: &BTreeSet<&str>) -> std::io::Result<Vec<u8>> {
    const NAMED: &[u8] = br#""visit":""#;
    // Made once: a chain's seals are a hundred thousand lines.
    let named = memchr::memmem::Finder::new(NAMED);
    let is_of_others = |line: &[u8]| {
        let at = named.find(line)? + NAMED.len();
        let end = at + memchr::memchr(b'"', &line[at..])?;
        let visit = std::str::from_utf8(&line[at..end]).ok()?;
        Some(!visits.contains(visit))
    };
    let mut source = bounded::lines_source(path)?;
    let (mut found, mut line) = (Vec::new(), Vec::new());
    while source.read_until(b'\n', &mut line)? > 0 {
        if is_of_others(&line) != Some(true) {
            found.extend_from_slice(&line);
        }
        line.clear();
    }
    Ok(found)
}

impl Ledger {
    /// The seals of all devices. A file of them that cannot be read is broken as a whole.
    pub fn chains(&self) -> Result<Vec<Chain>, LedgerError> {
        let names = names_in(&self.layout.seals())?;
        let devices = names.iter().filter_map(|name| device_of(name));
        let chain = |device: &str| {
            self.chain(device).unwrap_or_else(|error| {
                let path = self.layout.seals_of(device);
                let mut chain = Chain::parse(device, &path, b"");
                let why = error.reason();
                chain.breaks.push(Break { line: None, why });
                chain
            })
        };
        Ok(devices.map(chain).collect())
    }

    /// Of the seals of all devices those of some visits alone: other lines are not read as seals, so
    /// breaks and heads are not to be had from them.
    pub(super) fn chains_naming(&self, visits: &BTreeSet<&str>) -> Result<Vec<Chain>, LedgerError> {
        let names = names_in(&self.layout.seals())?;
        let chain = |device: &str| {
            let path = self.layout.seals_of(device);
            let lines = lines_naming(&path, visits).unwrap_or_default();
            Chain::parse(device, &path, &lines)
        };
        let devices = names.iter().filter_map(|name| device_of(name));
        Ok(devices.map(chain).collect())
    }

    /// Where a new run of this device's seals is to begin, because the last line of them is broken.
    pub fn broken_end(&self) -> Option<Problem> {
        // Mostly the last line says that there is nothing to say.
        let last = bounded::last_line(&self.layout.seals_of(&self.device)).ok()?;
        let last = std::str::from_utf8(&last).ok();
        let last = last.and_then(|last| Seal::parse(last).ok());
        if last.is_some_and(|seal| seal.is_whole) {
            return None;
        }
        let chain = self.chain(&self.device).ok()?;
        let last = chain.breaks.last().filter(|_| chain.ends_broken)?;
        Some(Problem {
            kind: ProblemKind::Seals,
            path: chain.path.clone(),
            line: last.line,
            why: last.why.clone(),
        })
    }

    /// This device's own seals, where another can be added to them. A broken line is no hindrance:
    /// the next seal names the last good one, and the break stays for everybody to see.
    pub(super) fn own_chain(&self) -> Result<Chain, LedgerError> {
        self.layout.make_folder(&self.disk, &self.layout.seals())?;
        refuse_link(&self.layout.seals_of(&self.device))?;
        let chain = self.chain(&self.device)?;
        match chain.breaks.last().filter(|_| chain.is_newer) {
            Some(newer) => Err(LedgerError::damaged(
                &chain.path,
                newer.line,
                newer.why.clone(),
            )),
            None => Ok(chain),
        }
    }

    fn chain(&self, device: &str) -> Result<Chain, LedgerError> {
        let path = self.layout.seals_of(device);
        let read = |source| Chain::read(device, &path, source);
        match bounded::lines_source(&path).and_then(read) {
            Ok(chain) => Ok(chain),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Ok(Chain::parse(device, &path, b""))
            }
            Err(error) => Err(LedgerError::io("read", &path)(error)),
        }
    }

    /// Appends a seal to this device's own; the ledger's lock is held. A seal that says the same as
    /// the last one of that visit is there already.
    pub(super) fn append_seal(
        &self,
        visit: &VisitId,
        sealing: Sealing,
    ) -> Result<Seal, LedgerError> {
        let chain = self.own_chain()?;
        let last_of_visit = chain.whole_seals().rfind(|seal| seal.visit == *visit);
        if let Some(seal) = last_of_visit.filter(|seal| seal.sealing == sealing) {
            return Ok(seal.clone());
        }
        let seal = Seal::after(chain.whole_seals().next_back(), visit.clone(), sealing);
        let line_feed = if chain.lacks_line_feed { "\n" } else { "" };
        let line = format!("{line_feed}{}", seal.line());
        append_line(&self.disk, &chain.path, chain.whole as u64, &line)
            .map_err(LedgerError::io("write", &chain.path))?;
        Ok(seal)
    }
}
