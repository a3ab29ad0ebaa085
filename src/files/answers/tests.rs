//! Whole files of answers, and every way to get one wrong.

use chrono::MappedLocalTime;

use super::*;
use crate::files::standard_yaml::read_standard;

const STANDARD: &str = "title: T
items:
  greeted: Were you greeted?
  hellos: {ask: How many?, tally: people, when: {greeted: yes}}
  wait: {ask: How long?, within: [30s, 2m], not_applicable: never}
  describe: {ask: What?, tick: [Looks, Microchip or collar]}
  warmth: {ask: How?, levels: {1: Cold, 2: Polite, 3: Kind}}
  story: {ask: What happened?, text: true}
  ours: {ask: Ours?, only: [own]}
";

fn zone(local: &chrono::NaiveDateTime) -> MappedLocalTime<chrono::DateTime<chrono::FixedOffset>> {
    let offset = chrono::FixedOffset::west_opt(6 * 3600).unwrap();
    local.and_local_timezone(offset)
}

fn read(text: &str) -> Reading {
    let standard = read_standard("t", STANDARD.as_bytes()).standard.unwrap();
    read_answers(text.as_bytes(), &standard, None, zone)
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let told: Vec<String> = read(text)
        .problems
        .into_iter()
        .map(|it| {
            let line = it.span.map_or(0, |span| span.line);
            let advice = it
                .advice
                .map_or(String::new(), |advice| format!(": {advice}"));
            format!("{} {line} {}{advice}", it.code.id(), it.message)
        })
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn a_whole_file_is_read() {
    let reading = read(
        "organisation: Happy Paws\nrole: competitor\nsite: Main Street\nchannel: in_person\n\
         auditor: a7\nvisited: 2026-11-20T14:05\nguess: 85\nnotes: Full car park.\nanswers:\n  \
         greeted: yes\n  hellos: 2/3\n  wait: {answer: 25s, remark: quick, evidence: [a.jpg, b.jpg], cause: staffing}\n  \
         describe: [Looks, microchip_or_collar]\n  warmth: {waived: \"hello to the dog, which was right\"}\n  \
         story: {not_applicable: yes}\n",
    );
    assert_eq!(reading.problems, []);
    let advance = reading.advance;
    assert_eq!(
        advance.visited.unwrap().to_string(),
        "2026-11-20T14:05:00-06:00"
    );
    assert_eq!(advance.role, Some(Role::Competitor));
    let given: Vec<String> = advance
        .items
        .iter()
        .map(|it| match it.given.as_ref().unwrap() {
            Ok(value) => format!("{} {value}", it.item),
            Err((excuse, why)) => format!("{} {excuse:?} {why}", it.item),
        })
        .collect();
    assert_eq!(
        given,
        [
            "greeted yes",
            "hellos 2 of 3",
            "wait 25",
            "describe looks;microchip_or_collar",
            "warmth Waived hello to the dog, which was right",
            "story NotApplicable ",
        ]
    );
    let wait = &advance.items[2];
    assert_eq!(wait.evidence.len(), 2);
    assert_eq!(
        (wait.remark.as_deref(), wait.cause),
        (Some("quick"), Some(Cause::Staffing))
    );
}

#[test]
fn all_problems_come_at_once() {
    check(
        "organisation: A\nrole: competitr\nvisited: yesterday\nguess: 101\nanswers:\n  greted: yes\n  \
         greeted: maybe\n  hellos: 2 of 3\n  wait: {not_applicable: shut}\n  warmth: {waived: yes}\n  \
         describe: {answer: Looks, not_observed: dark}\n  story: [a, b]\n",
        &[
            "F013 2 `competitr` is no role: did you mean `competitor`?",
            "F013 3 `yesterday` does not fit `visited`: not a time: type it like 2026-11-20 14:05, or only the day, 2026-11-20",
            "F013 4 `101` does not fit `guess`: a number from 0 to 100",
            "A001 6 the standard has no item `greted`: did you mean `greeted`?",
            "A002 7 `maybe` is no answer to `greeted`: type y or n",
            "A005 9 `wait` always applies: give its answer, or `not_observed` if you did not see it",
            "A004 10 `waived` wants to know why it was right: write it behind: waived: said hello to the dog first",
            "A007 11 `describe` has an answer, and `not_observed` too: keep one of them",
            "A002 12 `story` is one answer, and here is a list: type some words",
        ],
    );
}

#[test]
fn a_number_of_the_walk_is_told_its_id() {
    check(
        "organisation: A\nvisited: 2026-11-20\nanswers: {1.1: yes, 2: 2 of 3, 1.9: yes, 9.1: yes}\n",
        &[
            "A001 3 the standard has no item `1.1`: item 1.1 is `greeted`",
            "A001 3 the standard has no item `2`: item 2 is `hellos`",
            "A001 3 the standard has no item `1.9`: `mystery standard show t --format csv` lists their ids",
            "A001 3 the standard has no item `9.1`: `mystery standard show t --format csv` lists their ids",
        ],
    );
}

#[test]
fn an_answer_that_would_be_lost_is_told() {
    check(
        "role: competitor\nanswers:\n  greeted: no\n  hellos: 2 of 3\n  ours: yes\n",
        &[
            "A003 4 `hellos` is not asked in this visit: that depends on `greeted`: leave it out, or mend the answer that it depends on",
            "A003 5 `ours` is not asked in this visit: it is not for the role `competitor`: leave it out, or mend the answer that it depends on",
        ],
    );
}

#[test]
fn nobody_reached_stands_alone() {
    check("no_contact: closed all day\n", &[]);
    check(
        "no_contact: closed\nanswers: {greeted: yes}\n",
        &[
            "A006 1 `no_contact` stands beside `answers`: keep `no_contact` where nobody was reached, else the answers",
        ],
    );
    check(
        "no_contact: yes\n",
        &[
            "A004 1 `no_contact` says that nobody was reached, and not why: write what happened: no_contact: closed during the published hours",
        ],
    );
}

#[test]
fn what_is_left_empty_is_left_open() {
    let reading = read("answers:\n  greeted:\n  warmth: {remark: hm}\n");
    assert_eq!(reading.problems, []);
    assert!(
        reading
            .advance
            .items
            .iter()
            .all(|given| given.given.is_none())
    );
}

proptest::proptest! {
    #[test]
    fn no_file_panics(text in "(greeted|answers|: |\\n|  |yes|\\[|\\]|\\{|\\}|waived|no_contact|,|\\PC){0,40}") {
        let reading = read(&text);
        for problem in reading.problems {
            if let Some(span) = problem.span {
                proptest::prop_assert!(reading.text.get(span.start..span.end).is_some());
            }
        }
    }
}

#[test]
fn no_contact_that_is_denied_is_none() {
    for word in ["no", "False", "\"\"", "\" no \"", "~", ""] {
        let reading = read(&format!("no_contact: {word}\nanswers:\n  greeted: no\n"));
        assert_eq!(reading.problems, [], "{word}");
        assert_eq!(reading.advance.no_contact, None, "{word}");
    }
}
