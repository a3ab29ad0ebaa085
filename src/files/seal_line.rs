//! A seal and its one line of JSON. Each line holds the seal of the line before it, and its own is
//! the SHA-256 of the rest of the line, byte for byte: what anybody can check with common tools.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::json_line::{LineError, of_json};
use crate::model::id::sha256;
use crate::model::visit::VisitId;

/// The format that is written, and the newest that is read.
pub const FORMAT: u64 = 1;

/// What a line of a device's seals says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sealing {
    /// A visit was put away, with these hashes.
    Finished {
        /// SHA-256 of its CSV.
        csv: String,
        /// SHA-256 of its journal; empty where it never had one.
        journal: String,
        /// SHA-256 of each file of its evidence, by the first 16 digits of that of its path below the
        /// evidence folder; older seals have the path itself.
        evidence: BTreeMap<String, String>,
        /// When words of it were erased, as RFC 3339, where they were: what was sealed before is not it.
        erased: Option<String>,
    },
    /// A visit was discarded.
    Discarded {
        /// When, as RFC 3339.
        at: String,
    },
}

/// A seal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seal {
    /// From 1 on, for each device.
    pub count: u64,
    /// The visit.
    pub visit: VisitId,
    /// What is said of it.
    pub sealing: Sealing,
    /// The seal before it; empty for the first.
    pub previous: String,
    /// Its own.
    pub seal: String,
    /// False when the line was changed: the seal is not that of the rest of it.
    pub is_whole: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    format: u64,
    count: u64,
    visit: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    csv: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    journal: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    erased: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    discarded: Option<String>,
    previous: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    seal: Option<String>,
}

impl Seal {
    /// Makes the seal that follows `previous` (a count and a seal), or the first one.
    pub fn after(previous: Option<&Self>, visit: VisitId, sealing: Sealing) -> Self {
        let mut seal = Self {
            count: previous.map_or(1, |previous| previous.count + 1),
            visit,
            sealing,
            previous: previous.map_or_else(String::new, |previous| previous.seal.clone()),
            seal: String::new(),
            is_whole: true,
        };
        seal.seal = sha256(seal.rest().as_bytes());
        seal
    }

    /// The line, with its line feed.
    pub fn line(&self) -> String {
        let rest = self.rest();
        let open = rest.strip_suffix('}').expect("an object ends so");
        format!("{open},\"seal\":\"{}\"}}\n", self.seal)
    }

    /// Reads a line, with or without its line feed. The seal is taken as it stands:
    /// [`Seal::is_whole`] says whether it fits, byte for byte.
    pub fn parse(line: &str) -> Result<Self, LineError> {
        let raw: Raw = of_json(line.as_bytes(), FORMAT, "not a seal")?;
        let sealing = match (raw.csv, raw.journal, raw.evidence, raw.discarded) {
            (Some(csv), Some(journal), Some(evidence), None) => Sealing::Finished {
                csv,
                journal,
                evidence,
                erased: raw.erased,
            },
            (None, None, None, Some(at)) if raw.erased.is_none() => Sealing::Discarded { at },
            _ => {
                let why = "not a seal: it neither names the files nor says `discarded`";
                return Err(LineError::Damaged(why.into()));
            }
        };
        let missing = || LineError::Damaged("not a seal: `seal` is missing".into());
        let seal = raw.seal.ok_or_else(missing)?;
        let tail = format!(",\"seal\":\"{seal}\"}}");
        let rest = line.strip_suffix('\n').unwrap_or(line).strip_suffix(&tail);
        Ok(Self {
            is_whole: rest.is_some_and(|rest| sha256(format!("{rest}}}").as_bytes()) == seal),
            count: raw.count,
            visit: VisitId::new(&raw.visit)
                .ok_or_else(|| LineError::Damaged(format!("`{}` is no visit id", raw.visit)))?,
            sealing,
            previous: raw.previous,
            seal,
        })
    }

    /// True when it is the one behind `previous`, or the first.
    pub fn follows(&self, previous: Option<&Self>) -> bool {
        let (count, seal) = previous.map_or((0, ""), |previous| (previous.count, &previous.seal));
        self.count == count + 1 && self.previous == seal
    }

    /// True where it says that words of the visit were erased.
    pub fn is_erased(&self) -> bool {
        matches!(
            &self.sealing,
            Sealing::Finished {
                erased: Some(_),
                ..
            }
        )
    }

    fn rest(&self) -> String {
        let mut raw = Raw {
            format: FORMAT,
            count: self.count,
            visit: self.visit.to_string(),
            csv: None,
            journal: None,
            evidence: None,
            erased: None,
            discarded: None,
            previous: self.previous.clone(),
            seal: None,
        };
        match &self.sealing {
            Sealing::Finished {
                csv,
                journal,
                evidence,
                erased,
            } => {
                raw.csv = Some(csv.clone());
                raw.journal = Some(journal.clone());
                raw.evidence = Some(evidence.clone());
                raw.erased.clone_from(erased);
            }
            Sealing::Discarded { at } => raw.discarded = Some(at.clone()),
        }
        serde_json::to_string(&raw).expect("a seal is made of texts and numbers")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(previous: Option<&Seal>) -> Seal {
        let visit = VisitId::new("2026-11-20-city-main-k3zq").unwrap();
        let sealing = Sealing::Finished {
            csv: sha256(b"csv"),
            journal: sha256(b"journal"),
            evidence: BTreeMap::from([("a/b \"c\".jpg".into(), sha256(b"photo"))]),
            erased: previous.map(|_| "2026-11-21T09:00:00+00:00".into()),
        };
        Seal::after(previous, visit, sealing)
    }

    #[test]
    fn seals_read_back_and_hang_together() {
        let first = sealed(None);
        let tombstone = Sealing::Discarded {
            at: "2026-11-21T09:00:00+00:00".into(),
        };
        let second = Seal::after(Some(&first), first.visit.clone(), tombstone);
        let third = sealed(Some(&second));
        assert!(third.is_erased() && !first.is_erased());
        for (seal, previous) in [
            (&first, None),
            (&second, Some(&first)),
            (&third, Some(&second)),
        ] {
            let read = Seal::parse(&seal.line()).unwrap();
            assert_eq!(read, *seal);
            assert!(read.is_whole && read.follows(previous));
        }
        assert!(!second.follows(None));
    }

    #[test]
    fn a_seal_follows_by_its_number_and_by_the_seal_before() {
        let first = sealed(None);
        let second = sealed(Some(&first));
        let of_another_run = Seal::after(
            None,
            VisitId::new("2026-11-21-city-main-aaaa").unwrap(),
            first.sealing.clone(),
        );
        // Its number is the next, and the seal before it another.
        assert!(!second.follows(Some(&of_another_run)));
        // The seal before it is the right one, and its number is not the next.
        let skipped = Seal {
            count: 3,
            ..second.clone()
        };
        assert!(!skipped.follows(Some(&first)));
        assert!(second.follows(Some(&first)));
    }

    #[test]
    fn a_seal_is_the_hash_of_the_line_without_it() {
        let line = sealed(None).line();
        let at = line.find(",\"seal\":").unwrap();
        let rest = format!("{}}}", &line[..at]);
        assert!(line.contains(&sha256(rest.as_bytes())));
    }

    #[test]
    fn any_changed_byte_shows() {
        let line = sealed(None).line();
        for at in 0..line.len() {
            let mut bytes = line.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(text) = String::from_utf8(bytes) else {
                continue;
            };
            let is_same = text == line;
            let is_trusted = Seal::parse(&text).is_ok_and(|seal| seal.is_whole);
            assert!(is_same || !is_trusted, "{text}");
        }
    }

    #[test]
    fn newer_seals_are_refused_with_the_reason() {
        let error = Seal::parse(r#"{"format":2,"anything":1}"#).unwrap_err();
        assert_eq!(
            error,
            LineError::Newer {
                format: 2,
                known: FORMAT
            }
        );
    }
}
