//! A journal's entry and its one line of JSON: `{"format":1,"seq":n,"at":"…","event":…}`.
//! An answer is spelt as in the records, beside its type. A line of a newer format is refused.

mod raw;

use self::raw::{RawLine, event_of, raw_of, read};
use super::json_line::{LineError, of_json};
use crate::model::event::Entry;
use crate::model::moment::Moment;

/// The format that is written, and the newest that is read.
pub const FORMAT: u64 = 1;

/// The entry as one line, with its line feed.
pub fn line_of(entry: &Entry) -> String {
    let raw = RawLine {
        format: FORMAT,
        seq: entry.seq,
        at: entry.at.to_string(),
        event: raw_of(&entry.event),
    };
    let mut line =
        serde_json::to_string(&raw).expect("an entry is made of texts, numbers and lists");
    line.push('\n');
    line
}

/// Reads one line, with or without its line feed.
pub fn entry_of(line: &[u8]) -> Result<Entry, LineError> {
    let raw: RawLine = of_json(line, FORMAT, "not an event")?;
    let event = event_of(raw.event).map_err(|wrong| LineError::Damaged(wrong.to_string()))?;
    let at = read("at", &raw.at, Moment::from_record)
        .map_err(|wrong| LineError::Damaged(wrong.to_string()))?;
    Ok(Entry {
        seq: raw.seq,
        at,
        event,
    })
}

#[cfg(test)]
mod tests;
