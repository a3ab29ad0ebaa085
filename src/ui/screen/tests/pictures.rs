//! Every page at every size.

use std::fmt::Write;

use super::*;
use crate::walk::sample::standard;

/// A wide window, the usual one, a narrow one, and one that is too small.
pub(super) const SIZES: [(u16, u16); 4] = [(120, 30), (80, 24), (44, 20), (30, 10)];

/// The page that some keys lead to, at every size.
pub(super) fn pictured(name: &str, standard: &Standard, lead: impl Fn(&mut Sitting)) {
    let mut pictures = String::new();
    for size in SIZES {
        let mut sitting = Sitting::new(standard, size);
        lead(&mut sitting);
        let (width, height) = size;
        let _ = writeln!(pictures, "{width} by {height}\n{}", sitting.picture());
    }
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(name, pictures);
    });
}

/// Welcome and the queue are done, but for the remark of 2.1's neighbour.
fn half_done(sitting: &mut Sitting) {
    sitting.press("y 3").press("2").write("/3").press("Enter");
    sitting.press("4").write("5s").press("Enter 0 Enter");
}

#[test]
fn the_first_item() {
    pictured("yes_no", &standard(), |_| {});
}

#[test]
fn a_graded_item_with_a_highlight() {
    pictured("graded", &standard(), |sitting| {
        sitting.press("y Right Right");
    });
}

#[test]
fn a_remark_that_an_answer_asks_for() {
    pictured("remark", &standard(), |sitting| {
        sitting.press("n").write("Looked up, and down again.");
    });
}

#[test]
fn a_stopwatch_that_runs() {
    pictured("stopwatch", &standard(), |sitting| {
        sitting.press("g").write("wait").press("Enter t");
        sitting.at_time("14:07:41");
    });
}

#[test]
fn a_field_that_was_refused() {
    pictured("refused", &standard(), |sitting| {
        sitting
            .press("g")
            .write("wait")
            .press("Enter 4")
            .write(":99")
            .press("Enter");
    });
}

#[test]
fn several_to_tick() {
    pictured("several", &standard(), |sitting| {
        half_done(sitting);
        sitting.press("2 3 Left");
    });
}

#[test]
fn a_text_being_written() {
    let words = "Assistant looked up, smiled and said “Morning, are you looking for anything special?” \
                 within five seconds. 日本語のテキストも、幅が広いまま折り返される。 \
                 Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft e\u{301}te\u{301}";
    pictured("text", &standard(), |sitting| {
        sitting.press("g").write("story").press("Enter Enter");
        sitting.write(words);
    });
}

#[test]
fn the_three_reasons() {
    pictured("reasons", &standard(), |sitting| {
        sitting.press("x");
    });
}

#[test]
fn where_to_go() {
    pictured("palette", &standard(), |sitting| {
        half_done(sitting);
        sitting.press("g").write("que");
    });
}

#[test]
fn all_items() {
    pictured("list", &standard(), |sitting| {
        half_done(sitting);
        sitting.press("f x 2 l");
    });
}

#[test]
fn the_review_with_open_items() {
    pictured("review_open", &standard(), |sitting| {
        sitting.press("n Esc");
        half_done(sitting);
        sitting.press("b n Esc s f b b b c");
        sitting.write("She looked up from her call, and smiled.");
        sitting.press("Ctrl+s r");
    });
}

/// Everything is answered.
pub(super) fn done(sitting: &mut Sitting) {
    half_done(sitting);
    sitting
        .press("1 3 Enter 1 1")
        .write("2.50")
        .press("Enter y Enter");
    sitting.write("All went well.").press("Ctrl+s");
}

#[test]
fn the_review_when_nothing_is_open() {
    pictured("review_done", &standard(), |sitting| {
        done(sitting);
    });
}

#[test]
fn the_question_before_the_end() {
    pictured("finish", &standard(), |sitting| {
        done(sitting);
        sitting.press("S");
    });
}

#[test]
fn the_help() {
    pictured("help", &standard(), |sitting| {
        sitting.press("?");
    });
}

#[test]
fn the_score_before_the_review() {
    pictured("score", &standard(), |sitting| {
        half_done(sitting);
        sitting.press("% y");
    });
}

#[test]
fn a_card_with_everything_on_it() {
    pictured("everything", &standard(), |sitting| {
        sitting
            .press("n")
            .write("She went on with her call.")
            .press("Ctrl+s Up a");
        sitting.write("queue.jpg").press("Enter f w 2 m");
        sitting.write("Two at the counter, one on the phone. It was raining.");
        sitting.press("Ctrl+s");
    });
}

#[test]
fn nobody_was_reached() {
    pictured("nobody", &standard(), |sitting| {
        sitting
            .press(":")
            .write("nobody they were closed")
            .press("Enter");
    });
}

#[test]
fn fields_of_one_line() {
    pictured("evidence", &standard(), |sitting| {
        sitting.press("a").write("photos/queue.jpg");
    });
    pictured("command", &standard(), |sitting| {
        sitting.press(":").write("skp").press("Enter");
    });
    pictured("nobody_why", &standard(), |sitting| {
        sitting
            .press(":")
            .write("nobody")
            .press("Enter")
            .write("No answer in three tries");
    });
    pictured("why", &standard(), |sitting| {
        sitting
            .press("x 3")
            .write("The bell rang, and they went to the door");
    });
}

#[test]
fn the_notes_of_the_visit() {
    pictured("notes", &standard(), |sitting| {
        sitting
            .press("m")
            .write("Two at the counter, one on the phone. It was raining.");
    });
}

#[test]
fn the_causes() {
    pictured("causes", &standard(), |sitting| {
        sitting.press("n Esc w");
    });
}

#[test]
fn the_question_before_the_score_is_shown() {
    pictured("reveal", &standard(), |sitting| {
        half_done(sitting);
        sitting.press("%");
    });
}

#[test]
fn a_text_that_is_not_begun_and_one_that_is_answered() {
    pictured("text_open", &standard(), |sitting| {
        sitting.press("g").write("story").press("Enter");
    });
    pictured("text_done", &standard(), |sitting| {
        sitting.press("g").write("story").press("Enter");
        sitting
            .write("They looked up at once, and came over.")
            .press("Ctrl+s g");
        sitting.write("story").press("Enter");
    });
}

#[test]
fn the_smallest_window() {
    let standard = standard();
    let mut pictures = String::new();
    for keys in ["", "y", "y 2", "g 2 . 3 Enter", "g 3 . 4 Enter", "x", "r"] {
        let mut sitting = Sitting::new(&standard, (34, 12));
        sitting.press(keys);
        let _ = writeln!(pictures, "{keys}\n{}", sitting.picture());
    }
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("smallest", pictures);
    });
}

#[test]
fn ascii_frames_hold_nothing_else() {
    let standard = standard();
    let look = Look {
        has_color: false,
        is_ascii: true,
    };
    let mut sitting = Sitting::with(&standard, (80, 24), look);
    half_done(&mut sitting);
    let pages = ["", "g", "Esc l", "Esc r", "Esc ?", "Esc x"];
    for keys in pages {
        sitting.press(keys);
        let picture = sitting.picture();
        assert!(picture.is_ascii(), "{picture}");
    }
    sitting.press("Esc");
    sitting
        .screen
        .say(crate::walk::effect::Tone::Aside, "“2 items” – a, b …");
    assert!(sitting.picture().contains("\"2 items\" - a, b ."));
    sitting.press("Home");
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("ascii", sitting.picture());
    });
}

#[test]
fn without_colour_nothing_has_one() {
    let standard = standard();
    let look = Look {
        has_color: false,
        is_ascii: false,
    };
    let mut sitting = Sitting::with(&standard, (120, 30), look);
    half_done(&mut sitting);
    sitting.press("f z r");
    let buffer = sitting.buffer();
    assert!(
        buffer
            .content
            .iter()
            .all(|cell| cell.fg == ratatui::style::Color::Reset
                && cell.bg == ratatui::style::Color::Reset)
    );
}

#[test]
fn nothing_is_drawn_when_nothing_changed() {
    let standard = standard();
    let mut sitting = Sitting::new(&standard, (80, 24));
    assert!(sitting.screen.take_stale());
    assert!(!sitting.screen.take_stale());
    sitting.press("y");
    assert!(sitting.screen.take_stale());
    assert!(!sitting.screen.is_ticking(&sitting.kept.walk));
    sitting.press("o o t");
    assert!(sitting.screen.is_ticking(&sitting.kept.walk));
}
