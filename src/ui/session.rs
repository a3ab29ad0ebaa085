//! The one loop behind every front end: a request is judged, each event is kept, and only then
//! applied and shown. Whoever calls it says how an event is kept.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::count::Counts;
use super::signals::Farewell;
use super::{Cause, Frontend, Leave, Next};
use crate::model::event::{Entry, Event};
use crate::model::moment::Moment;
use crate::walk::effect::{Effect, count};
use crate::walk::request::{Attachment, Request};
use crate::walk::{Verdict, Walk};

/// How a session ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ended {
    /// The finish event is kept.
    Finished,
    /// The auditor left; the visit is open.
    Left(Leave),
}

/// What a session needs of the world.
pub struct World<'w, E> {
    /// The time.
    pub now: &'w dyn Fn() -> Moment,
    /// A count of time that no clock's setting moves.
    pub count: &'w dyn Fn() -> Duration,
    /// Keeps an event: it is on the disk when this returns. A file of evidence is copied first, and
    /// the entry that comes back names the copy.
    pub keep: &'w mut dyn FnMut(Moment, Event) -> Result<Entry, E>,
    /// What a signal says.
    pub farewell: &'w Farewell,
}

/// Takes the auditor through the walk until it is finished or left.
pub fn run<E: From<io::Error>>(
    walk: &mut Walk,
    frontend: &mut dyn Frontend,
    world: &mut World<E>,
) -> Result<Ended, E> {
    world.farewell.set(farewell(walk));
    let mut counts = Counts::default();
    loop {
        let request = match frontend.next(walk, (world.now)())? {
            Next::Request(request) => request,
            Next::Leave(leave) => return Ok(Ended::Left(leave)),
        };
        let request = match resolved(request, frontend)? {
            Resolved::Request(request) => request,
            Resolved::Dropped => continue,
            Resolved::Refused(why) => match frontend.refuse(walk, &why)? {
                Some(leave) => return Ok(Ended::Left(leave)),
                None => continue,
            },
        };
        let (now, count) = ((world.now)(), (world.count)());
        let request = counts.settled(request, walk, now, count, frontend)?;
        match walk.judge(&request, now) {
            Verdict::Refused(why) => {
                if let Some(leave) = frontend.refuse(walk, &why)? {
                    return Ok(Ended::Left(leave));
                }
            }
            Verdict::Effects(effects) => {
                frontend.show(walk, &effects, Cause::Asked, now)?;
                if effects.contains(&Effect::Quit) {
                    return Ok(Ended::Left(Leave::End));
                }
            }
            Verdict::Events(events) => {
                let mut effects = Vec::new();
                for event in events {
                    let entry = (world.keep)(now, event)?;
                    counts.note(&entry.event, count);
                    // Only the last one is shown: those before it prepare it.
                    effects = walk.apply(&entry);
                }
                world.farewell.set(farewell(walk));
                frontend.show(walk, &effects, Cause::Kept, now)?;
                if walk.is_finished() {
                    return Ok(Ended::Finished);
                }
            }
        }
    }
}

/// What is said when the auditor leaves.
pub fn farewell(walk: &Walk) -> String {
    let (n_done, n_asked) = walk.progress();
    format!("Saved. {n_done} of {n_asked} done. Resume with: mystery visit --resume")
}

enum Resolved {
    Request(Request),
    Dropped,
    Refused(String),
}

/// Looks for the file of evidence that was typed, and takes it; what is not there yet may follow.
fn resolved(request: Request, frontend: &mut dyn Frontend) -> io::Result<Resolved> {
    let Request::Attach(Attachment::Typed(typed)) = &request else {
        return Ok(Resolved::Request(request));
    };
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Resolved::Request(request));
    }
    if let Some(name) = typed.strip_prefix("to follow") {
        let name = name.trim_start_matches(':').trim().to_owned();
        return Ok(Resolved::Request(Request::Attach(Attachment::ToFollow(
            name,
        ))));
    }
    let Some(path) = file_of(typed) else {
        let question = format!("There is no file `{typed}` here yet. Note it as to follow?");
        return Ok(if frontend.confirm(&question)? {
            Resolved::Request(Request::Attach(Attachment::ToFollow(typed.into())))
        } else {
            Resolved::Dropped
        });
    };
    Ok(match std::fs::File::open(&path) {
        Ok(_) => {
            let path = std::path::absolute(&path)?.to_string_lossy().into_owned();
            Resolved::Request(Request::Attach(Attachment::File(path)))
        }
        Err(error) => Resolved::Refused(format!("Not saved. Cannot read `{typed}`: {error}.")),
    })
}

/// The file that was typed, dropped or pasted: quoted or not, with `~` for the person's home.
pub fn file_of(typed: &str) -> Option<PathBuf> {
    let unquoted = shell_words::split(typed)
        .ok()
        .filter(|words| words.len() == 1);
    let candidates = [
        Some(typed.to_owned()),
        unquoted.and_then(|mut words| words.pop()),
    ];
    candidates.into_iter().flatten().find_map(|text| {
        let path = match text.strip_prefix("~/") {
            Some(below) => dirs::home_dir()?.join(below),
            None => PathBuf::from(text),
        };
        path.is_file().then_some(path)
    })
}

/// `3 items are open`, for whoever ends a session.
pub fn open_words(n_open: usize) -> String {
    let verb = if n_open == 1 { "is" } else { "are" };
    format!("{} {verb} still open", count(n_open, "item"))
}
