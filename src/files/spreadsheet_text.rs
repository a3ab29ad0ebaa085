//! Texts that a spreadsheet would run as formulae, made harmless and read back.
//! A text that begins with a sign of a formula, apostrophes before it or not, is written with one
//! more apostrophe in front, and loses one when read; so whatever it held comes back as it was.

use std::borrow::Cow;

/// Gives a text as it is written into a cell: one more `'` where a spreadsheet would run it.
pub fn guard(text: &str) -> Cow<'_, str> {
    if begins_as_formula(text.trim_start_matches('\'')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Gives back the text of a cell that [`guard`] wrote.
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if begins_as_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// True where the first character starts a formula in some spreadsheet, full-width signs among them.
fn begins_as_formula(text: &str) -> bool {
    text.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠',
    ])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, written: &str) {
        assert_eq!(guard(text), written);
        assert_eq!(unguard(written), text);
    }

    #[test]
    fn formulae_get_an_apostrophe_and_lose_it_again() {
        check("=1+1", "'=1+1");
        check("+49 30 1234", "'+49 30 1234");
        check("-5", "'-5");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "'\t=1");
        check("\r=1", "'\r=1");
        check("\n=1", "'\n=1");
        check("\0=1", "'\0=1");
        check("＝1", "'＝1");
        check("'=1", "''=1");
        check("''=1", "'''=1");
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in ["", "'", "''", "plain", "'tis so", " =1", "1=1", "é", "日本"] {
            check(text, text);
        }
        // Only what was guarded loses an apostrophe.
        assert_eq!(unguard("=1"), "=1");
        assert_eq!(unguard("'plain"), "'plain");
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "['=+@\\-\t\r\n\0＝＋－＠a]{0,6}|\\PC*") {
            let written = guard(&text);
            prop_assert_eq!(unguard(&written), &text);
            prop_assert!(!begins_as_formula(&written));
        }
    }
}
