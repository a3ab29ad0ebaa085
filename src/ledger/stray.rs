//! Files in a ledger that are none of its own: what they may be, and what to do about them. Sync
//! programs make them when two devices wrote at once; they are named, and never merged silently.

use std::path::Path;

use super::error::LedgerError;
use super::layout::{ERASING, names_in};
use super::problem::{Problem, ProblemKind};

/// Files of systems and of people, and of our own, that are no matter.
const HARMLESS: [&str; 8] = [
    ".lock",
    ERASING,
    ".DS_Store",
    "desktop.ini",
    "Thumbs.db",
    ".gitattributes",
    ".gitignore",
    ".gitkeep",
];

/// Says what a file is that is none of the ledger's; nothing where it is no matter.
pub(super) fn stray(path: &Path, name: &str) -> Option<Problem> {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    if is_unfinished(name) || HARMLESS.contains(&name) || path.is_dir() {
        return None;
    }
    let is_like_ours = ending == "csv" || ending == "jsonl";
    let why = if ending == "icloud" {
        "iCloud has not brought this file here yet; open its folder to download it"
    } else if is_like_ours || name.to_lowercase().contains("conflict") {
        "its name is none of the ledger's, so perhaps a sync program made a second copy; compare it with the file beside it, and keep one"
    } else {
        "it is none of the ledger's files"
    };
    Some(Problem {
        kind: ProblemKind::Stray,
        path: path.to_owned(),
        line: None,
        why: why.into(),
    })
}

/// The strays in a folder: every file whose name is none that `is_ours` knows.
pub(super) fn strays_in(
    folder: &Path,
    is_ours: impl Fn(&str) -> bool,
) -> Result<Vec<Problem>, LedgerError> {
    let names = names_in(folder)?;
    let foreign = names.iter().filter(|name| !is_ours(name));
    Ok(foreign
        .filter_map(|name| stray(&folder.join(name), name))
        .collect())
}

/// True for a file of the ledger's that has not got its name yet.
pub(super) fn is_unfinished(name: &str) -> bool {
    name.starts_with(".mystery-") && Path::new(name).extension().is_some_and(|it| it == "tmp")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: Option<&str>) {
        let found = stray(&Path::new("visits").join(name), name);
        let why = found.map(|problem| problem.why);
        assert_eq!(why.is_some(), expected.is_some(), "{name}: {why:?}");
        if let (Some(why), Some(expected)) = (why, expected) {
            assert!(why.contains(expected), "{name}: {why}");
        }
    }

    #[test]
    fn copies_of_sync_programs_are_named() {
        check(
            "2026-11-20-a-b-k3zq (Anna's conflicted copy 2026-01-02).csv",
            Some("sync program"),
        );
        check("2026-11-20-a-b-k3zq-DESKTOP-AB12.csv", Some("sync program"));
        check(
            "2026-11-20-a-b-k3zq.sync-conflict-20260102-030405-ABCDEFG.csv",
            Some("sync program"),
        );
        check("0badcafe 2.jsonl", Some("sync program"));
        check(".2026-11-20-a-b-k3zq.csv.icloud", Some("iCloud"));
        check("notes.txt", Some("none of the ledger's"));
        check(".DS_Store", None);
        check(".mystery-Xy12.tmp", None);
        check(".Xy12.tmp", Some("none of the ledger's"));
    }
}
