//! A standard as tidy tables: its items, the answers of each, sections, scenarios and bands.

use super::sheet::Sheet;
use super::visit_tables::columns;
use super::{Cell, Table};
use crate::model::scale::{Better, Scale};
use crate::model::share::{Credit, Points, Share};
use crate::model::standard::Item;
use crate::model::text::Text;

/// Items, answers, sections, scenarios and bands, in that order.
pub(super) fn tables(sheet: &Sheet<'_>) -> Vec<Table> {
    vec![
        items(sheet),
        answers(sheet),
        sections(sheet),
        scenarios(sheet),
        bands(sheet),
    ]
}

fn text(text: &(impl ToString + ?Sized)) -> Cell {
    Cell::Text(text.to_string())
}

fn maybe(sheet: &Sheet<'_>, text: Option<&Text>) -> Cell {
    text.map_or(Cell::Missing("none"), |text| {
        Cell::Text(sheet.text(text).into())
    })
}

fn number(points: Option<Points>) -> Cell {
    points.map_or(Cell::Missing("none"), |points| Cell::Number(points.value()))
}

fn share(share: Option<Share>) -> Cell {
    share.map_or(Cell::Missing("none"), Cell::Share)
}

fn items(sheet: &Sheet<'_>) -> Table {
    let standard = sheet.standard;
    let parts = standard.parts_of_total();
    let tag = |item: &Item, key: &str| item.tags.get(key).map_or(Cell::Missing("none"), text);
    let row = |section: &str, item: &Item| {
        let part = parts.iter().find(|(id, _)| **id == item.id);
        let conditions: Vec<String> = item.when.iter().map(|one| sheet.condition(one)).collect();
        vec![
            text(&standard.id),
            text(&standard.version),
            text(section),
            text(&item.id),
            text(sheet.number(&item.id)),
            text(item.scale.item_type().name()),
            text(sheet.text(&item.ask)),
            maybe(sheet, item.guidance.as_ref()),
            maybe(sheet, item.why.as_ref()),
            Cell::Number(item.points.value()),
            part.map_or(Cell::Missing("not counted"), |(_, part)| {
                Cell::Share(Share::rounded(*part))
            }),
            Cell::Flag(item.counts()),
            Cell::Flag(item.critical),
            Cell::Flag(item.bonus),
            text(&conditions.join("; ")),
            tag(item, "stage"),
            tag(item, "facet"),
            tag(item, "measure"),
            tag(item, "dimension"),
        ]
    };
    Table {
        name: "items",
        columns: columns(&[
            "standard",
            "version",
            "section",
            "item",
            "number",
            "type",
            "question",
            "guidance",
            "why",
            "points",
            "part_of_total",
            "scored",
            "critical",
            "bonus",
            "when",
            "stage",
            "facet",
            "measure",
            "dimension",
        ]),
        rows: standard
            .items_by_section()
            .map(|(section, item)| row(section.id.as_str(), item))
            .collect(),
    }
}

fn answers(sheet: &Sheet<'_>) -> Table {
    let mut rows = Vec::new();
    for item in sheet.standard.items() {
        let mut row = |answer: String, label: String, credit: Credit| {
            rows.push(vec![
                text(&item.id),
                Cell::Text(answer),
                Cell::Text(label),
                Cell::Number(credit.value()),
            ]);
        };
        match &item.scale {
            Scale::YesNo { good } => {
                for answer in [true, false] {
                    let word = if answer { "yes" } else { "no" };
                    let credit = if answer == *good {
                        Credit::FULL
                    } else {
                        Credit::NONE
                    };
                    row(word.into(), word.into(), credit);
                }
            }
            Scale::Levels(levels) => {
                for level in levels {
                    row(
                        level.value.to_string(),
                        sheet.text(&level.label).into(),
                        level.credit,
                    );
                }
            }
            Scale::Choice(options) | Scale::Several(options, _) => {
                for option in options {
                    row(
                        option.id.to_string(),
                        sheet.text(&option.label).into(),
                        option.credit,
                    );
                }
            }
            Scale::Duration(bands) => {
                for band in bands {
                    row(format!("<={}", band.threshold), String::new(), band.credit);
                }
            }
            Scale::Count(bands, better) => {
                let sign = match better {
                    Better::Fewer => "<=",
                    Better::More => ">=",
                };
                for band in bands {
                    row(
                        format!("{sign}{}", band.threshold),
                        String::new(),
                        band.credit,
                    );
                }
            }
            Scale::Tally { .. } | Scale::Number { .. } | Scale::Text => {}
        }
    }
    Table {
        name: "answers",
        columns: columns(&["item", "answer", "label", "credit"]),
        rows,
    }
}

fn sections(sheet: &Sheet<'_>) -> Table {
    let rows = sheet.standard.sections.iter().map(|section| {
        vec![
            text(&section.id),
            maybe(sheet, section.title.as_ref()),
            number(section.weight),
            share(section.minimum),
        ]
    });
    Table {
        name: "sections",
        columns: columns(&["section", "title", "weight", "minimum"]),
        rows: rows.collect(),
    }
}

fn scenarios(sheet: &Sheet<'_>) -> Table {
    let rows = sheet.standard.scenarios.iter().map(|scenario| {
        vec![
            text(&scenario.id),
            text(sheet.text(&scenario.title)),
            maybe(sheet, scenario.persona.as_ref()),
            maybe(sheet, scenario.brief.as_ref()),
            scenario
                .same_as
                .as_ref()
                .map_or(Cell::Missing("none"), text),
        ]
    });
    Table {
        name: "scenarios",
        columns: columns(&["scenario", "title", "persona", "brief", "same_as"]),
        rows: rows.collect(),
    }
}

fn bands(sheet: &Sheet<'_>) -> Table {
    let rows = sheet.standard.scoring.bands.iter();
    Table {
        name: "bands",
        columns: columns(&["band", "from"]),
        rows: rows
            .map(|band| vec![text(&band.name), Cell::Share(band.from)])
            .collect(),
    }
}
