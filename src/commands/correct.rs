//! `mystery correct`: a finished visit is not edited; a revision says what changed, who and why.

mod facts;
mod revision;

use anyhow::Result;

use self::facts::{FACTS, change_fact};
pub(super) use self::revision::{Revision, attached, who};
use super::context::Context;
use super::failure::Failure;
use super::usage::as_typed;
use crate::ledger::Ledger;
use crate::ledger::locate::locate;
use crate::ledger::resolve::Among;
use crate::model::answer::Value;
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::standard::Standard;
use crate::model::visit::Visit;
use crate::walk::Walk;
use crate::walk::grammar::{Line, read_line};
use crate::walk::request::Request;
use crate::walk::state::places;

const EXAMPLES: &str = "\
Examples:
  mystery correct last 1.1=\":missed it was dark\" --why \"it was a guess\"
                           (or an answer, :na [why], :waive why, :awaiting day)
  mystery correct last 1.1=\":remark Looked up at once\" --why \"remark forgotten\"
                           (also :remark none, :cause policy, :evidence none)
  mystery correct last _guess=80 _notes=\"Full car park\" --why \"forgotten\"
  mystery correct last organisation=Riverside visited=2026-11-19 --why \"in haste\"
                           (also site, channel, scenario, auditor; its id stays)
  mystery correct last :nobody=\"closed all day\" --why \"nobody was there\"

Before the = stands the item: its number (7, or 2.1 where there are sections; `mystery standard show quick-check`
lists those of the quick check) or its id in the standard's file. Behind it stands what is right, typed as at the
prompt of the visit: warmth=4, acknowledged=4:30, greeted=\"2 of 3\" in the adoption counter.
The visit as it was stays where it is; reports count the revision, and say so.";

/// Correct a finished visit: a revision, with who and why
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct CorrectArgs {
    /// A part of its id, its number in `mystery visits`, or `last`
    visit: String,
    /// What is right, item by item
    #[arg(value_name = "ITEM=ANSWER", required = true)]
    changes: Vec<String>,
    /// Why it is corrected
    #[arg(long, value_name = "TEXT")]
    why: String,
    /// The code of who corrects; else the programme's auditor, else the visit's
    #[arg(long, value_name = "CODE")]
    auditor: Option<String>,
}

/// Runs the command.
pub fn run(context: &Context, args: &CorrectArgs) -> Result<()> {
    let why = args.why.trim();
    if why.is_empty() {
        return Err(Failure::usage("--why is empty: say why it is corrected").into());
    }
    let ledger = context.open_ledger_to_write()?;
    let corrected = corrected(context, &ledger, args)?;
    for line in corrected.said {
        context.output.say(&line);
    }
    let by = who(&ledger, args.auditor.as_deref(), &corrected.visit);
    corrected
        .revision
        .write(context, &ledger, &by, why, corrected.changed)
}

/// Why a correction would be refused; `None` where it would not. Nothing is said or written.
pub(super) fn refusal(context: &Context, args: &CorrectArgs) -> Option<anyhow::Error> {
    let ledger = Ledger::open(&locate(context.ledger.as_deref()).path).ok()?;
    corrected(context, &ledger, args).err()
}

/// A correction that was judged, and is not written yet.
struct Corrected {
    revision: Revision,
    visit: Visit,
    changed: Vec<Event>,
    /// What is read back of its facts.
    said: Vec<String>,
}

fn corrected(context: &Context, ledger: &Ledger, args: &CorrectArgs) -> Result<Corrected> {
    let id = ledger.resolve(&args.visit, Among::Finished)?;
    let mut revision = Revision::of(ledger, &id)?;
    let (of_facts, of_items): (Vec<&String>, Vec<&String>) = args
        .changes
        .iter()
        .partition(|change| fact_of(change, revision.standard()).is_some());
    let mut read_back = Vec::new();
    for change in of_facts {
        let Some((fact, said)) = fact_of(change, revision.standard()) else {
            continue;
        };
        let mut facts = revision.facts().clone();
        let standard = revision.standard();
        read_back.extend(change_fact(
            context, ledger, standard, &mut facts, fact, said,
        )?);
        if !revision.is_changed_by(&facts) {
            return Err(already(fact, said));
        }
        revision.set_facts(facts);
    }
    let standard = revision.standard();
    let mut walk = revision.walk(context)?;
    for change in of_items {
        let before = walk.given();
        for request in requests(&walk, change)? {
            walk.ask(&request)
                .map_err(|why| Failure::usage(format!("`{change}`: {}", fragment(&why))))?;
        }
        if walk.given() == before {
            let (item, said) = change.split_once('=').unwrap_or((change, ""));
            return Err(already(item.trim(), said.trim()));
        }
    }
    let changed = walk.changes();
    if changed.is_empty() && !revision.has_other_facts() {
        return Err(Failure::usage("nothing is changed by that").into());
    }
    let visit = walk.finished(standard)?;
    Ok(Corrected {
        revision,
        visit,
        changed,
        said: read_back,
    })
}

/// The refusal of a change that changes nothing: perhaps another item was meant.
fn already(what: &str, said: &str) -> anyhow::Error {
    let said = if said.is_empty() { "empty" } else { said };
    Failure::usage(format!("`{what}` is already `{said}`"))
        .hint("nothing was changed; `mystery show` has the visit as it is")
        .into()
}

/// The fact that `FACT=TEXT` puts right, unless the standard has an item of that name.
fn fact_of<'a>(change: &'a str, standard: &Standard) -> Option<(&'a str, &'a str)> {
    let (fact, said) = change.split_once('=')?;
    let fact = fact.trim();
    let is_item = Id::new(fact).is_some_and(|id| standard.item(&id).is_some());
    (FACTS.contains(&fact) && !is_item).then_some((fact, said.trim()))
}

/// The requests of `ITEM=ANSWER`: go there, then what is typed.
fn requests(walk: &revision::Reworked, change: &str) -> Result<Vec<Request>> {
    let Some((item, answer)) = change.split_once('=') else {
        let id = &walk.walk().item(example(walk.walk())).id;
        return Err(Failure::usage(format!("`{change}` is not ITEM=ANSWER"))
            .hint("a text of several words stands in double quotes: --why \"misread my notes\"")
            .hint(format!(
                "as in {id}=\"...\", with what is right for the dots, or {id}=\":missed it was dark\""
            ))
            .into());
    };
    let (item, answer) = (item.trim(), answer.trim());
    match item {
        "_notes" => return Ok(vec![Request::SetNotes(answer.into())]),
        "_guess" => return Ok(vec![Request::Guess(answer.into())]),
        ":nobody" => return Ok(vec![Request::Nobody(answer.into())]),
        _ => {}
    }
    let walk = walk.walk();
    let at = place_of(walk, item, &["_guess", "_notes"])?;
    let read = read_line(&walk.item(at).scale, answer)
        .map_err(|why| Failure::usage(format!("`{change}`: {}", fragment(&why))))?;
    let Line::Request(
        request @ (Request::Answer(_)
        | Request::Excuse(Some(_), _)
        | Request::Remark(_)
        | Request::NoRemark
        | Request::Cause(_)
        | Request::Detach),
    ) = read
    else {
        return Err(
            Failure::usage(format!("`{change}`: `{answer}` is no answer"))
                .hint("`mystery correct --help` shows what may stand behind the =")
                .into(),
        );
    };
    let id = walk.item(at).id.to_string();
    Ok(vec![Request::GoTo(id), request])
}

/// The place of an item by its id or number; one that is not asked yet may be by an earlier change.
/// `others` may stand in its place too, and are offered where one of them is nearly meant.
pub(super) fn place_of(walk: &Walk, item: &str, others: &[&str]) -> Result<usize> {
    let standard = walk.standard();
    let by_id = Id::new(item).and_then(|id| standard.items().position(|it| it.id == id));
    let n_items = standard.items().count();
    let by_label = (0..n_items).find(|at| walk.label(*at) == item);
    // The sheet numbers the items of a standard without sections 1.1, 1.2, and so on.
    let by_label = by_label.or_else(|| {
        let label = item.strip_prefix("1.")?;
        (0..n_items).find(|at| walk.label(*at) == label)
    });
    by_id.or(by_label).ok_or_else(|| {
        let ids: Vec<&str> = standard.items().map(|item| item.id.as_str()).collect();
        let failure = Failure::usage(format!("the standard has no item `{item}`"));
        let named = ids.iter().chain(others).copied();
        match crate::files::fields::nearest(item, named) {
            Some(near) => failure.hint(format!("did you mean `{near}`?")),
            None => failure.hint(format!(
                "`mystery standard show {}` lists its items with their numbers, which are taken too",
                standard.id
            )),
        }
        .into()
    })
}

/// An item of this very visit, one that was answered where there is one.
fn example(walk: &Walk) -> usize {
    let is_answered = |at: &usize| walk.record(*at).value().is_some();
    walk.asked().find(is_answered).unwrap_or_default()
}

/// How an answer of this very visit is put right, with dots for what is right: whoever runs it as it
/// stands changes nothing, and is told what to type. `None` where it has no answers but texts.
/// `there` is what names the ledger, where it must be named. The item is called as the walk calls it, or by
/// its id where its standard is not at hand.
pub(super) fn slip_words(
    visit: &Visit,
    standard: Option<&Standard>,
    named: &str,
    there: &str,
) -> Option<String> {
    let is_closed = |value: &Value| !matches!(value, Value::Text(_));
    let mut answers = visit.answers.iter();
    let item = &answers
        .find(|it| it.value.as_ref().is_some_and(is_closed))?
        .item;
    let called = standard.and_then(|standard| {
        let at = standard.items().position(|it| it.id == *item)?;
        Some(places(standard).swap_remove(at).label)
    });
    let item = called.as_deref().unwrap_or(item.as_str());
    Some(format!(
        "A slip? mystery correct {} {item}=\"...\" --why \"misread my notes\"{there}",
        as_typed(named)
    ))
}

/// A refusal of the walk as the end of a line: without its first words and its full stop.
pub(super) fn fragment(refusal: &str) -> String {
    let text = refusal
        .trim_start_matches("Not saved. ")
        .trim_end_matches('.');
    let text = text.replace(" (or ? for help)", "");
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_lowercase().chain(letters).collect()
    })
}
