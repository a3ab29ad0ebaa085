//! A page of YAML, line by line: keys with their values, texts in one or several languages, folded
//! where they are long.

use super::yaml_scalar::{is_printable, scalar};
use crate::model::standard::Standard;
use crate::model::text::Text;

/// Longer texts are folded over several lines.
const LONG_TEXT: usize = 80;

/// A page that is being written, of a standard in its languages.
pub(super) struct Page<'s> {
    /// What is written so far.
    pub(super) text: String,
    /// The standard.
    pub(super) standard: &'s Standard,
}

impl Page<'_> {
    /// Writes a line.
    pub(super) fn line(&mut self, indent: usize, line: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Writes a key with a value that is YAML already.
    pub(super) fn key(&mut self, indent: usize, key: &str, value: &str) {
        self.line(indent, &format!("{key}: {value}"));
    }

    /// Writes a text, a line for each language where there are several.
    pub(super) fn text(&mut self, indent: usize, key: &str, text: &Text) {
        if text.all().count() == 1 {
            self.one_text(indent, key, text.first());
            return;
        }
        self.line(indent, &format!("{key}:"));
        for language in &self.standard.languages {
            self.one_text(indent + 2, language.as_str(), text.in_language(language));
        }
    }

    /// As [`Page::text`], where there is one.
    pub(super) fn maybe(&mut self, indent: usize, key: &str, text: Option<&Text>) {
        if let Some(text) = text {
            self.text(indent, key, text);
        }
    }

    fn one_text(&mut self, indent: usize, key: &str, text: &str) {
        let words: Vec<&str> = text.split(' ').collect();
        let is_foldable = text.chars().count() > LONG_TEXT
            && words.iter().all(|word| !word.is_empty())
            && text
                .chars()
                .all(|letter| letter == ' ' || is_printable(letter));
        if !is_foldable {
            self.key(indent, key, &scalar(text));
            return;
        }
        self.line(indent, &format!("{key}: >-"));
        let mut line = String::new();
        for word in words {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > LONG_TEXT {
                self.line(indent + 2, &line);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.line(indent + 2, &line);
    }
}
