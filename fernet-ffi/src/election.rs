//! Proposals, and the election of a block's leader (SPEC `#election`).

use fernet_core::{BlockNumber, Election, Evidence, KeyBytes, L1Slot, Proposal, Snapshot, TxHash, TxOrderHash};

use crate::bytes::{
    Parse, fernet_address, fernet_amount, fernet_beta, fernet_block_commitment, fernet_block_hash, fernet_id,
    fernet_key, fernet_proposal_id, fernet_salt, fernet_tx_hash, fernet_tx_order_hash,
};
use crate::params::fernet_params;
use crate::ptr::{In, InArray, InOut, InOutArray, Out, Output};
use crate::randao::fernet_pinned_mix;
use crate::registry::fernet_registration;
use crate::score::{fernet_scored_key, rank};
use crate::status::fernet_status;

/// A proposal of a block by a sequencer, without its key and VRF proof (SPEC #proposal).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_proposal {
    /// The block that the proposed block builds on.
    pub parent: fernet_block_hash,
    /// The salted hash of the block's transactions in their order.
    pub tx_order_hash: fernet_tx_order_hash,
    /// The bond, in wei, below 2^96: not 0 if fee_split is above 1000000 ppm, and 0 otherwise.
    pub bond: fernet_amount,
    /// The address that receives the sequencer's share of the fees; not zero.
    pub payout: fernet_address,
    /// The bid FEE_SPLIT in ppm, at most fee_split_cap.
    pub fee_split: u32,
}
/// The context against which the proposals of one block are checked (SPEC #proposal-checks).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_election {
    /// Parameters of the rollup.
    pub params: fernet_params,
    /// The pinned mix of the block.
    pub pinned: fernet_pinned_mix,
    /// L1 slot as of which the block reads the registry; before pinned.slot (SPEC #snapshot).
    pub snapshot_slot: u64,
    /// The canonical tip, which must be the parent of every proposal.
    pub tip: fernet_block_hash,
}
/// Evidence that one key signed two different proposals for one block, or two different claims for one node (SPEC
/// #equivocation).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_evidence {
    /// The public key that signed both.
    pub key: fernet_key,
    /// The smaller of the two ids.
    pub first: fernet_id,
    /// The greater of the two ids.
    pub second: fernet_id,
}

impl Parse for fernet_proposal {
    type Value = Proposal;

    fn parse(self) -> Result<Proposal, fernet_status> {
        Ok(Proposal {
            parent: self.parent.parse()?,
            fee_split: self.fee_split,
            tx_order_hash: self.tx_order_hash.parse()?,
            payout: self.payout.parse()?,
            bond: self.bond.saturated(),
        })
    }
}

impl From<&Proposal> for fernet_proposal {
    fn from(proposal: &Proposal) -> Self {
        Self {
            parent: proposal.parent.into(),
            tx_order_hash: proposal.tx_order_hash.into(),
            bond: fernet_amount::of_wei(proposal.bond),
            payout: proposal.payout.into(),
            fee_split: proposal.fee_split,
        }
    }
}

impl Parse for fernet_election {
    type Value = Election<1>;

    fn parse(self) -> Result<Self::Value, fernet_status> {
        let (params, pinned) = (self.params.parse()?, self.pinned.parse()?);
        let snapshot = Snapshot::new(&params, L1Slot::new(self.snapshot_slot), &pinned)?;
        Ok(Election::new(params, pinned, snapshot, self.tip.parse()?))
    }
}

/// Evidence in the form of C, where the ids of proposals and claims have one type.
pub(crate) fn evidence(key: KeyBytes, ids: [[u8; 32]; 2]) -> fernet_evidence {
    let [first, second] = ids.map(|bytes| fernet_id { bytes });
    fernet_evidence { key: key.into(), first, second }
}

/// Computes the salted hash of a block's transactions in their order (SPEC #tx-order).
///
/// - hash (out): the hash.
/// - salt: the salt that the leader reveals with the transactions.
/// - transactions: the hashes of the transactions, in the order of the block; there may be none.
/// - count: number of transactions.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_tx_order_hash_new(
    hash: Out<fernet_tx_order_hash>,
    salt: In<fernet_salt>,
    transactions: InArray<fernet_tx_hash>,
    count: usize,
) -> fernet_status {
    hash.set([salt.span(), transactions.span(count)], || {
        let transactions = transactions.get(count)?.iter().map(|hash| TxHash::from_bytes(hash.bytes));
        Ok(TxOrderHash::from_hashes(&salt.parse()?, transactions))
    })
}

/// Computes the block commitment of a proposal (SPEC #commitment).
///
/// - commitment (out): the commitment.
/// - params: parameters of the rollup.
/// - block_number: number of the proposed block.
/// - proposal: the proposal; it is not checked.
///
/// Errors: PARAMS_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_proposal_commitment(
    commitment: Out<fernet_block_commitment>,
    params: In<fernet_params>,
    block_number: u64,
    proposal: In<fernet_proposal>,
) -> fernet_status {
    commitment.set([params.span(), proposal.span()], || {
        Ok(proposal.parse()?.commitment(&params.parse()?, BlockNumber::new(block_number)))
    })
}

/// Computes the id of a proposal, which the proposal's VRF proof signs as additional data (SPEC #proposal).
///
/// - id (out): the id.
/// - params: parameters of the rollup.
/// - block_number: number of the proposed block.
/// - proposal: the proposal; nothing but its bond is checked.
///
/// Errors: PARAMS_..., PROPOSAL_BOND_TOO_LARGE if the bond is 2^128 wei or more, which the hash cannot encode.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_proposal_id_new(
    id: Out<fernet_proposal_id>,
    params: In<fernet_params>,
    block_number: u64,
    proposal: In<fernet_proposal>,
) -> fernet_status {
    id.set([params.span(), proposal.span()], || {
        let proposal = proposal.get()?;
        if proposal.bond != fernet_amount::of_wei(proposal.bond.saturated()) {
            return Err(fernet_status::ProposalBondTooLarge);
        }
        Ok(proposal.parse()?.id(&params.parse()?, BlockNumber::new(block_number)))
    })
}

/// Checks everything about a proposal except its VRF proof, so that a proof is verified only for a proposal that is
/// otherwise valid (SPEC #proposal-checks).
///
/// - election: the context of the block.
/// - registration: the registration of the proposal's key.
/// - proposal: the proposal.
///
/// Errors: PARAMS_..., SNAPSHOT_NOT_OLDER_THAN_RANDOMNESS, then the first that applies, in this order:
/// PROPOSAL_DEAD_PARENT, INELIGIBLE_..., BID_FEE_SPLIT_ABOVE_CAP, PROPOSAL_PAYOUT_ZERO, PROPOSAL_BOND_TOO_LARGE,
/// PROPOSAL_BOND_MISSING, PROPOSAL_BOND_NOT_NEEDED.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_election_check(
    election: In<fernet_election>,
    registration: In<fernet_registration>,
    proposal: In<fernet_proposal>,
) -> fernet_status {
    ().set([election.span(), registration.span(), proposal.span()], || {
        election.parse()?.check(&registration.parse()?, &proposal.parse()?)?;
        Ok(())
    })
}

/// Checks a proposal as fernet_election_check does and computes the candidate with which it takes part in the election
/// (SPEC #leader). The caller has verified the proof.
///
/// - candidate (out): the key, ticket, proposal id and FEE_SPLIT of the proposal.
/// - election: the context of the block.
/// - registration: the registration of the proposal's key.
/// - proposal: the proposal.
/// - beta: the output of the proposal's VRF proof, verified over fernet_sequencer_seed_alpha with the id of
///   fernet_proposal_id_new as additional data.
///
/// Errors: those of fernet_election_check.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_election_scored_key(
    candidate: Out<fernet_scored_key>,
    election: In<fernet_election>,
    registration: In<fernet_registration>,
    proposal: In<fernet_proposal>,
    beta: In<fernet_beta>,
) -> fernet_status {
    candidate.set([election.span(), registration.span(), proposal.span(), beta.span()], || {
        ranked_proposal(election, registration, proposal, beta)
    })
}

/// Checks a proposal as fernet_election_check does and inserts it into the ranking of an election (SPEC #leader,
/// #equivocation). The first entry of the ranking is the leader. The ranking is the caller's array; set count to 0 to
/// start.
///
/// - evidence (out): evidence of equivocation if the ranking holds another proposal of the same key, otherwise zero.
///   Both proposals take part. A proposal that has left the ranking is not compared: use fernet_evidence_new for it.
/// - best (in/out): the entries of the ranking, sorted best first. Entries from count on need not be initialised.
/// - capacity: number of elements of the array, at least 1.
/// - count (in/out): number of entries in use, at most capacity.
/// - election: the context of the block.
/// - registration: the registration of the proposal's key.
/// - proposal: the proposal.
/// - beta: the output of the proposal's verified VRF proof, as for fernet_election_scored_key.
///
/// Errors: LENGTH if capacity is 0 or less than count, and those of fernet_election_check.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_election_insert(
    evidence: Out<fernet_evidence>,
    mut best: InOutArray<fernet_scored_key>,
    capacity: usize,
    count: InOut<usize>,
    election: In<fernet_election>,
    registration: In<fernet_registration>,
    proposal: In<fernet_proposal>,
    beta: In<fernet_beta>,
) -> fernet_status {
    (evidence, best.span(capacity), count).set(
        [election.span(), registration.span(), proposal.span(), beta.span()],
        || {
            let held = count.get()?;
            let candidate = ranked_proposal(election, registration, proposal, beta)?;
            let other = best.first(held, capacity)?.iter().find(|entry| entry.key == candidate.key);
            let found = other.and_then(|other| evidence_of(candidate.key, other.id, candidate.id));
            let index = rank(&mut best, capacity, held, candidate)?;
            let count = index.map_or(held, |index| held.max(index.saturating_add(1)));
            Ok((found.unwrap_or(NO_EVIDENCE), (), count))
        },
    )
}

/// Makes evidence of two ids that one key signed, if they differ (SPEC #equivocation). Both ids must be of valid
/// proposals of that key for one block, or of valid claims of that key for one node of one block; this is not checked.
///
/// - evidence (out): the key and the two ids, the smaller id first.
/// - key: the public key that signed both.
/// - a: an id.
/// - b: another id.
///
/// Errors: NONE if the ids are equal.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_evidence_new(
    evidence: Out<fernet_evidence>,
    key: In<fernet_key>,
    a: In<fernet_id>,
    b: In<fernet_id>,
) -> fernet_status {
    evidence.set([key.span(), a.span(), b.span()], || {
        evidence_of(key.get()?, a.get()?, b.get()?).ok_or(fernet_status::None)
    })
}

const NO_EVIDENCE: fernet_evidence = fernet_evidence {
    key: fernet_key { bytes: [0; 32] },
    first: fernet_id { bytes: [0; 32] },
    second: fernet_id { bytes: [0; 32] },
};

fn evidence_of(key: fernet_key, a: fernet_id, b: fernet_id) -> Option<fernet_evidence> {
    Evidence::new(key.bytes.into(), a.bytes, b.bytes).map(|found| evidence(found.key(), found.ids()))
}

fn ranked_proposal(
    election: In<fernet_election>,
    registration: In<fernet_registration>,
    proposal: In<fernet_proposal>,
    beta: In<fernet_beta>,
) -> Result<fernet_scored_key, fernet_status> {
    let ranked = election.parse()?.check(&registration.parse()?, &proposal.parse()?)?.rank(&beta.parse()?);
    Ok(fernet_scored_key::new(ranked.scored_key(), ranked.fee_split().ppm(), ranked.id().to_bytes()))
}
