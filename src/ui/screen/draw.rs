//! Draws the screen: where the parts lie at each width, the line on top, the lines at the foot.
//! The same walk and the same state give the same picture.

use std::fmt::Write;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::entry::Purpose;
use super::look::{Look, bold, styled, width, wrap};
use super::state::{Layer, Page, Screen, begins_text};
use super::{answers, card, hints, layers, rows, sidebar};
use crate::model::duration;
use crate::model::moment::Moment;
use crate::model::scale::Scale;
use crate::model::text::visible_line;
use crate::walk::Walk;

/// The smallest window that the screen is laid out for: columns, rows.
pub const SMALLEST: (u16, u16) = (34, 12);

/// Columns from which the sections stand beside the card.
const WITH_SIDEBAR: u16 = 64;

/// Columns from which guidance and remarks have a pane of their own.
const WITH_NOTES: u16 = 110;

/// Columns that the card keeps beside the list of items.
const CARD: u16 = 44;

/// Rows below which the foot takes as little as it can: the answers come first.
const LOW: u16 = 14;

/// Most lines of keys at the foot.
const MOST_FOOTER: usize = 2;

/// Lines that most messages take at most.
const USUAL_MESSAGE: usize = 2;

/// Most lines of a message, in a high window.
const MOST_MESSAGE: usize = 6;

/// What a window too small to answer in says: its size, the size that is needed, another way out.
pub(super) fn too_small((columns, rows): (u16, u16), way_out: &str) -> String {
    format!(
        "Too small to answer in: {columns} by {rows}. Make the window {} by {} or larger; or {way_out}.",
        SMALLEST.0, SMALLEST.1
    )
}

impl Screen {
    /// Draws everything.
    pub fn draw(&mut self, walk: &Walk, frame: &mut Frame, now: Moment) {
        let area = frame.area();
        self.size = (area.width, area.height);
        if self.is_small() {
            return self.draw_too_small(walk, frame, area);
        }
        let columns = usize::from(area.width);
        let most = usize::from(area.height / 5).clamp(2, MOST_MESSAGE);
        let mut message = self.message_lines(walk, columns, most);
        if area.height < LOW && self.message.is_none() && self.layer.is_none() {
            message.clear();
        }
        let footer = self.footer_lines(walk, columns);
        let spare = (USUAL_MESSAGE + MOST_FOOTER).saturating_sub(message.len() + footer.len());
        let n_foot = u16::try_from(message.len() + footer.len()).unwrap_or(4);
        let [head, body, foot] = split(area, 1, n_foot);
        put(
            frame.buffer_mut(),
            head,
            &[header(self.look, walk, columns, now, self.is_unsaved(walk))],
        );
        put(frame.buffer_mut(), foot, &[message, footer].concat());
        match self.page {
            Page::Card => self.draw_card(walk, frame, body, now, spare),
            Page::List(at) => rows::draw_list(self, walk, frame, body, at),
            Page::Review(at) => rows::draw_review(self, walk, frame, body, at),
        }
        layers::draw(self, walk, frame, body);
        self.look.plainly(frame.buffer_mut());
    }

    fn draw_card(&mut self, walk: &Walk, frame: &mut Frame, area: Rect, now: Moment, spare: usize) {
        let (side, notes) = match area.width {
            0..WITH_SIDEBAR => (0, 0),
            width @ WITH_SIDEBAR..WITH_NOTES => ((width * 3 / 10).clamp(22, 30), 0),
            width => {
                let notes = (width / 4).clamp(34, 60);
                // As wide as the questions are, as long as the card keeps its room.
                let most = (width / 2).min(width - notes - CARD).max(26);
                (sidebar::columns(walk).clamp(26, most), notes)
            }
        };
        let at = |x: u16, width: u16| Rect {
            x: area.x + x,
            width,
            ..area
        };
        if side > 0 {
            sidebar::draw(self.look, walk, frame, at(0, side), spare);
        }
        let middle = area.width - side - notes;
        card::draw(self, walk, frame, at(side, middle), now, notes == 0);
        if notes > 0 {
            card::draw_notes(self, walk, frame, at(side + middle, notes));
        }
    }

    /// A window too small to lay anything out: it says so, and takes no answer that would be given
    /// blindly. A field that is open can be written in all the same.
    fn draw_too_small(&self, walk: &Walk, frame: &mut Frame, area: Rect) {
        let columns = usize::from(area.width);
        let card = walk.card();
        let asked = format!("{} {}", card.label, card.ask);
        let mut lines: Vec<Line> = Vec::new();
        if let Some(message) = &self.message {
            let style = self.look.tone(message.tone);
            lines.extend(styled(wrap(&message.text, columns), style));
        }
        if let Some(Layer::Entry(entry)) = &self.layer {
            lines.extend(styled(wrap(&asked, columns), bold()));
            let n_field = area
                .height
                .min(if entry.purpose.is_prose() { 5 } else { 3 });
            let [above, field, _] = split(area, area.height - n_field, 0);
            put(frame.buffer_mut(), above, &lines);
            return entry.draw(frame, field, self.look);
        }
        let way_out = if self.layer.is_some() {
            "Esc closes what is open"
        } else {
            "Ctrl+C leaves, and mystery visit --resume --ui line goes on in any window"
        };
        let words = format!("{} Everything is kept.", too_small(self.size, way_out));
        lines.extend(styled(wrap(&words, columns), Style::new()));
        lines.extend(styled(wrap(&asked, columns), bold()));
        put(frame.buffer_mut(), area, &lines);
    }

    fn message_lines(&self, walk: &Walk, columns: usize, most: usize) -> Vec<Line<'static>> {
        let (text, style) = match (&self.layer, &self.message) {
            (Some(Layer::Entry(entry)), _) if entry.note.is_some() => {
                (entry.note.clone().unwrap_or_default(), Style::new())
            }
            (_, Some(message)) => {
                let mut text = message.text.clone();
                let bare = |at: &usize| walk.record(*at).remark.is_empty();
                let went_on_from = self.went_on_from.filter(bare);
                if let Some(at) = went_on_from.filter(|_| self.layer.is_none()) {
                    let item = walk.spelt_label(at);
                    let _ = write!(text, " Shift+Tab, then c: a remark on {item}; a: evidence.");
                }
                (text, self.look.tone(message.tone))
            }
            (Some(Layer::Entry(entry)), None) if entry.purpose == Purpose::Answer => {
                (hints::how_typed(&walk.current().scale), Style::new())
            }
            (Some(Layer::Entry(entry)), None)
                if entry.purpose == Purpose::Text && walk.has_answer_draft(entry.at) =>
            {
                let before = match walk.record(entry.at).given {
                    Some(_) => " Until then the one before counts.",
                    None => "",
                };
                (
                    format!("A draft of it is kept; Ctrl+S makes it the answer.{before}"),
                    Style::new(),
                )
            }
            (Some(Layer::Entry(entry)), None) if entry.purpose == Purpose::Evidence => {
                (hints::NO_FILE_YET.into(), Style::new())
            }
            (Some(_), None) => (String::new(), Style::new()),
            (None, None) if self.moved_to.is_some() && self.page == Page::Card => {
                let text = format!("{} {}", moved(walk), standing(walk));
                (text.trim_end().to_owned(), Style::new())
            }
            (None, None) => match self.page {
                Page::Review(at) if !walk.record(at).remark.is_empty() => {
                    let remark = &walk.record(at).remark;
                    let text = format!("Remark on {}: {remark}", walk.label(at));
                    (text, Style::new())
                }
                Page::Card => (standing(walk), Style::new()),
                _ => (String::new(), Style::new()),
            },
        };
        let lines = self.look.clipped(wrap(&text, columns), most, columns);
        styled(lines, style).collect()
    }

    /// The keys; where there is no room for all, the most needed ones.
    fn footer_lines(&self, walk: &Walk, columns: usize) -> Vec<Line<'static>> {
        let field = match &self.layer {
            Some(Layer::Entry(entry)) => Some(entry),
            Some(Layer::Palette(palette)) => Some(&palette.entry),
            _ => None,
        };
        if let Some(entry) = field {
            let keys = hints::in_box(entry.purpose.is_number());
            return flowed(keys.iter(), columns).into_iter().take(1).collect();
        }
        if self.layer.is_some() {
            return vec![Line::default()];
        }
        let keys = hints::footer(self.page, &walk.current().scale, begins_text(walk));
        // Where keys are others than elsewhere, they need their room in a low window too.
        let scale = &walk.current().scale;
        let is_usual = self.page == Page::Card && !matches!(scale, Scale::Several(..));
        let is_low = self.size.1 < LOW && is_usual;
        let most = if is_low { 1 } else { MOST_FOOTER };
        let mut shown = vec![false; keys.len()];
        let mut lines = vec![Line::default()];
        for place in hints::by_need(&keys) {
            shown[place] = true;
            let chosen = keys.iter().zip(&shown).filter(|(_, is)| **is);
            let with = flowed(chosen.map(|(key, _)| key), columns);
            if with.len() <= most {
                lines = with;
            } else {
                shown[place] = false;
            }
        }
        lines
    }
}

/// Said at the foot of a card where nothing else is.
fn standing(walk: &Walk) -> String {
    let scale = &walk.current().scale;
    if matches!(scale, Scale::Text) && !begins_text(walk) {
        "Enter opens it; other letters are keys.".into()
    } else if begins_text(walk) {
        "Letters are text here; : begins a command.".into()
    } else if walk.nobody().is_none() && !answers::says_how(walk) {
        hints::how(scale)
    } else {
        String::new()
    }
}

/// Said once another item is at hand.
fn moved(walk: &Walk) -> String {
    let card = walk.card();
    let item = format!("item {} of {}", card.rank, card.n_asked);
    if card.label == card.rank.to_string() {
        format!("Now at {item}.")
    } else {
        format!("Now at {}, {item}.", card.label)
    }
}

/// Keys and their words, as many on a line as fit.
fn flowed<'k>(
    keys: impl Iterator<Item = &'k (String, &'static str)>,
    columns: usize,
) -> Vec<Line<'static>> {
    let mut lines = vec![Line::default()];
    let mut used = 0;
    for (key, word) in keys {
        let gap = if used == 0 { 0 } else { 2 };
        let needed = width(key) + 1 + width(word);
        if used > 0 && used + gap + needed > columns {
            lines.push(Line::default());
            used = 0;
        }
        let last = lines.last_mut().expect("there is one");
        if used > 0 {
            last.push_span(Span::raw("  "));
            used += 2;
        }
        last.push_span(Span::styled(key.clone(), bold()));
        last.push_span(Span::raw(format!(" {word}")));
        used += needed;
    }
    lines
}

/// Whose place it is, what runs, how far the visit is.
fn header(look: Look, walk: &Walk, columns: usize, now: Moment, is_unsaved: bool) -> Line<'static> {
    let facts = walk.facts();
    let (n_done, n_asked) = walk.progress();
    let mut right = String::new();
    let running = walk.running();
    if let Some((at, _)) = running.first() {
        let shown = duration::spelt(walk.timer(*at).seconds(now));
        let _ = write!(right, "t {shown}  ");
    }
    let gauge = if columns >= usize::from(WITH_SIDEBAR) {
        12
    } else {
        6
    };
    let bar = look.gauge(n_done, n_asked, gauge);
    let _ = write!(right, "[{bar}] {n_done}/{n_asked}");
    if is_unsaved && columns >= usize::from(WITH_SIDEBAR) {
        right.insert_str(0, "draft  ");
    }
    let name = facts.organisation.as_str().to_uppercase();
    let site = facts.named_site();
    let site = site.map_or(String::new(), |site| format!(", {site}"));
    let room = columns.saturating_sub(width(&right) + 1);
    let (name, site) = if width(&name) + width(&site) <= room {
        (name, site)
    } else if width(&name) + 6 <= room {
        let left = room - width(&name);
        (name, look.fit(&site, left))
    } else {
        (look.fit(&name, room), String::new())
    };
    let name = visible_line(&name).into_owned();
    let site = visible_line(&site).into_owned();
    let gap = columns.saturating_sub(width(&name) + width(&site) + width(&right));
    Line::from(vec![
        Span::styled(name, bold()),
        Span::raw(format!("{site}{}{right}", " ".repeat(gap))),
    ])
}

/// Cuts an area into so many rows on top, so many at the foot, and the rest between.
fn split(area: Rect, n_top: u16, n_foot: u16) -> [Rect; 3] {
    let n_foot = n_foot.min(area.height.saturating_sub(n_top));
    let n_body = area.height.saturating_sub(n_top + n_foot);
    let at = |y: u16, height: u16| Rect {
        y: area.y + y,
        height,
        ..area
    };
    [at(0, n_top), at(n_top, n_body), at(n_top + n_body, n_foot)]
}

/// Writes lines from the top of an area, as far as they fit.
pub(super) fn put(buffer: &mut Buffer, area: Rect, lines: &[Line]) {
    for (row, line) in (area.y..area.bottom()).zip(lines) {
        buffer.set_line(area.x, row, line, area.width);
    }
}

/// The cells that a line leaves free.
pub(super) fn room(area: Rect) -> (usize, usize) {
    (usize::from(area.width), usize::from(area.height))
}
