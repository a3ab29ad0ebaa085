//! Transcripts: lines in, the exact screen out.

mod drafts;
mod hurried;
mod replies;
mod scripts;

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use super::*;
use crate::model::event::{Beside, Entry, Event};
use crate::model::visit::Role;
use crate::ui::session::{self, Ended, Kept as KeptEvent, World};
use crate::ui::signals::Farewell;
use crate::walk::request::Request;
use crate::walk::sample::{Kept, at, standard, typed};

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
    run_typed(manner, width, lines, step, Duration::ZERO)
}

/// As [`run_counting`]; of the texts' own count so much goes by for every line of a text.
fn run_typed(
    manner: Manner,
    width: fn() -> usize,
    lines: &str,
    step: Duration,
    pause: Duration,
) -> Ran {
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
    let typed = std::cell::Cell::new(Duration::ZERO);
    frontend.count = Box::new(move || typed.replace(typed.get() + pause));
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
fn the_way_to_the_help_is_the_last_thing_that_a_narrow_prompt_leaves_out() {
    let standard = standard();
    let mut kept = Kept::new(&standard, Role::Competitor);
    kept.ask(&Request::Answer("y".into())).unwrap();
    let labels: Vec<String> = kept
        .walk
        .asked()
        .map(|at| kept.walk.label(at).into())
        .collect();
    let mut prompts = Vec::new();
    for label in labels {
        kept.ask(&Request::GoTo(label)).unwrap();
        for (width, is_plain) in [(80, false), (44, false), (44, true)] {
            let style = draw::Style {
                width,
                is_plain,
                has_color: false,
            };
            let prompt = draw::prompt(&kept.walk, style);
            assert!(prompt.contains("? for help"), "{width}: {prompt}");
            assert!(prompt.len() < width, "{width}: {prompt}");
            prompts.push(prompt);
        }
    }
    for prompt in [
        "[like 2 of 3 people who saw you, ? for help] ",
        "[like 2 of 3, ? for help] ",
    ] {
        assert!(prompts.iter().any(|it| it == prompt), "{prompts:?}");
    }
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

#[test]
fn drafts_of_the_full_screen_are_shown_at_a_line_too() {
    let standard = standard();
    let mut kept = Kept::new(&standard, Role::Competitor);
    for of in [Beside::Evidence, Beside::Reason, Beside::Nobody] {
        let draft = Request::DraftBeside(of, "the porch".into());
        kept.ask(&draft).unwrap();
    }
    let style = draw::Style {
        width: 200,
        is_plain: true,
        has_color: false,
    };
    let card = draw::card(&kept.walk, style, at("14:05:00")).join("\n");
    for said in [
        "Draft of evidence: the porch. Type a and its name to take it; :clear drops it.",
        "Draft of a reason: the porch. Type x, then the reason; :clear drops it.",
        "Draft of why nobody was reached: the porch. Type :nobody and the words;",
    ] {
        assert!(card.contains(said), "{card}");
    }
}

#[test]
fn a_flag_is_still_shown_where_a_draft_was_begun() {
    let standard = standard();
    let mut kept = Kept::new(&standard, Role::Competitor);
    let draft = || Request::DraftBeside(Beside::Evidence, "the porch".into());
    kept.ask(&draft()).unwrap();
    typed(&mut kept, &["f", "y", "f"]);
    kept.ask(&draft()).unwrap();
    typed(&mut kept, &["g 1.3"]);
    kept.ask(&draft()).unwrap();
    let pages = |is_plain: bool| {
        let style = draw::Style {
            width: 200,
            is_plain,
            has_color: false,
        };
        let all = [overview::review, overview::list].map(|page| page(&kept.walk, style).join("\n"));
        all.join("\n")
    };
    for (is_plain, label, said) in [
        (true, "1.1, flagged: ", "? yes; DRAFT, NOT KEPT YET\n"),
        (true, "1.2, flagged: ", "? OPEN; DRAFT, NOT KEPT YET\n"),
        (true, "1.3: ", "? OPEN; DRAFT, NOT KEPT YET\n"),
        (true, "1.1, flagged, draft: ", "?\n"),
        (true, "1.2, flagged, draft: ", "?\n"),
        (true, "1.3, draft: ", "? You are here.\n"),
        (false, "[!] 1.2 ", "? OPEN; DRAFT, NOT KEPT YET\n"),
        (false, " [!] 1.1 ", "?\n"),
        (false, ">[d] 1.3 ", "?\n"),
    ] {
        let found = pages(is_plain);
        let mut lines = found.split_inclusive('\n');
        let is_said = lines.any(|line| line.starts_with(label) && line.ends_with(said));
        assert!(is_said, "{label:?} {said:?}\n{found}");
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
