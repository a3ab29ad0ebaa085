//! When somebody was there, as people say it: now, 14:05, yesterday 16:30, a date.

use chrono::{NaiveTime, TimeDelta, Timelike};

use crate::model::moment::{Moment, Visited, WhenError, Zone};

/// Reads `now`, `14:05`, `today 14:05`, `yesterday`, `yesterday 16:30`, or a date with or without
/// its time.
pub(in crate::commands) fn read_when(
    text: &str,
    now: Moment,
    zone: Zone,
) -> Result<Visited, WhenError> {
    let text = text.trim().to_lowercase();
    if text == "now" {
        return Ok(Visited::At(now));
    }
    let (days_ago, rest) = if let Some(rest) = text.strip_prefix("yesterday") {
        (1, rest)
    } else if let Some(rest) = text.strip_prefix("today") {
        (0, rest)
    } else if time_of_day(&text).is_some() {
        (0, text.as_str())
    } else {
        return Visited::from_typed(&text.to_uppercase(), zone);
    };
    let day = now.date() - TimeDelta::days(days_ago);
    let rest = rest.trim().trim_start_matches("at ").trim();
    if rest.is_empty() {
        return Ok(Visited::On(day));
    }
    let time = time_of_day(rest)
        .or_else(|| whole_hour(rest))
        .ok_or(WhenError::Form)?;
    Visited::from_typed(&format!("{day}T{}", time.format("%H:%M:%S")), zone)
}

/// `16:30`, `16.30`, `2.30 pm`, `2pm`.
fn time_of_day(text: &str) -> Option<NaiveTime> {
    let (clock, half) = ["am", "a.m.", "pm", "p.m."]
        .into_iter()
        .find_map(|half| Some((text.strip_suffix(half)?.trim_end(), half)))
        .unwrap_or((text, ""));
    let clock = clock.replace('.', ":");
    if half.is_empty() {
        return ["%H:%M:%S", "%H:%M"]
            .into_iter()
            .find_map(|form| NaiveTime::parse_from_str(&clock, form).ok());
    }
    let time = match NaiveTime::parse_from_str(&clock, "%H:%M") {
        Ok(time) => time,
        Err(_) => whole_hour(&clock)?,
    };
    // By the clock of twelve hours: twelve stands for nought.
    let hour = match time.hour() {
        12 => 0,
        hour @ 1..12 => hour,
        _ => return None,
    };
    time.with_hour(if half.starts_with('p') {
        hour + 12
    } else {
        hour
    })
}

/// A bare hour, `11`; alone it could as well be a day.
fn whole_hour(text: &str) -> Option<NaiveTime> {
    let is_hour = (1..=2).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    let hour = is_hour.then(|| text.parse().ok()).flatten()?;
    NaiveTime::from_hms_opt(hour, 0, 0)
}

/// True for a contact that lies ahead: surely a slip.
pub(in crate::commands) fn is_ahead(visited: Visited, now: Moment) -> bool {
    match visited {
        Visited::On(day) => day > now.date(),
        // A clock may be a little off.
        Visited::At(at) => at.seconds_since(now) > 60,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, FixedOffset, MappedLocalTime, NaiveDateTime};

    use super::*;

    fn zone(local: &NaiveDateTime) -> MappedLocalTime<DateTime<FixedOffset>> {
        local.and_local_timezone(FixedOffset::west_opt(6 * 3600).unwrap())
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let now = Moment::from_record("2026-11-20T14:05:00-06:00").unwrap();
        let read = read_when(text, now, zone);
        assert_eq!(
            read.map_or_else(|error| error.to_string(), |it| it.to_string()),
            expected
        );
    }

    #[test]
    fn times_are_read_as_people_say_them() {
        check("now", "2026-11-20T14:05:00-06:00");
        check("9:30", "2026-11-20T09:30:00-06:00");
        check("today 13:00", "2026-11-20T13:00:00-06:00");
        check("Yesterday", "2026-11-19");
        check("yesterday at 16:30", "2026-11-19T16:30:00-06:00");
        check("yesterday 11", "2026-11-19T11:00:00-06:00");
        check("2.30 pm", "2026-11-20T14:30:00-06:00");
        check("today at 12:05 a.m.", "2026-11-20T00:05:00-06:00");
        check("16.30", "2026-11-20T16:30:00-06:00");
        check("yesterday 4pm", "2026-11-19T16:00:00-06:00");
        check("2026-11-18", "2026-11-18");
        check("2026-11-18 16:30", "2026-11-18T16:30:00-06:00");
        check("2026-11-18t16:30+00:00", "2026-11-18T16:30:00+00:00");
        check(
            "last week",
            "not a time: type it like 2026-11-20 14:05, or only the day, 2026-11-20",
        );
        check(
            "yesterday noon",
            "not a time: type it like 2026-11-20 14:05, or only the day, 2026-11-20",
        );
    }
}
