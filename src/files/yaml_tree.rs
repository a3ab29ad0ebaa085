//! Builds the tree of a YAML file from the parser's events. Anchors, aliases and tags are refused
//! here, before anything is expanded; nesting and the number of values are bounded.

use std::borrow::Cow;

use serde_yaml::granit_parser::{Event, Parser, ScalarStyle, Span as RawSpan, StructureStyle};

use super::yaml::{Entry, Key, MOST_LEVELS, Node, Scalar, Value};
use super::yaml_syntax::{Seen, explain};
use super::yaml_words;
use crate::diagnostic::{Code, Diagnostic, Span};

/// Most values in a file: bounds memory, and lies far above what the limits of a standard allow.
pub(super) const MOST_NODES: usize = 250_000;

/// Most complaints about a file as YAML: enough to see what is the matter with it.
const MOST_COMPLAINTS: usize = 100;

/// A collection that is still open.
enum Open {
    List(Span, Vec<Node>, StructureStyle),
    Map(Span, Vec<Entry>, Option<Pending>, StructureStyle),
}

/// A key whose value is still to come.
enum Pending {
    Key(Key),
    /// Already complained about.
    Refused,
}

/// Builds a tree of the parser's events.
pub(super) struct Builder<'a> {
    text: &'a str,
    open: Vec<Open>,
    root: Option<Node>,
    diagnostics: Vec<Diagnostic>,
    n_nodes: usize,
    seen: Seen,
}

/// Nothing behind this place is read.
struct Stop;

impl<'a> Builder<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            open: Vec::new(),
            root: None,
            diagnostics: Vec::new(),
            n_nodes: 0,
            seen: Seen::default(),
        }
    }

    /// Gives the tree, and what is wrong.
    pub(super) fn build(mut self) -> (Option<Node>, Vec<Diagnostic>) {
        let root = self.read();
        (root, self.diagnostics)
    }

    fn read(&mut self) -> Option<Node> {
        let options = serde_yaml::granit_parser::options! {
            emit_unresolved_aliases: true,
            emit_anchor_events: true,
        };
        for next in Parser::new_from_str_with_options(self.text, options) {
            let (event, place) = match next {
                Ok(next) => next,
                Err(error) => {
                    let at = error.marker().byte_offset().unwrap_or(self.text.len());
                    self.seen.open = self.innermost_bracket();
                    let found = explain(self.text, error.kind(), at, &self.seen);
                    self.complain_once_a_line(found);
                    return None;
                }
            };
            if self.take(event, place).is_err() {
                return None;
            }
            if self.diagnostics.len() >= MOST_COMPLAINTS {
                let message = "so much is wrong here that reading was given up";
                let last = self.diagnostics.last().and_then(|last| last.span);
                self.diagnostics
                    .push(Diagnostic::new(Code::Syntax, last, message).advise("mend these first"));
                return None;
            }
        }
        let root = self.root.take().filter(|root| !root.is_empty());
        if root.is_none() && self.diagnostics.is_empty() {
            let message = "there is nothing in this file";
            self.diagnostics
                .push(Diagnostic::new(Code::Empty, None, message));
        }
        root
    }

    /// A syntax error on a line about which something better was said adds nothing.
    fn complain_once_a_line(&mut self, diagnostic: Diagnostic) {
        let line = |diagnostic: &Diagnostic| diagnostic.span.map(|span| span.line);
        if !self
            .diagnostics
            .iter()
            .any(|d| line(d) == line(&diagnostic))
        {
            self.diagnostics.push(diagnostic);
        }
    }

    fn take(&mut self, event: Event<'_>, place: RawSpan) -> Result<(), Stop> {
        let span = self.span(&place);
        if !matches!(event, Event::Anchor(..)) {
            self.seen.last = span.start..span.end;
        }
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                let message = "a second document begins here; a file holds one";
                let advice = "delete the line `---`, or put the rest into a file of its own";
                self.diagnostics
                    .push(Diagnostic::new(Code::TwoDocuments, Some(span), message).advise(advice));
                return Err(Stop);
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.diagnostics.push(yaml_words::alias(self.text, span));
                return self.add(span, Value::Refused);
            }
            Event::Anchor(..) => self.diagnostics.push(yaml_words::anchor(self.text, span)),
            Event::Scalar(text, style, _, tag) => {
                if tag.is_some() {
                    self.complain_of_tag(&place);
                }
                return self.scalar(text, style, span);
            }
            Event::SequenceStart(style, _, tag) => {
                if tag.is_some() {
                    self.complain_of_tag(&place);
                }
                self.enter(span, Open::List(span, Vec::new(), style))?;
            }
            Event::MappingStart(style, _, tag) => {
                if tag.is_some() {
                    self.complain_of_tag(&place);
                }
                self.enter(span, Open::Map(span, Vec::new(), None, style))?;
            }
            Event::SequenceEnd | Event::MappingEnd => return self.leave(span),
            _ => {}
        }
        Ok(())
    }

    fn span(&self, place: &RawSpan) -> Span {
        let limit = |at: Option<usize>| at.unwrap_or(self.text.len()).min(self.text.len());
        let start = limit(place.start.byte_offset());
        Span {
            start,
            end: limit(place.end.byte_offset()).max(start),
            line: place.start.line(),
            column: place.start.col() + 1,
        }
    }

    fn complain_of_tag(&mut self, place: &RawSpan) {
        let span = place
            .tag_span()
            .map_or_else(|| self.span(place), |place| self.span(&place));
        self.diagnostics.push(yaml_words::tag(self.text, span));
    }

    fn scalar(&mut self, text: Cow<'_, str>, style: ScalarStyle, span: Span) -> Result<(), Stop> {
        let is_quoted = style != ScalarStyle::Plain;
        let is_key = matches!(self.open.last(), Some(Open::Map(_, _, None, _)));
        if !is_quoted {
            let is_in_flow = self.innermost_bracket().is_some();
            let found = if is_key {
                (text == "<<").then(|| yaml_words::merge_key(span))
            } else {
                let place = self.place_of_cut(span);
                place.and_then(|place| yaml_words::cut(self.text, place))
            };
            if let Some(diagnostic) = found.or_else(|| yaml_words::curly(&text, span, is_in_flow)) {
                self.diagnostics.push(diagnostic);
                return self.add(span, Value::Refused);
            }
        }
        // The parser says `~` where there is nothing.
        let is_nothing = !is_quoted && span.start == span.end;
        let text = if is_nothing {
            String::new()
        } else {
            text.into_owned()
        };
        self.add(span, Value::Scalar(Scalar { text, is_quoted }))
    }

    /// Where a text that a `#` cuts would end: nothing at all has its place at the next thing.
    fn place_of_cut(&self, span: Span) -> Option<Span> {
        if span.end > span.start {
            return Some(span);
        }
        if let Some(Open::Map(_, _, Some(Pending::Key(key)), _)) = self.open.last() {
            return Some(Span {
                start: key.span.end,
                ..key.span
            });
        }
        // Inside brackets nothing is nothing; and their lines may be long.
        if self.innermost_bracket().is_some() {
            return None;
        }
        let line = self.text[..span.start].trim_end_matches('\n');
        let start = line.rfind('\n').map_or(0, |at| at + 1);
        let end = start + (line[start..].len() - line[start..].trim_start().len());
        Some(Span {
            start: end,
            end,
            ..span
        })
    }

    /// Where the innermost `[` or `{` that is still open stands.
    fn innermost_bracket(&self) -> Option<usize> {
        let style = |open: &Open| match open {
            Open::List(span, _, style) | Open::Map(span, _, _, style) => (span.start, *style),
        };
        // A pair in a list, `[a: b]`, is a map without a bracket.
        let (start, _) = self
            .open
            .iter()
            .rev()
            .map(style)
            .take_while(|(_, style)| *style == StructureStyle::Flow)
            .find(|(start, _)| self.text[*start..].starts_with(['[', '{']))?;
        Some(start)
    }

    fn enter(&mut self, span: Span, open: Open) -> Result<(), Stop> {
        if matches!(self.open.last(), Some(Open::Map(_, _, None, _))) {
            self.diagnostics.push(yaml_words::odd_key(self.text, span));
            return Err(Stop);
        }
        if self.open.len() >= MOST_LEVELS {
            let message = format!("nested deeper than {MOST_LEVELS} levels");
            self.diagnostics
                .push(Diagnostic::new(Code::TooDeep, Some(span), message));
            return Err(Stop);
        }
        self.open.push(open);
        Ok(())
    }

    fn leave(&mut self, end: Span) -> Result<(), Stop> {
        let (start, last, value) = match self.open.pop() {
            Some(Open::List(start, nodes, _)) => {
                let last = nodes.last().map_or(start.end, |node| node.span.end);
                (start, last, Value::List(nodes))
            }
            Some(Open::Map(start, entries, _, _)) => {
                let last = entries
                    .last()
                    .map_or(start.end, |entry| entry.value.span.end);
                (start, last, Value::Map(entries))
            }
            None => return Err(Stop),
        };
        // The end of a block collection lies at the next token, beyond blank lines and comments.
        let has_bracket = self.text[end.start..end.end].ends_with([']', '}']);
        let end = if has_bracket { end.end } else { last };
        let end = end.max(start.start);
        if has_bracket {
            self.seen.closed = start.start..end;
        }
        self.add(Span { end, ..start }, value)
    }

    fn add(&mut self, span: Span, value: Value) -> Result<(), Stop> {
        self.n_nodes += 1;
        if self.n_nodes > MOST_NODES {
            let message = "there are more values in this file than the program reads";
            self.diagnostics
                .push(Diagnostic::new(Code::TooBig, Some(span), message));
            return Err(Stop);
        }
        let node = Node { span, value };
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, nodes, _)) => nodes.push(node),
            Some(Open::Map(_, entries, key, style)) => match key.take() {
                None => {
                    *key = Some(match node.value {
                        Value::Scalar(Scalar { text, .. }) => Pending::Key(Key { text, span }),
                        _ => Pending::Refused,
                    });
                }
                Some(Pending::Refused) => {}
                Some(Pending::Key(key)) => {
                    let is_alone = *style == StructureStyle::Flow
                        && node.is_empty()
                        && !self.text[key.span.end..].trim_start().starts_with(':');
                    if is_alone {
                        let before = entries.last().map(|entry| (&entry.key, entry.value.span));
                        self.diagnostics
                            .push(yaml_words::comma(self.text, &key, before));
                    } else {
                        entries.push(Entry { key, value: node });
                    }
                }
            },
        }
        Ok(())
    }
}
