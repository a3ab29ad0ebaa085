//! The tidy tables of blind spots, for machines.

use super::blind_spots::{title, verdict};
use super::comparison_data::{table, text_or_nothing};
use super::left_out::{left_out_row, left_out_table};
use super::wording::end;
use super::{Cell, Table};
use crate::analysis::blind_spots::{BlindSpots, Figure, OwnView};
use crate::analysis::ruler::Subject;
use crate::analysis::settings::Settings;
use crate::model::share::Exact;
use crate::model::text::Language;
use crate::stats::interval::LEVEL;
use crate::stats::reliability::Limits;

/// All tables; the first is the one of CSV.
pub(super) fn data(found: &BlindSpots, settings: &Settings, language: &Language) -> Vec<Table> {
    let mut figures = table(
        "figures",
        &[
            "standard",
            "versions",
            "role",
            "organisation",
            "level",
            "id",
            "title",
            "n_own",
            "own",
            "n_audits",
            "n_sites",
            "found",
            "over",
            "low",
            "high",
            "verdict",
        ],
    );
    let mut unanswered = table(
        "unanswered",
        &[
            "standard",
            "versions",
            "role",
            "organisation",
            "item",
            "question",
            "n_unanswered",
            "n_own",
        ],
    );
    let mut sites = table(
        "sites",
        &[
            "standard",
            "versions",
            "role",
            "organisation",
            "site",
            "n_own",
            "own",
            "n_audits",
            "found",
            "over",
        ],
    );
    let mut guesses = table(
        "guesses",
        &[
            "standard",
            "versions",
            "role",
            "organisation",
            "visit",
            "site",
            "visited",
            "guess",
            "total",
            "over",
        ],
    );
    let mut limits = table(
        "limits",
        &[
            "standard",
            "versions",
            "role",
            "organisation",
            "pairs",
            "n",
            "over",
            "low",
            "high",
            "sd",
            "limit_low",
            "limit_high",
        ],
    );
    let mut left_out = left_out_table();
    for view in &found.views {
        let with = |cells: Vec<Cell>| start(view).into_iter().chain(cells).collect::<Vec<Cell>>();
        for figure in &view.figures {
            figures
                .rows
                .push(with(figure_cells(view, figure, settings, language)));
        }
        for it in &view.unanswered {
            unanswered.rows.push(with(vec![
                Cell::Text(view.catalogue.items[it.item].id.to_string()),
                Cell::Text(title(view, &Subject::Item(it.item), language)),
                Cell::Count(it.n),
                Cell::Count(it.of),
            ]));
        }
        for pair in &view.sites {
            sites.rows.push(with(vec![
                Cell::Text(pair.site.to_string()),
                Cell::Count(pair.n_own),
                Cell::Mean(pair.own),
                Cell::Count(pair.n_audits),
                Cell::Mean(pair.audits),
                Cell::Gap(pair.own.minus(pair.audits)),
            ]));
        }
        for guess in &view.guesses {
            let facts = &guess.visit.facts;
            guesses.rows.push(with(vec![
                Cell::Text(facts.id.to_string()),
                Cell::Text(facts.site.to_string()),
                Cell::Text(facts.visited.to_string()),
                Cell::Share(guess.guess),
                Cell::Share(guess.total),
                Cell::Gap(guess.over()),
            ]));
        }
        for (pairs, found) in [("site", &view.site_limits), ("guess", &view.guess_limits)] {
            if let Some(found) = found {
                limits.rows.push(with(limits_cells(pairs, found)));
            }
        }
    }
    left_out
        .rows
        .extend(found.left_out.iter().map(left_out_row));
    vec![figures, unanswered, sites, guesses, limits, left_out]
}

fn start(view: &OwnView) -> Vec<Cell> {
    let versions: Vec<String> = view.versions.iter().map(ToString::to_string).collect();
    vec![
        Cell::Text(view.id.to_string()),
        Cell::Text(versions.join(";")),
        Cell::Text(view.role.name().into()),
        Cell::Text(view.organisation.to_string()),
    ]
}

fn figure_cells(
    view: &OwnView,
    figure: &Figure,
    settings: &Settings,
    language: &Language,
) -> Vec<Cell> {
    let (level, id) = match &figure.subject {
        Subject::Section(place) => ("section", Some(view.catalogue.sections[*place].id)),
        Subject::Item(place) => ("item", Some(view.catalogue.items[*place].id)),
        _ => ("total", None),
    };
    let mean = |mean: Option<Exact>| mean.map_or(Cell::Missing(""), Cell::Mean);
    let ends = |value: Option<f64>| value.map_or(Cell::Missing(""), |it| Cell::Gap(end(it)));
    let said = figure.over().map(|_| {
        if verdict(figure, settings.delta()) == "clear" {
            "clear"
        } else {
            "cannot_tell"
        }
    });
    vec![
        Cell::Text(level.into()),
        text_or_nothing(id),
        Cell::Text(title(view, &figure.subject, language)),
        Cell::Count(figure.own.n_visits()),
        mean(figure.own.mean()),
        Cell::Count(figure.audits.n_visits()),
        Cell::Count(figure.audits.sites.len() as u64),
        mean(figure.audits.mean()),
        figure.over().map_or(Cell::Missing(""), Cell::Gap),
        ends(figure.likely.map(|it| it.low)),
        ends(figure.likely.map(|it| it.high)),
        text_or_nothing(said),
    ]
}

fn limits_cells(pairs: &str, found: &Limits) -> Vec<Cell> {
    let interval = found.bias.interval(LEVEL);
    let rounded = |value: Option<f64>| value.map_or(Cell::Missing(""), |it| Cell::Gap(end(it)));
    vec![
        Cell::Text(pairs.into()),
        Cell::Count(found.n),
        rounded(Some(found.bias.value)),
        rounded(interval.map(|it| it.low)),
        rounded(interval.map(|it| it.high)),
        rounded(Some(found.sd)),
        rounded(Some(found.limits().low)),
        rounded(Some(found.limits().high)),
    ]
}
