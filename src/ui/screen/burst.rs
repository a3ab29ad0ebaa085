//! Keys that come faster than anybody types: a paste that the terminal does not mark, or a word that
//! was meant for a field. They are text where a text is written, and nothing anywhere else.

use std::time::Duration;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::answering;
use super::state::{Input, Layer, Page, Screen, begins_text};
use crate::model::scale::Scale;
use crate::walk::Walk;
use crate::walk::effect::Tone;

/// The longest that may lie between two keys of one burst: people who type fast need twice as long.
pub(super) const APART: Duration = Duration::from_millis(30);

/// Keys that came without a pause: letters among them that make a word become a burst, what else
/// there is stays as it came. One and the same letter, again and again, is a key held down.
pub(super) fn gathered(inputs: Vec<Input>) -> Vec<Input> {
    let mut gathered = Vec::new();
    let mut run: Vec<KeyEvent> = Vec::new();
    for input in inputs {
        match input {
            Input::Key(key) if is_typed(key) => run.push(key),
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
    matches!(input, Input::Key(key) if is_typed(*key) && matches!(key.code, KeyCode::Char(_)))
}

fn settled(run: Vec<KeyEvent>) -> Vec<Input> {
    let mut letters = run.iter().filter_map(|key| match key.code {
        KeyCode::Char(letter) => Some(letter),
        _ => None,
    });
    let first = letters.next();
    if letters.any(|letter| Some(letter) != first) {
        return vec![Input::Burst(run)];
    }
    run.into_iter().map(Input::Key).collect()
}

impl Screen {
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
