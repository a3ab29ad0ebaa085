//! Keys pressed at random, pasted text and windows of any size among them, through the loop of a real
//! session: nothing panics, each event is in the journal before it is acknowledged, and the journal
//! as it is on a disk comes to the same visit.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::*;
use crate::files::journal_jsonl::{entry_of, line_of};
use crate::model::event::{Entry, Event};
use crate::model::moment::Moment;
use crate::ui::session::{self, World};
use crate::ui::signals::Farewell;
use crate::ui::{Frontend, Next};
use crate::walk::Walk;
use crate::walk::effect::{Effect, Tone};
use crate::walk::sample::{facts, standard};

/// Sequences that are tried: some by default, as many as `MYSTERY_SEQUENCES` says; the checks of
/// `.ci/run` say ten thousand.
fn n_sequences() -> u32 {
    let told = std::env::var("MYSTERY_SEQUENCES").ok();
    told.and_then(|n| n.parse().ok()).unwrap_or(300)
}

/// Keys between two looks at the screen.
const N_UNSEEN: usize = 24;

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

/// Keys instead of a person, and a window that nobody sees.
struct Hands<'w> {
    inputs: VecDeque<Input>,
    screen: Screen,
    window: Terminal<TestBackend>,
    journal: &'w RefCell<Vec<String>>,
    /// How many events there were when something was acknowledged last.
    n_acknowledged: usize,
    n_taken: usize,
}

impl Hands<'_> {
    fn draw(&mut self, walk: &Walk, now: Moment) {
        let screen = &mut self.screen;
        self.window
            .draw(|frame| screen.draw(walk, frame, now))
            .unwrap();
    }
}

impl Frontend for Hands<'_> {
    fn next(&mut self, walk: &Walk, now: Moment) -> io::Result<Next> {
        self.screen.reopen();
        loop {
            while let Some(step) = self.screen.next_step() {
                match step {
                    Step::Ask(request) => return Ok(Next::Request(request)),
                    Step::Leave(leave) => return Ok(Next::Leave(leave)),
                    Step::Stop | Step::Repaint | Step::Editor => {}
                }
            }
            let Some(input) = self.inputs.pop_front() else {
                self.draw(walk, now);
                return Ok(Next::Leave(Leave::End));
            };
            if let Input::Resize(width, height) = input {
                self.window.backend_mut().resize(width, height);
            }
            self.screen.take(walk, input);
            self.n_taken += 1;
            if self.n_taken.is_multiple_of(N_UNSEEN) {
                self.draw(walk, now);
            }
        }
    }

    fn show(&mut self, walk: &Walk, effects: &[Effect], cause: Cause, _: Moment) -> io::Result<()> {
        let n_kept = self.journal.borrow().len();
        // What is acknowledged is in the journal first.
        assert!(cause == Cause::Asked || n_kept > self.n_acknowledged);
        self.n_acknowledged = n_kept;
        self.screen.show(walk, effects, cause);
        let is_saved = |effect: &Effect| matches!(effect, Effect::Say(Tone::Saved, _));
        assert!(
            cause == Cause::Kept || !effects.iter().any(is_saved),
            "{effects:?}"
        );
        if self.n_taken.is_multiple_of(41) {
            assert_eq!(replayed(walk.standard(), &self.journal.borrow()), *walk);
        }
        Ok(())
    }

    fn refuse(&mut self, _: &Walk, why: &str) -> io::Result<Option<Leave>> {
        self.screen.refuse(why);
        Ok(None)
    }

    fn confirm(&mut self, question: &str) -> io::Result<bool> {
        Ok(question.len().is_multiple_of(2))
    }
}

/// The visit that the lines of a journal come to.
fn replayed<'s>(standard: &'s Standard, lines: &[String]) -> Walk<'s> {
    let entries: Vec<Entry> = lines
        .iter()
        .map(|line| entry_of(line.as_bytes()).unwrap())
        .collect();
    Walk::replay(standard, &entries).unwrap()
}

/// A session of these keys; panics where anything is not as it should be.
fn sit(standard: &Standard, inputs: Vec<Input>) {
    let facts = facts(standard, Role::Competitor);
    let began = facts.started;
    let now = RefCell::new(began);
    let first = Entry {
        seq: 1,
        at: began,
        event: Event::Started(Box::new(facts)),
    };
    let mut walk = Walk::replay(standard, std::slice::from_ref(&first)).unwrap();
    let journal = RefCell::new(vec![line_of(&first)]);
    let mut hands = Hands {
        inputs: inputs.into(),
        screen: Screen::new(LOOK, &walk),
        window: Terminal::new(TestBackend::new(80, 24)).unwrap(),
        journal: &journal,
        n_acknowledged: 1,
        n_taken: 0,
    };
    let mut keep = |at, event| -> io::Result<session::Kept> {
        let seq = journal.borrow().len() as u64 + 1;
        let entry = Entry { seq, at, event };
        journal.borrow_mut().push(line_of(&entry));
        Ok(session::Kept::Entry(entry))
    };
    let mut world = World {
        now: &|| {
            let later = Moment::new(now.borrow().at() + chrono::TimeDelta::seconds(1));
            *now.borrow_mut() = later;
            later
        },
        count: &|| Duration::ZERO,
        keep: &mut keep,
        file: &|_| None,
        farewell: &Farewell::default(),
    };
    session::run(&mut walk, &mut hands, &mut world).unwrap();
    assert_eq!(replayed(standard, &journal.borrow()), walk);
    // Killed at any moment, the visit goes on from what was kept until then.
    let journal = journal.borrow();
    let half = journal.len().div_ceil(2);
    replayed(standard, &journal[..half]);
}

#[test]
fn any_keys_keep_the_visit_whole() {
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
    let cases = n_sequences().div_ceil(u32::try_from(n_threads).unwrap());
    std::thread::scope(|scope| {
        for _ in 0..n_threads {
            scope.spawn(move || {
                let standard = standard();
                let mut runner = TestRunner::new(Config {
                    cases,
                    failure_persistence: None,
                    ..Config::default()
                });
                let sequences = prop::collection::vec(any_key(), 0..300);
                let result = runner.run(&sequences, |inputs| {
                    sit(&standard, inputs);
                    Ok(())
                });
                if let Err(error) = result {
                    panic!("{error}");
                }
            });
        }
    });
}
