//! Holds the house in order: layers point down, no I/O in the core, no forgotten test file.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the lowest up; names of one row do not know each other.
const ROWS: [&[&str]; 8] = [
    &["model", "diagnostic", "stats"],
    &["scoring", "files"],
    &["walk"],
    &["analysis"],
    &["report"],
    &["render"],
    &["ui", "ledger"],
    &["commands"],
];

fn sources() -> Vec<(PathBuf, String)> {
    fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        let mut entries: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().path())
            .collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push((path.clone(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    found
}

fn room_of(path: &Path) -> String {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let first = path
        .strip_prefix(source)
        .unwrap()
        .components()
        .next()
        .unwrap();
    first
        .as_os_str()
        .to_str()
        .unwrap()
        .trim_end_matches(".rs")
        .to_owned()
}

fn row_of(room: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&room))
}

/// The source without what is compiled for tests alone, which may use what it likes.
fn product(source: &str) -> String {
    let mut kept = String::new();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            kept.push_str(line);
            kept.push('\n');
            continue;
        }
        // The item ends with its line, or with the brace that closes it at the same indent.
        let indent = &line[..line.len() - line.trim_start().len()];
        let end = format!("{indent}}}");
        let last = lines.find(|line| {
            let is_attribute = line.trim_start().starts_with("#[");
            *line == end
                || (!is_attribute
                    && line.starts_with(indent)
                    && line.ends_with(';')
                    && !line[indent.len()..].starts_with(' '))
        });
        assert!(
            last.is_some(),
            "what is for tests alone has no end:\n{line}"
        );
    }
    kept
}

/// Files that are test modules as a whole.
fn is_test_file(path: &Path) -> bool {
    let stem = path.file_stem().unwrap().to_str().unwrap();
    stem == "tests" || stem.ends_with("_tests") || stem == "sample"
}

fn holds_word(source: &str, word: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_alphabetic();
    source.match_indices(word).any(|(at, _)| {
        !source[..at].ends_with(is_part) && !source[at + word.len()..].starts_with(is_part)
    })
}

/// The rooms that a source of a room names and may not.
fn rooms_named_upwards(room: &str, source: &str) -> Vec<&'static str> {
    let Some(row) = row_of(room) else {
        return Vec::new();
    };
    let source = product(source);
    let others = ROWS.iter().flat_map(|row| row.iter()).copied();
    others
        .filter(|other| source.contains(&format!("crate::{other}")))
        .filter(|other| {
            let is_below = row_of(other).unwrap() < row;
            // Diagnostics speak of nouns, and `model` and `stats` of neither.
            let is_peer_allowed = room == *other || (room == "diagnostic" && *other == "model");
            !is_below && !is_peer_allowed
        })
        .collect()
}

/// The file system, the clock and the streams, where a source of the core names them.
fn outside_world(room: &str, source: &str) -> Vec<&'static str> {
    if ["ui", "ledger", "commands", "main", "lib"].contains(&room) {
        return Vec::new();
    }
    let forbidden = [
        "std::fs",
        "std::env",
        "std::process",
        "std::net",
        "std::thread::sleep",
        "std::{",
        "crate::{",
        "Instant::now",
        "SystemTime",
        "Local::now",
        "Utc::now",
        "print!",
        "println!",
        "io::stdin",
        "io::stdout",
        "io::stderr",
    ];
    let source = product(source);
    let is_named = |word: &&str| source.contains(*word);
    forbidden.into_iter().filter(is_named).collect()
}

/// Words that a source of this room may not know.
fn words_of_elsewhere(room: &str, source: &str) -> Vec<&'static str> {
    let source = product(source);
    let is_named = |word: &&str| source.contains(*word);
    match room {
        "model" => ["serde"].into_iter().filter(is_named).collect(),
        "stats" | "render" => {
            // Not `standard`: errors have one in statistics.
            let lower = source.to_lowercase();
            let words = [
                "visit",
                "visits",
                "auditor",
                "auditors",
                "scorecard",
                "scorecards",
                "organisation",
                "organisations",
                "competitor",
                "competitors",
                "scenario",
                "scenarios",
                "ledger",
            ];
            let words = words.into_iter().filter(|word| holds_word(&lower, word));
            let types = ["Visit", "Standard", "Auditor", "Scorecard", "Organisation"];
            words.chain(types.into_iter().filter(is_named)).collect()
        }
        _ => Vec::new(),
    }
}

/// The standard streams, where a source names them; its file is not `ui/output.rs`.
fn streams(source: &str) -> Vec<&'static str> {
    let source = product(source);
    let streams = ["io::stdout", "io::stderr"].into_iter();
    streams.filter(|word| source.contains(word)).collect()
}

#[track_caller]
fn check_sources(wrong_in: impl Fn(&Path, &str) -> Vec<&'static str>) {
    let mut wrong = Vec::new();
    for (path, source) in sources() {
        if !is_test_file(&path) {
            let named = wrong_in(&path, &source).into_iter();
            wrong.extend(named.map(|word| format!("{} names {word}", path.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn layers_point_down() {
    check_sources(|path, source| rooms_named_upwards(&room_of(path), source));
}

#[test]
fn the_core_does_no_io() {
    check_sources(|path, source| outside_world(&room_of(path), source));
}

#[test]
fn the_model_is_not_serializable_and_stats_and_render_know_no_domain_word() {
    check_sources(|path, source| words_of_elsewhere(&room_of(path), source));
}

#[test]
fn only_output_touches_the_streams() {
    check_sources(|path, source| {
        if path.ends_with("ui/output.rs") {
            return Vec::new();
        }
        streams(source)
    });
}

#[test]
fn what_breaks_a_rule_is_found_wherever_it_stands() {
    let source = "\
mod sample_of_words;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
#[path = \"x_tests.rs\"]
mod tests;
use crate::ledger::Ledger;

impl Walk {
    #[cfg(test)]
    fn of_tests() {
        println!(\"{:?}\", std::fs::read(\"x\"));
    }

    fn now() {
        let line = io::stdin().lock(); // Revisited, and a visit
        serde::of(Instant::now(), io::stdout());
    }
}

#[cfg(test)]
mod more {
    use crate::commands;
    const COMPETITOR: &str = \"
\";
}

fn last() {
    std::env::args();
}
";
    assert_eq!(rooms_named_upwards("walk", source), ["ledger"]);
    assert_eq!(
        outside_world("walk", source),
        ["std::env", "Instant::now", "io::stdin", "io::stdout"]
    );
    assert_eq!(outside_world("ui", source), Vec::<&str>::new());
    assert_eq!(words_of_elsewhere("model", source), ["serde"]);
    assert_eq!(words_of_elsewhere("stats", source), ["visit", "ledger"]);
    assert_eq!(
        words_of_elsewhere("render", "struct Visit;"),
        ["visit", "Visit"]
    );
    assert_eq!(
        words_of_elsewhere("stats", "// the standard error"),
        Vec::<&str>::new()
    );
    assert_eq!(streams(source), ["io::stdout"]);
}

#[test]
fn every_test_file_is_listed() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for (folder, list) in [(tests.clone(), "main.rs"), (tests.join("cli"), "mod.rs")] {
        let listed = fs::read_to_string(folder.join(list)).unwrap();
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let is_source = path.extension().is_some_and(|extension| extension == "rs");
            if is_source && !["main", "mod"].contains(&name.as_str()) {
                assert!(
                    listed.contains(&format!("mod {name};")),
                    "{} is not listed",
                    path.display()
                );
            }
        }
    }
}
