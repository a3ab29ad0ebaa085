//! Appointments as an iCalendar file (RFC 5545): lines of at most 75 bytes, folded between characters
//! and ended with CRLF; texts escaped. Times are local wherever the calendar is read.

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::model::text::visible;

/// Longest line, in bytes, without its end.
const LONGEST: usize = 75;

/// An appointment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Appointment {
    /// What is its own among all, whenever it is made.
    pub uid: String,
    /// When it begins.
    pub begin: NaiveDateTime,
    /// When it ends.
    pub end: NaiveDateTime,
    /// What it is.
    pub summary: String,
    /// Where.
    pub location: String,
    /// What to know.
    pub description: String,
}

/// The file of a calendar, made at a time.
pub fn calendar(appointments: &[Appointment], made: DateTime<Utc>) -> Vec<u8> {
    let mut file = String::new();
    let mut line = |text: &str| fold(&mut file, text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//mystery-shop//mystery//EN");
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    let local = |at: NaiveDateTime| at.format("%Y%m%dT%H%M%S").to_string();
    for one in appointments {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", escaped(&one.uid)));
        line(&format!("DTSTAMP:{}", made.format("%Y%m%dT%H%M%SZ")));
        line(&format!("DTSTART:{}", local(one.begin)));
        line(&format!("DTEND:{}", local(one.end)));
        line(&format!("SUMMARY:{}", escaped(&one.summary)));
        line(&format!("LOCATION:{}", escaped(&one.location)));
        line(&format!("DESCRIPTION:{}", escaped(&one.description)));
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    file.into_bytes()
}

/// A text value: backslash, comma, semicolon and line feed escaped, other controls made visible.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in visible(text).chars() {
        match letter {
            '\\' | ',' | ';' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '\n' => escaped.push_str("\\n"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// Writes a line; what is too long goes on behind a blank on the next.
fn fold(file: &mut String, text: &str) {
    let mut length = 0;
    for letter in text.chars() {
        if length + letter.len_utf8() > LONGEST {
            file.push_str("\r\n ");
            length = 1;
        }
        file.push(letter);
        length += letter.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_keeps_to_the_rfc() {
        let at = |text: &str| text.parse().unwrap();
        let one = Appointment {
            uid: "1@x".into(),
            begin: at("2026-11-23T10:00:00"),
            end: at("2026-11-23T12:00:00"),
            summary: "Visit: City, Main; \\o/".into(),
            location: "Main\nStreet".into(),
            description: "é".repeat(60),
        };
        let made = "2026-11-20T16:00:00Z".parse().unwrap();
        let file = String::from_utf8(calendar(&[one], made)).unwrap();
        let first = format!("DESCRIPTION:{}", "é".repeat(31));
        let second = format!(" {}", "é".repeat(29));
        let expected = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//mystery-shop//mystery//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            "BEGIN:VEVENT",
            "UID:1@x",
            "DTSTAMP:20261120T160000Z",
            "DTSTART:20261123T100000",
            "DTEND:20261123T120000",
            "SUMMARY:Visit: City\\, Main\\; \\\\o/",
            "LOCATION:Main\\nStreet",
            &first,
            &second,
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ];
        assert_eq!(file, expected.join("\r\n"));
        assert!(file.split("\r\n").all(|line| line.len() <= LONGEST));
    }
}
