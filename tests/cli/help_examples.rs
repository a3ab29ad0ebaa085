//! What help shows as an example can be typed as it stands: each is run by a shell, in a folder that
//! holds what it names.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use mystery_shop::commands::command_line;

use crate::harness::Mystery;

/// The command lines that stand as examples in the help of a command and of all below it.
fn examples(command: &clap::Command) -> Vec<String> {
    let help = command.get_after_help().map(ToString::to_string);
    let mut examples: Vec<String> = help
        .unwrap_or_default()
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .filter(|line| !line.starts_with(' '))
        .map(|line| {
            line.split_once("  ")
                .map_or(line, |(typed, _)| typed)
                .to_owned()
        })
        .collect();
    for below in command.get_subcommands() {
        examples.extend(self::examples(below));
    }
    examples
}

/// Visits of the worked audit that a small ledger is made of; the first is the last finished one.
const VISITS: [&str; 4] = [
    "2026-09-10-kansas-city-pets-main-skpk",
    "2026-09-07-kansas-city-pets-main-tc3u",
    "2026-08-31-riverside-animal-rescue-main-street-phom",
    "2026-09-02-city-pound-truman-road-eflk",
];

/// Letters of an id in the examples, and those of a visit that is there.
const ID: (&str, &str) = ("k3zq", "skpk");

/// Answers to the quick check, before the visits of the worked audit.
const QUICK: &str = "organisation: Kansas City Pets
visited: 2026-05-01T10:00
answers: {noticed: 20s, hello: 1/1, understood: yes, helped: 1, passed_on: 0, respect: yes, goodbye: 1,
  remember: 'Fine', would_return: yes, feeling: 4}
";

/// A folder with a small ledger, and with the files that the example names.
fn world(example: &str) -> Mystery {
    let source = Path::new(env!("CARGO_MANIFEST_DIR"));
    let audit = source.join("examples/kansas-city");
    let mystery = Mystery::new()
        .file("lines.txt", "20s\n")
        .file(
            "monday.yaml",
            "organisation: Ours\nvisited: 2026-11-16\nanswers: {hours_shown: yes}\n",
        )
        .file("photos/desk.jpg", "a picture")
        .file("receipt.pdf", "a receipt")
        .file("mail.eml", "a mail")
        .file("quick.yaml", QUICK);
    for folder in [
        ".zfunc",
        ".config/fish/completions",
        ".local/share/bash-completion/completions",
    ] {
        fs::create_dir_all(mystery.path().join(folder)).unwrap();
    }
    if example.starts_with("mystery init") {
        return mystery;
    }
    let mut files = vec![
        "mystery.yaml".to_owned(),
        "visits/standards/adoption-counter-1.0.0-fb5f7645b4e1c9877.yaml".to_owned(),
    ];
    for visit in VISITS {
        files.push(format!("visits/{visit}.csv"));
        files.push(format!("visits/journal/{visit}.jsonl"));
    }
    for file in files {
        let bytes = fs::read(audit.join(&file)).unwrap();
        if Path::new(&file).extension().is_some_and(|it| it == "csv") {
            mystery.write(&format!("his-visits/{}", file.replace('/', "-")), &bytes);
            mystery.write("her-visits.csv", &bytes);
            mystery.write("visits.csv", &bytes);
        }
        mystery.write(&format!("ledger/{file}"), bytes);
    }
    if !example.starts_with("mystery standard new") {
        let counter = fs::read_to_string(source.join("standards/adoption-counter.yaml")).unwrap();
        for id in ["city-counter", "my-counter", "old-counter"] {
            let own = counter.replace("id: adoption-counter", &format!("id: {id}"));
            mystery.write(&format!("{id}.yaml"), &own);
            mystery.write(&format!("ledger/standards/{id}.yaml"), own);
        }
        let (_, rest) = counter.split_once("\ntitle:").unwrap();
        for file in ["counter.yaml", "new-counter.yaml"] {
            let newer = "schema: 1\nid: adoption-counter\nversion: 2.0.0\ntitle:";
            mystery.write(file, format!("{newer}{rest}"));
        }
    }
    let before: &[&str] = match example {
        it if it.contains(".r2") => &["mystery correct skpk warmth=5 --why slip"],
        it if it.contains("--undo") => &["mystery discard skpk"],
        it if it.contains("--resume") => &["mystery visit quick-check"],
        it if it.contains("noticed") => &[
            "MYSTERY_NOW=2026-05-01T12:00:00-05:00 mystery visit quick-check --answers quick.yaml",
        ],
        _ => &[],
    };
    for line in before {
        let (status, said) = by_shell(&mystery, line);
        assert!(matches!(status, 0 | 4), "{line}: {status}: {said}");
    }
    mystery
}

/// Runs a line by the shell, and gives its exit code and all that it said.
fn by_shell(mystery: &Mystery, line: &str) -> (i32, String) {
    let template = mystery.command();
    let binary = Path::new(env!("CARGO_BIN_EXE_mystery")).parent().unwrap();
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{{ {line}\n}} 2>&1")]);
    shell.current_dir(mystery.path()).env_clear();
    for (name, value) in template.get_envs() {
        shell.env(name, value.unwrap_or_default());
    }
    let path = std::env::var("PATH").unwrap_or_default();
    shell.env("PATH", format!("{}:{path}", binary.display()));
    let output = shell.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(output.stdout).expect("output is UTF-8");
    (output.status.code().unwrap_or(-1), said)
}

/// The exit codes that an example may end with: in a small ledger some have nothing to do.
fn allowed(example: &str) -> &'static [i32] {
    let has = |words: &str| example.contains(words);
    if has("--second") || example == "mystery init" {
        // Nobody is there to be asked.
        &[2]
    } else if has("mystery visit ") {
        &[0, 4]
    } else if has("mystery verify") {
        // Visits that were copied in have no seal.
        &[1]
    } else if has("mystery erase") {
        // Without --yes it says what would go.
        &[0, 1]
    } else if has(":nobody") {
        // Somebody was reached.
        &[2]
    } else if has("rescore city-counter") || has("raise city-counter") || has("actions close") {
        // No visit was scored with it; there is no such action.
        &[3]
    } else {
        &[0]
    }
}

#[test]
fn what_help_shows_can_be_typed() {
    let examples = examples(&command_line());
    assert!(examples.len() > 60, "{}", examples.len());
    let odd = |example: &String| {
        let line = example.replace(ID.0, ID.1);
        let mystery = world(&line);
        let (status, said) = by_shell(&mystery, &line);
        let is_as_meant = allowed(example).contains(&status);
        (!is_as_meant).then(|| format!("{example}\n  {status}: {said}"))
    };
    let (one, other) = examples.split_at(examples.len() / 2);
    let odd: Vec<String> = std::thread::scope(|scope| {
        let other = scope.spawn(|| other.iter().filter_map(odd).collect::<Vec<_>>());
        let mut all: Vec<_> = one.iter().filter_map(odd).collect();
        all.extend(other.join().unwrap());
        all
    });
    assert!(odd.is_empty(), "{}", odd.join("\n"));
}
