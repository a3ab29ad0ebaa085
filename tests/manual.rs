//! The manual of the format, `standards/README.md`: its table of codes is that of the program, and
//! every standard in it works.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use mystery_shop::diagnostic::Code;
use mystery_shop::files::standard_yaml::read_standard;
use mystery_shop::files::yaml::parse;

const BEGIN: &str = "<!-- codes -->\n";
const END: &str = "<!-- /codes -->\n";

/// The families of codes, in the order of the manual.
const FAMILIES: [(char, &str); 5] = [
    ('F', "Any YAML file"),
    ('S', "Standards"),
    ('A', "Answers given in advance"),
    ('P', "The programme, `mystery.yaml`"),
    ('C', "CSV"),
];

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("standards/README.md")
}

fn table() -> String {
    let mut table = String::new();
    for (letter, title) in FAMILIES {
        write!(
            table,
            "\n### {title}\n\n| code | name | kind | what it means |\n|---|---|---|---|\n"
        )
        .unwrap();
        for code in Code::ALL
            .iter()
            .filter(|code| code.id().starts_with(letter))
        {
            writeln!(
                table,
                "| {} | {} | {} | {} |",
                code.id(),
                code.name(),
                code.severity().name(),
                code.meaning().replace('|', "\\|")
            )
            .unwrap();
        }
    }
    table + "\n"
}

#[test]
fn the_codes_of_the_manual_are_those_of_the_program() {
    let manual = std::fs::read_to_string(path()).unwrap();
    let (before, rest) = manual
        .split_once(BEGIN)
        .expect("the manual has a place for the codes");
    let (_, behind) = rest.split_once(END).unwrap_or(("", ""));
    let wanted = format!("{before}{BEGIN}{}{END}{behind}", table());
    if std::env::var_os("UPDATE_MANUAL").is_some() {
        std::fs::write(path(), wanted).unwrap();
        return;
    }
    assert!(
        manual == wanted,
        "the codes in standards/README.md are stale; write them anew with:\n  UPDATE_MANUAL=1 cargo test --test main manual"
    );
}

#[test]
fn every_code_belongs_to_a_family_and_no_id_or_name_comes_twice() {
    let mut seen = std::collections::BTreeSet::new();
    for code in Code::ALL {
        assert!(
            FAMILIES
                .iter()
                .any(|(letter, _)| code.id().starts_with(*letter)),
            "{code:?}"
        );
        assert!(
            seen.insert(code.id()) && seen.insert(code.name()),
            "{code:?}"
        );
    }
}

#[test]
fn every_standard_in_the_manual_works() {
    let manual = std::fs::read_to_string(path()).unwrap();
    let blocks = manual.split("```yaml\n").skip(1);
    let mut n_whole = 0;
    for yaml in blocks.filter_map(|block| block.split("```").next()) {
        // A comment alone is a line to copy.
        let mut diagnostics = parse(yaml.as_bytes()).diagnostics;
        diagnostics.retain(|one| one.code != Code::Empty);
        assert_eq!(diagnostics, [], "{yaml}");
        let begins = |key: &str| yaml.lines().any(|line| line.starts_with(key));
        if begins("title:") && (begins("items:") || begins("sections:")) {
            n_whole += 1;
            let reading = read_standard("manual", yaml.as_bytes());
            assert!(
                reading.standard.is_some(),
                "{:#?}\n{yaml}",
                reading.diagnostics
            );
        }
    }
    assert!(n_whole > 0);
}
