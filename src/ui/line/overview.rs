//! All items at a line: under their sections, with their answers, and the score where it may be
//! seen. Pure, as the card is.

use super::draw::{NARROWEST, Style};
use crate::model::id::Id;
use crate::model::scorecard::Verdict;
use crate::model::text::{Text, visible_line};
use crate::report::closing::limited_basis;
use crate::report::wording::{percent, sentence};
use crate::walk::Walk;
use crate::walk::effect::{beginning, count};
use crate::walk::view::Mark;

/// All items, a line each, under their sections.
pub fn list(walk: &Walk, style: Style) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut section = usize::MAX;
    for row in walk.rows() {
        let here = walk.section_number(row.at);
        if here != section {
            section = here;
            lines.extend(section_heading(walk, section, style));
        }
        let is_here = row.at == walk.cursor();
        if style.is_plain {
            let here = if is_here { " You are here." } else { "" };
            let draft = if row.has_draft && row.mark != Mark::Drafted {
                ", draft"
            } else {
                ""
            };
            let state = mark_word(row.mark);
            let text = format!("{}, {state}{draft}: {}{here}", row.label, row.ask);
            lines.extend(style.wrap(&text));
        } else {
            let lead = format!(
                "{}{} {} ",
                if is_here { '>' } else { ' ' },
                row.mark.sign(),
                row.label
            );
            let room = style.width.max(NARROWEST).saturating_sub(lead.len());
            lines.push(format!("{lead}{}", visible_line(&beginning(row.ask, room))));
        }
    }
    let (n_done, n_asked) = walk.progress();
    lines.extend(style.wrap(&format!(
        "{n_done} of {n_asked} done. Type g and a number to go there."
    )));
    lines
}

fn section_heading(walk: &Walk, section: usize, style: Style) -> Vec<String> {
    let rows = walk.section_rows();
    let Some(row) = rows.iter().find(|row| row.number == section + 1) else {
        return Vec::new();
    };
    let text = if style.is_plain {
        format!(
            "Section {}, {}: {} of {} done.",
            row.number, row.title, row.n_done, row.n_asked
        )
    } else {
        format!(
            "{} {}  {}/{}",
            row.number, row.title, row.n_done, row.n_asked
        )
    };
    style.all_bold(style.wrap(&text)).collect()
}

fn mark_word(mark: Mark) -> &'static str {
    match mark {
        Mark::Answered => "done",
        Mark::Open => "open",
        Mark::Drafted => "draft",
        Mark::Excused => "no answer",
        Mark::Skipped => "skipped",
        Mark::Flagged => "flagged",
    }
}

/// All items with their answers, what is open, and the score where it may be seen.
pub fn review(walk: &Walk, style: Style) -> Vec<String> {
    let mut lines = vec![String::new()];
    let facts = walk.facts();
    lines.extend(style.all_bold(style.wrap(&format!("Review: {}.", facts.place()))));
    if let Some(why) = walk.nobody() {
        lines.extend(style.wrap(&format!("Nobody was reached: {}", sentence(why))));
    }
    for row in walk.rows() {
        let mut given = match &row.given {
            None if walk.nobody().is_some() => String::new(),
            None => "OPEN".into(),
            Some(given) => given.clone(),
        };
        if row.wants_remark {
            given.push_str("; WANTS A REMARK");
        }
        if row.has_draft {
            given.push_str("; DRAFT, NOT KEPT YET");
        }
        let text = crate::report::wording::asked_and_answered(row.ask, &given);
        let (lead, hang) = if style.is_plain {
            let flagged = if row.mark == Mark::Flagged {
                ", flagged"
            } else {
                ""
            };
            (format!("{}{flagged}: ", row.label), String::new())
        } else {
            let lead = format!("{} {} ", row.mark.sign(), row.label);
            let hang = " ".repeat(lead.len());
            (lead, hang)
        };
        lines.extend(style.wrap_hanging(&text, &lead, &hang));
        let remark = &walk.record(row.at).remark;
        if !remark.is_empty() {
            lines.extend(style.wrap_hanging(&format!("Remark: {remark}"), &hang, &hang));
        }
    }
    let to_follow: Vec<&str> = walk
        .evidence_to_follow()
        .iter()
        .map(|at| walk.label(*at))
        .collect();
    if !to_follow.is_empty() {
        lines.extend(style.wrap(&format!(
            "Evidence to follow: {}. It never holds up the visit; mystery attach adds it later.",
            to_follow.join(", ")
        )));
    }
    let n_open = walk.open().count();
    if n_open > 0 {
        let verb = if n_open == 1 { "is" } else { "are" };
        lines.extend(style.wrap(&format!(
            "{} {verb} still open. The visit cannot be finished until then. Type o for the next one.",
            count(n_open, "item")
        )));
    } else if let Some(words) = walk.drafted_words() {
        lines.extend(style.wrap(&format!("{words}. {}", walk.drafted_way_out())));
    } else {
        if walk.may_see_score() {
            lines.extend(score(walk, style));
        }
        if walk.nobody().is_none() {
            let limited = limited_basis(&walk.scorecard(), walk.standard());
            lines.extend(limited.iter().flat_map(|words| style.wrap(words)));
        }
        lines.extend(style.wrap(
            "Nothing is open. Type :finish to finish, or g and a number to change an answer.",
        ));
    }
    lines
}

/// The score so far.
pub fn score(walk: &Walk, style: Style) -> Vec<String> {
    let card = walk.scorecard();
    let Some(total) = card.total else {
        return style.wrap("There is no score yet: nothing has been judged.");
    };
    if walk.nobody().is_some() {
        return style.wrap(&format!(
            "Nobody was reached, so nothing was earned: {} of 100.",
            percent(total.exact())
        ));
    }
    let so_far = if walk.open().next().is_some() {
        " so far"
    } else {
        ""
    };
    let band = card
        .band
        .as_ref()
        .map_or(String::new(), |band| format!(", {band}"));
    let verdict = match &card.verdict {
        Some(Verdict::Fail { .. }) => {
            let label = |id: &Id| {
                let item = walk
                    .rows()
                    .into_iter()
                    .find(|row| walk.item(row.at).id == *id);
                let section = || walk.standard().section(id)?.title.as_ref();
                let title = |title: &Text| title.in_language(walk.language()).to_owned();
                item.map(|row| walk.spelt_label(row.at))
                    .or_else(|| section().map(title))
                    .unwrap_or_else(|| id.to_string())
            };
            let failed = card.verdict.iter().flat_map(Verdict::failed);
            let failed: Vec<String> = failed.map(label).collect();
            format!(" FAIL: {}.", failed.join(", "))
        }
        _ => String::new(),
    };
    style.wrap(&format!(
        "Score{so_far}: {} of 100{band}.{verdict}",
        percent(total.exact())
    ))
}
