//! Makes a ledger to measure with: `cargo bench --bench make -- FILE ROWS`, or `-- FOLDER/ VISITS` for
//! one file a visit.

#![allow(missing_docs, reason = "nobody imports a benchmark")]

use std::path::Path;

mod made;

fn main() {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let [path, n] = words.as_slice() else {
        return;
    };
    let n: u64 = n.parse().expect("a number of rows or visits");
    if path.ends_with('/') {
        made::write_ledger(Path::new(path), n, 1).expect("the folder can be written");
    } else {
        made::write_file(Path::new(path), n, 1).expect("the file can be written");
    }
}
