//! JSON: `{"shape": …, "version": …, "<table>": [{"<key>": …}, …], …, "notes": […]}`, each tidy table
//! of the report by its name. Numbers are exact to nine decimals; what is missing is null.

use std::fmt::Write as _;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::model::text::is_unsafe_to_show;
use crate::report::{Block, Cell, Column, Report, Table};

/// Gives a report's tidy tables, and what its notes say.
pub(super) fn json(report: &Report) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(&Whole(report)).expect("keys are texts");
    text.push('\n');
    if text.contains(is_unsafe_to_show) {
        text = harmless(&text);
    }
    text.into_bytes()
}

/// The same JSON with what would turn or hide the text of a viewer written as numbers; it is in strings only.
fn harmless(text: &str) -> String {
    let mut shown = String::with_capacity(text.len() + 64);
    for letter in text.chars() {
        if is_unsafe_to_show(letter) {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let _ = write!(shown, "\\u{unit:04x}");
            }
        } else {
            shown.push(letter);
        }
    }
    shown
}

struct Whole<'a>(&'a Report);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let notes: Vec<&str> = self
            .0
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Note(_, text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("shape", self.0.shape)?;
        map.serialize_entry("version", &self.0.version)?;
        for table in &self.0.data {
            let rows: Vec<Row> = table.rows.iter().map(|row| Row(table, row)).collect();
            map.serialize_entry(table.name, &rows)?;
        }
        map.serialize_entry("notes", &notes)?;
        map.end()
    }
}

struct Row<'a>(&'a Table, &'a [Cell]);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let key = |column: &Column| column.key.clone();
        serializer.collect_map(self.0.columns.iter().map(key).zip(self.1.iter().map(Value)))
    }
}

struct Value<'a>(&'a Cell);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Text(text) | Cell::Toned(_, text) | Cell::Explained(text, _) => {
                serializer.serialize_str(text)
            }
            Cell::Share(share) => number(&share.to_string(), serializer),
            Cell::Mean(exact) | Cell::MeanOf(exact, _) | Cell::Gap(exact) => {
                number(&exact.decimals(), serializer)
            }
            Cell::Count(count) | Cell::Seconds(count) => serializer.serialize_u64(*count),
            Cell::Number(value) => number(&value.to_string(), serializer),
            Cell::Flag(flag) => serializer.serialize_bool(*flag),
            Cell::Missing(_) => serializer.serialize_none(),
        }
    }
}

/// Writes a number as it is spelt in CSV: a whole one without decimals, else the double nearest to
/// it, whose shortest spelling it is.
fn number<S: Serializer>(spelt: &str, serializer: S) -> Result<S::Ok, S::Error> {
    match spelt.parse::<i64>() {
        Ok(whole) => serializer.serialize_i64(whole),
        Err(_) => serializer.serialize_f64(spelt.parse().unwrap_or(f64::NAN)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::share::{Exact, Share};
    use crate::report::Tone;

    #[track_caller]
    fn check(cell: &Cell, expected: &str) {
        assert_eq!(serde_json::to_string(&Value(cell)).unwrap(), expected);
    }

    #[test]
    fn numbers_are_exact_and_what_is_missing_is_null() {
        let third = Exact::mean(1_000_000_000, 3).unwrap();
        check(&Cell::Share(Share::rounded(2.0 / 3.0)), "0.666666667");
        check(&Cell::Share(Share::ONE), "1");
        check(&Cell::Mean(third), "0.333333333");
        check(&Cell::Gap(Exact::ZERO.minus(third)), "-0.333333333");
        check(&Cell::Number(0.1), "0.1");
        check(&Cell::Number(3.0), "3");
        check(&Cell::Number(f64::NAN), "null");
        check(&Cell::Missing("not judged"), "null");
        check(&Cell::Text("\u{1b}[2J\"".into()), r#""\u001b[2J\"""#);
    }

    #[test]
    fn tables_stand_by_name_and_notes_last() {
        let report = Report {
            shape: "example",
            version: 1,
            blocks: vec![Block::Note(Tone::Warning, "Only two.".into())],
            data: vec![Table {
                name: "sides",
                columns: vec![Column::new("side", "Side", 0)],
                rows: vec![vec![Cell::Text("ours".into())]],
            }],
        };
        let compact = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(['\n', ' '], "");
        assert_eq!(
            compact(json(&report)),
            r#"{"shape":"example","version":1,"sides":[{"side":"ours"}],"notes":["Onlytwo."]}"#
        );
    }
}
