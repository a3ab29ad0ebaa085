//! A chart as a picture, for programs that take no `.svg`: the same drawing, at twice its size, with
//! the letters of a font that the computer has. Only in a build with the feature `png`.

use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, Query};
use resvg::usvg::{Options, Tree};

use super::svg;
use crate::report::graphic::Graphic;

/// Pixels for each unit of the drawing: sharp on paper and on good screens.
const SCALE: f32 = 2.0;

/// What letters are drawn with where the computer names nothing as its usual font without serifs.
const USUAL: [&str; 7] = [
    "Segoe UI",
    "Helvetica Neue",
    "Arial",
    "Noto Sans",
    "Open Sans",
    "Liberation Sans",
    "DejaVu Sans",
];

/// Draws charts as pictures; looking for fonts is done once.
#[derive(Debug)]
pub struct Painter {
    options: Options<'static>,
}

/// Why no picture can be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unpaintable {
    /// The computer has no font.
    NoFont,
    /// The chart is larger than a picture can be.
    TooLarge,
}

impl std::fmt::Display for Unpaintable {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str(match self {
            Self::NoFont => "there is no font on this computer to write with",
            Self::TooLarge => "the chart is too large for a picture",
        })
    }
}

impl std::error::Error for Unpaintable {}

impl Painter {
    /// With the fonts of the computer.
    pub fn with_fonts_of_computer() -> Result<Self, Unpaintable> {
        let mut fonts = Database::new();
        fonts.load_system_fonts();
        let has = |family: Family| {
            let families = [family];
            let query = Query {
                families: &families,
                ..Query::default()
            };
            fonts.query(&query).is_some()
        };
        if !has(Family::SansSerif) {
            let usual = USUAL.into_iter().find(|name| has(Family::Name(name)));
            let any = fonts.faces().find_map(|face| face.families.first());
            let chosen = usual
                .map(str::to_owned)
                .or(any.map(|(name, _)| name.clone()));
            fonts.set_sans_serif_family(chosen.ok_or(Unpaintable::NoFont)?);
        }
        Ok(Self {
            options: Options {
                fontdb: Arc::new(fonts),
                ..Options::default()
            },
        })
    }

    /// The chart as a file of its own.
    pub fn file(&self, chart: &Graphic) -> Result<Vec<u8>, Unpaintable> {
        let drawing = svg::file(chart);
        let tree = Tree::from_data(&drawing, &self.options)
            .expect("what we draw is an SVG of a size above nought");
        let size = tree.size().to_int_size().scale_by(SCALE);
        let size = size.ok_or(Unpaintable::TooLarge)?;
        let mut picture = Pixmap::new(size.width(), size.height()).ok_or(Unpaintable::TooLarge)?;
        picture.fill(Color::WHITE);
        let larger = Transform::from_scale(SCALE, SCALE);
        resvg::render(&tree, larger, &mut picture.as_mut());
        picture.encode_png().map_err(|_| Unpaintable::TooLarge)
    }
}
