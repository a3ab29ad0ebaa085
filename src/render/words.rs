//! Where a line may be cut besides at blanks: a path or a file's name that is wider than its place
//! is cut behind a slash, and a long name in it behind a hyphen, never in the middle of a word.

use textwrap::WordSeparator;
use textwrap::core::{Word, display_width};

/// A name of more columns than this may be cut behind its hyphens too.
const LONG_NAME: usize = 30;

/// How a text falls into words in so many columns: at blanks, unless a word would not fit.
#[must_use]
pub fn words(text: &str, width: usize) -> WordSeparator {
    if text.split(' ').all(|word| display_width(word) <= width) {
        WordSeparator::AsciiSpace
    } else {
        WordSeparator::Custom(pieces)
    }
}

fn pieces(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let words = WordSeparator::AsciiSpace.find_words(line);
    Box::new(words.flat_map(|word| {
        let mut pieces: Vec<Word> = word
            .word
            .split_inclusive(['/', '\\'])
            .flat_map(|name| {
                let is_long = display_width(name) > LONG_NAME;
                name.split_inclusive(move |letter| is_long && matches!(letter, '-' | '_'))
            })
            .map(Word::from)
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
}
