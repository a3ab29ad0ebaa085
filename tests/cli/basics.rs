//! What every command has in common.

use crate::harness::Mystery;

#[test]
fn a_wrong_command_line_is_exit_2() {
    let run = Mystery::new().args(["viist"]).run();
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("visit"), "{}", run.stderr);
}
