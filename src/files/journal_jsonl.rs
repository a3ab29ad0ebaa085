//! A journal's entry and its one line of JSON: `{"format":1,"seq":n,"at":"…","event":…}`.
//! An answer is spelt as in the records, beside its type. A line of a newer format is refused.

mod raw;

use serde::Deserialize;

use self::raw::{RawLine, event_of, raw_of, read};
use crate::model::event::Entry;
use crate::model::moment::Moment;

/// The format that is written, and the newest that is read.
pub const FORMAT: u64 = 1;

/// Why a line is not an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineError {
    /// It is of a newer format than this program knows.
    Newer(u64),
    /// It is not an entry at all, and why.
    Damaged(String),
}

impl std::fmt::Display for LineError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Newer(format) => write!(
                formatter,
                "written by a newer version of this program (format {format}; this one reads up to {FORMAT}): get the newer version"
            ),
            Self::Damaged(why) => formatter.write_str(why),
        }
    }
}

impl std::error::Error for LineError {}

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
    let damaged = |error: serde_json::Error| LineError::Damaged(format!("not an event: {error}"));
    let probe: Probe = serde_json::from_slice(line).map_err(damaged)?;
    if probe.format > FORMAT {
        return Err(LineError::Newer(probe.format));
    }
    let raw: RawLine = serde_json::from_slice(line).map_err(damaged)?;
    let event = event_of(raw.event).map_err(|wrong| LineError::Damaged(wrong.to_string()))?;
    let at = read("at", &raw.at, Moment::from_record)
        .map_err(|wrong| LineError::Damaged(wrong.to_string()))?;
    Ok(Entry {
        seq: raw.seq,
        at,
        event,
    })
}

/// Enough of a line of any format to know which one it is.
#[derive(Deserialize)]
struct Probe {
    format: u64,
}

#[cfg(test)]
mod tests;
