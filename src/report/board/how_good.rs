//! How good are we: the own score with its band, the aim, and what was guessed and thought beside it.

use std::collections::BTreeMap;

use super::Part;
use crate::analysis::board::{guesses, self_view};
use crate::analysis::measure::Sums;
use crate::analysis::ruler::Subject;
use crate::analysis::side::Side;
use crate::model::share::{Exact, Share};
use crate::report::comparison::counted_u64;
use crate::report::comparison_tables::item_label;
use crate::report::graphic::Figure;
use crate::report::wording::{gap_size, percent, short_percent};
use crate::report::{Block, Tone};

impl Part<'_, '_> {
    pub(super) fn how_good(&self) -> Vec<Block> {
        let mut blocks = vec![self.heading("How good are we?")];
        let Some((own, mean)) = self.own_total() else {
            let text = "There is no score of our own yet.";
            blocks.push(Block::Note(Tone::Plain, text.into()));
            return blocks;
        };
        let mut figures = vec![Figure {
            label: "Our score".into(),
            value: percent(mean),
            note: match own.n_visits() {
                1 => format!("of 100{}; in one visit", self.band(mean)),
                n => format!("of 100{}; mean of {n} visits", self.band(mean)),
            },
        }];
        let standard = self.one.standard();
        figures.extend(
            standard
                .and_then(|standard| standard.scoring.target)
                .map(|aim| Figure {
                    label: "Our aim".into(),
                    value: short_percent(aim),
                    note: beside(
                        mean,
                        aim.exact(),
                        ["beyond it", "short of it"],
                        "just reached",
                    ),
                }),
        );
        let guessed = self.guessed();
        figures.extend(guessed.map(|(guess, total, n)| Figure {
            label: "What the auditors guessed".into(),
            value: percent(guess),
            note: format!(
                "{}, before they saw the score of their {}",
                beside(guess, total, ["too high", "too low"], "just right"),
                if n == 1 {
                    "visit".into()
                } else {
                    format!("{n} visits")
                }
            ),
        }));
        let thought = self_view(self.one);
        figures.extend(thought.mean().map(|view| Figure {
            label: "What we think of ourselves".into(),
            value: percent(view),
            note: format!(
                "{} what visitors met, in {}",
                beside(view, mean, ["above", "below"], "the same as"),
                counted_u64(thought.n, "self-assessment")
            ),
        }));
        blocks.push(Block::Figures(figures));
        blocks.extend(self.in_words(own, mean));
        blocks.extend(self.failed(own));
        blocks.extend(self.trend_chart().map(chart));
        blocks.extend(self.guess_chart().map(chart));
        blocks
    }

    fn own_total(&self) -> Option<(&Side<'_>, Exact)> {
        let reference = self.one.reference()?;
        let total = self.one.line(&Subject::Total)?;
        let mean = total.measures[reference].mean()?;
        Some((&self.one.sides[reference], mean))
    }

    fn band(&self, mean: Exact) -> String {
        let bands = self.one.standard().map(|it| &it.scoring.bands);
        let mut bands = bands.into_iter().flatten();
        let band = bands.find(|band| mean >= band.from.exact());
        band.map_or(String::new(), |band| {
            format!(", “{}”", band.name.replace('_', " "))
        })
    }

    /// The mean guess and the mean total of the own visits that have both.
    fn guessed(&self) -> Option<(Exact, Exact, u64)> {
        let reference = self.one.reference()?;
        let (mut of_guesses, mut of_totals) = (Sums::default(), Sums::default());
        for guessed in guesses(self.one) {
            if guessed.side == reference {
                of_guesses.add(guessed.guess);
                of_totals.add(guessed.total);
            }
        }
        Some((of_guesses.mean()?, of_totals.mean()?, of_totals.n))
    }

    /// The critical items that failed, each with the number of visits.
    fn failed(&self, own: &Side) -> Vec<Block> {
        let mut times: BTreeMap<usize, usize> = BTreeMap::new();
        for failure in &own.failures {
            *times.entry(failure.item).or_default() += 1;
        }
        let line = |(item, n): (&usize, &usize)| {
            let asked = item_label(self.one, *item, self.language);
            format!("{asked} ({n}/{})", own.n_visits())
        };
        let lines: Vec<String> = times.iter().map(line).collect();
        if lines.is_empty() {
            return Vec::new();
        }
        let text = "Critical items that failed, and in how many of the visits:";
        vec![Block::Note(Tone::Warning, text.into()), Block::List(lines)]
    }

    /// What the figures come to, in a sentence.
    fn in_words(&self, own: &Side, mean: Exact) -> Option<Block> {
        let reference = self.one.reference()?;
        let total = self.one.line(&Subject::Total)?;
        let measure = &total.measures[reference];
        let ends = measure.best.zip(measure.worst)?;
        if own.n_visits() < 2 {
            return None;
        }
        let [best, worst] = [ends.0, ends.1].map(|end| percent(end.share.exact()));
        let thought = self_view(self.one).mean();
        let blind = thought
            .filter(|view| *view > mean)
            .map_or(String::new(), |view| {
                let points = gap_size(view.minus(mean));
                format!(
                    " The blind spot: we see ourselves {points} points better than visitors do."
                )
            });
        let failed = match own.n_failed {
            0 => "none failed".into(),
            1 => "one failed, on a critical item or a section under its minimum".to_owned(),
            n => format!("{n} failed, on a critical item or a section under its minimum"),
        };
        Some(Block::Note(
            Tone::Plain,
            format!("Our best visit scored {best}, our worst {worst}; {failed}.{blind}"),
        ))
    }
}

fn chart(chart: crate::report::graphic::Graphic) -> Block {
    Block::Graphic(Box::new(chart))
}

/// How far a figure is from another: `2.2 points short of it`.
fn beside(figure: Exact, other: Exact, [above, below]: [&str; 2], same: &str) -> String {
    let difference = figure.minus(other);
    let size = gap_size(difference);
    if size == gap_size(Share::ZERO.exact()) {
        return same.into();
    }
    let side = if difference > Exact::ZERO {
        above
    } else {
        below
    };
    let points = if size == "1.0" { "point" } else { "points" };
    format!("{size} {points} {side}")
}
