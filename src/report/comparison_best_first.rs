//! Best things first: what we do best, then what costs us most, then what to copy from others, with
//! their auditors' words.

use super::comparison_beside::{Beside, beside, column};
use super::comparison_facts::fact;
use super::comparison_tables::{by_gap, item_label, question_led};
use super::comparison_verdicts::by_luck;
use super::wording::{self, counted, date, percent, plural, quoted};
use super::{Block, Cell, Table, Tone};
use crate::analysis::compare::StandardComparison;
use crate::analysis::points_lost::points_lost;
use crate::analysis::ruler::{Line, Subject};
use crate::analysis::scored::ScoredVisit;
use crate::analysis::side::{ENOUGH_VISITS, Said};
use crate::model::answer::Answer;
use crate::model::erasure::is_erased;
use crate::model::order::InOrder;
use crate::model::share::{Credit, Exact};
use crate::model::text::Language;
use crate::stats::ladder::Verdict;

/// Most items of each kind.
const MOST: usize = 5;

/// Most remarks for one item of one competitor.
const MOST_REMARKS: usize = 2;

/// How sure it is that a line differs from a side: 2 clear, 1 leaning.
pub(super) fn sureness(line: &Line, side: usize) -> u8 {
    let finding = line.findings.get(side).and_then(Option::as_ref);
    match finding.map(|finding| finding.judgement.verdict) {
        Some(Verdict::Clear) => 2,
        Some(Verdict::Leaning) => 1,
        _ => 0,
    }
}

/// How well an own lead stands: against how many competitors it is clear, against how many it leans that
/// way, and the widest such gap. `None` where there is none, or where a competitor is surely ahead.
fn lead(one: &StandardComparison, line: &Line) -> Option<(usize, usize, Exact)> {
    let (mut n_clear, mut n_leaning, mut widest) = (0, 0, Exact::ZERO);
    for rival in one.rivals() {
        let Some(gap) = one.gap(line, rival) else {
            continue;
        };
        match sureness(line, rival) {
            0 => continue,
            _ if gap < Exact::ZERO => return None,
            1 => n_leaning += 1,
            _ => n_clear += 1,
        }
        widest = widest.max(gap);
    }
    (n_clear + n_leaning > 0).then_some((n_clear, n_leaning, widest))
}

/// What we do best, what costs us most, and what to copy; of several departments for each by its name.
pub(super) fn best_first(one: &StandardComparison, language: &Language) -> Vec<Block> {
    let mut blocks = Vec::new();
    for ours in one.of_ours() {
        let name = ours.sides[0].organisation.as_str();
        let name = one.has_departments().then_some(name);
        blocks.extend(what_we_do_best(&ours, name, language));
        blocks.extend(what_costs_most(&ours, name, language));
        blocks.extend(what_to_copy(&ours, language));
    }
    blocks
}

/// `name` is whose it is, where it is not simply yours.
fn what_we_do_best(
    one: &StandardComparison,
    name: Option<&str>,
    language: &Language,
) -> Vec<Block> {
    let heading = |text: &str| Block::Heading(2, text.into());
    let Some(reference) = one.reference() else {
        return Vec::new();
    };
    if one.rivals().next().is_none() {
        let mut lines: Vec<(&Line, usize, Exact)> = one
            .lines
            .iter()
            .filter_map(|line| match line.subject {
                Subject::Item(item) => Some((line, item, line.measures[reference].mean()?)),
                _ => None,
            })
            .filter(|(line, ..)| line.measures[reference].n_visits() >= ENOUGH_VISITS)
            .collect();
        // The best of one's own are those above one's own total.
        let total = one.line(&Subject::Total);
        let total = total.and_then(|total| total.measures[reference].mean());
        lines.retain(|(.., mean)| total.is_none_or(|total| *mean > total));
        lines.order_by(|(.., a), (.., b)| b.cmp(a));
        let rows = lines.into_iter().take(MOST).map(|(line, item, _)| {
            Beside::alone(reference).line(one, item_label(one, item, language), line)
        });
        let title = name.map_or("What you do best".into(), |name| {
            format!("What {name} does best")
        });
        return table(
            [heading(&title)],
            Beside::alone(reference).columns(one, "Item", true),
            rows.collect(),
        );
    }
    // Of what came up in few visits nothing can be told yet, however wide the gap.
    let mut ahead: Vec<_> = by_gap(one, ENOUGH_VISITS);
    let is_any_sure = ahead.iter().any(|(.., line)| lead(one, line).is_some());
    let title = if is_any_sure {
        ahead.retain(|(.., line)| lead(one, line).is_some());
        // Stable: those alike stay with the furthest ahead of the best of the others first.
        ahead.order_by_key(|(.., line)| std::cmp::Reverse(lead(one, line)));
        "What you do best"
    } else {
        ahead.retain(|(_, gap, _)| *gap > Exact::ZERO);
        "What you seem to do best so far"
    };
    let n_more = ahead.len().saturating_sub(MOST);
    ahead.truncate(MOST);
    let mut blocks = Vec::new();
    for (n, beside) in beside(one).into_iter().enumerate() {
        let rows = ahead
            .iter()
            .map(|(item, _, line)| beside.line(one, item_label(one, *item, language), line));
        let heading = if n == 0 {
            vec![heading(title)]
        } else {
            Vec::new()
        };
        let drawn = table(heading, beside.columns(one, "Item", true), rows.collect());
        blocks.extend(drawn);
    }
    let rule = if !is_any_sure {
        "The furthest ahead of the best of the others first; none of it is certain yet."
    } else if one.rivals().count() > 1 {
        "First what is clear against most competitors, then what is leaning, then the widest gap; nothing in which one of them is surely ahead."
    } else {
        "First what is clear, then what is leaning, then the widest gap."
    };
    if !blocks.is_empty() {
        let more = match n_more {
            0 => String::new(),
            n => format!(" {n} more: --by item."),
        };
        let seldom = seldom_judged(one).map_or(String::new(), |said| format!(" {said}"));
        blocks.push(Block::Note(Tone::Quiet, format!("{rule}{more}{seldom}")));
    }
    if !blocks.is_empty() {
        blocks.extend(by_luck(one));
    }
    blocks
}

/// How many items came up on both sides, but in too few visits of one to be told of here.
fn seldom_judged(one: &StandardComparison) -> Option<String> {
    let reference = one.reference()?;
    let of_both = |line: &Line| {
        let n = |side: usize| line.measures[side].n_visits();
        let theirs = one.rivals().map(n).max()?;
        let is_item = matches!(line.subject, Subject::Item(_));
        Some(n(reference).min(theirs)).filter(|n| is_item && *n > 0)
    };
    let n_visits: Vec<u64> = one.lines.iter().filter_map(of_both).collect();
    let n_few = n_visits.iter().filter(|n| **n < ENOUGH_VISITS).count();
    (n_few > 0).then(|| {
        format!(
            "{n_few} of {} {} fewer than {ENOUGH_VISITS} visits on one side and {} passed over.",
            counted(n_visits.len(), "item"),
            plural(n_few, "has", "have"),
            plural(n_few, "is", "are"),
        )
    })
}

fn table(
    heading: impl IntoIterator<Item = Block>,
    columns: Vec<super::Column>,
    rows: Vec<Vec<Cell>>,
) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    let table = Block::Table(Table {
        name: "best_first",
        columns,
        rows,
    });
    heading.into_iter().chain([table]).collect()
}

fn what_costs_most(
    one: &StandardComparison,
    name: Option<&str>,
    language: &Language,
) -> Vec<Block> {
    let Some(reference) = one.reference() else {
        return Vec::new();
    };
    let lost: Vec<_> = points_lost(one)
        .into_iter()
        .filter(|lost| lost.line.measures[reference].n_visits() >= ENOUGH_VISITS)
        .take(MOST)
        .collect();
    let has_rivals = one.rivals().next().is_some();
    let rows = lost.iter().map(|lost| {
        let mut row = vec![
            Cell::Text(item_label(one, lost.item, language)),
            lost.line.measures[reference]
                .mean()
                .map_or(Cell::Missing(""), Cell::Mean),
            Cell::Mean(Exact::nearest(lost.per_visit)),
        ];
        if has_rivals {
            row.push(best_other(one, lost.line).map_or(Cell::Missing(""), Cell::Text));
        }
        row
    });
    let mut columns = vec![
        column("item", "Item", 0),
        column("mean", "Score", 0),
        column("lost", "Points lost", 0),
    ];
    if has_rivals {
        columns.push(column("best_other", "Who does better", 1));
    }
    let mut blocks = table(
        [Block::Heading(
            2,
            format!("What costs {} most", name.unwrap_or("you")),
        )],
        columns,
        rows.collect(),
    );
    if !blocks.is_empty() {
        let whose = name.map_or("of yours".into(), |name| format!("to {name}"));
        let mut note =
            format!("Points lost: by an average visit {whose}, of the 100 of its total.");
        if has_rivals {
            note.push_str(" Who does better: the best of the others, and how sure that is; “nobody” where none is ahead of you.");
        }
        blocks.push(Block::Note(Tone::Quiet, note));
    }
    blocks
}

/// The competitor with the best mean of enough visits.
fn best_other(one: &StandardComparison, line: &Line) -> Option<String> {
    let others = one.rivals().filter_map(|rival| {
        let measure = &line.measures[rival];
        let mean = measure.mean()?;
        (measure.n_visits() >= ENOUGH_VISITS).then_some((rival, mean))
    });
    // The first of those alike.
    let (best, mean) = others.reduce(|best, other| if other.1 > best.1 { other } else { best })?;
    let own = line.measures[one.reference()?].mean()?;
    if mean <= own {
        return Some("nobody".into());
    }
    let sure = match sureness(line, best) {
        0 => "",
        1 => ", leaning",
        _ => ", clear",
    };
    let name = one.sides[best].organisation;
    Some(format!("{} {name}{sure}", percent(mean)))
}

/// Items in which a competitor is clearly ahead, or leaning that way.
pub(super) fn to_copy<'c, 'a>(
    one: &'c StandardComparison<'a>,
) -> Vec<(usize, &'c Line<'a>, Vec<usize>)> {
    let mut found: Vec<_> = one
        .lines
        .iter()
        .filter_map(|line| {
            let Subject::Item(item) = line.subject else {
                return None;
            };
            let is_ahead = |rival: &usize| {
                sureness(line, *rival) > 0
                    && one.gap(line, *rival).is_some_and(|gap| gap < Exact::ZERO)
            };
            let mut rivals: Vec<usize> = one.rivals().filter(is_ahead).collect();
            rivals.order_by(|a, b| {
                let key = |rival: usize| {
                    (
                        std::cmp::Reverse(sureness(line, rival)),
                        one.gap(line, rival),
                    )
                };
                key(*a).cmp(&key(*b))
            });
            (!rivals.is_empty()).then_some((item, line, rivals))
        })
        .collect();
    found.order_by(|(_, a, of_a), (_, b, of_b)| {
        let key = |line: &Line, rival: usize| {
            (
                std::cmp::Reverse(sureness(line, rival)),
                one.gap(line, rival),
            )
        };
        key(a, of_a[0]).cmp(&key(b, of_b[0]))
    });
    found
}

/// What the auditors of a side said of an item where it went better than ours on the whole: the best
/// first, the newest of those alike.
pub(super) fn praise<'c>(
    one: &'c StandardComparison,
    item: usize,
    line: &Line,
    rival: usize,
) -> impl Iterator<Item = Said<'c>> {
    let own = one.reference().and_then(|own| line.measures[own].mean());
    let visits = one.sides[rival].visits.iter().rev();
    let mut better: Vec<(&ScoredVisit, &Answer)> = visits
        .filter_map(|scored| {
            let is_of_item = |mark: &usize| one.catalogue.place_of_mark(*mark) == Some(item);
            let mark = &scored.roll.marks[scored.numbers().find(is_of_item)?];
            let is_better = mark.answer.credit.map(|it| it.share().exact()) > own;
            (is_better && mark.has_remark).then_some((*scored, &mark.answer))
        })
        .collect();
    better.order_by_key(|(_, answer)| std::cmp::Reverse(answer.credit.map(Credit::share)));
    // The words are recalled one by one: most often only the first few are asked for.
    let mut last = String::new();
    better.into_iter().filter_map(move |(scored, bare)| {
        let answer = scored.told(&bare.item)?;
        let remark = answer.remark.trim();
        if remark.is_empty() || is_erased(remark) || remark == last {
            return None;
        }
        remark.clone_into(&mut last);
        let visit = scored.visit;
        Some(Said {
            item,
            visit,
            answer,
        })
    })
}

fn what_to_copy(one: &StandardComparison, language: &Language) -> Vec<Block> {
    let Some(reference) = one.reference() else {
        return Vec::new();
    };
    let has_enough = |side: usize| !one.sides[side].is_too_small();
    if !has_enough(reference) || !one.rivals().any(has_enough) {
        return Vec::new();
    }
    let found = to_copy(one);
    let mut blocks = vec![Block::Heading(2, "What to copy".into())];
    if found.is_empty() {
        let none =
            "Nothing yet: in no item is a competitor clearly ahead of you, or leaning that way.";
        blocks.push(Block::Note(Tone::Plain, none.into()));
        return blocks;
    }
    let told = |side: usize, item: usize| {
        let side = &one.sides[side];
        let known = one.catalogue.items[item].item;
        fact(&side.facts[item], known, side.n_visits(), language)
    };
    let lines = found.iter().take(MOST).map(|(item, line, rivals)| {
        let mut said = vec![question_led(one, *item, language)];
        for rival in rivals {
            let gap = one.gap(line, *rival).unwrap_or(Exact::ZERO);
            let (is, sure) = match sureness(line, *rival) {
                2 => ("is", "clear"),
                _ => ("looks", "leaning"),
            };
            said.push(format!(
                "{} {is} {} points ahead: {sure}.",
                one.sides[*rival].organisation,
                wording::gap_size(gap)
            ));
            said.extend(told(*rival, *item).map(|fact| format!("Theirs: {fact}.")));
        }
        if let Some(own) = told(reference, *item) {
            said.push(format!("Yours: {own}."));
        }
        for rival in rivals {
            for words in praise(one, *item, line, *rival).take(MOST_REMARKS) {
                said.push(format!(
                    "{} ({}, {})",
                    quoted(&words.answer.remark),
                    one.sides[*rival].organisation,
                    date(words.visit.facts.visited.date())
                ));
            }
        }
        said.join(" ")
    });
    blocks.push(Block::List(lines.collect()));
    if found.len() > MOST {
        let more = format!("{} more with --by item.", found.len() - MOST);
        blocks.push(Block::Note(Tone::Quiet, more));
    }
    blocks
}
