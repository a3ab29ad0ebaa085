//! How each verdict was reached, in the words of statistics: for those who ask with `--explain`, and
//! nowhere else.

use super::comparison_beside::column;
use super::comparison_tables::{item_question, section_title};
use super::comparison_verdicts::{counted_on_both, finding_in_total, matters, scope};
use super::wording::{self, counted, p, range};
use super::{Block, Cell, Table};
use crate::analysis::compare::StandardComparison;
use crate::analysis::ruler::{Line, Subject};
use crate::analysis::verdict::Finding;
use crate::model::share::Exact;
use crate::model::text::Language;
use crate::stats::cluster::Unit;
use crate::stats::ladder::{HeldBack, Verdict, Why};

/// What a reason is called in data: stable.
pub(super) fn why_name(why: Why) -> &'static str {
    match why {
        Why::TooFew => "too_few",
        Why::Unsettled => "unsettled",
        Why::Confounded => "auditors_mixed_up",
        Why::NoSpread => "no_spread",
        Why::NotComparable => "not_comparable",
    }
}

/// What held a verdict back, as it is called in data: stable.
pub(super) fn held_back_name(held_back: HeldBack) -> &'static str {
    match held_back {
        HeldBack::Confounded => "auditors_mixed_up",
        HeldBack::NoFloor => "usual_spread_unknown",
        HeldBack::OtherMix => "visits_mixed_otherwise",
    }
}

/// The tests behind the verdicts.
pub(super) fn explained(one: &StandardComparison, language: &Language) -> Vec<Block> {
    if !one.has_rivals() {
        return Vec::new();
    }
    let mut blocks = vec![
        Block::Heading(2, "How the verdicts were reached".into()),
        Block::List(rules(one)),
    ];
    for rival in one.rivals() {
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mix = one.mixes[rival]
            .as_ref()
            .and_then(|mix| mix.finding.as_ref());
        for line in &one.lines {
            let finding = line.findings.get(rival).and_then(Option::as_ref);
            rows.extend(finding.map(|finding| row(label(one, line, language), finding)));
            if line.subject == one.compared_total() {
                rows.extend(mix.map(|finding| row("Over the same mix".into(), finding)));
            }
        }
        if rows.is_empty() {
            continue;
        }
        let name = one.sides[rival].organisation.as_str();
        blocks.push(Block::Heading(
            2,
            format!("Against {name}, {}", scope(one, rival)),
        ));
        blocks.push(Block::Table(Table {
            name: "explained",
            columns: vec![
                column("figure", "Figure", 0),
                column("counted", "Units", 2),
                column("gap", "Gap", 0),
                column("likely", "95 %", 1),
                column("df", "df", 3),
                column("p_plain", "p plain", 0),
                column("p_floored", "p floor", 0),
                column("why", "Verdict", 0),
            ],
            rows,
        }));
    }
    blocks
}

fn rules(one: &StandardComparison) -> Vec<String> {
    let n_rivals = one.rivals().count();
    let has_clusters = one
        .sides
        .iter()
        .any(|side| one.terms.unit(side.sites.len()) == Unit::Cluster);
    let mut rules = vec![
        "A gap is believed as far as chance alone would hardly make it. Intervals are at 95 %, not adjusted for other comparisons; tests are two-sided at alpha 5 %, adjusted.".to_owned(),
        "Few visits that happen to agree are not trusted more than visits usually agree. The interval of a gap between means is Welch's t. Up to 20 units on the smaller side, or below 10 degrees of freedom, the variance of each side is held up to what units usually vary (pooled over all organisations here, from 12 units on over these two; known from 10 degrees of freedom on): the floor.".into(),
        "The word says how sure it is. Clear: the adjusted p with the floor is under .05, at the degrees of freedom of the side that has fewer. Leaning: only the plain one is. About the same: the 90 % interval with the floor lies within what matters (two one-sided tests). From 5 units on each side.".into(),
        format!("What matters: {} (--matters).", matters(one)),
    ];
    if has_clusters {
        rules.push("Visits to one site are alike, so many sites tell more than many visits. With five or more sites the site is the unit: CR2 variance of the visits within sites, degrees of freedom by Bell and McCaffrey, the two sides together by Satterthwaite; --about sites takes the visit.".into());
    } else {
        rules.push("What is said holds for the sites that were visited. With fewer than five sites the visit is the unit, pooled within sites; --about organisation takes the site.".into());
    }
    rules.push(format!(
        "Who looks at many gaps finds some by luck, so the tests allow for it. Totals and sections: Holm over the {} of a row (over ten: Benjamini-Hochberg). Items: Benjamini-Hochberg over all items and competitors.",
        counted(n_rivals, "competitor")
    ));
    rules.push("A share of yes has an interval of its own. Yes-or-no items: the wider of Newcombe's hybrid score interval and that of Agresti and Caffo with Student's t; leaning where Newcombe's leaves out nought, clear where both do. With sites as units n is cut to its effective size, and Student's t of the sites' degrees of freedom is taken.".into());
    if one.mixes.iter().flatten().any(|mix| mix.finding.is_some()) {
        rules.push("Sides visited in other ways are compared kind by kind. Over the same mix: each kind of visit that both sides have counts alike; a kind with one visit takes the variance of the others; with five or more sites CR2 of the regression on the kinds. Where the plain gap misleads, this one stands for it among the competitors.".into());
    }
    rules
}

fn label(one: &StandardComparison, line: &Line, language: &Language) -> String {
    match &line.subject {
        Subject::Total => "Total".into(),
        Subject::LikeForLike => "Like for like".into(),
        Subject::Section(section) => section_title(one, *section, language),
        Subject::Item(item) => item_question(one, *item, language),
        Subject::Tag(value) => value.clone(),
        Subject::CommonSection(section) => {
            format!("{}, like for like", section_title(one, *section, language))
        }
        Subject::CommonTag(value) => format!("{value}, like for like"),
    }
}

fn row(label: String, finding: &Finding) -> Vec<Cell> {
    let judgement = &finding.judgement;
    let estimate = finding.weighed.careful().or(finding.weighed.plain);
    let df = estimate.filter(|it| it.df.is_finite() && it.variance > 0.0);
    let verdict = wording::verdict_word(judgement.verdict);
    let reason = match (judgement.verdict, judgement.held_back) {
        (Verdict::CannotTell(why), _) => {
            format!("{verdict}: {}", why_name(why).replace('_', " "))
        }
        (_, Some(held)) => format!("{verdict}: {}", held_back_name(held).replace('_', " ")),
        _ => verdict.into(),
    };
    vec![
        Cell::Text(label),
        Cell::Text(counted_on_both(finding.own, finding.theirs)),
        match judgement.verdict {
            Verdict::CannotTell(Why::NotComparable) if judgement.held_back.is_none() => {
                Cell::Missing("")
            }
            _ => Cell::Gap(Exact::nearest(finding.weighed.difference)),
        },
        finding
            .interval
            .map_or(Cell::Missing(""), |it| Cell::Text(range(it))),
        df.map_or(Cell::Missing(""), |it| Cell::Text(format!("{:.1}", it.df))),
        p(judgement.p_plain),
        p(judgement.p_floored),
        Cell::Text(reason),
    ]
}

/// True when there is anything to explain.
pub(super) fn has_verdicts(one: &StandardComparison) -> bool {
    one.rivals()
        .any(|rival| finding_in_total(one, rival).is_some())
}
