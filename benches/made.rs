//! Ledgers made up from a seed, as a chain would have them: three organisations with many sites, a
//! standard of the box, remarks with quotes, line feeds and several scripts. The same seed gives the
//! same bytes.

#![allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    reason = "each benchmark that has it as a module uses its part"
)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use mystery_shop::files::built_in;
use mystery_shop::files::seal_line::{Seal, Sealing};
use mystery_shop::files::standard_yaml::read_standard;
use mystery_shop::files::visit_csv::visit_csv;
use mystery_shop::model::answer::{Answer, Decimal, Status, Tally, Value};
use mystery_shop::model::id::{Id, sha256};
use mystery_shop::model::moment::{Moment, Visited};
use mystery_shop::model::scale::Scale;
use mystery_shop::model::standard::{Item, Section, Standard};
use mystery_shop::model::visit::{Channel, Kind, Name, Noted, Role, Visit, VisitFacts, VisitId};

/// The standard of the box that the visits are scored with.
pub const STANDARD: &str = "adoption-counter";

/// What auditors say; one answer in seven has a remark.
const REMARKS: [&str; 10] = [
    "She looked up at once and smiled.",
    "“Just a moment”, then seven minutes of nothing",
    "Said \"we always do it like that\", twice",
    "Two people talked on;\nnobody came.\n\nI left.",
    "Très aimable, m’a montré les chiots, puis la cour",
    "犬の世話についてとても丁寧に説明してくれた",
    "Очень вежливо, но пришлось ждать",
    "كان الموظف لطيفًا",
    "price, colour, size: all \"to be confirmed\"",
    "OK 👍",
];

/// Whose places: name, role, how many sites, how good in percent.
const ORGANISATIONS: [(&str, Role, u64, u64); 3] = [
    ("Happy Paws", Role::Own, 120, 78),
    ("Riverside Animal Trust", Role::Competitor, 80, 72),
    ("City \"Pound\", Inc.", Role::Competitor, 50, 64),
];

/// Draws that follow from a seed (`SplitMix64`, Steele, Lea and Flood 2014).
pub struct Draws(u64);

impl Draws {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn is_one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

/// The standard that the visits are scored with.
pub fn standard() -> Standard {
    let found = built_in::find(&Id::new(STANDARD).unwrap()).unwrap();
    read_standard(STANDARD, &found.yaml()).standard.unwrap()
}

/// One visit.
pub fn visit(standard: &Standard, n: u64, draws: &mut Draws) -> Visit {
    let whose = ORGANISATIONS[usize::try_from(draws.below(3)).unwrap()];
    let (organisation, role, n_sites, goodness) = whose;
    let organisation = Name::new(organisation).unwrap();
    let site = draws.below(n_sites);
    let site = Name::new(&format!("Branch {site} – Market Street")).unwrap();
    let day = 1_735_689_600 + i64::try_from(draws.below(365) * 86_400).unwrap();
    let mut seconds = day + 32_400 + i64::try_from(draws.below(28_800)).unwrap();
    let zone = chrono::FixedOffset::west_opt(6 * 3600).unwrap();
    let moment = |seconds: i64| {
        let at = chrono::DateTime::from_timestamp(seconds, 0).unwrap();
        Moment::new(at.with_timezone(&zone))
    };
    let visited = moment(seconds);
    seconds += 1_800;
    let started = moment(seconds);
    let letters = b"abcdefghijklmnopqrstuvwxyz234567";
    let draw: String = (0..4)
        .map(|place| char::from(letters[((n >> (5 * place)) & 31) as usize]))
        .collect();
    let mut answers = Vec::new();
    for (section, item) in standard.items_by_section() {
        seconds += i64::try_from(draws.below(40)).unwrap();
        answers.push(answer(section, item, goodness, draws, moment(seconds)));
    }
    let scenarios = standard.scenarios.len() as u64;
    let scenario = (scenarios > 0).then(|| usize::try_from(draws.below(scenarios)).unwrap());
    Visit {
        facts: VisitFacts {
            id: VisitId::compose(visited.date(), &organisation, &site, &draw),
            kind: Kind::Audit,
            standard: standard.reference(),
            organisation,
            role,
            site,
            channel: Some(Channel::InPerson),
            scenario: scenario.map(|at| standard.scenarios[at].id.clone()),
            auditor: format!("a{}", draws.below(40)),
            started,
            visited: Visited::At(visited),
        },
        notes: draws.is_one_in(4).then(|| Noted {
            value: remark(draws),
            at: started,
        }),
        guess: draws.is_one_in(2).then(|| Noted {
            value: Decimal::new(&format!("{}", 50 + draws.below(50))).unwrap(),
            at: started,
        }),
        answers,
    }
}

fn remark(draws: &mut Draws) -> String {
    REMARKS[usize::try_from(draws.below(REMARKS.len() as u64)).unwrap()].to_owned()
}

fn answer(section: &Section, item: &Item, goodness: u64, draws: &mut Draws, at: Moment) -> Answer {
    let value = value(item, goodness, draws);
    let is_seen = !draws.is_one_in(50) || item.critical;
    let status = match (item.counts(), is_seen) {
        (false, _) => Status::Unscored,
        (true, true) => Status::Scored,
        (true, false) => Status::NotObserved,
    };
    let credit = item.scale.credit(&value);
    Answer {
        section: section.id.clone(),
        item: item.id.clone(),
        item_type: item.scale.item_type(),
        status,
        credit: credit.filter(|_| status == Status::Scored),
        points: item.points,
        section_weight: section.weight,
        critical: item.critical,
        bonus: item.bonus,
        cause: None,
        value: (status != Status::NotObserved).then_some(value),
        reason: String::new(),
        remark: if draws.is_one_in(7) {
            remark(draws)
        } else {
            String::new()
        },
        evidence: Vec::new(),
        answered: Some(at),
    }
}

fn value(item: &Item, goodness: u64, draws: &mut Draws) -> Value {
    let is_well = draws.below(100) < if item.critical { 97 } else { goodness };
    match &item.scale {
        Scale::YesNo { good } => Value::YesNo(is_well == *good),
        Scale::Levels(levels) => {
            let places = levels.len() as u64;
            let place = draws
                .below(places)
                .max(if is_well { draws.below(places) } else { 0 });
            Value::Level(levels[usize::try_from(place).unwrap()].value)
        }
        Scale::Choice(options) => {
            let n = if is_well { 1 } else { options.len() as u64 };
            Value::Choice(options[usize::try_from(draws.below(n)).unwrap()].id.clone())
        }
        Scale::Several(options, _) => {
            let ticked = options.iter().filter(|_| draws.below(100) < goodness);
            Value::Several(ticked.map(|option| option.id.clone()).collect())
        }
        Scale::Duration(_) => {
            Value::Duration(draws.below(60) * 5 + if is_well { 0 } else { draws.below(60) * 10 })
        }
        Scale::Count(..) => Value::Count(if is_well { 0 } else { draws.below(4) }),
        Scale::Tally { .. } => {
            let whole = 1 + draws.below(4);
            Value::Tally(Tally::new(draws.below(whole + 1), whole).unwrap())
        }
        Scale::Number { .. } => Value::Number(Decimal::new(&draws.below(200).to_string()).unwrap()),
        Scale::Text => Value::Text(remark(draws)),
    }
}

/// One file of about so many rows; gives how many visits.
pub fn write_file(path: &Path, n_rows: u64, seed: u64) -> io::Result<u64> {
    let standard = standard();
    let mut draws = Draws::new(seed);
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let (mut rows, mut n) = (0, 0);
    while rows < n_rows {
        let visit = visit(&standard, n, &mut draws);
        let csv = visit_csv(&visit);
        let header = csv.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        file.write_all(&csv[if n == 0 { 0 } else { header }..])?;
        rows += visit.answers.len() as u64
            + u64::from(visit.notes.is_some())
            + u64::from(visit.guess.is_some());
        n += 1;
    }
    file.flush()?;
    Ok(n)
}

/// A ledger of one file for each visit, each with its seal.
pub fn write_ledger(folder: &Path, n_visits: u64, seed: u64) -> io::Result<()> {
    let standard = standard();
    let mut draws = Draws::new(seed);
    fs::create_dir_all(folder.join("visits/seals"))?;
    fs::write(folder.join("mystery.yaml"), "organisation: Happy Paws\n")?;
    let mut seals = BufWriter::new(File::create(folder.join("visits/seals/0badf00d.jsonl"))?);
    let mut last: Option<Seal> = None;
    for n in 0..n_visits {
        let visit = visit(&standard, n, &mut draws);
        let path = folder.join(format!("visits/{}.csv", visit.facts.id));
        let csv = visit_csv(&visit);
        fs::write(path, &csv)?;
        let sealing = Sealing::Finished {
            csv: sha256(&csv),
            journal: String::new(),
            evidence: BTreeMap::new(),
            erased: None,
        };
        let seal = Seal::after(last.as_ref(), visit.facts.id, sealing);
        seals.write_all(seal.line().as_bytes())?;
        last = Some(seal);
    }
    seals.flush()
}
