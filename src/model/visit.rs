//! A visit: who scored whom, where, when and as whom, and every answer.

mod id;

use std::fmt;

use unicode_normalization::UnicodeNormalization;

pub use self::id::VisitId;
use super::answer::Answer;
use super::id::Id;
use super::moment::{Moment, Visited};
use super::standard::StandardRef;

/// What kind of look at the service it was.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// Somebody was there, and scored it. Only these enter means.
    Audit,
    /// What we think of ourselves.
    SelfAssessment,
    /// A plan on paper.
    WhatIf,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Audit, Self::SelfAssessment, Self::WhatIf];

    /// The word of the records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Audit => "audit",
            Self::SelfAssessment => "self_assessment",
            Self::WhatIf => "what_if",
        }
    }

    /// Reads the word of the records.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Whose place it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// Ours.
    Own,
    /// A competitor's.
    Competitor,
    /// A department of ours whose customers are colleagues.
    Internal,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Own, Self::Competitor, Self::Internal];

    /// The word of the records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Competitor => "competitor",
            Self::Internal => "internal",
        }
    }

    /// Reads the word of the records.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// How the contact was made.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Channel {
    /// Face to face.
    InPerson,
    /// By telephone.
    Phone,
    /// By e-mail.
    Email,
    /// Through a web site.
    Web,
    /// By chat.
    Chat,
    /// Through a social network.
    Social,
    /// By letter.
    Post,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 7] = [
        Self::InPerson,
        Self::Phone,
        Self::Email,
        Self::Web,
        Self::Chat,
        Self::Social,
        Self::Post,
    ];

    /// The word of the records.
    pub fn name(self) -> &'static str {
        match self {
            Self::InPerson => "in_person",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Web => "web",
            Self::Chat => "chat",
            Self::Social => "social",
            Self::Post => "post",
        }
    }

    /// Reads the word of the records.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.name() == name)
    }

    /// The channel in plain words: `in person`.
    pub fn words(self) -> &'static str {
        match self {
            Self::InPerson => "in person",
            Self::Phone => "by phone",
            Self::Email => "by e-mail",
            Self::Web => "on the web",
            Self::Chat => "by chat",
            Self::Social => "on social media",
            Self::Post => "by post",
        }
    }
}

/// The name of an organisation or a site, as typed. Two names are the same when they are equal in
/// NFC, trimmed and without case; shown as typed first.
#[derive(Clone, Debug)]
pub struct Name {
    typed: Box<str>,
    key: Box<str>,
}

impl Name {
    /// Gives the name, or `None` where nothing but blanks is left.
    pub fn new(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        // Lower, upper, lower: `ß` and `SS`, final and other sigmas are then alike.
        let folded = typed.to_lowercase().to_uppercase().to_lowercase();
        let key: String = folded.nfc().collect();
        (!typed.is_empty()).then(|| Self {
            typed: typed.into(),
            key: key.into(),
        })
    }

    /// A name that a person types now: at least one letter or figure, so that a slip is none.
    pub fn typed(typed: &str) -> Option<Self> {
        let is_name = typed.chars().any(char::is_alphanumeric);
        is_name.then(|| Self::new(typed)).flatten()
    }

    /// The name as typed, trimmed.
    pub fn as_str(&self) -> &str {
        &self.typed
    }

    /// What is compared.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// True when the two names differ, but by one letter only, or in nothing but blanks, marks and how
    /// `and` is written: perhaps a slip.
    pub fn nearly(&self, other: &Self) -> bool {
        if self.key == other.key {
            return false;
        }
        strsim::osa_distance(&self.key, &other.key) == 1 || self.loose() == other.loose()
    }

    /// Letters and figures alone, without accents, `and` in every language as `&`.
    fn loose(&self) -> String {
        let plain: String = (self.key.nfd())
            .filter(|letter| !unicode_normalization::char::is_combining_mark(*letter))
            .map(|letter| match letter {
                '&' | '+' => " & ".to_owned(),
                '\'' | '’' | '.' => String::new(),
                letter if letter.is_alphanumeric() => letter.to_string(),
                _ => " ".to_owned(),
            })
            .collect();
        let words = plain.split_whitespace().map(|word| match word {
            "and" | "und" | "et" | "y" | "e" | "en" | "n" => "&",
            word => word,
        });
        words.collect()
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Name {}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.cmp(&other.key)
    }
}

impl std::hash::Hash for Name {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.typed)
    }
}

/// What is the same for a whole visit: the first columns of its rows.
#[derive(Clone, PartialEq, Debug)]
pub struct VisitFacts {
    /// Its id.
    pub id: VisitId,
    /// What kind of look it was.
    pub kind: Kind,
    /// The standard it was scored with.
    pub standard: StandardRef,
    /// Whose place.
    pub organisation: Name,
    /// Ours, a competitor's, or a department.
    pub role: Role,
    /// Which place.
    pub site: Name,
    /// How the contact was made; `None` where the records leave it out.
    pub channel: Option<Channel>,
    /// Who the auditor played.
    pub scenario: Option<Id>,
    /// The auditor's code; not a name.
    pub auditor: String,
    /// When scoring began.
    pub started: Moment,
    /// When the contact took place.
    pub visited: Visited,
}

/// The site where nobody named one: said of no place.
pub const MAIN_SITE: &str = "main";

/// A place in a sentence: `City Pound, Main Street`; `City Pound` where nobody named a site.
pub fn place(organisation: &Name, site: &Name) -> String {
    if site.as_str() == MAIN_SITE {
        organisation.to_string()
    } else {
        format!("{organisation}, {site}")
    }
}

impl VisitFacts {
    /// Whose place and which: `City Pound, Main Street`.
    pub fn place(&self) -> String {
        place(&self.organisation, &self.site)
    }

    /// Which place, where somebody named it.
    pub fn named_site(&self) -> Option<&Name> {
        Some(&self.site).filter(|site| site.as_str() != MAIN_SITE)
    }
}

/// A fact about the visit as a whole, with its time.
#[derive(Clone, PartialEq, Debug)]
pub struct Noted<T> {
    /// What was noted.
    pub value: T,
    /// When.
    pub at: Moment,
}

/// A finished visit.
#[derive(Clone, PartialEq, Debug)]
pub struct Visit {
    /// What is the same for all of it.
    pub facts: VisitFacts,
    /// What was jotted down before the first item.
    pub notes: Option<Noted<String>>,
    /// The auditor's guess of the total, 0..=100, as typed.
    pub guess: Option<Noted<super::answer::Decimal>>,
    /// One for each item of the standard, in its order.
    pub answers: Vec<Answer>,
}

impl Visit {
    /// The answer to an item.
    pub fn answer(&self, item: &Id) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.item == *item)
    }

    /// True when nobody was reached.
    pub fn is_no_contact(&self) -> bool {
        self.answers
            .iter()
            .any(|answer| answer.status == super::answer::Status::NoContact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_without_case_and_composition() {
        let name = |text| Name::new(text).unwrap();
        assert_eq!(name(" Café "), name("cafe\u{301}"));
        assert_eq!(name("Straße"), name("STRASSE"));
        assert!(name("Riverside").nearly(&name("Riversde")));
        assert!(!name("Riverside").nearly(&name("riverside")));
        for near in [
            "paws and claws",
            "Paws&Claws",
            "Paws + Claws",
            "PAWS und Claws",
            "Paws-et-Claws!",
            "Páws  & Claws",
        ] {
            assert!(name(near).nearly(&name("Paws & Claws")), "{near}");
        }
        assert!(name("Katies Cats").nearly(&name("Katie's Cats")));
        assert!(!name("Paws").nearly(&name("Paws & Claws")));
        assert!(!name("Sand Hill").nearly(&name("S & Hill")));
        assert!(Name::new("  ").is_none());
        assert!(Name::typed("?").is_none());
        assert!(Name::typed("7 Ä").is_some());
    }
}
