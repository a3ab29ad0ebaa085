//! Where commands find the exact standard that a visit was scored with.

use anyhow::Result;

use super::context::Context;
use crate::files::built_in;
use crate::files::standard_yaml::read_standard;
use crate::ledger::Ledger;
use crate::ledger::error::LedgerError;
use crate::model::id::Fingerprint;
use crate::model::standard::{Standard, StandardRef};

/// Finds a standard by its fingerprint: the copy kept with the visits, else the one in use, else
/// the built-in one; `None` where none of them is it. A kept copy that was changed is named and not
/// used.
pub fn exact_standard(
    context: &Context,
    ledger: &Ledger,
    wanted: &StandardRef,
) -> Result<Option<Standard>> {
    let kept = match ledger.kept_standard(wanted) {
        Ok(bytes) => Some(bytes),
        Err(LedgerError::NoStandard { .. }) => None,
        Err(error @ LedgerError::Damaged { .. }) => {
            context.output.say(&format!("Not used: {error}."));
            None
        }
        Err(error) => return Err(error.into()),
    };
    let in_use = || ledger.standard(&wanted.id);
    let bytes = match kept {
        Some(bytes) => Some(bytes),
        None => in_use()?
            .into_iter()
            .chain(built_in::find(&wanted.id).map(|built_in| built_in.yaml.to_vec()))
            .find(|bytes| Fingerprint::of(bytes) == wanted.fingerprint),
    };
    Ok(bytes.and_then(|bytes| read_standard(wanted.id.as_str(), &bytes).standard))
}
