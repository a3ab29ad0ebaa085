//! What was jotted down before the first item, kept where a signal ends the program in the middle of it, as
//! when the window is closed: the visit is begun then, with all that is known of it.

use anyhow::Result;

use super::super::context::Context;
use super::super::opening::Loaded;
use super::details::Details;
use super::walking::keep_details;
use crate::ledger::Ledger;

/// Has a signal begin the visit and keep what was jotted down so far.
pub(super) fn keep_jotted(context: &Context, ledger: &Ledger, loaded: &Loaded, details: &Details) {
    // Without a random number for the name of the visit, the words are said as before.
    let Ok(seed) = context.seed() else { return };
    let (ledger, details, clock) = (ledger.clone(), details.clone(), context.clock());
    let (standard, bytes) = (loaded.standard.reference(), loaded.bytes.clone());
    let resume = context.farewell.resume("");
    context.farewell.keep_by(move |words| {
        let kept = || -> Result<()> {
            let id = details.fresh_id(&ledger, seed);
            let mut open = ledger.begin(details.facts(id, standard, clock()), &bytes)?;
            let notes = Some(words.trim().to_owned());
            keep_details(&*clock, &mut open, &Details { notes, ..details })?;
            Ok(())
        };
        let words = || format!("Your notes are kept. Resume with: {resume}");
        kept().ok().map(|()| words())
    });
}
