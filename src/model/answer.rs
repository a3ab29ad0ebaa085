//! Answers: their values, how each is spelt in the records, and what became of an item.

use std::fmt;

use super::id::Id;
use super::moment::Moment;
use super::scale::ItemType;
use super::share::{Credit, Points};
use super::standard::{Item, Section};

/// So many of so many; the part is never above the whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tally {
    /// How many did.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
}

impl Tally {
    /// Gives the tally, or `None` where the part is more than the whole.
    pub fn new(part: u64, whole: u64) -> Option<Self> {
        (part <= whole).then_some(Self { part, whole })
    }
}

/// A recorded number: an optional minus, digits, and at most one dot; kept as typed (`1.10`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decimal(Box<str>);

impl Decimal {
    /// Gives the number, or `None` where the text is not one.
    pub fn new(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let are_digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        (are_digits(whole) && are_digits(part) && text.len() <= 30).then(|| Self(text.into()))
    }

    /// The number as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest number.
    pub fn value(&self) -> f64 {
        self.0.parse().expect("checked when made")
    }
}

/// What was answered.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// Yes or no.
    YesNo(bool),
    /// A level of a scale.
    Level(i64),
    /// The option chosen.
    Choice(Id),
    /// The options ticked, in the standard's order; none is an answer too.
    Several(Vec<Id>),
    /// Seconds.
    Duration(u64),
    /// A count.
    Count(u64),
    /// So many of so many.
    Tally(Tally),
    /// A number, recorded only.
    Number(Decimal),
    /// A text, recorded only.
    Text(String),
}

impl Value {
    /// The type of item that this answers.
    pub fn item_type(&self) -> ItemType {
        match self {
            Self::YesNo(_) => ItemType::YesNo,
            Self::Level(_) => ItemType::Scale,
            Self::Choice(_) => ItemType::Choice,
            Self::Several(_) => ItemType::Several,
            Self::Duration(_) => ItemType::Duration,
            Self::Count(_) => ItemType::Count,
            Self::Tally(_) => ItemType::Tally,
            Self::Number(_) => ItemType::Number,
            Self::Text(_) => ItemType::Text,
        }
    }

    /// Reads the spelling of the records (as [`Display`](fmt::Display) writes it); `None` where the
    /// text is no answer to an item of this type. Which options and levels exist is not checked.
    pub fn from_record(item_type: ItemType, text: &str) -> Option<Self> {
        Some(match item_type {
            ItemType::YesNo => match text {
                "yes" => Self::YesNo(true),
                "no" => Self::YesNo(false),
                _ => return None,
            },
            ItemType::Scale => Self::Level(text.parse().ok()?),
            ItemType::Choice => Self::Choice(Id::new(text)?),
            ItemType::Several if text.is_empty() => Self::Several(Vec::new()),
            ItemType::Several => {
                Self::Several(text.split(';').map(Id::new).collect::<Option<_>>()?)
            }
            ItemType::Duration => Self::Duration(whole_number(text)?),
            ItemType::Count => Self::Count(whole_number(text)?),
            ItemType::Tally => {
                let (part, whole) = text.split_once(" of ")?;
                Self::Tally(Tally::new(whole_number(part)?, whole_number(whole)?)?)
            }
            ItemType::Number => Self::Number(Decimal::new(text)?),
            ItemType::Text => Self::Text(text.into()),
        })
    }
}

/// Reads a whole number of ASCII digits; no sign, no spaces.
pub fn whole_number(text: &str) -> Option<u64> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

/// The spelling of the records: `yes`, a level's number, option ids joined by `;`, seconds, `2 of 3`.
impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::YesNo(true) => formatter.write_str("yes"),
            Self::YesNo(false) => formatter.write_str("no"),
            Self::Level(value) => write!(formatter, "{value}"),
            Self::Choice(id) => write!(formatter, "{id}"),
            Self::Several(ids) => {
                for (n, id) in ids.iter().enumerate() {
                    write!(formatter, "{}{id}", if n > 0 { ";" } else { "" })?;
                }
                Ok(())
            }
            Self::Duration(number) | Self::Count(number) => write!(formatter, "{number}"),
            Self::Tally(Tally { part, whole }) => write!(formatter, "{part} of {whole}"),
            Self::Number(number) => formatter.write_str(number.as_str()),
            Self::Text(text) => formatter.write_str(text),
        }
    }
}

/// What became of an item in a finished visit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Status {
    /// Answered, and it counts.
    Scored,
    /// Did not apply.
    NotApplicable,
    /// Not seen, or not remembered.
    NotObserved,
    /// The staff departed from the script, and it served the customer.
    Waived,
    /// Its condition did not hold, or it is not for this role.
    NotAsked,
    /// Recorded, never counted.
    Unscored,
    /// Nobody was reached: credit 0.
    NoContact,
    /// A promise not yet due.
    Awaiting,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 8] = [
        Self::Scored,
        Self::NotApplicable,
        Self::NotObserved,
        Self::Waived,
        Self::NotAsked,
        Self::Unscored,
        Self::NoContact,
        Self::Awaiting,
    ];

    /// The word of the `status` column.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scored => "scored",
            Self::NotApplicable => "not_applicable",
            Self::NotObserved => "not_observed",
            Self::Waived => "waived",
            Self::NotAsked => "not_asked",
            Self::Unscored => "unscored",
            Self::NoContact => "no_contact",
            Self::Awaiting => "awaiting",
        }
    }

    /// Reads the word of the `status` column.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// True where the item's points count, in numerator and denominator.
    pub fn counts(self) -> bool {
        matches!(self, Self::Scored | Self::NoContact)
    }

    /// True where the item could have been judged: it is in the denominator of the coverage.
    pub fn could_be_judged(self) -> bool {
        !matches!(self, Self::NotAsked | Self::Unscored)
    }
}

/// Why there is no answer, as the auditor may say it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Excuse {
    /// It did not apply.
    NotApplicable,
    /// Not seen, or cannot remember.
    NotObserved,
    /// They did otherwise, and it served the customer.
    Waived,
    /// It was promised, and is not due yet.
    Awaiting,
}

impl Excuse {
    /// The status that it gives a scored item.
    pub fn status(self) -> Status {
        match self {
            Self::NotApplicable => Status::NotApplicable,
            Self::NotObserved => Status::NotObserved,
            Self::Waived => Status::Waived,
            Self::Awaiting => Status::Awaiting,
        }
    }
}

/// Why an answer fell short, when given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Cause {
    /// The rules stand in the way.
    Policy,
    /// The way the work is done.
    Process,
    /// A tool or system is missing or bad.
    Tool,
    /// They did not know.
    Knowledge,
    /// Too few people.
    Staffing,
    /// They did not care.
    Attitude,
}

impl Cause {
    /// Every cause, what hinders people before what they are to blame for.
    pub const ALL: [Self; 6] = [
        Self::Policy,
        Self::Process,
        Self::Tool,
        Self::Knowledge,
        Self::Staffing,
        Self::Attitude,
    ];

    /// The word of the `cause` column.
    pub fn name(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Process => "process",
            Self::Tool => "tool",
            Self::Knowledge => "knowledge",
            Self::Staffing => "staffing",
            Self::Attitude => "attitude",
        }
    }

    /// Reads the word of the `cause` column.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.name() == name)
    }
}

/// One item of a finished visit: a row of the records. Carries what its standard said of the item,
/// so that a visit can be read where its standard is not at hand.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// The section's id.
    pub section: Id,
    /// The item's id.
    pub item: Id,
    /// How it is answered.
    pub item_type: ItemType,
    /// What became of it.
    pub status: Status,
    /// What it earned; there exactly when the status [counts](Status::counts).
    pub credit: Option<Credit>,
    /// The item's points.
    pub points: Points,
    /// The section's weight, where sections have one.
    pub section_weight: Option<Points>,
    /// Whether failing it acts on the verdict or the total.
    pub critical: bool,
    /// Whether it can only add.
    pub bonus: bool,
    /// Why it fell short, when given.
    pub cause: Option<Cause>,
    /// The answer; `None` where there is none (an answer of several with nothing ticked is one).
    pub value: Option<Value>,
    /// Why there is no answer; empty when not given.
    pub reason: String,
    /// A remark; empty when not given.
    pub remark: String,
    /// Paths below the evidence folder, with `/`.
    pub evidence: Vec<String>,
    /// When it was answered last.
    pub answered: Option<Moment>,
}

impl Answer {
    /// What stands at an item that was not asked.
    pub fn not_asked(section: &Section, item: &Item) -> Self {
        Self {
            section: section.id.clone(),
            item: item.id.clone(),
            item_type: item.scale.item_type(),
            status: Status::NotAsked,
            credit: None,
            points: item.points,
            section_weight: section.weight,
            critical: item.critical,
            bonus: item.bonus,
            cause: None,
            value: None,
            reason: String::new(),
            remark: String::new(),
            evidence: Vec::new(),
            answered: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_back_as_they_are_written() {
        let cases = [
            (ItemType::YesNo, "yes"),
            (ItemType::Scale, "-2"),
            (ItemType::Choice, "own"),
            (ItemType::Several, ""),
            (ItemType::Several, "a;b"),
            (ItemType::Duration, "272"),
            (ItemType::Count, "0"),
            (ItemType::Tally, "2 of 3"),
            (ItemType::Number, "1.10"),
            (ItemType::Text, "=1+1\nline"),
        ];
        for (item_type, text) in cases {
            let value = Value::from_record(item_type, text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (value.item_type(), value.to_string().as_str()),
                (item_type, text)
            );
        }
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        let cases = [
            (ItemType::YesNo, "Yes"),
            (ItemType::Count, "+3"),
            (ItemType::Count, ""),
            (ItemType::Duration, "1.5"),
            (ItemType::Tally, "3 of 2"),
            (ItemType::Number, "1e5"),
            (ItemType::Number, "٣"),
            (ItemType::Number, "1.2.3"),
            (ItemType::Several, ";"),
        ];
        for (item_type, text) in cases {
            assert_eq!(Value::from_record(item_type, text), None, "{text:?}");
        }
    }
}
