//! Runs a network of Fernet clients on this machine: one process plays L1, the others are sequencers, provers and an observer.
//!
//! `cargo run -p client` starts all of them. One prover is killed in the middle and started again. At the end the program
//! compares what the processes printed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use client::network::{Stored, play_l1, run};
use client::{Observer, ProofSystem, Prover, Result, Rollup, Sequencer};
use fernet_core::*;
use fernet_vrf::SecretKey;

const SEQUENCERS: u8 = 3;
const PROVERS: u8 = 4;

/// The L1 block in which the first block of the rollup opens.
const OPENS: u64 = 1000;
/// The last L1 block. The first two blocks have ended by then.
const LAST: u64 = OPENS + 20;

/// After this many entries of the log the first prover is killed: it has signed and stored its claims for the bases of the first
/// block, but not sent them. The entries are 65 L1 blocks up to the opening, 3 proposals, 3 L1 blocks, the reveal and an L1 block.
const CRASH_AFTER: usize = 73;

fn params() -> Result<Params> {
    let values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
    Ok(Params::new(ParamValues { reveal_blocks: 2, proving_blocks: 8, ..values })?)
}

fn secret_key(role: Role, id: u8) -> SecretKey {
    SecretKey::derive(&[id; 32], role)
}

/// Everybody that is registered. A client reads the registry from L1.
fn registry() -> Vec<Registration> {
    let registration = |role, id| {
        let (entry_l1_block, exit_l1_block) = (L1Block::new(0), None);
        Registration { key: secret_key(role, id).public_key().to_bytes(), role, entry_l1_block, exit_l1_block }
    };
    let sequencers = (0..SEQUENCERS).map(|id| registration(Role::Sequencer, id));
    sequencers.chain((0..PROVERS).map(|id| registration(Role::Prover, id))).collect()
}

/// The rollup from its first block on, or as it was stored.
fn rollup(stored: Option<&Stored>) -> Result<Rollup> {
    let first = Opening { block_number: BlockNumber::new(1), l1_block: L1Block::new(OPENS), parent: BlockHash::ZERO };
    match stored.and_then(|stored| stored.state.first()) {
        None => Ok(Rollup::new(&params()?, first)?),
        Some(bytes) => Ok(Rollup::from_bytes(bytes)?),
    }
}

/// Seven transactions, so that a block has four bases and seven nodes.
fn contents(_: &Opening) -> Reveal {
    let mut salt = [0; 32];
    getrandom::fill(&mut salt).expect("the operating system has randomness");
    let transactions = [0, 1, 2, 3, 4, 5, 6].map(|transaction| TxHash::from_bytes([transaction; 32]));
    Reveal::new(Salt::from_bytes(salt), 1_000_000_000_000_000_000, &transactions)
}

/// In the place of a proof system: a proof is its digest, which everybody can compute.
struct NoProofs;

impl ProofSystem for NoProofs {
    fn prove(&self, key: &KeyBytes, node: NodeIndex, [left, right]: [BundleCommitment; 2]) -> (Statement, ProofDigest) {
        let mut digest = key.to_bytes();
        let public = left.to_bytes().into_iter().zip(right.to_bytes());
        digest.iter_mut().zip(public).for_each(|(digest, (left, right))| *digest ^= left ^ right.rotate_left(1));
        (Statement::from_bytes([u8::try_from(node.get()).unwrap_or(u8::MAX); 32]), ProofDigest::from_bytes(digest))
    }

    fn verify(&self, key: &KeyBytes, claim: &Claim) -> Result<()> {
        let valid = self.prove(key, claim.node, [claim.left, claim.right]) == (claim.statement, claim.proof_digest);
        if valid { Ok(()) } else { Err("there is no valid proof for the claim".into()) }
    }
}

/// Runs one participant. Its file has the state from which it goes on.
fn participate(role: &str, id: u8, l1: &str, file: &Path, crash_after: Option<usize>) -> Result<()> {
    let stored = Stored::read(file);
    let (rollup, registry, payout) = (rollup(stored.as_ref())?, registry(), Address::from_bytes([id + 1; 20]));
    match role {
        "observer" => run(&mut Observer { rollup, registry }, l1, file, stored, crash_after),
        "sequencer" => {
            let (secret_key, fee_split) = (secret_key(Role::Sequencer, id), 600_000 + 50_000 * u32::from(id));
            let reveals = BTreeMap::new();
            let mut client = Sequencer { rollup, registry, secret_key, contents, fee_split, payout, reveals };
            run(&mut client, l1, file, stored, crash_after)
        }
        "prover" => {
            let (secret_key, fee_burn) = (secret_key(Role::Prover, id), 100_000 * u32::from(id));
            let (proofs, trees) = (NoProofs, BTreeMap::new());
            let mut client = Prover { rollup, registry, secret_key, proofs, fee_burn, payout, trees };
            run(&mut client, l1, file, stored, crash_after)
        }
        _ => Err("a participant is an observer, a sequencer or a prover".into()),
    }
}

/// Starts a process that runs a participant.
fn start(role: &str, id: u8, l1: &str, directory: &Path, crash_after: Option<usize>) -> Result<Child> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args([role, &id.to_string(), l1]).arg(directory.join(format!("{role}-{id}")));
    command.args(crash_after.map(|entries| entries.to_string()));
    Ok(command.stdout(Stdio::piped()).spawn()?)
}

/// Starts all participants, plays L1, and checks that all of them end with the same blocks.
fn network(directory: &Path) -> Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let l1 = listener.local_addr()?.to_string();
    let mut participants = vec![("observer", 0)];
    participants.extend((0..SEQUENCERS).map(|id| ("sequencer", id)));
    participants.extend((1..PROVERS).map(|id| ("prover", id)));
    let start_all = participants.iter().map(|(role, id)| start(role, *id, &l1, directory, None));
    let mut children = start_all.collect::<Result<Vec<_>>>()?;
    let clients = children.len() + 1;
    let mut killed = start("prover", 0, &l1, directory, Some(CRASH_AFTER))?;
    let playing =
        std::thread::spawn(move || play_l1(listener, clients, OPENS - 65, LAST).map_err(|error| error.to_string()));
    if killed.wait()?.success() {
        return Err("the first prover was not killed".into());
    }
    println!("the first prover was killed; it starts again");
    children.push(start("prover", 0, &l1, directory, None)?);
    playing.join().map_err(|_| "L1 failed")??;

    let mut results = BTreeSet::new();
    for child in children {
        let output = child.wait_with_output()?;
        if !output.status.success() {
            return Err("a participant failed".into());
        }
        results.insert(String::from_utf8(output.stdout)?);
    }
    let first = results.pop_first().ok_or("there are no results")?;
    if results.is_empty() { Ok(first) } else { Err(format!("the participants differ: {first}{results:?}").into()) }
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => {
            let directory = std::env::temp_dir().join(format!("fernet-client-{}", std::process::id()));
            fs::create_dir_all(&directory)?;
            let result = network(&directory);
            fs::remove_dir_all(&directory)?;
            print!("{}", result?);
            Ok(())
        }
        [role, id, l1, file, crash_after @ ..] => {
            let crash_after = crash_after.first().map(|entries| entries.parse()).transpose()?;
            participate(role, id.parse()?, l1, Path::new(file), crash_after)
        }
        _ => Err("usage: client [observer|sequencer|prover ID L1-ADDRESS FILE [CRASH-AFTER]]".into()),
    }
}
