//! By when a promise is to be kept. A visit may be finished before that: the item waits, and its reason
//! says until when, so that the records need no column for it.

use std::fmt;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::duration::seconds_from_words;
use super::moment::Visited;
use super::scale::Scale;

/// How such a reason begins.
const BY: &str = "by ";
const DAY: u64 = 24 * 3600;
/// Nobody waits longer, so whatever is longer was mistyped.
const MOST_DAYS: u64 = 36_500;

/// By when: a day, or an hour of it, where the clock at the visit is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// The day.
    pub day: NaiveDate,
    /// The hour of that day; without one, the whole day.
    pub hour: Option<NaiveTime>,
}

impl Due {
    /// True when it is over.
    pub fn is_past(self, now: NaiveDateTime) -> bool {
        match self.hour {
            None => self.day < now.date(),
            Some(hour) => self.day.and_time(hour) < now,
        }
    }

    /// So long after a visit: an hour where both are known to the hour, else a day, begun ones too.
    fn after(visited: Visited, seconds: u64) -> Option<Self> {
        if seconds > MOST_DAYS * DAY {
            return None;
        }
        let moment = visited.moment().filter(|_| !seconds.is_multiple_of(DAY));
        let Some(moment) = moment else {
            let day = visited
                .date()
                .checked_add_days(Days::new(seconds.div_ceil(DAY)))?;
            return Some(Self { day, hour: None });
        };
        // The minute is begun when its last second is due.
        let later = TimeDelta::seconds(i64::try_from(seconds).ok()? + 59);
        let due = moment.at().naive_local().checked_add_signed(later)?;
        Some(Self {
            day: due.date(),
            hour: due.time().with_second(0),
        })
    }
}

/// `2026-11-27`, or `2026-11-27 16:05`, as [`read_due`] reads it.
impl fmt::Display for Due {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.day)?;
        match self.hour {
            None => Ok(()),
            Some(hour) => write!(formatter, " {}", hour.format("%H:%M")),
        }
    }
}

/// By when the standard itself wants a promise kept that was made at a visit: the time of full credit of
/// an item that asks how long it took. `None` where the standard sets no time.
pub fn due_by_standard(scale: &Scale, visited: Visited) -> Option<Due> {
    match scale {
        Scale::Duration(bands) => Due::after(visited, bands.first()?.threshold),
        _ => None,
    }
}

/// Reads by when: a day such as `2026-11-27`, an hour such as `2026-11-27 16:05` or `16:05`, or how long
/// after the visit: `3 days`, `2 weeks`, `5h`, `tomorrow`. What stands behind a comma is about it.
pub fn read_due(text: &str, visited: Visited) -> Option<(Due, &str)> {
    let (when, about) = text.split_once([',', ';']).unwrap_or((text, ""));
    let when = when.trim().to_lowercase();
    let when = when.strip_prefix(BY).unwrap_or(&when).trim();
    let when = when
        .strip_prefix("in ")
        .or(when.strip_prefix("within "))
        .unwrap_or(when);
    let due = if when == "tomorrow" {
        Due::after(visited, DAY)
    } else if let Some(due) = on_the_clock(when, visited.date()) {
        Some(due)
    } else {
        Due::after(visited, length(when)?)
    };
    Some((due?, about.trim()))
}

/// A day with or without an hour, or an hour of the day of the visit.
fn on_the_clock(when: &str, visited: NaiveDate) -> Option<Due> {
    let (day, hour) = match when.split_once([' ', 't']) {
        Some((day, hour)) => (day.parse().ok()?, Some(hour)),
        None if when.contains(':') => (visited, Some(when)),
        None => (when.parse().ok()?, None),
    };
    let hour = match hour {
        None => None,
        Some(hour) => Some(NaiveTime::parse_from_str(hour.trim(), "%H:%M").ok()?),
    };
    Some(Due { day, hour })
}

/// A length of time in seconds.
fn length(text: &str) -> Option<u64> {
    // A bare number could be days or hours, and what has a colon is an hour that is none.
    if text.contains(':') || text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (number, unit) = text.split_once(' ').unwrap_or_else(|| {
        let end = text.find(|letter: char| !letter.is_ascii_digit());
        text.split_at(end.unwrap_or(text.len()))
    });
    match unit.trim() {
        "w" | "week" | "weeks" => number.trim().parse::<u64>().ok()?.checked_mul(7 * DAY),
        _ => seconds_from_words(text),
    }
}

/// The reason of an item that waits until it is due.
pub fn reason_until(due: Due, about: &str) -> String {
    if about.is_empty() {
        format!("{BY}{due}")
    } else {
        format!("{BY}{due}, {about}")
    }
}

/// Until when an item waits, by its reason, and what is said about it.
pub fn due_in(reason: &str) -> Option<(Due, &str)> {
    let reason = reason.strip_prefix(BY)?;
    let (when, about) = reason.split_once(", ").unwrap_or((reason, ""));
    // Whatever else was written behind a day is about it.
    let whole = on_the_clock(when, NaiveDate::MIN).filter(|due| due.day != NaiveDate::MIN);
    let due = whole.map(|due| (due, about));
    due.or_else(|| {
        let day = reason.get(..10)?.parse().ok()?;
        Some((Due { day, hour: None }, reason[10..].trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scale::Band;
    use crate::model::share::Credit;

    const ON: &str = "2026-11-20";
    const AT: &str = "2026-11-20T14:03:12-06:00";

    #[test]
    fn by_when_is_read_as_people_say_it() {
        let check = |since: &str, text: &str, expected: Option<(&str, &str)>| {
            let read = read_due(text, Visited::from_record(since).unwrap());
            let read = read.map(|(due, about)| (due.to_string(), about));
            let expected = expected.map(|(due, about)| (due.to_owned(), about));
            assert_eq!(read, expected, "{text}");
        };
        for since in [ON, AT] {
            check(since, "2026-11-27", Some(("2026-11-27", "")));
            check(
                since,
                "by 2026-11-27, a call",
                Some(("2026-11-27", "a call")),
            );
            check(since, "2026-11-27 16:00", Some(("2026-11-27 16:00", "")));
            check(since, "16:00, a call", Some(("2026-11-20 16:00", "a call")));
            check(since, "3 days", Some(("2026-11-23", "")));
            check(since, "in 2 weeks; a mail", Some(("2026-12-04", "a mail")));
            check(since, "2d", Some(("2026-11-22", "")));
            check(since, "48h", Some(("2026-11-22", "")));
            check(since, "Tomorrow", Some(("2026-11-21", "")));
            check(since, "soon", None);
            check(since, "", None);
            check(since, "25:00", None);
            check(since, "3", None);
            check(since, "99999999999999999999 days", None);
        }
        check(ON, "5h", Some(("2026-11-21", "")));
        check(AT, "5h", Some(("2026-11-20 19:04", "")));
        check(AT, "within 12 hours", Some(("2026-11-21 02:04", "")));
    }

    #[test]
    fn the_standard_s_time_counts_from_the_visit() {
        let due = |since: &str, thresholds: &[u64]| {
            let band = |threshold: &u64| Band {
                threshold: *threshold,
                credit: Credit::FULL,
            };
            let scale = Scale::Duration(thresholds.iter().map(band).collect());
            let visited = Visited::from_record(since).unwrap();
            due_by_standard(&scale, visited).map(|due| due.to_string())
        };
        assert_eq!(due(AT, &[2 * DAY, 4 * DAY]).unwrap(), "2026-11-22");
        assert_eq!(due(AT, &[4 * 3600]).unwrap(), "2026-11-20 18:04");
        assert_eq!(due(ON, &[4 * 3600]).unwrap(), "2026-11-21");
        assert_eq!(due(AT, &[]), None);
        let visited = Visited::from_record(AT).unwrap();
        assert_eq!(due_by_standard(&Scale::YesNo { good: true }, visited), None);
    }

    #[test]
    fn a_reason_says_until_when() {
        for due in ["2026-11-27", "2026-11-27 16:05"] {
            let (due, _) = read_due(due, Visited::from_record(ON).unwrap()).unwrap();
            for about in ["", "a call", "a call, by 2026-12-01"] {
                assert_eq!(due_in(&reason_until(due, about)), Some((due, about)));
            }
        }
        assert_eq!(due_in("by and by"), None);
        assert_eq!(due_in("by 16:05"), None);
        let (due, about) = due_in("by 2026-11-27 or so").unwrap();
        assert_eq!((due.to_string().as_str(), about), ("2026-11-27", "or so"));
    }

    #[test]
    fn an_hour_is_over_before_its_day_is() {
        let due = |reason| due_in(reason).unwrap().0;
        let now = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        assert!(!due("by 2026-11-20").is_past(now("2026-11-20T23:59:59")));
        assert!(due("by 2026-11-20").is_past(now("2026-11-21T00:00:00")));
        assert!(!due("by 2026-11-20 16:05").is_past(now("2026-11-20T16:05:00")));
        assert!(due("by 2026-11-20 16:05").is_past(now("2026-11-20T16:05:01")));
    }
}
