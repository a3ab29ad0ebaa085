//! What only a person can say before the first item: whose place, which scenario, when, whether
//! anyone was reached, notes, a guess.

use anyhow::Result;

use super::super::context::Context;
use super::super::interview::{
    Interview, LeftTelling, Question, numbered, range, read_name, read_number_or_name,
};
use super::details::{Details, language, settled};
use super::names::KnownNames;
use super::when::{is_ahead, read_when};
use crate::model::answer::Decimal;
use crate::model::id::Id;
use crate::model::moment::Visited;
use crate::model::programme::Programme;
use crate::model::reading::read_guess;
use crate::model::standard::Standard;
use crate::model::visit::{Channel, Name, Role};
use crate::report::wording::sentence;

/// What remains to be asked: whether anyone was reached, notes, a guess; and what is to be said once.
/// `is_known` is told when all that is needed to keep the notes is there.
pub(super) fn ask_the_rest(
    details: &mut Details,
    known: &KnownNames,
    person: &mut Interview,
    is_known: impl Fn(&Details),
) -> Result<()> {
    if details.role == Role::Competitor {
        let is_new = known
            .organisation(&details.organisation)
            .is_none_or(|organisation| !organisation.is_visited);
        if is_new {
            person.say("");
            person.say(
                "A competitor's place: take no sound or pictures of people, and use only what any customer may \
                 see.",
            );
            if !known.own_auditors.contains(&details.auditor) {
                person.say(
                    "To compare fairly, let the same person visit both: theirs and your own place.",
                );
            }
        }
    }
    let may_fail = details
        .channel
        .is_some_and(|channel| channel != Channel::InPerson);
    if may_fail
        && !person.confirm(
            "Did you reach anyone?",
            "y: somebody answered, however late or badly. n: nobody did, in all your tries; that is a \
             result too, and everything that counts gets nothing.",
        )?
    {
        details.nobody = Some(person.ask(
            Question {
                words: "What happened? (no answer in three tries, no reply in a week …)",
                prompt: "[why] ",
                help: "A few words on how you tried and what came of it; they stand beside the result.",
            },
            |typed| match typed {
                "" | "help" => Err("Say in a few words what happened (or b to go back).".to_owned()),
                why => Ok(why.to_owned()),
            },
        )?);
    }
    person.keep_told();
    is_known(details);
    let Err(error) = ask_notes_and_guess(details, person) else {
        return Ok(());
    };
    let left = error.downcast::<LeftTelling>()?;
    details.notes = Some(left.told.trim().to_owned());
    details.left = Some(left.kind);
    Ok(())
}

fn ask_notes_and_guess(details: &mut Details, person: &mut Interview) -> Result<()> {
    details.notes = person.ask_text(
        "Jot down what you remember, before it fades; it stays beside every question. No names of staff.",
        "Times, words that were said, what you saw: as it comes. It is kept with the visit and shown \
         while you answer; nothing in it is scored.",
    )?;
    if details.role == Role::Own && details.nobody.is_none() {
        details.guess = ask_guess(person)?;
    }
    Ok(())
}

fn ask_guess(person: &mut Interview) -> Result<Option<Decimal>> {
    let question = Question {
        words: "Your guess: how will your own place score, 0 to 100? Enter leaves it out.",
        prompt: "[0-100] ",
        help: "Your guess is shown beside the score at the end: how well you know your own place. It \
               changes nothing in the score.",
    };
    let guess = person.ask(question, read_guess)?;
    if let Some(guess) = &guess {
        person.read_back(&format!("Guess: {} of 100.", guess.as_str()))?;
    }
    Ok(guess)
}

pub(super) fn ask_visited(
    context: &Context,
    channel: Option<Channel>,
    person: &mut Interview,
) -> Result<Visited> {
    let now = context.now();
    let asked = match channel {
        None | Some(Channel::InPerson) => "When were you there?",
        Some(_) => "When was the contact?",
    };
    person.say("");
    let (visited, is_typed) = person.ask(
        Question {
            words: &format!(
                "{asked} Enter for now; or type a time, yesterday 16:30, or a date."
            ),
            prompt: &format!("[today {}] ", now.at().format("%H:%M")),
            help: "The time it began, as far as you know it: 14:05, 2.30 pm, this morning, yesterday \
                   11:00, friday 15:00, 12 nov, 12.11., 2026-11-20 14:05; the day alone will do. From 1 to 7 say am or pm.",
        },
        |typed| {
            if typed.is_empty() {
                return Ok((Visited::At(now), false));
            }
            match read_when(typed, now, context.zone()) {
                Ok(visited) if is_ahead(visited, now) => {
                    Err(format!(
                        "Not taken: that lies ahead, and it is {} now. Type when it was, like \
                         yesterday 16:30.",
                        now.at().format("%H:%M")
                    ))
                }
                Ok(visited) => Ok((visited, true)),
                Err(why) => Err(sentence(&format!("Not taken: {why}"))),
            }
        },
    )?;
    if is_typed {
        person.say(&super::when::read_back(visited));
    }
    Ok(visited)
}

pub(super) fn ask_scenario(
    context: &Context,
    programme: &Programme,
    standard: &Standard,
    person: &mut Interview,
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
    let things: Vec<&str> = titles.iter().map(String::as_str).collect();
    let question = Question {
        words: "",
        prompt: &format!("[{}, Enter for none] ", range(titles.len())),
        help: "A scenario is who you played and what you asked for. Visits of one scenario are best \
               compared with each other.",
    };
    let heading = "Which scenario did you play? Enter for none.";
    person.ask_among(heading, &things, question, |typed| {
        if typed.is_empty() {
            return Ok(None);
        }
        numbered(typed, things.len())
            .map(|n| Some(standard.scenarios[n].id.clone()))
            .ok_or_else(|| "Type a number of the list, or press Enter.".to_owned())
    })
}

pub(super) fn ask_whose(
    context: &Context,
    known: &KnownNames,
    person: &mut Interview,
) -> Result<(Name, Role)> {
    if known.organisations.is_empty() {
        return ask_first(person);
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
    let things: Vec<&str> = words.iter().map(String::as_str).collect();
    let question = Question {
        words: if known.own().is_some() {
            "Type a number, or the name of a competitor that is not here."
        } else {
            "Type a number, or the name of your own place, or of a competitor that is not here."
        },
        prompt: &format!("[{}, or a name] ", range(words.len())),
        help: "Whose place it is decides what the visit is compared with. A name that is new here is \
               a new place; spell it the same way each time.",
    };
    let name = person.ask_among("Whose place did you visit?", &things, question, |typed| {
        let read = read_number_or_name(typed, things.len())?;
        Ok(read.map_or_else(|name| name, |at| known.organisations[at].name.clone()))
    })?;
    let (name, role) = known_or_new(context, known, name, Role::Competitor, person)?;
    if let Some(role) = role {
        return Ok((name, role));
    }
    let is_own = known.own().is_none()
        && person.confirm(
            &format!("Is {name} your own place?"),
            "y: it is yours. n: it is a competitor's. Yours is put beside theirs when you compare.",
        )?;
    // Of a name that was typed at this question alone nothing else shows that it was understood.
    if known.own().is_some() {
        say_new(&name, Role::Competitor, person);
    }
    Ok((name, if is_own { Role::Own } else { Role::Competitor }))
}

/// Which department, of a standard whose customers are colleagues.
pub(super) fn ask_department(
    context: &Context,
    known: &KnownNames,
    person: &mut Interview,
) -> Result<(Name, Role)> {
    let departments = known.organisations.iter();
    let departments = departments.filter(|it| it.role == Role::Internal);
    let names: Vec<&Name> = departments.map(|it| &it.name).collect();
    let heading = "Which department did you visit?";
    let help = "The department that serves colleagues, as you want to read it in the reports; each is told \
                of itself there.";
    let name = if names.is_empty() {
        let question = Question {
            words: &format!("{heading} Type its name."),
            prompt: "[name] ",
            help,
        };
        person.ask(question, read_name)?
    } else {
        let things: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
        let question = Question {
            words: "Type a number, or the name of one that is not here.",
            prompt: &format!("[{}, or a name] ", range(names.len())),
            help,
        };
        person.ask_among(heading, &things, question, |typed| {
            let read = read_number_or_name(typed, things.len())?;
            Ok(read.map_or_else(|name| name, |at| names[at].clone()))
        })?
    };
    let (name, role) = known_or_new(context, known, name, Role::Internal, person)?;
    if role.is_none() {
        say_new(&name, Role::Internal, person);
    }
    Ok((name, role.unwrap_or(Role::Internal)))
}

/// A typed name as it is known, with its role; else as it was typed, once it is no slip for a known one.
fn known_or_new(
    context: &Context,
    known: &KnownNames,
    typed: Name,
    role: Role,
    person: &mut Interview,
) -> Result<(Name, Option<Role>)> {
    if let Some(organisation) = known.organisation(&typed) {
        return Ok((organisation.name.clone(), Some(organisation.role)));
    }
    let named = known.named(typed, role)?;
    let name = settled(context, named, Some(person), "organisation")?;
    let role = known.organisation(&name).map(|it| it.role);
    Ok((name, role))
}

/// Says what a name that was never used before is taken for, so that a stray word is seen.
fn say_new(name: &Name, role: Role, person: &mut Interview) {
    let what = match role {
        Role::Own => "Your own place",
        Role::Internal => "A department of your own",
        Role::Competitor => "A new competitor",
    };
    let back = person.way_back();
    person.say("");
    person.say(&format!("{what}: {name}. Not meant? {back}."));
}

/// Whose place, where no name is known yet.
fn ask_first(person: &mut Interview) -> Result<(Name, Role)> {
    let own = person.ask(
        Question {
            words: "Was it your own place? Type its name. Was it a competitor's? Press Enter.",
            prompt: "[name; Enter: competitor] ",
            help: "The name of your shop, shelter or practice, as you want to read it in the reports. \
                   Enter if you visited somebody else's; you are asked for their name then.",
        },
        |typed| match typed {
            "" => Ok(None),
            typed => read_name(typed).map(Some),
        },
    )?;
    if let Some(name) = own {
        say_new(&name, Role::Own, person);
        return Ok((name, Role::Own));
    }
    let name = person.ask(
        Question {
            words: "What is the competitor called?",
            prompt: "[name] ",
            help: "The name of the place that you visited, as you want to read it in the reports.",
        },
        read_name,
    )?;
    say_new(&name, Role::Competitor, person);
    Ok((name, Role::Competitor))
}
