//! The walk's one-letter commands. No label and no option id may equal one of them, or an answer
//! could be taken for a command.

/// Every one-letter command of the walk, as it is typed.
pub const LETTERS: [&str; 18] = [
    "x", "s", "c", "a", "f", "b", "-", "+", "o", "g", "t", "u", "l", "r", "w", "p", "q", "?",
];

/// True when a whole line equals a one-letter command.
pub fn is_command_letter(text: &str) -> bool {
    LETTERS.contains(&text.trim().to_lowercase().as_str())
}
