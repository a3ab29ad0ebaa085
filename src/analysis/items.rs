//! Every item of every organisation, for a spreadsheet of one's own: what enters means, by the major
//! version of its standard.

use std::collections::BTreeMap;

use super::catalogue::{Catalogue, ItemEntry};
use super::measure::Measure;
use super::ruler::{Basis, Ruler, Subject};
use super::scored::ScoredVisit;
use super::select::sorted_out;
use crate::model::id::Id;
use crate::model::visit::{Name, Role};

/// One item of one organisation.
#[derive(Clone, Debug)]
pub struct ItemFigures<'a> {
    /// Whose place, as typed first.
    pub organisation: &'a Name,
    /// Whose it is to us.
    pub role: Role,
    /// The standard's id.
    pub standard: &'a Id,
    /// Its major version.
    pub major: u32,
    /// The section's id.
    pub section: &'a Id,
    /// The item, as the newest version has it.
    pub entry: ItemEntry<'a>,
    /// Its credits.
    pub credits: Measure<'a>,
}

/// The items by standard, major version, role and organisation, in the standard's order.
pub fn items<'a>(visits: &'a [ScoredVisit<'a>]) -> Vec<ItemFigures<'a>> {
    let mut parts: BTreeMap<(&Id, u32), Vec<&ScoredVisit>> = BTreeMap::new();
    for scored in sorted_out(visits, None).counted {
        let standard = &scored.visit.facts.standard;
        let part = parts.entry((&standard.id, standard.version.major));
        part.or_default().push(scored);
    }
    parts
        .into_iter()
        .flat_map(|((standard, major), visits)| items_of(standard, major, &visits))
        .collect()
}

fn items_of<'a>(
    standard: &'a Id,
    major: u32,
    visits: &[&'a ScoredVisit<'a>],
) -> Vec<ItemFigures<'a>> {
    let catalogue = Catalogue::of(visits);
    let mut sides: BTreeMap<(Role, &Name), Vec<&ScoredVisit>> = BTreeMap::new();
    for scored in visits {
        let facts = &scored.visit.facts;
        let side = sides.entry((facts.role, &facts.organisation));
        side.or_default().push(scored);
    }
    let ruler = Ruler {
        catalogue: &catalogue,
        basis: &Basis::Totals,
        common: None,
        tag: None,
    };
    let (names, visits): (Vec<_>, Vec<_>) = sides.into_iter().unzip();
    let lines = ruler.lines(&visits);
    let mut figures = Vec::new();
    for (place, (role, organisation)) in names.into_iter().enumerate() {
        for line in &lines {
            let Subject::Item(item) = line.subject else {
                continue;
            };
            let entry = catalogue.items[item].clone();
            figures.push(ItemFigures {
                organisation,
                role,
                standard,
                major,
                section: catalogue.sections[entry.section].id,
                entry,
                credits: line.measures[place].clone(),
            });
        }
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{kiosk, scored, visit};
    use crate::model::share::Exact;

    #[test]
    fn items_have_a_row_for_each_organisation() {
        let kiosk = kiosk();
        let visits = [
            visit(
                &kiosk,
                "Us",
                Role::Own,
                1,
                "wait=20,greeted=yes,hand_offs=0,respect=yes,next_step=none",
            ),
            visit(
                &kiosk,
                "Us",
                Role::Own,
                2,
                "wait=75,greeted=no,hand_offs=0,respect=yes,next_step=none",
            ),
            visit(
                &kiosk,
                "City",
                Role::Competitor,
                1,
                "wait=20,greeted=yes,hand_offs=0,respect=yes",
            ),
        ];
        let scored = scored(&kiosk, &visits);
        let shown: Vec<String> = items(&scored)
            .iter()
            .map(|row| {
                let mean = row.credits.mean().map_or("none".into(), Exact::decimals);
                format!(
                    "{} {} {mean} {}",
                    row.organisation,
                    row.entry.id,
                    row.credits.n_visits()
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "Us wait 0.75 2",
                "Us greeted 0.5 2",
                "Us hand_offs 1 2",
                "Us respect 1 2",
                "Us next_step 0 2",
                "City wait 1 1",
                "City greeted 1 1",
                "City hand_offs 1 1",
                "City respect 1 1",
                "City next_step none 0",
            ]
        );
    }
}
