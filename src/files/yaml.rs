//! YAML bytes into a tree in which every key and every scalar has its place. Scalars stay text:
//! what `1.10` or `yes` means is for whoever knows the key. Repeated keys are kept, and all that is
//! wrong with a file as YAML is told at once.

use super::yaml_text::decode;
use super::yaml_tree::Builder;
use crate::diagnostic::{Diagnostic, Span};

/// Largest file that is read, in bytes. Whoever reads one needs at most a byte more.
pub const MOST_BYTES: usize = 1024 * 1024;

/// Deepest nesting.
pub const MOST_LEVELS: usize = 12;

/// What a YAML file holds.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    /// The file as text, without byte-order mark and with LF line ends; spans are places in it.
    pub text: String,
    /// What it holds; `None` where nothing could be read.
    pub root: Option<Node>,
    /// What is wrong with it as YAML. Where there is an error, `root` may lack parts.
    pub diagnostics: Vec<Diagnostic>,
}

/// A value with its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a value is.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// A text, a number, a word, or nothing.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// Keys with values, in the order of the file; repeated keys are all there.
    Map(Vec<Entry>),
    /// Something already complained about; readers pass over it in silence.
    Refused,
}

/// A text as it was meant, before its key gives it a type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scalar {
    /// The text, without quotes.
    pub text: String,
    /// Whether it stood in quotes, or in a block behind `|` or `>`.
    pub is_quoted: bool,
}

/// A key and its value.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The key.
    pub key: Key,
    /// Its value.
    pub value: Node,
}

/// A key with its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key {
    /// The key as text.
    pub text: String,
    /// Where it is.
    pub span: Span,
}

impl Scalar {
    /// True for nothing at all: no text, or an unquoted `~` or `null`.
    pub fn is_empty(&self) -> bool {
        match self.text.as_str() {
            "~" | "null" | "Null" | "NULL" => !self.is_quoted,
            text => text.trim().is_empty(),
        }
    }
}

impl Node {
    /// The text, where this is one that is not empty.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) if !scalar.is_empty() => Some(scalar.text.trim()),
            _ => None,
        }
    }

    /// True for an empty scalar, such as a key with nothing behind it.
    pub fn is_empty(&self) -> bool {
        matches!(&self.value, Value::Scalar(scalar) if scalar.is_empty())
    }

    /// What it is, in words, for a message.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Scalar(scalar) if scalar.is_empty() => "nothing",
            Value::Scalar(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "keys with values",
            Value::Refused => "something else",
        }
    }
}

/// Reads a file. Never fails: what is wrong is among the diagnostics.
pub fn parse(bytes: &[u8]) -> Document {
    let (text, mut diagnostics) = decode(bytes);
    let root = if diagnostics.is_empty() {
        let (root, found) = Builder::new(&text).build();
        diagnostics = found;
        root
    } else {
        None
    };
    Document {
        text,
        root,
        diagnostics,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::Code;

    /// The tree with each key and scalar as it stands in the file.
    fn outline(text: &str, node: &Node) -> String {
        let at = |span: &Span| &text[span.start..span.end];
        match &node.value {
            Value::Scalar(scalar) if scalar.is_empty() => "nothing".into(),
            Value::Scalar(scalar) => format!("{}={}", at(&node.span), scalar.text),
            Value::List(nodes) => {
                let nodes: Vec<_> = nodes.iter().map(|node| outline(text, node)).collect();
                format!("[{}]", nodes.join(" | "))
            }
            Value::Map(entries) => {
                let entry = |entry: &Entry| {
                    assert_eq!(at(&entry.key.span).trim_matches('"'), entry.key.text);
                    format!("{}: {}", entry.key.text, outline(text, &entry.value))
                };
                let entries: Vec<_> = entries.iter().map(entry).collect();
                format!("{{{}}}", entries.join(" | "))
            }
            Value::Refused => "refused".into(),
        }
    }

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let document = parse(source.as_bytes());
        assert_eq!(document.diagnostics, []);
        assert_eq!(outline(&document.text, &document.root.unwrap()), expected);
    }

    #[track_caller]
    fn refused(source: &str, code: Code) {
        let document = parse(source.as_bytes());
        let codes: Vec<_> = document.diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, [code], "{:?}", document.diagnostics);
    }

    #[test]
    fn scalars_stay_text_and_repeated_keys_are_kept() {
        check(
            "a: 1.10\nb: 007\na: yes\n\"c\": \"\\x41\"\nd:\ne: ~\nf: '~'\n",
            "{a: 1.10=1.10 | b: 007=007 | a: yes=yes | c: \"\\x41\"=A | d: nothing | e: nothing | f: '~'=~}",
        );
        check(
            "- [x: y, {a: 1, b: }]\n- é\n",
            "[[{x: y=y} | {a: 1=1 | b: nothing}] | é=é]",
        );
        check(
            "\u{feff}a: |\r\n  one\r\n  two\r\n",
            "{a: one\n  two\n=one\ntwo\n}",
        );
    }

    #[test]
    fn comments_are_no_part_of_anything() {
        check(
            "# one\na: b # two\n# three\nc: [d] # four\n",
            "{a: b=b | c: [d=d]}",
        );
        check("%YAML 1.2\n---\na: 1\n...\n# end\n", "{a: 1=1}");
    }

    #[test]
    fn places_are_in_characters() {
        let document = parse("é: 日本\n  \nb: {c: x}\n".as_bytes());
        let Some(Value::Map(entries)) = document.root.map(|root| root.value) else {
            panic!("a map");
        };
        let place = |span: Span| (span.line, span.column);
        assert_eq!(place(entries[0].value.span), (1, 4));
        assert_eq!(place(entries[1].value.span), (3, 4));
        let whole = entries[1].value.span;
        assert_eq!(&document.text[whole.start..whole.end], "{c: x}");
    }

    #[test]
    fn nothing_is_empty() {
        for source in [
            "",
            "\n",
            "# only a comment\n",
            "---\n",
            "~",
            "null\n",
            "\u{feff}",
        ] {
            refused(source, Code::Empty);
        }
    }

    #[test]
    fn bombs_are_refused_before_they_go_off() {
        let mut bomb = String::from("a0: &a0 [x, x]\n");
        for (n, before) in (1..30).zip(0..) {
            bomb.push_str(
                &"aN: &aN [*aM, *aM, *aM]\n"
                    .replace('N', &n.to_string())
                    .replace('M', &before.to_string()),
            );
        }
        let document = parse(bomb.as_bytes());
        assert_eq!(document.root, None);
        let n_aliases = document
            .diagnostics
            .iter()
            .filter(|d| d.code == Code::Alias)
            .count();
        assert_eq!((n_aliases, document.diagnostics.len()), (100, 101));
        refused(&"[".repeat(100_000), Code::TooDeep);
        refused(&"{a: ".repeat(100_000), Code::TooDeep);
        refused(&"- ".repeat(100_000), Code::TooDeep);
        let many = format!("[{}]", "a,".repeat(super::super::yaml_tree::MOST_NODES + 1));
        refused(&many, Code::TooBig);
    }

    /// Bits of YAML and of ordinary text, so that every corner is met.
    fn yamlish() -> impl Strategy<Value = String> {
        const BITS: &[&str] = &[
            "a", "ask", ": ", ":", "\n", "\n  ", "\n    ", "- ", "[", "]", "{", "}", ", ", "\"",
            "'", "#", " #x", "&a ", "*a", "!t ", "<<: ", "---\n", "...\n", "%x", "@", "`", "| ",
            "> ", "\t", "é", "日", "“", "”", "~", "null", "\\", "? ", "1.10", "\r", "\u{feff}",
            "😀",
        ];
        proptest::collection::vec(proptest::sample::select(BITS), 0..24)
            .prop_map(|bits| bits.concat())
    }

    fn all_spans_lie_in_the_file(bytes: &[u8]) {
        let document = parse(bytes);
        let text = &document.text;
        let check = |span: Span| {
            assert!(
                text.get(span.start..span.end).is_some(),
                "{span:?} in {text:?}"
            );
            let place = Span::in_text(text, span.start..span.end);
            assert_eq!(
                (span.line, span.column),
                (place.line, place.column),
                "{text:?}"
            );
        };
        for diagnostic in &document.diagnostics {
            diagnostic.span.into_iter().for_each(check);
            for label in &diagnostic.labels {
                check(label.span);
            }
        }
        let mut nodes: Vec<&Node> = document.root.iter().collect();
        while let Some(node) = nodes.pop() {
            check(node.span);
            match &node.value {
                Value::List(inner) => nodes.extend(inner),
                Value::Map(entries) => {
                    for entry in entries {
                        check(entry.key.span);
                        nodes.push(&entry.value);
                    }
                }
                _ => {}
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn no_text_panics(text in yamlish()) {
            all_spans_lie_in_the_file(text.as_bytes());
        }

        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            all_spans_lie_in_the_file(&bytes);
        }
    }
}
