//! Scalars by what their key makes of them: texts in languages, numbers, yes and no, ids, words of
//! a closed list. Each complaint says what was found and the way out. Quoting never matters.

use super::fields::{Problems, listed, nearest};
use super::yaml::{Node, Value};
use super::yaml_words::{in_quotes, shortened};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::id::Id;
use crate::model::order::InOrder;
use crate::model::share::{Credit, Points, Share};
use crate::model::text::{Language, Text};

/// Reads the values of one file, and collects what is wrong with them.
#[derive(Debug)]
pub(super) struct Values<'a> {
    /// The file.
    pub(super) text: &'a str,
    /// What is wrong with it.
    pub(super) problems: Problems,
    /// The languages of its texts.
    pub(super) languages: Vec<Language>,
    /// Every text that was read, with its place.
    pub(super) texts: Vec<(Span, String)>,
}

impl<'a> Values<'a> {
    pub(super) fn new(text: &'a str, problems: Vec<Diagnostic>) -> Self {
        Self {
            text,
            problems: Problems::new(problems),
            languages: vec![Language::default()],
            texts: Vec::new(),
        }
    }

    /// Adds a complaint about a place, with the way out.
    pub(super) fn complain(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.problems
            .push(Diagnostic::new(code, Some(span), message).advise(advice));
    }

    /// The scalar's text, complaining of anything else. `name` says what it is for: "`points`".
    pub(super) fn scalar<'n>(&mut self, node: &'n Node, name: &str) -> Option<&'n str> {
        match &node.value {
            Value::Refused => None,
            Value::Scalar(_) if node.is_empty() => {
                self.complain(
                    Code::EmptyValue,
                    node.span,
                    format!("{name} is empty"),
                    "write something there, or delete it",
                );
                None
            }
            Value::Scalar(_) => node.text(),
            _ => {
                let message = format!("{name} is one value, not {}", node.kind());
                let diagnostic = Diagnostic::new(Code::WrongShape, Some(node.span), message);
                self.problems.push(diagnostic);
                None
            }
        }
    }

    /// A text: a string, or a map of the declared languages.
    pub(super) fn text(&mut self, node: &Node, name: &str) -> Option<Text> {
        match &node.value {
            Value::Map(_) if self.is_translated(node) => self.translated(node, name),
            Value::List(_) | Value::Map(_) => {
                let message = format!("{name} is a text, not {}", node.kind());
                let source = &self.text[node.span.start..node.span.end];
                let advice = match &node.value {
                    Value::Map(entries) if entries.len() > 1 && !source.starts_with('{') => {
                        "write one text; in several languages its keys are language codes".into()
                    }
                    _ => in_quotes(source),
                };
                self.complain(Code::WrongShape, node.span, message, advice);
                None
            }
            _ => {
                let text = self.scalar(node, name)?;
                self.texts.push((node.span, text.into()));
                Some(Text::plain(text))
            }
        }
    }

    /// True where every key of a map has the form of a language, and one at least is declared.
    fn is_translated(&self, node: &Node) -> bool {
        let Value::Map(entries) = &node.value else {
            return false;
        };
        let language = |text: &str| Language::new(text);
        entries
            .iter()
            .all(|entry| language(&entry.key.text).is_some())
            && entries.iter().any(|entry| {
                language(&entry.key.text).is_some_and(|code| self.languages.contains(&code))
            })
    }

    fn translated(&mut self, node: &Node, name: &str) -> Option<Text> {
        let fields = super::fields::Fields::read_free(node, name, &mut self.problems)?;
        let mut found: Vec<(Language, String)> = Vec::new();
        let mut is_whole = true;
        for entry in fields.entries() {
            let code = Language::new(&entry.key.text)?;
            if self.languages.contains(&code) {
                let text = self.scalar(&entry.value, &format!("{name} in `{code}`"));
                is_whole &= text.is_some();
                if let Some(text) = text {
                    self.texts.push((entry.value.span, text.into()));
                    found.push((code, text.into()));
                }
            } else {
                let languages: Vec<&str> = self.languages.iter().map(Language::as_str).collect();
                let message = format!("`{code}` is not among the `languages` of this standard");
                let advice = format!(
                    "add it at the top: `languages: [{}, {code}]`",
                    languages.join(", ")
                );
                self.complain(Code::UnknownKey, entry.key.span, message, advice);
                is_whole = false;
            }
        }
        let has = |language: &Language| fields.entry(language.as_str()).is_some();
        let missing: Vec<String> = self
            .languages
            .iter()
            .filter(|language| !has(language))
            .map(|language| format!("`{language}`"))
            .collect();
        if !missing.is_empty() {
            let message = format!("{name} lacks a text in {}", missing.join(" and "));
            self.complain(
                Code::MissingLanguage,
                node.span,
                message,
                "translate it, or write one text for all languages",
            );
            return None;
        }
        let first = found
            .iter()
            .position(|(language, _)| *language == self.languages[0])?;
        let (_, first) = found.remove(first);
        // In the order of `languages`, whatever the order here.
        let position = |language: &Language| self.languages.iter().position(|one| one == language);
        found.order_by_key(|(language, _)| position(language));
        is_whole.then(|| Text::translated(first, found))
    }

    /// A number: digits with at most one dot.
    pub(super) fn number(&mut self, node: &Node, name: &str) -> Option<f64> {
        let text = self.scalar(node, name)?;
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_number = digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
            && digits.bytes().filter(|byte| *byte == b'.').count() <= 1
            && digits.bytes().any(|byte| byte.is_ascii_digit());
        if is_number {
            return text.parse().ok();
        }
        let message = format!("{name} is a number, and `{}` is none", shortened(text));
        let with_dot = text.replace(',', ".");
        let advice = if let Some(number) = text.strip_suffix('%') {
            format!("write it without the sign: `{}`", number.trim())
        } else if text.matches(',').count() == 1 && with_dot.parse::<f64>().is_ok() {
            format!("write it with a dot: `{with_dot}`")
        } else {
            "write digits with at most one dot, such as `3` or `2.5`".into()
        };
        self.complain(Code::WrongValue, node.span, message, advice);
        None
    }

    /// A number of percent, 0 to 100.
    pub(super) fn percent(&mut self, node: &Node, name: &str) -> Option<Share> {
        let number = self.number(node, name)?;
        let share = Share::from_percent(number);
        if share.is_none() {
            let written = shortened(node.text().unwrap_or_default());
            let message =
                format!("{name} is a percentage from 0 to 100, and `{written}` lies outside");
            let diagnostic = Diagnostic::new(Code::PercentRange, Some(node.span), message);
            self.problems.push(diagnostic);
        }
        share
    }

    /// Points, 0 to 10 000.
    pub(super) fn points(&mut self, node: &Node, name: &str) -> Option<Points> {
        let number = self.number(node, name)?;
        let points = Points::new(number);
        if points.is_none() {
            let message = format!("{name} lies outside 0 to 10 000");
            self.complain(
                Code::PointsRange,
                node.span,
                message,
                "only the proportion counts: 1 to 5 is plenty",
            );
        }
        points
    }

    /// A credit, 0 to 1.
    pub(super) fn credit(&mut self, node: &Node, name: &str) -> Option<Credit> {
        let number = self.number(node, name)?;
        let credit = Credit::new(number);
        if credit.is_none() {
            let message = format!("the credit of {name} lies outside 0 to 1");
            self.complain(
                Code::CreditRange,
                node.span,
                message,
                "1 is full credit, 0.5 is half, 0 is none",
            );
        }
        credit
    }

    /// Yes or no, true or false, in any case.
    pub(super) fn yes_no(&mut self, node: &Node, name: &str) -> Option<bool> {
        let text = self.scalar(node, name)?;
        let answer = yes_no(text);
        if answer.is_none() {
            let message = format!("{name} is `yes` or `no`, not `{}`", shortened(text));
            self.complain(Code::WrongValue, node.span, message, "write `yes` or `no`");
        }
        answer
    }

    /// One word of a closed list.
    pub(super) fn word<T: Copy>(
        &mut self,
        node: &Node,
        name: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let text = self.scalar(node, name)?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let message = format!("{name} does not know `{}`", shortened(text));
            let advice = match nearest(text, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it knows {}", listed(&known)),
            };
            self.complain(Code::WrongValue, node.span, message, advice);
        }
        found.map(|(_, value)| *value)
    }

    /// The parts of a list; a single value is a list of one.
    pub(super) fn list<'n>(&mut self, node: &'n Node, name: &str) -> Vec<&'n Node> {
        match &node.value {
            Value::List(nodes) => nodes.iter().collect(),
            Value::Scalar(_) if !node.is_empty() => vec![node],
            Value::Refused => Vec::new(),
            _ => {
                let message = format!("{name} is a list, not {}", node.kind());
                self.complain(
                    Code::WrongShape,
                    node.span,
                    message,
                    "write it in brackets, with commas between: `[a, b]`",
                );
                Vec::new()
            }
        }
    }

    /// An id that is a value.
    pub(super) fn id(&mut self, node: &Node, name: &str) -> Option<Id> {
        let text = self.scalar(node, name)?;
        self.id_of(text, node.span, name)
    }

    /// An id, wherever it stands.
    pub(super) fn id_of(&mut self, text: &str, span: Span, name: &str) -> Option<Id> {
        if text.trim().is_empty() {
            self.problems.push(Diagnostic::new(
                Code::EmptyValue,
                Some(span),
                format!("{name} is empty"),
            ));
            return None;
        }
        let id = Id::new(text);
        if id.is_none() {
            let message = format!("`{}` cannot be {name}", shortened(text));
            let advice = format!(
                "use small letters, digits, `_` and `-`, with a letter in front, such as `{}`",
                Id::from_text(text)
            );
            self.complain(Code::BadId, span, message, advice);
        }
        id
    }

    /// Complains of a key that is needed and not there, at the place of its owner.
    pub(super) fn missing(&mut self, span: Span, message: impl Into<String>) {
        let diagnostic = Diagnostic::new(Code::MissingKey, Some(span), message);
        self.problems.push(diagnostic);
    }
}

/// Reads `yes`, `true`, `no`, `false` in any case.
pub(super) fn yes_no(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    }
}
