//! `mystery.yaml` into the programme of a ledger: who we are, whom we compare with, how we write.

use chrono::NaiveDate;

use super::fields::Fields;
use super::yaml::{Node, Value, parse};
use super::yaml_values::Values;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::programme::{
    Competitor, DecimalMark, Defaults, Dialect, KnownSite, Programme, Separator, Wave,
};
use crate::model::text::Language;
use crate::model::visit::Name;

/// The version of the file format that this program writes, and the newest that it reads.
pub const FORMAT: u64 = 1;

const TOP_KEYS: [&str; 10] = [
    "schema",
    "organisation",
    "sites",
    "competitors",
    "auditors",
    "waves",
    "matters",
    "defaults",
    "spreadsheet",
    "meta",
];

/// What came of reading a programme.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// The programme; `None` when there is any error.
    pub programme: Option<Programme>,
    /// All that is wrong, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// The file as text; the diagnostics' places are in it.
    pub text: String,
}

/// Reads a programme. An empty file is one that says nothing.
pub fn read_programme(bytes: &[u8]) -> Reading {
    let mut document = parse(bytes);
    document
        .diagnostics
        .retain(|diagnostic| diagnostic.code != Code::Empty);
    let mut values = Values::new(&document.text, document.diagnostics);
    let programme = match &document.root {
        Some(root) => read_root(root, &mut values),
        None => Some(Programme::default()),
    };
    let has_error = values.problems.any_error();
    Reading {
        programme: programme.filter(|_| !has_error),
        diagnostics: values.problems.into_list(),
        text: document.text,
    }
}

fn read_root(root: &Node, values: &mut Values<'_>) -> Option<Programme> {
    if super::standard_yaml::is_newer(root, FORMAT, values) {
        return None;
    }
    let fields = Fields::read(root, "a programme", &TOP_KEYS, &mut values.problems)?;
    let organisation = fields
        .value("organisation")
        .and_then(|node| name(node, "`organisation`", values));
    let mut taken = Vec::new();
    if let (Some(own), Some(node)) = (&organisation, fields.value("organisation")) {
        taken.push((own.clone(), node.span));
    }
    Some(Programme {
        sites: sites(&fields, values),
        competitors: many(&fields, "competitors", values)
            .into_iter()
            .filter_map(|node| competitor(node, &mut taken, values))
            .collect(),
        organisation,
        auditors: many(&fields, "auditors", values)
            .into_iter()
            .filter_map(|node| values.scalar(node, "an auditor's code").map(Into::into))
            .collect(),
        waves: waves(&fields, values),
        matters: fields
            .value("matters")
            .and_then(|node| values.percent(node, "`matters`")),
        defaults: defaults(&fields, values),
        spreadsheet: fields
            .value("spreadsheet")
            .and_then(|node| dialect(node, values)),
    })
}

fn many<'a>(fields: &Fields<'a>, key: &str, values: &mut Values<'_>) -> Vec<&'a Node> {
    super::standard_yaml::list_of(fields, key, values)
}

fn name(node: &Node, what: &str, values: &mut Values<'_>) -> Option<Name> {
    values.scalar(node, what).and_then(Name::new)
}

/// Complains of a name that is there already, by the rule that makes two names the same.
fn check_new(
    name: &Name,
    span: Span,
    taken: &mut Vec<(Name, Span)>,
    values: &mut Values<'_>,
) -> Option<()> {
    if let Some((_, first)) = taken.iter().find(|(other, _)| other == name) {
        let message = format!("the name `{name}` is here a second time");
        values.problems.push(
            Diagnostic::new(Code::SameName, Some(span), message)
                .label(*first, "here first")
                .advise("names are the same without capitals; give each a name of its own"),
        );
        return None;
    }
    taken.push((name.clone(), span));
    Some(())
}

fn competitor(
    node: &Node,
    taken: &mut Vec<(Name, Span)>,
    values: &mut Values<'_>,
) -> Option<Competitor> {
    if let Value::Scalar(_) = &node.value {
        let name = name(node, "a competitor", values)?;
        check_new(&name, node.span, taken, values)?;
        return Some(Competitor {
            name,
            kind: None,
            size: None,
            distance: None,
            sites: Vec::new(),
        });
    }
    let keys = ["name", "kind", "size", "distance", "sites"];
    let fields = Fields::read(node, "a competitor", &keys, &mut values.problems)?;
    let own_name = named(&fields, "a competitor", values)?;
    let place = fields.value("name").map_or(node.span, |node| node.span);
    check_new(&own_name, place, taken, values)?;
    let mut word = |key: &str| {
        let node = fields.value(key)?;
        values.scalar(node, &format!("`{key}`")).map(Into::into)
    };
    let (kind, size, distance) = (word("kind"), word("size"), word("distance"));
    let sites = sites(&fields, values);
    Some(Competitor {
        name: own_name,
        kind,
        size,
        distance,
        sites,
    })
}

fn sites(fields: &Fields<'_>, values: &mut Values<'_>) -> Vec<KnownSite> {
    let mut taken = Vec::new();
    many(fields, "sites", values)
        .into_iter()
        .filter_map(|node| site(node, &mut taken, values))
        .collect()
}

fn site(node: &Node, taken: &mut Vec<(Name, Span)>, values: &mut Values<'_>) -> Option<KnownSite> {
    if let Value::Scalar(_) = &node.value {
        let name = name(node, "a site", values)?;
        check_new(&name, node.span, taken, values)?;
        return Some(KnownSite {
            name,
            site_type: None,
        });
    }
    let fields = Fields::read(node, "a site", &["name", "type"], &mut values.problems)?;
    let name = named(&fields, "a site", values)?;
    check_new(&name, node.span, taken, values)?;
    Some(KnownSite {
        name,
        site_type: fields
            .value("type")
            .and_then(|node| values.scalar(node, "`type`").map(Into::into)),
    })
}

fn named(fields: &Fields<'_>, what: &str, values: &mut Values<'_>) -> Option<Name> {
    if let Some(node) = fields.value("name") {
        return name(node, "`name`", values);
    }
    if fields.lacks("name") {
        values.missing(fields.span, format!("{what} here has no `name:`"));
    }
    None
}

fn waves(fields: &Fields<'_>, values: &mut Values<'_>) -> Vec<Wave> {
    let mut taken = Vec::new();
    let mut waves = Vec::new();
    for node in many(fields, "waves", values) {
        let keys = ["name", "from", "to"];
        let Some(fields) = Fields::read(node, "a wave", &keys, &mut values.problems) else {
            continue;
        };
        let name = named(&fields, "a wave", values);
        let (from, to) = (date(&fields, "from", values), date(&fields, "to", values));
        let (Some(name), Some(from), Some(to)) = (name, from, to) else {
            continue;
        };
        if check_new(&name, node.span, &mut taken, values).is_none() {
            continue;
        }
        if to < from {
            let message = format!("the wave `{name}` ends on {to}, before it begins on {from}");
            values.complain(
                Code::WaveDates,
                node.span,
                message,
                "both days belong to the wave; swap them",
            );
            continue;
        }
        let name = name.as_str().into();
        waves.push(Wave { name, from, to });
    }
    waves
}

fn date(fields: &Fields<'_>, key: &str, values: &mut Values<'_>) -> Option<NaiveDate> {
    let Some(node) = fields.value(key) else {
        values.missing(fields.span, format!("a wave here has no `{key}:`"));
        return None;
    };
    let text = values.scalar(node, &format!("`{key}`"))?;
    let is_whole = text.len() == "2026-09-01".len();
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let date = date.filter(|_| is_whole);
    if date.is_none() {
        values.complain(
            Code::WrongValue,
            node.span,
            format!("`{text}` is no day"),
            "write year, month and day: `2026-09-01`",
        );
    }
    date
}

fn defaults(fields: &Fields<'_>, values: &mut Values<'_>) -> Defaults {
    let keys = ["standard", "auditor", "site", "language"];
    let read = fields
        .value("defaults")
        .and_then(|node| Fields::read(node, "`defaults`", &keys, &mut values.problems));
    let Some(read) = read else {
        return Defaults::default();
    };
    let language = read.value("language").and_then(|node| {
        let text = values.scalar(node, "`language`")?;
        let language = Language::new(text);
        if language.is_none() {
            values.complain(
                Code::WrongValue,
                node.span,
                format!("`{text}` is no language code"),
                "write its two letters, such as `en` or `fr`",
            );
        }
        language
    });
    Defaults {
        standard: read
            .value("standard")
            .and_then(|node| values.id(node, "the id of a standard")),
        auditor: read
            .value("auditor")
            .and_then(|node| values.scalar(node, "`auditor`").map(Into::into)),
        site: read
            .value("site")
            .and_then(|node| name(node, "`site`", values)),
        language,
    }
}

fn dialect(node: &Node, values: &mut Values<'_>) -> Option<Dialect> {
    let keys = ["separator", "decimal", "bom"];
    let fields = Fields::read(node, "`spreadsheet`", &keys, &mut values.problems)?;
    let separators = [
        (",", Separator::Comma),
        (";", Separator::Semicolon),
        ("tab", Separator::Tab),
    ];
    let decimals = [(".", DecimalMark::Dot), (",", DecimalMark::Comma)];
    let mut dialect = Dialect::default();
    if let Some(node) = fields.value("separator") {
        // A tab in quotes is no empty text here.
        let is_tab = matches!(&node.value, Value::Scalar(scalar) if scalar.text == "\t");
        dialect.separator = if is_tab {
            Separator::Tab
        } else {
            values.word(node, "`separator`", &separators)?
        };
    }
    if let Some(node) = fields.value("decimal") {
        dialect.decimal = values.word(node, "`decimal`", &decimals)?;
    }
    if let Some(node) = fields.value("bom") {
        dialect.bom = values.yes_no(node, "`bom`")?;
    }
    if dialect.separator == Separator::Comma && dialect.decimal == DecimalMark::Comma {
        values.complain(
            Code::WrongValue,
            fields.span,
            "a comma cannot stand between cells and in numbers too",
            "with `decimal: \",\"` write `separator: \";\"`",
        );
        return None;
    }
    Some(dialect)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_programme_is_read() {
        let reading = read_programme(
            br#"schema: 1
organisation: Kansas City Pets
sites: [{name: Main, type: shelter}]
competitors:
  - {name: Riverside, kind: private, size: small, distance: 12 km, sites: [{name: Main Street, type: shelter}, Dock]}
  - City Pound
auditors: [a1, a2]
waves: [{name: autumn, from: 2026-09-01, to: 2026-11-30}]
matters: 5
defaults: {standard: adoption-counter, auditor: a1, site: Main, language: en}
spreadsheet: {separator: ";", decimal: ",", bom: true}
"#,
        );
        assert_eq!(reading.diagnostics, []);
        let programme = reading.programme.unwrap();
        let types = programme.site_types();
        let own = &types[programme.organisation.as_ref().unwrap()];
        assert_eq!(own.values().collect::<Vec<_>>(), ["shelter"]);
        let riverside = &programme.competitors[0];
        assert_eq!(riverside.name.as_str(), "Riverside");
        assert_eq!(riverside.distance.as_deref(), Some("12 km"));
        assert_eq!(riverside.sites[0].site_type.as_deref(), Some("shelter"));
        assert_eq!(riverside.sites[1].name.as_str(), "Dock");
        assert_eq!(programme.competitors[1].name.as_str(), "City Pound");
        assert_eq!(programme.auditors, ["a1", "a2"]);
        assert_eq!(programme.waves[0].to.to_string(), "2026-11-30");
        assert_eq!(programme.matters.unwrap().to_string(), "0.05");
        assert_eq!(
            programme.defaults.standard.unwrap().as_str(),
            "adoption-counter"
        );
        let dialect = programme.spreadsheet.unwrap();
        assert_eq!(dialect.separator, Separator::Semicolon);
        assert_eq!(dialect.decimal, DecimalMark::Comma);
        assert!(dialect.bom);
    }

    #[test]
    fn a_file_that_says_nothing_is_a_programme() {
        for nothing in [&b""[..], b"# only a comment\n", b"schema: 1\n"] {
            let reading = read_programme(nothing);
            assert_eq!(reading.diagnostics, []);
            assert_eq!(reading.programme, Some(Programme::default()));
        }
    }

    #[test]
    fn all_mistakes_come_at_once() {
        let reading = read_programme(
            b"organisation: Us\ncompetitors: [{name: us}, {kind: big}]\nwaves: [{name: w, from: 2026-11-30, to: 2026-09-01}, {name: v, from: today, to: 2026-9-1}]\nmaters: 5\nspreadsheet: {decimal: \",\"}\n",
        );
        assert_eq!(reading.programme, None);
        let told: Vec<_> = reading.diagnostics.iter().map(|d| d.code.id()).collect();
        assert_eq!(
            told,
            ["P001", "F012", "P002", "F013", "F013", "F010", "F013"]
        );
    }
}
