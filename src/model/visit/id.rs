//! The id of a visit: safe as a file name everywhere, and it says which contact, which scoring of it
//! and which correction.

use std::fmt;

use super::Name;
use crate::model::answer::whole_number;
use crate::model::id::slug;

/// Longest part of a name in a visit id, in bytes.
const MAX_PART: usize = 24;

/// The id of a visit: `<date>-<organisation>-<site>-<4 base32>`, then `.b`, `.c` … for another
/// auditor's scoring of the same contact, then `.r2`, `.r3` … for a correction.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct VisitId(Box<str>);

impl VisitId {
    /// Makes the id of a new visit; `draw` is four characters of lower-case base32.
    pub fn compose(date: chrono::NaiveDate, organisation: &Name, site: &Name, draw: &str) -> Self {
        let part = |name: &Name| slug(name.as_str(), '-', MAX_PART);
        let date = date.format("%Y-%m-%d");
        Self(format!("{date}-{}-{}-{draw}", part(organisation), part(site)).into())
    }

    /// Gives the id, or `None` where the text could not be one: it is safe as a file name.
    pub fn new(text: &str) -> Option<Self> {
        let (contact, tail) = text.split_once('.').unwrap_or((text, ""));
        let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let date = contact.get(..10)?;
        let is_dated = crate::model::moment::day_of(date).is_some();
        let names = contact.get(10..)?;
        let is_safe = names.starts_with('-') && names.len() > 1 && names.bytes().all(is_word);
        let mut suffixes = if text.contains('.') {
            tail.split('.').collect()
        } else {
            Vec::new()
        };
        if suffixes
            .last()
            .is_some_and(|last| revision_of(last).is_some())
        {
            suffixes.pop();
        }
        if suffixes
            .last()
            .is_some_and(|last| is_letter_of_second(last))
        {
            suffixes.pop();
        }
        (is_dated && is_safe && suffixes.is_empty() && text.len() <= 128).then(|| Self(text.into()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The contact that was scored: without letter and revision.
    pub fn contact(&self) -> &str {
        let end = memchr::memchr(b'.', self.0.as_bytes());
        end.map_or(&self.0, |end| &self.0[..end])
    }

    /// The id without its revision.
    pub fn base(&self) -> Self {
        let base = match self.0.rsplit_once('.') {
            Some((base, last)) if revision_of(last).is_some() => base,
            _ => &self.0,
        };
        Self(base.into())
    }

    /// The revision: 1 for the first, 2 for `.r2`.
    pub fn revision(&self) -> u32 {
        self.0
            .rsplit_once('.')
            .and_then(|(_, last)| revision_of(last))
            .unwrap_or(1)
    }

    /// The letter of a second scoring (`b`, `c` …), or `None` for the first auditor's.
    pub fn second(&self) -> Option<char> {
        let base = self.base();
        base.0.split('.').nth(1)?.chars().next()
    }

    /// The same visit, revision `number` (2 and up).
    pub fn with_revision(&self, number: u32) -> Self {
        Self(format!("{}.r{number}", self.base().0).into())
    }

    /// The scoring of the same contact by another auditor.
    pub fn with_second(&self, letter: char) -> Self {
        Self(format!("{}.{letter}", self.contact()).into())
    }
}

fn revision_of(suffix: &str) -> Option<u32> {
    let digits = suffix.strip_prefix('r')?;
    let number = whole_number(digits)?;
    (number >= 2 && !digits.starts_with('0')).then(|| u32::try_from(number).ok())?
}

fn is_letter_of_second(suffix: &str) -> bool {
    suffix.len() == 1 && suffix.bytes().all(|byte| (b'b'..=b'z').contains(&byte))
}

impl fmt::Display for VisitId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> VisitId {
        VisitId::new(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn visit_ids_are_safe_file_names() {
        let date = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let name = |text| Name::new(text).unwrap();
        let composed = VisitId::compose(date, &name("Café “CON”/.."), &name("日本"), "k3zq");
        assert_eq!(composed.as_str(), "2026-11-20-cafe-con-x-k3zq");
        assert_eq!(id(composed.as_str()), composed);
        for wrong in [
            "../../etc/passwd",
            "CON",
            "a.",
            "2026-11-20",
            "2026-13-01-a-b-cccc",
            "2026-11-20-A-b-cccc",
            "2026-11-20-a-b-cccc.",
            "2026-11-20-a-b-cccc.r1",
            "2026-11-20-a-b-cccc.a",
            "2026-11-20-a-b-cccc.r2.b",
        ] {
            assert!(VisitId::new(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn seconds_and_revisions_hang_on_the_contact() {
        let first = id("2026-11-20-city-main-k3zq");
        let second = first.with_second('b');
        let corrected = second.with_revision(3);
        assert_eq!(corrected.as_str(), "2026-11-20-city-main-k3zq.b.r3");
        assert_eq!(id(corrected.as_str()), corrected);
        assert_eq!((corrected.revision(), corrected.second()), (3, Some('b')));
        assert_eq!((first.revision(), first.second()), (1, None));
        assert_eq!(first.with_revision(2).second(), None);
        assert_eq!(corrected.base(), second);
        assert_eq!(corrected.contact(), first.as_str());
        assert_eq!(
            corrected.with_revision(4).as_str(),
            "2026-11-20-city-main-k3zq.b.r4"
        );
    }
}
