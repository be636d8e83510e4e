//! The gas of rules stays within 2 % of the table in `contracts/README.md`.

use std::fmt::Write as _;

use evm::{Arg, Build, Gas, Random, Rules, args, hold_table};
use fernet_core::{NodeIndex, TreeShape};

const HEAD: &str = "| rule | execution | calldata | whole transaction, by itself |\n|---|--:|--:|--:|\n";

/// The largest gas of a few calls.
fn most(rules: &mut Rules, mut ask: impl FnMut(usize) -> Vec<Arg>) -> Gas {
    let gas = (0..20).map(|round| {
        let (answer, gas) = rules.measure("rule", &ask(round));
        assert!(answer.is_ok(), "{answer:?}");
        gas
    });
    gas.max_by_key(|gas| gas.transaction).expect("some calls")
}

/// An opening of a base that is as deep as any, whose commitment is whatever it leads to.
fn opening(rules: &mut Rules, random: &mut Random, bases: u64) -> Vec<Arg> {
    let shape = TreeShape::new(bases).expect("a tree");
    let levels = shape.depth_of(NodeIndex::new(0)).expect("a node") as usize;
    let mut bytes: Vec<u8> = (0..130).flat_map(|_| random.bytes()).filter(|byte| *byte != 0).collect();
    bytes.truncate(429 + 120 * levels);
    bytes[32..40].fill(0);
    bytes[244] = 2;
    let block = [random.bytes(), random.bytes()];
    let root = rules.call("openingRoot", args![&bytes[..], bases, block[0], block[1]]).expect("an opening").word(0);
    args![&bytes[..], bases, block[0], block[1], root].to_vec()
}

#[test]
fn gas_of_rules_is_within_two_percent_of_the_table() {
    let of = |contract: &str| Rules::with(Build::of("test/GasHarness.sol", contract));
    let (mut rules, mut random) = (Rules::new(), Random::new("gas of rules"));
    let mut table = HEAD.to_owned();
    let split = 500_000_u32;
    let mut ask = |rule: usize| -> Vec<Arg> {
        match rule {
            0 => args![random.bytes(), random.bytes(), split].to_vec(),
            1 => args![random.bytes(), 30_u64, random.bytes(), split].to_vec(),
            _ => args![1_u64, [0xfe_u8; 20], 7_u64, random.bytes(), split, random.bytes(), [7_u8; 20], 0_u128].to_vec(),
        }
    };
    let named = [
        ("ticket and score of a sequencer", "SequencerGas", "NothingSequencerGas"),
        ("ticket and score of a prover, `public`", "PublicProverGas", "NothingPublicProverGas"),
        ("block commitment and proposal id", "ProposalIdGas", "NothingProposalIdGas"),
    ];
    for (rule, (name, contract, nothing)) in named.into_iter().enumerate() {
        let [with, without] = [contract, nothing].map(|contract| most(&mut of(contract), |_| ask(rule)).execution);
        let spent = with - without;
        assert!(rule == 2 || spent <= 200, "{name}: {spent}");
        let _ = writeln!(table, "| {name} | {spent} | | |");
    }
    let mut measured = of("OpeningGas");
    for (bases, limit) in [(16, 22_000), (128, 34_000), (512, 34_000)] {
        let gas = most(&mut measured, |_| opening(&mut rules, &mut random, bases));
        assert!(gas.execution + gas.calldata < limit, "{bases} bases: {gas:?}");
        let nodes = 2 * bases - 1;
        let _ = writeln!(
            table,
            "| opening in a tree of {nodes} nodes | {} | {} | {} |",
            gas.execution, gas.calldata, gas.transaction
        );
    }
    println!("{table}");
    hold_table("contracts/README.md", HEAD, &table);
}
