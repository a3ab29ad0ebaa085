//! Reads a typed line: an answer, a command letter, or a command behind a colon. The same grammar
//! serves the prompt and the script. A bare command letter is never an answer to a closed item.

mod asked;

pub use self::asked::{read_excuse, request_of};

use super::key_table::{Command, command_of_letter, command_of_word, words};
use super::request::Request;
use crate::model::reading::read_answer;
use crate::model::scale::Scale;

/// What a line comes to.
#[derive(Clone, PartialEq, Debug)]
pub enum Line {
    /// A request, whole.
    Request(Request),
    /// A text that the next lines hold, up to one that is `end`: `:text <<EOF`.
    Block {
        /// Whose text it is.
        command: Command,
        /// The line that ends it.
        end: String,
    },
}

/// Reads a line at an item with this scale; the error says the way out.
pub fn read_line(scale: &Scale, line: &str) -> Result<Line, String> {
    let text = line.trim();
    if text.is_empty() {
        return Ok(Line::Request(Request::Show));
    }
    if let Some(literal) = text.strip_prefix("::") {
        return Ok(Line::Request(Request::Answer(format!(":{literal}"))));
    }
    if let Some(command) = text.strip_prefix(':') {
        return read_command(command);
    }
    match read_answer(scale, text) {
        _ if matches!(scale, Scale::Text) => {}
        Ok(_) => {}
        // What fits two labels is an answer that is not whole, and no command.
        Err(why) if why.starts_with('`') && command_alone(text).is_some() => {}
        Err(_) => return read_letter(text),
    }
    Ok(Line::Request(Request::Answer(text.into())))
}

/// Reads a line where no item is in view, so that nothing is answered by it: commands only, and what
/// is none comes back as the answer that it would be.
pub fn read_away(line: &str) -> Result<Line, String> {
    let text = line.trim();
    match text.strip_prefix(':').filter(|rest| !rest.starts_with(':')) {
        Some(command) => read_command(command),
        None if text.is_empty() => Ok(Line::Request(Request::Show)),
        None => read_letter(text),
    }
}

fn read_letter(text: &str) -> Result<Line, String> {
    if let Some(remark) = glued_remark(text) {
        return with_argument(Command::Remark, "c", remark);
    }
    let (first, rest) = split_word(text);
    match command_of_letter(first).or_else(|| command_alone(text)) {
        Some(command) => with_argument(command, first, rest),
        None => Ok(Line::Request(Request::Answer(text.into()))),
    }
}

/// What stands behind `c` where no blank does: `1: words` of `c1: words`, `words` of `c: words`. No path
/// begins so: `c:` alone and a name of a file is one of Windows.
pub fn glued_remark(text: &str) -> Option<&str> {
    let behind = text.trim().strip_prefix('c')?;
    if let Some(words) = behind.strip_prefix(':') {
        return (words.is_empty() || words.starts_with(char::is_whitespace)).then(|| words.trim());
    }
    let (label, words) = behind.split_once(':')?;
    let is_digit = |it: char| it.is_ascii_digit();
    let is_label = label.starts_with(is_digit)
        && label.ends_with(is_digit)
        && label.chars().all(|it| it.is_ascii_digit() || it == '.');
    // `c1:30` may be a time.
    let is_apart = words.is_empty() || words.starts_with(char::is_whitespace);
    (is_label && is_apart).then_some(behind)
}

/// The command of a word that says it without its colon, where it can mean nothing else.
fn command_alone(text: &str) -> Option<Command> {
    const ALONE: [&str; 6] = ["undo", "help", "back", "finish", "exit", "quit"];
    let is_alone = ALONE.contains(&text.to_lowercase().as_str());
    command_of_word(meant_command(text).filter(|_| is_alone)?)
}

/// The command that a line of a text rather means, as it is typed with its colon: `:g 5` for `g 5`.
/// Sentences that merely begin with a letter of a command are text.
pub fn command_in_text(line: &str) -> Option<String> {
    let text = line.trim();
    let (first, rest) = split_word(text);
    let is_number = |word: &str| word.starts_with(|it: char| it.is_ascii_digit() || it == '#');
    let is_command = match command_of_letter(first) {
        Some(_) if rest.is_empty() => true,
        Some(Command::GoTo) => is_number(rest) && !rest.contains(char::is_whitespace),
        Some(Command::Excuse) => matches!(split_word(rest).0, "1" | "2" | "3"),
        Some(Command::Remark) => {
            let label = rest.split_once(':').map(|(label, _)| label);
            label.is_some_and(|label| is_number(label) && !label.contains(char::is_whitespace))
        }
        Some(Command::Timer) => ["use", "reset", "start", "stop"].contains(&rest),
        Some(_) => false,
        // `c: words` may be words of a text, as `c words` may.
        None if glued_remark(text).is_some() => !first.starts_with("c:"),
        None => rest.is_empty() && meant_command(text).is_some(),
    };
    let typed = meant_command(text).unwrap_or(text);
    is_command.then(|| format!(":{typed}"))
}

/// Reads what stands behind a colon: `waive they were right`.
pub fn read_command(text: &str) -> Result<Line, String> {
    if let Some(remark) = glued_remark(text) {
        return with_argument(Command::Remark, ":c", remark);
    }
    let (first, rest) = split_word(text);
    let command = command_of_word(first).or_else(|| command_of_letter(first));
    let Some(command) = command else {
        let near = nearest(first).map_or(String::new(), |word| format!(" Did you mean :{word}?"));
        return Err(format!(
            "There is no command `:{first}`.{near} Type ? or :help for all of them; a text that \
             begins with a colon takes two."
        ));
    };
    let shown = format!(":{first}");
    with_argument(command, &shown, rest)
}

/// The command whose name a word is, or nearly means, where it was typed without its colon.
pub fn meant_command(text: &str) -> Option<&'static str> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "exit" | "bye" | "leave" | "stop" => Some("quit"),
        "done" | "end" | "ready" => Some("finish"),
        text => words().find(|word| *word == text),
    }
}

fn with_argument(command: Command, shown: &str, rest: &str) -> Result<Line, String> {
    if let Some(end) = rest.strip_prefix("<<") {
        let takes_text = matches!(command, Command::Answer | Command::Remark | Command::Notes);
        let end = end.trim().trim_matches(['"', '\'']);
        return if takes_text && !end.is_empty() && !end.contains(char::is_whitespace) {
            Ok(Line::Block {
                command,
                end: end.into(),
            })
        } else {
            Err(format!(
                "`{shown} {rest}`: a text of several lines is {shown} <<EOF, then EOF alone on the last line."
            ))
        };
    }
    request_of(command, shown, rest).map(Line::Request)
}

/// The first word and the trimmed rest.
pub fn split_word(text: &str) -> (&str, &str) {
    let text = text.trim();
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (first, rest.trim())
}

fn nearest(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let distance = |known: &&str| strsim::osa_distance(known, &word);
    words()
        .filter(|known| known.len() > 2)
        .min_by_key(distance)
        .filter(|known| distance(known) <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::answer::Excuse;
    use crate::model::id::Id;
    use crate::model::scale::Choice;
    use crate::model::share::Credit;
    use crate::model::text::Text;
    use crate::walk::request::{Attachment, Stopwatch};

    fn choice(labels: &[&str]) -> Scale {
        let option = |label: &&str| Choice {
            id: Id::from_text(label),
            label: Text::plain(*label),
            credit: Credit::FULL,
        };
        Scale::Choice(labels.iter().map(option).collect())
    }

    #[track_caller]
    fn check(scale: &Scale, line: &str, expected: &Request) {
        assert_eq!(read_line(scale, line), Ok(Line::Request(expected.clone())));
    }

    #[test]
    fn labels_answer_before_commands() {
        let cards = choice(&["A railcard", "Goodbye", "Nothing"]);
        check(&cards, "A railcard", &Request::Answer("A railcard".into()));
        check(&cards, "a rail", &Request::Answer("a rail".into()));
        check(
            &cards,
            "a photo.jpg",
            &Request::Attach(Attachment::Typed("photo.jpg".into())),
        );
        check(&cards, "go", &Request::Answer("go".into()));
        check(&cards, "g queue", &Request::GoTo("queue".into()));
    }

    #[test]
    fn a_word_that_says_a_command_is_one_where_no_label_may_be_meant() {
        let yes_no = Scale::YesNo { good: true };
        for (line, request) in [
            ("undo", Request::Undo),
            ("Help", Request::Help),
            ("exit", Request::Quit),
            ("quit", Request::Quit),
            ("finish", Request::Finish),
            ("back", Request::Back),
            ("skip", Request::Answer("skip".into())),
            ("stop", Request::Answer("stop".into())),
        ] {
            check(&yes_no, line, &request);
            assert_eq!(read_away(line), Ok(Line::Request(request)));
            check(&Scale::Text, line, &Request::Answer(line.into()));
        }
        let doors = choice(&["Back door", "Back yard", "Front"]);
        check(&doors, "back", &Request::Answer("back".into()));
        check(
            &choice(&["Back door", "Front"]),
            "back",
            &Request::Answer("back".into()),
        );
        assert!(
            read_line(&yes_no, "undo that")
                .is_ok_and(|line| { line == Line::Request(Request::Answer("undo that".into())) })
        );
    }

    #[test]
    fn texts_take_commands_behind_a_colon_only() {
        check(&Scale::Text, "q", &Request::Answer("q".into()));
        check(&Scale::Text, ":q", &Request::Quit);
        check(&Scale::Text, "::q", &Request::Answer(":q".into()));
        check(&Scale::Text, ":skip", &Request::Skip);
        check(
            &Scale::Text,
            ":na",
            &Request::Excuse(Some(Excuse::NotApplicable), String::new()),
        );
    }

    #[test]
    fn a_sentence_is_not_taken_for_a_command() {
        let meant = |line| command_in_text(line);
        for line in [
            "A man came.",
            "x ray",
            "go on",
            "c words",
            "c words: 2 of them",
            "Then she smiled",
            "t shirts",
            "c: words",
            "g 5 dogs barked",
            "c 2 of them: words",
        ] {
            assert_eq!(meant(line), None, "{line}");
        }
        for (line, command) in [
            ("w", ":w"),
            ("g 5", ":g 5"),
            ("x 2 too dark", ":x 2 too dark"),
            ("c 2: three people", ":c 2: three people"),
            ("c2: three people", ":c2: three people"),
            ("t use", ":t use"),
            ("Done", ":finish"),
            ("help", ":help"),
        ] {
            assert_eq!(meant(line).as_deref(), Some(command), "{line}");
        }
    }

    #[test]
    fn commands_carry_what_stands_behind_them() {
        let yes_no = Scale::YesNo { good: true };
        check(&yes_no, "x", &Request::Excuse(None, String::new()));
        check(
            &yes_no,
            "x 2 too dark",
            &Request::Excuse(Some(Excuse::NotObserved), "too dark".into()),
        );
        check(
            &yes_no,
            ":waive was kind",
            &Request::Excuse(Some(Excuse::Waived), "was kind".into()),
        );
        check(
            &yes_no,
            "c  looked up ",
            &Request::Remark("looked up".into()),
        );
        for (line, remark) in [
            ("c1: looked up", "1: looked up"),
            ("c2.1: looked up", "2.1: looked up"),
            ("c: looked up", "looked up"),
            (":c1: looked up", "1: looked up"),
            ("c:", ""),
        ] {
            check(&yes_no, line, &Request::Remark(remark.into()));
            let read = Ok(Line::Request(Request::Remark(remark.into())));
            assert_eq!(read_away(line), read, "{line}");
        }
        check(&yes_no, "c: none", &Request::NoRemark);
        for line in ["c:\\desk.jpg", "c1 looked up", "call: none", "c.5: so"] {
            check(&yes_no, line, &Request::Answer(line.into()));
        }
        check(&yes_no, "t use", &Request::Stopwatch(Stopwatch::Use));
        check(&yes_no, "-", &Request::Previous);
        check(&yes_no, "", &Request::Show);
        assert_eq!(
            read_line(&Scale::Text, ":text <<EOF"),
            Ok(Line::Block {
                command: Command::Answer,
                end: "EOF".into()
            })
        );
    }

    #[test]
    fn what_is_no_command_names_the_way_out() {
        let error = |line| read_line(&Scale::Text, line).unwrap_err();
        assert_eq!(
            error(":skp"),
            "There is no command `:skp`. Did you mean :skip? Type ? or :help for all of them; a text \
             that begins with a colon takes two."
        );
        let yes_no = Scale::YesNo { good: true };
        assert_eq!(
            read_line(&yes_no, "b 2").unwrap_err(),
            "`b 2` is neither an answer nor a command: b stands alone. Type ? for help."
        );
    }

    proptest::proptest! {
        #[test]
        fn no_line_panics(line in "\\PC{0,40}") {
            for scale in [Scale::Text, Scale::YesNo { good: true }, choice(&["Aa", "Ab"])] {
                let _ = read_line(&scale, &line);
            }
        }
    }
}
