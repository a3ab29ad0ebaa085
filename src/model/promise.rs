//! By when a promise is to be kept. A visit may be finished before that: the item waits, and its reason
//! says until when, so that the records need no column for it.

use chrono::{Days, NaiveDate};

use super::duration::seconds_from_words;

/// How such a reason begins.
const BY: &str = "by ";

/// Reads by when: a day such as `2026-11-27`, or how long after `since`: `3 days`, `2 weeks`, `48h`,
/// `tomorrow`. What stands behind a comma is about it.
pub fn read_due(text: &str, since: NaiveDate) -> Option<(NaiveDate, &str)> {
    let (when, about) = text.split_once([',', ';']).unwrap_or((text, ""));
    let when = when.trim().to_lowercase();
    let when = when.strip_prefix("by ").unwrap_or(&when).trim();
    let when = when
        .strip_prefix("in ")
        .or(when.strip_prefix("within "))
        .unwrap_or(when);
    let due = if let Ok(day) = when.parse() {
        Some(day)
    } else if when == "tomorrow" {
        since.checked_add_days(Days::new(1))
    } else {
        since.checked_add_days(Days::new(days(when)?))
    };
    Some((due?, about.trim()))
}

/// A length of time in whole days, begun ones too.
fn days(text: &str) -> Option<u64> {
    const DAY: u64 = 24 * 3600;
    let (number, unit) = text.split_once(' ').unwrap_or_else(|| {
        let end = text.find(|letter: char| !letter.is_ascii_digit());
        text.split_at(end.unwrap_or(text.len()))
    });
    let of = |each: u64| number.trim().parse::<u64>().ok()?.checked_mul(each);
    match unit.trim() {
        "d" | "day" | "days" => of(1),
        "w" | "week" | "weeks" => of(7),
        _ => seconds_from_words(text).map(|seconds| seconds.div_ceil(DAY)),
    }
    .filter(|days| *days <= 36_500)
}

/// The reason of an item that waits until a day.
pub fn reason_until(due: NaiveDate, about: &str) -> String {
    if about.is_empty() {
        format!("{BY}{due}")
    } else {
        format!("{BY}{due}, {about}")
    }
}

/// The day until which an item waits, by its reason.
pub fn due_in(reason: &str) -> Option<NaiveDate> {
    reason.strip_prefix(BY)?.get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_when_is_read_as_people_say_it() {
        let since: NaiveDate = "2026-11-20".parse().unwrap();
        let check = |text: &str, expected: Option<(&str, &str)>| {
            let read = read_due(text, since);
            let expected = expected.map(|(day, about)| (day.parse().unwrap(), about));
            assert_eq!(read, expected, "{text}");
        };
        check("2026-11-27", Some(("2026-11-27", "")));
        check("by 2026-11-27, a call", Some(("2026-11-27", "a call")));
        check("3 days", Some(("2026-11-23", "")));
        check("in 2 weeks; a mail", Some(("2026-12-04", "a mail")));
        check("2d", Some(("2026-11-22", "")));
        check("48h", Some(("2026-11-22", "")));
        check("Tomorrow", Some(("2026-11-21", "")));
        check("soon", None);
        check("", None);
        check("99999999999999999999 days", None);
    }

    #[test]
    fn a_reason_says_its_day() {
        let due: NaiveDate = "2026-11-27".parse().unwrap();
        for about in ["", "a call"] {
            assert_eq!(due_in(&reason_until(due, about)), Some(due));
        }
        assert_eq!(due_in("by and by"), None);
    }
}
