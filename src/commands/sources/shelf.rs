//! Where the exact standard of a visit is looked for: files that were named, ledgers, folders beside
//! the visits, and what comes along.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::FoundStandard;
use crate::commands::context::Context;
use crate::commands::failure::Failure;
use crate::files::standard_yaml::read_standard;
use crate::ledger::Ledger;
use crate::ledger::bounded;
use crate::ledger::error::LedgerError;
use crate::ledger::layout::names_in;
use crate::ledger::standards::{built_in, standard_from};
use crate::model::id::Fingerprint;
use crate::model::standard::StandardRef;

/// Where standards may be.
#[derive(Default)]
pub(super) struct Shelf {
    /// Files that were named go first.
    named: BTreeMap<Fingerprint, Vec<u8>>,
    /// Ledgers, whose kept copies come next.
    pub(super) ledgers: Vec<Ledger>,
    /// Folders beside the visits.
    pub(super) folders: Vec<PathBuf>,
    /// Standards of which a ledger has a copy that cannot be used.
    pub(super) damaged: BTreeSet<Fingerprint>,
    /// What the folders hold; read when first needed.
    in_folders: Option<BTreeMap<Fingerprint, Vec<u8>>>,
}

impl Shelf {
    /// Takes a file that was named; one that is no standard is refused.
    pub(super) fn take_named(&mut self, path: &Path) -> Result<()> {
        let yaml = bounded::yaml_file(path).map_err(LedgerError::io("read", path))?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        if read_standard(&stem, &yaml).standard.is_none() {
            let message = format!("`{}` is no standard that could be used", path.display());
            let hint = format!(
                "see what is wrong with it: mystery standard check {}",
                path.display()
            );
            return Err(Failure::could_not(message).hint(hint).into());
        }
        self.named.insert(Fingerprint::of(&yaml), yaml);
        Ok(())
    }

    /// The exact standard that is wanted, by its fingerprint.
    pub(super) fn find(
        &mut self,
        context: &Context,
        wanted: &StandardRef,
    ) -> Option<FoundStandard> {
        let yaml = self.yaml(context, wanted)?;
        let standard = standard_from(wanted, &yaml)?;
        Some(FoundStandard { standard, yaml })
    }

    fn yaml(&mut self, context: &Context, wanted: &StandardRef) -> Option<Vec<u8>> {
        let print = &wanted.fingerprint;
        if let Some(yaml) = self.named.get(print) {
            return Some(yaml.clone());
        }
        for ledger in &self.ledgers {
            let found = ledger.exact_yaml(wanted);
            if let Some(error) = found.not_used {
                context.output.say(&format!("Not used: {error}."));
                self.damaged.insert(print.clone());
            }
            if found.yaml.is_some() {
                return found.yaml;
            }
        }
        let folders = &self.folders;
        let in_folders = self.in_folders.get_or_insert_with(|| read_folders(folders));
        if let Some(yaml) = in_folders.get(print) {
            return Some(yaml.clone());
        }
        built_in(wanted)
    }
}

/// The standards in some folders, by fingerprint. What cannot be read is no standard.
fn read_folders(folders: &[PathBuf]) -> BTreeMap<Fingerprint, Vec<u8>> {
    let mut found = BTreeMap::new();
    for folder in folders {
        for name in names_in(folder).unwrap_or_default() {
            let end = Path::new(&name).extension().unwrap_or_default();
            if !["yaml", "yml"]
                .iter()
                .any(|yaml| end.eq_ignore_ascii_case(yaml))
            {
                continue;
            }
            if let Ok(yaml) = bounded::yaml_file(&folder.join(name)) {
                found.insert(Fingerprint::of(&yaml), yaml);
            }
        }
    }
    found
}
