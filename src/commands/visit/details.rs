//! What is the same for the whole visit: from the command line, from the programme, and from a
//! person only where there is more than one answer.

use anyhow::Result;

use super::super::context::Context;
use super::super::failure::{Failure, FailureKind};
use super::super::interview::{Interview, Question, range, read_number_or_name};
use super::super::opening::Loaded;
use super::VisitArgs;
use super::asking::{ask_department, ask_scenario, ask_the_rest, ask_visited, ask_whose};
use super::names::{KnownNames, Named};
use super::on_signal;
use super::options::Options;
use super::when::{is_ahead, is_spoken, read_back};
use crate::ledger::Ledger;
use crate::model::answer::Decimal;
use crate::model::id::Id;
use crate::model::moment::{Moment, Visited};
use crate::model::programme::Programme;
use crate::model::standard::{Standard, StandardRef};
use crate::model::visit::{Channel, Kind, MAIN_SITE, Name, Role, VisitFacts, VisitId};

/// The auditor where none is named.
const AUDITOR: &str = "me";

/// What is known of a visit before its first item.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Details {
    pub(super) kind: Kind,
    pub(super) organisation: Name,
    pub(super) role: Role,
    pub(super) site: Name,
    pub(super) channel: Option<Channel>,
    pub(super) scenario: Option<Id>,
    pub(super) auditor: String,
    pub(super) visited: Visited,
    pub(super) notes: Option<String>,
    pub(super) guess: Option<Decimal>,
    pub(super) nobody: Option<String>,
    /// How the person left behind these questions, if they did: what they jotted down is kept first.
    pub(super) left: Option<FailureKind>,
}

impl Details {
    /// An id that no visit of the ledger has.
    pub(super) fn fresh_id(&self, ledger: &Ledger, seed: u64) -> VisitId {
        ledger.fresh_id(self.visited.date(), &self.organisation, &self.site, seed)
    }

    /// The facts of the visit that is begun now, by this standard.
    pub(super) fn facts(&self, id: VisitId, standard: StandardRef, started: Moment) -> VisitFacts {
        VisitFacts {
            id,
            kind: self.kind,
            standard,
            organisation: self.organisation.clone(),
            role: self.role,
            site: self.site.clone(),
            channel: self.channel,
            scenario: self.scenario.clone(),
            auditor: self.auditor.clone(),
            started,
            visited: self.visited,
        }
    }
}

/// Gathers the details; asks a person, and never a script.
pub(super) fn gather(
    context: &Context,
    args: &VisitArgs,
    ledger: &Ledger,
    loaded: &Loaded,
    mut person: Option<&mut Interview>,
) -> Result<Details> {
    let standard = &loaded.standard;
    // Asked again, they may say another place.
    context.farewell.keep_by_nothing();
    let known = KnownNames::of(ledger)?;
    let programme = ledger.programme();
    let options = Options::read(context, args, standard)?;
    warn_if_behind(context, ledger);
    if let Some(visited) = options.visited {
        warn_if_ahead(context, visited);
    }
    if let Some(frontend) = person.as_deref_mut() {
        let title = standard
            .title
            .in_language(language(context, programme, standard));
        let ways = frontend.ways();
        frontend.say("");
        frontend.say(&format!(
            "{title}. First, what kind of visit it was: {ways}. From item 1 on every answer is kept as \
             you type it."
        ));
    }
    let (organisation, role) = whose(
        context,
        &known,
        options.organisation,
        person.as_deref_mut(),
        programme,
        standard,
    )?;
    let site = which_site(
        context,
        options.site,
        &known,
        &organisation,
        role,
        programme,
        person.as_deref_mut(),
    )?;
    let channel = match (
        options.channel,
        standard.channels.as_slice(),
        person.as_deref_mut(),
    ) {
        (Some(channel), ..) => Some(channel),
        (None, [], _) => None,
        (None, [_, _, ..], Some(frontend)) => {
            let words: Vec<&str> = standard.channels.iter().map(|it| it.words()).collect();
            let n = frontend.choose(
                "How was the contact made?",
                &words,
                "The way you dealt with them. Visits of one way are best compared with each other.",
            )?;
            Some(standard.channels[n])
        }
        (None, [first, ..], _) => Some(*first),
    };
    let scenario = match (options.scenario, person.as_deref_mut()) {
        (None, Some(frontend)) if !standard.scenarios.is_empty() => {
            ask_scenario(context, programme, standard, frontend)?
        }
        (scenario, _) => scenario,
    };
    let auditor = which_auditor(options.auditor.as_deref(), programme, person.as_deref_mut())?;
    let visited = match (options.visited, person.as_deref_mut()) {
        (Some(visited), frontend) => {
            let is_spoken = args.visited.as_deref().is_some_and(is_spoken);
            match frontend.filter(|_| is_spoken) {
                Some(frontend) => frontend.say(&read_back(visited)),
                None if is_spoken => context.output.say(&read_back(visited)),
                None => {}
            }
            visited
        }
        (None, Some(frontend)) => ask_visited(context, channel, frontend)?,
        (None, None) => Visited::At(context.now()),
    };
    let mut details = Details {
        kind: options.kind.unwrap_or(Kind::Audit),
        organisation,
        role,
        site,
        channel,
        scenario,
        auditor,
        visited,
        notes: None,
        guess: None,
        nobody: None,
        left: None,
    };
    if let Some(frontend) = person {
        ask_the_rest(&mut details, &known, frontend, |details| {
            on_signal::keep_jotted(context, ledger, loaded, details);
        })?;
    }
    Ok(details)
}

/// The language of questions: the option's, the programme's, the standard's own.
pub(in crate::commands) fn language<'a>(
    context: &'a Context,
    programme: &'a Programme,
    standard: &'a Standard,
) -> &'a crate::model::text::Language {
    let wanted = context
        .language
        .as_ref()
        .or(programme.defaults.language.as_ref());
    let fallback = standard.languages.first();
    wanted.or(fallback).expect("a standard has a language")
}

/// Whose place: of the options, of the programme, or asked.
fn whose(
    context: &Context,
    known: &KnownNames,
    named: Option<(Name, Role)>,
    person: Option<&mut Interview>,
    programme: &Programme,
    standard: &Standard,
) -> Result<(Name, Role)> {
    match (named, person) {
        (Some((typed, role)), mut person) => {
            let named = known.named(typed, role)?;
            let name = settled(context, named, person.as_deref_mut(), "organisation")?;
            // The known one that it nearly was may be in another role.
            let named = known.named(name.clone(), role)?;
            let role = match (named, known.own(), person) {
                (Named::New(name), Some(own), Some(person)) if role == Role::Own => {
                    whose_it_is(&name, own, person)?
                }
                _ => role,
            };
            Ok((name, role))
        }
        (None, Some(frontend)) if standard.is_for_departments() => {
            ask_department(context, known, frontend)
        }
        (None, Some(frontend)) => ask_whose(context, known, frontend),
        (None, None) => match &programme.organisation {
            Some(own) => Ok((own.clone(), Role::Own)),
            None => Err(Failure::usage("say whose place it is")
                .hint("--organisation NAME for your own, --competitor NAME for a competitor's")
                .into()),
        },
    }
}

/// Of a second organisation of our own it is asked whether it is one: a competitor's visits among ours
/// would be in every mean.
fn whose_it_is(name: &Name, own: &Name, person: &mut Interview) -> Result<Role> {
    let is_ours = person.confirm(
        &format!("{name} is new here; ours so far is {own}. Is {name} ours too?"),
        "y: its visits count among our own. n: it is a competitor, and is compared with us.",
    )?;
    Ok(if is_ours { Role::Own } else { Role::Competitor })
}

/// A name that is nearly a known one is asked about; without a person it stays, aloud.
pub(super) fn settled(
    context: &Context,
    named: Named,
    person: Option<&mut Interview>,
    what: &str,
) -> Result<Name> {
    match (named, person) {
        (Named::Known(name) | Named::New(name), _) => Ok(name),
        (Named::Near { typed, known }, Some(frontend)) => {
            let question =
                format!("{typed} is nearly {known}, which is known here. Is it {known}?");
            Ok(if frontend.confirm(
                &question,
                "y: they are one and the same, and the known spelling is taken. n: it is another place.",
            )? {
                known
            } else {
                typed
            })
        }
        (Named::Near { typed, known }, None) => {
            context.output.say(&format!(
                "Warning: the {what} `{typed}` is nearly `{known}`, and was taken as typed."
            ));
            Ok(typed)
        }
    }
}

fn which_site(
    context: &Context,
    named: Option<Name>,
    known: &KnownNames,
    organisation: &Name,
    role: Role,
    programme: &Programme,
    person: Option<&mut Interview>,
) -> Result<Name> {
    if let Some(typed) = named {
        let named = known.site_named(organisation, typed);
        return settled(context, named, person, "site");
    }
    let sites = known
        .organisation(organisation)
        .map_or(&[][..], |it| &it.sites);
    let Some(frontend) = person.filter(|_| sites.len() > 1) else {
        return Ok(default_site(known, organisation, role, programme));
    };
    let names: Vec<&str> = sites.iter().map(Name::as_str).collect();
    let question = Question {
        words: "Type a number, or the name of a place that is not here.",
        prompt: &format!("[{}, or a name] ", range(sites.len())),
        help: "Which of their places: a branch, a street, a town. A name that is new here is a new place.",
    };
    let heading = format!("Which place of {organisation}?");
    let name = frontend.ask_among(&heading, &names, question, |typed| {
        let read = read_number_or_name(typed, sites.len())?;
        Ok(read.map_or_else(|name| name, |at| sites[at].clone()))
    })?;
    let named = known.site_named(organisation, name);
    settled(context, named, Some(frontend), "site")
}

/// The site where none is named: the programme's own, the only one known, else `main`.
pub(super) fn default_site(
    known: &KnownNames,
    organisation: &Name,
    role: Role,
    programme: &Programme,
) -> Name {
    let sites = known
        .organisation(organisation)
        .map_or(&[][..], |it| &it.sites);
    let own = programme
        .defaults
        .site
        .clone()
        .filter(|_| role == Role::Own);
    own.or_else(|| sites.first().filter(|_| sites.len() == 1).cloned())
        .unwrap_or_else(|| Name::new(MAIN_SITE).expect("it is not empty"))
}

pub(super) fn which_auditor(
    named: Option<&str>,
    programme: &Programme,
    person: Option<&mut Interview>,
) -> Result<String> {
    if let Some(code) = named {
        return Ok(code.to_owned());
    }
    match (
        &programme.defaults.auditor,
        programme.auditors.as_slice(),
        person,
    ) {
        (Some(code), ..) => Ok(code.clone()),
        (None, [], _) => Ok(AUDITOR.into()),
        (None, codes @ [_, _, ..], Some(frontend)) => {
            let help = "Your code as an auditor, as the programme lists it.";
            Ok(codes[frontend.choose("Who are you?", codes, help)?].clone())
        }
        (None, [first, ..], _) => Ok(first.clone()),
    }
}

/// A clock that was set back is believed, and said; it may be a little off.
pub(super) fn warn_if_behind(context: &Context, ledger: &Ledger) {
    let now = context.now();
    let last = ledger.last_sealed_here();
    if let Some(last) = last.filter(|last| last.seconds_since(now) > 60) {
        context.output.say(&format!(
            "Warning: this computer's clock ({now}) is behind what was last kept here ({last})."
        ));
    }
}

/// A contact that lies ahead is kept, and said.
pub(super) fn warn_if_ahead(context: &Context, visited: Visited) {
    if is_ahead(visited, context.now()) {
        context.output.say(&format!(
            "Warning: {visited} lies ahead of this computer's clock ({}).",
            context.now()
        ));
    }
}
