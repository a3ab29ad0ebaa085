//! The first screen as it is drawn: what was replied above, the question and its field below.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::super::draw::{put, room, too_small};
use super::super::look::{bold, first_shown, here, styled, wrap, wrap_hanging};
use super::{Field, Opening};

impl Opening {
    /// Draws it: what was answered above, the question below it.
    pub(in super::super) fn draw(&mut self, frame: &mut Frame) {
        let area = frame.area();
        self.size = (area.width, area.height);
        if self.is_small() {
            return self.draw_too_small(frame, area);
        }
        let keys = ["? help", "Ctrl+C leaves", "Shift+Tab back"];
        let block = self.look.frame(self.title);
        let block = block.title_bottom(self.look.edge(&keys, area.width));
        let mut inner = block.inner(area);
        frame.render_widget(block, area);
        inner.x += 1;
        inner.width = inner.width.saturating_sub(2);
        let n_field = match &self.field {
            Field::Line(_) => 3,
            Field::Text(_) => (inner.height / 2).max(3),
            Field::YesNo => 2,
        }
        .min(inner.height);
        inner.height -= n_field;
        let (columns, height) = room(inner);
        let question: Vec<Line> = styled(wrap(&self.question, columns), bold()).collect();
        let mut offered = Vec::new();
        let mut focus = 0;
        for (at, thing) in self.offered.iter().enumerate() {
            let is_here = self.chosen == Some(at);
            if is_here {
                focus = offered.len();
            }
            let lead = format!("{}{}  ", if is_here { '>' } else { ' ' }, at + 1);
            let hang = " ".repeat(lead.chars().count());
            let style = if is_here { here() } else { Style::new() };
            offered.extend(styled(wrap_hanging(thing, columns, &lead, &hang), style));
        }
        let n_offered = offered.len().min(height.saturating_sub(question.len() + 2));
        let first = first_shown(focus, offered.len(), n_offered);
        let above = height.saturating_sub(question.len() + n_offered + 1);
        let said: Vec<Line> = self
            .said
            .iter()
            .flat_map(|(text, style)| {
                let lead = if text.starts_with("  ") { "  " } else { "" };
                styled(wrap_hanging(text.trim_start(), columns, lead, lead), *style)
            })
            .collect();
        let skipped = said.len().saturating_sub(above);
        let mut lines: Vec<Line> = said.into_iter().skip(skipped).collect();
        lines.push(Line::default());
        lines.extend(question);
        lines.extend(offered.into_iter().skip(first).take(n_offered));
        put(frame.buffer_mut(), inner, &lines);
        // The field stands right below what it answers.
        let used = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let field = Rect {
            y: inner.y + used.min(inner.height),
            height: n_field,
            ..inner
        };
        match &self.field {
            Field::Line(entry) | Field::Text(entry) => entry.draw(frame, field, self.look),
            Field::YesNo => {
                let text = if self.is_refused {
                    "Only y or n: y yes   n no"
                } else {
                    "y yes   n no"
                };
                let lines = styled(wrap(text, columns), bold());
                put(frame.buffer_mut(), field, &lines.collect::<Vec<_>>());
            }
        }
        self.look.plainly(frame.buffer_mut());
    }

    /// What is said instead of a question that cannot be read with its choices.
    fn draw_too_small(&self, frame: &mut Frame, area: Rect) {
        let columns = usize::from(area.width);
        let way_out = "Ctrl+C leaves, and mystery visit --ui line asks in any window";
        let words = too_small(self.size, way_out);
        let mut lines: Vec<Line> = styled(wrap(&words, columns), Style::new()).collect();
        lines.extend(styled(wrap(&self.question, columns), bold()));
        put(frame.buffer_mut(), area, &lines);
    }
}
