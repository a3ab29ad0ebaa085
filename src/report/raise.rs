//! Where a standard's bar could be raised, in words: who beats it, what would be written instead, what
//! that does to scores, and which items say nothing.

use super::rescore::effect;
use super::visit_tables::columns;
use super::wording::{counted, date, listed, plural, question, quoted, upper_first};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::analysis::raise_the_bar::{Bar, Mute, MuteItem, Proposal, Seed, Threshold, Whose};
use crate::analysis::rescore::Rescored;
use crate::files::standard_edit::LineChange;
use crate::model::duration::typed;
use crate::model::scale::Scale;
use crate::model::share::Exact;
use crate::model::standard::{Item, Standard};
use crate::model::text::Language;
use crate::model::visit::Role;
use crate::stats::interval::LEVEL;
use crate::stats::proportion::Proportion;

/// The version of the JSON shape `raise`.
const VERSION: u32 = 1;

/// Most remarks shown; data has all of them.
const MOST_SEEDS: usize = 6;

/// What is proposed, and what it would do.
#[derive(Clone, Debug)]
pub struct Raise<'a> {
    /// The standard as it is.
    pub standard: &'a Standard,
    /// What its visits say.
    pub bar: Bar<'a>,
    /// The lines of its file that would change; `None` where they cannot be changed by a program.
    pub lines: Option<Vec<LineChange>>,
    /// What visits would have scored, and what these visits are called.
    pub effect: Option<(Rescored<'a>, String)>,
}

/// Says what could be raised.
pub fn raise(raise: &Raise, language: &Language) -> Report {
    let bar = &raise.bar;
    let title = raise.standard.title.in_language(language);
    let mut blocks = vec![
        Block::Heading(
            1,
            format!("Raising the bar: {title} {}", raise.standard.version),
        ),
        Block::Note(
            Tone::Quiet,
            format!(
                "By the answers of {}. These are proposals; your file stays as it is.",
                counted(bar.n_visits, "visit")
            ),
        ),
    ];
    blocks.extend(proposals(raise, language));
    if let Some((rescored, which)) = &raise.effect {
        blocks.push(Block::Heading(
            2,
            format!("What that does to the scores of {which}"),
        ));
        blocks.extend(effect(rescored, language));
    }
    blocks.extend(mute_items(&bar.mute, language));
    blocks.extend(seeds(&bar.seeds, language));
    Report {
        shape: "raise",
        version: VERSION,
        blocks,
        data: data(raise, language),
    }
}

fn whose((role, name): Whose) -> String {
    if role == Role::Own {
        format!("{name} (you)")
    } else {
        name.to_string()
    }
}

fn spelt(item: &Item, n: u64) -> String {
    if matches!(item.scale, Scale::Duration(_)) {
        typed(n)
    } else {
        n.to_string()
    }
}

/// Why, in a sentence.
fn because(item: &Item, proposal: &Proposal) -> String {
    match proposal {
        Proposal::Threshold(it) => {
            let Threshold {
                who,
                n,
                reached,
                from,
                to,
            } = it;
            let [reached, from, to] = [*reached, *from, *to].map(|it| spelt(item, it));
            format!(
                "full credit from {from} to {to}: {} reached {reached} or better in three of four visits (n {n})",
                whose(*who)
            )
        }
        Proposal::Expected { who, n_full, n } => format!(
            "expected instead of bonus: {} did it in {n_full} of {n} visits",
            whose(*who)
        ),
        Proposal::Counted { n_full, n } => format!(
            "counted instead of tried out: {n_full} of {n} visits would pass, so it tells them apart"
        ),
    }
}

fn proposals(raise: &Raise, language: &Language) -> Vec<Block> {
    let bar = &raise.bar;
    if bar.proposals.is_empty() {
        let said = "Nobody beats a threshold of it in three of four visits, with at least 5 visits. The bar stays where it is.";
        return vec![Block::Note(Tone::Plain, said.into())];
    }
    let line = |(item, proposal): &(&Item, Proposal)| {
        let question = question(Some(item), &item.id, language);
        format!("{question} {}.", because(item, proposal))
    };
    let mut blocks = vec![
        Block::Heading(2, "What could be raised".into()),
        Block::List(bar.proposals.iter().map(line).collect()),
    ];
    match &raise.lines {
        Some(lines) => {
            let row = |change: &LineChange| {
                let text = |text: &str| Cell::Text(text.trim().to_owned());
                vec![
                    Cell::Count(change.line as u64),
                    change.before.as_deref().map_or(Cell::Missing("new"), text),
                    text(&change.after),
                ]
            };
            blocks.push(Block::Table(Table {
                name: "lines",
                columns: vec![
                    Column::new("line", "Line", 0),
                    Column::new("before", "In your file", 0),
                    Column::new("after", "Instead", 0),
                ],
                rows: lines.iter().map(row).collect(),
            }));
            blocks.push(Block::Note(
                Tone::Quiet,
                "--write FILE writes the changed standard, --patch FILE the change alone.".into(),
            ));
        }
        None => blocks.push(Block::Note(
            Tone::Warning,
            "The file is laid out so that a program cannot change these by itself: change them by hand.".into(),
        )),
    }
    blocks
}

/// How often something may still happen that never did: the upper end of Wilson's interval.
fn at_most(n: u64) -> Exact {
    Exact::nearest(Proportion::new(0, n).wilson(LEVEL).high)
}

fn mute_items(mute: &[MuteItem], language: &Language) -> Vec<Block> {
    if mute.is_empty() {
        return Vec::new();
    }
    let words = |it: &MuteItem| match it.why {
        Mute::EveryonePasses => {
            let percent = super::wording::percent(at_most(it.n));
            let whole = percent.split('.').next().unwrap_or_default();
            format!(
                "all {} passed; up to about {whole} in 100 may still fail it",
                it.n
            )
        }
        Mute::NobodyPasses => format!("none of {} passed", it.n),
        Mute::AlwaysAlike => format!("all {} earned the same part", it.n),
        Mute::NobodyCanJudge => format!("not judged in {} of {} visits", it.n, it.of),
    };
    let advice = |it: &MuteItem| match it.why {
        Mute::EveryonePasses => "raise it, or ask less often",
        Mute::NobodyPasses => "is it fair to ask? train it, or drop it",
        Mute::AlwaysAlike => "ask it more finely",
        Mute::NobodyCanJudge => "reword it, or ask it with `when`",
    };
    let row = |it: &MuteItem| {
        vec![
            Cell::Text(question(Some(it.item), &it.item.id, language).into()),
            Cell::Text(words(it)),
            Cell::Text(advice(it).into()),
        ]
    };
    vec![
        Block::Heading(2, "Items that tell nobody apart".into()),
        Block::Table(Table {
            name: "mute",
            columns: vec![
                Column::new("question", "Item", 0),
                Column::new("why", "What happened", 0),
                Column::new("advice", "Perhaps", 1),
            ],
            rows: mute.iter().map(row).collect(),
        }),
    ]
}

fn seeds(seeds: &[Seed], language: &Language) -> Vec<Block> {
    if seeds.is_empty() {
        return Vec::new();
    }
    let line = |seed: &Seed| {
        let facts = &seed.visit.facts;
        format!(
            "{}, {}: {} ({})",
            facts.organisation,
            date(facts.visited.date()),
            quoted(seed.remark),
            question(Some(seed.item), &seed.item.id, language),
        )
    };
    let mut blocks = vec![
        Block::Heading(2, "What competitors do well: perhaps a new item".into()),
        Block::List(seeds.iter().take(MOST_SEEDS).map(line).collect()),
        Block::Note(
            Tone::Quiet,
            "Try a new item with `scored: false` first: it is recorded, never counted, until it proves itself.".into(),
        ),
    ];
    if let Some(more) = seeds.len().checked_sub(MOST_SEEDS).filter(|n| *n > 0) {
        blocks.push(Block::Note(
            Tone::Quiet,
            format!(
                "{} {} in CSV and JSON.",
                counted(more, "more remark"),
                plural(more, "is", "are")
            ),
        ));
    }
    blocks
}

fn data(raise: &Raise, language: &Language) -> Vec<Table> {
    let text = |text: &str| Cell::Text(text.into());
    let none = || Cell::Missing("none");
    let proposals = raise.bar.proposals.iter().map(|(item, proposal)| {
        let who = match proposal {
            Proposal::Threshold(it) => Some(it.who),
            Proposal::Expected { who, .. } => Some(*who),
            Proposal::Counted { .. } => None,
        };
        let (kind, n, from, to) = match proposal {
            Proposal::Threshold(it) => (
                "threshold",
                it.n,
                text(&spelt(item, it.from)),
                text(&spelt(item, it.to)),
            ),
            Proposal::Expected { n, .. } => ("expected", *n, text("bonus"), text("expected")),
            Proposal::Counted { n, .. } => ("counted", *n, text("pilot"), text("counted")),
        };
        vec![
            text(item.id.as_str()),
            text(question(Some(item), &item.id, language)),
            text(kind),
            from,
            to,
            who.map_or_else(none, |(role, _)| text(role.name())),
            who.map_or_else(none, |(_, name)| text(name.as_str())),
            Cell::Count(n),
        ]
    });
    let lines = raise.lines.iter().flatten().map(|change| {
        vec![
            Cell::Count(change.line as u64),
            change.before.as_deref().map_or_else(none, text),
            text(&change.after),
        ]
    });
    let mute = raise.bar.mute.iter().map(|it| {
        vec![
            text(it.item.id.as_str()),
            text(question(Some(it.item), &it.item.id, language)),
            text(it.why.name()),
            Cell::Count(it.n),
            Cell::Count(it.of),
        ]
    });
    let seeds = raise.bar.seeds.iter().map(|seed| {
        vec![
            text(seed.item.id.as_str()),
            text(seed.visit.facts.organisation.as_str()),
            text(seed.visit.facts.id.as_str()),
            text(seed.remark),
        ]
    });
    let table = |name, keys: &[&str], rows: Vec<Vec<Cell>>| Table {
        name,
        columns: columns(keys),
        rows,
    };
    let mut tables = vec![
        table(
            "proposals",
            &[
                "item",
                "question",
                "proposal",
                "from",
                "to",
                "role",
                "organisation",
                "n_answers",
            ],
            proposals.collect(),
        ),
        table("lines", &["line", "before", "after"], lines.collect()),
        table(
            "mute_items",
            &["item", "question", "why", "n", "of"],
            mute.collect(),
        ),
        table(
            "remarks",
            &["item", "organisation", "visit", "remark"],
            seeds.collect(),
        ),
    ];
    if let Some((rescored, _)) = &raise.effect {
        tables.extend(super::rescore::data(rescored, language));
    }
    tables
}

/// The items of a standard that say nothing, in a line: for a check.
pub fn mute_line(mute: &[MuteItem]) -> Option<String> {
    let of = |why: Mute| -> Vec<String> {
        let such = mute.iter().filter(|it| it.why == why);
        such.map(|it| match why {
            Mute::NobodyCanJudge => format!("`{}` ({} of {})", it.item.id, it.n, it.of),
            _ => format!("`{}` ({})", it.item.id, it.n),
        })
        .collect()
    };
    let parts: Vec<String> = [
        (Mute::EveryonePasses, "everyone passes"),
        (Mute::NobodyPasses, "nobody passes"),
        (Mute::AlwaysAlike, "always earn the same part"),
        (Mute::NobodyCanJudge, "mostly not judged"),
    ]
    .into_iter()
    .map(|(why, words)| (words, of(why)))
    .filter(|(_, ids)| !ids.is_empty())
    .map(|(words, ids)| format!("{words}: {}", listed(&ids)))
    .collect();
    (!parts.is_empty()).then(|| format!("{}.", upper_first(&parts.join("; "))))
}
