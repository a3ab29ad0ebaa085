//! Where a standard's bar could be raised, in words: who beats it, what would be written instead, what
//! that does to scores, and which items say nothing.

use super::raise_data::data;
use super::rescore::effect;
use super::wording::{counted, date, listed, plural, question, quoted, upper_first};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::analysis::raise_the_bar::{
    Bar, ENOUGH_ANSWERS, Mute, MuteItem, Proposal, Seed, Threshold, Whose,
};
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
    blocks.extend(mute_items(bar, language));
    blocks.extend(seeds(raise, language));
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

pub(super) fn spelt(item: &Item, n: u64) -> String {
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
                rows: lines.iter().filter(|it| !it.is_pilot).map(row).collect(),
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

fn mute_items(bar: &Bar, language: &Language) -> Vec<Block> {
    let mute = &bar.mute;
    if mute.is_empty() && (bar.n_visits as u64) < ENOUGH_ANSWERS {
        return Vec::new();
    }
    if mute.is_empty() {
        let said = format!(
            "No item, critical ones aside, is passed by everyone or by nobody in {ENOUGH_ANSWERS} answers or more; none goes without a judgement in half of the visits."
        );
        return vec![Block::Note(Tone::Plain, said)];
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

fn seeds(raise: &Raise, language: &Language) -> Vec<Block> {
    let Bar { seeds, drafts, .. } = &raise.bar;
    if seeds.is_empty() {
        return Vec::new();
    }
    let drafted = |seed: &Seed| drafts.iter().find(|draft| draft.seed == *seed);
    let line = |seed: &Seed| {
        let facts = &seed.visit.facts;
        let drafted = drafted(seed).map(|draft| format!("; drafted as `{}`", draft.item.id));
        format!(
            "{}, {}: {} ({}{})",
            facts.organisation,
            date(facts.visited.date()),
            quoted(seed.remark),
            question(Some(seed.item), &seed.item.id, language),
            drafted.unwrap_or_default(),
        )
    };
    let others = seeds.iter().filter(|seed| drafted(seed).is_none());
    let first = drafts.iter().map(|draft| &draft.seed).chain(others);
    let ids: Vec<String> = drafts
        .iter()
        .map(|it| format!("`{}`", it.item.id))
        .collect();
    let advice = if ids.is_empty() {
        "Try a new item with `scored: false` first: it is recorded, never counted, until it proves itself.".into()
    } else {
        format!(
            "--write FILE and --patch FILE put {} into the standard with `scored: false`: recorded, never counted, which changes no score. Put {} into your own words before you use {}.",
            listed(&ids),
            plural(ids.len(), "it", "them"),
            plural(ids.len(), "it", "them"),
        )
    };
    let mut blocks = vec![
        Block::Heading(2, "What competitors do well: perhaps a new item".into()),
        Block::List(first.take(MOST_SEEDS).map(line).collect()),
        Block::Note(Tone::Quiet, advice),
    ];
    if let Some(more) = seeds.len().checked_sub(MOST_SEEDS).filter(|n| *n > 0) {
        blocks.push(Block::Note(
            Tone::Quiet,
            format!(
                "{} {} in JSON.",
                counted(more, "more remark"),
                plural(more, "is", "are")
            ),
        ));
    }
    blocks
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
