//! The list of visits: those in progress first, then the finished ones, newest first.

use std::collections::BTreeSet;

use super::wording::{self, counted, listed};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::model::share::Share;
use crate::model::standard::Standard;
use crate::model::visit::{Kind, Role, VisitFacts, VisitId};
use crate::scoring::{Outcome, band};

/// How far a visit is.
#[derive(Clone, PartialEq, Debug)]
pub enum State {
    /// In progress: so many answered, of so many; nothing where its standard cannot be read.
    Open(Option<(usize, usize)>),
    /// Finished, with what it came to; nothing where its standard was not found.
    Finished(Option<Came>),
}

/// What a visit came to.
#[derive(Clone, PartialEq, Debug)]
pub struct Came {
    /// The total and the name of its band; `None` where nothing was judged.
    pub total: Option<(Share, String)>,
    /// True where nothing critical failed, and no section is under its minimum.
    pub passed: bool,
}

impl Came {
    /// By what was scored with a standard.
    pub fn of(standard: &Standard, outcome: &Outcome) -> Self {
        let named = |total| (total, band(&standard.scoring, total));
        Self {
            total: outcome.total.map(named),
            passed: outcome.passed,
        }
    }

    /// The word of data; `None` where nothing was judged.
    fn verdict(&self) -> Option<&'static str> {
        let word = if self.passed { "pass" } else { "fail" };
        self.total.as_ref().map(|_| word)
    }
}

/// A line of the list.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// Its number, by which commands know it.
    pub number: usize,
    /// What is the same for the whole visit.
    pub facts: VisitFacts,
    /// How far it is.
    pub state: State,
}

/// The report; `is_open_only` where only those in progress are listed. `n_unsealed` of the visits
/// have no seal.
pub fn visits(lines: &[Line], is_open_only: bool, n_unsealed: usize) -> Report {
    let mut blocks = Vec::new();
    if lines.is_empty() && is_open_only {
        let none = "No visit is in progress.";
        blocks.push(Block::Note(Tone::Plain, none.into()));
    } else if lines.is_empty() {
        blocks.push(Block::Note(
            Tone::Plain,
            "No visits yet. Begin one with: mystery visit quick-check".into(),
        ));
    } else {
        blocks.push(Block::Table(for_people(lines)));
        blocks.push(Block::Note(Tone::Quiet, summary(lines, n_unsealed)));
        let failed: Vec<String> = lines
            .iter()
            .filter(|line| has_failed(line))
            .map(|line| format!("#{}", line.number))
            .collect();
        if let Some(first) = failed.first() {
            let text = format!(
                "FAIL: {}. A critical item failed, or a section is under its minimum; mystery show {} says which.",
                most(&failed),
                &first[1..]
            );
            blocks.push(Block::Note(Tone::Quiet, text));
        }
    }
    Report {
        shape: "visits",
        version: 1,
        blocks,
        data: vec![for_machines(lines)],
    }
}

/// Most visits that are named where many failed.
const MOST_NAMED: usize = 8;

/// `#1, #3 and #4`; `#1, #2, … and 5 more` where there are many.
fn most(numbers: &[String]) -> String {
    if numbers.len() <= MOST_NAMED {
        return listed(numbers);
    }
    let (named, others) = numbers.split_at(MOST_NAMED - 1);
    format!("{} and {} more", named.join(", "), others.len())
}

fn has_failed(line: &Line) -> bool {
    match &line.state {
        State::Finished(Some(came)) => came.verdict() == Some("fail"),
        _ => false,
    }
}

fn summary(lines: &[Line], n_unsealed: usize) -> String {
    let n_open = lines
        .iter()
        .filter(|line| matches!(line.state, State::Open(_)))
        .count();
    // Another auditor's scoring is of the same visit. Where the first was discarded, it counts.
    let finished = lines
        .iter()
        .filter(|line| matches!(line.state, State::Finished(_)));
    let contacts: BTreeSet<&str> = finished.map(|line| line.facts.id.contact()).collect();
    let n_second = lines.len() - n_open - contacts.len();
    let mut parts = Vec::new();
    if !contacts.is_empty() {
        let corrected = corrected(lines, contacts.len(), n_second);
        parts.push(format!(
            "{} finished{corrected}",
            counted(contacts.len(), "visit")
        ));
    }
    if n_second > 0 {
        parts.push(counted(n_second, "second scoring"));
    }
    if n_open > 0 {
        parts.push(format!("{n_open} in progress"));
    }
    if n_unsealed > 0 {
        parts.push(format!("{n_unsealed} not sealed"));
    }
    format!("{}.", listed(&parts))
}

/// `, both corrected since`, `, 3 corrected since`; nothing where none was.
fn corrected(lines: &[Line], n_finished: usize, n_second: usize) -> String {
    let is_corrected =
        |line: &&Line| matches!(line.state, State::Finished(_)) && line.facts.id.revision() > 1;
    let n = lines.iter().filter(is_corrected).count();
    match n {
        0 => String::new(),
        1 if n_finished == 1 => ", corrected since".into(),
        2 if n_finished == 2 && n_second == 0 => ", both corrected since".into(),
        n if n == n_finished && n_second == 0 => ", all corrected since".into(),
        n => format!(", {n} corrected since"),
    }
}

fn for_people(lines: &[Line]) -> Table {
    let columns = [
        ("number", "#", 0),
        ("visited", "Visited", 0),
        ("organisation", "Whose", 0),
        ("site", "Site", 3),
        ("standard", "Standard", 4),
        ("kind", "Kind", 2),
        ("total", "Total", 0),
        // Which ones failed stands below as well.
        ("verdict", "Verdict", 1),
        ("visit", "Id", 0),
    ];
    let has_kinds = lines.iter().any(|line| line.facts.kind != Kind::Audit);
    let has_sites = lines.iter().any(|line| line.facts.named_site().is_some());
    let is_shown = |key: &str| match key {
        "kind" => has_kinds,
        "site" => has_sites,
        _ => true,
    };
    let row = |line: &Line| {
        let facts = &line.facts;
        let (total, verdict) = outcome(&line.state);
        let mut cells = vec![
            Cell::Count(line.number as u64),
            Cell::Text(facts.visited.date().to_string()),
            Cell::Text(whose(facts)),
        ];
        if has_sites {
            cells.push(Cell::Text(facts.site.to_string()));
        }
        cells.push(Cell::Text(facts.standard.id.to_string()));
        if has_kinds {
            cells.push(Cell::Text(wording::kind(facts.kind).into()));
        }
        cells.extend([total, verdict, Cell::Text(short_id(&facts.id).into())]);
        cells
    };
    Table {
        name: "visits",
        columns: columns
            .into_iter()
            .filter(|(key, ..)| is_shown(key))
            .map(|(key, title, may_go)| Column::new(key, title, may_go))
            .collect(),
        rows: lines.iter().map(row).collect(),
    }
}

/// The end of the id, which is enough to type: `k3zq`, `k3zq.r2`.
pub(super) fn short_id(id: &VisitId) -> &str {
    let draw = id.contact().rfind('-').map_or(0, |at| at + 1);
    &id.as_str()[draw..]
}

fn whose(facts: &VisitFacts) -> String {
    match facts.role {
        Role::Own => format!("{} (ours)", facts.organisation),
        Role::Competitor => facts.organisation.to_string(),
        Role::Internal => format!("{} (department)", facts.organisation),
    }
}

fn outcome(state: &State) -> (Cell, Cell) {
    match state {
        // How far it is stands where no one takes it for a score.
        State::Open(progress) => (
            Cell::Toned(Tone::Warning, "open".into()),
            progress.map_or(Cell::Missing("standard not found"), |(n_done, n)| {
                Cell::Toned(Tone::Warning, format!("{n_done} of {n} done"))
            }),
        ),
        State::Finished(None) => (
            Cell::Missing("standard not found"),
            Cell::Missing("standard not found"),
        ),
        State::Finished(Some(came)) => match &came.total {
            None => (
                Cell::Missing("nothing was judged"),
                Cell::Missing("nothing was judged"),
            ),
            // Nothing failed, which alone is no praise: the band says how good it is.
            Some((total, band)) if came.passed => (Cell::Share(*total), Cell::Text(band.clone())),
            Some((total, _)) => (Cell::Share(*total), Cell::Toned(Tone::Bad, "FAIL".into())),
        },
    }
}

fn for_machines(lines: &[Line]) -> Table {
    let columns = [
        "number",
        "visit",
        "state",
        "kind",
        "standard",
        "version",
        "organisation",
        "role",
        "site",
        "channel",
        "scenario",
        "auditor",
        "started",
        "visited",
        "answered",
        "items",
        "total",
        "verdict",
        "band",
    ];
    let row = |line: &Line| {
        let facts = &line.facts;
        let text = |text: &str| Cell::Text(text.into());
        let none = Cell::Missing("none");
        let (state, progress, came) = match &line.state {
            State::Open(progress) => ("open", *progress, None),
            State::Finished(came) => ("finished", None, came.as_ref()),
        };
        let count = |n: Option<usize>| n.map_or(Cell::Missing("none"), |n| Cell::Count(n as u64));
        vec![
            Cell::Count(line.number as u64),
            text(facts.id.as_str()),
            text(state),
            text(facts.kind.name()),
            text(facts.standard.id.as_str()),
            Cell::Text(facts.standard.version.to_string()),
            text(facts.organisation.as_str()),
            text(facts.role.name()),
            text(facts.site.as_str()),
            facts
                .channel
                .map_or(none.clone(), |channel| text(channel.name())),
            facts
                .scenario
                .as_ref()
                .map_or(none.clone(), |scenario| text(scenario.as_str())),
            text(&facts.auditor),
            Cell::Text(facts.started.to_string()),
            Cell::Text(facts.visited.to_string()),
            count(progress.map(|(n_done, _)| n_done)),
            count(progress.map(|(_, n)| n)),
            came.and_then(|it| it.total.as_ref())
                .map_or(none.clone(), |(total, _)| Cell::Share(*total)),
            came.and_then(Came::verdict).map_or(none.clone(), text),
            came.and_then(|it| it.total.as_ref())
                .map_or(none, |(_, band)| text(band)),
        ]
    };
    Table {
        name: "visits",
        columns: columns.iter().map(|key| Column::new(key, key, 0)).collect(),
        rows: lines.iter().map(row).collect(),
    }
}
