//! All processes of the example end with the same blocks, although one of them is killed and restored in the middle.

use std::process::Command;

#[test]
fn all_clients_end_with_the_same_blocks() {
    let output = Command::new(env!("CARGO_BIN_EXE_client")).output().expect("the program starts");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{printed}{}", String::from_utf8_lossy(&output.stderr));
    assert!(printed.starts_with("the first prover was killed"), "{printed}");
    for block in ["block 1: Some(", "block 2: Some("] {
        assert!(printed.lines().any(|line| line.starts_with(block) && line.contains("Settled(")), "{printed}");
    }
}
