//! The README is true: every `console` block of it is run. A command starts with `$ `; lines that
//! start with `> ` go on with it (a here-document, say); what follows is its output, standard error
//! included. The picture is a real run too.

use std::path::Path;
use std::process::Command;

use crate::harness::Mystery;

/// Runs a command line by the shell, with `mystery` on its path, in the folder of `mystery`.
fn output_of(mystery: &Mystery, command: &str) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_mystery")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let mut shell = Command::new("sh");
    let template = mystery.command();
    for (name, value) in template.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    let output = shell
        .env("PATH", format!("{}:{path}", binary.display()))
        .env("MYSTERY_LEDGER", "my-audits")
        .current_dir(mystery.path())
        .args(["-c", &format!("{{ {command}\n}} 2>&1")])
        .output()
        .expect("the system has a shell");
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

/// The page with the output of its blocks as it was found now.
fn as_found(page: &str) -> String {
    let mystery = Mystery::new();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    std::os::unix::fs::symlink(examples, mystery.path().join("examples")).unwrap();
    let mut found = String::new();
    let mut command: Option<String> = None;
    let mut is_inside = false;
    for line in page.lines() {
        let more = line.strip_prefix("> ").filter(|_| is_inside);
        if let (Some(command), None) = (&command, more) {
            found += &output_of(&mystery, command);
        }
        command = match (is_inside, line.strip_prefix("$ "), more) {
            (true, Some(begun), _) => Some(begun.to_owned()),
            (true, _, Some(more)) => command.map(|begun| format!("{begun}\n{more}")),
            _ => None,
        };
        if line.starts_with("```") {
            is_inside = line == "```console";
        }
        if command.is_some() || !is_inside || line == "```console" {
            found += line;
            found.push('\n');
        }
    }
    found
}

#[test]
fn every_block_of_the_readme_runs_as_shown() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let found = as_found(&page);
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(path, &found).unwrap();
    } else {
        check_lines(&page, &found);
    }
}

/// Fails at the first line that differs, with what stands around it.
#[track_caller]
fn check_lines(page: &str, found: &str) {
    for (n, (shown, is)) in page.lines().zip(found.lines()).enumerate() {
        assert_eq!(
            shown,
            is,
            "README.md, line {}; UPDATE_README=1 cargo test readme mends it",
            n + 1
        );
    }
    assert_eq!(page.lines().count(), found.lines().count());
}
