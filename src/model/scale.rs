//! How an item is answered, and what each answer earns.

use super::answer::{Tally, Value};
use super::id::Id;
use super::share::Credit;
use super::text::Text;

/// The `type` column of the records: how an item is answered, without its thresholds and labels.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ItemType {
    /// Yes or no.
    YesNo,
    /// A level of a scale, by its number.
    Scale,
    /// One of some options.
    Choice,
    /// Any of some options.
    Several,
    /// A time in seconds.
    Duration,
    /// A whole number.
    Count,
    /// So many of so many.
    Tally,
    /// A number, recorded only.
    Number,
    /// A text, recorded only.
    Text,
}

impl ItemType {
    /// Every type, in the order of the manual.
    pub const ALL: [Self; 9] = [
        Self::YesNo,
        Self::Scale,
        Self::Choice,
        Self::Several,
        Self::Duration,
        Self::Count,
        Self::Tally,
        Self::Number,
        Self::Text,
    ];

    /// The word of the `type` column.
    pub fn name(self) -> &'static str {
        match self {
            Self::YesNo => "yes_no",
            Self::Scale => "scale",
            Self::Choice => "choice",
            Self::Several => "several",
            Self::Duration => "duration",
            Self::Count => "count",
            Self::Tally => "tally",
            Self::Number => "number",
            Self::Text => "text",
        }
    }

    /// Reads the word of the `type` column.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|item_type| item_type.name() == name)
    }

    /// True where an answer can earn credit.
    pub fn can_score(self) -> bool {
        !matches!(self, Self::Number | Self::Text)
    }
}

/// A level of a scale.
#[derive(Clone, PartialEq, Debug)]
pub struct Level {
    /// What is typed and recorded.
    pub value: i64,
    /// What it means.
    pub label: Text,
    /// What it earns.
    pub credit: Credit,
}

/// An option of a choice, or of several.
#[derive(Clone, PartialEq, Debug)]
pub struct Choice {
    /// What is recorded.
    pub id: Id,
    /// What it means.
    pub label: Text,
    /// What it earns; of an evenly spread `several`, its part of the whole.
    pub credit: Credit,
}

/// A threshold, inclusive, and what an answer that meets it earns.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Band {
    /// Seconds of a duration, or a count.
    pub threshold: u64,
    /// What it earns.
    pub credit: Credit,
}

/// Which side of a count is good.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Better {
    /// `up_to`: fewer is better; thresholds rise.
    Fewer,
    /// `at_least`: more is better; thresholds fall.
    More,
}

/// How the credits of several options come about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Crediting {
    /// Ticked ÷ all, in one division.
    Even,
    /// The credits of what is ticked, added in the standard's order, no further than 1.
    Given,
}

/// How an item is answered, and what each answer earns.
#[derive(Clone, PartialEq, Debug)]
pub enum Scale {
    /// Yes or no, and which of them earns.
    YesNo {
        /// The answer with full credit.
        good: bool,
    },
    /// Named levels, in the order of the file.
    Levels(Vec<Level>),
    /// One of these.
    Choice(Vec<Choice>),
    /// Any of these.
    Several(Vec<Choice>, Crediting),
    /// A time; the first band that it is within counts, beyond the last no credit.
    Duration(Vec<Band>),
    /// A whole number; the first band that it meets counts, else no credit.
    Count(Vec<Band>, Better),
    /// So many of those: credit is the part.
    Tally {
        /// Who or what is counted.
        of: Text,
    },
    /// A number with its unit; never scored.
    Number {
        /// The unit.
        unit: Text,
    },
    /// A text; never scored.
    Text,
}

impl Scale {
    /// True of a time that is judged by hours or days.
    pub fn is_in_hours(&self) -> bool {
        let is_long = |band: &Band| band.threshold >= 3_600;
        matches!(self, Self::Duration(bands) if bands.iter().any(is_long))
    }

    /// The word for the `type` column.
    pub fn item_type(&self) -> ItemType {
        match self {
            Self::YesNo { .. } => ItemType::YesNo,
            Self::Levels(_) => ItemType::Scale,
            Self::Choice(_) => ItemType::Choice,
            Self::Several(..) => ItemType::Several,
            Self::Duration(_) => ItemType::Duration,
            Self::Count(..) => ItemType::Count,
            Self::Tally { .. } => ItemType::Tally,
            Self::Number { .. } => ItemType::Number,
            Self::Text => ItemType::Text,
        }
    }

    /// The options of a choice or of several; none for other scales.
    pub fn options(&self) -> &[Choice] {
        match self {
            Self::Choice(options) | Self::Several(options, _) => options,
            _ => &[],
        }
    }

    /// The levels of a scale; none for others.
    pub fn levels(&self) -> &[Level] {
        if let Self::Levels(levels) = self {
            levels
        } else {
            &[]
        }
    }

    /// What an answer earns; `None` for one that is not of this scale, for a tally of 0 of 0, and
    /// for numbers and texts.
    pub fn credit(&self, value: &Value) -> Option<Credit> {
        match (self, value) {
            (Self::YesNo { good }, Value::YesNo(answer)) => Some(if answer == good {
                Credit::FULL
            } else {
                Credit::NONE
            }),
            (Self::Levels(levels), Value::Level(value)) => levels
                .iter()
                .find(|level| level.value == *value)
                .map(|level| level.credit),
            (Self::Choice(options), Value::Choice(id)) => options
                .iter()
                .find(|option| option.id == *id)
                .map(|option| option.credit),
            (Self::Several(options, crediting), Value::Several(ticked)) => {
                credit_of_several(options, *crediting, ticked)
            }
            (Self::Duration(bands), Value::Duration(seconds)) => {
                Some(first_band(bands, |threshold| *seconds <= threshold))
            }
            (Self::Count(bands, Better::Fewer), Value::Count(count)) => {
                Some(first_band(bands, |threshold| *count <= threshold))
            }
            (Self::Count(bands, Better::More), Value::Count(count)) => {
                Some(first_band(bands, |threshold| *count >= threshold))
            }
            (Self::Tally { .. }, Value::Tally(Tally { part, whole })) if *whole > 0 => {
                Credit::new(*part as f64 / *whole as f64)
            }
            _ => None,
        }
    }

    /// True when the value is an answer to this scale: its type fits, and its level or options exist.
    pub fn admits(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Levels(_) | Self::Choice(_) | Self::Several(..), _) => {
                self.credit(value).is_some()
            }
            _ => self.item_type() == value.item_type(),
        }
    }
}

fn first_band(bands: &[Band], meets: impl Fn(u64) -> bool) -> Credit {
    bands
        .iter()
        .find(|band| meets(band.threshold))
        .map_or(Credit::NONE, |band| band.credit)
}

fn credit_of_several(options: &[Choice], crediting: Crediting, ticked: &[Id]) -> Option<Credit> {
    if !ticked
        .iter()
        .all(|id| options.iter().any(|option| option.id == *id))
    {
        return None;
    }
    let is_ticked = |option: &&Choice| ticked.contains(&option.id);
    match crediting {
        Crediting::Even => {
            let n_ticked = options.iter().filter(is_ticked).count();
            Credit::new(n_ticked as f64 / options.len() as f64)
        }
        Crediting::Given => {
            let sum: f64 = options
                .iter()
                .filter(is_ticked)
                .map(|option| option.credit.value())
                .sum();
            Credit::new(sum.min(1.0))
        }
    }
}

/// The credits of `n` answers spread evenly from 1 down to `last`: `n` labels end at 0.
pub fn spread_evenly(n: usize) -> Vec<Credit> {
    let steps = n.saturating_sub(1).max(1);
    (0..n)
        .map(|rank| {
            Credit::new((steps - rank.min(steps)) as f64 / steps as f64).expect("within 0..=1")
        })
        .collect()
}

/// The credits of `n` thresholds spread evenly: the first full, and beyond the last nothing.
pub fn spread_over_thresholds(n: usize) -> Vec<Credit> {
    (0..n)
        .map(|rank| Credit::new((n - rank) as f64 / n as f64).expect("within 0..=1"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credit(scale: &Scale, value: impl std::borrow::Borrow<Value>) -> Option<f64> {
        scale.credit(value.borrow()).map(Credit::value)
    }

    fn options(credits: &[f64]) -> Vec<Choice> {
        let option = |(n, credit): (usize, &f64)| Choice {
            id: Id::new(&format!("o{n}")).unwrap(),
            label: Text::plain(format!("Option {n}")),
            credit: Credit::new(*credit).unwrap(),
        };
        credits.iter().enumerate().map(option).collect()
    }

    #[test]
    fn thresholds_are_inclusive_and_the_first_match_counts() {
        let bands = vec![
            Band {
                threshold: 30,
                credit: Credit::FULL,
            },
            Band {
                threshold: 120,
                credit: Credit::new(0.5).unwrap(),
            },
        ];
        let within = Scale::Duration(bands.clone());
        let of = |seconds| credit(&within, Value::Duration(seconds));
        assert_eq!(
            [of(0), of(30), of(31), of(120), of(121)],
            [1.0, 1.0, 0.5, 0.5, 0.0].map(Some)
        );
        let at_least = Scale::Count(bands.into_iter().rev().collect(), Better::More);
        let of = |count| credit(&at_least, Value::Count(count));
        assert_eq!(
            [of(121), of(120), of(119), of(30), of(29)],
            [0.5, 0.5, 1.0, 1.0, 0.0].map(Some)
        );
    }

    #[test]
    fn several_add_up_no_further_than_one() {
        let ticked =
            |ids: &[&str]| Value::Several(ids.iter().map(|id| Id::new(id).unwrap()).collect());
        let even = Scale::Several(options(&[0.0, 0.0, 0.0]), Crediting::Even);
        assert_eq!(credit(&even, ticked(&["o0", "o2"])), Some(2.0 / 3.0));
        assert_eq!(credit(&even, ticked(&[])), Some(0.0));
        assert_eq!(credit(&even, ticked(&["other"])), None);
        let given = Scale::Several(options(&[0.7, 0.5]), Crediting::Given);
        assert_eq!(credit(&given, ticked(&["o0", "o1"])), Some(1.0));
        assert_eq!(credit(&given, ticked(&["o1"])), Some(0.5));
    }

    #[test]
    fn a_tally_of_nothing_has_no_credit() {
        let tally = Scale::Tally {
            of: Text::plain("people"),
        };
        assert_eq!(
            credit(&tally, Value::Tally(Tally::new(2, 3).unwrap())),
            Some(2.0 / 3.0)
        );
        assert_eq!(
            credit(&tally, Value::Tally(Tally::new(0, 0).unwrap())),
            None
        );
    }

    #[test]
    fn credits_spread_evenly() {
        let values =
            |credits: Vec<Credit>| credits.into_iter().map(Credit::value).collect::<Vec<_>>();
        assert_eq!(values(spread_evenly(3)), [1.0, 0.5, 0.0]);
        assert_eq!(values(spread_over_thresholds(2)), [1.0, 0.5]);
        assert_eq!(
            values(spread_over_thresholds(3)),
            [1.0, 2.0 / 3.0, 1.0 / 3.0]
        );
    }

    #[test]
    fn an_answer_of_another_scale_earns_nothing_and_is_not_admitted() {
        let yes_no = Scale::YesNo { good: false };
        assert_eq!(credit(&yes_no, Value::YesNo(false)), Some(1.0));
        assert_eq!(credit(&yes_no, Value::Count(0)), None);
        assert!(!yes_no.admits(&Value::Count(0)));
        assert!(!Scale::Choice(options(&[1.0])).admits(&Value::Choice(Id::new("other").unwrap())));
    }
}
