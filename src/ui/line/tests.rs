//! Transcripts: lines in, the exact screen out.

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use super::*;
use crate::model::event::{Entry, Event};
use crate::model::visit::Role;
use crate::ui::session::{self, Ended, Kept as KeptEvent, World};
use crate::ui::signals::Farewell;
use crate::walk::sample::{Kept, at, standard};

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

struct Ran {
    screen: String,
    ended: Ended,
    entries: Vec<Entry>,
    farewell: String,
}

fn run(manner: Manner, width: fn() -> usize, lines: &str) -> Ran {
    run_counting(manner, width, lines, Duration::ZERO)
}

/// The clock stands still; the count goes on by so much for every request.
fn run_counting(manner: Manner, width: fn() -> usize, lines: &str, step: Duration) -> Ran {
    let standard = standard();
    let mut kept = Kept::new(&standard, Role::Competitor);
    let screen = Screen::default();
    // What a person types is seen on the screen, as a terminal shows it.
    let source = Echo {
        lines: lines.lines().map(|line| format!("{line}\n")).collect(),
        screen: screen.clone(),
        is_echoed: !manner.is_script,
        now: Vec::new(),
    };
    let lines = Lines::Plain(Box::new(io::BufReader::with_capacity(1, source)));
    let mut frontend = LineFrontend::new(lines, Box::new(screen.clone()), manner, width);
    let entries = RefCell::new(kept.entries.clone());
    let mut keep = |at, event| -> io::Result<KeptEvent> {
        if matches!(&event, Event::Attached { path, .. } if path.ends_with("broken.jpg")) {
            return Ok(KeptEvent::Refused("Not saved. Cannot read it.".into()));
        }
        let seq = entries.borrow().len() as u64 + 1;
        let entry = Entry { seq, at, event };
        entries.borrow_mut().push(entry.clone());
        Ok(KeptEvent::Entry(entry))
    };
    let farewell = Farewell::default();
    let counted = std::cell::Cell::new(Duration::ZERO);
    let mut world = World {
        now: &|| at("14:05:00"),
        count: &|| counted.replace(counted.get() + step),
        keep: &mut keep,
        file: &|typed| {
            let is_there = ["to follow.jpg", "broken.jpg"]
                .map(Path::new)
                .contains(&typed);
            is_there.then(|| Path::new("/photos").join(typed))
        },
        farewell: &farewell,
    };
    if !manner.is_script {
        frontend
            .show(
                &kept.walk,
                &[Effect::ShowItem],
                Cause::Asked,
                at("14:05:00"),
            )
            .unwrap();
    }
    let ended = session::run(&mut kept.walk, &mut frontend, &mut world).unwrap();
    let bytes = screen.0.borrow().clone();
    Ran {
        screen: String::from_utf8(bytes).unwrap(),
        ended,
        entries: entries.into_inner(),
        farewell: farewell.text(),
    }
}

/// A terminal: what is typed appears when it is read.
struct Echo {
    lines: std::collections::VecDeque<String>,
    screen: Screen,
    is_echoed: bool,
    now: Vec<u8>,
}

impl io::Read for Echo {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.now.is_empty() {
            let Some(line) = self.lines.pop_front() else {
                return Ok(0);
            };
            if self.is_echoed {
                self.screen.write_all(line.as_bytes())?;
            }
            self.now = line.into_bytes();
        }
        buffer[0] = self.now.remove(0);
        Ok(1)
    }
}

const PERSON: Manner = Manner {
    is_script: false,
    is_plain: false,
    has_color: false,
};
const PLAIN: Manner = Manner {
    is_plain: true,
    ..PERSON
};
const SCRIPT: Manner = Manner {
    is_script: true,
    ..PERSON
};

#[test]
fn a_visit_in_plain_words() {
    let ran = run(
        PLAIN,
        || 80,
        "maybe\ny\n\n2\n2/3\ng queue\nt\nt\nt use\nb\nx 1\nx 2 nobody was waiting\n:finish\nq\n",
    );
    insta::assert_snapshot!("plain_80", ran.screen);
}

#[test]
fn a_visit_at_a_narrow_window() {
    let ran = run(PERSON, || 44, "n\nstood there for minutes\n?\n2\nr\nl\nq\n");
    insta::assert_snapshot!("narrow_44", ran.screen);
}

#[test]
fn questions_of_the_walk_are_asked_at_once() {
    let ran = run(
        PERSON,
        || 80,
        "x\n3\nsaid hello to the dog first\nc\nkind\nx\n\n:score\nn\na door.jpg\ny\n:cause\nstaffing\nf\nq\n",
    );
    insta::assert_snapshot!("questions_80", ran.screen);
}

#[test]
fn a_text_of_several_lines_is_one_answer() {
    let ran = run(
        PERSON,
        || 80,
        "g story\n\nShe looked up.\n\nThen she smiled.\n:skip\ng story\n:wrong\nThat was all.\n.\nq\n",
    );
    insta::assert_snapshot!("text_80", ran.screen);
}

#[test]
fn where_clock_and_count_differ_the_auditor_says_which_is_right() {
    let step = Duration::from_secs(90);
    let asked = "By the clock the stopwatch ran 0 seconds, by the computer's own count 1 minute\n\
                 30 seconds: it slept, or its clock was set. Is 0 seconds right? n takes 1 minute\n\
                 30 seconds.\n";
    let by_count = run_counting(PERSON, || 80, "g wait\nt\nt use\nn\nq\n", step);
    assert!(by_count.screen.contains(asked), "{}", by_count.screen);
    assert!(
        by_count.screen.contains("Saved 2.1: 1 minute 30 seconds."),
        "{}",
        by_count.screen
    );
    let by_clock = run_counting(PERSON, || 80, "g wait\nt\nt\ny\nq\n", step);
    assert!(
        by_clock.screen.contains("Stopped: 0 seconds."),
        "{}",
        by_clock.screen
    );
    let two = Duration::from_secs(2);
    let alike = run_counting(PERSON, || 80, "g wait\nt\nt use\nq\n", two);
    assert!(
        alike.screen.contains("Saved 2.1: 0 seconds."),
        "{}",
        alike.screen
    );
}

#[test]
fn the_end_of_the_input_ends_a_text_of_a_person() {
    let texts = |lines: &str| {
        let ran = run(PERSON, || 80, lines);
        assert_eq!(ran.ended, Ended::Left(Leave::End), "{}", ran.screen);
        let event = ran.entries.last().unwrap().event.clone();
        format!("{event:?}")
    };
    let answer = texts("g story\n:text <<EOF\nShe looked up.\n\nThen she smiled.\n");
    assert!(
        answer.contains(r"She looked up.\n\nThen she smiled."),
        "{answer}"
    );
    let remark = texts(":remark <<EOF\nA full hall.\n");
    assert!(
        remark.starts_with("Remarked") && remark.contains("A full hall."),
        "{remark}"
    );
    let nothing = texts(":text <<EOF\n\n");
    assert!(nothing.starts_with("Started"), "{nothing}");
}

#[test]
fn evidence_is_a_file_before_it_is_to_follow() {
    let attached = |typed: &str| {
        let ran = run(PERSON, || 80, &format!("a {typed}\nn\nq\n"));
        let path = ran.entries.iter().find_map(|entry| match &entry.event {
            Event::Attached { path, .. } => Some(path.clone()),
            _ => None,
        });
        path.unwrap_or_else(|| {
            ran.screen
                .lines()
                .filter(|line| line.contains("no file"))
                .collect()
        })
    };
    assert_eq!(attached("to follow.jpg"), "/photos/to follow.jpg");
    assert_eq!(attached("to follow"), "to follow");
    assert_eq!(attached("to follow: door.jpg"), "to follow: door.jpg");
    assert!(attached("to followers.jpg").contains("There is no file `to followers.jpg`"));
}

#[test]
fn evidence_that_cannot_be_taken_is_refused_and_the_visit_goes_on() {
    let ran = run(PERSON, || 80, "a broken.jpg\ny\nq\n");
    assert!(
        ran.screen.contains("Not saved. Cannot read it."),
        "{}",
        ran.screen
    );
    assert!(ran.screen.contains("Saved 1.1: yes."), "{}", ran.screen);
}

/// What stands in the journal behind its beginning, and the screen.
fn kept(lines: &str) -> (String, String) {
    let ran = run(PERSON, || 80, lines);
    let events: Vec<String> = ran.entries[1..]
        .iter()
        .map(|entry| format!("{:?}", entry.event))
        .collect();
    (events.join("\n"), ran.screen)
}

#[test]
fn a_question_takes_its_own_replies_only() {
    let (events, screen) = kept("x\nn\ny\n4\ng 5\n?\nb\nq\n");
    assert_eq!(events, "", "{screen}");
    let refused = "Not saved. Type 1, 2 or 3 (b leaves it open, ? explains them).";
    assert_eq!(screen.matches(refused).count(), 4, "{screen}");
    assert!(
        screen.contains("2 is honest where you did not see it"),
        "{screen}"
    );
    let (events, screen) = kept("x\n2 too dark\nq\n");
    assert!(
        events.contains("NotObserved") && events.contains("too dark"),
        "{screen}"
    );
}

#[test]
fn a_remark_is_never_taken_for_an_answer_nor_a_slip_for_a_remark() {
    let (events, screen) = kept("n\ny\n4\nskip\n?\nStood there.\nq\n");
    assert_eq!(events.lines().count(), 2, "{screen}");
    assert!(events.contains("Stood there."), "{screen}");
    assert!(
        screen.contains("Not saved. `y` is not taken as the remark, nor as an answer."),
        "{screen}"
    );
    assert!(
        screen.contains("A remark is what you saw or heard"),
        "{screen}"
    );
    assert_eq!(screen.matches("[remark] ").count(), 5, "{screen}");
    let (events, _) = kept("n\n:undo\ny\nq\n");
    assert!(events.contains("Undone"), "{events}");
    let (events, screen) = kept("n\nc no\nq\n");
    assert!(events.contains("\"no\""), "{screen}");
}

#[test]
fn a_question_that_refused_a_reply_is_still_the_question() {
    let (events, screen) = kept("n\nNo bell.\ng 1.1\n:cause\nweather\nn\nstaffing\nq\n");
    assert_eq!(events.matches("Answered").count(), 1, "{screen}");
    assert!(events.contains("Staffing"), "{screen}");
}

/// Every item of the sample answered, the text last.
const ALL: &str = "y\n3\n2 of 2\n25s\n0\n1,2\n1\n12.50\nn\nAll went well.\n.\n";

#[test]
fn when_all_is_answered_nothing_answers_by_accident() {
    let n = run(PERSON, || 80, &format!("{ALL}q\n")).entries.len();
    let ran = run(PERSON, || 80, &format!("{ALL}1\nwords\nx 2\n?\n\nq\n"));
    assert_eq!(ran.entries.len(), n, "{}", ran.screen);
    let refused = "Not saved. Every item is answered: r looks them over";
    assert_eq!(ran.screen.matches(refused).count(), 3, "{}", ran.screen);
    assert!(
        ran.screen.contains("[r to look them over, or finish] "),
        "{}",
        ran.screen
    );
    assert!(ran.screen.contains("\nReview: "), "{}", ran.screen);
    let ran = run(PERSON, || 80, &format!("{ALL}g 1.1\nn\nNo.\nq\n"));
    assert!(ran.screen.contains("(was yes)"), "{}", ran.screen);
}

#[test]
fn when_all_is_answered_finish_is_asked_about_and_finishes() {
    for word in ["finish", "Done"] {
        let ran = run(PERSON, || 80, &format!("{ALL}{word}\ny\n"));
        assert_eq!(ran.ended, Ended::Finished, "{}", ran.screen);
        let ran = run(PERSON, || 80, &format!("{ALL}{word}\nn\nr\n{word}\ny\n"));
        assert_eq!(ran.ended, Ended::Finished, "{}", ran.screen);
    }
    let ran = run(PERSON, || 80, &format!("{ALL}finish\nn\nq\n"));
    assert_eq!(ran.ended, Ended::Left(Leave::End), "{}", ran.screen);
}

#[test]
fn a_text_asks_about_what_looks_like_a_command() {
    let (events, screen) = kept("g story\n?\ng 5\nn\nfinish\nn\nw\nn\n:q\n");
    assert!(!events.contains("Drafted"), "{screen}");
    assert!(screen.contains("Help on "), "{screen}");
    assert!(screen.contains("out, and :g 5 is the command."), "{screen}");
    let (events, screen) = kept("g story\nw\ny\na kind man came.\n?\n.\n:q\n");
    assert!(events.contains("w\\na kind man came.\""), "{screen}");
    assert!(
        screen.contains("A dot alone takes it, :e opens it"),
        "{screen}"
    );
}

#[test]
fn a_script_needs_no_pictures_and_stops_at_the_first_bad_line() {
    let ran = run(SCRIPT, || 80, "# all of it\ny\n\n3\n2 of 2\n25s\n7 times\n");
    assert_eq!(
        ran.screen,
        "Saved 1.1: yes. 1 of 10 done.\n1 more item applies now.\nSaved 1.2: 3, Kind. 2 of 10 done.\n\
         Saved 1.3: 2 of 2. 3 of 10 done.\nSaved 2.1: 25 seconds. 4 of 10 done.\n"
    );
    assert_eq!(
        ran.ended,
        Ended::Left(Leave::BadLine {
            line: 7,
            why: "Not saved. Type a whole number, like 3 (or ? for help).".into()
        })
    );
    assert_eq!(ran.entries.len(), 5);
}

#[track_caller]
fn check_bad(lines: &str, line: usize, why: &str) {
    let expected = Leave::BadLine {
        line,
        why: why.into(),
    };
    assert_eq!(run(SCRIPT, || 80, lines).ended, Ended::Left(expected));
}

#[test]
fn a_script_is_never_asked() {
    check_bad("x\n", 1, "say which: x 1 [why], x 2 [why] or x 3 why");
    check_bad("x 3\n", 1, "say why it was right: x 3 and some words");
    check_bad("n\ny\n", 2, "1.1 still wants a remark: c and some words");
    check_bad(
        "g story\n:text <<END\nwords\n",
        3,
        "the text was not ended: END is missing",
    );
    check_bad(
        ":skp\n",
        1,
        "There is no command `:skp`. Did you mean :skip? Type ? or :help for all of them; a text that begins with a colon takes two.",
    );
}

#[test]
fn a_script_finishes_only_by_its_word() {
    let lines = "n\nc not a word\n2\n1m\n0\n1,2\n:evidence to follow\n:na\n12.50\nn\n:text <<EOF\n# not a comment\n\n.\nq\nEOF\n";
    let ran = run(SCRIPT, || 80, lines);
    assert_eq!(ran.ended, Ended::Left(Leave::End), "{}", ran.screen);
    let ran = run(SCRIPT, || 80, &format!("{lines}:finish\n"));
    assert_eq!(ran.ended, Ended::Finished, "{}", ran.screen);
    assert_eq!(
        ran.farewell,
        "Finished. The next mystery visit puts it away."
    );
    let visit = crate::walk::visit_of(&standard(), &ran.entries).unwrap();
    let story = visit
        .answers
        .iter()
        .find(|answer| answer.item.as_str() == "story")
        .unwrap();
    assert_eq!(
        story.value.as_ref().unwrap().to_string(),
        "# not a comment\n\n.\nq"
    );
}

#[test]
fn behind_the_review_a_number_goes_to_that_item() {
    for lines in ["y\n3\nr\n1.1\nq\n", "y\n3\nl\n1.1\nq\n"] {
        let ran = run(PERSON, || 80, lines);
        assert!(ran.screen.contains("[item number, or Enter for "));
        let end = &ran.screen[ran.screen.rfind("===").unwrap()..];
        assert!(end.contains("Item 1 of"), "{end}");
        assert_eq!(ran.entries.len(), 4, "{}", ran.screen);
    }
}

#[test]
fn behind_the_review_an_answer_waits_until_its_item_is_in_view() {
    let ran = run(PERSON, || 80, "y\nr\nkind\nq\n");
    assert!(
        ran.screen
            .contains("Not saved. 1.2 was out of view; here it is again."),
        "{}",
        ran.screen
    );
    assert_eq!(ran.entries.len(), 2);
    let ran = run(PERSON, || 80, "y\nr\n\nkind\nq\n");
    assert!(ran.screen.contains("Saved 1.2: 3, Kind."), "{}", ran.screen);
    // A script says which item it means by its order, and sees no list.
    let ran = run(SCRIPT, || 80, "y\nr\n3\n");
    assert!(ran.screen.contains("Saved 1.2: 3, Kind."), "{}", ran.screen);
}

#[test]
fn a_changed_answer_names_the_one_before() {
    let ran = run(PERSON, || 80, "y\n3\nb\n2\nq\n");
    let said = "Saved 1.2: 2, Polite (was 3, Kind).";
    assert!(ran.screen.contains(said), "{}", ran.screen);
}

#[test]
fn a_remark_still_owed_and_a_draft_still_open_are_said() {
    let ran = run(PERSON, || 80, "n\n\nq\n");
    let said = "1.1 still wants a remark, and stays open until then: c and some words.";
    assert!(ran.screen.contains(said), "{}", ran.screen);
    let ran = run(PERSON, || 80, "g story\nWords.\n:finish\nq\n");
    let said = "What you wrote so far is kept as a draft; it is no answer yet.";
    assert!(ran.screen.contains(said), "{}", ran.screen);
}

#[test]
fn leaving_at_a_question_of_yes_and_no_leaves() {
    for lines in ["a door.jpg\n", "a door.jpg\nq\ny\n"] {
        let ran = run(PERSON, || 80, lines);
        assert_eq!(ran.ended, Ended::Left(Leave::End), "{}", ran.screen);
        assert_eq!(ran.entries.len(), 1);
    }
}

#[test]
fn help_on_an_item_stays_short() {
    let short = run(PERSON, || 80, "?\nq\n").screen;
    let long = run(PERSON, || 80, "? all\nq\n").screen;
    assert!(short.lines().count() < 24, "{short}");
    assert!(!short.contains("MOVE") && long.contains("MOVE"), "{long}");
    let text = run(PERSON, || 80, "g story\n:help all\n:q\n").screen;
    assert!(text.contains("MOVE"), "{text}");
}

proptest::proptest! {
    #[test]
    fn no_lines_panic(lines in proptest::collection::vec("(\\PC{0,10}|x|n|y|:e|c|:text <<A|A|g 3.4|\\.|:nobody|q)", 0..12), is_script: bool) {
        let lines: Vec<String> = lines.into_iter().filter(|line| line != ":e").collect();
        let manner = if is_script { SCRIPT } else { PERSON };
        run(manner, || 44, &(lines.join("\n") + "\n"));
    }
}
