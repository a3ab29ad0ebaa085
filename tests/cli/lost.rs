//! Visits, corrections and seals that are damaged or gone: named, left out as a whole, never a way
//! back to an older answer, and never without an end.

use std::fs;
use std::path::PathBuf;

use mystery_shop::ledger::Ledger;

use crate::harness::{Mystery, Run};
use crate::sample::{self, Contact, DEVICE, OURS, THEIRS};

const KINDER: Contact = Contact {
    warm: "kind",
    respect: true,
    ..THEIRS
};

/// What is done to the lines of the seals.
type Change = fn(Vec<String>) -> Vec<String>;

/// Our visit, and theirs with a kinder correction.
fn corrected() -> (Mystery, Ledger) {
    let mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    sample::finish(&ledger, &OURS);
    sample::finish(&ledger, &THEIRS);
    sample::correct(&ledger, &KINDER);
    (mystery, ledger)
}

fn correction(mystery: &Mystery) -> PathBuf {
    let name = format!("visits/{}.r2.csv", THEIRS.id);
    mystery.ledger().join(name)
}

fn seals(mystery: &Mystery) -> PathBuf {
    let name = format!("visits/seals/{DEVICE}.jsonl");
    mystery.ledger().join(name)
}

/// The program as the device that the samples are of would run it.
fn verified(ledger: &Ledger) -> Vec<String> {
    let found = ledger.verify(&[]).unwrap().findings;
    found
        .iter()
        .map(|it| format!("{} {}", it.what.name(), it.path))
        .collect()
}

#[track_caller]
fn refused(run: &Run, status: i32, said: &str) {
    assert_eq!(run.status, status, "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains(said), "{}", run.stderr);
}

#[test]
fn a_lost_correction_does_not_bring_the_old_answers_back() {
    for is_gone in [true, false] {
        let (mut mystery, _) = corrected();
        let path = correction(&mystery);
        if is_gone {
            fs::remove_file(&path).unwrap();
        } else {
            let text = fs::read_to_string(&path).unwrap();
            fs::write(&path, text.replacen("kind", "cold", 1)).unwrap();
        }
        let run = mystery.run_with(["compare", "--format", "csv"]);
        refused(&run, 1, "what was corrected does not count again");
        assert!(!run.stdout.contains("City Pound"), "{}", run.stdout);
        let said = format!("`{}.r2` is left out as a whole: ", THEIRS.id);
        refused(&mystery.run_with(["show", "pound"]), 3, &said);
        refused(&mystery.run_with(["show", THEIRS.id]), 3, &said);
        let correct = ["correct", "pound", "named=no", "--why", "x"];
        refused(&mystery.run_with(correct), 3, &said);
        let run = mystery.run_with(["verify", "--format", "csv"]);
        assert_eq!((run.status, run.stdout.lines().count()), (1, 2));

        // Only that correction goes: the one before counts again, because somebody said so.
        let alone = format!("{}.r2", THEIRS.id);
        assert_eq!(mystery.run_with(["discard", &alone]).status, 0);
        let run = mystery.run_with(["compare", "--format", "csv"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(run.stdout.contains("City Pound"), "{}", run.stdout);
    }
}

#[test]
fn a_damaged_or_missing_visit_is_discarded_for_good() {
    for is_gone in [true, false] {
        let (mut mystery, _) = corrected();
        let path = mystery.ledger().join(format!("visits/{}.csv", OURS.id));
        if is_gone {
            fs::remove_file(&path).unwrap();
        } else {
            fs::write(&path, "half a fi").unwrap();
        }
        assert_eq!(mystery.run_with(["visits"]).status, 1);
        let run = mystery.run_with(["discard", "happy"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert_eq!(run.stderr.contains("its file was gone"), is_gone);
        assert_eq!(mystery.run_with(["visits"]).status, 0);
        let run = mystery.run_with(["verify"]);
        assert_eq!(run.status, 0, "{}", run.stdout);
        let run = mystery.run_with(["discard", "happy"]);
        refused(&run, 3, "no visit `happy`");
    }
}

#[test]
fn a_damaged_visit_in_progress_is_discarded_too() {
    let mut mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    drop(sample::begin(&ledger, &THEIRS));
    let open = ledger.layout().open_visit(&sample::id(THEIRS.id));
    fs::write(open, "no event\n").unwrap();
    assert_eq!(mystery.run_with(["visits"]).status, 1);
    assert_eq!(mystery.run_with(["discard", "pound"]).status, 0);
    assert_eq!(mystery.run_with(["visits"]).status, 0);
}

#[test]
fn behind_a_broken_line_a_new_run_of_seals_begins() {
    let lines = |text: &str| -> Vec<String> { text.lines().map(str::to_owned).collect() };
    let changes: [(Change, &str); 3] = [
        // The last line is no seal any more; one in the middle; two copies merged.
        (
            |mut all| {
                all[2] = "no seal".into();
                all
            },
            "damaged",
        ),
        (
            |mut all| {
                all[1] = all[1].replace("csv", "cvs");
                all
            },
            "damaged",
        ),
        (
            |mut all| {
                all.push(all[1].clone());
                all
            },
            "damaged",
        ),
    ];
    for (change, what) in changes {
        let (mystery, ledger) = corrected();
        let text = fs::read_to_string(seals(&mystery)).unwrap();
        fs::write(seals(&mystery), change(lines(&text)).join("\n") + "\n").unwrap();
        let before = verified(&ledger);
        let named = format!("{what} visits/seals/{DEVICE}.jsonl");
        assert_eq!(
            before.iter().filter(|it| **it == named).count(),
            1,
            "{before:?}"
        );
        let third = Contact {
            id: "2026-11-20-city-pound-main-cccc",
            ..THEIRS
        };
        sample::finish(&ledger, &third);
        assert_eq!(
            verified(&ledger),
            before,
            "the new seal is sound, and the break stays"
        );
        assert!(!ledger.layout().open_visit(&sample::id(third.id)).exists());
    }
}

#[test]
fn a_broken_end_is_said_and_half_a_visit_is_discarded_whole() {
    let mut mystery = Mystery::new();
    let ledger = sample::ledger(&mystery);
    let layout = ledger.layout();
    let (id, seals) = (sample::id(THEIRS.id), seals(&mystery));
    // A folder where the seals belong: nothing is written that could not be sealed.
    fs::create_dir_all(&seals).unwrap();
    let mut open = ledger
        .begin(sample::facts(&THEIRS), sample::YAML.as_bytes())
        .unwrap();
    sample::answer_all(&mut open, &THEIRS);
    let visit = sample::visit_of(open.entries());
    assert!(ledger.finish(open, &visit, sample::at(10)).is_err());
    assert!(!layout.visit(&id).exists());
    let run = mystery.run_with(["visits"]);
    refused(&run, 1, "Not trusted ~/ledger/visits/seals/0badcafe.jsonl");
    let run = mystery.run_with(["verify"]);
    assert_eq!(run.status, 1, "{}", run.stderr);

    // The CSV of such a visit was written by a program that was killed: both go.
    fs::remove_dir(&seals).unwrap();
    let csv = mystery_shop::files::visit_csv::visit_csv(&visit);
    fs::write(layout.visit(&id), csv).unwrap();
    ledger.discard(&id, sample::at(20)).unwrap();
    assert!(!layout.open_visit(&id).exists());
    assert_eq!(ledger.complete_half_done().unwrap().visits, []);
    assert_eq!(ledger.visits().unwrap().all, []);

    fs::write(&seals, "no seal\n").unwrap();
    assert_eq!(ledger.broken_end().unwrap().line, Some(1));
    sample::finish(&ledger, &OURS);
    assert_eq!(ledger.broken_end(), None);
}

#[test]
fn a_seal_that_was_changed_vouches_for_nothing() {
    let (mut mystery, _) = corrected();
    let text = fs::read_to_string(seals(&mystery)).unwrap();
    fs::write(
        seals(&mystery),
        text.replacen("\"count\":1", "\"count\":7", 1),
    )
    .unwrap();
    let run = mystery.run_with(["visits"]);
    refused(&run, 1, "0badcafe.jsonl:1: the line was changed");
    assert!(run.stdout.contains("1 not sealed"), "{}", run.stdout);
    let run = mystery.run_with(["compare"]);
    refused(&run, 1, "0badcafe.jsonl:1: the line was changed");
}

#[test]
fn newer_seals_are_called_newer() {
    let (mut mystery, ledger) = corrected();
    let text = fs::read_to_string(seals(&mystery)).unwrap();
    fs::write(
        seals(&mystery),
        text.replace("\"format\":1", "\"format\":2"),
    )
    .unwrap();
    let run = mystery.run_with(["visits"]);
    refused(&run, 1, "written by a newer version of this program");
    // Nothing is added to what is not understood, and nothing half done.
    let third = Contact {
        id: "2026-11-20-city-pound-main-cccc",
        ..THEIRS
    };
    let mut open = ledger
        .begin(sample::facts(&third), sample::YAML.as_bytes())
        .unwrap();
    sample::answer_all(&mut open, &third);
    let visit = sample::visit_of(open.entries());
    assert!(ledger.finish(open, &visit, sample::at(10)).is_err());
    assert!(!ledger.layout().visit(&sample::id(third.id)).exists());
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let (mut mystery, ledger) = corrected();
    let open = ledger.layout().open_visits();
    fs::create_dir_all(open.join("2026-11-19-city-pound-main-cccc.jsonl")).unwrap();
    fs::create_dir_all(ledger.layout().seals().join("12345678.jsonl")).unwrap();
    for arguments in [&["visits"][..], &["verify"], &[]] {
        let run = mystery.run_with(arguments.iter().copied());
        let status = i32::from(!arguments.is_empty());
        assert_eq!(
            run.status, status,
            "{arguments:?}: {}{}",
            run.stdout, run.stderr
        );
        let said = format!("{}{}", run.stdout, run.stderr);
        for name in ["main-cccc.jsonl", "12345678.jsonl"] {
            assert!(said.contains(name), "{arguments:?}: {said}");
        }
    }
    let run = mystery.run_with(["show", "happy"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn second_copies_in_any_folder_are_named() {
    let (mut mystery, ledger) = corrected();
    let layout = ledger.layout();
    let journal = fs::read(layout.journal(&sample::id(THEIRS.id))).unwrap();
    let seal = fs::read(seals(&mystery)).unwrap();
    let evidence = layout.evidence_of(&sample::id(THEIRS.id));
    for folder in [&evidence, &layout.actions()] {
        fs::create_dir_all(folder).unwrap();
    }
    let copies = [
        (layout.seals().join(format!("{DEVICE} (1).jsonl")), &seal),
        (layout.seals().join("0BADCAFE-PC.jsonl"), &seal),
        (
            layout.journals().join(format!("{} (1).jsonl", THEIRS.id)),
            &journal,
        ),
        (
            layout.kept_standards().join("tiny (conflict).yaml"),
            &journal,
        ),
        (layout.evidence().join("door.jpg"), &journal),
        (
            layout.actions().join(format!(
                "{DEVICE} (Anna's conflicted copy 2026-01-02).jsonl"
            )),
            &seal,
        ),
        (
            layout
                .actions()
                .join(format!("{DEVICE}-DESKTOP-AB12.jsonl")),
            &seal,
        ),
        (
            layout.actions().join(format!(
                "{DEVICE}.sync-conflict-20260102-030405-ABCDEFG.jsonl"
            )),
            &seal,
        ),
        (
            layout.actions().join(format!(".{DEVICE}.jsonl.icloud")),
            &seal,
        ),
        (
            evidence.join("door.sync-conflict-20260102-030405-ABCDEFG.jpg"),
            &journal,
        ),
    ];
    for (path, bytes) in &copies {
        fs::write(path, bytes).unwrap();
    }
    let found = verified(&ledger);
    for (path, _) in &copies {
        let below = path.strip_prefix(layout.root()).unwrap().display();
        assert!(
            found.contains(&format!("stray {below}")),
            "{below}: {found:?}"
        );
    }
    assert_eq!(found.len(), copies.len(), "{found:?}");
    let run = mystery.run_with(["visits"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.stderr.matches("Not read").count(), 9, "{}", run.stderr);
    let run = mystery.run_with(["actions"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.stderr.matches("Not read").count(), 4, "{}", run.stderr);
}

#[test]
fn a_correction_broken_off_is_taken_away_aloud() {
    let (mut mystery, ledger) = corrected();
    let of = sample::id(THEIRS.id);
    let third = ledger.next_revision(&of);
    let facts = mystery_shop::model::visit::VisitFacts {
        id: third.clone(),
        ..sample::facts(&THEIRS)
    };
    let yaml = sample::YAML.as_bytes();
    let begun = ledger.begin_revision(facts, &of, "a1", "a slip", sample::at(20), yaml);
    drop(begun.unwrap());
    let run = mystery.run_with(["visits"]);
    assert!(
        run.stderr.contains("this correction was broken off"),
        "{}",
        run.stderr
    );
    assert!(!run.stdout.contains("in progress"), "{}", run.stdout);
    let run = mystery.run_with(["discard", "pound"]);
    let said = format!("Took away the correction {third}");
    refused(&run, 0, &said);
    assert!(!ledger.layout().open_visit(&third).exists());
    assert_eq!(mystery.run_with(["verify"]).status, 0);
}

#[test]
fn a_torn_journal_is_said_when_evidence_is_attached() {
    let mut mystery = Mystery::new().file("door.jpg", "a photo");
    let ledger = sample::ledger(&mystery);
    drop(sample::begin(&ledger, &THEIRS));
    let path = ledger.layout().open_visit(&sample::id(THEIRS.id));
    let text = fs::read_to_string(&path).unwrap() + "{\"format\":1,\"se";
    fs::write(&path, text).unwrap();
    let run = mystery.run_with(["attach", "pound", "named", "door.jpg"]);
    refused(&run, 0, "The last line of the journal was cut off");
}

#[cfg(unix)]
#[test]
fn files_without_end_and_devices_are_refused() {
    let (mut mystery, ledger) = corrected();
    for named in ["/dev/zero", "/dev/null"] {
        let run = mystery.run_with(["compare", named]);
        refused(&run, 3, "it is a device, not a file");
        let run = mystery.run_with(["compare", "--standard-file", named]);
        refused(&run, 3, "it is a device, not a file");
    }
    let large = fs::File::create(ledger.layout().programme()).unwrap();
    large.set_len(1 << 40).unwrap();
    refused(
        &mystery.run_with(["visits"]),
        3,
        "mystery.yaml` cannot be used",
    );
}
