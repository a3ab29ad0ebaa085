//! Scoring, shown by tables that a person can read and disagree with: `tests/scoring/*.md`; and the
//! worked cases of `tests/oracles/score_model.json`, which are exact fractions made by hand.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use mystery_shop::files::standard_yaml::read_standard;
use mystery_shop::model::answer::{Answer, Status, Value};
use mystery_shop::model::id::Id;
use mystery_shop::model::moment::{Moment, Visited};
use mystery_shop::model::scorecard::{Scorecard, Verdict};
use mystery_shop::model::share::{Exact, Share};
use mystery_shop::model::standard::{Item, Section, Standard};
use mystery_shop::model::visit::{Kind, Name, Role, Visit, VisitFacts, VisitId};
use mystery_shop::scoring::critical::capped;
use mystery_shop::scoring::score;
use serde_json::Value as Json;

fn standard(yaml: &str) -> Standard {
    let reading = read_standard("case", yaml.as_bytes());
    reading
        .standard
        .unwrap_or_else(|| panic!("{:#?}\n{yaml}", reading.diagnostics))
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap_or_else(|| panic!("`{text}` is no id"))
}

/// An answer in the spelling of the records, or the word of a status.
fn answer(section: &Section, item: &Item, text: &str) -> Answer {
    let excused = Status::from_name(text);
    let value = match excused {
        Some(_) => None,
        None => Some(Value::from_record(item.scale.item_type(), text).expect("an answer")),
    };
    let credit = value
        .as_ref()
        .filter(|_| item.counts())
        .and_then(|value| item.scale.credit(value));
    let status = excused.unwrap_or(if item.counts() {
        Status::Scored
    } else {
        Status::Unscored
    });
    let no_contact =
        (status == Status::NoContact).then_some(mystery_shop::model::share::Credit::NONE);
    Answer {
        status,
        credit: credit.or(no_contact),
        value,
        ..Answer::not_asked(section, item)
    }
}

fn visit(standard: &Standard, answers: &[(String, String)]) -> Visit {
    let name = |text| Name::new(text).expect("a name");
    let started = Moment::from_record("2026-11-20T14:05:00-06:00").expect("a moment");
    let of_item = |item: &str| {
        let (section, item) = standard
            .items_by_section()
            .find(|(_, other)| other.id == id(item))
            .unwrap_or_else(|| panic!("no item `{item}`"));
        (section, item)
    };
    Visit {
        facts: VisitFacts {
            id: VisitId::new("2026-11-20-city-main-aaaa").expect("an id"),
            kind: Kind::Audit,
            standard: standard.reference(),
            organisation: name("City"),
            role: Role::Own,
            site: name("Main"),
            channel: None,
            scenario: None,
            auditor: "a1".into(),
            started,
            visited: Visited::At(started),
        },
        notes: None,
        guess: None,
        answers: answers
            .iter()
            .map(|(item, text)| {
                let (section, item) = of_item(item);
                answer(section, item, text)
            })
            .collect(),
    }
}

/// `3/4` or `-` for none.
fn fraction(text: &str) -> Option<Share> {
    let (numerator, denominator) = text.split_once('/')?;
    let number = |text: &str| text.trim().parse::<f64>().expect("a whole number");
    Some(Share::rounded(number(numerator) / number(denominator)))
}

fn figure(standard: &Standard, scorecard: &Scorecard, name: &str) -> String {
    let share = |share: Option<Share>| share.map_or("-".to_owned(), |share| share.to_string());
    match name.split_once(' ') {
        Some(("section", section)) => share(scorecard.section(&id(section)).and_then(|s| s.score)),
        Some(("part", section)) => share(scorecard.section(&id(section)).and_then(|s| s.part)),
        Some(("lost", item)) => share(
            scorecard
                .items()
                .find(|other| other.id == id(item))
                .and_then(|item| item.lost),
        ),
        _ => match name {
            "rule" => scorecard.rule.words().into(),
            "base" => share(scorecard.base),
            "bonus" => scorecard.bonus.to_string(),
            "before critical" => share(scorecard.before_critical),
            "total" => share(scorecard.total),
            "printed" => scorecard.total.map_or("-".into(), |total| {
                let tenths = total.exact().percent_tenths();
                format!("{}.{}", tenths / 10, tenths % 10)
            }),
            "band" => scorecard.band.clone().unwrap_or("-".into()),
            "coverage" => share(scorecard.coverage),
            "limited basis" => if scorecard.is_limited_basis {
                "yes"
            } else {
                "no"
            }
            .into(),
            "verdict" => match &scorecard.verdict {
                None => "-".into(),
                Some(Verdict::Pass) => "pass".into(),
                Some(verdict) => verdict.failed().fold("fail:".to_owned(), |mut text, id| {
                    write!(text, " {id}").expect("a String takes all");
                    text
                }),
            },
            other => panic!("no figure `{other}` in {}", standard.id),
        },
    }
}

/// The rows of the `n`th table of a page, without header and rule.
fn table(page: &str, n: usize) -> Vec<(String, String)> {
    let mut tables: Vec<Vec<(String, String)>> = Vec::new();
    let mut was_row = false;
    for line in page.lines() {
        let is_row = line.starts_with('|');
        if is_row && !was_row {
            tables.push(Vec::new());
        }
        if is_row {
            let mut cells = line.trim_matches('|').split('|').map(str::trim);
            let pair = (
                cells.next().unwrap_or("").into(),
                cells.next().unwrap_or("").into(),
            );
            tables.last_mut().expect("pushed above").push(pair);
        }
        was_row = is_row;
    }
    tables
        .get(n)
        .map(|rows| rows[2..].to_vec())
        .unwrap_or_default()
}

#[test]
fn tables_of_answers_give_the_scorecards_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scoring");
    let mut n_pages = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let page = fs::read_to_string(&path).unwrap();
        let yaml = page
            .split("```yaml\n")
            .nth(1)
            .and_then(|rest| rest.split("```").next());
        let standard = standard(yaml.expect("a page holds a standard"));
        let scorecard = score(&standard, &visit(&standard, &table(&page, 0)));
        let expected = table(&page, 1);
        assert!(!expected.is_empty(), "{}", path.display());
        for (name, text) in expected {
            let text = fraction(&text).map_or(text, |share| share.to_string());
            assert_eq!(
                figure(&standard, &scorecard, &name),
                text,
                "{name} in {}",
                path.display()
            );
        }
        n_pages += 1;
    }
    assert!(n_pages >= 8);
}

/// A case of the oracle as a standard and answers. Scores become options with such credits.
fn oracle_case(case: &Json) -> (Standard, Vec<(String, String)>) {
    let mut yaml = String::from("title: Case\n");
    let mut answers = Vec::new();
    let caps = case["caps"].as_array().expect("caps");
    let has_bonus = !case["bonus"].as_array().expect("bonus").is_empty();
    if caps.len() == 1 {
        let cap = caps[0].as_f64().expect("a cap") * 100.0;
        writeln!(
            yaml,
            "scoring: {{critical: {{cap: {cap}}}, bonus_limit: 10}}"
        )
        .unwrap();
    }
    yaml.push_str("sections:\n");
    let mut has_critical = false;
    for (name, items) in case["sections"].as_object().expect("sections") {
        let section = name.to_lowercase();
        writeln!(yaml, "  {section}:\n    title: {name}").unwrap();
        if let Some(weight) = case["section_weights"][name].as_f64() {
            writeln!(yaml, "    weight: {weight}").unwrap();
        }
        yaml.push_str("    items:\n");
        for (n, item) in items.as_array().expect("items").iter().enumerate() {
            let item_id = format!("{section}{n}");
            let points = item["weight"].as_f64().expect("a weight");
            // The first item with no credit is made the critical one of a case with a cap.
            let is_critical = caps.len() == 1 && !has_critical && item["score"] == 0;
            has_critical |= is_critical;
            writeln!(
                yaml,
                "      {item_id}: {{ask: Was it so?, points: {points}, critical: {is_critical}, \
                 options: {{full: {{label: Full, credit: 1}}, half: {{label: Half, credit: 0.5}}, \
                 nothing: {{label: Nothing, credit: 0}}}}}}"
            )
            .unwrap();
            let answer = match item["score"].as_f64() {
                None => "not_applicable",
                Some(1.0) => "full",
                Some(0.5) => "half",
                Some(0.0) => "nothing",
                Some(other) => panic!("no option with credit {other}"),
            };
            answers.push((item_id, answer.to_owned()));
        }
        if has_bonus {
            // A bonus of a tenth: one point beside ten judged.
            writeln!(
                yaml,
                "      beyond: {{ask: Did they go beyond?, bonus: true}}"
            )
            .unwrap();
            answers.push(("beyond".into(), "yes".into()));
        }
    }
    (standard(&yaml), answers)
}

#[test]
fn the_worked_cases_come_out_as_their_exact_fractions() {
    let oracle: Json = serde_json::from_str(include_str!("oracles/score_model.json")).unwrap();
    let cases = oracle["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 10);
    for case in cases {
        let name = case["id"].as_str().unwrap();
        let expected = &case["expected"];
        let share = |field: &Json| field.as_str().and_then(fraction);
        if name == "two_caps" {
            let caps = case["caps"]
                .as_array()
                .unwrap()
                .iter()
                .map(|cap| cap.as_f64().unwrap());
            let total = capped(share(&expected["base"]).unwrap(), caps.map(Share::rounded));
            assert_eq!(Some(total), share(&expected["total"]), "{name}");
            continue;
        }
        let (standard, answers) = oracle_case(case);
        let scorecard = score(&standard, &visit(&standard, &answers));
        for (section, fraction) in expected["section_scores"].as_object().unwrap() {
            let found = scorecard
                .section(&id(&section.to_lowercase()))
                .unwrap()
                .score;
            assert_eq!(found, share(fraction), "{name}, section {section}");
        }
        assert_eq!(scorecard.base, share(&expected["base"]), "{name}, base");
        assert_eq!(scorecard.total, share(&expected["total"]), "{name}, total");
        let printed = scorecard.total.map(|total| total.exact().percent_tenths());
        let told = match expected["printed"].as_str() {
            Some(text) => text.parse().ok(),
            None => expected["total_pct_1dp_half_up"].as_f64(),
        };
        #[expect(clippy::cast_possible_truncation, reason = "tenths of a percent")]
        let told = told.map(|percent: f64| (percent * 10.0).round() as i64);
        assert_eq!(printed, told, "{name}, printed");
    }
}

#[test]
fn graded_and_threshold_items_earn_as_the_worked_cases() {
    let oracle: Json = serde_json::from_str(include_str!("oracles/item_mapping.json")).unwrap();
    let graded = standard(
        "title: Case\nitems:\n  warmth: {ask: How warm?, levels: {1: Cold, 2: Cool, 3: Mild, 4: Warm, 5: Hot}}\n",
    );
    let waiting =
        standard("title: Case\nitems:\n  wait: {ask: How long?, within: {5s: 1, 10s: 0.5}}\n");
    for case in oracle["cases"].as_array().unwrap() {
        let value = case["value"].as_i64().unwrap();
        let item = if case["rule"].is_null() {
            graded.items().next()
        } else {
            waiting.items().next()
        };
        let item = item.unwrap();
        let value = Value::from_record(item.scale.item_type(), &value.to_string()).unwrap();
        let credit = item
            .scale
            .credit(&value)
            .map(mystery_shop::model::share::Credit::share);
        assert_eq!(
            credit,
            fraction(case["score"].as_str().unwrap()),
            "{}",
            case["id"]
        );
    }
}

#[test]
fn means_of_totals_are_exact() {
    // (1 + 2/3) / 2 of the billionths, not of the printed percents.
    let sum =
        u64::from(Share::ONE.billionths()) + u64::from(Share::rounded(2.0 / 3.0).billionths());
    let mean = Exact::mean(sum, 2).unwrap();
    assert_eq!(mean.decimals(), "0.833333334");
    assert_eq!(mean.percent_tenths(), 833);
}
