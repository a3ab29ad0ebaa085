//! `?`: first how the item at hand is answered, then the keys, made of the one table.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::entry::{Entry, Purpose};
use super::hints;
use super::keys::is_of_rows;
use super::look::{bold, padded, styled, wrap, wrap_hanging};
use super::state::{Page, begins_text};
use crate::model::scale::Scale;
use crate::walk::Walk;
use crate::walk::key_table::{KEYS, Key};

/// What is done on a page of rows.
const OF_LIST: &str = "Up and Down choose an item, PgUp and PgDn go by a page, Enter goes to it, o chooses the next \
    open one, Esc goes back to where you were.";

/// What is done in the review.
const OF_REVIEW: &str = "Every item with its answer; what is still open is marked, +c stands behind an answer \
    with a remark, +a behind one with evidence. c writes a remark on the item chosen, S finishes the visit once nothing is open.";

/// The keys of every box, beside those that its frame names.
const IN_BOX: [(&str, &str); 7] = [
    ("Ctrl+U", "clears the line, back to its beginning"),
    ("Ctrl+Y", "brings back what Ctrl+U, Ctrl+W or Ctrl+K took"),
    (
        "Ctrl+W, Ctrl+K",
        "delete a word, delete to the end of the line",
    ),
    ("Ctrl+A, End", "go to the beginning of the line, to its end"),
    ("Ctrl+D", "shows more of the guidance"),
    ("F1", "this help; ? too where a number is typed"),
    ("Ctrl+C", "leaves the visit; everything is kept"),
];

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
            let how = vec![card.ask.to_owned(), hints::how_now(walk)];
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
    for (key, shown) in rows(walk, page) {
        if group != Some(key.group) {
            group = Some(key.group);
            lines.push(Line::default());
            lines.push(heading(key.group.word().to_owned()));
        }
        lines.extend(key_lines(&shown, key.action, columns));
    }
    lines.push(Line::default());
    let ends = [
        "Every answer is on disk before the screen changes: leaving, Ctrl+C or a flat battery lose \
         nothing.",
        "Any command of the line works behind a colon, such as :nobody they were closed. Where a text is \
         asked, letters are text, and commands need the colon: Shift+Tab goes back, :x says why there is none.",
        "Numbers that are left out belong to items for another kind of place, or to items that depend on an \
         answer.",
        "In every box Ctrl+S saves, in a box of one line Enter too; Esc closes the box and leaves what is \
         written as a draft, which does not count yet: the key that opened the box opens it again, Del \
         drops it.",
        "In a box Ctrl+U clears the line, Ctrl+Y brings back what was deleted so, Ctrl+A and Ctrl+K go to its \
         beginning and delete to its end, Ctrl+W deletes a word; F1 is the help of the box, and ? too where a \
         number is typed.",
        "[*] answered  [ ] open  [-] no answer  [~] skipped  [d] draft  [!] flagged",
    ];
    for text in ends {
        lines.extend(styled(wrap(text, columns), Style::new()));
    }
    lines
}

/// Help on a box: what it asks, and the keys that work in it.
pub(super) fn help_on_box(walk: &Walk, entry: &Entry, columns: usize) -> Vec<Line<'static>> {
    let card = walk.card();
    let scale = &walk.current().scale;
    let how = match entry.purpose {
        Purpose::Answer | Purpose::Option => Some(hints::how_typed(scale)),
        Purpose::Evidence => Some(hints::NO_FILE_YET.to_owned()),
        _ => None,
    };
    let guidance = card.guidance.map(|text| format!("Guidance: {text}"));
    let mut lines = vec![Line::from(Span::styled(entry.title.clone(), bold()))];
    let texts = std::iter::once(card.ask.to_owned())
        .chain(how)
        .chain(guidance);
    let is_of_item = !matches!(entry.purpose, Purpose::Notes | Purpose::Command);
    for text in texts.filter(|_| is_of_item) {
        lines.extend(styled(wrap(&text, columns), Style::new()));
    }
    lines.push(Line::default());
    lines.push(Line::from(Span::styled("IN THIS BOX", bold())));
    let of_kind = entry.keys().iter().filter_map(|key| {
        let (name, action) = key.split_once(' ')?;
        Some((name, action))
    });
    for (keys, action) in of_kind.chain(IN_BOX) {
        lines.extend(key_lines(keys, action, columns));
    }
    lines
}

/// The rows of the table that hold on a page, each with its keys as they are pressed there.
pub(super) fn rows(walk: &Walk, page: Page) -> impl Iterator<Item = (&'static Key, String)> {
    KEYS.iter().filter_map(move |row| {
        let is_review = matches!(page, Page::Review(_));
        let shown = match page {
            Page::Card => on_card(walk, row),
            Page::List(_) | Page::Review(_) if !is_of_rows(row.command, is_review) => return None,
            // By a page of rows, and so said above.
            Page::List(_) | Page::Review(_) => without(row, |name| name.starts_with("Pg")).1,
        };
        (!row.action.is_empty() && !shown.is_empty()).then_some((row, shown))
    })
}

/// The keys of a row at the item at hand: without those that answer it. Where letters are text, a
/// command has its name in their place.
fn on_card(walk: &Walk, row: &Key) -> String {
    let is_text = begins_text(walk);
    let is_several = matches!(walk.current().scale, Scale::Several(..));
    let answers = |name: &str| {
        (is_text && name.len() == 1 && name.starts_with(char::is_alphabetic))
            || (is_several && ["Up", "Down"].contains(&name))
    };
    let (is_less, left) = without(row, answers);
    if !(is_less && is_text) {
        return left;
    }
    let word = row.words.first().copied().unwrap_or(row.letter);
    let parts = [left, format!(":{word}")];
    let parts: Vec<String> = parts.into_iter().filter(|part| part.len() > 1).collect();
    parts.join(", ")
}

/// Whether some of the keys of a row are taken for something else, and the others as they are shown.
fn without(row: &Key, is_taken: impl Fn(&str) -> bool) -> (bool, String) {
    let left: Vec<&str> = row
        .keys
        .iter()
        .copied()
        .filter(|name| !is_taken(name))
        .collect();
    if left.len() == row.keys.len() {
        return (false, row.shown());
    }
    (true, left.join(", "))
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
