//! The one table of keys: footers, `?` and the manual page are made of it, and the grammar reads by it.

#[cfg(doc)]
use super::request::Request;

/// A command of the table, without what stands behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    /// See [`Request::Answer`].
    Answer,
    /// See [`Request::Excuse`]; the reason stands behind it.
    Excuse,
    /// It did not apply.
    NotApplicable,
    /// Not seen, or not remembered.
    Missed,
    /// They did otherwise, and it served the customer.
    Waive,
    /// It was promised, and is not due yet.
    Await,
    /// See [`Request::Nobody`].
    Nobody,
    /// See [`Request::Somebody`].
    Somebody,
    /// See [`Request::Skip`].
    Skip,
    /// See [`Request::Clear`].
    Clear,
    /// See [`Request::Remark`].
    Remark,
    /// See [`Request::Attach`].
    Evidence,
    /// See [`Request::Cause`].
    Cause,
    /// See [`Request::Flag`].
    Flag,
    /// See [`Request::Back`].
    Back,
    /// See [`Request::Previous`].
    Previous,
    /// See [`Request::Next`].
    Next,
    /// See [`Request::NextOpen`].
    Open,
    /// See [`Request::GoTo`]; a section by its number.
    Section,
    /// See [`Request::PreviousSection`].
    PreviousSection,
    /// See [`Request::NextSection`].
    NextSection,
    /// More of what lies below the item, in full screen.
    ScrollDown,
    /// Less of it.
    ScrollUp,
    /// See [`Request::GoTo`].
    GoTo,
    /// See [`Request::Stopwatch`].
    Timer,
    /// See [`Stopwatch::Use`].
    TimerUse,
    /// See [`Stopwatch::Reset`].
    TimerReset,
    /// See [`Request::Undo`].
    Undo,
    /// See [`Request::Redo`].
    Redo,
    /// See [`Request::List`].
    List,
    /// See [`Request::Review`].
    Review,
    /// See [`Request::Where`].
    Where,
    /// See [`Request::Score`].
    Score,
    /// See [`Request::Notes`].
    Notes,
    /// See [`Request::Edit`].
    Edit,
    /// See [`Request::Help`].
    Help,
    /// See [`Request::Show`].
    Show,
    /// A command typed by its name, in full screen.
    Colon,
    /// See [`Request::Finish`].
    Finish,
    /// Stop until the shell lets it go on, in full screen.
    Stop,
    /// See [`Request::Quit`].
    Quit,
}

/// Where a key stands in the help.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Group {
    /// Answering.
    Answer,
    /// Going about.
    Move,
    /// Marking without an answer.
    Mark,
    /// Adding to an answer.
    Add,
    /// Mending.
    Fix,
    /// Looking.
    See,
    /// Leaving.
    Leave,
}

impl Group {
    /// The word in front of the group.
    pub fn word(self) -> &'static str {
        match self {
            Self::Answer => "ANSWER",
            Self::Move => "MOVE",
            Self::Mark => "MARK",
            Self::Add => "ADD",
            Self::Fix => "FIX",
            Self::See => "SEE",
            Self::Leave => "LEAVE",
        }
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Where it stands in the help.
    pub group: Group,
    /// What it does: `skip for now`.
    pub action: &'static str,
    /// What it asks for.
    pub command: Command,
    /// The keys of the full screen by their names, which are those that the screen goes by; of an
    /// answer none, since its keys are those of its scale.
    pub keys: &'static [&'static str],
    /// What the full screen shows behind its keys, or in their place.
    pub screen: &'static str,
    /// The command letter at a line; empty for none.
    pub letter: &'static str,
    /// What is typed at a line, as shown.
    pub line: &'static str,
    /// The words behind a colon, the first one shown.
    pub words: &'static [&'static str],
    /// The long form, as shown.
    pub long: &'static str,
    /// One word for a footer; empty where the footer leaves it out.
    pub footer: &'static str,
}

macro_rules! keys {
    ($($group:ident $command:ident $action:literal | [$($key:literal)*] $screen:literal | $letter:literal $line:literal | [$($word:literal)*] $long:literal | $footer:literal)*) => {
        /// Every key, in the order of the manual.
        pub const KEYS: &[Key] = &[$(Key {
            group: Group::$group,
            action: $action,
            command: Command::$command,
            keys: &[$($key),*],
            screen: $screen,
            letter: $letter,
            line: $line,
            words: &[$($word),*],
            long: $long,
            footer: $footer,
        },)*];
    };
}

keys! {
    Answer Answer "yes or no" | [] "y n" | "" "y  n" | [] "yes  no" | ""
    Answer Answer "grade or choice" | [] "1-9, or Left Right Enter" | "" "1-9   its words" | [] "value or label" | ""
    Answer Answer "several choices; 0 for none of them" | [] "1-9 or Space, then Enter" | "" "1,3   0" | [] "1,3" | ""
    Answer Answer "count or time" | [] "type it, then Enter" | "" "12   4:30   270s   2 of 3" | [] "12   4:30   270s   2 of 3" | ""
    Answer Answer "text" | [] "type it, then Ctrl+S" | "" "words, then a dot alone" | ["text"] ":text WORDS, or :text <<EOF … EOF" | ""
    Answer Edit "the text, or else the remark, in your editor" | ["Ctrl+E"] "" | "" ":e" | ["e" "edit"] ":e" | ""
    Mark Excuse "no answer: it did not apply (1), I did not see it or cannot remember (2), they did otherwise, and it served the customer (3)" | ["x"] ", then 1, 2 or 3" | "x" "x 1 [why]   x 2 [why]   x 3 why" | [] ":na [why]   :missed [why]   :waive why" | "no answer"
    Mark NotApplicable "" | [] "" | "" "" | ["na"] "" | ""
    Mark Missed "" | [] "" | "" "" | ["missed"] "" | ""
    Mark Waive "" | [] "" | "" "" | ["waive" "waived"] "" | ""
    Mark Await "" | [] "" | "" "" | ["awaiting" "awaited"] "" | ""
    Mark Skip "skip for now; it stays open" | ["s"] "" | "s" "s" | ["skip"] ":skip" | "skip"
    Mark Flag "flag for the review" | ["f"] "" | "f" "f" | ["flag"] ":flag" | ""
    Mark Nobody "nobody was reached at all" | [] ":nobody and why" | "" ":nobody why" | ["nobody"] ":nobody why" | ""
    Mark Somebody "somebody was reached after all" | [] ":somebody" | "" ":somebody" | ["somebody"] ":somebody" | ""
    Move Back "back to where I was" | ["Shift+Tab" "b" "Alt+Left"] "" | "b" "b" | ["back"] ":back" | "back"
    Move Previous "the item before" | ["Up" "k" "PgUp"] "" | "-" "-" | ["prev" "previous"] ":prev" | ""
    Move Next "the next item" | ["Down" "j" "PgDn"] "" | "+" "+" | ["next"] ":next" | ""
    Move Open "the next open item" | ["o" "Tab"] "" | "o" "o" | ["open"] ":open" | ""
    Move PreviousSection "the section before" | ["["] "" | "" "" | [] "" | ""
    Move NextSection "the next section" | ["]"] "" | "" "" | [] "" | ""
    Move Section "a section" | [] "/ and its number" | "" "g 3" | [] ":goto 3" | ""
    Move GoTo "go to an item, by its number, place, id or words; g alone lists all" | ["g" "/"] "" | "g" "g 3.1   g #7   g queue" | ["goto" "go"] ":goto 3.1" | "go to"
    Move ScrollDown "more of the guidance" | ["Ctrl+D"] "" | "" "" | [] "" | ""
    Move ScrollUp "the guidance before it" | ["Ctrl+U"] "" | "" "" | [] "" | ""
    Add Remark "a remark; the word none removes it" | ["c"] "" | "c" "c words   c 3.1: words" | ["remark"] ":remark words" | "remark"
    Add Evidence "evidence: a photo, a receipt, a mail; the word none removes it" | ["a"] "" | "a" "a path   :evidence none" | ["evidence"] ":evidence path" | "evidence"
    Add Cause "why it fell short: policy, process, tool, knowledge, staffing, attitude" | ["w"] "" | "" ":cause policy" | ["cause"] ":cause policy" | ""
    Add Timer "start the stopwatch, or stop it" | ["t"] "" | "t" "t" | ["timer"] ":timer start   :timer stop" | "timer"
    Add TimerUse "take what the stopwatch shows as the answer" | ["T"] "" | "" "t use" | [] ":timer use" | ""
    Add TimerReset "set the stopwatch back to 0" | [] ":timer reset" | "" "t reset" | [] ":timer reset" | ""
    Add Notes "the notes of the visit; the word none removes them" | ["m"] "" | "" ":notes   :notes more words   :notes none" | ["notes" "note"] ":notes" | ""
    Fix Undo "take the last change back" | ["u"] "" | "u" "u" | ["undo"] ":undo" | "undo"
    Fix Redo "make it again" | ["Ctrl+R"] "" | "" ":redo" | ["redo"] ":redo" | ""
    Fix Clear "take the answer away" | ["Del"] "" | "" ":clear" | ["clear"] ":clear" | ""
    See Help "help on the item at hand" | ["?" "F1"] "" | "?" "?" | ["help"] ":help" | "help"
    See Help "all keys" | [] "" | "" "? all" | [] ":help all" | ""
    See List "all items" | ["l"] "" | "l" "l" | ["list"] ":list" | ""
    See Review "look over all answers" | ["r"] "" | "r" "r" | ["review"] ":review" | "review"
    See Where "where am I" | [] "always shown" | "w" "w" | ["where"] ":where" | ""
    See Show "show the item again" | ["Ctrl+L"] "" | "p" "p, or an empty line" | ["show"] ":show" | ""
    See Score "the score so far (asked once, and written down)" | ["%"] "" | "" ":score" | ["score"] ":score" | ""
    See Colon "any command by its name, such as :skip" | [":"] "" | "" "" | [] "" | ""
    Leave Finish "finish the visit" | ["S"] " in the review, then y" | "" ":finish" | ["finish"] ":finish" | ""
    Leave Stop "stop for a while; fg goes on" | ["Ctrl+Z"] "" | "" "" | [] "" | ""
    Leave Quit "leave; everything is kept" | ["q" "Ctrl+C"] "" | "q" "q, Ctrl-D, Ctrl-C" | ["quit" "q"] "end of input" | "leave"
}

impl Key {
    /// Its keys and what is shown behind them, as help shows it: `Shift+Tab, b`.
    pub fn shown(&self) -> String {
        format!("{}{}", self.keys.join(", "), self.screen)
    }
}

/// The command of a key of the full screen, by its name.
pub fn command_of_key(name: &str) -> Option<Command> {
    let key = KEYS.iter().find(|key| key.keys.contains(&name))?;
    Some(key.command)
}

/// The command of a letter, in either case.
pub fn command_of_letter(letter: &str) -> Option<Command> {
    let letter = letter.to_lowercase();
    let key = KEYS
        .iter()
        .find(|key| !letter.is_empty() && key.letter == letter)?;
    Some(key.command)
}

/// The command of a word behind a colon.
pub fn command_of_word(word: &str) -> Option<Command> {
    let word = word.to_lowercase();
    let key = KEYS.iter().find(|key| key.words.contains(&word.as_str()))?;
    Some(key.command)
}

/// Every word that may stand behind a colon.
pub fn words() -> impl Iterator<Item = &'static str> {
    KEYS.iter().flat_map(|key| key.words).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::words;

    #[test]
    fn the_letters_of_the_table_are_those_that_no_label_may_equal() {
        let mut of_table: Vec<&str> = KEYS.iter().map(|key| key.letter).collect();
        of_table.retain(|letter| !letter.is_empty());
        of_table.sort_unstable();
        let mut reserved = words::LETTERS.to_vec();
        reserved.sort_unstable();
        assert_eq!(of_table, reserved);
    }

    #[test]
    fn no_key_of_the_screen_stands_twice() {
        let mut all: Vec<&str> = KEYS.iter().flat_map(|key| key.keys).copied().collect();
        let n = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), n);
    }

    #[test]
    fn no_letter_and_no_word_stands_twice() {
        let mut all: Vec<&str> = words().collect();
        all.extend(words::LETTERS.iter().filter(|letter| **letter != "q"));
        let n = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), n);
    }
}
