//! Any lines as a journal: no panic; an entry is written and read back the same; whatever can be read
//! is replayed or refused, finished or not.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use mystery_shop::files::journal_jsonl::{entry_of, line_of};
use mystery_shop::files::standard_yaml::read_standard;
use mystery_shop::model::standard::Standard;
use mystery_shop::walk::Walk;

static STANDARD: LazyLock<Standard> = LazyLock::new(|| {
    let yaml = include_bytes!("../../tests/every_type.yaml");
    read_standard("every-type", yaml).standard.expect("it is sound")
});

fuzz_target!(|bytes: &[u8]| {
    let mut entries = Vec::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        if let Ok(entry) = entry_of(line) {
            assert_eq!(entry_of(line_of(&entry).as_bytes()).as_ref(), Ok(&entry));
            entries.push(entry);
        }
    }
    if let Ok(walk) = Walk::replay(&STANDARD, &entries) {
        let _ = walk.finish();
        let _ = walk.card();
        let _ = walk.visit_so_far();
    }
});
