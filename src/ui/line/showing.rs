//! What the walk wants shown, at a line.

use std::io;

use super::away::View;
use super::reading::spelt;
use super::{LineFrontend, asked, draw, help, overview};
use crate::model::moment::Moment;
use crate::ui::Cause;
use crate::walk::Walk;
use crate::walk::effect::{Effect, Tone};

impl LineFrontend {
    pub(super) fn show_effect(
        &mut self,
        walk: &Walk,
        effect: &Effect,
        cause: Cause,
        now: Moment,
    ) -> io::Result<()> {
        let style = self.style();
        match effect {
            Effect::Say(tone, text) => self.say_toned(*tone, text),
            // A script that goes on needs no pictures; one that asks gets them.
            Effect::ShowItem if self.manner.is_script && cause == Cause::Kept => Ok(()),
            Effect::ShowItem => {
                self.view = View::Item;
                self.write(&draw::card(walk, style, now))
            }
            Effect::ShowList => {
                self.view = View::List;
                self.write(&overview::list(walk, style))
            }
            Effect::ShowReview => {
                self.view = View::List;
                self.write(&overview::review(walk, style))
            }
            Effect::ShowKeys => self.write(&help::keys(style)),
            Effect::ShowHelp => self.write(&help::help(walk, style)),
            Effect::ShowScore => {
                let lines = overview::score(walk, style);
                self.write(&lines)
            }
            Effect::Ask(question) => {
                if self.manner.is_script {
                    self.owes_remark = cause == Cause::Kept;
                    if cause == Cause::Asked {
                        self.is_bad = Some(asked::way_out(question));
                    }
                    return Ok(());
                }
                self.asking = Some(question.clone());
                let may_not_apply = walk.current().may_not_apply;
                self.write(&asked::question(question, may_not_apply, style).0)
            }
            Effect::Edit(field) => self.edit(walk, *field),
            Effect::AllDone => {
                self.view = View::End;
                Ok(())
            }
            Effect::Replaced | Effect::Quit | Effect::Finished => Ok(()),
        }
    }

    /// How an answer is taken back and remarked on, where that is first of use.
    pub(super) fn hint(&mut self, walk: &Walk) -> io::Result<()> {
        let Some(at) = self.answered_before(walk).filter(|_| self.n_hinted < 2) else {
            return Ok(());
        };
        self.n_hinted += 1;
        let (u, c) = (spelt(walk, "u", ":undo"), spelt(walk, "c", ":remark"));
        let remark = if self.n_hinted == 1 && walk.record(at).remark.is_empty() {
            let (label, item) = (walk.label(at), walk.spelt_label(at));
            format!(" A remark on {item}? Type {c} {label}: and the words.")
        } else {
            String::new()
        };
        self.say(&format!("Wrong? {u} takes it back.{remark}"))
    }

    pub(super) fn say_toned(&mut self, tone: Tone, text: &str) -> io::Result<()> {
        let style = self.style();
        let lines = style.wrap(text);
        if tone == Tone::Refused {
            let bold: Vec<String> = lines.into_iter().map(|line| style.bold(line)).collect();
            return self.write(&bold);
        }
        self.write(&lines)
    }
}
