//! `mystery completions`: a script for each shell.

use crate::harness::Mystery;

#[test]
fn each_shell_has_its_script() {
    let mut mystery = Mystery::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = mystery.run_with(["completions", shell]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{shell}");
        assert!(run.stdout.contains("discard"), "{shell}");
    }
}
