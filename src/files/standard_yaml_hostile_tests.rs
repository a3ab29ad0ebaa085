//! Whatever bytes come as a standard: nothing panics, and every complaint has its place in the file.

use proptest::prelude::*;

use super::*;
use crate::files::built_in;

/// Pieces of standards, so that cuts and joins meet the readers of every key.
const PIECES: &[&str] = &[
    "title: T\n",
    "items:\n",
    "  a: {ask: Q, ",
    "  b:\n    ask: Q\n",
    "within: ",
    "[1m, 20s]",
    "{20s: 1, 1m: 0.4}",
    "tick: ",
    "best_first: ",
    "[A1, B1]",
    "levels: ",
    "{1: Bad, 2: Good}",
    "when: ",
    "{a: yes}",
    "{a: {at_least: 2m}}",
    "points: ",
    "-1",
    "1e400",
    "NaN",
    "\u{663}",
    "languages: [en, fr]\n",
    "{en: x, fr: y}",
    "scoring: {bands: {x: 0, y: 0}}\n",
    "sections:\n  s: {title: S, items: {",
    "}}\n",
    "}\n",
    ", ",
    "scale: x",
    "scales: {x: {1: A1, 2: B1}}\n",
    "scenarios: {x: {title: X, same_as: y}}\n",
    "options: {x: {label: X1, credit: 2}}",
    "critical: yes",
    "bonus: yes",
    "\n",
    "    ",
    "~",
    "99999999999999999999",
    "allow: [S104, x]\n",
    "was: [a]",
    "tags: {measure: x}",
];

fn all_spans_lie_in_the_file(bytes: &[u8]) {
    let reading = read_standard("x", bytes);
    let spans = reading.diagnostics.iter().flat_map(|one| {
        one.span
            .into_iter()
            .chain(one.labels.iter().map(|label| label.span))
    });
    for span in spans {
        assert!(reading.text.get(span.start..span.end).is_some(), "{span:?}");
        let place = Span::in_text(&reading.text, span.start..span.end);
        assert_eq!((span.line, span.column), (place.line, place.column));
    }
    assert_eq!(reading.standard.is_none(), reading.n(Severity::Error) > 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn no_pieces_of_standards_panic(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..30)) {
        all_spans_lie_in_the_file(pieces.concat().as_bytes());
    }

    #[test]
    fn no_damaged_standard_panics(permille in 0_usize..1000, n_lost in 0_usize..40, put in "[\\PC\\n\\t]{0,8}", which in 0..built_in::ALL.len()) {
        let yaml = built_in::ALL[which].yaml();
        let at = permille * yaml.len() / 1000;
        let rest = &yaml[(at + n_lost).min(yaml.len())..];
        all_spans_lie_in_the_file(&[&yaml[..at], put.as_bytes(), rest].concat());
    }
}
