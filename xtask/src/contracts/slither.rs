//! The contracts under Slither, which looks for known kinds of mistakes.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Map, Value, json};

use crate::files;

/// Runs `slither` on `contracts/src`. Any finding that `contracts/slither.config.json` and the comments in the sources do not
/// exclude is an error.
///
/// It runs in a folder of its own with a copy of the sources: beside `foundry.toml` it would call Foundry, which is not needed
/// otherwise.
pub(super) fn run(slither: &Path, root: &Path) -> Result<()> {
    let root = root.canonicalize()?;
    let (contracts, folder) = (root.join("contracts"), root.join("target/contracts/slither"));
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut sources = Map::new();
    for path in files::below(&contracts.join("src"))? {
        let name = path.strip_prefix(&contracts)?;
        let copy = folder.join(name);
        fs::create_dir_all(copy.parent().context("a folder")?)?;
        fs::copy(&path, copy)?;
        sources.insert(name.to_str().context("a name")?.to_owned(), json!({ "content": fs::read_to_string(&path)? }));
    }
    let mut settings: Value = serde_json::from_str(&fs::read_to_string(contracts.join("solc.json"))?)?;
    let outputs = ["abi", "userdoc", "devdoc", "evm.bytecode", "evm.deployedBytecode"];
    settings["outputSelection"] = json!({ "*": { "*": outputs, "": ["ast"] } });
    let input = json!({ "language": "Solidity", "sources": sources, "settings": settings });
    fs::write(folder.join("input.json"), input.to_string())?;

    let mut command = Command::new(slither);
    command.args(["input.json", "--compile-force-framework", "solc-json", "--solc"]).arg(contracts.join("bin/solc"));
    command.arg("--config-file").arg(contracts.join("slither.config.json")).current_dir(&folder);
    let output = command.output().with_context(|| format!("running {command:?}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "slither: {}\n{said}", output.status);
    println!("{}", said.lines().last().unwrap_or_default());
    Ok(())
}
