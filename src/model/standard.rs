//! The service standard: what exceptional service looks like for one kind of contact.

use std::collections::BTreeMap;
use std::fmt;

use super::condition::Condition;
use super::id::{Fingerprint, Id};
use super::scale::Scale;
use super::share::{Points, Share};
use super::text::{Language, Text};
use super::visit::{Channel, Role};

/// The version of a standard's content.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Version {
    /// Totals no longer compare.
    pub major: u32,
    /// Items or thresholds changed.
    pub minor: u32,
    /// Wording changed.
    pub patch: u32,
}

impl Version {
    /// The version of a standard that names none.
    pub const FIRST: Self = Self {
        major: 1,
        minor: 0,
        patch: 0,
    };

    /// Reads `1.2.0`; trailing parts may be left out.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let mut next = |is_needed: bool| match parts.next() {
            None => (!is_needed).then_some(0),
            Some(part) => super::answer::whole_number(part).and_then(|n| u32::try_from(n).ok()),
        };
        let version = Self {
            major: next(true)?,
            minor: next(false)?,
            patch: next(false)?,
        };
        parts.next().is_none().then_some(version)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{}.{}", self.major, self.minor, self.patch);
        formatter.pad(&text)
    }
}

/// Which exact standard a visit was scored with.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StandardRef {
    /// The standard's id.
    pub id: Id,
    /// The version of its content.
    pub version: Version,
    /// What its bytes come to.
    pub fingerprint: Fingerprint,
}

/// What a failed critical item does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CriticalRule {
    /// The number is kept, the verdict is FAIL.
    Fail,
    /// The total becomes 0, the verdict is FAIL.
    Zero,
    /// The total is at most this, the verdict is FAIL.
    Cap(Share),
}

/// When the auditor may see the score.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reveal {
    /// Not in the walk at all.
    Never,
    /// In the review, and earlier when asked for (which is written down).
    Review,
    /// All the time.
    Live,
}

/// A name for totals from a threshold up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScoreBand {
    /// The name as in the file: `strong`.
    pub name: String,
    /// The lowest total that earns it.
    pub from: Share,
}

/// How totals are made of answers, and judged.
#[derive(Clone, PartialEq, Debug)]
pub struct Scoring {
    /// The total to aim for.
    pub target: Option<Share>,
    /// From the highest threshold to the lowest, which is 0.
    pub bands: Vec<ScoreBand>,
    /// What a failed critical item does.
    pub critical: CriticalRule,
    /// Most that bonus items may add.
    pub bonus_limit: Share,
    /// Least coverage of a visit that enters means.
    pub minimum_coverage: Share,
}

impl Default for Scoring {
    fn default() -> Self {
        let percent = |percent| Share::from_percent(percent).expect("within 0..=100");
        let band = |name: &str, from| ScoreBand {
            name: name.into(),
            from: percent(from),
        };
        Self {
            target: None,
            bands: vec![
                band("exceptional", 90.0),
                band("strong", 80.0),
                band("adequate", 70.0),
                band("weak", 50.0),
                band("failing", 0.0),
            ],
            critical: CriticalRule::Fail,
            bonus_limit: percent(5.0),
            minimum_coverage: percent(75.0),
        }
    }
}

/// When a remark, or evidence, is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Demand {
    /// It is not.
    Never,
    /// With less than full credit.
    OnLow,
    /// With full credit.
    OnTop,
    /// With every answer.
    Always,
}

/// What mending an item costs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Cost {
    /// Nothing but attention.
    Free,
    /// A little.
    Low,
    /// Much.
    High,
}

/// Who the auditor plays, and what they ask for.
#[derive(Clone, PartialEq, Debug)]
pub struct Scenario {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub title: Text,
    /// Who the auditor is in it.
    pub persona: Option<Text>,
    /// What to know and to say.
    pub brief: Option<Text>,
    /// The scenario that makes the same request as another person.
    pub same_as: Option<Id>,
}

/// One question of a standard.
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file")]
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    /// Its id, unique among sections and items.
    pub id: Id,
    /// The question.
    pub ask: Text,
    /// How to answer so that two people answer alike.
    pub guidance: Option<Text>,
    /// Why it matters.
    pub why: Option<Text>,
    /// How it is answered, and what each answer earns.
    pub scale: Scale,
    /// What full credit adds.
    pub points: Points,
    /// False for a pilot: recorded and shown, never counted. See [`Item::counts`].
    pub scored: bool,
    /// Whether failing it acts on the verdict or the total.
    pub critical: bool,
    /// Whether it can only add.
    pub bonus: bool,
    /// All must hold for it to be asked.
    pub when: Vec<Condition>,
    /// When a remark is asked for.
    pub remark: Demand,
    /// When evidence is asked for.
    pub evidence: Demand,
    /// The roles that it applies to; empty for all.
    pub only: Vec<Role>,
    /// Ids that it had before.
    pub was: Vec<Id>,
    /// What to train when it fails.
    pub training: Option<Text>,
    /// The department that can mend it.
    pub owner: Option<Text>,
    /// What mending it costs.
    pub cost: Option<Cost>,
    /// Whether "did not apply" is an answer.
    pub may_not_apply: bool,
    /// Whether it is about a promise, which may be awaited when the visit is finished.
    pub promise: bool,
    /// Free words by key; some keys have a meaning in reports.
    pub tags: BTreeMap<String, String>,
}

impl Item {
    /// An item as one is that says no more of itself: one point, asked of everybody.
    pub fn new(id: Id, ask: Text, scale: Scale) -> Self {
        Self {
            id,
            ask,
            guidance: None,
            why: None,
            scale,
            points: Points::ONE,
            scored: true,
            critical: false,
            bonus: false,
            when: Vec::new(),
            remark: Demand::Never,
            evidence: Demand::Never,
            only: Vec::new(),
            was: Vec::new(),
            training: None,
            owner: None,
            cost: None,
            may_not_apply: true,
            promise: false,
            tags: BTreeMap::new(),
        }
    }

    /// True when an answer earns credit: scored, worth points, and of a type that can.
    pub fn counts(&self) -> bool {
        self.scored && self.points.value() > 0.0 && self.scale.item_type().can_score()
    }

    /// True for a promise that can be awaited: only a score waits until it is due.
    pub fn may_be_awaited(&self) -> bool {
        self.promise && self.counts()
    }
}

/// A part of the contact, such as the welcome.
#[derive(Clone, PartialEq, Debug)]
pub struct Section {
    /// Its id, unique among sections and items.
    pub id: Id,
    /// Its name; `None` for the one unnamed section of the short form.
    pub title: Option<Text>,
    /// Its weight in the total; all sections of a standard have one, or none has.
    pub weight: Option<Points>,
    /// Below this score the verdict is FAIL.
    pub minimum: Option<Share>,
    /// Its items, in the order of the file.
    pub items: Vec<Item>,
}

/// A service standard.
#[derive(Clone, PartialEq, Debug)]
pub struct Standard {
    /// Its id.
    pub id: Id,
    /// The version of its content.
    pub version: Version,
    /// What its bytes come to.
    pub fingerprint: Fingerprint,
    /// Its name.
    pub title: Text,
    /// What it is for.
    pub purpose: Option<Text>,
    /// Its languages, the first one its own.
    pub languages: Vec<Language>,
    /// The channels that it fits; empty for any.
    pub channels: Vec<Channel>,
    /// What this trade calls a customer; `colleague` where it is about departments of our own.
    pub customer: Option<Text>,
    /// How totals are made and judged.
    pub scoring: Scoring,
    /// When the auditor may see the score.
    pub reveal: Reveal,
    /// Who the auditor may play.
    pub scenarios: Vec<Scenario>,
    /// Its sections, in the order of the file.
    pub sections: Vec<Section>,
}

impl Standard {
    /// All items, in the order of the file.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    /// True of one whose customers are colleagues, so that it is scored at departments of our own.
    pub fn is_for_departments(&self) -> bool {
        let mut words = self.customer.iter().flat_map(Text::all);
        words.any(|word| word.eq_ignore_ascii_case("colleague"))
    }

    /// Whose places are scored with it where nothing says whose.
    pub fn usual_role(&self) -> Role {
        if self.is_for_departments() {
            Role::Internal
        } else {
            Role::Own
        }
    }

    /// All items with their sections, in the order of the file.
    pub fn items_by_section(&self) -> impl Iterator<Item = (&Section, &Item)> {
        self.sections
            .iter()
            .flat_map(|section| section.items.iter().map(move |item| (section, item)))
    }

    /// The item of an id.
    pub fn item(&self, id: &Id) -> Option<&Item> {
        self.items().find(|item| item.id == *id)
    }

    /// The section of an id.
    pub fn section(&self, id: &Id) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == *id)
    }

    /// The scenario of an id.
    pub fn scenario(&self, id: &Id) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.id == *id)
    }

    /// What part of the total each item has that counts and is no bonus, where all are judged.
    pub fn parts_of_total(&self) -> Vec<(&Id, f64)> {
        let counts = |item: &&Item| item.counts() && !item.bonus;
        let sum = |section: &Section| -> f64 {
            let items = section.items.iter().filter(counts);
            items.map(|item| item.points.value()).sum()
        };
        let weight = |section: &Section| section.weight.map_or_else(|| sum(section), Points::value);
        let sections = || self.sections.iter().filter(|section| sum(section) > 0.0);
        let all: f64 = sections().map(weight).sum();
        sections()
            .flat_map(|section| {
                let of_section = weight(section) / all / sum(section);
                let items = section.items.iter().filter(counts);
                items.map(move |item| (&item.id, item.points.value() * of_section))
            })
            .collect()
    }

    /// Which exact standard this is.
    pub fn reference(&self) -> StandardRef {
        StandardRef {
            id: self.id.clone(),
            version: self.version,
            fingerprint: self.fingerprint.clone(),
        }
    }
}
