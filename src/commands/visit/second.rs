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
    let mut frontend = frontend(context, args.ui);
    let is_person = !frontend.is_script() && args.answers.is_none();
    let auditor = other_auditor(args, ledger, first, is_person.then_some(&mut frontend))?;
    let id = ledger
        .next_second(&first.id)
        .ok_or_else(|| Failure::could_not("this contact was scored by 26 auditors already"))?;
    let facts = VisitFacts {
        id,
        auditor,
        started: context.now(),
        ..first.clone()
    };
    let loaded = kept_standard(ledger, &facts.standard)?;
    if let Some(file) = &args.answers {
        return in_advance::run_second(context, args, ledger, &loaded, file, facts);
    }
    let open = ledger.begin(facts, &loaded.bytes)?;
    walking::walk_on(context, ledger, &loaded.standard, open, &mut frontend)
}

fn other_auditor(
    args: &VisitArgs,
    ledger: &Ledger,
    first: &VisitFacts,
    person: Option<&mut LineFrontend>,
) -> Result<String> {
    let differs = |code: &String| !code.trim().is_empty() && *code != first.auditor;
    if let Some(code) = &args.auditor {
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
