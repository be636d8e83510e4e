//! The npm package: what is in it, and that Foundry and Hardhat compile contracts that import it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::forge;
use crate::command::{npm_ci, succeed};
use crate::files;

/// Compiles the example and the contract of the repository's README against the package in a new folder `consumer`: with Foundry,
/// and, if wanted, with Hardhat, which compiles all sources too.
pub(super) fn check(contracts: &Path, consumer: &Path, hardhat: bool) -> Result<()> {
    files::check_licences(contracts, &contracts.join(".."))?;
    if consumer.exists() {
        fs::remove_dir_all(consumer)?;
    }
    let modules = consumer.join("node_modules");
    unpack(contracts, &modules.join("fernet-contracts"))?;
    copy(contracts, consumer, &["foundry.toml", "solc.json", "bin/solc"])?;
    copy(&contracts.join("examples"), &consumer.join("src"), &["SeatPayer.sol"])?;
    let readme = fs::read_to_string(contracts.join("../README.md"))?;
    let start = readme.split("```solidity\n").nth(1).and_then(|rest| rest.split("```").next());
    fs::write(consumer.join("src/Scores.sol"), start.context("README.md has no contract")?)?;
    fs::write(consumer.join("remappings.txt"), "fernet-contracts/=node_modules/fernet-contracts/\n")?;
    let mut build = forge::command(contracts);
    build.args(["build", "--quiet", "--root"]).arg(consumer).env("NODE_PATH", contracts.join("node_modules"));
    succeed(&mut build)?;
    if !hardhat {
        return Ok(());
    }
    copy(&contracts.join("hardhat"), consumer, &["package.json", "package-lock.json", "hardhat.config.js"])?;
    npm_ci(consumer)?;
    // npm removed what its lock file does not have.
    unpack(contracts, &modules.join("fernet-contracts"))?;
    let sources = contracts.join("src");
    for path in files::below(&sources)? {
        let name = path.strip_prefix(&sources)?.to_str().context("a name")?;
        copy(&sources, &consumer.join("src"), &[name])?;
    }
    let mut compile = Command::new(modules.join(".bin/hardhat"));
    compile.args(["compile", "--quiet"]).env("HARDHAT_DISABLE_TELEMETRY_PROMPT", "true").env("CI", "true");
    succeed(compile.current_dir(consumer))
}

fn copy(from: &Path, to: &Path, names: &[&str]) -> Result<()> {
    for name in names {
        let copied = to.join(name);
        fs::create_dir_all(copied.parent().context("a folder")?)?;
        fs::copy(from.join(name), copied).with_context(|| (*name).to_owned())?;
    }
    Ok(())
}

/// Unpacks the package, which has the sources, the page and the licences, and nothing else.
fn unpack(contracts: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    let mut pack = Command::new("npm");
    pack.args(["pack", "--json", "--pack-destination"]).arg(to).current_dir(contracts);
    let output = pack.output().with_context(|| format!("running {pack:?}"))?;
    ensure!(output.status.success(), "npm pack: {}", String::from_utf8_lossy(&output.stderr));
    let packed: Value = serde_json::from_slice(&output.stdout)?;
    // npm 11 lists packages, later versions name them.
    let package = packed.get(0).or_else(|| packed.as_object()?.values().next()).context("a package")?;
    let names = package["files"].as_array().into_iter().flatten().filter_map(|file| file["path"].as_str());
    let names: BTreeSet<String> = names.map(str::to_owned).collect();
    let mut expected: BTreeSet<String> =
        ["README.md", "package.json"].iter().chain(&files::LICENCES).map(|&name| name.into()).collect();
    for path in files::below(&contracts.join("src"))? {
        expected.insert(path.strip_prefix(contracts)?.to_str().context("a name")?.to_owned());
    }
    ensure!(names == expected, "the npm package has {names:?}, not {expected:?}");
    let archive = to.join(package["filename"].as_str().context("a name")?);
    succeed(Command::new("tar").arg("xzf").arg(&archive).args(["--strip-components=1", "-C"]).arg(to))?;
    Ok(fs::remove_file(archive)?)
}
