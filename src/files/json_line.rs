//! A line of JSON, as journals, seals and actions have one for each thing that happened: its format
//! is looked at before the rest, so that one of a later program is refused for what it is.

use std::fmt;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Why a line is not what it is to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineError {
    /// It is of a newer format than this program knows.
    Newer {
        /// Its format.
        format: u64,
        /// The newest that this program reads.
        known: u64,
    },
    /// It is not one at all, and why.
    Damaged(String),
}

impl fmt::Display for LineError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer { format, known } => write!(
                formatter,
                "written by a newer version of this program (format {format}; this one reads up to {known}): get the newer version"
            ),
            Self::Damaged(why) => formatter.write_str(why),
        }
    }
}

impl std::error::Error for LineError {}

/// Enough of a line of any format to know which one it is.
#[derive(Deserialize)]
struct Probe {
    format: u64,
}

/// Reads a line of format `known` or older; `wrong` is said before what is wrong with it.
pub(super) fn of_json<T: DeserializeOwned>(
    line: &[u8],
    known: u64,
    wrong: &str,
) -> Result<T, LineError> {
    let damaged = |error| LineError::Damaged(format!("{wrong}: {error}"));
    let Probe { format } = serde_json::from_slice(line).map_err(damaged)?;
    if format > known {
        return Err(LineError::Newer { format, known });
    }
    serde_json::from_slice(line).map_err(damaged)
}
