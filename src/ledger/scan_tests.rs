//! Files read in stretches give what they give read from the start to the end, whatever is in them.

use std::io::Write;

use proptest::prelude::*;

use super::*;
use crate::analysis::sample::{kiosk, visit};
use crate::files::visit_csv::visit_csv;
use crate::model::brief::{Mark, Roll};
use crate::model::visit::{Name, Role, Visit, VisitId};

const ANSWERS: [&str; 4] = [
    "wait=20,greeted=yes,hand_offs=0,respect=yes,next_step=none",
    "wait=75,greeted=no#\"So?\" she said,respect=no#\n\nbad\nrow,story=they said 5 \" pipe",
    "hand_offs=2#a;b,respect=waived#日本,next_step=only_when_asked",
    "greeted=yes# ,story=x",
];

/// One visit with an id of its own.
pub(super) fn one(n: usize) -> Visit {
    let organisation = ["Us", "City, \"Pound\""][n % 2];
    let role = [Role::Own, Role::Competitor][n % 2];
    let day = u32::try_from(n % 28 + 1).unwrap();
    let mut one = visit(&kiosk(), organisation, role, day, ANSWERS[n % 4]);
    let id = format!("2026-11-{day:02}-x-y-a{}", "bcde".repeat(n / 28 + 1));
    one.facts.id = VisitId::new(&id).unwrap_or_else(|| panic!("{id}"));
    one.facts.site = Name::new(["Main", "North\nHall"][n % 3 % 2]).unwrap();
    one
}

/// The rows of some visits in one file.
fn rows(visits: &[Visit]) -> String {
    let mut text = String::new();
    for (n, visit) in visits.iter().enumerate() {
        let csv = String::from_utf8(visit_csv(visit)).unwrap();
        let header = csv.find('\n').unwrap() + 1;
        text.push_str(&csv[if n == 0 { 0 } else { header }..]);
    }
    text
}

/// What a file gives in brief; `None` where it has to be read whole.
fn brief(bytes: &[u8], how: (usize, usize)) -> Option<Vec<String>> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let file = BriefFile::of(file, 0).unwrap()?;
    let shared = Shared::default();
    let visits = file.visits(&shared, &Progress::default(), how).unwrap()?;
    let roll = Roll::of(visits, shared.into_answered(), Box::new(|_| None));
    let shown = roll.visits.iter().map(|brief| {
        assert_eq!(
            file.whole(brief).map(|it| it.facts.id),
            Some(brief.facts.id.clone())
        );
        let marks: Vec<&Mark> = roll
            .numbers(brief)
            .map(|number| &roll.marks[number])
            .collect();
        format!("{:?} {:?} {marks:?}", brief.facts, brief.kept)
    });
    Some(shown.collect())
}

/// What the same bytes give read whole; `None` where they are refused.
fn whole(bytes: &[u8]) -> Option<Vec<String>> {
    let read = read_visits(bytes).unwrap();
    let roll = crate::analysis::scored::roll(&read.visits);
    let shown = roll.visits.iter().map(|brief| {
        let marks: Vec<&Mark> = roll
            .numbers(brief)
            .map(|number| &roll.marks[number])
            .collect();
        format!("{:?} {:?} {marks:?}", brief.facts, brief.kept)
    });
    (!crate::diagnostic::any_error(&read.problems)).then(|| shown.collect())
}

#[test]
fn sound_rows_are_read_in_brief() {
    let visits: Vec<Visit> = (0..60).map(one).collect();
    let text = rows(&visits);
    for stretch in [700, 5_000, 1 << 20] {
        for n_threads in [1, 3] {
            let read = brief(text.as_bytes(), (n_threads, stretch));
            assert!(read.is_some(), "{n_threads} {stretch}");
            assert_eq!(read, whole(text.as_bytes()), "{n_threads} {stretch}");
        }
    }
}

/// What seems to be a row may stand in a remark: the stretch that began there is read again.
#[test]
fn rows_in_a_remark_are_words() {
    let row = vec!["x"; crate::files::columns::Column::ALL.len()].join(",") + "\n";
    let sound = rows(&[one(0)]);
    let unquoted = sound.lines().skip(1).filter(|row| !row.contains('"'));
    let sound = unquoted.collect::<Vec<_>>().join("\n") + "\n";
    assert!(sound.lines().count() > 1, "{sound}");
    for words in [row, sound] {
        let mut visits: Vec<Visit> = (0..12).map(one).collect();
        visits[4].answers[1].remark = words.repeat(30);
        let text = rows(&visits);
        for stretch in [700, 5_000] {
            for n_threads in [1, 3] {
                let read = brief(text.as_bytes(), (n_threads, stretch));
                assert!(read.is_some(), "{n_threads} {stretch}");
                assert_eq!(read, whole(text.as_bytes()), "{n_threads} {stretch}");
            }
        }
    }
}

#[test]
fn rows_apart_and_an_item_twice_are_left_to_the_reader_of_whole_files() {
    let visits: Vec<Visit> = (0..2).map(one).collect();
    let text = rows(&visits);
    let last = text.lines().last().unwrap();
    assert_eq!(
        brief(format!("{text}{last}\n").as_bytes(), (1, 1 << 20)),
        None
    );
    let first = text.lines().nth(1).unwrap();
    let apart = format!("{text}{}\n", first.replace(",wait,", ",another,"));
    assert!(whole(apart.as_bytes()).is_some());
    assert_eq!(brief(apart.as_bytes(), (1, 1 << 20)), None);
}

/// A row that ends as another did is told by its bytes alone: the least change behind its answer is to
/// be seen all the same.
#[test]
fn every_byte_behind_a_usual_answer_matters() {
    let text = rows(&[one(0), one(4)]);
    let row = text
        .lines()
        .filter(|row| row.contains(",greeted,"))
        .nth(1)
        .unwrap();
    let end = text.find(row).unwrap() + row.len();
    let begin = end - "yes,,,,2026-11-20T12:00:00+00:00".len();
    assert_eq!(&text[begin..begin + 7], "yes,,,,");
    let mut n_read = 0;
    for at in begin..=end {
        for put in [
            "", "0", "2", "3", "6", "9", ":", "-", "T", ",", "\"", "\n", " ", "00",
        ] {
            let changed = [&text[..at], put, &text[at + 1..]].concat();
            if let Some(read) = brief(changed.as_bytes(), (1, 1 << 20)) {
                assert_eq!(Some(read), whole(changed.as_bytes()), "{at} {put:?}");
                n_read += 1;
            }
        }
    }
    assert!(n_read > 50, "{n_read}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Bytes put in anywhere: what is read in brief is what is read whole, or it is not read in brief.
    #[test]
    fn any_change_gives_the_same_or_is_read_whole(
        n in 1_usize..8,
        changes in proptest::collection::vec((0_usize..20_000, "[\",\n\r;ax5.é ]{0,3}", 0_usize..4), 0..4),
        stretch in 200_usize..4_000,
        n_threads in 1_usize..4,
    ) {
        let visits: Vec<Visit> = (0..n).map(one).collect();
        let mut bytes = rows(&visits).into_bytes();
        for (at, put, gone) in changes {
            let at = at % bytes.len();
            let end = (at + gone).min(bytes.len());
            bytes.splice(at..end, put.into_bytes());
        }
        if let Some(read) = brief(&bytes, (n_threads, stretch)) {
            prop_assert_eq!(Some(read), whole(&bytes));
        }
    }
}
