//! What `verify` found: what is damaged or not sealed, and the heads of the seals, which somebody
//! else may hold.

use super::wording::{counted, sentence};
use super::{Block, Cell, Column, Report, Table, Tone};

/// What kind of thing was found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum What {
    /// A file is not what its seal says, or a seal not what the others say.
    Damaged,
    /// A file that a seal names is gone.
    Missing,
    /// A row does not follow from its answer and the standard.
    Recount,
    /// A seal that was noted elsewhere is not there.
    Expected,
    /// No seal names the visit.
    Unsealed,
    /// A file that is none of the ledger's.
    Stray,
}

impl What {
    /// The word of the data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::Missing => "missing",
            Self::Recount => "recount",
            Self::Expected => "expected",
            Self::Unsealed => "unsealed",
            Self::Stray => "stray",
        }
    }

    /// What somebody who finds it does now.
    fn way_out(self) -> &'static str {
        match self {
            Self::Damaged => {
                "Changed or damaged: put the file back from a copy, such as a backup. Where there is \
                 none, mystery discard ID takes the visit out and keeps it in the bin. If the change \
                 was meant: put it back, then mystery correct, which says who and why."
            }
            Self::Missing => {
                "Missing: put the file back from a copy. Evidence that you still have is added \
                 again with mystery attach."
            }
            Self::Recount => {
                "Does not add up: trust the answers, not the credits. Put the file back from a copy, \
                 or discard the visit and score it again."
            }
            Self::Expected => {
                "Not the seal that was noted: first check that it was typed as it was noted, and that \
                 this is the same ledger. If so, visits were taken away or made anew since: compare \
                 with a backup from that time."
            }
            Self::Unsealed => {
                "Without a seal: the visit counts. If it comes from another computer, copy its \
                 visits/seals too; if nobody knows it, mystery discard ID takes it out."
            }
            Self::Stray => {
                "Not the ledger's: nothing reads such a file. Look into it, then move it elsewhere or \
                 delete it; of a conflicted copy keep what the other lacks."
            }
        }
    }
}

/// Something that is not as it should be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// What kind of thing.
    pub what: What,
    /// The file, below the ledger's folder.
    pub path: String,
    /// The line, where known.
    pub line: Option<usize>,
    /// What is wrong, as a lower-case fragment.
    pub why: String,
}

/// The last seal of a device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// The device.
    pub device: String,
    /// The seal.
    pub seal: String,
    /// Its number.
    pub count: u64,
}

/// What was checked, and what came of it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Verification {
    /// How many finished visits there are, all revisions.
    pub n_visits: usize,
    /// How many visits these are, corrections not counted.
    pub n_bases: usize,
    /// How many of them are as they were sealed.
    pub n_sealed: usize,
    /// Of how many of these words were erased since they were finished.
    pub n_erased: usize,
    /// How many seals there are, tombstones among them.
    pub n_seals: usize,
    /// What is not as it should be.
    pub findings: Vec<Finding>,
    /// What is worth knowing and no damage.
    pub notes: Vec<String>,
    /// The last seal of each device.
    pub heads: Vec<Head>,
}

/// The report.
pub fn verification(verification: &Verification) -> Report {
    let n = verification.findings.len();
    let said = if n == 0 {
        Block::Note(Tone::Good, summary(verification))
    } else {
        let found = format!("{} found. {}", counted(n, "problem"), summary(verification));
        Block::Note(Tone::Bad, found)
    };
    let mut blocks = vec![said];
    if n > 0 {
        blocks.push(Block::List(
            verification.findings.iter().map(line).collect(),
        ));
        blocks.push(Block::Heading(2, "What to do now".into()));
        blocks.push(Block::List(what_to_do(&verification.findings)));
    }
    if verification.n_erased > 0 {
        let of_files = match (verification.n_erased, verification.n_visits) {
            (1, _) => "one file of a visit".to_owned(),
            (n, all) => format!("{n} of {all} files of visits"),
        };
        let said = format!(
            "Something was erased from {of_files} since the visit was finished; the seals hold for what is left."
        );
        blocks.push(Block::Note(Tone::Quiet, said));
    }
    for note in &verification.notes {
        blocks.push(Block::Note(Tone::Quiet, note.clone()));
    }
    if !verification.heads.is_empty() {
        let hold = "To know later that nothing was cut off or made anew, let somebody else keep this (the \
                    number behind the colon is how many seals that computer has made):";
        blocks.push(Block::Note(Tone::Plain, hold.into()));
        blocks.push(Block::List(
            verification.heads.iter().map(expectation).collect(),
        ));
    }
    Report {
        shape: "verification",
        version: 1,
        blocks,
        data: vec![findings(verification), heads(verification)],
    }
}

/// What can be said of the visits. Where something was found, only what the seals say of the rows:
/// the rest may be what the findings are about.
fn summary(verification: &Verification) -> String {
    let Verification {
        n_visits,
        n_bases,
        n_sealed,
        ..
    } = verification;
    match (n_visits, n_visits - n_sealed) {
        (n, 0) if verification.findings.is_empty() && n > n_bases && *n_bases > 0 => {
            let (visits, verb, whose) = match n_bases {
                1 => ("The one visit".to_owned(), "is", "its"),
                n => (format!("All {n} visits"), "are", "their"),
            };
            let was = if *n_bases == 1 { "it was" } else { "they were" };
            format!(
                "{visits} ({n} files with corrections) {verb} as {was} sealed, and {whose} scores follow \
                 from {whose} answers."
            )
        }
        (0, _) => "There are no finished visits.".into(),
        (1, 0) if verification.findings.is_empty() => {
            "The one visit is as it was sealed, and its scores follow from its answers.".into()
        }
        (n, 0) if verification.findings.is_empty() => format!(
            "All {n} visits are as they were sealed, and their scores follow from their answers."
        ),
        (1, 0) => "The rows of the one visit are as they were sealed.".into(),
        (1, _) => "The rows of the one visit are not as sealed.".into(),
        (n, 0) => format!("The rows of all {n} visits are as they were sealed."),
        (n, n_not) => {
            format!(
                "Of {n} visits, the rows of {n_sealed} are as sealed, those of {n_not} are not."
            )
        }
    }
}

/// A line for each kind of finding there is.
fn what_to_do(findings: &[Finding]) -> Vec<String> {
    let mut kinds: Vec<What> = findings.iter().map(|finding| finding.what).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
        .into_iter()
        .map(|what| what.way_out().into())
        .collect()
}

fn line(finding: &Finding) -> String {
    let line = finding
        .line
        .map_or(String::new(), |line| format!(":{line}"));
    sentence(&format!("{}{line}: {}", finding.path, finding.why))
}

/// What a later run is to be told: `mystery verify --expect SEAL:COUNT`.
fn expectation(head: &Head) -> String {
    format!(
        "mystery verify --expect {}:{}",
        &head.seal[..32.min(head.seal.len())],
        head.count
    )
}

fn findings(verification: &Verification) -> Table {
    let column = |key: &str, title: &str| Column::new(key, title, 0);
    let row = |finding: &Finding| {
        vec![
            Cell::Text(finding.what.name().into()),
            Cell::Text(finding.path.clone()),
            finding
                .line
                .map_or(Cell::Missing("not known"), |line| Cell::Count(line as u64)),
            Cell::Text(finding.why.clone()),
        ]
    };
    Table {
        name: "findings",
        columns: vec![
            column("what", "What"),
            column("path", "File"),
            column("line", "Line"),
            column("why", "Why"),
        ],
        rows: verification.findings.iter().map(row).collect(),
    }
}

fn heads(verification: &Verification) -> Table {
    let column = |key: &str, title: &str| Column::new(key, title, 0);
    let row = |head: &Head| {
        vec![
            Cell::Text(head.device.clone()),
            Cell::Text(head.seal.clone()),
            Cell::Count(head.count),
        ]
    };
    Table {
        name: "heads",
        columns: vec![
            column("device", "Device"),
            column("seal", "Last seal"),
            column("count", "Seals"),
        ],
        rows: verification.heads.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(n_visits: usize, n_sealed: usize, found: &[What]) -> String {
        let finding = |what: &What| Finding {
            what: *what,
            path: "x".into(),
            line: None,
            why: "why".into(),
        };
        let report = verification(&Verification {
            n_visits,
            n_sealed,
            findings: found.iter().map(finding).collect(),
            ..Verification::default()
        });
        match &report.blocks[0] {
            Block::Note(_, text) => text.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn only_what_holds_is_claimed() {
        let cases = [
            (
                said(1, 1, &[]),
                "The one visit is as it was sealed, and its scores follow from its answers.",
            ),
            (
                said(1, 1, &[What::Recount, What::Missing]),
                "2 problems found. The rows of the one visit are as they were sealed.",
            ),
            (
                said(1, 0, &[What::Unsealed]),
                "1 problem found. The rows of the one visit are not as sealed.",
            ),
            (
                said(3, 3, &[What::Expected]),
                "1 problem found. The rows of all 3 visits are as they were sealed.",
            ),
            (
                said(3, 2, &[What::Damaged]),
                "1 problem found. Of 3 visits, the rows of 2 are as sealed, those of 1 are not.",
            ),
            (
                match &verification(&Verification {
                    n_visits: 6,
                    n_bases: 2,
                    n_sealed: 6,
                    ..Verification::default()
                })
                .blocks[0]
                {
                    Block::Note(_, text) => text.clone(),
                    other => panic!("{other:?}"),
                },
                "All 2 visits (6 files with corrections) are as they were sealed, and their scores follow \
                 from their answers.",
            ),
            (
                said(0, 0, &[What::Stray]),
                "1 problem found. There are no finished visits.",
            ),
        ];
        for (said, expected) in cases {
            assert_eq!(said, expected);
        }
    }
}
