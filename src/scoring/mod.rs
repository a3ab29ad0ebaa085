//! A standard and a visit into a scorecard: the rule of the house. No I/O, and the one place where
//! totals are made; the walk, `show`, `compare` and `verify` all ask it.

pub mod critical;
pub mod recount;
pub mod weighting;

use self::weighting::{Judged, Weighed, weigh};
use crate::model::answer::{Answer, Status};
use crate::model::scorecard::{ItemScore, Scorecard, SectionScore, Verdict};
use crate::model::share::{Credit, Share};
use crate::model::standard::{Item, Scoring, Section, Standard};
use crate::model::visit::Visit;

/// Scores a visit. Credits are taken as recorded; an item of the standard that the visit has no
/// answer to (one still open) could have been judged and was not.
///
/// The order of the rule: sections, base, bonus (within its limit, the total at most 1), critical
/// effects, band and verdict. Every decision uses the rounded [`Share`].
pub fn score(standard: &Standard, visit: &Visit) -> Scorecard {
    let answers: Vec<Option<&Answer>> = standard
        .items()
        .map(|item| visit.answer(&item.id))
        .collect();
    let judged: Vec<Option<Seen>> = answers.iter().map(|answer| answer.map(Seen::of)).collect();
    let figures = Figures::of(standard, &judged);
    let mut rest = answers.as_slice();
    let sections = standard
        .sections
        .iter()
        .zip(&figures.judged)
        .enumerate()
        .map(|(n, (section, judged))| {
            let (of_section, others) = rest.split_at(section.items.len());
            rest = others;
            section_score(section, of_section, &figures.weighed, n, judged)
        })
        .collect();
    let total = figures.total;
    Scorecard {
        rule: figures.weighed.rule,
        base: figures.weighed.base.map(Share::rounded),
        bonus: Share::rounded(figures.bonus),
        before_critical: figures.before_critical,
        total,
        critical_rule: standard.scoring.critical,
        band: total.map(|total| band(&standard.scoring, total)),
        verdict: total.map(|_| figures.verdict(standard)),
        coverage: figures.coverage,
        is_limited_basis: figures.is_limited_basis,
        sections,
    }
}

/// What a visit comes to, without how: the figures of its [`Scorecard`] that comparisons take.
#[derive(Clone, PartialEq, Debug)]
pub struct Outcome {
    /// What counts.
    pub total: Option<Share>,
    /// Points judged / points that could have been; `None` when nothing could.
    pub coverage: Option<Share>,
    /// True when the coverage is below the standard's minimum: left out of means.
    pub is_limited_basis: bool,
    /// True when the verdict is PASS.
    pub passed: bool,
    /// The score of each section, in the standard's order; `None` where nothing was judged.
    pub sections: Box<[Option<Share>]>,
}

/// Scores by what was seen of each item, in the standard's order; by the same rule as [`score`].
pub fn outcome(standard: &Standard, seen: &[Option<Seen>]) -> Outcome {
    let figures = Figures::of(standard, seen);
    Outcome {
        total: figures.total,
        coverage: figures.coverage,
        is_limited_basis: figures.is_limited_basis,
        passed: figures.total.is_some()
            && figures.failed.is_empty()
            && figures.under_minimum.is_empty(),
        sections: figures.sections.into(),
    }
}

/// What became of an item, and what it earned.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Seen {
    /// What became of it.
    pub status: Status,
    /// What it earned.
    pub credit: Option<Credit>,
}

impl Seen {
    /// Of an answer.
    pub fn of(answer: &Answer) -> Self {
        Self {
            status: answer.status,
            credit: answer.credit,
        }
    }
}

/// The figures of a visit; places are those of items and sections in the standard's order.
struct Figures {
    judged: Vec<Judged>,
    weighed: Weighed,
    sections: Vec<Option<Share>>,
    bonus: f64,
    before_critical: Option<Share>,
    total: Option<Share>,
    coverage: Option<Share>,
    is_limited_basis: bool,
    failed: Vec<usize>,
    under_minimum: Vec<usize>,
}

impl Figures {
    fn of(standard: &Standard, seen: &[Option<Seen>]) -> Self {
        let mut judged = Vec::with_capacity(standard.sections.len());
        let mut failed = Vec::new();
        let mut of_bonus = 0.0;
        let mut covered = Covered::default();
        let mut place = 0;
        // Once through the items, for there may be a million visits.
        for section in &standard.sections {
            let mut items = Vec::with_capacity(section.items.len());
            for item in &section.items {
                let seen = seen[place];
                let credit = counted(item, seen);
                covered.add(item, seen);
                if let Some(credit) = credit {
                    if item.bonus {
                        of_bonus += item.points.value() * credit.value();
                    } else {
                        items.push((item.points, credit));
                    }
                    if item.critical && !credit.is_full() {
                        failed.push(place);
                    }
                }
                place += 1;
            }
            judged.push(Judged {
                weight: section.weight,
                items,
            });
        }
        let weighed = weigh(&judged);
        let sections: Vec<Option<Share>> = weighed
            .scores
            .iter()
            .map(|score| score.map(Share::rounded))
            .collect();
        // Σ points·credit of the bonus items / Σ points judged, at most the limit.
        let bonus = if weighed.base.is_some() {
            (of_bonus / weighed.points).min(standard.scoring.bonus_limit.value())
        } else {
            0.0
        };
        let before_critical = weighed.base.map(|base| Share::rounded(base + bonus));
        let minimums = standard.sections.iter().map(|section| section.minimum);
        let is_under = |(_, (score, minimum)): &(usize, (&Option<Share>, Option<Share>))| matches!((score, minimum), (Some(score), Some(minimum)) if score < minimum);
        let under_minimum = sections.iter().zip(minimums).enumerate().filter(is_under);
        let under_minimum = under_minimum.map(|(place, _)| place).collect();
        let rule = standard.scoring.critical;
        let total =
            before_critical.map(|total| critical::after_critical(total, rule, failed.len()));
        let coverage = covered.share();
        Self {
            judged,
            weighed,
            bonus,
            before_critical,
            total,
            coverage,
            is_limited_basis: coverage
                .is_some_and(|share| share < standard.scoring.minimum_coverage),
            sections,
            failed,
            under_minimum,
        }
    }

    fn verdict(&self, standard: &Standard) -> Verdict {
        if self.failed.is_empty() && self.under_minimum.is_empty() {
            return Verdict::Pass;
        }
        let items: Vec<&Item> = standard.items().collect();
        let items = self.failed.iter().map(|place| items[*place].id.clone());
        let sections = self.under_minimum.iter();
        let sections = sections.map(|place| standard.sections[*place].id.clone());
        Verdict::Fail {
            items: items.collect(),
            sections: sections.collect(),
        }
    }
}

/// The name of the band that a total earns; the lowest band is at 0, so there always is one.
pub fn band(scoring: &Scoring, total: Share) -> String {
    let earned = scoring
        .bands
        .iter()
        .filter(|band| band.from <= total)
        .max_by_key(|band| band.from);
    earned.map(|band| band.name.clone()).unwrap_or_default()
}

/// The credit of an item in the visit, where it counts.
fn counted(item: &Item, seen: Option<Seen>) -> Option<Credit> {
    seen.filter(|seen| item.counts() && seen.status.counts())
        .and_then(|seen| seen.credit)
}

fn section_score(
    section: &Section,
    answers: &[Option<&Answer>],
    weighed: &Weighed,
    n: usize,
    judged: &Judged,
) -> SectionScore {
    let points: f64 = judged.items.iter().map(|(points, _)| points.value()).sum();
    let items = section
        .items
        .iter()
        .zip(answers)
        .filter_map(|(item, answer)| {
            let answer = (*answer)?;
            let credit = counted(item, Some(Seen::of(answer)));
            let part = weighed.parts[n] * item.points.value() / points;
            let of_base = |share: f64| Share::rounded(part * share);
            let in_base = credit.filter(|_| !item.bonus);
            Some(ItemScore {
                id: item.id.clone(),
                status: answer.status,
                credit,
                points: item.points,
                bonus: item.bonus,
                critical: item.critical,
                given: in_base.map(|credit| of_base(credit.value())),
                lost: in_base.map(|credit| of_base(1.0 - credit.value())),
            })
        });
    SectionScore {
        id: section.id.clone(),
        score: weighed.scores[n].map(Share::rounded),
        weight: section.weight,
        part: weighed.scores[n].map(|_| Share::rounded(weighed.parts[n])),
        minimum: section.minimum,
        items: items.collect(),
    }
}

/// Points that could have been judged, and those that were.
#[derive(Default)]
struct Covered {
    possible: f64,
    judged: f64,
}

impl Covered {
    fn add(&mut self, item: &Item, seen: Option<Seen>) {
        if !item.counts() || item.bonus {
            return;
        }
        if seen.is_none_or(|seen| seen.status.could_be_judged()) {
            self.possible += item.points.value();
        }
        if seen.is_some_and(|seen| seen.status.counts()) {
            self.judged += item.points.value();
        }
    }

    /// Points judged / points that could have been judged; `None` when none could.
    fn share(&self) -> Option<Share> {
        (self.possible > 0.0).then(|| Share::rounded(self.judged / self.possible))
    }
}
