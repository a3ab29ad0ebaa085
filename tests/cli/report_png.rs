//! Charts as pictures: in a build for it they are drawn, letters and all; any other build says the way out.

use crate::harness::Mystery;

fn run(more: &[&str]) -> (Mystery, crate::harness::Run) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/kansas-city");
    let mut mystery = Mystery::new();
    let run = mystery.run_with([&["--ledger", folder, "report"], more].concat());
    (mystery, run)
}

#[cfg(not(feature = "png"))]
#[test]
fn a_build_that_draws_no_pictures_says_the_way_out() {
    let (mystery, run) = run(&["--charts", "charts", "--png"]);
    assert_eq!(
        (run.status, run.stdout.as_str(), run.stderr.as_str()),
        (
            3,
            "",
            "\
mystery: this build draws charts as .svg only
  leave --png out: word processors, slides and browsers take an .svg as it is
  or build it for pictures: cargo install --path . --features png
"
        )
    );
    assert!(!mystery.path().join("charts").exists());
}

#[cfg(feature = "png")]
#[test]
fn each_chart_is_a_picture_with_letters_at_twice_its_size() {
    use resvg::tiny_skia::Pixmap;

    let (mystery, run) = run(&["--charts", "charts", "--png"]);
    if run.status == 3 && run.stderr.contains("no font") {
        assert!(std::env::var_os("MYSTERY_NO_SKIP").is_none(), "no font");
        // Past the capture of the tests, so that it is seen.
        let skipped = "skipped: there is no font on this computer";
        let _ = std::io::Write::write_all(&mut std::io::stderr(), skipped.as_bytes());
        return;
    }
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    let (drawn, _) = self::run(&["--charts", "charts"]);
    for name in ["sections", "trend", "guess", "care", "items"] {
        let picture = mystery.path().join(format!("charts/{name}.png"));
        let picture = Pixmap::load_png(picture).unwrap();
        let svg = drawn.read(&format!("charts/{name}.svg"));
        assert!(
            svg.contains(&format!(" width=\"{}\" ", picture.width() / 2)),
            "{name}"
        );
        let is = |x: u32, y: u32, [red, green, blue]: [std::ops::RangeInclusive<u8>; 3]| {
            let pixel = picture.pixel(x, y).unwrap();
            red.contains(&pixel.red())
                && green.contains(&pixel.green())
                && blue.contains(&pixel.blue())
        };
        let white = || [255..=255, 255..=255, 255..=255];
        assert!(is(0, 0, white()), "{name}");
        // The title stands above the drawing, in 17 points: its letters are dark, and there are some.
        let dark = || [0..=70, 0..=75, 0..=80];
        let rows = 2 * (60 - 24 - 17)..2 * (60 - 24 + 6);
        let n_dark = rows.flat_map(|y| (48..800).map(move |x| (x, y)));
        let n_dark = n_dark.filter(|(x, y)| is(*x, *y, dark())).count();
        assert!(n_dark > 300, "{name}: {n_dark} dark pixels in its title");
        // In the colour of our own series there are marks or lines, but in the coloured table.
        let ours = || [13..=13, 97..=97, 96..=96];
        let all = (0..picture.height()).flat_map(|y| (0..picture.width()).map(move |x| (x, y)));
        let n_ours = all.filter(|(x, y)| is(*x, *y, ours())).count();
        assert!(
            name == "items" || n_ours > 100,
            "{name}: {n_ours} of our colour"
        );
    }
}
