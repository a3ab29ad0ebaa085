//! Tones in colour: of a whole line, and of a cell within a table that is still to be drawn.

use anstyle::{AnsiColor, Style};

use super::Page;
use crate::report::Tone;

/// The colour of a tone.
pub(super) fn style_of(tone: Tone) -> Style {
    match tone {
        Tone::Plain => Style::new(),
        Tone::Good => AnsiColor::Green.on_default(),
        Tone::Warning => AnsiColor::Yellow.on_default(),
        Tone::Bad => AnsiColor::Red.on_default(),
        Tone::Quiet => Style::new().dimmed(),
    }
}

/// A line in a style, where colour is allowed.
pub(super) fn styled(line: &str, style: Style, page: &Page) -> String {
    if page.has_color && !line.is_empty() && style != Style::new() {
        format!("{style}{line}{style:#}")
    } else {
        line.to_owned()
    }
}

/// Marks of tones within a drawn table: they have no width, and no text that is safe to show holds
/// one.
const MARKS: [(Tone, char); 4] = [
    (Tone::Good, '\u{2066}'),
    (Tone::Warning, '\u{2067}'),
    (Tone::Bad, '\u{2068}'),
    (Tone::Quiet, '\u{202a}'),
];

/// Ends what a mark began.
const END: char = '\u{2069}';

/// A line with marks around it, which become its tone.
pub(super) fn marked(line: &str, tone: Tone) -> String {
    match MARKS.into_iter().find(|(marked, _)| *marked == tone) {
        Some((_, mark)) => format!("{mark}{line}{END}"),
        None => line.to_owned(),
    }
}

/// Turns marks into colour, or takes them away.
pub(super) fn colored(line: &str, page: &Page) -> String {
    let mut text = String::with_capacity(line.len());
    let mut style = Style::new();
    for letter in line.chars() {
        if let Some((tone, _)) = MARKS.into_iter().find(|(_, mark)| *mark == letter) {
            style = style_of(tone);
            if page.has_color {
                text += &style.render().to_string();
            }
        } else if letter == END {
            if page.has_color {
                text += &style.render_reset().to_string();
            }
        } else {
            text.push(letter);
        }
    }
    text
}
