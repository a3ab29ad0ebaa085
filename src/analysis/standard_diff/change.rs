//! One change between two versions of a standard: what, where, and which number of the version it
//! raises.

use crate::model::standard::{Item, Section, Version};

/// Which number of the version a change raises.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Raises {
    /// The third: wording.
    Patch,
    /// The second: items or thresholds.
    Minor,
    /// The first: the same answers come to another total.
    Major,
}

impl Raises {
    /// The version behind another one.
    pub fn next(self, version: Version) -> Version {
        let Version {
            major,
            minor,
            patch,
        } = version;
        let (major, minor, patch) = match self {
            Self::Major => (major.saturating_add(1), 0, 0),
            Self::Minor => (major, minor.saturating_add(1), 0),
            Self::Patch => (major, minor, patch.saturating_add(1)),
        };
        Version {
            major,
            minor,
            patch,
        }
    }

    /// The word of data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// What changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum What {
    /// Totals are made otherwise: by weights of sections, or by points alone.
    Rule,
    /// An item is new.
    Added,
    /// An item is gone.
    Removed,
    /// An item has another id (`was`).
    Renamed,
    /// An item stands in another section.
    Moved,
    /// The same answer earns another part of the points, or the item is answered otherwise.
    Rescaled,
    /// The points of an item.
    Points,
    /// Whether an item counts, or is a pilot.
    Scored,
    /// Whether failing an item acts on the verdict.
    Critical,
    /// Whether an item can only add.
    Bonus,
    /// When an item is asked, of whom, and whether it may not apply.
    Asked,
    /// The words of its answers.
    Relabelled,
    /// The question.
    Reworded,
    /// Guidance, tags, what is asked beside the answer.
    Notes,
    /// The weight of a section.
    Weight,
    /// The minimum of a section.
    Minimum,
    /// The title of a section.
    SectionTitle,
    /// The total to aim for.
    Target,
    /// Bands.
    Bands,
    /// What a failed critical item does.
    CriticalRule,
    /// How much bonus items may add.
    BonusLimit,
    /// How much of a visit must be judged.
    MinimumCoverage,
    /// Who the auditor plays.
    Scenarios,
    /// Title, purpose, languages, channels and the like.
    About,
}

impl What {
    /// The word of data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::Rescaled => "rescaled",
            Self::Points => "points",
            Self::Scored => "scored",
            Self::Critical => "critical",
            Self::Bonus => "bonus",
            Self::Asked => "asked",
            Self::Relabelled => "relabelled",
            Self::Reworded => "reworded",
            Self::Notes => "notes",
            Self::Weight => "section_weight",
            Self::Minimum => "section_minimum",
            Self::SectionTitle => "section_title",
            Self::Target => "target",
            Self::Bands => "bands",
            Self::CriticalRule => "critical_rule",
            Self::BonusLimit => "bonus_limit",
            Self::MinimumCoverage => "minimum_coverage",
            Self::Scenarios => "scenarios",
            Self::About => "about",
        }
    }
}

/// An item with its section.
pub type Placed<'a> = (&'a Section, &'a Item);

/// Where something changed.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// An item, in the old and in the new version.
    Item(Option<Placed<'a>>, Option<Placed<'a>>),
    /// A section, in both.
    Section(&'a Section, &'a Section),
    /// The standard as a whole.
    Whole,
}

/// One change.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// What changed.
    pub what: What,
    /// Where.
    pub place: Place<'a>,
    /// Which number of the version it raises.
    pub raises: Raises,
}
