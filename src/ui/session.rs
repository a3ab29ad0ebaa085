//! The one loop behind every front end: a request is judged, each event is kept, and only then
//! applied and shown. Whoever calls it says how an event is kept.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::count::Counts;
use super::signals::Farewell;
use super::{Cause, Frontend, Leave, Next};
use crate::model::duration;
use crate::model::event::{Entry, Event};
use crate::model::moment::Moment;
use crate::model::scale::Scale;
use crate::walk::effect::{Effect, count};
use crate::walk::request::{Attachment, Request};
use crate::walk::state::Change;
use crate::walk::{Verdict, Walk};

/// How a session ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ended {
    /// The finish event is kept.
    Finished,
    /// The auditor left; the visit is open.
    Left(Leave),
}

/// What came of keeping an event.
#[derive(Clone, PartialEq, Debug)]
pub enum Kept {
    /// It is kept.
    Entry(Entry),
    /// It is not, and the visit goes on; the text says why.
    Refused(String),
}

/// What a session needs of the world.
pub struct World<'w, E> {
    /// The time.
    pub now: &'w dyn Fn() -> Moment,
    /// A count of time that no clock's setting moves.
    pub count: &'w dyn Fn() -> Duration,
    /// Keeps an event: it is on the disk when this returns. A file of evidence is copied first, and
    /// the entry that comes back names the copy.
    pub keep: &'w mut dyn FnMut(Moment, Event) -> Result<Kept, E>,
    /// The file that a typed path means, where there is one.
    pub file: &'w dyn Fn(&Path) -> Option<PathBuf>,
    /// What a signal says.
    pub farewell: &'w Farewell,
}

/// Takes the auditor through the walk until it is finished or left.
pub fn run<E: From<io::Error>>(
    walk: &mut Walk,
    frontend: &mut dyn Frontend,
    world: &mut World<E>,
) -> Result<Ended, E> {
    world.farewell.set(farewell(walk, world.farewell));
    let mut counts = Counts::default();
    loop {
        let request = match frontend.next(walk, (world.now)())? {
            Next::Request(request) => request,
            Next::Leave(leave) => return Ok(Ended::Left(leave)),
        };
        let Some(request) = resolved(request, walk, world.file, frontend)? else {
            continue;
        };
        if request == Request::Undo && walk.undo_passes_notes() {
            let of = walk.last_change().and_then(Change::place);
            let of = of.map_or(String::new(), |at| format!(", of {}", walk.spelt_label(at)));
            let question =
                format!("What was noted last stays as it is. Take back the change before it{of}?");
            if !frontend.confirm(&question)? {
                continue;
            }
        }
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
                let mut refused = None;
                for event in events {
                    let entry = match (world.keep)(now, event)? {
                        Kept::Entry(entry) => entry,
                        Kept::Refused(why) => {
                            refused = Some(why);
                            break;
                        }
                    };
                    counts.note(&entry.event, count);
                    // Only the last one is shown: those before it prepare it.
                    effects = walk.apply(&entry);
                }
                world.farewell.set(farewell(walk, world.farewell));
                if let Some(why) = refused {
                    match frontend.refuse(walk, &why)? {
                        Some(leave) => return Ok(Ended::Left(leave)),
                        None => continue,
                    }
                }
                frontend.show(walk, &effects, Cause::Kept, now)?;
                if walk.is_finished() {
                    return Ok(Ended::Finished);
                }
            }
        }
    }
}

/// What is said when the auditor leaves.
pub fn farewell(walk: &Walk, way: &Farewell) -> String {
    if walk.is_finished() {
        return "Finished. The next mystery visit puts it away.".into();
    }
    let (n_done, n_asked) = walk.progress();
    let resume = way.resume("");
    // What is a draft does not count, and is there again.
    let drafts = match walk.drafted().count() {
        0 => String::new(),
        n => format!(", {}", count(n, "draft")),
    };
    format!("Saved. {n_done} of {n_asked} done{drafts}. Resume with: {resume}")
}

/// Looks for the file of evidence that was typed; what is not there yet may follow. `None` where it
/// is dropped.
fn resolved(
    request: Request,
    walk: &Walk,
    file: &dyn Fn(&Path) -> Option<PathBuf>,
    frontend: &mut dyn Frontend,
) -> io::Result<Option<Request>> {
    let Request::Attach(Attachment::Typed(typed)) = &request else {
        return Ok(Some(request));
    };
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Some(request));
    }
    if let Some(path) = file(Path::new(typed)) {
        let path = std::path::absolute(&path)?.to_string_lossy().into_owned();
        return Ok(Some(Request::Attach(Attachment::File(path))));
    }
    let named = match typed.strip_prefix("to follow") {
        Some("") => Some(""),
        Some(rest) => rest.strip_prefix(':'),
        None => None,
    };
    if let Some(name) = named {
        let name = name.trim().to_owned();
        return Ok(Some(Request::Attach(Attachment::ToFollow(name))));
    }
    let follows = frontend.may_follow(walk, typed)?;
    Ok(follows.then(|| Request::Attach(Attachment::ToFollow(typed.into()))))
}

/// A time that may be meant otherwise than it is read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DoubtfulTime {
    /// How it is read: `5 alone is 5 seconds`.
    pub words: String,
    /// What says the other: `5m is minutes`.
    pub other: String,
    /// Whether it is meant in minutes where one letter is typed behind it; else in hours.
    pub is_in_minutes: bool,
}

/// What is asked about before it is taken for a time at the item in view: a number alone may be meant as
/// minutes, and where hours are usual that and `3:30` as hours. Scripts are not asked.
pub fn doubtful_time(walk: &Walk, typed: &str) -> Option<DoubtfulTime> {
    let scale = &walk.current().scale;
    if !matches!(scale, Scale::Duration(_)) {
        return None;
    }
    let typed = typed.trim();
    let is_in_minutes = !scale.is_in_hours();
    let other = if is_in_minutes {
        duration::maybe_minutes(typed)?;
        format!("{typed}m is minutes")
    } else {
        let hours = duration::maybe_hours(typed)?;
        let meant = duration::seconds_from_text(&hours)?;
        format!("{hours} is {}", duration::spoken(meant))
    };
    let alone = if typed.contains(':') { "" } else { " alone" };
    let read = duration::spoken(duration::seconds_from_text(typed)?);
    Some(DoubtfulTime {
        words: format!("{typed}{alone} is {read}"),
        other,
        is_in_minutes,
    })
}

/// `3 items are open`, for whoever ends a session.
pub fn open_words(n_open: usize) -> String {
    let verb = if n_open == 1 { "is" } else { "are" };
    format!("{} {verb} still open", count(n_open, "item"))
}
