//! The report for a board, in the order in which a board asks: how good are we, what do we do best, where
//! are we weakest, how do others compare, what can we copy, what to mend first, what to do next, and
//! what all this cannot say. The figures are those of the comparison, its data tables too.

mod best;
mod charts;
mod data;
mod departments;
mod effort;
mod how_good;
mod lessons;
mod mend;
mod next;
mod others;
mod sheets;

pub use lessons::lessons;
pub use sheets::workbook;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::comparison::counted_u64;
use super::comparison_beside::column;
use super::comparison_caveats::caveats_without_visits;
use super::comparison_verdicts::cells;
use super::headings::in_language;
use super::sentences::Sentences;
use super::wording::{self, counted, listed};
use super::{Block, Cell, Column, Report, Tone};
use crate::analysis::actions::Standing;
use crate::analysis::compare::{Comparison, StandardComparison};
use crate::analysis::measure::Auditor;
use crate::analysis::side::Side;
use crate::analysis::verdict::Finding;
use crate::model::programme::Programme;
use crate::model::share::Exact;
use crate::model::text::Language;

/// What a report is made with, beside the comparison.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'p> {
    /// Whom we compare with, and where.
    pub programme: &'p Programme,
    /// The last seal of each device with its number.
    pub seals: &'p [(String, u64)],
    /// How what was decided stands.
    pub actions: &'p [Standing],
    /// What was left out so that it may be passed on; `None` where nothing was.
    pub withheld: Option<Withheld>,
    /// Whether tables for machines are wanted: on a page nobody sees them.
    pub has_data: bool,
}

/// What was left out of the auditors' words, beside what may name or describe a person.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Withheld {
    /// Visits whose words are left out, because fewer than five at their place could point at one
    /// person.
    pub n_silent: u64,
}

/// The report for a board.
pub fn board(comparison: &Comparison, setting: Setting, language: &Language) -> Report {
    let mut blocks = vec![Block::Heading(1, title(comparison, setting))];
    blocks.extend(none_yet(comparison, "report"));
    for part in parts(comparison, setting, language) {
        blocks.extend(part.opening());
        blocks.extend(part.blocks());
    }
    blocks.extend(decided(setting));
    if !comparison.standards.is_empty() {
        blocks.push(Block::Heading(2, "What this cannot say".into()));
        blocks.extend(limits(comparison, setting));
    }
    Report {
        shape: "report",
        version: 2,
        blocks: in_language(blocks, language),
        data: data::data(comparison, setting, language),
    }
}

/// That there is nothing yet to do what `purpose` says; nothing where there is.
fn none_yet(comparison: &Comparison, purpose: &str) -> Option<Block> {
    let text = format!(
        "There are no visits to {purpose} yet. Score the first one: mystery visit quick-check"
    );
    (comparison.standards.is_empty()).then_some(Block::Note(Tone::Plain, text))
}

/// Each standard with all that is said of it.
fn parts<'b, 'a>(
    comparison: &'b Comparison<'a>,
    setting: Setting<'b>,
    language: &'b Language,
) -> impl Iterator<Item = Part<'b, 'a>> {
    let is_only = comparison.standards.len() == 1;
    comparison.standards.iter().map(move |one| Part {
        one,
        setting,
        language,
        level: if is_only { 2 } else { 3 },
    })
}

/// What was decided earlier and is open.
fn decided(setting: Setting) -> Vec<Block> {
    let Some(table) = super::actions::open_actions(setting.actions) else {
        return Vec::new();
    };
    let heading = "What was decided, and how does it stand?";
    vec![Block::Heading(2, heading.into()), Block::Table(table)]
}

fn title(comparison: &Comparison, setting: Setting) -> String {
    let all = || comparison.standards.iter();
    let own = |is_internal: bool| {
        let mut of_kind = all().filter(|one| one.is_internal == is_internal);
        of_kind.find_map(|one| Some(one.sides[one.reference()?].organisation))
    };
    let whole = own(false).or(setting.programme.organisation.as_ref());
    match whole.or_else(|| own(true)) {
        Some(own) => format!("{own}: how well we serve"),
        None if all().any(|one| one.is_internal) => "Our departments: how well we serve".into(),
        None => "How others serve".into(),
    }
}

/// A standard with all that is said of it.
struct Part<'b, 'a> {
    one: &'b StandardComparison<'a>,
    setting: Setting<'b>,
    language: &'b Language,
    /// The level of the headings of its questions: 2 where there is no other standard.
    level: u8,
}

impl<'a> Part<'_, 'a> {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = caveats_without_visits(self.one);
        if self.one.sides.is_empty() {
            return blocks;
        }
        if self.one.has_departments() {
            blocks.extend(self.departments());
        } else {
            blocks.extend(self.how_good());
            blocks.extend(self.best());
            blocks.extend(self.weakest());
            blocks.extend(self.others());
            blocks.extend(self.copy());
            blocks.extend(self.mend());
        }
        blocks.extend(self.effort());
        if !self.one.has_departments() {
            blocks.extend(self.next());
        }
        blocks.extend(self.every_item());
        blocks
    }

    fn heading(&self, text: &str) -> Block {
        Block::Heading(self.level, text.into())
    }

    /// Its words in the language asked for.
    fn sentences(&self) -> Sentences {
        Sentences::of(self.language)
    }

    /// The own side.
    fn own(&self) -> Option<&Side<'a>> {
        Some(&self.one.sides[self.one.reference()?])
    }

    fn has_rivals(&self) -> bool {
        self.one.has_rivals()
    }

    /// What the standard is called.
    fn title(&self) -> String {
        wording::standard_title(
            self.one.id,
            &self.one.catalogue,
            &self.one.left_out,
            self.language,
        )
    }

    /// What leads in; where there are other standards, below a heading of its own.
    fn opening(&self) -> Vec<Block> {
        let (title, visited) = (self.title(), self.visited());
        if self.level == 2 {
            let text = format!("{title}. {visited}");
            return vec![Block::Note(Tone::Quiet, text)];
        }
        vec![Block::Heading(2, title), Block::Note(Tone::Quiet, visited)]
    }

    /// What was visited, when and by how many people.
    fn visited(&self) -> String {
        let sides = &self.one.sides;
        if sides.is_empty() {
            return "No visit counts yet.".into();
        }
        let n: u64 = sides.iter().map(Side::n_visits).sum();
        let auditors: BTreeSet<Auditor> = sides
            .iter()
            .flat_map(|side| side.auditors.iter().copied())
            .collect();
        let names: Vec<&str> = sides
            .iter()
            .map(|side| side.organisation.as_str())
            .collect();
        let days = sides.iter().filter_map(|side| side.days);
        let days = days.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)));
        let when = days.map_or(String::new(), |(first, last)| {
            let (first, last) = (month(first, self.language), month(last, self.language));
            if first == last {
                format!(" in {first}")
            } else {
                format!(" from {first} to {last}")
            }
        });
        format!(
            "{} to {}{when}, by {}.",
            counted_u64(n, "visit"),
            self.sentences().listed(&names),
            people(auditors.len())
        )
    }
}

fn people(n: usize) -> String {
    match n {
        1 => "one auditor".into(),
        n => counted(n, "auditor"),
    }
}

/// A month in words, which points at no single visit as a day does: `May 2026`.
fn month(day: NaiveDate, language: &Language) -> String {
    Sentences::of(language).told(&day.format("%B %Y").to_string())
}

fn columns(titles: &[(&str, &str)]) -> Vec<Column> {
    titles
        .iter()
        .map(|(key, title)| column(key, title, 0))
        .collect()
}

/// A gap with its verdict: `+36.6 clear`.
fn gap_and_verdict(gap: Option<Exact>, finding: Option<&Finding>) -> Cell {
    let Some(gap) = gap.map(wording::gap) else {
        return Cell::Missing("");
    };
    match &cells(finding)[1] {
        Cell::Toned(tone, word) => Cell::Toned(*tone, format!("{gap} {word}")),
        _ => Cell::Text(gap),
    }
}

/// What the figures stand on, what was withheld, and the seals.
fn limits(comparison: &Comparison, setting: Setting) -> Vec<Block> {
    let n: u64 = comparison
        .standards
        .iter()
        .flat_map(|one| &one.sides)
        .map(Side::n_visits)
        .sum();
    let mut said = Vec::new();
    if n > 0 {
        let chance = if comparison
            .standards
            .iter()
            .any(StandardComparison::has_rivals)
        {
            "; ranges and verdicts allow for chance, not for what nobody visited."
        } else {
            ": others may turn out otherwise, and what nobody visited is not told."
        };
        said.push(format!(
            "{} {} a sample of what customers met, scored by people from memory soon after{chance}",
            counted_u64(n, "visit"),
            if n == 1 { "is" } else { "are" }
        ));
    }
    if let Some(withheld) = setting.withheld {
        said.push(
            "Made to be passed on: without auditors, days and times of single visits.".into(),
        );
        if withheld.n_silent > 0 {
            said.push(format!(
                "The words of {} are left out, because fewer than five at one place could point at one person.",
                counted_u64(withheld.n_silent, "visit")
            ));
        }
        said.push(
            "What could name a person is taken out of the auditors' words; what stands in square brackets took its place."
                .into(),
        );
    }
    let mut blocks = Vec::new();
    if !said.is_empty() {
        blocks.push(Block::Note(Tone::Plain, said.join(" ")));
    }
    let seals: Vec<String> = setting
        .seals
        .iter()
        .map(|(seal, count)| format!("{}:{count}", seal.get(..16).unwrap_or(seal)))
        .collect();
    if !seals.is_empty() {
        blocks.push(Block::Note(
            Tone::Quiet,
            format!(
                "Last seal and count: {}. Whoever holds this page can check later that no visit was changed since: mystery verify --expect {}",
                listed(&seals),
                seals.join(" --expect ")
            ),
        ));
    }
    blocks
}
