//! What changed between two versions of a standard, in words: whether totals still compare, what the
//! version should be, and a line for each change.

use super::sheet::Sheet;
use super::standard_diff_data::{changes, summary};
use super::wording::{counted, listed, plural, short_percent};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::analysis::standard_diff::{Change, Place, Raises, StandardDiff, Totals, What};
use crate::model::standard::{CriticalRule, Item, Section, Standard};
use crate::model::text::Language;

/// The version of the JSON shape `standard_diff`.
const VERSION: u32 = 1;

/// Says what changed.
pub fn standard_diff(diff: &StandardDiff, language: &Language) -> Report {
    let title = diff.new.title.in_language(language);
    let (old, new) = (diff.old.version, diff.new.version);
    let mut blocks = vec![Block::Heading(1, format!("{title}: {old} to {new}"))];
    if diff.old.id != diff.new.id {
        let said = format!(
            "`{}` and `{}` are two standards, not two versions of one: their visits are never averaged together.",
            diff.old.id, diff.new.id
        );
        blocks.push(Block::Note(Tone::Warning, said));
    }
    if diff.changes.is_empty() {
        let is_same = diff.old.fingerprint == diff.new.fingerprint;
        let said = if is_same {
            "They are the same, to the letter."
        } else {
            "They ask and score the same; only comments or the spelling of the file differ."
        };
        blocks.push(Block::Note(Tone::Good, said.into()));
    } else {
        if diff.old.id == diff.new.id {
            blocks.push(totals(diff));
            blocks.push(version(diff));
        }
        let is_one = |_: &&(&Item, &Item)| diff.old.id == diff.new.id;
        blocks.extend(diff.look_alike.iter().filter(is_one).map(|(gone, added)| {
            Block::Note(
                Tone::Warning,
                format!(
                    "`{}` is gone and `{}` asks the same. If it is the same item, write `was: [{}]` below `{}`: its history then goes on.",
                    gone.id, added.id, gone.id, added.id
                ),
            )
        }));
        blocks.push(Block::Table(for_people(diff, language)));
    }
    Report {
        shape: "standard_diff",
        version: VERSION,
        blocks,
        data: vec![changes(diff, language), summary(diff)],
    }
}

fn totals(diff: &StandardDiff) -> Block {
    let alike = counted(diff.n_alike, "item");
    match diff.totals() {
        Totals::AsTheyAre => Block::Note(
            Tone::Good,
            "Totals still compare: the same answers come to the same total.".into(),
        ),
        Totals::LikeForLike => Block::Note(
            Tone::Plain,
            format!(
                "Totals compare over the {alike} that both have; mystery compare does so by itself, in the line Like for like."
            ),
        ),
        Totals::No => {
            let is_major = |change: &&Change| change.raises == Raises::Major;
            let mut why: Vec<&str> = diff
                .changes
                .iter()
                .filter(is_major)
                .map(|change| reason(change.what))
                .collect();
            why.sort_unstable();
            why.dedup();
            Block::Note(
                Tone::Warning,
                format!(
                    "Totals no longer compare: {}. {} {} still answered and credited as before.",
                    listed(&why),
                    counted(diff.n_alike, "item"),
                    plural(diff.n_alike, "is", "are"),
                ),
            )
        }
    }
}

/// Why the same answers come to another total.
fn reason(what: What) -> &'static str {
    match what {
        What::Rule => "totals are made by another rule",
        What::Rescaled => "the same answer earns otherwise",
        What::Points => "points have other proportions",
        What::Weight => "sections have other weights",
        What::Moved => "an item counts in another section",
        What::Critical | What::CriticalRule => "a critical failure does other than before",
        What::Bonus | What::BonusLimit | What::Added | What::Removed | What::Scored => {
            "bonus points are other ones"
        }
        _ => "it is scored otherwise",
    }
}

fn version(diff: &StandardDiff) -> Block {
    let (Some(raises), Some(should_be)) = (diff.raises(), diff.should_be()) else {
        return Block::Note(Tone::Plain, String::new());
    };
    let which = match raises {
        Raises::Major => "the first number rises: totals no longer compare",
        Raises::Minor => "the second number rises: items or thresholds changed",
        Raises::Patch => "the third number rises: wording changed",
    };
    let new = diff.new.version;
    if diff.is_version_right() {
        Block::Note(
            Tone::Good,
            format!(
                "The version is right: {which}, so from {} at least {should_be}, and it is {new}.",
                diff.old.version
            ),
        )
    } else {
        Block::Note(
            Tone::Bad,
            format!("The version is {new} and should be {should_be}: {which}."),
        )
    }
}

/// What happened, to be read in a table.
fn words(what: What) -> &'static str {
    match what {
        What::Rule => "how totals are made",
        What::Added => "new",
        What::Removed => "gone",
        What::Renamed => "renamed",
        What::Moved => "moved to another section",
        What::Rescaled => "earns otherwise",
        What::Points => "points",
        What::Scored => "counts or not",
        What::Critical => "critical or not",
        What::Bonus => "bonus or not",
        What::Asked => "when it is asked",
        What::Relabelled => "words of the answers",
        What::Reworded => "question",
        What::Notes => "guidance, tags or what goes with the answer",
        What::Weight => "weight",
        What::Minimum => "minimum",
        What::SectionTitle => "title",
        What::Target => "aim",
        What::Bands => "bands",
        What::CriticalRule => "what a critical failure does",
        What::BonusLimit => "most that bonus adds",
        What::MinimumCoverage => "how much must be judged",
        What::Scenarios => "scenarios",
        What::About => "title, purpose, languages or channels",
    }
}

fn for_people(diff: &StandardDiff, language: &Language) -> Table {
    let row = |change: &Change| {
        let [before, now] = both(diff, change, language);
        let tone = match change.raises {
            Raises::Major => Tone::Warning,
            Raises::Minor => Tone::Plain,
            Raises::Patch => Tone::Quiet,
        };
        vec![
            Cell::Text(place(&change.place)),
            Cell::Toned(tone, words(change.what).into()),
            Cell::Text(before),
            Cell::Text(now),
        ]
    };
    Table {
        name: "changes",
        columns: vec![
            Column::new("where", "Where", 0),
            Column::new("what", "What", 0),
            Column::new("before", "Before", 0),
            Column::new("now", "Now", 0),
        ],
        rows: diff.changes.iter().map(row).collect(),
    }
}

fn place(place: &Place) -> String {
    match place {
        Place::Item(_, Some((_, item))) | Place::Item(Some((_, item)), None) => item.id.to_string(),
        Place::Section(_, new) => format!("section {}", new.id),
        Place::Item(None, None) | Place::Whole => "the whole".into(),
    }
}

/// How it was and how it is; empty where there is nothing to say.
pub(super) fn both(diff: &StandardDiff, change: &Change, language: &Language) -> [String; 2] {
    match change.place {
        Place::Whole => [diff.old, diff.new].map(|one| of_whole(one, change.what)),
        Place::Section(old, new) => [old, new].map(|one| match change.what {
            What::Weight => one
                .weight
                .map_or("none".into(), |weight| weight.to_string()),
            What::Minimum => one
                .minimum
                .map_or("none".into(), |share| format!("{} %", short_percent(share))),
            _ => section_title(one, language),
        }),
        Place::Item(old, new) => {
            let of = |standard: &Standard, placed: Option<(&Section, &Item)>| {
                placed.map_or(String::new(), |(section, item)| {
                    of_item(standard, section, item, change.what, language)
                })
            };
            [of(diff.old, old), of(diff.new, new)]
        }
    }
}

fn section_title(section: &Section, language: &Language) -> String {
    let title = section.title.as_ref();
    title.map_or(section.id.to_string(), |title| {
        title.in_language(language).into()
    })
}

fn of_whole(standard: &Standard, what: What) -> String {
    let scoring = &standard.scoring;
    let percent = |share| format!("{} %", short_percent(share));
    match what {
        What::Rule => {
            let mut sections = standard.sections.iter();
            let is_weighted = sections.any(|section| section.weight.is_some());
            if is_weighted {
                "weighted sections"
            } else {
                "points alone"
            }
            .into()
        }
        What::Target => scoring.target.map_or("none".into(), percent),
        What::Bands => {
            let band = |band: &crate::model::standard::ScoreBand| {
                format!("{} {}", band.name, short_percent(band.from))
            };
            scoring
                .bands
                .iter()
                .map(band)
                .collect::<Vec<_>>()
                .join(", ")
        }
        What::CriticalRule => match scoring.critical {
            CriticalRule::Fail => "fail".into(),
            CriticalRule::Zero => "total 0".into(),
            CriticalRule::Cap(cap) => format!("total at most {}", percent(cap)),
        },
        What::BonusLimit => percent(scoring.bonus_limit),
        What::MinimumCoverage => percent(scoring.minimum_coverage),
        What::Scenarios => {
            let ids: Vec<&str> = standard
                .scenarios
                .iter()
                .map(|one| one.id.as_str())
                .collect();
            if ids.is_empty() {
                "none".into()
            } else {
                ids.join(", ")
            }
        }
        _ => String::new(),
    }
}

fn of_item(
    standard: &Standard,
    section: &Section,
    item: &Item,
    what: What,
    language: &Language,
) -> String {
    let answers = || {
        let sheet = Sheet {
            standard,
            language,
            numbers: Vec::new(),
        };
        sheet.answers(&item.scale, item.counts()).join("; ")
    };
    let yes = |is_so: bool| if is_so { "yes" } else { "no" }.to_owned();
    match what {
        What::Added | What::Removed | What::Reworded => item.ask.in_language(language).into(),
        What::Renamed => item.id.to_string(),
        What::Moved => section_title(section, language),
        What::Rescaled | What::Relabelled => answers(),
        What::Points => item.points.to_string(),
        What::Scored => if item.counts() {
            "counts"
        } else {
            "recorded only"
        }
        .into(),
        What::Critical => yes(item.critical),
        What::Bonus => yes(item.bonus),
        _ => String::new(),
    }
}
