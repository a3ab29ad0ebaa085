//! The agenda of a meeting about lessons learned: successes first, then the few gaps that cost most, what
//! hinders people before what they are to blame for, and questions to decide with room for the answers.
//! No names, and no day that points at one person.

use std::collections::BTreeMap;

use super::{Part, Setting, columns, data, decided, limits, month, none_yet, parts, title};
use crate::analysis::compare::Comparison;
use crate::analysis::points_lost::points_lost;
use crate::analysis::side::ENOUGH_VISITS;
use crate::model::answer::{Answer, Cause};
use crate::model::erasure::is_erased;
use crate::model::order::InOrder;
use crate::model::share::{Credit, Exact};
use crate::model::text::Language;
use crate::report::comparison_tables::{item_label, item_question};
use crate::report::headings::in_language;
use crate::report::wording::{cause, counted, question, quoted};
use crate::report::{Block, Cell, Report, Table, Tone};

/// Most of each kind: an agenda is short.
const MOST: usize = 5;

/// The tables of the report that a meeting works with.
const TABLES: [&str; 2] = ["points_lost", "to_copy"];

/// The agenda.
pub fn lessons(comparison: &Comparison, setting: Setting, language: &Language) -> Report {
    let own = title(comparison, setting);
    let own = own.split(": how").next().unwrap_or(&own);
    let mut blocks = vec![Block::Heading(1, format!("{own}: lessons learned"))];
    blocks.extend(none_yet(comparison, "learn from"));
    for part in parts(comparison, setting, language) {
        blocks.extend(part.opening());
        blocks.extend(part.agenda());
    }
    blocks.extend(decided(setting));
    blocks.extend(limits(comparison, setting));
    let tables = data::data(comparison, setting, language).into_iter();
    Report {
        shape: "lessons",
        version: 1,
        blocks: in_language(blocks, language),
        data: tables
            .filter(|table| TABLES.contains(&table.name))
            .collect(),
    }
}

impl Part<'_, '_> {
    fn agenda(&self) -> Vec<Block> {
        if self.one.has_departments() {
            return self.each_department(|part| part.topics().into_iter().flatten().collect());
        }
        if self.own().is_none() {
            let text = "There are no visits to our own places yet.";
            return vec![Block::Note(Tone::Plain, text.into())];
        }
        self.topics().into_iter().flatten().collect()
    }

    fn topics(&self) -> [Vec<Block>; 8] {
        [
            self.best(),
            self.praised(),
            self.dearest(),
            self.waived(),
            self.hindrances(),
            self.training(),
            self.copy(),
            self.to_decide(),
        ]
    }

    /// A list below a heading; nothing where there is nothing to say.
    fn listed(&self, heading: &str, lines: Vec<String>) -> Vec<Block> {
        if lines.is_empty() {
            return Vec::new();
        }
        vec![self.heading(heading), Block::List(lines)]
    }

    /// What auditors said of our own best answers, the newest first.
    fn praised(&self) -> Vec<Block> {
        let own = self.own().into_iter();
        let visits = own.flat_map(|side| side.visits.iter().rev());
        let mut said: Vec<String> = Vec::new();
        for scored in visits {
            if said.len() == MOST {
                break;
            }
            // Recalled one by one: mostly there are more words than are shown.
            let has_praise = scored.numbers().any(|mark| {
                let mark = &scored.roll.marks[mark];
                mark.has_remark && mark.answer.credit.is_some_and(Credit::is_full)
            });
            let whole = has_praise.then(|| scored.whole()).flatten();
            let answers = whole.map(|visit| visit.answers);
            let mut answers: Vec<(usize, Answer)> = answers
                .into_iter()
                .flatten()
                .filter_map(|answer| Some((self.one.catalogue.place(&answer.item)?, answer)))
                .collect();
            // Rows may have come in any order.
            answers.order_by_key(|(item, _)| *item);
            for (item, answer) in answers {
                let words = answer.remark.trim();
                let is_full = answer.credit.is_some_and(Credit::is_full);
                if is_full && !words.is_empty() && !is_erased(words) && said.len() < MOST {
                    let question = item_label(self.one, item, self.language);
                    let month = month(scored.visit.facts.visited.date(), self.language);
                    said.push(format!("{question}\n{} {month}", quoted(words)));
                }
            }
        }
        self.listed("In the auditors’ words", said)
    }

    /// The few gaps that cost most.
    fn dearest(&self) -> Vec<Block> {
        let lost = points_lost(self.one);
        let own = self.one.reference();
        let rows = lost.iter().take(MOST).map(|lost| {
            let mean = own.and_then(|own| lost.line.measures[own].mean());
            vec![
                Cell::Text(item_label(self.one, lost.item, self.language)),
                mean.map_or(Cell::Missing(""), Cell::Mean),
                Cell::Mean(Exact::nearest(lost.per_visit)),
            ]
        });
        if lost.is_empty() {
            return Vec::new();
        }
        vec![
            self.heading("The few gaps that cost most"),
            Block::Table(Table {
                name: "dearest",
                columns: columns(&[("item", "Item"), ("own", "Ours"), ("lost", "Points lost")]),
                rows: rows.collect(),
            }),
        ]
    }

    /// Where our people kindly broke the script.
    fn waived(&self) -> Vec<Block> {
        let own = self.own().into_iter();
        let lines = own.flat_map(|side| &side.waivers).map(|said| {
            let question = item_question(self.one, said.item, self.language);
            let when = month(said.visit.facts.visited.date(), self.language);
            match said.answer.reason.trim() {
                "" => format!("{question} {when}"),
                reason => format!("{question}\n{} {when}", quoted(reason)),
            }
        });
        let mut blocks = self.listed("Where people kindly broke the script", lines.collect());
        if !blocks.is_empty() {
            let text = "Is it the script that should change?";
            blocks.push(Block::Note(Tone::Plain, text.into()));
        }
        blocks
    }

    /// Why answers fell short, by what auditors said: rules and tools before people.
    fn hindrances(&self) -> Vec<Block> {
        let mut causes: BTreeMap<Cause, BTreeMap<usize, usize>> = BTreeMap::new();
        let own = self.own().into_iter();
        for scored in own.flat_map(|side| &side.visits) {
            for (item, answer) in self.one.catalogue.placed(scored) {
                if let Some(cause) = answer.cause {
                    *causes.entry(cause).or_default().entry(item).or_default() += 1;
                }
            }
        }
        let lines = Cause::ALL.iter().filter_map(|why| {
            let items = causes.get(why)?;
            let items: Vec<String> = items
                .iter()
                .map(|(item, n)| {
                    let question = item_question(self.one, *item, self.language);
                    format!("{question} ({})", counted(*n, "time"))
                })
                .collect();
            Some(format!("Because of {}:\n{}", cause(*why), items.join("\n")))
        });
        self.listed("What hinders us", lines.collect())
    }

    /// What to train, for what costs most.
    fn training(&self) -> Vec<Block> {
        let lost = points_lost(self.one);
        let own = self.one.reference();
        let enough = lost.iter().filter(|lost| {
            own.is_some_and(|own| lost.line.measures[own].n_visits() >= ENOUGH_VISITS)
        });
        let mut needs: Vec<String> = Vec::new();
        for lost in enough {
            let entry = &self.one.catalogue.items[lost.item];
            let training = entry.item.and_then(|item| item.training.as_ref());
            let need = training.map(|text| text.in_language(self.language).to_owned());
            needs.extend(need.filter(|need| !needs.contains(need)));
        }
        needs.truncate(MOST);
        self.listed("What to train", needs)
    }

    /// Questions with room for what is decided.
    fn to_decide(&self) -> Vec<Block> {
        let rows: Vec<Vec<Cell>> = points_lost(self.one)
            .iter()
            .take(MOST)
            .map(|lost| {
                let entry = &self.one.catalogue.items[lost.item];
                let asked = question(entry.item, entry.id, self.language);
                let blank = || Cell::Missing(" ");
                vec![Cell::Text(asked.into()), blank(), blank(), blank()]
            })
            .collect();
        if rows.is_empty() {
            return Vec::new();
        }
        vec![
            self.heading("To decide"),
            Block::Note(
                Tone::Plain,
                "For each: what will we do differently from tomorrow on, who sees to it, and by when do we look again?".into(),
            ),
            Block::Table(Table {
                name: "mend",
                columns: columns(&[
                    ("item", "Item"),
                    ("decision", "What we do"),
                    ("owner", "Who"),
                    ("due", "By when"),
                ]),
                rows,
            }),
        ]
    }
}
