//! Talk about the visit itself, at a line.

use std::io;

use super::LineFrontend;
use super::confirming::Confirmed;
use super::reading::STILL_WRITING;
use crate::report::Report;
use crate::ui::{Leave, Reply, Talk};
use crate::walk::grammar::meant_command;

impl Talk for LineFrontend {
    fn is_script(&self) -> bool {
        Self::is_script(self)
    }

    fn half_written(&self) -> Vec<String> {
        self.jotted.clone()
    }

    fn has_screen(&self) -> bool {
        false
    }

    fn back_key(&self) -> &'static str {
        "b"
    }

    fn leave_key(&self) -> &'static str {
        "q"
    }

    fn say(&mut self, text: &str) -> io::Result<()> {
        Self::say(self, text)
    }

    fn remind(&mut self, reply: &str) {
        self.reminder = Some(reply.to_owned());
    }

    fn ask(&mut self, question: &str, hint: &str) -> io::Result<Reply> {
        let hint = hint.replace("] ", ", ? for help] ");
        Self::ask(self, question, &hint)
    }

    fn offer(&mut self, question: &str, things: &[&str]) -> io::Result<()> {
        self.say("")?;
        self.say(question)?;
        let style = self.style();
        let width = things.len().to_string().len();
        for (n, thing) in things.iter().enumerate() {
            let lead = if style.is_plain {
                format!("{}: ", n + 1)
            } else {
                format!("  {:>width$}  ", n + 1)
            };
            let hang = " ".repeat(lead.len());
            self.write(&style.wrap_hanging(thing, &lead, &hang))?;
        }
        Ok(())
    }

    fn ask_yes_no(&mut self, question: &str) -> io::Result<Reply> {
        Self::ask(self, question, "[y/n, ? for help] ")
    }

    /// Enter at once skips it, a dot alone ends it; what was written before is gone on with.
    fn ask_text(&mut self, question: &str) -> io::Result<Reply> {
        let before = self.reminder.take().unwrap_or_default();
        let mut lines: Vec<String> = before.lines().map(str::to_owned).collect();
        self.say("")?;
        if lines.is_empty() {
            self.say(&format!(
                "{question} Enter skips this; a dot alone ends it; ? for help."
            ))?;
        } else {
            self.say(&format!(
                "{question} You wrote:\n{before}\nGo on, or a dot alone takes it as it is; :clear drops it."
            ))?;
        }
        let mut is_begun = false;
        self.jotted.clear();
        self.farewell.jot(before);
        loop {
            let prompt = if lines.is_empty() {
                "> "
            } else {
                "[. ends it] "
            };
            let so_far = self.lines.next_line();
            self.farewell.jot_line(so_far.clone());
            let reply = self.ask("", prompt)?;
            // Where the window is closed the line ends too, and only then with something in it.
            let half = so_far.map(|line| line.text());
            if reply == Reply::End
                && let Some(half) = half.filter(|line| !line.trim().is_empty())
            {
                lines.push(half);
                self.farewell.jot(lines.join("\n"));
            }
            self.farewell.jot_line(None);
            let line = match reply {
                Reply::Text(line) => line,
                Reply::End if !lines.is_empty() => break,
                reply => {
                    lines.extend(Some(std::mem::take(&mut self.unended)));
                    self.jotted = vec![lines.join("\n")];
                    return Ok(reply);
                }
            };
            // What `?` says is of use before the first words only.
            let line = match meant_command(&line) {
                Some("help") if !is_begun => "?".to_owned(),
                _ => line,
            };
            if is_begun && ["q", ":q", ":quit"].contains(&line.as_str()) {
                self.jotted = vec![lines.join("\n")];
                return Ok(Reply::Text("q".into()));
            }
            let is_command =
                ["?", "b", "q", ":q", ":quit", ":help", ":back"].contains(&line.as_str());
            if (!is_begun && is_command) || (lines.is_empty() && line.is_empty()) {
                return Ok(Reply::Text(line));
            }
            let Some(line) = self.told(line)? else {
                let Some(leave) = self.leaving.take() else {
                    continue;
                };
                self.jotted = vec![lines.join("\n")];
                return Ok(match leave {
                    Leave::Interrupted => Reply::Interrupted,
                    _ => Reply::End,
                });
            };
            is_begun = true;
            match line.as_str() {
                "." => break,
                ":clear" => {
                    lines.clear();
                    self.farewell.jot(String::new());
                    self.farewell.set_nothing("Nothing is kept yet.");
                    is_begun = false;
                    self.say("Dropped. Enter skips this.")?;
                    continue;
                }
                "" => self.say(STILL_WRITING)?,
                line if is_command || (line.starts_with(':') && !line.starts_with("::")) => {
                    self.say(&format!(
                        "Not taken into the text: `{line}` is a command. A dot alone ends the text; the items \
                         come after it."
                    ))?;
                    continue;
                }
                _ => {}
            }
            lines.push(line);
            // What a signal cannot keep is said at least.
            let words = lines.join("\n");
            self.farewell
                .set_nothing(format!("Nothing is kept yet. You wrote:\n{words}"));
            self.farewell.jot(words);
        }
        Ok(Reply::Text(lines.join("\n").trim().to_owned()))
    }

    /// A report is printed by `mystery show`; here the closing lines are enough.
    fn show_report(&mut self, _report: &Report) -> io::Result<()> {
        Ok(())
    }

    fn close(&mut self) {}
}

impl LineFrontend {
    /// What is taken of a line into the notes: a word that says a command is asked about, and a sentence
    /// in reply takes its place.
    fn told(&mut self, line: String) -> io::Result<Option<String>> {
        if line.starts_with(':') || meant_command(&line).is_none() {
            return Ok(Some(line));
        }
        let question = format!(
            "`{line}` is a command elsewhere; here it would be your text. Is it? n leaves it out; then \
             a dot alone ends the text, and q leaves."
        );
        Ok(match self.confirmed(&question, true)? {
            Confirmed::Yes => Some(line),
            Confirmed::No => None,
            Confirmed::Words(words) => {
                self.say(&format!("`{line}` is left out."))?;
                Some(words)
            }
        })
    }
}
