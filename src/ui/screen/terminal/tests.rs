//! A panic gives the terminal back before it says anything. The test runs itself once more in a
//! terminal of its own, where it panics.

use std::io::Read;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::*;

const NAME: &str = "ui::screen::terminal::tests::a_panic_gives_the_terminal_back";
const VARIABLE: &str = "MYSTERY_TEST_PANICS";

fn panic_here(place: &str) {
    let mut tty = Tty::take(&Farewell::default()).unwrap();
    tty.draw(|frame| {
        frame.render_widget("The screen", frame.area());
        assert_ne!(place, "drawing", "it broke while drawing");
    })
    .unwrap();
    panic!("it broke while {place}");
}

#[test]
fn a_panic_gives_the_terminal_back() {
    if let Ok(place) = std::env::var(VARIABLE) {
        return panic_here(&place);
    }
    for place in ["drawing", "waiting"] {
        let pair = native_pty_system().openpty(PtySize::default()).unwrap();
        let before = format!("{:?}", pair.master.get_termios());
        let mut inside = CommandBuilder::new(std::env::current_exe().unwrap());
        inside.args(["--exact", NAME, "--nocapture"]);
        inside.env(VARIABLE, place);
        inside.env("TERM", "xterm-256color");
        let mut child = pair.slave.spawn_command(inside).unwrap();
        drop(pair.slave);
        let mut output = Vec::new();
        // The end of the other side is an error on some systems.
        let _ = pair
            .master
            .try_clone_reader()
            .unwrap()
            .read_to_end(&mut output);
        assert!(!child.wait().unwrap().success());
        assert_eq!(
            format!("{:?}", pair.master.get_termios()),
            before,
            "{place}"
        );
        let output = String::from_utf8_lossy(&output);
        let left = output
            .find("\u{1b}[?1049l")
            .expect("the second screen is left");
        let said = output.find(&format!("it broke while {place}")).unwrap();
        assert!(output.contains("\u{1b}[?1049h") && left < said, "{output}");
        assert!(output[left..].contains("\u{1b}[?25h"), "{output}");
    }
}
