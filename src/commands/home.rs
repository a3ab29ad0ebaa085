//! `mystery` alone: which ledger, what is open, what was done last, what to type next.

use anyhow::Result;

use super::context::Context;
use crate::ledger::in_progress::OpenSummary;
use crate::ledger::locate::locate;
use crate::model::text::visible_line;
use crate::report::home::{Done, Home, home};
use crate::scoring::score;
use crate::ui::lines::{Lines, Typed};
use crate::ui::output::screen;

/// Runs the command.
pub fn run(context: &Context) -> Result<()> {
    let there = context.same_ledger();
    if !locate(context.ledger.as_deref()).exists {
        return context.show_report(&home(&Home {
            there,
            ..Home::default()
        }));
    }
    let ledger = context.open_ledger()?;
    let open = ledger.open_visits()?;
    let visits = ledger.briefs()?;
    for problem in open.problems.iter().chain(&visits.problems) {
        context.output.say(&problem.sentence());
    }
    let in_progress: Vec<&OpenSummary> = open.all.iter().filter(|open| !open.half_done).collect();
    let newest = visits.newest_first();
    let last = ledger.last_finished(&visits);
    let last = last.and_then(|id| ledger.whole(visits.visit(&id)?));
    let last = last.as_ref().map(|finished| {
        let visit = &finished.visit;
        let standard = ledger.standard_of(&visit.facts.standard);
        Done {
            facts: &visit.facts,
            scorecard: standard.map(|standard| score(&standard, visit)),
        }
    });
    let roles = newest.iter().map(|finished| finished.visit.facts.role);
    context.show_report(&home(&Home {
        open: in_progress
            .iter()
            .map(|open| (&open.facts, open.progress))
            .collect(),
        last,
        roles: roles.collect(),
        competitor: ledger
            .programme()
            .competitors
            .first()
            .map(|competitor| &competitor.name),
        there,
    }))?;
    match in_progress.iter().find(|open| !open.in_use) {
        Some(open) => offer_to_continue(context, open),
        None => Ok(()),
    }
}

/// Enter goes on with the visit, q leaves; anything else is answered.
fn offer_to_continue(context: &Context, open: &OpenSummary) -> Result<()> {
    if context.format.is_some() || !context.output.is_conversation() {
        return Ok(());
    }
    let facts = &open.facts;
    let progress = open
        .progress
        .map_or(String::new(), |(n_done, n)| format!(", {n_done} of {n}"));
    context.output.say("");
    let organisation = visible_line(facts.organisation.as_str());
    context
        .output
        .say(&format!("Continue {organisation}{progress}?"));
    if is_wanted(context)? {
        super::run_typed(context, &["visit", "--resume", facts.id.as_str()])
    } else {
        Ok(())
    }
}

/// Whether the visit is to go on. Standard input is free again for it when this is known.
fn is_wanted(context: &Context) -> Result<bool> {
    let mut lines = Lines::edited();
    loop {
        let Typed::Line(line) = lines.read("[Enter, or q to leave] ", &mut screen())? else {
            return Ok(false);
        };
        match line.trim().to_lowercase().as_str() {
            "" | "y" | "yes" => return Ok(true),
            "q" | "n" | "no" | ":q" | "quit" | "exit" => return Ok(false),
            _ => context.output.say(
                "Enter goes on with this visit where you left off. q leaves; a command such as mystery \
                 visits is typed behind that.",
            ),
        }
    }
}
