//! Keys pressed at random, pasted text and windows of any size among them: nothing panics, and the
//! journal comes to the same visit.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::*;
use crate::walk::Walk;
use crate::walk::sample::standard;

/// Sequences that are tried: few by default, as many as `MYSTERY_SEQUENCES` says.
fn n_sequences() -> u32 {
    let told = std::env::var("MYSTERY_SEQUENCES").ok();
    told.and_then(|n| n.parse().ok()).unwrap_or(150)
}

fn any_key() -> impl Strategy<Value = Input> {
    let letters = "yn0123456789xsbcagtTurlofmwkjiqS[]%?:/ .-zé日";
    let letters: Vec<char> = letters.chars().collect();
    let named = [
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Delete,
        KeyCode::Backspace,
        KeyCode::F(1),
        KeyCode::Insert,
        KeyCode::Null,
    ];
    let controlled: Vec<char> = "rduelkawzjmhx".chars().collect();
    let key = |code| Input::Key(KeyEvent::from(code));
    prop_oneof![
        20 => prop::sample::select(letters).prop_map(move |it| key(KeyCode::Char(it))),
        10 => prop::sample::select(named.to_vec()).prop_map(key),
        2 => prop::sample::select(controlled).prop_map(|letter| {
            Input::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL))
        }),
        1 => any::<char>().prop_map(move |it| key(KeyCode::Char(it))),
        1 => ".{0,30}".prop_map(Input::Paste),
        1 => (1_u16..140, 1_u16..50).prop_map(|(width, height)| Input::Resize(width, height)),
        1 => Just(Input::Tick),
    ]
}

#[test]
fn any_keys_keep_the_visit_whole() {
    let standard = standard();
    let mut runner = TestRunner::new(Config {
        cases: n_sequences(),
        failure_persistence: None,
        ..Config::default()
    });
    let sequences = prop::collection::vec(any_key(), 0..300);
    let result = runner.run(&sequences, |inputs| {
        let mut sitting = Sitting::new(&standard, (80, 24));
        for (n, input) in inputs.into_iter().enumerate() {
            let is_resize = matches!(input, Input::Resize(..));
            sitting.take(input);
            if is_resize || n % 8 == 0 {
                sitting.buffer();
            }
            if sitting.kept.walk.is_finished() {
                break;
            }
        }
        let replayed = Walk::replay(&standard, &sitting.kept.entries).unwrap();
        prop_assert_eq!(&replayed, &sitting.kept.walk);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}
