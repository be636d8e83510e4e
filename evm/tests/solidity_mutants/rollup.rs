//! Mutants of `FernetRollup` and its bases. The test compiles the changed contract and the libraries that it calls.

use std::fs;
use std::path::Path;
use std::process::{self, Command};

use evm::Build;
use serde_json::json;

use crate::generate::Mutant;
use crate::{Score, fails, folder};

pub(crate) const FILES: [&str; 10] = [
    "FernetRollup",
    "FernetElection",
    "FernetChain",
    "FernetRegistry",
    "FernetPin",
    "FernetAccounts",
    "FernetParameters",
    "FernetProposals",
    "FernetRules",
    "FernetHeader",
];

/// Contracts on Ethereum are not longer (EIP-170).
const CODE_LIMIT: usize = 24_576;

/// Runs the tests against each mutant.
pub(crate) fn judge(program: &Path, batch: &[Mutant], score: &mut Score) {
    let rollup = |changed: &[(&str, String)]| Build::read("src/FernetRollup.sol", "FernetRollup", changed);
    let code = |build: &Build| {
        let libraries = build.libraries.iter().map(|library| library.runtime.clone());
        [build.runtime.clone(), build.creation.clone()].into_iter().chain(libraries).collect::<Vec<_>>()
    };
    let original = code(&rollup(&[]).expect("the contract"));
    for mutant in batch {
        let build = rollup(&[(&mutant.file, mutant.text.clone())]);
        let Some(build) = build.ok().filter(|build| build.runtime.len() <= CODE_LIMIT) else {
            score.unviable += 1;
            continue;
        };
        if code(&build) == original {
            score.same_code += 1;
            continue;
        }
        let file = folder("target").join(format!("mutant-{}.json", process::id()));
        fs::write(&file, json!({ &mutant.file: mutant.text }).to_string()).expect("a file");
        if caught(program, &file) {
            score.caught += 1;
        } else {
            score.survives(mutant);
        }
    }
}

/// Whether a test fails: first those of single calls, then random calls, then recorded blocks.
fn caught(program: &Path, mutant: &Path) -> bool {
    let fails = |tests: &[&str]| {
        let mut test = Command::new(program);
        test.args(tests).args(["--skip", "gas"]).env("EVM_MUTANT_SOURCE", mutant);
        fails(test.env("EVM_CASES", "400").env("EVM_BLOCKS", "6"))
    };
    fails(&["--skip", "money", "--skip", "blocks"]) || fails(&["money"]) || fails(&["blocks"])
}
