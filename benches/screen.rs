//! From a key to the screen with 500 items, without the sync of the journal: answers, ways to go, the
//! review, the palette. Says the time that 50 and 99 of 100 keys stay below, and when that is more
//! than 16 ms.

#![allow(missing_docs, reason = "nobody imports a benchmark")]

use std::fmt::Write;
use std::time::{Duration, Instant};

use mystery_shop::files::standard_yaml::read_standard;
use mystery_shop::model::event::{Entry, Event};
use mystery_shop::model::moment::{Moment, Visited};
use mystery_shop::model::visit::{Kind, Name, Role, VisitFacts, VisitId};
use mystery_shop::ui::Cause;
use mystery_shop::ui::screen::{Input, Look, Screen, Step};
use mystery_shop::walk::{Verdict, Walk};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent};

/// The longest that 99 of 100 keys may take: a frame of a usual display.
const FRAME: Duration = Duration::from_millis(16);

/// Twenty-five sections of twenty items, of several types.
fn yaml() -> String {
    let mut yaml = String::from("id: long\ntitle: Long\nsections:\n");
    for section in 0..25 {
        let _ = write!(
            yaml,
            "  s{section}:\n    title: Section {section}\n    items:\n"
        );
        for item in 0..20 {
            let answer = match item % 4 {
                0 => "good: yes",
                1 => "worst_first: [Cold or rushed, Polite, Kind]",
                2 => "best_first: [A time was named, I may ring again, No next step]",
                _ => "good: yes, guidance: Start counting when you cross the threshold.",
            };
            let _ = writeln!(
                yaml,
                "      i{section}_{item}: {{ask: Was item {item} of {section} as it should be?, {answer}}}"
            );
        }
    }
    yaml
}

fn main() {
    let reading = read_standard("long", yaml().as_bytes());
    let standard = reading.standard.expect("the standard is sound");
    let now = Moment::from_record("2026-11-20T14:05:00-06:00").expect("it is a time");
    let facts = VisitFacts {
        id: VisitId::new("2026-11-20-riverside-main-k3zq").expect("it is an id"),
        kind: Kind::Audit,
        standard: standard.reference(),
        organisation: Name::new("Riverside").expect("it is a name"),
        role: Role::Competitor,
        site: Name::new("main").expect("it is a name"),
        channel: None,
        scenario: None,
        auditor: "a7".into(),
        started: now,
        visited: Visited::At(now),
    };
    let mut entries = vec![Entry {
        seq: 1,
        at: now,
        event: Event::Started(Box::new(facts)),
    }];
    let mut walk = Walk::replay(&standard, &entries).expect("it begins");
    let look = Look {
        has_color: true,
        is_ascii: false,
    };
    let mut screen = Screen::new(look, &walk);
    let mut terminal =
        Terminal::new(TestBackend::new(120, 30)).expect("a test never fails to draw");
    let mut times = Vec::new();
    let enter = '\n';
    let round = [
        '1', 'y', '2', 'j', 'k', 'o', '3', 'r', 'j', 'j', enter, 'g', '1', '7', enter, 'l', 'j',
        enter, 'b', 'u',
    ];
    // Once nothing is open any more, the review shows the score, and every key of it scores anew.
    let done = ['r', 'j', 'j', 'k', 'l', 'j', 'r', 'o', enter, 'f', 'k', '1'];
    let all: Vec<char> = std::iter::repeat_n(['1', 'y'], 1_100).flatten().collect();
    let keys = round.iter().cycle().take(4_000).chain(&all);
    for key in keys.chain(done.iter().cycle().take(2_000)) {
        let code = match key {
            '\n' => KeyCode::Enter,
            key => KeyCode::Char(*key),
        };
        let begun = Instant::now();
        screen.take(&walk, Input::Key(KeyEvent::from(code)));
        while let Some(step) = screen.next_step() {
            let Step::Ask(request) = step else { continue };
            match walk.judge(&request, now) {
                Verdict::Refused(why) => screen.refuse(&why),
                Verdict::Effects(effects) => screen.show(&walk, &effects, Cause::Asked),
                Verdict::Events(events) => {
                    for event in events {
                        let entry = Entry {
                            seq: entries.len() as u64 + 1,
                            at: now,
                            event,
                        };
                        let effects = walk.apply(&entry);
                        entries.push(entry);
                        screen.show(&walk, &effects, Cause::Kept);
                    }
                }
            }
        }
        terminal
            .draw(|frame| screen.draw(&walk, frame, now))
            .expect("a test never fails to draw");
        times.push(begun.elapsed());
    }
    assert!(
        walk.open().next().is_none(),
        "the last keys are pressed in a finished review"
    );
    times.sort();
    let at = |share: usize| times[times.len() * share / 100 - 1];
    let (half, most) = (at(50), at(99));
    let words = format!(
        "key to screen, 500 items, {} keys: half below {half:?}, 99 of 100 below {most:?}\n",
        times.len()
    );
    // A benchmark talks to whoever runs it.
    std::io::Write::write_all(&mut std::io::stdout(), words.as_bytes()).expect("somebody reads");
    if most > FRAME {
        let late = "More than a frame of 16 ms: was the machine busy?\n";
        std::io::Write::write_all(&mut std::io::stdout(), late.as_bytes()).expect("somebody reads");
    }
}
