//! What is the same for the whole visit, put right: name, site, time, channel, scenario, auditor.
//! The id stays as it was, so that what refers to the visit still finds it.

use anyhow::Result;

use crate::commands::context::Context;
use crate::commands::failure::Failure;
use crate::commands::visit::names::role_words;
use crate::commands::visit::when::{is_ahead, is_spoken, read_back, read_when};
use crate::ledger::Ledger;
use crate::model::standard::Standard;
use crate::model::visit::{Channel, Name, Role, VisitFacts};

/// The facts that can be put right, by their columns.
pub(super) const FACTS: [&str; 6] = [
    "organisation",
    "site",
    "visited",
    "channel",
    "scenario",
    "auditor",
];

/// Puts right what `fact` says, and gives what is to be read back; the refusal says the way out.
pub(super) fn change_fact(
    context: &Context,
    ledger: &Ledger,
    standard: &Standard,
    facts: &mut VisitFacts,
    fact: &str,
    said: &str,
) -> Result<Option<String>> {
    let refused = |why: String| Failure::usage(format!("`{fact}={said}`: {why}"));
    let name = || {
        Name::new(said)
            .filter(|name| name.as_str().chars().any(char::is_alphanumeric))
            .ok_or_else(|| refused("a name has at least one letter or digit".into()))
    };
    match fact {
        "organisation" => {
            facts.organisation = name()?;
            return take_role_along(ledger, facts);
        }
        "site" => facts.site = name()?,
        "visited" => {
            facts.visited = read_when(said, context.now(), context.zone()).map_err(refused)?;
            if is_ahead(facts.visited, context.now()) {
                return Err(refused("that lies ahead".into()).into());
            }
            if is_spoken(said) {
                return Ok(Some(read_back(facts.visited)));
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
    Ok(None)
}

/// A place is the same in all visits: the visit takes the role along that the name has in the
/// programme or in other visits; what is to be said of that.
fn take_role_along(ledger: &Ledger, facts: &mut VisitFacts) -> Result<Option<String>> {
    let role = known_role(ledger, facts)?.filter(|role| *role != facts.role);
    Ok(role.map(|role| {
        let before = std::mem::replace(&mut facts.role, role);
        format!(
            "{} is {} here: this visit was scored as one to {}, and is one to {} from now on.",
            facts.organisation,
            role_words(role),
            role_words(before),
            role_words(role)
        )
    }))
}

fn known_role(ledger: &Ledger, facts: &VisitFacts) -> Result<Option<Role>> {
    let programme = ledger.programme();
    let name = &facts.organisation;
    if programme.organisation.as_ref() == Some(name) {
        return Ok(Some(Role::Own));
    }
    if programme.competitors.iter().any(|it| it.name == *name) {
        return Ok(Some(Role::Competitor));
    }
    let visits = ledger.briefs()?;
    let others = visits.newest_first().into_iter();
    let mut others = others.map(|finished| &finished.visit.facts);
    let other = others.find(|it| it.id.contact() != facts.id.contact() && it.organisation == *name);
    Ok(other.map(|it| it.role))
}
