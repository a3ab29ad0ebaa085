//! The standards of a ledger: those in use, and the exact ones that its visits were scored with,
//! kept by their fingerprints.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use super::Ledger;
use super::atomic;
use super::bounded;
use super::disk::Readers;
use super::error::LedgerError;
use super::layout::{names_in, refuse_link};
use crate::files::built_in;
use crate::files::standard_yaml::read_standard;
use crate::model::event::{Entry, Event};
use crate::model::id::{Fingerprint, Id};
use crate::model::standard::{Standard, StandardRef, Version};
use crate::model::visit::Visit;
use crate::walk;

/// The standards that were looked for already, found or not.
pub(super) type KnownStandards = BTreeMap<StandardRef, Option<Arc<Standard>>>;

impl Ledger {
    /// The bytes of a standard in use; `None` where the ledger has none of that id.
    pub fn standard(&self, id: &Id) -> Result<Option<Vec<u8>>, LedgerError> {
        let path = self.layout.standard(id);
        match bounded::yaml_file(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(LedgerError::io("read", &path)(error)),
        }
    }

    /// The ids of the standards in use, sorted.
    pub fn standards(&self) -> Result<Vec<Id>, LedgerError> {
        let names = names_in(&self.layout.standards())?;
        let ids = names.iter().filter_map(|name| name.strip_suffix(".yaml"));
        Ok(ids.filter_map(Id::new).collect())
    }

    /// The bytes of the exact standard that a visit was scored with, as they were kept.
    pub fn kept_standard(&self, standard: &StandardRef) -> Result<Vec<u8>, LedgerError> {
        let path = self.layout.kept_standard(standard);
        match bounded::yaml_file(&path) {
            Ok(bytes) if Fingerprint::of(&bytes) == standard.fingerprint => Ok(bytes),
            Ok(_) => Err(LedgerError::damaged(
                &path,
                None,
                "it was changed after it was kept",
            )),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(LedgerError::NoStandard {
                standard: standard.clone(),
            }),
            Err(error) => Err(LedgerError::io("read", &path)(error)),
        }
    }

    /// The exact standard of a visit, as [`Ledger::exact_yaml`] finds it; `None` where it is nowhere.
    /// Each is read once.
    pub fn standard_of(&self, wanted: &StandardRef) -> Option<Arc<Standard>> {
        let read = |known: &mut KnownStandards| {
            let find = || self.find_standard(wanted).map(Arc::new);
            known.entry(wanted.clone()).or_insert_with(find).clone()
        };
        match self.known.lock() {
            Ok(mut known) => read(&mut known),
            Err(poisoned) => read(&mut poisoned.into_inner()),
        }
    }

    fn find_standard(&self, wanted: &StandardRef) -> Option<Standard> {
        let yaml = self.exact_yaml(wanted).yaml.or_else(|| built_in(wanted))?;
        standard_from(wanted, &yaml)
    }

    /// The bytes of the exact standard of a visit: the copy that was kept, else the standard in use.
    /// A copy that was kept and is not used, for it was changed or cannot be read, is told.
    pub fn exact_yaml(&self, wanted: &StandardRef) -> ExactYaml {
        let (kept, not_used) = match self.kept_standard(wanted) {
            Ok(bytes) => (Some(bytes), None),
            Err(LedgerError::NoStandard { .. }) => (None, None),
            Err(error) => (None, Some(error)),
        };
        let is_wanted = |bytes: &Vec<u8>| Fingerprint::of(bytes) == wanted.fingerprint;
        let in_use = || self.standard(&wanted.id).ok().flatten().filter(is_wanted);
        ExactYaml {
            yaml: kept.or_else(in_use),
            not_used,
        }
    }

    /// The exact standards that visits here were scored with.
    pub fn known_standards(&self) -> Result<Vec<StandardRef>, LedgerError> {
        let names = names_in(&self.layout.kept_standards())?;
        Ok(names.iter().filter_map(|name| standard_ref(name)).collect())
    }

    /// Keeps the exact standard of a visit. A kept copy that was damaged since is mended.
    pub(super) fn keep_standard(
        &self,
        standard: &StandardRef,
        yaml: &[u8],
    ) -> Result<(), LedgerError> {
        if Fingerprint::of(yaml) != standard.fingerprint {
            return Err(LedgerError::Refused(format!(
                "the standard {} {} changed while the visit was begun: try again",
                standard.id, standard.version
            )));
        }
        let path = self.layout.kept_standard(standard);
        self.layout
            .make_folder(&self.disk, &self.layout.kept_standards())?;
        refuse_link(&path)?;
        match bounded::yaml_file(&path) {
            Ok(kept) if Fingerprint::of(&kept) == standard.fingerprint => Ok(()),
            _ => atomic::replace(&self.disk, &path, yaml, Readers::Owner),
        }
    }
}

/// Where a ledger has the exact standard of a visit.
#[derive(Debug)]
pub struct ExactYaml {
    /// Its bytes.
    pub yaml: Option<Vec<u8>>,
    /// Why the copy that was kept is not used.
    pub not_used: Option<LedgerError>,
}

/// The bytes of a built-in standard, where it is exactly the one that is wanted.
pub fn built_in(wanted: &StandardRef) -> Option<Vec<u8>> {
    let yaml = built_in::find(&wanted.id)?.yaml();
    Some(yaml).filter(|bytes| Fingerprint::of(bytes) == wanted.fingerprint)
}

/// The standard in the bytes that were kept for a visit. One whose file names no id has the id that
/// its file's name gave it then.
pub fn standard_from(wanted: &StandardRef, yaml: &[u8]) -> Option<Standard> {
    let standard = read_standard(wanted.id.as_str(), yaml).standard?;
    Some(Standard {
        id: wanted.id.clone(),
        ..standard
    })
}

/// What the events of a visit come to, by the bytes of its standard.
pub(super) fn visit_from(yaml: &[u8], entries: &[Entry]) -> Result<Visit, String> {
    let (Event::Started(facts) | Event::Revised { facts, .. }) = &entries[0].event else {
        return Err("it does not begin with the facts of a visit".into());
    };
    let standard = standard_from(&facts.standard, yaml)
        .ok_or("its standard can no longer be read by this version of the program")?;
    walk::finish::visit_of(&standard, entries).map_err(|why| why.to_string())
}

/// The standard that a kept copy's name names: `<id>-<version>-<fingerprint>.yaml`.
pub(super) fn standard_ref(name: &str) -> Option<StandardRef> {
    let (rest, fingerprint) = name.strip_suffix(".yaml")?.rsplit_once('-')?;
    let (id, version) = rest.rsplit_once('-')?;
    Some(StandardRef {
        id: Id::new(id)?,
        version: Version::from_text(version)?,
        fingerprint: Fingerprint::new(fingerprint)?,
    })
}
