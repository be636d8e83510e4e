//! `message/`.

use fernet_core::message::{
    AttestationMessage, BlockOpeningMessage, CertificateHead, CertificateProof, ClaimMessage, DecodeError,
    EvidenceMessage, ExitMessage, L1EventHead, Message, ParametersMessage, ProposalMessage, RegistrationRecordMessage,
    RegistrationRequestMessage, RevealDataMessage, RevealHead, RevealRootMessage, SeatOpeningHead, SignedClaim,
    TreeDataHead, TreeElement, TreeHead,
};
use fernet_core::{
    Amount, BatchProofBytes, BlockNumber, Claim, ClaimId, L1Block, MessageError, NodeIndex, P256ProofBytes,
    ParamValues, Proposal, RegistrationRequest, Role, SequencerSuite, TxPerBase, VrfMode, VrfProofBytes,
};
use serde_json::{Value, json};

use super::case::{Cases, fill, int};
use crate::inspect::body;

/// Widths of the fields of parameters, in bytes.
const PARAMETERS: &[(&str, usize)] = &[
    ("chain_id", 8),
    ("rollup_address", 20),
    ("proofs_per_node", 1),
    ("root_seats", 1),
    ("fee_split_cap", 4),
    ("tx_per_base", 1),
    ("vrf_mode", 1),
    ("randao_lag", 4),
    ("activation_delay", 4),
    ("proposal_blocks", 4),
    ("reveal_blocks", 4),
    ("proving_blocks", 4),
    ("bond_base", 16),
    ("reveal_slash_amount", 16),
    ("proof_slash_amount", 16),
    ("block_reward", 16),
    ("rebate_cap", 16),
    ("rebate_gas", 4),
    ("claim_blocks", 4),
    ("base_share", 5),
    ("attesters", 2),
    ("quorum", 2),
    ("attest_blocks", 4),
    ("sequencer_suite", 1),
];

/// Those of a request to register a key, but for its proof.
const REQUEST: &[(&str, usize)] = &[("suite", 1), ("key", 32), ("role", 1), ("owner", 20)];

/// Those of a record of the registry that follow the request.
const RECORD: &[(&str, usize)] = &[("entry_l1_block", 8), ("exit_l1_block", 9)];

/// Those of the opening of a block.
const OPENING: &[(&str, usize)] =
    &[("l1_block", 8), ("mix_l1_block", 8), ("mix", 32), ("parent", 32), ("block_number", 8)];

/// Those of an L1 event before its message.
const EVENT: &[(&str, usize)] = &[("l1_block", 8), ("base_fee", 8), ("rate", 12)];

/// Those of a proposal, but for its proof.
const PROPOSAL: &[(&str, usize)] = &[
    ("block_number", 8),
    ("key", 32),
    ("parent", 32),
    ("fee_split", 4),
    ("tx_order_hash", 32),
    ("payout", 20),
    ("bond", 16),
];

/// Those of a claim, but for its proof.
const CLAIM: &[(&str, usize)] = &[
    ("block_number", 8),
    ("proposal_id", 32),
    ("key", 32),
    ("node", 8),
    ("statement", 32),
    ("proof_digest", 32),
    ("left", 32),
    ("right", 32),
    ("fee_burn", 4),
    ("payout", 20),
    ("rebate_payee", 20),
];

/// Those of a reveal, but for the number of transactions and what follows it.
const REVEAL: &[(&str, usize)] = &[("block_number", 8), ("salt", 32), ("fees", 16)];

fn parameters_message(change: impl FnOnce(&mut ParamValues)) -> Vec<u8> {
    let mut values = ParamValues::new(1, fill(0xfe).into());
    change(&mut values);
    ParametersMessage { values }.to_bytes().to_vec()
}

/// A request with a proof of either suite.
fn request_message<P>(role: Role, suite: SequencerSuite, proof: P) -> RegistrationRequestMessage<P> {
    let (key, owner) = (fill(0x02).into(), fill(0x0a).into());
    RegistrationRequestMessage { request: RegistrationRequest { suite: suite.into(), key, role, owner }, proof }
}

fn edwards_request() -> RegistrationRequestMessage {
    request_message(Role::Prover, SequencerSuite::Edwards25519, fill(0x0f).into())
}

fn p256_request() -> RegistrationRequestMessage<P256ProofBytes> {
    request_message(Role::Sequencer, SequencerSuite::P256, fill(0x0f).into())
}

fn record_message<P>(
    request: RegistrationRequestMessage<P>,
    exit_l1_block: Option<u64>,
) -> RegistrationRecordMessage<P> {
    let (entry_l1_block, exit_l1_block) = (L1Block::new(900), exit_l1_block.map(L1Block::new));
    RegistrationRecordMessage { request, entry_l1_block, exit_l1_block }
}

fn edwards_record(exit_l1_block: Option<u64>) -> Vec<u8> {
    record_message(edwards_request(), exit_l1_block).to_bytes().to_vec()
}

fn exit_message() -> Vec<u8> {
    ExitMessage { key: fill(0x02).into(), owner: fill(0x0a).into() }.to_bytes().to_vec()
}

fn opening_message() -> BlockOpeningMessage {
    BlockOpeningMessage {
        l1_block: L1Block::new(1064),
        mix_l1_block: L1Block::new(1000),
        mix: fill(0x4d).into(),
        parent: fill(0x09).into(),
        block_number: BlockNumber::new(42),
    }
}

fn event_message(message: &[u8]) -> Vec<u8> {
    let rate = Amount::new(3_000_000_000_000_000_000_000).expect("below 2^96");
    let head = L1EventHead { l1_block: L1Block::new(1065), base_fee: 12_000_000_000, rate };
    [&head.to_bytes(), message].concat()
}

fn proposal_with<P>(key: u8, proof: P) -> ProposalMessage<P> {
    ProposalMessage {
        block_number: BlockNumber::new(42),
        key: fill(key).into(),
        proposal: Proposal {
            parent: fill(0x09).into(),
            fee_split: 800_000,
            tx_order_hash: fill(0x05).into(),
            payout: fill(0x0a).into(),
            bond: 1_000_000_007,
        },
        proof,
    }
}

fn proposal_message(key: u8) -> ProposalMessage {
    proposal_with(key, fill(0x0f).into())
}

fn p256_proposal(key: u8) -> ProposalMessage<P256ProofBytes> {
    proposal_with(key, fill(0x0f).into())
}

fn claim_of(digest: u8) -> Claim {
    Claim {
        node: NodeIndex::new(5),
        statement: fill(0x57).into(),
        proof_digest: fill(digest).into(),
        left: fill(0x1e).into(),
        right: fill(0x1f).into(),
        fee_burn: 400_000,
        payout: fill(0x0a).into(),
        rebate_payee: fill(0x0b).into(),
    }
}

fn claim_message<P>(digest: u8, proof: P) -> ClaimMessage<P> {
    ClaimMessage {
        block_number: BlockNumber::new(42),
        proposal_id: fill(0x1d).into(),
        key: fill(0x02).into(),
        claim: claim_of(digest),
        proof,
    }
}

fn reveal_head(count: u64) -> RevealHead {
    RevealHead { block_number: BlockNumber::new(42), salt: fill(0x05).into(), fees: 1_000_000_000_000_000_000, count }
}

fn reveal_message(count: u64, transactions: u8) -> Vec<u8> {
    let hashes = (1..=transactions).flat_map(fill::<32>);
    reveal_head(count).to_bytes().into_iter().chain(hashes).collect()
}

fn reveal_data() -> [u8; 130] {
    let (tx_root, data_root) = (fill(0x33).into(), fill(0xda).into());
    RevealDataMessage { head: reveal_head(3), tx_root, data_root }.to_bytes()
}

fn attestation_message(data_root: u8) -> AttestationMessage {
    AttestationMessage {
        block_number: BlockNumber::new(42),
        proposal_id: fill(0x1d).into(),
        data_root: fill(data_root).into(),
        key: fill(0x02).into(),
        proof: fill(0x0f).into(),
    }
}

/// A certificate whose head states `count` attestations, and `attestations` of them with proofs of `width` bytes.
fn certificate<P: CertificateProof>(count: u16, attestations: u8, width: usize) -> Vec<u8> {
    let (block_number, proposal_id) = (BlockNumber::new(42), fill(0x1d).into());
    let head = CertificateHead { block_number, proposal_id, data_root: fill(0xda).into(), count };
    let signed = (1..=attestations).flat_map(|key| [&fill::<32>(key)[..], &vec![0x0f; width]].concat());
    head.to_bytes::<P>().into_iter().chain(signed).collect()
}

/// A tree whose head states `count` bundles, and bundles of `seats`. Each element is `element`.
fn tree_message<T: TreeElement>(count: u64, seats: &[u8], element: &[u8]) -> Vec<u8> {
    let head = TreeHead { block_number: BlockNumber::new(42), proposal_id: fill(0x1d).into(), count };
    let mut bytes = head.to_bytes::<T>().to_vec();
    for seats in seats {
        bytes.push(*seats);
        (0..*seats).for_each(|_| bytes.extend(element));
    }
    bytes
}

fn tree_of_ids(count: u64, seats: &[u8]) -> Vec<u8> {
    tree_message::<ClaimId>(count, seats, &fill::<32>(0xc1))
}

fn tree_of_claims(count: u64, seats: &[u8]) -> Vec<u8> {
    let signed = SignedClaim { key: fill(0x02).into(), claim: claim_of(0x03), proof: fill(0x0f).into() };
    tree_message::<SignedClaim>(count, seats, &signed.to_bytes())
}

/// Tree data whose head states `count` nodes, and `nodes` nodes.
fn tree_data(count: u64, nodes: usize) -> Vec<u8> {
    let head = TreeDataHead { block_number: BlockNumber::new(42), proposal_id: fill(0x1d).into(), count };
    [&head.to_bytes()[..], &[0x5e; 152].repeat(nodes)].concat()
}

/// The opening of a seat that states `stated` levels, and has `levels`.
fn seat_opening(stated: u8, levels: usize) -> Vec<u8> {
    let head = SeatOpeningHead { block_number: BlockNumber::new(42), proposal_id: fill(0x1d).into(), levels: stated };
    [&head.to_bytes()[..], &[0x5e; 429], &[0x1e; 120].repeat(levels)].concat()
}

fn decoded(bytes: &[u8]) -> Result<Value, DecodeError> {
    let message = Message::decode(bytes)?;
    Ok(json!({ "kind": message.kind().name(), "body": body(&message) }))
}

fn input(bytes: &[u8]) -> Value {
    json!({ "bytes": base16ct::lower::encode_string(bytes) })
}

/// The cases of one file.
struct Messages(Cases);

impl Messages {
    fn add(&mut self, id: impl Into<String>, flags: &[&str], reason: &str, bytes: &[u8]) {
        self.0.add(id, flags, reason, input(bytes), decoded(bytes));
    }

    /// Each field with its least and its greatest value, and a byte too many.
    fn add_limits(&mut self, name: &str, bytes: &[u8], fields: &[(&str, usize)]) {
        let mut start = 2;
        for (field, width) in fields {
            for (limit, byte) in [("least", 0), ("greatest", 0xff)] {
                let mut bytes = bytes.to_vec();
                bytes[start..start + width].fill(byte);
                self.add(format!("{name}-{field}-{limit}"), &["boundary"], "only the form is checked", &bytes);
            }
            start += width;
        }
        self.add(format!("{name}-surplus"), &["boundary"], "a byte after the message", &[bytes, &[0]].concat());
    }
}

pub(super) fn form() -> Value {
    let mut cases = Messages(Cases::of("#message-form"));
    cases.add("empty", &["boundary"], "no byte", &[]);
    cases.add("version-only", &["boundary"], "the message ends before its kind", &[1]);
    cases.add("header-only", &["boundary"], "the message ends before its body", &[1, 7]);
    let body = &proposal_message(1).to_bytes()[2..];
    for version in [0, 2, 0xff] {
        cases.add(format!("version-{version}"), &[], "another version", &[&[version, 7], body].concat());
    }
    cases.add("version-alone", &["order"], "another version, and no kind", &[2]);
    cases.add("version-first", &["order"], "another version, and an unknown kind", &[2, 0]);
    for kind in [0, 27, 0xff] {
        cases.add(format!("kind-{kind}"), &["boundary"], "there is no such kind", &[&[1, kind], body].concat());
    }
    cases.add("two", &[], "two messages", &proposal_message(1).to_bytes().repeat(2));
    cases.0.finish()
}

pub(super) fn parameters() -> Value {
    let mut cases = Messages(Cases::of("#message-parameters"));
    let bytes = parameters_message(|_| {});
    cases.add("defaults", &[], "", &bytes);
    cases.add_limits("parameters", &bytes, PARAMETERS);
    for (id, change) in [
        ("root-seats", (|v| v.root_seats = Some(1)) as fn(&mut ParamValues)),
        ("tx-per-base-1", |v| v.tx_per_base = TxPerBase::One),
        ("per-block", |v| v.vrf_mode = VrfMode::PerBlock),
        ("public", |v| v.vrf_mode = VrfMode::Public),
        ("p256", |v| v.sequencer_suite = SequencerSuite::P256),
        ("base-share-0", |v| v.base_share = Some(0)),
        ("base-share-greatest", |v| v.base_share = Some(u32::MAX)),
        ("attesters", |v| (v.attesters, v.quorum, v.attest_blocks) = (256, 154, 10)),
        ("quorum-above", |v| v.quorum = 1),
    ] {
        cases.add(id, &[], "", &parameters_message(change));
    }
    for (id, field, index, byte) in [
        ("tx-per-base-3", "tx_per_base", 0, 3),
        ("vrf-mode-3", "vrf_mode", 0, 3),
        ("base-share-2", "base_share", 0, 2),
        ("base-share-none-1", "base_share", 4, 1),
        ("suite-tai", "sequencer_suite", 0, 3),
        ("suite-p256-tai", "sequencer_suite", 0, 1),
    ] {
        let mut bytes = bytes.clone();
        let before = PARAMETERS.iter().take_while(|(name, _)| *name != field).map(|(_, width)| width);
        bytes[2 + before.sum::<usize>() + index] = byte;
        cases.add(id, &["boundary"], "a value that the field cannot have", &bytes);
    }
    cases.0.finish()
}

pub(super) fn registry() -> Value {
    let mut cases = Messages(Cases::of("#message-registry"));
    let request = edwards_request().to_bytes();
    cases.add("request", &[], "", &request);
    cases.add_limits("request", &request, &[REQUEST, &[("proof", 80)]].concat());
    for role in 0..=4 {
        let mut bytes = request;
        bytes[35] = role;
        cases.add(format!("role-{role}"), &["boundary"], "the number of a role", &bytes);
    }
    let record = edwards_record(Some(1000));
    cases.add("record", &[], "the key has exited", &record);
    cases.add("record-present", &[], "the key has not exited", &edwards_record(None));
    cases.add("record-exit-greatest", &["boundary"], "an exit in L1 block 2^64 - 1", &edwards_record(Some(u64::MAX)));
    cases.add_limits("record", &record, &[REQUEST, &[("proof", 80)], RECORD].concat());
    for (id, at, byte) in [("exit-flag-2", 144, 2), ("exit-none-1", 152, 1), ("exit-none-first", 145, 1)] {
        let mut bytes = edwards_record(None);
        bytes[at] = byte;
        cases.add(id, &["boundary"], "neither a value nor none", &bytes);
    }
    let exit = exit_message();
    cases.add("exit", &[], "", &exit);
    cases.add_limits("exit", &exit, &[("key", 32), ("owner", 20)]);
    cases.add("event", &[], "L1 received an exit", &event_message(&exit));
    let request = p256_request().to_bytes();
    cases.add("request-p256", &[], "a sequencer's key on P-256", &request);
    cases.add_limits("request-p256", &request, &[REQUEST, &[("proof", 81)]].concat());
    let record = record_message(p256_request(), Some(1000)).to_bytes();
    cases.add("record-p256", &[], "a key on P-256 that has exited", &record);
    let present = record_message(p256_request(), None).to_bytes();
    cases.add("record-p256-present", &[], "a key on P-256 that has not exited", &present);
    cases.add_limits("record-p256", &record, &[REQUEST, &[("proof", 81)], RECORD].concat());
    cases.0.finish()
}

pub(super) fn l1() -> Value {
    let mut cases = Messages(Cases::of("#message-l1"));
    let opening = opening_message().to_bytes();
    cases.add("opening", &[], "", &opening);
    cases.add_limits("opening", &opening, OPENING);
    let proposal = proposal_message(1).to_bytes();
    let event = event_message(&proposal);
    cases.add("event", &[], "L1 received a proposal", &event);
    cases.add_limits("event", &event, EVENT);
    cases.add("event-tree", &[], "L1 received a message with lists", &event_message(&tree_of_ids(3, &[3, 2, 1])));
    cases.add("event-nothing", &["boundary"], "without a message", &event_message(&[]));
    cases.add("event-truncated", &[], "the message ends within its proof", &event_message(&proposal[..200]));
    cases.add("event-version", &[], "the message has another version", &event_message(&[2, 7]));
    cases.add("event-unknown", &[], "the message is of an unknown kind", &event_message(&[1, 0]));
    cases.add(
        "event-p256",
        &[],
        "L1 received a proposal with a proof on P-256",
        &event_message(&p256_proposal(1).to_bytes()),
    );
    cases.add("event-event", &[], "an event does not contain another one", &event_message(&event));
    cases.add("event-seats", &["boundary"], "a wrong value in the message", &event_message(&tree_of_ids(1, &[4])));
    cases.0.finish()
}

pub(super) fn proposal() -> Value {
    let mut cases = Messages(Cases::of("#message-proposal"));
    let bytes = proposal_message(1).to_bytes();
    cases.add("proposal", &[], "", &bytes);
    cases.add_limits("proposal", &bytes, &[PROPOSAL, &[("proof", 80)]].concat());
    let bytes = p256_proposal(1).to_bytes();
    cases.add("proposal-p256", &[], "a proof on P-256", &bytes);
    cases.add_limits("proposal-p256", &bytes, &[PROPOSAL, &[("proof", 81)]].concat());
    cases.add("proposal-p256-short", &["boundary"], "a proof of 80 bytes", &bytes[..226]);
    cases.0.finish()
}

pub(super) fn reveal() -> Value {
    let mut cases = Messages(Cases::of("#message-reveal"));
    cases.add("none", &["boundary"], "no transaction", &reveal_message(0, 0));
    cases.add("one", &[], "one transaction", &reveal_message(1, 1));
    cases.add("three", &[], "three transactions", &reveal_message(3, 3));
    cases.add("missing", &[], "one transaction is missing", &reveal_message(3, 2));
    cases.add("extra", &[], "one transaction too many", &reveal_message(1, 2));
    cases.add(
        "count-greatest",
        &["boundary"],
        "2^64 - 1 transactions, of which two are there",
        &reveal_message(u64::MAX, 2),
    );
    cases.add("count-wraps", &["boundary"], "2^59 transactions have 2^64 bytes", &reveal_message(1 << 59, 2));
    cases.add_limits("reveal", &reveal_message(1, 1), REVEAL);
    let root = RevealRootMessage { head: reveal_head(3), tx_root: fill(0x33).into() }.to_bytes();
    cases.add("root", &[], "the root in place of the hashes", &root);
    cases.add_limits("root", &root, &[REVEAL, &[("count", 8), ("tx_root", 32)]].concat());
    let data = reveal_data();
    cases.add("data", &[], "with the root of the proof data", &data);
    cases.add_limits("data", &data, &[REVEAL, &[("count", 8), ("tx_root", 32), ("data_root", 32)]].concat());
    cases.add("root-for-data", &[], "no root of the proof data", &[&[1, 11], &root[2..]].concat());
    cases.add("data-for-root", &[], "a root of the proof data too many", &[&[1, 10], &data[2..]].concat());
    cases.0.finish()
}

/// The fields of an attestation, and those of a certificate with one attestation.
const ATTESTATION: &[(&str, usize)] =
    &[("block_number", 8), ("proposal_id", 32), ("data_root", 32), ("key", 32), ("proof", 80)];

pub(super) fn attestation() -> Value {
    let mut cases = Messages(Cases::of("#message-attestation"));
    let bytes = attestation_message(0xda).to_bytes();
    cases.add("attestation", &[], "", &bytes);
    cases.add_limits("attestation", &bytes, ATTESTATION);
    type Make = fn(u16, u8, usize) -> Vec<u8>;
    for (name, make, width) in [
        ("certificate", certificate::<VrfProofBytes> as Make, 80),
        ("batch", certificate::<BatchProofBytes> as Make, 128),
    ] {
        let mut add = |id: &str, flags: &[&str], reason: &str, bytes: &[u8]| {
            cases.add(format!("{name}-{id}"), flags, reason, bytes);
        };
        add("one", &[], "one attestation", &make(1, 1, width));
        add("three", &[], "three attestations", &make(3, 3, width));
        add("none", &["boundary"], "no attestation: no block needs none, but the form is right", &make(0, 0, width));
        add("missing", &[], "an attestation is missing", &make(3, 2, width));
        add("extra", &[], "an attestation too many", &make(1, 2, width));
        add("count-greatest", &["boundary"], "65535 attestations, of which one is there", &make(u16::MAX, 1, width));
        add("other-proof", &[], "proofs of the other form", &make(2, 2, 208 - width));
        cases.add_limits(&format!("{name}-head"), &make(1, 1, width), &ATTESTATION[..3]);
    }
    cases.0.finish()
}

pub(super) fn claim() -> Value {
    let mut cases = Messages(Cases::of("#message-claim"));
    let bytes = claim_message::<VrfProofBytes>(0x03, fill(0x0f).into()).to_bytes();
    cases.add("claim", &[], "", &bytes);
    cases.add_limits("claim", &bytes, &[CLAIM, &[("proof", 80)]].concat());
    let batch = claim_message::<BatchProofBytes>(0x03, fill(0x0f).into()).to_bytes();
    cases.add("batch", &[], "the proof is in batch form", &batch);
    cases.add_limits("batch", &batch, &[CLAIM, &[("proof", 128)]].concat());
    cases.add("other-proof", &[], "a proof in batch form in a claim", &[&[1, 12], &batch[2..]].concat());
    cases.add("other-batch", &[], "a proof of 80 bytes in a claim in batch form", &[&[1, 13], &bytes[2..]].concat());
    cases.0.finish()
}

pub(super) fn tree() -> Value {
    let mut cases = Messages(Cases::of("#message-tree"));
    type Make = fn(u64, &[u8]) -> Vec<u8>;
    for (name, make) in [("ids", tree_of_ids as Make), ("claims", tree_of_claims as Make)] {
        let mut add = |id: &str, flags: &[&str], reason: &str, count: u64, seats: &[u8]| {
            cases.add(format!("{name}-{id}"), flags, reason, &make(count, seats));
        };
        add("one", &[], "one bundle of one seat", 1, &[1]);
        add("three", &[], "three bundles", 3, &[3, 2, 1]);
        add("none", &["boundary"], "no bundle: the tree is not complete, but the form is right", 0, &[]);
        add("empty", &["boundary"], "a bundle without seats", 2, &[0, 1]);
        add("four", &["boundary"], "more seats than a node can have", 2, &[1, 4]);
        add("missing", &[], "a bundle is missing", 3, &[1, 1]);
        add("extra", &[], "a bundle too many", 1, &[1, 1]);
        add("count-greatest", &["boundary"], "2^64 - 1 bundles, of which one is there", u64::MAX, &[1]);
        let mut bytes = make(1, &[1]);
        bytes[50] = 0xff;
        cases.add(format!("{name}-seats-greatest"), &["boundary"], "255 seats", &bytes);
        bytes[50] = 2;
        cases.add(format!("{name}-seat-missing"), &[], "two seats, of which one is there", &bytes);
        cases.add(
            format!("{name}-surplus"),
            &["boundary"],
            "a byte after the message",
            &[make(1, &[1]), vec![0]].concat(),
        );
    }
    for (id, flags, reason, bytes) in [
        ("data-one", &[][..], "the data of one node", tree_data(1, 1)),
        ("data-three", &[], "the data of three nodes", tree_data(3, 3)),
        ("data-none", &["boundary"], "no node: the data is not complete, but the form is right", tree_data(0, 0)),
        ("data-missing", &[], "a node is missing", tree_data(3, 2)),
        ("data-extra", &[], "a node too many", tree_data(1, 2)),
        ("data-count-greatest", &["boundary"], "2^64 - 1 nodes, of which one is there", tree_data(u64::MAX, 1)),
        ("opening-root", &["boundary"], "no level", seat_opening(0, 0)),
        ("opening-levels", &[], "three levels", seat_opening(3, 3)),
        ("opening-levels-most", &["boundary"], "32 levels", seat_opening(32, 32)),
        ("opening-levels-too-many", &["boundary"], "33 levels", seat_opening(33, 33)),
        ("opening-levels-greatest", &["boundary"], "255 levels, of which none is there", seat_opening(255, 0)),
        ("opening-missing", &[], "a level is missing", seat_opening(3, 2)),
        ("opening-extra", &[], "a level too many", seat_opening(1, 2)),
    ] {
        cases.add(id, flags, reason, &bytes);
    }
    let [ids, claims] = [tree_of_ids(1, &[1]), tree_of_claims(1, &[1])];
    cases.add("ids-for-claims", &[], "an id in a tree of claims", &[&[1, 17], &ids[2..]].concat());
    cases.add("claims-for-ids", &[], "a claim in a tree of ids", &[&[1, 16], &claims[2..]].concat());
    cases.0.finish()
}

fn evidence_messages() -> [Vec<u8>; 4] {
    let proposals = EvidenceMessage { first: proposal_message(1), second: proposal_message(2) };
    let [first, second] = [0x03, 0x04].map(|digest| claim_message(digest, fill(0x0f).into()));
    let attestations = EvidenceMessage { first: attestation_message(0xda), second: attestation_message(0xdb) };
    [
        proposals.to_bytes().to_vec(),
        EvidenceMessage { first, second }.to_bytes().to_vec(),
        attestations.to_bytes().to_vec(),
        EvidenceMessage { first: p256_proposal(1), second: p256_proposal(2) }.to_bytes().to_vec(),
    ]
}

pub(super) fn evidence() -> Value {
    let mut cases = Messages(Cases::of("#message-evidence"));
    let [proposals, claims, attestations, p256_proposals] = evidence_messages();
    cases.add("proposals", &[], "two proposals", &proposals);
    cases.add_limits("proposals", &proposals, &[]);
    cases.add("claims", &[], "two claims", &claims);
    cases.add_limits("claims", &claims, &[]);
    cases.add("attestations", &[], "two attestations", &attestations);
    cases.add_limits("attestations", &attestations, &[]);
    cases.add("proposals-p256", &[], "two proposals with proofs on P-256", &p256_proposals);
    cases.add_limits("proposals-p256", &p256_proposals, &[]);
    let same = EvidenceMessage { first: proposal_message(1), second: proposal_message(1) };
    cases.add("same", &[], "the same proposal twice: no evidence, but the form is right", &same.to_bytes());
    cases.0.finish()
}

/// For each kind, one message cut after each number of bytes.
pub(super) fn truncated() -> Value {
    let mut cases = Cases::of("#message-errors");
    let [proposals, claims, attestations, p256_proposals] = evidence_messages();
    let messages = [
        parameters_message(|values| values.base_share = Some(1)),
        edwards_request().to_bytes().to_vec(),
        edwards_record(Some(1000)),
        exit_message(),
        opening_message().to_bytes().to_vec(),
        event_message(&opening_message().to_bytes()),
        proposal_message(1).to_bytes().to_vec(),
        reveal_message(2, 2),
        RevealRootMessage { head: reveal_head(3), tx_root: fill(0x33).into() }.to_bytes().to_vec(),
        claim_message::<VrfProofBytes>(0x03, fill(0x0f).into()).to_bytes().to_vec(),
        claim_message::<BatchProofBytes>(0x03, fill(0x0f).into()).to_bytes().to_vec(),
        tree_of_ids(2, &[2, 1]),
        tree_of_claims(2, &[2, 1]),
        tree_data(2, 2),
        seat_opening(2, 2),
        proposals,
        claims,
        reveal_data().to_vec(),
        attestation_message(0xda).to_bytes().to_vec(),
        certificate::<VrfProofBytes>(2, 2, 80),
        certificate::<BatchProofBytes>(2, 2, 128),
        attestations,
        p256_request().to_bytes().to_vec(),
        record_message(p256_request(), Some(1000)).to_bytes().to_vec(),
        p256_proposal(1).to_bytes().to_vec(),
        p256_proposals,
    ];
    for bytes in messages {
        let kind = Message::decode(&bytes).expect("a whole message").kind();
        let mut fields: Vec<(DecodeError, usize)> = Vec::new();
        for length in 0..bytes.len() {
            let error = Message::decode(&bytes[..length]).expect_err("a part of a message");
            assert_eq!(error.error, MessageError::Truncated, "{kind}: {length} bytes");
            match fields.last_mut() {
                Some((field, width)) if *field == error => *width += 1,
                _ => fields.push((error, 1)),
            }
        }
        let fields: Vec<Value> = fields
            .into_iter()
            .map(|(field, width)| json!({ "field": field.field, "offset": int(field.offset), "width": int(width) }))
            .collect();
        cases.add_valid(
            kind.name(),
            &[],
            "every length below that of the message",
            input(&bytes),
            json!({ "fields": fields }),
        );
    }
    cases.finish()
}
