//! The item at hand: its words, its answers, what is known of it, and a field where something is
//! being written. Words and answers come first; guidance and the rest scroll below them.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::answers::{answers, windowed};
use super::draw::{put, room};
use super::entry::Purpose;
use super::look::{bold, styled, width, wrap};
use super::state::{Layer, Screen};
use crate::model::answer::Value;
use crate::model::duration;
use crate::model::event::Beside;
use crate::model::moment::Moment;
use crate::model::scale::Scale;
use crate::report::wording::sentence;
use crate::walk::Walk;
use crate::walk::view::Card;

/// Fewest rows for guidance and what is known, where the answers need many.
const FEWEST_BELOW: usize = 4;

/// Fewest rows for the answers, however long the question is.
const FEWEST_ANSWERS: usize = 3;

/// Draws the card; with guidance and notes where they have no pane of their own.
pub(super) fn draw(
    screen: &mut Screen,
    walk: &Walk,
    frame: &mut Frame,
    area: Rect,
    now: Moment,
    with_notes: bool,
) {
    let card = walk.card();
    let block = screen.look.frame(&title(screen, &card, area));
    let mut inner = block.inner(area);
    frame.render_widget(block, area);
    let columns = usize::from(inner.width).saturating_sub(2);
    let n_field = field_height(screen, walk, inner);
    let with_field = inner;
    inner.height -= n_field;
    inner.x += 1;
    inner.width = inner.width.saturating_sub(2);
    let below = if with_notes {
        below(screen, walk, &card, columns)
    } else {
        Vec::new()
    };
    let (_, height) = room(inner);
    let answers = answers(screen, walk, &card, columns);
    let mut state = state(screen, walk, &card, columns, now);
    // The answers must be seen, so a long question is cut before them; the help has all of it.
    let n_answers = answers.n_lines().min((height / 2).max(FEWEST_ANSWERS));
    state.truncate(height.saturating_sub(n_answers + 1));
    let most_asked = height.saturating_sub(n_answers + state.len()).max(1);
    let mut lines = asked(screen, card.ask, columns, most_asked);
    if lines.len() + answers.n_lines() + state.len() < height {
        lines.push(Line::default());
    }
    let n_below = below.len().min(FEWEST_BELOW.min(height / 4));
    let room_left = height.saturating_sub(lines.len() + state.len());
    let rest = room_left
        .saturating_sub(n_below)
        .max(n_answers.min(room_left));
    lines.extend(windowed(screen, answers, rest));
    lines.extend(state);
    put(frame.buffer_mut(), inner, &lines);
    let used = u16::try_from(lines.len().min(height)).unwrap_or(u16::MAX);
    if let Some(Layer::Entry(entry)) = &screen.layer {
        let field = Rect {
            y: with_field.y + used,
            height: n_field,
            ..with_field
        };
        entry.draw(frame, field, screen.look);
    }
    if with_notes && used < inner.height {
        let area = Rect {
            y: inner.y + used + n_field,
            height: inner.height - used,
            ..inner
        };
        put_scrolled(screen, frame, area, below);
    }
}

/// The question, in at most so many lines.
fn asked(screen: &Screen, ask: &str, columns: usize, most: usize) -> Vec<Line<'static>> {
    let mut lines = wrap(ask, columns);
    if lines.len() > most {
        lines.truncate(most);
        let end = screen.look.sign("… (? shows all)", "... (? shows all)");
        let last = lines.last_mut().expect("there is one line at least");
        let room = columns.saturating_sub(width(end) + 1);
        *last = format!("{} {end}", wrap(last, room)[0]);
    }
    styled(lines, bold()).collect()
}

/// Draws guidance and what is known in a pane of their own.
pub(super) fn draw_notes(screen: &mut Screen, walk: &Walk, frame: &mut Frame, area: Rect) {
    let block = screen.look.frame("Guidance and notes");
    let mut inner = block.inner(area);
    frame.render_widget(block, area);
    inner.x += 1;
    inner.width = inner.width.saturating_sub(2);
    let columns = usize::from(inner.width);
    let lines = below(screen, walk, &walk.card(), columns);
    let lines = lines.into_iter().skip(1).collect();
    put_scrolled(screen, frame, inner, lines);
}

fn title(screen: &Screen, card: &Card, area: Rect) -> String {
    let section = card
        .section
        .map_or(String::new(), |title| format!(" - {title}"));
    let label = if card.label == card.rank.to_string() {
        format!("{} of {}", card.rank, card.n_asked)
    } else {
        format!("{} - {} of {}", card.label, card.rank, card.n_asked)
    };
    screen.look.fit(
        &format!("{label}{section}"),
        usize::from(area.width).saturating_sub(4),
    )
}

/// The rows of the field, where one is open.
fn field_height(screen: &Screen, walk: &Walk, inner: Rect) -> u16 {
    let Some(Layer::Entry(entry)) = &screen.layer else {
        return 0;
    };
    let columns = inner.width.saturating_sub(2);
    let needed = u16::try_from(entry.n_rows(columns)).unwrap_or(u16::MAX);
    let height = if entry.purpose.is_prose() {
        // The words that are asked stay in sight above.
        let asked = wrap(walk.card().ask, usize::from(columns)).len() + 1;
        let above = u16::try_from(asked)
            .unwrap_or(u16::MAX)
            .max(inner.height / 3);
        let most = inner.height.saturating_sub(above).max(3);
        needed.saturating_add(3).max(inner.height / 3).min(most)
    } else {
        3
    };
    height.min(inner.height)
}

/// What is to be known at once: what is missing, what runs.
fn state(
    screen: &Screen,
    walk: &Walk,
    card: &Card,
    columns: usize,
    now: Moment,
) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut add = |text: &str, style| lines.extend(styled(wrap(text, columns), style));
    if let Some(why) = walk.nobody() {
        add(
            &format!(
                "Nobody was reached: {} Press r, then S to finish; :somebody takes it back.",
                sentence(why)
            ),
            bold(),
        );
    }
    let is_several = matches!(walk.current().scale, Scale::Several(..));
    let timer = walk.timer(walk.cursor());
    let is_typing =
        matches!(&screen.layer, Some(Layer::Entry(entry)) if entry.purpose == Purpose::Answer);
    let close = if is_typing {
        "Close the box: then "
    } else {
        ""
    };
    if let Some(since) = card.stopwatch_since {
        add(
            &format!(
                "Stopwatch: {}, running since {}. {close}t stops it, T saves it.",
                duration::spelt(timer.seconds(now)),
                since.time_of_day()
            ),
            bold(),
        );
    } else if card.stopwatch_shown > 0
        && walk.record(walk.cursor()).value() != Some(&Value::Duration(card.stopwatch_shown))
    {
        let shown = duration::spelt(card.stopwatch_shown);
        add(
            &format!(
                "Stopwatch: {shown}. {close}T saves it as the answer, t goes on from it, :timer reset begins anew."
            ),
            bold(),
        );
    }
    if is_several && card.draft.is_some() {
        let counts = if card.given.is_some() {
            "; until then your answer before it counts"
        } else {
            ""
        };
        let words = format!("What is ticked is a draft: Enter saves it{counts}.");
        add(&words, bold());
    }
    let is_remarking =
        matches!(&screen.layer, Some(Layer::Entry(entry)) if entry.purpose == Purpose::Remark);
    if card.wants_remark && !is_remarking {
        add("A remark is still missing: c writes it.", bold());
    }
    if card.is_flagged {
        let style = screen.look.mark(crate::walk::view::Mark::Flagged);
        add("[!] Flagged for the review.", style);
    }
    if card.is_skipped && card.given.is_none() {
        add("[~] You skipped this before.", Style::new());
    }
    lines
}

/// Guidance, why it matters, remark, evidence, notes; not what stands in the box that is open.
fn below(screen: &Screen, walk: &Walk, card: &Card, columns: usize) -> Vec<Line<'static>> {
    let written = match &screen.layer {
        Some(Layer::Entry(entry)) => Some(entry.purpose),
        _ => None,
    };
    let beside = written.and_then(Purpose::beside);
    let mut lines: Vec<Line> = Vec::new();
    let mut add = |head: &str, text: &str| {
        if text.trim().is_empty() {
            return;
        }
        lines.push(Line::default());
        let wrapped = wrap(&format!("{head}: {text}"), columns);
        let mut wrapped = wrapped.into_iter();
        let first = wrapped.next().unwrap_or_default();
        // A narrow pane may break the head itself.
        match first.strip_prefix(&format!("{head}:")) {
            Some(rest) => lines.push(Line::from(vec![
                Span::styled(format!("{head}:"), bold()),
                Span::raw(rest.to_owned()),
            ])),
            None => lines.push(Line::from(first)),
        }
        lines.extend(wrapped.map(Line::from));
    };
    add("Guidance", card.guidance.unwrap_or_default());
    add("Why", card.why.unwrap_or_default());
    match card.remark_draft {
        _ if beside == Some(Beside::Remark) => {}
        Some(draft) => add("Draft of a remark (c goes on)", draft),
        None => add("Remark", card.remark),
    }
    if card.evidence.is_empty() && walk.wants_evidence(walk.cursor()) && beside.is_none() {
        add("Evidence", "asked for; a adds it, now or later.");
    }
    add("Evidence", &card.evidence.join(", "));
    for (of, head) in [
        (Beside::Evidence, "Draft of evidence (a goes on)"),
        (Beside::Reason, "Draft of a reason (x goes on)"),
        (
            Beside::Nobody,
            "Draft of why nobody was reached (:nobody goes on)",
        ),
    ] {
        let draft = walk.drafted_beside(of, walk.cursor());
        let draft = draft.filter(|_| beside != Some(of));
        add(head, draft.unwrap_or_default());
    }
    if let Some(cause) = walk.record(walk.cursor()).cause {
        add("Fell short by", cause.name());
    }
    if written != Some(Purpose::Notes) {
        add("Notes", walk.notes().unwrap_or_default());
    }
    lines
}

/// Lines that scroll; says so where there are more.
fn put_scrolled(screen: &mut Screen, frame: &mut Frame, area: Rect, lines: Vec<Line>) {
    let (_, height) = room(area);
    if lines.len() <= height {
        (screen.scroll, screen.most_scroll) = (0, 0);
        return put(frame.buffer_mut(), area, &lines);
    }
    let rows = height.saturating_sub(1);
    let last = lines.len() - rows;
    screen.most_scroll = u16::try_from(last).unwrap_or(u16::MAX);
    screen.scroll = screen.scroll.min(screen.most_scroll);
    let first = usize::from(screen.scroll);
    let is_end = first == last;
    let is_writing = matches!(screen.layer, Some(Layer::Entry(_)));
    let mut shown: Vec<Line> = lines.into_iter().skip(first).take(rows).collect();
    let sign = screen.look.sign("…", "...");
    let way = match (is_end, is_writing) {
        (false, _) => "Ctrl+D shows more",
        (true, false) => "Ctrl+U goes up again",
        (true, true) => "Ctrl+D begins again",
    };
    shown.push(Line::from(format!("{sign} {way}")));
    put(frame.buffer_mut(), area, &shown);
}
