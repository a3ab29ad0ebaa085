//! What lies over a page: menus, questions, the help, where to go, the score so far.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::draw::{put, room};
use super::help;
use super::hints;
use super::look::{bold, first_shown, here, padded, styled, width, wrap, wrap_hanging};
use super::palette::{Palette, Spot};
use super::rows::more;
use super::state::{Asking, Layer, Page, Screen};
use crate::model::answer::Cause;
use crate::report::wording::percent;
use crate::ui::line::{asked, draw as words, overview};
use crate::walk::Walk;
use crate::walk::effect::Question;

/// Columns of a menu.
const MENU: u16 = 58;

/// Columns of a long text.
const TEXT: u16 = 84;

/// Draws the layer, where there is one.
pub(super) fn draw(screen: &mut Screen, walk: &Walk, frame: &mut Frame, body: Rect) {
    let Some(layer) = screen.layer.take() else {
        return;
    };
    let columns = usize::from(MENU.min(body.width).saturating_sub(4));
    match &layer {
        Layer::Help => {
            let columns = usize::from(TEXT.min(body.width).saturating_sub(4));
            let lines = match &screen.beneath {
                Some(entry) => help::help_on_box(walk, entry, columns),
                None => help::help(walk, screen.page, columns),
            };
            text(screen, frame, body, "Help", lines);
        }
        Layer::Score => {
            let columns = usize::from(TEXT.min(body.width).saturating_sub(4));
            let lines = score(walk, columns);
            let title = if walk.open().next().is_some() {
                "The score so far"
            } else {
                "The score"
            };
            text(screen, frame, body, title, lines);
        }
        Layer::Palette(palette) => self::palette(screen, walk, frame, body, palette),
        Layer::Reasons { with_words } => {
            let lines = reasons(walk, *with_words, columns);
            menu(screen, frame, body, "Why is there no answer?", &lines);
        }
        Layer::Causes => {
            let lines = causes(columns);
            menu(screen, frame, body, "Why did it fall short?", &lines);
        }
        Layer::Confirm(asking) => {
            let lines = question(asking, columns);
            let title = match asking {
                Asking::Finish => "Finish",
                Asking::Reveal => "The score so far",
            };
            menu(screen, frame, body, title, &lines);
        }
        // On a card a field is part of it.
        Layer::Entry(entry) if screen.page != Page::Card => {
            let rows = if entry.purpose.is_prose() { 9 } else { 3 };
            let area = centered(body, TEXT, rows);
            frame.render_widget(Clear, area);
            entry.draw(frame, area, screen.look);
        }
        Layer::Entry(_) => {}
    }
    screen.layer = Some(layer);
}

/// An area of at most this size in the middle of another.
fn centered(body: Rect, columns: u16, rows: u16) -> Rect {
    let width = columns.min(body.width);
    let height = rows.min(body.height);
    Rect {
        x: body.x + (body.width - width) / 2,
        y: body.y + (body.height - height) / 2,
        width,
        height,
    }
}

/// A frame with lines in it, as large as they need.
fn menu(screen: &Screen, frame: &mut Frame, body: Rect, title: &str, lines: &[Line]) {
    let rows = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
    let area = centered(body, MENU, rows);
    // In a low window every line counts.
    let is_low = rows > body.height;
    let lines: Vec<Line> = lines
        .iter()
        .filter(|line| !is_low || line.width() > 0)
        .cloned()
        .collect();
    let block = screen.look.frame(title);
    let mut inner = block.inner(area);
    frame.render_widget(Clear, area);
    frame.render_widget(block, area);
    inner.x += 1;
    inner.width = inner.width.saturating_sub(2);
    put(frame.buffer_mut(), inner, &lines);
}

/// A long text that scrolls.
fn text(screen: &mut Screen, frame: &mut Frame, body: Rect, title: &str, lines: Vec<Line>) {
    let rows = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
    let area = centered(body, TEXT, rows);
    let n_shown = usize::from(area.height.saturating_sub(2));
    let last = u16::try_from(lines.len().saturating_sub(n_shown)).unwrap_or(u16::MAX);
    screen.over = screen.over.min(last);
    let keys: &[&str] = if last == 0 {
        &["Esc closes"]
    } else if screen.over == last {
        &["That is all", "Up", "Esc closes"]
    } else {
        &["More: Down or Space", "Esc closes"]
    };
    let edge = screen.look.edge(keys, area.width);
    let block = screen.look.frame(title).title_bottom(edge);
    let mut inner = block.inner(area);
    frame.render_widget(Clear, area);
    frame.render_widget(block, area);
    inner.x += 1;
    inner.width = inner.width.saturating_sub(2);
    let lines: Vec<Line> = lines
        .into_iter()
        .skip(usize::from(screen.over))
        .take(n_shown)
        .collect();
    put(frame.buffer_mut(), inner, &lines);
}

fn reasons(walk: &Walk, with_words: bool, columns: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut add = |key: &str, text: &str| {
        let lead = format!("{key}  ");
        let wrapped = wrap_hanging(text, columns, &lead, "   ");
        lines.extend(styled(wrapped, Style::new()));
    };
    if walk.current().may_not_apply {
        add("1", "it did not apply");
    } else {
        add("-", "it always applies: 1 cannot be");
    }
    add("2", "I did not see it, or cannot remember");
    add(
        "3",
        "they did otherwise, and it served the customer (say why)",
    );
    if walk.current().may_be_awaited() {
        add("4", "it is not due yet (say by when)");
    }
    lines.push(Line::default());
    let more = if with_words {
        let keys = hints::reasons(walk);
        format!("Now {keys}: then a few words of why. Esc closes.")
    } else {
        "w adds a few words of why. Esc leaves it open.".into()
    };
    lines.extend(styled(wrap(&more, columns), Style::new()));
    lines
}

fn causes(columns: usize) -> Vec<Line<'static>> {
    let mut lines: Vec<Line> = Cause::ALL
        .iter()
        .enumerate()
        .map(|(at, cause)| Line::from(format!("{}  {}", at + 1, cause.name())))
        .collect();
    lines.push(Line::from("0  none of them"));
    lines.push(Line::default());
    lines.extend(styled(
        wrap("Esc leaves it as it was.", columns),
        Style::new(),
    ));
    lines
}

fn question(asking: &Asking, columns: usize) -> Vec<Line<'static>> {
    let (text, keys) = match asking {
        Asking::Finish => (
            "Finish the visit? It becomes a record and is scored; what is changed later is a \
             correction that names it."
                .to_owned(),
            "y finishes   n goes back",
        ),
        Asking::Reveal => {
            let style = words::Style {
                width: 10_000,
                is_plain: true,
                has_color: false,
            };
            let (lines, _) = asked::question(&Question::Reveal, true, style);
            (lines.join(" "), "y shows it   n keeps it hidden")
        }
    };
    let mut lines: Vec<Line> = styled(wrap(&text, columns), Style::new()).collect();
    lines.push(Line::default());
    lines.push(Line::from(Span::styled(keys, bold())));
    lines
}

fn score(walk: &Walk, columns: usize) -> Vec<Line<'static>> {
    let card = walk.scorecard();
    let style = words::Style {
        width: columns,
        is_plain: false,
        has_color: false,
    };
    let total = overview::score(walk, style);
    let mut lines: Vec<Line> = styled(total, bold()).collect();
    let rows = walk.section_rows();
    if rows.is_empty() || walk.nobody().is_some() {
        return lines;
    }
    lines.push(Line::default());
    for (number, section) in card.sections.iter().enumerate() {
        let Some(row) = rows.iter().find(|row| row.number == number + 1) else {
            continue;
        };
        let share = section
            .score
            .map_or_else(|| "-".to_owned(), |share| percent(share.exact()));
        let room = columns.saturating_sub(8);
        let title = crate::model::text::visible_line(row.title).into_owned();
        let title = beginning_cells(&title, room);
        lines.push(Line::from(format!("{} {share:>6}", padded(&title, room))));
    }
    lines
}

fn beginning_cells(text: &str, columns: usize) -> String {
    wrap(text, columns).into_iter().next().unwrap_or_default()
}

fn palette(screen: &Screen, walk: &Walk, frame: &mut Frame, body: Rect, palette: &Palette) {
    let n_spots = u16::try_from(palette.spots.len()).unwrap_or(u16::MAX);
    let area = centered(body, TEXT, n_spots.max(1).saturating_add(5));
    frame.render_widget(Clear, area);
    let field = Rect {
        height: area.height.min(3),
        ..area
    };
    palette.entry.draw(frame, field, screen.look);
    let below = Rect {
        y: field.bottom(),
        height: area.height - field.height,
        ..area
    };
    let block = screen.look.frame("");
    let inner = block.inner(below);
    let (columns, height) = room(inner);
    let first = first_shown(palette.chosen, palette.spots.len(), height);
    let more = more(first, palette.spots.len(), height);
    frame.render_widget(block.title_bottom(more), below);
    if palette.spots.is_empty() {
        let text = "Nothing here fits. Esc closes; then l lists all items.";
        return put(
            frame.buffer_mut(),
            inner,
            &styled(wrap(text, columns), Style::new()).collect::<Vec<_>>(),
        );
    }
    let sections = walk.section_rows();
    let lines: Vec<Line> = palette
        .spots
        .iter()
        .enumerate()
        .skip(first)
        .take(height)
        .map(|(place, spot)| {
            let is_here = place == palette.chosen;
            let (lead, text, far) = match spot {
                Spot::Item(at) => {
                    let row = walk.row(*at);
                    let text = format!("{} {}  {}", row.mark.sign(), row.label, row.ask);
                    let section = sections
                        .iter()
                        .find(|section| section.number == walk.section_number(*at) + 1);
                    let title = section.map_or(String::new(), |section| {
                        screen.look.fit(section.title, columns / 3)
                    });
                    (if is_here { '>' } else { ' ' }, text, title)
                }
                Spot::Section(number) => {
                    let row = sections.iter().find(|row| row.number == *number);
                    let (title, far) = row.map_or((String::new(), String::new()), |row| {
                        let far = format!("{} of {} done", row.n_done, row.n_asked);
                        (row.title.to_owned(), far)
                    });
                    let text = format!("section {number}  {title}");
                    (if is_here { '>' } else { ' ' }, text, far)
                }
            };
            let room = columns.saturating_sub(2 + width(&far));
            let text = padded(&screen.look.fit(&text, room), room);
            let style = if is_here { here() } else { Style::new() };
            Line::from(Span::styled(format!("{lead}{text} {far}"), style))
        })
        .collect();
    put(frame.buffer_mut(), inner, &lines);
}
