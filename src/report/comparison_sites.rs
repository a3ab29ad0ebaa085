//! Each site of each side; and where there are enough of them, all in one table, the best first, with
//! the ranks that each may well have.

use super::comparison_beside::column;
use super::comparison_groups::share;
use super::wording::percent;
use super::{Block, Cell, Table, Tone};
use crate::analysis::compare::StandardComparison;
use crate::analysis::grouping::Group;
use crate::analysis::league::{NoSiteLeague, SiteLeague};
use crate::analysis::ruler::Subject;
use crate::model::share::Exact;
use crate::stats::league::NoLeague;

/// Each site of each side, then the table of all.
pub(super) fn sites(one: &StandardComparison) -> Vec<Block> {
    let mut blocks = sites_table(one);
    match &one.league {
        Some(Ok(league)) => blocks.extend(league_table(one, league)),
        Some(Err(why)) => {
            let said = no_league(*why).map(|text| Block::Note(Tone::Plain, text.into()));
            blocks.extend(said);
        }
        None => {}
    }
    blocks
}

fn sites_table(one: &StandardComparison) -> Vec<Block> {
    let mut rows = Vec::new();
    for place in 0..one.sides.len() {
        for (group, lines) in &one.groups {
            let Some(total) = lines.iter().find(|line| line.subject == Subject::Total) else {
                continue;
            };
            let Group::Site { organisation, site } = group else {
                continue;
            };
            if one.sides[place].organisation != *organisation {
                continue;
            }
            let measure = &total.measures[place];
            rows.push(vec![
                Cell::Text(organisation.to_string()),
                Cell::Text(site.to_string()),
                Cell::Count(measure.n_visits()),
                measure
                    .mean()
                    .map_or(Cell::Missing("not computed"), Cell::Mean),
                share(measure.best),
                share(measure.worst),
                measure
                    .last
                    .map_or(Cell::Missing(""), |day| Cell::Text(day.to_string())),
            ]);
        }
    }
    let columns = vec![
        column("organisation", "Organisation", 0),
        column("site", "Site", 0),
        column("visits", "Visits", 1),
        column("total", "Total", 0),
        column("best", "Best", 2),
        column("worst", "Worst", 2),
        column("last", "Last visit", 3),
    ];
    vec![
        Block::Heading(2, "By site".into()),
        Block::Table(Table {
            name: "sites",
            columns,
            rows,
        }),
    ]
}

fn league_table(one: &StandardComparison, league: &SiteLeague) -> Vec<Block> {
    let rows = league.rows.iter().map(|rank| {
        let row = rank.row;
        let ranks = if row.best == row.worst {
            row.best.to_string()
        } else {
            format!("{}\u{a0}to\u{a0}{}", row.best, row.worst)
        };
        vec![
            Cell::Text(ranks),
            Cell::Text(rank.site.to_string()),
            Cell::Text(one.sides[rank.side].organisation.to_string()),
            Cell::Count(rank.n_visits),
            Cell::Mean(Exact::nearest(row.mean)),
            Cell::Mean(Exact::nearest(row.shrunken)),
        ]
    });
    let columns = vec![
        column("rank", "Rank", 0),
        column("site", "Site", 0),
        column("organisation", "Organisation", 1),
        column("visits", "Visits", 2),
        column("mean", "Mean", 1),
        column("expected", "Expected", 0),
    ];
    let kept = percent(Exact::nearest(league.kept));
    let note = format!(
        "Rank: where the site may well stand, 19 times in 20; sites whose ranks overlap are not told apart. Expected: the mean drawn towards that of all sites, the fewer visits the more, because few visits are partly luck; {kept} % of the distance is kept on the whole."
    );
    vec![
        Block::Heading(2, "All sites, the best first".into()),
        Block::Table(Table {
            name: "league",
            columns,
            rows: rows.collect(),
        }),
        Block::Note(Tone::Quiet, note),
    ]
}

fn no_league(why: NoSiteLeague) -> Option<&'static str> {
    match why {
        NoSiteLeague::Not(NoLeague::TooFew) => None,
        NoSiteLeague::Not(NoLeague::NoSpread) => Some(
            "The sites cannot be ranked yet: it takes more sites that were visited twice or more, and not scored the same each time, to know how much visits to one site vary.",
        ),
        NoSiteLeague::Not(NoLeague::NoDifference) => {
            Some("The sites cannot be ranked: they differ no more than luck would make them.")
        }
        NoSiteLeague::TooMany => Some("More than 500 sites are not ranked."),
    }
}
