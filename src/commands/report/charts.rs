//! The charts of a report as files of their own: `.svg`, and `.png` in a build for it.

use std::collections::BTreeMap;

use anyhow::Result;

use super::Drawn;
use crate::commands::context::Context;
use crate::commands::failure::Failure;
#[cfg(feature = "png")]
use crate::render::png::Painter;
use crate::render::svg;
use crate::report::graphic::Graphic;
use crate::report::{Block, Report};

/// Refuses `--png` where the program cannot draw one.
pub(super) fn is_built_for_png() -> Result<()> {
    if cfg!(feature = "png") {
        return Ok(());
    }
    Err(Failure::could_not("this build draws charts as .svg only")
        .hint("leave --png out: word processors, slides and browsers take an .svg as it is")
        .hint("or build it for pictures: cargo install --path . --features png")
        .into())
}

/// Writes each chart of a report into a folder, named for what it shows.
pub(super) fn write(context: &Context, report: &Report, drawn: Drawn) -> Result<()> {
    let charts: Vec<&Graphic> = (report.blocks.iter())
        .filter_map(|block| match block {
            Block::Graphic(chart) => Some(&**chart),
            _ => None,
        })
        .collect();
    if charts.is_empty() {
        context.output.say("There are no charts to draw yet.");
    }
    let pencil = Pencil::new(drawn.is_png && !charts.is_empty())?;
    let folder = drawn.folder;
    std::fs::create_dir_all(folder).map_err(|error| {
        Failure::could_not(format!("cannot make `{}`: {error}", folder.display()))
    })?;
    let mut n_of: BTreeMap<&str, usize> = BTreeMap::new();
    for chart in charts {
        let n = n_of.entry(chart.name).or_default();
        *n += 1;
        let (bytes, end) = pencil.file(chart)?;
        let name = match *n {
            1 => format!("{}.{end}", chart.name),
            n => format!("{}-{n}.{end}", chart.name),
        };
        context.deliver_bytes(&folder.join(name), &bytes)?;
    }
    Ok(())
}

/// What charts are drawn with.
enum Pencil {
    Lines,
    #[cfg(feature = "png")]
    Pixels(Box<Painter>),
}

impl Pencil {
    #[cfg(feature = "png")]
    fn new(is_png: bool) -> Result<Self> {
        if !is_png {
            return Ok(Self::Lines);
        }
        let painter = Painter::with_fonts_of_computer().map_err(|why| {
            Failure::could_not(format!("cannot draw a .png: {why}"))
                .hint("leave --png out: an .svg needs no font here")
        })?;
        Ok(Self::Pixels(Box::new(painter)))
    }

    #[cfg(not(feature = "png"))]
    fn new(is_png: bool) -> Result<Self> {
        if is_png {
            is_built_for_png()?;
        }
        Ok(Self::Lines)
    }

    #[cfg_attr(
        not(feature = "png"),
        expect(clippy::unnecessary_wraps, reason = "a picture may not come about")
    )]
    /// The chart, and how its file's name ends.
    fn file(&self, chart: &Graphic) -> Result<(Vec<u8>, &'static str)> {
        Ok(match self {
            Self::Lines => (svg::file(chart), "svg"),
            #[cfg(feature = "png")]
            Self::Pixels(painter) => {
                let bytes = painter.file(chart).map_err(|why| {
                    Failure::could_not(format!("cannot draw `{}` as .png: {why}", chart.name))
                })?;
                (bytes, "png")
            }
        })
    }
}
