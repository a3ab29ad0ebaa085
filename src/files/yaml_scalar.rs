//! A text as a YAML scalar that reads back as the same text.

use std::fmt::Write;

use crate::model::text::is_unsafe_to_show;

/// True for what a text may show as it is.
pub(super) fn is_printable(letter: char) -> bool {
    !letter.is_control() && !letter.is_whitespace() && !is_unsafe_to_show(letter)
}

/// A text as one YAML scalar on one line: plain where nobody could take it for something else.
pub(super) fn scalar(text: &str) -> String {
    let is_word = |letter: char| letter.is_alphanumeric() || " _-.,?!'/()%".contains(letter);
    let is_plain = text.starts_with(char::is_alphabetic)
        && text.chars().all(is_word)
        && !text.contains("  ")
        && !text.ends_with(' ')
        && !text.eq_ignore_ascii_case("null");
    if is_plain {
        return text.into();
    }
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            ' ' => quoted.push(' '),
            _ if is_printable(letter) => quoted.push(letter),
            _ => write!(quoted, "\\U{:08X}", u32::from(letter))
                .expect("a String takes all that is written"),
        }
    }
    quoted.push('"');
    quoted
}
