//! A text of several lines while it is being taken.

use crate::walk::key_table::Command;

/// A text of several lines while it is being taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Taking {
    /// Whose text it is.
    pub(super) command: Command,
    lines: Vec<String>,
    end: Option<String>,
}

impl Taking {
    /// A text that a person types: a dot alone ends it.
    pub(super) fn of_person(draft: Option<&str>) -> Self {
        Self {
            command: Command::Answer,
            lines: draft
                .iter()
                .flat_map(|draft| draft.lines())
                .map(str::to_owned)
                .collect(),
            end: None,
        }
    }

    /// A text up to a line that is `end`.
    pub(super) fn until(command: Command, end: String) -> Self {
        Self {
            command,
            lines: Vec::new(),
            end: Some(end),
        }
    }

    /// True for a text that a certain line ends.
    pub(super) fn is_block(&self) -> bool {
        self.end.is_some()
    }

    /// The line that ends it.
    pub(super) fn end(&self) -> &str {
        self.end.as_deref().unwrap_or(".")
    }

    /// True when the line ends the text.
    pub(super) fn ends_with(&self, line: &str) -> bool {
        match &self.end {
            Some(end) => line.trim() == end,
            None => line.trim() == "." && !self.is_empty(),
        }
    }

    /// True when there are no words in it yet.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.trim().is_empty())
    }

    /// Adds a line.
    pub(super) fn push(&mut self, line: &str) {
        self.lines.push(line.to_owned());
    }

    /// The text so far, without blank lines at its ends.
    pub(super) fn text(&self) -> String {
        self.lines.join("\n").trim().to_owned()
    }
}
