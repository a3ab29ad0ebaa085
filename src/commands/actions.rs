//! `mystery actions`: what was decided, by whom and by when, and whether a later visit shows it.

use anyhow::Result;
use chrono::NaiveDate;

use super::context::Context;
use super::failure::{Failure, FailureKind};
use crate::analysis::actions::{Standing, standings};
use crate::files::fields::nearest;
use crate::ledger::Ledger;
use crate::ledger::resolve::Among;
use crate::ledger::visits::Visits;
use crate::model::action::{Action, ActionEvent};
use crate::model::id::Id;
use crate::model::visit::Visit;
use crate::report::actions::actions;
use crate::report::wording::date;

/// Keep what was decided, and close it once a later visit shows it
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  mystery actions add \"Look up within ten seconds\" --item noticed --who \"front desk\" --due 2026-12-01
  mystery actions                   what is open; what failed again comes first
  mystery actions close k3zq        once the latest visit shows it

An action is closed by a visit, not by a promise: the latest one after it was decided must have full
credit for its item. Name roles, not people: what you write here stands in reports and agendas.")]
pub struct ActionsArgs {
    #[command(subcommand)]
    command: Option<ActionsCommand>,
}

#[derive(clap::Subcommand, Debug)]
enum ActionsCommand {
    Add(AddArgs),
    List(ListArgs),
    Close(CloseArgs),
}

/// Keep something that was decided
#[derive(clap::Args, Debug)]
struct AddArgs {
    /// What is done differently
    what: String,
    /// The item that is to show it
    #[arg(long, value_name = "ID")]
    item: String,
    /// Who sees to it: a role, not a name
    #[arg(long, value_name = "ROLE", default_value = "")]
    who: String,
    /// By when, as 2026-12-01
    #[arg(long, value_name = "DAY")]
    due: Option<NaiveDate>,
    /// The visit that it came from
    #[arg(long)]
    visit: Option<String>,
}

/// List what is open: what failed again first
#[derive(clap::Args, Default, Debug)]
struct ListArgs {
    /// Closed ones too
    #[arg(long)]
    all: bool,
}

/// Close what the latest visit shows
#[derive(clap::Args, Debug)]
struct CloseArgs {
    /// Its id in the list
    action: String,
}

/// Runs the command.
pub fn run(context: &Context, args: &ActionsArgs) -> Result<()> {
    match &args.command {
        None => list(context, &ListArgs::default()),
        Some(ActionsCommand::List(args)) => list(context, args),
        Some(ActionsCommand::Add(args)) => add(context, args),
        Some(ActionsCommand::Close(args)) => close(context, args),
    }
}

/// How all that was decided stands today, the latest revisions of visits considered.
pub(super) fn standings_of(context: &Context, ledger: &Ledger) -> Result<Vec<Standing>> {
    let actions = ledger.actions()?;
    if actions.is_empty() {
        return Ok(Vec::new());
    }
    Ok(stand(context, actions, &ledger.visits()?))
}

fn stand(context: &Context, actions: Vec<Action>, visits: &Visits) -> Vec<Standing> {
    let latest = visits.newest_first();
    let visits: Vec<&Visit> = latest.iter().map(|finished| &finished.visit).collect();
    standings(actions, &visits, context.now().date())
}

fn list(context: &Context, args: &ListArgs) -> Result<()> {
    let ledger = context.open_ledger()?;
    for problem in ledger.stray_actions()? {
        context.output.say(&problem.sentence());
    }
    context.show_report(&actions(&standings_of(context, &ledger)?, args.all))
}

fn add(context: &Context, args: &AddArgs) -> Result<()> {
    let what = args.what.trim();
    if what.is_empty() {
        return Err(Failure::usage("say what is done differently").into());
    }
    let ledger = context.open_ledger_to_write()?;
    let visits = ledger.visits()?;
    let item = known_item(&visits, &args.item)?;
    let visit = match &args.visit {
        Some(text) => Some(ledger.resolve(text, Among::Finished)?),
        None => None,
    };
    let action = Action {
        id: ledger.fresh_action(context.seed()?)?,
        at: context.now(),
        what: what.into(),
        who: args.who.trim().into(),
        due: args.due,
        item,
        visit,
        shown_by: None,
    };
    let said = format!(
        "Kept as {}. Once a later visit shows it: mystery actions close {}",
        action.id, action.id
    );
    ledger.keep_action(&ActionEvent::Added(action.clone()))?;
    context.output.say(&said);
    context.show_done(&actions(&stand(context, vec![action], &visits), true))
}

/// The item, where a visit of the ledger has it.
fn known_item(visits: &Visits, typed: &str) -> Result<Id> {
    let answers = visits.all.iter().flat_map(|it| &it.visit.answers);
    let mut known: Vec<&str> = answers.map(|answer| answer.item.as_str()).collect();
    known.sort_unstable();
    known.dedup();
    let found = Id::new(typed).filter(|id| known.contains(&id.as_str()));
    found.ok_or_else(|| {
        let failure = Failure::usage(format!("no visit here has an item `{typed}`"));
        match nearest(typed, known.iter().copied()) {
            Some(near) => failure.hint(format!("did you mean `{near}`?")),
            None => failure.hint("the items of a standard: mystery standard show ID --format csv"),
        }
        .into()
    })
}

fn close(context: &Context, args: &CloseArgs) -> Result<()> {
    let ledger = context.open_ledger_to_write()?;
    let all = standings_of(context, &ledger)?;
    let Some(it) = all.iter().find(|it| it.action.id == args.action) else {
        return Err(
            Failure::could_not(format!("there is no action `{}`", args.action))
                .hint("all there are: mystery actions list --all")
                .into(),
        );
    };
    let item = &it.action.item;
    let refused = |why: String| {
        Err(Failure::new(FailureKind::No, why)
            .hint("it stays open until a later visit shows it")
            .into())
    };
    match (&it.action.shown_by, &it.latest) {
        (Some(visit), _) => {
            context.output.say(&format!(
                "{} is closed already: {visit} shows it.",
                it.action.id
            ));
            Ok(())
        }
        (None, None) => refused(format!(
            "no visit since {} has judged `{item}`",
            date(it.action.at.date())
        )),
        (None, Some((_, day, false))) => refused(format!(
            "the latest visit, of {}, fell short at `{item}` again",
            date(*day)
        )),
        (None, Some((visit, day, true))) => {
            ledger.keep_action(&ActionEvent::Closed {
                id: it.action.id.clone(),
                at: context.now(),
                visit: visit.clone(),
            })?;
            context.output.say(&format!(
                "Closed {}: the visit of {} shows it.",
                it.action.id,
                date(*day)
            ));
            Ok(())
        }
    }
}
