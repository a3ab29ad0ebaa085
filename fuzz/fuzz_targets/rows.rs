//! Any bytes as rows: no panic; cells as the csv crate finds them, but for a quote that never ends;
//! visits read without a complaint are written and read back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mystery_shop::files::csv_records::{Record, RecordError, Records};
use mystery_shop::files::visit_csv::visit_csv;
use mystery_shop::files::visit_csv_read::read_visits;

fn theirs(bytes: &[u8]) -> Vec<Vec<Vec<u8>>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes)
        .byte_records()
        .map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect())
        .collect()
}

fn ours(bytes: &[u8]) -> Result<Vec<Vec<Vec<u8>>>, RecordError> {
    let mut records = Records::new(bytes, b',', 0, 1);
    let (mut record, mut found) = (Record::default(), Vec::new());
    while records.read(&mut record)? {
        found.push(record.iter().map(<[u8]>::to_vec).collect());
    }
    Ok(found)
}

fuzz_target!(|bytes: &[u8]| {
    if let Ok(ours) = ours(bytes)
        && !bytes.starts_with(b"\xef\xbb\xbf")
    {
        assert_eq!(ours, theirs(bytes));
    }
    let read = read_visits(bytes).expect("bytes in memory are read");
    if read.problems.is_empty() {
        for visit in &read.visits {
            let written = visit_csv(visit);
            let again = read_visits(written.as_slice()).expect("bytes in memory are read");
            assert!(again.problems.is_empty(), "{:?}", again.problems);
            assert_eq!(again.visits.iter().map(visit_csv).collect::<Vec<_>>(), [written]);
        }
    }
});
