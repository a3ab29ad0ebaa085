//! The steps of a visit's arithmetic, one after the other: sections, base, bonus, verdict, coverage,
//! band. Shares stand as 0..1 here, the figure that people know behind them.

use crate::model::answer::Status;
use crate::model::scorecard::{ItemScore, Rule, Scorecard, SectionScore, Verdict};
use crate::model::share::{Credit, Points, Share};
use crate::model::standard::{CriticalRule, Standard};

use super::outcome;
use super::scorecard::{self, Showing};
use super::scorecard_unscored::due_and_reason;
use super::wording;
use super::{Block, Cell, Column, Table, Tone};

/// Rounded as figures are shown here: enough for a pocket calculator.
fn decimals(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

pub(super) fn spelt(number: f64) -> String {
    decimals(number).to_string()
}

/// `0.883333 (88.3)`.
pub(super) fn both(share: Share) -> String {
    format!(
        "{} ({})",
        spelt(share.value()),
        wording::percent(share.exact())
    )
}

/// A paragraph.
pub(super) fn plain(text: impl Into<String>) -> Block {
    Block::Note(Tone::Plain, text.into())
}

/// A heading below the title.
pub(super) fn heading(text: impl Into<String>) -> Block {
    Block::Heading(2, text.into())
}

/// Points and earned points of what counts in a section, bonus items apart.
pub(super) fn sums(section: &SectionScore) -> (f64, f64) {
    let counted = section.items.iter().filter(|item| !item.bonus);
    counted.fold((0.0, 0.0), |(points, earned), item| match item.credit {
        Some(credit) => (
            points + item.points.value(),
            earned + item.points.value() * credit.value(),
        ),
        None => (points, earned),
    })
}

pub(super) fn points(number: f64) -> String {
    match spelt(number).as_str() {
        "1" => "1 point".into(),
        many => format!("{many} points"),
    }
}

/// Each item of a section, and what they come to.
pub(super) fn section_blocks(showing: &Showing, section: &SectionScore) -> Vec<Block> {
    let mut blocks = vec![heading(showing.section_title(&section.id))];
    let counted = section
        .items
        .iter()
        .filter(|item| item.credit.is_some() && !item.bonus);
    let rows: Vec<Vec<Cell>> = counted.map(|item| item_row(showing, item)).collect();
    if !rows.is_empty() {
        blocks.push(Block::Table(Table {
            name: "items",
            columns: vec![
                Column::new("item", "Item", 0),
                Column::new("answer", "Answer", 0),
                Column::new("credit", "Credit", 0),
                Column::new("points", "Points", 0),
                Column::new("earned", "Credit x points", 1),
                Column::new("given", "Gave", 3),
                Column::new("lost", "Lost", 2),
            ],
            rows,
        }));
    }
    blocks.push(plain(section_sum(section)));
    let left_out: Vec<String> = section
        .items
        .iter()
        .filter(|item| item.credit.is_none() || item.bonus)
        .filter_map(|item| why_left_out(showing, item))
        .collect();
    if !left_out.is_empty() {
        blocks.push(Block::List(left_out));
    }
    blocks
}

fn item_row(showing: &Showing, item: &ItemScore) -> Vec<Cell> {
    let answer = showing.visit.answer(&item.id);
    let credit = item.credit.map_or(0.0, Credit::value);
    let share = |share: Option<Share>| share.map_or(Cell::Missing(""), Cell::Share);
    vec![
        Cell::Text(showing.question(&item.id).into()),
        Cell::Text(answer.map_or_else(String::new, |answer| showing.answer(answer))),
        Cell::Number(decimals(credit)),
        Cell::Number(item.points.value()),
        Cell::Number(decimals(credit * item.points.value())),
        share(item.given),
        share(item.lost),
    ]
}

fn section_sum(section: &SectionScore) -> String {
    let (all, earned) = sums(section);
    let Some(score) = section.score else {
        return "Nothing in it was judged: the section has no score.".into();
    };
    let mut text = format!(
        "Earned {} of {}: {} / {} = {}.",
        spelt(earned),
        points(all),
        spelt(earned),
        spelt(all),
        both(score)
    );
    if let Some(minimum) = section.minimum {
        text += " Minimum ";
        text += &wording::short_percent(minimum);
        text += if section.is_under_minimum() {
            ": not met."
        } else {
            ": met."
        };
    }
    text
}

/// Why an item's points are not in its section's sum.
fn why_left_out(showing: &Showing, item: &ItemScore) -> Option<String> {
    let answer = showing.visit.answer(&item.id)?;
    let question = showing.question(&item.id);
    let worth = points(item.points.value());
    let (due, reason) = due_and_reason(answer);
    let due = due.map_or_else(String::new, |due| format!(", due {due}"));
    let reason = match reason {
        "" => String::new(),
        reason => format!(" {}", wording::quoted(reason)),
    };
    Some(if item.bonus && item.credit.is_some() {
        format!("{}\nBonus: see below.", scorecard::said(showing, answer))
    } else if item.bonus {
        format!("{question}\nBonus, and {}.", wording::status(item.status))
    } else {
        match item.status {
            Status::NotApplicable | Status::NotObserved | Status::Waived | Status::Awaiting => {
                let status = wording::status(item.status);
                format!("{question}\nLeft out, {worth}: {status}{due}.{reason}")
            }
            Status::NotAsked => format!("{question}\nLeft out, {worth}: not asked.{reason}"),
            Status::Scored | Status::NoContact | Status::Unscored => {
                format!(
                    "{}\nRecorded, never counted.",
                    scorecard::said(showing, answer)
                )
            }
        }
    })
}

/// The sections together.
pub(super) fn base(showing: &Showing, scorecard: &Scorecard) -> Vec<Block> {
    let mut blocks = vec![heading(format!(
        "The sections together: {}",
        scorecard.rule.words()
    ))];
    let Some(base) = scorecard.base else {
        blocks.push(plain("Nothing was judged: there is no total."));
        return blocks;
    };
    match scorecard.rule {
        Rule::WeightedSections => {
            blocks.push(Block::Table(weights(showing, scorecard)));
            blocks.push(plain(weighted_sum(scorecard, base)));
        }
        Rule::PooledPoints => {
            let sums: Vec<(f64, f64)> = scorecard.sections.iter().map(sums).collect();
            let all: f64 = sums.iter().map(|(points, _)| points).sum();
            let earned: f64 = sums.iter().map(|(_, earned)| earned).sum();
            let terms: Vec<String> = sums
                .iter()
                .filter(|(points, _)| *points > 0.0)
                .map(|(_, earned)| spelt(*earned))
                .collect();
            let sum = if terms.len() > 1 {
                format!(
                    "{} = {} of {}",
                    terms.join(" + "),
                    spelt(earned),
                    points(all)
                )
            } else {
                format!("{} of {}", spelt(earned), points(all))
            };
            blocks.push(plain(format!(
                "Earned {sum}: {} / {} = {}.",
                spelt(earned),
                spelt(all),
                both(base)
            )));
        }
    }
    blocks
}

fn weights(showing: &Showing, scorecard: &Scorecard) -> Table {
    let row = |section: &SectionScore| {
        let part = section.part.map(Share::value);
        let score = section.score.map(Share::value);
        let number = |number: Option<f64>, why| {
            number.map_or(Cell::Missing(why), |number| Cell::Number(decimals(number)))
        };
        vec![
            Cell::Text(showing.section_title(&section.id).into()),
            number(score, "not judged"),
            number(section.weight.map(Points::value), ""),
            number(part, ""),
        ]
    };
    Table {
        name: "weights",
        columns: vec![
            Column::new("section", "Section", 0),
            Column::new("score", "Score", 0),
            Column::new("weight", "Weight", 0),
            Column::new("part", "Weight / all", 0),
        ],
        rows: scorecard.sections.iter().map(row).collect(),
    }
}

fn weighted_sum(scorecard: &Scorecard, base: Share) -> String {
    let scored: Vec<(f64, Share)> = scorecard
        .sections
        .iter()
        .filter_map(|section| Some((section.weight?.value(), section.score?)))
        .collect();
    let all: f64 = scored.iter().map(|(weight, _)| weight).sum();
    let terms: Vec<String> = scored
        .iter()
        .map(|(weight, score)| format!("{} x {}", spelt(*weight), spelt(score.value())))
        .collect();
    let n_without = scorecard.sections.len() - scored.len();
    let note = if n_without == 0 {
        String::new()
    } else {
        format!(
            " {} without a score {} the others its weight.",
            wording::counted(n_without, "section"),
            wording::plural(n_without, "gives", "give"),
        )
    };
    format!(
        "All weights of sections with a score: {}.{note}\n({}) / {} = {}.",
        spelt(all),
        terms.join(" + "),
        spelt(all),
        both(base)
    )
}

/// The points of all that was judged.
pub(super) fn points_judged(scorecard: &Scorecard) -> f64 {
    let sections = scorecard.sections.iter();
    sections.map(|section| sums(section).0).sum()
}

/// What bonus items added.
pub(super) fn bonus(showing: &Showing, standard: &Standard, scorecard: &Scorecard) -> Vec<Block> {
    let bonus_items = || scorecard.items().filter(|item| item.bonus);
    let (Some(base), Some(before)) = (scorecard.base, scorecard.before_critical) else {
        return Vec::new();
    };
    if bonus_items().next().is_none() {
        return Vec::new();
    }
    let judged = points_judged(scorecard);
    let earned: f64 = bonus_items()
        .filter_map(|item| Some(item.points.value() * item.credit?.value()))
        .sum();
    let entries = bonus_items().filter_map(|item| {
        let said = scorecard::said(showing, showing.visit.answer(&item.id)?);
        Some(match item.credit {
            Some(credit) => format!(
                "{said}\nCredit {} x {} = {}.",
                spelt(credit.value()),
                points(item.points.value()),
                spelt(credit.value() * item.points.value())
            ),
            None => format!("{said}\nAdds nothing."),
        })
    });
    let sum = base.value() + scorecard.bonus.value();
    let sum = if sum > 1.0 {
        format!("{}, cut at {}", spelt(sum), both(before))
    } else {
        both(before)
    };
    vec![
        heading("Bonus"),
        Block::List(entries.collect()),
        plain(format!(
            "{} / {} judged = {}, of which at most {} counts.\n{} + {} = {sum}.",
            spelt(earned),
            points(judged),
            spelt(earned / judged),
            standard.scoring.bonus_limit,
            spelt(base.value()),
            spelt(scorecard.bonus.value()),
        )),
    ]
}

/// Critical items and minimums, what they did to the total, and the verdict.
pub(super) fn critical(showing: &Showing, scorecard: &Scorecard) -> Vec<Block> {
    let (Some(verdict), Some(total)) = (&scorecard.verdict, scorecard.total) else {
        return Vec::new();
    };
    let entries: Vec<String> = scorecard
        .items()
        .filter(|item| item.critical)
        .filter_map(|item| {
            let said = scorecard::said(showing, showing.visit.answer(&item.id)?);
            let became = match item.credit {
                _ if item.is_critical_failure() => "Failed: less than full credit.",
                Some(_) => "Passed.",
                None => "Not judged, so not failed.",
            };
            Some(format!("{said}\n{became}"))
        })
        .collect();
    let mut blocks = vec![heading("Verdict")];
    if !entries.is_empty() {
        blocks.push(plain(format!(
            "Critical items; {}.",
            rule(scorecard.critical_rule)
        )));
        blocks.push(Block::List(entries));
    }
    let failed = outcome::reasons_of_failure(showing, scorecard);
    let reached = match verdict {
        Verdict::Pass => outcome::passed(scorecard).to_owned(),
        Verdict::Fail { .. } => format!("FAIL. {}.", failed.join(". ")),
    };
    let lowered = outcome::how_lowered(scorecard, total);
    let lines: Vec<String> = lowered.into_iter().chain([reached]).collect();
    blocks.push(plain(lines.join("\n")));
    blocks
}

fn rule(rule: CriticalRule) -> String {
    match rule {
        CriticalRule::Fail => "one that fails leaves the number and makes the verdict FAIL".into(),
        CriticalRule::Zero => "one that fails makes the total 0 and the verdict FAIL".into(),
        CriticalRule::Cap(cap) => format!(
            "one that fails lowers the total to at most {} and makes the verdict FAIL",
            wording::short_percent(cap)
        ),
    }
}
