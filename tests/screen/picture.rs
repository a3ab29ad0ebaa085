//! The picture of the README: the full screen in the middle of a visit, drawn from a real run.

use std::fmt::Write;

use super::terminal::Terminal;
use crate::examples::check_picture;
use crate::harness::Mystery;

const COLUMNS: u16 = 96;
const ROWS: u16 = 26;

fn digits(color: vt100::Color, base: u8) -> Option<String> {
    match color {
        vt100::Color::Default => None,
        vt100::Color::Idx(index @ 0..=7) => Some(format!("{}", base + index)),
        vt100::Color::Idx(index @ 8..=15) => Some(format!("{}", base + 52 + index)),
        vt100::Color::Idx(index) => Some(format!("{};5;{index}", base + 8)),
        vt100::Color::Rgb(red, green, blue) => Some(format!("{};2;{red};{green};{blue}", base + 8)),
    }
}

/// What stands on the screen, cell by cell, with its colours as escape sequences.
fn drawn(screen: &vt100::Screen) -> String {
    let mut drawn = String::new();
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            let Some(cell) = screen
                .cell(row, column)
                .filter(|cell| !cell.is_wide_continuation())
            else {
                continue;
            };
            let is_on = |is_on: bool, code: &str| is_on.then(|| code.to_owned());
            let codes = [
                is_on(cell.bold(), "1"),
                is_on(cell.dim(), "2"),
                is_on(cell.underline(), "4"),
                is_on(cell.inverse(), "7"),
                digits(cell.fgcolor(), 30),
                digits(cell.bgcolor(), 40),
            ];
            let codes: Vec<String> = codes.into_iter().flatten().collect();
            let text = if cell.has_contents() {
                cell.contents()
            } else {
                " "
            };
            write!(drawn, "\x1b[0;{}m{text}", codes.join(";")).expect("a String takes all");
        }
        drawn.push_str("\x1b[0m\n");
    }
    drawn.replace("\x1b[0;m", "\x1b[0m")
}

#[test]
fn the_picture_of_the_walk_is_a_real_run() {
    let arguments = [
        "visit",
        "retail-shop",
        "--organisation",
        "Harbour Books",
        "--site",
        "Quay",
    ];
    let more = ["--visited", "2026-11-20 11:20", "--auditor", "a1"];
    let mystery = Mystery::new().args(arguments.into_iter().chain(more));
    let mut terminal = Terminal::new(&mystery, COLUMNS, ROWS);
    terminal.wait("Which scenario").press("1\r");
    terminal
        .wait("Jot down")
        .press("Saturday, busy. Two at the till, one on the phone.\x13");
    terminal.wait("Your guess").press("85\r");

    terminal.wait("1.1").press("y").wait("Saved 1.1: yes.");
    // As nobody presses one key twice as fast as this.
    terminal.press("Y").wait("Saved 1.2: yes.");
    terminal.press("n").wait("Saved 1.3: no.");
    terminal
        .press("g")
        .wait("Go to")
        .press("2.5")
        .wait(">[ ] 2.5")
        .press("\r");
    // The footer is drawn last.
    terminal.wait("2.5 - ").wait("? help");
    let svg = anstyle_svg::Term::new().render_svg(&drawn(terminal.screen()));
    check_picture("visit.svg", &svg);
}
