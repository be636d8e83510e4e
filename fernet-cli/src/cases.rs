//! The recorded blocks that are committed in `vectors/block`, each with the arguments that make it, and the vectors as a
//! whole.

use std::fs;
use std::path::Path;

use clap::Parser;

use crate::failure::Failure;
use crate::file::BlockFile;
use crate::parallel::Progress;
use crate::result::BlockResult;
use crate::scenario::{self, Options};
use crate::{output, read, run, vectors};

/// The block that comes with the program.
const EXAMPLE: &str = include_str!("../../vectors/block/example.json");

/// Name and arguments of `fernet scenario` (`vectors/block/README.md` lists them too).
const CASES: &[(&str, &str)] = &[
    (
        "example",
        "--seed 405 --randao-lag 1 --rebate-cap 0.02eth \
         --fault bad-proof --fault dead-parent --fault forged-burn --fault late-tree",
    ),
    ("per-block", "--seed 2 --mode per-block --sequencers 3 --provers 12 --txs 10 --base-share 0.6"),
    ("public", "--seed 3 --mode public --sequencers 3 --provers 10 --txs 5 --tree-mode 1 --block-reward 2eth"),
    ("faults", "--seed 4 --mode per-block --sequencers 3 --provers 10 --txs 6 --fault all"),
    ("skipped", "--seed 5 --sequencers 2 --provers 4 --txs 4 --fault no-reveal"),
    ("reverted", "--seed 6 --sequencers 2 --provers 4 --txs 4 --fault no-proof --slash-amount 2eth"),
    (
        "bond",
        "--seed 7 --sequencers 3 --provers 8 --txs 6 --fee-split-cap 6.0 --fee-split 5.5 --fees 12.5eth \
         --proofs-per-node 2 --root-seats 1 --rebate-cap 0.005eth",
    ),
];

#[derive(Parser)]
#[command(no_binary_name = true)]
struct Line {
    #[command(flatten)]
    options: Options,
}

/// Reads a block file; without one the example.
pub(crate) fn read_block(path: Option<&Path>) -> Result<BlockFile, Failure> {
    match path {
        Some(path) => read::json(&read::bytes(path)?),
        None => read::json(EXAMPLE.as_bytes()),
    }
}

/// Every block file and its result: path below the vectors, contents.
fn files() -> Result<Vec<(String, String)>, Failure> {
    let progress = Progress::new();
    let mut files = Vec::new();
    for (name, arguments) in CASES {
        let line = Line::try_parse_from(arguments.split_whitespace());
        let line = line.map_err(|error| Failure::field(name, error))?;
        let text = scenario::text(&line.options, &progress)?;
        let run = run::run(&read::json(text.as_bytes())?, &progress)?;
        let result = serde_json::to_string_pretty(&BlockResult::new(&run, false));
        let result = result.map_err(|error| Failure::Invalid(error.to_string()))?;
        files.push((format!("block/{name}.json"), text));
        files.push((format!("block/{name}.result.json"), result + "\n"));
    }
    Ok(files)
}

/// Writes all vectors below `dir`.
pub(crate) fn write(dir: &Path) -> Result<(), Failure> {
    let blocks = files()?;
    let unwritable = |error| Failure::field(dir.display(), error);
    fs::create_dir_all(dir.join("block")).map_err(unwritable)?;
    for (path, contents) in &blocks {
        let path = dir.join(path);
        fs::write(&path, contents).map_err(|error| Failure::field(path.display(), error))?;
    }
    let others = vectors::write(dir).map_err(unwritable)?;
    output::print(&format!("{} files written below {}\n", blocks.len() + others, dir.display()))
}

/// Compares all vectors below `dir` with what [`write()`] would write.
pub(crate) fn check(dir: &Path) -> Result<(), Failure> {
    let blocks = files()?;
    let known = |path: &str| blocks.iter().any(|(known, _)| path == known);
    let others = vectors::differences(dir).map_err(|error| Failure::field(dir.display(), error))?;
    let mut differences: Vec<String> =
        others.into_iter().filter(|line| !line.split_once(": ").is_some_and(|(path, _)| known(path))).collect();
    for (path, contents) in &blocks {
        match fs::read_to_string(dir.join(path)) {
            Ok(found) if found == *contents => {}
            Ok(_) => differences.push(format!("{path}: differs")),
            Err(error) => differences.push(format!("{path}: {error}")),
        }
    }
    if differences.is_empty() {
        output::print(&format!("{}: every file is as it would be written\n", dir.display()))
    } else {
        Err(Failure::Invalid(format!("{}:\n  {}", dir.display(), differences.join("\n  "))))
    }
}
