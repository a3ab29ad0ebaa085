//! What only a person can say before the first item: whose place, which scenario, when, whether
//! anyone was reached, notes, a guess.

use anyhow::Result;

use super::super::context::Context;
use super::details::{Details, language, settled};
use super::names::KnownNames;
use super::questions::{ask, ask_text, confirm, numbered, range, show_numbered};
use super::when::{is_ahead, read_when};
use crate::model::answer::Decimal;
use crate::model::id::Id;
use crate::model::moment::Visited;
use crate::model::programme::Programme;
use crate::model::standard::Standard;
use crate::model::visit::{Channel, Name, Role};
use crate::ui::Person;

/// What remains to be asked: whether anyone was reached, notes, a guess; and what is to be said once.
pub(super) fn ask_the_rest(
    details: &mut Details,
    known: &KnownNames,
    frontend: &mut Person,
) -> Result<()> {
    if details.role == Role::Competitor {
        let is_new = known
            .organisation(&details.organisation)
            .is_none_or(|organisation| !organisation.is_visited);
        if is_new {
            frontend.say("")?;
            frontend.say(
                "A competitor's place: write down no names of staff, record nothing, and use only what any \
                 customer may see.",
            )?;
            if !known.own_auditors.contains(&details.auditor) {
                frontend.say(
                    "To compare fairly, let the same person visit both: theirs and your own place.",
                )?;
            }
        }
    }
    if details
        .channel
        .is_some_and(|channel| channel != Channel::InPerson)
        && !confirm(frontend, "Did you reach anyone?")?
    {
        loop {
            let why = ask(
                frontend,
                "What happened? (no answer in three tries, no reply in a week …)",
                "[why] ",
            )?;
            if !why.is_empty() {
                details.nobody = Some(why);
                break;
            }
        }
    }
    details.notes = ask_text(
        frontend,
        "Jot down what you remember, before it fades; it stays beside every question.",
    )?;
    if details.role == Role::Own && details.nobody.is_none() {
        details.guess = ask_guess(frontend)?;
    }
    Ok(())
}

pub(super) fn ask_guess(frontend: &mut Person) -> Result<Option<Decimal>> {
    loop {
        let typed = ask(
            frontend,
            "Your guess: how will your own place score, 0 to 100? Enter leaves it out.",
            "[0-100] ",
        )?;
        let typed = typed.trim_end_matches('%').trim();
        if typed.is_empty() {
            return Ok(None);
        }
        match Decimal::new(typed).filter(|guess| (0.0..=100.0).contains(&guess.value())) {
            Some(guess) => return Ok(Some(guess)),
            None => frontend.say("Type a number from 0 to 100, or press Enter.")?,
        }
    }
}

pub(super) fn ask_visited(context: &Context, frontend: &mut Person) -> Result<Visited> {
    let now = context.now();
    let time = now.at().format("%H:%M");
    frontend.say("")?;
    loop {
        let typed = ask(
            frontend,
            "When were you there? Enter for now; or type a time, yesterday 16:30, or a date.",
            &format!("[today {time}] "),
        )?;
        if typed.is_empty() {
            return Ok(Visited::At(now));
        }
        match read_when(&typed, now, context.zone()) {
            Ok(visited) if is_ahead(visited, now) => {
                frontend.say("That lies ahead; when was it?")?;
            }
            Ok(visited) => return Ok(visited),
            Err(why) => frontend.say(&crate::report::wording::sentence(&format!(
                "Not taken: {why}"
            )))?,
        }
    }
}

pub(super) fn ask_scenario(
    context: &Context,
    programme: &Programme,
    standard: &Standard,
    frontend: &mut Person,
) -> Result<Option<Id>> {
    let language = language(context, programme, standard);
    let titles: Vec<String> = standard
        .scenarios
        .iter()
        .map(|scenario| {
            let persona = scenario
                .persona
                .as_ref()
                .map(|persona| persona.in_language(language));
            let persona = persona.map_or(String::new(), |persona| format!(" ({persona})"));
            format!("{}{persona}", scenario.title.in_language(language))
        })
        .collect();
    show_numbered(
        frontend,
        "Which scenario did you play? Enter for none.",
        &titles,
    )?;
    loop {
        let typed = ask(
            frontend,
            "",
            &format!("[{}, Enter for none] ", range(titles.len())),
        )?;
        if typed.is_empty() {
            return Ok(None);
        }
        match numbered(&typed, titles.len()) {
            Some(n) => return Ok(Some(standard.scenarios[n].id.clone())),
            None => frontend.say("Type a number of the list, or press Enter.")?,
        }
    }
}

pub(super) fn ask_whose(
    context: &Context,
    known: &KnownNames,
    frontend: &mut Person,
) -> Result<(Name, Role)> {
    if known.organisations.is_empty() {
        let typed = ask(
            frontend,
            "Was it your own place? Type its name. Was it a competitor's? Press Enter.",
            "[name] ",
        )?;
        if let Some(name) = Name::new(&typed) {
            return Ok((name, Role::Own));
        }
        loop {
            let typed = ask(frontend, "What is the competitor called?", "[name] ")?;
            if let Some(name) = Name::new(&typed) {
                return Ok((name, Role::Competitor));
            }
        }
    }
    let words: Vec<String> = known
        .organisations
        .iter()
        .map(|organisation| match organisation.role {
            Role::Own => format!("{} (your own)", organisation.name),
            Role::Competitor => organisation.name.to_string(),
            Role::Internal => format!("{} (a department of your own)", organisation.name),
        })
        .collect();
    let others = if known.own().is_some() {
        "Type a number, or the name of a competitor that is not here."
    } else {
        "Type a number, or the name of your own place, or of a competitor that is not here."
    };
    show_numbered(frontend, "Whose place did you visit?", &words)?;
    loop {
        let typed = ask(
            frontend,
            others,
            &format!("[{}, or a name] ", range(words.len())),
        )?;
        if let Some(n) = numbered(&typed, words.len()) {
            let organisation = &known.organisations[n];
            return Ok((organisation.name.clone(), organisation.role));
        }
        let Some(name) = Name::new(&typed) else {
            continue;
        };
        if let Some(organisation) = known.organisation(&name) {
            return Ok((name, organisation.role));
        }
        let named = known.named(name, Role::Competitor)?;
        let name = settled(context, named, Some(frontend), "organisation")?;
        if let Some(organisation) = known.organisation(&name) {
            return Ok((name, organisation.role));
        }
        let is_own =
            known.own().is_none() && confirm(frontend, &format!("Is {name} your own place?"))?;
        return Ok((name, if is_own { Role::Own } else { Role::Competitor }));
    }
}
