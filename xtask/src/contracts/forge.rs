//! The contracts and their Solidity tests under Foundry, which npm installs with the compiler.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::command::succeed;

/// Builds all contracts, runs the tests of `contracts/test`, and compares the gas of each test with `.gas-snapshot`, or writes it.
pub(super) fn run(contracts: &Path, update: bool) -> Result<()> {
    succeed(command(contracts).args(["build", "--quiet"]))?;
    succeed(command(contracts).args(["test", "--quiet"]))?;
    let mut snapshot = command(contracts);
    snapshot.args(["snapshot", "--quiet"]);
    if !update {
        snapshot.args(["--check", "--tolerance", "2"]);
    }
    succeed(&mut snapshot)
}

/// `forge` in a folder that has `node_modules`.
pub(super) fn command(folder: &Path) -> Command {
    let mut forge = Command::new(folder.join("node_modules/.bin/forge"));
    forge.current_dir(folder);
    forge
}
