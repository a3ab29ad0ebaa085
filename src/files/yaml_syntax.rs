//! Places that YAML cannot make sense of, explained in ordinary words: most "syntax errors" of people
//! who write texts are a text that wants quotes. Nothing behind such a place is read.

use std::ops::Range;

use serde_yaml::granit_parser::ErrorKind;

use super::yaml_words::{in_quotes, line_end, line_start, shortened, syntax, value};
use crate::diagnostic::{Code, Diagnostic, Span};

/// What the parser had seen when it could not go on.
#[derive(Clone, Default, Debug)]
pub(super) struct Seen {
    /// The last thing that it read.
    pub(super) last: Range<usize>,
    /// The innermost `[` or `{` that is still open.
    pub(super) open: Option<usize>,
    /// The last `[…]` or `{…}` that was closed.
    pub(super) closed: Range<usize>,
}

/// Says what a place is about that YAML cannot make sense of.
pub(super) fn explain(text: &str, kind: &ErrorKind, at: usize, seen: &Seen) -> Diagnostic {
    let at = Span::in_text(text, at..at).start;
    if let Some(tab) = tab_of_indentation(text, kind, at) {
        return tab;
    }
    let is_flow = seen.open.is_some();
    match kind {
        ErrorKind::InvalidBlockScalarHeader
        | ErrorKind::MissingAnchorOrAliasName
        | ErrorKind::UnexpectedCharacter { .. }
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::MappingKeyNotAllowed => begins_with(text, value(text, at, is_flow)),
        ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => quotes(text, kind, at, seen),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => backslash(text, at),
        ErrorKind::ExpectedBlockMappingKey
            if seen.closed.end > 0 && is_just_before(text, &seen.closed, at) =>
        {
            begins_with(text, seen.closed.start..line_end(text, at))
        }
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
            if text[at..].starts_with(':')
                && (!is_flow || !text[seen.last.start.min(at)..at].contains('\n')) =>
        {
            colon(text, at, seen)
        }
        ErrorKind::InvalidColonPlacement
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofImplicitFlowMapping => bracket(text, at, seen),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            let message = format!("the `{open}` that opens here is closed by a `{close}`");
            let right = if *open == '[' { ']' } else { '}' };
            syntax(text, at..at + 1, message).advise(format!("close it with `{right}`"))
        }
        ErrorKind::MisplacedFlowCollectionEnd => {
            let letter = &text[at..at + text[at..].chars().next().map_or(0, char::len_utf8)];
            syntax(
                text,
                at..at + letter.len(),
                format!("this `{letter}` closes nothing"),
            )
            .advise("delete it; where it is part of a text, put the text in double quotes")
        }
        ErrorKind::SimpleKeyExpected => no_key(text, at),
        ErrorKind::ExpectedDocumentStart => {
            let directive = text.lines().position(|line| line.starts_with('%'));
            let lines = text
                .split_inclusive('\n')
                .take(directive.unwrap_or_default());
            begins_with(text, value(text, lines.map(str::len).sum(), false))
        }
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation
        | ErrorKind::InvalidBlockScalarIndent => indentation(text, kind, at),
        ErrorKind::RecursionLimitExceeded => Diagnostic::new(
            Code::TooDeep,
            Some(Span::in_text(text, at..at + 1)),
            "nested far too deep",
        ),
        other => {
            let message = format!("YAML cannot make sense of this place ({other})");
            syntax(text, at..line_end(text, at), message)
                .advise("where this is a text, put it in double quotes")
        }
    }
}

fn no_key(text: &str, at: usize) -> Diagnostic {
    let line = at..line_end(text, at);
    match text[line.clone()].split_once(':') {
        Some((key, _)) if !key.contains(' ') => no_blank(text, at..at + key.len() + 1),
        _ => syntax(text, line, "there is no `key:` in this line").advise(
            "write a key, a colon and a blank in front; a line that goes on with the text above is indented deeper than its key",
        ),
    }
}

fn no_blank(text: &str, range: Range<usize>) -> Diagnostic {
    let message = format!(
        "there is no blank behind `{}`",
        shortened(&text[range.clone()])
    );
    syntax(text, range, message).advise("put a blank behind the colon")
}

fn begins_with(text: &str, range: Range<usize>) -> Diagnostic {
    let found = &text[range.clone()];
    let sign: String = found.chars().take(1).collect();
    let sign = if sign == "`" {
        "a backtick".into()
    } else {
        format!("`{sign}`")
    };
    let advice = match sign.as_str() {
        "`-`" => format!("{}; a list begins on the next line", in_quotes(found)),
        _ => in_quotes(found),
    };
    Diagnostic::new(
        Code::NeedsQuotes,
        Some(Span::in_text(text, range)),
        format!("a text that begins with {sign} means something else in YAML"),
    )
    .advise(advice)
}

fn quotes(text: &str, kind: &ErrorKind, at: usize, seen: &Seen) -> Diagnostic {
    let before = seen.last.end.min(at)..at;
    let start = text[before.clone()]
        .find(['"', '\''])
        .map_or(at, |found| before.start + found);
    let is_trailing = matches!(
        kind,
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar
    );
    let range = value(text, start, seen.open.is_some());
    let is_single = text[start..].starts_with('\'');
    let found = &text[range.clone()];
    let message = match (is_trailing, is_single) {
        (true, true) => {
            "the text in quotes ends before the line does: a text that begins with `'` means something else in YAML"
        }
        (true, false) => "the text in quotes ends before the line does",
        (false, true) => "the quote `'` that opens here is never closed",
        (false, false) => "the quote `\"` that opens here is never closed",
    };
    let diagnostic = Diagnostic::new(Code::NeedsQuotes, Some(Span::in_text(text, range)), message);
    match (is_trailing, is_single) {
        (false, false) => diagnostic.advise("close it with `\"` at the end of the text"),
        _ => diagnostic.advise(in_quotes(found)),
    }
}

fn backslash(text: &str, at: usize) -> Diagnostic {
    let end = line_end(text, at);
    let start = text[at..end].find('\\').map_or(at, |found| at + found);
    syntax(
        text,
        start..(start + 2).min(end.max(start)),
        "a backslash inside double quotes means something else in YAML",
    )
    .advise("put this text in single quotes, or write each backslash twice: `\\\\`")
}

fn colon(text: &str, at: usize, seen: &Seen) -> Diagnostic {
    let (first_line, last_line) = (line_start(text, seen.last.start), line_start(text, at));
    if first_line == last_line {
        let range = value(text, seen.last.start, seen.open.is_some());
        let range = range.start..range.end.max(at + 1);
        let mut advice = in_quotes(&text[range.clone()]);
        if seen.open.is_some() {
            advice.push_str("; or put a comma between two entries");
        }
        let message = "a text that holds `: ` means something else in YAML";
        return Diagnostic::new(Code::NeedsQuotes, Some(Span::in_text(text, range)), message)
            .advise(advice);
    }
    // The text before has swallowed this line: a key without its blank or colon, or a key that is
    // indented deeper than its neighbours.
    let before = &text[seen.last.start..line_end(text, seen.last.start)];
    let is_key_of_line = text[line_start(text, seen.last.start)..seen.last.start]
        .trim_matches([' ', '-'])
        .is_empty();
    if is_key_of_line {
        let start = seen.last.start;
        if let Some((key, _)) = before.split_once(':') {
            return no_blank(text, start..start + key.len() + 1);
        }
        let message = format!("there is no colon behind `{}`", shortened(before));
        return syntax(text, start..start + before.len(), message)
            .advise("write a key, a colon and a blank");
    }
    let start = last_line + (text[last_line..at].len() - text[last_line..at].trim_start().len());
    let key = &text[start..at];
    let message = format!(
        "`{}:` is indented deeper than the key above, which has a text already",
        shortened(key)
    );
    syntax(text, start..at + 1, message)
        .label(Span::in_text(text, seen.last.start..line_end(text, seen.last.start)), "that text")
        .advise("begin it in the same column as the key above; where it belongs to the text, put the whole text in double quotes")
}

fn bracket(text: &str, at: usize, seen: &Seen) -> Diagnostic {
    let Some(open) = seen.open else {
        return syntax(
            text,
            at..line_end(text, at),
            "a bracket is missing here or too many",
        );
    };
    let sign = &text[open..=open];
    let closing = if sign == "[" { "]" } else { "}" };
    let is_same_line = line_start(text, open) == line_start(text, at);
    if is_same_line && at < text.len() && !text[at..].starts_with('\n') {
        let found = &text[at..at + text[at..].chars().next().map_or(0, char::len_utf8)];
        let message =
            format!("inside `{sign}…{closing}` this `{found}` means something else in YAML");
        let before = value(text, seen.last.start, true);
        return Diagnostic::new(
            Code::NeedsQuotes,
            Some(Span::in_text(text, at..at + found.len())),
            message,
        )
        .label(Span::in_text(text, before), "the text before it")
        .advise("put the text in double quotes, or a comma between two texts");
    }
    let message = format!("the `{sign}` that opens here is never closed");
    syntax(text, open..open + 1, message)
        .label(Span::in_text(text, at..at + 1), "YAML got lost here")
        .advise(format!(
            "close it with `{closing}` at its end, and put a comma between two entries"
        ))
}

fn indentation(text: &str, kind: &ErrorKind, at: usize) -> Diagnostic {
    let range = at..line_end(text, at);
    let is_item = text[line_start(text, at)..].trim_start().starts_with("- ");
    let (message, advice) = match kind {
        ErrorKind::ExpectedBlockSequenceEntry => (
            "a list goes on here, but this line does not begin with `- `",
            "begin it with `- `, or in the column of the key that it belongs beside",
        ),
        _ if is_item => (
            "a list item stands here among keys",
            "put a key above the list, or indent the list below its key",
        ),
        _ => (
            "this line does not begin in the column of any key above",
            "begin it in the same column as the keys that it belongs beside",
        ),
    };
    syntax(text, range, message).advise(advice)
}

fn tab_of_indentation(text: &str, kind: &ErrorKind, at: usize) -> Option<Diagnostic> {
    let is_about_tabs = matches!(
        kind,
        ErrorKind::TabInPlainScalar
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabNotAllowed
            | ErrorKind::TabAtBlockScalarStart
    );
    let first = line_start(text, at);
    let mut start = first;
    for (n, line) in text[first..].split_inclusive('\n').enumerate() {
        let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
        let is_this = n == 0 || is_about_tabs;
        if let Some(tab) = line[..blank].find('\t').filter(|_| is_this) {
            let range = start + tab..start + blank;
            return Some(
                Diagnostic::new(
                    Code::Tab,
                    Some(Span::in_text(text, range)),
                    "this line is indented with a tab, and YAML wants blanks",
                )
                .advise("replace each tab at the beginning of a line by two blanks"),
            );
        }
        if n > 0 && !is_about_tabs {
            break;
        }
        start += line.len();
    }
    is_about_tabs.then(|| {
        Diagnostic::new(
            Code::Tab,
            Some(Span::in_text(text, at..line_end(text, at))),
            "there is a tab here that YAML does not allow",
        )
        .advise("replace it by blanks")
    })
}

fn is_just_before(text: &str, range: &Range<usize>, at: usize) -> bool {
    range.end <= at
        && text[range.end..at]
            .chars()
            .all(|letter| letter == ' ' || letter == '\t')
}

#[cfg(test)]
#[path = "yaml_syntax_tests.rs"]
mod tests;
