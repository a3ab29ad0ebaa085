//! A visit from its first event to its end: begun, walked through, finished or left.

use std::time::{Duration, Instant};

use anyhow::Result;

use super::super::context::Context;
use super::super::correct::slip_words;
use super::super::failure::{Failure, FailureKind};
use super::super::opening::Loaded;
use super::details::{Details, language};
use super::next::next_lines;
use crate::ledger::Ledger;
use crate::ledger::error::LedgerError;
use crate::ledger::evidence::file_meant;
use crate::ledger::layout::shown;
use crate::ledger::open_visit::OpenVisit;
use crate::model::answer::Value;
use crate::model::event::Event;
use crate::model::moment::Moment;
use crate::model::reading::read_answer;
use crate::model::scale::Scale;
use crate::model::standard::Standard;
use crate::model::text::{visible, visible_line};
use crate::model::visit::VisitFacts;
use crate::report::closing::closing_lines;
use crate::report::done::{Action, Done, finished as finished_report};
use crate::report::scorecard::{Showing, scorecard as scorecard_report};
use crate::report::wording::{date, sentence};
use crate::scoring::score;
use crate::ui::session::{self, Ended, Kept, World, farewell};
use crate::ui::{Cause, Frontend, Leave, Person, Reply};
use crate::walk::Walk;
use crate::walk::effect::Effect;

/// Begins a visit and walks through it.
pub(super) fn begin(
    context: &Context,
    ledger: &Ledger,
    loaded: &Loaded,
    details: &Details,
    frontend: &mut Person,
) -> Result<()> {
    let open = begun(context, ledger, loaded, details, frontend)?;
    if let Some(words) = begun_words(context, ledger, &open)? {
        say_aside(context, frontend, &words)?;
    }
    let Some(kind) = details.left else {
        return walk_on(context, ledger, loaded, open, frontend);
    };
    let walk = replayed(&loaded.standard, &open)?;
    frontend.say(&format!(
        "Your notes are kept. {}",
        farewell(&walk, &context.farewell)
    ))?;
    Err(Failure::said(match kind {
        FailureKind::Interrupted => kind,
        _ => FailureKind::NotFinished,
    })
    .into())
}

/// A new visit with a person there: where somebody else is at the ledger they may try again, and
/// where it cannot be begun with all they said, their notes are said, for nobody has them elsewhere.
fn begun(
    context: &Context,
    ledger: &Ledger,
    loaded: &Loaded,
    details: &Details,
    frontend: &mut Person,
) -> Result<OpenVisit> {
    loop {
        let held = context.farewell.hold();
        let error = match begin_open(context, ledger, loaded, details) {
            Ok(mut open) => {
                let kept = keep_details(&*context.clock(), &mut open, details);
                // It is begun, and no signal begins another.
                held.done();
                match kept {
                    Ok(()) => return Ok(open),
                    Err(error) => half_begun(context, &open, error),
                }
            }
            Err(error) => {
                drop(held);
                error
            }
        };
        let is_busy = matches!(error.downcast_ref(), Some(LedgerError::Busy { .. }));
        let is_asked = is_busy && details.left.is_none() && !frontend.is_script();
        if is_asked && tries_again(frontend, &error)? {
            continue;
        }
        if let Some(notes) = &details.notes {
            frontend.close();
            frontend.say(&format!("Your notes were:\n{}", visible(notes)))?;
        }
        return Err(error);
    }
}

/// The visit is there, and what was said before its first item is not in it.
fn half_begun(context: &Context, open: &OpenVisit, error: LedgerError) -> anyhow::Error {
    let id = open.id().as_str();
    let resume = context.farewell.resume(id);
    Failure::could_not(format!("{:#}", anyhow::Error::from(error)))
        .hint(format!("the visit is begun all the same: {resume}"))
        .hint(format!(
            "to throw it away: mystery discard {id}{}",
            context.same_ledger()
        ))
        .into()
}

fn tries_again(frontend: &mut Person, error: &anyhow::Error) -> Result<bool> {
    let why = sentence(&format!("{error:#}"));
    loop {
        let question = format!("{why} Nothing is kept yet. Try again? n leaves.");
        let Reply::Text(typed) = frontend.ask_yes_no(&question)? else {
            return Ok(false);
        };
        match read_answer(&Scale::YesNo { good: true }, &typed) {
            Ok(Value::YesNo(again)) => return Ok(again),
            _ if typed == "q" => return Ok(false),
            _ => frontend.say("Type y or n.")?,
        }
    }
}

/// The first event of a new visit.
pub(super) fn begin_open(
    context: &Context,
    ledger: &Ledger,
    loaded: &Loaded,
    details: &Details,
) -> Result<OpenVisit> {
    let id = details.fresh_id(ledger, context.seed()?);
    let facts = details.facts(id, loaded.standard.reference(), context.now());
    Ok(ledger.begin(facts, &loaded.bytes)?)
}

/// What is said aloud of a visit that was begun: that its ledger was made, or that one just like it is
/// open already.
pub(super) fn begun_words(
    context: &Context,
    ledger: &Ledger,
    open: &OpenVisit,
) -> Result<Option<String>> {
    if open.made_ledger() {
        let path = shown(ledger.layout().root());
        return Ok(Some(format!(
            "Made the ledger {path}; your visits are kept there."
        )));
    }
    let facts = open.facts();
    let is_twin = |other: &VisitFacts| {
        other.id != facts.id
            && other.organisation == facts.organisation
            && other.site == facts.site
            && other.standard.id == facts.standard.id
            && other.auditor == facts.auditor
    };
    let all = ledger.open_visits()?.all;
    let mut twins = all.iter().filter(|it| !it.half_done && is_twin(&it.facts));
    Ok(twins.next().map(|twin| {
        format!(
            "You have a visit to {} open already, of {}. To go on with that one instead: {}",
            facts.place(),
            date(twin.facts.visited.date()),
            context.farewell.resume(twin.facts.id.as_str())
        )
    }))
}

/// Says something beside the visit: on standard error, unless a screen lies over it.
pub(super) fn say_aside(context: &Context, frontend: &mut Person, text: &str) -> Result<()> {
    if frontend.has_screen() {
        frontend.say(text)?;
    } else {
        context.output.say(text);
    }
    Ok(())
}

/// What was said before the first item.
pub(super) fn keep_details(
    now: &dyn Fn() -> Moment,
    open: &mut OpenVisit,
    details: &Details,
) -> Result<(), LedgerError> {
    if let Some(notes) = &details.notes {
        open.keep(now(), Event::Noted(notes.clone()))?;
    }
    if let Some(guess) = &details.guess {
        open.keep(now(), Event::Guessed(Some(guess.clone())))?;
    }
    if let Some(why) = &details.nobody {
        open.keep(now(), Event::NobodyReached(Some(why.clone())))?;
    }
    Ok(())
}

/// Walks on from where the journal ends.
pub(super) fn walk_on(
    context: &Context,
    ledger: &Ledger,
    loaded: &Loaded,
    mut open: OpenVisit,
    frontend: &mut Person,
) -> Result<()> {
    let standard = &loaded.standard;
    let walk = replayed(standard, &open)?;
    let mut walk = walk.in_language(language(context, ledger.programme(), standard));
    if !frontend.is_script() {
        if let Some(next) = walk.goes_on_at() {
            let moved = Event::Moved(walk.item(next).id.clone());
            // On a full disk one may still look.
            if let Ok(kept) = open.keep(context.now(), moved) {
                walk.apply(&kept);
            }
        }
        let first = first_effects(&walk);
        frontend.show(&walk, &first, Cause::Asked, context.now())?;
    }
    let ended = run_session(context, &mut open, &mut walk, frontend)?;
    match ended {
        Ended::Finished => finish(context, ledger, loaded, open, &walk, frontend),
        Ended::Left(leave) => leave_open(context, &open, &walk, frontend, leave),
    }
}

fn replayed<'s>(standard: &'s Standard, open: &OpenVisit) -> Result<Walk<'s>> {
    Ok(Walk::replay(standard, open.entries())
        .map_err(|error| Failure::could_not(format!("{}: {error}", open.id())))?)
}

fn first_effects(walk: &Walk) -> Vec<Effect> {
    if walk.nobody().is_some() {
        vec![Effect::aside(
            "Nobody was reached: that is a result, and everything that counts gets nothing. Type :finish \
             to finish, or u to take it back.",
        )]
    } else if walk.open().next().is_none() {
        vec![Effect::ShowReview]
    } else {
        vec![Effect::ShowItem]
    }
}

/// The loop, with the ledger behind it.
pub(super) fn run_session(
    context: &Context,
    open: &mut OpenVisit,
    walk: &mut Walk,
    frontend: &mut dyn Frontend,
) -> Result<Ended> {
    context.farewell.on_signals()?;
    let mut keep = |at: Moment, event| -> Result<Kept> {
        let is_evidence = matches!(event, Event::Attached { .. });
        match open.keep(at, event) {
            Ok(entry) => Ok(Kept::Entry(entry)),
            Err(error @ (LedgerError::NotSaved { .. } | LedgerError::Poisoned { .. })) => {
                Err(error.into())
            }
            Err(error) if is_evidence => {
                let why = format!("{:#}", anyhow::Error::from(error));
                Ok(Kept::Refused(format!("Not saved. {}", sentence(&why))))
            }
            Err(error) => Err(error.into()),
        }
    };
    let begun = Instant::now();
    // A clock that is fixed stands still, and so does the count beside it.
    let is_fixed = context.fixed_now.is_some();
    let count = || {
        if is_fixed {
            Duration::ZERO
        } else {
            begun.elapsed()
        }
    };
    let mut world = World {
        now: &|| context.now(),
        count: &count,
        keep: &mut keep,
        file: &file_meant,
        farewell: &context.farewell,
    };
    session::run(walk, frontend, &mut world)
}

/// Puts the visit away, and says what was best, what was worst, and what to type next.
pub(super) fn finish(
    context: &Context,
    ledger: &Ledger,
    loaded: &Loaded,
    open: OpenVisit,
    walk: &Walk,
    frontend: &mut Person,
) -> Result<()> {
    let visit = walk
        .finish()
        .map_err(|error| Failure::could_not(error.to_string()))?;
    let to_follow = walk.evidence_to_follow();
    let finished = ledger.finish(open, &visit, context.now())?;
    let kept = format!("Finished. Kept in {}", shown(&finished.csv));
    context.farewell.set_done(kept);
    let standard = &loaded.standard;
    let scorecard = score(standard, &visit);
    let showing = Showing {
        visit: &visit,
        judged: Some((standard, &scorecard)),
        language: walk.language(),
    };
    frontend.show_report(&scorecard_report(&showing))?;
    frontend.close();
    frontend.say("")?;
    let id = &visit.facts.id;
    frontend.say(&format!("Finished: {}.", visit.facts.place()))?;
    for line in closing_lines(&showing) {
        frontend.say(&line)?;
    }
    frontend.say(&format!("Kept in {}", shown(&finished.csv)))?;
    let there = context.same_ledger();
    if !to_follow.is_empty() {
        frontend.say("Evidence to follow:")?;
        for at in &to_follow {
            let item = walk.item(*at);
            let ask = item.ask.in_language(walk.language());
            frontend.say(&format!("  {} {ask} ({})", walk.label(*at), item.id))?;
        }
        frontend.say(&format!(
            "Add it with: mystery attach {id} {} FILE{there}",
            walk.item(to_follow[0]).id
        ))?;
    }
    for line in next_lines(context, ledger, &visit.facts, &loaded.named)? {
        frontend.say(&line)?;
    }
    if let Some(slip) = slip_words(&visit, Some(walk.standard()), "last", &there) {
        frontend.say(&slip)?;
    }
    let one = Done::to_file(Action::Finished, &finished.csv).of_visit(id);
    context.show_done(&finished_report(one, &showing))
}

/// Leaves the visit open: all is kept, and how to go on is said.
pub(super) fn leave_open(
    context: &Context,
    open: &OpenVisit,
    walk: &Walk,
    frontend: &mut Person,
    leave: Leave,
) -> Result<()> {
    frontend.close();
    let lost: Vec<String> = frontend
        .half_written()
        .iter()
        .map(|text| format!("\nNot kept: {}", sentence(&visible_line(text))))
        .collect();
    let goodbye = format!("{}{}", farewell(walk, &context.farewell), lost.concat());
    match leave {
        Leave::End => {
            frontend.say(&goodbye)?;
            Err(Failure::said(FailureKind::NotFinished).into())
        }
        Leave::Interrupted => {
            context.output.say(&goodbye);
            Err(Failure::said(FailureKind::Interrupted).into())
        }
        Leave::BadLine { line, why } => {
            let (n_done, n_asked) = walk.progress();
            Err(
                Failure::new(FailureKind::NotFinished, format!("line {line}: {why}"))
                    .hint(format!(
                        "what came before is kept: {n_done} of {n_asked} done. Go on with: {}",
                        context.farewell.resume(open.id().as_str())
                    ))
                    .into(),
            )
        }
    }
}
