//! Replaces the codes of auditors in a text.

use std::collections::BTreeMap;

/// The text with each code that stands in it as whole words replaced by what it is to be.
pub(super) fn replaced(text: &str, codes: &BTreeMap<String, String>) -> String {
    let is_end = |letter: Option<char>| letter.is_none_or(|it| !it.is_alphanumeric());
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let begins = is_end(text[..text.len() - rest.len()].chars().next_back());
        let is_here = |code: &str| {
            let same = rest.get(..code.len());
            same.is_some_and(|same| same.eq_ignore_ascii_case(code))
                && is_end(rest[code.len()..].chars().next())
        };
        let fitting = codes
            .iter()
            .filter(|(code, _)| begins && !code.is_empty() && is_here(code));
        let taken = if let Some((code, instead)) = fitting.max_by_key(|(code, _)| code.len()) {
            clean.push_str(instead);
            code.len()
        } else {
            clean.push(letter);
            letter.len_utf8()
        };
        rest = &rest[taken..];
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_replaced_as_whole_words() {
        let codes = [("b", "auditor-1"), ("b 7", "auditor-2")];
        let codes = codes.map(|(code, instead)| (code.to_owned(), instead.to_owned()));
        let codes = BTreeMap::from(codes);
        let who = "B, b 7, desk b; ab bé";
        assert_eq!(
            replaced(who, &codes),
            "auditor-1, auditor-2, desk auditor-1; ab bé"
        );
    }
}
