//! What is drawn before the first item and behind the last one, at every size.

use std::fmt::Write;

use super::pictures::{SIZES, done};
use super::*;
use crate::report::scorecard::{Showing, scorecard};
use crate::ui::screen::opening::Opening;
use crate::ui::screen::paper::Paper;
use crate::walk::sample::standard;

/// What is drawn without a walk, at every size.
fn check_drawn(name: &str, mut draw: impl FnMut(&mut ratatui::Frame)) {
    let mut pictures = String::new();
    for (width, height) in SIZES {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(&mut draw).unwrap();
        let drawn = picture(terminal.backend().buffer());
        let _ = writeln!(pictures, "{width} by {height}\n{drawn}");
    }
    // Back in a window that can be answered in.
    let (width, height) = SIZES[0];
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(&mut draw).unwrap();
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(name, pictures);
    });
}

fn answer(opening: &mut Opening, keys: &[KeyCode]) {
    for code in keys {
        opening.take(Input::Key(KeyEvent::from(*code)));
    }
}

#[test]
fn the_questions_before_the_first_item() {
    let mut opening = Opening::new(LOOK);
    opening.say(
        "Quick check. First, what kind of visit it was: ? explains a question, Shift+Tab goes back.",
    );
    let ways = ["in person", "by phone", "by mail"];
    opening.offer("How was the contact made?", &ways);
    opening.ask("", "[1-3] ");
    answer(&mut opening, &[KeyCode::Down]);
    check_drawn("opening_offer", |frame| opening.draw(frame));
    answer(&mut opening, &[KeyCode::Enter]);
    opening.ask_yes_no("Did you reach anyone?");
    check_drawn("opening_yes_no", |frame| opening.draw(frame));
    answer(&mut opening, &[KeyCode::Char('y')]);
    opening.ask(
        "When was the contact? Enter for now; or type a time.",
        "[today 14:05] ",
    );
    check_drawn("opening_line", |frame| opening.draw(frame));
    answer(&mut opening, &[KeyCode::Enter]);
    opening
        .ask_text("Jot down what you remember, before it fades; it stays beside every question.");
    check_drawn("opening_text", |frame| opening.draw(frame));
    answer(&mut opening, &[KeyCode::Char('W')]);
    check_drawn("opening_text_begun", |frame| opening.draw(frame));
}

#[test]
fn the_scorecard_at_the_end() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    done(&mut sitting);
    sitting.press("S y");
    let visit = sitting.kept.walk.finish().unwrap();
    let card = crate::scoring::score(&standard, &visit);
    let showing = Showing {
        visit: &visit,
        judged: Some((&standard, &card)),
        language: sitting.kept.walk.language(),
    };
    let mut paper = Paper::new(LOOK, scorecard(&showing));
    check_drawn("scorecard", |frame| paper.draw(frame));
}
