//! Keys that come faster than anybody types: a paste that the terminal does not mark, or a word that
//! was meant for a field. They are text where a text is written, and nothing anywhere else.

use std::time::{Duration, Instant};

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::answering;
use super::state::{Input, Layer, Page, Screen, begins_text};
use crate::model::scale::Scale;
use crate::walk::Walk;
use crate::walk::effect::Tone;

/// The longest that may lie between two keys of one burst: people who type fast need twice as long.
pub(super) const APART: Duration = Duration::from_millis(30);

/// Less than lies between two presses of one key that are both meant, and more than between those of a worn
/// one that bounces: nobody has read the next item by then. (A key held down comes again after 250 ms at
/// the soonest, as a second press may; from then on every 30 ms.)
const TWICE: Duration = Duration::from_millis(120);

/// The key that came last, and when.
#[derive(Debug, Default)]
pub(super) struct Pace(Option<(KeyEvent, Instant)>);

impl Pace {
    /// What came at a time; the same key too soon after itself is that key again.
    pub(super) fn of(&mut self, input: Input, at: Instant) -> Input {
        let Input::Key(key) = input else {
            return input;
        };
        let before = self.0.replace((key, at));
        let is_again = |(last, then)| last == key && at.saturating_duration_since(then) < TWICE;
        if before.is_some_and(is_again) {
            return Input::Again(key);
        }
        input
    }
}

/// Keys that came without a pause: letters among them that make a word become a burst, what else
/// there is stays as it came. One and the same letter, again and again, is a key held down.
pub(super) fn gathered(inputs: Vec<Input>) -> Vec<Input> {
    let mut gathered = Vec::new();
    let mut run: Vec<Input> = Vec::new();
    for input in inputs {
        match input {
            Input::Key(key) | Input::Again(key) if is_typed(key) => run.push(input),
            other => {
                gathered.extend(settled(std::mem::take(&mut run)));
                gathered.push(other);
            }
        }
    }
    gathered.extend(settled(run));
    gathered
}

/// Whether a key may stand in the middle of a word.
fn is_typed(key: KeyEvent) -> bool {
    let is_plain = (key.modifiers - KeyModifiers::SHIFT).is_empty();
    is_plain && matches!(key.code, KeyCode::Char(_) | KeyCode::Enter | KeyCode::Tab)
}

/// Whether a key begins what may be a burst.
pub(super) fn is_letter(input: &Input) -> bool {
    matches!(input, Input::Key(key) | Input::Again(key)
        if is_typed(*key) && matches!(key.code, KeyCode::Char(_)))
}

fn settled(run: Vec<Input>) -> Vec<Input> {
    let keys = run.iter().filter_map(|input| match input {
        Input::Key(key) | Input::Again(key) => Some(*key),
        _ => None,
    });
    let mut letters = keys.clone().filter_map(|key| match key.code {
        KeyCode::Char(letter) => Some(letter),
        _ => None,
    });
    let first = letters.next();
    if letters.any(|letter| Some(letter) != first) {
        return vec![Input::Burst(keys.collect())];
    }
    run
}

impl Screen {
    /// Whether a key that came again has done what it does: it answered the item or the question before, or
    /// opened the box that nothing is written in yet. It is said, and taken once.
    pub(super) fn has_taken_once(&mut self, key: KeyEvent) -> bool {
        let KeyCode::Char(letter) = key.code else {
            // What is asked about is read before it is confirmed.
            return matches!(&self.layer, Some(Layer::Entry(entry)) if entry.is_asked_about());
        };
        let is_done = match &self.layer {
            // Before any other key, it was meant for the question before.
            None => {
                self.page == Page::Card && (self.spelt.is_none() || self.went_on_from.is_some())
            }
            Some(Layer::Entry(entry)) => entry.is_unasked && entry.text().is_empty(),
            Some(_) => false,
        };
        let words = format!(" {letter} came twice at once, and is taken once.");
        let said = self.message.as_mut();
        if let Some(said) = said.filter(|said| is_done && !said.text.ends_with(&words)) {
            said.text.push_str(&words);
        }
        is_done
    }

    /// Takes keys that came as a word.
    pub(super) fn burst(&mut self, walk: &Walk, keys: &[KeyEvent]) {
        let is_card = self.layer.is_none() && self.page == Page::Card && !self.is_small();
        // No word begins with the keys that open a line to type in.
        let is_opened = self.layer.is_none()
            && matches!(keys.first(), Some(key) if matches!(key.code, KeyCode::Char(':' | '/')));
        let is_typed = matches!(
            walk.current().scale,
            Scale::Duration(_) | Scale::Count(..) | Scale::Tally { .. } | Scale::Number { .. }
        );
        if is_card && is_typed && walk.nobody().is_none() && !is_opened {
            let letters = keys.iter().map_while(|key| match key.code {
                KeyCode::Char(letter) => Some(letter),
                _ => None,
            });
            let typed: String = letters.collect();
            return answering::open_field(self, walk, &typed, &answering::given(walk));
        }
        if self.is_field() || is_opened || (is_card && begins_text(walk)) {
            for (n, key) in keys.iter().enumerate() {
                // Once what was written is closed, the rest is no text any more.
                if n > 0 && !self.is_field() {
                    return;
                }
                self.key(walk, *key);
            }
            return;
        }
        self.say(
            Tone::Refused,
            "Typed too fast to be keys; nothing was done.",
        );
    }

    fn is_field(&self) -> bool {
        matches!(&self.layer, Some(Layer::Entry(entry)) if !entry.is_sent)
            || matches!(&self.layer, Some(Layer::Palette(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Input> {
        let code = |letter| match letter {
            '\n' => KeyCode::Enter,
            '^' => KeyCode::Up,
            letter => KeyCode::Char(letter),
        };
        text.chars()
            .map(|letter| Input::Key(KeyEvent::from(code(letter))))
            .collect()
    }

    #[test]
    fn the_same_key_too_soon_is_that_key_again_and_no_other_is() {
        let begun = Instant::now();
        let mut pace = Pace::default();
        let mut comes = |letter: char, ms: u64| {
            let key = KeyEvent::from(KeyCode::Char(letter));
            let paced = pace.of(Input::Key(key), begun + Duration::from_millis(ms));
            matches!(paced, Input::Again(_))
        };
        // Bounced; then held down, until it is let go.
        assert_eq!([comes('3', 0), comes('3', 40)], [false, true]);
        assert_eq!([comes('3', 110), comes('3', 150)], [true, true]);
        assert_eq!([comes('3', 270), comes('3', 400)], [false, false]);
        // Quick fingers on different keys are not held up.
        assert_eq!([comes('y', 420), comes('n', 440)], [false, false]);
        assert_eq!([comes('y', 460), comes('4', 480)], [false, false]);
    }

    #[test]
    fn a_word_is_a_burst_and_a_key_held_down_is_not() {
        for single in ["y", "jjjj", "4\n", "^j^", "y^n"] {
            assert_eq!(gathered(keys(single)), keys(single), "{single}");
        }
        for word in ["out", "y\nn\n", "policeman", "two\n"] {
            let burst = gathered(keys(word));
            assert!(matches!(burst.as_slice(), [Input::Burst(keys)] if keys.len() == word.len()));
        }
        let mixed = gathered([keys("^"), keys("ab"), vec![Input::Resize(80, 24)]].concat());
        assert!(matches!(
            mixed.as_slice(),
            [Input::Key(_), Input::Burst(_), Input::Resize(..)]
        ));
    }
}
