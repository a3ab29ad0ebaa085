//! A schedule of visits in words and as data, and what stands in the way of one.

use std::collections::BTreeMap;

use super::visit_tables::columns;
use super::wording::{counted, date, plural};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::analysis::schedule::{Order, Planned, Unmet};
use crate::model::standard::Standard;
use crate::model::text::Language;
use crate::model::visit;

/// The version of the JSON shape `schedule`.
const VERSION: u32 = 1;

/// How long there is to go, in hours.
pub const HOURS: i64 = 2;

/// A schedule with what it was made of.
#[derive(Clone, Copy, Debug)]
pub struct Scheduled<'a> {
    /// What was ordered.
    pub order: &'a Order,
    /// The visits, by day.
    pub planned: &'a [Planned],
    /// The standard to score with.
    pub standard: &'a Standard,
    /// The language of titles.
    pub language: &'a Language,
}

impl Scheduled<'_> {
    /// Whom the auditor plays: the persona where the scenario has one, else its title.
    pub fn persona(&self, planned: &Planned) -> String {
        let scenario = planned.scenario.as_ref();
        let scenario = scenario.and_then(|id| self.standard.scenario(id));
        scenario.map_or(String::new(), |scenario| {
            let title = scenario.title.in_language(self.language);
            let persona = scenario.persona.as_ref();
            persona.map_or(title.into(), |persona| {
                format!("{title}: {}", persona.in_language(self.language))
            })
        })
    }

    /// What to know, for a calendar.
    pub fn description(&self, planned: &Planned) -> String {
        let scenario = planned.scenario.as_ref();
        let scenario = scenario.and_then(|id| self.standard.scenario(id));
        let brief = scenario.and_then(|scenario| scenario.brief.as_ref());
        let mut lines = vec![format!("Standard: {}", self.standard.id)];
        lines.extend(
            planned
                .channel
                .map(|channel| format!("Contact: {}", channel.words())),
        );
        let persona = self.persona(planned);
        if !persona.is_empty() {
            lines.push(format!("As: {persona}"));
        }
        lines.extend(brief.map(|brief| brief.in_language(self.language).trim().to_owned()));
        lines.join("\n")
    }
}

/// Says who goes where, when and as whom.
pub fn schedule(scheduled: &Scheduled) -> Report {
    let order = scheduled.order;
    let title = scheduled.standard.title.in_language(scheduled.language);
    let blocks = vec![
        Block::Heading(1, format!("Who goes where: {title}")),
        Block::Note(
            Tone::Quiet,
            format!(
                "{} from {} to {}, {} to each place. Seed {}: the same command with --seed {} makes the same plan.",
                counted(scheduled.planned.len(), "visit"),
                date(order.from),
                date(order.to),
                order.n_each,
                order.seed,
                order.seed,
            ),
        ),
        Block::Table(for_people(scheduled)),
        Block::List(promises(scheduled)),
    ];
    Report {
        shape: "schedule",
        version: VERSION,
        blocks,
        data: vec![data(scheduled)],
    }
}

fn for_people(scheduled: &Scheduled) -> Table {
    let row = |it: &Planned| {
        let channel = it.channel.map_or("", |channel| channel.words());
        vec![
            Cell::Text(it.day.format("%a\u{a0}%-d\u{a0}%b\u{a0}%Y").to_string()),
            Cell::Text(it.daypart.name().into()),
            Cell::Text(it.auditor.clone()),
            Cell::Text(visit::place(&it.place.organisation, &it.place.site)),
            Cell::Text(channel.into()),
            Cell::Text(scheduled.persona(it)),
        ]
    };
    let mut table = Table {
        name: "schedule",
        columns: vec![
            Column::new("day", "Day", 0),
            Column::new("daypart", "When", 0),
            Column::new("auditor", "Who", 0),
            Column::new("place", "Where", 0),
            Column::new("channel", "How", 1),
            Column::new("as", "As", 2),
        ],
        rows: scheduled.planned.iter().map(row).collect(),
    };
    // A column that says the same everywhere, or nothing, says nothing.
    let says_nothing = |column: &usize| {
        let mut cells = table.rows.iter().map(|row| &row[*column]);
        let first = cells.next();
        cells.all(|cell| Some(cell) == first)
    };
    let empty: Vec<usize> = [5, 4].into_iter().filter(says_nothing).collect();
    for column in empty {
        table.columns.remove(column);
        for row in &mut table.rows {
            row.remove(column);
        }
    }
    table
}

fn spread<T: Ord + ToString>(planned: &[Planned], of: impl Fn(&Planned) -> T) -> String {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for it in planned {
        *counts.entry(of(it)).or_default() += 1;
    }
    let counts: Vec<String> = counts
        .into_iter()
        .map(|(it, n)| format!("{} ({n})", it.to_string()))
        .collect();
    counts.join("; ")
}

fn promises(scheduled: &Scheduled) -> Vec<String> {
    let order = scheduled.order;
    let planned = scheduled.planned;
    let mut lines = vec![
        format!(
            "Nobody is back at a place within {}, visits of the ledger included, and nobody goes twice on a day.",
            counted(usize::try_from(order.apart).unwrap_or(usize::MAX), "week"),
        ),
        format!("Who: {}.", spread(planned, |it| it.auditor.clone())),
        format!("When: {}.", spread(planned, |it| it.daypart.name())),
    ];
    if order.channels.len() > 1 {
        let channel = |it: &Planned| it.channel.map_or("", |channel| channel.words());
        lines.push(format!("How: {}.", spread(planned, channel)));
    }
    if order.scenarios.len() > 1 {
        let as_whom = spread(planned, |it| scheduled.persona(it));
        lines.push(format!("As: {as_whom}."));
    }
    lines.push("-o plan.ics writes a calendar, -o plan.csv a table.".into());
    lines
}

fn data(scheduled: &Scheduled) -> Table {
    let text = |text: &str| Cell::Text(text.into());
    let row = |(n, it): (usize, &Planned)| {
        vec![
            Cell::Count(n as u64 + 1),
            text(&it.day.to_string()),
            text(it.daypart.name()),
            text(&format!("{:02}:00", it.daypart.hour())),
            text(&it.auditor),
            text(it.place.role.name()),
            text(it.place.organisation.as_str()),
            text(it.place.site.as_str()),
            it.channel
                .map_or(Cell::Missing("any"), |channel| text(channel.name())),
            it.scenario
                .as_ref()
                .map_or(Cell::Missing("none"), |id| text(id.as_str())),
            text(&scheduled.persona(it)),
            text(scheduled.standard.id.as_str()),
        ]
    };
    Table {
        name: "schedule",
        columns: columns(&[
            "number",
            "date",
            "daypart",
            "from",
            "auditor",
            "role",
            "organisation",
            "site",
            "channel",
            "scenario",
            "persona",
            "standard",
        ]),
        rows: scheduled.planned.iter().enumerate().map(row).collect(),
    }
}

/// What cannot be met, and the way out.
pub fn unmet(unmet: &Unmet, order: &Order) -> (String, String) {
    let apart = counted(usize::try_from(order.apart).unwrap_or(usize::MAX), "week");
    match unmet {
        Unmet::NoAuditor => (
            "nobody is there to go".into(),
            "name them with --auditor a1 --auditor a2, or under `auditors` in mystery.yaml".into(),
        ),
        Unmet::NoPlace => (
            "there is no place to go".into(),
            "name your organisation and competitors in mystery.yaml: mystery init".into(),
        ),
        Unmet::TooShort { n_days } => (
            format!(
                "{} to each place do not fit into {}",
                counted(order.n_each, "visit"),
                counted(*n_days, "open day"),
            ),
            "plan fewer visits, or more weeks".into(),
        ),
        Unmet::NotBoth { at_most } => (
            format!(
                "not each of {} can visit both you and a competitor: people judge differently, so both sides must be seen by the same ones",
                counted(order.auditors.len(), "auditor"),
            ),
            format!(
                "send at most {} (--auditor), or plan more visits to each place",
                counted(*at_most, "auditor")
            ),
        ),
        Unmet::TooSoon {
            most_visits,
            auditors,
            most_weeks,
        } => (
            format!(
                "{} to each place by {} within these days bring somebody back in less than {apart}",
                counted(order.n_each, "visit"),
                counted(order.auditors.len(), "auditor"),
            ),
            format!(
                "plan at most {most_visits} {} to each place, or {auditors} {}, or --apart {most_weeks}, or more weeks",
                plural(*most_visits, "visit", "visits"),
                plural(*auditors, "auditor", "auditors"),
            ),
        ),
        Unmet::NoDay {
            place,
            auditor,
            is_past,
        } => {
            let place = visit::place(&place.organisation, &place.site);
            let why = if *is_past {
                format!("was there less than {apart} before")
            } else {
                "would have to be in two places on one day, or back too soon".into()
            };
            (
                format!("no day is left for `{auditor}` at {place}: {auditor} {why}"),
                "begin later (--from), plan more weeks, name more auditors, or make --apart less"
                    .into(),
            )
        }
    }
}
