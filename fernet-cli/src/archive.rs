//! Archives: the messages of a rollup in the order of time, each in a frame (docs/messages.md).

use std::collections::HashMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use clap::Args;
use fernet_block::Block;
use fernet_core::message::{
    ClaimMessage, DecodeError, L1EventHead, ParametersMessage, RevealDataMessage, RevealHead, TreeHead, VERSION,
};
use fernet_core::{Amount, BatchProofBytes, ClaimId, L1Block, Opening, Phase, ProposalId, ProverSeed};
use fernet_vrf::{Proof, PublicKey, Suite};

use crate::failure::{Failure, innermost};
use crate::file::{BlockFile, ClaimRecord, RevealRecord, TreeRecord};
use crate::output;
use crate::parallel::Progress;
use crate::refusal::Item;
use crate::run::Run;

/// Most seats of a bundle in a message.
const MOST_SEATS: usize = 3;

/// The first bytes of an archive: the length of parameters, and the version and the kind of a message of them.
pub(crate) const START: [u8; 6] = [0, 0, 0, 160, VERSION, 1];

/// Where a command writes an archive.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct ArchiveArgs {
    /// Write the messages of the block to FILE too, as an archive for `fernet replay`. Every registration needs an owner and a
    /// proof of possession (`fernet scenario --registration-proofs`)
    #[arg(long, value_name = "FILE")]
    pub(crate) archive: Option<PathBuf>,
    /// Write the valid claims of the archive in batch form, which is verified in about half the time
    #[arg(long, requires = "archive")]
    pub(crate) batch_claims: bool,
}

/// A message of an archive, with its place.
#[derive(Clone, Copy)]
pub(crate) struct Frame<'a> {
    /// From 0.
    index: usize,
    /// Offset of the message in the archive.
    offset: usize,
    pub(crate) message: &'a [u8],
}

impl Frame<'_> {
    /// What is malformed in this frame.
    pub(crate) fn wrong(&self, reason: impl std::fmt::Display) -> Failure {
        Failure::field(format_args!("frame {} at byte {}", self.index, self.offset), reason)
    }

    /// The frame is no message.
    pub(crate) fn decoding(&self, error: &DecodeError) -> Failure {
        self.wrong(format_args!("{error} ({})", Failure::name_of(error)))
    }

    /// The rules of a rollup do not allow the frame.
    pub(crate) fn error(&self, error: &(dyn Error + 'static)) -> Failure {
        self.wrong(format_args!("{} ({})", innermost(error), Failure::name_of(error)))
    }
}

/// Cuts an archive into its frames: for each message its length, four bytes, big-endian, and its bytes.
pub(crate) fn frames(bytes: &[u8]) -> Result<Vec<Frame<'_>>, Failure> {
    let (mut frames, mut rest) = (Vec::new(), bytes);
    while !rest.is_empty() {
        let offset = bytes.len() - rest.len();
        let cut = rest
            .split_first_chunk()
            .and_then(|(length, rest)| rest.split_at_checked(u32::from_be_bytes(*length).try_into().ok()?));
        let Some((message, behind)) = cut else {
            let frame = Frame { index: frames.len(), offset, message: rest };
            return Err(frame.wrong("the archive ends within the frame"));
        };
        frames.push(Frame { index: frames.len(), offset: offset + size_of::<u32>(), message });
        rest = behind;
    }
    Ok(frames)
}

/// Writes the archive of a block that was run: every message of its file.
///
/// # Errors
/// If something in the file has no form as a message. The failure names its field.
pub(crate) fn save(args: &ArchiveArgs, file: &BlockFile, run: &Run, progress: &Progress) -> Result<(), Failure> {
    match &args.archive {
        None => Ok(()),
        Some(path) if path == Path::new("-") => {
            Err(Failure::Input("--archive: expected the name of a file; standard output has the block".to_owned()))
        }
        Some(path) => output::write(path, &of_block(file, run, args.batch_claims.then_some(progress))?),
    }
}

/// `batch` is the progress of converting valid claims to batch form, if that is wanted.
fn of_block(file: &BlockFile, run: &Run, batch: Option<&Progress>) -> Result<Vec<u8>, Failure> {
    if matches!(run.phase, Phase::Proposal | Phase::Reveal | Phase::Proving | Phase::Proven | Phase::Final) {
        return Err(Failure::field("l1_block_end", "the block has not ended, and an archive has no form for that"));
    }
    let mut out = Archive(Vec::new());
    out.push(&ParametersMessage::from(run.params).to_bytes())?;
    for (i, record) in file.registry.iter().enumerate() {
        let missing =
            || Failure::field(format_args!("registry[{i}].proof"), "missing field; a message of the registry has it");
        out.push(&record.to_bytes(&run.params).ok_or_else(missing)?)?;
    }
    let BlockFile { block_number, l1_block, parent, .. } = *file;
    let opening = Opening { block_number, l1_block, parent };
    let block =
        Block::<1>::open(&run.params, opening, run.pinned).map_err(|error| Failure::field("l1_block", error))?;
    out.push(&block.opening_message().to_bytes())?;
    let claims = Claims::new(file, run);
    let mut claims_left = true;
    for (l1_block, item) in file.events() {
        match item {
            Item::Proposal(i) => {
                let Some(record) = file.proposals.get(i) else { continue };
                out.push_event(&at(l1_block), &record.to_bytes(block_number))?;
            }
            Item::Reveal => {
                let Some(record) = &file.reveal else { continue };
                out.push_event(&at(l1_block), &reveal(file, record))?;
                claims.push(&mut out, batch)?;
                claims.push_attestations(&mut out)?;
                claims_left = false;
            }
            Item::Tree(i) => {
                let Some(record) = file.trees.get(i) else { continue };
                let place = |part: String| format!("trees[{i}].{part}");
                let rate = Amount::new(record.rate).map_err(|error| Failure::field(place("rate".to_owned()), error))?;
                let head = L1EventHead { l1_block, base_fee: record.base_fee, rate };
                out.push_event(&head, &claims.tree(record, place)?)?;
            }
            Item::Registration(_) | Item::Claim(_) | Item::Attestation(_) | Item::Certificate(_) => {}
        }
    }
    if claims_left {
        claims.push(&mut out, batch)?;
        claims.push_attestations(&mut out)?;
    }
    Ok(out.0)
}

/// An L1 block whose prices are not recorded, because they matter for trees only.
const fn at(l1_block: L1Block) -> L1EventHead {
    L1EventHead { l1_block, base_fee: 0, rate: Amount::ZERO }
}

fn reveal(file: &BlockFile, record: &RevealRecord) -> Vec<u8> {
    let RevealRecord { salt, fees, ref transactions, .. } = *record;
    let contents = record.reveal();
    if let Some(message) = RevealDataMessage::new(file.block_number, &contents) {
        return message.to_bytes().to_vec();
    }
    let count = contents.count;
    let mut bytes = RevealHead { block_number: file.block_number, salt, fees, count }.to_bytes().to_vec();
    transactions.iter().for_each(|transaction| bytes.extend(transaction.as_bytes()));
    bytes
}

/// The claims of a block file, by position.
struct Claims<'f> {
    file: &'f BlockFile,
    run: &'f Run,
    /// Seed of the provers, and the leader's proposal, which claims name.
    of_leader: Option<(ProverSeed, ProposalId)>,
}

impl<'f> Claims<'f> {
    fn new(file: &'f BlockFile, run: &'f Run) -> Self {
        let of_leader = run.prover_seed.zip(run.leader).map(|(seed, leader)| (seed, leader.ranked.id()));
        Self { file, run, of_leader }
    }

    fn leader(&self, field: impl std::fmt::Display) -> Result<(ProverSeed, ProposalId), Failure> {
        let reason = "a message names the leader's proposal, and the block has no leader";
        self.of_leader.ok_or_else(|| Failure::field(field, reason))
    }

    fn push(&self, out: &mut Archive, batch: Option<&Progress>) -> Result<(), Failure> {
        let message = |i: usize, record: &ClaimRecord| -> Result<Vec<u8>, Failure> {
            let (_, proposal_id) = self.leader(format_args!("claims[{i}]"))?;
            let message = record.message(self.file.block_number, proposal_id);
            let batch_form = batch.and_then(|_| self.batch_form(i, &message));
            Ok(batch_form.map_or_else(|| message.to_bytes().to_vec(), |message| message.to_bytes().to_vec()))
        };
        let messages = match batch {
            Some(progress) => progress.map("converting claims", &self.file.claims, message),
            None => self.file.claims.iter().enumerate().map(|(i, record)| message(i, record)).collect(),
        };
        messages.into_iter().try_for_each(|message| out.push(&message?))
    }

    /// The attestations and the certificates.
    fn push_attestations(&self, out: &mut Archive) -> Result<(), Failure> {
        let BlockFile { block_number, ref attestations, ref certificates, .. } = *self.file;
        for (i, record) in attestations.iter().enumerate() {
            let (_, proposal_id) = self.leader(format_args!("attestations[{i}]"))?;
            out.push(&record.message(block_number, proposal_id).to_bytes())?;
        }
        for (i, record) in certificates.iter().enumerate() {
            let (_, proposal_id) = self.leader(format_args!("certificates[{i}]"))?;
            let message = record.message(block_number, proposal_id, attestations);
            message.map_or(Ok(()), |message| out.push(&message))?;
        }
        Ok(())
    }

    /// A claim in batch form, if it is valid and has one.
    fn batch_form(&self, position: usize, message: &ClaimMessage) -> Option<ClaimMessage<BatchProofBytes>> {
        let (seat, proving) = (self.run.seats.get(&position)?, self.run.proving()?);
        let ClaimMessage { block_number, proposal_id, key, claim, proof } = *message;
        let (public_key, proof) = (PublicKey::try_from(key).ok()?, Proof::try_from(proof).ok()?);
        let (alpha, id) = (proving.alpha(claim.node), seat.claim_id());
        let proof = proof.to_batch_proof(&public_key, Suite::Ell2, alpha.as_bytes(), Some(id.as_bytes())).ok()?;
        let proof = BatchProofBytes::from_bytes(proof.to_bytes());
        Some(ClaimMessage { block_number, proposal_id, key, claim, proof })
    }

    /// A tree of claim ids. `place` names a part of the tree.
    fn tree(&self, record: &TreeRecord, place: impl Fn(String) -> String) -> Result<Vec<u8>, Failure> {
        let (seed, proposal_id) = self.leader(place("bundles".to_owned()))?;
        let id = |position: usize| Some(self.file.claims.get(position)?.claim().id(&seed, &proposal_id));
        let valid: HashMap<ClaimId, usize> =
            self.run.seats.iter().map(|(position, seat)| (seat.claim_id(), *position)).collect();
        let (block_number, count) = (self.file.block_number, count(record.bundles.len()));
        let mut bytes = TreeHead { block_number, proposal_id, count }.to_bytes::<ClaimId>().to_vec();
        for (i, bundle) in record.bundles.iter().enumerate() {
            let seats = u8::try_from(bundle.claims.len()).ok().filter(|seats| usize::from(*seats) <= MOST_SEATS);
            let seats = seats.ok_or_else(|| {
                Failure::field(place(format!("bundles[{i}].claims")), "a message has at most 3 claims in a bundle")
            })?;
            bytes.push(seats);
            for (j, claim) in bundle.claims.iter().enumerate() {
                let wrong = |reason: &str| Failure::field(place(format!("bundles[{i}].claims[{j}]")), reason);
                let position = usize::try_from(*claim).ok();
                let found =
                    position.and_then(|position| Some((position, self.file.claims.get(position)?, id(position)?)));
                let (position, record, id) = found
                    .ok_or_else(|| wrong("a message names claims by their ids, and no claim has this position"))?;
                if record.node != bundle.node {
                    let place = place(format!("bundles[{i}].node"));
                    return Err(Failure::field(
                        place,
                        "a message states no nodes, and a claim of the bundle has another",
                    ));
                }
                if valid.contains_key(&id) && !self.run.seats.contains_key(&position) {
                    return Err(wrong("a message names claims by their ids, and a valid claim has the same id"));
                }
                bytes.extend(id.as_bytes());
            }
        }
        Ok(bytes)
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// The bytes of an archive.
struct Archive(Vec<u8>);

impl Archive {
    fn push(&mut self, message: &[u8]) -> Result<(), Failure> {
        let too_long = |_| Failure::Input("a message of 2^32 bytes or more has no frame".to_owned());
        self.0.extend(u32::try_from(message.len()).map_err(too_long)?.to_be_bytes());
        self.0.extend(message);
        Ok(())
    }

    fn push_event(&mut self, head: &L1EventHead, message: &[u8]) -> Result<(), Failure> {
        self.push(&[&head.to_bytes()[..], message].concat())
    }
}
