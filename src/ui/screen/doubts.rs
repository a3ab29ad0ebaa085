//! What is asked about before a box is saved, once; and what is still wanted where one is closed.

use super::entry::{Entry, Purpose};
use crate::ui::line::is_slip;
use crate::ui::session::doubtful_time;
use crate::walk::Walk;

/// What is asked about what stands in a box before it is saved: it may have been meant as a key, an
/// answer, a command, or as minutes.
pub(super) fn doubt(walk: &Walk, entry: &Entry) -> Option<String> {
    let text = entry.text();
    let typed = text.trim();
    let is_slip = match entry.purpose {
        Purpose::Answer => {
            let doubt = doubtful_time(walk, typed)?;
            let other = if doubt.is_in_minutes {
                "m behind it makes it minutes"
            } else {
                &doubt.other
            };
            return Some(format!(
                "Not saved yet: {}. Enter once more saves that; {other}.",
                doubt.words
            ));
        }
        Purpose::Text => !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit()),
        Purpose::Remark => !typed.is_empty() && is_slip(walk, typed),
        _ => false,
    };
    is_slip.then(|| {
        format!("Not saved: {typed} alone may be a slip. Ctrl+S once more saves it, Esc does not.")
    })
}

/// What an item still wants once a box is closed without it, and how one goes on.
pub(super) fn wanted(walk: &Walk, entry: &Entry) -> Option<String> {
    let is_wanted = entry.purpose == Purpose::Remark && walk.wants_remark(entry.at);
    is_wanted.then(|| {
        format!(
            "{} still wants a remark, and stays open until then. c writes it; o goes on to the next open \
             item.",
            walk.leading_label(entry.at)
        )
    })
}
