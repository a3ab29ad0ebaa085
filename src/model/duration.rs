//! Lengths of time as people type, read and say them.

/// Units with their seconds, from the longest.
const UNITS: [(char, u64, &str); 4] = [
    ('d', 86_400, "day"),
    ('h', 3_600, "hour"),
    ('m', 60, "minute"),
    ('s', 1, "second"),
];

/// Spells a length of time as a clock would: `0:25`, `4:32`, `1:02:03`; from a day up by its units,
/// `2d 4h`. [`seconds_from_text`] reads it back.
pub fn spelt(seconds: u64) -> String {
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{rest:02}"),
        1..24 => format!("{hours}:{minutes:02}:{rest:02}"),
        _ => in_units(seconds, |n, letter, _| format!("{n}{letter}")),
    }
}

/// Spells a length of time by its units, as people write it in a standard: `25s`, `2m`, `1h30m`.
/// [`seconds_from_text`] reads it back.
pub fn typed(seconds: u64) -> String {
    in_units(seconds, |n, letter, _| format!("{n}{letter}")).replace(' ', "")
}

/// Says a length of time in words: `4 minutes 32 seconds`.
pub fn spoken(seconds: u64) -> String {
    in_units(seconds, |n, _, word| {
        format!("{n} {word}{}", if n == 1 { "" } else { "s" })
    })
}

fn in_units(seconds: u64, part: impl Fn(u64, char, &str) -> String) -> String {
    let mut rest = seconds;
    let mut parts = Vec::new();
    for (letter, unit, word) in UNITS {
        let n = rest / unit;
        rest %= unit;
        if n > 0 || (unit == 1 && parts.is_empty()) {
            parts.push(part(n, letter, word));
        }
    }
    parts.join(" ")
}

/// Reads `[Nd][Nh][Nm][Ns]` (blanks between them allowed), `m:ss`, `h:mm:ss`, or bare whole seconds;
/// `None` where the text is none of these.
pub fn seconds_from_text(text: &str) -> Option<u64> {
    let text = text.trim();
    if text.contains(':') {
        return seconds_of_clock(text);
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    seconds_of_units(text)
}

/// A number alone that may be meant as minutes: from 1 to 59. [`seconds_from_text`] reads it as seconds.
pub fn maybe_minutes(text: &str) -> Option<u64> {
    let is_bare = text.trim().bytes().all(|byte| byte.is_ascii_digit());
    let seconds = text.trim().parse().ok().filter(|_| is_bare)?;
    (1..60).contains(&seconds).then_some(seconds)
}

/// A time that may be meant in hours, spelt so: `8` as `8h`, `3:30` as `3h30m`. [`seconds_from_text`] reads
/// the one as seconds and the other as minutes and seconds.
pub fn maybe_hours(text: &str) -> Option<String> {
    if let Some(hours) = maybe_minutes(text) {
        return Some(format!("{hours}h"));
    }
    let (hours, minutes) = text.trim().split_once(':')?;
    let is_clock = !minutes.contains(':') && seconds_from_text(text).is_some();
    let (hours, minutes): (u64, u64) = (hours.parse().ok()?, minutes.parse().ok()?);
    (is_clock && hours > 0).then(|| typed(hours * 3_600 + minutes * 60))
}

/// As [`seconds_from_text`], and in words as [`spoken`] says it: `2 minutes 5 seconds`, `1 min`.
pub fn seconds_from_words(text: &str) -> Option<u64> {
    if let Some(seconds) = seconds_from_text(text) {
        return Some(seconds);
    }
    let text = in_figures(&text.to_lowercase());
    let mut rest = text.trim();
    let mut longer = u64::MAX;
    let mut seconds = 0_u64;
    while !rest.is_empty() {
        let is_of_number = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',');
        let end = rest.bytes().take_while(is_of_number).count();
        let (number, behind) = rest.split_at(end);
        let behind = behind.trim_start();
        let end = behind.find(|letter: char| !letter.is_alphabetic());
        let (word, behind) = behind.split_at(end.unwrap_or(behind.len()));
        let unit = unit_of_word(word).filter(|unit| *unit < longer)?;
        seconds = seconds.checked_add(times(number, unit)?)?;
        longer = unit;
        rest = behind.trim_start();
        rest = rest.strip_prefix("and ").unwrap_or(rest).trim_start();
    }
    (longer != u64::MAX).then_some(seconds)
}

/// How what was nearly a length of time is typed, and why: `type 1:07 or 1m 7s; two figures stand
/// behind a colon`. `None` where nothing was meant that can be told.
pub fn meant(text: &str) -> Option<String> {
    let text = text.trim();
    let number = |part: &str| digits(part).and_then(|part| part.parse::<u64>().ok());
    let is_read = |typed: &String| seconds_from_words(typed).is_some();
    if let Some((minutes, seconds)) = text.split_once(':')
        && let (Some(minutes), Some(rest)) = (number(minutes), number(seconds))
    {
        let total = minutes.checked_mul(60)?.checked_add(rest)?;
        return match seconds.len() {
            1 => Some(format!(
                "type {minutes}:0{rest} or {minutes}m {rest}s; two figures stand behind a colon"
            )),
            2 => Some(format!("type {}; a minute has 60 seconds", spelt(total))),
            _ => None,
        };
    }
    if let Some((whole, parts)) = text.split_once(['.', ','])
        && let (Some(minutes), Some(_)) = (number(whole), number(parts))
    {
        let clock = Some(format!("{minutes}:{parts:0>2}")).filter(is_read);
        let clock = clock.map(|clock| format!("{clock} for minutes and seconds"));
        let part = Some(format!("{whole}.{parts}m")).filter(is_read);
        let part = part.map(|part| format!("{part} for parts of a minute"));
        let ways: Vec<String> = clock.into_iter().chain(part).collect();
        return (!ways.is_empty()).then(|| format!("type {}", ways.join(", or ")));
    }
    // The last unit was left out: the longest that may follow.
    let with = |unit: &str| Some(format!("{text}{unit}")).filter(is_read);
    let whole = ["m", "s"].into_iter().find_map(with)?;
    Some(format!("type {whole}"))
}

/// What people say for a figure: `about a minute` is 1 minute, `half an hour` 0.5 hours.
fn in_figures(text: &str) -> String {
    let mut text = text.trim();
    for about in [
        "about ", "around ", "roughly ", "approx. ", "approx ", "circa ", "ca. ", "ca ", "~",
    ] {
        text = text.strip_prefix(about).unwrap_or(text).trim_start();
    }
    for (said, figure) in [
        ("half an ", "0.5 "),
        ("half a ", "0.5 "),
        ("an ", "1 "),
        ("a ", "1 "),
    ] {
        if let Some(rest) = text.strip_prefix(said) {
            return format!("{figure}{rest}");
        }
    }
    text.to_owned()
}

/// A number, with at most one decimal point or comma, of a unit in whole seconds.
fn times(number: &str, unit: u64) -> Option<u64> {
    let (whole, parts) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let scale = 10_u64.checked_pow(u32::try_from(digits(parts)?.len()).ok()?)?;
    let parts: u64 = parts.parse().ok()?;
    let of_parts = parts.checked_mul(unit)?;
    let whole: u64 = digits(whole)?.parse().ok()?;
    (of_parts % scale == 0).then(|| whole.checked_mul(unit)?.checked_add(of_parts / scale))?
}

fn unit_of_word(word: &str) -> Option<u64> {
    Some(match word {
        "d" | "day" | "days" => 86_400,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3_600,
        "m" | "min" | "mins" | "minute" | "minutes" => 60,
        "s" | "sec" | "secs" | "second" | "seconds" => 1,
        _ => return None,
    })
}

fn seconds_of_clock(text: &str) -> Option<u64> {
    let mut parts = text.split(':');
    let first: u64 = digits(parts.next()?)?.parse().ok()?;
    let mut seconds = first;
    let mut n_parts = 1;
    for part in parts {
        let number: u64 = digits(part).filter(|part| part.len() == 2)?.parse().ok()?;
        if number >= 60 {
            return None;
        }
        seconds = seconds.checked_mul(60)?.checked_add(number)?;
        n_parts += 1;
    }
    (2..=3).contains(&n_parts).then_some(seconds)
}

fn seconds_of_units(text: &str) -> Option<u64> {
    let mut rest = text;
    let mut seconds = 0_u64;
    for (letter, unit, _) in UNITS {
        rest = rest.trim_start();
        let end = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, behind) = rest.split_at(end);
        let Some(behind) = behind
            .strip_prefix(letter)
            .or_else(|| behind.strip_prefix(letter.to_ascii_uppercase()))
        else {
            continue;
        };
        let number: u64 = digits(number)?.parse().ok()?;
        seconds = seconds.checked_add(number.checked_mul(unit)?)?;
        rest = behind;
    }
    (rest.is_empty() && !text.is_empty()).then_some(seconds)
}

fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(seconds: u64, clock: &str, words: &str) {
        assert_eq!(spelt(seconds), clock);
        assert_eq!(spoken(seconds), words);
        assert_eq!(seconds_from_text(clock), Some(seconds));
    }

    #[test]
    fn lengths_of_time_are_spelt_and_spoken() {
        check(0, "0:00", "0 seconds");
        check(25, "0:25", "25 seconds");
        check(61, "1:01", "1 minute 1 second");
        check(272, "4:32", "4 minutes 32 seconds");
        check(3_600, "1:00:00", "1 hour");
        check(3_723, "1:02:03", "1 hour 2 minutes 3 seconds");
        check(187_200, "2d 4h", "2 days 4 hours");
    }

    #[test]
    fn lengths_of_time_are_typed_by_their_units() {
        assert_eq!([0, 25, 120, 5_400].map(typed), ["0s", "25s", "2m", "1h30m"]);
    }

    #[test]
    fn lengths_of_time_are_read_as_typed() {
        for (text, seconds) in [
            ("20s", 20),
            ("1m", 60),
            ("2m30s", 150),
            ("1h 5m", 3_900),
            ("2D", 172_800),
            ("90", 90),
            (" 4:32 ", 272),
            ("90:00", 5_400),
            ("1:02:03", 3_723),
        ] {
            assert_eq!(seconds_from_text(text), Some(seconds), "{text}");
        }
        for wrong in [
            "",
            "m",
            "s20",
            "1s2m",
            "4:5",
            "4:60",
            "1:2:3",
            ":30",
            "1:02:03:04",
            "-5",
            "1.5m",
            "5 m",
            "99999999999999999999",
            "999999999999999999d",
            "4m32",
            "٣",
        ] {
            assert_eq!(seconds_from_text(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn lengths_of_time_are_read_in_words() {
        for (text, seconds) in [
            ("20 seconds", Some(20)),
            ("1 min", Some(60)),
            ("2 Minutes and 5 secs", Some(125)),
            ("1 hour 5 m", Some(3_900)),
            ("about a minute", Some(60)),
            ("ca 1 min", Some(60)),
            ("Ca. 10s", Some(10)),
            ("1,5 min", Some(90)),
            ("1.5m", Some(90)),
            ("half an hour", Some(1_800)),
            ("1.255 min", None),
            ("1.5.5 min", None),
            ("1. min", None),
            ("never", None),
            ("5 seconds 1 minute", None),
            ("2 weeks", None),
            ("minutes", None),
            ("and", None),
            ("", None),
        ] {
            assert_eq!(seconds_from_words(text), seconds, "{text}");
        }
    }

    #[test]
    fn what_was_nearly_a_length_of_time_is_put_right() {
        for (text, expected) in [
            (
                "1:7",
                "type 1:07 or 1m 7s; two figures stand behind a colon",
            ),
            ("1:75", "type 2:15; a minute has 60 seconds"),
            (
                "4.30",
                "type 4:30 for minutes and seconds, or 4.30m for parts of a minute",
            ),
            (
                "4,5",
                "type 4:05 for minutes and seconds, or 4.5m for parts of a minute",
            ),
            ("4.75", "type 4.75m for parts of a minute"),
            ("4m32", "type 4m32s"),
            ("3h30", "type 3h30m"),
            ("3 hours 30", "type 3 hours 30m"),
            ("1 min 30", "type 1 min 30s"),
        ] {
            assert_eq!(meant(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "-5", ":30", "1:2:3", "1:234", "4.333", "soon", "1.2.3"] {
            assert_eq!(meant(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_spelt_reads_back(seconds in 0_u64..10_000_000_000) {
            prop_assert_eq!(seconds_from_text(&spelt(seconds)), Some(seconds));
            prop_assert_eq!(seconds_from_text(&typed(seconds)), Some(seconds));
            prop_assert_eq!(seconds_from_words(&spoken(seconds)), Some(seconds));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9dhms: ]{0,24}|\\PC*") {
            let _ = seconds_from_text(&text);
            let _ = seconds_from_words(&text);
            let _ = meant(&text);
        }

        /// Whatever is proposed is read, and what is read already needs no proposal.
        #[test]
        fn what_is_proposed_is_read(text in "[0-9]{1,3}[:.,m][0-9]{1,2}") {
            if let (None, Some(words)) = (seconds_from_words(&text), meant(&text)) {
                let ways = words.trim_start_matches("type ");
                let ways = ways.split(';').next().unwrap();
                for way in ways.split(" or ") {
                    let way = way.split(" for ").next().unwrap();
                    prop_assert!(seconds_from_words(way).is_some(), "{} in {}", way, words);
                }
            }
        }
    }
}
