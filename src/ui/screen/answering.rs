//! Keys that answer: one key where each answer has one, a small field where something is typed.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::entry::{Entry, Purpose};
use super::hints;
use super::state::{Layer, Screen, begins_text, entry, ticked, ticks};
use crate::model::answer::Value;
use crate::model::duration;
use crate::model::reading::read_answer;
use crate::model::scale::Scale;
use crate::ui::session::doubtful_time;
use crate::walk::Walk;
use crate::walk::effect::{Field, Tone, answer_words};
use crate::walk::request::Request;

/// Takes a key that answers; `None` where it is another kind of key.
pub(super) fn key(screen: &mut Screen, walk: &Walk, key: KeyEvent) -> Option<()> {
    let is_plain = (key.modifiers - KeyModifiers::SHIFT).is_empty();
    if !is_plain {
        return None;
    }
    let scale = &walk.current().scale;
    match (scale, key.code) {
        (Scale::YesNo { .. }, KeyCode::Char('y' | 'Y')) => answer(screen, "y"),
        (Scale::YesNo { .. }, KeyCode::Char('n' | 'N')) => answer(screen, "n"),
        (Scale::Text, KeyCode::Enter) => open_text(screen, walk),
        // As at a line: what is typed is text, and commands stand behind a colon.
        (Scale::Text, KeyCode::Char('i' | 'e')) if !begins_text(walk) => open_text(screen, walk),
        (Scale::Text, KeyCode::Char(letter))
            if begins_text(walk) && !COMMANDS_ON_TEXT.contains(letter) =>
        {
            open_text(screen, walk);
            if let Some(Layer::Entry(entry)) = &mut screen.layer {
                entry.begin(key);
                // It may have been pressed for the item before; or begins what is to be said.
                if screen.went_on_from.is_some() && letter.is_ascii_digit() {
                    screen.say(Tone::Aside, run_on(letter));
                }
            }
        }
        (Scale::Text, _) => return None,
        (
            Scale::Duration(_) | Scale::Count(..) | Scale::Tally { .. } | Scale::Number { .. },
            code,
        ) => return field(screen, walk, code),
        (Scale::Several(..), KeyCode::Char(' ')) => {
            let at = screen.highlight.unwrap_or(0);
            screen.highlight = Some(at);
            toggle(screen, walk, &[at]);
        }
        (Scale::Several(..), KeyCode::Enter) => several_done(screen, walk),
        (Scale::Several(..), KeyCode::Down) | (_, KeyCode::Right | KeyCode::Char(' ')) => {
            highlight(screen, walk, 1);
        }
        (Scale::Several(..), KeyCode::Up) | (_, KeyCode::Left) => highlight(screen, walk, -1),
        (_, KeyCode::Enter) => match screen.highlight {
            Some(at) => answer(screen, &typed_at(scale, at)),
            None if walk.card().wants_remark => screen.ask(Request::Remark(String::new())),
            None if hints::has_keys(scale) => screen.say(Tone::Aside, hints::how(scale)),
            None => open_option(screen, walk, ""),
        },
        (_, KeyCode::Char(digit @ '0'..='9')) if hints::has_keys(scale) => {
            digit_pressed(screen, walk, digit);
        }
        (Scale::YesNo { .. }, _) => return None,
        (_, KeyCode::Char(digit @ ('0'..='9' | '-'))) => {
            open_option(screen, walk, &digit.to_string());
        }
        _ => return None,
    }
    Some(())
}

/// The only letters that are commands where a text is asked: none of them begins a sentence.
const COMMANDS_ON_TEXT: &str = ":?/%[]";

/// Said of a digit that may have been pressed for the item before.
pub(super) fn run_on(digit: char) -> String {
    format!("Here words are asked; yours begin with {digit}. Not meant? Esc.")
}

/// Opens the box of a text.
pub(super) fn open_text(screen: &mut Screen, walk: &Walk) {
    if walk.nobody().is_some() {
        // The walk says why not.
        answer(screen, "-");
    } else {
        screen.open_entry(walk, Field::Text);
    }
}

fn answer(screen: &mut Screen, typed: &str) {
    screen.ask(Request::Answer(typed.to_owned()));
}

/// A digit where each answer has a key.
fn digit_pressed(screen: &mut Screen, walk: &Walk, digit: char) {
    let scale = &walk.current().scale;
    match scale {
        Scale::Several(options, _) => match (digit as usize).checked_sub('1' as usize) {
            Some(at) if at < options.len() => {
                screen.highlight = Some(at);
                toggle(screen, walk, &[at]);
            }
            // As at a line: none of them.
            None => {
                if ticks(walk).contains(&true) {
                    screen.ask(Request::Draft("0".into()));
                }
                ask_none(screen);
            }
            Some(_) => screen.refuse(&hints::no_key(digit, scale)),
        },
        scale if read_answer(scale, &digit.to_string()).is_err() => {
            screen.refuse(&hints::no_key(digit, scale));
        }
        _ => answer(screen, &digit.to_string()),
    }
}

/// A field for what is typed: opened by Enter with what is there, or by its first digit.
fn field(screen: &mut Screen, walk: &Walk, code: KeyCode) -> Option<()> {
    let scale = &walk.current().scale;
    let given = given(walk);
    let start = match code {
        KeyCode::Enter => match (walk.draft(walk.cursor()), &given) {
            (Some(draft), _) => draft.to_owned(),
            (None, given) => given.clone(),
        },
        KeyCode::Char(digit @ '0'..='9') => digit.to_string(),
        KeyCode::Char('-') if matches!(scale, Scale::Number { .. }) => "-".into(),
        _ => return None,
    };
    if walk.nobody().is_some() {
        answer(screen, &start);
        return Some(());
    }
    open_field(screen, walk, &start, &given);
    // As in the first questions: what was given gives way to what is typed, a draft is gone on with.
    if code == KeyCode::Enter
        && walk.draft(walk.cursor()).is_none()
        && let Some(Layer::Entry(entry)) = &mut screen.layer
    {
        entry.select();
    }
    Some(())
}

/// The answer so far, as it stands in a field.
pub(super) fn given(walk: &Walk) -> String {
    match walk.record(walk.cursor()).value() {
        Some(Value::Duration(seconds)) => duration::spelt(*seconds),
        value => value.map_or(String::new(), ToString::to_string),
    }
}

/// Opens the field of a number or a time with what is typed of it; `given` is the answer so far.
pub(super) fn open_field(screen: &mut Screen, walk: &Walk, start: &str, given: &str) {
    let title = format!("Item {}: {}", walk.label(walk.cursor()), hints::typed(walk));
    let mut entry = Entry::new(Purpose::Answer, walk.cursor(), title, start);
    entry.compare_with(given);
    entry.draft_is(walk.draft(walk.cursor()).unwrap_or(given));
    entry.note = understood(walk, start);
    screen.lay_over(Layer::Entry(Box::new(entry)));
}

/// How a time is understood that is typed so far: a bare number is one of seconds, which not
/// everybody means.
pub(super) fn understood(walk: &Walk, typed: &str) -> Option<String> {
    let named = match walk.current().scale {
        Scale::Duration(_) => named(walk, typed)?,
        _ => return None,
    };
    Some(match doubtful_time(walk, typed) {
        Some(doubt) => format!("{}; {}.", doubt.words, doubt.other),
        None => format!("{named}. Enter saves it."),
    })
}

fn open_option(screen: &mut Screen, walk: &Walk, start: &str) {
    let title = format!("Item {}: {}", walk.label(walk.cursor()), hints::typed(walk));
    let layer: Layer = entry(walk, Purpose::Option, title, start);
    screen.lay_over(layer);
}

/// How many answers there are to highlight.
fn n_answers(scale: &Scale) -> usize {
    match scale {
        Scale::YesNo { .. } => 2,
        scale => scale.levels().len() + scale.options().len(),
    }
}

fn highlight(screen: &mut Screen, walk: &Walk, by: isize) {
    let scale = &walk.current().scale;
    let n = n_answers(scale);
    if n == 0 {
        return;
    }
    let given = match walk.record(walk.cursor()).value() {
        Some(Value::YesNo(is_yes)) => Some(usize::from(!is_yes)),
        Some(Value::Level(value)) => scale
            .levels()
            .iter()
            .position(|level| level.value == *value),
        Some(Value::Choice(id)) => scale.options().iter().position(|option| option.id == *id),
        _ => None,
    };
    screen.highlight = Some(match screen.highlight.or(given) {
        None if by > 0 => 0,
        None => n - 1,
        Some(at) => (at + n).saturating_add_signed(by) % n,
    });
    screen.say(
        Tone::Aside,
        match scale {
            Scale::Several(..) => "Space ticks what > marks, or unticks it.",
            _ => "Enter saves what > marks.",
        },
    );
}

/// What is typed for the answer at a place of the card.
fn typed_at(scale: &Scale, at: usize) -> String {
    match scale {
        Scale::YesNo { .. } => if at == 0 { "y" } else { "n" }.into(),
        Scale::Levels(levels) => levels
            .get(at)
            .map_or(String::new(), |level| level.value.to_string()),
        _ => (at + 1).to_string(),
    }
}

/// Ticks some options, or unticks them: a draft, until Enter takes it.
fn toggle(screen: &mut Screen, walk: &Walk, places: &[usize]) {
    let mut ticks = ticks(walk);
    for at in places {
        if let Some(tick) = ticks.get_mut(*at) {
            *tick = !*tick;
        }
    }
    screen.is_none_asked = false;
    let record = walk.record(walk.cursor());
    if ticks == ticked(&walk.current().scale, record.value()) {
        if walk.draft(walk.cursor()).is_some() {
            screen.ask(Request::Draft(String::new()));
        }
        return;
    }
    screen.ask(Request::Draft(numbers(&ticks)));
    screen.say(Tone::Aside, "A draft; Enter saves what is ticked.");
}

fn several_done(screen: &mut Screen, walk: &Walk) {
    let ticks = ticks(walk);
    if ticks.contains(&true) || screen.is_none_asked {
        return answer(screen, &numbers(&ticks));
    }
    ask_none(screen);
}

/// What is ticked, as it is typed at a line.
fn numbers(ticks: &[bool]) -> String {
    let ticked: Vec<String> = (1..=ticks.len())
        .filter(|number| ticks[number - 1])
        .map(|number| number.to_string())
        .collect();
    if ticked.is_empty() {
        return "0".into();
    }
    ticked.join(",")
}

fn ask_none(screen: &mut Screen) {
    screen.is_none_asked = true;
    screen.say(
        Tone::Aside,
        "Nothing is ticked. Enter once more says: none of them.",
    );
}

/// Ticks what was typed by number or name, or unticks it. The error says the way out.
pub(super) fn tick_typed(screen: &mut Screen, walk: &Walk, typed: &str) -> Result<(), String> {
    if typed.trim().is_empty() {
        return Ok(());
    }
    let scale = &walk.current().scale;
    match read_answer(scale, typed) {
        Ok(Value::Several(ids)) => {
            let named = scale.options().iter().enumerate();
            let places: Vec<usize> = named
                .filter(|(_, option)| ids.contains(&option.id))
                .map(|(at, _)| at)
                .collect();
            screen.highlight = places.last().copied().or(screen.highlight);
            toggle(screen, walk, &places);
            Ok(())
        }
        Ok(_) => Ok(()),
        Err(way_out) => Err(format!("Not ticked: {way_out}.")),
    }
}

/// The option that is typed so far, in its own words.
pub(super) fn named(walk: &Walk, typed: &str) -> Option<String> {
    let item = walk.current();
    let value = read_answer(&item.scale, typed).ok()?;
    Some(format!(
        "{}: {}",
        typed.trim(),
        answer_words(item, &value, walk.language())
    ))
}
