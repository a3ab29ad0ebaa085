//! `compare` beside others on the same file and the same question, paired in one go:
//! `cargo bench --bench rivals -- ROWS`. The question: mean and n of every item by organisation. Each
//! rival's figures are held against ours before anything is timed. What it needs lies in
//! `target/bench`: a Python with duckdb and polars (`python3 -m venv target/bench/venv`, then `pip
//! install duckdb polars` in it); Miller as `mlr` on the path. What is missing is named and left out.

#![allow(
    missing_docs,
    clippy::print_stdout,
    reason = "nobody imports a benchmark"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

mod made;

/// Runs of each, taken in turns; the middle one counts.
const ROUNDS: usize = 5;

const DUCKDB: &str = "
import duckdb, sys
duckdb.sql('set enable_progress_bar=false') # it goes to standard output
rows = duckdb.sql(f\"\"\"select organisation, item, count(*) n, avg(credit) mean
 from read_csv('{sys.argv[1]}', header=true, types={{'credit':'DOUBLE'}})
 where status in ('scored','no_contact') group by all\"\"\").fetchall()
for o, i, n, m in rows: print(o, i, n, f'{m:.6f}', sep='\\t')
";

const POLARS: &str = "
import polars as pl, sys
q = (pl.scan_csv(sys.argv[1], schema_overrides={'credit': pl.Float64}, infer_schema_length=10000)
 .filter(pl.col('status').is_in(['scored','no_contact']))
 .group_by('organisation','item').agg(pl.len(), pl.col('credit').mean().alias('m')))
for o, i, n, m in q.collect(engine='streaming').rows(): print(o, i, n, f'{m:.6f}', sep='\\t')
";

/// One program that is measured.
struct Rival {
    name: &'static str,
    command: Vec<String>,
    answers: bool,
}

/// What a run took.
#[derive(Clone, Copy)]
struct Taken {
    wall: f64,
    cpu: f64,
    peak_mib: f64,
}

fn main() {
    let words = std::env::args().skip(1).filter(|word| word != "--bench");
    let words: Vec<String> = words.collect();
    if words.first().map(String::as_str) == Some("csv-crate") {
        return csv_crate(Path::new(&words[1]));
    }
    let n_rows = words
        .first()
        .map_or(10_000, |n| n.parse().expect("a number of rows"));
    let folder = PathBuf::from("target/bench");
    fs::create_dir_all(&folder).expect("the folder can be made");
    let file = folder.join(format!("rows-{n_rows}.csv"));
    if !file.exists() {
        made::write_file(&file, n_rows, 1).expect("the file can be written");
    }
    let rivals = rivals(&file);
    let ours = figures(&rivals[0]);
    for rival in rivals.iter().filter(|rival| rival.answers) {
        assert_eq!(figures(rival), ours, "{} gives other figures", rival.name);
    }
    let mut taken: Vec<Vec<Taken>> = vec![Vec::new(); rivals.len()];
    for _ in 0..ROUNDS {
        for (rival, taken) in rivals.iter().zip(&mut taken) {
            taken.push(run(rival).1);
        }
    }
    let middle = |runs: &[Taken], of: fn(&Taken) -> f64| {
        let mut all: Vec<f64> = runs.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    };
    let [wall, cpu, peak]: [fn(&Taken) -> f64; 3] = [|t| t.wall, |t| t.cpu, |t| t.peak_mib];
    let size = fs::metadata(&file).expect("made above").len() as f64 / 1e6;
    println!("{n_rows} rows, {size:.0} MB, the middle of {ROUNDS} runs in turns\n");
    println!("| | wall s | CPU s | peak MiB | wall / ours | CPU / ours |");
    println!("|---|---|---|---|---|---|");
    for (rival, runs) in rivals.iter().zip(&taken) {
        println!(
            "| {} | {:.2} | {:.2} | {:.0} | {:.2} | {:.2} |",
            rival.name,
            middle(runs, wall),
            middle(runs, cpu),
            middle(runs, peak),
            middle(runs, wall) / middle(&taken[0], wall),
            middle(runs, cpu) / middle(&taken[0], cpu),
        );
    }
}

fn rivals(file: &Path) -> Vec<Rival> {
    let file = file.to_str().expect("the name is plain");
    let mystery = env!("CARGO_BIN_EXE_mystery");
    let itself = std::env::current_exe().expect("it runs");
    let itself = itself.to_str().expect("the name is plain");
    let python = "target/bench/venv/bin/python";
    let words = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect();
    let compare = [mystery, "compare", file, "--format", "csv"];
    let one_core = [&["taskset", "-c", "0"], &compare[..]].concat();
    let mut rivals = vec![
        ("mystery compare", words(&compare), true),
        ("mystery compare, one core", words(&one_core), true),
        ("wc -l", words(&["wc", "-l", file]), false),
        (
            "csv crate, ByteRecord loop",
            words(&[itself, "csv-crate", file]),
            true,
        ),
    ];
    if Path::new(python).exists() {
        rivals.push(("DuckDB", words(&[python, "-c", DUCKDB, file]), true));
        rivals.push(("polars", words(&[python, "-c", POLARS, file]), true));
    }
    let miller = "stats1 -a count,mean -f credit -g organisation,item then rename credit_count,n,credit_mean,m then put '$m=fmtnum($m,\"%.6f\")' then cut -o -f organisation,item,n,m";
    let filter = "$status==\"scored\"||$status==\"no_contact\"";
    let mlr =
        format!("mlr --icsv --otsv --headerless-csv-output filter '{filter}' then {miller} {file}");
    if Command::new("mlr")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_ok()
    {
        rivals.push(("Miller", words(&["sh", "-c", &mlr]), true));
    }
    let rival = |(name, command, answers)| Rival {
        name,
        command,
        answers,
    };
    rivals.into_iter().map(rival).collect()
}

/// Mean and n by organisation and item, to six decimals.
fn figures(rival: &Rival) -> BTreeMap<(String, String), (u64, String)> {
    let (output, _) = run(rival);
    if rival.name.starts_with("mystery") {
        return our_figures(&output);
    }
    let text = String::from_utf8(output).expect("figures are text");
    let line = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [organisation, item, n, mean] = cells[..] else {
            panic!("no line of figures: {line}");
        };
        let organisation = organisation.replace("\"\"", "\"");
        let organisation = organisation.trim_matches('"').to_owned();
        (
            (organisation, item.to_owned()),
            (n.parse().unwrap(), mean.to_owned()),
        )
    };
    text.lines().map(line).collect()
}

fn our_figures(output: &[u8]) -> BTreeMap<(String, String), (u64, String)> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(output);
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| {
        let found = header.iter().position(|it| it == name);
        found.unwrap_or_else(|| panic!("no column {name} in {header:?}"))
    };
    let (level, name, organisation) = (column("level"), column("id"), column("organisation"));
    let (n, mean) = (column("n_visits"), column("mean"));
    let mut figures = BTreeMap::new();
    for row in reader.records() {
        let row = row.expect("our own CSV");
        if &row[level] == "item" && !row[mean].is_empty() {
            let mean: f64 = row[mean].parse().expect("a mean");
            let n: u64 = row[n].parse().expect("a count");
            figures.insert(
                (row[organisation].into(), row[name].into()),
                (n, format!("{mean:.6}")),
            );
        }
    }
    figures
}

/// Runs it once; what it said, and what it took.
fn run(rival: &Rival) -> (Vec<u8>, Taken) {
    let begun = Instant::now();
    let output = Command::new("/usr/bin/time")
        .args(["-f", "\n@ %U %S %M"])
        .args(&rival.command)
        .stdin(Stdio::null())
        .output()
        .expect("it runs under `time`");
    let wall = begun.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&output.stderr);
    let figures = said
        .rsplit("@ ")
        .next()
        .expect("a last line")
        .trim()
        .to_owned();
    let figures: Vec<f64> = figures
        .split(' ')
        .map(|it| it.parse().expect(&said))
        .collect();
    let taken = Taken {
        wall,
        cpu: figures[0] + figures[1],
        peak_mib: figures[2] / 1024.0,
    };
    (output.stdout, taken)
}

/// The same question by the csv crate, as fast as it is usually asked.
fn csv_crate(file: &Path) {
    let mut reader = csv::Reader::from_path(file).expect("the file is there");
    let header = reader.byte_headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|it| it == name.as_bytes()).unwrap();
    let [organisation, item, status, credit] =
        ["organisation", "item", "status", "credit"].map(column);
    let mut sums: std::collections::HashMap<Vec<u8>, (u64, f64)> = std::collections::HashMap::new();
    let mut record = csv::ByteRecord::new();
    let mut key = Vec::new();
    while reader.read_byte_record(&mut record).expect("sound rows") {
        if !matches!(&record[status], b"scored" | b"no_contact") {
            continue;
        }
        key.clear();
        key.extend_from_slice(&record[organisation]);
        key.push(b'\t');
        key.extend_from_slice(&record[item]);
        let credit: f64 = std::str::from_utf8(&record[credit])
            .unwrap()
            .parse()
            .unwrap();
        if let Some((n, sum)) = sums.get_mut(&key) {
            *n += 1;
            *sum += credit;
        } else {
            sums.insert(key.clone(), (1, credit));
        }
    }
    for (key, (n, sum)) in sums {
        let key = String::from_utf8(key).unwrap();
        println!("{key}\t{n}\t{:.6}", sum / n as f64);
    }
}
