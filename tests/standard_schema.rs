//! `standards/schema.json`: up to date, true of every standard here, and false of every mistake of
//! shape.

use std::path::Path;

use mystery_shop::diagnostic::Code;
use mystery_shop::files::standard_schema::{schema, schema_text};
use mystery_shop::files::standard_yaml::read_standard;
use mystery_shop::files::yaml::{Node, Value as Yaml, parse};
use serde_json::{Map, Value};

use crate::bad_standards::fixtures;

/// Mistakes that a schema sees. Others are between two places, or of the text itself.
const OF_SHAPE: [Code; 12] = [
    Code::NewerFormat,
    Code::WrongShape,
    Code::UnknownKey,
    Code::MissingKey,
    Code::WrongValue,
    Code::EmptyValue,
    Code::BadId,
    Code::TwoTypes,
    Code::TooFew,
    Code::TooMany,
    Code::CreditRange,
    Code::ItemsBesideSections,
];

/// Mistakes with such a code that no schema of one place can see: the languages are declared
/// elsewhere.
const BEYOND: [&str; 1] = ["language-not-declared"];

/// A tree as editors take it, by the rules of YAML 1.2.
fn as_json(node: &Node) -> Value {
    match &node.value {
        Yaml::List(nodes) => Value::Array(nodes.iter().map(as_json).collect()),
        Yaml::Map(entries) => {
            let pairs = entries
                .iter()
                .map(|entry| (entry.key.text.clone(), as_json(&entry.value)));
            Value::Object(pairs.collect::<Map<_, _>>())
        }
        Yaml::Scalar(scalar) if scalar.is_quoted => scalar.text.clone().into(),
        Yaml::Scalar(scalar) => match scalar.text.as_str() {
            "" | "~" | "null" => Value::Null,
            "true" => true.into(),
            "false" => false.into(),
            text => text
                .parse::<i64>()
                .map(Value::from)
                .or_else(|_| text.parse::<f64>().map(Value::from))
                .unwrap_or_else(|_| text.into()),
        },
        Yaml::Refused => Value::Null,
    }
}

fn json_of(yaml: &[u8]) -> Option<Value> {
    parse(yaml).root.as_ref().map(as_json)
}

fn standards() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("standards");
    let paths = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    paths
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        })
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect()
}

#[test]
fn every_standard_fits_the_schema() {
    let validator = jsonschema::draft7::new(&schema()).expect("it is a schema");
    let standards = standards();
    assert_eq!(standards.len(), mystery_shop::files::built_in::ALL.len());
    for (path, yaml) in standards {
        let json = json_of(&yaml).unwrap();
        let wrong: Vec<String> = validator
            .iter_errors(&json)
            .map(|error| format!("{path}: {} {error}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn standards_in_the_long_form_fit_the_schema() {
    let validator = jsonschema::draft7::new(&schema()).expect("it is a schema");
    for (path, yaml) in standards() {
        let standard = read_standard("x", &yaml).standard.unwrap();
        let long = mystery_shop::files::standard_text::long_form(&standard);
        assert!(
            validator.is_valid(&json_of(long.as_bytes()).unwrap()),
            "{path}"
        );
    }
}

#[test]
fn every_mistake_of_shape_breaks_the_schema() {
    let validator = jsonschema::draft7::new(&schema()).expect("it is a schema");
    let mut n_seen = 0;
    let mut wrong = Vec::new();
    for (name, yaml) in fixtures() {
        let diagnostics = read_standard(&name, &yaml).diagnostics;
        let is_of_shape = diagnostics.iter().any(|one| OF_SHAPE.contains(&one.code));
        let Some(json) = json_of(&yaml).filter(|_| is_of_shape) else {
            continue;
        };
        if BEYOND.contains(&name.as_str()) {
            continue;
        }
        n_seen += 1;
        if validator.is_valid(&json) {
            wrong.push(name);
        }
    }
    assert!(n_seen > 25, "{n_seen}");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_standard_that_only_warns_fits_the_schema() {
    let validator = jsonschema::draft7::new(&schema()).expect("it is a schema");
    for (name, yaml) in fixtures() {
        if read_standard(&name, &yaml).standard.is_some() {
            assert!(validator.is_valid(&json_of(&yaml).unwrap()), "{name}");
        }
    }
}

#[test]
fn the_schema_in_standards_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("standards/schema.json");
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == schema_text(),
        "standards/schema.json is stale; write it anew with:\n  cargo run -q -- standard schema > standards/schema.json"
    );
}
