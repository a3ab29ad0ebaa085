//! Where somebody who knows nothing but the foot of the screen and `?` would stop and wonder.

use super::*;
use crate::model::scale::Scale;
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
            "Saved 1.1: yes. 1 of 10 done. 1 more item applies now. Shift+Tab, then c: a remark on 1.1; a: evidence."
        ),
        "{said}"
    );
    sitting
        .press("Shift+Tab c")
        .write("At once.")
        .press("Ctrl+s");
    assert_eq!(sitting.kept.walk.record(0).remark, "At once.");
    // The same where letters are text.
    sitting.press("g 3 . 3 Enter y");
    let said = foot(&mut sitting, 4);
    assert!(
        said.contains("Shift+Tab, then c: a remark on 3.3; a: evidence."),
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
    read(&mut sitting, "4 alone is 4 seconds; 4m is minutes.");
    sitting.press("0");
    read(&mut sitting, "40 alone is 40 seconds; 40m is minutes.");
    sitting.press("s");
    read(&mut sitting, "40s: 40 seconds. Enter saves it.");
    sitting.press("Backspace Backspace").write(":00");
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
fn of_slips_at_a_first_question_only_the_newest_is_shown() {
    let mut opening = Opening::new(LOOK);
    let draw = |opening: &mut Opening| {
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        terminal.draw(|frame| opening.draw(frame)).unwrap();
        picture(terminal.backend().buffer())
    };
    for slip in ["x", "y", "z"] {
        opening.ask("When was it? A day.", "[today]");
        for name in [slip, "Enter"] {
            opening.take(Input::Key(key(name)));
        }
        opening.say(&format!("`{slip}` is no day."));
    }
    opening.ask("When was it? A day.", "[today]");
    let drawn = draw(&mut opening);
    assert!(drawn.contains("`z` is no day."), "{drawn}");
    assert!(!drawn.contains("`x`") && !drawn.contains("`y`"), "{drawn}");
    for name in ["9", "Enter"] {
        opening.take(Input::Key(key(name)));
    }
    opening.ask_yes_no("There is no file `p.jpg` here yet. Note it as to follow?");
    let drawn = draw(&mut opening);
    assert!(!drawn.contains("is no day"), "{drawn}");
    assert_eq!(drawn.matches("When was it?").count(), 1, "{drawn}");
    opening.take(Input::Key(key("y")));
    opening.ask("And then?", "");
    let drawn = draw(&mut opening);
    assert!(
        drawn.contains("There is no file `p.jpg` here yet."),
        "{drawn}"
    );
}

#[test]
fn help_on_a_first_question_goes_with_the_next_key() {
    let mut opening = Opening::new(LOOK);
    let draw = |opening: &mut Opening| {
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        terminal.draw(|frame| opening.draw(frame)).unwrap();
        picture(terminal.backend().buffer())
    };
    opening.say("Two questions about the visit.");
    for what in ["line", "offer", "text", "yes or no"] {
        let ask = |opening: &mut Opening| match what {
            "line" => opening.ask("Whose place is it? A name.", ""),
            "text" => opening.ask_text("Jot down what you remember."),
            "offer" => {
                opening.offer("Which site?", &["Main Street", "Harbour"]);
                opening.ask("", "[1-2, or a name]");
            }
            _ => opening.ask_yes_no("Did you reach anyone?"),
        };
        ask(&mut opening);
        opening.take(Input::Key(key("?")));
        opening.say("The help of it.");
        ask(&mut opening);
        let drawn = draw(&mut opening);
        assert!(drawn.contains("The help of it."), "{what}: {drawn}");
        opening.take(Input::Key(key("y")));
        let drawn = draw(&mut opening);
        assert!(!drawn.contains("The help of it."), "{what}: {drawn}");
        assert!(drawn.contains("Two questions"), "{what}: {drawn}");
        opening.take(Input::Key(key(if what == "text" {
            "Ctrl+s"
        } else {
            "Enter"
        })));
    }
}

#[test]
fn what_is_typed_after_a_refusal_takes_the_place_of_what_was_refused() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("g 2 . 1 Enter").write("4x").press("Enter");
    assert!(sitting.picture().contains("Not saved"));
    sitting.write("4:30").press("Enter");
    assert_eq!(
        sitting.kept.walk.record(3).value().unwrap().to_string(),
        "270"
    );
    // An arrow or Backspace goes on with it.
    for way in ["Backspace", "Left Del", "Right Backspace"] {
        sitting.press("g 2 . 1 Enter 1 2 x Enter");
        sitting.press(way).write("s").press("Enter");
        let value = sitting.kept.walk.record(3).value().unwrap().to_string();
        assert_eq!(value, "12", "{way}");
    }
}

#[test]
fn a_box_says_how_to_save_and_leave_in_the_smallest_window() {
    let standard = standard();
    for (keys, saves) in [
        ("c", "Ctrl+S saves   Esc leaves"),
        ("a", "Enter saves   Esc leaves"),
        ("g 2 . 1 Enter 4", "Enter saves   Esc leaves"),
        (": s", "Enter does it   Esc closes"),
    ] {
        for size in [(30, 10), (34, 12)] {
            let mut sitting = Sitting::new(&standard, (80, 24));
            sitting.press(keys).take(Input::Resize(size.0, size.1));
            sitting.size = size;
            let picture = sitting.picture();
            assert!(picture.contains(saves) || size.0 == 34, "{keys}\n{picture}");
            assert!(picture.contains(" Esc "), "{keys}\n{picture}");
        }
    }
}

#[test]
fn the_review_shows_its_last_key_and_several_choices_say_theirs() {
    let standard = standard();
    for size in [(120, 30), (80, 24), (44, 20), (34, 12)] {
        let mut sitting = Sitting::new(&standard, size);
        sitting.press("r");
        assert!(foot(&mut sitting, 2).contains("S finish"));
        let walk = &sitting.kept.walk;
        let is_several = |at: &usize| matches!(walk.item(*at).scale, Scale::Several(..));
        let at = walk.asked().find(is_several).unwrap();
        let label = walk.label(at).to_owned();
        sitting.press("Esc g").write(&label).press("Enter");
        let foot = foot(&mut sitting, 2);
        assert!(foot.contains("Up Down choices"), "{size:?}: {foot}");
    }
}

#[test]
fn a_draft_is_seen_from_elsewhere_and_not_twice() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("c").write("Loud.");
    sitting.take(Input::Tick);
    assert_eq!(sitting.picture().matches("Loud.").count(), 1);
    sitting.press("Esc g 3 . 4 Enter");
    assert!(sitting.picture().contains("[d] "), "the section has a mark");
    sitting.press("Shift+Tab r");
    let picture = sitting.picture();
    assert!(picture.contains("[d] 1.1"), "{picture}");
    assert!(picture.contains("OPEN, draft, not kept yet"), "{picture}");
    sitting.press("l");
    assert!(sitting.picture().contains("[d] 1.1"));
}

#[test]
fn only_reasons_that_are_possible_are_named() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    sitting.press("g 2 . 1 Enter x z");
    for key in ["z", "1"] {
        let said = format!("{key} is no key here. 2 or 3 says why; Esc leaves it open.");
        check(&mut sitting, key, &said);
    }
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
