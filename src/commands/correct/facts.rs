//! What is the same for the whole visit, put right: name, site, time, channel, scenario, auditor.
//! The id stays as it was, so that what refers to the visit still finds it.

use anyhow::Result;

use crate::commands::context::Context;
use crate::commands::failure::Failure;
use crate::commands::visit::when::{is_ahead, read_when};
use crate::ledger::Ledger;
use crate::model::standard::Standard;
use crate::model::visit::{Channel, Name, VisitFacts};

/// The facts that can be put right, by their columns.
pub(super) const FACTS: [&str; 6] = [
    "organisation",
    "site",
    "visited",
    "channel",
    "scenario",
    "auditor",
];

/// Puts right what `fact` says; the refusal says the way out.
pub(super) fn change_fact(
    context: &Context,
    ledger: &Ledger,
    standard: &Standard,
    facts: &mut VisitFacts,
    fact: &str,
    said: &str,
) -> Result<()> {
    let refused = |why: String| Failure::usage(format!("`{fact}={said}`: {why}"));
    let name = || {
        Name::new(said)
            .filter(|name| name.as_str().chars().any(char::is_alphanumeric))
            .ok_or_else(|| refused("a name has at least one letter or digit".into()))
    };
    match fact {
        "organisation" => {
            facts.organisation = name()?;
            check_role(ledger, facts)?;
        }
        "site" => facts.site = name()?,
        "visited" => {
            facts.visited = read_when(said, context.now(), context.zone())
                .map_err(|why| refused(why.to_string()))?;
            if is_ahead(facts.visited, context.now()) {
                return Err(refused("that lies ahead".into()).into());
            }
        }
        "channel" => {
            let known = Channel::ALL.map(Channel::name);
            let channel = Channel::from_name(&said.to_lowercase().replace([' ', '-'], "_"));
            let channel =
                channel.ok_or_else(|| refused(format!("type one of {}", known.join(", "))))?;
            if !standard.channels.is_empty() && !standard.channels.contains(&channel) {
                let words: Vec<&str> = standard.channels.iter().map(|it| it.name()).collect();
                return Err(refused(format!("the standard is for {}", words.join(", "))).into());
            }
            facts.channel = Some(channel);
        }
        "scenario" => {
            let ids = standard.scenarios.iter().map(|it| &it.id);
            let found = ids.clone().find(|id| id.as_str() == said);
            facts.scenario = match found {
                _ if said.is_empty() || said == "none" => None,
                Some(id) => Some(id.clone()),
                None => {
                    let mut words: Vec<&str> = ids.map(crate::model::id::Id::as_str).collect();
                    words.push("none");
                    return Err(refused(format!("type {}", words.join(", "))).into());
                }
            };
        }
        _ => {
            if said.is_empty() {
                return Err(refused("the auditor's code is empty".into()).into());
            }
            said.clone_into(&mut facts.auditor);
        }
    }
    Ok(())
}

/// A name that other visits have in another role would stop every comparison.
fn check_role(ledger: &Ledger, facts: &VisitFacts) -> Result<()> {
    let visits = ledger.visits()?;
    let other = visits.newest_first().into_iter().find(|finished| {
        let other = &finished.visit.facts;
        other.id.contact() != facts.id.contact()
            && other.organisation == facts.organisation
            && other.role != facts.role
    });
    let Some(other) = other else { return Ok(()) };
    let (id, role) = (&other.visit.facts.id, other.visit.facts.role.name());
    Err(Failure::usage(format!(
        "`{}` is `{role}` in visit {id}, and this visit is `{}`",
        facts.organisation,
        facts.role.name()
    ))
    .hint("a place is the same in all visits: discard this visit and score it again")
    .into())
}
