//! When somebody was there, as people say it: now, 14:05, yesterday 16:30, friday 15:00, 12 nov, a
//! date. What has two readings is not guessed at.

mod day;

use chrono::{Datelike, MappedLocalTime, NaiveTime, Timelike};

use self::day::{Part, day_of};
use crate::model::moment::{Moment, Visited, WhenError, Zone};
use crate::model::reading::counting::in_words;
use crate::report::wording;

/// Reads `now`, a time of today, or a day with or without its time. The error says the way out.
pub(in crate::commands) fn read_when(
    text: &str,
    now: Moment,
    zone: Zone,
) -> Result<Visited, String> {
    let text = text.trim().to_lowercase();
    let text = text.strip_prefix("at ").unwrap_or(&text).to_owned();
    if text == "now" {
        return Ok(Visited::At(now));
    }
    let typed = |text: &str| {
        Visited::from_typed(text, zone).map_err(|error| match error {
            WhenError::Form => FORMS.to_owned(),
            error => error.to_string(),
        })
    };
    if let Some(time) = with_comma(&text) {
        return Err(format!("a time takes a colon: type {time}"));
    }
    let mut words = text.replace(',', " ");
    if day::begins_with_date(&words) && words.get(10..11) == Some("t") {
        words.replace_range(10..11, " ");
    }
    let words: Vec<&str> = words.split_whitespace().collect();
    let words = day_first(&words, now.date()).unwrap_or(words);
    // `12.11.26` is a day.
    let alone = time_of_day(&text).filter(|_| !day::is_dotted(&text));
    let (day, part, rest) = if let Some(time) = alone {
        match day::with_one_dot(&text, now.date()) {
            // A time that lies far ahead is not the one that was meant.
            Some(day) if time - now.at().time() > SURELY_AHEAD => return Ok(Visited::On(day)),
            Some(day) => {
                let (time, day) = (time.format("%-H:%M"), day::said(day, "%-d %b"));
                return Err(format!("a time, or a day? type {time} or {day}"));
            }
            None => (now.date(), None, words.as_slice()),
        }
    } else {
        match day_of(&words, now.date())? {
            Some(found) => found,
            None => return typed(&text.to_uppercase()),
        }
    };
    let said_day = &words[..words.len() - rest.len()];
    let rest = rest.strip_prefix(&["at"]).unwrap_or(rest).join(" ");
    if rest.is_empty() {
        return Ok(Visited::On(day));
    }
    let time = time_of_day(&rest)
        .or_else(|| whole_hour(&rest))
        .or_else(|| spoken(&rest))
        .ok_or(FORMS)?;
    if part.is_none() && !says_half(&rest) && time.hour() <= LAST_UNSURE {
        let form = if time.minute() == 0 { "%-I" } else { "%-I:%M" };
        let said = time.format(form);
        let whole = [said_day, &[said.to_string().as_str()]].concat().join(" ");
        return Err(format!(
            "{said} in the morning or in the afternoon? type {whole} am or {whole} pm"
        ));
    }
    let time = in_part(time, part).ok_or(FORMS)?;
    typed(&format!("{day}T{}", time.format("%H:%M:%S")))
}

/// True where a time was not typed as the records spell it, so that it is worth reading back.
pub(in crate::commands) fn is_spoken(text: &str) -> bool {
    let text = text.trim().to_uppercase();
    let zone: Zone = |local| MappedLocalTime::Single(local.and_utc().fixed_offset());
    text != "NOW" && Visited::from_typed(&text, zone).is_err()
}

/// When it was, read back to whoever typed it: `That was Monday 16 November 2026, 16:00.`
pub(in crate::commands) fn read_back(visited: Visited) -> String {
    let day = visited.date().format("%A");
    format!("That was {day} {}.", wording::visited(visited))
}

/// Up to this hour a time may as well be one of the afternoon, unless it says which; from eight on
/// it is taken by the clock of 24 hours.
const LAST_UNSURE: u32 = 7;

/// True where a time says which half of the day it is in: `4 pm`, `04:00`, `16:00`.
fn says_half(text: &str) -> bool {
    text.starts_with('0') || text.ends_with(['m', '.'])
}

/// A time of today that lies further ahead is no time of today; a clock may be off by less.
const SURELY_AHEAD: chrono::TimeDelta = chrono::TimeDelta::hours(1);

/// What may be typed, said to whoever typed something else.
const FORMS: &str = "type it like today 14:05, yesterday 10:30, friday 15:00, 12 nov 15:00, or \
                     2026-11-20 14:05; the day alone will do";

/// The time in a part of the day: `3:30` in the afternoon is half past three; `None` where the two
/// contradict each other.
fn in_part(time: NaiveTime, part: Option<Part>) -> Option<NaiveTime> {
    match part {
        None => Some(time),
        Some(Part::Morning) => (time.hour() < 13).then_some(time),
        Some(Part::Later) if time.hour() >= 12 => Some(time),
        Some(Part::Later) => time.with_hour(time.hour() + 12),
    }
}

/// `4.30 pm yesterday` with its day in front; `None` where that is not what it is.
fn day_first<'w>(words: &[&'w str], today: chrono::NaiveDate) -> Option<Vec<&'w str>> {
    let is_said = |n: &usize| {
        let (time, day) = words.split_at(*n);
        let time = time.join(" ");
        let is_time = time_of_day(&time).or_else(|| spoken(&time)).is_some();
        let is_day = match day_of(day, today) {
            // `12.11 thursday` may be the day twice.
            Ok(Some((day, _, []))) => {
                let is_that = |it: chrono::NaiveDate| it.weekday() == day.weekday();
                !day::is_dotted(&time) && !day::with_one_dot(&time, today).is_some_and(is_that)
            }
            Ok(_) => false,
            // What is wrong with the day is said where it stands in front.
            Err(_) => true,
        };
        is_time && is_day
    };
    let n = (1..words.len()).find(is_said)?;
    Some([&words[n..], &words[..n]].concat())
}

/// `16:30`, `16.30`, `16.30.15`, `16h30`, `2.30 pm`, `2pm`.
fn time_of_day(text: &str) -> Option<NaiveTime> {
    if let Some((hour, minutes)) = text.split_once('h') {
        let minutes = if minutes.is_empty() { "00" } else { minutes };
        let is_digits = |part: &str| part.len() <= 2 && part.bytes().all(|it| it.is_ascii_digit());
        let is_time = is_digits(hour) && is_digits(minutes);
        return is_time.then(|| time_of_day(&format!("{hour}:{minutes}")))?;
    }
    let (clock, half) = ["am", "a.m.", "pm", "p.m."]
        .into_iter()
        .find_map(|half| Some((text.strip_suffix(half)?.trim_end(), half)))
        .unwrap_or((text, ""));
    let clock = clock.replace('.', ":");
    // `1:7` could be seven minutes past, or seventy: chrono takes it for the first.
    if clock
        .rsplit(':')
        .next()
        .is_some_and(|last| clock.contains(':') && last.len() != 2)
    {
        return None;
    }
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

/// The time that was meant by `8,30`, spelt with its colon.
fn with_comma(text: &str) -> Option<String> {
    let (hour, minutes) = text.split_once(',')?;
    let time = format!("{hour}:{minutes}");
    time_of_day(&time).map(|_| time)
}

/// A bare hour, `11`; alone it could as well be a day.
fn whole_hour(text: &str) -> Option<NaiveTime> {
    let is_hour = (1..=2).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    let hour = is_hour.then(|| text.parse().ok()).flatten()?;
    NaiveTime::from_hms_opt(hour, 0, 0)
}

/// `noon`, `half past ten`, `quarter to three`: the hour as it is said, like `10:30` typed.
fn spoken(text: &str) -> Option<NaiveTime> {
    if text == "noon" {
        return NaiveTime::from_hms_opt(12, 0, 0);
    }
    let text = text.strip_prefix("a ").unwrap_or(text);
    let (minutes, hour) = [
        ("half past ", 30),
        ("quarter past ", 15),
        ("quarter to ", -15),
    ]
    .into_iter()
    .find_map(|(said, minutes)| Some((minutes, text.strip_prefix(said)?)))?;
    let hour = match in_words(hour) {
        Some(hour) => hour,
        None => whole_hour(hour)?.hour(),
    };
    let on_the_hour = NaiveTime::from_hms_opt(hour, 0, 0)?;
    Some(on_the_hour + chrono::TimeDelta::minutes(minutes))
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
    use chrono::{DateTime, FixedOffset, NaiveDateTime};

    use super::*;

    fn zone(local: &NaiveDateTime) -> MappedLocalTime<DateTime<FixedOffset>> {
        local.and_local_timezone(FixedOffset::west_opt(6 * 3600).unwrap())
    }

    /// It is Friday afternoon.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let now = Moment::from_record("2026-11-20T14:05:00-06:00").unwrap();
        let read = read_when(text, now, zone);
        assert_eq!(
            read.map_or_else(|error| error, |it| it.to_string()),
            expected,
            "{text}"
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
        check("4.30 pm yesterday", "2026-11-19T16:30:00-06:00");
        check("at 9:30", "2026-11-20T09:30:00-06:00");
        check("at 9.10 yesterday", "2026-11-19T09:10:00-06:00");
        check("half past ten yesterday", "2026-11-19T10:30:00-06:00");
        check("3:30 yesterday afternoon", "2026-11-19T15:30:00-06:00");
        check("16:30 12 nov 2025", "2025-11-12T16:30:00-06:00");
        check("yesterday 16h30", "2026-11-19T16:30:00-06:00");
        check("14h", "2026-11-20T14:00:00-06:00");
        check("today at 12:05 a.m.", "2026-11-20T00:05:00-06:00");
        check("16.30", "2026-11-20T16:30:00-06:00");
        check("today 14.05.30", "2026-11-20T14:05:30-06:00");
        check("yesterday 4pm", "2026-11-19T16:00:00-06:00");
        check("yesterday noon", "2026-11-19T12:00:00-06:00");
        check("yesterday half past ten", "2026-11-19T10:30:00-06:00");
        check("yesterday 04:30", "2026-11-19T04:30:00-06:00");
        check("yesterday 4:30 pm", "2026-11-19T16:30:00-06:00");
        check("last monday at 8", "2026-11-16T08:00:00-06:00");
        check("2026-11-18", "2026-11-18");
        check("2026-11-18 16:30", "2026-11-18T16:30:00-06:00");
        check("2026-11-18t16:30+00:00", "2026-11-18T16:30:00+00:00");
        check("2026-11-18 16:30:00-05:00", "2026-11-18T16:30:00-05:00");
        check("2026-11-18T16:30:15", "2026-11-18T16:30:15-06:00");
        check("2026-11-18 04:30", "2026-11-18T04:30:00-06:00");
        check("2026-11-18 4:30 pm", "2026-11-18T16:30:00-06:00");
    }

    #[test]
    fn what_was_understood_is_read_back() {
        let now = Moment::from_record("2026-11-20T14:05:00-06:00").unwrap();
        let said = |text| read_back(read_when(text, now, zone).unwrap());
        assert_eq!(
            said("last monday at 4 pm"),
            "That was Monday 16 November 2026, 16:00."
        );
        assert_eq!(said("yesterday"), "That was Thursday 19 November 2026.");
    }

    #[test]
    fn only_what_the_records_spell_is_not_read_back() {
        for text in ["20:15", "20 oct 16:00", "2026-11-18 4:30 pm", "yesterday"] {
            assert!(is_spoken(text), "{text}");
        }
        for text in [
            "now",
            " 2026-11-18",
            "2026-11-18 16:30",
            "2026-11-18t16:30+00:00",
        ] {
            assert!(!is_spoken(text), "{text}");
        }
    }

    #[test]
    fn days_are_read_as_people_say_them() {
        check("this morning", "2026-11-20");
        check("this morning 9:30", "2026-11-20T09:30:00-06:00");
        check("yesterday afternoon at 3:30", "2026-11-19T15:30:00-06:00");
        check("Thursday", "2026-11-19");
        check("on monday, 15:00", "2026-11-16T15:00:00-06:00");
        check("last friday 15:00", "2026-11-13T15:00:00-06:00");
        check("12 november", "2026-11-12");
        check("12. Nov. 15:00", "2026-11-12T15:00:00-06:00");
        check("november 12th", "2026-11-12");
        check("12th of november 2025 10:00", "2025-11-12T10:00:00-06:00");
        check("12.11.2026 15:00", "2026-11-12T15:00:00-06:00");
        check("12.11.26", "2026-11-12");
        check("20.11.", "2026-11-20");
        check("1.6. at 15:00", "2026-06-01T15:00:00-06:00");
        // It is not 20:11 yet.
        check("20.11", "2026-11-20");
        check("19/11", "2026-11-19");
        check("11/19 15:00", "2026-11-19T15:00:00-06:00");
        check("19/11/2025", "2025-11-19");
        check("11/19/26, 15:00", "2026-11-19T15:00:00-06:00");
        check("11/11", "2026-11-11");
    }

    #[test]
    fn what_has_two_readings_is_asked_back() {
        let today = "today is Friday: type today, last friday, or the date, like 13 nov";
        check("friday 15:00", today);
        check("4.30 pm friday", today);
        let either = |day: &str, time: &str| {
            format!(
                "{time} in the morning or in the afternoon? type {day}{time} am or {day}{time} pm"
            )
        };
        check("last monday at 4", &either("last monday ", "4"));
        check("4:30", &either("", "4:30"));
        check("2026-11-18 4:30", &either("2026-11-18 ", "4:30"));
        check("2026-11-18T4:30", &either("2026-11-18 ", "4:30"));
        check("4:30 yesterday", &either("yesterday ", "4:30"));
        check("yesterday half past one", &either("yesterday ", "1:30"));
        check("yesterday a quarter to one", &either("yesterday ", "12:45"));
        let either =
            |one: &str, other: &str| format!("the day first, or the month? type {one} or {other}");
        // 11 December has not been, and that of last year was long ago.
        check("11/12", "2026-11-12");
        check("10/9", &either("10 sep", "9 oct"));
        check("12.11", "a time, or a day? type 12:11 or 12 nov");
        check("9.10", "a time, or a day? type 9:10 or 9 oct");
        // Five past two has just been, or is about to be.
        check("14.06", "a time, or a day? type 14:06 or 14 jun");
        check("15.06", "2026-06-15");
        let may_or_june = either("5 jun 2026", "6 may 2026");
        check("5/6/26", &may_or_june);
        check("5/6/2026 9:30", &may_or_june);
        check("9:30 5/6/2026", &may_or_june);
        let forms = "type it like today 14:05, yesterday 10:30, friday 15:00, 12 nov 15:00, or 2026-11-20 \
                     14:05; the day alone will do";
        for text in [
            "last week",
            "31 feb",
            "this morning 15:00",
            "12 nov soon",
            "12.11 thursday",
            "12.11.26 yesterday",
            "24 dec",
            "19/19",
            "31/2",
            "24/12",
            "24.12.",
            "1/2/3/4",
            "1/2/026",
            "31.13.26",
            "1:7",
            "today 1:7 pm",
            "8,3",
            "25,30",
        ] {
            check(text, forms);
        }
    }

    #[test]
    fn a_slip_of_a_time_or_a_day_is_told_the_way() {
        check("8,30", "a time takes a colon: type 8:30");
        check("2,30 pm", "a time takes a colon: type 2:30 pm");
        let ahead = "tomorrow lies ahead: type when it was, like yesterday 16:30";
        check("tomorrow", ahead);
        check("Tomorrow 9:00", ahead);
        check("4.30 pm tomorrow", ahead);
        for day in ["19/11/2027", "11/19/27", "5/6/2027", "14.05.30"] {
            check(day, &ahead.replace("tomorrow", day));
        }
    }
}
