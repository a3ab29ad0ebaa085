//! What a visit comes to, said before any item: total, verdict and why, coverage, guess, sections.

use chrono::NaiveDate;

use crate::model::answer::{Answer, Status};
use crate::model::id::Id;
use crate::model::moment::Visited;
use crate::model::promise::due_in;
use crate::model::scorecard::{Scorecard, SectionScore, Verdict};
use crate::model::share::Share;
use crate::model::standard::{CriticalRule, Scoring, Standard};
use crate::model::visit::{Name, Visit, VisitId};

use super::scorecard::Showing;
use super::wording;
use super::{Block, Cell, Column, Table, Tone};

/// Cells of a bar.
const BAR: u64 = 20;

/// Total, verdict and why, coverage, guess, and the sections.
pub(super) fn outcome(showing: &Showing, standard: &Standard, scorecard: &Scorecard) -> Vec<Block> {
    let Some(total) = scorecard.total else {
        return vec![Block::Note(
            Tone::Warning,
            "No total: nothing was judged.".into(),
        )];
    };
    let mut blocks = vec![Block::Note(
        tone_of(scorecard, total, &standard.scoring),
        headline(scorecard, total, &standard.scoring),
    )];
    let reasons = reasons_of_failure(showing, scorecard);
    if !reasons.is_empty() {
        blocks.push(Block::List(reasons));
    }
    if scorecard.is_limited_basis {
        blocks.push(Block::Note(
            Tone::Warning,
            coverage(showing.visit, scorecard, &standard.scoring),
        ));
    }
    let others = [
        how_raised(scorecard),
        how_lowered(scorecard, total),
        (!scorecard.is_limited_basis)
            .then(|| coverage(showing.visit, scorecard, &standard.scoring)),
        guess(showing.visit, total),
    ];
    let others: Vec<String> = others.into_iter().flatten().collect();
    blocks.push(Block::Note(Tone::Plain, others.join("\n")));
    if standard.sections.len() > 1 {
        blocks.push(Block::Heading(2, "Sections".into()));
        blocks.push(Block::Table(sections(
            showing,
            scorecard,
            standard.scoring.target,
        )));
    }
    blocks
}

/// `82.4 of 100: strong; the aim of 85 is not reached. No critical item failed.`
pub(super) fn headline(scorecard: &Scorecard, total: Share, scoring: &Scoring) -> String {
    let band = scorecard.band.as_deref().unwrap_or_default();
    let aim = scoring.target.map_or(String::new(), |target| {
        let not = if total < target { "not " } else { "" };
        let aim = wording::short_percent(target);
        format!("; the aim of {aim} is {not}reached")
    });
    let verdict = scorecard
        .verdict
        .as_ref()
        .map_or(String::new(), |verdict| match verdict {
            Verdict::Pass => format!(" {}", passed(scorecard)),
            Verdict::Fail { .. } => " Verdict: FAIL.".into(),
        });
    format!(
        "{} of 100: {band}{aim}.{verdict}",
        wording::percent(total.exact())
    )
}

/// What a verdict of PASS says and no more, in words that nobody takes for praise: it knows nothing of the aim, so nothing of it stands beside it.
pub(super) fn passed(scorecard: &Scorecard) -> &'static str {
    let has_minimum = scorecard.sections.iter().any(|it| it.minimum.is_some());
    if has_minimum {
        "No critical item failed, and no section is under its minimum."
    } else {
        "No critical item failed."
    }
}

fn tone_of(scorecard: &Scorecard, total: Share, scoring: &Scoring) -> Tone {
    if !scorecard.passed() {
        Tone::Bad
    } else if scoring.target.is_some_and(|target| total < target) {
        Tone::Warning
    } else {
        Tone::Good
    }
}

/// `92.0, capped to 60.0: a critical item failed.`
pub(super) fn how_lowered(scorecard: &Scorecard, total: Share) -> Option<String> {
    let before = scorecard.before_critical.filter(|before| total < *before)?;
    let Some(Verdict::Fail { items, .. }) = &scorecard.verdict else {
        return None;
    };
    let how = match scorecard.critical_rule {
        CriticalRule::Cap(_) => "capped",
        CriticalRule::Zero => "set",
        CriticalRule::Fail => return None,
    };
    let why = match items.len() {
        1 => "a critical item failed".into(),
        n => format!("{n} critical items failed"),
    };
    Some(format!(
        "{}, {how} to {}: {why}.",
        wording::percent(before.exact()),
        wording::percent(total.exact()),
    ))
}

fn how_raised(scorecard: &Scorecard) -> Option<String> {
    let (base, before) = (scorecard.base?, scorecard.before_critical?);
    (base < before).then(|| {
        format!(
            "{} by what the standard asks for, {} for what went beyond it.",
            wording::percent(base.exact()),
            wording::gap(before.exact().minus(base.exact()))
        )
    })
}

/// What failed, in words; empty for a PASS.
pub(super) fn reasons_of_failure(showing: &Showing, scorecard: &Scorecard) -> Vec<String> {
    let Some(Verdict::Fail { items, sections }) = &scorecard.verdict else {
        return Vec::new();
    };
    let item = |id: &Id| {
        let answer = showing
            .visit
            .answer(id)
            .map(|answer| showing.answer(answer));
        let question = showing.question(id);
        let answered = wording::asked_and_answered(question, &answer.unwrap_or_default());
        format!("Critical: {answered}")
    };
    let section = |id: &Id| {
        let section = scorecard.section(id)?;
        Some(format!(
            "{}: {}, under its minimum of {}",
            showing.section_title(id),
            wording::percent(section.score?.exact()),
            wording::short_percent(section.minimum?)
        ))
    };
    items
        .iter()
        .map(item)
        .chain(sections.iter().filter_map(section))
        .collect()
}

fn coverage(visit: &Visit, scorecard: &Scorecard, scoring: &Scoring) -> String {
    let coverage = scorecard.coverage.unwrap_or(Share::ZERO);
    let percent = wording::percent(coverage.exact());
    let judged = if scorecard.is_limited_basis {
        basis(scorecard, scoring)
    } else if coverage == Share::ONE {
        "All that could be judged was judged.".into()
    } else {
        format!("Judged: {percent} % of the points that could have been judged.")
    };
    match awaited(&visit.answers) {
        Some(awaited) => format!("{judged} {awaited}."),
        None => judged,
    }
}

/// `Limited basis: 28.6 % of what could have been judged was, and this standard asks for 75 %. …`
pub(super) fn basis(scorecard: &Scorecard, scoring: &Scoring) -> String {
    let coverage = scorecard.coverage.unwrap_or(Share::ZERO);
    format!(
        "Limited basis: {} % of what could have been judged was, and this standard asks for {} %. \
         Shown, but left out of means.",
        wording::percent(coverage.exact()),
        wording::short_percent(scoring.minimum_coverage)
    )
}

/// `1 item awaits its promise, due 27 November 2026`; `None` where none does.
fn awaited(answers: &[Answer]) -> Option<String> {
    let awaiting = answers
        .iter()
        .filter(|answer| answer.status == Status::Awaiting);
    // The hour is for the list of promises.
    let days: Vec<Option<NaiveDate>> = awaiting
        .map(|answer| due_in(&answer.reason).map(|(due, _)| due.day))
        .collect();
    let due = days.iter().flatten().min().map(|day| wording::date(*day));
    match (days.len(), due) {
        (0, _) => None,
        (1, None) => Some("1 item awaits its promise".into()),
        (1, Some(due)) => Some(format!("1 item awaits its promise, due {due}")),
        (n, None) => Some(format!("{n} items await their promises")),
        (n, Some(due)) => Some(format!(
            "{n} items await their promises, the first due {due}"
        )),
    }
}

/// `Riverside, 20 November 2026: only 66.7 % judged, 75 % asked for; so it enters no mean. …`
pub(super) fn limited_basis(
    organisation: &Name,
    (visited, id): (Visited, &VisitId),
    coverage: Option<Share>,
    answers: &[Answer],
    scoring: &Scoring,
) -> String {
    let is_hole = |answer: &Answer| {
        let status = answer.status;
        status.could_be_judged() && !status.counts() && status != Status::Awaiting
    };
    let way = match (awaited(answers), answers.iter().any(is_hole)) {
        (None, _) => "If you remember more".to_owned(),
        (Some(awaited), false) => format!("{awaited}. Once it is settled"),
        (Some(awaited), true) => format!("{awaited}. Once it is settled, or if you remember more"),
    };
    format!(
        "{}, {}: only {} % judged, {} % asked for; so it enters no mean. {way}: \
         mystery correct {} ITEM=ANSWER --why TEXT",
        organisation,
        wording::date(visited.date()),
        wording::percent(coverage.unwrap_or(Share::ZERO).exact()),
        wording::short_percent(scoring.minimum_coverage),
        super::visits::short_id(id),
    )
}

/// The auditor's guess beside the total.
fn guess(visit: &Visit, total: Share) -> Option<String> {
    let guess = &visit.guess.as_ref()?.value;
    let guessed = Share::from_percent(guess.value())?;
    let difference = guessed.exact().minus(total.exact());
    let size = wording::gap_size(difference);
    let verdict = match difference.gap_tenths() {
        0 => "just that".to_owned(),
        tenths if tenths > 0 => format!("{size} too high"),
        _ => format!("{size} too low"),
    };
    Some(format!(
        "Guessed before the score was seen: {}, {verdict}.",
        guess.as_str()
    ))
}

fn sections(showing: &Showing, scorecard: &Scorecard, target: Option<Share>) -> Table {
    let row = |section: &SectionScore| {
        let n_judged = section
            .items
            .iter()
            .filter(|item| item.credit.is_some() && !item.bonus);
        let n_asked = section
            .items
            .iter()
            .filter(|item| item.status.could_be_judged() && !item.bonus);
        vec![
            Cell::Text(showing.section_title(&section.id).into()),
            section
                .score
                .map_or(Cell::Missing("not judged"), Cell::Share),
            section.score.map_or(Cell::Missing(""), |score| {
                Cell::Toned(tone_of_section(section, score, target), bar(score))
            }),
            section.part.map_or(Cell::Missing(""), Cell::Share),
            Cell::Text(format!("{} of {}", n_judged.count(), n_asked.count())),
        ]
    };
    Table {
        name: "sections",
        columns: vec![
            Column::new("section", "Section", 0),
            Column::new("score", "Score", 0),
            Column::new("bar", "", 2),
            Column::new("part", "% of total", 1),
            Column::new("judged", "Items judged", 1),
        ],
        rows: scorecard.sections.iter().map(row).collect(),
    }
}

fn tone_of_section(section: &SectionScore, score: Share, target: Option<Share>) -> Tone {
    match target {
        _ if section.is_under_minimum() => Tone::Bad,
        Some(target) if score >= target => Tone::Good,
        Some(_) => Tone::Warning,
        None => Tone::Plain,
    }
}

/// A share as a bar: never full nor empty but for all and nothing.
fn bar(share: Share) -> String {
    let tenths = share.exact().percent_tenths().unsigned_abs();
    let full = (tenths * BAR)
        .div_ceil(1000)
        .min(if share == Share::ONE { BAR } else { BAR - 1 });
    let letter = |n| if n < full { '█' } else { '░' };
    (0..BAR).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_full_or_empty_for_all_or_nothing_only() {
        let n_full = |value| bar(Share::rounded(value)).matches('█').count();
        assert_eq!(
            [0.0, 0.001, 0.5, 0.999, 1.0].map(n_full),
            [0, 1, 10, 19, 20]
        );
    }
}
