//! Programs that a chore runs, and what it says meanwhile.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

/// The repository.
pub(crate) fn root() -> Result<PathBuf> {
    Ok(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?)
}

/// Says what is done next.
pub(crate) fn step(what: &str) {
    println!("== {what}");
}

/// Runs a command to its end; fails if it does.
pub(crate) fn succeed(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("running {command:?}"))?;
    ensure!(status.success(), "{command:?}: {status}");
    Ok(())
}

/// The Cargo that runs this program, in a folder.
pub(crate) fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(folder);
    cargo
}

/// `npm`, in the folder of a package.
pub(crate) fn npm(package: &Path, arguments: &[&str]) -> Command {
    let mut npm = Command::new("npm");
    npm.args(arguments).current_dir(package);
    npm
}

/// Installs exactly what the lock file of a package has.
pub(crate) fn npm_ci(package: &Path) -> Result<()> {
    succeed(&mut npm(package, &["ci", "--ignore-scripts", "--silent", "--no-audit", "--no-fund"]))
}
