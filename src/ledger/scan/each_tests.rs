//! A ledger read in brief gives what it gives read whole, whatever is in its files.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use crate::analysis::scored::roll;
use crate::files::seal_line::{Seal, Sealing};
use crate::files::visit_csv::visit_csv;
use crate::files::visit_csv_brief::Shared;
use crate::ledger::Ledger;
use crate::ledger::disk::{Disk, Failing};
use crate::ledger::scan::Progress;
use crate::ledger::scan::tests::one;
use crate::ledger::visits::{FinishedVisit, SealState, Visits};
use crate::model::brief::{Brief, Roll};
use crate::model::id::sha256;
use crate::model::visit::Visit;

/// What happened to a file after it was sealed: at which place, what was put there, and how many
/// bytes went.
type Change = (usize, String, usize);

/// A ledger of visits of which each has a seal or none, and of which some were changed.
fn ledger(
    folder: &Path,
    visits: &[Visit],
    is_sealed: &[bool],
    changes: &[(usize, Change)],
) -> Ledger {
    let disk = Disk::failing(0, Failing::Once);
    let ledger = Ledger::open_on(folder, disk, "0badcafe".into()).unwrap();
    fs::create_dir_all(ledger.layout().seals()).unwrap();
    let mut lines = String::new();
    let mut last: Option<Seal> = None;
    for (n, visit) in visits.iter().enumerate() {
        let mut csv = visit_csv(visit);
        if is_sealed[n % is_sealed.len()] {
            let sealing = Sealing::Finished {
                csv: sha256(&csv),
                journal: String::new(),
                evidence: [].into(),
                erased: None,
            };
            let seal = Seal::after(last.as_ref(), visit.facts.id.clone(), sealing);
            lines += &seal.line();
            last = Some(seal);
        }
        for (_, (at, put, gone)) in changes
            .iter()
            .filter(|(which, _)| which % visits.len() == n)
        {
            let at = at % csv.len();
            let end = (at + gone).min(csv.len());
            csv.splice(at..end, put.bytes());
        }
        fs::write(ledger.layout().visit(&visit.facts.id), csv).unwrap();
    }
    fs::write(ledger.layout().seals_of("0badcafe"), lines).unwrap();
    ledger
}

type Place = (String, SealState, bool);

fn place<V>(finished: &FinishedVisit<V>) -> Place {
    (
        finished.path.display().to_string(),
        finished.seal,
        finished.is_latest,
    )
}

/// All that enters figures.
fn told(roll: &Roll) -> Vec<String> {
    let visits = roll.visits.iter();
    visits
        .map(|brief| {
            let marks: Vec<_> = roll
                .numbers(brief)
                .map(|number| &roll.marks[number])
                .collect();
            format!(
                "{:?} {:?} {:?} {marks:?}",
                brief.facts, brief.kept, brief.guess
            )
        })
        .collect()
}

fn parts<V>(visits: &Visits<V>) -> (Vec<Place>, Vec<Place>, String) {
    let all = visits.all.iter().map(place).collect();
    let held_back = visits.held_back.iter().map(place).collect();
    (all, held_back, format!("{:?}", visits.problems))
}

fn check(ledger: &Ledger) {
    let whole = ledger.visits().unwrap();
    let shared = Shared::default();
    let how = (&shared, &Progress::default());
    let brief: Visits<Brief> = ledger.visits_in_brief(how, 3).unwrap();
    assert_eq!(parts(&brief), parts(&whole));
    let visits: Vec<Visit> = whole.all.into_iter().map(|it| it.visit).collect();
    let brief = brief.all.into_iter().map(|it| it.visit).collect();
    let brief = Roll::of(brief, shared.into_answered(), Box::new(|_| None));
    assert_eq!(told(&brief), told(&roll(&visits)));
    assert!(brief.visits.iter().all(|it| it.place.source == 3));
}

#[test]
fn many_files_are_read_as_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let visits: Vec<Visit> = (0..140).map(one).collect();
    check(&ledger(folder.path(), &visits, &[true, true, false], &[]));
}

#[test]
fn what_a_spreadsheet_saved_is_read_by_the_reader_of_whole_files() {
    let folder = tempfile::tempdir().unwrap();
    let visits: Vec<Visit> = (0..6).map(one).collect();
    let ledger = ledger(folder.path(), &visits, &[false], &[]);
    let saved = |n: usize, csv: String| fs::write(ledger.layout().visit(&visits[n].facts.id), csv);
    let csv = |n: usize| String::from_utf8(visit_csv(&visits[n])).unwrap();
    saved(0, format!("\u{feff}{}", csv(0))).unwrap();
    saved(1, csv(1).replace(',', ";")).unwrap();
    saved(2, csv(2).trim_end().to_owned()).unwrap();
    saved(3, csv(3).replace('\n', "\r\n")).unwrap();
    // Two visits in one file, and the rows of another.
    let second = csv(5).split_once('\n').unwrap().1.to_owned();
    saved(4, csv(4) + &second).unwrap();
    saved(5, csv(4)).unwrap();
    check(&ledger);
    let whole = ledger.visits().unwrap();
    assert!(whole.all.len() >= 3, "{:?}", whole.problems);
    assert!(whole.problems.len() >= 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Bytes put in anywhere: in brief and whole give the same, and the same is said.
    #[test]
    fn any_change_gives_the_same(
        n in 1_usize..12,
        is_sealed in proptest::collection::vec(any::<bool>(), 1..4),
        changes in proptest::collection::vec(
            (0_usize..12, (0_usize..20_000, "[\",\n\r;ax5.é ]{0,3}", 0_usize..4)),
            0..6,
        ),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let visits: Vec<Visit> = (0..n).map(one).collect();
        check(&ledger(folder.path(), &visits, &is_sealed, &changes));
    }
}
