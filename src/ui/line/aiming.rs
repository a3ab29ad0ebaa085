//! Which item a remark is for: the one that it names, `c 2.1: words`, else the one in view. What may be
//! meant for another is never saved unasked.

use super::LineFrontend;
use super::reading::spelt;
use crate::walk::Walk;
use crate::walk::grammar::split_word;
use crate::walk::request::Request;

/// Longest remark that a refusal repeats whole.
const SHORT: usize = 40;

impl LineFrontend {
    /// A remark goes to the item that it names, `c 2.1: words`, else to the one in view; where that
    /// has no answer yet, the one just answered may have been meant. The error says the way out where
    /// it begins with the number of another item, or of none.
    pub(super) fn aimed(&mut self, walk: &Walk, request: Request) -> Result<Request, String> {
        let Request::Remark(text) = &request else {
            return Ok(request);
        };
        if let Some((at, words)) = named_in(walk, text) {
            let item = walk.item(at).id.clone();
            return Ok(Request::RemarkOn(item, words.trim().to_owned()));
        }
        if let Some(why) = doubt(walk, text) {
            return Err(why);
        }
        let before = self.answered_before(walk).filter(|_| !text.is_empty());
        self.slip = before.map(|at| {
            let label = walk.label(at);
            let (u, c) = (spelt(walk, "u", ":undo"), spelt(walk, "c", ":remark"));
            let item = walk.spelt_label(at);
            format!("Was it for {item}? {u} takes it back, then {c} {label}: and the words.")
        });
        Ok(request)
    }

    /// The item that was answered just before, where the one in view has no answer yet.
    pub(super) fn answered_before(&self, walk: &Walk) -> Option<usize> {
        let (_, changed) = walk.last_saved();
        let is_before = |at: &usize| *at != walk.cursor() && walk.record(*at).given.is_some();
        changed
            .filter(is_before)
            .filter(|_| !self.manner.is_script && walk.record(walk.cursor()).given.is_none())
    }
}

/// The item that a remark begins with, and its words. Only behind a colon and a blank: `10:30 nobody came`
/// and `2.5 minutes` are words.
pub(super) fn named_in<'t>(walk: &Walk, remark: &'t str) -> Option<(usize, &'t str)> {
    let (item, words) = remark.split_once(':')?;
    let is_named = |at: &usize| walk.label(*at) == item || walk.item(*at).id.as_str() == item;
    (words.is_empty() || words.starts_with(char::is_whitespace))
        .then(|| walk.asked().find(is_named))
        .flatten()
        .map(|at| (at, words))
}

/// Why it is not sure which item a remark is for: it begins with the number of another item without its
/// colon, or with a number and a colon though no item has that number.
fn doubt(walk: &Walk, remark: &str) -> Option<String> {
    let (first, words) = split_word(remark);
    let (named, tail) = first
        .split_once(':')
        .map_or((first, None), |(named, tail)| (named, Some(tail)));
    let (here, c) = (walk.cursor(), spelt(walk, "c", ":remark"));
    let (label, item) = (walk.label(here), walk.spelt_label(here));
    let (words, whole) = match (tail, words.is_empty()) {
        _ if remark.chars().count() > SHORT => ("and the words", "and all the words".to_owned()),
        (None | Some(""), false) => (words, remark.to_owned()),
        _ => ("and the words", remark.to_owned()),
    };
    let other = walk.asked().find(|at| walk.label(*at) == named);
    match (other, tail) {
        // A time, `2:30`, is words.
        (_, Some(tail)) if tail.starts_with(|it: char| !it.is_alphabetic()) => None,
        (Some(at), _) if at != here => Some(format!(
            "Not saved. For {} type {c} {named}: {words}; for {item}, {c} {label}: {whole}",
            walk.spelt_label(at)
        )),
        (None, Some(_)) if is_number(named) => Some(format!(
            "Not saved. There is no item {named} in this visit. For {item} type {c} {label}: {whole}"
        )),
        _ => None,
    }
}

/// True for what looks like the number of an item: `12`, `4.1`.
fn is_number(text: &str) -> bool {
    let is_whole = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    text.split('.').count() <= 2 && text.split('.').all(is_whole)
}
