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
        match read_answer(&Scale::YesNo { good: true }, &typed) {
            Ok(Value::YesNo(answer)) => return answer,
            _ if n_read == 0 => return false,
            _ => "Type y or n.".clone_into(&mut asked),
        }
    }
}
