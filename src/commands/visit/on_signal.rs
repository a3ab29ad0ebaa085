//! What was jotted down before the first item, kept where a signal ends the program in the middle of it, as
//! when the window is closed: the visit is begun then, with all that is known of it.

use super::super::context::Context;
use super::super::opening::Loaded;
use super::details::Details;
use super::walking::keep_details;
use crate::ledger::Ledger;
use crate::report::wording::sentence;

/// Has a signal begin the visit and keep what was jotted down so far.
pub(super) fn keep_jotted(context: &Context, ledger: &Ledger, loaded: &Loaded, details: &Details) {
    // Without a random number for the name of the visit, the words are said as before.
    let Ok(seed) = context.seed() else { return };
    let (ledger, details, clock) = (ledger.clone(), details.clone(), context.clock());
    let (standard, bytes) = (loaded.standard.reference(), loaded.bytes.clone());
    let resume = context.farewell.resume("");
    context.farewell.keep_by(move |words| {
        let id = details.fresh_id(&ledger, seed);
        let facts = details.facts(id, standard, clock());
        let mut open = ledger.begin(facts, &bytes).ok()?;
        let notes = Some(words.trim().to_owned());
        Some(
            match keep_details(&*clock, &mut open, &Details { notes, ..details }) {
                Ok(()) => format!("Your notes are kept. Resume with: {resume}"),
                Err(error) => format!(
                    "The visit {} is begun, but not all is kept. {} You wrote:\n{words}\nResume with: \
                     {resume}",
                    open.id(),
                    sentence(&format!("{:#}", anyhow::Error::from(error)))
                ),
            },
        )
    });
}
