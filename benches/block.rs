//! The driver of a block beside the verification of proofs that it contains, and what a client does in a restart.

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fernet_block::{Block, Registry};
use fernet_core::message::{
    AttestationMessage, CertificateHead, CertificateMessage, ClaimMessage, ProposalMessage, RevealDataMessage,
    RevealRootMessage, SignedAttestation,
};
use fernet_core::{
    Address, BatchProofBytes, BlockHash, BlockNumber, BundleCommitment, Chain, Claim, DataDigest, DataRoot, KeyBytes,
    L1Block, NodeIndex, Opening, ParamValues, Params, PinnedMix, ProofDigest, Proposal, RandaoMix, Registration,
    Reveal, Role, Salt, Snapshot, Statement, TxHash, VrfProofBytes,
};
use fernet_vrf::{BatchKey, Proof, PublicKey, SecretKey, Suite};

const OPENS: L1Block = L1Block::new(1064);
const REVEALED: L1Block = L1Block::new(1067);

/// A block with a leader, revealed, and the registry of its keys.
struct Setting {
    chain: Chain<8>,
    block: Block<2>,
    registry: Vec<Registration>,
    provers: Vec<SecretKey>,
    proposal: ProposalMessage,
    proposing: (Chain<8>, Block<2>),
}

fn setting() -> Result<Setting, Box<dyn std::error::Error>> {
    let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
    let sequencer = SecretKey::from_seed(&[1; 32]);
    let provers: Vec<SecretKey> = (2..66).map(|byte| SecretKey::from_seed(&[byte; 32])).collect();
    let registration = |secret: &SecretKey, role| {
        let (entry_l1_block, exit_l1_block) = (L1Block::new(0), None);
        Registration { key: secret.public_key().to_bytes(), role, entry_l1_block, exit_l1_block }
    };
    let mut registry: Vec<Registration> = provers.iter().map(|prover| registration(prover, Role::Prover)).collect();
    registry.push(registration(&sequencer, Role::Sequencer));
    registry.sort_by_key(|registration| registration.key);

    let (block_number, parent) = (BlockNumber::new(42), BlockHash::ZERO);
    let opening = Opening { block_number, l1_block: OPENS, parent };
    let mut chain = Chain::<8>::new(&params, opening)?;
    while chain.advance(OPENS)?.is_some() {}
    let pinned = PinnedMix::new(block_number, L1Block::new(1000), RandaoMix::from_bytes([7; 32]))?;
    let mut block = Block::<2>::open(&params, opening, pinned)?;
    let transactions: Vec<TxHash> = (0..32).map(|byte| TxHash::from_bytes([byte; 32])).collect();
    let contents = Reveal::new(Salt::from_bytes([5; 32]), 1_000_000, &transactions);
    let (tx_order_hash, payout) = (contents.tx_order_hash(), Address::from_bytes([1; 20]));
    let proposal = Proposal { parent, fee_split: 800_000, tx_order_hash, payout, bond: 0 };
    let proposal = block.sign_proposal(&sequencer, &proposal, registry.as_slice())?;
    block.propose(&mut chain, OPENS, &proposal, registry.as_slice())?;
    let proposing = (chain.clone(), block.clone());
    while chain.advance(REVEALED)?.is_some() {}
    block.reveal(&mut chain, REVEALED, &RevealRootMessage::new(block_number, &contents))?;
    Ok(Setting { chain, block, registry, provers, proposal, proposing })
}

impl Setting {
    /// Claims of bases, each of another node or prover.
    fn claims(&self, count: usize) -> Vec<ClaimMessage> {
        let registry = self.registry.as_slice();
        let nodes = (0..16_u64).map(|base| 2 * base);
        let all = nodes.flat_map(|node| self.provers.iter().map(move |prover| (node, prover)));
        let claim = |(node, prover): (u64, &SecretKey)| {
            let claim = Claim {
                node: NodeIndex::new(node),
                statement: Statement::from_bytes([2; 32]),
                proof_digest: ProofDigest::from_bytes([4; 32]),
                left: BundleCommitment::ZERO,
                right: BundleCommitment::ZERO,
                fee_burn: 0,
                payout: Address::from_bytes([5; 20]),
                rebate_payee: Address::ZERO,
            };
            self.block.sign_claim(prover, &claim, registry).expect("a valid claim")
        };
        all.take(count).map(claim).collect()
    }

    fn look_up(&self) -> impl Fn(&KeyBytes) -> Option<Registration> + '_ {
        |key| self.registry.binary_search_by_key(key, |of| of.key).ok().and_then(|at| self.registry.get(at)).copied()
    }
}

/// A message through the driver, and its proof alone: the second is the most of the first.
fn driver(criterion: &mut Criterion) {
    let setting = setting().expect("a block");
    let registry = setting.look_up();
    let mut group = criterion.benchmark_group("driver");
    let claim = setting.claims(1)[0];
    let bytes = claim.to_bytes();
    group.bench_function("decode a claim", |b| b.iter(|| <ClaimMessage>::decode(black_box(&bytes))));
    group.bench_function("a claim", |b| b.iter(|| setting.block.claim(black_box(&claim), &registry)));
    let proving = setting.block.proving().expect("revealed");
    let (alpha, id) = (proving.alpha(claim.claim.node), claim.claim.id(proving.seed(), proving.proposal_id()));
    group.bench_function("the proof of a claim alone", |b| {
        b.iter(|| {
            let (key, proof) = (PublicKey::from_bytes(claim.key.as_bytes())?, Proof::try_from(claim.proof)?);
            key.verify(Suite::Ell2, alpha.as_bytes(), Some(id.as_bytes()), black_box(&proof)).map_err(Box::from)
                as Result<_, Box<dyn std::error::Error>>
        });
    });
    let (mut chain, mut block) = setting.proposing.clone();
    group.bench_function("a proposal", |b| {
        b.iter(|| block.propose(&mut chain, OPENS, black_box(&setting.proposal), &registry));
    });
    let mut buffer = [0; Block::<2>::STORED_LEN];
    let stored = setting.block.to_bytes(&mut buffer).expect("room").to_vec();
    group.bench_function("store a block", |b| {
        b.iter(|| setting.block.to_bytes(black_box(&mut buffer)).map(<[u8]>::len))
    });
    group.bench_function("restore a block", |b| b.iter(|| Block::<2>::from_bytes(black_box(&stored))));
    let mut buffer = [0; Chain::<8>::STORED_LEN];
    group.bench_function("store a chain", |b| {
        b.iter(|| setting.chain.to_bytes(black_box(&mut buffer)).map(<[u8]>::len))
    });
    group.finish();
}

/// Claims on one core, together and one by one.
fn claims(criterion: &mut Criterion) {
    let setting = setting().expect("a block");
    let registry = setting.look_up();
    let mut group = criterion.benchmark_group("claims, a claim");
    for count in [64, 1024] {
        let single = setting.claims(count);
        let batch: Vec<_> = single.iter().map(|claim| setting.block.batch_form(claim).expect("a claim")).collect();
        group.throughput(Throughput::Elements(u64::try_from(count).expect("small")));
        group.bench_function(BenchmarkId::new("one by one, 80 bytes", count), |b| {
            b.iter(|| single.iter().filter(|claim| setting.block.claim(*claim, &registry).is_ok()).count());
        });
        group.bench_function(BenchmarkId::new("batch, 128 bytes", count), |b| {
            b.iter(|| setting.block.claims(black_box(&batch), &registry).iter().filter(|seat| seat.is_ok()).count());
        });
    }
    group.finish();
}

/// Attestations and certificates at 256 attesters of 1000 keys, of which 154 are needed.
fn attestations(criterion: &mut Criterion) {
    let params = Params::new(ParamValues {
        attesters: 256,
        quorum: 154,
        attest_blocks: 10,
        ..ParamValues::new(1, Address::from_bytes([0xfe; 20]))
    })
    .expect("in range");
    let secrets: Vec<SecretKey> = (0..1000_u16)
        .map(|id| {
            let mut seed = [7; 32];
            seed[..2].copy_from_slice(&id.to_be_bytes());
            SecretKey::from_seed(&seed)
        })
        .collect();
    let registry: BTreeMap<KeyBytes, Registration> = secrets
        .iter()
        .enumerate()
        .map(|(i, secret)| {
            let (entry_l1_block, exit_l1_block) = (L1Block::new(0), None);
            let role = if i == 0 { Role::Sequencer } else { Role::Prover };
            let key = secret.public_key().to_bytes();
            (key, Registration { key, role, entry_l1_block, exit_l1_block })
        })
        .collect();
    let registry = Keys(registry);
    let (block_number, parent) = (BlockNumber::new(42), BlockHash::ZERO);
    let opening = Opening { block_number, l1_block: OPENS, parent };
    let mut chain = Chain::<8>::new(&params, opening).expect("a chain");
    while chain.advance(OPENS).expect("time goes on").is_some() {}
    let pinned = PinnedMix::new(block_number, L1Block::new(1000), RandaoMix::from_bytes([7; 32])).expect("a mix");
    let mut block = Block::<2>::open(&params, opening, pinned).expect("a block");
    let digests: Vec<DataDigest> = (0..32).map(|byte| DataDigest::from_bytes([byte; 32])).collect();
    let transactions: Vec<TxHash> = (0..32).map(|byte| TxHash::from_bytes([byte; 32])).collect();
    let contents = Reveal {
        data_root: Some(DataRoot::new(&digests)),
        ..Reveal::new(Salt::from_bytes([5; 32]), 1_000_000, &transactions)
    };
    let (tx_order_hash, payout) = (contents.tx_order_hash(), Address::from_bytes([1; 20]));
    let proposal = Proposal { parent, fee_split: 800_000, tx_order_hash, payout, bond: 0 };
    let proposal = block.sign_proposal(&secrets[0], &proposal, &registry).expect("it is valid");
    block.propose(&mut chain, OPENS, &proposal, &registry).expect("it is valid");
    while chain.advance(REVEALED).expect("time goes on").is_some() {}
    let reveal = RevealDataMessage::new(block_number, &contents).expect("it has a root");
    block.reveal_with_data(&mut chain, REVEALED, &reveal).expect("it is valid");

    let sign = |secret: &SecretKey| block.sign_attestation(secret, &digests, REVEALED, &registry).ok();
    let mut messages: Vec<AttestationMessage> = secrets.iter().filter_map(sign).take(154).collect();
    messages.sort_by_key(|message| message.key);
    let AttestationMessage { proposal_id, data_root, .. } = messages[0];
    let head = CertificateHead { block_number, proposal_id, data_root, count: 154 };
    let mut single = head.to_bytes::<VrfProofBytes>().to_vec();
    let mut batch = head.to_bytes::<BatchProofBytes>().to_vec();
    for message in &messages {
        single.extend(SignedAttestation { key: message.key, proof: message.proof }.to_bytes());
        batch.extend(block.attestation_batch_form(message, &registry).expect("it is valid").to_bytes());
    }
    let mut group = criterion.benchmark_group("attestations");
    group.throughput(Throughput::Elements(1));
    group.bench_function("one", |bencher| bencher.iter(|| block.attestation(black_box(&messages[0]), &registry)));
    group.throughput(Throughput::Elements(154));
    group.bench_function("certificate", |bencher| {
        let message = CertificateMessage::<VrfProofBytes>::decode(&single).expect("a certificate");
        bencher.iter(|| block.clone().certify(black_box(&message), &registry).expect("it is valid"));
    });
    group.bench_function("batch certificate", |bencher| {
        let message = CertificateMessage::<BatchProofBytes>::decode(&batch).expect("a certificate");
        bencher.iter(|| block.clone().certify_batch(black_box(&message), &registry).expect("it is valid"));
    });
    group.bench_function("batch certificate, keys kept", |bencher| {
        let message = CertificateMessage::<BatchProofBytes>::decode(&batch).expect("a certificate");
        let keys: BTreeMap<KeyBytes, _> =
            messages.iter().map(|message| (message.key, BatchKey::from_bytes(message.key.as_bytes()))).collect();
        bencher.iter(|| {
            let certified = block.clone().certify_batch_with_keys(black_box(&message), &registry, |key| keys[key]);
            certified.expect("it is valid")
        });
    });
    group.finish();
}

/// A registry that keeps the number of keys that may attest.
struct Keys(BTreeMap<KeyBytes, Registration>);

impl Registry for Keys {
    fn registration(&self, key: &KeyBytes) -> Option<Registration> {
        self.0.get(key).copied()
    }

    fn provers(&self, _: &Snapshot) -> Option<u64> {
        Some(999)
    }
}

criterion_group!(benches, driver, claims, attestations);
criterion_main!(benches);
