//! `mystery visit --second VISIT`: another auditor scores the same contact.

use anyhow::Result;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::interview::{Interview, Question, interview};
use super::super::opening::{kept_standard, load_standard};
use super::{VisitArgs, frontend, in_advance, walking};
use crate::ledger::Ledger;
use crate::ledger::resolve::Among;
use crate::ledger::visits::FinishedVisit;
use crate::model::brief::Brief;
use crate::model::visit::VisitFacts;
use crate::report::wording::listed;

/// A contact that was scored, and by whom.
pub(super) struct Contact {
    /// The facts of the scoring that was named.
    pub(super) first: VisitFacts,
    /// Everybody who has scored it.
    auditors: Vec<String>,
}

/// Takes the contact's facts from the first visit; the auditor must be another.
pub(super) fn run(context: &Context, args: &VisitArgs, ledger: &Ledger, named: &str) -> Result<()> {
    let visits = ledger.briefs()?;
    let first = ledger.resolve_in(&visits, named, Among::Finished)?;
    let first = visits
        .visit(&first)
        .ok_or_else(|| Failure::could_not(format!("`{first}` cannot be read")))?;
    let of_contact = |other: &&FinishedVisit<Brief>| {
        other.visit.facts.id.contact() == first.visit.facts.id.contact()
    };
    let scorings = visits.all.iter().filter(of_contact);
    let contact = Contact {
        first: (&first.visit.facts).into(),
        auditors: scorings
            .map(|other| other.visit.facts.approach.auditor.clone())
            .collect(),
    };
    if let Some(named) = &args.standard {
        check_standard(context, ledger, &contact.first, named)?;
    }
    let loaded = kept_standard(ledger, &contact.first.standard)?;
    if let Some(file) = &args.answers {
        return in_advance::run_second(context, args, ledger, &loaded, file, &contact);
    }
    let mut frontend = frontend(context, args);
    let auditor = if frontend.is_script() {
        other_auditor(args, None, ledger, &contact, None)?
    } else {
        super::leave_aloud(context, super::NOTHING_YET)?;
        interview(frontend.as_mut(), super::NOTHING_YET, |person| {
            other_auditor(args, None, ledger, &contact, Some(person))
        })?
    };
    let open = ledger.begin(facts_of(context, ledger, &contact, auditor)?, &loaded.bytes)?;
    walking::walk_on(context, ledger, &loaded, open, frontend.as_mut())
}

/// A standard that is named beside the first visit is to be that visit's own.
fn check_standard(
    context: &Context,
    ledger: &Ledger,
    first: &VisitFacts,
    named: &str,
) -> Result<()> {
    let own = &first.standard;
    if named == own.id.as_str() {
        return Ok(());
    }
    let other = load_standard(context, ledger, named)?.standard;
    if other.id == own.id {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "{} was scored with {}, and so is its second scoring, not with {}",
        first.id, own.id, other.id
    ))
    .hint(format!(
        "leave the standard out: mystery visit --second {}",
        first.id
    ))
    .into())
}

/// The facts of the second scoring: those of the first, by another auditor.
pub(super) fn facts_of(
    context: &Context,
    ledger: &Ledger,
    contact: &Contact,
    auditor: String,
) -> Result<VisitFacts> {
    let id = ledger
        .next_second(&contact.first.id)
        .ok_or_else(|| Failure::could_not("this contact was scored by 26 auditors already"))?;
    Ok(VisitFacts {
        id,
        auditor,
        started: context.now(),
        ..contact.first.clone()
    })
}

/// The second auditor's code: of the option, of the file of answers, of the programme, or asked for.
pub(super) fn other_auditor(
    args: &VisitArgs,
    told: Option<String>,
    ledger: &Ledger,
    contact: &Contact,
    person: Option<&mut Interview>,
) -> Result<String> {
    let differs = |code: &String| !code.is_empty() && !contact.auditors.contains(code);
    if let Some(code) = told.or(args.auditor.clone()) {
        let code = code.trim().to_owned();
        return Some(code.clone()).filter(differs).ok_or_else(|| {
            Failure::usage(format!("`{code}` has scored this contact already"))
                .hint("a second scoring is another auditor's: say --auditor CODE")
                .into()
        });
    }
    if let Some(code) = ledger.programme().defaults.auditor.clone().filter(differs) {
        return Ok(code);
    }
    let Some(person) = person else {
        return Err(
            Failure::usage("a second scoring is another auditor's: say --auditor CODE").into(),
        );
    };
    let before = listed(&contact.auditors);
    let question = Question {
        words: &format!("{before} scored this contact before. What is your own code?"),
        prompt: "[code] ",
        help: "A code that stands for you in the records, never your name.",
    };
    person.ask(question, |typed| {
        let code = typed.to_owned();
        match code.is_empty() {
            true => Err("Type your own code.".to_owned()),
            false if differs(&code) => Ok(code),
            false => Err(format!(
                "{code} has scored this contact already; a second scoring is another auditor's."
            )),
        }
    })
}
