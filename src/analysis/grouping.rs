//! Ways to split a comparison further: by place, channel, scenario, month, or by the items' tags.

use std::fmt;

use crate::model::brief::Brief;
use crate::model::id::Id;
use crate::model::visit::{Channel, Name};

/// What a comparison is split by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Grouping {
    /// By the standard's sections; these are always there.
    Section,
    /// By item: every one is shown.
    Item,
    /// By site.
    Site,
    /// By how the contact was made.
    Channel,
    /// By whom the auditor played.
    Scenario,
    /// By the month of the contact.
    Month,
    /// By what the items' tag of this key says.
    Tag(String),
}

impl Grouping {
    /// The words to type, for messages.
    pub const WORDS: &'static str = "section, item, site, channel, scenario, month or tag:KEY";

    /// Reads a word such as `channel` or `tag:stage`.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "section" => Self::Section,
            "item" => Self::Item,
            "site" => Self::Site,
            "channel" => Self::Channel,
            "scenario" => Self::Scenario,
            "month" => Self::Month,
            _ => Self::Tag(
                word.strip_prefix("tag:")
                    .filter(|key| !key.trim().is_empty())?
                    .trim()
                    .into(),
            ),
        })
    }

    /// The group of a visit; `None` when visits are not what it groups.
    pub fn group<'a>(&self, visit: &'a Brief) -> Option<Group<'a>> {
        let facts = &visit.facts;
        match self {
            Self::Section | Self::Item | Self::Tag(_) => None,
            Self::Site => Some(Group::Site {
                organisation: &facts.organisation,
                site: &facts.site,
            }),
            Self::Channel => Some(Group::Channel(facts.approach.channel)),
            Self::Scenario => Some(Group::Scenario(facts.approach.scenario.as_ref())),
            Self::Month => {
                let day = facts.visited.date();
                Some(Group::Month(day.format("%Y-%m").to_string()))
            }
        }
    }
}

/// The word to type.
impl fmt::Display for Grouping {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Section => formatter.write_str("section"),
            Self::Item => formatter.write_str("item"),
            Self::Site => formatter.write_str("site"),
            Self::Channel => formatter.write_str("channel"),
            Self::Scenario => formatter.write_str("scenario"),
            Self::Month => formatter.write_str("month"),
            Self::Tag(key) => write!(formatter, "tag:{key}"),
        }
    }
}

/// A group of visits. In order: sites by organisation and name, channels in the order of the records,
/// scenarios by id, months from the first to the last; what has none comes first.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Group<'a> {
    /// The visits to one site of one organisation.
    Site {
        /// Whose site.
        organisation: &'a Name,
        /// Which.
        site: &'a Name,
    },
    /// The visits by one channel; `None` where the records do not say.
    Channel(Option<Channel>),
    /// The visits of one scenario; `None` for none.
    Scenario(Option<&'a Id>),
    /// The visits of one month: `2026-11`.
    Month(String),
}

impl Group<'_> {
    /// What the records call it; empty where they leave it out.
    pub fn key(&self) -> &str {
        match self {
            Self::Site { site, .. } => site.as_str(),
            Self::Channel(channel) => channel.map_or("", Channel::name),
            Self::Scenario(scenario) => scenario.map_or("", Id::as_str),
            Self::Month(month) => month,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groupings_read_back_as_typed() {
        for word in [
            "section",
            "item",
            "site",
            "channel",
            "scenario",
            "month",
            "tag:stage",
        ] {
            assert_eq!(Grouping::from_word(word).unwrap().to_string(), word);
        }
        for word in ["", "tag:", "tags:stage", "Site"] {
            assert_eq!(Grouping::from_word(word), None, "{word}");
        }
    }
}
