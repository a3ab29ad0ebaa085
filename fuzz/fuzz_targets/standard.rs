//! Any bytes as a standard: no panic; complaints lie within the text; what is usable is the same
//! standard when its long form is read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mystery_shop::files::standard_text::long_form;
use mystery_shop::files::standard_yaml::read_standard;

fuzz_target!(|bytes: &[u8]| {
    let reading = read_standard("fuzzed", bytes);
    for diagnostic in &reading.diagnostics {
        if let Some(span) = diagnostic.span {
            assert!(span.start <= span.end && span.end <= reading.text.len(), "{diagnostic:?}");
        }
    }
    if let Some(standard) = reading.standard {
        let long = long_form(&standard);
        let again = read_standard("fuzzed", long.as_bytes());
        assert_eq!(again.standard.as_ref().map(long_form), Some(long), "{:?}", again.diagnostics);
    }
});
