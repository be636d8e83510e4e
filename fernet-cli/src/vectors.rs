//! `fernet vectors`: generates the test vectors of `vectors/`, and writes or compares them.

mod availability;
mod block;
mod bundle;
mod case;
mod chain;
mod children;
mod election;
mod evidence;
mod lottery;
mod message;
mod mev_sources;
mod opening;
mod params;
mod randao;
mod registry;
mod reveal;
mod score;
mod settlement;
mod shape;
mod tree;
mod vrf;
mod vrf_p256;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::failure::Failure;
use crate::output;

/// Folders whose files are not generated: the published examples of RFC 9381.
const GIVEN: &[&str] = &["rfc9381", "rfc9381-p256"];

/// The files of cases: path below `vectors/`, contents.
fn cases() -> Vec<(&'static str, Value)> {
    vec![
        ("vrf/keys.json", vrf::keys()),
        ("vrf/derivation.json", vrf::derivation()),
        ("vrf/proofs.json", vrf::proofs()),
        ("vrf/batch.json", vrf::batch()),
        ("vrf/expand.json", vrf::expand()),
        ("vrf-p256/keys.json", vrf_p256::keys()),
        ("vrf-p256/derivation.json", vrf_p256::derivation()),
        ("vrf-p256/proofs.json", vrf_p256::proofs()),
        ("vrf-p256/witness.json", vrf_p256::witness()),
        ("params/params.json", params::params()),
        ("randao/mix.json", randao::mix()),
        ("randao/ring.json", randao::ring()),
        ("randao/pin.json", randao::pin()),
        ("registry/registration.json", registry::registration()),
        ("registry/choice.json", registry::choice()),
        ("seed/seed.json", lottery::seed()),
        ("ticket/ticket.json", lottery::ticket()),
        ("score/score.json", score::score()),
        ("score/order.json", score::order()),
        ("score/inverse.json", score::inverse()),
        ("score/odds.json", score::odds()),
        ("election/tx_order.json", election::tx_order()),
        ("election/proposal.json", election::proposal()),
        ("election/election.json", election::election()),
        ("election/snapshot.json", reveal::snapshot()),
        ("election/evidence.json", evidence::evidence()),
        ("election/phase.json", election::phase()),
        ("election/chain.json", chain::chain()),
        ("shape/bases.json", shape::bases()),
        ("shape/shape.json", shape::shape()),
        ("shape/node.json", shape::node()),
        ("bundle/claim.json", bundle::claim()),
        ("bundle/tree.json", tree::tree()),
        ("bundle/accumulate.json", children::accumulate()),
        ("bundle/insert.json", children::insert()),
        ("bundle/best.json", bundle::best()),
        ("bundle/competition.json", tree::competition()),
        ("message/form.json", message::form()),
        ("message/parameters.json", message::parameters()),
        ("message/registry.json", message::registry()),
        ("message/l1.json", message::l1()),
        ("message/proposal.json", message::proposal()),
        ("message/reveal.json", message::reveal()),
        ("message/claim.json", message::claim()),
        ("message/tree.json", message::tree()),
        ("message/attestation.json", message::attestation()),
        ("message/evidence.json", message::evidence()),
        ("message/truncated.json", message::truncated()),
        ("availability/data.json", availability::data()),
        ("availability/attestation.json", availability::attestation()),
        ("availability/certificate.json", availability::certificate()),
        ("availability/odds.json", availability::odds()),
        ("opening/tree_data.json", opening::tree_data()),
        ("opening/open.json", opening::opening()),
        ("opening/verify.json", opening::verified()),
        ("settlement/settle.json", settlement::settle()),
        ("settlement/sums.json", settlement::sums()),
        ("settlement/reveal.json", reveal::reveal()),
        ("settlement/slash.json", settlement::slashing()),
        ("settlement/mev.json", settlement::mev()),
        ("settlement/mev_sources.json", mev_sources::mev_sources()),
    ]
}

/// Every generated file: its path below `vectors/` and its text.
fn files() -> Result<BTreeMap<String, String>, Failure> {
    let cases = cases().into_iter().map(|(path, cases)| (path.to_owned(), format!("{cases:#}\n")));
    Ok(cases.chain(block::files()?).collect())
}

/// Writes every file below `dir`.
pub(crate) fn write(dir: &Path) -> Result<(), Failure> {
    let files = files()?;
    for (path, text) in &files {
        let path = dir.join(path);
        path.parent()
            .map_or(Ok(()), fs::create_dir_all)
            .map_err(|error| Failure::Output(output::file_name(&path), error))?;
        output::write(&path, text.as_bytes())?;
    }
    output::print(&format!("{} files written below {}\n", files.len(), output::file_name(dir)))
}

/// Compares the files below `dir` with those that [`write()`] would write. Lists files that differ, are missing or unknown.
pub(crate) fn check(dir: &Path) -> Result<(), Failure> {
    let name = output::file_name(dir);
    fs::read_dir(dir).map_err(|error| Failure::field(&name, error))?;
    let files = files()?;
    let mut differences: Vec<String> = unknown(dir, &files)?;
    for (path, text) in &files {
        match fs::read_to_string(dir.join(path)) {
            Ok(found) if found == *text => {}
            Ok(_) => differences.push(format!("{path}: differs")),
            Err(error) => differences.push(format!("{path}: {error}")),
        }
    }
    if differences.is_empty() {
        output::print(&format!("{name}: {} files are identical\n", files.len()))
    } else {
        Err(Failure::Invalid(format!("{name}:\n  {}", differences.join("\n  "))))
    }
}

/// Files below `dir` that are not generated, except the READMEs and the examples of RFC 9381.
fn unknown(dir: &Path, files: &BTreeMap<String, String>) -> Result<Vec<String>, Failure> {
    let unreadable = |error| Failure::field(output::file_name(dir), error);
    let mut unknown = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(dir.join(&folder)).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{folder}{name}");
            if entry.path().is_dir() {
                if !GIVEN.contains(&path.as_str()) {
                    folders.push(path + "/");
                }
            } else if name != "README.md" && !files.contains_key(&path) {
                unknown.push(format!("{}: nothing generates it", output::outside(&path)));
            }
        }
    }
    unknown.sort();
    Ok(unknown)
}
