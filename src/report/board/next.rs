//! What to do next: visits that would settle something, and when and where nobody ever looked.

use chrono::Weekday;

use super::Part;
use crate::analysis::board::{Daypart, never_seen, never_visited};
use crate::analysis::side::{ENOUGH_VISITS, Side};
use crate::model::programme::KnownSite;
use crate::model::visit::{Name, Role};
use crate::report::comparison::counted_u64;
use crate::report::comparison_settles::settles;
use crate::report::sentences::Sentences;
use crate::report::{Block, Tone};

impl Part<'_, '_> {
    pub(super) fn next(&self) -> Vec<Block> {
        let mut lines = settles(self.one);
        if !self.has_rivals() {
            lines.extend(self.own().and_then(until_enough));
        }
        if !self.one.is_internal {
            lines.extend(self.who_is_lacking().map(Into::into));
            lines.extend(self.unseen_places());
        }
        lines.extend(
            self.own()
                .and_then(|own| unseen_times(own, self.sentences())),
        );
        let mut blocks = vec![self.heading("What to do next?")];
        if lines.is_empty() {
            let text = if self.one.is_internal {
                "Go on as planned: there are visits enough, and no time was left out."
            } else {
                "Go on as planned: every comparison is settled, and no time or place was left out."
            };
            blocks.push(Block::Note(Tone::Plain, text.into()));
        } else {
            blocks.push(Block::List(lines));
        }
        blocks
    }

    /// Whom to visit so that there are two sides to compare.
    fn who_is_lacking(&self) -> Option<&'static str> {
        match self.own() {
            None => Some("Visit our own place in the same way: then ours stands beside theirs."),
            Some(_) if !self.has_rivals() => {
                Some("Visit a competitor in the same way: then ours stands beside theirs.")
            }
            Some(_) => None,
        }
    }

    fn unseen_places(&self) -> Option<String> {
        fn placed<'p>(
            organisation: &'p Name,
            sites: &'p [KnownSite],
        ) -> impl Iterator<Item = (&'p Name, &'p Name)> {
            sites.iter().map(move |site| (organisation, &site.name))
        }
        let programme = self.setting.programme;
        let own = programme.organisation.iter();
        let own = own.flat_map(|name| placed(name, &programme.sites));
        let theirs = programme.competitors.iter();
        let theirs = theirs.flat_map(|other| placed(&other.name, &other.sites));
        let unseen: Vec<String> = never_visited(self.one, own.chain(theirs))
            .into_iter()
            .map(|(organisation, site)| format!("{organisation}, {site}"))
            .collect();
        (!unseen.is_empty()).then(|| format!("Not visited yet: {}.", unseen.join("; ")))
    }
}

/// How many visits are lacking until it can be said what is best and what weakest.
fn until_enough(own: &Side) -> Option<String> {
    let n = ENOUGH_VISITS
        .checked_sub(own.n_visits())
        .filter(|n| *n > 0)?;
    let (visits, show) = (
        counted_u64(n, "more visit"),
        if n == 1 { "shows" } else { "show" },
    );
    Some(format!(
        "{visits} to our own place {show} what we do best and where we are weakest."
    ))
}

/// When our own places were never visited.
fn unseen_times(own: &Side, sentences: Sentences) -> Option<String> {
    let never = never_seen(own);
    let mut times: Vec<&str> = never.dayparts.into_iter().map(daypart).collect();
    // With few visits most days are missing, which nobody needs to be told.
    // Colleagues are seldom served at the weekend.
    let is_weekend = |day: &Weekday| matches!(day, Weekday::Sat | Weekday::Sun);
    let mut weekdays = never.weekdays;
    weekdays.retain(|day| own.role != Role::Internal || !is_weekend(day));
    if weekdays.len() < 5 {
        times.extend(weekdays.into_iter().map(weekday));
    }
    let times: Vec<String> = times.into_iter().map(|it| sentences.told(it)).collect();
    (!times.is_empty()).then(|| {
        let times = sentences.listed(&times);
        format!("Our own place was never visited {times}.")
    })
}

fn daypart(part: Daypart) -> &'static str {
    match part {
        Daypart::Morning => "in the morning",
        Daypart::Afternoon => "in the afternoon",
        Daypart::Evening => "after five",
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "on a Monday",
        Weekday::Tue => "on a Tuesday",
        Weekday::Wed => "on a Wednesday",
        Weekday::Thu => "on a Thursday",
        Weekday::Fri => "on a Friday",
        Weekday::Sat => "on a Saturday",
        Weekday::Sun => "on a Sunday",
    }
}
