//! The seals of all devices, and the one file that this device appends to. What a seal cannot do:
//! whoever owns the folder can make all of them anew; somebody else holding a head shows it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Ledger;
use super::disk::private_options;
use super::error::LedgerError;
use super::layout::{names_in, refuse_link};
use crate::files::seal_line::{Seal, Sealing};
use crate::model::visit::VisitId;

/// The seals of a device, as far as they can be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chain {
    /// The device.
    pub device: String,
    /// Its file.
    pub path: PathBuf,
    /// Its seals, in order.
    pub seals: Vec<Seal>,
    /// The first thing that is wrong with it: the line, and what.
    pub broken: Option<(usize, String)>,
    /// A last line that was never wholly written.
    pub torn: Option<String>,
    /// Bytes of the whole lines.
    whole: usize,
    /// True when the last seal lacks only its line feed.
    lacks_line_feed: bool,
}

impl Chain {
    fn parse(device: &str, path: &Path, bytes: &[u8]) -> Self {
        let mut chain = Self {
            device: device.into(),
            path: path.to_owned(),
            seals: Vec::new(),
            broken: None,
            torn: None,
            whole: 0,
            lacks_line_feed: false,
        };
        for (n, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
            let text = String::from_utf8_lossy(line);
            let parsed = Seal::parse(&text);
            if parsed.is_err() && !line.ends_with(b"\n") {
                chain.torn = Some(text.into_owned());
                break;
            }
            chain.whole += line.len();
            chain.lacks_line_feed = !line.ends_with(b"\n");
            let wrong = match &parsed {
                Err(why) => Some(why.clone()),
                Ok(seal) if !seal.is_whole => Some("the line was changed".into()),
                Ok(seal) if !seal.follows(chain.seals.last()) => {
                    Some("it does not follow the line before it".into())
                }
                Ok(_) => None,
            };
            if let Some(why) = wrong {
                chain.broken.get_or_insert((n + 1, why));
            }
            chain.seals.extend(parsed);
        }
        chain
    }

    /// The last seal and its number, for somebody else to hold: `SEAL:COUNT`.
    pub fn head(&self) -> Option<(&str, u64)> {
        self.seals
            .last()
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

/// The seals of all devices, by visit.
pub(super) fn by_visit(chains: &[Chain]) -> BTreeMap<VisitId, Word> {
    let mut words: BTreeMap<VisitId, Word> = BTreeMap::new();
    for chain in chains {
        let last_words: BTreeMap<&VisitId, &Seal> =
            chain.seals.iter().map(|seal| (&seal.visit, seal)).collect();
        for (visit, seal) in last_words {
            let word = words.entry(visit.clone()).or_default();
            match seal.sealing {
                Sealing::Finished { .. } => word.finished.push(seal.clone()),
                Sealing::Discarded { .. } => word.is_discarded = true,
            }
        }
    }
    words
}

impl Ledger {
    /// The seals of all devices.
    pub fn chains(&self) -> Result<Vec<Chain>, LedgerError> {
        let names = names_in(&self.layout.seals())?;
        let devices = names.iter().filter_map(|name| name.strip_suffix(".jsonl"));
        devices.map(|device| self.chain(device)).collect()
    }

    fn chain(&self, device: &str) -> Result<Chain, LedgerError> {
        let path = self.layout.seals_of(device);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Chain::parse(device, &path, &bytes)),
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
        self.layout.make_folder(&self.disk, &self.layout.seals())?;
        let chain = self.chain(&self.device)?;
        if let Some((line, why)) = &chain.broken {
            return Err(LedgerError::damaged(&chain.path, Some(*line), why.clone()));
        }
        let last_of_visit = chain.seals.iter().rfind(|seal| seal.visit == *visit);
        if let Some(seal) = last_of_visit.filter(|seal| seal.sealing == sealing) {
            return Ok(seal.clone());
        }
        refuse_link(&chain.path)?;
        let seal = Seal::after(chain.seals.last(), visit.clone(), sealing);
        self.append_line(&chain, &seal.line())
            .map_err(LedgerError::io("write", &chain.path))?;
        Ok(seal)
    }

    fn append_line(&self, chain: &Chain, line: &str) -> std::io::Result<()> {
        let path = &chain.path;
        let is_new = !path.exists();
        let mut file = if is_new {
            self.disk.create_new(path)?
        } else {
            private_options().open(path)?
        };
        let length = chain.whole as u64;
        if chain.torn.is_some() {
            self.disk.cut(&file, path, length)?;
        }
        let line = if chain.lacks_line_feed {
            format!("\n{line}")
        } else {
            line.to_owned()
        };
        let written = self
            .disk
            .append(&mut file, path, line.as_bytes())
            .and_then(|()| self.disk.sync(&file, path));
        if let Err(error) = written {
            let _ = self.disk.cut(&file, path, length);
            return Err(error);
        }
        if is_new {
            self.disk.sync_folder(super::atomic::folder_of(path))?;
        }
        Ok(())
    }
}
