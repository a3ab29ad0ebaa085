//! What is being erased, as one line of JSON: kept from the first step to the last, so that what was
//! broken off is completed, and deleted then.

use serde::{Deserialize, Serialize};

use crate::model::erasure::{Erasure, Part};
use crate::model::moment::Moment;
use crate::model::visit::VisitId;

/// The format that is written, and the newest that is read.
const FORMAT: u64 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    format: u64,
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    auditor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stand_in: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    visit: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    parts: Vec<String>,
    #[serde(default)]
    with_evidence: bool,
}

/// The line, with its line feed.
pub fn erasure_json(erasure: &Erasure, at: Moment) -> String {
    let mut raw = Raw {
        format: FORMAT,
        at: at.to_string(),
        auditor: None,
        stand_in: None,
        visit: None,
        parts: Vec::new(),
        with_evidence: false,
    };
    match erasure {
        Erasure::Auditor { code, stand_in } => {
            raw.auditor = Some(code.clone());
            raw.stand_in = Some(stand_in.clone());
        }
        Erasure::Words {
            visit,
            parts,
            with_evidence,
        } => {
            raw.visit = Some(visit.to_string());
            raw.parts = parts.iter().map(ToString::to_string).collect();
            raw.with_evidence = *with_evidence;
        }
    }
    serde_json::to_string(&raw).expect("a line is made of texts and a number") + "\n"
}

/// Reads the line, or says what is wrong with it.
pub fn read_erasure_json(bytes: &[u8]) -> Result<(Erasure, Moment), String> {
    let raw: Raw = serde_json::from_slice(bytes)
        .map_err(|error| format!("it does not say what is being erased: {error}"))?;
    if raw.format > FORMAT {
        return Err("written by a newer version of this program: get the newer version".into());
    }
    let at = Moment::from_record(&raw.at).ok_or("`at` is no time")?;
    let erasure = match (raw.auditor, raw.stand_in, raw.visit) {
        (Some(code), Some(stand_in), None) => Erasure::Auditor { code, stand_in },
        (None, None, Some(visit)) => Erasure::Words {
            visit: VisitId::new(&visit).ok_or(format!("`{visit}` is no visit id"))?,
            parts: (raw.parts.iter())
                .map(|part| Part::new(part).ok_or(format!("`{part}` is no part of a visit")))
                .collect::<Result<_, _>>()?,
            with_evidence: raw.with_evidence,
        },
        _ => return Err("it names neither an auditor nor a visit".into()),
    };
    Ok((erasure, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_being_erased_reads_back_as_it_was_written() {
        let at = Moment::from_record("2026-11-20T14:05:00-06:00").unwrap();
        let parts = ["warm", "_notes", "_nobody", "_why"];
        for erasure in [
            Erasure::Auditor {
                code: "A \"7\"".into(),
                stand_in: "erased-k3zq".into(),
            },
            Erasure::Words {
                visit: VisitId::new("2026-11-20-city-main-k3zq.b").unwrap(),
                parts: parts.into_iter().filter_map(Part::new).collect(),
                with_evidence: true,
            },
        ] {
            let line = erasure_json(&erasure, at);
            assert_eq!(read_erasure_json(line.as_bytes()), Ok((erasure, at)));
        }
        assert!(read_erasure_json(b"{}").is_err());
    }
}
