//! `mystery visit --answers FILE`: a visit from a file. Nothing of a file with problems is kept;
//! a complete one finishes by itself.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::super::context::Context;
use super::super::correct::fragment;
use super::super::failure::{Failure, FailureKind};
use super::super::opening::{Loaded, show_problems};
use super::details::{self, warn_if_ahead, warn_if_behind};
use super::options::Options;
use super::second;
use super::told::{against_auditor, against_first, details_of, role_of};
use super::trial::{Trial, trial_facts};
use super::{VisitArgs, line_frontend, walking};
use crate::diagnostic::{Code, Diagnostic, Span, any_error};
use crate::files::answers::{InAdvance, Reading, read_answers};
use crate::files::fields::listed;
use crate::ledger::Ledger;
use crate::ledger::bounded::{yaml_file, yaml_source};
use crate::ledger::evidence::file_meant;
use crate::ledger::open_visit::OpenVisit;
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::order::InOrder;
use crate::model::visit::{Role, VisitFacts};
use crate::ui::Leave;
use crate::ui::scripted::Scripted;
use crate::ui::session::Ended;
use crate::walk::Walk;
use crate::walk::request::{Attachment, Request};

/// Takes a new visit from a file.
pub(super) fn run(
    context: &Context,
    args: &VisitArgs,
    ledger: &Ledger,
    loaded: &Loaded,
    file: &Path,
) -> Result<()> {
    let options = Options::read(context, args, &loaded.standard)?;
    let mut advance = read(context, loaded, file, options.role())?;
    let Reading {
        advance: told,
        problems,
        ..
    } = &mut advance.reading;
    let role = role_of(told, &options, &loaded.standard);
    let details = details_of(context, &options, ledger, &loaded.standard, told, problems)?;
    check(
        context,
        args,
        loaded,
        file,
        &mut advance,
        &trial_facts(context, loaded, role, details.as_ref()),
    )?;
    let details = details.expect("a missing fact is a problem, and problems end here");
    warn_if_behind(context, ledger);
    warn_if_ahead(context, details.visited);
    let mut open = walking::begin_open(context, ledger, loaded, &details)?;
    if let Some(words) = walking::begun_words(context, ledger, &open)? {
        context.output.say(&words);
    }
    walking::keep_details(&*context.clock(), &mut open, &details)?;
    walk(context, args, ledger, loaded, open, advance.into_requests())
}

/// Takes a second scoring from a file; the facts are those of the first, but for the auditor that
/// the file may name.
pub(super) fn run_second(
    context: &Context,
    args: &VisitArgs,
    ledger: &Ledger,
    loaded: &Loaded,
    file: &Path,
    contact: &second::Contact,
) -> Result<()> {
    let mut advance = read(context, loaded, file, Some(contact.first.role))?;
    let Reading {
        advance: told,
        problems,
        ..
    } = &mut advance.reading;
    problems.extend(against_first(told, &contact.first));
    problems.extend(against_auditor(told, args.auditor.as_ref()));
    let auditor = told.auditor.clone();
    let auditor = second::other_auditor(args, auditor, ledger, contact, None)?;
    let facts = second::facts_of(context, ledger, contact, auditor)?;
    check(context, args, loaded, file, &mut advance, &facts)?;
    let mut open = ledger.begin(facts, &loaded.bytes)?;
    let told = advance.reading.advance.clone();
    let guess = told.guess.map(|guess| Event::Guessed(Some(guess)));
    let nobody = told.no_contact.map(|why| Event::NobodyReached(Some(why)));
    for event in [told.notes.map(Event::Noted), guess, nobody]
        .into_iter()
        .flatten()
    {
        open.keep(context.now(), event)?;
    }
    walk(context, args, ledger, loaded, open, advance.into_requests())
}

/// A file of answers on its way to a visit.
struct Advance {
    reading: Reading,
    name: String,
    requests: Vec<(Request, Span)>,
    /// Whether nothing is left open, so that the visit finishes by itself.
    is_complete: bool,
}

impl Advance {
    /// All that the file asks for; at last, where nothing is left open, to be finished.
    fn into_requests(self) -> Vec<Request> {
        let asked = self.requests.into_iter().map(|(request, _)| request);
        let finish = self.is_complete.then_some(Request::Finish);
        asked.chain(finish).collect()
    }
}

fn read(context: &Context, loaded: &Loaded, file: &Path, role: Option<Role>) -> Result<Advance> {
    let is_stdin = file.as_os_str() == "-";
    let bytes = if is_stdin {
        yaml_source(std::io::stdin().lock())?
    } else {
        yaml_file(file).map_err(|error| {
            Failure::could_not(format!("cannot read `{}`: {error}", file.display()))
        })?
    };
    let folder = if is_stdin {
        PathBuf::new()
    } else {
        file.parent().unwrap_or(Path::new("")).to_owned()
    };
    let mut reading = read_answers(&bytes, &loaded.standard, role, context.zone());
    let requests = requests_of(&reading.advance, &folder, &mut reading.problems);
    Ok(Advance {
        reading,
        name: if is_stdin {
            "standard input".into()
        } else {
            file.display().to_string()
        },
        requests,
        is_complete: false,
    })
}

/// What the file asks for, item by item, each with its place. Evidence that is not there yet is to
/// follow, aloud.
fn requests_of(
    advance: &InAdvance,
    folder: &Path,
    problems: &mut Vec<Diagnostic>,
) -> Vec<(Request, Span)> {
    let mut requests = Vec::new();
    for given in &advance.items {
        let mut ask = |request| requests.push((request, given.span));
        ask(Request::GoTo(given.item.to_string()));
        if let Some(remark) = &given.remark {
            ask(Request::Remark(remark.clone()));
        }
        for (path, span) in &given.evidence {
            let attachment = evidence_of(path, *span, folder, problems);
            requests.push((Request::Attach(attachment), *span));
        }
        // Last, for it moves on.
        let last = match &given.given {
            Some(Ok(value)) => Request::Give(value.clone()),
            Some(Err((excuse, why))) => Request::Excuse(Some(*excuse), why.clone()),
            None => {
                problems.extend(given.cause.map(|_| cause_alone(&given.item, given.span)));
                continue;
            }
        };
        requests.push((last, given.span));
        // Only an answer that fell short has a cause.
        if let Some(cause) = given.cause {
            let back = Request::GoTo(given.item.to_string());
            requests.push((back, given.span));
            requests.push((Request::Cause(cause.name().into()), given.span));
        }
    }
    requests
}

/// A cause says why an answer fell short, and none is given beside it.
fn cause_alone(item: &Id, span: Span) -> Diagnostic {
    let message = format!("`{item}` has a cause and no answer");
    Diagnostic::new(Code::NoAnswer, Some(span), message)
        .advise("give the answer that fell short beside it: {answer: no, cause: staffing}")
}

/// A file of evidence, by its path beside the file of answers.
fn evidence_of(
    path: &str,
    span: Span,
    folder: &Path,
    problems: &mut Vec<Diagnostic>,
) -> Attachment {
    let at_home = || file_meant(Path::new(path)).filter(|_| path.starts_with('~'));
    let Some(there) = file_meant(&folder.join(path)).or_else(at_home) else {
        let message = format!("`{path}` is not there yet: it is noted as to follow");
        problems.push(Diagnostic::new(Code::EvidenceToFollow, Some(span), message));
        return Attachment::ToFollow(path.to_owned());
    };
    let opened = std::fs::File::open(&there).and_then(|_| std::path::absolute(&there));
    match opened {
        Ok(whole) => Attachment::File(whole.to_string_lossy().into_owned()),
        Err(error) => {
            let message = format!("`{path}` cannot be read: {error}");
            problems.push(Diagnostic::new(
                Code::EvidenceUnreadable,
                Some(span),
                message,
            ));
            Attachment::ToFollow(path.to_owned())
        }
    }
}

/// Tries the whole file without keeping anything: refusals are problems, and with `--strict` so is
/// what stays open. A complete file asks to be finished.
fn check(
    context: &Context,
    args: &VisitArgs,
    loaded: &Loaded,
    file: &Path,
    advance: &mut Advance,
    facts: &VisitFacts,
) -> Result<()> {
    let told = &advance.reading.advance;
    let mut trial = Trial::new(&loaded.standard, facts, context)?;
    // Beside answers it has a complaint of its own, and the answers are tried all the same.
    if let Some(why) = told.no_contact.as_ref().filter(|_| told.items.is_empty()) {
        trial.keep(Event::NobodyReached(Some(why.clone())), context);
    }
    let refused = refusals(&mut trial, &advance.requests, context);
    // An item that is not asked has its complaint too, or what it depends on has.
    let is_known = |(request, ..): &(&Request, Span, String)| {
        matches!(request, Request::GoTo(_)) && any_error(&advance.reading.problems)
    };
    let refused: Vec<Diagnostic> = refused
        .into_iter()
        .filter(|refused| !is_known(refused))
        .map(|(_, span, why)| Diagnostic::new(Code::NoAnswer, Some(span), fragment(&why)))
        .collect();
    advance.reading.problems.extend(refused);
    advance.is_complete = trial.walk.open().next().is_none();
    if !advance.is_complete && args.strict && !any_error(&advance.reading.problems) {
        advance.reading.problems.extend(left_open(&trial, told));
    }
    let problems = &mut advance.reading.problems;
    problems.order_by_key(|problem| problem.span.map_or(0, |span| span.start));
    show_problems(context, &advance.name, &advance.reading.text, problems);
    let n = problems.iter().filter(|problem| problem.is_error()).count();
    if n == 0 {
        return Ok(());
    }
    let errors = crate::report::wording::counted(n, "problem");
    let name = if file.as_os_str() == "-" {
        "standard input".into()
    } else {
        format!("`{}`", file.display())
    };
    Err(Failure::could_not(format!("{name} has {errors}; nothing of it was kept")).into())
}

/// What is refused of the requests, and why. Where an item cannot be gone to, nothing more is tried
/// on it: it would be another item's.
fn refusals<'r>(
    trial: &mut Trial,
    requests: &'r [(Request, Span)],
    context: &Context,
) -> Vec<(&'r Request, Span, String)> {
    let mut refused = Vec::new();
    let mut is_there = true;
    for (request, span) in requests {
        let goes = matches!(request, Request::GoTo(_));
        if !goes && !is_there {
            continue;
        }
        let tried = trial.ask(request, context);
        if goes {
            is_there = tried.is_ok();
        }
        refused.extend(tried.err().map(|why| (request, *span, why)));
    }
    refused
}

/// What a file leaves open: what it does not name together, the rest at its place.
fn left_open(trial: &Trial, told: &InAdvance) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut unnamed = Vec::new();
    for at in trial.walk.open() {
        let id = trial.walk.item(at).id.as_str();
        let given = told.items.iter().find(|given| given.item.as_str() == id);
        let message = match given {
            None => {
                unnamed.push(id);
                continue;
            }
            Some(_) if trial.walk.wants_remark(at) => {
                format!("`{id}` is given without the remark that its answer asks for")
            }
            Some(_) => format!("`{id}` is left open"),
        };
        let place = given.map(|given| given.span);
        problems.push(Diagnostic::new(Code::StillOpen, place, message));
    }
    if !unnamed.is_empty() {
        let message = format!("left open: {}", listed(&unnamed));
        problems.push(
            Diagnostic::new(Code::StillOpen, None, message)
                .advise("answer them, or say why there is no answer: {not_observed: yes}"),
        );
    }
    problems
}

/// Keeps what the file asks for, event by event.
fn walk(
    context: &Context,
    args: &VisitArgs,
    ledger: &Ledger,
    loaded: &Loaded,
    mut open: OpenVisit,
    requests: Vec<Request>,
) -> Result<()> {
    let standard = &loaded.standard;
    let walk = Walk::replay(standard, open.entries())
        .map_err(|error| Failure::could_not(format!("{}: {error}", open.id())))?;
    let mut walk = walk.in_language(details::language(context, ledger.programme(), standard));
    let mut scripted = Scripted::new(requests);
    let ended = walking::run_session(context, &mut open, &mut walk, &mut scripted)?;
    let mut frontend = line_frontend(context, args.ui);
    match ended {
        Ended::Finished => walking::finish(context, ledger, loaded, open, &walk, &mut frontend),
        Ended::Left(Leave::End) => {
            let labels: Vec<&str> = walk.open().map(|at| walk.item(at).id.as_str()).collect();
            let n = crate::ui::session::open_words(labels.len());
            Err(Failure::new(
                FailureKind::NotFinished,
                format!("{n}: {}", labels.join(", ")),
            )
            .hint(format!(
                "the rest is kept; go on with: {}",
                context.farewell.resume(open.id().as_str())
            ))
            .into())
        }
        Ended::Left(leave) => walking::leave_open(context, &open, &walk, &mut frontend, leave),
    }
}
