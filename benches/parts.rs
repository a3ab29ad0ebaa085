//! The parts that much of the rest waits for, each beside the least that could do its work:
//! `cargo bench --bench parts`. Scoring a visit beside copying it; a standard read and checked beside
//! its YAML alone, read into nothing; an answer kept in the journal beside the same bytes appended and
//! synced; the rows of many visits beside the csv crate's loop over them.

#![allow(missing_docs, reason = "nobody imports a benchmark")]

use std::fs::{self, File, OpenOptions};
use std::hint::black_box;
use std::io::Write;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use mystery_shop::files::built_in;
use mystery_shop::files::journal_jsonl::line_of;
use mystery_shop::files::standard_yaml::read_standard;
use mystery_shop::files::visit_csv_brief::Shared;
use mystery_shop::ledger::Ledger;
use mystery_shop::ledger::scan::{BriefFile, Progress, STRETCH};
use mystery_shop::model::event::Event;
use mystery_shop::model::id::Id;
use mystery_shop::scoring::score;
use serde::de::IgnoredAny;

mod made;

/// Rows of the file that is scanned.
const N_ROWS: u64 = 100_000;

fn scoring(criterion: &mut Criterion) {
    let standard = made::standard();
    let visit = made::visit(&standard, 0, &mut made::Draws::new(1));
    let mut group = criterion.benchmark_group("scoring");
    group.bench_function("score", |bencher| {
        bencher.iter(|| score(black_box(&standard), black_box(&visit)));
    });
    group.bench_function("beside: a copy", |bencher| {
        bencher.iter(|| black_box(&visit).clone());
    });
    group.finish();
}

fn standard_reader(criterion: &mut Criterion) {
    let yaml = yaml();
    let mut group = criterion.benchmark_group("standard");
    group.throughput(Throughput::Bytes(yaml.len() as u64));
    group.bench_function("read and checked", |bencher| {
        bencher.iter(|| read_standard(made::STANDARD, black_box(&yaml)));
    });
    group.bench_function("beside: its YAML alone", |bencher| {
        bencher.iter(|| serde_yaml::from_slice::<IgnoredAny>(black_box(&yaml)).is_ok());
    });
    group.finish();
}

fn journal(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("there is a folder for what passes");
    let ledger =
        Ledger::create(folder.path(), "organisation: Happy Paws\n").expect("it can be made");
    let standard = made::standard();
    let visit = made::visit(&standard, 0, &mut made::Draws::new(1));
    let begun = ledger.begin(visit.facts.clone(), &yaml());
    let mut open = begun.expect("a visit can be begun");
    let mut answers = visit.answers.iter();
    let (item, value) = answers
        .find_map(|it| Some((it.item.clone(), it.value.clone()?)))
        .expect("something was answered");
    let answered = || Event::Answered {
        item: item.clone(),
        value: value.clone(),
    };
    let started = visit.facts.started;
    let entry = open.keep(started, answered()).expect("it can be kept");
    let line = line_of(&entry);
    let mut beside = OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.path().join("beside"))
        .expect("it can be made");
    let mut group = criterion.benchmark_group("journal");
    group.bench_function("an answer kept", |bencher| {
        bencher.iter(|| open.keep(started, answered()).expect("it can be kept"));
    });
    group.bench_function("beside: appended and synced", |bencher| {
        bencher.iter(|| {
            beside.write_all(line.as_bytes()).expect("there is room");
            beside.sync_data().expect("there is a disk");
        });
    });
    group.finish();
}

fn scan(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("there is a folder for what passes");
    let path = folder.path().join("rows.csv");
    made::write_file(&path, N_ROWS, 1).expect("there is room");
    let mut group = criterion.benchmark_group("scan");
    let size = fs::metadata(&path).expect("made above").len();
    group.throughput(Throughput::Bytes(size)).sample_size(20);
    group.bench_function("visits in brief, one thread", |bencher| {
        let file = || {
            let file = File::open(&path).expect("made above");
            let file = BriefFile::of(file, 0).expect("it can be read");
            file.expect("it can be read in stretches")
        };
        bencher.iter_batched(
            file,
            |file| file.visits(&Shared::default(), &Progress::default(), (1, STRETCH)),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("beside: a loop of the csv crate", |bencher| {
        bencher.iter(|| {
            let mut reader = csv::Reader::from_path(&path).expect("made above");
            let mut record = csv::ByteRecord::new();
            let mut n_cells = 0;
            while reader.read_byte_record(&mut record).expect("it is sound") {
                n_cells += record.len();
            }
            n_cells
        });
    });
    group.finish();
}

fn yaml() -> Vec<u8> {
    let id = Id::new(made::STANDARD).expect("it is an id");
    built_in::find(&id).expect("it is in the box").yaml()
}

criterion_group!(parts, scoring, standard_reader, journal, scan);
criterion_main!(parts);
