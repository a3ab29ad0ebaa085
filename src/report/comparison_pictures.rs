//! Script beside care for each site, and where on the way customers are lost.

use super::comparison_beside::{Beside, beside, column};
use super::wording::short_percent;
use super::{Block, Cell, Table, Tone};
use crate::analysis::compare::StandardComparison;
use crate::analysis::pictures::{APART, LOST_BELOW, LOW, Picture, USUAL_AIM, Way};
use crate::analysis::side::ENOUGH_VISITS;
use crate::model::share::Share;

fn points(share: Share) -> String {
    short_percent(share)
}

fn like_for_like(one: &StandardComparison) -> &'static str {
    if one.common.is_some() {
        " Only items that all visits were judged on."
    } else {
        ""
    }
}

/// What a picture is called.
fn words(picture: Picture, n_visits: u64) -> String {
    match picture {
        Picture::Excellent => "excellent".into(),
        Picture::Robotic => "robotic".into(),
        Picture::WarmButSloppy => "warm but sloppy".into(),
        Picture::Failing => "failing".into(),
        Picture::Between => "in between".into(),
        Picture::TooFew => format!("can't tell yet: {n_visits} of {ENOUGH_VISITS} visits"),
    }
}

/// What a picture is called in data: stable.
pub(super) fn name(picture: Picture) -> &'static str {
    match picture {
        Picture::Excellent => "excellent",
        Picture::Robotic => "robotic",
        Picture::WarmButSloppy => "warm_but_sloppy",
        Picture::Failing => "failing",
        Picture::Between => "between",
        Picture::TooFew => "too_few",
    }
}

/// Script and care of each site.
pub(super) fn script_and_care(one: &StandardComparison) -> Vec<Block> {
    if one.pictures.is_empty() {
        return Vec::new();
    }
    let rows = one.pictures.iter().map(|site| {
        vec![
            Cell::Text(one.sides[site.side].organisation.to_string()),
            Cell::Text(site.site.to_string()),
            Cell::Count(site.n_visits),
            Cell::Mean(site.script),
            Cell::Mean(site.care),
            Cell::Text(words(site.picture, site.n_visits)),
        ]
    });
    let columns = vec![
        column("organisation", "Organisation", 0),
        column("site", "Site", 1),
        column("visits", "Visits", 2),
        column("script", "Script", 0),
        column("care", "Care", 0),
        column("picture", "Picture", 0),
    ];
    let aim = one.standard().and_then(|standard| standard.scoring.target);
    let aim = aim.map_or(points(USUAL_AIM), short_percent);
    let note = format!(
        "Excellent: both reach {aim}. Failing: both under {}. Robotic: the script is at least {} points ahead of the care; warm but sloppy: the other way round.{}",
        points(LOW),
        points(APART),
        like_for_like(one)
    );
    vec![
        Block::Heading(2, "Script and care".into()),
        Block::Table(Table {
            name: "pictures",
            columns,
            rows: rows.collect(),
        }),
        Block::Note(Tone::Quiet, note),
    ]
}

/// At which stage the visits of each side were lost.
pub(super) fn where_lost(one: &StandardComparison) -> Vec<Block> {
    let Some(ways) = one.ways.as_ref().filter(|ways| ways.stages.len() > 1) else {
        return Vec::new();
    };
    let mut blocks = vec![Block::Heading(2, "Where customers are lost".into())];
    for beside in beside(one) {
        let row = |label: &str, count: &dyn Fn(&Way) -> u64| {
            let cell = |place: usize| {
                let way = &ways.sides[place];
                Cell::Text(match count(way) {
                    0 => "none".into(),
                    n => format!("{n} of {}", way.n()),
                })
            };
            Beside::row(&beside, one, label.into(), cell, None)
        };
        let mut rows: Vec<Vec<Cell>> = ways
            .stages
            .iter()
            .enumerate()
            .map(|(at, stage)| row(&stage.replace('_', " "), &|way| way.lost[at]))
            .collect();
        rows.push(row("kept to the end", &|way| way.kept));
        blocks.push(Block::Table(Table {
            name: "ways",
            columns: beside.columns(one, "Lost at", false),
            rows,
        }));
    }
    let half = points(LOST_BELOW);
    blocks.push(Block::Note(
        Tone::Quiet,
        format!(
            "A customer counts as lost at the first stage that earns less than {half} %.{}",
            like_for_like(one)
        ),
    ));
    let is_ours = |place: &usize| one.has_departments() || Some(*place) == one.reference();
    let worst = (0..one.sides.len()).filter(is_ours).filter_map(|place| {
        let way = &ways.sides[place];
        let worst = worst_stage(way)?;
        Some(format!(
            "{} loses most at {}: {} of {} visits.",
            one.sides[place].organisation,
            ways.stages[worst].replace('_', " "),
            way.lost[worst],
            way.n()
        ))
    });
    let worst: Vec<String> = worst.collect();
    if !worst.is_empty() {
        blocks.insert(1, Block::Note(Tone::Plain, worst.join(" ")));
    }
    blocks
}

/// The stage at which most are lost; `None` where none is, of few visits, and where two are alike.
fn worst_stage(way: &Way) -> Option<usize> {
    let most = *way.lost.iter().max()?;
    let mut stages = (0..way.lost.len()).filter(|stage| way.lost[*stage] == most);
    let first = stages.next()?;
    (most > 0 && way.n() >= ENOUGH_VISITS && stages.next().is_none()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lost: &[u64], kept: u64, expected: Option<usize>) {
        let lost = lost.to_vec();
        assert_eq!(worst_stage(&Way { lost, kept }), expected);
    }

    #[test]
    fn the_worst_stage_is_named_where_there_is_one_of_enough_visits() {
        check(&[1, 3, 0], 2, Some(1));
        check(&[2, 2, 0], 2, None);
        check(&[0, 2, 0], 2, None);
        check(&[0, 0, 0], 6, None);
    }
}
