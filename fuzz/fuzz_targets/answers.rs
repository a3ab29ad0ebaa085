//! Any bytes as a file of answers given in advance: no panic, and complaints that lie within the text.
#![no_main]

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, MappedLocalTime, NaiveDateTime};
use libfuzzer_sys::fuzz_target;
use mystery_shop::files::answers::read_answers;
use mystery_shop::files::standard_yaml::read_standard;
use mystery_shop::model::standard::Standard;

static STANDARD: LazyLock<Standard> = LazyLock::new(|| {
    let yaml = include_bytes!("../../tests/every_type.yaml");
    read_standard("every-type", yaml).standard.expect("it is sound")
});

fn utc(local: &NaiveDateTime) -> MappedLocalTime<DateTime<FixedOffset>> {
    MappedLocalTime::Single(local.and_utc().fixed_offset())
}

fuzz_target!(|bytes: &[u8]| {
    let reading = read_answers(bytes, &STANDARD, None, utc);
    for problem in &reading.problems {
        if let Some(span) = problem.span {
            assert!(span.start <= span.end && span.end <= reading.text.len(), "{problem:?}");
        }
    }
});
