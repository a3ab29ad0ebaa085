//! A diagnostic with the place that it is about: path, line and column, what is wrong, the lines
//! with marks below them, and the way out. Nothing from the file can steer the terminal.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthChar;

use super::Page;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::model::order::InOrder;
use crate::model::text::{visible, visible_line};

/// Fewest columns that an excerpt fills, however narrow the page.
const LEAST_COLUMNS: usize = 20;

/// Draws a diagnostic about a file. `text` is the file as the reader gave it back.
pub fn snippet(diagnostic: &Diagnostic, path: &str, text: &str, page: &Page) -> String {
    let paint = Paint {
        has_color: page.has_color,
        severity: diagnostic.severity,
    };
    let mut drawn = head(diagnostic, path, page, &paint);
    if let Some(span) = diagnostic.span {
        drawn.push_str(&excerpt(diagnostic, span, text, page, &paint));
    }
    if let Some(advice) = &diagnostic.advice {
        let indent = gutter_width(diagnostic);
        let lead = format!("{:indent$} = ", "");
        let line = wrapped(&visible_line(advice), page.width, &lead, indent + 3);
        drawn.push_str(&line);
    }
    drawn
}

struct Paint {
    has_color: bool,
    severity: Severity,
}

impl Paint {
    fn apply(&self, style: Style, text: &str) -> String {
        if self.has_color && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.into()
        }
    }

    fn primary(&self) -> Style {
        let color = match self.severity {
            Severity::Error => AnsiColor::Red,
            Severity::Warning => AnsiColor::Yellow,
            Severity::Advice => AnsiColor::Cyan,
        };
        Style::new().bold().fg_color(Some(color.into()))
    }

    fn secondary() -> Style {
        Style::new().fg_color(Some(AnsiColor::Blue.into()))
    }
}

/// `kiosk.yaml:17:5: error S012: the message`.
fn head(diagnostic: &Diagnostic, path: &str, page: &Page, paint: &Paint) -> String {
    let place = match diagnostic.span {
        Some(span) => format!("{}:{}:{}:", visible_line(path), span.line, span.column),
        None => format!("{}:", visible_line(path)),
    };
    let kind = format!("{} {}", diagnostic.severity.name(), diagnostic.code.id());
    let line = format!("{place} {kind}: {}", visible_line(&diagnostic.message));
    let line = wrapped(&line, page.width, "", 4);
    line.replacen(&kind, &paint.apply(paint.primary(), &kind), 1)
}

/// Wraps words to the page; what does not fit stands on lines of its own, indented.
fn wrapped(text: &str, width: usize, lead: &str, indent: usize) -> String {
    let indent = " ".repeat(indent);
    let options = textwrap::Options::new(width.max(LEAST_COLUMNS))
        .initial_indent(lead)
        .subsequent_indent(&indent)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    format!("{}\n", textwrap::fill(text, options))
}

/// A mark below a line.
struct Mark<'a> {
    span: Span,
    is_primary: bool,
    message: &'a str,
}

fn gutter_width(diagnostic: &Diagnostic) -> usize {
    let lines = diagnostic.labels.iter().map(|label| label.span.line);
    let last = lines.chain(diagnostic.span.map(|span| span.line)).max();
    last.unwrap_or_default().to_string().len().max(2)
}

fn excerpt(
    diagnostic: &Diagnostic,
    primary: Span,
    text: &str,
    page: &Page,
    paint: &Paint,
) -> String {
    let labels = diagnostic.labels.iter().map(|label| Mark {
        span: label.span,
        is_primary: false,
        message: &label.message,
    });
    let mut marks: Vec<Mark<'_>> = labels.collect();
    marks.insert(
        0,
        Mark {
            span: primary,
            is_primary: true,
            message: "",
        },
    );
    marks.order_by_key(|mark| mark.span.line);
    let gutter = gutter_width(diagnostic);
    let bar = |number: &str| {
        let edge = format!("{number:>gutter$} |");
        paint.apply(Paint::secondary(), &edge)
    };
    let columns = page.width.saturating_sub(gutter + 3).max(LEAST_COLUMNS);
    let mut drawn = format!("{}\n", bar(""));
    let mut before: Option<usize> = None;
    for mark in &marks {
        let line = Line::around(text, mark.span, columns);
        if before != Some(mark.span.line) {
            if before.is_some_and(|before| before + 1 < mark.span.line) {
                drawn.push_str(&" ".repeat(gutter.saturating_sub(3)));
                drawn.push_str("...\n");
            }
            let number = mark.span.line.to_string();
            drawn.push_str(format!("{} {}", bar(&number), line.shown).trim_end());
            drawn.push('\n');
        }
        before = Some(mark.span.line);
        let (sign, style) = if mark.is_primary {
            ("^", paint.primary())
        } else {
            ("-", Paint::secondary())
        };
        let signs = sign.repeat(line.mark.len().max(1));
        let words = visible_line(mark.message);
        let space = if words.is_empty() { "" } else { " " };
        let signs = paint.apply(style, &format!("{signs}{space}{words}"));
        let space = " ".repeat(line.mark.start + 1);
        drawn.extend([bar("").as_str(), space.as_str(), signs.as_str(), "\n"]);
    }
    drawn
}

/// A line as it is shown, and the columns of a mark below it.
struct Line {
    shown: String,
    mark: std::ops::Range<usize>,
}

impl Line {
    /// The line that a span begins on, cut to so many columns around the span.
    fn around(text: &str, span: Span, columns: usize) -> Self {
        let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[span.start..]
            .find('\n')
            .map_or(text.len(), |at| span.start + at);
        // A long line is looked at only around the mark: twice the columns on each side do.
        let from = floor(text, span.start.saturating_sub(8 * columns).max(start));
        let to = floor(text, (span.start + 8 * columns).min(end));
        let mut cells: Vec<(String, usize)> = Vec::new();
        let (mut first, mut last) = (None, None);
        for (at, letter) in text[from..to].char_indices() {
            let at = from + at;
            if at >= span.start && first.is_none() {
                first = Some(cells.len());
            }
            if at >= span.end.min(end) && last.is_none() {
                last = Some(cells.len());
            }
            cells.push(cell(letter));
        }
        let first = first.unwrap_or(cells.len());
        let last = last.unwrap_or(cells.len()).max(first);
        let is_cut_before = from > start;
        let is_cut_behind = to < end;
        cut(&cells, first..last, columns, is_cut_before, is_cut_behind)
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What stands for a character, and how many columns it fills.
fn cell(letter: char) -> (String, usize) {
    let shown = visible(letter.encode_utf8(&mut [0; 4])).into_owned();
    let width = shown.chars().filter_map(UnicodeWidthChar::width).sum();
    (shown, width)
}

/// Keeps the cells around the mark that fit, with `…` where others were.
fn cut(
    cells: &[(String, usize)],
    mark: std::ops::Range<usize>,
    columns: usize,
    is_cut_before: bool,
    is_cut_behind: bool,
) -> Line {
    let width = |range: std::ops::Range<usize>| -> usize {
        cells[range].iter().map(|(_, width)| width).sum()
    };
    let fits = |range: std::ops::Range<usize>| width(range) <= columns.saturating_sub(2);
    let (mut from, mut to) = (0, cells.len());
    if is_cut_before || is_cut_behind || width(0..cells.len()) > columns {
        from = mark.start;
        // A third of the columns shows what stands before the mark.
        while from > 0 && width(from - 1..mark.start) <= columns / 3 {
            from -= 1;
        }
        to = from;
        while to < cells.len() && fits(from..to + 1) {
            to += 1;
        }
        while from > 0 && fits(from - 1..to) {
            from -= 1;
        }
    }
    let before = if from > 0 || is_cut_before { "…" } else { "" };
    let behind = if to < cells.len() || is_cut_behind {
        "…"
    } else {
        ""
    };
    let shown: String = cells[from..to]
        .iter()
        .map(|(text, _)| text.as_str())
        .collect();
    let start = before.chars().count() + width(from..mark.start.max(from));
    let end = start + width(mark.start.clamp(from, to)..mark.end.clamp(from, to));
    Line {
        shown: format!("{before}{shown}{behind}"),
        mark: start..end,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::Code;

    fn page(width: usize, has_color: bool) -> Page {
        Page {
            width,
            has_color,
            ..Page::default()
        }
    }

    fn of(text: &str, part: &str) -> Diagnostic {
        let start = text.find(part).unwrap();
        let span = Span::in_text(text, start..start + part.len());
        Diagnostic::new(Code::UnknownKey, Some(span), "an item has no key `aks`")
            .advise("did you mean `ask`?")
    }

    #[track_caller]
    fn check(text: &str, part: &str, width: usize, expected: &str) {
        let drawn = snippet(&of(text, part), "kiosk.yaml", text, &page(width, false));
        assert_eq!(drawn, expected);
    }

    #[test]
    fn a_place_is_marked() {
        check(
            "items:\n  named:\n    aks: What?\n",
            "aks",
            80,
            "kiosk.yaml:3:5: error F010: an item has no key `aks`
   |
 3 |     aks: What?
   |     ^^^
   = did you mean `ask`?
",
        );
    }

    #[test]
    fn two_places_stand_in_the_order_of_the_file() {
        let text = "a: 1\nb: 2\nc: 3\na: 4\n";
        let second = Span::in_text(text, 15..16);
        let diagnostic = Diagnostic::new(Code::RepeatedKey, Some(second), "the key `a` again")
            .label(Span::in_text(text, 0..1), "here first");
        assert_eq!(
            snippet(&diagnostic, "k.yaml", text, &page(80, false)),
            "k.yaml:4:1: error F011: the key `a` again
   |
 1 | a: 1
   | - here first
..
 4 | a: 4
   | ^
"
            .replace("..\n", "...\n")
        );
    }

    #[test]
    fn wide_letters_tabs_and_hostile_ones_keep_the_mark_in_place() {
        check(
            "日本:\taks\u{202e}\u{1b}[2J: x\n",
            "aks",
            80,
            "kiosk.yaml:1:5: error F010: an item has no key `aks`
   |
 1 | 日本: aks\\u{202e}␛[2J: x
   |       ^^^
   = did you mean `ask`?
",
        );
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = format!("{}aks{}\n", "a ".repeat(500_000), " b".repeat(500_000));
        check(
            &text,
            "aks",
            44,
            "kiosk.yaml:1:1000001: error F010: an item
    has no key `aks`
   |
 1 | … a a a a a a aks b b b b b b b b b b …
   |               ^^^
   = did you mean `ask`?
",
        );
    }

    #[test]
    fn colour_changes_no_word() {
        let text = "items:\n  aks: What?\n";
        let drawn = |has_color| snippet(&of(text, "aks"), "k.yaml", text, &page(80, has_color));
        let colored = drawn(true);
        assert!(colored.contains("\u{1b}["));
        let mut plain = String::new();
        let mut parts = colored.split("\u{1b}[");
        plain.push_str(parts.next().unwrap());
        for part in parts {
            plain.push_str(part.split_once('m').unwrap().1);
        }
        assert_eq!(plain, drawn(false));
    }

    proptest! {
        #[test]
        fn any_place_in_any_text_can_be_drawn(
            text in "[a日\t\u{1b}\u{202e}\n é]{0,300}",
            (from, to) in (0_usize..1000, 0_usize..1000),
            width in 0_usize..100,
        ) {
            let span = Span::in_text(&text, from.min(to)..to.max(from));
            let diagnostic = Diagnostic::new(Code::Syntax, Some(span), "x").label(span, "y");
            let drawn = snippet(&diagnostic, "k", &text, &page(width, false));
            let is_safe = !drawn.contains(['\t', '\u{1b}', '\u{202e}']);
            prop_assert!(is_safe);
            for line in drawn.lines() {
                let columns: usize = line.chars().filter_map(UnicodeWidthChar::width).sum();
                // Words that belong to a mark may go beyond the page.
                prop_assert!(columns <= width.max(LEAST_COLUMNS + 5) + 8, "{line}");
            }
        }
    }
}
