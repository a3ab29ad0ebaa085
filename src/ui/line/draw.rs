//! How the item at hand looks at a line, wrapped to the window, and what stands before what is
//! typed. Pure: the same walk gives the same lines.

use textwrap::{Options, WordSplitter};

use super::reading::is_settled;
use crate::model::duration;
use crate::model::event::Beside;
use crate::model::moment::Moment;
use crate::model::scale::Scale;
use crate::model::text::{visible, visible_line};
use crate::render::words::{is_command, words};
use crate::report::wording::sentence;
use crate::walk::Walk;
use crate::walk::effect::beginning;
use crate::walk::view::Card;

/// How lines look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// Columns to fill.
    pub width: usize,
    /// Whether the words are read aloud: full sentences, no frames, no colour.
    pub is_plain: bool,
    /// Whether colour may be used.
    pub has_color: bool,
}

/// Narrowest text that is wrapped.
pub(super) const NARROWEST: usize = 20;

/// Longest answer that is repeated in a prompt.
const LONGEST_IN_PROMPT: usize = 30;

/// Narrowest window in which the notes say how they are changed.
const ROOMY: usize = 64;

/// Columns that are left behind a prompt for what is typed.
const ROOM: usize = 8;

impl Style {
    /// Wraps a paragraph; its own line feeds stay.
    pub fn wrap(self, text: &str) -> Vec<String> {
        self.wrap_hanging(text, "", "")
    }

    /// Wraps a paragraph behind `first`, the further lines behind `rest`.
    pub fn wrap_hanging(self, text: &str, first: &str, rest: &str) -> Vec<String> {
        let width = self.width.max(NARROWEST);
        let mut lines = Vec::new();
        for (n, paragraph) in visible(text).split('\n').enumerate() {
            let lead = if n == 0 { first } else { rest };
            if is_command(paragraph) {
                lines.push(format!("{lead}{paragraph}"));
                continue;
            }
            // A date or a name with a hyphen stays in one piece.
            let options = Options::new(width)
                .word_separator(words(paragraph, width.saturating_sub(rest.len())))
                .word_splitter(WordSplitter::NoHyphenation)
                .initial_indent(lead)
                .subsequent_indent(rest);
            let wrapped = textwrap::wrap(paragraph, options);
            lines.extend(wrapped.into_iter().map(|line| line.trim_end().to_owned()));
        }
        lines
    }

    /// A line in bold, where that can be shown.
    pub fn bold(self, text: String) -> String {
        if !self.has_color || text.is_empty() {
            return text;
        }
        let bold = anstyle::Style::new().bold();
        format!("{bold}{text}{bold:#}")
    }

    pub(super) fn all_bold(self, lines: Vec<String>) -> impl Iterator<Item = String> {
        lines.into_iter().map(move |line| self.bold(line))
    }
}

/// Whose place it is, how far the visit is, which item, the question, and how to answer it.
pub fn card(walk: &Walk, style: Style, now: Moment) -> Vec<String> {
    let card = walk.card();
    let mut lines = vec![String::new()];
    lines.extend(style.all_bold(banner(walk, &card, style)));
    lines.extend(style.all_bold(style.wrap(card.ask)));
    let key_width = card
        .options
        .iter()
        .map(|option| option.key.len())
        .max()
        .unwrap_or(0);
    for option in &card.options {
        let (lead, hang) = if style.is_plain {
            (format!("{}: ", option.key), String::from("   "))
        } else {
            let sign = if option.is_given { '*' } else { ' ' };
            let lead = format!(" {sign} {:>key_width$}  ", option.key);
            let hang = " ".repeat(lead.len());
            (lead, hang)
        };
        lines.extend(style.wrap_hanging(&option.label, &lead, &hang));
    }
    if let Some(guidance) = card.guidance {
        lines.extend(style.wrap(&format!("Guidance: {guidance}")));
    }
    if matches!(walk.current().scale, Scale::Text) && card.given.is_none() && card.draft.is_none() {
        lines.extend(style.wrap(
            "Write as many lines as you like; a dot alone ends it. All of it is text but ? alone and \
             what begins with a colon.",
        ));
    }
    lines.extend(known(walk, &card, style));
    if let Some(since) = card.stopwatch_since {
        let seconds = walk.timer(walk.cursor()).seconds(now);
        lines.extend(style.wrap(&format!(
            "The stopwatch has been running since {} ({}). Type t to stop it.",
            since.time_of_day(),
            duration::spoken(seconds)
        )));
    } else if card.stopwatch_shown > 0 {
        lines.extend(style.wrap(&format!(
            "The stopwatch shows {}. Type t use to save it as the answer.",
            duration::spoken(card.stopwatch_shown)
        )));
    }
    lines
}

fn banner(walk: &Walk, card: &Card, style: Style) -> Vec<String> {
    let facts = walk.facts();
    let section = card.section.map_or(String::new(), |title| {
        format!(" Section: {}", sentence(title))
    });
    let label = if card.label == card.rank.to_string() {
        String::new()
    } else {
        format!(", {}", card.label)
    };
    let item = format!("Item {} of {}{label}.{section}", card.rank, card.n_asked);
    if style.is_plain {
        return style.wrap(&format!("{}. {item}", facts.place()));
    }
    let (n_done, n_asked) = walk.progress();
    let place = facts.place();
    let site = &place[facts.organisation.as_str().len()..];
    let name = format!(
        "=== {}{} ",
        visible_line(&facts.organisation.as_str().to_uppercase()),
        visible_line(site)
    );
    let far = format!(" {n_done}/{n_asked} done");
    let used = textwrap::core::display_width(&name) + far.len();
    let mut lines = if used + 1 < style.width {
        vec![format!("{name}{}{far}", "=".repeat(style.width - used - 1))]
    } else {
        style.wrap(&format!("{name}={far}"))
    };
    lines.extend(style.wrap(&item));
    lines
}

/// What is known of the item already.
fn known(walk: &Walk, card: &Card, style: Style) -> Vec<String> {
    let mut lines = Vec::new();
    let mut add = |text: String| lines.extend(style.wrap(&text));
    if let Some(given) = &card.given {
        add(format!("Current answer: {}", sentence(given)));
        if card.hint == "text"
            && card.draft.is_none()
            && walk.record(walk.cursor()).value().is_some()
        {
            add("A dot alone leaves it; words take its place; :e opens it in your editor.".into());
        }
    }
    if let Some(draft) = card.remark_draft {
        add(format!(
            "Draft of a remark: {} Type c and some words for the remark.",
            sentence(&beginning(draft, 120))
        ));
    }
    for (of, what, way_out) in [
        (
            Beside::Evidence,
            "evidence",
            "Type a and its name to take it",
        ),
        (Beside::Reason, "a reason", "Type x, then the reason"),
        (
            Beside::Nobody,
            "why nobody was reached",
            "Type :nobody and the words",
        ),
    ] {
        let drafted = match of {
            Beside::Nobody => walk.nobody_draft(),
            of => walk.drafted_beside(of, walk.cursor()),
        };
        if let Some(draft) = drafted {
            add(format!(
                "Draft of {what}: {} {way_out}; :clear drops it.",
                sentence(&beginning(draft, 120))
            ));
        }
    }
    if let Some(draft) = card.draft
        && card.hint != "text"
    {
        add(format!(
            "Draft: {} Type the answer, or :clear drops it.",
            sentence(&beginning(draft, 120))
        ));
    } else if let Some(draft) = card.draft {
        add(format!(
            "Draft: {} Go on typing; a dot alone takes it, :e opens it in your editor, :clear drops it.",
            sentence(&beginning(draft, 120))
        ));
    }
    if card.wants_remark {
        add("A remark is still missing: c and some words.".into());
    } else if !card.remark.is_empty() {
        add(format!("Remark: {}", sentence(card.remark)));
    }
    if !card.evidence.is_empty() {
        add(format!("Evidence: {}.", card.evidence.join(", ")));
    }
    if card.is_skipped && card.given.is_none() {
        add("You skipped this before.".into());
    }
    if card.is_flagged {
        add("Flagged for the review.".into());
    }
    if let Some(notes) = walk.notes() {
        let first = notes.lines().next().unwrap_or_default();
        let more = match first.len() < notes.len() {
            true => " (:notes shows all)",
            false if style.width >= ROOMY => " (:notes changes them)",
            false => "",
        };
        let room = style.width.max(NARROWEST) - 8;
        add(format!(
            "Notes: {}{more}",
            beginning(first, room.saturating_sub(more.len()))
        ));
    }
    lines
}

/// What stands in front of what is typed: `[y/n, ? for help] `.
pub fn prompt(walk: &Walk, style: Style) -> String {
    let card = walk.card();
    let is_text = matches!(walk.current().scale, Scale::Text);
    let hint = if is_text {
        "words, then a dot alone"
    } else {
        &card.hint
    };
    let help = if is_text {
        "; ? for help"
    } else {
        ", ? for help"
    };
    let now = card
        .given
        .filter(|given| style.is_plain && given.chars().count() <= LONGEST_IN_PROMPT)
        .map_or(String::new(), |given| format!("; now: {given}"));
    // In a narrow window what is typed stays in one line with its prompt; the way to the help goes last.
    let in_short = hint_in_short(&walk.current().scale).unwrap_or(hint);
    let onward = match is_settled(walk) {
        true if is_text => "; Enter goes on",
        true => ", Enter goes on",
        false => "",
    };
    let prompts = [
        format!("[{hint}{now}{onward}{help}] "),
        format!("[{in_short}{now}{onward}{help}] "),
        format!("[{hint}{onward}{help}] "),
        format!("[{in_short}{onward}{help}] "),
        format!("[{hint}{now}{help}] "),
        format!("[{hint}{help}] "),
        format!("[{in_short}{help}] "),
    ];
    let fits = |it: &&String| textwrap::core::display_width(it) + ROOM <= style.width;
    let shortest = format!("[{in_short}] ");
    visible_line(prompts.iter().find(fits).unwrap_or(&shortest)).into_owned()
}

/// What is typed at an item in as few words as say it; `None` where there are few already.
fn hint_in_short(scale: &Scale) -> Option<&'static str> {
    match scale {
        Scale::Tally { .. } => Some("like 2 of 3"),
        Scale::Number { .. } => Some("number"),
        Scale::Several(..) => Some("like 1,3; 0 for none"),
        scale if scale.is_in_hours() => Some("like 3h30m"),
        Scale::Duration(_) => Some("like 4:30"),
        Scale::Text => Some("a dot alone ends it"),
        Scale::YesNo { .. } | Scale::Levels(_) | Scale::Choice(_) | Scale::Count(..) => None,
    }
}

/// What stands in front of what is typed while a list is in view, and not the item.
pub fn prompt_away(walk: &Walk, style: Style) -> String {
    if walk.open().next().is_none() {
        return "[item number, r or finish] ".into();
    }
    let card = walk.card();
    let words = if style.is_plain {
        format!("the number of an item, or Enter for {}", card.label)
    } else {
        format!("item number, or Enter for {}", card.label)
    };
    visible_line(&format!("[{words}] ")).into_owned()
}

/// What stands in front of what is typed when everything is answered.
pub fn prompt_end(walk: &Walk) -> String {
    match walk.nobody() {
        Some(_) => "[r, finish, or :somebody] ".into(),
        None => "[r to look them over, finish, ? for help] ".into(),
    }
}
