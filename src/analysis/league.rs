//! All sites in one table, the best first, without crowning luck: each mean is drawn towards that of
//! all sites, the fewer visits the more, and each rank has its interval.

use super::compare::StandardComparison;
use super::ruler::Subject;
use crate::model::order::InOrder;
use crate::model::visit::Name;
use crate::stats::league::{League, NoLeague, Row};

/// Ranks of more sites than these are not drawn: they take the square of it in memory.
const MOST_SITES: usize = 500;

/// The draws behind the ranks are the same every time.
const SEED: u64 = 1;

/// The table of all sites.
#[derive(Clone, Debug)]
pub struct SiteLeague<'a> {
    /// How much of a site's distance from the mean of all is kept, on the whole; 0..=1.
    pub kept: f64,
    /// The sites, the best first.
    pub rows: Vec<SiteRank<'a>>,
}

/// One site of the table.
#[derive(Clone, Debug)]
pub struct SiteRank<'a> {
    /// The place of its organisation among the sides.
    pub side: usize,
    /// The site.
    pub site: &'a Name,
    /// How many visits.
    pub n_visits: u64,
    /// Its mean, the mean drawn towards all, and its ranks.
    pub row: Row,
}

/// Why there is no table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoSiteLeague {
    /// Too many sites.
    TooMany,
    /// There is nothing to rank.
    Not(NoLeague),
}

/// Ranks the sites of all organisations by total, like for like where that is what compares.
pub(super) fn site_league<'a>(
    one: &StandardComparison<'a>,
) -> Result<SiteLeague<'a>, NoSiteLeague> {
    let line = one
        .line(&Subject::LikeForLike)
        .or_else(|| one.line(&Subject::Total));
    let measures = line.map_or(&[][..], |line| &line.measures);
    let mut sites: Vec<(usize, &'a Name, crate::stats::describe::Sums)> = Vec::new();
    for (side, measure) in measures.iter().enumerate() {
        let of_side = measure.sites.iter();
        sites.extend(of_side.map(|(name, sums)| (side, *name, (*sums).into())));
    }
    if sites.len() > MOST_SITES {
        return Err(NoSiteLeague::TooMany);
    }
    let sums: Vec<_> = sites.iter().map(|(.., sums)| *sums).collect();
    let league = League::of_groups(&sums, SEED).map_err(NoSiteLeague::Not)?;
    let mut rows: Vec<SiteRank> = sites
        .iter()
        .zip(&league.rows)
        .map(|((side, site, sums), row)| SiteRank {
            side: *side,
            site,
            n_visits: sums.n(),
            row: *row,
        })
        .collect();
    // Stable: those alike stay in the order of the sides and of their names.
    rows.order_by(|a, b| b.row.shrunken.total_cmp(&a.row.shrunken));
    Ok(SiteLeague {
        kept: league.kept,
        rows,
    })
}
