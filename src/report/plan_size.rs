//! How many visits it takes, in words, with what that rests on.

use super::visit_tables::columns;
use super::wording::{counted, plural};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::analysis::plan_size::{LEAST_FOR_VERDICT, Needed, PlanSize, Source};
use crate::model::share::Exact;
use crate::model::visit::Role;

/// The version of the JSON shape `plan_size`.
const VERSION: u32 = 1;

/// Beyond so many times as many on one side little is won.
const UNEVEN: f64 = 3.0;

/// From fewer visits a spread is known but roughly.
const ROUGH_UNDER: u64 = 30;

/// Says how many visits it takes.
pub fn plan_size(plan: &PlanSize, standard: Option<&str>) -> Report {
    let mut blocks = vec![
        Block::Heading(1, "How many visits it takes".into()),
        Block::Note(Tone::Plain, rests_on(plan, standard)),
        Block::Table(for_people(plan)),
        Block::List(notes(plan)),
    ];
    blocks.extend(now(plan));
    Report {
        shape: "plan_size",
        version: VERSION,
        blocks,
        data: data(plan),
    }
}

/// In points, with one decimal only where it says something: `5`, `13.6`.
fn points(share: f64) -> String {
    let tenths = Exact::nearest(share).gap_tenths();
    if tenths % 10 == 0 {
        (tenths / 10).to_string()
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

fn rests_on(plan: &PlanSize, standard: Option<&str>) -> String {
    let sd = points(plan.sd);
    let n = usize::try_from(plan.n_visits).unwrap_or(usize::MAX);
    let visits = counted(n, "visit");
    let with = standard.map_or(String::new(), |id| format!(" with {id}"));
    match plan.source {
        Source::Told => {
            format!("Totals vary by {sd} points from visit to visit: that is what you said.")
        }
        Source::Own => format!(
            "Totals of your own place vary by {sd} points from visit to visit (standard deviation of {visits}{with})."
        ),
        Source::Programme => format!(
            "Totals vary by {sd} points from visit to visit at one place (standard deviation within places, {visits}{with}); your own visits are too few to say it alone."
        ),
        Source::Assumed => {
            let so_far = if n == 0 {
                "No visit here says otherwise yet".into()
            } else {
                format!(
                    "{visits} here{with} {} too few to say",
                    plural(n, "is", "are")
                )
            };
            format!(
                "An assumption: totals vary by {sd} points from visit to visit, as is usual elsewhere. {so_far}; from 11 visits to your own place they are used."
            )
        }
    }
}

fn number(needed: Option<Needed>, side: fn(Needed) -> u64) -> Cell {
    needed.map_or(Cell::Missing("out of reach"), |it| Cell::Count(side(it)))
}

fn for_people(plan: &PlanSize) -> Table {
    let row = |(difference, needed): &(f64, Option<Needed>)| {
        vec![
            Cell::Text(format!("{} points", points(*difference))),
            number(*needed, |it| it.own),
            number(*needed, |it| it.theirs),
        ]
    };
    Table {
        name: "needed",
        columns: vec![
            Column::new("difference", "To see a difference of", 0),
            Column::new("own", "Visits to you", 0),
            Column::new("theirs", "Visits to each competitor", 0),
        ],
        rows: plan.needed.iter().map(row).collect(),
    }
}

fn notes(plan: &PlanSize) -> Vec<String> {
    let wish = &plan.wish;
    let chance = points(wish.power);
    let mut notes = vec![format!(
        "With so many visits a difference of that size, if it is there, is found {chance} times in 100; of a difference that is not there 5 in 100 are found by luck. No verdict is given under {LEAST_FOR_VERDICT} visits a side."
    )];
    if wish.looks > 1 {
        notes.push(format!(
            "For {} looks in all, each taken more strictly. Looking {} times as if each were the only one, luck alone passes for a difference {} times in 100.",
            wish.looks,
            wish.looks,
            points(plan.careless)
        ));
    } else {
        notes.push(
            "For one look, at the end. Who looks after every wave finds more by luck: say --looks 4 for four.".into(),
        );
    }
    if matches!(plan.source, Source::Own | Source::Programme) && plan.n_visits < ROUGH_UNDER {
        notes.push(format!(
            "How much visits vary is itself known but roughly from {}: plan a few more than the table says.",
            counted(usize::try_from(plan.n_visits).unwrap_or(usize::MAX), "visit")
        ));
    }
    if plan
        .now
        .iter()
        .filter(|(role, ..)| *role == Role::Competitor)
        .count()
        > 1
    {
        notes.push("For one competitor; with several, verdicts are a little stricter.".into());
    }
    if plan.design_effect > 1.0 {
        notes.push(format!(
            "Visits to one site are alike, which takes {:.1} times as many; the same visits at more sites take fewer.",
            plan.design_effect
        ));
    }
    if wish.times > UNEVEN || wish.times < 1.0 / UNEVEN {
        notes.push(
            "The sides are very uneven: beyond three to one, more visits to the larger side say little.".into(),
        );
    }
    if let Some(n) = plan.for_mean {
        notes.push(format!(
            "To know one mean alone within 5 points: about {}.",
            counted(usize::try_from(n).unwrap_or(usize::MAX), "visit")
        ));
    }
    notes
}

fn now(plan: &PlanSize) -> Vec<Block> {
    if plan.now.is_empty() {
        return Vec::new();
    }
    let rows = plan.now.iter().map(|(_, name, n, sees)| {
        vec![
            Cell::Text(name.to_string()),
            Cell::Count(*n),
            sees.map_or(Cell::Missing("none yet"), |it| {
                Cell::Text(format!("{} points", points(it)))
            }),
        ]
    });
    vec![
        Block::Heading(2, "What the visits so far can see".into()),
        Block::Table(Table {
            name: "now",
            columns: vec![
                Column::new("organisation", "Organisation", 0),
                Column::new("n_visits", "Visits", 0),
                Column::new("sees", "So many on both sides see", 0),
            ],
            rows: rows.collect(),
        }),
    ]
}

fn data(plan: &PlanSize) -> Vec<Table> {
    let gap = |share: f64| Cell::Gap(Exact::nearest(share));
    let needed = plan.needed.iter().map(|(difference, needed)| {
        vec![
            gap(*difference),
            number(*needed, |it| it.own),
            number(*needed, |it| it.theirs),
        ]
    });
    let basis = vec![
        gap(plan.sd),
        Cell::Text(plan.source.name().into()),
        Cell::Count(plan.n_visits),
        gap(plan.wish.power),
        Cell::Count(plan.wish.looks as u64),
        gap(plan.level),
        Cell::Number((plan.design_effect * 1e4).round() / 1e4),
        plan.for_mean
            .map_or(Cell::Missing("out of reach"), Cell::Count),
    ];
    let now = plan.now.iter().map(|(role, name, n, sees)| {
        vec![
            Cell::Text(role.name().into()),
            Cell::Text(name.to_string()),
            Cell::Count(*n),
            sees.map_or(Cell::Missing("none yet"), gap),
        ]
    });
    let table = |name, keys: &[&str], rows| Table {
        name,
        columns: columns(keys),
        rows,
    };
    vec![
        table("needed", &["difference", "own", "theirs"], needed.collect()),
        table(
            "basis",
            &[
                "sd",
                "source",
                "n_visits",
                "power",
                "looks",
                "level",
                "design_effect",
                "n_for_own_mean",
            ],
            vec![basis],
        ),
        table(
            "now",
            &["role", "organisation", "n_visits", "sees"],
            now.collect(),
        ),
    ]
}
