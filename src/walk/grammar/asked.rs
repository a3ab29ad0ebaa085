//! What a command asks of the walk, with the text behind it.

use super::split_word;
use crate::model::answer::Excuse;
use crate::walk::key_table::Command;
use crate::walk::request::{Attachment, Request, Stopwatch};

/// The request of a command with the text behind it.
pub fn request_of(command: Command, shown: &str, rest: &str) -> Result<Request, String> {
    let excuse = |excuse| Request::Excuse(Some(excuse), rest.into());
    let request = match command {
        Command::Answer => Request::Answer(rest.into()),
        Command::Excuse => return read_excuse(rest).ok_or_else(|| {
            "Not saved. Type x 1 (it did not apply), x 2 (I did not see it, or cannot remember) or \
             x 3 why (they did otherwise, and it served the customer)."
                .into()
        }),
        Command::NotApplicable => excuse(Excuse::NotApplicable),
        Command::Missed => excuse(Excuse::NotObserved),
        Command::Waive => excuse(Excuse::Waived),
        Command::Await => excuse(Excuse::Awaiting),
        Command::Nobody => Request::Nobody(rest.into()),
        Command::Remark if rest.eq_ignore_ascii_case("none") => Request::NoRemark,
        Command::Remark => Request::Remark(rest.into()),
        Command::Evidence if rest.eq_ignore_ascii_case("none") => Request::Detach,
        Command::Evidence => Request::Attach(Attachment::Typed(rest.into())),
        Command::Cause => Request::Cause(rest.into()),
        Command::GoTo | Command::Section => Request::GoTo(rest.into()),
        Command::Timer => Request::Stopwatch(match rest.to_lowercase().as_str() {
            "" => Stopwatch::Toggle,
            "start" => Stopwatch::Start,
            "stop" => Stopwatch::Stop,
            "use" => Stopwatch::Use,
            "reset" => Stopwatch::Reset,
            _ => {
                return Err(format!(
                    "`{shown} {rest}` is not a command. Type t (start or stop), t use or t reset."
                ));
            }
        }),
        Command::Notes if rest.eq_ignore_ascii_case("none") => Request::SetNotes(String::new()),
        Command::Notes => Request::Notes(rest.into()),
        Command::Score => match rest.to_lowercase().as_str() {
            "" => Request::Score { is_sure: false },
            "yes" | "y" => Request::Score { is_sure: true },
            _ => return Err(format!("`{shown} {rest}` is not a command. Type :score.")),
        },
        Command::Help if rest.eq_ignore_ascii_case("all") => Request::Keys,
        _ if !rest.is_empty() => {
            return Err(format!(
                "`{shown} {rest}` is neither an answer nor a command: {shown} stands alone. Type ? for help."
            ));
        }
        Command::Somebody => Request::Somebody,
        Command::Skip => Request::Skip,
        Command::Clear => Request::Clear,
        Command::Flag => Request::Flag,
        Command::Back => Request::Back,
        Command::Previous => Request::Previous,
        Command::Next => Request::Next,
        Command::Open => Request::NextOpen,
        Command::Undo => Request::Undo,
        Command::Redo => Request::Redo,
        Command::List => Request::List,
        Command::Review => Request::Review,
        Command::Where => Request::Where,
        Command::Edit => Request::Edit,
        Command::Help => Request::Help,
        Command::PreviousSection => Request::PreviousSection,
        Command::NextSection => Request::NextSection,
        Command::TimerUse => Request::Stopwatch(Stopwatch::Use),
        Command::TimerReset => Request::Stopwatch(Stopwatch::Reset),
        // Of these only the screen has a key: nothing is asked of the walk.
        Command::Show
        | Command::ScrollDown
        | Command::ScrollUp
        | Command::Colon
        | Command::Stop => Request::Show,
        Command::Finish => Request::Finish,
        Command::Quit => Request::Quit,
    };
    Ok(request)
}

/// Reads what stands behind `x`: nothing, or a reason's number and why. `None` where it is neither.
pub fn read_excuse(text: &str) -> Option<Request> {
    let (number, why) = split_word(text);
    let excuse = match number {
        "" => return Some(Request::Excuse(None, String::new())),
        "1" => Excuse::NotApplicable,
        "2" => Excuse::NotObserved,
        "3" => Excuse::Waived,
        _ => return None,
    };
    Some(Request::Excuse(Some(excuse), why.into()))
}
