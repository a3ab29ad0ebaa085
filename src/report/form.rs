//! A standard as a form to print and fill by pen: each item with boxes or a line for its answer, and
//! how to answer alike beside it. No points and no credits stand on it, for they lead the hand.

use super::sheet::Sheet;
use super::visit_tables::columns;
use super::wording::{listed, role, sentence};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::model::scale::{Band, Scale};
use crate::model::standard::{Demand, Item, Section, Standard};
use crate::model::text::Language;
use crate::model::visit::{Channel, Role};

/// Where a pen goes.
const LINE: &str = "____________________";

/// Where a pen writes a number.
const SHORT: &str = "______";

/// Gives the form of a standard in a language; a text that lacks it stands in the first one.
pub fn form(standard: &Standard, language: &Language) -> Report {
    let form = Form(Sheet::new(standard, language));
    Report {
        shape: "form",
        version: 1,
        blocks: form.blocks(),
        data: vec![form.data()],
    }
}

struct Form<'s>(Sheet<'s>);

impl Form<'_> {
    fn blocks(&self) -> Vec<Block> {
        let standard = self.0.standard;
        let mut blocks = vec![
            Block::Heading(1, self.0.text(&standard.title).into()),
            Block::Note(
                Tone::Quiet,
                "Tick one round box, or any of the square ones. Where an item did not apply write n/a, where you could not see it a dash, and why. Fill it in within the hour: memory fades, and opinion takes its place.".into(),
            ),
            Block::Table(self.facts()),
        ];
        for (section, n) in standard.sections.iter().zip(1..) {
            let title = section.title.as_ref().map_or_else(
                || "What happened".into(),
                |title| format!("{n} {}", self.0.text(title)),
            );
            blocks.push(Block::Heading(2, title));
            blocks.push(Block::Table(self.items(section)));
        }
        blocks.push(Block::Heading(2, "Anything else".into()));
        blocks.push(Block::Table(Table {
            name: "pen",
            columns: vec![Column::new("what", "", 0), Column::new("line", "", 0)],
            rows: vec![
                row("The best moment", LINE),
                row("The hardest moment", LINE),
                row("Notes", LINE),
            ],
        }));
        blocks.push(Block::Note(
            Tone::Quiet,
            format!(
                "{} {}. To write it in: mystery visit {}",
                standard.id, standard.version, standard.id
            ),
        ));
        blocks
    }

    /// What to know of the visit as a whole.
    fn facts(&self) -> Table {
        let standard = self.0.standard;
        let mut rows = vec![
            row("Organisation, and which place", LINE),
            row("Whose place it is", &boxes("○", Role::ALL.map(role))),
            row("Day and time of the visit", LINE),
            row("Auditor, by a code", SHORT),
        ];
        if standard.channels.len() != 1 {
            let all = Channel::ALL.iter().copied();
            let known = &standard.channels;
            let fits = all.filter(|channel| known.is_empty() || known.contains(channel));
            rows.push(row("How", &boxes("○", fits.map(Channel::words))));
        }
        if !standard.scenarios.is_empty() {
            let titles = standard.scenarios.iter().map(|one| {
                let title = self.0.text(&one.title);
                one.persona.as_ref().map_or(title.to_owned(), |persona| {
                    format!("{title}, as {}", self.0.text(persona))
                })
            });
            rows.push(row("Who you are", &boxes("○", titles)));
        }
        rows.push(row(
            "Before you go in: your guess of the total",
            &format!("{SHORT} of 100"),
        ));
        Table {
            name: "pen",
            columns: vec![
                Column::new("what", "The visit", 0),
                Column::new("line", "", 0),
            ],
            rows,
        }
    }

    fn items(&self, section: &Section) -> Table {
        let row = |item: &Item| {
            vec![
                Cell::Text(self.0.number(&item.id).into()),
                Cell::Explained(self.0.text(&item.ask).into(), self.beside(item)),
                Cell::Text(self.room(&item.scale)),
                Cell::Missing(" "),
            ]
        };
        Table {
            name: "form",
            columns: vec![
                Column::new("number", "No.", 0),
                Column::new("question", "Question", 0),
                Column::new("answer", "Answer", 0),
                Column::new("remark", "In a few words", 1),
            ],
            rows: section.items.iter().map(row).collect(),
        }
    }

    /// When an item is asked, how to answer it alike, and what to bring along.
    fn beside(&self, item: &Item) -> String {
        let mut said: Vec<String> = item
            .when
            .iter()
            .map(|condition| format!("Only if {}.", self.0.condition(condition)))
            .collect();
        if !item.only.is_empty() {
            let roles: Vec<&str> = item.only.iter().map(|one| role(*one)).collect();
            said.push(format!("Only for {}.", listed(&roles)));
        }
        said.extend(item.guidance.as_ref().map(|it| sentence(self.0.text(it))));
        said.extend(demanded("Say why", item.remark));
        said.extend(demanded("Keep something that shows it", item.evidence));
        said.join(" ")
    }

    /// Room for the answer.
    fn room(&self, scale: &Scale) -> String {
        match scale {
            Scale::YesNo { .. } => boxes("○", ["yes", "no"]),
            Scale::Levels(levels) => {
                let lines = levels
                    .iter()
                    .map(|level| format!("○ {} {}", level.value, self.0.text(&level.label)));
                lines.collect::<Vec<_>>().join("\n")
            }
            Scale::Choice(options) => {
                let lines = options
                    .iter()
                    .map(|option| format!("○ {}", self.0.text(&option.label)));
                lines.collect::<Vec<_>>().join("\n")
            }
            Scale::Several(options, _) => {
                let lines = options
                    .iter()
                    .map(|option| format!("☐ {}", self.0.text(&option.label)));
                lines.collect::<Vec<_>>().join("\n")
            }
            Scale::Duration(bands) => time(bands).into(),
            Scale::Count(..) => SHORT.into(),
            Scale::Tally { of } => format!("{SHORT} of {SHORT} {}", self.0.text(of)),
            Scale::Number { unit } => format!("{SHORT} {}", self.0.text(unit)),
            Scale::Text => [LINE; 3].join("\n"),
        }
    }

    fn data(&self) -> Table {
        let standard = self.0.standard;
        let text = |text: &str| Cell::Text(text.into());
        let row = |section: &Section, item: &Item| {
            vec![
                text(standard.id.as_str()),
                text(&standard.version.to_string()),
                text(section.id.as_str()),
                text(item.id.as_str()),
                text(self.0.number(&item.id)),
                text(self.0.text(&item.ask)),
                text(&self.beside(item)),
                text(item.scale.item_type().name()),
            ]
        };
        Table {
            name: "items",
            columns: columns(&[
                "standard", "version", "section", "item", "number", "question", "guidance", "type",
            ]),
            rows: standard
                .items_by_section()
                .map(|(section, item)| row(section, item))
                .collect(),
        }
    }
}

fn row(what: &str, line: &str) -> Vec<Cell> {
    vec![Cell::Text(what.into()), Cell::Text(line.into())]
}

/// Boxes beside each other; each word keeps to its box where a line ends.
fn boxes(mark: &str, words: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut boxes = Vec::new();
    // What is short stays in one piece beside the others; what is longer has a line to itself.
    let mut between = "\u{2003}";
    for word in words {
        let word = word.as_ref();
        if word.len() < 20 {
            boxes.push(format!("{mark} {word}").replace(' ', "\u{a0}"));
        } else {
            boxes.push(format!("{mark}\u{a0}{word}"));
            between = "\n";
        }
    }
    boxes.join(between)
}

/// Room for a time in the units that the thresholds are of.
fn time(bands: &[Band]) -> &'static str {
    match bands.last().map_or(0, |band| band.threshold) {
        0..7_200 => "______ min ______ s",
        7_200..172_800 => "______ h ______ min",
        _ => "______ days ______ h",
    }
}

fn demanded(what: &str, demand: Demand) -> Option<String> {
    let when = match demand {
        Demand::Never => return None,
        Demand::OnLow => " where it fell short.",
        Demand::OnTop => " where it was as good as can be.",
        Demand::Always => ".",
    };
    Some(format!("{what}{when}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::standard_yaml::{LOST_CAT, read_standard};
    use crate::render::{Format, Page, render};

    fn shown(yaml: &str, format: Format) -> String {
        let standard = read_standard("x", yaml.as_bytes()).standard.unwrap();
        let report = form(&standard, &Language::default());
        String::from_utf8(render(&report, format, &Page::default())).unwrap()
    }

    #[test]
    fn every_kind_of_answer_has_room_for_a_pen() {
        insta::assert_snapshot!(shown(LOST_CAT, Format::Terminal));
    }

    #[test]
    fn nothing_on_it_says_what_an_answer_earns() {
        let heavy = "title: T\nitems:\n  a: {ask: A?, points: 7, critical: true, within: [20s, 1m]}\n  b: {ask: B?, options: {fine: {label: Fine, credit: 1}, poor: {label: Poor, credit: 0.35}}}\n";
        for format in [Format::Terminal, Format::Html, Format::Csv, Format::Json] {
            let form = shown(heavy, format);
            let said = form.split("</style>").last().unwrap();
            for told in [
                "0.35", "35", "7", "20", "point", "critical", "full", "credit",
            ] {
                assert!(!said.contains(told), "{told} in {said}");
            }
        }
    }

    #[test]
    fn a_long_time_is_written_in_long_units() {
        let of = |within: &str| {
            shown(
                &format!("title: T\nitems: {{a: {{ask: A?, within: {within}}}}}\n"),
                Format::Markdown,
            )
        };
        assert!(of("[20s, 1m]").contains("min \\_"));
        assert!(of("[4h, 1d]").contains(" h \\_"));
        assert!(of("[1d, 3d]").contains(" days \\_"));
    }
}
