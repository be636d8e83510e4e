//! Whole blocks of `fernet scenario`, driven through the contract, end as `fernet replay` says.

mod drive;
mod ends;
mod recorded;
mod trees;

use recorded::{Chain, Kind};

/// Blocks: `EVM_BLOCKS`, or 200.
fn count() -> u64 {
    evm::count("EVM_BLOCKS", 200)
}

/// The parameters of the rollups, and the kinds of their blocks.
const ROLLUPS: [(&str, &[Kind]); 6] = [
    ("", &[Kind::Settled, Kind::Faulty, Kind::Settled, Kind::NotRevealed, Kind::Faulty]),
    (
        "--vrf-mode per-block --base-share 0.4 --block-reward 1eth --rebate-cap 1eth --rebate-gas 500000",
        &[Kind::Faulty, Kind::Settled, Kind::NotProven, Kind::Settled, Kind::Settled],
    ),
    (
        "--vrf-mode public --tx-per-base 1 --proofs-per-node 2 --root-seats 1 --claim-blocks 100",
        &[Kind::Settled, Kind::Faulty, Kind::NotRevealed, Kind::Faulty, Kind::Settled],
    ),
    (
        "--fee-split-cap 6 --fee-split 250% --bond-base 10eth --reveal-slash-amount 2eth --proof-slash-amount 3eth",
        &[Kind::Settled, Kind::Faulty, Kind::NotRevealed, Kind::NotProven, Kind::Settled],
    ),
    // The number of provers follows from the registry, so these are one block each.
    ("--attesters 20 --quorum 8 --attest-blocks 10 --proofs-per-node 2 --block-reward 3", &[Kind::Faulty]),
    ("--transactions 0", &[Kind::Settled, Kind::Settled, Kind::NotRevealed]),
];

#[test]
fn recorded_blocks_end_on_l1_as_replay_says() {
    let (mut blocks, mut seed) = (0, 1);
    let mut seen = drive::Seen::default();
    while blocks < count() {
        for (options, kinds) in ROLLUPS {
            let options: Vec<&str> = options.split_whitespace().collect();
            let chain = Chain::record(&options, kinds, seed);
            seed += 100;
            blocks += chain.results.len() as u64;
            drive::drive(&chain, &mut seen);
        }
    }
    println!("{blocks} blocks: {seen:?}");
    for outcome in ["settled", "skipped", "reverted", "voided"] {
        assert!(seen.outcomes.contains_key(outcome), "no block is {outcome}");
    }
}

#[test]
fn the_block_of_the_vectors_ends_on_l1_as_replay_says() {
    let path = test_vectors::folder().join("block/p256.json");
    let mut seen = drive::Seen::default();
    drive::drive(&Chain::of_file(path.to_str().expect("a path of text")), &mut seen);
    assert_eq!(seen.outcomes["settled"], 1);
}
