//! Evidence: photos, receipts and mails, copied into the ledger and pinned by their hashes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::Ledger;
use super::atomic;
use super::error::LedgerError;
use super::journal::JournalText;
use super::layout::names_in;
use super::problem::{Problem, ProblemKind};
use super::stray::strays_in;
use super::visits::Visits;
use crate::model::event::Event;
use crate::model::id::{sha256, slug};
use crate::model::visit::{Visit, VisitId};

/// The longest name of a piece of evidence, without its ending.
const MAX_STEM: usize = 60;

impl Ledger {
    /// Copies a file into the evidence of a visit, and gives its path below the evidence folder, as
    /// the records write it: `<visit>/door.jpg`. The name is made safe; where another file has it,
    /// a number is added; the very same file is there once.
    pub fn take_evidence(&self, visit: &VisitId, typed: &Path) -> Result<String, LedgerError> {
        let source = file_meant(typed).unwrap_or_else(|| typed.to_owned());
        if source.is_dir() {
            let why = format!("`{}` is a folder: name the files in it", source.display());
            return Err(LedgerError::Refused(why));
        }
        std::fs::File::open(&source).map_err(LedgerError::io("read", &source))?;
        let folder = self.layout.evidence_of(visit);
        self.layout.make_folder(&self.disk, &folder)?;
        let (stem, ending) = safe_name(&source);
        for n in 1_u32.. {
            let name = match n {
                1 => format!("{stem}{ending}"),
                n => format!("{stem}-{n}{ending}"),
            };
            match atomic::copy_new(&self.disk, &source, &folder.join(&name)) {
                Ok(()) => return Ok(format!("{visit}/{name}")),
                Err(LedgerError::Exists { .. } | LedgerError::Link { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        unreachable!("a folder cannot hold four thousand million files of one name")
    }

    /// Where a piece of evidence is, by its path in the records; `None` where the path is no file
    /// of the evidence folder (evidence that is to follow, or a path that leads out of it).
    pub fn evidence_file(&self, recorded: &str) -> Option<PathBuf> {
        let below = Path::new(recorded);
        let is_inside = below
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        let path = self.layout.evidence().join(below);
        (is_inside && path.is_file()).then_some(path)
    }

    /// Files among the evidence of visits that nobody named: without a name as the ledger gives them, or that neither
    /// one of these visits nor a journal names. A visit that is damaged or gone may have named any of its own.
    pub fn stray_evidence(&self, visits: &Visits) -> Result<Vec<Problem>, LedgerError> {
        let lost: BTreeSet<VisitId> = visits.lost().map(|id| id.base()).collect();
        let sound = visits.all.iter().chain(&visits.held_back);
        let answers = sound.flat_map(|finished| &finished.visit.answers);
        let named: BTreeSet<&str> = answers
            .flat_map(|answer| &answer.evidence)
            .map(String::as_str)
            .collect();
        let mut found = Vec::new();
        for folder in names_in(&self.layout.evidence())? {
            let path = self.layout.evidence().join(&folder);
            if !path.is_dir() {
                continue;
            }
            let mut in_journals = None;
            found.extend(strays_in(&path, is_safe_name)?);
            for name in names_in(&path)?.iter().filter(|name| is_safe_name(name)) {
                let recorded = format!("{folder}/{name}");
                if named.contains(recorded.as_str()) {
                    continue;
                }
                // Read only where evidence was taken back, or a visit is still in progress.
                let journals = || match VisitId::new(&folder) {
                    Some(id) if lost.contains(&id) => None,
                    Some(id) => self.in_journals_of(&id),
                    None => Some(BTreeSet::new()),
                };
                // What cannot be read may name any of them.
                let Some(paths) = in_journals.get_or_insert_with(journals) else {
                    break;
                };
                if !paths.contains(&recorded) {
                    found.push(Problem {
                        kind: ProblemKind::Unnamed,
                        path: path.join(name),
                        line: None,
                        why: "no visit names it; delete it if nobody needs it".into(),
                    });
                }
            }
        }
        Ok(found)
    }

    /// The evidence that a visit's journals ever named; `None` where one is there and cannot be read.
    fn in_journals_of(&self, id: &VisitId) -> Option<BTreeSet<String>> {
        let places = [self.layout.journal(id), self.layout.open_visit(id)];
        let mut paths = BTreeSet::new();
        for place in places.iter().filter(|it| it.symlink_metadata().is_ok()) {
            let entries = JournalText::read(place).ok()?.entries;
            paths.extend(entries.into_iter().filter_map(|entry| match entry.event {
                Event::Attached { path, .. } => Some(path),
                _ => None,
            }));
        }
        Some(paths)
    }

    /// The hash of each file of evidence that the visit names and that is there, by the [`mark`] of its path.
    pub(super) fn evidence_hashes(
        &self,
        visit: &Visit,
    ) -> Result<BTreeMap<String, String>, LedgerError> {
        let mut hashes = BTreeMap::new();
        for recorded in visit.answers.iter().flat_map(|answer| &answer.evidence) {
            if let Some(path) = self.evidence_file(recorded) {
                hashes.insert(mark(recorded), atomic::hash_of(&path)?);
            }
        }
        Ok(hashes)
    }
}

/// What stands for the path of a piece of evidence in the seals, which can never be changed: its name may
/// be a person's, and is to be nowhere once it is erased.
pub(super) fn mark(recorded: &str) -> String {
    sha256(recorded.as_bytes())[..16].to_owned()
}

/// What the seals say of a piece of evidence: its hash, by its mark, or by its path as in older seals.
pub(super) fn sealed_hash<'s>(
    sealed: &'s BTreeMap<String, String>,
    recorded: &str,
) -> Option<&'s String> {
    sealed.get(&mark(recorded)).or_else(|| sealed.get(recorded))
}

/// The file that a typed path means, where there is one: as typed, with `~` for the home, or as a
/// terminal writes a file that is dropped on it, in quotes or with backslashes before blanks.
pub fn file_meant(typed: &Path) -> Option<PathBuf> {
    let as_dropped = || match shell_words::split(typed.to_str()?).ok()?.as_slice() {
        [one] => Some(PathBuf::from(one)),
        _ => None,
    };
    let below_home = |path: PathBuf| match path.strip_prefix("~") {
        Ok(below) => dirs::home_dir().map(|home| home.join(below)),
        Err(_) => None,
    };
    let typed = typed.to_owned();
    let candidates = [
        Some(typed.clone()),
        below_home(typed.clone()),
        as_dropped(),
        as_dropped().and_then(below_home),
    ];
    candidates.into_iter().flatten().find(|path| path.is_file())
}

/// The name of a file made safe everywhere: its stem and its ending with the dot.
fn safe_name(source: &Path) -> (String, String) {
    let text =
        |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let stem = slug(&text(source.file_stem()), '-', MAX_STEM);
    // Windows keeps these names for devices, whatever the ending.
    let is_reserved = matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || (stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")));
    let stem = if is_reserved {
        format!("{stem}-file")
    } else {
        stem
    };
    let ending: String = text(source.extension())
        .to_lowercase()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(8)
        .collect();
    match ending.as_str() {
        "" => (stem, String::new()),
        _ => (stem, format!(".{ending}")),
    }
}

fn is_safe_name(name: &str) -> bool {
    let (stem, ending) = safe_name(Path::new(name));
    format!("{stem}{ending}") == name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: &str) {
        let (stem, ending) = safe_name(Path::new(path));
        assert_eq!(format!("{stem}{ending}"), expected);
    }

    #[test]
    fn names_are_safe_everywhere() {
        check("photos/Door front.JPG", "door-front.jpg");
        check("../../etc/passwd", "passwd");
        check("nul.txt", "nul-file.txt");
        check("日本.png", "x.png");
        check("a;b.p;df", "a-b.pdf");
        check(".hidden", "hidden");
        check("receipt.", "receipt");
    }

    #[test]
    fn a_typed_path_is_the_file_there_before_it_is_anything_else() {
        let folder = tempfile::tempdir().unwrap();
        let there = |name: &str| folder.path().join(name);
        for name in ["two words.jpg", "'quoted'.jpg"] {
            std::fs::write(there(name), "").unwrap();
        }
        let meant = |typed: &str| {
            file_meant(Path::new(
                &typed.replace('@', folder.path().to_str().unwrap()),
            ))
        };
        for typed in ["@/two words.jpg", "'@/two words.jpg'", "@/two\\ words.jpg"] {
            assert_eq!(meant(typed), Some(there("two words.jpg")), "{typed}");
        }
        assert_eq!(meant("@/'quoted'.jpg"), Some(there("'quoted'.jpg")));
        assert_eq!(meant("@"), None);
        assert_eq!(meant("@/other.jpg"), None);
    }
}
