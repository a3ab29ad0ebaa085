//! What the command line says of a visit: read and checked once, for a visit that is asked and for
//! one from a file.

use anyhow::Result;

use super::super::context::Context;
use super::super::failure::Failure;
use super::VisitArgs;
use super::when::read_when;
use crate::files::fields::nearest;
use crate::model::id::Id;
use crate::model::moment::Visited;
use crate::model::standard::Standard;
use crate::model::visit::{Channel, Kind, Name, Role};

/// What the command line says; what it leaves out is `None`.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Options {
    /// Whose place, and whose it is.
    pub(super) organisation: Option<(Name, Role)>,
    /// Which of their places.
    pub(super) site: Option<Name>,
    /// How the contact was made.
    pub(super) channel: Option<Channel>,
    /// Who the auditor played.
    pub(super) scenario: Option<Id>,
    /// The auditor's code.
    pub(super) auditor: Option<String>,
    /// When the contact took place.
    pub(super) visited: Option<Visited>,
    /// What kind of look it was.
    pub(super) kind: Option<Kind>,
}

impl Options {
    /// Reads the options, against a standard.
    pub(super) fn read(context: &Context, args: &VisitArgs, standard: &Standard) -> Result<Self> {
        Ok(Self {
            organisation: organisation(args)?,
            site: (args.site.as_deref())
                .map(|text| name(text, "the name of the site is empty"))
                .transpose()?,
            channel: channel(args, standard)?,
            scenario: scenario(args, standard)?,
            auditor: auditor(args)?,
            visited: visited(context, args)?,
            kind: args.kind,
        })
    }

    /// Whose place it is said to be.
    pub(super) fn role(&self) -> Option<Role> {
        self.organisation.as_ref().map(|(_, role)| *role)
    }
}

/// The option that names an organisation of a role.
pub(super) fn role_option(role: Role) -> &'static str {
    match role {
        Role::Own => "--organisation",
        Role::Competitor => "--competitor",
        Role::Internal => "--internal",
    }
}

fn name(text: &str, empty: &str) -> Result<Name> {
    Ok(Name::typed(text).ok_or_else(|| Failure::usage(empty))?)
}

fn organisation(args: &VisitArgs) -> Result<Option<(Name, Role)>> {
    let options = [
        (&args.organisation, Role::Own),
        (&args.competitor, Role::Competitor),
        (&args.internal, Role::Internal),
    ];
    for (option, role) in options {
        if let Some(text) = option {
            let empty = format!("the name behind {} is empty", role_option(role));
            return Ok(Some((name(text, &empty)?, role)));
        }
    }
    Ok(None)
}

/// A channel that the standard is not for is a slip.
fn channel(args: &VisitArgs, standard: &Standard) -> Result<Option<Channel>> {
    match args.channel {
        Some(channel) if !standard.channels.is_empty() && !standard.channels.contains(&channel) => {
            let words: Vec<&str> = standard.channels.iter().map(|it| it.name()).collect();
            Err(Failure::usage(format!(
                "the standard {} is not for the channel `{}`",
                standard.id,
                channel.name()
            ))
            .hint(format!("it is for {}", words.join(", ")))
            .into())
        }
        channel => Ok(channel),
    }
}

fn scenario(args: &VisitArgs, standard: &Standard) -> Result<Option<Id>> {
    let Some(text) = &args.scenario else {
        return Ok(None);
    };
    let found = standard.scenarios.iter().find(|it| it.id.as_str() == text);
    if let Some(scenario) = found {
        return Ok(Some(scenario.id.clone()));
    }
    let ids: Vec<&str> = standard.scenarios.iter().map(|it| it.id.as_str()).collect();
    let failure = Failure::usage(format!(
        "the standard {} has no scenario `{text}`",
        standard.id
    ));
    Err(match (nearest(text, ids.iter().copied()), ids.as_slice()) {
        (Some(near), _) => failure.hint(format!("did you mean `{near}`?")),
        (None, []) => failure.hint("it has no scenarios; leave --scenario out"),
        (None, ids) => failure.hint(format!("it is one of {}", ids.join(", "))),
    }
    .into())
}

fn auditor(args: &VisitArgs) -> Result<Option<String>> {
    let code = args.auditor.as_deref().map(str::trim);
    if code.is_some_and(str::is_empty) {
        return Err(Failure::usage("the auditor's code is empty").into());
    }
    Ok(code.map(str::to_owned))
}

fn visited(context: &Context, args: &VisitArgs) -> Result<Option<Visited>> {
    let Some(text) = &args.visited else {
        return Ok(None);
    };
    let visited = read_when(text, context.now(), context.zone())
        .map_err(|why| Failure::usage(format!("--visited `{text}`: {why}")))?;
    Ok(Some(visited))
}
