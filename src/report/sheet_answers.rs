//! The possible answers of an item in words, with what each earns.

use super::sheet::Sheet;
use super::wording::short_percent;
use crate::model::duration::spoken;
use crate::model::scale::{Band, Better, Choice, Crediting, Level, Scale};
use crate::model::share::{Credit, Share};

impl Sheet<'_> {
    /// The possible answers, a line each, with what they earn.
    pub(super) fn answers(&self, scale: &Scale, counts: bool) -> Vec<String> {
        let earning = |what: String, credit: Credit| {
            if counts {
                format!("{what}: {}", credit_words(credit))
            } else {
                what
            }
        };
        match scale {
            Scale::YesNo { good } => {
                let of = |is_good| if is_good { Credit::FULL } else { Credit::NONE };
                vec![
                    earning("yes".into(), of(*good)),
                    earning("no".into(), of(!*good)),
                ]
            }
            Scale::Levels(levels) => {
                let line = |level: &Level| {
                    earning(
                        format!("{} {}", level.value, self.text(&level.label)),
                        level.credit,
                    )
                };
                levels.iter().map(line).collect()
            }
            Scale::Choice(options) => {
                let line =
                    |option: &Choice| earning(self.text(&option.label).into(), option.credit);
                options.iter().map(line).collect()
            }
            Scale::Several(options, crediting) => {
                let is_even = *crediting == Crediting::Even;
                let head = if is_even && counts {
                    format!(
                        "any of these; each adds {}",
                        credit_words(options[0].credit)
                    )
                } else {
                    "any of these".into()
                };
                let line = |option: &Choice| {
                    let label = format!("- {}", self.text(&option.label));
                    if is_even {
                        label
                    } else {
                        earning(label, option.credit)
                    }
                };
                std::iter::once(head)
                    .chain(options.iter().map(line))
                    .collect()
            }
            Scale::Duration(bands) => lines_of_bands(bands, "within", "longer", spoken, &earning),
            Scale::Count(bands, better) => {
                let (word, rest) = match better {
                    Better::Fewer => ("up to", "more"),
                    Better::More => ("at least", "fewer"),
                };
                lines_of_bands(bands, word, rest, |n| n.to_string(), &earning)
            }
            Scale::Tally { of } if counts => {
                vec![format!("n of m {}: n ÷ m", self.text(of))]
            }
            Scale::Tally { of } => vec![format!("n of m {}", self.text(of))],
            Scale::Number { unit } => vec![format!("a number: {}", self.text(unit))],
            Scale::Text => vec!["in words".into()],
        }
    }
}

/// Thresholds, a line each, and what lies beyond the last.
fn lines_of_bands(
    bands: &[Band],
    word: &str,
    rest: &str,
    spelt: impl Fn(u64) -> String,
    earning: &dyn Fn(String, Credit) -> String,
) -> Vec<String> {
    let line = |band: &Band| earning(format!("{word} {}", spelt(band.threshold)), band.credit);
    let last = std::iter::once(earning(rest.into(), Credit::NONE));
    bands.iter().map(line).chain(last).collect()
}

fn credit_words(credit: Credit) -> String {
    match credit.share() {
        Share::ONE => "full".into(),
        Share::ZERO => "nothing".into(),
        share => format!("{} %", short_percent(share)),
    }
}
