//! Points in time as people and records write them: RFC 3339 with seconds and offset, or a bare date.
//! Takes the local zone as a value; reads no clock.

use std::fmt;

use chrono::{
    DateTime, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, SecondsFormat, Timelike,
};

/// What a local time comes to in the person's zone: one moment, none, or two.
pub type Zone = fn(&NaiveDateTime) -> MappedLocalTime<DateTime<FixedOffset>>;

/// A point in time, to the second, with its offset.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Moment(DateTime<FixedOffset>);

impl Moment {
    /// The moment of a date-time, cut to whole seconds.
    pub fn new(at: DateTime<FixedOffset>) -> Self {
        Self(at.with_nanosecond(0).expect("nought is a nanosecond"))
    }

    /// Reads RFC 3339 with offset; seconds may be left out.
    pub fn from_record(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text)
            .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z"))
            .ok()
            .map(Self::new)
    }

    /// The date-time.
    pub fn at(self) -> DateTime<FixedOffset> {
        self.0
    }

    /// The date at the moment's own offset.
    pub fn date(self) -> NaiveDate {
        self.0.date_naive()
    }

    /// Whole seconds since an earlier moment; negative when the clock went back.
    pub fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_seconds()
    }

    /// The time of day at the moment's own offset: `14:03:12`.
    pub fn time_of_day(self) -> String {
        self.0.format("%H:%M:%S").to_string()
    }
}

/// RFC 3339 with seconds and offset: `2026-11-20T14:05:00-06:00`.
impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Secs, false))
    }
}

/// Reads `2026-11-20`, and nothing else: every visit of a million has its day in its id and its times.
pub fn day_of(text: &str) -> Option<NaiveDate> {
    let is_digit = |place: usize, byte: u8| matches!(place, 4 | 7) || byte.is_ascii_digit();
    let bytes = text.as_bytes();
    let is_day = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
    if !is_day
        || !bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| is_digit(at, *byte))
    {
        return None;
    }
    let number = |from: usize, to: usize| text[from..to].parse::<u32>().ok();
    let year = i32::try_from(number(0, 4)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(5, 7)?, number(8, 10)?)
}

/// When a contact took place: to the second, or only the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Visited {
    /// On this day.
    On(NaiveDate),
    /// At this moment.
    At(Moment),
}

/// Why a time was not understood; each says the way out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WhenError {
    /// It has not the form of a date or time.
    Form,
    /// The clocks were put forward over it: the times just before and after the gap.
    Missing {
        /// The typed time read with the offset before the change.
        before: Moment,
        /// The typed time read with the offset after the change.
        after: Moment,
    },
    /// The clocks were put back over it: it came twice.
    Twice {
        /// The first time it came.
        first: Moment,
        /// The second.
        second: Moment,
    },
}

impl fmt::Display for WhenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form => formatter.write_str(
                "not a time: type it like 2026-11-20 14:05, or only the day, 2026-11-20",
            ),
            Self::Missing { before, after } => {
                write!(
                    formatter,
                    "this time did not exist, the clocks were put forward: type {before} or {after}"
                )
            }
            Self::Twice { first, second } => {
                write!(
                    formatter,
                    "this time came twice, the clocks were put back: type {first} or {second}"
                )
            }
        }
    }
}

impl std::error::Error for WhenError {}

impl Visited {
    /// Reads `2026-11-20`, `2026-11-20T14:05` (or with a blank for the `T`) with or without seconds
    /// and offset; without an offset the time is of `zone`.
    pub fn from_typed(text: &str, zone: Zone) -> Result<Self, WhenError> {
        let text = text.trim().replacen(' ', "T", 1);
        if let Some(visited) = Self::from_record(&text) {
            return Ok(visited);
        }
        let local = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
            .into_iter()
            .find_map(|form| NaiveDateTime::parse_from_str(&text, form).ok())
            .ok_or(WhenError::Form)?;
        match zone(&local) {
            MappedLocalTime::Single(at) => Ok(Self::At(Moment::new(at))),
            MappedLocalTime::Ambiguous(first, second) => Err(WhenError::Twice {
                first: Moment::new(first),
                second: Moment::new(second),
            }),
            MappedLocalTime::None => Err(missing(local, zone)),
        }
    }

    /// Reads the spelling of the records: a bare date, or RFC 3339 with offset.
    pub fn from_record(text: &str) -> Option<Self> {
        match day_of(text) {
            Some(date) => Some(Self::On(date)),
            None => Moment::from_record(text).map(Self::At),
        }
    }

    /// The day.
    pub fn date(self) -> NaiveDate {
        match self {
            Self::On(date) => date,
            Self::At(moment) => moment.date(),
        }
    }

    /// The moment, where the time of day is known.
    pub fn moment(self) -> Option<Moment> {
        match self {
            Self::On(_) => None,
            Self::At(moment) => Some(moment),
        }
    }
}

/// The two readings of a time that the clocks jumped over, with the offsets a day before and after.
fn missing(local: NaiveDateTime, zone: Zone) -> WhenError {
    let day = chrono::TimeDelta::days(1);
    let read_as_on = |other: NaiveDateTime| {
        let offset = *zone(&other).earliest()?.offset();
        local.and_local_timezone(offset).earliest().map(Moment::new)
    };
    match (read_as_on(local - day), read_as_on(local + day)) {
        (Some(before), Some(after)) => WhenError::Missing { before, after },
        _ => WhenError::Form,
    }
}

/// `2026-11-20`, or as a [`Moment`].
impl fmt::Display for Visited {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => write!(formatter, "{}", date.format("%Y-%m-%d")),
            Self::At(moment) => write!(formatter, "{moment}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Central European time around the two changes of 2026.
    fn berlin(local: &NaiveDateTime) -> MappedLocalTime<DateTime<FixedOffset>> {
        let at = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap();
        let with = |hours| {
            local
                .and_local_timezone(FixedOffset::east_opt(hours * 3600).unwrap())
                .unwrap()
        };
        let (spring, autumn) = (at("2026-03-29T02:00"), at("2026-10-25T02:00"));
        let hour = chrono::TimeDelta::hours(1);
        if *local >= spring && *local < spring + hour {
            MappedLocalTime::None
        } else if *local >= autumn && *local < autumn + hour {
            MappedLocalTime::Ambiguous(with(2), with(1))
        } else {
            MappedLocalTime::Single(with(if *local > spring && *local < autumn {
                2
            } else {
                1
            }))
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = match Visited::from_typed(text, berlin) {
            Ok(visited) => visited.to_string(),
            Err(error) => error.to_string(),
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn times_are_read_as_people_type_them() {
        check("2026-11-20", "2026-11-20");
        check("2026-11-20T14:05", "2026-11-20T14:05:00+01:00");
        check("2026-11-20 14:05", "2026-11-20T14:05:00+01:00");
        check("2026-07-20T14:05:59", "2026-07-20T14:05:59+02:00");
        check("2026-11-20T14:05:00-06:00", "2026-11-20T14:05:00-06:00");
        check("2026-11-20T14:05-06:00", "2026-11-20T14:05:00-06:00");
        check(
            "20.11.2026",
            "not a time: type it like 2026-11-20 14:05, or only the day, 2026-11-20",
        );
    }

    #[test]
    fn times_that_do_not_exist_or_exist_twice_are_refused_with_both_readings() {
        check(
            "2026-03-29T02:30",
            "this time did not exist, the clocks were put forward: type 2026-03-29T02:30:00+01:00 or 2026-03-29T02:30:00+02:00",
        );
        check(
            "2026-10-25T02:30",
            "this time came twice, the clocks were put back: type 2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00",
        );
    }
}
