//! Reading keys by name: unknown keys with a did-you-mean, repeated keys with the first place,
//! and the list of problems that a reader fills. Shared by the readers of YAML files.

use super::yaml::{Entry, Key, Node, Value};
use crate::diagnostic::{Code, Diagnostic, Span, any_error};
use crate::model::order::InOrder;

/// Most problems that are kept of a file: whoever has mended so many may run the check again.
const MOST_PROBLEMS: usize = 500;

/// What is wrong with a file, as far as it has been read.
#[derive(Clone, Default, Debug)]
pub struct Problems {
    found: Vec<Diagnostic>,
    n_more: usize,
}

impl Problems {
    /// The problems of a file whose YAML gave these.
    pub fn new(found: Vec<Diagnostic>) -> Self {
        Self { found, n_more: 0 }
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.is_full() {
            self.n_more += 1;
        } else {
            self.found.push(diagnostic);
        }
    }

    /// True when no more are kept: then it is enough to count.
    fn is_full(&self) -> bool {
        self.found.len() >= MOST_PROBLEMS
    }

    /// True when any of them is an error.
    pub fn any_error(&self) -> bool {
        any_error(&self.found)
    }

    /// How many errors there are so far.
    pub fn n_errors(&self) -> usize {
        let shown = self.found.iter().filter(|diagnostic| diagnostic.is_error());
        shown.count() + self.n_more
    }

    /// All of them in the order of the file, those about the whole file first.
    pub fn into_list(mut self) -> Vec<Diagnostic> {
        self.found
            .order_by_key(|diagnostic| diagnostic.span.map_or(0, |span| span.start));
        if self.n_more > 0 {
            let message = format!("{} more problems are not shown", self.n_more);
            let diagnostic = Diagnostic::new(Code::TooBig, None, message);
            self.found.push(diagnostic.advise("mend these first"));
        }
        self.found
    }
}

/// The entries of a map, each known and there once.
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    /// Where the map is.
    pub span: Span,
    entries: Vec<&'a Entry>,
    /// Known keys that a misspelt one most likely was meant to be.
    meant: Vec<String>,
}

impl<'a> Fields<'a> {
    /// Reads a map of which the keys are known; complains of the others. `what` says whose keys
    /// they are: "an item". `None`, with a complaint, where the node is no map.
    pub fn read(
        node: &'a Node,
        what: &str,
        known: &[&str],
        problems: &mut Problems,
    ) -> Option<Self> {
        let mut fields = Self::read_free(node, what, problems)?;
        let mut meant = Vec::new();
        fields.entries.retain(|entry| {
            let is_known = known.contains(&entry.key.text.as_str());
            if !is_known && problems.is_full() {
                problems.n_more += 1;
            } else if !is_known {
                meant.extend(nearest(&entry.key.text, known.iter().copied()).map(Into::into));
                problems.push(unknown_key(&entry.key, what, known));
            }
            is_known
        });
        fields.meant = meant;
        Some(fields)
    }

    /// Reads a map whose keys are the writer's own.
    pub fn read_free(node: &'a Node, what: &str, problems: &mut Problems) -> Option<Self> {
        let entries = match &node.value {
            Value::Map(entries) => entries,
            Value::Refused => return None,
            _ if node.is_empty() => {
                let message = format!("{what} is empty");
                let diagnostic = Diagnostic::new(Code::EmptyValue, Some(node.span), message);
                problems.push(diagnostic.advise("write its keys below, indented, or delete it"));
                return None;
            }
            _ => {
                let message = format!("{what} has keys with values, not {}", node.kind());
                problems.push(Diagnostic::new(Code::WrongShape, Some(node.span), message));
                return None;
            }
        };
        let mut first = std::collections::BTreeMap::new();
        let mut kept = Vec::with_capacity(entries.len());
        for entry in entries {
            let key = &entry.key;
            if let Some(before) = first.get(key.text.as_str()) {
                let message = format!("the key `{}` is here a second time", key.text);
                problems.push(
                    Diagnostic::new(Code::RepeatedKey, Some(key.span), message)
                        .label(*before, "here first")
                        .advise("keep one of them"),
                );
            } else {
                first.insert(key.text.as_str(), key.span);
                kept.push(entry);
            }
        }
        Some(Self {
            span: node.span,
            entries: kept,
            meant: Vec::new(),
        })
    }

    /// The entry of a key.
    pub fn entry(&self, key: &str) -> Option<&'a Entry> {
        self.entries
            .iter()
            .find(|entry| entry.key.text == key)
            .copied()
    }

    /// The value of a key.
    pub fn value(&self, key: &str) -> Option<&'a Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// True where a key is not there, nor a misspelt one that was meant to be it.
    pub fn lacks(&self, key: &str) -> bool {
        self.entry(key).is_none() && !self.meant.iter().any(|meant| meant == key)
    }

    /// All entries, in the order of the file.
    pub fn entries(&self) -> &[&'a Entry] {
        &self.entries
    }
}

fn unknown_key(key: &Key, what: &str, known: &[&str]) -> Diagnostic {
    let message = format!("{what} has no key `{}`", key.text);
    let diagnostic = Diagnostic::new(Code::UnknownKey, Some(key.span), message);
    match nearest(&key.text, known.iter().copied()) {
        Some(near) => diagnostic.advise(format!("did you mean `{near}`?")),
        None => diagnostic.advise(format!("its keys are {}", listed(known))),
    }
}

/// The words in backticks, with commas.
pub fn listed<S: AsRef<str>>(words: &[S]) -> String {
    let words: Vec<String> = words
        .iter()
        .map(|word| format!("`{}`", word.as_ref()))
        .collect();
    words.join(", ")
}

/// The candidate that a word most likely was meant to be, if any is near.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LONGEST: usize = 64;
    let plain = |text: &str| text.trim().to_lowercase().replace(['-', ' '], "_");
    let word = plain(word);
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let far = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = plain(candidate);
            let is_start =
                word.len() >= 3 && (other.starts_with(&word) || word.starts_with(&other));
            let distance = strsim::osa_distance(&word, &other);
            (distance <= far || is_start).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::super::yaml::parse;
    use super::*;

    #[test]
    fn the_nearest_word_is_offered() {
        let keys = ["ask", "guidance", "best_first", "worst_first", "up_to"];
        let near = |word| nearest(word, keys);
        assert_eq!(near("aks"), Some("ask"));
        assert_eq!(near("Guidence"), Some("guidance"));
        assert_eq!(near("best-first"), Some("best_first"));
        assert_eq!(near("guid"), Some("guidance"));
        assert_eq!(near("colour"), None);
        assert_eq!(near(""), None);
        assert_eq!(near(&"a".repeat(1000)), None);
    }

    #[test]
    fn unknown_and_repeated_keys_are_all_told() {
        let document = parse(b"ask: a\naks: b\nask: c\nzzz: d\n");
        let mut problems = Problems::default();
        let fields = Fields::read(
            document.root.as_ref().unwrap(),
            "an item",
            &["ask"],
            &mut problems,
        )
        .unwrap();
        assert_eq!(fields.value("ask").and_then(Node::text), Some("a"));
        let told: Vec<String> = problems
            .into_list()
            .into_iter()
            .map(|d| format!("{}: {}", d.message, d.advice.unwrap_or_default()))
            .collect();
        assert_eq!(
            told,
            [
                "an item has no key `aks`: did you mean `ask`?",
                "the key `ask` is here a second time: keep one of them",
                "an item has no key `zzz`: its keys are `ask`",
            ]
        );
    }

    #[test]
    fn what_is_wrong_beyond_what_is_shown_is_counted() {
        let unknown = (0..MOST_PROBLEMS + 3).map(|n| format!("zz{n}: a\n"));
        let document = parse((unknown.collect::<String>() + "ask: a\n").as_bytes());
        let mut problems = Problems::default();
        Fields::read(
            document.root.as_ref().unwrap(),
            "it",
            &["ask"],
            &mut problems,
        )
        .unwrap();
        assert_eq!(problems.n_errors(), MOST_PROBLEMS + 3);
        let last = problems.into_list().pop().unwrap();
        assert_eq!(last.message, "3 more problems are not shown");
    }

    #[test]
    fn what_has_no_keys_is_told_as_what_it_is() {
        for (text, told) in [
            ("a:\n", "it is empty"),
            ("a: b\n", "it has keys with values, not a text"),
            ("a: [b]\n", "it has keys with values, not a list"),
        ] {
            let document = parse(text.as_bytes());
            let mut problems = Problems::default();
            let root = document.root.unwrap();
            let fields = Fields::read_free(&root, "the file", &mut problems).unwrap();
            let value = fields.value("a").unwrap();
            assert!(Fields::read_free(value, "it", &mut problems).is_none());
            assert_eq!(problems.into_list()[0].message, told);
        }
    }
}
