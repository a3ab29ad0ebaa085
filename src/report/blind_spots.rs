//! Blind spots as a report: what we think of ourselves beside what visitors meet, most over-confident
//! first; what nobody could say; and how far guesses are off.

use super::blind_spots_data::data;
use super::blind_spots_guess::{guesses, site_pairs};
use super::comparison_caveats::near_miss;
use super::left_out::left_out;
use super::wording::{
    self, counted, date, gap_size, in_shell_quotes, listed, percent, plural, question,
    range_of_shares, short_percent,
};
use super::{Block, Cell, Column, Report, Table, Tone};
use crate::analysis::blind_spots::{BlindSpots, Figure, OwnView};
use crate::analysis::ruler::Subject;
use crate::analysis::settings::Settings;
use crate::analysis::side::ENOUGH_VISITS;
use crate::model::order::InOrder;
use crate::model::share::{Exact, Share};
use crate::model::text::Language;
use crate::model::visit::Role;

/// Items that are listed; more are only counted.
const MOST_LISTED: usize = 10;

/// The report of blind spots, in a language where the standard has it; with the words of statistics
/// where they are asked for.
pub fn blind_spots(
    found: &BlindSpots,
    settings: &Settings,
    is_explained: bool,
    language: &Language,
) -> Report {
    let mut blocks: Vec<Block> = found.near_misses.iter().map(near_miss).collect();
    if found.views.is_empty() {
        blocks.push(Block::Note(
            Tone::Plain,
            "There is nothing to hold against each other yet: no self-assessment, and no visit with a guess. Score your own place as you think it is, before the next audit: mystery visit quick-check --kind self_assessment".into(),
        ));
    }
    for view in &found.views {
        blocks.extend(view_blocks(found, view, settings, language));
    }
    if is_explained && !found.views.is_empty() {
        blocks.extend(explained(settings));
    }
    Report {
        shape: "blind_spots",
        version: 1,
        blocks,
        data: data(found, settings, language),
    }
}

/// What a figure is called.
pub(super) fn title(view: &OwnView, subject: &Subject, language: &Language) -> String {
    match subject {
        Subject::Section(place) | Subject::CommonSection(place) => {
            wording::section_title(&view.catalogue.sections[*place], language).into()
        }
        Subject::Item(place) => {
            let entry = &view.catalogue.items[*place];
            question(entry.item, entry.id, language).into()
        }
        Subject::Tag(value) | Subject::CommonTag(value) => value.clone(),
        Subject::Total | Subject::LikeForLike => "Total".into(),
    }
}

fn view_blocks(
    found: &BlindSpots,
    view: &OwnView,
    settings: &Settings,
    language: &Language,
) -> Vec<Block> {
    let name = view
        .catalogue
        .newest()
        .map_or(view.id.as_str(), |standard| {
            standard.title.in_language(language)
        });
    let whose = if view.role == Role::Internal {
        " (department)"
    } else {
        ""
    };
    // What is typed behind the standard to visit there.
    let option = if view.role == Role::Internal {
        format!(" --internal {}", in_shell_quotes(view.organisation))
    } else {
        String::new()
    };
    let mut blocks = vec![
        Block::Heading(1, format!("{}{whose}, {name}", view.organisation)),
        Block::Note(Tone::Quiet, what_counts(found, view)),
    ];
    if view.own.is_empty() {
        blocks.push(Block::Note(
            Tone::Warning,
            format!(
                "Nobody has said yet what they think of this place. Score it as you believe it is, before the next audit: mystery visit {}{option} --kind self_assessment",
                view.id
            ),
        ));
    } else if view.audits.is_empty() {
        blocks.push(Block::Note(
            Tone::Warning,
            format!(
                "What you think is here; no audit of the same site counts yet. Let somebody visit: mystery visit {}{option}",
                view.id
            ),
        ));
    } else {
        blocks.extend(beside(view, settings, language));
    }
    blocks.extend(unanswered(view, language));
    blocks.extend(site_pairs(view));
    blocks.extend(guesses(view));
    blocks
}

fn what_counts(found: &BlindSpots, view: &OwnView) -> String {
    let days = |visits: &[&crate::analysis::scored::ScoredVisit]| {
        let days = visits.iter().map(|it| it.visit.facts.visited.date());
        let (first, last) = (days.clone().min(), days.max());
        match first.zip(last) {
            None => String::new(),
            Some((first, last)) if first == last => format!(" of {}", date(first)),
            Some((first, last)) => format!(" from {} to {}", date(first), date(last)),
        }
    };
    let sites: std::collections::BTreeSet<_> = view
        .audits
        .iter()
        .map(|scored| &scored.visit.facts.site)
        .collect();
    let mut said = vec![format!(
        "{}{} beside {}{}, {}.",
        counted(view.own.len(), "self-assessment"),
        days(&view.own),
        counted(view.audits.len(), "audit"),
        days(&view.audits),
        counted(sites.len(), "site"),
    )];
    if view.n_elsewhere > 0 {
        let n = usize::try_from(view.n_elsewhere).unwrap_or(usize::MAX);
        said.push(format!(
            "{} of sites that nobody assessed left out.",
            counted(n, "audit")
        ));
    }
    let n_left_out = |reason| {
        let of_view = |out: &&crate::analysis::select::LeftOut| {
            let facts = &out.scored.visit.facts;
            out.reason == reason
                && facts.organisation == *view.organisation
                && facts.standard.id == *view.id
        };
        found.left_out.iter().filter(of_view).count()
    };
    let left_out = left_out(n_left_out);
    if !left_out.is_empty() {
        said.push(format!("Left out: {}.", listed(&left_out)));
    }
    said.join(" ")
}

/// Self-assessments and audits, figure by figure.
fn beside(view: &OwnView, settings: &Settings, language: &Language) -> Vec<Block> {
    let delta = settings.delta();
    let is_item = |figure: &&Figure| matches!(figure.subject, Subject::Item(_));
    let items: Vec<&Figure> = view.figures.iter().filter(is_item).collect();
    let mut blocks = vec![Block::List(sentences(view, &items, settings))];
    let rows = view.figures.iter().filter(|figure| !is_item(figure));
    blocks.push(figures_table(view, rows, delta, "What", language));
    blocks.push(Block::Note(Tone::Quiet, how_to_read(delta)));
    let is_beyond = |gap: f64| gap > delta;
    let mut over: Vec<(&Figure, Exact)> = items
        .iter()
        .filter_map(|figure| Some((*figure, figure.over()?)))
        .collect();
    // The most over-confident first; those alike as the standard has them.
    over.order_by_key(|(figure, gap)| (std::cmp::Reverse(*gap), figure.subject.clone()));
    let too_well: Vec<&Figure> = over
        .iter()
        .filter(|(_, gap)| is_beyond(gap.value()))
        .map(|(figure, _)| *figure)
        .collect();
    let too_little: Vec<&Figure> = over
        .iter()
        .rev()
        .filter(|(_, gap)| is_beyond(-gap.value()))
        .map(|(figure, _)| *figure)
        .collect();
    for (heading, figures) in [
        (
            "Where you think too well of yourselves, most first",
            too_well,
        ),
        ("Where you are better than you think", too_little),
    ] {
        if figures.is_empty() {
            continue;
        }
        blocks.push(Block::Heading(2, heading.into()));
        let listed = figures.iter().take(MOST_LISTED).copied();
        blocks.push(figures_table(view, listed, delta, "Item", language));
        let more = figures.len().saturating_sub(MOST_LISTED);
        if more > 0 {
            let text = format!("And {more} more; --format csv has all.");
            blocks.push(Block::Note(Tone::Quiet, text));
        }
    }
    blocks
}

fn sentences(view: &OwnView, items: &[&Figure], settings: &Settings) -> Vec<String> {
    let delta = settings.delta();
    let mut said = Vec::new();
    let total = view.figures.iter().find(|it| it.subject == Subject::Total);
    if let Some((total, over)) = total.and_then(|it| Some((it, it.over()?))) {
        let own = total.own.mean().map_or(String::new(), percent);
        let audits = total.audits.mean().map_or(String::new(), percent);
        let how = match over.gap_tenths() {
            0 => "just as you think".to_owned(),
            1.. => format!("{} points less than you think", gap_size(over)),
            _ => format!("{} points more than you think", gap_size(over)),
        };
        said.push(format!(
            "You think you are at {own}; visitors found {audits}, {how}: {}.",
            verdict(total, delta)
        ));
    }
    let both = items
        .iter()
        .filter(|figure| figure.over().is_some())
        .count();
    let n = |is: &dyn Fn(&Figure) -> bool| items.iter().filter(|it| is(it)).count();
    let (over, under) = (
        n(&|it| it.is_surely_over(delta)),
        n(&|it| it.is_surely_under(delta)),
    );
    said.push(format!(
        "Of {} seen both ways you clearly think too well of {over} and too little of {under}.",
        counted(both, "item")
    ));
    let few = n(&|it| it.over().is_some() && it.audits.n_visits() < ENOUGH_VISITS);
    if few > 0 {
        said.push(format!(
            "{few} of them {} judged in fewer than {ENOUGH_VISITS} audits: nothing is clear there yet.",
            plural(few, "was", "were")
        ));
    }
    said
}

/// In the words of every verdict.
pub(super) fn verdict(figure: &Figure, delta: f64) -> &'static str {
    if figure.is_surely_over(delta) || figure.is_surely_under(delta) {
        "clear"
    } else {
        "can't tell yet"
    }
}

fn how_to_read(delta: f64) -> String {
    format!(
        "Over: what you think minus what visitors found, in points. Clear: even the nearer end of where their mean likely lies is more than {} points away; \"likely\" holds about 9 times in 10. Listed below are items that differ by more than {}.",
        short_percent(Share::rounded(delta)),
        short_percent(Share::rounded(delta)),
    )
}

fn figures_table<'f, 'a: 'f>(
    view: &OwnView,
    figures: impl Iterator<Item = &'f Figure<'a>>,
    delta: f64,
    what: &str,
    language: &Language,
) -> Block {
    let missing = || Cell::Missing("");
    let rows = figures.map(|figure| {
        let n = figure.audits.n_visits();
        let is_of_all = n == view.audits.len() as u64;
        let likely = figure
            .likely
            .map(|it| Cell::Text(range_of_shares(it.low, it.high)));
        vec![
            Cell::Text(title(view, &figure.subject, language)),
            figure.own.mean().map_or_else(missing, Cell::Mean),
            figure.audits.mean().map_or_else(missing, |mean| {
                if is_of_all {
                    Cell::Mean(mean)
                } else {
                    Cell::MeanOf(mean, n)
                }
            }),
            figure.over().map_or_else(missing, Cell::Gap),
            likely.unwrap_or_else(missing),
            figure.over().map_or_else(missing, |_| {
                Cell::Text(verdict(figure, delta).replace(" yet", ""))
            }),
        ]
    });
    Block::Table(Table {
        name: "figures",
        columns: vec![
            Column::new("what", what, 0),
            Column::new("own", "We think", 0),
            Column::new("audits", "Found", 0),
            Column::new("over", "Over", 0),
            Column::new("likely", "Found, likely", 2),
            Column::new("verdict", "Verdict", 1),
        ],
        rows: rows.collect(),
    })
}

/// What people could not say of themselves.
fn unanswered(view: &OwnView, language: &Language) -> Vec<Block> {
    if view.unanswered.is_empty() {
        return Vec::new();
    }
    let told = view.unanswered.iter().map(|it| {
        let asked = title(view, &Subject::Item(it.item), language);
        let who = match (it.n, it.of) {
            (1, 1) => "not in the one self-assessment".to_owned(),
            (n, of) if n == of => format!("in none of {of} self-assessments"),
            (n, of) => format!("not in {n} of {of} self-assessments"),
        };
        format!("{} {who}", asked.trim())
    });
    vec![
        Block::Heading(2, "What could not be answered about yourselves".into()),
        Block::List(told.collect()),
        Block::Note(
            Tone::Quiet,
            "What nobody can say is a blind spot too: find out, or watch it for a week.".into(),
        ),
    ]
}

fn explained(settings: &Settings) -> Vec<Block> {
    let delta = short_percent(Share::rounded(settings.delta()));
    vec![
        Block::Heading(2, "How this was worked out".into()),
        Block::List(vec![
            "Each visit counts once; self-assessments meet audits of the same sites, standard and major version only.".into(),
            "Where the audits' mean likely lies: Student's t at 95 %, pooled within sites, from five audits on; with five or more sites the site is the unit (CR2, Bell and McCaffrey). For capped or perfect scores such an interval holds a little less often than it says.".into(),
            "Yes-or-no items: Wilson's interval; with sites as units n is cut to its effective size.".into(),
            format!("Clear: the self-assessments' mean lies more than {delta} points (--matters) outside that interval. The self-assessments are taken as claims, without an uncertainty of their own; not adjusted for the number of items."),
            "Pairs (a site's own view and its audits; a guess and its visit): mean difference with Student's t at 95 %, and limits of agreement, the mean difference ± 1.96 standard deviations (Bland and Altman), from six pairs on.".into(),
        ]),
    ]
}
