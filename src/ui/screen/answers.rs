//! The answers of the item at hand, each with its key and whether it is given, and as many of them as
//! there is room for.

use ratatui::style::Style;
use ratatui::text::Line;

use super::entry::Purpose;
use super::hints;
use super::look::{bold, here, styled, wrap, wrap_hanging};
use super::state::{Layer, Screen, begins_text, ticks};
use crate::model::answer::Value;
use crate::model::scale::Scale;
use crate::walk::Walk;
use crate::walk::state::Given;
use crate::walk::view::Card;

/// The answers, a line or more each; what is typed, where something is typed.
pub(super) fn answers(screen: &Screen, walk: &Walk, card: &Card, columns: usize) -> Answers {
    let mut answers = Answers::default();
    let is_typed = matches!(&screen.layer, Some(Layer::Entry(entry))
        if matches!(entry.purpose, Purpose::Text | Purpose::Answer));
    let given = &walk.record(walk.cursor()).given;
    let is_several = matches!(walk.current().scale, Scale::Several(..));
    let ticks = ticks(walk);
    let mut add = |at: usize, key: &str, label: &str, is_given: bool| {
        let sign = match (is_several, is_given) {
            (true, true) => "[*]",
            (true, false) => "[ ]",
            (false, true) => "(*)",
            (false, false) => "( )",
        };
        let is_here = screen.highlight == Some(at);
        let lead = format!("{}{sign} {key}  ", if is_here { '>' } else { ' ' });
        let hang = " ".repeat(lead.chars().count());
        let style = match (is_here, is_given) {
            (true, _) => here(),
            (false, true) => bold(),
            (false, false) => Style::new(),
        };
        if is_here || (is_given && answers.focus.is_none()) {
            answers.focus = Some(answers.options.len());
        }
        let lines = wrap_hanging(label, columns, &lead, &hang);
        answers.options.push(styled(lines, style).collect());
    };
    match &walk.current().scale {
        Scale::YesNo { .. } => {
            let is = |yes| matches!(given, Some(Given::Answer(Value::YesNo(is))) if *is == yes);
            add(0, "y", "yes", is(true));
            add(1, "n", "no", is(false));
        }
        Scale::Levels(_) | Scale::Choice(_) | Scale::Several(..) => {
            let key_width = card
                .options
                .iter()
                .map(|option| option.key.len())
                .max()
                .unwrap_or(1);
            for (at, option) in card.options.iter().enumerate() {
                let is_given = ticks.get(at).copied().unwrap_or(option.is_given);
                add(
                    at,
                    &format!("{:>key_width$}", option.key),
                    &option.label,
                    is_given,
                );
            }
        }
        // What is being written stands in its field, right below the question.
        _ if is_typed => {}
        Scale::Text => {
            let text = match (given, card.draft) {
                (given, Some(draft)) => draft_words(draft, given.is_some()),
                (Some(Given::Answer(Value::Text(text))), None) => text.clone(),
                _ => hints::how_now(walk),
            };
            let style = if card.given.is_some() {
                bold()
            } else {
                Style::new()
            };
            answers
                .options
                .push(styled(wrap(&text, columns), style).collect());
        }
        _ => {
            let (text, style) = match &card.given {
                given if card.draft.is_some() => {
                    let draft = card.draft.unwrap_or_default();
                    (draft_words(draft, given.is_some()), Style::new())
                }
                Some(answer) if matches!(given, Some(Given::Answer(_))) => {
                    (format!("Answer: {answer} (Enter changes it)"), bold())
                }
                _ => (hints::how(&walk.current().scale), Style::new()),
            };
            answers
                .options
                .push(styled(wrap(&text, columns), style).collect());
        }
    }
    let (sign, words, style) = match given {
        Some(Given::Excuse(..)) => ("(*)", card.given.clone().unwrap_or_default(), bold()),
        // Nobody asks why where nothing is scored.
        _ if !walk.current().counts() && walk.current().may_not_apply => {
            ("( )", "leaves it out".to_owned(), Style::new())
        }
        _ => ("( )", "no answer".to_owned(), Style::new()),
    };
    if is_typed {
        return answers;
    }
    // Where a text is asked, commands stand behind a colon.
    let key = if begins_text(walk) { ":x" } else { "x" };
    let lead = format!(" {sign} {key}  ");
    answers.none = styled(wrap_hanging(&words, columns, &lead, "        "), style).collect();
    if is_explained(&walk.current().scale) {
        // Where a key alone is no answer, the card says how it is done.
        let how = wrap_hanging(&hints::how(&walk.current().scale), columns, " ", " ");
        answers.none.extend(styled(how, Style::new()));
    }
    answers
}

/// A draft of an answer, with what counts in the meantime.
fn draft_words(draft: &str, is_over: bool) -> String {
    let counts = if is_over {
        "the answer before it counts until it is saved"
    } else {
        "does not count yet"
    };
    format!("Draft, {counts} (Enter opens it, Del drops it): {draft}")
}

/// Whether a key alone is no answer, so that the card says how it is given.
fn is_explained(scale: &Scale) -> bool {
    matches!(scale, Scale::Several(..)) || !(scale.options().is_empty() || hints::has_keys(scale))
}

/// Whether the card of the item at hand says how it is answered, and the foot need not.
pub(super) fn says_how(walk: &Walk) -> bool {
    let scale = &walk.current().scale;
    let is_typed = scale.options().is_empty() && scale.levels().is_empty();
    let is_empty =
        walk.record(walk.cursor()).given.is_none() && !walk.has_answer_draft(walk.cursor());
    is_explained(scale) || (is_typed && is_empty && !matches!(scale, Scale::YesNo { .. }))
}

impl Answers {
    /// How many lines all of them take.
    pub(super) fn n_lines(&self) -> usize {
        self.options.iter().map(Vec::len).sum::<usize>() + self.none.len()
    }
}

/// The answers of the card as they are drawn.
#[derive(Default)]
pub(super) struct Answers {
    /// The lines of each answer.
    options: Vec<Vec<Line<'static>>>,
    /// The answer that must be seen.
    focus: Option<usize>,
    /// The lines of there being none.
    none: Vec<Line<'static>>,
}

/// As many of the answers as there is room for, around the one that must be seen.
pub(super) fn windowed(screen: &Screen, answers: Answers, height: usize) -> Vec<Line<'static>> {
    let n = answers.options.len();
    let n_lines: usize = answers.options.iter().map(Vec::len).sum();
    if n_lines + answers.none.len() <= height || n <= 1 {
        return answers
            .options
            .into_iter()
            .flatten()
            .chain(answers.none)
            .collect();
    }
    let mut answers = answers;
    // The answers come before how they are given, which the help says too.
    if height < 2 * answers.none.len() + 4 {
        answers.none.truncate(1);
        if n_lines < height {
            return answers
                .options
                .into_iter()
                .flatten()
                .chain(answers.none)
                .collect();
        }
    }
    let room = height.saturating_sub(answers.none.len() + 1);
    let focus = answers.focus.unwrap_or(0);
    let (mut first, mut end) = (focus, focus + 1);
    let mut used = answers.options[focus].len();
    // Grows around the focus, below it first, as long as whole answers fit.
    loop {
        let below = answers.options.get(end).map(Vec::len);
        let above = first.checked_sub(1).map(|at| answers.options[at].len());
        if let Some(lines) = below.filter(|lines| used + lines <= room) {
            (end, used) = (end + 1, used + lines);
        } else if let Some(lines) = above.filter(|lines| used + lines <= room) {
            (first, used) = (first - 1, used + lines);
        } else {
            break;
        }
    }
    let shown = answers.options.into_iter().skip(first).take(end - first);
    let mut lines: Vec<Line> = shown.flatten().collect();
    let sign = screen.look.sign("…", "...");
    lines.push(Line::from(format!(
        " {sign} {} to {end} of {n}: Left Right",
        first + 1
    )));
    lines.extend(answers.none);
    lines
}
