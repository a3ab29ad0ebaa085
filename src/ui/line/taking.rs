//! A text of several lines while it is being taken.

use std::time::Duration;

use crate::walk::key_table::Command;

/// How long a text may grow before a draft of it is kept: each draft holds the whole of it.
const DRAFT: Duration = Duration::from_secs(2);

/// A text of several lines while it is being taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Taking {
    /// Whose text it is.
    pub(super) command: Command,
    lines: Vec<String>,
    end: Option<String>,
    /// How much of it the draft that is kept holds, in bytes, and when that was kept.
    kept: Option<(usize, Duration)>,
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
            kept: None,
        }
    }

    /// A text up to a line that is `end`.
    pub(super) fn until(command: Command, end: String) -> Self {
        Self {
            command,
            lines: Vec::new(),
            end: Some(end),
            kept: None,
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

    /// True where a draft is to be kept now, `now` on a count that never goes back: the first line, then
    /// what has grown by as much again, or was not kept for a while. It is taken to be kept then.
    pub(super) fn is_draft_due(&mut self, now: Duration) -> bool {
        let n_bytes = self.text().len();
        let is_due = match self.kept {
            None => n_bytes > 0,
            Some((n_kept, at)) => n_bytes >= 2 * n_kept || now.saturating_sub(at) >= DRAFT,
        };
        if is_due {
            self.kept = Some((n_bytes, now));
        }
        is_due
    }

    /// True where lines came that no draft holds.
    pub(super) fn has_undrafted(&self) -> bool {
        self.kept
            .is_some_and(|(n_kept, _)| n_kept != self.text().len())
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
