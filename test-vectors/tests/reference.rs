//! The Python reference reproduces every vector, and passes its own tests.

use std::path::Path;
use std::process::Command;

use fernet_test_vectors::have_program;

const PYTHON: &str = "python3";

/// Runs a program of `reference/`, which has to succeed. Without Python it is left out; where `CI` is set, that fails.
fn run(program: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../reference").join(program);
    if !have_program(PYTHON, "--version") {
        return;
    }
    let output = Command::new(PYTHON).arg("-B").arg(path).output().expect("it runs");
    let (said, complained) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{complained}");
}

#[test]
fn it_reproduces_every_vector() {
    run("check.py");
}

#[test]
fn it_passes_its_own_tests() {
    run("test_reference.py");
}
