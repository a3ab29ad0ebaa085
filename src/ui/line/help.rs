//! `?` at a line: how to answer this item; `? all`: every key, made of the one table.

use super::draw::Style;
use super::reading::is_settled;
use crate::model::reading::way_out;
use crate::model::scale::Scale;
use crate::report::wording::sentence;
use crate::walk::Walk;
use crate::walk::key_table::{KEYS, Key};

/// Columns that what is typed may take before its meaning goes to a line of its own.
const KEY_COLUMNS: usize = 26;

/// Narrowest window in which keys and meanings stand side by side.
const SIDE_BY_SIDE: usize = 64;

/// Help on the item at hand, in short, so that it stays in view.
pub fn help(walk: &Walk, style: Style) -> Vec<String> {
    let card = walk.card();
    let mut lines = vec![String::new()];
    lines.push(style.bold(format!("Help on {}", card.label)));
    if let Some(guidance) = card.guidance {
        lines.extend(style.wrap(guidance));
    }
    if let Some(why) = card.why {
        lines.extend(style.wrap(&format!("Why it matters: {why}")));
    }
    let is_text = matches!(walk.current().scale, Scale::Text);
    let way_out = way_out(&walk.current().scale);
    let way_out = if is_text {
        "type it, as many lines as you like; a dot alone ends it".to_owned()
    } else {
        way_out
    };
    lines.extend(style.wrap(&format!("To answer: {}", sentence(&capital(&way_out)))));
    if !card.options.is_empty() {
        lines.extend(style.wrap("Two letters and more of a label do as well."));
    }
    if is_settled(walk) {
        lines.extend(style.wrap("It has its answer: Enter goes on to the next open item."));
    }
    lines.extend(style.wrap(&if is_text {
        "Or: :skip puts it off, :na or :missed where there is no answer, :back goes back to where you were (after a jump: from where you jumped), :prev \
         to the item before, :open to the next open one, :review looks over all, :finish finishes, :q leaves and keeps all. :help all shows the rest.".to_owned()
    } else {
        let other = walk.asked().find(|at| *at != walk.cursor());
        let other = walk.label(other.unwrap_or_default());
        format!("Or: s puts it off, x where there is no answer, c WORDS for a remark (c {other}: WORDS for one on {other}), b goes back to where you \
         were (after a jump: from where you jumped), - to the item before, o to the next open one, r looks over all, u takes the last change back, :finish finishes, q leaves and keeps all. \
         ? all shows the rest.")
    }));
    lines
}

/// All keys, group by group.
pub fn keys(style: Style) -> Vec<String> {
    let mut lines = Vec::new();
    let mut group = None;
    for key in KEYS
        .iter()
        .filter(|key| !key.action.is_empty() && !key.line.is_empty())
    {
        if group != Some(key.group) {
            group = Some(key.group);
            lines.push(String::new());
            lines.push(style.bold(key.group.word().to_owned()));
        }
        lines.extend(key_lines(key, style));
    }
    lines.push(String::new());
    lines.extend(style.wrap(
        "Everything is on disk before it is acknowledged: leaving, Ctrl-C or a flat battery lose nothing. \
         Long forms begin with a colon and work everywhere; on a text, all commands take the colon. \
         Enter shows an open item again; from one that has its answer it goes on to the next open one.",
    ));
    lines
}

fn key_lines(key: &Key, style: Style) -> Vec<String> {
    if style.is_plain || style.width < SIDE_BY_SIDE {
        let typed = spaced(key.line);
        return style.wrap_hanging(&format!("{typed}: {}", key.action), "  ", "    ");
    }
    let width = style.width.saturating_sub(KEY_COLUMNS + 4);
    let narrow = |width| Style { width, ..style };
    let typed = narrow(KEY_COLUMNS).wrap(&spaced(key.line));
    let action = narrow(width).wrap(key.action);
    let n_lines = typed.len().max(action.len());
    let at = |lines: &[String], n: usize| lines.get(n).cloned().unwrap_or_default();
    (0..n_lines)
        .map(|n| {
            let line = format!("  {:<KEY_COLUMNS$}  {}", at(&typed, n), at(&action, n));
            line.trim_end().to_owned()
        })
        .collect()
}

/// The ways to type it, with commas where the table has gaps.
fn spaced(line: &str) -> String {
    let ways: Vec<&str> = line
        .split("  ")
        .map(str::trim)
        .filter(|way| !way.is_empty())
        .collect();
    ways.join(", ")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
