//! Plain files in a folder that a person can read, copy and mail: the only module that writes
//! results. Reading makes nothing and never waits; writing is whole or not at all.

pub mod layout;
pub mod locate;

mod append;
pub mod atomic;
pub mod bounded;
pub mod device;
pub mod disk;
pub mod error;
pub mod lock;

pub mod journal;
pub mod open_visit;

pub mod actions;
pub mod discard;
pub mod erase;
mod erase_found;
mod erase_plan;
pub mod evidence;
pub mod finish;
pub mod purge;
pub mod seal;
pub mod standards;

pub mod in_progress;
mod last;
pub mod namings;
pub mod package;
pub mod problem;
pub mod resolve;
pub mod scan;
mod stray;
pub mod verify;
pub mod visits;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use self::disk::Disk;
use self::error::LedgerError;
use self::layout::{Layout, names_in};
use self::standards::KnownStandards;
use crate::files::programme_text::{NewProgramme, programme_text};
use crate::files::programme_yaml::read_programme;
use crate::model::programme::Programme;
use crate::model::visit::{Name, Role, VisitFacts, VisitId};

/// What `visits/.gitattributes` says.
const GIT_ATTRIBUTES: &[u8] =
    b"# The seals of mystery hold for every byte: git is to leave these files as they are.\n* -text\n";

/// A ledger: there already, or to be made by the first visit.
#[derive(Clone, Debug)]
pub struct Ledger {
    layout: Layout,
    disk: Disk,
    device: String,
    programme: Programme,
    known: Arc<Mutex<KnownStandards>>,
    /// How long its lock is waited for.
    patience: std::time::Duration,
}

impl Ledger {
    /// Opens the ledger in a folder. Makes nothing: one that is not there is empty.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        Self::open_on(path, Disk::default(), device::device())
    }

    /// As [`Ledger::open`], on a disk and a device of one's choice.
    pub fn open_on(path: &Path, disk: Disk, device: String) -> Result<Self, LedgerError> {
        let layout = Layout::new(path);
        let programme = read_programme_of(&layout)?;
        Ok(Self {
            layout,
            disk,
            device,
            programme,
            known: Arc::default(),
            patience: lock::PATIENCE,
        })
    }

    /// Sets up a ledger with a `mystery.yaml` of this text. One that is there is not replaced.
    pub fn create(path: &Path, programme: &str) -> Result<Self, LedgerError> {
        let ledger = Self::open(path)?;
        let file = ledger.layout.programme();
        if file.symlink_metadata().is_ok() {
            return Err(LedgerError::Exists { path: file });
        }
        ledger.layout.make_folder(&ledger.disk, path)?;
        atomic::write_new(&ledger.disk, &file, programme.as_bytes())?;
        ledger.keep_bytes()?;
        Self::open(path)
    }

    /// What lies where.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The programme; an empty one where the ledger has none.
    pub fn programme(&self) -> &Programme {
        &self.programme
    }

    /// A new visit's id that no visit here has yet.
    pub fn fresh_id(
        &self,
        date: chrono::NaiveDate,
        organisation: &Name,
        site: &Name,
        seed: u64,
    ) -> VisitId {
        let mut ids = draws(seed).map(|draw| VisitId::compose(date, organisation, site, &draw));
        let fresh = ids.find(|id| !self.is_taken(id));
        fresh.expect("draws never end")
    }

    /// The id of the next revision of a visit: no number is given twice.
    pub fn next_revision(&self, of: &VisitId) -> VisitId {
        let base = of.base();
        let taken = self.taken_ids();
        let of_visit = taken.iter().filter(|id| id.base() == base);
        let highest = of_visit.map(VisitId::revision).max().unwrap_or(1);
        of.with_revision(highest.max(of.revision()) + 1)
    }

    /// The id of the next scoring of the same contact by another auditor; `None` beyond `.z`.
    pub fn next_second(&self, of: &VisitId) -> Option<VisitId> {
        let bases: BTreeSet<VisitId> = self.taken_ids().iter().map(VisitId::base).collect();
        ('b'..='z')
            .map(|letter| of.with_second(letter))
            .find(|id| !bases.contains(id))
    }

    /// True for one of the [`Ledger::taken_ids`], without a look at the others.
    fn is_taken(&self, id: &VisitId) -> bool {
        let mut places = vec![
            self.layout.visit(id),
            self.layout.open_visit(id),
            self.layout.journal(id),
        ];
        for bin in self.bins().unwrap_or_default() {
            places.push(bin.join(format!("open/{id}.jsonl")));
            places.push(bin.join(format!("journal/{id}.jsonl")));
            places.push(bin.join(format!("{id}.csv")));
        }
        let is_named = || {
            let chains = self.chains_naming(&BTreeSet::from([id.as_str()]));
            let chains = chains.unwrap_or_default();
            chains.iter().any(|chain| !chain.seals.is_empty())
        };
        places.iter().any(|it| it.symlink_metadata().is_ok()) || is_named()
    }

    /// Every id that a visit has or had here: finished, in progress, in the bin, or only named by a
    /// journal or a seal any more. What cannot be read names nothing.
    fn taken_ids(&self) -> BTreeSet<VisitId> {
        let mut places = vec![
            (self.layout.visits(), ".csv"),
            (self.layout.open_visits(), ".jsonl"),
            (self.layout.journals(), ".jsonl"),
        ];
        for bin in self.bins().unwrap_or_default() {
            places.push((bin.join("open"), ".jsonl"));
            places.push((bin.join("journal"), ".jsonl"));
            places.push((bin, ".csv"));
        }
        let mut taken = BTreeSet::new();
        for (folder, ending) in places {
            let names = names_in(&folder).unwrap_or_default();
            let ids = names.iter().filter_map(|name| name.strip_suffix(ending));
            taken.extend(ids.filter_map(VisitId::new));
        }
        let chains = self.chains().unwrap_or_default();
        let seals = chains.into_iter().flat_map(|chain| chain.seals);
        taken.extend(seals.map(|seal| seal.visit));
        taken
    }

    /// Makes the ledger where it is not there; true when it was made.
    fn make(&self, first: Option<&VisitFacts>) -> Result<bool, LedgerError> {
        self.keep_bytes()?;
        let file = self.layout.programme();
        if file.symlink_metadata().is_ok() {
            return Ok(false);
        }
        let ours = first.filter(|facts| facts.role == Role::Own);
        let new = NewProgramme {
            organisation: ours.map(|facts| facts.organisation.clone()),
            ..NewProgramme::default()
        };
        self.layout.make_folder(&self.disk, self.layout.root())?;
        match atomic::write_new(&self.disk, &file, programme_text(&new).as_bytes()) {
            // Another first visit made it at the same moment.
            Err(LedgerError::Exists { .. }) if file.is_file() => Ok(false),
            made => made.map(|()| true),
        }
    }

    /// Has git leave the files of visits as they are, byte by byte: on a system where it changes the
    /// ends of lines, every seal would be broken otherwise. One that is there already is the person's.
    fn keep_bytes(&self) -> Result<(), LedgerError> {
        let path = self.layout.git_attributes();
        if path.symlink_metadata().is_ok() {
            return Ok(());
        }
        self.layout.make_folder(&self.disk, &self.layout.visits())?;
        match atomic::write_new(&self.disk, &path, GIT_ATTRIBUTES) {
            // Another program wrote one at the same moment.
            Err(LedgerError::Exists { .. }) => Ok(()),
            written => written,
        }
    }
}

fn read_programme_of(layout: &Layout) -> Result<Programme, LedgerError> {
    let path = layout.programme();
    let bytes = match bounded::yaml_file(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Ok(Programme::default());
        }
        bytes => bytes.map_err(LedgerError::io("read", &path))?,
    };
    let reading = read_programme(&bytes);
    reading.programme.ok_or(LedgerError::Programme {
        path,
        text: reading.text,
        problems: reading.diagnostics,
    })
}

/// Words of four letters and figures, to tell apart by: the same from the same seed, without end.
fn draws(seed: u64) -> impl Iterator<Item = String> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    std::iter::repeat_with(move || {
        let bits = chance.next_u32();
        let letter = |n: u32| b"abcdefghijklmnopqrstuvwxyz234567"[(bits >> (5 * n)) as usize & 31];
        (0..4).map(|n| char::from(letter(n))).collect()
    })
}

#[cfg(test)]
mod tests;
