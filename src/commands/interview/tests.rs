//! Questions answered, explained, gone back from and left, at a line.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use super::*;
use crate::ui::line::{LineFrontend, Manner};
use crate::ui::lines::Lines;

/// Output that the test reads afterwards.
#[derive(Clone, Default)]
struct Screen(Rc<RefCell<Vec<u8>>>);

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn two_questions(person: &mut Interview) -> Result<String> {
    person.say("Welcome.");
    let place = person.choose("Where?", &["Here", "There"], "Where it was.")?;
    let name = Question {
        words: "Who?",
        prompt: "[name] ",
        help: "Who it was.",
    };
    let name = person.ask(name, read_name)?;
    let is_sure = person.confirm("Sure?", "Whether you are.")?;
    let notes = person.ask_text("Notes?", "What else.")?;
    Ok(format!("{place} {name} {is_sure} {notes:?}"))
}

/// What comes of the lines, and the last of what was shown.
fn asked(lines: &'static str) -> (String, String) {
    asked_by(two_questions, lines)
}

fn asked_by(ask: fn(&mut Interview) -> Result<String>, lines: &'static str) -> (String, String) {
    let screen = Screen::default();
    let manner = Manner {
        is_script: false,
        is_plain: false,
        has_color: false,
    };
    let mut person = LineFrontend::new(
        Lines::Plain(Box::new(lines.as_bytes())),
        Box::new(screen.clone()),
        manner,
        || 80,
    );
    let result = interview(&mut person, "Nothing is kept yet.", ask);
    let shown = String::from_utf8(screen.0.borrow().clone()).unwrap();
    let result = result.unwrap_or_else(|error| {
        let failure = error.downcast_ref::<Failure>().expect("they left");
        format!("left with {}", failure.kind.code())
    });
    (result, shown)
}

#[track_caller]
fn check(lines: &'static str, result: &str, shown: &str) {
    let (came, all) = asked(lines);
    assert_eq!(came, result, "{all}");
    assert!(all.contains(shown), "{all}");
}

#[test]
fn every_question_is_answered_explained_gone_back_from_and_left() {
    check("1\nAnna\ny\n\n", "0 Anna true None", "Welcome.");
    check(
        "?\n2\n?\nAnna\n?\ny\n?\nlate\n.\n",
        "1 Anna true Some(\"late\")",
        "Who it was.",
    );
    check(
        "1\nAnna\ny\nb\nn\n\n",
        "0 Anna false None",
        "Sure?\n[y/n, ? for help] \nNotes?",
    );
    check(
        "b\n1\nAnna\nb\nBob\nb\nb\n2\nCleo\ny\n\n",
        "1 Cleo true None",
        "There is no question before this one.",
    );
    for lines in [
        "q\n",
        "",
        "1\nq\n",
        "1\n",
        "1\nAnna\nQ\n",
        "1\nAnna\ny\nq\n",
    ] {
        check(lines, "left with 3", "Nothing is kept yet.\n");
    }
}

#[test]
fn who_goes_back_finds_what_was_replied() {
    let (result, shown) = asked("2\nAnna\nb\nb\n1\nBob\ny\n\n");
    assert_eq!(result, "0 Bob true None");
    assert_eq!(shown.matches("Welcome.").count(), 1, "{shown}");
    for (reply, n) in [("2", 1), ("Anna", 2)] {
        let words = format!("Your reply was: {reply}\n");
        assert_eq!(shown.matches(&words).count(), n, "{shown}");
    }
    let text_first = |person: &mut Interview| {
        let notes = person.ask_text("Notes?", "What else.")?;
        let is_sure = person.confirm("Sure?", "Whether you are.")?;
        Ok(format!("{notes:?} {is_sure}"))
    };
    for (lines, result) in [
        ("late\n.\nb\n.\ny\n", "Some(\"late\") true"),
        (
            "late\n.\nb\nand wet\n.\ny\n",
            "Some(\"late\\nand wet\") true",
        ),
        ("late\n.\nb\n:clear\n\ny\n", "None true"),
        ("late\n.\nb\n:clear\nwet\n.\ny\n", "Some(\"wet\") true"),
        ("late\n.\nb\n?\n.\ny\n", "Some(\"late\") true"),
    ] {
        let (came, shown) = asked_by(text_first, lines);
        assert_eq!(came, result, "{shown}");
        assert!(shown.contains("You wrote:\nlate\n"), "{shown}");
    }
}

/// As a visit asks: whoever leaves at the notes or behind them has told something.
fn keeping(person: &mut Interview) -> Result<String> {
    let name = Question {
        words: "Who?",
        prompt: "[name] ",
        help: "Who it was.",
    };
    let name = person.ask(name, read_name)?;
    person.keep_told();
    let asked = person
        .ask_text("Notes?", "What else.")
        .and_then(|notes| Ok((notes, person.confirm("Sure?", "Whether you are.")?)));
    match asked {
        Ok((notes, is_sure)) => Ok(format!("{name} {notes:?} {is_sure}")),
        Err(error) => {
            let left = error.downcast::<LeftTelling>()?;
            Ok(format!(
                "{name} left with {} {:?}",
                left.kind.code(),
                left.told
            ))
        }
    }
}

#[test]
fn what_was_jotted_down_is_not_lost_by_leaving() {
    for (lines, result) in [
        (
            "Anna\nlate\nand wet\nq\n",
            "Anna left with 3 \"late\\nand wet\"",
        ),
        ("Anna\nlate\n:q\n", "Anna left with 3 \"late\""),
        ("Anna\nlate\n.\nq\n", "Anna left with 3 \"late\""),
        (
            "Anna\nlate\n.\nb\nwet\nq\n",
            "Anna left with 3 \"late\\nwet\"",
        ),
        ("Anna\nlate\n.\nb\nq\n", "Anna left with 3 \"late\""),
        ("Anna\nlate\nb\n?\n.\ny\n", "Anna Some(\"late\") true"),
        ("Anna\n\nq\n", "left with 3"),
        ("Anna\nq\n", "left with 3"),
        // The name is not known any more: nothing can be kept, and the notes are said.
        ("Anna\nlate\n.\nb\nb\nq\n", "left with 3"),
    ] {
        let (came, shown) = asked_by(keeping, lines);
        assert_eq!(came, result, "{lines:?}: {shown}");
    }
    let (_, shown) = asked_by(keeping, "Anna\nlate\n.\nb\nb\nq\n");
    assert!(shown.ends_with("Your notes were:\nlate\n"), "{shown}");
    let (_, shown) = asked_by(keeping, "Anna\nlate\nb\n.\ny\n");
    assert!(shown.contains("`b` is a command."), "{shown}");
}

#[test]
fn what_is_no_reply_says_the_way_out() {
    check(
        "3\n1\n!\nB\nmaybe\nn\n\n",
        "0 B false None",
        "Type a name, with a letter or a figure in it (? for help).",
    );
    let (_, shown) = asked("3\n1\n!\nB\nmaybe\nn\n\n");
    assert!(shown.contains("Type a number from 1 to 2"), "{shown}");
    assert!(shown.contains("Type y or n (or ? for help)."), "{shown}");
}

#[test]
fn words_that_say_a_command_are_asked_about_in_the_notes() {
    // Help is given where `? for help` stands.
    check(
        "help\n1\nhelp\nAnna\nHelp\ny\nhelp\n\n",
        "0 Anna true None",
        "Who it was.",
    );
    let (came, shown) = asked("help\n1\nhelp\nAnna\nhelp\ny\nhelp\n\n");
    assert_eq!(came, "0 Anna true None", "{shown}");
    let explained = "? explains a question, b goes back, q leaves.";
    assert_eq!(shown.matches(explained).count(), 4, "{shown}");
    let begin = "1\nAnna\ny\n";
    for (lines, came, said) in [
        (
            "exit\nn\nlate\n.\n",
            "Some(\"late\")",
            "`exit` is a command elsewhere",
        ),
        (
            "late\nquit\ny\n.\n",
            "Some(\"late\\nquit\")",
            "`quit` is a command elsewhere",
        ),
        (
            "done\nShe was late.\n.\n",
            "Some(\"She was late.\")",
            "`done` is left out.",
        ),
        (
            "late\nhelp\nn\n.\n",
            "Some(\"late\")",
            "`help` is a command elsewhere",
        ),
    ] {
        let typed: &'static str = Box::leak(format!("{begin}{lines}").into_boxed_str());
        check(typed, &format!("0 Anna true {came}"), said);
    }
    let (came, shown) = asked("1\nAnna\ny\nlate\nexit\nq\n");
    assert_eq!(came, "left with 3", "{shown}");
    assert!(shown.contains("Your notes were:\nlate"), "{shown}");
}

fn who(person: &mut Interview) -> Result<String> {
    let things = [
        "a7",
        "by phone",
        "Riverside",
        "Riverside South",
        "donor desk",
    ];
    let place = person.choose("Which?", &things, "Which it was.")?;
    person.confirm("Sure?", "Whether you are.")?;
    Ok(things[place].to_owned())
}

#[test]
fn a_thing_is_chosen_by_its_name_or_the_beginning_of_a_word() {
    for (typed, chosen, said) in [
        ("A7\ny\n", "a7", ""),
        ("riverside\ny\n", "Riverside", ""),
        ("pho\ny\n", "by phone", "That is by phone."),
        ("south\ny\n", "Riverside South", "That is Riverside South."),
        ("desk\ny\n", "donor desk", "That is donor desk."),
    ] {
        let (came, shown) = asked_by(who, typed);
        assert_eq!(came, chosen, "{shown}");
        assert!(shown.contains(said), "{shown}");
        assert_eq!(shown.contains("That is"), !said.is_empty(), "{shown}");
    }
    for typed in ["one\n", "no\n", "river\n", "a\n"] {
        let (came, shown) = asked_by(who, typed);
        assert!(came.starts_with("left"), "{typed}: {came}");
        assert!(shown.contains("Type a number from 1 to 5"), "{shown}");
    }
}
