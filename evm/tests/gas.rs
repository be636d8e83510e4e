//! The gas of a verification stays within 2 % of the table in `contracts/README.md`.

use std::fmt::Write as _;

use evm::{Contract, Entry, Gas, Random, SecretKey, Statement, calldata, hold_table, output};

/// The functions that have a table, with the number of bytes of additional data.
const FUNCTIONS: [(&str, Option<usize>); 2] =
    [("`verify`", None), ("`verifyWithData` with 32 bytes of data", Some(32))];

/// What P256VERIFY costs on Ethereum (EIP-7951) more than in RIP-7212, for the three calls.
const RIP_7212: u64 = 3 * (6_900 - 3_450);

/// Proofs: `EVM_GAS_PROOFS`, or 200.
fn count() -> usize {
    evm::count("EVM_GAS_PROOFS", 200)
}

type Row = (&'static str, fn(&Gas) -> u64);

const ROWS: [Row; 6] = [
    ("execution", |gas| gas.execution),
    ("execution where a P256VERIFY costs 3,450 (RIP-7212)", |gas| gas.execution - RIP_7212),
    ("calldata, 16 for a byte and 4 for a zero byte", |gas| gas.calldata),
    ("calldata at the floor of EIP-7623, 40 and 10", |gas| gas.floor),
    ("whole transaction", |gas| gas.transaction),
    ("whole transaction, RIP-7212", |gas| (gas.transaction - RIP_7212).max(21_000 + gas.floor)),
];

/// `ad` is the number of bytes of additional data.
fn measured(ad: Option<usize>) -> Vec<Gas> {
    let mut contract = Contract::new();
    let mut random = Random::new("gas");
    let mut all = Vec::new();
    for _ in 0..count() {
        let key = SecretKey::new(random.scalar());
        let alpha = random.bytes();
        let ad = ad.map(|length| random.bytes()[..length].to_vec());
        let statement = Statement::new(key.public_key(), &alpha);
        let proof = key.prove(&statement, random.scalar(), ad.as_deref());
        let data = calldata(Entry::Fixed, &statement.key_bytes(), &alpha, &statement.words(&proof), ad.as_deref());
        let (beta, gas) = contract.send(&data);
        assert_eq!(beta, Ok(output(&proof.gamma)));
        all.push(gas);
    }
    all
}

fn head(function: &str) -> String {
    format!("| {function}, gas | minimum | median | maximum |\n|---|--:|--:|--:|\n")
}

fn table(function: &str, all: &[Gas]) -> String {
    let mut text = head(function);
    for (name, figure) in ROWS {
        let mut figures: Vec<u64> = all.iter().map(figure).collect();
        figures.sort_unstable();
        let [minimum, median, maximum] = [0, figures.len() / 2, figures.len() - 1].map(|at| figures[at]);
        let _ = writeln!(text, "| {name} | {minimum} | {median} | {maximum} |");
    }
    text
}

#[test]
fn gas_is_within_two_percent_of_the_table() {
    for (function, ad) in FUNCTIONS {
        let all = measured(ad);
        for gas in &all {
            assert!(gas.execution <= 27_000 && gas.calldata <= 9_500, "{gas:?}");
        }
        let new = table(function, &all);
        println!("{new}");
        hold_table("contracts/README.md", &head(function), &new);
    }
}
