//! What we draw with, in ASCII, for terminals that know nothing else. Texts of people keep their
//! letters: another letter would be another name.

/// Each sign that reports are drawn with, and what stands for it; as wide as the sign.
const SIGNS: [(char, char); 24] = [
    ('═', '='),
    ('─', '-'),
    ('┄', '.'),
    ('·', '~'),
    ('┤', '|'),
    ('└', '+'),
    ('┊', ':'),
    ('●', 'o'),
    ('◆', '#'),
    ('▁', '_'),
    ('▂', '.'),
    ('▃', '-'),
    ('▄', '~'),
    ('▅', '='),
    ('▆', '+'),
    ('▇', '*'),
    ('█', '#'),
    ('░', '.'),
    ('“', '"'),
    ('”', '"'),
    ('‘', '\''),
    ('’', '\''),
    ('–', '-'),
    ('…', '~'),
];

/// The same text with our signs in ASCII.
pub(super) fn in_ascii(text: &str) -> String {
    let plain = |letter: char| {
        let known = SIGNS.into_iter().find(|(sign, _)| *sign == letter);
        known.map_or(letter, |(_, plain)| plain)
    };
    text.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_change_and_names_do_not() {
        assert_eq!(in_ascii("“Café” ── ▁▅█ ●"), "\"Café\" -- _=# o");
    }
}
