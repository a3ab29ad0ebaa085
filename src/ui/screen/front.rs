//! The front end: reads the terminal, draws when something changed, and does what the screen asks.

use std::fmt;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use super::look::{Look, wrap};
use super::opening::Opening;
use super::paper::Paper;
use super::state::{Input, Screen, Step};
use super::terminal::Tty;
use crate::model::moment::Moment;
use crate::report::Report;
use crate::ui::signals::Farewell;
use crate::ui::{Cause, Frontend, Leave, Next, Reply, Talk, editor, output};
use crate::walk::Walk;
use crate::walk::effect::{Effect, Tone};

/// How long something may be written before a draft of it is kept.
const DRAFT: Duration = Duration::from_secs(1);

/// How often a running stopwatch is looked at.
const TICK: Duration = Duration::from_millis(250);

/// The walk in full screen.
pub struct ScreenFrontend {
    look: Look,
    farewell: Farewell,
    clock: Box<dyn Fn() -> Moment>,
    tty: Option<Tty>,
    is_closed: bool,
    opening: Opening,
    screen: Option<Screen>,
    pending: Option<Leave>,
    is_editor_named: bool,
    undrafted_since: Option<Instant>,
    shown_at: Option<Moment>,
}

impl fmt::Debug for ScreenFrontend {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ScreenFrontend")
            .field("screen", &self.screen)
            .finish_non_exhaustive()
    }
}

impl ScreenFrontend {
    /// A front end that takes the terminal when it first shows something, and gives it back when it
    /// is closed or goes, whatever happens.
    pub fn new(look: Look, farewell: Farewell, clock: Box<dyn Fn() -> Moment>) -> Self {
        Self {
            look,
            farewell,
            clock,
            tty: None,
            is_closed: false,
            opening: Opening::new(look),
            screen: None,
            pending: None,
            is_editor_named: false,
            undrafted_since: None,
            shown_at: None,
        }
    }

    fn tty(&mut self) -> io::Result<&mut Tty> {
        if self.tty.is_none() {
            self.tty = Some(Tty::take(&self.farewell)?);
        }
        Ok(self.tty.as_mut().expect("it was just taken"))
    }

    fn screen(&mut self, walk: &Walk) -> &mut Screen {
        let look = self.look;
        self.screen.get_or_insert_with(|| Screen::new(look, walk))
    }

    fn draw(&mut self, walk: &Walk) -> io::Result<()> {
        let now = (self.clock)();
        let is_new_second = self.shown_at != Some(now);
        let screen = self.screen(walk);
        let is_ticking = screen.is_ticking(walk) && is_new_second;
        if !screen.take_stale() && !is_ticking {
            return Ok(());
        }
        self.shown_at = Some(now);
        self.tty()?;
        let (Some(tty), Some(screen)) = (&mut self.tty, &mut self.screen) else {
            return Ok(());
        };
        tty.draw(|frame| screen.draw(walk, frame, now))
    }

    /// Waits for a key; not for long while a stopwatch runs or a draft is to be kept.
    fn wait(&mut self, walk: &Walk) -> io::Result<()> {
        self.draw(walk)?;
        let (is_undrafted, is_ticking) = {
            let screen = self.screen(walk);
            (screen.has_undrafted(), screen.is_ticking(walk))
        };
        self.undrafted_since = match (is_undrafted, self.undrafted_since) {
            (false, _) => None,
            (true, since) => Some(since.unwrap_or_else(Instant::now)),
        };
        let until_draft = self
            .undrafted_since
            .map(|since| DRAFT.saturating_sub(since.elapsed()));
        let until_tick = is_ticking.then_some(TICK);
        let patience = until_draft.into_iter().chain(until_tick).min();
        let input = self.tty()?.read(patience)?;
        let is_due = self
            .undrafted_since
            .is_some_and(|since| since.elapsed() >= DRAFT);
        if is_due {
            self.undrafted_since = None;
            self.screen(walk).take(walk, Input::Tick);
        }
        if let Some(input) = input {
            self.screen(walk).take(walk, input);
        }
        Ok(())
    }

    /// Does a step that is the front end's own; what is not is given back.
    fn step(&mut self, walk: &Walk, step: Step) -> io::Result<Option<Next>> {
        match step {
            Step::Ask(request) => return Ok(Some(Next::Request(request))),
            Step::Leave(leave) => return Ok(Some(Next::Leave(leave))),
            Step::Stop => {
                self.tty()?.stop()?;
                self.screen(walk).touch();
            }
            Step::Repaint => {
                self.tty()?.clear()?;
                self.screen(walk).touch();
            }
            Step::Editor => {
                let Some(before) = self.screen(walk).written() else {
                    return Ok(None);
                };
                // An editor that does not say how it is left opens once that was said.
                let chosen = editor::chosen();
                let leave = editor::how_to_leave(&chosen);
                if !leave.is_empty() && !std::mem::replace(&mut self.is_editor_named, true) {
                    let words = format!("Ctrl+E again opens {chosen}{leave}.");
                    self.screen(walk).say(Tone::Aside, words);
                    return Ok(None);
                }
                let edited = self.tty()?.lend(|| editor::edit(&before))?;
                let screen = self.screen(walk);
                match edited {
                    Ok(Some(text)) => screen.rewrite(&text),
                    Ok(None) => screen.say(Tone::Aside, "Nothing was changed in the editor."),
                    Err(error) => {
                        screen.say(Tone::Refused, format!("Not saved. The editor: {error}."));
                    }
                }
            }
        }
        Ok(None)
    }

    /// Shows the opening until there is a reply.
    fn talk(&mut self) -> io::Result<Reply> {
        loop {
            self.tty()?;
            let (Some(tty), opening) = (&mut self.tty, &mut self.opening) else {
                return Ok(Reply::End);
            };
            tty.draw(|frame| opening.draw(frame))?;
            let input = tty.read_some()?;
            if input == Input::Repaint {
                tty.clear()?;
            }
            if Opening::is_stop(&input) {
                tty.stop()?;
            } else if let Some(reply) = opening.take(input) {
                return Ok(reply);
            }
            if let Some(words) = opening.told().pop() {
                self.farewell.jot(words);
            }
        }
    }
}

impl Frontend for ScreenFrontend {
    fn next(&mut self, walk: &Walk, _now: Moment) -> io::Result<Next> {
        self.screen(walk).reopen();
        loop {
            if let Some(leave) = self.pending.take() {
                return Ok(Next::Leave(leave));
            }
            while let Some(step) = self.screen(walk).next_step() {
                if let Some(next) = self.step(walk, step)? {
                    return Ok(next);
                }
            }
            self.wait(walk)?;
        }
    }

    fn show(
        &mut self,
        walk: &Walk,
        effects: &[Effect],
        cause: Cause,
        _now: Moment,
    ) -> io::Result<()> {
        self.screen(walk).show(walk, effects, cause);
        // What was said before the first item, and nobody has read yet, stands at its foot.
        if let Some(said) = self.opening.take_said() {
            self.screen(walk).say(Tone::Aside, said);
        }
        Ok(())
    }

    fn refuse(&mut self, walk: &Walk, why: &str) -> io::Result<Option<Leave>> {
        self.screen(walk).refuse(why);
        Ok(None)
    }

    /// In its box: whoever types on without looking says yes to nothing.
    fn may_follow(&mut self, walk: &Walk, typed: &str) -> io::Result<bool> {
        let why = format!(
            "Not saved. There is no file `{typed}` here. Mend its name; or if it comes later, type to follow: {typed}"
        );
        self.refuse(walk, &why)?;
        Ok(false)
    }

    fn confirm(&mut self, question: &str) -> io::Result<bool> {
        self.opening = Opening::between(self.look);
        if let Some(screen) = &mut self.screen {
            screen.expect_first();
        }
        let leave = loop {
            self.opening.ask_yes_no(question);
            match self.talk()? {
                Reply::Text(text) => match text.as_str() {
                    "y" => return Ok(true),
                    "n" | "b" => return Ok(false),
                    "q" => break Leave::End,
                    _ => self.opening.say("y takes it so; n leaves all as it was."),
                },
                Reply::End => break Leave::End,
                Reply::Interrupted => break Leave::Interrupted,
            }
        };
        self.pending = Some(leave);
        Ok(false)
    }
}

impl Talk for ScreenFrontend {
    fn is_script(&self) -> bool {
        false
    }

    fn half_written(&self) -> Vec<String> {
        match &self.screen {
            Some(screen) => screen.half_written().into_iter().collect(),
            None => self.opening.told(),
        }
    }

    fn has_screen(&self) -> bool {
        !self.is_closed
    }

    /// The one that goes back in a text too.
    fn back_key(&self) -> &'static str {
        "Shift+Tab"
    }

    /// The one that leaves where letters are text too.
    fn leave_key(&self) -> &'static str {
        "Ctrl+C"
    }

    fn say(&mut self, text: &str) -> io::Result<()> {
        if self.is_closed {
            let mut out = output::screen();
            for line in wrap(text, output::width_now()) {
                writeln!(out, "{line}")?;
            }
            return out.flush();
        }
        match &mut self.screen {
            Some(screen) => screen.say(Tone::Aside, text),
            None => self.opening.say(text),
        }
        Ok(())
    }

    /// The first screen remembers for itself, half typed lines too.
    fn remind(&mut self, _reply: &str) {}

    fn ask(&mut self, question: &str, hint: &str) -> io::Result<Reply> {
        self.opening.ask(question, hint);
        self.talk()
    }

    fn offer(&mut self, question: &str, things: &[&str]) -> io::Result<()> {
        self.opening.offer(question, things);
        Ok(())
    }

    fn ask_yes_no(&mut self, question: &str) -> io::Result<Reply> {
        self.opening.ask_yes_no(question);
        self.talk()
    }

    fn ask_text(&mut self, question: &str) -> io::Result<Reply> {
        self.opening.ask_text(question);
        self.talk()
    }

    fn show_report(&mut self, report: &Report) -> io::Result<()> {
        let mut paper = Paper::new(self.look, report.clone());
        self.tty()?;
        let Some(tty) = &mut self.tty else {
            return Ok(());
        };
        loop {
            tty.draw(|frame| paper.draw(frame))?;
            match tty.read_some()? {
                Input::Repaint => tty.clear()?,
                input if Opening::is_stop(&input) => tty.stop()?,
                input if paper.take(&input) => return Ok(()),
                _ => {}
            }
        }
    }

    fn close(&mut self) {
        self.is_closed = true;
        self.tty = None;
    }
}
