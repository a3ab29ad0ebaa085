//! The description of an export: a Frictionless Data Package with a Table Schema for each CSV file,
//! so that any program can read it without guessing.

use serde_json::{Map, Value, json};

use super::export_columns::{ExportColumn, Field, answers_columns, items_columns, visits_columns};
use crate::model::id::Id;
use crate::model::programme::{DecimalMark, Dialect};

/// The name of the file.
pub const DATAPACKAGE: &str = "datapackage.json";

/// What marks a package as one of ours, with the version of its layout.
const MARK: &str = "mystery";

/// The description of an export: its bytes. `sections` are those of `visits.csv`, `standards` the
/// names of the files in `standards/`.
pub fn datapackage(sections: &[&Id], standards: &[String], dialect: Dialect) -> Vec<u8> {
    let table = |name: &str, title: &str, key: &[&str], columns: &[ExportColumn]| {
        let fields: Vec<Value> = columns
            .iter()
            .map(|column| field(column, dialect))
            .collect();
        json!({
            "name": name,
            "path": format!("{name}.csv"),
            "title": title,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {
                "delimiter": char::from(dialect.separator.byte()).to_string(),
                "quoteChar": "\"",
                "doubleQuote": true,
                "lineTerminator": "\n",
                "header": true,
            },
            "schema": {
                "fields": fields,
                "missingValues": [""],
                "primaryKey": key,
            },
        })
    };
    let package = json!({
        "name": "mystery-export",
        "title": "Mystery-shopping visits",
        "description": "Written by mystery export. A text that begins like a formula has one apostrophe more in front. standards/ holds the exact standards that the visits were scored with.",
        "profile": "tabular-data-package",
        MARK: {"format": 1, "standards": standards},
        "resources": [
            table("answers", "Every answer of every visit, all revisions", &["visit", "section", "item"], &answers_columns()),
            table("visits", "One row a visit, its latest revision", &["visit"], &visits_columns(sections)),
            table(
                "items",
                "Means by organisation and item, of the visits that count",
                &["organisation", "role", "standard", "major", "item"],
                &items_columns(),
            ),
        ],
    });
    let mut bytes =
        serde_json::to_vec_pretty(&package).expect("keys are texts, and a Vec takes all");
    bytes.push(b'\n');
    bytes
}

/// The names of the standards that a description lists; `None` where it is none of ours.
pub fn standards_listed(bytes: &[u8]) -> Option<Vec<String>> {
    let package: Value = serde_json::from_slice(bytes).ok()?;
    let standards = package.get(MARK)?.get("standards")?.as_array()?;
    let names = standards.iter().map(|name| name.as_str().map(Into::into));
    names.collect()
}

fn field(column: &ExportColumn, dialect: Dialect) -> Value {
    let mut field = Map::new();
    field.insert("name".into(), json!(column.name));
    field.insert("description".into(), json!(column.meaning));
    let mut constraints = Map::new();
    if !column.may_be_empty {
        constraints.insert("required".into(), json!(true));
    }
    let kind = match column.field {
        Field::Word | Field::Text => "string",
        Field::OneOf(words) => {
            constraints.insert("enum".into(), json!(words));
            "string"
        }
        Field::Number => {
            if dialect.decimal == DecimalMark::Comma {
                field.insert("decimalChar".into(), json!(","));
            }
            "number"
        }
        Field::Whole => "integer",
        Field::Flag => {
            field.insert("trueValues".into(), json!(["true"]));
            field.insert("falseValues".into(), json!(["false"]));
            "boolean"
        }
        Field::Moment => {
            field.insert("format".into(), json!("%Y-%m-%dT%H:%M:%S%z"));
            "datetime"
        }
        Field::Date => "date",
        Field::Time => "time",
    };
    field.insert("type".into(), json!(kind));
    if !constraints.is_empty() {
        field.insert("constraints".into(), constraints.into());
    }
    field.into()
}
