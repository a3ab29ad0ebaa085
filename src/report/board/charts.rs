//! The charts of the report, each with its figures as a table.

use super::{Part, columns};
use crate::analysis::board::{course, guesses};
use crate::analysis::pictures::script_and_care;
use crate::analysis::ruler::{Line, Subject};
use crate::analysis::verdict::Finding;
use crate::model::share::{Exact, Share};
use crate::model::visit::Role;
use crate::report::comparison_beside::Beside;
use crate::report::comparison_tables::{item_label, section_title};
use crate::report::graphic::{Dot, Drawing, DumbbellRow, Graphic, HeatRow, Lane, Series};
use crate::report::wording::{gap, verdict_word};
use crate::report::{Cell, Column, Table};

impl Part<'_, '_> {
    fn names(&self) -> Vec<String> {
        let sides = self.one.sides.iter();
        sides.map(|side| side.organisation.to_string()).collect()
    }

    /// A column for each organisation behind a first one.
    fn by_organisation(&self, key: &str, title: &str) -> Vec<Column> {
        let mut all = columns(&[(key, title)]);
        let names = self.names();
        all.extend(names.iter().map(|name| Column::new("side", name, 0)));
        all
    }

    /// The total of each organisation, month by month.
    pub(super) fn trend_chart(&self) -> Option<Graphic> {
        let course = course(self.one);
        if course.months.len() < 2 {
            return None;
        }
        let is_of_one_year = |pattern: &str| {
            let mut years = course
                .months
                .iter()
                .map(|month| month.format(pattern).to_string());
            let first = years.next();
            years.all(|year| Some(year) == first)
        };
        let pattern = if is_of_one_year("%Y") { "%b" } else { "%b %y" };
        let sentences = self.sentences();
        let steps: Vec<String> = course
            .months
            .iter()
            .map(|month| sentences.told(&month.format(pattern).to_string()))
            .collect();
        let names = self.names();
        let series = names.iter().zip(&course.sides).map(|(name, sums)| Series {
            is_limit: false,
            name: name.clone(),
            values: sums.iter().map(|it| it.mean().map(Exact::value)).collect(),
        });
        let rows = course.months.iter().enumerate().map(|(n, month)| {
            let cells = course.sides.iter().map(|sums| {
                let mean = sums[n].mean();
                mean.map_or(Cell::Missing(""), |mean| Cell::MeanOf(mean, sums[n].n))
            });
            let first = Cell::Text(super::month(*month, self.language));
            std::iter::once(first).chain(cells).collect()
        });
        let aim = self.one.standard().and_then(|it| it.scoring.target);
        let basis = if self.one.common.is_some() {
            " Over the items that all were judged on."
        } else {
            ""
        };
        Some(Graphic {
            name: "trend",
            title: "Month by month".into(),
            alt: format!(
                "A line chart of the mean score of {} in each month from {} to {}; the table below has its figures.",
                sentences.listed(&names),
                steps.first()?,
                steps.last()?
            ),
            caption: format!(
                "The mean score of each month's visits; a few visits make a month, so it goes up and down by chance.{basis}"
            ),
            drawing: Drawing::Lines {
                steps,
                series: series.collect(),
                aim: aim.map(|aim| ("aim".into(), aim.value())),
            },
            table: Table {
                name: "trend",
                columns: self.by_organisation("month", "Month (visits in brackets)"),
                rows: rows.collect(),
            },
        })
    }

    /// What auditors guessed of our own visits, beside what these came to.
    pub(super) fn guess_chart(&self) -> Option<Graphic> {
        let reference = self.one.reference()?;
        let own: Vec<_> = guesses(self.one)
            .into_iter()
            .filter(|guessed| guessed.side == reference)
            .collect();
        if own.len() < 3 {
            return None;
        }
        let dots = own.iter().map(|guessed| Dot {
            series: 0,
            x: guessed.total.value(),
            y: guessed.guess.value(),
            label: String::new(),
        });
        let n_above = own.iter().filter(|it| it.guess > it.total).count();
        let n = own.len();
        let mut rows: Vec<(Share, Share)> = own.iter().map(|it| (it.total, it.guess)).collect();
        // By score: the order of visits is nobody's business.
        rows.sort();
        Some(Graphic {
            name: "guess",
            title: "Guessed and scored".into(),
            alt: format!(
                "A dot for each of our {n} visits: the auditor's guess upwards, the score along the bottom. {n_above} lie above the line on which both are equal."
            ),
            caption: format!(
                "Before the answers were counted each auditor guessed the score. In {n_above} of {n} visits the guess was higher; a friendly impression may hide what was missed."
            ),
            drawing: Drawing::Scatter {
                axes: ["Score".into(), "Guess".into()],
                series: vec![self.one.sides[reference].organisation.to_string()],
                dots: dots.collect(),
                corners: [
                    "felt better than it was".into(),
                    "was better than it felt".into(),
                ],
            },
            table: Table {
                name: "guesses",
                columns: columns(&[
                    ("visit", "Visit, by score"),
                    ("score", "Score"),
                    ("guess", "Guess"),
                ]),
                rows: rows
                    .into_iter()
                    .zip(1_u64..)
                    .map(|((total, guess), n)| {
                        vec![
                            Cell::Text(n.to_string()),
                            Cell::Share(total),
                            Cell::Share(guess),
                        ]
                    })
                    .collect(),
            },
        })
    }

    /// Our own score beside each competitor's, in total and by section.
    pub(super) fn sections_chart(&self) -> Option<Graphic> {
        let reference = self.one.reference()?;
        let mut subjects = vec![("Total".to_owned(), self.one.compared_total())];
        for line in &self.one.lines {
            if let Subject::Section(section) = line.subject {
                let title = section_title(self.one, section, self.language);
                let common = Subject::CommonSection(section);
                let is_common = self.one.line(&common).is_some();
                let subject = if is_common {
                    common
                } else {
                    line.subject.clone()
                };
                subjects.push((title, subject));
            }
        }
        // Of the short form the one section is the whole.
        if subjects.len() == 2 {
            subjects.pop();
        }
        let lines: Vec<(String, &Line)> = subjects
            .into_iter()
            .filter_map(|(label, subject)| Some((label, self.one.line(&subject)?)))
            .collect();
        let rows = lines.iter().map(|(label, line)| {
            let own = line.measures[reference].mean().map(Exact::value);
            let lanes = self.one.rivals().filter_map(|rival| {
                let mean = line.measures[rival].mean()?;
                let finding = line.findings.get(rival).and_then(Option::as_ref);
                let note = self.one.gap(line, rival).map_or("–".to_owned(), |it| {
                    let word =
                        finding.map_or("", |finding| verdict_word(finding.judgement.verdict));
                    format!("{} {word}", gap(it)).trim_end().to_owned()
                });
                Some(Lane {
                    series: rival,
                    value: mean.value(),
                    likely: likely(own, finding),
                    note,
                })
            });
            DumbbellRow {
                label: label.clone(),
                own,
                lanes: lanes.collect(),
            }
        });
        let rows: Vec<DumbbellRow> = rows.collect();
        let names = self.names();
        let beside = Beside::of(reference, self.one.rivals().collect());
        let has_sections = lines.len() > 1;
        let has_bands = rows
            .iter()
            .any(|row| row.lanes.iter().any(|lane| lane.likely.is_some()));
        let (title, subject) = if has_sections {
            (
                "Ours beside theirs, section by section",
                "For the total and each section",
            )
        } else {
            ("Ours beside theirs", "For the total")
        };
        let mut caption =
            "Each line joins our score to theirs; the gap and its verdict stand at the right."
                .to_owned();
        if has_bands {
            caption += " The broad band is where their score likely lies, seen from ours: where it reaches our dot, who is ahead can't be told.";
        }
        Some(Graphic {
            name: "sections",
            title: title.into(),
            alt: format!(
                "{subject} the score of {} joined to that of {}; the table below has its figures.",
                names[reference],
                self.sentences().listed(&self.rival_names())
            ),
            caption,
            drawing: Drawing::Dumbbell {
                series: names,
                rows,
            },
            table: Table {
                name: "sections",
                columns: beside.columns(self.one, "Section", true),
                rows: lines
                    .iter()
                    .map(|(label, line)| beside.line(self.one, label.clone(), line))
                    .collect(),
            },
        })
    }

    fn rival_names(&self) -> Vec<String> {
        let rivals = self.one.rivals();
        rivals
            .map(|rival| self.one.sides[rival].organisation.to_string())
            .collect()
    }

    /// Script beside care, a dot for each place.
    pub(super) fn care_chart(&self) -> Option<Graphic> {
        let places: Vec<_> = script_and_care(self.one)
            .into_iter()
            .filter(|place| place.n_visits >= crate::analysis::side::ENOUGH_VISITS)
            .collect();
        if places.is_empty() {
            return None;
        }
        let has_several = |side: usize| self.one.sides[side].sites.len() > 1;
        let label = |side: usize, site: &str| {
            let name = &self.one.sides[side].organisation;
            if has_several(side) {
                format!("{name}, {site}")
            } else {
                name.to_string()
            }
        };
        let dots = places.iter().map(|place| Dot {
            series: place.side,
            x: place.script.value(),
            y: place.care.value(),
            label: label(place.side, place.site.as_str()),
        });
        let rows = places.iter().map(|place| {
            vec![
                Cell::Text(label(place.side, place.site.as_str())),
                Cell::Count(place.n_visits),
                Cell::Mean(place.script),
                Cell::Mean(place.care),
            ]
        });
        Some(Graphic {
            name: "care",
            title: "Script and care".into(),
            alt: "A dot for each place: how well the script is kept along the bottom, how well people are cared for upwards; the table below has its figures.".into(),
            caption: "The script is what can be ticked off; care is how people were treated. A place far below the line does as told without warmth; one far above is warm and forgets things.".into(),
            drawing: Drawing::Scatter {
                axes: ["Script".into(), "Care".into()],
                series: vec![],
                dots: dots.collect(),
                corners: ["warm but sloppy".into(), "by the book, cold".into()],
            },
            table: Table {
                name: "care",
                columns: columns(&[("place", "Place"), ("visits", "Visits"), ("script", "Script"), ("care", "Care")]),
                rows: rows.collect(),
            },
        })
    }

    /// Every item of every organisation, in colour.
    pub(super) fn items_chart(&self) -> Option<Graphic> {
        let lines: Vec<(usize, &Line)> = self
            .one
            .lines
            .iter()
            .filter_map(|line| match line.subject {
                Subject::Item(item) => Some((item, line)),
                _ => None,
            })
            .collect();
        if lines.is_empty() {
            return None;
        }
        // Of the short form the one section is the whole.
        let n_sections = self.one.catalogue.sections.len();
        let rows = lines.iter().map(|(item, line)| {
            let entry = &self.one.catalogue.items[*item];
            HeatRow {
                group: if n_sections > 1 {
                    section_title(self.one, entry.section, self.language)
                } else {
                    String::new()
                },
                label: item_label(self.one, *item, self.language),
                cells: line
                    .measures
                    .iter()
                    .map(|measure| measure.mean().map(Exact::value))
                    .collect(),
            }
        });
        let cells = lines.iter().map(|(item, line)| {
            let first = Cell::Text(item_label(self.one, *item, self.language));
            let means = line.measures.iter().map(|measure| {
                let mean = measure.mean();
                mean.map_or(Cell::Missing(""), |mean| {
                    Cell::MeanOf(mean, measure.n_visits())
                })
            });
            std::iter::once(first).chain(means).collect()
        });
        Some(Graphic {
            name: "items",
            title: "Every item".into(),
            alt: "A table in colour: the score of each item at each organisation, from low to high.".into(),
            caption: "Percent of the points, rounded to whole ones; the darker orange the lower, the darker green the higher.".into(),
            drawing: Drawing::Heat {
                columns: self.names(),
                rows: rows.collect(),
            },
            table: Table {
                name: "every_item",
                columns: self.by_organisation("item", "Item (visits in brackets)"),
                rows: cells.collect(),
            },
        })
    }

    pub(super) fn every_item(&self) -> Vec<crate::report::Block> {
        let chart = self.items_chart();
        chart.map_or(Vec::new(), |chart| {
            let title = if self
                .one
                .sides
                .iter()
                .any(|side| side.role == Role::Competitor)
            {
                "Item by item, ours and theirs"
            } else {
                "Item by item"
            };
            vec![
                self.heading(title),
                crate::report::Block::Graphic(Box::new(chart)),
            ]
        })
    }
}

/// Where theirs likely lies, seen from our own.
fn likely(own: Option<f64>, finding: Option<&Finding>) -> Option<(f64, f64)> {
    let interval = finding?.interval?;
    let own = own?;
    Some((own - interval.high, own - interval.low))
}
