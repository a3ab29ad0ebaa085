//! Ids and the one rule by which they are made from names; fingerprints of standards.

use std::fmt;

use sha2::{Digest, Sha256};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longest id, in bytes.
pub const MAX_ID: usize = 64;

/// An id: `^[a-z][a-z0-9_-]{0,63}$`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Box<str>);

impl Id {
    /// Gives the id, or `None` when `text` does not match the rule.
    pub fn new(text: &str) -> Option<Self> {
        let mut bytes = text.bytes();
        let starts_well = bytes.next().is_some_and(|first| first.is_ascii_lowercase());
        let goes_on_well = bytes.all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-'
        });
        (starts_well && goes_on_well && text.len() <= MAX_ID).then(|| Self(text.into()))
    }

    /// Makes the id of a text by the slug rule, joined with `_`.
    pub fn from_text(text: &str) -> Self {
        Self(slug(text, '_', MAX_ID).into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same id with a number behind, still within the length; for a second one alike.
    pub fn numbered(&self, number: usize) -> Self {
        let tail = format!("_{number}");
        let keep = self.0.len().min(MAX_ID - tail.len());
        Self(format!("{}{tail}", &self.0[..keep]).into())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Id({})", self.0)
    }
}

/// Makes a slug: decomposed, marks dropped, lower case, each run of anything but `a-z 0-9`
/// becomes one `joint`, ends trimmed, cut to `limit` bytes; a digit in front gets an `o`;
/// `x` where nothing is left.
pub fn slug(text: &str, joint: char, limit: usize) -> String {
    let mut slug = String::new();
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        for lower in letter.to_lowercase() {
            if lower.is_ascii_alphanumeric() {
                slug.push(lower);
            } else if !slug.is_empty() && !slug.ends_with(joint) {
                slug.push(joint);
            }
        }
    }
    if slug.starts_with(|first: char| first.is_ascii_digit()) {
        slug.insert(0, 'o');
    }
    slug.truncate(limit);
    slug.truncate(slug.trim_end_matches(joint).len());
    if slug.is_empty() { "x".into() } else { slug }
}

/// What a standard's bytes come to: `f` and the first 16 hex digits of their SHA-256,
/// without a byte-order mark and with LF line ends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(Box<str>);

impl Fingerprint {
    /// The fingerprint of a standard's file.
    pub fn of(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut hash = Sha256::new();
        for (n, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            if n > 0 {
                hash.update(b"\n");
            }
            let is_last = std::ptr::eq(line.as_ptr_range().end, bytes.as_ptr_range().end);
            let line = if is_last {
                line
            } else {
                line.strip_suffix(b"\r").unwrap_or(line)
            };
            hash.update(line);
        }
        Self(format!("f{}", &hex(&hash.finalize())[..16]).into())
    }

    /// Reads a fingerprint as written by [`Display`](fmt::Display).
    pub fn new(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('f')?;
        let is_hex = digits
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        (digits.len() == 16 && is_hex).then(|| Self(text.into()))
    }

    /// The fingerprint as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// Lower-case hex digits of bytes.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            write!(text, "{byte:02x}").expect("a String takes all that is written");
            text
        })
}

/// The SHA-256 of bytes, in hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(slug(text, '_', MAX_ID), expected);
    }

    #[test]
    fn slugs_follow_the_rule() {
        check(
            "They said when they would ring back",
            "they_said_when_they_would_ring_back",
        );
        check("  Café — Élan!  ", "cafe_elan");
        check("1st try", "o1st_try");
        check("日本", "x");
        check("", "x");
        check("CON", "con");
        check("../../etc/passwd", "etc_passwd");
        assert_eq!(
            slug("Kansas City Pets & More Than Twenty-Four", '-', 24),
            "kansas-city-pets-more-th"
        );
    }

    #[test]
    fn ids_match_the_rule() {
        assert!(Id::new("a").is_some());
        assert!(Id::new("hand_offs-2").is_some());
        for wrong in ["", "A", "1a", "_a", "a b", "é", &"a".repeat(65)] {
            assert!(Id::new(wrong).is_none(), "{wrong:?}");
        }
    }

    #[test]
    fn numbered_ids_stay_ids() {
        let long = Id::new(&"a".repeat(64)).unwrap();
        assert_eq!(long.numbered(2).as_str().len(), 64);
        assert_eq!(Id::from_text("No").numbered(2).as_str(), "no_2");
    }

    #[test]
    fn fingerprints_ignore_mark_and_line_ends() {
        let plain = Fingerprint::of(b"title: A\nitems: {}\n");
        assert_eq!(
            plain,
            Fingerprint::of(b"\xEF\xBB\xBFtitle: A\r\nitems: {}\r\n")
        );
        assert_ne!(plain, Fingerprint::of(b"title: B\nitems: {}\n"));
        // sha256 of "a\n" by coreutils: 87428fc522803d31...
        assert_eq!(Fingerprint::of(b"a\r\n").as_str(), "f87428fc522803d31");
    }
}
