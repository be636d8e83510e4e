//! Replays an archive: the messages of a rollup, in a chain of blocks that are open at the same time.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use fernet_block::{Block, BlockError, ClaimProof, ProposalProof};
use fernet_core::message::{
    BlockOpeningMessage, CertificateMessage, CertificateProof, ClaimMessage, L1EventHead, L1EventMessage, Message,
    MessageKind, ProposalMessage, RegistrationRecordMessage,
};
use fernet_core::{
    Address, Amount, BatchProofBytes, BlockNumber, Chain, Happening, KeyBytes, L1Block, Opening, Params, PinnedMix,
    RandaoMix, RegistrationRecord, Reveal, Seat, Snapshot,
};
use fernet_vrf::{BatchKey, KeyError};

use crate::archive::{Frame, frames};
use crate::failure::Failure;
use crate::output;
use crate::parallel::{Progress, Task};
use crate::refusal::{Item, Refusal};
use crate::register;
use crate::run::{Registry, Run, State};

/// Most blocks of a rollup that are open at the same time.
const OPEN: usize = 64;
/// Claims in batch form that are verified together.
const BATCH: usize = 64;

/// Replays an archive to the end of its blocks, or `until` an L1 block. The blocks come by number.
pub(super) fn replay(
    bytes: &[u8],
    stake: Amount,
    until: Option<L1Block>,
    progress: &Progress,
) -> Result<Vec<Run>, Failure> {
    let frames = frames(bytes)?;
    let params = parameters(&frames)?;
    let registry = registry(&frames, &params, progress)?;
    let claims = frames.iter().filter(|frame| claim_kind(frame)).count();
    let (task, opened, blocks) = (progress.task("verifying claims", claims), BTreeMap::new(), BTreeMap::new());
    let (keys, chain, claims) = (HashMap::new(), None, Vec::new());
    let mut replay = Replay { params, stake, registry, keys, chain, opened, blocks, claims, task };
    for frame in frames.get(1..).unwrap_or_default() {
        replay.apply(frame)?;
    }
    replay.finish(until)
}

fn decode<'a>(frame: &Frame<'a>) -> Result<Message<'a>, Failure> {
    Message::decode(frame.message).map_err(|error| frame.decoding(&error))
}

fn claim_kind(frame: &Frame<'_>) -> bool {
    let kind = frame.message.get(1).and_then(|number| MessageKind::from_number(*number));
    matches!(kind, Some(MessageKind::Claim | MessageKind::BatchClaim))
}

/// The parameters of the rollup, which the first frame has.
fn parameters(frames: &[Frame<'_>]) -> Result<Params, Failure> {
    let first = frames.first().ok_or_else(|| Failure::Input("empty; expected parameters".to_owned()))?;
    match decode(first)? {
        Message::Parameters(message) => Params::new(message.values).map_err(|error| first.error(&error)),
        other => Err(first.wrong(format_args!("expected parameters, got {}", other.kind()))),
    }
}

/// The registry of all records. A record says when it counts, so its place in the archive does not matter.
fn registry(frames: &[Frame<'_>], params: &Params, progress: &Progress) -> Result<Registry, Failure> {
    let mut records = Vec::new();
    let mut p256_records = Vec::new();
    let mut known = BTreeSet::<(KeyBytes, Address)>::new();
    for frame in frames {
        let kinds = [MessageKind::RegistrationRecord, MessageKind::RegistrationRecordP256];
        if !kinds.iter().any(|kind| frame.message.get(1) == Some(&kind.number())) {
            continue;
        }
        let request = match decode(frame)? {
            Message::RegistrationRecord(record) => {
                records.push((*frame, record));
                record.request.request
            }
            Message::RegistrationRecordP256(record) => {
                p256_records.push((*frame, record));
                record.request.request
            }
            _ => continue,
        };
        if !known.insert((request.key, request.owner)) {
            return Err(frame.wrong(format_args!("key: {} is registered twice by {}", request.key, request.owner)));
        }
    }
    let mut valid = valid_records(&records, params, progress);
    valid.extend(valid_records(&p256_records, params, progress));
    // Each block checks eligibility at its own snapshot.
    let pinned = PinnedMix::new(BlockNumber::new(0), L1Block::new(2), RandaoMix::from_bytes([0; 32]));
    let pinned = pinned.map_err(|error| Failure::Input(error.to_string()))?;
    Ok(Registry::of_records(Snapshot::new(params, &pinned), valid))
}

/// The records whose requests are valid. Says of each other one why it does not count.
fn valid_records<P: ProposalProof + Sync>(
    records: &[(Frame<'_>, RegistrationRecordMessage<P>)],
    params: &Params,
    progress: &Progress,
) -> Vec<RegistrationRecord> {
    let check = |_, (_, record): &(Frame<'_>, RegistrationRecordMessage<P>)| register::check(&record.request, params);
    let checked = progress.map("verifying registrations", records, check);
    let mut valid = Vec::with_capacity(records.len());
    for ((frame, record), checked) in records.iter().zip(checked) {
        match checked {
            Ok(()) => valid.push(record.record()),
            Err(Refusal { name, detail }) => {
                let key = record.request.request.key;
                let refused = frame.wrong(format_args!("the registration of {key} does not count, {name}: {detail}"));
                if let (_, Some(message)) = refused.into_report() {
                    output::complain(&message);
                }
            }
        }
    }
    valid
}

/// A claim in one of its two forms.
enum Claim {
    Single(ClaimMessage),
    Batch(ClaimMessage<BatchProofBytes>),
}

/// Claims of one block that are verified together, with their positions.
struct Group {
    block: BlockNumber,
    positions: Vec<usize>,
    claims: Claims,
}

enum Claims {
    Single(Box<ClaimMessage>),
    Batch(Vec<ClaimMessage<BatchProofBytes>>),
}

struct Replay {
    params: Params,
    stake: Amount,
    registry: Registry,
    /// Decoded keys of provers.
    keys: HashMap<KeyBytes, Result<BatchKey, KeyError>>,
    /// From the first opening on.
    chain: Option<Chain<OPEN>>,
    /// Blocks that opened by the rules, with or without an opening in the archive.
    opened: BTreeMap<BlockNumber, Opening>,
    blocks: BTreeMap<BlockNumber, State>,
    /// Claims that are not verified yet: all that came since the last message of another kind.
    claims: Vec<Group>,
    task: Task,
}

impl Replay {
    fn apply(&mut self, frame: &Frame<'_>) -> Result<(), Failure> {
        let message = decode(frame)?;
        if !claim_kind(frame) {
            self.verify_claims();
        }
        match message {
            Message::RegistrationRecord(_) | Message::RegistrationRecordP256(_) => Ok(()),
            Message::BlockOpening(opening) => self.open(frame, &opening),
            Message::L1Event(event) => self.event(frame, &event),
            Message::Claim(claim) => self.claim(frame, claim.block_number, Claim::Single(claim)),
            Message::BatchClaim(claim) => self.claim(frame, claim.block_number, Claim::Batch(claim)),
            Message::Attestation(message) => self.with_block(frame, message.block_number, |state, _, registry| {
                let position = next(&mut state.received.attestations);
                let attestation = state.block.attestation(&message, registry);
                (Item::Attestation(position), state.add_attestation((position, &message), attestation, registry))
            }),
            Message::Certificate(message) => self.certificate(frame, &message),
            Message::BatchCertificate(message) => self.certificate(frame, &message),
            Message::RegistrationRequest(_) | Message::RegistrationRequestP256(_) | Message::Exit(_) => {
                Err(frame.wrong("an archive has records of the registry instead of requests and exits"))
            }
            other => Err(frame.wrong(format_args!("an archive has no {} outside of an L1 event", other.kind()))),
        }
    }

    fn open(&mut self, frame: &Frame<'_>, message: &BlockOpeningMessage) -> Result<(), Failure> {
        let BlockOpeningMessage { l1_block, parent, block_number, .. } = *message;
        let opening = Opening { block_number, l1_block, parent };
        if self.chain.is_none() {
            self.chain = Some(Chain::new(&self.params, opening).map_err(|error| frame.error(&error))?);
        }
        self.advance(frame, l1_block)?;
        match self.opened.get(&block_number) {
            Some(expected) if *expected == opening => {}
            Some(expected) => {
                let Opening { l1_block, parent, .. } = expected;
                let expected =
                    format_args!("block {block_number} opens in L1 block {l1_block} on {parent}").to_string();
                return Err(frame.wrong(expected));
            }
            None => return Err(frame.wrong(format_args!("block {block_number} does not open in L1 block {l1_block}"))),
        }
        let block = Block::of_opening(&self.params, message).map_err(|error| frame.error(&error))?;
        if self.params.attesters() > 0 {
            self.registry.count(Snapshot::new(&self.params, block.pinned()));
        }
        let mut state = State::new(&self.params, block).map_err(|error| frame.error(&error))?;
        if let Some(chain) = &self.chain {
            state.follow(chain);
        }
        match self.blocks.insert(block_number, state) {
            None => Ok(()),
            Some(_) => Err(frame.wrong(format_args!("block {block_number} opens twice"))),
        }
    }

    /// Lets time pass to an L1 block that is not in the past.
    fn advance(&mut self, frame: &Frame<'_>, l1_block: L1Block) -> Result<(), Failure> {
        let Some(chain) = &mut self.chain else {
            return Err(frame.wrong("expected the opening of a block before it"));
        };
        pass(chain, l1_block, self.stake, &mut self.opened, &mut self.blocks).map_err(|error| frame.error(&error))
    }

    fn event(&mut self, frame: &Frame<'_>, event: &L1EventMessage<'_>) -> Result<(), Failure> {
        let L1EventMessage { ref head, message } = *event;
        self.advance(frame, head.l1_block)?;
        match Message::decode(message).map_err(|error| frame.decoding(&error))? {
            Message::Proposal(message) => self.propose(frame, head, &message),
            Message::ProposalP256(message) => self.propose(frame, head, &message),
            Message::Reveal(message) => {
                self.reveal(frame, head, message.head.block_number, &message.with_root().reveal())
            }
            Message::RevealData(message) => self.reveal(frame, head, message.head.block_number, &message.reveal()),
            Message::RevealRoot(message) => self.reveal(frame, head, message.head.block_number, &message.reveal()),
            Message::TreeOfIds(message) => self.with_block(frame, message.head.block_number, |state, chain, _| {
                let position = next(&mut state.received.trees);
                (Item::Tree(position), state.submit_ids(chain, head, (position, &message)))
            }),
            Message::TreeOfClaims(message) => {
                self.with_block(frame, message.head.block_number, |state, chain, registry| {
                    let position = next(&mut state.received.trees);
                    (Item::Tree(position), state.submit_claims(chain, head, (position, &message), registry))
                })
            }
            other => Err(frame.wrong(format_args!("an archive has no L1 event with a message {}", other.kind()))),
        }
    }

    fn propose<P: ProposalProof>(
        &mut self,
        frame: &Frame<'_>,
        head: &L1EventHead,
        message: &ProposalMessage<P>,
    ) -> Result<(), Failure> {
        self.with_block(frame, message.block_number, |state, chain, registry| {
            let position = next(&mut state.received.proposals);
            (Item::Proposal(position), state.propose(chain, head.l1_block, (position, message), registry))
        })
    }

    fn reveal(
        &mut self,
        frame: &Frame<'_>,
        head: &L1EventHead,
        number: BlockNumber,
        reveal: &Reveal,
    ) -> Result<(), Failure> {
        self.with_block(frame, number, |state, chain, registry| {
            next(&mut state.received.reveals);
            (Item::Reveal, state.reveal(chain, head.l1_block, (number, reveal), registry))
        })
    }

    fn certificate<P: ClaimProof + CertificateProof>(
        &mut self,
        frame: &Frame<'_>,
        message: &CertificateMessage<'_, P>,
    ) -> Result<(), Failure> {
        self.with_block(frame, message.head.block_number, |state, _, registry| {
            let position = next(&mut state.received.certificates);
            (Item::Certificate(position), state.certify(position, message, registry))
        })
    }

    /// Applies a message to its block, and notes a refusal.
    fn with_block(
        &mut self,
        frame: &Frame<'_>,
        number: BlockNumber,
        apply: impl FnOnce(&mut State, &mut Chain<OPEN>, &Registry) -> (Item, Result<(), Refusal>),
    ) -> Result<(), Failure> {
        let (Some(chain), Some(state)) = (&mut self.chain, self.blocks.get_mut(&number)) else {
            return Err(no_opening(frame, number));
        };
        let (item, applied) = apply(state, chain, &self.registry);
        if let Err(refusal) = applied {
            state.refused.push((item, refusal));
        }
        state.follow(chain);
        Ok(())
    }

    fn claim(&mut self, frame: &Frame<'_>, block: BlockNumber, claim: Claim) -> Result<(), Failure> {
        let state = self.blocks.get_mut(&block).ok_or_else(|| no_opening(frame, block))?;
        let position = next(&mut state.received.claims);
        let claims = match (claim, self.claims.last_mut()) {
            (Claim::Batch(claim), Some(Group { block: last, positions, claims: Claims::Batch(batch) }))
                if *last == block && batch.len() < BATCH =>
            {
                positions.push(position);
                batch.push(claim);
                return Ok(());
            }
            (Claim::Batch(claim), _) => Claims::Batch(vec![claim]),
            (Claim::Single(claim), _) => Claims::Single(Box::new(claim)),
        };
        self.claims.push(Group { block, positions: vec![position], claims });
        Ok(())
    }

    /// Verifies the claims that came, on all cores.
    fn verify_claims(&mut self) {
        let groups = std::mem::take(&mut self.claims);
        self.decode_keys(&groups);
        let (blocks, registry, keys) = (&self.blocks, &self.registry, &self.keys);
        let key = |key: &KeyBytes| keys.get(key).copied().unwrap_or_else(|| BatchKey::from_bytes(key.as_bytes()));
        let verify = |_, group: &Group| -> Vec<Result<Seat, BlockError>> {
            let block = blocks.get(&group.block).map(|state| &state.block);
            match (&group.claims, block) {
                (Claims::Single(claim), Some(block)) => vec![block.claim(claim, registry)],
                (Claims::Batch(claims), Some(block)) => block.claims_with_keys(claims, registry, key),
                (_, None) => Vec::new(),
            }
        };
        let verified = self.task.map(&groups, verify);
        for (group, seats) in groups.iter().zip(verified) {
            let Some(state) = self.blocks.get_mut(&group.block) else { continue };
            group.positions.iter().zip(seats).for_each(|(position, seat)| state.add_claim(*position, seat));
        }
    }

    /// Decodes the keys of claims in batch form that are registered and were not used before.
    fn decode_keys(&mut self, groups: &[Group]) {
        let batches = groups.iter().filter_map(|group| match &group.claims {
            Claims::Batch(claims) => Some(claims),
            Claims::Single(_) => None,
        });
        for ClaimMessage { key, .. } in batches.flatten() {
            if self.registry.get(key).is_some() {
                self.keys.entry(*key).or_insert_with(|| BatchKey::from_bytes(key.as_bytes()));
            }
        }
    }

    /// Lets time pass to the end, and returns the results.
    fn finish(mut self, until: Option<L1Block>) -> Result<Vec<Run>, Failure> {
        self.verify_claims();
        let Some(chain) = &mut self.chain else {
            return Err(Failure::Input("expected the opening of a block".to_owned()));
        };
        let open = self.blocks.values().filter(|state| !state.has_ended());
        let end = until.unwrap_or_else(|| open.map(State::deadline).fold(chain.l1_block(), L1Block::max));
        if end < chain.l1_block() {
            let last = chain.l1_block();
            return Err(Failure::Input(format!("--until: {end} is before L1 block {last} of the last message")));
        }
        pass(chain, end, self.stake, &mut self.opened, &mut self.blocks)
            .map_err(|error| Failure::Input(error.to_string()))?;
        self.blocks.into_values().map(|state| state.into_run(&self.params)).collect()
    }
}

fn no_opening(frame: &Frame<'_>, number: BlockNumber) -> Failure {
    frame.wrong(format_args!("block_number: the archive has no opening of block {number} before it"))
}

/// The number of a message, and one more for the next.
fn next(count: &mut usize) -> usize {
    *count += 1;
    *count - 1
}

/// Lets time pass in a chain and its blocks, if `l1_block` is not in the past.
fn pass(
    chain: &mut Chain<OPEN>,
    l1_block: L1Block,
    stake: Amount,
    opened: &mut BTreeMap<BlockNumber, Opening>,
    blocks: &mut BTreeMap<BlockNumber, State>,
) -> Result<(), BlockError> {
    if l1_block < chain.l1_block() {
        return Ok(());
    }
    while let Some(happening) = chain.advance(l1_block)? {
        match happening {
            Happening::Opened(opening) => _ = opened.insert(opening.block_number, opening),
            Happening::Effects(number, _) => {
                if let Some(state) = blocks.get_mut(&number) {
                    state.happened(&happening, stake)?;
                }
            }
            Happening::Idle { .. } => {}
        }
    }
    for number in chain.open_blocks() {
        if let Some(state) = blocks.get_mut(&number) {
            state.follow(chain);
        }
    }
    Ok(())
}
