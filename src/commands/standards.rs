//! Where commands find the exact standard that a visit was scored with.

use super::context::Context;
use crate::ledger::Ledger;
use crate::ledger::standards::{built_in, standard_from};
use crate::model::standard::{Standard, StandardRef};

/// The exact standard, from the ledger, else the built-in one; `None` where none of them is it. A
/// kept copy that was changed is named and not used.
pub fn exact_standard(
    context: &Context,
    ledger: &Ledger,
    wanted: &StandardRef,
) -> Option<Standard> {
    let found = ledger.exact_yaml(wanted);
    if let Some(error) = found.not_used {
        context.output.say(&format!("Not used: {error}."));
    }
    standard_from(wanted, &found.yaml.or_else(|| built_in(wanted))?)
}
