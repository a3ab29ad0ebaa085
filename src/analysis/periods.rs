//! Stretches of time that visits are gathered in: weeks, months, quarters, the programme's waves, or
//! each visit by itself.

use std::fmt;

use chrono::{Datelike, NaiveDate, TimeDelta};

use crate::model::order::InOrder;
use crate::model::programme::Wave;

/// What a trend is followed by.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Per {
    /// The month of the contact.
    #[default]
    Month,
    /// The week, from Monday.
    Week,
    /// The quarter of the year.
    Quarter,
    /// The wave of the programme.
    Wave,
    /// Each visit by itself.
    Visit,
}

impl Per {
    /// Every one, in the order of messages.
    pub const ALL: [Self; 5] = [
        Self::Month,
        Self::Week,
        Self::Quarter,
        Self::Wave,
        Self::Visit,
    ];

    /// The word to type.
    pub fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
            Self::Quarter => "quarter",
            Self::Wave => "wave",
            Self::Visit => "visit",
        }
    }

    /// Reads the word to type.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|per| per.word() == word)
    }
}

impl fmt::Display for Per {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

/// One stretch of time; ordered by its place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Period {
    /// Its place in time, in its own unit: neighbours differ by 1, a month without visits is counted.
    pub place: i64,
    /// Its first day; of a visit its day.
    pub first: NaiveDate,
    /// The name of a wave.
    pub name: Option<String>,
}

impl Period {
    /// The stretch that a day lies in; `None` outside of all waves. Visits have a place of their own:
    /// not for [`Per::Visit`], which gives their day.
    pub fn of(per: Per, day: NaiveDate, waves: &[Wave]) -> Option<Self> {
        let start = |month: u32| NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day);
        let year = i64::from(day.year());
        let (place, first) = match per {
            Per::Month => (year * 12 + i64::from(day.month0()), start(day.month())),
            Per::Quarter => {
                let quarter = day.month0() / 3;
                (year * 4 + i64::from(quarter), start(quarter * 3 + 1))
            }
            Per::Week => {
                let since_monday = day.weekday().num_days_from_monday();
                let monday = day - TimeDelta::days(i64::from(since_monday));
                (i64::from(monday.num_days_from_ce()).div_euclid(7), monday)
            }
            Per::Visit => (i64::from(day.num_days_from_ce()), day),
            Per::Wave => {
                let mut waves: Vec<&Wave> = waves.iter().collect();
                waves.order_by_key(|wave| (wave.from, wave.to));
                let mut waves = waves.into_iter().enumerate();
                let (place, wave) = waves.find(|(_, wave)| wave.from <= day && day <= wave.to)?;
                return Some(Self {
                    place: i64::try_from(place).expect("a programme has few waves"),
                    first: wave.from,
                    name: Some(wave.name.clone()),
                });
            }
        };
        Some(Self {
            place,
            first,
            name: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[track_caller]
    fn check(per: Per, one: &str, first: &str, other: &str, apart: i64) {
        let period = |text: &str| Period::of(per, day(text), &[]).unwrap();
        assert_eq!(period(one).first, day(first));
        assert_eq!(period(other).place - period(one).place, apart);
    }

    #[test]
    fn neighbours_are_one_apart_across_years() {
        check(Per::Month, "2026-12-31", "2026-12-01", "2027-01-01", 1);
        check(Per::Quarter, "2026-11-20", "2026-10-01", "2027-03-31", 1);
        // 28 December 2026 is a Monday.
        check(Per::Week, "2027-01-03", "2026-12-28", "2027-01-04", 1);
        check(Per::Week, "2026-12-28", "2026-12-28", "2027-01-03", 0);
        check(Per::Visit, "2026-12-31", "2026-12-31", "2027-01-02", 2);
    }

    #[test]
    fn waves_are_in_the_order_of_time_and_have_gaps() {
        let wave = |name: &str, from: &str, to: &str| Wave {
            name: name.into(),
            from: day(from),
            to: day(to),
        };
        let waves = [
            wave("autumn", "2026-09-01", "2026-10-31"),
            wave("spring", "2026-03-01", "2026-05-31"),
        ];
        let place = |text| Period::of(Per::Wave, day(text), &waves).map(|it| (it.place, it.name));
        assert_eq!(place("2026-05-31"), Some((0, Some("spring".into()))));
        assert_eq!(place("2026-10-01"), Some((1, Some("autumn".into()))));
        assert_eq!(place("2026-07-01"), None);
    }

    #[test]
    fn words_read_back() {
        for per in Per::ALL {
            assert_eq!(Per::from_word(per.word()), Some(per));
        }
        assert_eq!(Per::from_word("year"), None);
    }
}
