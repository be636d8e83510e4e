//! The contracts: compiled, tested under Foundry, run in an Ethereum virtual machine, analysed, and their soundness argument checked.

mod forge;
mod package;
mod slither;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::command::{self, npm_ci, succeed};
use crate::debian;

/// What solves the polynomials of the soundness argument, and what analyses the contracts.
const PACKAGES: [&str; 2] = ["sympy==1.14.0", "slither-analyzer==0.11.6"];

/// How much is run.
#[derive(Clone, Copy)]
pub(crate) enum Size {
    /// What CI runs.
    Quick,
    /// Ten thousand proofs, and as many mutated messages of each kind.
    Full,
    /// And a million mutated inputs.
    Mutations,
}

/// Runs all, and compares the gas with the table or writes the table.
pub(crate) fn run(options: &[&str]) -> Result<()> {
    if options == ["--mutants"] {
        return mutants();
    }
    let (mut size, mut update) = (Size::Full, false);
    for option in options {
        match *option {
            "--quick" => size = Size::Quick,
            "--million" => size = Size::Mutations,
            "--update" => update = true,
            other => bail!("cargo xtask contracts has no option {other}"),
        }
    }
    install()?;
    let contracts = root().canonicalize()?.join("contracts");
    forge::run(&contracts, update)?;
    package::check(&contracts, &folder()?.join("consumer"), !matches!(size, Size::Quick))?;
    let programs = python()?;
    slither::run(&programs.join("slither"), &root())?;
    soundness(&programs.join("python"))?;
    let mut test = tests();
    test.args(["--", "--nocapture"]);
    if matches!(size, Size::Quick) {
        test.env("EVM_BLOCKS", "60");
    } else {
        test.env("EVM_PROOFS", "10000").env("EVM_GAS_PROOFS", "1000").env("EVM_CASES", "10000");
    }
    if matches!(size, Size::Mutations) {
        test.env("EVM_MUTATIONS", "1000000");
    }
    if update {
        test.env("EVM_GAS_UPDATE", "1");
    }
    succeed(&mut test)
}

/// Whether the tests of the libraries notice changes of them.
fn mutants() -> Result<()> {
    install()?;
    let mut test = tests();
    test.args(["--test", "solidity_mutants", "--", "--ignored", "--nocapture"]);
    succeed(&mut test)
}

/// The tests of `evm/`.
fn tests() -> Command {
    let mut test = command::cargo(&root().join("evm"));
    test.args(["test", "--quiet", "--locked"]);
    test
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The folder of what is built and installed.
fn folder() -> Result<PathBuf> {
    let folder = root().join("target/contracts");
    fs::create_dir_all(&folder)?;
    Ok(folder.canonicalize()?)
}

/// The compiler and Foundry, from npm.
fn install() -> Result<()> {
    debian::install_missing(&["nodejs", "npm"])?;
    npm_ci(&root().join("contracts"))
}

/// The folder of the programs of a Python environment that has the packages.
fn python() -> Result<PathBuf> {
    let environment = folder()?.join("venv");
    let programs = environment.join("bin");
    if !programs.join("pip").exists() {
        succeed(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
    }
    succeed(Command::new(programs.join("pip")).args(["install", "--quiet"]).args(PACKAGES))?;
    Ok(programs)
}

/// The scripts that check the argument of `docs/l1-vrf.md` on the text of the contract.
fn soundness(python: &Path) -> Result<()> {
    for script in ["signs.py", "small_groups.py"] {
        succeed(Command::new(python).arg(script).current_dir(root().join("contracts/soundness")))?;
    }
    Ok(())
}
