//! What is handed on, in the language asked for: headings, titles of columns and names of sheets by
//! `headings.txt`, which has a line for each of the program's own, and sentences by `sentences`. Whatever
//! is in neither stays as it is. Names, what somebody wrote and the keys of data are never touched.

use super::graphic::{Drawing, Graphic};
use super::sentences::Sentences;
use super::workbook::Workbook;
use super::{Block, Cell, Column, Table};
use crate::model::text::Language;

/// The languages, then the titles of pages, where `{}` is a name; behind an empty line all other headings.
const WORDS: &str = include_str!("headings.txt");

/// Stands for a name in a title.
const NAME: &str = "{}";

/// The key of columns whose title is the name of an organisation, unless that stands above it.
const SIDE: &str = "side";

/// The keys of columns that hold words of ours; all others hold names, questions and answers.
const OF_OUR_WORDS: [&str; 8] = [
    "gap", "likely", "verdict", "cost", "how", "due", "what", "figure",
];

/// The tables in which each organisation has a column of what happened there.
const OF_FACTS: &str = "effort";

/// The headings of one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Headings {
    /// The place of the language in a line.
    place: usize,
    /// Whether its nouns keep their capital within a line.
    keeps_capitals: bool,
    sentences: Sentences,
}

impl Headings {
    /// The headings in a language, whatever its region; in English where there are none.
    pub(super) fn of(language: &Language) -> Self {
        let code = language.as_str().split('-').next().unwrap_or_default();
        let languages = WORDS.lines().next().unwrap_or_default();
        Self {
            place: (languages.split(" | "))
                .position(|known| known == code)
                .unwrap_or(0),
            keeps_capitals: code == "de",
            sentences: Sentences::of(language),
        }
    }

    fn lines(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let lines = WORDS.lines().filter(|line| !line.is_empty());
        lines.filter_map(move |line| {
            let words = || line.split(" | ");
            Some((words().next()?, words().nth(self.place)?))
        })
    }

    /// A heading by its English words; `None` where it has no other.
    fn of_words(self, english: &str) -> Option<&'static str> {
        let found = self.lines().find(|(known, _)| *known == english);
        found.map(|(_, told)| told)
    }

    /// The name of a sheet, which formulas go by.
    pub(super) fn sheet(self, english: &'static str) -> &'static str {
        self.of_words(english).unwrap_or(english)
    }

    /// The title of a page, which may begin with a name; a name by itself is no heading of ours.
    fn title(self, english: &str) -> String {
        let titles = WORDS.split("\n\n").next().unwrap_or_default();
        if titles
            .lines()
            .any(|line| line.split(" | ").next() == Some(english))
        {
            return self.of_words(english).unwrap_or(english).into();
        }
        let told = self.lines().find_map(|(known, told)| {
            let name = english.strip_suffix(known.strip_prefix(NAME)?)?;
            Some(told.replacen(NAME, &self.title(name), 1))
        });
        told.unwrap_or_else(|| english.into())
    }

    fn tell(self, words: &mut String) {
        if let Some(told) = self.of_words(words) {
            told.clone_into(words);
        }
    }

    fn tell_table(self, table: &mut Table) {
        for column in &mut table.columns {
            if column.key != SIDE || !column.group.is_empty() {
                self.tell(&mut column.title);
            }
            column.keeps_capital = self.keeps_capitals;
        }
        for row in &mut table.rows {
            for (column, cell) in table.columns.iter().zip(row) {
                self.tell_cell(table.name, column, cell);
            }
        }
    }

    fn tell_cell(self, table: &str, column: &Column, cell: &mut Cell) {
        let is_ours = OF_OUR_WORDS.contains(&column.key.as_str())
            || !column.group.is_empty()
            || table == OF_FACTS && column.key == SIDE;
        match cell {
            Cell::Toned(_, text) => self.sentences.tell(text),
            Cell::Text(text) if is_ours => self.sentences.tell(text),
            Cell::Explained(_, text) if is_ours => self.sentences.tell(text),
            Cell::Missing(why) => *why = self.sentences.why(why),
            _ => {}
        }
    }

    fn tell_chart(self, chart: &mut Graphic) {
        let sentences = self.sentences;
        self.tell(&mut chart.title);
        self.tell_table(&mut chart.table);
        sentences.tell(&mut chart.alt);
        sentences.tell(&mut chart.caption);
        match &mut chart.drawing {
            Drawing::Scatter { axes, corners, .. } => {
                for axis in axes {
                    self.tell(axis);
                }
                for corner in corners {
                    sentences.tell(corner);
                }
            }
            Drawing::Dumbbell { rows, .. } => {
                for row in rows {
                    sentences.tell(&mut row.label);
                    row.lanes
                        .iter_mut()
                        .for_each(|it| sentences.tell(&mut it.note));
                }
            }
            Drawing::Lines { aim, .. } => {
                if let Some((word, _)) = aim {
                    sentences.tell(word);
                }
            }
            Drawing::Heat { .. } => {}
        }
    }
}

/// The blocks of a report in a language.
pub(super) fn in_language(blocks: Vec<Block>, language: &Language) -> Vec<Block> {
    told(blocks, Headings::of(language))
}

/// The blocks of a report with their headings in a language, where all else may be somebody's own words.
pub(super) fn headings_in_language(blocks: Vec<Block>, language: &Language) -> Vec<Block> {
    let headings = Headings {
        sentences: Sentences::of(&Language::default()),
        ..Headings::of(language)
    };
    told(blocks, headings)
}

fn told(mut blocks: Vec<Block>, headings: Headings) -> Vec<Block> {
    for block in &mut blocks {
        match block {
            Block::Heading(1, text) => *text = headings.title(text),
            Block::Heading(_, text) => headings.tell(text),
            Block::Table(table) => headings.tell_table(table),
            Block::Graphic(chart) => headings.tell_chart(chart),
            Block::Figures(figures) => {
                for figure in figures {
                    headings.tell(&mut figure.label);
                    headings.sentences.tell(&mut figure.note);
                }
            }
            Block::Note(_, text) => headings.sentences.tell(text),
            Block::List(lines) => lines.iter_mut().for_each(|it| headings.sentences.tell(it)),
            Block::Chart(_) | Block::Pictures(_) => {}
        }
    }
    blocks
}

/// A workbook with its title, the names of its sheets and what stands above them and their columns in
/// a language. Its formulas name the sheets so from the start.
pub(super) fn workbook_in_language(mut workbook: Workbook, language: &Language) -> Workbook {
    let headings = Headings::of(language);
    workbook.title = headings.title(&workbook.title);
    for sheet in &mut workbook.sheets {
        sheet.name = headings.sheet(sheet.name);
        for (n, note) in sheet.notes.iter_mut().enumerate() {
            match n {
                0 => *note = headings.title(note),
                _ => headings.sentences.tell(note),
            }
        }
        for head in &mut sheet.columns {
            headings.tell(&mut head.title);
        }
        for chart in &mut sheet.charts {
            headings.tell_chart(chart);
        }
    }
    workbook
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Column;

    fn headings(code: &str) -> Headings {
        Headings::of(&Language::new(code).unwrap())
    }

    #[test]
    fn every_heading_has_words_in_every_language_once() {
        let n = WORDS.lines().next().unwrap().split(" | ").count();
        let mut known = Vec::new();
        for line in WORDS.lines().filter(|line| !line.is_empty()) {
            let words: Vec<&str> = line.split(" | ").collect();
            assert_eq!(words.len(), n, "{line}");
            let names = words.iter().map(|word| word.matches(NAME).count());
            assert!(
                names.clone().all(|n| Some(n) == names.clone().next()),
                "{line}"
            );
            assert!(
                words
                    .iter()
                    .all(|word| word.trim() == *word && !word.is_empty())
            );
            assert!(!known.contains(&words[0]), "{line}");
            known.push(words[0]);
        }
    }

    #[test]
    fn a_region_does_not_matter_and_a_language_without_words_is_english() {
        assert_eq!(headings("fr-CA").of_words("Gap"), Some("Écart"));
        assert_eq!(headings("pt").of_words("Gap"), Some("Gap"));
        assert_eq!(headings("de").of_words("How are you?"), None);
    }

    #[test]
    fn a_title_keeps_the_name_in_it_and_a_name_stays() {
        #[track_caller]
        fn check(title: &str, expected: &str) {
            assert_eq!(headings("fr").title(title), expected);
        }
        check(
            "Us: them: lessons learned",
            "Us: them\u{a0}: retour d’expérience",
        );
        check("How others serve", "Le service des autres");
        check(
            "How others serve: lessons learned",
            "Le service des autres\u{a0}: retour d’expérience",
        );
        check("Care", "Care");
    }

    #[test]
    fn organisations_keep_their_names_and_german_nouns_their_capitals() {
        let table = Table {
            name: "table",
            columns: vec![
                Column::new(SIDE, "Care", 0),
                Column::new(SIDE, "Score", 0).below("Care"),
                Column::new("gap", "Gap", 0).below("Care"),
            ],
            rows: Vec::new(),
        };
        let titles = |code: &str| -> Vec<String> {
            let blocks = vec![Block::Table(table.clone())];
            let told = in_language(blocks, &Language::new(code).unwrap());
            let [Block::Table(table)] = told.as_slice() else {
                panic!("{told:?}");
            };
            table.columns.iter().map(Column::whole_title).collect()
        };
        assert_eq!(titles("fr"), ["Care", "Care, score", "Care, écart"]);
        assert_eq!(titles("de"), ["Care", "Care, Ergebnis", "Care, Abstand"]);
    }
}
