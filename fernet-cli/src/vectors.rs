//! The test vectors of `vectors/`: what each file has to contain, writing them, and comparing.

mod case;
mod election;
mod lottery;
mod score;
mod settlement;
mod tree;
mod vrf;

use std::path::Path;
use std::{fs, io};

use serde_json::Value;

/// Folders whose files are not written here: the examples of RFC 9381.
const GIVEN: &[&str] = &["rfc9381"];

/// Every generated file: its path below `vectors/` and its contents.
pub fn files() -> Vec<(&'static str, Value)> {
    vec![
        ("vrf/keys.json", vrf::keys()),
        ("vrf/derivation.json", vrf::derivation()),
        ("vrf/proofs.json", vrf::proofs()),
        ("randao/mix.json", lottery::mix()),
        ("randao/pin.json", lottery::pin()),
        ("seed/seed.json", lottery::seed()),
        ("word/word.json", lottery::word()),
        ("score/score.json", score::score()),
        ("score/order.json", score::order()),
        ("score/inverse.json", score::inverse()),
        ("score/odds.json", score::odds()),
        ("election/tx_order.json", election::tx_order()),
        ("election/proposal.json", election::proposal()),
        ("election/election.json", election::election()),
        ("election/phase.json", election::phase()),
        ("shape/bases.json", tree::bases()),
        ("shape/shape.json", tree::shape()),
        ("shape/node.json", tree::node()),
        ("bundle/claim.json", tree::claim()),
        ("bundle/tree.json", tree::tree()),
        ("bundle/best.json", tree::best()),
        ("bundle/competition.json", tree::competition()),
        ("settlement/settle.json", settlement::settle()),
        ("settlement/slash.json", settlement::slashing()),
        ("settlement/mev.json", settlement::mev()),
    ]
}

/// Writes every file below `dir`.
///
/// # Errors
/// That of the first file that cannot be written.
pub fn write(dir: &Path) -> io::Result<usize> {
    let files = files();
    for (path, contents) in &files {
        let path = dir.join(path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, text(contents))?;
    }
    Ok(files.len())
}

/// What differs below `dir` from what [`write`] would leave there: a line for each file that is other, missing or
/// unknown.
///
/// # Errors
/// A directory that cannot be read.
pub fn differences(dir: &Path) -> io::Result<Vec<String>> {
    let files = files();
    let mut differences = Vec::new();
    for (path, contents) in &files {
        match fs::read_to_string(dir.join(path)) {
            Ok(found) if found == text(contents) => {}
            Ok(_) => differences.push(format!("{path}: differs")),
            Err(error) => differences.push(format!("{path}: {error}")),
        }
    }
    for folder in fs::read_dir(dir)? {
        let folder = folder?;
        let name = folder.file_name().to_string_lossy().into_owned();
        if !folder.file_type()?.is_dir() || GIVEN.contains(&name.as_str()) {
            continue;
        }
        for file in fs::read_dir(folder.path())? {
            let path = format!("{name}/{}", file?.file_name().to_string_lossy());
            if path.ends_with(".json") && files.iter().all(|(known, _)| *known != path) {
                differences.push(format!("{path}: not generated"));
            }
        }
    }
    differences.sort();
    Ok(differences)
}

fn text(contents: &Value) -> String {
    format!("{contents:#}\n")
}
