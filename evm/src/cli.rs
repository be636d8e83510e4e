//! The command line of the project.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The program `fernet`, built once.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        // As a user builds it, so that a build before serves.
        build.args(["run", "--quiet", "--release", "--", "--version"]).current_dir(&root);
        assert!(build.output().expect("cargo runs").status.success(), "fernet does not build");
        root.join("target/release/fernet")
    })
}

/// Runs `fernet` and returns what it prints.
///
/// # Panics
///
/// If it fails.
#[must_use]
pub fn fernet(arguments: &[&str]) -> String {
    let output = Command::new(program()).args(arguments).output().expect("fernet runs");
    assert!(output.status.success(), "fernet {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}
