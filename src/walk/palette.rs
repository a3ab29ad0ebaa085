//! Going about: back, to the next item or section, and where `g` goes, by label, place, id or words.

use super::Walk;
use super::effect::beginning;
use super::judge::Verdict;
use super::state::is_flat;
use crate::model::event::Event;
use crate::model::order::InOrder;
use crate::model::visit::Channel;

/// Most items named where words fit several.
const MOST_NAMED: usize = 6;

impl Walk<'_> {
    pub(super) fn judge_back(&self) -> Verdict {
        if self.history.is_empty() {
            let before = if self.asked().any(|at| at < self.cursor) {
                "Type - for the item before.".to_owned()
            } else {
                let is_here = |it: &&Channel| Some(**it) != self.facts.channel;
                let channels = match self.standard.channels.as_slice() {
                    [] => Channel::ALL.as_slice(),
                    some => some,
                };
                let other = channels.iter().find(is_here).filter(|_| channels.len() > 1);
                let channel = other.map_or(String::new(), |it| format!("channel={}, ", it.name()));
                format!(
                    "The first questions are not asked again. :notes changes the notes now; the others \
                     are put right after the finish: mystery correct last _guess=60 --why \"misread\", or \
                     site=Main, visited=2026-11-19, {channel}organisation=Riverside. Another place \
                     altogether? Leave with q; mystery discard throws the visit away."
                )
            };
            Verdict::Refused(format!("This is where you began. {before}"))
        } else {
            Verdict::event(Event::Returned)
        }
    }

    pub(super) fn judge_step(&self, to: Option<usize>, end: &str) -> Verdict {
        match to {
            Some(at) => self.go_to(at),
            None => Verdict::Refused(format!(
                "This is the {end} item. Type o for the next open one."
            )),
        }
    }

    pub(super) fn judge_section(
        &self,
        is_there: fn(usize, usize) -> bool,
        is_last: bool,
    ) -> Verdict {
        let here = self.places[self.cursor].section;
        let mut sections: Vec<usize> = self.asked().map(|at| self.places[at].section).collect();
        sections.dedup();
        sections.retain(|section| is_there(*section, here));
        let section = if is_last {
            sections.last()
        } else {
            sections.first()
        };
        match section.map(|section| self.in_section(*section)) {
            Some(Ok(at)) => self.go_to(at),
            _ if is_last => Verdict::Refused("This is the first section.".into()),
            _ => Verdict::Refused("This is the last section.".into()),
        }
    }

    pub(super) fn go_to(&self, at: usize) -> Verdict {
        Verdict::event(Event::Moved(self.item(at).id.clone()))
    }

    /// The place that a text names, among the items that are asked. The error says the way out.
    pub fn target(&self, text: &str) -> Result<usize, String> {
        let text = text.trim();
        let found = if let Some(place) = text.strip_prefix('#') {
            return self.by_rank(place);
        } else {
            self.by_label(text)
                .or_else(|| self.by_section_number(text))
                .or_else(|| self.by_item_id(text))
                .or_else(|| self.by_section_id(text))
        };
        match found {
            Some(found) => found,
            None => self.by_words(text),
        }
    }

    /// The places that fit some words, open ones first: what a palette lists.
    pub fn fitting(&self, words: &str) -> Vec<usize> {
        let wanted = words.to_lowercase();
        let wanted: Vec<&str> = wanted.split_whitespace().collect();
        let fits = |at: &usize| {
            let (item, section) = (self.item(*at), self.section(*at));
            let title = section.title.iter().flat_map(crate::model::text::Text::all);
            let mut text = format!("{} {} {}", self.label(*at), item.id, section.id);
            for part in item.ask.all().chain(title) {
                text.push(' ');
                text.push_str(&part.to_lowercase());
            }
            wanted.iter().all(|word| text.contains(word))
        };
        let mut places: Vec<usize> = self.asked().filter(fits).collect();
        places.order_by_key(|at| !self.is_open(*at));
        places
    }

    fn by_rank(&self, place: &str) -> Result<usize, String> {
        let n_asked = self.asked().count();
        place
            .trim()
            .parse::<usize>()
            .ok()
            .and_then(|rank| self.asked().nth(rank.checked_sub(1)?))
            .ok_or_else(|| format!("There is no item #{place}: type g #1 to g #{n_asked}."))
    }

    fn by_label(&self, text: &str) -> Option<Result<usize, String>> {
        let at = self.places.iter().position(|place| place.label == text)?;
        Some(self.if_asked(at))
    }

    fn by_item_id(&self, text: &str) -> Option<Result<usize, String>> {
        let at = self
            .standard
            .items()
            .position(|item| item.id.as_str() == text)?;
        Some(self.if_asked(at))
    }

    fn if_asked(&self, at: usize) -> Result<usize, String> {
        if self.asked[at] {
            return Ok(at);
        }
        let because = if crate::model::condition::is_for_role(self.item(at), self.facts.role) {
            "it depends on an earlier answer"
        } else {
            "it is not for this kind of place"
        };
        Err(format!("{} is not asked here: {because}.", self.label(at)))
    }

    fn by_section_number(&self, text: &str) -> Option<Result<usize, String>> {
        let number: usize = text.parse().ok()?;
        if is_flat(self.standard) {
            let n_items = self.places.len();
            return Some(Err(format!(
                "There is no item {number}: type g 1 to g {n_items}."
            )));
        }
        let n_sections = self.standard.sections.len();
        if !(1..=n_sections).contains(&number) {
            return Some(Err(format!(
                "There is no section {number}: type g 1 to g {n_sections}."
            )));
        }
        Some(self.in_section(number - 1))
    }

    fn by_section_id(&self, text: &str) -> Option<Result<usize, String>> {
        let section = self
            .standard
            .sections
            .iter()
            .position(|section| section.id.as_str() == text)?;
        Some(self.in_section(section))
    }

    /// The first open item of a section, else its first one.
    pub(super) fn in_section(&self, section: usize) -> Result<usize, String> {
        let is_in = |at: &usize| self.places[*at].section == section;
        let first_open = self.open().find(is_in);
        first_open
            .or_else(|| self.asked().find(is_in))
            .ok_or_else(|| format!("No item of section {} is asked here.", section + 1))
    }

    fn by_words(&self, words: &str) -> Result<usize, String> {
        let found = self.fitting(words);
        match found.as_slice() {
            [one] => Ok(*one),
            [] => Err(format!(
                "Nothing here fits `{words}`. Type l to see all items."
            )),
            many => {
                // Words that one question holds as they stand beat words strewn over several.
                let wanted = words.to_lowercase();
                let holds = |at: &&usize| {
                    let ask = self
                        .item(**at)
                        .ask
                        .in_language(&self.language)
                        .to_lowercase();
                    ask.split(|letter: char| !letter.is_alphanumeric())
                        .any(|word| word == wanted)
                        || ask.contains(&format!(" {wanted} "))
                };
                let whole: Vec<&usize> = many.iter().filter(holds).collect();
                if let [one] = whole.as_slice() {
                    return Ok(**one);
                }
                let named: Vec<String> = many
                    .iter()
                    .take(MOST_NAMED)
                    .map(|at| {
                        let ask = self.item(*at).ask.in_language(&self.language);
                        format!("{} {}", self.label(*at), beginning(ask, 40))
                    })
                    .collect();
                let more = if many.len() > MOST_NAMED { " …" } else { "" };
                Err(format!(
                    "{} items fit `{words}`: {}{more}. Type g and the number.",
                    many.len(),
                    named.join("; ")
                ))
            }
        }
    }
}
