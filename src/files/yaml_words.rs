//! What YAML makes of ordinary text, answered in ordinary words, where the file goes on all the same.
//! Words only; `yaml_tree` finds the places.

use std::ops::Range;

use super::yaml::Key;
use crate::diagnostic::{Code, Diagnostic, Span};

/// An alias, or a text that begins with `*`.
pub(super) fn alias(text: &str, span: Span) -> Diagnostic {
    reserved(text, span, Code::Alias, "an alias")
}

/// An anchor, or a text that begins with `&`.
pub(super) fn anchor(text: &str, span: Span) -> Diagnostic {
    reserved(text, span, Code::Alias, "an anchor")
}

/// A tag, or a text that begins with `!`.
pub(super) fn tag(text: &str, span: Span) -> Diagnostic {
    reserved(text, span, Code::NeedsQuotes, "a tag")
}

/// A merge key.
pub(super) fn merge_key(span: Span) -> Diagnostic {
    let message = "`<<` is a merge key, and they are not used here";
    Diagnostic::new(Code::Alias, Some(span), message).advise("write the keys out")
}

fn reserved(text: &str, span: Span, code: Code, what: &str) -> Diagnostic {
    let word = &text[span.start..span.end];
    let sign = word.get(..1).unwrap_or_default();
    let message = format!(
        "`{}` begins with `{sign}`, which makes it {what}, and they are not used here",
        shortened(word)
    );
    let whole = value(text, span.start, is_in_flow(text, span.start));
    Diagnostic::new(code, Some(span), message).advise(in_quotes(&text[whole]))
}

/// A plain text in curly quotes: a word processor has been at work.
pub(super) fn curly(plain: &str, span: Span, is_in_flow: bool) -> Option<Diagnostic> {
    const DOUBLE: [char; 4] = ['“', '”', '„', '‟'];
    const SINGLE: [char; 4] = ['‘', '’', '‚', '‛'];
    let mut letters = plain.chars();
    let (first, last) = (letters.next()?, letters.next_back());
    let kind = [DOUBLE, SINGLE]
        .into_iter()
        .find(|kind| kind.contains(&first))?;
    let is_closed = last.is_some_and(|last| kind.contains(&last));
    let is_one_pair = is_closed && !letters.as_str().contains(kind);
    // Cut at a comma that the curly quotes were meant to hold together.
    let is_cut = is_in_flow && kind == DOUBLE && !plain[first.len_utf8()..].contains(kind);
    (is_one_pair || is_cut).then(|| {
        let inner: String = letters.as_str().into();
        let advice = if is_one_pair {
            in_quotes(&inner)
        } else {
            "type straight quotes, `\"`, before and behind the text".into()
        };
        Diagnostic::new(
            Code::CurlyQuotes,
            Some(span),
            "curly quotes do not hold a text together; they would be shown as part of it",
        )
        .advise(advice)
    })
}

/// A plain text, or nothing, that ends where ` #` begins with no blank behind the `#`.
pub(super) fn cut(text: &str, span: Span) -> Option<Diagnostic> {
    let rest = &text[span.end..];
    let comment = rest.trim_start_matches([' ', '\t', ':', '-']);
    let is_apart = comment.len() < rest.len();
    // Asked of every text: nothing here may look at the whole line before it is known to matter.
    if !is_apart || !comment.starts_with('#') {
        return None;
    }
    let line = &rest[..rest.len() - comment.len() + line_end(comment, 0)];
    let comment = &line[rest.len() - comment.len()..];
    let behind = comment.trim_start_matches('#');
    let is_meant = behind.starts_with(|next: char| !next.is_whitespace());
    is_meant.then(|| {
        let start = span.end + (line.len() - comment.len());
        let end = start + comment.trim_end().len();
        let kept = text[span.start..span.end].trim();
        let whole = &text[span.start..end];
        let way_out = if kept.is_empty() {
            in_quotes(comment)
        } else {
            in_quotes(whole)
        };
        Diagnostic::new(
            Code::CutText,
            Some(Span::in_text(text, start..end)),
            "the text is cut here: an unquoted `#` behind a blank begins a comment",
        )
        .advise(format!("{way_out}; a comment has a blank behind its `#`"))
    })
}

/// A list or keys in the place of a key.
pub(super) fn odd_key(text: &str, span: Span) -> Diagnostic {
    let range = value(text, span.start, true);
    syntax(text, range, "a key is a word, not a list or keys")
        .advise("where this is a text, put it in double quotes")
}

/// A word alone between commas inside `{…}`.
pub(super) fn comma(text: &str, key: &Key, before: Option<(&Key, Span)>) -> Diagnostic {
    let alone = format!("`{}` stands alone", shortened(&key.text));
    let new = |message: String| Diagnostic::new(Code::NeedsQuotes, Some(key.span), message);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match before {
        Some((_, value)) if is_number(&text[value.start..value.end]) && is_number(&key.text) => {
            let (whole, part) = (&text[value.start..value.end], &key.text);
            let span = Span {
                end: key.span.end,
                ..value
            };
            let message = format!("`{whole},{part}` is no number here");
            Diagnostic::new(Code::WrongValue, Some(span), message)
                .advise(format!("write it with a dot: `{whole}.{part}`"))
        }
        Some((owner, value)) if value.end > value.start => {
            let whole = text[value.start..key.span.end].trim();
            new(format!(
                "{alone}: a comma inside `{{…}}` ends a text and begins a new key"
            ))
            .label(
                value,
                format!("the text of `{}` ends here", shortened(&owner.text)),
            )
            .advise(in_quotes(whole))
        }
        _ => new(format!(
            "{alone} inside `{{…}}`, where a key, a colon and a value are wanted"
        ))
        .advise("write `key: value`, or put the text in double quotes"),
    }
}

/// Advice to put a text in double quotes, spelt out where it is short.
pub(super) fn in_quotes(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 60 || text.contains('\n') {
        return "put this text in double quotes".into();
    }
    if text.contains('"') && !text.contains('\'') {
        return format!("put this text in single quotes, for it holds double ones: '{text}'");
    }
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("put this text in double quotes: \"{escaped}\"")
}

pub(super) fn syntax(text: &str, range: Range<usize>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::Syntax, Some(Span::in_text(text, range)), message)
}

/// The text that begins at a place: to the end of its line, or inside brackets to their next sign.
pub(super) fn value(text: &str, start: usize, is_flow: bool) -> Range<usize> {
    let line = &text[start..line_end(text, start)];
    let end = if is_flow {
        line.char_indices()
            .skip(1)
            .find(|(_, letter)| matches!(letter, ',' | '}' | ']'))
            .map_or(line.len(), |(at, _)| at)
    } else {
        line.find(" #").unwrap_or(line.len())
    };
    start..start + line[..end].trim_end().len()
}

/// A guess good enough for advice: there is an open bracket before the place on its line.
fn is_in_flow(text: &str, at: usize) -> bool {
    let before = &text[line_start(text, at)..at];
    before.matches(['{', '[']).count() > before.matches(['}', ']']).count()
}

pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |found| found + 1)
}

pub(super) fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |found| at + found)
}

pub(super) fn shortened(text: &str) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(40).collect();
    if letters.next().is_some() {
        format!("{start}…")
    } else {
        start
    }
}
