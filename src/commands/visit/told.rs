//! A file of answers beside the command line: options fill what the file leaves out, and where the
//! two say different things, that is a problem at the file's line.

use anyhow::Result;

use super::super::context::Context;
use super::details::{self, Details, settled};
use super::names::{KnownNames, role_words};
use super::options::{Options, role_option};
use crate::diagnostic::{Code, Diagnostic};
use crate::files::answers::InAdvance;
use crate::ledger::Ledger;
use crate::model::standard::Standard;
use crate::model::visit::{Kind, Role, VisitFacts};

/// Whose place it is, by the file, else by the options, else as is usual with the standard.
pub(super) fn role_of(told: &InAdvance, options: &Options, standard: &Standard) -> Role {
    let said = told.role.or(options.role());
    said.unwrap_or_else(|| standard.usual_role())
}

/// The visit's details from the file, the options and the programme; what none of them says is a
/// problem among the others, and so is what contradicts.
pub(super) fn details_of(
    context: &Context,
    options: &Options,
    ledger: &Ledger,
    standard: &Standard,
    told: &InAdvance,
    problems: &mut Vec<Diagnostic>,
) -> Result<Option<Details>> {
    problems.extend(against_options(told, options));
    let known = KnownNames::of(ledger)?;
    let programme = ledger.programme();
    let role = role_of(told, options, standard);
    let of_option = options.organisation.clone().map(|(name, _)| name);
    let own = programme.organisation.clone().filter(|_| role == Role::Own);
    let organisation = told.organisation.clone().or(of_option).or(own);
    let visited = told.visited.or(options.visited);
    for (is_missing, key, option) in [
        (
            organisation.is_none(),
            "organisation",
            "--organisation or --competitor",
        ),
        (visited.is_none(), "visited", "--visited"),
    ] {
        // One that is there and cannot be read has a complaint of its own.
        if is_missing && told.place(key).is_none() {
            problems.push(
                Diagnostic::new(Code::MissingFact, None, format!("`{key}` is missing"))
                    .advise(format!("write it into the file, or say {option}")),
            );
        }
    }
    let (Some(organisation), Some(visited)) = (organisation, visited) else {
        return Ok(None);
    };
    if let Some(other) = known.organisation(&organisation)
        && other.role != role
    {
        let message = format!(
            "`{organisation}` is {} in this ledger, and not {}",
            role_words(other.role),
            role_words(role)
        );
        let place = told.place("role").or(told.place("organisation"));
        problems.push(
            Diagnostic::new(Code::RoleAgainstLedger, place, message)
                .advise(format!("write role: {}", other.role.name())),
        );
        return Ok(None);
    }
    let organisation = settled(
        context,
        known.named(organisation, role)?,
        None,
        "organisation",
    )?;
    let site = match told.site.clone().or(options.site.clone()) {
        Some(site) => settled(context, known.site_named(&organisation, site), None, "site")?,
        None => details::default_site(&known, &organisation, role, programme),
    };
    let channel = told.channel.or(options.channel);
    let auditor = told.auditor.as_deref().or(options.auditor.as_deref());
    Ok(Some(Details {
        kind: told.kind.or(options.kind).unwrap_or(Kind::Audit),
        organisation,
        role,
        site,
        channel: channel.or(standard.channels.first().copied()),
        scenario: told.scenario.clone().or(options.scenario.clone()),
        auditor: details::which_auditor(auditor, programme, None)?,
        visited,
        notes: told.notes.clone(),
        guess: told.guess.clone(),
        nobody: told.no_contact.clone(),
        left: None,
    }))
}

/// Where the file says something else than the options.
fn against_options(told: &InAdvance, options: &Options) -> Vec<Diagnostic> {
    let whose = options.role().map_or("", role_option);
    let name = options.organisation.as_ref().map(|(name, _)| name);
    let by = |option: &'static str| Beside {
        told,
        by: format!("with {option}"),
    };
    [
        by(whose).clash("organisation", told.organisation.as_ref(), name),
        by(whose).clash_of("role", told.role, options.role(), Role::name),
        by("--site").clash("site", told.site.as_ref(), options.site.as_ref()),
        by("--channel").clash_of(
            "channel",
            told.channel,
            options.channel,
            crate::model::visit::Channel::name,
        ),
        by("--scenario").clash(
            "scenario",
            told.scenario.as_ref(),
            options.scenario.as_ref(),
        ),
        by("--auditor").clash("auditor", told.auditor.as_ref(), options.auditor.as_ref()),
        by("--visited").clash("visited", told.visited.as_ref(), options.visited.as_ref()),
        by("--kind").clash_of("kind", told.kind, options.kind, Kind::name),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Where the file of a second scoring says something else than the first one's facts, which are
/// those of the contact.
pub(super) fn against_first(told: &InAdvance, first: &VisitFacts) -> Vec<Diagnostic> {
    let beside = Beside {
        told,
        by: format!("in {}", first.id),
    };
    [
        beside.clash(
            "organisation",
            told.organisation.as_ref(),
            Some(&first.organisation),
        ),
        beside.clash_of("role", told.role, Some(first.role), Role::name),
        beside.clash("site", told.site.as_ref(), Some(&first.site)),
        beside.clash_of(
            "channel",
            told.channel,
            first.channel,
            crate::model::visit::Channel::name,
        ),
        beside.clash("scenario", told.scenario.as_ref(), first.scenario.as_ref()),
        beside.clash("visited", told.visited.as_ref(), Some(&first.visited)),
        beside.clash_of("kind", told.kind, Some(first.kind), Kind::name),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Where the auditor that the file names is not the option's.
pub(super) fn against_auditor(told: &InAdvance, option: Option<&String>) -> Option<Diagnostic> {
    let by = "with --auditor".into();
    Beside { told, by }.clash("auditor", told.auditor.as_ref(), option)
}

/// A file beside somebody else who speaks of the same visit.
struct Beside<'t> {
    told: &'t InAdvance,
    by: String,
}

impl Beside<'_> {
    fn clash<T: PartialEq + ToString>(
        &self,
        key: &str,
        here: Option<&T>,
        there: Option<&T>,
    ) -> Option<Diagnostic> {
        let (here, there) = (here?, there?);
        (here != there).then(|| {
            let by = &self.by;
            let (here, there) = (here.to_string(), there.to_string());
            let message = format!("`{key}` is `{here}` here, and `{there}` {by}");
            Diagnostic::new(Code::SaidTwice, self.told.place(key), message)
                .advise("keep the one that is right, and leave the other out")
        })
    }

    fn clash_of<T>(
        &self,
        key: &str,
        here: Option<T>,
        there: Option<T>,
        name: impl Fn(T) -> &'static str,
    ) -> Option<Diagnostic> {
        let (here, there) = (name(here?), name(there?));
        self.clash(key, Some(&here), Some(&there))
    }
}
