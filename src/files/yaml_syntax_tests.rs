//! Every trap that people who write texts step into, with what they are told.

use super::super::yaml::parse;

fn said(source: &str) -> Vec<String> {
    let document = parse(source.as_bytes());
    let said = |d: &super::Diagnostic| {
        let span = d.span.unwrap_or_default();
        format!(
            "{}:{} {} [{}] {}; {}",
            span.line,
            span.column,
            d.code.id(),
            &document.text[span.start..span.end],
            d.message,
            d.advice.as_deref().unwrap_or_default()
        )
    };
    document.diagnostics.iter().map(said).collect()
}

/// Every trap that people who write texts step into, with what they are told.
#[test]
fn traps_are_answered_in_ordinary_words() {
    let told: Vec<String> = CASES
        .iter()
        .map(|case| format!("{case:?}\n    {}", said(case).join("\n    ")))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

const CASES: &[&str] = &[
    "title: T\nask: > text here\nb: 1\n",
    "ask: *important thing\nb: 1\n",
    "ask: *important\nb: 1\n",
    "ask: & more\nb: 1",
    "ask: &more text\nb: 1",
    "ask: ! more\nb: 1",
    "ask: !more text\n",
    "ask: @home?\nb: 1",
    "ask: `home`\nb: 1",
    "ask: %home?\nb: 1",
    "%home\nb: 1",
    "ask: 'Tis the season\nb: 1\n",
    "ask: 'Good' was it?\nb: 1",
    "ask: \"Yes\" or no?\nb: 1",
    "ask: [optional] Did they?\nb: 1",
    "ask: {name} did?\nb: 1",
    "ask: Choose: yes or no\nb: 1",
    "ask: Was it: \nb: 1",
    "x: {ask: Yes, or no?, good: no}",
    "x: {ask: What time: morning?, good: no}",
    "x: {ask: *foo, good: no}",
    "x: {ask: @foo, good: no}",
    "x: {ask: a}b, good: no}",
    "x: {ask: 'a' b, good: no}",
    "x: {ask: what [or] who, good: no}",
    "x: [a, b\ny: 1\n",
    "x: {a: b\ny: 1\nz: 3\n",
    "x: \"abc\ny: 1\n",
    "ask:What\nb: 1\n",
    "ask\nb: 1\n",
    "a: 1\n\tb: 1\n",
    "a:\n\tb: 1\n",
    "a:\n  b: 1\n\tc: 2\n",
    "a:\n  b: 1\n \tc: 2\n",
    "a: \tfoo\nb: 1\n",
    "a: 1\n b: 2\n",
    "a:\n  b: 1\n c: 2\n",
    "a:\n    b: 1\n  c: 2\n",
    "- a\nb: 1\n",
    "a: 1\n- b\n",
    "a: ? what\nb: 1\n",
    "a: - what\nb: 1\n",
    "? a\n: b\n",
    "a: | text\nb: 1\n",
    "a: #1 cat\nb: 1\n",
    "a: cat #1\nb: 1\n",
    "- #1 cat\n- b\n",
    "a:\n  - x: y\n   z: 1\n",
    "a: \"C:\\path\"\n",
    "a: b\n---\nc: d\n",
    "a: 1\nask:What\nb: 2\n",
    "a: b\n...\nfoo\n",
    "[a]: b\n",
    "{a: b}: c\n",
    "a: [x: y, z]\n",
    "a: <<\n<<: {a: b}\n",
    "a: x\n  y: z\n",
    "a: ]\n",
    "a: }\n",
    "a: , b\n",
    "“a”: b\n",
    "a: {“b, c”: 1}",
    "a: b: c\n",
    "a: 'it''s\n",
    "plain text only\nmore\n",
    "a: {b: c}}\n",
    "a:\n  - b\n  c: d\n",
    "a: \"x\" \"y\"\n",
    "a: [\"x\" y]\n",
    "a: {\"x\" y}\n",
    "x: {ask: yes\n  good: no}\n",
    "x: {ask: yes good: no}\n",
    "key with no colon\n",
    "a: 1\nkey with no colon\nb: 2\n",
    "a: 1\nb 2\nc: 3\n",
    "x: { a: 1, b }\n",
    "x: { a: , b: ~ }\n",
];
