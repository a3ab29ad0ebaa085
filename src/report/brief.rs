//! A pocket card to read before going in: who the auditor is, what they ask for, what to time, to count
//! and to listen for, and what to bring along. No points, and no question that is not worth remembering.

use super::sheet::Sheet;
use super::visit_tables::columns;
use super::wording::{listed, sentence};
use super::{Block, Cell, Report, Table, Tone};
use crate::model::scale::ItemType;
use crate::model::standard::{Demand, Item, Scenario, Standard};
use crate::model::text::Language;
use crate::model::visit::Channel;

/// Gives the card of a standard for one of its scenarios, or for none where it has none.
pub fn brief(standard: &Standard, scenario: Option<&Scenario>, language: &Language) -> Report {
    let card = Card {
        sheet: Sheet::new(standard, language),
        scenario,
    };
    Report {
        shape: "brief",
        version: 1,
        blocks: card.blocks(),
        data: vec![card.data()],
    }
}

/// What an auditor does about an item while it happens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Task {
    Time,
    Count,
    Notice,
    Feel,
    Recall,
}

impl Task {
    const ALL: [Self; 5] = [
        Self::Time,
        Self::Count,
        Self::Notice,
        Self::Feel,
        Self::Recall,
    ];

    fn of(item: &Item) -> Self {
        let is_feeling = item.tags.get("measure").is_some_and(|tag| tag == "feeling");
        match item.scale.item_type() {
            ItemType::Duration => Self::Time,
            ItemType::Count | ItemType::Tally | ItemType::Number => Self::Count,
            ItemType::Text => Self::Recall,
            _ if is_feeling => Self::Feel,
            _ => Self::Notice,
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Time => "Take the time",
            Self::Count => "Count",
            Self::Notice => "Look and listen for",
            Self::Feel => "Ask yourself at the end",
            Self::Recall => "Remember to write down",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Count => "count",
            Self::Notice => "notice",
            Self::Feel => "feel",
            Self::Recall => "recall",
        }
    }
}

struct Card<'s> {
    sheet: Sheet<'s>,
    scenario: Option<&'s Scenario>,
}

impl Card<'_> {
    fn blocks(&self) -> Vec<Block> {
        let standard = self.sheet.standard;
        let title = self.sheet.text(&standard.title);
        let heading = self
            .scenario
            .map_or(title, |scenario| self.sheet.text(&scenario.title));
        let mut facts = Vec::new();
        if self.scenario.is_some() {
            facts.push(title.to_owned());
        }
        if !standard.channels.is_empty() {
            let channels = standard.channels.iter().map(|one| Channel::words(*one));
            facts.push(channels.collect::<Vec<_>>().join(" or "));
        }
        facts.push(super::wording::counted(standard.items().count(), "item"));
        let mut blocks = vec![
            Block::Heading(1, heading.into()),
            Block::Note(Tone::Quiet, facts.join(" · ")),
        ];
        blocks.extend(self.played());
        for task in Task::ALL {
            let lines: Vec<String> = self.items(task).map(|item| self.line(item, task)).collect();
            if !lines.is_empty() {
                blocks.push(Block::Heading(2, task.heading().into()));
                blocks.push(Block::List(lines));
            }
        }
        let kept: Vec<&str> = standard
            .items()
            .filter(|item| item.evidence != Demand::Never)
            .map(|item| self.sheet.text(&item.ask))
            .collect();
        if !kept.is_empty() {
            blocks.push(Block::Heading(2, "Bring something that shows it".into()));
            blocks.push(Block::List(kept.into_iter().map(Into::into).collect()));
        }
        blocks.push(Block::Heading(2, "And then".into()));
        blocks.push(Block::List(self.afterwards()));
        blocks
    }

    /// Whom to play, and what to know and say.
    fn played(&self) -> Vec<Block> {
        let Some(scenario) = self.scenario else {
            return Vec::new();
        };
        let persona = scenario.persona.as_ref().map(|persona| {
            let text = format!("You are: {}", self.sheet.text(persona));
            Block::Note(Tone::Plain, sentence(&text))
        });
        let story = scenario
            .brief
            .as_ref()
            .map(|brief| Block::Note(Tone::Plain, sentence(self.sheet.text(brief))));
        persona.into_iter().chain(story).collect()
    }

    fn items(&self, task: Task) -> impl Iterator<Item = &Item> {
        let items = self.sheet.standard.items();
        items.filter(move |item| Task::of(item) == task)
    }

    /// A question; what is timed or counted says from where to where.
    fn line(&self, item: &Item, task: Task) -> String {
        let ask = self.sheet.text(&item.ask);
        let guidance = item.guidance.as_ref().map(|text| self.sheet.text(text));
        match (task, guidance) {
            (Task::Time | Task::Count, Some(guidance)) => {
                format!("{ask}\n{}", sentence(first_sentence(guidance)))
            }
            _ => ask.into(),
        }
    }

    fn afterwards(&self) -> Vec<String> {
        let standard = self.sheet.standard;
        let mut lines = vec![
            "Be a customer like any other: do not test people, do not hold up a queue, and take nobody’s time for longer than the matter needs.".to_owned(),
            "Leave this card outside. Write everything down before you talk to anyone about it, within the hour where you can.".into(),
        ];
        let scenario = self
            .scenario
            .map(|scenario| format!(" --scenario {}", scenario.id));
        lines.push(format!(
            "Score it: mystery visit {}{}",
            standard.id,
            scenario.unwrap_or_default()
        ));
        lines
    }

    fn data(&self) -> Table {
        let text = |text: &str| Cell::Text(text.into());
        let standard = self.sheet.standard;
        let row = |item: &Item| {
            let id = self.scenario.map(|scenario| scenario.id.as_str());
            vec![
                text(standard.id.as_str()),
                text(&standard.version.to_string()),
                id.map_or(Cell::Missing("none"), text),
                text(Task::of(item).word()),
                text(item.id.as_str()),
                text(self.sheet.text(&item.ask)),
            ]
        };
        Table {
            name: "items",
            columns: columns(&[
                "standard", "version", "scenario", "task", "item", "question",
            ]),
            rows: Task::ALL
                .iter()
                .flat_map(|task| self.items(*task).map(row))
                .collect(),
        }
    }
}

/// What is said first: a card has little room.
fn first_sentence(text: &str) -> &str {
    let end = text.find(". ").map_or(text.len(), |dot| dot + 1);
    &text[..end]
}

/// The ids of all scenarios, for who has to choose one.
pub fn scenarios_to_choose(standard: &Standard) -> String {
    let ids: Vec<String> = standard
        .scenarios
        .iter()
        .map(|scenario| format!("`{}`", scenario.id))
        .collect();
    listed(&ids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::standard_yaml::read_standard;
    use crate::render::{Format, Page, render};

    const COUNTER: &str = "\
title: Counter
channels: [in_person]
scenarios:
  dog: {title: First dog, persona: a parent with a child, brief: You rent and work full time}
items:
  wait: {ask: How long until someone came?, within: [20s, 1m], guidance: Start at the door}
  menus: {ask: How many people were asked?, up_to: [0, 1]}
  named: {ask: Did they say their name?, evidence: always}
  warm: {ask: How did it feel?, worst_first: [Cold, Kind], tags: {measure: feeling}}
  story: {ask: What happened?, text: true}
";

    #[test]
    fn a_card_says_whom_to_play_and_what_to_take_in() {
        let standard = read_standard("counter", COUNTER.as_bytes())
            .standard
            .unwrap();
        let card = brief(&standard, standard.scenarios.first(), &Language::default());
        let text = render(&card, Format::Terminal, &Page::default());
        insta::assert_snapshot!(String::from_utf8(text).unwrap());
    }
}
