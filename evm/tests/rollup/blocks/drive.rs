//! Sends the messages of a chain to the contract and compares how its blocks end.

use std::collections::BTreeMap;

use evm::{Account, Build, Call, Log, Outcome, Word as _, World, args, params_words};
use fernet_core::message::{BlockOpeningMessage, EvidenceMessage, L1EventHead, Message, ProposalMessage, TreeMessage};
use fernet_core::{
    BlockNumber, ClaimId, L1Block, P256ProofBytes, Params, PinnedMix, ProposalId, ProverSeed, ProvingContext,
    SequencerSeed, Snapshot, TreeShape,
};
use fernet_vrf_p256::{Proof, PublicKey};
use p256::elliptic_curve::sec1::ToSec1Point as _;
use revm::primitives::{U256, keccak256};
use serde_json::Value;

use super::recorded::Chain;
use super::trees::{Claims, Tree};
use crate::indexer::Index;
use crate::kit::{ETH, Kit, PROVER_STAKE, STAKE, STRANGER, header, set};

const ROLLUP: Account = [0xfe; 20];

/// How the contract refuses a proof that is not valid. Whether a proposal would lead is decided before.
const OF_PROOFS: [&str; 6] =
    ["NotLeading", "InvalidProof", "InvalidWitness", "InvalidGamma", "InvalidScalar", "Exceptional"];

/// How trees are refused that come when their block has ended. A contract, unlike a program that follows the chain, does not know when
/// it ended.
const OF_TIME: [&str; 3] = ["Late", "NotInThisPhase", "NotOpen"];

/// What the chains had in them.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) outcomes: BTreeMap<String, u64>,
    /// Refusals of the contract by name.
    pub(crate) refused: BTreeMap<String, u64>,
    pub(crate) pays: u64,
    pub(crate) evidence: u64,
}

/// A block of the chain, as far as it was driven.
pub(super) struct Driven<'a> {
    pub(super) result: &'a Value,
    pinned: PinnedMix,
    opened: u64,
    proposals: Vec<Vec<u8>>,
    tx_root: [u8; 32],
    data_root: [u8; 32],
    fees: u128,
    certificates: usize,
    certificate: [u8; 32],
    claims: Claims,
    trees: usize,
    pub(super) accepted: Vec<Tree>,
}

pub(super) struct Driver<'a> {
    pub(super) kit: Kit,
    pub(super) blocks: BTreeMap<u64, Driven<'a>>,
    pub(super) seen: &'a mut Seen,
    pub(super) events: Vec<(String, Log)>,
}

pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("text: {value}"))
}

pub(super) fn number<T: std::str::FromStr>(value: &Value) -> T {
    text(value).parse().unwrap_or_else(|_| panic!("a number: {value}"))
}

pub(super) fn bytes<const N: usize>(value: &Value) -> [u8; N] {
    let bytes = revm::primitives::hex::decode(text(value)).expect("hex digits");
    bytes.try_into().unwrap_or_else(|_| panic!("{N} bytes: {value}"))
}

/// The place of a proposal in the archive, by its item.
fn place(item: &Value) -> usize {
    let place = text(item).trim_start_matches("proposals[").trim_end_matches(']');
    place.parse().unwrap_or_else(|_| panic!("a proposal: {item}"))
}

/// The error of an item, without its enumeration.
fn refusal<'a>(result: &'a Value, item: &str) -> Option<&'a str> {
    let list = result["refused"].as_array().expect("a list");
    let refused = list.iter().find(|refused| refused["item"] == item)?;
    text(&refused["error"]).rsplit("::").next()
}

/// Drives a chain from the first registration to the end of the last claim window.
pub(crate) fn drive(chain: &Chain, seen: &mut Seen) {
    let Ok(Message::Parameters(message)) = Message::decode(&chain.messages[0]) else { panic!("no parameters") };
    let params = Params::new(message.values).expect("parameters of a recorded block");
    let mut openings = chain.messages.iter().filter_map(|message| match Message::decode(message) {
        Ok(Message::BlockOpening(opening)) => Some(opening),
        _ => None,
    });
    let kit = deploy(&params, &openings.next().expect("a block"));
    let mut driver = Driver { kit, blocks: BTreeMap::new(), seen, events: Vec::new() };
    driver.register(&chain.messages);
    for message in &chain.messages {
        driver.take(message, &chain.results);
    }
    driver.settle();
    for result in &chain.results {
        driver.compare(result);
    }
}

/// The rollup at the address that the recorded parameters have.
fn deploy(params: &Params, opening: &BlockOpeningMessage) -> Kit {
    assert_eq!(params.rollup_address().as_bytes(), &ROLLUP);
    let mut world = World::new();
    let service =
        |world: &mut World, file: &str, name: &str| world.deploy(&Build::of(file, name), &[]).expect("deployed");
    let [verifier, vault, oracle, data_layer] = ["MockVerifier", "MockVault", "MockOracle", "MockDataLayer"]
        .map(|name| service(&mut world, "test/mocks/RollupMocks.sol", name));
    let vrf_build = Build::of("src/EcvrfP256.sol", "EcvrfP256");
    let vrf = world.deploy(&vrf_build, &[]).expect("deployed");
    world.call(&STRANGER, &vault, 1_000_000 * ETH, Vec::new());
    let build = Build::of("src/FernetRollup.sol", "FernetRollup");
    for library in &build.libraries {
        world.install(&library.address, &library.runtime);
    }
    let services = [vrf, verifier, vault, oracle, if params.attesters() == 0 { [0; 20] } else { data_layer }]
        .map(|address| address.word());
    let start = [
        opening.block_number.get().word(),
        opening.l1_block.get().word(),
        *opening.parent.as_bytes(),
        STAKE.word(),
        PROVER_STAKE.word(),
    ];
    let arguments = [&params_words(&params.values())[..], &start, &services].concat().concat();
    // The constructor runs at the address of the rollup, and returns the code that stays there.
    world.install(&ROLLUP, &[&build.creation[..], &arguments].concat());
    match world.call(&STRANGER, &ROLLUP, 0, Vec::new()).outcome {
        Outcome::Returned(code) => world.install(&ROLLUP, &code),
        Outcome::Reverted(bytes) => panic!("the constructor: {}", build.error(&bytes)),
        Outcome::Halted(reason) => panic!("the constructor: {reason}"),
    }
    Kit { world, build, rollup: ROLLUP, params: *params, vrf: vrf_build, vault, oracle, index: Index::default() }
}

/// The words of a proof, and whether it is valid. Of another proof they are those that stand in it, and zero.
fn words(key: &[u8; 32], alpha: &[u8], ad: &[u8], proof: &P256ProofBytes) -> (Vec<[u8; 32]>, bool) {
    let bytes = proof.as_bytes();
    let witness = || {
        let key = PublicKey::from_registered(&(*key).into()).ok()?;
        let proof = Proof::try_from(*proof).ok()?;
        Some(key.evm_witness(alpha, Some(ad), &proof).ok()?.to_vec())
    };
    if let Some(words) = witness() {
        return (words, true);
    }
    let word = |from: usize, to: usize| U256::from_be_slice(&bytes[from..to]).word();
    let on_curve = p256::PublicKey::from_sec1_bytes(&bytes[..33]).ok();
    let y = on_curve.map(|point| *point.to_sec1_point(false).as_bytes().last_chunk().expect("y"));
    let mut words = vec![word(1, 33), y.unwrap_or_else(|| (bytes[0] & 1).word()), word(33, 49), word(49, 81)];
    words.resize(14, [0; 32]);
    (words, false)
}

impl<'a> Driver<'a> {
    /// Sends the registrations in the L1 blocks of their records.
    fn register(&mut self, messages: &[Vec<u8>]) {
        let mut records = Vec::new();
        for message in messages {
            let (kind, entry, exit, owner) = match Message::decode(message).expect("a message") {
                Message::RegistrationRecord(record) => {
                    (2, record.entry_l1_block, record.exit_l1_block, record.request.request.owner)
                }
                Message::RegistrationRecordP256(record) => {
                    (24, record.entry_l1_block, record.exit_l1_block, record.request.request.owner)
                }
                _ => continue,
            };
            assert_eq!(exit, None, "a key that exits");
            let length = if kind == 2 { 136 } else { 137 };
            records.push((entry.get(), [&[1, kind], &message[2..length]].concat(), owner.to_bytes()));
        }
        records.sort_by_key(|(entry, ..)| *entry);
        for (entry, request, owner) in records {
            self.kit.world.l1_block = entry;
            if let Ok(Message::RegistrationRequestP256(message)) = Message::decode(&request) {
                let (alpha, id) = (message.request.alpha(&self.kit.params), message.request.id(&self.kit.params));
                let key = message.request.key.as_bytes();
                let (words, valid) = words(key, alpha.as_bytes(), id.as_bytes(), &message.proof);
                let call = self.kit.send(&STRANGER, STAKE, "registerSequencer", args![&request[..], words]);
                assert_eq!(self.note(call).is_ok(), valid, "a request with a proof on P-256");
            } else {
                let call = self.kit.send(&owner, PROVER_STAKE, "registerProver", args![&request[..]]);
                self.note(call).expect("a request with a proof on edwards25519");
            }
        }
    }

    /// Takes a message of the archive.
    fn take(&mut self, message: &[u8], results: &'a [Value]) {
        match Message::decode(message).expect("a message") {
            Message::BlockOpening(opening) => self.open(&opening, results),
            Message::Claim(claim) => {
                let block = self.blocks.get_mut(&claim.block_number.get()).expect("an open block");
                let seed = ProverSeed::from(bytes(&block.result["prover_seed"]));
                let id = claim.claim.id(&seed, &claim.proposal_id);
                block.claims.entry(id.to_bytes()).or_default().push(claim);
            }
            Message::Certificate(certificate) => {
                let block = self.blocks.get_mut(&certificate.head.block_number.get()).expect("an open block");
                let item = format!("certificates[{}]", block.certificates);
                block.certificates += 1;
                if refusal(block.result, &item).is_none() {
                    // The root's proof attests to the certificate.
                    block.certificate = keccak256(message).0;
                }
            }
            Message::L1Event(event) => {
                let L1EventHead { l1_block, base_fee, rate } = event.head;
                (self.kit.world.l1_block, self.kit.world.base_fee) = (l1_block.get(), base_fee);
                let oracle = self.kit.oracle;
                set(&mut self.kit, "MockOracle", &oracle, args![0_u8, rate.wei()]);
                match Message::decode(event.message).expect("a message") {
                    Message::ProposalP256(proposal) => self.propose(&proposal, event.message),
                    Message::Reveal(reveal) => {
                        let root = reveal.with_root().tx_root.to_bytes();
                        self.reveal(reveal.head.block_number, reveal.head.fees, root, [0; 32], event.message);
                    }
                    Message::RevealData(reveal) => {
                        let roots = [reveal.tx_root.to_bytes(), reveal.data_root.to_bytes()];
                        self.reveal(reveal.head.block_number, reveal.head.fees, roots[0], roots[1], event.message);
                    }
                    Message::TreeOfIds(tree) => self.submit(tree),
                    other => panic!("{other:?}"),
                }
            }
            _ => {}
        }
    }

    /// Pins the mix of a block that opens.
    fn open(&mut self, opening: &BlockOpeningMessage, results: &'a [Value]) {
        let (number, mix_block) = (opening.block_number, opening.mix_l1_block.get());
        self.kit.world.l1_block = opening.l1_block.get();
        let header = header(mix_block, opening.mix.as_bytes());
        self.kit.world.remember(mix_block, &header);
        let call = self.kit.send(&STRANGER, 0, "pin", args![&header[..]]);
        self.note(call).expect("a header");
        let is_it = |result: &&Value| self::number::<u64>(&result["block_number"]) == number.get();
        let driven = Driven {
            result: results.iter().find(is_it).expect("a block of the replay"),
            pinned: PinnedMix::new(number, L1Block::new(mix_block), opening.mix).expect("late enough"),
            opened: opening.l1_block.get(),
            proposals: Vec::new(),
            tx_root: [0; 32],
            data_root: [0; 32],
            fees: 0,
            certificates: 0,
            certificate: [0; 32],
            claims: Claims::new(),
            trees: 0,
            accepted: Vec::new(),
        };
        self.blocks.insert(number.get(), driven);
    }

    fn propose(&mut self, message: &ProposalMessage<P256ProofBytes>, bytes: &[u8]) {
        let params = self.kit.params;
        let block = self.blocks.get_mut(&message.block_number.get()).expect("an open block");
        let item = format!("proposals[{}]", block.proposals.len());
        block.proposals.push(bytes.to_vec());
        let expected = refusal(block.result, &item);
        let id = message.proposal.id(&params, message.block_number);
        let alpha = SequencerSeed::new(&params, &block.pinned).alpha();
        let (words, valid) = words(message.key.as_bytes(), alpha.as_bytes(), id.as_bytes(), &message.proof);
        let call = self.kit.send(&STRANGER, message.proposal.bond, "propose", args![bytes, words]);
        match (self.note(call), expected) {
            (Ok(()), None) => {}
            (Err(error), None) => assert_eq!(error, "NotLeading", "{item}"),
            (Ok(()), Some(expected)) => panic!("{item} is accepted, not refused as {expected}"),
            (Err(error), Some("WrongRole")) => assert_eq!(error, "NotRegistered", "{item}"),
            (Err(error), Some(_)) if !valid && OF_PROOFS.contains(&&*error) => {}
            (Err(error), Some(expected)) => assert_eq!(error, expected, "{item}"),
        }
    }

    fn reveal(&mut self, number: BlockNumber, fees: u128, tx_root: [u8; 32], data_root: [u8; 32], bytes: &[u8]) {
        let block = self.blocks.get_mut(&number.get()).expect("an open block");
        (block.fees, block.tx_root, block.data_root) = (fees, tx_root, data_root);
        let proposal = block.proposals[place(&block.result["leader"]["item"])].clone();
        let call = self.kit.send(&STRANGER, 0, "reveal", args![&proposal[..], bytes]);
        self.note(call).unwrap_or_else(|error| panic!("the reveal of block {number}: {error}"));
        self.report(number);
    }

    /// Presents the evidence against sequencers that a block has.
    fn report(&mut self, number: BlockNumber) {
        let params = self.kit.params;
        let block = &self.blocks[&number.get()];
        let found = block.result["equivocations"].as_array().expect("a list");
        let alpha = SequencerSeed::new(&params, &block.pinned).alpha();
        let mut reports = Vec::new();
        for evidence in found.iter().filter(|evidence| evidence["kind"] == "proposal") {
            let items = evidence["items"].as_array().expect("a list");
            let mut two: Vec<_> = items
                .iter()
                .map(|item| {
                    let bytes = &block.proposals[place(item)];
                    let Ok(Message::ProposalP256(message)) = Message::decode(bytes) else { panic!("a proposal") };
                    let id = message.proposal.id(&params, number);
                    let (words, _) = words(message.key.as_bytes(), alpha.as_bytes(), id.as_bytes(), &message.proof);
                    (id, message, words)
                })
                .collect();
            two.sort_unstable_by_key(|(id, ..)| *id);
            let [(_, first, words), (_, second, others)] = two.try_into().expect("two proposals");
            let message = EvidenceMessage { first, second }.to_bytes();
            reports.push(args![&message[..], words, others].to_vec());
        }
        for report in reports {
            let call = self.kit.send(&STRANGER, 0, "reportEquivocation", &report);
            self.note(call).expect("evidence");
            self.seen.evidence += 1;
        }
    }

    fn submit(&mut self, message: TreeMessage<'_, ClaimId>) {
        let params = self.kit.params;
        let number = message.head.block_number.get();
        let snapshot = self.blocks[&number].opened - u64::from(params.randao_lag()) - 2;
        let registry = self.kit.view("registryCommitment", args![snapshot])[0];
        let block = self.blocks.get_mut(&number).expect("an open block");
        let item = format!("trees[{}]", block.trees);
        block.trees += 1;
        let expected = refusal(block.result, &item);
        let shape = TreeShape::new(self::number(&block.result["bases"])).expect("a tree");
        let seed = ProverSeed::from(bytes(&block.result["prover_seed"]));
        let leader = ProposalId::from(bytes(&block.result["leader"]["proposal_id"]));
        let proving = ProvingContext::new(params, seed, leader, shape, Snapshot::new(&params, &block.pinned));
        if let Some(expected) = expected.filter(|expected| !OF_TIME.contains(expected) && *expected != "NoCertificate")
        {
            // A proof cannot show what is not so: the verifier refuses it, whatever the root says.
            let tree = block.accepted.last().expect("a tree before the false one");
            let mut opening = tree.opening(tree.root_seat());
            opening[373] = 0;
            opening[380] += 1;
            let (data, certificate) = (published(&params, tree), block.certificate);
            let asked = args![number, &opening[..], certificate, 7_u64, &data[..], &[1_u8; 32][..]];
            let call = self.kit.send(&STRANGER, 0, "submitRoot", asked);
            assert_eq!(self.note(call), Err("InvalidRootProof".to_owned()), "{item}: {expected}");
            return;
        }
        let tree = Tree::new(&proving, &block.claims, message);
        let opening = tree.opening(tree.root_seat());
        let rank = |tree: &Tree| {
            let sums = tree.root.sums();
            (sums.total.to_be_bytes(), sums.filled, std::cmp::Reverse(tree.root.commitment().to_bytes()))
        };
        let is_best = block.accepted.iter().all(|other| rank(&tree) > rank(other));
        let certificate = if expected == Some("NoCertificate") { [0; 32] } else { block.certificate };
        let (sums, root) = (tree.root.sums(), *tree.root_seat().claim());
        let inputs = [
            certificate,
            block.data_root,
            *leader.as_bytes(),
            *seed.as_bytes(),
            shape.bases().word(),
            block.tx_root,
            block.parent(),
            block.fees.word(),
            registry,
            7_u64.word(),
            *root.statement.as_bytes(),
            *root.left.as_bytes(),
            *root.right.as_bytes(),
            tree.root_seat().scored_key().key().to_bytes(),
            tree.data_hash(),
            sums.total.to_be_bytes(),
            sums.filled.word(),
            sums.kept_base.word(),
            sums.kept_merge.word(),
            *tree.root.commitment().as_bytes(),
        ];
        let proof = keccak256(inputs.concat()).0;
        let asked = args![number, &opening[..], certificate, 7_u64, &published(&params, &tree)[..], &proof[..]];
        let call = self.kit.send(&STRANGER, 0, "submitRoot", asked);
        match (self.note(call), expected) {
            (Ok(()), None) => assert!(is_best, "{item} is not better"),
            (Err(error), None) => assert_eq!((&*error, is_best), ("NotBetter", false), "{item}"),
            (Err(error), Some(expected)) if OF_TIME.contains(&expected) && OF_TIME.contains(&&*error) => {}
            (answer, Some(expected)) => assert_eq!(answer, Err(expected.to_owned()), "{item}"),
        }
        if expected.is_none() {
            self.blocks.get_mut(&number).expect("an open block").accepted.push(tree);
        }
    }

    /// Keeps the events of a call, or counts its refusal.
    pub(super) fn note(&mut self, call: Call) -> Result<(), String> {
        match &call.outcome {
            Outcome::Returned(_) => {
                for log in call.logs.into_iter().filter(|log| log.address == ROLLUP) {
                    let name = self.kit.build.events.get(&log.topics[0]).expect("an event of the contract").clone();
                    self.events.push((name, log));
                }
                Ok(())
            }
            Outcome::Reverted(_) => {
                let error = self.kit.error(&call);
                *self.seen.refused.entry(error.clone()).or_default() += 1;
                Err(error)
            }
            Outcome::Halted(reason) => panic!("{reason}"),
        }
    }
}

impl Driven<'_> {
    /// The id of the block on which this one builds.
    fn parent(&self) -> [u8; 32] {
        let leader = bytes::<32>(&self.result["leader"]["key"]);
        let proposals = self.proposals.iter().filter_map(|bytes| match Message::decode(bytes) {
            Ok(Message::ProposalP256(message)) => Some(message),
            _ => None,
        });
        let of_leader: Vec<_> = proposals.filter(|message| message.key.as_bytes() == &leader).collect();
        *of_leader.first().expect("the leader's proposal").proposal.parent.as_bytes()
    }
}

/// The tree data in the calldata, or where the data layer has it.
fn published(params: &Params, tree: &Tree) -> Vec<u8> {
    if params.attesters() == 0 { tree.data() } else { tree.data_hash().to_vec() }
}
