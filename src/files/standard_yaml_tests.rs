//! What a standard's file means, key by key.

use super::*;
use crate::files::built_in;
use crate::model::answer::Value;
use crate::model::condition::Test;
use crate::model::scale::{Better, Crediting};
use crate::model::standard::{CriticalRule, Demand};

/// The shortest standard that works, as the manual has it.
pub(crate) const LOST_CAT: &str = "\
title: Phone enquiry about a lost cat
items:
  speed:     {ask: How long until a person answered?, within: [20s, 1m]}
  prompts:   {ask: How many menu choices before a person?, up_to: [1, 3]}
  named:     Did they say their name?
  describe:
    ask: Which details of the cat did they ask for?
    tick: [What she looks like, Microchip or collar, Where and when last seen]
  blamed:    {ask: Were you made to feel it was your fault?, good: no, critical: true}
  next:
    ask: How did the call end?
    best_first: [They said when they would ring back, I may ring again, No next step]
  warmth:    {ask: How did the call feel?, worst_first: [Cold or rushed, Polite, Kind]}
  story:     {ask: What happened?, text: true}
";

#[track_caller]
fn read(yaml: &str) -> Standard {
    let reading = read_standard("kiosk", yaml.as_bytes());
    let errors: Vec<_> = reading
        .diagnostics
        .iter()
        .filter(|d| d.is_error())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    reading.standard.expect("no errors")
}

#[track_caller]
fn scale(item: &str) -> Scale {
    let standard = read(&format!("title: T\nitems:\n  a: Yes?\n  b: {item}\n"));
    standard.sections[0].items[1].scale.clone()
}

fn credits(scale: &Scale) -> Vec<(String, f64)> {
    match scale {
        Scale::Duration(bands) | Scale::Count(bands, _) => bands
            .iter()
            .map(|band| (band.threshold.to_string(), band.credit.value()))
            .collect(),
        Scale::Levels(levels) => levels
            .iter()
            .map(|level| (level.value.to_string(), level.credit.value()))
            .collect(),
        other => other
            .options()
            .iter()
            .map(|option| (option.id.to_string(), option.credit.value()))
            .collect(),
    }
}

#[track_caller]
fn check(item: &str, expected: &[(&str, f64)]) {
    let found = credits(&scale(item));
    let expected: Vec<_> = expected
        .iter()
        .map(|(id, credit)| ((*id).to_owned(), *credit))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn the_lost_cat_works_as_it_stands() {
    let reading = read_standard("lost-cat", LOST_CAT.as_bytes());
    assert_eq!(reading.n(Severity::Error), 0, "{:#?}", reading.diagnostics);
    let standard = reading.standard.unwrap();
    assert_eq!(standard.id.as_str(), "lost-cat");
    assert_eq!(standard.version.to_string(), "1.0.0");
    assert_eq!(standard.sections.len(), 1);
    assert_eq!(standard.sections[0].id.as_str(), "all");
    let types: Vec<_> = standard
        .items()
        .map(|item| item.scale.item_type().name())
        .collect();
    assert_eq!(
        types,
        [
            "duration", "count", "yes_no", "several", "yes_no", "choice", "choice", "text"
        ]
    );
    let blamed = &standard.sections[0].items[4];
    assert!(blamed.critical);
    assert_eq!(blamed.scale, Scale::YesNo { good: false });
    let next = standard.sections[0].items[5].scale.options();
    assert_eq!(next[0].id.as_str(), "they_said_when_they_would_ring_back");
}

#[test]
fn the_key_gives_the_type_and_its_credits() {
    check("{ask: Q, within: [20s, 1m]}", &[("20", 1.0), ("60", 0.5)]);
    check(
        "{ask: Q, within: {20s: 1, 1:30: 0.4}}",
        &[("20", 1.0), ("90", 0.4)],
    );
    check("{ask: Q, within: 90}", &[("90", 1.0)]);
    check("{ask: Q, up_to: [0, 1]}", &[("0", 1.0), ("1", 0.5)]);
    check("{ask: Q, at_least: [3, 1]}", &[("3", 1.0), ("1", 0.5)]);
    check(
        "{ask: Q, best_first: [A1, B1, C1]}",
        &[("a1", 1.0), ("b1", 0.5), ("c1", 0.0)],
    );
    check(
        "{ask: Q, worst_first: [A1, B1, C1]}",
        &[("a1", 0.0), ("b1", 0.5), ("c1", 1.0)],
    );
    check(
        "{ask: Q, best_first: [A-1, A 1, A+1]}",
        &[("a_1", 1.0), ("a_1_2", 0.5), ("a_1_3", 0.0)],
    );
    check(
        "{ask: Q, levels: {1: Bad, 3: Fair, 5: Good}}",
        &[("1", 0.0), ("3", 0.5), ("5", 1.0)],
    );
    check(
        "{ask: Q, levels: {5: {label: Good, credit: 0.9}, 1: Bad}}",
        &[("5", 0.9), ("1", 0.0)],
    );
    check(
        "{ask: Q, options: {own: {label: Own, credit: 1}, none: {label: None at all, credit: .5}}}",
        &[("own", 1.0), ("none", 0.5)],
    );
    check(
        "{ask: Q, best_first: [暖かい, 冷たい]}",
        &[("x_2", 1.0), ("x_3", 0.0)],
    );
    check("{ask: Q, tick: [A1, B1]}", &[("a1", 0.5), ("b1", 0.5)]);
    let given =
        scale("{ask: Q, tick: {a1: {label: A1, credit: 0.7}, b1: {label: B1, credit: 0.5}}}");
    assert!(matches!(given, Scale::Several(_, Crediting::Given)));
    let even = scale("{ask: Q, tick: {a1: {label: A1}, b1: {label: B1}, c1: {label: C1}}}");
    assert!(matches!(even, Scale::Several(_, Crediting::Even)));
    assert!(matches!(
        scale("{ask: Q, at_least: [3]}"),
        Scale::Count(_, Better::More)
    ));
    assert!(matches!(
        scale("{ask: Q, number: degrees}"),
        Scale::Number { .. }
    ));
    assert!(matches!(
        scale("{ask: Q, tally: staff}"),
        Scale::Tally { .. }
    ));
    assert!(matches!(scale("{ask: Q, text: TRUE}"), Scale::Text));
}

#[test]
fn quoting_never_matters() {
    let plain = "title: T\nitems:\n  a: {ask: Q?, points: 1.10, critical: yes, guidance: 007, within: [90, 2m]}\n  b: {ask: R?, when: {a: 90}}\n";
    let quoted = "\"title\": 'T'\n'items':\n  \"a\": {\"ask\": \"Q?\", points: '1.10', critical: \"TRUE\", guidance: '007', within: ['90', \"2m\"]}\n  b: {ask: R?, when: {'a': \"1:30\"}}\n";
    let (plain, mut quoted) = (read(plain), read(quoted));
    quoted.fingerprint = plain.fingerprint.clone();
    assert_eq!(plain, quoted);
    assert_eq!(
        plain.sections[0].items[0]
            .guidance
            .as_ref()
            .unwrap()
            .first(),
        "007"
    );
}

#[test]
fn line_ends_and_byte_order_mark_change_nothing() {
    let windows = format!("\u{feff}{}", LOST_CAT.replace('\n', "\r\n"));
    assert_eq!(read(LOST_CAT), read(&windows));
}

#[test]
fn texts_come_in_languages() {
    let standard = read(
        "title: {en: Counter, fr: Comptoir}\nlanguages: [fr, en]\nitems:\n  hello: {fr: Bonjour ?, en: Hello?}\n  end: {ask: Same, best_first: [{en: Kind, fr: Aimable}, {fr: Froid, en: Cold}]}\n",
    );
    let english = Language::new("en").unwrap();
    assert_eq!(standard.title.first(), "Comptoir");
    assert_eq!(standard.title.in_language(&english), "Counter");
    let hello = &standard.sections[0].items[0];
    assert_eq!(
        (hello.ask.first(), hello.ask.in_language(&english)),
        ("Bonjour ?", "Hello?")
    );
    let end = standard.sections[0].items[1].scale.options();
    assert_eq!(end[0].id.as_str(), "aimable");
    assert_eq!(end[0].label.in_language(&english), "Kind");
}

#[test]
fn conditions_name_answers_in_any_spelling() {
    let standard = read(
        "title: T\nitems:
  refused: Were you told no?
  wait: {ask: How long?, within: [1m]}
  feel: {ask: How?, levels: {1: Bad, 2: Fair, 3: Good}}
  end: {ask: End?, best_first: [Own step, When I asked, Nothing]}
  a: {ask: A?, when: {refused: TRUE, wait: {at_least: 2m, at_most: 1h}}}
  b: {ask: B?, when: {feel: {at_most: 2}, end: [own_step, nothing]}}
  c: {ask: C?, when: {feel: good, wait: 1:30}}
",
    );
    let tests = |id: &str| -> Vec<Test> {
        let item = standard.item(&Id::new(id).unwrap()).unwrap();
        item.when
            .iter()
            .map(|condition| condition.test.clone())
            .collect()
    };
    let choice = |id: &str| Value::Choice(Id::new(id).unwrap());
    assert_eq!(
        tests("a"),
        [
            Test::AnyOf(vec![Value::YesNo(true)]),
            Test::AtLeast(120),
            Test::AtMost(3600)
        ]
    );
    assert_eq!(
        tests("b"),
        [
            Test::AnyOf(vec![Value::Level(1), Value::Level(2)]),
            Test::AnyOf(vec![choice("own_step"), choice("nothing")])
        ]
    );
    assert_eq!(
        tests("c"),
        [
            Test::AnyOf(vec![Value::Level(3)]),
            Test::AnyOf(vec![Value::Duration(90)])
        ]
    );
}

#[test]
fn the_long_form_sets_every_key() {
    let standard = read(
        "schema: 1
id: adoption-counter
version: 1.2
title: T
channels: [in_person, chat]
customer: adopter
scoring: {target: 85, bands: {good: 50, bad: 0, best: 90}, critical: {cap: 60}, bonus_limit: 3, minimum_coverage: 80}
reveal_score: live
scales: {warmth: {1: Cold, 2: Warm}}
scenarios:
  dog: {title: A dog, persona: parent, brief: You rent.}
  dog-student: {title: A dog, persona: student, same_as: dog}
sections:
  welcome:
    title: Welcome
    weight: 20
    minimum: 50
    items:
      hello: {ask: Hello?, scale: warmth, points: 2.5, remark: on_low, evidence: always, only: [own], was: [hi],
        training: Greeting, owner: Front, cost: low, not_applicable: never, tags: {stage: rapport}, why: It opens., meta: {a: [b]}}
      pilot: {ask: Pilot?, scored: no}
      extra: {ask: Extra?, bonus: true}
",
    );
    assert_eq!(standard.version.to_string(), "1.2.0");
    assert_eq!(
        standard
            .scoring
            .bands
            .iter()
            .map(|band| band.name.as_str())
            .collect::<Vec<_>>(),
        ["best", "good", "bad"]
    );
    assert!(
        matches!(standard.scoring.critical, CriticalRule::Cap(share) if share.to_string() == "0.6")
    );
    assert_eq!(standard.reveal, Reveal::Live);
    assert_eq!(
        standard.scenarios[1].same_as.as_ref().unwrap().as_str(),
        "dog"
    );
    let section = &standard.sections[0];
    assert_eq!(section.weight.unwrap().to_string(), "20");
    assert_eq!(section.minimum.unwrap().to_string(), "0.5");
    let hello = &section.items[0];
    assert_eq!(
        (hello.remark, hello.evidence),
        (Demand::OnLow, Demand::Always)
    );
    assert_eq!(hello.points.to_string(), "2.5");
    assert_eq!(hello.was[0].as_str(), "hi");
    assert!(!hello.may_not_apply);
    assert_eq!(
        credits(&hello.scale),
        [("1".to_owned(), 0.0), ("2".to_owned(), 1.0)]
    );
    assert!(!section.items[1].counts());
    assert!(section.items[2].bonus);
}

#[test]
fn the_built_in_standards_are_without_fault() {
    for built_in in built_in::ALL {
        let reading = read_standard(built_in.id, &built_in.yaml());
        let found: Vec<_> = reading
            .diagnostics
            .iter()
            .map(|d| {
                format!(
                    "{}: {:?} {} {}",
                    built_in.id,
                    d.span.map(|span| span.line),
                    d.code.id(),
                    d.message
                )
            })
            .collect();
        assert!(found.is_empty(), "{found:#?}");
        assert_eq!(reading.standard.unwrap().id.as_str(), built_in.id);
    }
}
