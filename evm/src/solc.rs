//! The Solidity compiler that `contracts/` installs.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Map, Value, json};

/// The folder `contracts/` of the repository, with the sources and the compiler.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../contracts")
}

/// The settings of the compiler that all contracts have, but for those that need others.
///
/// # Errors
///
/// If `contracts/solc.json` cannot be read.
pub fn settings() -> Result<Value> {
    Ok(serde_json::from_str(&fs::read_to_string(folder().join("solc.json"))?)?)
}

/// What the compiler reads: the texts of files by their names.
#[must_use]
pub fn solc_input(files: &BTreeMap<String, String>, settings: &Value) -> String {
    let content = |(name, text): (&String, &String)| (name.clone(), json!({ "content": text }));
    let sources: Map<String, Value> = files.iter().map(content).collect();
    json!({ "language": "Solidity", "sources": sources, "settings": settings }).to_string()
}

/// Runs the compiler of this npm package, or the pinned one. The output may have errors.
///
/// # Errors
///
/// If the compiler is not installed (`cargo xtask contracts` installs it).
pub fn run_solc(package: Option<&str>, input: &str) -> Result<Value> {
    let mut solc = Command::new("node");
    solc.arg("bin/solc").env("SOLC", package.unwrap_or("solc")).current_dir(folder());
    let mut solc = solc.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("running node")?;
    let written = solc.stdin.take().context("standard input")?.write_all(input.as_bytes());
    let output = solc.wait_with_output()?;
    ensure!(output.status.success(), "solc is not installed: run cargo xtask contracts");
    written?;
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Refuses an output of the compiler with errors, or with warnings too.
pub(crate) fn check(output: &Value, warnings_too: bool) -> Result<()> {
    let all = output["errors"].as_array().into_iter().flatten();
    let refused = all.filter(|error| warnings_too || error["severity"] == "error");
    let texts: Vec<&str> = refused.filter_map(|error| error["formattedMessage"].as_str()).collect();
    ensure!(texts.is_empty(), "{}", texts.join("\n"));
    Ok(())
}

/// Compiles files, by name and text. The output is the compiler's JSON, in which warnings stand.
///
/// # Errors
///
/// If the compiler is not installed or finds an error.
pub fn solc(package: Option<&str>, files: &BTreeMap<String, String>, settings: &Value) -> Result<Value> {
    let output = run_solc(package, &solc_input(files, settings))?;
    check(&output, false)?;
    Ok(output)
}
