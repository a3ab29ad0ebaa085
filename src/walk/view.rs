//! What a front end needs to draw: the item at hand as a card, all items as rows. Words only; how
//! they look is the front end's.

use super::Walk;
use super::state::is_flat;
use crate::model::moment::Moment;
use crate::model::reading::bounds;
use crate::model::scale::Scale;
use crate::model::scorecard::Scorecard;
use crate::model::standard::Item;
use crate::scoring;

/// An option of a card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CardOption {
    /// What is typed for it: `3`.
    pub key: String,
    /// What it means.
    pub label: String,
    /// Whether it is the answer now.
    pub is_given: bool,
}

/// The item at hand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Card<'w> {
    /// `2.1`.
    pub label: &'w str,
    /// Its rank among the items that are asked, from 1.
    pub rank: usize,
    /// How many items are asked.
    pub n_asked: usize,
    /// The section's title.
    pub section: Option<&'w str>,
    /// The question.
    pub ask: &'w str,
    /// How to answer alike.
    pub guidance: Option<&'w str>,
    /// Why it matters.
    pub why: Option<&'w str>,
    /// Levels or options; none where something is typed.
    pub options: Vec<CardOption>,
    /// What is typed, in short: `y/n`, `1-5`, `m:ss`.
    pub hint: String,
    /// What was given so far.
    pub given: Option<String>,
    /// The remark; empty for none.
    pub remark: &'w str,
    /// Evidence as named.
    pub evidence: &'w [String],
    /// The text being written.
    pub draft: Option<&'w str>,
    /// The remark being written.
    pub remark_draft: Option<&'w str>,
    /// Whether it is flagged.
    pub is_flagged: bool,
    /// Whether it was put off.
    pub is_skipped: bool,
    /// Whether only a remark is missing.
    pub wants_remark: bool,
    /// Since when its stopwatch runs.
    pub stopwatch_since: Option<Moment>,
    /// What its stopwatch shows now that it stands; nought for nothing.
    pub stopwatch_shown: u64,
}

/// How an item stands, as a list marks it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// Answered.
    Answered,
    /// Still open.
    Open,
    /// No answer, for a reason.
    Excused,
    /// Put off.
    Skipped,
    /// Something was begun on it, and is not kept yet.
    Drafted,
    /// Flagged.
    Flagged,
}

impl Mark {
    /// The mark: state is never shown by colour alone.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Answered => "[*]",
            Self::Open => "[ ]",
            Self::Excused => "[-]",
            Self::Skipped => "[~]",
            Self::Drafted => "[d]",
            Self::Flagged => "[!]",
        }
    }
}

/// A line of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row<'w> {
    /// The item's place.
    pub at: usize,
    /// How it stands.
    pub mark: Mark,
    /// `2.1`.
    pub label: &'w str,
    /// The question.
    pub ask: &'w str,
    /// What was given; `OPEN` is the front end's word.
    pub given: Option<String>,
    /// Whether only a remark is missing.
    pub wants_remark: bool,
    /// Whether it has a draft that is not kept.
    pub has_draft: bool,
}

/// A section of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SectionRow<'w> {
    /// Its number, from 1.
    pub number: usize,
    /// Its title, or its id.
    pub title: &'w str,
    /// How many of its items are done.
    pub n_done: usize,
    /// How many are asked.
    pub n_asked: usize,
}

impl Walk<'_> {
    /// The item at the cursor.
    pub fn card(&self) -> Card<'_> {
        let at = self.cursor;
        let (item, section, record) = (self.item(at), self.section(at), &self.records[at]);
        let language = &self.language;
        Card {
            label: self.label(at),
            rank: self.asked().take_while(|other| *other <= at).count(),
            n_asked: self.asked().count(),
            section: section
                .title
                .as_ref()
                .map(|title| title.in_language(language)),
            ask: item.ask.in_language(language),
            guidance: item
                .guidance
                .as_ref()
                .map(|text| text.in_language(language)),
            why: item.why.as_ref().map(|text| text.in_language(language)),
            options: self.options(at),
            hint: hint(item, language),
            given: self.given_in_words(at),
            remark: &record.remark,
            evidence: &record.evidence,
            draft: self.drafts[at].as_deref(),
            remark_draft: self.remark_draft(at),
            is_flagged: record.is_flagged,
            is_skipped: record.is_skipped,
            wants_remark: self.wants_remark(at),
            stopwatch_since: self.timers[at].since,
            stopwatch_shown: self.timers[at].shown,
        }
    }

    fn options(&self, at: usize) -> Vec<CardOption> {
        let item = self.item(at);
        let value = self.records[at].value();
        let levels = item.scale.levels().iter().map(|level| CardOption {
            key: level.value.to_string(),
            label: level.label.in_language(&self.language).into(),
            is_given: value == Some(&crate::model::answer::Value::Level(level.value)),
        });
        let options = item
            .scale
            .options()
            .iter()
            .enumerate()
            .map(|(n, option)| CardOption {
                key: (n + 1).to_string(),
                label: option.label.in_language(&self.language).into(),
                is_given: match value {
                    Some(crate::model::answer::Value::Choice(id)) => *id == option.id,
                    Some(crate::model::answer::Value::Several(ids)) => ids.contains(&option.id),
                    _ => false,
                },
            });
        levels.chain(options).collect()
    }

    /// The items that are asked, a row each.
    pub fn rows(&self) -> Vec<Row<'_>> {
        self.asked().map(|at| self.row(at)).collect()
    }

    /// The item at a place as a row.
    pub fn row(&self, at: usize) -> Row<'_> {
        let record = &self.records[at];
        let mark = match &record.given {
            // Nothing else names the flagged items; a draft stands in the way of the end, and is named there.
            _ if record.is_flagged => Mark::Flagged,
            _ if self.has_draft(at) => Mark::Drafted,
            _ if self.wants_remark(at) => Mark::Open,
            Some(super::state::Given::Answer(_)) => Mark::Answered,
            Some(super::state::Given::Excuse(..)) => Mark::Excused,
            None if record.is_skipped => Mark::Skipped,
            None => Mark::Open,
        };
        Row {
            at,
            mark,
            label: self.label(at),
            ask: self.item(at).ask.in_language(&self.language),
            given: self.given_in_words(at),
            wants_remark: self.wants_remark(at),
            has_draft: self.has_draft(at),
        }
    }

    /// The sections with how far each is; none for a standard without named sections.
    pub fn section_rows(&self) -> Vec<SectionRow<'_>> {
        if is_flat(self.standard) {
            return Vec::new();
        }
        let sections = self.standard.sections.iter().enumerate();
        let mut rows: Vec<SectionRow> = sections
            .map(|(n, section)| SectionRow {
                number: n + 1,
                title: section.title.as_ref().map_or(section.id.as_str(), |title| {
                    title.in_language(&self.language)
                }),
                n_done: 0,
                n_asked: 0,
            })
            .collect();
        for at in self.asked() {
            let row = &mut rows[self.places[at].section];
            row.n_asked += 1;
            row.n_done += usize::from(!self.is_open(at));
        }
        rows.retain(|row| row.n_asked > 0);
        rows
    }

    /// The place of the section of the item at a place.
    pub fn section_number(&self, at: usize) -> usize {
        self.places[at].section
    }

    /// The items whose stopwatch runs, with since when.
    pub fn running(&self) -> Vec<(usize, Moment)> {
        let running = self.timers.iter().enumerate();
        running
            .filter_map(|(at, timer)| Some((at, timer.since?)))
            .collect()
    }

    /// The items for which evidence is noted as to follow, or asked for and missing.
    pub fn evidence_to_follow(&self) -> Vec<usize> {
        let follows = |at: &usize| {
            let evidence = &self.records[*at].evidence;
            evidence
                .iter()
                .any(|path| super::effect::is_to_follow(path))
                || self.wants_evidence(*at)
        };
        self.asked().filter(follows).collect()
    }

    /// The score so far; what is still open is left out of it.
    pub fn scorecard(&self) -> Scorecard {
        scoring::score(self.standard, &self.visit_so_far())
    }
}

/// What is typed at an item, in short.
fn hint(item: &Item, language: &crate::model::text::Language) -> String {
    let hint = match &item.scale {
        // Minutes and seconds are for what is waited for on the spot.
        Scale::Duration(_) if item.may_be_awaited() => "how long, like 2d or 4h".into(),
        Scale::YesNo { .. } => "y/n".into(),
        Scale::Levels(levels) => match bounds(levels) {
            Some((lowest, highest)) => format!("{lowest}-{highest}"),
            None => "a number".into(),
        },
        Scale::Choice(options) => format!("1-{}", options.len()),
        Scale::Several(options, _) => format!("1-{}, like 1,3; 0 for none", options.len()),
        scale if scale.is_in_hours() => "like 3h30m".into(),
        Scale::Duration(_) => "m:ss".into(),
        Scale::Count(..) => "how many".into(),
        Scale::Tally { of } => format!("like 2 of 3 {}", of.in_language(language)),
        Scale::Number { unit } => format!("number, {}", unit.in_language(language)),
        Scale::Text => "text".into(),
    };
    // So that nobody holds up a visit for a call that comes on Friday.
    match &item.scale {
        _ if !item.may_be_awaited() => hint,
        Scale::Duration(_) => format!("{hint}, or :awaiting"),
        _ => format!("{hint}, or :awaiting 3 days"),
    }
}

#[cfg(test)]
mod tests {
    use super::hint;
    use crate::model::scale::Scale;
    use crate::model::text::Language;
    use crate::walk::sample::{id, standard};

    #[test]
    fn what_was_promised_may_be_awaited_and_the_hint_says_so() {
        let standard = standard();
        let of = |item: &str, promise: bool| {
            let mut item = standard.item(&id(item)).unwrap().clone();
            item.promise = promise;
            hint(&item, &Language::default())
        };
        assert_eq!(of("wait", false), "m:ss");
        let mut long = standard.item(&id("wait")).unwrap().clone();
        if let Scale::Duration(bands) = &mut long.scale {
            bands[0].threshold = 3_600;
        }
        assert_eq!(hint(&long, &Language::default()), "like 3h30m");
        assert_eq!(of("wait", true), "how long, like 2d or 4h, or :awaiting");
        assert_eq!(of("greeted", false), "y/n");
        assert_eq!(of("greeted", true), "y/n, or :awaiting 3 days");
    }
}
