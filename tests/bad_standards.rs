//! Standards with one mistake each, and what is said about each: a file of its own, named for its
//! mistake, in `bad_standards/`, with a snapshot beside it. A new fixture needs nothing but its file:
//! `INSTA_UPDATE=always cargo test --test main bad_standards` writes its snapshot, to be read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use mystery_shop::diagnostic::{Code, Diagnostic, Severity};
use mystery_shop::files::standard_check::check_against_known;
use mystery_shop::files::standard_yaml::{Reading, read_standard};
use mystery_shop::model::id::Fingerprint;
use mystery_shop::render::Page;
use mystery_shop::render::snippet::snippet;

/// Files that are wrong in more than one way, on purpose.
const MANY_MISTAKES: [&str; 2] = ["ten-mistakes", "bomb"];

/// Codes that no file can show by itself.
const WITHOUT_FILE: [Code; 2] = [Code::TooBig, Code::SameVersion];

/// Every fixture: its name and its bytes.
pub(crate) fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_standards");
    let paths = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.is_file()).collect();
    paths.sort();
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    paths
        .iter()
        .map(|path| (name(path), std::fs::read(path).unwrap()))
        .collect()
}

fn drawn(name: &str, reading: &Reading) -> String {
    let path = format!("{name}.yaml");
    let draw = |one: &Diagnostic| snippet(one, &path, &reading.text, &Page::default());
    reading
        .diagnostics
        .iter()
        .map(draw)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn each_fixture_has_its_one_mistake() {
    let fixtures = fixtures();
    assert!(fixtures.len() > 40);
    let mut wrong = Vec::new();
    for (name, bytes) in &fixtures {
        let reading = read_standard(name, bytes);
        let n = reading.diagnostics.len();
        if n != 1 && !MANY_MISTAKES.contains(&name.as_str()) {
            let codes: Vec<_> = reading
                .diagnostics
                .iter()
                .map(|one| one.code.id())
                .collect();
            wrong.push(format!("{name}: {codes:?}"));
        }
        let is_error = !name.starts_with("warning-") && !name.starts_with("advice-");
        assert_eq!(reading.n(Severity::Error) > 0, is_error, "{name}");
        assert_eq!(reading.standard.is_none(), is_error, "{name}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_diagnostic_of_a_standard_is_shown() {
    insta::with_settings!({ snapshot_path => "bad_standards/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        for (name, bytes) in fixtures() {
            let reading = read_standard(&name, &bytes);
            insta::assert_snapshot!(name.clone(), drawn(&name, &reading));
        }
    });
}

#[test]
fn every_code_has_a_fixture() {
    let shown: BTreeSet<Code> = fixtures()
        .iter()
        .flat_map(|(name, bytes)| read_standard(name, bytes).diagnostics)
        .map(|one| one.code)
        .collect();
    let is_of_standards = |code: &&Code| code.id().starts_with(['F', 'S']);
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(is_of_standards)
        .filter(|code| !shown.contains(code) && !WITHOUT_FILE.contains(code))
        .map(|code| code.name())
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn ten_mistakes_come_in_one_go() {
    let (name, bytes) = fixtures()
        .into_iter()
        .find(|(name, _)| name == "ten-mistakes")
        .unwrap();
    assert_eq!(read_standard(&name, &bytes).n(Severity::Error), 10);
}

#[test]
fn the_same_version_with_other_content_is_an_error() {
    let read = |title: &str| {
        let yaml = format!("title: {title}\nid: kiosk\nitems: {{a: Yes?}}\n");
        read_standard("x", yaml.as_bytes()).standard.unwrap()
    };
    let (one, other) = (read("One"), read("Other"));
    assert_eq!(check_against_known(&one, &[one.reference()]), []);
    let clashes = check_against_known(&one, &[other.reference()]);
    assert_eq!(clashes[0].code, Code::SameVersion);
    let mut newer = other.reference();
    newer.version.patch += 1;
    assert_eq!(check_against_known(&one, &[newer]), []);
    assert_ne!(one.fingerprint, other.fingerprint);
    assert_eq!(
        Fingerprint::new(one.fingerprint.as_str()),
        Some(one.fingerprint)
    );
}
