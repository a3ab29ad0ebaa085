//! Where commands find the exact standard that a visit was scored with.

use anyhow::Result;

use super::context::Context;
use crate::ledger::Ledger;
use crate::ledger::error::LedgerError;
use crate::ledger::standards::{built_in, standard_from};
use crate::model::standard::{Standard, StandardRef};

/// The exact standard, from the ledger, else the built-in one; `None` where none of them is it. A
/// kept copy that was changed is named and not used; one that cannot be read is an error.
pub fn exact_standard(
    context: &Context,
    ledger: &Ledger,
    wanted: &StandardRef,
) -> Result<Option<Standard>> {
    let found = ledger.exact_yaml(wanted);
    match found.not_used {
        Some(error @ LedgerError::Damaged { .. }) => {
            context.output.say(&format!("Not used: {error}."));
        }
        Some(error) => return Err(error.into()),
        None => {}
    }
    let yaml = found.yaml.or_else(|| built_in(wanted));
    Ok(yaml.and_then(|yaml| standard_from(wanted, &yaml)))
}
