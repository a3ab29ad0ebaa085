//! Effects into what the screen shows: sentences at its foot, pages, menus and fields.

use super::entry::{Entry, Purpose};
use super::state::{Asking, Layer, Page, Screen, Step, begins_text, begun, entry};
use crate::model::answer::{Excuse, Value};
use crate::model::scale::Scale;
use crate::ui::Cause;
use crate::ui::line::{draw as words, overview};
use crate::walk::Walk;
use crate::walk::effect::{Effect, Field, Question, Tone};

impl Screen {
    /// Shows effects.
    pub fn show(&mut self, walk: &Walk, effects: &[Effect], cause: Cause) {
        self.touch();
        let was_done = self.page == Page::Card && is_at_end(walk, effects, cause);
        if matches!(&self.layer, Some(Layer::Entry(entry)) if entry.is_sent) {
            self.layer = None;
        }
        let left = (walk.cursor() != self.at).then_some(self.at);
        if left.is_some() {
            self.at = walk.cursor();
            self.moved_to = Some(self.at);
            self.forget_item();
            if matches!(&self.layer, Some(Layer::Entry(entry)) if entry.at != self.at) {
                self.layer = None;
            }
            self.beneath = None;
            match &mut self.page {
                Page::Card => {}
                Page::List(at) | Page::Review(at) => *at = walk.cursor(),
            }
        }
        let is_saved = |effect: &Effect| matches!(effect, Effect::Say(Tone::Saved, _));
        self.went_on_from = left.filter(|at| {
            let is_given = walk.record(*at).given.is_some();
            cause == Cause::Kept && is_given && effects.iter().any(is_saved)
        });
        self.is_none_asked &= effects.is_empty();
        self.is_text = begins_text(walk) && self.page == Page::Card && !was_done;
        self.say_all(walk, effects, cause);
        if let Some(at) = left.filter(|at| is_ticked_only(walk, *at)) {
            let label = walk.label(at);
            let said = self.message.take();
            let (tone, said) = said.map_or((Tone::Aside, String::new()), |it| (it.tone, it.text));
            let words = format!("What is ticked on {label} is a draft: Enter there saves it.");
            self.say(tone, format!("{said} {words}").trim());
        }
        for effect in effects {
            self.show_effect(walk, effect, effects, cause);
        }
        if was_done && self.layer.is_none() {
            self.page = Page::Review(walk.cursor());
        }
    }

    /// What was said comes together at the foot of the screen.
    fn say_all(&mut self, walk: &Walk, effects: &[Effect], cause: Cause) {
        let mut tone = Tone::Aside;
        let mut said: Vec<String> = Vec::new();
        let opens_itself = cause == Cause::Kept && effects.contains(&Effect::Ask(Question::Remark));
        for effect in effects {
            match effect {
                // The box itself asks for it.
                Effect::Say(Tone::Aside, _) if opens_itself => {
                    said.push("What you type now is the remark; Esc puts it off.".into());
                }
                Effect::Say(of, text) => {
                    if *of != Tone::Aside {
                        tone = *of;
                    }
                    said.push(text.clone());
                }
                // A score that is always shown is said; one that was asked for has a page.
                Effect::ShowScore if cause == Cause::Kept && effects.len() > 1 => {
                    let style = words::Style {
                        width: 1_000,
                        is_plain: false,
                        has_color: false,
                    };
                    said.extend(overview::score(walk, style));
                }
                _ => {}
            }
        }
        if said.is_empty() {
            let is_shown = |effect: &Effect| *effect == Effect::ShowItem;
            if effects.iter().any(is_shown) {
                self.message = None;
            }
        } else {
            self.say(tone, said.join(" "));
        }
    }

    fn show_effect(&mut self, walk: &Walk, effect: &Effect, all: &[Effect], cause: Cause) {
        match effect {
            Effect::Say(..)
            | Effect::Replaced
            | Effect::ShowItem
            | Effect::AllDone
            | Effect::Quit
            | Effect::Finished => {}
            Effect::ShowList => self.page = Page::List(walk.cursor()),
            Effect::ShowReview => self.page = Page::Review(walk.cursor()),
            Effect::ShowHelp | Effect::ShowKeys => self.lay_over(Layer::Help),
            Effect::ShowScore if cause == Cause::Kept && all.len() > 1 => {}
            Effect::ShowScore => self.lay_over(Layer::Score),
            Effect::Ask(question) => {
                self.lay_question(walk, question);
                if let (Cause::Kept, Some(Layer::Entry(entry))) = (cause, &mut self.layer) {
                    entry.is_unasked = entry.text().is_empty();
                }
            }
            Effect::Edit(field) => {
                self.open_entry(walk, *field);
                self.steps.push_back(Step::Editor);
            }
        }
    }

    /// Puts a layer on top, scrolled to its beginning.
    pub(super) fn lay_over(&mut self, layer: Layer) {
        self.layer = Some(layer);
        self.over = 0;
    }

    fn lay_question(&mut self, walk: &Walk, question: &Question) {
        let layer = match question {
            Question::Excuse => Layer::Reasons { with_words: false },
            Question::Cause => Layer::Causes,
            Question::Reveal => Layer::Confirm(Asking::Reveal),
            Question::Remark => return self.open_entry(walk, Field::Remark),
            Question::Waived => begun(walk, Purpose::Why(Excuse::Waived), "Why was it right?", ""),
            Question::Evidence => begun(walk, Purpose::Evidence, "Evidence: name of the file", ""),
            Question::Nobody => begun(walk, Purpose::Nobody, "What happened?", ""),
        };
        self.lay_over(layer);
    }

    /// Opens a text, with what is written of it so far.
    pub(super) fn open_entry(&mut self, walk: &Walk, field: Field) {
        let at = walk.cursor();
        let label = walk.spelt_label(at);
        let layer = match field {
            Field::Text => {
                let given = match walk.record(at).value() {
                    Some(Value::Text(text)) => text.clone(),
                    _ => String::new(),
                };
                let text = walk.draft(at).unwrap_or(&given);
                let mut entry =
                    Entry::new(Purpose::Text, at, format!("Your words on {label}"), text);
                // A draft is no answer yet: closing it takes it.
                entry.compare_with(&given);
                Layer::Entry(Box::new(entry))
            }
            Field::Remark => {
                let title = if walk.wants_remark(at) {
                    format!("Remark on {label}: what happened?")
                } else {
                    format!("Remark on {label}")
                };
                let remark = &walk.record(at).remark;
                let text = walk.remark_draft(at).unwrap_or(remark);
                let mut entry = Entry::new(Purpose::Remark, at, title, text);
                entry.compare_with(remark);
                Layer::Entry(Box::new(entry))
            }
            Field::Notes => entry(
                walk,
                Purpose::Notes,
                "Notes of the visit",
                walk.notes().unwrap_or_default(),
            ),
        };
        self.lay_over(layer);
    }
}

/// Whether something is ticked on an item, and not saved.
fn is_ticked_only(walk: &Walk, at: usize) -> bool {
    matches!(walk.item(at).scale, Scale::Several(..)) && walk.has_answer_draft(at)
}

/// Whether an answer has just closed the last open item.
fn is_at_end(walk: &Walk, effects: &[Effect], cause: Cause) -> bool {
    let is_saved = |effect: &Effect| matches!(effect, Effect::Say(Tone::Saved, _));
    let is_silent = |effect: &Effect| !matches!(effect, Effect::ShowItem);
    cause == Cause::Kept
        && effects.iter().any(is_saved)
        && effects.iter().all(is_silent)
        && effects.len() > 1
        && walk.open().next().is_none()
}
