//! A report to be read at leisure: the scorecard, when the visit is finished.

use ratatui::Frame;
use ratatui::crossterm::event::KeyCode;
use ratatui::style::{Color, Style};
use ratatui::text::Line;

use super::draw::{put, room};
use super::keys::{is_bound, is_control};
use super::look::{Look, bold};
use super::state::Input;
use crate::render::{Format, Page, render};
use crate::report::{Block, Report, Tone};

/// Widest lines of a report.
const WIDEST: u16 = 100;

/// A report that scrolls.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    look: Look,
    report: Report,
    scroll: usize,
    /// The lines, for the columns that they were made for.
    made: Option<(usize, Vec<Line<'static>>)>,
    n_shown: usize,
}

impl Paper {
    /// A report, from its beginning.
    pub(super) fn new(look: Look, report: Report) -> Self {
        Self {
            look,
            report,
            scroll: 0,
            made: None,
            n_shown: 1,
        }
    }

    /// Takes what comes from the terminal; true when it has been read.
    pub(super) fn take(&mut self, input: &Input) -> bool {
        let (Input::Key(key) | Input::Again(key)) = input else {
            return false;
        };
        let page = self.n_shown.saturating_sub(1).max(1);
        match key.code {
            _ if is_control(*key, 'c') => return true,
            _ if !is_bound(*key, false) => {}
            KeyCode::Up | KeyCode::Char('k') => self.scroll = self.scroll.saturating_sub(1),
            KeyCode::Down | KeyCode::Char('j') => self.scroll += 1,
            KeyCode::PageUp => self.scroll = self.scroll.saturating_sub(page),
            KeyCode::PageDown | KeyCode::Char(' ') => self.scroll += page,
            KeyCode::Home => self.scroll = 0,
            KeyCode::End => self.scroll = usize::MAX,
            // Not Esc, which closes boxes: pressed once too often it would take the page away unread.
            KeyCode::Enter | KeyCode::Char('q') => return true,
            _ => {}
        }
        false
    }

    /// Draws it.
    pub(super) fn draw(&mut self, frame: &mut Frame) {
        let mut area = frame.area();
        area.width = area.width.min(WIDEST);
        let title = self.look.fit(
            "The visit is finished and kept",
            usize::from(area.width.saturating_sub(4)),
        );
        let block = self.look.frame(&title);
        let mut inner = block.inner(area);
        inner.x += 1;
        inner.width = inner.width.saturating_sub(2);
        let (columns, height) = room(inner);
        self.n_shown = height;
        if self.made.as_ref().is_none_or(|(made, _)| *made != columns) {
            self.made = Some((columns, lines(self.look, &self.report, columns)));
        }
        let Some((_, lines)) = &self.made else {
            return;
        };
        let last = lines.len().saturating_sub(height);
        self.scroll = self.scroll.min(last);
        let keys: &[&str] = match (self.scroll, last) {
            (_, 0) => &["Enter leaves"],
            (at, last) if at == last => &["Enter leaves", "That is all", "Up"],
            _ => &["More: Down or Space", "Enter leaves"],
        };
        let edge = self.look.edge(keys, area.width);
        frame.render_widget(block.title_bottom(edge), area);
        let shown = &lines[self.scroll..(self.scroll + height).min(lines.len())];
        put(frame.buffer_mut(), inner, shown);
        self.look.plainly(frame.buffer_mut());
    }
}

/// The blocks of a report, each as it is on any terminal, in the style of what it is.
fn lines(look: Look, report: &Report, columns: usize) -> Vec<Line<'static>> {
    let mut lines: Vec<Line> = Vec::new();
    for block in &report.blocks {
        let style = match block {
            Block::Heading(..) => bold(),
            Block::Note(Tone::Good, _) => look.colored(Color::Green),
            Block::Note(Tone::Warning, _) => look.colored(Color::Magenta),
            Block::Note(Tone::Bad, _) => look.colored(Color::Red),
            _ => Style::new(),
        };
        let alone = Report {
            blocks: vec![block.clone()],
            data: Vec::new(),
            ..report.clone()
        };
        let page = Page {
            width: columns,
            ..Page::default()
        };
        let bytes = render(&alone, Format::Terminal, &page);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        for line in text.trim_matches('\n').lines() {
            lines.push(Line::styled(look.drawn(line), style));
        }
    }
    lines
}
