//! A comparison as a report: what may be said first, then the figures, then what lies behind them.

use super::comparison_answers::{answer_by_answer, failures, remarks, waivers};
use super::comparison_beside::has_intervals;
use super::comparison_best_first::best_first;
use super::comparison_caveats::{caveats, limited_notes, near_miss};
use super::comparison_data::{data, scores};
use super::comparison_explain::{explained, has_verdicts};
use super::comparison_facts::facts_table;
use super::comparison_groups::{groups, sections_table};
use super::comparison_pictures::{script_and_care, where_lost};
use super::comparison_sites::sites;
use super::comparison_tables::{Extent, behind_the_numbers, headline, items_table};
use super::comparison_verdicts::{matters, sentences};
use super::left_out::left_out;
use super::wording::{counted, date, listed, plural, standard_title};
use super::{Block, Report, Tables, Tone};
use crate::analysis::compare::{Comparison, StandardComparison};
use crate::analysis::grouping::Grouping;
use crate::analysis::measure::Auditor;
use crate::analysis::ruler::Subject;
use crate::analysis::select::{LeftOut, Reason};
use crate::analysis::side::Side;
use crate::model::text::Language;

/// What the report of a comparison is to hold beside what people are told.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Wanted {
    /// How each verdict was reached.
    pub is_explained: bool,
    /// The tables for machines. All of them take a third of the time of a comparison of many visits, for
    /// every remark in them is read again.
    pub tables: Tables,
}

/// The report of a comparison, in a language where the standard has it.
pub fn comparison(comparison: &Comparison, wanted: Wanted, language: &Language) -> Report {
    let mut blocks = Vec::new();
    if comparison.standards.is_empty() {
        blocks.push(Block::Note(
            Tone::Plain,
            "There are no visits to compare yet. Score the first one: mystery visit quick-check"
                .into(),
        ));
    }
    blocks.extend(comparison.near_misses.iter().map(near_miss));
    for standard in &comparison.standards {
        blocks.extend(standard_blocks(standard, comparison.by.as_ref(), language));
        if wanted.is_explained {
            blocks.extend(explained(standard, language));
        }
    }
    Report {
        shape: "comparison",
        version: 1,
        blocks,
        data: match wanted.tables {
            Tables::None => Vec::new(),
            Tables::First => vec![scores(comparison, language)],
            Tables::All => data(comparison, language),
        },
    }
}

fn standard_blocks(
    one: &StandardComparison,
    by: Option<&Grouping>,
    language: &Language,
) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(1, title(one, language))];
    blocks.extend(what_counts(one));
    if one.sides.is_empty() {
        blocks.extend(limited_notes(one));
        let is_other_kind =
            |reason: &LeftOut| matches!(reason.reason, Reason::SelfAssessment | Reason::WhatIf);
        if one.left_out.iter().all(is_other_kind) {
            let next = format!(
                "Audits are compared: visits scored as a customer sees them, not self-assessments or what-ifs. Score one: mystery visit {}",
                one.id
            );
            blocks.push(Block::Note(Tone::Warning, next));
        }
        return blocks;
    }
    blocks.extend(caveats(one, language));
    // Who asks for one view is not shown all the others.
    let extent = match by {
        None | Some(Grouping::Section) => Extent::Whole,
        Some(_) => Extent::Totals,
    };
    blocks.extend(headline(one, extent, language));
    blocks.extend(sentences(one));
    blocks.push(Block::Note(Tone::Quiet, how_to_read(one, by)));
    match by {
        None => {}
        Some(Grouping::Section) => blocks.extend(sections_table(one, language)),
        Some(Grouping::Item) => blocks.extend(items_table(one, language)),
        Some(Grouping::Site) => blocks.extend(sites(one)),
        Some(by) => {
            blocks.extend(script_and_care(one));
            blocks.extend(where_lost(one));
            blocks.extend(groups(one, by, language));
        }
    }
    if by.is_some() {
        if by == Some(&Grouping::Item) {
            blocks.extend(facts_table(one, true, language));
        }
        return blocks;
    }
    blocks.extend(best_first(one, language));
    if one.has_rivals() && one.sides.iter().any(Side::is_too_small) {
        blocks.extend(answer_by_answer(one, language));
    }
    blocks.extend(failures(one, language));
    blocks.extend(waivers(one, language));
    blocks.extend(facts_table(one, false, language));
    blocks.extend(remarks(one, language));
    blocks.extend(behind_the_numbers(one));
    blocks
}

fn title(one: &StandardComparison, language: &Language) -> String {
    let name = standard_title(one.id, &one.catalogue, &one.left_out, language);
    let versions: Vec<String> = one.versions.iter().map(ToString::to_string).collect();
    let versions = if versions.is_empty() {
        String::new()
    } else {
        format!(
            ", {} {}",
            plural(versions.len(), "version", "versions"),
            listed(&versions)
        )
    };
    let whose = if one.is_internal {
        " (departments)"
    } else {
        ""
    };
    format!("{name}{versions}{whose}")
}

/// How many visits, when and by whom; what is left out, and why.
fn what_counts(one: &StandardComparison) -> Vec<Block> {
    let n: u64 = one.sides.iter().map(Side::n_visits).sum();
    let auditors: std::collections::BTreeSet<Auditor> = one
        .sides
        .iter()
        .flat_map(|side| side.auditors.iter().copied())
        .collect();
    let days = one.sides.iter().filter_map(|side| side.days);
    let days = days.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)));
    let visits = counted_u64(n, "visit");
    let everywhere = auditors_everywhere(one, auditors.len());
    let auditors = counted(auditors.len(), "auditor") + &everywhere;
    let mut sentences = vec![match days {
        None => "No visit counts yet.".to_owned(),
        Some((first, last)) if first == last => {
            format!("{visits} on {} by {auditors}.", date(first))
        }
        Some((first, last)) => {
            format!(
                "{visits} from {} to {} by {auditors}.",
                date(first),
                date(last)
            )
        }
    }];
    let left_out = left_out(|reason| one.n_left_out(reason));
    if !left_out.is_empty() {
        sentences.push(format!("Left out: {}.", listed(&left_out)));
    }
    if one.n_corrected > 0 {
        let n = counted_u64(one.n_corrected, "visit");
        let was = if one.n_corrected == 1 { "was" } else { "were" };
        sentences.push(format!("{n} {was} corrected; the last correction counts."));
    }
    vec![Block::Note(Tone::Quiet, sentences.join(" "))]
}

/// How many of the auditors visited every side: `, both of them at each side`.
fn auditors_everywhere(one: &StandardComparison, n: usize) -> String {
    let [first, others @ ..] = one.sides.as_slice() else {
        return String::new();
    };
    if others.is_empty() || n == 0 {
        return String::new();
    }
    let is_everywhere =
        |auditor: &&Auditor| others.iter().all(|side| side.auditors.contains(*auditor));
    let everywhere = first.auditors.iter().filter(is_everywhere).count();
    match everywhere {
        0 => ", none of them at each side".into(),
        _ if n == 1 => String::new(),
        2 if n == 2 => ", both of them at each side".into(),
        all if all == n => ", all of them at each side".into(),
        some => format!(", {some} of them at each side"),
    }
}

fn how_to_read(one: &StandardComparison, by: Option<&Grouping>) -> String {
    let has_items = by.is_none_or(|by| *by == Grouping::Item);
    let mut sentences = vec!["Percent of the points; each visit counts once.".to_owned()];
    if one.has_rivals() {
        sentences.push("Gap: own minus theirs, in points.".into());
        if has_intervals(one) {
            sentences.push("Likely: the true gap lies there 19 times in 20.".into());
        }
        if has_verdicts(one) {
            sentences.push(format!(
                "A gap under {} is taken not to matter (--matters).",
                matters(one)
            ));
        }
    }
    let has_fewer = one.lines.iter().any(|line| {
        let is_shown = match line.subject {
            Subject::Total | Subject::LikeForLike | Subject::Section(_) => true,
            Subject::Item(_) => has_items,
            _ => false,
        };
        let sides = line.measures.iter().zip(&one.sides);
        is_shown
            && sides
                .filter(|(measure, _)| measure.n_visits() > 0)
                .any(|(measure, side)| measure.n_visits() != side.n_visits())
    });
    if has_fewer {
        sentences.push(
            "In brackets, as in 90.0 (4): the visits behind a figure where it is not all of them."
                .into(),
        );
    }
    sentences.join(" ")
}

/// As [`counted`], of a count of visits.
pub(super) fn counted_u64(n: u64, one: &str) -> String {
    counted(usize::try_from(n).unwrap_or(usize::MAX), one)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::compare::{Settings, compare};
    use crate::analysis::sample::{kiosk, scored, visit};
    use crate::analysis::scored::{roll, scored as scored_by};
    use crate::model::answer::Status;
    use crate::model::standard::Standard;
    use crate::model::visit::{Kind, Role, Visit, VisitId};
    use crate::render::{Format, Page, render};

    const GOOD: &str = "wait=20,greeted=yes,hand_offs=0,respect=yes,next_step=they_named_it";
    const FAIR: &str = "wait=75,greeted=yes,hand_offs=1,respect=yes,next_step=only_when_asked#I had to ask twice.,story=Busy, and kind.";
    const BAD: &str =
        "wait=200,greeted=no,hand_offs=2,respect=no#Sighed, and turned away,next_step=none";
    const THIN: &str = "wait=40,greeted=yes,hand_offs=not_applicable,respect=yes,next_step=none";

    fn visits(standard: &Standard, sides: &[(&str, Role, &[&str])]) -> Vec<Visit> {
        let mut visits = Vec::new();
        for (organisation, role, answers) in sides {
            for (n, answers) in answers.iter().enumerate() {
                let day = u32::try_from(n + 1).unwrap();
                let text = answers.replace(", ", "; ");
                visits.push(visit(standard, organisation, *role, day, &text));
            }
        }
        visits
    }

    fn drawn(visits: &[Visit], standard: &Standard, settings: &Settings, width: usize) -> String {
        let scored = scored(standard, visits);
        let compared = compare(&scored, settings).unwrap();
        let report = comparison(&compared, Wanted::default(), &Language::default());
        let page = Page {
            width,
            ..Page::default()
        };
        String::from_utf8(render(&report, Format::Terminal, &page)).unwrap()
    }

    fn three_shelters(standard: &Standard) -> Vec<Visit> {
        let mut visits = visits(
            standard,
            &[
                (
                    "Kansas City Pets",
                    Role::Own,
                    &[GOOD, GOOD, FAIR, THIN, GOOD, FAIR],
                ),
                (
                    "Riverside",
                    Role::Competitor,
                    &[FAIR, FAIR, BAD, FAIR, THIN],
                ),
                (
                    "City Pound",
                    Role::Competitor,
                    &[GOOD, BAD, FAIR, GOOD, GOOD],
                ),
            ],
        );
        visits[1].facts.kind = Kind::SelfAssessment;
        visits[1].facts.id = VisitId::new("2026-11-02-self-main-bbbb").unwrap();
        visits.push(visit(standard, "Kansas City Pets", Role::Own, 9, GOOD));
        let waived = &mut visits[0].answers[1];
        waived.status = Status::Waived;
        waived.credit = None;
        waived.value = None;
        waived.reason = "said hello to the dog first, which was right".into();
        visits
    }

    #[test]
    fn own_stands_beside_two_competitors() {
        let kiosk = kiosk();
        let visits = three_shelters(&kiosk);
        for width in [80, 44] {
            let name = format!("three_shelters_{width}");
            insta::assert_snapshot!(name, drawn(&visits, &kiosk, &Settings::default(), width));
        }
    }

    #[test]
    fn with_few_visits_the_answers_themselves_are_shown() {
        let kiosk = kiosk();
        let visits = visits(
            &kiosk,
            &[
                ("Kansas City Pets", Role::Own, &[GOOD, FAIR]),
                ("Riverside", Role::Competitor, &[BAD]),
            ],
        );
        for width in [80, 44] {
            let name = format!("few_visits_{width}");
            insta::assert_snapshot!(name, drawn(&visits, &kiosk, &Settings::default(), width));
        }
    }

    proptest! {
        #[test]
        fn the_order_of_visits_and_rows_changes_no_byte(
            order in Just((0..17).collect::<Vec<usize>>()).prop_shuffle(),
            is_found in any::<bool>(),
            by in prop::sample::select(vec![
                None,
                Some(Grouping::Month),
                Some(Grouping::Item),
                Some(Grouping::Site),
                Some(Grouping::Tag("stage".into())),
            ]),
        ) {
            let kiosk = kiosk();
            let mut all = three_shelters(&kiosk);
            all[16] = visit(&kiosk, "Small Pound", Role::Competitor, 9, FAIR);
            let mut shuffled: Vec<Visit> = order.iter().map(|n| all[*n].clone()).collect();
            for (n, visit) in shuffled.iter_mut().enumerate() {
                visit.answers.rotate_left(n % 6);
            }
            let settings = Settings { by, ..Settings::default() };
            let bytes = |visits: &[Visit]| {
                let standard = is_found.then_some(&kiosk);
                let roll = roll(visits);
                let scored = scored_by(&roll, |_| standard);
                let compared = compare(&scored, &settings).unwrap();
                let wanted = Wanted { is_explained: true, tables: Tables::All };
                let report = comparison(&compared, wanted, &Language::default());
                let formats = [Format::Terminal, Format::Csv, Format::Json];
                formats.map(|format| String::from_utf8(render(&report, format, &Page::default())).unwrap())
            };
            prop_assert_eq!(bytes(&all), bytes(&shuffled));
        }
    }
}
