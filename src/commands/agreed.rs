//! A yes before something is done that was perhaps not meant. Only a person at a terminal is asked;
//! scripts and pipes said what they mean.

use std::io::{BufRead, IsTerminal};

use super::context::Context;
use crate::model::answer::Value;
use crate::model::reading::read_answer;
use crate::model::scale::Scale;

/// True where somebody sits at a terminal who can be asked.
pub fn is_person_there(context: &Context) -> bool {
    !context.is_for_program() && context.output.err.is_terminal && std::io::stdin().is_terminal()
}

/// What the person says to the question; yes where nobody can be asked, no where the input ends.
pub fn is_agreed(context: &Context, question: &str) -> bool {
    if !is_person_there(context) {
        return true;
    }
    let mut asked = format!("{question} y/n");
    loop {
        context.output.say(&asked);
        let mut typed = String::new();
        let n_read = std::io::stdin().lock().read_line(&mut typed).unwrap_or(0);
        match reply(&typed) {
            Some(answer) => return answer,
            None if n_read == 0 => return false,
            None => "Type y or n; q leaves it as it is.".clone_into(&mut asked),
        }
    }
}

/// What was replied; to leave is to say no.
fn reply(typed: &str) -> Option<bool> {
    match read_answer(&Scale::YesNo { good: true }, typed) {
        Ok(Value::YesNo(answer)) => Some(answer),
        _ => ["q", ":q", "quit", ":quit", "b"]
            .contains(&typed.trim().to_lowercase().as_str())
            .then_some(false),
    }
}

#[cfg(test)]
mod tests {
    use super::reply;

    #[test]
    fn to_leave_is_to_say_no() {
        for typed in ["n\n", "no\n", "q\n", "Q\r\n", ":quit\n", "b\n"] {
            assert_eq!(reply(typed), Some(false), "{typed}");
        }
        assert_eq!(reply("Yes\n"), Some(true));
        assert_eq!(reply("\n"), None);
    }
}
