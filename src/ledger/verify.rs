//! Everything in a ledger held against its seals and counted again. What this cannot show: whoever
//! owns the folder may make all seals anew; a head that somebody else holds shows that too.

use std::collections::BTreeSet;
use std::path::Path;

use super::Ledger;
use super::atomic::hash_of;
use super::error::LedgerError;
use super::evidence::sealed_hash;
use super::journal::JournalText;
use super::seal::{self, Break, Chain};
use super::visits::{FinishedVisit, Problem, ProblemKind, SealState};
use crate::files::seal_line::{Seal, Sealing};
use crate::files::visit_csv::visit_csv;
use crate::model::order::InOrder;
use crate::model::standard::StandardRef;
use crate::report::verification::{Finding, Head, Verification, What};
use crate::scoring::recount::differences;

/// A seal that somebody else holds: its first digits, and its number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expected {
    /// The first digits of the seal, eight or more.
    pub seal: String,
    /// Its number.
    pub count: u64,
}

impl Expected {
    /// Reads `SEAL:COUNT`.
    pub fn parse(text: &str) -> Option<Self> {
        let (seal, count) = text.split_once(':')?;
        let is_hex = seal.bytes().all(|byte| byte.is_ascii_hexdigit());
        Some(Self {
            seal: seal.to_ascii_lowercase(),
            count: crate::model::answer::whole_number(count).filter(|count| *count > 0)?,
        })
        .filter(|_| is_hex && (8..=64).contains(&seal.len()))
    }
}

impl Ledger {
    /// Checks all visits, their journals and evidence, the standards and the seals.
    pub fn verify(&self, expected: &[Expected]) -> Result<Verification, LedgerError> {
        let chains = self.chains()?;
        let visits = self.visits()?;
        let open = self.open_visits()?;
        let mut found = Verification {
            n_visits: visits.all.len() + visits.held_back.len(),
            n_bases: (visits.all.iter().chain(&visits.held_back))
                .map(|finished| finished.visit.facts.id.base())
                .collect::<BTreeSet<_>>()
                .len(),
            n_seals: chains.iter().map(|chain| chain.seals.len()).sum(),
            ..Verification::default()
        };
        for problem in visits.problems.iter().chain(&open.problems) {
            self.take_problem(problem, &mut found);
        }
        for stray in self.stray_evidence(&visits)? {
            self.take_problem(&stray, &mut found);
        }
        for chain in &chains {
            self.check_chain(chain, &mut found);
        }
        self.check_actions(&mut found)?;
        let words = seal::by_visit(&chains);
        let are_seals_sound = chains.iter().all(|chain| chain.breaks.is_empty());
        for finished in visits.all.iter().chain(&visits.held_back) {
            let seals = words
                .get(&finished.visit.facts.id)
                .map_or(&[][..], |word| &word.finished);
            let seal = match seals {
                [.., _, _] => sealed_so(&finished.path, seals),
                seals => seals.last(),
            };
            self.check_visit(finished, seal, are_seals_sound, &mut found);
        }
        let standards: BTreeSet<&StandardRef> = visits
            .all
            .iter()
            .map(|finished| &finished.visit.facts.standard)
            .collect();
        for standard in standards {
            self.check_standard(standard, &mut found);
        }
        for expected in expected {
            check_expected(expected, &chains, &mut found);
        }
        found
            .findings
            .order_by_key(|finding| (finding.what, finding.path.clone()));
        Ok(found)
    }

    fn take_problem(&self, problem: &Problem, found: &mut Verification) {
        let what = match problem.kind {
            ProblemKind::Damaged => What::Damaged,
            ProblemKind::Missing => What::Missing,
            // The correction that is lost is a finding, and so is each break of the seals.
            ProblemKind::Superseded | ProblemKind::Seals => return,
            ProblemKind::Stray => What::Stray,
            // Evidence is copied before a visit names it, so whatever broke off there leaves some behind.
            ProblemKind::Unnamed | ProblemKind::HalfDone => {
                found.notes.push(problem.sentence());
                return;
            }
        };
        found.n_visits += usize::from(problem.leaves_out());
        found
            .findings
            .push(self.finding(what, &problem.path, problem.line, &problem.why));
    }

    fn check_chain(&self, chain: &Chain, found: &mut Verification) {
        for found_break in &chain.breaks {
            let Break { line, why } = found_break;
            found
                .findings
                .push(self.finding(What::Damaged, &chain.path, *line, why));
        }
        if chain.torn.is_some() {
            let path = self.below(&chain.path);
            found.notes.push(format!(
                "{path} ends in a seal that was never wholly written; the next one takes its place."
            ));
        }
        found.heads.extend(chain.head().map(|(seal, count)| Head {
            device: chain.device.clone(),
            seal: seal.into(),
            count,
        }));
    }

    /// What was decided can be read; no seal holds it, for it enters no figure.
    fn check_actions(&self, found: &mut Verification) -> Result<(), LedgerError> {
        for (path, error) in self.unreadable_actions()? {
            let line = match error {
                LedgerError::Damaged { line, .. } => line,
                _ => None,
            };
            let finding = self.finding(What::Damaged, &path, line, &error.reason());
            found.findings.push(finding);
        }
        Ok(())
    }

    /// The exact standard is kept beside the visits, as it was.
    fn check_standard(&self, standard: &StandardRef, found: &mut Verification) {
        let path = self.layout.kept_standard(standard);
        let (what, why) = match self.kept_standard(standard) {
            Ok(_) => return,
            Err(LedgerError::Damaged { why, .. }) => (What::Damaged, why),
            Err(LedgerError::NoStandard { .. }) => {
                let why = "visits were scored with this standard, and it is not kept";
                (What::Missing, why.to_owned())
            }
            Err(error) => (What::Damaged, error.reason()),
        };
        found.findings.push(self.finding(what, &path, None, &why));
    }

    fn check_visit(
        &self,
        finished: &FinishedVisit,
        seal: Option<&Seal>,
        are_seals_sound: bool,
        found: &mut Verification,
    ) {
        let why_unsealed = if are_seals_sound {
            "no seal names this visit, so it was put here by hand"
        } else {
            "no seal that can be trusted names this visit, and some seals are broken"
        };
        match (finished.seal, seal) {
            (SealState::Sealed, Some(seal)) => {
                found.n_sealed += 1;
                found.n_erased += usize::from(seal.is_erased());
                self.check_files(finished, seal, found);
            }
            _ => found.findings.push(self.finding(
                What::Unsealed,
                &finished.path,
                None,
                why_unsealed,
            )),
        }
        let visit = &finished.visit;
        let Some(standard) = self.standard_of(&visit.facts.standard) else {
            let wanted = &visit.facts.standard;
            let why = format!(
                "its standard {} {} ({}) was not found, so it could not be counted again",
                wanted.id, wanted.version, wanted.fingerprint
            );
            found
                .findings
                .push(self.finding(What::Missing, &finished.path, None, &why));
            return;
        };
        for difference in differences(&standard, visit) {
            let why = format!("{}: {}", difference.item, difference.why);
            found
                .findings
                .push(self.finding(What::Recount, &finished.path, None, &why));
        }
        for recorded in visit.answers.iter().flat_map(|answer| &answer.evidence) {
            if self.evidence_file(recorded).is_none() {
                let path = self.layout.evidence().join(recorded);
                let why = format!("{} names this evidence, and it is gone", visit.facts.id);
                found
                    .findings
                    .push(self.finding(What::Missing, &path, None, &why));
            }
        }
    }

    /// The journal and the evidence of a sealed visit.
    fn check_files(&self, finished: &FinishedVisit, seal: &Seal, found: &mut Verification) {
        let Sealing::Finished {
            journal, evidence, ..
        } = &seal.sealing
        else {
            return;
        };
        let id = &finished.visit.facts.id;
        let path = self.layout.journal(id);
        if path.symlink_metadata().is_err() {
            // A visit that is being put away has its journal among the open ones still.
            if !self.layout.open_visit(id).is_file() {
                let why = "the journal of a sealed visit is gone";
                found
                    .findings
                    .push(self.finding(What::Missing, &path, None, why));
            }
        } else if let Some(why) = changed(&path, journal) {
            found
                .findings
                .push(self.finding(What::Damaged, &path, None, &why));
        } else if let Some(why) = self.replay(&path, finished) {
            found
                .findings
                .push(self.finding(What::Recount, &path, None, &why));
        }
        let named = finished.visit.answers.iter().flat_map(|it| &it.evidence);
        for recorded in named {
            let Some(hash) = sealed_hash(evidence, recorded) else {
                continue;
            };
            // Evidence that is gone is found where the visit names it.
            let Some(path) = self.evidence_file(recorded) else {
                continue;
            };
            if let Some(why) = changed(&path, hash) {
                found
                    .findings
                    .push(self.finding(What::Damaged, &path, None, &why));
            }
        }
    }

    /// Says why the visit does not follow from its journal, where it does not.
    fn replay(&self, path: &Path, finished: &FinishedVisit) -> Option<String> {
        let text = match JournalText::read(path) {
            Ok(text) => text,
            Err(error) => return Some(error.to_string()),
        };
        let yaml = self.kept_standard(&text.facts().standard).ok()?;
        match super::standards::visit_from(&yaml, &text.entries) {
            Err(why) => Some(why),
            Ok(visit) if visit_csv(&visit) == visit_csv(&finished.visit) => None,
            Ok(_) => Some("the visit's rows do not follow from it".into()),
        }
    }

    fn finding(&self, what: What, path: &Path, line: Option<usize>, why: &str) -> Finding {
        Finding {
            what,
            path: self.below(path),
            line,
            why: why.into(),
        }
    }

    fn below(&self, path: &Path) -> String {
        let below = path.strip_prefix(self.layout.root()).unwrap_or(path);
        below.display().to_string()
    }
}

/// Of the seals of several devices the last one that names the file as it is.
fn sealed_so<'s>(path: &Path, seals: &'s [Seal]) -> Option<&'s Seal> {
    let hash = hash_of(path).ok()?;
    let names_it =
        |seal: &&Seal| matches!(&seal.sealing, Sealing::Finished { csv, .. } if *csv == hash);
    seals.iter().rfind(names_it)
}

/// Says why a file is not the one that was sealed, where it is not.
fn changed(path: &Path, sealed: &str) -> Option<String> {
    match hash_of(path) {
        Ok(hash) if hash == sealed => None,
        Ok(_) => Some("it was changed after it was sealed".into()),
        Err(error) => Some(error.reason()),
    }
}

fn check_expected(expected: &Expected, chains: &[Chain], found: &mut Verification) {
    let at_count = |chain: &Chain| {
        chain
            .whole_seals()
            .any(|seal| seal.count == expected.count && seal.seal.starts_with(&expected.seal))
    };
    if chains.iter().any(at_count) {
        return;
    }
    let n_longest = chains
        .iter()
        .map(|chain| chain.seals.len())
        .max()
        .unwrap_or(0);
    let why = if (n_longest as u64) < expected.count {
        format!(
            "seal {} is not there, and no device has so many seals: the end was cut off",
            expected.count
        )
    } else {
        format!(
            "seal {} is another than was noted: seals were taken away or made anew",
            expected.count
        )
    };
    found.findings.push(Finding {
        what: What::Expected,
        path: "visits/seals".into(),
        line: None,
        why,
    });
}
