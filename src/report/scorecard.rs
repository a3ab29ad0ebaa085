//! One visit as a scorecard: best things first, then what cost most, each with why it matters and
//! what was said; then what was not judged, what was only recorded, and the evidence.

use crate::model::answer::{Answer, Status, Value};
use crate::model::id::Id;
use crate::model::order::InOrder;
use crate::model::scorecard::{ItemScore, Scorecard};
use crate::model::share::Share;
use crate::model::standard::{Item, Standard};
use crate::model::text::Language;
use crate::model::visit::{Kind, Visit};

use super::outcome;
use super::scorecard_unscored::{evidence, not_judged, notes, recorded};
use super::visit_tables;
use super::wording;
use super::{Block, Report, Tone};

/// A visit to show.
#[derive(Clone, Copy, Debug)]
pub struct Showing<'a> {
    /// The visit.
    pub visit: &'a Visit,
    /// Its standard and what it comes to; `None` where the standard is not found.
    pub judged: Option<(&'a Standard, &'a Scorecard)>,
    /// The language of questions and labels.
    pub language: &'a Language,
}

impl<'a> Showing<'a> {
    pub(super) fn item(&self, id: &Id) -> Option<&'a Item> {
        self.judged.and_then(|(standard, _)| standard.item(id))
    }

    pub(super) fn question<'b>(&self, id: &'b Id) -> &'b str
    where
        'a: 'b,
    {
        wording::question(self.item(id), id, self.language)
    }

    pub(super) fn answer(&self, answer: &Answer) -> String {
        wording::answer(answer, self.item(&answer.item), self.language)
    }

    pub(super) fn section_title<'b>(&self, id: &'b Id) -> &'b str
    where
        'a: 'b,
    {
        self.judged
            .and_then(|(standard, _)| standard.section(id)?.title.as_ref())
            .map_or(
                // The one section of a standard that has none.
                if id.as_str() == "all" {
                    "All items"
                } else {
                    id.as_str()
                },
                |title| title.in_language(self.language),
            )
    }

    /// What an answer cost, of the whole.
    pub(super) fn lost(&self, answer: &Answer) -> Option<Share> {
        self.item_score(&answer.item)?.lost
    }

    fn item_score(&self, id: &Id) -> Option<&'a ItemScore> {
        self.judged
            .and_then(|(_, scorecard)| scorecard.items().find(|item| item.id == *id))
    }
}

/// The scorecard of a visit.
pub fn scorecard(showing: &Showing) -> Report {
    let mut blocks = head(showing);
    blocks.extend(came_to(showing));
    blocks.extend(answers(showing));
    blocks.extend(recorded(showing, |_| true));
    blocks.extend(notes(showing));
    blocks.extend(evidence(showing));
    Report {
        shape: "scorecard",
        version: 1,
        blocks,
        data: visit_tables::tables(showing),
    }
}

/// What the visit came to, and the answers behind it, without those in words: for a page that tells
/// these by themselves.
pub(super) fn body_without_texts(showing: &Showing) -> (Vec<Block>, Vec<Block>) {
    let mut rest = answers(showing);
    let is_no_text = |answer: &Answer| !matches!(answer.value, Some(Value::Text(_)));
    rest.extend(recorded(showing, is_no_text));
    (came_to(showing), rest)
}

fn came_to(showing: &Showing) -> Vec<Block> {
    match showing.judged {
        Some((standard, scorecard)) => outcome::outcome(showing, standard, scorecard),
        None => vec![not_computed(showing)],
    }
}

fn answers(showing: &Showing) -> Vec<Block> {
    if showing.visit.is_no_contact() {
        return vec![nobody_reached(showing)];
    }
    let mut blocks = went_well(showing);
    blocks.extend(cost_points(showing));
    blocks.extend(not_judged(showing));
    blocks
}

/// Who, where, when, how; and what kind of look it was.
pub(super) fn head(showing: &Showing) -> Vec<Block> {
    let facts = &showing.visit.facts;
    let mut place: Vec<String> = facts
        .named_site()
        .map(ToString::to_string)
        .into_iter()
        .collect();
    place.push(wording::visited(facts.visited));
    place.extend(facts.channel.map(|channel| channel.words().to_owned()));
    if let Some(id) = &facts.scenario {
        let scenario = showing
            .judged
            .and_then(|(standard, _)| standard.scenario(id));
        let title = scenario.map_or(id.as_str(), |scenario| {
            scenario.title.in_language(showing.language)
        });
        place.push(wording::quoted(title));
    }
    let standard = showing
        .judged
        .map_or(facts.standard.id.as_str(), |(standard, _)| {
            standard.title.in_language(showing.language)
        });
    let facts_line = format!(
        "{standard} {}; {} of {}, scored by {}",
        facts.standard.version,
        wording::kind(facts.kind),
        wording::role(facts.role),
        facts.auditor,
    );
    let mut blocks = vec![
        Block::Heading(1, facts.organisation.to_string()),
        Block::Note(
            Tone::Quiet,
            format!("{}\n{facts_line}\n{}", place.join(", "), facts.id),
        ),
    ];
    let remark = match facts.kind {
        Kind::Audit => None,
        Kind::SelfAssessment => {
            Some("This is what the place thinks of itself: it does not enter means.")
        }
        Kind::WhatIf => Some("This is a plan on paper: it does not enter means."),
    };
    blocks.extend(remark.map(|text| Block::Note(Tone::Warning, text.into())));
    if facts.id.second().is_some() {
        let text = format!(
            "A second auditor's scoring of {}: it serves agreement, and is never counted twice.",
            facts.id.contact()
        );
        blocks.push(Block::Note(Tone::Warning, text));
    }
    if facts.id.revision() > 1 {
        let text = format!("Corrected: this is revision {}.", facts.id.revision());
        blocks.push(Block::Note(Tone::Plain, text));
    }
    blocks
}

fn not_computed(showing: &Showing) -> Block {
    let standard = &showing.visit.facts.standard;
    Block::Note(
        Tone::Warning,
        format!(
            "Total not computed: standard {} {} ({}) not found.",
            standard.id, standard.version, standard.fingerprint
        ),
    )
}

fn nobody_reached(showing: &Showing) -> Block {
    let reason = showing
        .visit
        .answers
        .iter()
        .find(|answer| answer.status == Status::NoContact)
        .map_or("", |answer| answer.reason.trim());
    let text = if reason.is_empty() {
        "Nobody was reached, so nothing was earned.".to_owned()
    } else {
        wording::sentence(&format!(
            "Nobody was reached, so nothing was earned: {reason}"
        ))
    };
    Block::Note(Tone::Bad, text)
}

/// A heading and its list, or nothing for no entries.
pub(super) fn group(heading: &str, entries: Vec<String>) -> Vec<Block> {
    if entries.is_empty() {
        return Vec::new();
    }
    vec![Block::Heading(2, heading.into()), Block::List(entries)]
}

/// An item's question with its answer.
pub(super) fn said(showing: &Showing, answer: &Answer) -> String {
    wording::asked_and_answered(showing.question(&answer.item), &showing.answer(answer))
}

/// What was said beside an answer, on lines of their own.
pub(super) fn remark_of(answer: &Answer) -> String {
    let remark = answer.remark.trim();
    if remark.is_empty() {
        String::new()
    } else {
        format!("\n{}", wording::quoted(remark))
    }
}

/// Full credit, and what bonus items added; what was remarked on first.
pub(super) fn best_first(visit: &Visit) -> Vec<&Answer> {
    let is_good = |answer: &&Answer| {
        answer.credit.is_some_and(|credit| {
            credit.is_full() || (answer.bonus && credit.share() > Share::ZERO)
        })
    };
    let mut best: Vec<&Answer> = visit.answers.iter().filter(is_good).collect();
    best.order_by_key(|answer| answer.remark.trim().is_empty());
    best
}

/// Less than full credit, what cost most of the total first.
pub(super) fn dearest_first<'a>(showing: &Showing<'a>) -> Vec<&'a Answer> {
    let is_short =
        |answer: &&Answer| !answer.bonus && answer.credit.is_some_and(|credit| !credit.is_full());
    let mut dearest: Vec<&Answer> = showing.visit.answers.iter().filter(is_short).collect();
    dearest.order_by_key(|answer| std::cmp::Reverse(showing.lost(answer)));
    dearest
}

fn went_well(showing: &Showing) -> Vec<Block> {
    let entry = |answer: &Answer| {
        let bonus = if answer.bonus { " (bonus)" } else { "" };
        format!("{}{bonus}{}", said(showing, answer), remark_of(answer))
    };
    let best = best_first(showing.visit);
    group("What went well", best.into_iter().map(entry).collect())
}

fn cost_points(showing: &Showing) -> Vec<Block> {
    let dearest = dearest_first(showing).into_iter();
    let entries = dearest.map(|answer| shortfall(showing, answer));
    group("What cost points, most first", entries.collect())
}

fn shortfall(showing: &Showing, answer: &Answer) -> String {
    let mut lines = vec![said(showing, answer) + &remark_of(answer)];
    let score = showing.item_score(&answer.item);
    if let Some((given, lost)) = score.and_then(|score| Some((score.given?, score.lost?))) {
        // Two roundings may come to one billionth more than there is.
        let all = Share::from_billionths(given.billionths() + lost.billionths());
        let critical = if answer.critical { " Critical." } else { "" };
        lines.push(format!(
            "Lost {} of its {} points.{critical}",
            wording::percent(lost.exact()),
            wording::percent(all.unwrap_or(Share::ONE).exact()),
        ));
    }
    let item = showing.item(&answer.item);
    if let Some(why) = item.and_then(|item| item.why.as_ref()) {
        lines.push(format!(
            "Why it matters: {}",
            why.in_language(showing.language)
        ));
    }
    if let Some(cause) = answer.cause {
        lines.push(format!("Because of: {}.", wording::cause(cause)));
    }
    lines.extend(item.and_then(|item| mending(item, showing.language)));
    lines.join("\n")
}

/// Who can mend it, by what training, and what it costs; where the standard says.
fn mending(item: &Item, language: &Language) -> Option<String> {
    let parts: Vec<String> = [
        item.owner
            .as_ref()
            .map(|owner| owner.in_language(language).to_owned()),
        item.training.as_ref().map(|training| {
            format!(
                "training {}",
                wording::quoted(training.in_language(language))
            )
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    let cost = item.cost.map(wording::cost);
    match (parts.as_slice(), cost) {
        ([], None) => None,
        ([], Some(cost)) => Some(format!("To mend it {cost}.")),
        (parts, cost) => {
            let cost = cost.map(|cost| format!("; {cost}")).unwrap_or_default();
            Some(format!("To mend it: {}{cost}.", parts.join("; ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{Format, Page, render};
    use crate::report::sample::{self, Said};
    use crate::scoring::score;

    fn shown(standard: &Standard, visit: &Visit, format: Format, width: usize) -> String {
        let scorecard = score(standard, visit);
        let showing = Showing {
            visit,
            judged: Some((standard, &scorecard)),
            language: &Language::default(),
        };
        let page = Page {
            width,
            ..Page::default()
        };
        String::from_utf8(render(&super::scorecard(&showing), format, &page)).unwrap()
    }

    #[test]
    fn a_good_visit_is_shown() {
        let standard = sample::standard();
        let visit = sample::visit(&standard, &sample::good());
        for width in [80, 44] {
            let shown = shown(&standard, &visit, Format::Terminal, width);
            insta::assert_snapshot!(format!("good_{width}"), shown);
        }
        for (name, format) in [
            ("csv", Format::Csv),
            ("json", Format::Json),
            ("markdown", Format::Markdown),
        ] {
            let shown = shown(&standard, &visit, format, 80);
            insta::assert_snapshot!(format!("good_{name}"), shown);
        }
    }

    #[test]
    fn a_failed_visit_says_why() {
        let standard = sample::standard();
        let visit = sample::visit(&standard, &sample::bad());
        for width in [80, 44] {
            let shown = shown(&standard, &visit, Format::Terminal, width);
            insta::assert_snapshot!(format!("bad_{width}"), shown);
        }
    }

    #[test]
    fn a_visit_where_nobody_was_reached_says_so_once() {
        let standard = sample::standard();
        let nobody: Vec<_> = standard
            .items()
            .filter(|item| item.counts() && !item.bonus && item.when.is_empty())
            .map(|item| item.id.clone())
            .collect();
        let said: Vec<(&str, Said)> = nobody
            .iter()
            .map(|id| {
                (
                    id.as_str(),
                    Said::Nothing(Status::NoContact, "three calls, no answer"),
                )
            })
            .collect();
        let visit = sample::visit(&standard, &said);
        insta::assert_snapshot!(shown(&standard, &visit, Format::Terminal, 80));
    }

    #[test]
    fn without_its_standard_a_visit_has_no_total() {
        let standard = sample::standard();
        let visit = sample::visit(&standard, &sample::good());
        let showing = Showing {
            visit: &visit,
            judged: None,
            language: &Language::default(),
        };
        let report = super::scorecard(&showing);
        let text = render(&report, Format::Terminal, &Page::default());
        insta::assert_snapshot!(String::from_utf8(text).unwrap());
    }
}
