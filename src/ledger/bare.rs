//! Visits in CSV files that are named on the command line: one or many visits a file, folders of
//! files, our own exports in any dialect, or standard input. Of a file with mistakes nothing is
//! taken; a visit that is there twice and the same counts once.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::error::LedgerError;
use super::layout::names_in;
use super::scan;
use super::visits::{FinishedVisit, SealState, Visits};
use crate::diagnostic::{Code, Diagnostic};
use crate::files::visit_csv::visit_csv;
use crate::files::visit_csv_read::ReadVisits;
use crate::model::visit::{Visit, VisitId};

/// A file with something to say about it.
#[derive(Clone, PartialEq, Debug)]
pub struct FileProblems {
    /// The file, as it was named; `-` for standard input.
    pub path: PathBuf,
    /// What there is to say, in the order of the file.
    pub problems: Vec<Diagnostic>,
}

impl FileProblems {
    /// One line for each problem: `visits.csv:12: column R (credit): …`, with its way out.
    pub fn lines(&self) -> Vec<String> {
        let path = self.path.display();
        let line = |problem: &Diagnostic| {
            let place = problem
                .span
                .map_or(String::new(), |span| format!(":{}", span.line));
            let advice = problem
                .advice
                .as_ref()
                .map_or(String::new(), |advice| format!("; {advice}"));
            format!(
                "{path}{place}: {}[{}]: {}{advice}",
                problem.severity.name(),
                problem.code.id(),
                problem.message
            )
        };
        self.problems.iter().map(line).collect()
    }
}

/// What was read of the files named.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct BareVisits {
    /// The visits; none of a file that has an error.
    pub visits: Visits,
    /// Files with mistakes, or with something to be told.
    pub files: Vec<FileProblems>,
    /// The folders that the files are in: `standards` beside a file may hold its standard.
    pub folders: Vec<PathBuf>,
}

impl BareVisits {
    /// True when a file has a mistake: what is left is not all that was asked for.
    pub fn any_error(&self) -> bool {
        self.files
            .iter()
            .any(|file| crate::diagnostic::any_error(&file.problems))
    }
}

/// Reads the files, folders and `-` named. A folder stands for the CSV files in it; of a ledger's
/// folder, and of an export's, for those that hold visits.
pub fn read_bare(paths: &[PathBuf]) -> Result<BareVisits, LedgerError> {
    let mut bare = BareVisits::default();
    let mut seen: BTreeMap<VisitId, (Visit, PathBuf)> = BTreeMap::new();
    for path in paths {
        if path.as_os_str() == "-" {
            let read =
                scan::source(std::io::stdin().lock()).map_err(LedgerError::io("read", path))?;
            take(&mut bare, &mut seen, path, read);
        } else if path.is_dir() {
            for file in files_in(path)? {
                let read = scan::file(&file).map_err(LedgerError::io("read", &file))?;
                take(&mut bare, &mut seen, &file, read);
            }
        } else {
            let read = scan::file(path).map_err(LedgerError::io("read", path))?;
            take(&mut bare, &mut seen, path, read);
        }
    }
    bare.folders.sort();
    bare.folders.dedup();
    let all = seen.into_values().map(|(visit, path)| FinishedVisit {
        visit,
        path,
        seal: SealState::Unsealed,
        is_latest: true,
    });
    bare.visits = Visits {
        all: all.collect(),
        problems: Vec::new(),
    }
    .ordered();
    Ok(bare)
}

fn take(
    bare: &mut BareVisits,
    seen: &mut BTreeMap<VisitId, (Visit, PathBuf)>,
    path: &Path,
    read: ReadVisits,
) {
    let mut problems = read.problems;
    for visit in read.visits {
        match seen.get(&visit.facts.id) {
            None => {
                seen.insert(visit.facts.id.clone(), (visit, path.to_owned()));
            }
            Some((known, _)) if is_same(known, &visit) => {}
            Some((_, other)) => {
                let message = format!(
                    "visit {} is in `{}` too, and not the same there",
                    visit.facts.id,
                    other.display()
                );
                let problem = Diagnostic::new(Code::VisitsDiffer, None, message);
                problems.push(problem.advise("keep the right one of the two files"));
            }
        }
    }
    bare.folders.push(super::atomic::folder_of(path).to_owned());
    if !problems.is_empty() {
        bare.files.push(FileProblems {
            path: path.to_owned(),
            problems,
        });
    }
}

/// True when two files say the same of a visit, whatever the order of its rows.
fn is_same(one: &Visit, other: &Visit) -> bool {
    let sorted = |visit: &Visit| {
        let mut visit = visit.clone();
        visit.answers.sort_by(|a, b| a.item.cmp(&b.item));
        visit_csv(&visit)
    };
    sorted(one) == sorted(other)
}

/// The CSV files of a folder that hold visits.
fn files_in(folder: &Path) -> Result<Vec<PathBuf>, LedgerError> {
    let below = folder.join("visits");
    let folder = if below.is_dir() { &below } else { folder };
    let is_csv = |name: &&String| {
        Path::new(name)
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
    };
    let names = names_in(folder)?;
    let mut files: Vec<PathBuf> = names
        .iter()
        .filter(is_csv)
        .map(|name| folder.join(name))
        .collect();
    if files.is_empty() {
        return Err(LedgerError::Refused(format!(
            "there is no CSV file in `{}`",
            folder.display()
        )));
    }
    // An export says the same in three ways; its answers are what the others are made of.
    if files
        .iter()
        .any(|file| file.file_name().is_some_and(|name| name == "answers.csv"))
    {
        files.retain(|file| !is_summary(file));
    }
    Ok(files)
}

/// True for the tables of an export that hold no answers.
fn is_summary(file: &Path) -> bool {
    let mut head = Vec::new();
    let read = std::fs::File::open(file).and_then(|file| file.take(4096).read_to_end(&mut head));
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let header = String::from_utf8_lossy(line);
    let has = |name: &str| {
        header
            .split([',', ';', '\t'])
            .any(|cell| cell.trim() == name)
    };
    let is_visits = has("coverage") && has("verdict");
    let is_items = has("mean") && has("worst");
    read.is_ok() && !has("status") && (is_visits || is_items)
}
