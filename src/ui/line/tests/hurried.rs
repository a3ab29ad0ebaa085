//! What a hurried person types: words that say a command, letters within a text, and what is said of them.

use super::replies::kept;
use super::*;

#[test]
fn the_first_two_answers_say_how_they_are_taken_back() {
    let (_, screen) = kept("y\n3\n2 of 2\n25s\nq\n");
    assert_eq!(
        screen.matches("Wrong? u takes it back.").count(),
        2,
        "{screen}"
    );
    assert_eq!(screen.matches("A remark on ").count(), 1, "{screen}");
    // Behind the remark that an answer asked for; and going about is no answer.
    let (_, screen) = kept("g 2.1\ng 1.1\nn\nNo bell.\ng 3.1\nq\n");
    let said = "Remark on 1.1 saved.\nWrong? u takes it back.\n";
    assert!(screen.contains(said), "{screen}");
    assert_eq!(screen.matches("Wrong?").count(), 1, "{screen}");
    assert!(!screen.contains("A remark on "), "{screen}");
}

#[test]
fn words_that_say_a_command_are_taken_as_it() {
    let (events, screen) = kept("y\nundo\nhelp\nfinish\nexit\n");
    assert!(events.ends_with("Undone"), "{events}");
    assert!(screen.contains("Help on 1.1"), "{screen}");
    assert!(screen.contains("Cannot finish: "), "{screen}");
    assert!(!screen.contains("Not saved"), "{screen}");
    let ran = run(PERSON, || 80, "exit\ny\n");
    assert_eq!(ran.ended, Ended::Left(Leave::End), "{}", ran.screen);
    assert_eq!(ran.entries.len(), 1, "{}", ran.screen);
    let ran = run(PERSON, || 80, "y\nl\nhelp\nundo\nl\nquit\ny\n");
    assert!(ran.screen.contains("Undone: "), "{}", ran.screen);
    assert_eq!(ran.entries.len(), 3, "{}", ran.screen);
}

#[test]
fn a_sentence_typed_where_a_word_is_asked_about_is_the_text() {
    let (events, screen) = kept("g story\nexit\nShe looked up.\nThen she smiled.\n.\nq\n");
    let text = "Text(\"She looked up.\\nThen she smiled.\")";
    assert!(events.contains(text), "{events}\n{screen}");
    assert!(
        screen.contains("`exit` is left out; the sentence is your text."),
        "{screen}"
    );
    // A word, a command, and yes with more behind it are none.
    let (events, screen) = kept("g story\nexit\nwhat\n:g 5\nno, not that\nn\n:q\n");
    assert!(!events.contains("Drafted"), "{events}");
    assert_eq!(screen.matches("Type y or n;").count(), 3, "{screen}");
}

#[test]
fn a_letter_or_an_item_number_alone_within_a_text_is_asked_about() {
    for line in ["r", "b", "q", "u", "2.1", "3.4"] {
        let command = if line.contains('.') {
            format!(":g {line}")
        } else {
            format!(":{line}")
        };
        for before in ["", "She looked up.\n"] {
            let (events, screen) = kept(&format!("g story\n{before}{line}\nn\nThen.\n.\nq\n"));
            assert!(
                screen.contains(&format!("`{line}` is a command elsewhere")),
                "{screen}"
            );
            let screen = screen.replace('\n', " ");
            assert!(
                screen.contains(&format!("{command} is the command.")),
                "{screen}"
            );
            assert!(events.contains("Then.\")"), "{events}");
            assert!(!events.contains(&format!("\\n{line}\\n")), "{events}");
        }
        // Behind a draft too.
        let (_, screen) = kept(&format!(
            "g story\nShe looked up.\n:g 1.1\n:g story\n{line}\nn\nq\n"
        ));
        assert!(
            screen.contains(&format!("`{line}` is a command elsewhere")),
            "{screen}"
        );
    }
    let (events, screen) = kept("g story\nShe said 8.\n9.5\n.\nq\n");
    assert!(events.contains("She said 8.\\n9.5\")"), "{events} {screen}");
}

#[test]
fn the_notes_say_how_they_are_changed() {
    let (_, screen) = kept(":notes Loud.\n\nq\n");
    let said = "Notes: Loud. (:notes changes them)";
    assert!(screen.contains(said), "{screen}");
    let (_, screen) = kept(":notes Loud.\n:notes A dog.\n:notes none\n\nq\n");
    let end = &screen[screen.rfind("===").unwrap()..];
    assert!(!end.contains("Notes: "), "{screen}");
}

#[test]
fn taking_back_asks_before_it_passes_over_the_notes() {
    let asked = "What was noted last stays as it is. Take back the change before it, of 1.1?";
    for (reply, is_back) in [("y", true), ("n", false)] {
        let (events, screen) = kept(&format!("y\n:notes Loud.\nu\n{reply}\nq\n"));
        let said: String = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(asked), "{screen}");
        assert_eq!(events.contains("Undone"), is_back, "{events}");
    }
    // A script means what it says.
    let ran = run(SCRIPT, || 80, "y\n:notes Loud.\nu\n");
    assert!(ran.entries.iter().any(|it| it.event == Event::Undone));
}

#[test]
fn a_number_alone_is_asked_about_where_minutes_may_be_meant() {
    let asked = "Not saved yet: 5 alone is 5 seconds. Enter once more saves that; 5m is minutes.";
    for (then, saved) in [("", "5 seconds"), ("5", "5 seconds"), ("5m", "5 minutes")] {
        let (_, screen) = kept(&format!("g 2.1\n5\n{then}\nq\n"));
        let said = format!("Saved 2.1: {saved}.");
        assert!(screen.contains(asked) && screen.contains(&said), "{screen}");
    }
    // Whatever else is typed leaves it unsaved; a script means what it says.
    let (_, screen) = kept("g 2.1\n5\n?\n\nq\n");
    assert!(!screen.contains("Saved 2.1"), "{screen}");
    let ran = run(SCRIPT, || 80, "g 2.1\n5\n");
    assert!(
        ran.screen.contains("Saved 2.1: 5 seconds."),
        "{}",
        ran.screen
    );
}
