//! Every test that `promises.md` names for a promise is there.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

/// True where a file of that module holds the test, or one of its tests beside it.
fn is_there(named: &str, sources: &[PathBuf], root: &Path) -> bool {
    let (module, name) = named.rsplit_once("::").unwrap();
    let place = module.replace("::", "/");
    let is_of_module = |path: &&PathBuf| {
        let below = path.strip_prefix(root).unwrap().with_extension("");
        let below = below.components().skip(1).collect::<PathBuf>();
        below == Path::new(&place) || below.parent() == Some(Path::new(&place))
    };
    let declared = format!("fn {name}(");
    let mut files = sources.iter().filter(is_of_module);
    files.any(|path| fs::read_to_string(path).unwrap().contains(&declared))
}

#[test]
fn every_promise_has_its_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    sources(&root.join("tests"), &mut all);
    sources(&root.join("src"), &mut all);
    let text = fs::read_to_string(root.join("tests/promises.md")).unwrap();
    let mut n_named = 0;
    let (promises, _) = text.split_once("\n## How much was tried").unwrap();
    for line in promises.lines().filter(|line| line.starts_with("| ")) {
        let in_ticks: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
        let tests: Vec<&&str> = in_ticks.iter().filter(|it| it.contains("::")).collect();
        let is_head = line == "| promise | shown by |";
        assert!(
            is_head || !tests.is_empty(),
            "a promise without a test: {line}"
        );
        for test in &tests {
            assert!(is_there(test, &all, root), "`{test}` is not there");
        }
        for file in in_ticks.iter().filter(|it| it.starts_with("fuzz/")) {
            assert!(root.join(file).is_file(), "`{file}` is not there");
        }
        n_named += tests.len();
    }
    assert!(n_named > 70, "{n_named}");
}
