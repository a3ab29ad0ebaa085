//! The words of a text, and where in it they stand.

use std::ops::Range;

/// A word of a text.
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    pub(super) at: Range<usize>,
}

/// The words of a text, without what is between them.
pub(super) fn words<'t>(
    text: &'t str,
    is_between: impl Fn(char) -> bool + 't,
) -> impl Iterator<Item = Word<'t>> {
    let start = text.as_ptr() as usize;
    text.split(is_between)
        .filter(|word| !word.is_empty())
        .map(move |word| {
            let from = word.as_ptr() as usize - start;
            Word {
                text: word,
                at: from..from + word.len(),
            }
        })
}
