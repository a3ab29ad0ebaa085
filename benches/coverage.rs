//! How often what `compare` prints is right: draws two sides from known populations, takes interval
//! and verdict as `compare` does, and counts. Seeded: the same table on every machine. A row that
//! covers fewer than 93 or more than 98 of 100 is marked, and one whose *clear* is wrong in more than
//! 5 of 100 by more than the luck of the draws.

#![allow(missing_docs, reason = "nobody imports a benchmark")]
#![allow(clippy::print_stdout, reason = "the table is what it is run for")]

use std::thread;

use mystery_shop::stats::cluster::Side;
use mystery_shop::stats::common_mix::{self, Part};
use mystery_shop::stats::describe::{Sums, billionths, median};
use mystery_shop::stats::interval::Interval;
use mystery_shop::stats::ladder::{
    Case, DELTA, Family, Judgement, Pool, Verdict, Weighed, judge, shares, shares::Share,
};
use mystery_shop::stats::proportion::Proportion;
use mystery_shop::stats::random::Random;

/// How often each row is drawn.
const DRAWS: u64 = 20_000;
/// Five of 100, and two standard errors of so many draws: sqrt(.05 × .95 / 20 000) is .15 of 100.
const TOO_BOLD: f64 = 5.3;
/// How many totals stand for a population.
const POPULATION: usize = 50_000;

/// Where totals come from.
#[derive(Clone, Copy)]
enum Recipe {
    /// Totals round .75, SD .11.
    Even,
    /// The same, twice as wild.
    Wild,
    /// Twelve yes-or-no items on good days and bad ones, SD .17.
    GoodAndBadDays,
    /// Half of the visits perfect.
    HalfPerfect,
    /// One visit of ten capped at .40.
    Capped,
}

impl Recipe {
    const fn name(self) -> &'static str {
        match self {
            Self::Even => "even, SD .11",
            Self::Wild => "wild, SD .21",
            Self::GoodAndBadDays => "good and bad days",
            Self::HalfPerfect => "half perfect",
            Self::Capped => "one of ten capped",
        }
    }

    fn draw(self, random: &mut Random) -> f64 {
        let normal =
            |random: &mut Random, mean: f64, sd: f64| (mean + sd * random.normal()).clamp(0.0, 1.0);
        match self {
            Self::Even => normal(random, 0.75, 0.11),
            Self::Wild => normal(random, 0.75, 0.22),
            Self::GoodAndBadDays => {
                let chance = if random.fraction() < 0.5 { 0.88 } else { 0.62 };
                let n_yes = (0..12).filter(|_| random.fraction() < chance).count();
                n_yes as f64 / 12.0
            }
            Self::HalfPerfect if random.fraction() < 0.5 => 1.0,
            Self::HalfPerfect => normal(random, 0.72, 0.12),
            Self::Capped if random.fraction() < 0.1 => 0.4,
            Self::Capped => normal(random, 0.85, 0.08),
        }
    }
}

/// What a population gives: its totals and their mean.
struct Population {
    totals: Vec<f64>,
    mean: f64,
}

impl Population {
    fn of(recipe: Recipe) -> Self {
        let mut random = Random::seeded(7);
        let totals: Vec<f64> = (0..POPULATION).map(|_| recipe.draw(&mut random)).collect();
        let mean = totals.iter().sum::<f64>() / totals.len() as f64;
        Self { totals, mean }
    }

    fn draw(&self, random: &mut Random) -> f64 {
        self.totals[random.below(self.totals.len())]
    }
}

/// How visits fall on sites: one site, or so many sites of one to five visits.
#[derive(Clone, Copy)]
enum Sites {
    One(u64),
    Many {
        n: usize,
        /// What part of the variance lies between sites.
        icc: f64,
    },
}

/// One side as drawn: its sites, and the mean that an interval is to cover.
struct Drawn {
    side: Side,
    truth: f64,
}

/// Sites below five are all there is: the truth is theirs. From five on they are a sample, and the
/// truth is the population's.
fn draw(population: &Population, sites: Sites, shift: f64, random: &mut Random) -> Drawn {
    match sites {
        Sites::One(n) => {
            let mut sums = Sums::default();
            for _ in 0..n {
                sums.add(billionths(population.draw(random) + shift));
            }
            Drawn {
                side: Side::of(&[sums], None).expect("there are values"),
                truth: population.mean + shift,
            }
        }
        Sites::Many { n, icc } => {
            // A site's level is a draw of the population drawn in towards the mean, as are its visits.
            let (between, within) = (icc.sqrt(), (1.0 - icc).sqrt());
            let sizes: Vec<u64> = (0..n).map(|_| 1 + random.below(5) as u64).collect();
            let levels: Vec<f64> = (0..n)
                .map(|_| between * (population.draw(random) - population.mean))
                .collect();
            let n_visits: u64 = sizes.iter().sum();
            let theirs = levels
                .iter()
                .zip(&sizes)
                .map(|(level, size)| level * *size as f64);
            let of_these = theirs.sum::<f64>() / n_visits as f64;
            let clusters: Vec<Sums> = levels
                .iter()
                .zip(&sizes)
                .map(|(level, size)| {
                    let mut sums = Sums::default();
                    for _ in 0..*size {
                        let visit = within * (population.draw(random) - population.mean);
                        sums.add(billionths(population.mean + shift + level + visit));
                    }
                    sums
                })
                .collect();
            let is_sample = n >= mystery_shop::stats::cluster::CLUSTERS_AS_UNITS;
            Drawn {
                side: Side::of(&clusters, None).expect("there are values"),
                truth: population.mean + shift + if is_sample { 0.0 } else { of_these },
            }
        }
    }
}

/// Interval and verdict of two sides, as `compare` takes them with these two alone in its table.
fn weigh(own: &Side, theirs: &Side) -> (Option<Interval>, Judgement) {
    let weighed = Weighed::new(own, theirs, &Pool::of([own, theirs]));
    let case = Case {
        weighed,
        is_confounded: false,
        is_of_other_mix: false,
        is_comparable: true,
    };
    (weighed.interval(), judge(&[case], Family::Few, DELTA)[0])
}

/// What was counted.
#[derive(Default)]
struct Count {
    with_interval: u64,
    covered: u64,
    clear_wrongly: u64,
    clear_rightly: u64,
    widths: Vec<f64>,
}

impl Count {
    fn add(&mut self, interval: Option<Interval>, truth: f64) {
        if let Some(interval) = interval {
            self.with_interval += 1;
            self.covered += u64::from(interval.contains(truth));
            self.widths.push(interval.width());
        }
    }

    fn line(&self, name: &str, sizes: &str) {
        let percent = |n: u64, of: u64| 100.0 * n as f64 / of as f64;
        let covered = percent(self.covered, self.with_interval);
        let wrong = percent(self.clear_wrongly, DRAWS);
        let mark = match (covered, wrong) {
            (_, wrong) if wrong > TOO_BOLD => "  too bold",
            (covered, _) if covered < 93.0 => "  covers too rarely",
            (covered, _) if covered > 98.0 => "  wide",
            _ => "",
        };
        println!(
            "| {name} | {sizes} | {covered:.1} | {wrong:.1} | {:.0} | {:.0} |{mark}",
            percent(self.clear_rightly, DRAWS),
            100.0 * median(&self.widths).unwrap_or(f64::NAN),
        );
    }
}

fn is_clear(judgement: &Judgement) -> bool {
    judgement.verdict == Verdict::Clear
}

fn totals(own: Recipe, theirs: Recipe, sites: [Sites; 2]) -> Count {
    let populations = [Population::of(own), Population::of(theirs)];
    let mut random = Random::seeded(2026);
    let mut count = Count::default();
    // What makes both sides the same, and what makes own ten points better.
    let level = populations[1].mean - populations[0].mean;
    for _ in 0..DRAWS {
        let mut pair = |shift: f64| {
            let own = draw(&populations[0], sites[0], level + shift, &mut random);
            let theirs = draw(&populations[1], sites[1], 0.0, &mut random);
            (own, theirs)
        };
        let (own, theirs) = pair(0.0);
        let (interval, judgement) = weigh(&own.side, &theirs.side);
        let truth = own.truth - theirs.truth;
        count.add(interval, truth);
        // Where the truth is that of these very sites there is a difference, and it has a side.
        let is_wrong = truth.abs() < 1e-9 || (truth > 0.0) != (own.side.mean > theirs.side.mean);
        count.clear_wrongly += u64::from(is_clear(&judgement) && is_wrong);
        let (own, theirs) = pair(0.10);
        count.clear_rightly += u64::from(is_clear(&weigh(&own.side, &theirs.side).1));
    }
    count
}

/// A yes-or-no item, one answer a visit.
fn yes_or_no(chance: f64, n: [u64; 2]) -> Count {
    let mut random = Random::seeded(2026);
    let mut count = Count::default();
    let mut share = |chance: f64, n: u64| {
        let n_yes = (0..n).filter(|_| random.fraction() < chance).count() as u64;
        Proportion::new(n_yes, n)
    };
    let judged = |own: Proportion, theirs: Proportion| {
        let n_units = n[0].min(n[1]);
        judged_shares(Share::counted(own), Share::counted(theirs), n_units)
    };
    for _ in 0..DRAWS {
        let (interval, judgement) = judged(share(chance, n[0]), share(chance, n[1]));
        count.add(Some(interval), 0.0);
        count.clear_wrongly += u64::from(is_clear(&judgement));
        let (_, judgement) = judged(share(chance, n[0]), share(chance - 0.5, n[1]));
        count.clear_rightly += u64::from(is_clear(&judgement));
    }
    count
}

fn judged_shares(own: Share, theirs: Share, n_units: u64) -> (Interval, Judgement) {
    let (weighed, interval) = shares::weighed(own, theirs, n_units).expect("there are values");
    let case = Case {
        weighed,
        is_confounded: false,
        is_of_other_mix: false,
        is_comparable: true,
    };
    (interval, judge(&[case], Family::Few, DELTA)[0])
}

/// A yes-or-no item at so many sites, each visited so many times: half of the sites are good ones, half
/// bad, so that `icc` of the variance lies between them.
fn yes_or_no_at_sites(chance: f64, n_sites: u64, n_visits: u64, icc: f64) -> Count {
    let apart = (icc * chance * (1.0 - chance)).sqrt();
    let mut random = Random::seeded(2026);
    let mut count = Count::default();
    let mut side = |chance: f64| {
        let site = |random: &mut Random| {
            let sign = if random.fraction() < 0.5 { 1.0 } else { -1.0 };
            let here = chance + sign * apart;
            let n_yes = (0..n_visits).filter(|_| random.fraction() < here).count() as u64;
            Sums::of_counts(n_yes, n_visits)
        };
        let sites: Vec<Sums> = (0..n_sites).map(|_| site(&mut random)).collect();
        Share::clustered(&sites).expect("there are values")
    };
    for _ in 0..DRAWS {
        let (interval, judgement) = judged_shares(side(chance), side(chance), n_sites);
        count.add(Some(interval), 0.0);
        count.clear_wrongly += u64::from(is_clear(&judgement));
        let (_, judgement) = judged_shares(side(chance), side(chance - 0.5), n_sites);
        count.clear_rightly += u64::from(is_clear(&judgement));
    }
    count
}

/// Two chains over the same mix: at each site eight visits of one kind and four of another, and the
/// other way round on the other side; kinds lie thirty points apart, sites by an SD of .10, visits .08.
fn same_mix(n_sites: usize) -> Count {
    let mut random = Random::seeded(2026);
    let mut count = Count::default();
    let mut side = |shift: f64, n_visits: [u64; 2]| {
        let levels: Vec<f64> = (0..n_sites)
            .map(|_| 0.6 + shift + 0.10 * random.normal())
            .collect();
        let mut part = |down: f64, n: u64| {
            let site = |level: &f64| -> Sums {
                let visits = (0..n).map(|_| billionths(level - down + 0.08 * random.normal()));
                visits.collect()
            };
            Part {
                weight: 1.0,
                clusters: levels.iter().map(site).collect(),
            }
        };
        let parts = [part(0.0, n_visits[0]), part(0.3, n_visits[1])];
        let [first, second] = &parts;
        let sites = first.clusters.iter().zip(&second.clusters);
        let sites: Vec<Sums> = sites.map(|(a, b)| [a, b].into_iter().sum()).collect();
        let as_visited = Side::of(&sites, None).expect("there are values");
        common_mix::side(&parts, as_visited.unit, as_visited.spread).expect("there are values")
    };
    for _ in 0..DRAWS {
        let (interval, judgement) = weigh(&side(0.0, [8, 4]), &side(0.0, [4, 8]));
        count.add(interval, 0.0);
        count.clear_wrongly += u64::from(is_clear(&judgement));
        let (_, judgement) = weigh(&side(0.10, [8, 4]), &side(0.0, [4, 8]));
        count.clear_rightly += u64::from(is_clear(&judgement));
    }
    count
}

type Row = (String, String, Box<dyn Fn() -> Count + Send + Sync>);

fn row(own: Recipe, theirs: Recipe, sites: [Sites; 2]) -> Row {
    let name = if own.name() == theirs.name() {
        own.name().into()
    } else {
        format!("{} v {}", own.name(), theirs.name())
    };
    let of = |sites: Sites| match sites {
        Sites::One(n) => n.to_string(),
        Sites::Many { n, .. } => format!("{n} sites"),
    };
    let icc = match sites[0] {
        Sites::Many { icc, .. } => format!(", {:.0} % between sites", 100.0 * icc),
        Sites::One(_) => String::new(),
    };
    let sizes = format!("{} v {}{icc}", of(sites[0]), of(sites[1]));
    (name, sizes, Box::new(move || totals(own, theirs, sites)))
}

fn rows() -> Vec<Row> {
    let recipes = [
        Recipe::Even,
        Recipe::GoodAndBadDays,
        Recipe::HalfPerfect,
        Recipe::Capped,
    ];
    let sizes = [
        [3, 3],
        [4, 4],
        [5, 5],
        [8, 8],
        [12, 12],
        [20, 20],
        [3, 12],
        [5, 15],
        [8, 20],
    ];
    let mut rows = Vec::new();
    for recipe in recipes {
        for [a, b] in sizes {
            rows.push(row(recipe, recipe, [Sites::One(a), Sites::One(b)]));
        }
    }
    for (own, theirs) in [
        (Recipe::Even, Recipe::HalfPerfect),
        (Recipe::Even, Recipe::Wild),
        (Recipe::Even, Recipe::Capped),
    ] {
        for [a, b] in [
            [4, 4],
            [5, 5],
            [8, 8],
            [12, 12],
            [20, 20],
            [12, 3],
            [15, 5],
            [20, 8],
            [20, 12],
            [12, 20],
            [60, 12],
            [40, 21],
            [100, 21],
        ] {
            rows.push(row(own, theirs, [Sites::One(a), Sites::One(b)]));
        }
    }
    for icc in [0.2, 0.5] {
        for [a, b] in [[3, 3], [6, 4], [6, 6], [15, 15], [5, 15]] {
            let many = |n| Sites::Many { n, icc };
            rows.push(row(Recipe::Even, Recipe::Even, [many(a), many(b)]));
        }
    }
    for chance in [0.5, 0.75, 0.95] {
        for n in [[5, 5], [8, 8], [12, 12], [20, 20], [5, 15], [32, 30]] {
            let name = format!("yes-or-no item, {:.0} % yes", 100.0 * chance);
            let sizes = format!("{} v {}", n[0], n[1]);
            rows.push((name, sizes, Box::new(move || yes_or_no(chance, n))));
        }
    }
    for (chance, n_sites, n_visits, icc) in [
        (0.6, 5, 12, 0.3),
        (0.6, 5, 30, 0.3),
        (0.75, 6, 10, 0.2),
        (0.6, 12, 10, 0.3),
    ] {
        let name = format!("yes-or-no item at sites, {:.0} % yes", 100.0 * chance);
        let between = 100.0 * icc;
        let sizes = format!("{n_sites} sites of {n_visits}, {between:.0} % between sites");
        let counted = move || yes_or_no_at_sites(chance, n_sites, n_visits, icc);
        rows.push((name, sizes, Box::new(counted)));
    }
    for n_sites in [5, 6, 8, 15] {
        let sizes = format!("{n_sites} v {n_sites} sites of 12");
        rows.push((
            "over the same mix".into(),
            sizes,
            Box::new(move || same_mix(n_sites)),
        ));
    }
    rows
}

fn main() {
    println!(
        "{DRAWS} draws a row. Covered: of 100 intervals, those that hold the true gap. Wrong: *clear* without a"
    );
    println!(
        "difference, in 100. Found: *clear* of a true gap of 10 points (50 for an item), in 100.\n"
    );
    println!("| totals | visits | covered | wrong | found | width |");
    println!("|---|---|---|---|---|---|");
    let rows = rows();
    let n_threads = thread::available_parallelism().map_or(1, usize::from);
    for some in rows.chunks(n_threads) {
        thread::scope(|scope| {
            let counting: Vec<_> = some.iter().map(|row| scope.spawn(|| row.2())).collect();
            for (row, count) in some.iter().zip(counting) {
                count.join().expect("a row is counted").line(&row.0, &row.1);
            }
        });
    }
}
