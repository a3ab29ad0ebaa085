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
                // Once, where it is first of use.
                let answered = self.answered_before(walk).filter(|_| self.n_shown == 1);
                let bare = answered.filter(|at| walk.record(*at).remark.is_empty());
                if let (Some(at), Cause::Kept) = (bare, cause) {
                    let (label, item) = (walk.label(at), walk.spelt_label(at));
                    let c = spelt(walk, "c", ":remark");
                    self.say(&format!(
                        "A remark on {item}? Type {c} {label}: and the words."
                    ))?;
                }
                self.n_shown += 1;
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
            Effect::Quit | Effect::Finished => Ok(()),
        }
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
