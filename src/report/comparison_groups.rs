//! A comparison split further: by section, channel, scenario, month or tag.

use chrono::NaiveDate;

use super::comparison_beside::{beside, column};
use super::comparison_tables::{LIKE_FOR_LIKE, section_title};
use super::{Block, Cell, Table, Tone};
use crate::analysis::compare::StandardComparison;
use crate::analysis::grouping::{Group, Grouping};
use crate::analysis::measure::Extreme;
use crate::analysis::ruler::{Line, Subject};
use crate::model::standard::{Scenario, Standard};
use crate::model::text::Language;
use crate::model::visit::Channel;
use crate::stats::ladder::{VERDICT_FROM, Verdict, Why};

/// What a visit came to.
pub(super) fn share(extreme: Option<Extreme>) -> Cell {
    extreme.map_or(Cell::Missing(""), |extreme| Cell::Share(extreme.share))
}

/// Each section of each side with its best and worst visit.
pub(super) fn sections_table(one: &StandardComparison, language: &Language) -> Vec<Block> {
    let mut rows = Vec::new();
    for line in &one.lines {
        let Subject::Section(section) = line.subject else {
            continue;
        };
        for (side, measure) in one.sides.iter().zip(&line.measures) {
            rows.push(vec![
                Cell::Text(section_title(one, section, language)),
                Cell::Text(side.organisation.to_string()),
                Cell::Count(measure.n_visits()),
                measure.mean().map_or(Cell::Missing(""), Cell::Mean),
                share(measure.best),
                share(measure.worst),
            ]);
        }
    }
    let columns = vec![
        column("section", "Section", 0),
        column("organisation", "Organisation", 0),
        column("visits", "Visits", 1),
        column("mean", "Mean", 0),
        column("best", "Best", 2),
        column("worst", "Worst", 2),
    ];
    vec![
        Block::Heading(2, "By section".into()),
        Block::Table(Table {
            name: "sections",
            columns,
            rows,
        }),
    ]
}

/// The totals of each group of visits, or the scores of the items of each tag.
pub(super) fn groups(one: &StandardComparison, by: &Grouping, language: &Language) -> Vec<Block> {
    let lines: Vec<(String, &Line)> = if let Grouping::Tag(_) = by {
        let lines = one.lines.iter();
        lines
            .filter_map(|line| match &line.subject {
                Subject::Tag(value) => Some((value.replace('_', " "), line)),
                Subject::CommonTag(_) => Some((LIKE_FOR_LIKE.into(), line)),
                _ => None,
            })
            .collect()
    } else {
        one.groups
            .iter()
            .filter_map(|(group, lines)| {
                let total = lines
                    .iter()
                    .find(|line| line.subject == Subject::LikeForLike);
                let total = total.or_else(|| lines.first())?;
                Some((group_title(one, group, language), total))
            })
            .collect()
    };
    let heading = match by {
        Grouping::Tag(key) => format!("By {key}"),
        by => format!("By {by}"),
    };
    let mut blocks = vec![Block::Heading(2, heading)];
    if lines.is_empty() {
        let nothing = format!("No item of the standard has {by}.");
        blocks.push(Block::Note(
            Tone::Plain,
            nothing.replace("has tag:", "has the tag "),
        ));
        return blocks;
    }
    if one.common.is_some() && !matches!(by, Grouping::Tag(_)) {
        blocks.push(Block::Note(Tone::Quiet, "Like for like, as above.".into()));
    }
    for beside in beside(one) {
        let rows = lines
            .iter()
            .map(|(label, line)| beside.line(one, label.clone(), line));
        blocks.push(Block::Table(Table {
            name: "groups",
            columns: beside.columns(one, "", true),
            rows: rows.collect(),
        }));
    }
    let is_withheld = |line: &Line| {
        let of_rival = |rival: usize| one.gap(line, rival).is_some() && line.is_misled(rival);
        !matches!(by, Grouping::Tag(_)) && one.rivals().any(of_rival)
    };
    if lines.iter().any(|(_, line)| is_withheld(line)) {
        let text = "Where scores stand without a gap, the two sides were visited in another mix, and the mix makes most of it.";
        blocks.push(Block::Note(Tone::Quiet, text.into()));
    }
    let findings = lines
        .iter()
        .flat_map(|(_, line)| line.findings.iter().flatten());
    let mut verdicts = findings.map(|finding| finding.judgement.verdict).peekable();
    if verdicts.peek().is_some()
        && verdicts.all(|verdict| verdict == Verdict::CannotTell(Why::TooFew))
    {
        let course = match by {
            Grouping::Month => " For the course over time: mystery trend",
            _ => "",
        };
        let why = format!(
            "No row has the {VERDICT_FROM} visits on each side that a verdict takes, so none has one; the verdicts above are over all visits.{course}"
        );
        blocks.push(Block::Note(Tone::Quiet, why));
    }
    blocks
}

pub(super) fn group_title(one: &StandardComparison, group: &Group, language: &Language) -> String {
    match group {
        Group::Site { organisation, site } => format!("{organisation}, {site}"),
        Group::Channel(channel) => channel.map_or("not recorded", Channel::words).into(),
        Group::Scenario(None) => "no scenario".into(),
        Group::Scenario(Some(id)) => {
            let standard = one.standard();
            let found = standard.and_then(|standard| Some((standard, standard.scenario(id)?)));
            found.map_or_else(
                || id.to_string(),
                |(standard, scenario)| scenario_title(standard, scenario, language),
            )
        }
        Group::Month(month) => {
            let first = format!("{month}-01").parse::<NaiveDate>();
            first.map_or_else(|_| month.clone(), |first| first.format("%b %Y").to_string())
        }
    }
}

/// A scenario's title, with its persona where another scenario has the same title.
fn scenario_title(standard: &Standard, scenario: &Scenario, language: &Language) -> String {
    let title = scenario.title.in_language(language);
    let alike = standard
        .scenarios
        .iter()
        .filter(|it| it.title == scenario.title);
    match &scenario.persona {
        Some(persona) if alike.count() > 1 => {
            format!("{title}: {}", persona.in_language(language))
        }
        _ => title.into(),
    }
}
