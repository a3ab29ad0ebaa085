//! Where a line may be cut besides at blanks: a path or a file's name that is wider than its place
//! is cut behind a slash, and a long name in it behind a hyphen, never in the middle of a word; a row
//! of boxes is cut between two of them.

use textwrap::WordSeparator;
use textwrap::core::{Word, display_width};

/// A name of more columns than this may be cut behind its hyphens too.
const LONG_NAME: usize = 30;

/// Stands between boxes in a row, each of which is to stay whole.
const EM_SPACE: char = '\u{2003}';

/// How a text falls into words in so many columns: at blanks, unless a word would not fit.
#[must_use]
pub fn words(text: &str, width: usize) -> WordSeparator {
    if text.split(' ').all(|word| display_width(word) <= width) {
        WordSeparator::AsciiSpace
    } else {
        WordSeparator::Custom(pieces)
    }
}

/// Whether a line is a command to be copied: cut, it would be two, so the terminal is left to break it.
#[must_use]
pub fn is_command(line: &str) -> bool {
    line.starts_with("  mystery ")
}

fn pieces(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let words = WordSeparator::AsciiSpace.find_words(line);
    Box::new(words.flat_map(|word| {
        let mut pieces: Vec<Word> = word
            .word
            .split_inclusive(['/', '\\', EM_SPACE])
            .flat_map(|name| {
                let is_long = display_width(name) > LONG_NAME;
                name.split_inclusive(move |letter| is_long && matches!(letter, '-' | '_'))
            })
            .map(|piece| {
                let name = piece.trim_end_matches(EM_SPACE);
                let mut word = Word::from(name);
                word.whitespace = &piece[name.len()..];
                word
            })
            .collect();
        if let Some(last) = pieces.last_mut() {
            last.whitespace = word.whitespace;
        } else {
            pieces.push(word);
        }
        pieces
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, width: usize, expected: &[&str]) {
        let options = textwrap::Options::new(width)
            .word_separator(words(text, width))
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        assert_eq!(textwrap::wrap(text, options), expected);
    }

    #[test]
    fn a_path_is_cut_behind_a_slash_and_only_where_it_does_not_fit() {
        let path = "see 2026-09-10-happy-paws-main-skpk/desk-by-the-door.jpg now";
        check(
            path,
            40,
            &[
                "see 2026-09-10-happy-paws-main-skpk/",
                "desk-by-the-door.jpg now",
            ],
        );
        check(
            path,
            53,
            &[
                "see",
                "2026-09-10-happy-paws-main-skpk/desk-by-the-door.jpg",
                "now",
            ],
        );
    }

    #[test]
    fn a_long_name_is_cut_behind_a_hyphen_and_at_last_anywhere() {
        check(
            "2026-09-10-happy-paws-main-street-skpk",
            20,
            &["2026-09-10-happy-", "paws-main-street-", "skpk"],
        );
        check("mmmmmmmmmmmm nn", 8, &["mmmmmmmm", "mmmm nn"]);
        check("", 8, &[""]);
    }

    #[test]
    fn a_row_of_boxes_is_cut_between_two_of_them() {
        let boxes = "○\u{a0}by\u{a0}phone\u{2003}○\u{a0}by\u{a0}e-mail\u{2003}○\u{a0}by\u{a0}post";
        check(
            boxes,
            20,
            &[
                "○\u{a0}by\u{a0}phone",
                "○\u{a0}by\u{a0}e-mail",
                "○\u{a0}by\u{a0}post",
            ],
        );
    }
}
