//! Answers given in advance: a visit in a YAML file instead of at the prompt, with the same
//! spellings. All problems of a file are told at once, each with its place.

use super::answers_item::read_item;
use super::fields::{Fields, Problems, listed, nearest};
use super::yaml::{Document, Node, parse};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::answer::{Cause, Decimal, Excuse, Value};
use crate::model::condition::{asked, is_for_role};
use crate::model::id::Id;
use crate::model::moment::{Visited, Zone};
use crate::model::order::InOrder;
use crate::model::standard::Standard;
use crate::model::visit::{Channel, Kind, Name, Role};

const TOP_KEYS: [&str; 12] = [
    "organisation",
    "role",
    "site",
    "channel",
    "scenario",
    "auditor",
    "visited",
    "kind",
    "guess",
    "notes",
    "answers",
    "no_contact",
];

/// A visit given in advance; what the file does not say is `None`.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct InAdvance {
    /// Whose place.
    pub organisation: Option<Name>,
    /// Ours, a competitor's, or a department.
    pub role: Option<Role>,
    /// Which place.
    pub site: Option<Name>,
    /// How the contact was made.
    pub channel: Option<Channel>,
    /// Who the auditor played.
    pub scenario: Option<Id>,
    /// The auditor's code.
    pub auditor: Option<String>,
    /// When the contact took place.
    pub visited: Option<Visited>,
    /// What kind of look it was.
    pub kind: Option<Kind>,
    /// The auditor's guess of the total.
    pub guess: Option<Decimal>,
    /// Notes on the visit as a whole.
    pub notes: Option<String>,
    /// Why nobody was reached.
    pub no_contact: Option<String>,
    /// What was given for items, in the standard's order.
    pub items: Vec<ItemInAdvance>,
    /// Where each fact stands in the file.
    pub places: Vec<(String, Span)>,
}

impl InAdvance {
    /// Where a fact stands in the file; `None` where the file leaves it out.
    pub fn place(&self, key: &str) -> Option<Span> {
        let place = self.places.iter().find(|(of, _)| of == key);
        place.map(|(_, span)| *span)
    }
}

/// What was given for an item.
#[derive(Clone, PartialEq, Debug)]
pub struct ItemInAdvance {
    /// The item.
    pub item: Id,
    /// Where it stands in the file.
    pub span: Span,
    /// The answer, or why there is none; `None` where it is left open.
    pub given: Option<Result<Value, (Excuse, String)>>,
    /// A remark.
    pub remark: Option<String>,
    /// Files of evidence as named, with their places.
    pub evidence: Vec<(String, Span)>,
    /// Why it fell short.
    pub cause: Option<Cause>,
    /// Whether all of it could be read.
    pub is_whole: bool,
}

impl ItemInAdvance {
    /// True where nothing is said of the item.
    fn is_empty(&self) -> bool {
        self.given.is_none()
            && self.remark.is_none()
            && self.evidence.is_empty()
            && self.cause.is_none()
    }
}

/// What came of reading a file of answers.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// What the file says, as far as it could be read.
    pub advance: InAdvance,
    /// All that is wrong with it.
    pub problems: Vec<Diagnostic>,
    /// The file as text; the places are in it.
    pub text: String,
}

/// Reads answers given in advance to a standard. `zone` is that of times without an offset;
/// `role` is that of the command line, for a
/// file that names none.
pub fn read_answers(bytes: &[u8], standard: &Standard, role: Option<Role>, zone: Zone) -> Reading {
    let Document {
        text,
        root,
        diagnostics,
    } = parse(bytes);
    let mut problems = Problems::new(diagnostics);
    let fields = root
        .as_ref()
        .and_then(|root| Fields::read(root, "a file of answers", &TOP_KEYS, &mut problems));
    let advance = fields.map_or_else(InAdvance::default, |fields| {
        let mut advance = read_facts(&fields, standard, zone, &mut problems);
        read_all_items(&fields, standard, &mut advance, &mut problems);
        check_asked(&mut advance, standard, role, &mut problems);
        advance
    });
    Reading {
        advance,
        problems: problems.into_list(),
        text,
    }
}

fn read_facts(
    fields: &Fields,
    standard: &Standard,
    zone: Zone,
    problems: &mut Problems,
) -> InAdvance {
    let visited = one_text(fields, "visited", problems).and_then(|(text, span)| {
        let read = Visited::from_typed(text, zone);
        read.map_err(|why| problems.push(wrong(span, "visited", text, &why.to_string())))
            .ok()
    });
    let guess = one_text(fields, "guess", problems).and_then(|(text, span)| {
        let guess = Decimal::new(text).filter(|guess| (0.0..=100.0).contains(&guess.value()));
        if guess.is_none() {
            problems.push(wrong(span, "guess", text, "a number from 0 to 100"));
        }
        guess
    });
    let says_so = |(text, _): &(&str, Span)| {
        !["", "no", "false"].contains(&text.trim().to_lowercase().as_str())
    };
    let no_contact = one_text(fields, "no_contact", problems).filter(says_so);
    if let Some((text, span)) = no_contact
        && ["yes", "true"].contains(&text.to_lowercase().as_str())
    {
        let message = "`no_contact` says that nobody was reached, and not why";
        problems.push(
            Diagnostic::new(Code::ReasonMissing, Some(span), message)
                .advise("write what happened: no_contact: closed during the published hours"),
        );
    }
    InAdvance {
        organisation: one_name(fields, "organisation", problems),
        role: one_word(
            fields,
            "role",
            &Role::ALL.map(|it| (it.name(), it)),
            problems,
        ),
        site: one_name(fields, "site", problems),
        channel: read_channel(fields, standard, problems),
        scenario: read_scenario(fields, standard, problems),
        auditor: one_text(fields, "auditor", problems).map(|(text, _)| text.to_owned()),
        visited,
        kind: one_word(
            fields,
            "kind",
            &Kind::ALL.map(|it| (it.name(), it)),
            problems,
        ),
        guess,
        notes: one_text(fields, "notes", problems).map(|(text, _)| text.to_owned()),
        no_contact: no_contact.map(|(text, _)| text.to_owned()),
        items: Vec::new(),
        places: fields
            .entries()
            .iter()
            .filter(|entry| !entry.value.is_empty())
            .map(|entry| (entry.key.text.clone(), entry.value.span))
            .collect(),
    }
}

fn read_channel(fields: &Fields, standard: &Standard, problems: &mut Problems) -> Option<Channel> {
    let channels = if standard.channels.is_empty() {
        Channel::ALL.to_vec()
    } else {
        standard.channels.clone()
    };
    let words: Vec<_> = channels.iter().map(|it| (it.name(), *it)).collect();
    one_word(fields, "channel", &words, problems)
}

fn read_scenario(fields: &Fields, standard: &Standard, problems: &mut Problems) -> Option<Id> {
    let ids = standard
        .scenarios
        .iter()
        .map(|it| (it.id.as_str(), it.id.clone()));
    let words: Vec<_> = ids.collect();
    if let (true, Some(node)) = (words.is_empty(), fields.value("scenario")) {
        let message = "this standard has no scenarios";
        problems.push(
            Diagnostic::new(Code::WrongValue, Some(node.span), message)
                .advise("leave `scenario` out"),
        );
        return None;
    }
    one_word(fields, "scenario", &words, problems)
}

/// The text of a key; `None`, with a complaint where it is a list or keys.
fn one_text<'a>(
    fields: &Fields<'a>,
    key: &str,
    problems: &mut Problems,
) -> Option<(&'a str, Span)> {
    let node = fields.value(key)?;
    if node.is_empty() {
        return None;
    }
    let text = node.text();
    if text.is_none() {
        problems.push(not_a_text(node, key));
    }
    text.map(|text| (text, node.span))
}

fn one_name(fields: &Fields, key: &str, problems: &mut Problems) -> Option<Name> {
    one_text(fields, key, problems).and_then(|(text, _)| Name::new(text))
}

fn one_word<T: Clone>(
    fields: &Fields,
    key: &str,
    words: &[(&str, T)],
    problems: &mut Problems,
) -> Option<T> {
    let (text, span) = one_text(fields, key, problems)?;
    let found = words.iter().find(|(word, _)| *word == text);
    if found.is_none() {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        problems.push(unknown_word(span, key, text, &known));
    }
    found.map(|(_, value)| value.clone())
}

fn unknown_word(span: Span, key: &str, text: &str, known: &[&str]) -> Diagnostic {
    let message = format!("`{text}` is no {}", key.replace('_', " "));
    let diagnostic = Diagnostic::new(Code::WrongValue, Some(span), message);
    match nearest(text, known.iter().copied()) {
        Some(near) => diagnostic.advise(format!("did you mean `{near}`?")),
        None => diagnostic.advise(format!("it is one of {}", listed(known))),
    }
}

fn wrong(span: Span, key: &str, text: &str, why: &str) -> Diagnostic {
    let message = format!("`{text}` does not fit `{key}`");
    Diagnostic::new(Code::WrongValue, Some(span), message).advise(why)
}

pub(super) fn not_a_text(node: &Node, key: &str) -> Diagnostic {
    let message = format!("`{key}` is a text, and here is {}", node.kind());
    Diagnostic::new(Code::WrongShape, Some(node.span), message)
}

fn read_all_items(
    fields: &Fields,
    standard: &Standard,
    advance: &mut InAdvance,
    problems: &mut Problems,
) {
    let Some(node) = fields.value("answers").filter(|node| !node.is_empty()) else {
        return;
    };
    if let Some(entry) = fields
        .entry("no_contact")
        .filter(|_| advance.no_contact.is_some())
    {
        let message = "`no_contact` stands beside `answers`";
        problems.push(
            Diagnostic::new(Code::ContactBeside, Some(entry.key.span), message)
                .label(node.span, "answers")
                .advise("keep `no_contact` where nobody was reached, else the answers"),
        );
    }
    let Some(answers) = Fields::read_free(node, "`answers`", problems) else {
        return;
    };
    let ids: Vec<&str> = standard.items().map(|item| item.id.as_str()).collect();
    for entry in answers.entries() {
        let key = &entry.key;
        let item = Id::new(&key.text).and_then(|id| standard.item(&id));
        let Some(item) = item else {
            let message = format!("the standard has no item `{}`", key.text);
            let diagnostic = Diagnostic::new(Code::UnknownAnswer, Some(key.span), message);
            let near = nearest(&key.text, ids.iter().copied());
            problems.push(match (numbered(standard, &key.text), near) {
                (Some(id), _) => diagnostic.advise(format!("item {} is `{id}`", key.text)),
                (None, Some(near)) => diagnostic.advise(format!("did you mean `{near}`?")),
                (None, None) => diagnostic.advise(format!(
                    "`mystery standard show {} --format csv` lists their ids",
                    standard.id
                )),
            });
            continue;
        };
        advance
            .items
            .push(read_item(item, key.span, &entry.value, problems));
    }
    let place = |id: &Id| standard.items().position(|item| item.id == *id);
    advance.items.order_by_key(|given| place(&given.item));
}

/// The item of the number that the walk shows it by: `2.1`, or `5` where there is one section.
fn numbered<'s>(standard: &'s Standard, text: &str) -> Option<&'s Id> {
    let is_flat = standard.sections.len() == 1;
    let (section, item) = match text.split_once('.') {
        Some(parts) => parts,
        None if is_flat => ("1", text),
        None => return None,
    };
    let place = |number: &str| number.parse::<usize>().ok()?.checked_sub(1);
    let section = standard.sections.get(place(section)?)?;
    Some(&section.items.get(place(item)?)?.id)
}

/// Complains of answers to items that are not asked: they would be lost.
fn check_asked(
    advance: &mut InAdvance,
    standard: &Standard,
    role: Option<Role>,
    problems: &mut Problems,
) {
    let said = advance.role.or(role);
    let role = said.unwrap_or_else(|| standard.usual_role());
    let value = |id: &Id| {
        let given = advance.items.iter().find(|given| given.item == *id)?;
        given.given.as_ref()?.as_ref().ok()
    };
    let is_asked = asked(standard, role, value);
    for (item, is_asked) in standard.items().zip(is_asked) {
        let given = advance.items.iter().find(|given| given.item == item.id);
        let Some(given) = given.filter(|given| !is_asked && !given.is_empty()) else {
            continue;
        };
        let is_unread = |parent: &Id| {
            let parent = advance.items.iter().find(|given| given.item == *parent);
            parent.is_some_and(|parent| !parent.is_whole)
        };
        if item.when.iter().any(|condition| is_unread(&condition.item)) {
            continue; // What it depends on has a complaint of its own.
        }
        let why = if is_for_role(item, role) {
            let parents: Vec<&str> = item.when.iter().map(|it| it.item.as_str()).collect();
            format!("that depends on {}", listed(&parents))
        } else {
            format!("it is not for the role `{}`", role.name())
        };
        let message = format!("`{}` is not asked in this visit: {why}", item.id);
        problems.push(
            Diagnostic::new(Code::NotAskedHere, Some(given.span), message)
                .advise("leave it out, or mend the answer that it depends on"),
        );
    }
}

#[cfg(test)]
mod tests;
