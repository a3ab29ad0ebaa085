//! Visits as tidy rows, made of few words: for the tests of commands that read many of them.

use mystery_shop::files::standard_yaml::read_standard;
use mystery_shop::files::visit_csv::visit_csv;
use mystery_shop::model::answer::{self, Answer, Status};
use mystery_shop::model::moment::{Moment, Visited};
use mystery_shop::model::standard::Standard;
use mystery_shop::model::visit::{Channel, Kind, Name, Role, Visit, VisitFacts, VisitId};
use serde_json::Value;

use crate::harness::{Mystery, Run};

/// A standard with a bit of everything.
pub const KIOSK: &str = "\
id: kiosk
version: 1.1.0
title: Kiosk visit
scoring: {target: 85}
sections:
  welcome:
    title: Welcome
    items:
      wait: {ask: How long until someone looked up?, within: {30s: 1, 2m: 0.5}}
      greeted: Were you greeted?
  service:
    title: Service
    items:
      hand_offs: {ask: How many times were you passed on?, up_to: [0, 1]}
      respect: {ask: Were you treated with respect?, critical: true, guidance: Throughout.}
      ended:
        ask: How did it end?
        best_first: [They named the next step, Only when I asked, No next step]
        tags: {stage: closing}
      story: {ask: What happened?, text: true}
";

/// One item of the whole total, so that a visit's total is its credit.
pub const METER: &str = "\
id: kiosk
version: 1.0.0
title: Meter
sections:
  all:
    title: All
    items:
      it: {ask: How long was it?, within: {30s: 1, 2m: 0.5}}
";

/// As [`METER`], of yes and no.
pub const YES_NO: &str = "\
id: kiosk
version: 1.0.0
title: Yes or no
sections:
  all:
    title: All
    items:
      it: Was it so?
";

/// The standard of a YAML text.
pub fn standard(yaml: &str) -> Standard {
    let reading = read_standard("kiosk", yaml.as_bytes());
    reading
        .standard
        .unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
}

/// A visit; `when` is `2026-11-03`, an answer `item=value#remark` or `item=status`, with `|` between.
pub fn visit(
    standard: &Standard,
    organisation: &str,
    role: Role,
    when: &str,
    answers: &str,
) -> Visit {
    let name = Name::new(organisation).expect("a name");
    let site = Name::new("Main").expect("a name");
    let at = Moment::from_record(&format!("{when}T10:00:00-06:00")).expect("a day");
    let said = |id: &str| {
        let mut answers = answers
            .split('|')
            .filter_map(|answer| answer.split_once('='));
        let (_, text) = answers.find(|(item, _)| item.trim() == id)?;
        Some(text.split_once('#').unwrap_or((text, "")))
    };
    let answer = |(section, item): (
        &mystery_shop::model::standard::Section,
        &mystery_shop::model::standard::Item,
    )| {
        let (text, remark) = said(item.id.as_str()).unwrap_or(("not_observed", ""));
        let status = Status::from_name(text);
        let value =
            answer::Value::from_record(item.scale.item_type(), text).filter(|_| status.is_none());
        let scored = if item.counts() {
            Status::Scored
        } else {
            Status::Unscored
        };
        Answer {
            status: status.filter(|_| item.counts()).unwrap_or(scored),
            credit: value
                .as_ref()
                .and_then(|value| item.scale.credit(value))
                .filter(|_| item.counts()),
            value,
            remark: remark.into(),
            answered: Some(at),
            ..Answer::not_asked(section, item)
        }
    };
    Visit {
        facts: VisitFacts {
            id: VisitId::compose(at.date(), &name, &site, "aaaa"),
            kind: Kind::Audit,
            standard: standard.reference(),
            organisation: name,
            role,
            site,
            channel: Some(Channel::InPerson),
            scenario: None,
            auditor: "a1".into(),
            started: at,
            visited: Visited::At(at),
        },
        notes: None,
        guess: None,
        answers: standard.items_by_section().map(answer).collect(),
    }
}

/// Many visits in one file.
pub fn csv(visits: &[Visit]) -> String {
    let mut text = String::new();
    for visit in visits {
        let rows = String::from_utf8(visit_csv(visit)).expect("rows are UTF-8");
        let rows = if text.is_empty() {
            rows.as_str()
        } else {
            rows.split_once('\n').expect("a header").1
        };
        text.push_str(rows);
    }
    text
}

/// The visits in a folder of their own, beside their standard.
pub fn files(yaml: &str, visits: &[Visit]) -> Mystery {
    Mystery::new()
        .file("visits.csv", csv(visits))
        .file("standards/kiosk.yaml", yaml)
}

/// Runs a command on `visits.csv`; it ends well.
#[track_caller]
pub fn run_on_visits(mystery: &mut Mystery, command: &str, arguments: &[&str]) -> Run {
    let all = [&[command, "visits.csv"], arguments].concat();
    let run = mystery.run_with(all);
    assert_eq!(run.status, 0, "{}", run.stderr);
    run
}

/// As [`run_on_visits`], read as JSON.
#[track_caller]
pub fn json_of_visits(mystery: &mut Mystery, command: &str, arguments: &[&str]) -> Value {
    let arguments = [arguments, &["--format", "json"]].concat();
    let run = run_on_visits(mystery, command, &arguments);
    serde_json::from_str(&run.stdout).expect("it is JSON")
}
