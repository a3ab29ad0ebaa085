//! The pages of all items: under their sections, or with all answers for the review. Only the rows
//! in the window are made.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::draw::{put, room};
use super::look::{
    Look, bold, first_shown, here, padded, roomy, styled, width, wrap, wrap_hanging,
};
use super::state::Screen;
use crate::report::closing::limited_basis;
use crate::report::wording::{percent, sentence};
use crate::ui::session::open_words;
use crate::walk::Walk;
use crate::walk::effect::{beginning, is_to_follow};

/// Most letters of an answer that are looked at for a row.
const LONGEST_ANSWER: usize = 120;

/// Columns from which the list says why numbers are missing, and the review what a draft is.
const WITH_GAPS: u16 = 56;

enum Row {
    Section(usize),
    Item(usize),
}

/// Draws all items under their sections.
pub(super) fn draw_list(screen: &Screen, walk: &Walk, frame: &mut Frame, area: Rect, at: usize) {
    let has_gaps = walk.asked().count() < walk.standard().items().count();
    let title = if has_gaps && area.width >= WITH_GAPS {
        "All items (numbers left out are not asked here)"
    } else {
        "All items"
    };
    let block = screen.look.frame(title);
    let inner = block.inner(area);
    let sections = walk.section_rows();
    let mut rows = Vec::new();
    let mut section = usize::MAX;
    for item in walk.asked() {
        let number = walk.section_number(item);
        if number != section {
            section = number;
            let row = sections.iter().position(|row| row.number == number + 1);
            rows.extend(row.map(Row::Section));
        }
        rows.push(Row::Item(item));
    }
    let (columns, height) = room(inner);
    let place = rows
        .iter()
        .position(|row| matches!(row, Row::Item(item) if *item == at));
    let first = first_shown(place.unwrap_or(0), rows.len(), height);
    frame.render_widget(block.title_bottom(more(first, rows.len(), height)), area);
    let lines = roomy(rows.len(), place.unwrap_or(0), height, |row, most| {
        let item = match &rows[row] {
            Row::Section(place) => {
                let row = &sections[*place];
                let text = format!(
                    "{} {}  {}/{}",
                    row.number, row.title, row.n_done, row.n_asked
                );
                let text = screen.look.fit(&text, columns);
                return vec![Line::from(Span::styled(text, bold()))];
            }
            Row::Item(item) => *item,
        };
        item_lines(screen.look, walk, item, columns, item == at, false, most)
    });
    put(frame.buffer_mut(), inner, &lines);
}

/// Draws all answers, with what is still missing above them.
pub(super) fn draw_review(screen: &Screen, walk: &Walk, frame: &mut Frame, area: Rect, at: usize) {
    let block = screen.look.frame("Review");
    let inner = block.inner(area);
    let (columns, height) = room(inner);
    let mut head = wrap_hanging(&state(walk), columns, " ", " ");
    let follows: Vec<&str> = walk
        .evidence_to_follow()
        .into_iter()
        .map(|at| walk.label(at))
        .collect();
    if !follows.is_empty() {
        let text = format!(
            "Evidence to follow: {}. It never holds up the visit.",
            follows.join(", ")
        );
        head.extend(wrap_hanging(&text, columns, " ", " "));
    }
    if let Some(legend) = legend(walk) {
        head.extend(wrap_hanging(legend, columns, " ", " "));
    }
    let head = screen.look.clipped(head, (height / 3).max(1), columns);
    let mut head: Vec<Line> = styled(head, bold()).collect();
    head.push(Line::default());
    let items: Vec<usize> = walk.asked().collect();
    let place = items.partition_point(|item| *item < at);
    let n_rows = height.saturating_sub(head.len());
    let first = first_shown(place, items.len(), n_rows);
    frame.render_widget(block.title_bottom(more(first, items.len(), n_rows)), area);
    head.extend(roomy(items.len(), place, n_rows, |row, most| {
        let item = items[row];
        item_lines(screen.look, walk, item, columns, item == at, true, most)
    }));
    put(frame.buffer_mut(), inner, &head);
}

/// What a window of `height` rows of `n` leaves out, for the lower edge of its frame.
pub(super) fn more(first: usize, n: usize, height: usize) -> String {
    let below = n.saturating_sub(first + height);
    match (first, below) {
        (0, 0) => String::new(),
        (0, below) => format!(" {below} more below "),
        (above, 0) => format!(" {above} more above "),
        (above, below) => format!(" {above} more above, {below} below "),
    }
}

/// What is still missing, or that nothing is.
fn state(walk: &Walk) -> String {
    if let Some(why) = walk.nobody() {
        return format!(
            "Nobody was reached: {} S finishes the visit.",
            sentence(why)
        );
    }
    let open: Vec<usize> = walk.open().collect();
    if open.is_empty()
        && let Some(words) = walk.drafted_words()
    {
        if walk.drafted().next().is_none() {
            return format!("{words}. {}", walk.drafted_way_out());
        }
        return format!("{words}: Enter there looks at it. Nothing else is open.");
    }
    if open.is_empty() {
        let score = if walk.may_see_score() {
            walk.scorecard().total.map_or(String::new(), |total| {
                format!(" The score is {} of 100.", percent(total.exact()))
            })
        } else {
            String::new()
        };
        let limited = limited_basis(&walk.scorecard(), walk.standard())
            .map_or(String::new(), |limited| format!(" {limited}"));
        return format!("Nothing is open.{score}{limited} S finishes the visit.");
    }
    let n_remarks = open.iter().filter(|at| walk.wants_remark(**at)).count();
    let remarks = match n_remarks {
        0 => String::new(),
        1 => " (1 of them wants a remark)".into(),
        n => format!(" ({n} of them want a remark)"),
    };
    format!(
        "{}{remarks}. The visit cannot be finished until then.",
        open_words(open.len())
    )
}

/// Whether an item has a remark, and whether it has evidence that is at hand.
fn beside(walk: &Walk, at: usize) -> (bool, bool) {
    let record = walk.record(at);
    let mut evidence = record.evidence.iter();
    (
        !record.remark.is_empty(),
        evidence.any(|path| !is_to_follow(path)),
    )
}

/// What the signs behind the answers say, as far as there are any.
fn legend(walk: &Walk) -> Option<&'static str> {
    let (mut has_remark, mut has_evidence) = (false, false);
    for at in walk.asked() {
        let (remark, evidence) = beside(walk, at);
        has_remark |= remark;
        has_evidence |= evidence;
    }
    Some(match (has_remark, has_evidence) {
        (true, true) => "+c: with a remark. +a: with evidence.",
        (true, false) => "+c: with a remark.",
        (false, true) => "+a: with evidence.",
        (false, false) => return None,
    })
}

fn item_lines(
    look: Look,
    walk: &Walk,
    at: usize,
    columns: usize,
    is_here: bool,
    with_answer: bool,
    most: usize,
) -> Vec<Line<'static>> {
    let row = walk.row(at);
    let sign = row.mark.sign();
    let lead = if is_here { ">" } else { " " };
    let draft = if columns < usize::from(WITH_GAPS) {
        "draft"
    } else {
        "draft, not kept yet"
    };
    let answer = if !with_answer || walk.nobody().is_some() {
        String::new()
    } else {
        match &row.given {
            None if row.has_draft => format!("OPEN, {draft}"),
            None => "OPEN".into(),
            Some(_) if row.wants_remark => "REMARK MISSING".into(),
            // It counts as long as the draft over it does not.
            Some(given) if row.has_draft => {
                let given = look.fit(&beginning(given, LONGEST_ANSWER), columns * 2 / 5);
                format!("{given}; draft")
            }
            Some(given) => look.fit(&beginning(given, LONGEST_ANSWER), columns * 2 / 5),
        }
    };
    let (has_remark, has_evidence) = beside(walk, at);
    let answer = match (has_remark && with_answer, has_evidence && with_answer) {
        (true, true) => format!("{answer} +c +a"),
        (true, false) => format!("{answer} +c"),
        (false, true) => format!("{answer} +a"),
        (false, false) => answer,
    };
    let answer = answer.trim_start();
    let used = lead.len() + sign.len() + 1 + width(answer) + usize::from(!answer.is_empty());
    let room = columns.saturating_sub(used);
    let words = wrap(&format!("{} {}", row.label, row.ask), room);
    let words = look.clipped(words, most, room);
    let style = if is_here { here() } else { Style::new() };
    let is_missing = row.given.is_none() || row.wants_remark || row.has_draft;
    let answer_style = if is_missing { bold() } else { Style::new() };
    let lines = words.into_iter().enumerate().map(|(n, words)| {
        if n > 0 {
            let hang = " ".repeat(lead.len() + sign.len() + 1);
            return Line::from(vec![
                Span::raw(hang),
                Span::styled(padded(&words, room), style),
            ]);
        }
        let mut line = Line::from(vec![
            Span::styled(lead, bold()),
            Span::styled(sign, look.mark(row.mark)),
            Span::raw(" "),
            Span::styled(padded(&words, room), style),
        ]);
        if !answer.is_empty() {
            line.push_span(Span::styled(format!(" {answer}"), answer_style));
        }
        line
    });
    lines.collect()
}
