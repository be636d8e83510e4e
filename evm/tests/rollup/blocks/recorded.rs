//! Chains of blocks of `fernet scenario`, and what `fernet replay` makes of them.

use std::fs;

use evm::fernet;
use fernet_core::message::{L1EventMessage, Message};
use serde_json::Value;
use tempfile::NamedTempFile;

/// How a block ends, or what is wrong in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Settled,
    /// With every fault that `--fault all` injects.
    Faulty,
    NotRevealed,
    /// The blocks that follow it are voided.
    NotProven,
}

/// The messages of a rollup, and its blocks as they end.
pub(crate) struct Chain {
    /// The parameters first; then records of the registry; then the rest in the order of L1.
    pub(crate) messages: Vec<Vec<u8>>,
    /// What `fernet replay` prints of each block.
    pub(crate) results: Vec<Value>,
}

fn path(file: &NamedTempFile) -> &str {
    file.path().to_str().expect("a path of text")
}

fn temporary() -> NamedTempFile {
    NamedTempFile::new().expect("a file")
}

/// What `fernet replay` prints of an archive.
fn replay(messages: &[Vec<u8>]) -> Vec<Value> {
    let file = temporary();
    let frame = |message: &Vec<u8>| {
        let length = u32::try_from(message.len()).expect("a short message");
        [&length.to_be_bytes()[..], message].concat()
    };
    fs::write(&file, messages.iter().flat_map(frame).collect::<Vec<u8>>()).expect("a file");
    let lines = fernet(&["replay", path(&file)]);
    let values = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    values.filter(|value| value.get("totals").is_none()).collect()
}

fn frames(bytes: &[u8]) -> Vec<Vec<u8>> {
    let (mut rest, mut frames) = (bytes, Vec::new());
    while let Some((length, after)) = rest.split_first_chunk() {
        let (frame, after) = after.split_at(u32::from_be_bytes(*length) as usize);
        frames.push(frame.to_vec());
        rest = after;
    }
    frames
}

/// The L1 block from which on a message counts; of a message that is passed on outside of L1, none.
pub(crate) fn time(message: &[u8]) -> Option<u64> {
    match Message::decode(message).expect("a message of an archive") {
        Message::BlockOpening(opening) => Some(opening.l1_block.get()),
        Message::L1Event(L1EventMessage { head, .. }) => Some(head.l1_block.get()),
        _ => None,
    }
}

fn is_record(message: &[u8]) -> bool {
    let message = Message::decode(message).expect("a message of an archive");
    matches!(message, Message::RegistrationRecord(_) | Message::RegistrationRecordP256(_))
}

/// Where a block opens, and on what.
struct Next {
    number: u64,
    l1_block: u64,
    parent: Option<String>,
}

impl Chain {
    /// Records blocks of one rollup, each of which opens where the rules say.
    pub(crate) fn record(options: &[&str], kinds: &[Kind], seed: u64) -> Self {
        let mut next = Next { number: 1, l1_block: 1_000_000, parent: None };
        let mut archives: Vec<Vec<Vec<u8>>> = Vec::new();
        for (index, kind) in kinds.iter().enumerate() {
            let block = scenario(options, *kind, seed + index as u64, &next);
            let [result] = &replay(&block)[..] else { panic!("one block") };
            let limit = |name: &str| -> u64 {
                result["details"]["limits"][name].as_str().and_then(|limit| limit.parse().ok()).expect("a limit")
            };
            let leader = result["leader"]["proposal_id"].as_str().map(str::to_owned);
            next.number += 1;
            next.l1_block = limit("reveal");
            if *kind != Kind::NotRevealed {
                next.parent = leader;
            }
            archives.push(block);
        }
        let messages = merge(archives);
        Self { results: replay(&messages), messages }
    }

    /// The block of a file, with its messages as `fernet block` archives them.
    pub(crate) fn of_file(block: &str) -> Self {
        let archive = temporary();
        let _nothing = fernet(&["block", block, "--json", "--archive", path(&archive)]);
        let messages = merge(vec![frames(&fs::read(&archive).expect("an archive"))]);
        Self { results: replay(&messages), messages }
    }
}

fn scenario(options: &[&str], kind: Kind, seed: u64, next: &Next) -> Vec<Vec<u8>> {
    let (archive, block) = (temporary(), temporary());
    let [seed_text, number, l1_block] = [seed, next.number, next.l1_block].map(|number| number.to_string());
    let mix = format!("{:064x}", u128::from(seed) << 64 | u128::from(next.l1_block));
    let mut arguments = vec![
        "scenario",
        "--sequencer-suite",
        "p256",
        "--registration-proofs",
        "--sequencers",
        "4",
        "--provers",
        "7",
        "--seed",
        &seed_text,
        "--block-number",
        &number,
        "--l1-block",
        &l1_block,
        "--mix",
        &mix,
        "--archive",
        path(&archive),
        "-o",
        path(&block),
    ];
    if !options.contains(&"--transactions") {
        arguments.extend(["--transactions", if seed.is_multiple_of(2) { "7" } else { "12" }]);
    }
    arguments.extend(options);
    match kind {
        Kind::Settled => {}
        Kind::Faulty => arguments.extend(["--fault", "all", "--fault", "unproven", "--fault", "two-owners"]),
        Kind::NotRevealed => arguments.extend(["--fault", "no-reveal", "--fault", "bad-proof"]),
        Kind::NotProven => arguments.extend(["--fault", "no-proof", "--fault", "equivocation"]),
    }
    if let Some(parent) = &next.parent {
        arguments.extend(["--parent", parent]);
    }
    let _nothing = fernet(&arguments);
    frames(&fs::read(&archive).expect("an archive"))
}

/// One archive of the blocks of one rollup.
fn merge(archives: Vec<Vec<Vec<u8>>>) -> Vec<Vec<u8>> {
    let parameters = archives[0][0].clone();
    let mut records = Vec::new();
    let mut timed: Vec<(u64, bool, Vec<u8>)> = Vec::new();
    for archive in archives {
        assert_eq!(archive[0], parameters, "one rollup");
        // Messages without a time follow the event before them.
        let mut last = 0;
        for message in archive.into_iter().skip(1) {
            if is_record(&message) {
                records.push(message);
            } else {
                last = time(&message).unwrap_or(last);
                timed.push((last, message[1] != 5, message));
            }
        }
    }
    timed.sort_by_key(|(l1_block, later, _)| (*l1_block, *later));
    let rest = timed.into_iter().map(|(_, _, message)| message);
    std::iter::once(parameters).chain(records).chain(rest).collect()
}
