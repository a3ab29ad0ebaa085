//! What `mystery` alone shows: what is open, what was done last, and what to type next.

use super::wording;
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::model::scorecard::{Scorecard, Verdict};
use crate::model::visit::{Name, Role, VisitFacts};

/// The visit that was done last.
#[derive(Clone, PartialEq, Debug)]
pub struct Done<'a> {
    /// What is the same for the whole visit.
    pub facts: &'a VisitFacts,
    /// What it came to; `None` where its standard was not found.
    pub scorecard: Option<Scorecard>,
}

/// What there is.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Home<'a> {
    /// The visits in progress, the newest first, and how far each is.
    pub open: Vec<(&'a VisitFacts, Option<(usize, usize)>)>,
    /// The visit that was done last.
    pub last: Option<Done<'a>>,
    /// Whose places were visited.
    pub roles: Vec<Role>,
    /// A competitor of the programme.
    pub competitor: Option<&'a Name>,
    /// What is typed behind a command to meet this ledger: ` --ledger audits`, or nothing.
    pub there: String,
}

/// The report.
pub fn home(home: &Home) -> Report {
    let mut blocks = Vec::new();
    if home.open.is_empty() && home.last.is_none() {
        blocks.push(Block::Note(
            Tone::Plain,
            "Welcome. See your place as a customer meets it: visit it, score what happened item by \
             item, and put it beside the places that your customers could go to instead. Every \
             answer is kept at once, in plain files on this computer."
                .into(),
        ));
        blocks.push(Block::Note(
            Tone::Good,
            format!(
                "Begin with your own place, ten questions: mystery visit quick-check{}",
                home.there
            ),
        ));
        blocks.push(Block::Note(
            Tone::Quiet,
            "To look around first: mystery standard list, and mystery --help.".into(),
        ));
    }
    if !home.open.is_empty() {
        blocks.push(Block::Heading(2, "In progress".into()));
        let line = |(facts, progress): &(&VisitFacts, Option<(usize, usize)>)| {
            let progress = progress.map_or(String::new(), |(n_done, n)| {
                format!(": {n_done} of {n} done")
            });
            format!("{}{progress}", place(facts))
        };
        blocks.push(Block::List(home.open.iter().map(line).collect()));
    }
    if let Some(last) = &home.last {
        blocks.push(Block::Heading(2, "Done last".into()));
        let line = format!(
            "{}: {}",
            place(last.facts),
            outcome(last.scorecard.as_ref())
        );
        blocks.push(Block::List(vec![line]));
    }
    if !home.open.is_empty() || home.last.is_some() {
        blocks.push(Block::Heading(2, "Next".into()));
        blocks.push(Block::List(next(home)));
    }
    Report {
        shape: "home",
        version: 1,
        blocks,
        data: vec![data(home)],
    }
}

/// `City Pound, Main Street, 20 November 2026 (adoption-counter)`.
fn place(facts: &VisitFacts) -> String {
    format!(
        "{}, {} ({})",
        facts.place(),
        wording::date(facts.visited.date()),
        facts.standard.id
    )
}

fn outcome(scorecard: Option<&Scorecard>) -> String {
    let Some(scorecard) = scorecard else {
        return "no total, its standard was not found".into();
    };
    let Some(total) = scorecard.total else {
        return "no total, nothing was judged".into();
    };
    let verdict = match (&scorecard.verdict, &scorecard.band) {
        (Some(Verdict::Fail { .. }), _) => ", FAIL".into(),
        // A PASS says only that nothing failed, which alone is no praise: the band says how good it is.
        (Some(Verdict::Pass), Some(band)) => format!(": {band}"),
        (Some(Verdict::Pass), None) => ", PASS".into(),
        (None, _) => String::new(),
    };
    format!("{} of 100{verdict}", wording::percent(total.exact()))
}

fn next(home: &Home) -> Vec<String> {
    let there = &home.there;
    let mut lines = Vec::new();
    if !home.open.is_empty() {
        lines.push(format!(
            "Go on where you left off: mystery visit --resume{there}"
        ));
    }
    if home.last.is_some() {
        lines.push(format!("See the whole scorecard: mystery show last{there}"));
    }
    let has_own = home.roles.contains(&Role::Own);
    let has_competitor = home.roles.contains(&Role::Competitor);
    if has_own && has_competitor {
        lines.push(format!(
            "Put your place beside the others: mystery compare{there}"
        ));
    } else if has_competitor {
        lines.push(format!(
            "Visit your own place, to compare: mystery visit quick-check{there}"
        ));
    } else if has_own {
        let name = home
            .competitor
            .map_or("NAME".into(), wording::in_shell_quotes);
        lines.push(format!(
            "Visit a place to compare with: mystery visit quick-check --competitor {name}{there}"
        ));
    } else if home.roles.contains(&Role::Internal) {
        lines.push(format!(
            "See all visits to departments together: mystery compare{there}"
        ));
    }
    lines.push(format!(
        "Begin another visit: mystery visit STANDARD{there} (see mystery standard list{there})"
    ));
    lines.push(format!(
        "List all visits: mystery visits{there}; everything else: mystery --help"
    ));
    lines
}

fn data(home: &Home) -> Table {
    let text = |text: &str| Cell::Text(text.into());
    let row = |state: &str, facts: &VisitFacts, progress: Option<(usize, usize)>, total: Cell| {
        let count = |n: Option<usize>| n.map_or(Cell::Missing("none"), |n| Cell::Count(n as u64));
        vec![
            text(state),
            text(facts.id.as_str()),
            text(facts.organisation.as_str()),
            text(facts.site.as_str()),
            text(facts.standard.id.as_str()),
            Cell::Text(facts.visited.to_string()),
            count(progress.map(|(n_done, _)| n_done)),
            count(progress.map(|(_, n)| n)),
            total,
        ]
    };
    let open = home
        .open
        .iter()
        .map(|(facts, progress)| row("open", facts, *progress, Cell::Missing("in progress")));
    let last = home.last.iter().map(|last| {
        let total = last
            .scorecard
            .as_ref()
            .and_then(|scorecard| scorecard.total);
        let total = total.map_or(Cell::Missing("none"), Cell::Share);
        row("finished", last.facts, None, total)
    });
    let keys = [
        "state",
        "visit",
        "organisation",
        "site",
        "standard",
        "visited",
        "answered",
        "items",
        "total",
    ];
    Table {
        name: "visits",
        columns: keys.iter().map(|key| Column::new(key, key, 0)).collect(),
        rows: open.chain(last).collect(),
    }
}
