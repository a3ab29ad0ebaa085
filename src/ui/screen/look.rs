//! How the screen looks: colours that stand on dark and on light, frames of lines or of ASCII, and
//! text cut and wrapped by the cells it takes. Everything drawn passes through here, so that no
//! text can steer the terminal.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;
use ratatui::text::{Line, Span};
use ratatui::widgets::Block;
use textwrap::{Options, WordSplitter, core::display_width};

use crate::model::text::{visible, visible_line};
use crate::walk::effect::Tone;
use crate::walk::view::Mark;

/// What the terminal can show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    /// Whether colour may be used.
    pub has_color: bool,
    /// Whether frames and signs are of ASCII only.
    pub is_ascii: bool,
}

const ASCII: border::Set = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

impl Look {
    /// A frame with a title.
    pub(super) fn frame(self, title: &str) -> Block<'static> {
        let set = if self.is_ascii { ASCII } else { border::PLAIN };
        let block = Block::bordered().border_set(set);
        if title.is_empty() {
            return block;
        }
        block.title(Span::styled(format!(" {} ", visible_line(title)), bold()))
    }

    /// A part of a progress bar, `width` cells wide.
    pub(super) fn gauge(self, n: usize, of: usize, width: usize) -> String {
        let n_full = (n * width).checked_div(of).unwrap_or(0).min(width);
        let (full, empty) = if self.is_ascii {
            ("#", ".")
        } else {
            ("█", "░")
        };
        format!("{}{}", full.repeat(n_full), empty.repeat(width - n_full))
    }

    /// The style of a sentence.
    pub(super) fn tone(self, tone: Tone) -> Style {
        match tone {
            Tone::Saved => self.colored(Color::Green),
            Tone::Refused => self.colored(Color::Red).add_modifier(Modifier::BOLD),
            Tone::Aside => Style::new(),
        }
    }

    /// The style of a mark.
    pub(super) fn mark(self, mark: Mark) -> Style {
        match mark {
            Mark::Answered => self.colored(Color::Green),
            Mark::Excused | Mark::Skipped => self.colored(Color::Magenta),
            Mark::Open => Style::new(),
            Mark::Drafted => Style::new().add_modifier(Modifier::BOLD),
            Mark::Flagged => self.colored(Color::Red).add_modifier(Modifier::BOLD),
        }
    }

    /// A colour, where there may be one.
    pub(super) fn colored(self, color: Color) -> Style {
        if self.has_color {
            Style::new().fg(color)
        } else {
            Style::new()
        }
    }

    /// At most so many lines; what was cut is seen at the end of the last one.
    pub(super) fn clipped(
        self,
        mut lines: Vec<String>,
        most: usize,
        columns: usize,
    ) -> Vec<String> {
        if lines.len() > most && most > 0 {
            lines[most - 1] = self.fit(&lines[most - 1..].join(" "), columns);
            lines.truncate(most);
        }
        lines
    }

    /// Keys with their words for the lower edge of a frame `width` cells wide: as many as fit, the
    /// first two in any case, shortened to a word each where they must be.
    pub(super) fn edge(self, keys: &[&str], width: u16) -> String {
        let room = usize::from(width.saturating_sub(2));
        for n in (keys.len().min(2)..=keys.len()).rev() {
            let shown = format!(" {} ", keys[..n].join("   "));
            if display_width(&shown) <= room {
                return shown;
            }
        }
        let mut short: Vec<String> = keys.iter().take(2).map(ToString::to_string).collect();
        for at in (0..short.len()).rev() {
            if display_width(&short.join("   ")) + 2 > room {
                short[at] = keys[at].split(' ').take(2).collect::<Vec<_>>().join(" ");
            }
        }
        self.fit(&format!(" {} ", short.join("   ")), room)
    }

    /// A text cut to so many cells; what was cut is seen.
    pub(super) fn fit(self, text: &str, width: usize) -> String {
        let text = visible_line(text);
        if display_width(&text) <= width {
            return text.into_owned();
        }
        let end = if self.is_ascii { "..." } else { "…" };
        let room = width.saturating_sub(display_width(end));
        let mut cut = String::new();
        let mut used = 0;
        for letter in text.chars() {
            used += cells(letter);
            if used > room {
                break;
            }
            cut.push(letter);
        }
        if width >= display_width(end) {
            cut.truncate(cut.trim_end().len());
            cut.push_str(end);
        }
        cut
    }

    /// A line drawn elsewhere, its frames and bars in ASCII where there is nothing else.
    pub(super) fn drawn(self, line: &str) -> String {
        if !self.is_ascii {
            return line.to_owned();
        }
        line.chars()
            .map(|letter| match letter {
                '═' => '=',
                '─' => '-',
                '│' => '|',
                '█' => '#',
                '░' => '.',
                letter => letter,
            })
            .collect()
    }

    /// Puts plain signs for those of print in all that was drawn, where there is nothing but ASCII.
    /// Letters of names and answers stay: they are nobody's to change.
    pub(super) fn plainly(self, buffer: &mut Buffer) {
        if !self.is_ascii {
            return;
        }
        for cell in &mut buffer.content {
            let plain = match cell.symbol() {
                "…" => ".",
                "“" | "”" => "\"",
                "‘" | "’" => "'",
                "–" | "—" | "·" => "-",
                "×" => "x",
                _ => continue,
            };
            cell.set_symbol(plain);
        }
    }

    /// A sign, or what stands for it in ASCII.
    pub(super) fn sign(self, sign: &'static str, ascii: &'static str) -> &'static str {
        if self.is_ascii { ascii } else { sign }
    }
}

/// Bold.
pub(super) fn bold() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

/// Where the auditor is.
pub(super) fn here() -> Style {
    Style::new().add_modifier(Modifier::REVERSED)
}

/// The cells that a character takes.
pub(super) fn cells(letter: char) -> usize {
    let mut bytes = [0; 4];
    display_width(letter.encode_utf8(&mut bytes))
}

/// The cells that a text takes.
pub(super) fn width(text: &str) -> usize {
    display_width(text)
}

/// A text in lines of at most so many cells; long words are broken, its own line feeds stay.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    wrap_hanging(text, width, "", "")
}

/// As [`wrap`], the first line behind `first`, all others behind `rest`.
pub(super) fn wrap_hanging(text: &str, width: usize, first: &str, rest: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for (n, paragraph) in visible(text).split('\n').enumerate() {
        let options = Options::new(width.max(display_width(rest) + 1).max(2))
            // A date or a name with a hyphen stays in one piece.
            .word_splitter(WordSplitter::NoHyphenation)
            .initial_indent(if n == 0 { first } else { rest })
            .subsequent_indent(rest);
        let wrapped = textwrap::wrap(paragraph, options);
        lines.extend(wrapped.into_iter().map(|line| line.trim_end().to_owned()));
    }
    lines
}

/// Most lines that a row takes.
const MOST_OF_ROW: usize = 3;

/// Rows of which some may take several lines: the one at hand before all others, then from the first
/// one on, as long as there is room for all. Where there is not, the rows around the one at hand, in
/// a line each. `lines` makes those of one row, with at most so many of them.
pub(super) fn roomy(
    n: usize,
    at: usize,
    height: usize,
    lines: impl Fn(usize, usize) -> Vec<Line<'static>>,
) -> Vec<Line<'static>> {
    let Some(mut left) = height.checked_sub(n) else {
        let first = first_shown(at, n, height);
        return (first..first + height)
            .flat_map(|row| lines(row, 1))
            .collect();
    };
    let mut taken = vec![Vec::new(); n];
    for row in std::iter::once(at).chain(0..n).filter(|row| *row < n) {
        if taken[row].is_empty() {
            taken[row] = lines(row, MOST_OF_ROW.min(1 + left));
            left -= taken[row].len().saturating_sub(1);
        }
    }
    taken.concat()
}

/// Rows of which some may take several lines, a second line each from the first one on, then a third,
/// as long as there is room in `sure` lines: whichever is at hand, they lie as they lay. Where there is
/// no room in `height`, the rows around the one at hand, in a line each.
pub(super) fn steady(
    n: usize,
    at: usize,
    (height, sure): (usize, usize),
    lines: impl Fn(usize, usize) -> Vec<Line<'static>>,
) -> Vec<Line<'static>> {
    if n > height {
        return roomy(n, at, height, lines);
    }
    let mut most = vec![1; n];
    let mut left = sure.saturating_sub(n);
    for row in (2..=MOST_OF_ROW).flat_map(|_| 0..n) {
        let more = lines(row, most[row] + 1).len() > most[row];
        if more && left > 0 {
            most[row] += 1;
            left -= 1;
        }
    }
    (0..n).flat_map(|row| lines(row, most[row])).collect()
}

/// Wrapped lines in one style.
pub(super) fn styled(lines: Vec<String>, style: Style) -> impl Iterator<Item = Line<'static>> {
    lines
        .into_iter()
        .map(move |line| Line::from(Span::styled(line, style)))
}

/// A text padded to so many cells.
pub(super) fn padded(text: &str, width: usize) -> String {
    let gap = width.saturating_sub(display_width(text));
    format!("{text}{}", " ".repeat(gap))
}

/// The first of `n` rows that a window of `height` rows shows, so that row `at` is in it.
pub(super) fn first_shown(at: usize, n: usize, height: usize) -> usize {
    at.saturating_sub(height / 2).min(n.saturating_sub(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Look = Look {
        has_color: false,
        is_ascii: false,
    };

    #[test]
    fn texts_are_cut_by_the_cells_they_take() {
        let check = |text: &str, width, expected: &str| {
            assert_eq!(PLAIN.fit(text, width), expected);
        };
        check("short", 5, "short");
        check("longer", 5, "long…");
        check("日本語テキスト", 7, "日本語…");
        check("日本語テキスト", 6, "日本…");
        check("e\u{301}e\u{301}e\u{301}e\u{301}", 3, "e\u{301}e\u{301}…");
        check("a\nb", 9, "a b");
        check("ab", 0, "");
    }

    #[test]
    fn lines_hold_what_they_can() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("Donaudampfschiff", 6), ["Donaud", "ampfsc", "hiff"]);
        assert_eq!(wrap("日本語", 2), ["日", "本", "語"]);
        assert_eq!(wrap("a\n\nb", 9), ["a", "", "b"]);
        assert_eq!(wrap("x", 0), ["x"]);
        assert_eq!(wrap_hanging("one two", 6, "- ", "  "), ["- one", "  two"]);
    }

    #[test]
    fn a_window_follows_its_row_and_never_leaves_its_rows() {
        assert_eq!(first_shown(0, 500, 10), 0);
        assert_eq!(first_shown(250, 500, 10), 245);
        assert_eq!(first_shown(499, 500, 10), 490);
        assert_eq!(first_shown(3, 4, 10), 0);
    }

    #[test]
    fn nothing_said_needs_its_colour() {
        for tone in [Tone::Saved, Tone::Aside] {
            assert_eq!(PLAIN.tone(tone), Style::new());
        }
        assert_eq!(PLAIN.tone(Tone::Refused), bold());
        assert_eq!(PLAIN.gauge(1, 2, 4), "██░░");
        assert_eq!(PLAIN.gauge(0, 0, 2), "░░");
    }
}
