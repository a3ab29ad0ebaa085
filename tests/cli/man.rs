//! `mystery man`: a page for each command.

use crate::harness::Mystery;

#[test]
fn each_command_has_its_page() {
    let mystery = Mystery::new().args(["man", "pages"]);
    let run = mystery.run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    for page in ["mystery", "mystery-visit", "mystery-verify"] {
        let text = mystery.read(&format!("pages/{page}.1"));
        assert!(text.starts_with(".ie") || text.contains(".TH"), "{page}");
    }
    assert!(
        mystery
            .read("pages/mystery-verify.1")
            .contains("SEAL:COUNT")
    );
}
