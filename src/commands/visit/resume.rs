//! `mystery visit --resume`: go on where the journal ends, with the standard of that time.

use anyhow::Result;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::interview::{Interview, interview};
use super::super::opening::{TORN, is_in_use, of_kept};
use super::{VisitArgs, frontend, leave_aloud, walking};
use crate::ledger::Ledger;
use crate::ledger::in_progress::OpenSummary;
use crate::ledger::open_visit::Resumed;
use crate::ledger::resolve::Among;
use crate::model::duration::spoken;
use crate::model::moment::Moment;
use crate::model::standard::Standard;
use crate::model::visit::{Name, VisitId};
use crate::report::wording::date;
use crate::ui::Person;
use crate::walk::Walk;

/// What is said to whoever leaves before a visit is chosen.
const AS_THEY_WERE: &str = "All visits are kept as they were.";

/// Goes on with the visit that is named, the only one, or the one that is chosen.
pub(super) fn run(
    context: &Context,
    args: &VisitArgs,
    ledger: &Ledger,
    named: Option<&str>,
) -> Result<()> {
    let mut frontend = frontend(context, args);
    let id = match named {
        Some(text) => ledger.resolve(text, Among::Open)?,
        None => which(context, ledger, frontend.as_mut())?,
    };
    go_on(context, ledger, &id, frontend.as_mut())
}

/// The visit of this standard that is still open, where the person would rather go on with it than
/// begin another: of the same organisation where the command line names one, and not asked where it says
/// which place or when.
pub(super) fn offered(
    context: &Context,
    args: &VisitArgs,
    ledger: &Ledger,
    standard: &Standard,
    person: &mut Interview,
) -> Result<Option<VisitId>> {
    if args.says_which() {
        return Ok(None);
    }
    let mut open = ledger.open_visits()?.all;
    let named = args.whose().map(Name::new);
    open.retain(|open| {
        let is_its = |name: &Option<Name>| name.as_ref() == Some(&open.facts.organisation);
        let is_free = !open.half_done && !open.in_use;
        is_free && open.facts.standard.id == standard.id && named.as_ref().is_none_or(is_its)
    });
    let Some(last) = open.iter().max_by_key(|open| open.facts.started) else {
        return Ok(None);
    };
    let how_many = match open.len() {
        1 => "You have one open".to_owned(),
        n => format!("You have {n} open; the last one begun"),
    };
    let far = last.progress.map_or(String::new(), |(n_done, n)| {
        format!(", {n_done} of {n} done")
    });
    let facts = &last.facts;
    person.say_on_leaving(AS_THEY_WERE);
    leave_aloud(context, AS_THEY_WERE)?;
    let goes_on = person.confirm(
        &format!(
            "{how_many}: {}, {}{far}. Go on with it? n begins a new one and keeps this one; \
             mystery discard {}{} throws it away.",
            facts.place(),
            date(facts.visited.date()),
            facts.id,
            context.same_ledger()
        ),
        "y: on from where you left. n: another visit; the open one stays as it is, and mystery visit \
         --resume goes on with it. Begun by mistake? q leaves; then type the discard as it stands there.",
    )?;
    Ok(goes_on.then(|| facts.id.clone()))
}

/// Goes on with a visit in progress.
pub(super) fn go_on(
    context: &Context,
    ledger: &Ledger,
    id: &VisitId,
    frontend: &mut Person,
) -> Result<()> {
    let Resumed {
        open,
        torn,
        standard_yaml,
    } = ledger.resume(id)?;
    if torn.is_some() {
        walking::say_aside(context, frontend, TORN)?;
    }
    let reference = open.facts().standard.clone();
    let mut loaded = of_kept(&reference, standard_yaml)?;
    let in_use = is_in_use(ledger, &reference)?;
    if in_use != Some(true) {
        let kept = ledger.layout().kept_standard(&reference);
        loaded.named = kept.display().to_string();
    }
    if in_use == Some(false) {
        let words = format!(
            "The standard {} has changed since this visit began; it goes on with the one of then.",
            reference.id
        );
        walking::say_aside(context, frontend, &words)?;
    }
    let walk = Walk::replay(&loaded.standard, open.entries())
        .map_err(|error| Failure::could_not(format!("{id}: {error}")))?;
    for line in banner(&walk, context.now()) {
        frontend.say(&line)?;
    }
    walking::walk_on(context, ledger, &loaded, open, frontend)
}

fn which(context: &Context, ledger: &Ledger, frontend: &mut Person) -> Result<VisitId> {
    let mut open = ledger.open_visits()?.all;
    open.retain(|open| !open.half_done);
    match open.as_slice() {
        [] => Err(Failure::could_not("no visit is in progress")
            .hint("begin one: mystery visit quick-check")
            .into()),
        [only] => Ok(only.facts.id.clone()),
        several if !frontend.is_script() => {
            let lines: Vec<String> = several.iter().map(line).collect();
            leave_aloud(context, AS_THEY_WERE)?;
            let n = interview(frontend, AS_THEY_WERE, |person| {
                person.choose(
                    "Which visit do you go on with?",
                    &lines,
                    "The number of the visit that you want to go on with; the others stay as they are.",
                )
            })?;
            Ok(several[n].facts.id.clone())
        }
        several => {
            let mut failure = Failure::usage("several visits are in progress: say which");
            for open in several {
                failure = failure.hint(context.farewell.resume(open.facts.id.as_str()));
            }
            Err(failure.into())
        }
    }
}

fn line(open: &OpenSummary) -> String {
    let facts = &open.facts;
    let in_use = if open.in_use {
        "; somebody is in it now"
    } else {
        ""
    };
    format!(
        "{}: {} on {}{in_use}",
        facts.place(),
        facts.standard.id,
        facts.visited.date()
    )
}

/// Which visit it is, how far it is, and which stopwatches run.
fn banner(walk: &Walk, now: Moment) -> Vec<String> {
    let facts = walk.facts();
    let (n_done, n_asked) = walk.progress();
    let saved = match walk.last_saved() {
        (Some(at), Some(place)) => {
            format!(
                ", last saved {} (item {})",
                at.time_of_day(),
                walk.label(place)
            )
        }
        (Some(at), None) => format!(", last saved {}", at.time_of_day()),
        (None, _) => String::new(),
    };
    let mut lines = vec![format!(
        "Resumed visit {} {}: {n_done} of {n_asked} done{saved}.",
        facts.visited.date(),
        facts.place()
    )];
    for (at, since) in walk.running() {
        lines.push(format!(
            "A stopwatch on {} has been running since {} ({}). Type t to stop it.",
            walk.label(at),
            since.time_of_day(),
            spoken(walk.timer(at).seconds(now))
        ));
    }
    lines
}
