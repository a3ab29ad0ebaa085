//! How figures are said: percent, gaps and intervals in points, a p. The one place where a share becomes a
//! percentage; tables and sentences then say the same.

use crate::model::share::{Exact, Share};
use crate::report::Cell;
use crate::stats::interval::Interval;

/// Percent with one decimal, without the sign: `82.4`.
pub fn percent(share: Exact) -> String {
    in_tenths(share.percent_tenths())
}

/// Percent as short as a person writes it, for what a standard asks: `85`, `72.5`.
pub fn short_percent(share: Share) -> String {
    let percent = percent(share.exact());
    percent
        .strip_suffix(".0")
        .map_or(percent.clone(), Into::into)
}

/// A difference in percent points with its sign: `+11.0`, `-0.3`, `0.0`.
pub fn gap(gap: Exact) -> String {
    let tenths = gap.gap_tenths();
    let sign = if tenths > 0 { "+" } else { "" };
    format!("{sign}{}", in_tenths(tenths))
}

/// The size of a difference in percent points: `11.0`.
pub fn gap_size(gap: Exact) -> String {
    in_tenths(gap.gap_tenths().abs())
}

/// An end of an interval as data has it: in hundredths of a point.
pub fn end(value: f64) -> Exact {
    Exact::rounded_to_hundredths_of_a_point(value)
}

/// A worked-out figure as people are shown it, for `gap` or `percent` to round, once: 86.046 is 86.0, which
/// by way of the hundredths in data would be 86.1.
pub fn shown(value: f64) -> Exact {
    Exact::nearest(value)
}

/// An interval of a difference for a table, kept on one line: `+3.1 to +18.0`.
pub fn range(interval: Interval) -> String {
    let [low, high] = [interval.low, interval.high].map(|it| gap(shown(it)));
    format!("{low}\u{a0}to\u{a0}{high}")
}

/// From one share to another for a table, kept on one line: `72.1 to 93.4`; what lies beyond 0 or 100
/// is cut, for nothing can lie there.
pub fn range_of_shares(low: f64, high: f64) -> String {
    let [low, high] = [low, high].map(share_within);
    format!("{low}\u{a0}to\u{a0}{high}")
}

/// The same within a sentence: `between 72.1 and 93.4`, `from 72.1 up`.
pub fn reach_of_share(low: f64, high: f64) -> String {
    match (low <= 0.0, high >= 1.0) {
        (false, false) => format!("between {} and {}", share_within(low), share_within(high)),
        (false, true) => format!("from {} up", share_within(low)),
        (true, false) => format!("up to {}", share_within(high)),
        (true, true) => "from 0 to 100".into(),
    }
}

fn share_within(value: f64) -> String {
    percent(shown(value.clamp(0.0, 1.0)))
}

/// An interval of a difference within a sentence, as seen by who is ahead or behind: `3.1 to 18.0`
/// where it is surely one of them, else `from 0.3 behind to 8.8 ahead`.
pub fn reach(interval: Interval) -> String {
    let [low, high] = [interval.low, interval.high].map(shown);
    let side = |it: Exact| if it < Exact::ZERO { "behind" } else { "ahead" };
    if low >= Exact::ZERO {
        format!("{} to {}", gap_size(low), gap_size(high))
    } else if high <= Exact::ZERO {
        format!("{} to {}", gap_size(high), gap_size(low))
    } else {
        format!(
            "from {} {} to {} {}",
            gap_size(low),
            side(low),
            gap_size(high),
            side(high)
        )
    }
}

/// A p as it is read: `.031`, `<.001`.
pub fn p(p: Option<f64>) -> Cell {
    let Some(p) = p else {
        return Cell::Missing("");
    };
    Cell::Text(if p < 0.001 {
        "<.001".into()
    } else if p > 0.999 {
        ">.999".into()
    } else {
        format!("{p:.3}").trim_start_matches('0').to_owned()
    })
}

/// A p in data: to four decimals, alike on every machine.
pub fn p_number(p: Option<f64>) -> Cell {
    p.map_or(Cell::Missing(""), |p| Cell::Number((p * 1e4).round() / 1e4))
}

fn in_tenths(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let size = tenths.unsigned_abs();
    format!("{sign}{}.{}", size / 10, size % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_said_in_percent() {
        let share = |value| Share::rounded(value);
        assert_eq!(percent(share(0.8235).exact()), "82.4");
        assert_eq!(percent(share(0.9999).exact()), "99.9");
        assert_eq!(short_percent(share(0.85)), "85");
        assert_eq!(short_percent(share(0.725)), "72.5");
        assert_eq!(short_percent(share(1.0)), "100");
        let difference = share(0.5).exact().minus(share(0.39).exact());
        assert_eq!(gap(difference), "+11.0");
        assert_eq!(gap(Exact::ZERO.minus(difference)), "-11.0");
        assert_eq!(gap_size(Exact::ZERO.minus(difference)), "11.0");
        assert_eq!(gap(Exact::ZERO), "0.0");
    }

    #[test]
    fn ends_are_rounded_once() {
        // To the hundredth first they would be 86.05 and -4.05: 86.1 and -4.1.
        assert_eq!(range_of_shares(0.860_46, 1.0), "86.0\u{a0}to\u{a0}100.0");
        assert_eq!(reach_of_share(0.860_46, 1.0), "from 86.0 up");
        let interval = Interval {
            low: -0.040_46,
            high: 0.860_46,
        };
        assert_eq!(range(interval), "-4.0\u{a0}to\u{a0}+86.0");
        assert_eq!(reach(interval), "from 4.0 behind to 86.0 ahead");
        assert_eq!(end(0.860_46).decimals(), "0.8605");
    }

    #[test]
    fn a_tie_is_a_tie_on_every_machine() {
        // What one works out as a hair below, and another as a hair above.
        for value in [0.8605 - 1e-15, 0.8605, 0.8605 + 1e-15] {
            assert_eq!(percent(shown(value)), "86.1");
            assert_eq!(gap(shown(-value)), "-86.1");
            assert_eq!(end(value / 10.0).decimals(), "0.0861");
            assert_eq!(end(-value / 10.0).decimals(), "-0.0861");
        }
    }

    #[test]
    fn intervals_are_said_from_where_one_stands() {
        let interval = |low, high| Interval { low, high };
        assert_eq!(range(interval(-0.003, 0.1804)), "-0.3\u{a0}to\u{a0}+18.0");
        assert_eq!(reach(interval(0.03, 0.18)), "3.0 to 18.0");
        assert_eq!(reach(interval(-0.18, -0.03)), "3.0 to 18.0");
        assert_eq!(
            reach(interval(-0.003, 0.088)),
            "from 0.3 behind to 8.8 ahead"
        );
    }
}
