//! `?`: first how the item at hand is answered, then the keys, made of the one table.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::hints;
use super::look::{bold, padded, styled, wrap, wrap_hanging};
use super::state::Page;
use crate::walk::Walk;
use crate::walk::request::KEYS;

/// What is done on a page of rows.
const OF_LIST: &str = "Up and Down choose an item, Enter goes to it, o chooses the next open one, Esc goes back to \
    where you were.";

/// What is done in the review.
const OF_REVIEW: &str = "Every item with its answer; what is still open is marked. c writes a remark on the item \
    chosen, S finishes the visit once nothing is open.";

/// Columns that keys take before their meaning.
const KEY_COLUMNS: usize = 24;

/// Narrowest text in which keys and meanings stand side by side.
const SIDE_BY_SIDE: usize = 60;

/// Help on the item at hand, then all keys.
pub(super) fn help(walk: &Walk, page: Page, columns: usize) -> Vec<Line<'static>> {
    let card = walk.card();
    let mut lines = Vec::new();
    let heading = |text: String| Line::from(Span::styled(text, bold()));
    let (title, texts) = match page {
        Page::Card => {
            let guidance = card.guidance.map(|text| format!("Guidance: {text}"));
            let why = card.why.map(|text| format!("Why it matters: {text}"));
            let how = vec![card.ask.to_owned(), hints::how(&walk.current().scale)];
            let texts = how.into_iter().chain(guidance).chain(why).collect();
            (format!("This item, {}", card.label), texts)
        }
        Page::List(_) => ("All items".to_owned(), vec![OF_LIST.to_owned()]),
        Page::Review(_) => (
            "The review".to_owned(),
            vec![OF_REVIEW.to_owned(), OF_LIST.to_owned()],
        ),
    };
    lines.push(heading(title));
    for text in texts {
        lines.extend(styled(wrap(&text, columns), Style::new()));
    }
    let mut group = None;
    for key in KEYS
        .iter()
        .filter(|key| !key.action.is_empty() && !key.screen.is_empty())
    {
        if group != Some(key.group) {
            group = Some(key.group);
            lines.push(Line::default());
            lines.push(heading(key.group.word().to_owned()));
        }
        lines.extend(key_lines(key.screen, key.action, columns));
    }
    lines.push(Line::default());
    let ends = [
        "Every answer is on disk before the screen changes: leaving, Ctrl+C or a flat battery lose \
         nothing.",
        "Any command of the line works behind a colon, such as :nobody they were closed. Where a text is \
         asked, letters are text, and commands need the colon: :b goes back, :x says why there is none.",
        "Numbers that are left out belong to items for another kind of place, or to items that depend on an \
         answer.",
        "In a field Ctrl+A and Ctrl+K go to its beginning and delete to its end, Ctrl+W deletes a word; in \
         a text Ctrl+Z undoes.",
        "[*] answered   [ ] open   [-] no answer   [~] skipped   [!] flagged",
    ];
    for text in ends {
        lines.extend(styled(wrap(text, columns), Style::new()));
    }
    lines
}

fn key_lines(keys: &str, action: &str, columns: usize) -> Vec<Line<'static>> {
    if columns < SIDE_BY_SIDE {
        let wrapped = wrap_hanging(&format!("{keys}: {action}"), columns, "  ", "    ");
        return styled(wrapped, Style::new()).collect();
    }
    let keys = wrap(keys, KEY_COLUMNS);
    let action = wrap(action, columns - KEY_COLUMNS - 4);
    (0..keys.len().max(action.len()))
        .map(|row| {
            let key = keys.get(row).map_or("", String::as_str);
            let words = action.get(row).cloned().unwrap_or_default();
            Line::from(vec![
                Span::styled(format!("  {}", padded(key, KEY_COLUMNS)), bold()),
                Span::raw(format!("  {words}")),
            ])
        })
        .collect()
}
