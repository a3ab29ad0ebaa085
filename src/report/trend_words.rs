//! What a course says, in plain words: what is noise, what is more, and when it is too early to tell.

use super::periods;
use super::wording::{self, counted, gap_size, percent, reach_of_share};
use crate::analysis::periods::Per;
use crate::analysis::side::ENOUGH_VISITS;
use crate::analysis::trend::{Course, Drift, Judged, NoLimits, Opening, Settings, Sign, Stretch};
use crate::model::share::{Exact, Share};
use crate::stats::control::{Chart, FIRM_POINTS, LEAST_POINTS, Rule};
use crate::stats::trend::LEAST_TO_PRINT;

/// More signs than these are counted, not told one by one.
const MOST_TOLD: usize = 5;

/// What the stretch that is going on comes to, in a word or two.
pub(super) fn word(stretch: &Stretch) -> String {
    let judged = &stretch.judged;
    let is_flat = judged.chart().is_some_and(|chart| chart.is_flat);
    if let Err(no_limits) = &judged.limits {
        let n = match no_limits {
            NoLimits::TooFew(n) | NoLimits::BaselineTooShort(n) => n,
        };
        return format!("too early: {n} of {LEAST_POINTS}");
    }
    let drift = told_drift(stretch).and_then(Drift::direction);
    match (drift, judged.signs.is_empty()) {
        (Some(1..), _) => "rising".into(),
        (Some(_), _) => "falling".into(),
        (None, false) => "more than noise".into(),
        (None, true) if is_flat => "no variation".into(),
        (None, true) => "only noise".into(),
    }
}

/// Why a stretch begins.
pub(super) fn opening(stretch: &Stretch) -> String {
    match stretch.opening {
        Opening::First => String::new(),
        Opening::NewVersion => {
            let newest = stretch.versions.last();
            newest.map_or_else(
                || "new version".into(),
                |version| format!("new version {version}"),
            )
        }
        Opening::NewAuditors => "other auditors".into(),
    }
}

/// A sign within a table.
pub(super) fn sign_word(sign: &Sign) -> String {
    let n = sign.to - sign.from + 1;
    let side = if sign.is_up { "above" } else { "below" };
    match sign.rule {
        Rule::Beyond => format!("{side} the noise"),
        Rule::Run(_) => format!("{n} in a row {side} the middle"),
        Rule::Steady(_) => format!("{n} in a row {}", if sign.is_up { "up" } else { "down" }),
        Rule::TwoOfThree => format!("2 of 3 far {side} the middle"),
        Rule::FourOfFive => format!("4 of 5 well {side} the middle"),
    }
}

/// What may be said of a course.
pub(super) fn sentences(course: &Course, settings: &Settings) -> Vec<String> {
    let per = settings.per;
    let Some(last) = course.last() else {
        return Vec::new();
    };
    let mut said: Vec<String> = course
        .stretches
        .iter()
        .skip(1)
        .map(|it| broken(it, per))
        .collect();
    let judged = &last.judged;
    match &judged.limits {
        Err(no_limits) => said.push(too_early(*no_limits, last, per)),
        Ok((chart, _, _)) if chart.is_flat => said.push(format!(
            "{} of the first {} came to the same, {}: there is no noise to judge by, so no sign can be seen.",
            "Every one",
            counted(baseline(judged), per.word()),
            percent(Exact::nearest(chart.center)),
        )),
        Ok((chart, _, _)) => {
            said.push(noise(chart, judged, last, per));
            said.extend(signs(last, per));
            said.extend(caution(judged, per));
        }
    }
    said.extend(drift(last, per));
    said.extend(consistency(last, per));
    said
}

fn baseline(judged: &Judged) -> usize {
    judged
        .limits
        .as_ref()
        .map_or(0, |(_, _, range)| range.len())
}

fn broken(stretch: &Stretch, per: Per) -> String {
    let when = periods::name(per, &stretch.points[0].period);
    match stretch.opening {
        Opening::NewVersion => format!(
            "From {when} on visits were scored by a {}: what was before does not compare.",
            opening(stretch)
        ),
        _ => format!(
            "From {when} on mostly other auditors visited: people differ by several points, so a step there may be theirs. The line breaks."
        ),
    }
}

fn too_early(no_limits: NoLimits, stretch: &Stretch, per: Per) -> String {
    match no_limits {
        NoLimits::TooFew(n) => {
            let since = if stretch.opening == Opening::First {
                "so far"
            } else {
                "since then"
            };
            let finer = if per == Per::Visit || stretch.n_visits() < LEAST_POINTS as u64 {
                ""
            } else {
                " Shorter periods tell sooner, such as --per visit."
            };
            format!(
                "{} {since}: too early to tell noise from change. From {LEAST_POINTS} on it can be told.{finer}",
                counted(n, per.word())
            )
        }
        NoLimits::BaselineTooShort(n) => format!(
            "The days chosen for the limits hold {}; it takes {LEAST_POINTS}.",
            counted(n, per.word())
        ),
    }
}

/// Between which figures noise alone moves a point.
fn noise(chart: &Chart, judged: &Judged, stretch: &Stretch, per: Per) -> String {
    let last = chart.points[chart.points.len() - 1];
    let lows: Vec<f64> = chart.points.iter().map(|point| point.low).collect();
    let is_uneven = lows.iter().any(|low| (low - lows[0]).abs() > 1e-9);
    let of_how_many = if is_uneven {
        let visits = stretch.points[stretch.points.len() - 1].measure.n_visits();
        let n = counted(usize::try_from(visits).unwrap_or(usize::MAX), "visit");
        format!(" of {n}")
    } else {
        String::new()
    };
    let how_firm = match (judged.is_chosen, judged.is_provisional()) {
        (true, _) => format!(
            "Limits from the {} that you chose",
            counted(baseline(judged), per.word())
        ),
        (false, true) => format!(
            "Limits from all {} so far; they still move, and are fixed at {FIRM_POINTS}",
            counted(baseline(judged), per.word())
        ),
        (false, false) => format!(
            "Limits fixed from the first {}",
            counted(baseline(judged), per.word())
        ),
    };
    format!(
        "Noise alone moves a {per}{of_how_many} anywhere {}, round a middle of {}. {how_firm}.",
        reach_of_share(last.low, last.high),
        percent(Exact::nearest(chart.center)),
    )
}

fn signs(stretch: &Stretch, per: Per) -> Vec<String> {
    let judged = &stretch.judged;
    let n = stretch.points.len();
    if judged.signs.is_empty() {
        return vec![format!(
            "All {} lie within: no sign that anything changed, which is no proof that nothing did.",
            counted(n, per.word())
        )];
    }
    let when = |place: usize| periods::name(per, &stretch.points[place].period);
    let told = judged.signs.iter().rev().take(MOST_TOLD).map(|sign| {
        let value = percent(Exact::nearest(stretch.points[sign.to].value()));
        let said = match sign.rule {
            Rule::Beyond => format!(
                "{}: {value}, {} what noise does.",
                when(sign.to),
                if sign.is_up { "above" } else { "below" }
            ),
            _ => format!(
                "{} to {}: {}.",
                when(sign.from),
                when(sign.to),
                sign_word(sign)
            ),
        };
        format!("More than noise, {said}")
    });
    let mut told: Vec<String> = told.collect();
    let more = judged.signs.len().saturating_sub(MOST_TOLD);
    if more > 0 {
        told.push(format!("And {}.", counted(more, "earlier sign")));
    }
    told
}

/// How often such signs come by chance alone.
fn caution(judged: &Judged, per: Per) -> Option<String> {
    if judged.signs.is_empty() {
        return None;
    }
    // Measured on series in which nothing changed: 31, 21 and 11 of 100 within the next 12 points.
    let of_ten = match baseline(judged) {
        ..9 => "3 of 10",
        9..20 => "2 of 10",
        20.. => "1 of 10",
    };
    Some(format!(
        "Look what happened then before you act: limits from {} show a sign within a dozen more in about {of_ten} series in which nothing changed at all.",
        counted(baseline(judged), per.word())
    ))
}

/// The drift, where there are enough points to print it.
fn told_drift<'s>(stretch: &'s Stretch<'_>) -> Option<&'s Drift> {
    let is_long = stretch.points.len() >= LEAST_TO_PRINT;
    stretch.judged.drift.as_ref().filter(|_| is_long)
}

fn drift(stretch: &Stretch, per: Per) -> Option<String> {
    let n = stretch.points.len();
    let Some(drift) = told_drift(stretch) else {
        return match n {
            LEAST_POINTS..LEAST_TO_PRINT => Some(format!(
                "Whether it rises or falls on the whole can be told from {LEAST_TO_PRINT} {per}s on."
            )),
            LEAST_TO_PRINT.. => Some(format!(
                "With so many {per}s no rise or fall on the whole is searched for; take longer periods."
            )),
            _ => None,
        };
    };
    let Some(direction) = drift.direction() else {
        return Some(format!(
            "Over these {n} {per}s no rise or fall on the whole that noise could not make."
        ));
    };
    let verb = if direction > 0 { "rises" } else { "falls" };
    let slope = drift.slope.map_or(String::new(), |slope| {
        let size = |value: f64| gap_size(wording::shown(value));
        let likely = slope.interval.map_or(String::new(), |it| {
            let (near, far) = if direction > 0 {
                (it.low, it.high)
            } else {
                (it.high, it.low)
            };
            format!(", likely {} to {}", size(near), size(far))
        });
        format!(" by about {} points a {per}{likely}", size(slope.slope))
    });
    Some(format!(
        "Over these {n} {per}s it {verb} on the whole{slope}; noise alone seldom does that."
    ))
}

/// The worst visit and the spread: the mean alone hides an insult.
fn consistency(stretch: &Stretch, per: Per) -> Option<String> {
    let worst = stretch
        .points
        .iter()
        .filter_map(|point| point.measure.worst);
    let worst = worst.min_by_key(|it| (it.share, it.visit.facts.visited.date()))?;
    let sums = crate::stats::describe::Sums::from(stretch.sums());
    let day = wording::date(worst.visit.facts.visited.date());
    let mut said = vec![format!(
        "Worst visit {}, {day}",
        percent(worst.share.exact())
    )];
    if let Some(sd) = sums.sd().filter(|_| sums.n() >= ENOUGH_VISITS) {
        let sd = Share::rounded(sd);
        let what = if per == Per::Visit {
            "visits"
        } else {
            "single visits"
        };
        said.push(format!(
            "{what} usually lie within {} points of their mean",
            percent(sd.exact())
        ));
    }
    Some(said.join("; ") + ".")
}
