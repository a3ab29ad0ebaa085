//! The sheet of a standard: what is asked, how each answer counts, and how to answer alike. Made for
//! reading and printing; the data behind it are tidy tables.

use super::sheet_data;
use super::wording::{counted, listed, quoted, sentence, short_percent, value};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::model::condition::{Condition, Test};
use crate::model::duration::spoken;
use crate::model::id::Id;
use crate::model::scale::{ItemType, Scale};
use crate::model::share::Share;
use crate::model::standard::{CriticalRule, Demand, Item, Scenario, Section, Standard};
use crate::model::text::{Language, Text};
use crate::model::visit::Channel;
use crate::walk::state::is_flat;

/// The version of the JSON shape `standard`.
const VERSION: u32 = 1;

/// What a sheet is about.
pub(super) struct Sheet<'s> {
    pub(super) standard: &'s Standard,
    pub(super) language: &'s Language,
    /// Each item with its number, `2.3`, or `3` where there are no sections, as the walk has it.
    pub(super) numbers: Vec<(&'s Id, String)>,
}

/// Gives the sheet of a standard in a language; a text that lacks it stands in the first one.
pub fn sheet(standard: &Standard, language: &Language) -> Report {
    let sheet = Sheet::new(standard, language);
    Report {
        shape: "standard",
        version: VERSION,
        blocks: sheet.blocks(),
        data: sheet_data::tables(&sheet),
    }
}

impl<'s> Sheet<'s> {
    /// Numbers the items of a standard.
    pub(super) fn new(standard: &'s Standard, language: &'s Language) -> Self {
        let is_flat = is_flat(standard);
        let numbers = standard.sections.iter().zip(1..).flat_map(|(section, n)| {
            let items = section.items.iter().zip(1..);
            items.map(move |(item, m)| {
                let section = if is_flat {
                    String::new()
                } else {
                    format!("{n}.")
                };
                (&item.id, format!("{section}{m}"))
            })
        });
        Self {
            standard,
            language,
            numbers: numbers.collect(),
        }
    }

    fn blocks(&self) -> Vec<Block> {
        let standard = self.standard;
        let mut blocks = vec![
            Block::Heading(1, self.text(&standard.title).into()),
            Block::Note(Tone::Quiet, self.facts()),
        ];
        if let Some(purpose) = &standard.purpose {
            blocks.push(Block::Note(Tone::Plain, self.text(purpose).into()));
        }
        blocks.push(Block::Heading(2, "How it is scored".into()));
        blocks.push(Block::List(self.rules()));
        if !standard.scenarios.is_empty() {
            blocks.push(Block::Heading(2, "Scenarios".into()));
            let scenarios = standard.scenarios.iter().map(|one| self.scenario(one));
            blocks.push(Block::List(scenarios.collect()));
        }
        for (section, n) in standard.sections.iter().zip(1..) {
            blocks.push(Block::Heading(2, self.section_title(section, n)));
            blocks.push(Block::Table(self.items(section)));
            let notes: Vec<String> = section
                .items
                .iter()
                .filter_map(|it| self.notes(it))
                .collect();
            if !notes.is_empty() {
                blocks.push(Block::Note(
                    Tone::Plain,
                    "How to answer, and why it matters:".into(),
                ));
                blocks.push(Block::List(notes));
            }
        }
        blocks
    }

    pub(super) fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.in_language(self.language)
    }

    pub(super) fn number<'t>(&'t self, id: &'t Id) -> &'t str {
        let found = self.numbers.iter().find(|(known, _)| *known == id);
        found.map_or(id.as_str(), |(_, number)| number)
    }

    fn facts(&self) -> String {
        let standard = self.standard;
        let mut facts = vec![
            format!("{} {}", standard.id, standard.version),
            size(standard),
        ];
        if !standard.channels.is_empty() {
            let channels: Vec<&str> = standard
                .channels
                .iter()
                .map(|one| Channel::words(*one))
                .collect();
            facts.push(channels.join(", "));
        }
        if standard.languages.len() > 1 {
            let languages: Vec<&str> = standard.languages.iter().map(Language::as_str).collect();
            facts.push(format!("in {}", listed(&languages)));
        }
        facts.join(" · ")
    }

    fn rules(&self) -> Vec<String> {
        let scoring = &self.standard.scoring;
        let mut rules = Vec::new();
        if let Some(target) = scoring.target {
            rules.push(format!("The aim is {} percent.", short_percent(target)));
        }
        let bands: Vec<String> = scoring
            .bands
            .iter()
            .map(|band| format!("{} from {}", band.name, short_percent(band.from)))
            .collect();
        rules.push(format!("A total is called {}.", listed(&bands)));
        let is_weighted = self
            .standard
            .sections
            .iter()
            .any(|section| section.weight.is_some());
        rules.push(if is_weighted {
            "The total is made of the sections' scores by their weights.".into()
        } else {
            "The total is the points earned of all points.".into()
        });
        if self.standard.items().any(|item| item.critical) {
            let effect = match scoring.critical {
                CriticalRule::Fail => "the verdict is FAIL; the total stays".into(),
                CriticalRule::Zero => "the verdict is FAIL and the total 0".into(),
                CriticalRule::Cap(cap) => format!(
                    "the verdict is FAIL and the total {} percent at most",
                    short_percent(cap)
                ),
            };
            rules.push(format!("Where a critical item fails, {effect}."));
        }
        if self.standard.items().any(|item| item.bonus) {
            rules.push(format!(
                "Bonus items can only add, {} percent points at most.",
                short_percent(scoring.bonus_limit)
            ));
        }
        rules.push(format!(
            "A visit counts in means where {} percent of the points that could be judged were judged.",
            short_percent(scoring.minimum_coverage)
        ));
        rules
    }

    fn scenario(&self, scenario: &Scenario) -> String {
        let mut line = self.text(&scenario.title).to_owned();
        if let Some(persona) = &scenario.persona {
            line = format!("{line}, as {}", self.text(persona));
        }
        line.push('.');
        if let Some(brief) = &scenario.brief {
            line = format!("{line} {}", sentence(self.text(brief)));
        }
        let same = scenario
            .same_as
            .as_ref()
            .and_then(|id| self.standard.scenario(id));
        if let Some(same) = same {
            let other = same.persona.as_ref().map_or_else(
                || quoted(self.text(&same.title)),
                |persona| format!("the {}", self.text(persona)),
            );
            line = format!(
                "{line} The same request as {other}, to see whether both are treated alike."
            );
        }
        line
    }

    fn section_title(&self, section: &Section, n: usize) -> String {
        let title = section
            .title
            .as_ref()
            .map_or("All items", |title| self.text(title));
        let all: f64 = self
            .standard
            .sections
            .iter()
            .filter_map(|one| one.weight)
            .map(crate::model::share::Points::value)
            .sum();
        let mut facts = Vec::new();
        if let Some(weight) = section.weight {
            let part = Share::rounded(weight.value() / all);
            facts.push(format!("{} percent of the total", short_percent(part)));
        }
        if let Some(minimum) = section.minimum {
            facts.push(format!(
                "below {} the verdict is FAIL",
                short_percent(minimum)
            ));
        }
        let facts = if facts.is_empty() {
            String::new()
        } else {
            format!(" ({})", facts.join("; "))
        };
        format!("{n} {title}{facts}")
    }

    fn items(&self, section: &Section) -> Table {
        let row = |item: &Item| {
            let points = if item.counts() {
                Cell::Number(item.points.value())
            } else {
                Cell::Missing("none")
            };
            let mut question = self.text(&item.ask).to_owned();
            for mark in self.marks(item) {
                question = format!("{question}\n{mark}");
            }
            vec![
                Cell::Text(self.number(&item.id).into()),
                Cell::Text(question),
                Cell::Text(self.answers(&item.scale, item.counts()).join("\n")),
                points,
            ]
        };
        Table {
            name: "items",
            columns: vec![
                Column::new("number", "No.", 0),
                Column::new("question", "Question", 0),
                Column::new("answers", "Answers and their credit", 0),
                Column::new("points", "Points", 1),
            ],
            rows: section.items.iter().map(row).collect(),
        }
    }

    /// What is special about an item, a line each.
    fn marks(&self, item: &Item) -> Vec<String> {
        let mut marks = Vec::new();
        if item.critical {
            marks.push("[critical]".into());
        }
        if item.bonus {
            marks.push("[bonus]".into());
        }
        if !item.scored && item.scale.item_type().can_score() {
            marks.push("[pilot: recorded, not counted]".into());
        }
        for condition in &item.when {
            marks.push(format!("[only if {}]", self.condition(condition)));
        }
        if !item.only.is_empty() {
            let roles: Vec<&str> = item
                .only
                .iter()
                .map(|role| super::wording::role(*role))
                .collect();
            marks.push(format!("[only for {}]", listed(&roles)));
        }
        marks.extend(demand("a remark", item.remark));
        marks.extend(demand("evidence", item.evidence));
        marks
    }

    pub(super) fn condition(&self, condition: &Condition) -> String {
        let number = self.number(&condition.item);
        let scale = self.standard.item(&condition.item).map(|item| &item.scale);
        let is_time = scale.is_some_and(|scale| scale.item_type() == ItemType::Duration);
        let limit = |limit: u64| {
            if is_time {
                spoken(limit)
            } else {
                limit.to_string()
            }
        };
        match &condition.test {
            Test::AtLeast(least) => format!("{number} is at least {}", limit(*least)),
            Test::AtMost(most) => format!("{number} is at most {}", limit(*most)),
            Test::AnyOf(wanted) => {
                let words: Vec<String> = wanted
                    .iter()
                    .map(|one| value(one, scale, self.language))
                    .collect();
                let verb = if scale.is_some_and(|scale| matches!(scale, Scale::Several(..))) {
                    "holds"
                } else {
                    "is"
                };
                format!("{number} {verb} {}", words.join(" or "))
            }
        }
    }

    /// How to answer an item, and why it matters.
    fn notes(&self, item: &Item) -> Option<String> {
        let guidance = item.guidance.as_ref().map(|text| sentence(self.text(text)));
        let why = item
            .why
            .as_ref()
            .map(|text| format!("Why: {}", sentence(self.text(text))));
        let notes: Vec<String> = guidance.into_iter().chain(why).collect();
        (!notes.is_empty()).then(|| format!("{} {}", self.number(&item.id), notes.join(" ")))
    }
}

/// `12 items in 3 sections, 31 points`.
pub fn size(standard: &Standard) -> String {
    let n_items = standard.items().count();
    let n_sections = standard.sections.len();
    let points: f64 = standard
        .items()
        .filter(|item| item.counts() && !item.bonus)
        .map(|item| item.points.value())
        .sum();
    let within = if n_sections > 1 {
        format!(" in {}", counted(n_sections, "section"))
    } else {
        String::new()
    };
    // A sum of typed decimals has no more than a few of its own.
    let points = (points * 1e6).round() / 1e6;
    let word = if (points - 1.0).abs() < f64::EPSILON {
        "point"
    } else {
        "points"
    };
    format!("{}{within}, {points} {word}", counted(n_items, "item"))
}

fn demand(what: &str, demand: Demand) -> Option<String> {
    let when = match demand {
        Demand::Never => return None,
        Demand::OnLow => "for less than full credit",
        Demand::OnTop => "for full credit",
        Demand::Always => "always",
    };
    Some(format!("[{what} {when}]"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::standard_yaml::{LOST_CAT, read_standard};

    #[test]
    fn the_size_is_said_in_right_plurals() {
        let of = |yaml: &str| size(&read_standard("x", yaml.as_bytes()).standard.unwrap());
        assert_eq!(of(LOST_CAT), "8 items, 7 points");
        assert_eq!(of("title: T\nitems: {a: A?}\n"), "1 item, 1 point");
        assert_eq!(
            of(
                "title: T\nsections:\n  a: {title: A, items: {b: {ask: B, points: 0.1}}}\n  c: {title: C, items: {d: {ask: D, points: 0.2}}}\n"
            ),
            "2 items in 2 sections, 0.3 points"
        );
    }
}
