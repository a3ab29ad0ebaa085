//! The sections beside the card: how far each is, and the items of the one at hand.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::draw::{put, room};
use super::look::{Look, bold, padded, steady, width, wrap};
use crate::walk::Walk;
use crate::walk::view::SectionRow;

/// A row of the sidebar.
enum Row<'w> {
    Section(SectionRow<'w>),
    Item(usize),
}

/// Lines of a question without which a list of them is of little use.
const READABLE: usize = 2;

/// Draws the sections; the items, where there are none. What is said at the foot may take `spare` more
/// rows from them at the next key, which is to fold nothing.
pub(super) fn draw(look: Look, walk: &Walk, frame: &mut Frame, area: Rect, spare: usize) {
    let all = rows(walk, true);
    let is_flat = !matches!(all.first(), Some(Row::Section(_)));
    let block = look.frame(if is_flat { "Items" } else { "Sections" });
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let (columns, height) = room(inner);
    let lines_of = |row: &Row, most| match row {
        Row::Section(section) => vec![section_line(look, walk, section, columns)],
        Row::Item(at) => item_lines(look, walk, *at, columns, is_flat, most),
    };
    // Nothing folds with a step where all of it has room that can be read.
    let n_lines: usize = all.iter().map(|row| lines_of(row, READABLE).len()).sum();
    let sure = height.saturating_sub(spare);
    let rows = if n_lines <= sure {
        all
    } else {
        rows(walk, false)
    };
    let here = rows
        .iter()
        .position(|row| matches!(row, Row::Item(at) if *at == walk.cursor()))
        .unwrap_or(0);
    let lines = steady(rows.len(), here, (height, sure), |row, most| {
        lines_of(&rows[row], most)
    });
    put(frame.buffer_mut(), inner, &lines);
}

/// The columns in which every question of the list can be read.
pub(super) fn columns(walk: &Walk) -> u16 {
    let widest = rows(walk, true)
        .iter()
        .map(|row| match row {
            Row::Section(section) => width(section.title) + 10,
            Row::Item(at) => {
                let row = walk.row(*at);
                width(row.label) + width(row.ask) + 10
            }
        })
        .max();
    u16::try_from(widest.unwrap_or(0)).unwrap_or(u16::MAX)
}

/// The sections, with the items of all of them or of the one at hand.
fn rows<'w>(walk: &'w Walk, is_all: bool) -> Vec<Row<'w>> {
    let sections = walk.section_rows();
    let here = walk.section_number(walk.cursor());
    let items = |section: usize| {
        walk.asked()
            .filter(move |at| walk.section_number(*at) == section)
            .map(Row::Item)
    };
    if sections.is_empty() {
        return items(here).collect();
    }
    let mut rows = Vec::new();
    for section in sections {
        let place = section.number - 1;
        rows.push(Row::Section(section));
        if is_all || place == here {
            rows.extend(items(place));
        }
    }
    rows
}

fn section_line(look: Look, walk: &Walk, row: &SectionRow, columns: usize) -> Line<'static> {
    let is_here = row.number == walk.section_number(walk.cursor()) + 1;
    // What was begun there, and is not kept, is seen from everywhere.
    let is_drafted = walk
        .drafted()
        .any(|at| walk.section_number(at) + 1 == row.number);
    let draft = if is_drafted { "[d] " } else { "" };
    let far = format!("{draft}{}/{}", row.n_done, row.n_asked);
    let lead = format!("{}{} ", if is_here { '>' } else { ' ' }, row.number);
    let room = columns.saturating_sub(width(&lead) + width(&far) + 1);
    let title = padded(&look.fit(row.title, room), room);
    let style = if is_here { bold() } else { Style::new() };
    Line::from(Span::styled(format!("{lead}{title} {far}"), style))
}

fn item_lines(
    look: Look,
    walk: &Walk,
    at: usize,
    columns: usize,
    is_flat: bool,
    most: usize,
) -> Vec<Line<'static>> {
    let row = walk.row(at);
    let is_here = at == walk.cursor();
    let lead = match (is_flat, is_here) {
        (true, true) => ">",
        (true, false) => " ",
        (false, true) => " > ",
        (false, false) => "   ",
    };
    let sign = row.mark.sign();
    let used = lead.len() + sign.len() + 1;
    let room = columns.saturating_sub(used);
    let text = format!("{} {}", row.label, row.ask);
    let style = if is_here {
        Style::new().add_modifier(Modifier::BOLD)
    } else {
        Style::new()
    };
    let words = look.clipped(wrap(&text, room), most, room);
    let lines = words.into_iter().enumerate().map(|(n, words)| match n {
        0 => Line::from(vec![
            Span::styled(lead, style),
            Span::styled(sign, look.mark(row.mark)),
            Span::styled(format!(" {words}"), style),
        ]),
        _ => Line::from(Span::styled(format!("{}{words}", " ".repeat(used)), style)),
    });
    lines.collect()
}
