//! Texts in one or several languages, and how any text is made safe to show.

use std::borrow::Cow;
use std::fmt;

/// A language by its code: two or three letters, with an optional region (`en`, `pt-BR`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Language(Box<str>);

impl Language {
    /// Gives the language, or `None` where the code has not the form of one.
    pub fn new(code: &str) -> Option<Self> {
        let mut parts = code.split('-');
        let language = parts.next()?;
        let is_language = (2..=3).contains(&language.len())
            && language.bytes().all(|byte| byte.is_ascii_lowercase());
        let are_subtags = parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        (is_language && are_subtags).then(|| Self(code.into()))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Language {
    fn default() -> Self {
        Self("en".into())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// A text in each language of its standard, the standard's first language first; never empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    first: String,
    others: Vec<(Language, String)>,
}

impl Text {
    /// A text that is the same in every language.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            first: text.into(),
            others: Vec::new(),
        }
    }

    /// A text in the standard's first language and in others.
    pub fn translated(first: String, others: Vec<(Language, String)>) -> Self {
        Self { first, others }
    }

    /// The text in `language`, or in the standard's first one where it has no other.
    pub fn in_language(&self, language: &Language) -> &str {
        self.others
            .iter()
            .find(|(code, _)| code == language)
            .map_or(&self.first, |(_, text)| text)
    }

    /// The text in the standard's first language.
    pub fn first(&self) -> &str {
        &self.first
    }

    /// The text in every language it has, the first one first.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.first.as_str())
            .chain(self.others.iter().map(|(_, text)| text.as_str()))
    }
}

/// True for characters that could change how a terminal shows what stands around them:
/// controls (but for line feed), bidirectional overrides and isolates, and invisible marks.
pub fn is_unsafe_to_show(letter: char) -> bool {
    matches!(letter,
        '\u{0}'..='\u{9}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Gives a text with nothing in it that a terminal would obey: control pictures for C0 (`␛`),
/// `\u{202e}` and the like for the rest. A tab becomes a space; a line feed stays.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe_to_show) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '\t' => shown.push(' '),
            '\u{0}'..='\u{1f}' if letter != '\n' => {
                shown.extend(char::from_u32(u32::from(letter) + 0x2400));
            }
            '\u{7f}' => shown.push('␡'),
            _ if is_unsafe_to_show(letter) => shown.extend(letter.escape_unicode()),
            _ => shown.push(letter),
        }
    }
    Cow::Owned(shown)
}

/// As [`visible`], on one line: line feeds become spaces.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    let shown = visible(text);
    if shown.contains('\n') {
        Cow::Owned(shown.replace('\n', " "))
    } else {
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_shown_can_steer_a_terminal() {
        assert_eq!(visible("plain é 日本\n"), "plain é 日本\n");
        assert_eq!(visible("\u{1b}[2J\u{7}"), "␛[2J␇");
        assert_eq!(visible("\u{9b}31m"), "\\u{9b}31m");
        assert_eq!(visible("A\u{202e}B"), "A\\u{202e}B");
        assert_eq!(visible("\rPASS"), "␍PASS");
        assert_eq!(visible_line("a\nb\tc"), "a b c");
    }

    #[test]
    fn texts_fall_back_to_the_first_language() {
        let french = Language::new("fr").unwrap();
        let text = Text::translated("Welcome".into(), vec![(french.clone(), "Accueil".into())]);
        assert_eq!(text.in_language(&french), "Accueil");
        assert_eq!(text.in_language(&Language::new("de").unwrap()), "Welcome");
        assert!(Language::new("EN").is_none());
        assert!(Language::new("pt-BR").is_some());
    }
}
