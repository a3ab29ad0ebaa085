//! What a command that changes something has done, for programs: which visits, which files. People
//! read the sentences that the command says; this report has none.

use super::scorecard::Showing;
use super::visit_tables;
use super::{Cell, Report, Table};
use crate::model::id::Id;
use crate::model::visit::VisitId;

/// What was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// A new file was written.
    Wrote,
    /// A file that was there was written anew.
    Replaced,
    /// A ledger was made; the file is its programme.
    MadeLedger,
    /// A visit was finished; the file has its rows.
    Finished,
    /// A finished visit got a revision, which has the id; the file has its rows.
    Revised,
    /// Evidence was added; the file is the copy.
    Attached,
    /// A visit was discarded; the folder is its bin.
    Discarded,
    /// A visit was brought back from the bin.
    BroughtBack,
    /// A visit was deleted for good.
    Purged,
    /// Something was taken out of a visit for good.
    Erased,
}

impl Action {
    /// The word of the data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wrote => "wrote",
            Self::Replaced => "replaced",
            Self::MadeLedger => "made_ledger",
            Self::Finished => "finished",
            Self::Revised => "revised",
            Self::Attached => "attached",
            Self::Discarded => "discarded",
            Self::BroughtBack => "brought_back",
            Self::Purged => "purged",
            Self::Erased => "erased",
        }
    }
}

/// One thing that was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Done {
    /// What.
    pub action: Action,
    /// To which visit.
    pub visit: Option<VisitId>,
    /// To which item of it.
    pub item: Option<Id>,
    /// Which file or folder it is about.
    pub path: Option<String>,
}

impl Done {
    /// A thing done to a file.
    pub fn to_file(action: Action, path: &std::path::Path) -> Self {
        Self {
            action,
            visit: None,
            item: None,
            path: Some(path.display().to_string()),
        }
    }

    /// The same, of a visit.
    pub fn of_visit(self, visit: &VisitId) -> Self {
        Self {
            visit: Some(visit.clone()),
            ..self
        }
    }

    /// The same, of an item.
    pub fn of_item(self, item: &Id) -> Self {
        Self {
            item: Some(item.clone()),
            ..self
        }
    }
}

/// The report: a row for each thing, in the order in which they were done.
pub fn done(all: &[Done]) -> Report {
    let cell = |text: Option<String>| text.map_or(Cell::Missing("none"), Cell::Text);
    let row = |done: &Done| {
        vec![
            Cell::Text(done.action.name().into()),
            cell(done.visit.as_ref().map(ToString::to_string)),
            cell(done.item.as_ref().map(ToString::to_string)),
            cell(done.path.clone()),
        ]
    };
    Report {
        shape: "done",
        version: 1,
        blocks: Vec::new(),
        data: vec![Table {
            name: "done",
            columns: visit_tables::columns(&["action", "visit", "item", "path"]),
            rows: all.iter().map(row).collect(),
        }],
    }
}

/// The report of a visit that was finished: what was done, and what it came to.
pub fn finished(one: Done, showing: &Showing) -> Report {
    let mut report = done(&[one]);
    report.data.push(visit_tables::totals(showing));
    report
}
