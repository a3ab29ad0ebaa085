//! A damaged ledger never shows a wrong number silently: each byte changed, each file cut at each
//! length, a link planted, and forty programs at once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use mystery_shop::ledger::Ledger;
use mystery_shop::ledger::visits::SealState;

use crate::harness::Mystery;
use crate::sample::{self, THEIRS};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
    found.sort();
}

/// What must hold with a file changed: it is found, or it changes nothing.
fn check(ledger: &Ledger, before: &[u8], what: &str) {
    let visits = ledger
        .visits()
        .unwrap_or_else(|error| panic!("{what}: {error}"));
    let verified = ledger
        .verify(&[])
        .unwrap_or_else(|error| panic!("{what}: {error}"));
    for finished in &visits.all {
        let is_same = mystery_shop::files::visit_csv::visit_csv(&finished.visit) == before;
        let is_told = finished.seal == SealState::Unsealed || !verified.findings.is_empty();
        assert!(is_same || is_told, "{what}: a changed visit passes");
    }
    let is_there = visits
        .all
        .iter()
        .any(|it| it.visit.facts.id.as_str() == THEIRS.id);
    assert!(
        is_there || visits.has_left_out(),
        "{what}: the visit is gone, and nobody says so"
    );
    assert!(!verified.findings.is_empty(), "{what}: nothing is found");
}

#[test]
fn a_changed_byte_is_found_wherever_it_is() {
    let mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    sample::finish(&ledger, &THEIRS);
    let before = fs::read(ledger.layout().visit(&sample::id(THEIRS.id))).unwrap();
    let mut all = Vec::new();
    files(&mystery.ledger().join("visits"), &mut all);
    assert_eq!(all.len(), 4, "{all:?}");
    for path in all {
        let whole = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for n in (0..whole.len()).step_by(2) {
            let mut changed = whole.clone();
            changed[n] ^= 1 << (n % 7);
            fs::write(&path, &changed).unwrap();
            check(&ledger, &before, &format!("{name}, byte {n}"));
        }
        for length in (0..whole.len()).step_by(5) {
            // A seal that lacks its line feed, or was never wholly written, is no damage.
            let is_seal = path.parent().unwrap().ends_with("seals");
            if is_seal && length + 1 == whole.len() {
                continue;
            }
            fs::write(&path, &whole[..length]).unwrap();
            check(&ledger, &before, &format!("{name}, cut to {length}"));
        }
        fs::write(&path, &whole).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_planted_link_is_not_written_through() {
    use mystery_shop::ledger::error::LedgerError;
    for (planted, is_folder) in [
        ("visits", true),
        ("visits/open", true),
        ("visits/standards", true),
        ("visits/seals", true),
        ("visits/journal", true),
        ("visits/seals/0badcafe.jsonl", false),
        ("visits/2026-11-19-city-pound-main-bbbb.csv", false),
        ("visits/open/2026-11-19-city-pound-main-bbbb.lock", false),
        ("visits/.lock", false),
    ] {
        let mystery = Mystery::new();
        let ledger = sample::ledger(&mystery);
        let outside = mystery.path().join("outside");
        if is_folder {
            fs::create_dir(&outside).unwrap();
        } else {
            fs::write(&outside, "precious").unwrap();
        }
        let link = mystery.ledger().join(planted);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(&outside, &link).unwrap();
        let run = || -> Result<(), LedgerError> {
            let mut open = ledger.begin(sample::facts(&THEIRS), sample::YAML.as_bytes())?;
            sample::answer_all(&mut open, &THEIRS);
            let visit = sample::visit_of(open.entries());
            ledger.finish(open, &visit, sample::at(10)).map(drop)
        };
        let error = run().expect_err(planted);
        let is_told = matches!(
            &error,
            LedgerError::Link { .. } | LedgerError::Exists { .. }
        );
        assert!(is_told, "{planted}: {error}");
        if is_folder {
            assert_eq!(fs::read_dir(&outside).unwrap().count(), 0, "{planted}");
        } else {
            assert_eq!(
                fs::read_to_string(&outside).unwrap(),
                "precious",
                "{planted}"
            );
        }
    }
}

#[test]
fn forty_programs_at_once_lose_nothing() {
    let mut mystery = Mystery::new()
        .file("tiny.yaml", sample::YAML)
        .file(
            "answers.yaml",
            "organisation: Happy Paws\nvisited: 2026-11-20\nanswers: {named: yes, warm: Kind, respect: yes}\n",
        )
        .args(["visit", "tiny.yaml", "--answers", "answers.yaml"]);
    let begin = |seed: u32| {
        let mut command = mystery.command();
        command.env("MYSTERY_SEED", seed.to_string());
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let visits: Vec<_> = (0..40).map(begin).collect();
    for visit in visits {
        let output = visit.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
    }
    let list = mystery.run_with(["visits", "--format", "csv"]).stdout;
    assert_eq!(list.matches(",finished,").count(), 40);
    let verified = mystery.run_with(["verify"]);
    assert_eq!(verified.status, 0, "{}", verified.stdout);
}

#[cfg(unix)]
#[test]
fn a_killed_program_leaves_no_lock_behind() {
    let mut mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    drop(sample::begin(&ledger, &THEIRS));
    let lock = ledger.layout().open_lock(&sample::id(THEIRS.id));
    // What a program killed in the middle leaves: the files, and no lock on them.
    fs::write(&lock, "process 1 on elsewhere\n").unwrap();
    fs::write(
        mystery.ledger().join("visits/.lock"),
        "process 1 on elsewhere\n",
    )
    .unwrap();
    let temporary = mystery.ledger().join("visits/.mystery-Xy12ab.tmp");
    fs::write(&temporary, "half a fi").unwrap();
    assert!(ledger.resume(&sample::id(THEIRS.id)).is_ok());
    assert_eq!(mystery.run_with(["discard", "bbbb"]).status, 0);
    assert_eq!(mystery.run_with(["verify"]).status, 0);
    assert!(temporary.exists(), "it may be another program's still");
    let hours_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(7200);
    let file = fs::File::options().write(true).open(&temporary).unwrap();
    file.set_modified(hours_ago).unwrap();
    mystery.run_with(["discard", "--undo", "bbbb"]);
    assert!(!temporary.exists());
}
