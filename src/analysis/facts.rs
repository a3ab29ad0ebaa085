//! What was answered to one item by one side, counted: raw facts beside the credits, such as the
//! middle waiting time and how many times a next step was offered.

use std::collections::BTreeMap;

use crate::model::answer::{Status, Tally, Value};
use crate::model::id::Id;
use crate::model::scale::ItemType;

/// How often each number came.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Spread(BTreeMap<u64, u64>);

impl Spread {
    /// How many numbers.
    pub fn n(&self) -> u64 {
        self.0.values().sum()
    }

    /// The least.
    pub fn least(&self) -> Option<u64> {
        self.0.keys().next().copied()
    }

    /// The most.
    pub fn most(&self) -> Option<u64> {
        self.0.keys().next_back().copied()
    }

    /// The middle one (median), doubled so that it is whole: with an even count the two middle ones
    /// are added.
    pub fn doubled_middle(&self) -> Option<u64> {
        let n = self.n();
        let at = |rank: u64| {
            let mut seen = 0;
            self.0.iter().find_map(|(number, times)| {
                seen += times;
                (seen > rank).then_some(*number)
            })
        };
        at(n.checked_sub(1)? / 2)?.checked_add(at(n / 2)?)
    }
}

/// What was answered.
#[derive(Clone, PartialEq, Debug)]
pub enum Answers {
    /// How often yes, and how often no.
    YesNo {
        /// Yes.
        yes: u64,
        /// No.
        no: u64,
    },
    /// How often each level.
    Levels(BTreeMap<i64, u64>),
    /// How often each option; of several, an answer may hold many.
    Options(BTreeMap<Id, u64>),
    /// Seconds.
    Times(Spread),
    /// Counts.
    Counts(Spread),
    /// All parts and all wholes added.
    Tally {
        /// Σ of the parts.
        part: u64,
        /// Σ of the wholes.
        whole: u64,
    },
    /// Recorded numbers, rising.
    Numbers(Vec<f64>),
    /// Texts are not counted.
    Texts,
}

/// What became of one item in the visits of one side.
#[derive(Clone, PartialEq, Debug)]
pub struct Facts {
    /// How often each status.
    pub by_status: BTreeMap<Status, u64>,
    /// How many answers.
    pub n: u64,
    /// What was answered.
    pub answers: Answers,
}

impl Facts {
    /// No facts yet about an item of this type.
    pub fn new(item_type: ItemType) -> Self {
        let answers = match item_type {
            ItemType::YesNo => Answers::YesNo { yes: 0, no: 0 },
            ItemType::Scale => Answers::Levels(BTreeMap::new()),
            ItemType::Choice | ItemType::Several => Answers::Options(BTreeMap::new()),
            ItemType::Duration => Answers::Times(Spread::default()),
            ItemType::Count => Answers::Counts(Spread::default()),
            ItemType::Tally => Answers::Tally { part: 0, whole: 0 },
            ItemType::Number => Answers::Numbers(Vec::new()),
            ItemType::Text => Answers::Texts,
        };
        Self {
            by_status: BTreeMap::new(),
            n: 0,
            answers,
        }
    }

    /// Adds what became of the item, alike in so many visits. An answer of another type, of a version
    /// that asked otherwise, is no fact of this one.
    pub fn add(&mut self, status: Status, value: Option<&Value>, times: u64) {
        *self.by_status.entry(status).or_default() += times;
        let Some(value) = value else { return };
        match (&mut self.answers, value) {
            (Answers::YesNo { yes, no }, Value::YesNo(answer)) => {
                *(if *answer { yes } else { no }) += times;
            }
            (Answers::Levels(levels), Value::Level(level)) => {
                *levels.entry(*level).or_default() += times;
            }
            (Answers::Options(options), Value::Choice(id)) => {
                *options.entry(id.clone()).or_default() += times;
            }
            (Answers::Options(options), Value::Several(ids)) => {
                for id in ids {
                    *options.entry(id.clone()).or_default() += times;
                }
            }
            (Answers::Times(spread), Value::Duration(number))
            | (Answers::Counts(spread), Value::Count(number)) => {
                *spread.0.entry(*number).or_default() += times;
            }
            (Answers::Tally { part, whole }, Value::Tally(tally)) => {
                let Tally { part: p, whole: w } = tally;
                *part = part.saturating_add(p.saturating_mul(times));
                *whole = whole.saturating_add(w.saturating_mul(times));
            }
            (Answers::Numbers(numbers), Value::Number(decimal)) => {
                let number = decimal.value();
                let place = numbers.partition_point(|known| *known <= number);
                let n = usize::try_from(times).expect("no more than visits at hand");
                numbers.splice(place..place, std::iter::repeat_n(number, n));
            }
            (Answers::Texts, Value::Text(_)) => {}
            _ => return,
        }
        self.n += times;
    }

    /// How often a status came.
    pub fn count(&self, status: Status) -> u64 {
        self.by_status.get(&status).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn middle(seconds: &[u64]) -> Option<u64> {
        let mut facts = Facts::new(ItemType::Duration);
        for seconds in seconds {
            facts.add(Status::Scored, Some(&Value::Duration(*seconds)), 1);
        }
        match facts.answers {
            Answers::Times(spread) => spread.doubled_middle(),
            _ => None,
        }
    }

    #[test]
    fn the_middle_is_between_the_two_middle_ones() {
        assert_eq!(middle(&[]), None);
        assert_eq!(middle(&[40]), Some(80));
        assert_eq!(middle(&[90, 10]), Some(100));
        assert_eq!(middle(&[10, 600, 45]), Some(90));
        assert_eq!(middle(&[30, 30, 45, 600]), Some(75));
    }

    #[test]
    fn an_answer_of_another_type_is_no_fact() {
        let mut facts = Facts::new(ItemType::YesNo);
        facts.add(Status::Scored, Some(&Value::YesNo(true)), 1);
        facts.add(Status::Scored, Some(&Value::Count(3)), 1);
        facts.add(Status::NotObserved, None, 1);
        assert_eq!(facts.n, 1);
        assert_eq!(facts.answers, Answers::YesNo { yes: 1, no: 0 });
        assert_eq!(facts.count(Status::NotObserved), 1);
    }
}
