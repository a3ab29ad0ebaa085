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

/// The source without its test modules, which may use what they like.
fn product(source: &str) -> &str {
    source.split("#[cfg(test)]").next().unwrap()
}

#[test]
fn layers_point_down() {
    let mut wrong = Vec::new();
    for (path, source) in sources() {
        let room = room_of(&path);
        let Some(row) = row_of(&room) else { continue };
        for other in ROWS.iter().flat_map(|row| row.iter()) {
            let is_named = product(&source).contains(&format!("crate::{other}"));
            let is_below = row_of(other).unwrap() < row;
            // Diagnostics speak of nouns, and `model` and `stats` of neither.
            let is_peer_allowed = room == *other || (room == "diagnostic" && *other == "model");
            if is_named && !is_below && !is_peer_allowed {
                wrong.push(format!("{} names {other}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_does_no_io() {
    let forbidden = [
        "std::fs",
        "std::env",
        "Instant::now",
        "SystemTime",
        "Local::now",
        "Utc::now",
        "println!",
        "std::io::stdout",
        "std::io::stderr",
        "std::process",
    ];
    let mut wrong = Vec::new();
    for (path, source) in sources() {
        let room = room_of(&path);
        if ["ui", "ledger", "commands", "main", "lib"].contains(&room.as_str()) {
            continue;
        }
        for word in forbidden {
            if product(&source).contains(word) {
                wrong.push(format!("{} names {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_model_is_not_serializable_and_stats_and_render_know_no_domain_word() {
    let mut wrong = Vec::new();
    for (path, source) in sources() {
        let room = room_of(&path);
        let forbidden: &[&str] = match room.as_str() {
            "model" => &["serde"],
            "stats" | "render" => &["Visit", "Standard", "Auditor", "Scorecard", "Organisation"],
            _ => &[],
        };
        for word in forbidden {
            if product(&source).contains(word) {
                wrong.push(format!("{} names {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_output_touches_the_streams() {
    let wrong: Vec<String> = sources()
        .into_iter()
        .filter(|(path, _)| !path.ends_with("ui/output.rs"))
        .filter(|(_, source)| {
            let source = product(source);
            source.contains("io::stdout") || source.contains("io::stderr")
        })
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
