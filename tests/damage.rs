//! A damaged ledger never shows a wrong number silently: each byte changed, each file cut at each
//! length, a link planted.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use mystery_shop::files::visit_csv::visit_csv;
use mystery_shop::files::visit_csv_brief::Shared;
use mystery_shop::ledger::Ledger;
use mystery_shop::ledger::disk::{Disk, Failing};
use mystery_shop::ledger::scan::Progress;
use mystery_shop::ledger::visits::{FinishedVisit, SealState};
use mystery_shop::model::event::Event;
use mystery_shop::model::id::Id;

use crate::harness::Mystery;
use crate::sample::{self, Contact, OURS, THEIRS};

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

/// A small ledger with all that a ledger may hold: a visit with evidence and its correction from
/// another device, another visit, and one that was discarded.
pub fn rich(mystery: &Mystery) -> Ledger {
    let ledger = sample::ledger(mystery);
    let other = Ledger::open_on(
        &mystery.ledger(),
        Disk::failing(0, Failing::Once),
        "0badf00d".into(),
    )
    .unwrap();
    mystery.write("door.jpg", "a photo");
    let mut open = ledger
        .begin(sample::facts(&THEIRS), sample::YAML.as_bytes())
        .unwrap();
    sample::answer_all(&mut open, &THEIRS);
    let photo = Event::Attached {
        item: Id::new("respect").unwrap(),
        path: mystery.path().join("door.jpg").display().to_string(),
    };
    open.keep(sample::at(9), photo).unwrap();
    let visit = sample::visit_of(open.entries());
    ledger.finish(open, &visit, sample::at(10)).unwrap();
    sample::correct(
        &other,
        &Contact {
            warm: "kind",
            ..THEIRS
        },
    );
    sample::finish(&ledger, &OURS);
    let gone = Contact {
        id: "2026-11-17-riverside-main-cccc",
        ..THEIRS
    };
    sample::finish(&other, &gone);
    other.discard(&sample::id(gone.id), sample::at(40)).unwrap();
    ledger
}

/// The rows of each visit that counts.
fn counted(ledger: &Ledger, what: &str) -> BTreeMap<String, Vec<u8>> {
    let visits = ledger
        .visits()
        .unwrap_or_else(|error| panic!("{what}: {error}"));
    let rows = |it: &FinishedVisit| (it.visit.facts.id.to_string(), visit_csv(&it.visit));
    visits.latest().map(rows).collect()
}

/// What must hold with a file changed: `verify` names it, and whatever counts is as it was, but for
/// a visit that is said to be left out or not sealed.
fn check(ledger: &Ledger, before: &BTreeMap<String, Vec<u8>>, file: &str, what: &str) {
    let visits = ledger
        .visits()
        .unwrap_or_else(|error| panic!("{what}: {error}"));
    let verified = ledger
        .verify(&[])
        .unwrap_or_else(|error| panic!("{what}: {error}"));
    for finished in visits.latest() {
        let id = finished.visit.facts.id.as_str();
        let is_same = before
            .get(id)
            .is_some_and(|rows| *rows == visit_csv(&finished.visit));
        let is_told = finished.seal == SealState::Unsealed || visits.has_left_out();
        assert!(is_same || is_told, "{what}: {id} counts, and is another");
    }
    let n_there = visits.latest().count();
    assert!(
        n_there == before.len() || visits.has_left_out(),
        "{what}: a visit is gone, and nobody says so"
    );
    let shared = Shared::default();
    let in_brief = ledger.visits_in_brief((&shared, &Progress::default()), 0);
    let in_brief = in_brief.unwrap_or_else(|error| panic!("{what}: {error}"));
    let whole = visits.all.iter().map(|it| (&it.path, it.seal));
    let brief = in_brief.all.iter().map(|it| (&it.path, it.seal));
    assert!(whole.eq(brief), "{what}: in brief others count");
    assert_eq!(in_brief.problems, visits.problems, "{what}");
    let is_named = verified.findings.iter().any(|it| it.path.contains(file));
    let found: Vec<&str> = verified
        .findings
        .iter()
        .map(|it| it.path.as_str())
        .collect();
    assert!(is_named, "{what}: found only {found:?}");
}

/// What must hold with the end of the seals changed: whether it was cut off or never wholly written
/// nobody can tell, but what counts is as it was, or is said to be left out or not sealed.
fn check_end(ledger: &Ledger, before: &BTreeMap<String, Vec<u8>>, what: &str) {
    let visits = ledger
        .visits()
        .unwrap_or_else(|error| panic!("{what}: {error}"));
    let rows = |it: &FinishedVisit| (it.visit.facts.id.to_string(), visit_csv(&it.visit));
    let now: BTreeMap<String, Vec<u8>> = visits.latest().map(rows).collect();
    assert!(now == *before || visits.has_left_out(), "{what}");
    let verified = ledger.verify(&[]);
    verified.unwrap_or_else(|error| panic!("{what}: {error}"));
}

/// How a byte is changed.
const WAYS: [fn(u8) -> u8; 4] = [
    |it| it ^ 1,
    |it| it ^ 0x20,
    |it| !it,
    |it| {
        if it == b'0' { b'1' } else { b'0' }
    },
];

/// Files whose change is no damage: nothing is counted by them.
fn is_beside(path: &Path) -> bool {
    let is_bin = path.components().any(|part| part.as_os_str() == "bin");
    let name = path.file_name().unwrap_or_default();
    is_bin || name == ".gitattributes" || name == ".lock"
}

/// Changes bytes in one way of several, and cuts at lengths, an eighth of all; each thread has
/// a ledger of its own. `MYSTERY_THOROUGH` takes every byte, in every way, and every length.
#[expect(
    clippy::print_stdout,
    reason = "how much was tried is for whoever runs it"
)]
#[test]
fn a_changed_byte_is_found_wherever_it_is() {
    const N_THREADS: usize = 2;
    let is_thorough = std::env::var_os("MYSTERY_THOROUGH").is_some();
    let damage = |thread: usize| {
        let mystery = Mystery::new();
        let ledger = rich(&mystery);
        let before = counted(&ledger, "before");
        assert_eq!(before.len(), 2);
        assert_eq!(ledger.verify(&[]).unwrap().findings, []);
        let mut all = Vec::new();
        files(&mystery.ledger().join("visits"), &mut all);
        all.retain(|path| !is_beside(path));
        assert_eq!(all.len(), 10, "{all:?}");
        let mut n_tried = 0;
        for path in all {
            let whole = fs::read(&path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let is_seal = path.parent().unwrap().ends_with("seals");
            let last_line = whole[..whole.len() - 1].iter().rposition(|it| *it == b'\n');
            let last_line = last_line.map_or(0, |at| at + 1);
            let mine = |n: &usize| {
                n % N_THREADS == thread && (is_thorough || (n / N_THREADS).is_multiple_of(8))
            };
            for n in (0..whole.len()).filter(mine) {
                for (way, change) in WAYS.iter().enumerate() {
                    if !is_thorough && (n / N_THREADS / 8) % WAYS.len() != way {
                        continue;
                    }
                    let mut changed = whole.clone();
                    changed[n] = change(changed[n]);
                    if changed == whole {
                        continue;
                    }
                    fs::write(&path, &changed).unwrap();
                    let what = format!("{name}, byte {n}, way {way}");
                    if is_seal && n >= last_line {
                        check_end(&ledger, &before, &what);
                    } else {
                        check(&ledger, &before, &name, &what);
                    }
                    n_tried += 1;
                }
            }
            for length in (0..whole.len()).filter(mine) {
                fs::write(&path, &whole[..length]).unwrap();
                let what = format!("{name}, cut to {length}");
                if is_seal {
                    check_end(&ledger, &before, &what);
                } else {
                    check(&ledger, &before, &name, &what);
                }
                n_tried += 1;
            }
            fs::write(&path, &whole).unwrap();
        }
        n_tried
    };
    let n_tried: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..N_THREADS)
            .map(|thread| scope.spawn(move || damage(thread)))
            .collect();
        threads.into_iter().map(|it| it.join().unwrap()).sum()
    });
    println!("{n_tried} changes and cuts, each found");
    assert!(n_tried > 1_500, "{n_tried}");
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
        let _ = fs::remove_dir_all(&link);
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
        if matches!(error, LedgerError::Link { .. }) {
            let hint = error.hint().unwrap();
            assert!(hint.ends_with("put a real file or folder there"), "{hint}");
        }
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
