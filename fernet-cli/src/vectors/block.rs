//! `block/`: recorded blocks, each with the arguments that make it.

use clap::Parser;

use crate::failure::Failure;
use crate::parallel::Progress;
use crate::result::BlockResult;
use crate::scenario::{self, Options};
use crate::{read, run};

/// Name and arguments of `fernet scenario` (`vectors/block/README.md` lists them too).
const CASES: &[(&str, &str)] = &[
    (
        "example",
        "--seed 405 --randao-lag 2 --rebate-cap 0.02eth --rebate-gas 320000 \
         --fault bad-proof --fault dead-parent --fault forged-burn --fault late-tree",
    ),
    ("per-block", "--seed 2 --vrf-mode per-block --sequencers 3 --provers 12 --transactions 10 --base-share 0.6"),
    (
        "public",
        "--seed 3 --vrf-mode public --sequencers 3 --provers 10 --transactions 5 --tx-per-base 1 --block-reward 2eth",
    ),
    ("faults", "--seed 4 --vrf-mode per-block --sequencers 3 --provers 10 --transactions 6 --fault all"),
    (
        "registrations",
        "--seed 9 --sequencers 3 --provers 6 --transactions 2 --registration-proofs --fault unproven --fault two-owners",
    ),
    ("skipped", "--seed 5 --sequencers 2 --provers 4 --transactions 4 --fault no-reveal --reveal-slash-amount 1eth"),
    ("reverted", "--seed 6 --sequencers 2 --provers 4 --transactions 4 --fault no-proof --proof-slash-amount 2eth"),
    (
        "forfeit",
        "--seed 8 --sequencers 2 --provers 4 --transactions 4 --fee-split-cap 2.0 --bond-base 3eth --fee-split 1.5 \
         --fault no-proof --proof-slash-amount 2eth",
    ),
    (
        "bond",
        "--seed 7 --sequencers 3 --provers 8 --transactions 6 --fee-split-cap 6.0 --bond-base 10eth --fee-split 5.5 --fees 12.5eth \
         --proofs-per-node 2 --root-seats 1 --rebate-cap 0.005eth --rebate-gas 300000",
    ),
    (
        "certificate",
        "--seed 10 --sequencers 2 --provers 10 --transactions 4 --attesters 6 --quorum 3 --attest-blocks 10 \
         --fault forged-attestation --fault stranger-attestation --fault double-attestation --fault other-data \
         --fault attestation-equivocation --fault short-certificate --fault unsorted-certificate --fault duplicate-attester",
    ),
    (
        "p256",
        "--seed 14 --sequencer-suite p256 --sequencers 4 --provers 6 --transactions 3 --registration-proofs \
         --fault bad-proof --fault equivocation --fault unproven",
    ),
    (
        "withheld",
        "--seed 13 --sequencers 2 --provers 12 --transactions 4 --attesters 8 --quorum 5 --attest-blocks 10 --withhold 0.5 \
         --proof-slash-amount 2eth",
    ),
];

#[derive(Parser)]
#[command(no_binary_name = true)]
struct Line {
    #[command(flatten)]
    options: Options,
}

/// Every block file and its result: path below `vectors/`, contents.
pub(super) fn files() -> Result<Vec<(String, String)>, Failure> {
    let progress = Progress::new();
    let mut files = Vec::new();
    for (name, arguments) in CASES {
        let line = Line::try_parse_from(arguments.split_whitespace());
        let line = line.map_err(|error| Failure::field(name, error))?;
        let text = scenario::text(&scenario::build(&line.options, &progress)?)?;
        let run = run::run(&read::json(text.as_bytes())?, &progress)?;
        let result = serde_json::to_string_pretty(&BlockResult::new(&run));
        let result = result.map_err(|error| Failure::Invalid(error.to_string()))?;
        files.push((format!("block/{name}.json"), text));
        files.push((format!("block/{name}.result.json"), result + "\n"));
    }
    Ok(files)
}
