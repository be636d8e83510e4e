//! Mutants of `FernetRollup` and its bases. The test compiles the changed contract and the libraries that it calls.

use std::io::Write as _;
use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use evm::Build;
use serde_json::json;
use tempfile::NamedTempFile;

use crate::generate::Mutant;
use crate::{Score, fails};

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

/// What became of a mutant.
enum Fate {
    Caught,
    Survives,
    SameCode,
    Unviable,
}

/// Runs the tests against each mutant, as many at a time as there are cores.
pub(crate) fn judge(program: &Path, batch: &[Mutant], score: &mut Score) {
    let original = code(&build(&[]).expect("the contract"));
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    let judged = Mutex::new(score);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(mutant) = batch.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let fate = fate(program, mutant, &original);
                    let mut score = judged.lock().expect("no thread panicked");
                    match fate {
                        Fate::Caught => score.caught += 1,
                        Fate::Survives => score.survives(mutant),
                        Fate::SameCode => score.same_code += 1,
                        Fate::Unviable => score.unviable += 1,
                    }
                }
            });
        }
    });
}

fn build(changed: &[(&str, String)]) -> anyhow::Result<Build> {
    Build::read("src/FernetRollup.sol", "FernetRollup", changed)
}

/// The code of the contract and of its libraries.
fn code(build: &Build) -> Vec<Vec<u8>> {
    let libraries = build.libraries.iter().map(|library| library.runtime.clone());
    [build.runtime.clone(), build.creation.clone()].into_iter().chain(libraries).collect()
}

fn fate(program: &Path, mutant: &Mutant, original: &[Vec<u8>]) -> Fate {
    let build = build(&[(&mutant.file, mutant.text.clone())]);
    let Some(build) = build.ok().filter(|build| build.runtime.len() <= CODE_LIMIT) else { return Fate::Unviable };
    if code(&build) == original {
        return Fate::SameCode;
    }
    let mut file = NamedTempFile::new().expect("a file");
    file.write_all(json!({ &mutant.file: mutant.text }).to_string().as_bytes()).expect("a file");
    if caught(program, file.path()) { Fate::Caught } else { Fate::Survives }
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
