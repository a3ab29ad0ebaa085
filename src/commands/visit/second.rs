//! `mystery visit --second VISIT`: another auditor scores the same contact.

use anyhow::Result;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::opening::kept_standard;
use super::questions::ask;
use super::{VisitArgs, frontend, in_advance, walking};
use crate::ledger::Ledger;
use crate::ledger::resolve::Among;
use crate::model::visit::VisitFacts;
use crate::ui::line::LineFrontend;

/// Takes the contact's facts from the first visit; the auditor must be another.
pub(super) fn run(context: &Context, args: &VisitArgs, ledger: &Ledger, named: &str) -> Result<()> {
    let first = ledger.resolve(named, Among::Finished)?;
    let visits = ledger.visits()?;
    let first = visits
        .visit(&first)
        .ok_or_else(|| Failure::could_not(format!("`{first}` cannot be read")))?;
    let first = &first.visit.facts;
    let loaded = kept_standard(ledger, &first.standard)?;
    if let Some(file) = &args.answers {
        return in_advance::run_second(context, args, ledger, &loaded, file, first);
    }
    let mut frontend = frontend(context, args.ui);
    let person = (!frontend.is_script()).then_some(&mut frontend);
    let auditor = other_auditor(args, None, ledger, first, person)?;
    let open = ledger.begin(facts_of(context, ledger, first, auditor)?, &loaded.bytes)?;
    walking::walk_on(context, ledger, &loaded.standard, open, &mut frontend)
}

/// The facts of the second scoring: those of the first, by another auditor.
pub(super) fn facts_of(
    context: &Context,
    ledger: &Ledger,
    first: &VisitFacts,
    auditor: String,
) -> Result<VisitFacts> {
    let id = ledger
        .next_second(&first.id)
        .ok_or_else(|| Failure::could_not("this contact was scored by 26 auditors already"))?;
    Ok(VisitFacts {
        id,
        auditor,
        started: context.now(),
        ..first.clone()
    })
}

/// The second auditor's code: of the option, of the file of answers, of the programme, or asked for.
pub(super) fn other_auditor(
    args: &VisitArgs,
    told: Option<String>,
    ledger: &Ledger,
    first: &VisitFacts,
    person: Option<&mut LineFrontend>,
) -> Result<String> {
    let differs = |code: &String| !code.trim().is_empty() && *code != first.auditor;
    if let Some(code) = args.auditor.clone().or(told) {
        return Some(code.trim().to_owned()).filter(differs).ok_or_else(|| {
            Failure::usage(format!("`{}` scored this contact first", first.auditor))
                .hint("a second scoring is another auditor's: say --auditor CODE")
                .into()
        });
    }
    if let Some(code) = ledger.programme().defaults.auditor.clone().filter(differs) {
        return Ok(code);
    }
    let Some(frontend) = person else {
        return Err(
            Failure::usage("a second scoring is another auditor's: say --auditor CODE").into(),
        );
    };
    loop {
        let question = format!(
            "{} scored this contact first. What is your own code?",
            first.auditor
        );
        let code = ask(frontend, &question, "[code] ")?;
        if differs(&code) {
            return Ok(code);
        }
    }
}
