//! Instructions of the driver beside those of the verification that it contains, counted by valgrind.
//!
//! Without arguments the program runs itself under valgrind, once with few repetitions of each operation and once with many. The
//! difference has no part of the preparation, and it is the same in every run.

use std::hint::black_box;
use std::process::Command;

use fernet_block::Rollup;
use fernet_core::message::{ClaimMessage, L1EventHead, L1EventMessage, Message, ProposalMessage, RevealRootMessage};
use fernet_core::*;
use fernet_vrf::{Proof, PublicKey, SecretKey, Suite};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Each operation, and the one that it contains.
const ROWS: [(&str, &str); 8] = [
    ("a proposal, its proof alone", ""),
    ("a proposal, its rules and proof with fernet-core", "a proposal, its proof alone"),
    ("a proposal, Block::propose", "a proposal, its rules and proof with fernet-core"),
    ("a proposal, Rollup::event from bytes", "a proposal, its rules and proof with fernet-core"),
    ("a claim, its proof alone", ""),
    ("a claim, its rules and proof with fernet-core", "a claim, its proof alone"),
    ("a claim, Block::claim", "a claim, its rules and proof with fernet-core"),
    ("a claim, Rollup::claim from bytes", "a claim, its rules and proof with fernet-core"),
];

const MANY: u32 = 20;

/// A block in its proposal phase with one proposal, and the same block with a reveal and a claim.
struct Setting {
    registry: Vec<Registration>,
    open: Rollup<8, 2, 65>,
    event: Vec<u8>,
    proposal: ProposalMessage,
    revealed: Rollup<8, 2, 65>,
    claim: ClaimMessage,
}

fn setting() -> Result<Setting> {
    let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
    let (sequencer, prover) = (SecretKey::from_seed(&[1; 32]), SecretKey::from_seed(&[2; 32]));
    let registered = |key: &SecretKey, role| {
        let (entry_l1_block, exit_l1_block) = (L1Block::new(0), None);
        Registration { key: key.public_key().to_bytes(), role, entry_l1_block, exit_l1_block }
    };
    let registry = vec![registered(&sequencer, Role::Sequencer), registered(&prover, Role::Prover)];
    let (block_number, parent) = (BlockNumber::new(42), BlockHash::ZERO);
    let mut open = Rollup::new(&params, Opening { block_number, l1_block: L1Block::new(1064), parent })?;
    let to = |rollup: &mut Rollup<8, 2, 65>, last: u64| -> Result<()> {
        for number in last - 64..=last {
            let _ = rollup.l1_block(L1Block::new(number), RandaoMix::from_bytes([7; 32]));
        }
        while rollup.advance()?.is_some() {}
        Ok(())
    };
    to(&mut open, 1064)?;
    let contents = Reveal::new(Salt::from_bytes([5; 32]), 1_000_000, &[TxHash::from_bytes([1; 32])]);
    let (tx_order_hash, payout) = (contents.tx_order_hash(), Address::from_bytes([1; 20]));
    let proposal = Proposal { parent, fee_split: 800_000, tx_order_hash, payout, bond: 0 };
    let proposal = open.block(block_number)?.sign_proposal(&sequencer, &proposal, registry.as_slice())?;
    let event = |number, message: &[u8]| {
        let head = L1EventHead { l1_block: L1Block::new(number), base_fee: 0, rate: Amount::ZERO };
        [head.to_bytes().as_slice(), message].concat()
    };
    let proposed = event(1064, &proposal.to_bytes());
    open.event(&L1EventMessage::decode(&proposed)?, registry.as_slice(), &())?;
    let mut revealed = open.clone();
    to(&mut revealed, 1067)?;
    let reveal = event(1067, &RevealRootMessage::new(block_number, &contents).to_bytes());
    revealed.event(&L1EventMessage::decode(&reveal)?, registry.as_slice(), &())?;
    let claim = Claim {
        node: NodeIndex::new(0),
        statement: Statement::from_bytes([2; 32]),
        proof_digest: ProofDigest::from_bytes([4; 32]),
        left: BundleCommitment::ZERO,
        right: BundleCommitment::ZERO,
        fee_burn: 0,
        payout: Address::from_bytes([5; 20]),
        rebate_payee: Address::ZERO,
    };
    let claim = revealed.block(block_number)?.sign_claim(&prover, &claim, registry.as_slice())?;
    Ok(Setting { registry, open, event: proposed, proposal, revealed, claim })
}

/// Decodes a key and a proof, and verifies the proof.
fn verify(key: &KeyBytes, alpha: &Alpha, id: &[u8; 32], proof: VrfProofBytes) -> Result<Beta> {
    let (key, proof) = (PublicKey::from_bytes(key.as_bytes())?, Proof::try_from(proof)?);
    Ok(*key.verify(Suite::Ell2, alpha.as_bytes(), Some(id), black_box(&proof))?.beta())
}

/// Runs an operation this number of times.
fn repeat(operation: &str, times: u32) -> Result<()> {
    let Setting { registry, mut open, event, proposal, revealed, claim } = setting()?;
    let (registry, block) = (registry.as_slice(), revealed.block(claim.block_number)?);
    let (mut chain, mut opened) = (open.chain().clone(), open.block(proposal.block_number)?.clone());
    let proving = block.proving().ok_or("the block is revealed")?;
    let claim_bytes = claim.to_bytes();
    let (proposal_id, claim_id) = (
        proposal.proposal.id(open.chain().params(), proposal.block_number),
        claim.claim.id(proving.seed(), proving.proposal_id()),
    );
    let (proposal_alpha, claim_alpha) = (opened.election().alpha(), proving.alpha(claim.claim.node));
    for _ in 0..times {
        match operation {
            "a proposal, its proof alone" => {
                verify(&proposal.key, &proposal_alpha, proposal_id.as_bytes(), proposal.proof)?;
            }
            "a proposal, Block::propose" => {
                opened.propose(&mut chain, L1Block::new(1064), black_box(&proposal), registry)?;
            }
            "a proposal, Rollup::event from bytes" => {
                open.event(&L1EventMessage::decode(black_box(&event))?, registry, &())?;
            }
            "a proposal, its rules and proof with fernet-core" => {
                let election = opened.election();
                let checked = election.check(&registry[0], black_box(&proposal.proposal))?;
                let beta = verify(&proposal.key, &election.alpha(), checked.id().as_bytes(), proposal.proof)?;
                black_box(checked.rank(&beta));
            }
            "a claim, its rules and proof with fernet-core" => {
                let checked = proving.check(&registry[1], black_box(&claim.claim))?;
                let beta = verify(&claim.key, &checked.alpha(), checked.id().as_bytes(), claim.proof)?;
                black_box(checked.seat(&beta));
            }
            "a claim, its proof alone" => {
                verify(&claim.key, &claim_alpha, claim_id.as_bytes(), claim.proof)?;
            }
            "a claim, Block::claim" => drop(block.claim(black_box(&claim), registry)?),
            "a claim, Rollup::claim from bytes" => {
                revealed.claim(&Message::decode(black_box(&claim_bytes))?, registry)?;
            }
            _ => return Err("no such operation".into()),
        }
    }
    Ok(())
}

/// Instructions of the program with these arguments.
fn instructions(operation: &str, times: u32) -> Result<u64> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(std::env::current_exe()?);
    let output = valgrind.args([operation, &times.to_string()]).output()?;
    let text = String::from_utf8(output.stderr)?;
    let collected = text.lines().find_map(|line| line.split_once("Collected : ")).ok_or("valgrind counts nothing")?.1;
    Ok(collected.trim().parse()?)
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [operation, times] = arguments.as_slice() {
        return repeat(operation, times.parse()?);
    }
    println!("| operation | instructions | ratio |\n| --- | ---: | ---: |");
    let mut counted = Vec::new();
    for (operation, part) in ROWS {
        let count = (instructions(operation, 1 + MANY)? - instructions(operation, 1)?) / u64::from(MANY);
        let ratio = counted.iter().find(|(name, _)| *name == part).map(|(_, part)| count as f64 / *part as f64);
        println!("| {operation} | {count} | {} |", ratio.map_or(String::new(), |ratio| format!("{ratio:.4}")));
        counted.push((operation, count));
    }
    Ok(())
}
