//! Every page at every size.

use std::fmt::Write;

use super::*;
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::scale::{Choice, Scale};
use crate::model::share::Credit;
use crate::model::text::Text;
use crate::model::visit::Name;
use crate::report::scorecard::{Showing, scorecard};
use crate::ui::screen::opening::Opening;
use crate::ui::screen::paper::Paper;
use crate::walk::Walk;
use crate::walk::sample::{facts, standard};

/// A wide window, the usual one, a narrow one, and one that is too small.
const SIZES: [(u16, u16); 4] = [(120, 30), (80, 24), (44, 20), (30, 10)];

/// The page that some keys lead to, at every size.
fn check(name: &str, standard: &Standard, lead: impl Fn(&mut Sitting)) {
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
    sitting.press("4").write("5").press("Enter 0 Enter");
}

#[test]
fn the_first_item() {
    check("yes_no", &standard(), |_| {});
}

#[test]
fn a_graded_item_with_a_highlight() {
    check("graded", &standard(), |sitting| {
        sitting.press("y Right Right");
    });
}

#[test]
fn a_remark_that_an_answer_asks_for() {
    check("remark", &standard(), |sitting| {
        sitting.press("n").write("Looked up, and down again.");
    });
}

#[test]
fn a_stopwatch_that_runs() {
    check("stopwatch", &standard(), |sitting| {
        sitting.press("g").write("wait").press("Enter t");
        sitting.at_time("14:07:41");
    });
}

#[test]
fn a_field_that_was_refused() {
    check("refused", &standard(), |sitting| {
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
    check("several", &standard(), |sitting| {
        half_done(sitting);
        sitting.press("2 3 Left");
    });
}

#[test]
fn a_text_being_written() {
    let words = "Assistant looked up, smiled and said “Morning, are you looking for anything special?” \
                 within five seconds. 日本語のテキストも、幅が広いまま折り返される。 \
                 Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft e\u{301}te\u{301}";
    check("text", &standard(), |sitting| {
        sitting.press("g").write("story").press("Enter Enter");
        sitting.write(words);
    });
}

#[test]
fn the_three_reasons() {
    check("reasons", &standard(), |sitting| {
        sitting.press("x");
    });
}

#[test]
fn where_to_go() {
    check("palette", &standard(), |sitting| {
        half_done(sitting);
        sitting.press("g").write("que");
    });
}

#[test]
fn all_items() {
    check("list", &standard(), |sitting| {
        half_done(sitting);
        sitting.press("f x 2 l");
    });
}

#[test]
fn the_review_with_open_items() {
    check("review_open", &standard(), |sitting| {
        sitting.press("n Esc");
        half_done(sitting);
        sitting.press("b n Esc s f r");
    });
}

/// Everything is answered.
fn done(sitting: &mut Sitting) {
    half_done(sitting);
    sitting
        .press("1 3 Enter 1 1")
        .write("2.50")
        .press("Enter y Enter");
    sitting.write("All went well.").press("Esc");
}

#[test]
fn the_review_when_nothing_is_open() {
    check("review_done", &standard(), |sitting| {
        done(sitting);
    });
}

#[test]
fn the_question_before_the_end() {
    check("finish", &standard(), |sitting| {
        done(sitting);
        sitting.press("S");
    });
}

#[test]
fn the_help() {
    check("help", &standard(), |sitting| {
        sitting.press("?");
    });
}

#[test]
fn the_score_before_the_review() {
    check("score", &standard(), |sitting| {
        half_done(sitting);
        sitting.press("% y");
    });
}

#[test]
fn a_card_with_everything_on_it() {
    check("everything", &standard(), |sitting| {
        sitting
            .press("n")
            .write("She went on with her call.")
            .press("Esc Up a");
        sitting.write("queue.jpg").press("Enter f w 2 m");
        sitting.write("Two at the counter, one on the phone. It was raining.");
        sitting.press("Esc");
    });
}

#[test]
fn nobody_was_reached() {
    check("nobody", &standard(), |sitting| {
        sitting
            .press(":")
            .write("nobody they were closed")
            .press("Enter");
    });
}

#[test]
fn fields_of_one_line() {
    check("evidence", &standard(), |sitting| {
        sitting.press("a").write("photos/queue.jpg");
    });
    check("command", &standard(), |sitting| {
        sitting.press(":").write("skp").press("Enter");
    });
    check("nobody_why", &standard(), |sitting| {
        sitting
            .press(":")
            .write("nobody")
            .press("Enter")
            .write("No answer in three tries");
    });
    check("why", &standard(), |sitting| {
        sitting
            .press("x 3")
            .write("The bell rang, and they went to the door");
    });
}

#[test]
fn the_notes_of_the_visit() {
    check("notes", &standard(), |sitting| {
        sitting
            .press("m")
            .write("Two at the counter, one on the phone. It was raining.");
    });
}

#[test]
fn the_causes() {
    check("causes", &standard(), |sitting| {
        sitting.press("n Esc w");
    });
}

#[test]
fn the_question_before_the_score_is_shown() {
    check("reveal", &standard(), |sitting| {
        half_done(sitting);
        sitting.press("%");
    });
}

#[test]
fn a_text_that_is_not_begun_and_one_that_is_answered() {
    check("text_open", &standard(), |sitting| {
        sitting.press("g").write("story").press("Enter");
    });
    check("text_done", &standard(), |sitting| {
        sitting.press("g").write("story").press("Enter");
        sitting
            .write("They looked up at once, and came over.")
            .press("Esc g");
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

/// What is drawn without a walk, at every size.
fn check_drawn(name: &str, mut draw: impl FnMut(&mut ratatui::Frame)) {
    let mut pictures = String::new();
    for (width, height) in SIZES {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(&mut draw).unwrap();
        let drawn = picture(terminal.backend().buffer());
        let _ = writeln!(pictures, "{width} by {height}\n{drawn}");
    }
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
        "Quick check. First, what kind of visit it was: ? explains a question, b goes one back.",
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

/// Wide letters, combining ones, and a word longer than any line.
const LONG_WORDS: &str = "日本語のテキストも幅が広い e\u{301}te\u{301} \
    Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung_ohne_eine_einzige_Lücke";

/// Texts as nobody should write them.
fn unkind() -> Standard {
    let mut standard = standard();
    let items = &mut standard.sections[0].items;
    items[0].ask = Text::plain(
        "ウェルカムされましたか、そして入口はきれいでしたか。 \
         Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung e\u{301}e\u{301} \u{1b}[31m\u{202e}?",
    );
    items[0].guidance = None;
    items[0].why = Some(Text::plain(""));
    let options = (1..=40).map(|n| Choice {
        id: Id::from_text(&format!("option {n}")),
        label: Text::plain(format!("Option {n}, with a label that needs room")),
        credit: Credit::FULL,
    });
    items[1].scale = Scale::Choice(options.collect());
    items[1].guidance = Some(Text::plain("Any of them will do. ".repeat(30)));
    standard.sections[0].title = Some(Text::plain("とても長い見出し、とても長い見出し"));
    standard
}

#[test]
fn words_that_are_hard_to_set() {
    check("unkind", &unkind(), |_| {});
}

#[test]
fn rows_and_notes_that_are_hard_to_set() {
    check("unkind_list", &unkind(), |sitting| {
        sitting.press("l");
    });
    check("unkind_review", &unkind(), |sitting| {
        sitting.press("y 3 9 Enter g 3 . 4 Enter");
        sitting.write(LONG_WORDS).press("Esc r");
    });
    check("unkind_palette", &unkind(), |sitting| {
        sitting.press("g");
    });
    check("unkind_known", &unkind(), |sitting| {
        sitting.press("c").write(LONG_WORDS).press("Esc a");
        sitting.write(&"photo/".repeat(20)).press("Enter m");
        sitting.write(LONG_WORDS).press("Esc");
    });
    check("unkind_names", &unkind(), |sitting| {
        let mut facts = facts(sitting.kept.walk.standard(), Role::Competitor);
        facts.organisation = Name::new("東京動物愛護センター本部、とても長い名前").unwrap();
        facts.site = Name::new("Donaudampfschifffahrtsgesellschaftsstrasse 12").unwrap();
        sitting.kept.entries[0].event = Event::Started(Box::new(facts));
        let standard = sitting.kept.walk.standard();
        sitting.kept.walk = Walk::replay(standard, &sitting.kept.entries).unwrap();
        sitting.press("t g 2 . 1 Enter t");
    });
}

#[test]
fn forty_options() {
    check("forty", &unkind(), |sitting| {
        sitting.press("y Left Left Left");
    });
}

#[test]
fn an_option_by_its_number() {
    check("forty_field", &unkind(), |sitting| {
        sitting.press("y 3 9");
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
