//! Where somebody who knows nothing but the foot of the screen and `?` would stop and wonder.

use super::*;
use crate::ui::Reply;
use crate::ui::screen::opening::Opening;
use crate::walk::sample::standard;

fn foot(sitting: &mut Sitting, n_lines: usize) -> String {
    let picture = sitting.picture();
    let lines: Vec<&str> = picture.lines().collect();
    lines[lines.len() - n_lines..].join(" ")
}

#[test]
fn after_an_answer_it_is_said_how_to_remark_on_it() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("y");
    assert_eq!(sitting.label(), "1.2");
    let said = foot(&mut sitting, 4);
    assert!(
        said.contains(
            "Saved 1.1: yes. 1 of 10 done. 1 more item applies now. b, then c: a remark on 1.1."
        ),
        "{said}"
    );
    sitting.press("b c").write("At once.").press("Ctrl+s");
    assert_eq!(sitting.kept.walk.record(0).remark, "At once.");
    // Where letters are text the way back is another key.
    sitting.press("g 3 . 3 Enter y");
    let said = foot(&mut sitting, 4);
    assert!(
        said.contains("Shift+Tab, then c: a remark on 3.3."),
        "{said}"
    );
    sitting.press("Shift+Tab c").write("Jazz.").press("Ctrl+s");
    assert_eq!(sitting.kept.walk.record(8).remark, "Jazz.");
    // It is said with the answer, and not again.
    sitting.press("g 1 . 1 Enter y z");
    assert!(!foot(&mut sitting, 4).contains("then c"));
    // What is no answer needs no such word.
    sitting.press("g 1 . 1 Enter s");
    assert!(!foot(&mut sitting, 4).contains("then c"));
}

#[test]
fn help_leaving_and_going_back_stay_at_the_foot_of_any_window() {
    let standard = standard();
    for (width, height) in [(120, 30), (80, 24), (44, 20), (34, 14), (34, 12)] {
        for page in ["", "g 2 . 1 Enter", "g 2 . 3 Enter", "l", "r"] {
            let mut sitting = Sitting::new(&standard, (width, height));
            sitting.press(page);
            let foot = foot(&mut sitting, 2);
            for needed in ["? help", "q leave", " back"] {
                assert!(foot.contains(needed), "{width} {height} {page}: {foot}");
            }
        }
        let mut sitting = Sitting::new(&standard, (width, height));
        sitting.press("g 3 . 4 Enter");
        let foot = foot(&mut sitting, 2);
        for needed in ["? help", "Ctrl+C leave"] {
            assert!(foot.contains(needed), "{width} {height}: {foot}");
        }
    }
}

#[test]
fn a_time_is_read_back_before_it_is_saved() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("g 2 . 1 Enter 4");
    let read = |sitting: &mut Sitting, expected: &str| {
        let foot = foot(sitting, 3);
        assert!(foot.contains(expected), "{expected}: {foot}");
    };
    read(
        &mut sitting,
        "4: 4 seconds (4m is minutes). Enter saves it.",
    );
    sitting.press("0");
    read(
        &mut sitting,
        "40: 40 seconds (40m is minutes). Enter saves it.",
    );
    sitting.press("Backspace").write(":00");
    read(&mut sitting, "4:00: 4 minutes. Enter saves it.");
    sitting.press("Backspace");
    read(&mut sitting, "Type a time like 4:30, 270s or 2m.");
}

#[test]
fn what_was_said_of_a_small_window_goes_with_it() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.take(Input::Resize(30, 10));
    sitting.size = (30, 10);
    sitting.press("y");
    assert!(sitting.picture().contains("Not taken: nothing is answered"));
    sitting.take(Input::Resize(80, 24));
    sitting.size = (80, 24);
    assert!(!sitting.picture().contains("Not taken"));
    // What was said of the visit is not said of a window: it stays.
    sitting.press("y").take(Input::Resize(79, 24));
    sitting.size = (79, 24);
    assert!(sitting.picture().contains("Saved 1.1: yes."));
}

#[test]
fn the_first_questions_are_explained_at_once() {
    let mut opening = Opening::new(LOOK);
    let reply = |opening: &mut Opening, keys: &str| {
        keys.split_whitespace()
            .find_map(|name| opening.take(Input::Key(key(name))))
    };
    let help = Some(Reply::Text("?".into()));
    opening.ask("When were you there?", "[today 14:05]");
    assert_eq!(reply(&mut opening, "?"), help);
    opening.ask("When were you there?", "[today 14:05]");
    // Within words a question mark is one of them; F1 explains, and loses none.
    assert_eq!(reply(&mut opening, "w h y ?"), None);
    assert_eq!(reply(&mut opening, "F1"), help);
    opening.ask("When were you there?", "[today 14:05]");
    let typed = Some(Reply::Text("why?!".into()));
    assert_eq!(reply(&mut opening, "! Enter"), typed);
    opening.ask_text("Jot down what you remember.");
    assert_eq!(reply(&mut opening, "?"), help);
    // Enter alone takes what stands there.
    opening.ask("When were you there?", "[today 14:05]");
    assert_eq!(
        reply(&mut opening, "Shift+Tab"),
        Some(Reply::Text("b".into()))
    );
    opening.offer("Who was there?", &["Ann", "Bob"]);
    opening.ask("", "[1-2]");
    let second = Some(Reply::Text("2".into()));
    assert_eq!(reply(&mut opening, "Down Down Enter"), second);
}

#[test]
fn esc_skips_none_of_the_first_questions() {
    let mut opening = Opening::new(LOOK);
    let reply = |opening: &mut Opening, keys: &str| {
        keys.split_whitespace()
            .find_map(|name| opening.take(Input::Key(key(name))))
    };
    opening.ask_text("Jot down what you remember.");
    assert_eq!(reply(&mut opening, "Esc Esc"), None);
    assert_eq!(reply(&mut opening, "r a i n Esc"), None);
    assert_eq!(opening.told(), ["rain"]);
    let kept = Some(Reply::Text("rain".into()));
    assert_eq!(reply(&mut opening, "Ctrl+s"), kept);
}

#[test]
fn the_first_questions_take_nothing_in_a_window_too_small_to_read_them() {
    let mut opening = Opening::new(LOOK);
    let draw = |opening: &mut Opening, width, height| {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| opening.draw(frame)).unwrap();
        picture(terminal.backend().buffer())
    };
    opening.offer("Who was there?", &["Ann", "Bob"]);
    opening.ask("", "[1-2]");
    let drawn = draw(&mut opening, 33, 12);
    assert!(
        drawn.contains("Too small to answer in: 33 by 12."),
        "{drawn}"
    );
    for name in ["1", "Enter", "Shift+Tab", "?"] {
        assert_eq!(opening.take(Input::Key(key(name))), None, "{name}");
    }
    opening.take(Input::Paste("Ann".into()));
    let leaves = opening.take(Input::Key(key("Ctrl+c")));
    assert_eq!(leaves, Some(Reply::Interrupted));
    draw(&mut opening, 34, 12);
    let chosen = ["Down", "Enter"].map(|name| opening.take(Input::Key(key(name))));
    assert_eq!(chosen, [None, Some(Reply::Text("1".into()))]);
}
