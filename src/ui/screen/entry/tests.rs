//! What is typed into a field, pasted, cleared and brought back.

use super::*;

fn typed(purpose: Purpose, start: &str, keys: &str) -> Entry {
    let mut entry = Entry::new(purpose, 0, "What happened?".into(), start);
    for letter in keys.chars() {
        let code = match letter {
            '\n' => KeyCode::Enter,
            '\u{8}' => KeyCode::Backspace,
            letter => KeyCode::Char(letter),
        };
        entry.key(KeyEvent::from(code));
    }
    entry
}

#[test]
fn what_is_typed_stands_behind_what_was_there() {
    let entry = typed(Purpose::Text, "Eins\nzwei", ", drei\nvier");
    assert_eq!(entry.text(), "Eins\nzwei, drei\nvier");
    assert!(entry.is_changed() && entry.has_undrafted());
    assert_eq!(typed(Purpose::Answer, "", "12\u{8}3").text(), "13");
}

#[test]
fn a_paste_is_text_and_steers_nothing() {
    let mut entry = typed(Purpose::Text, "", "");
    entry.paste("a\r\nb\u{1b}[2J\tc\u{202e}");
    assert_eq!(entry.text(), "a\nb[2J c");
    let mut line = typed(Purpose::Answer, "", "");
    line.paste("4:\n30");
    assert_eq!(line.text(), "4: 30");
    line.set("5");
    assert_eq!(line.text(), "5");
}

#[test]
fn fields_of_one_line_are_done_with_enter() {
    let enter = KeyEvent::from(KeyCode::Enter);
    assert_eq!(typed(Purpose::Answer, "", "1").key(enter), Key::Done);
    assert_eq!(typed(Purpose::Text, "", "1").key(enter), Key::Written);
    let control_e = KeyEvent::new(KeyCode::Char('e'), KeyModifiers::CONTROL);
    assert_eq!(typed(Purpose::Text, "", "1").key(control_e), Key::Editor);
}

#[test]
fn ctrl_u_clears_the_line_and_ctrl_y_brings_it_back() {
    let control = |letter| KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
    for purpose in [Purpose::Answer, Purpose::Remark, Purpose::Opening] {
        let mut entry = typed(purpose, "", "4 people");
        entry.key(control('u'));
        assert_eq!(entry.text(), "");
        // There is nothing more to clear, and what was cleared is not forgotten for it.
        entry.key(control('u'));
        entry.key(control('y'));
        assert_eq!(entry.text(), "4 people");
    }
    // Of several lines the one at hand, and the one above stays where it is.
    let mut entry = typed(Purpose::Text, "", "one\ntwo");
    entry.key(control('u'));
    entry.key(control('u'));
    assert_eq!(entry.text(), "one\n");
    entry.key(control('y'));
    assert_eq!(entry.text(), "one\ntwo");
    // What was refused stands selected: it is cleared whole.
    let mut entry = typed(Purpose::Answer, "", "4x");
    entry.is_refused();
    entry.key(control('u'));
    assert_eq!(entry.text(), "");
}
