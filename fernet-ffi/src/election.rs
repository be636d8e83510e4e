//! The election of a block's leader (SPEC `#election`).

use fernet_core::{Election, Evidence, KeyBytes, Proposal, Snapshot, TxHash, TxOrderHash};

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

/// What a sequencer submits, without its key and proof (SPEC #proposal).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_proposal {
    /// The block that it builds on.
    pub parent: fernet_block_hash,
    /// Salted hash of the order of its transactions.
    pub tx_order_hash: fernet_tx_order_hash,
    /// Locked for a split above 1, wei below 2^96.
    pub bond: fernet_amount,
    /// Receives the sequencer's share; not zero.
    pub payout: fernet_address,
    /// FEE_SPLIT, ppm.
    pub fee_split: u32,
}
/// The election of one block: what a proposal has to fit.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_election {
    /// Parameters of the rollup.
    pub params: fernet_params,
    /// The mix of the block.
    pub pinned: fernet_pinned_mix,
    /// L1 slot as of which the registry is read: before pinned.slot (SPEC #snapshot).
    pub snapshot_slot: u64,
    /// The canonical tip.
    pub tip: fernet_block_hash,
}
/// Two different things that one key signed where it may sign one (SPEC #equivocation), the smaller id first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_evidence {
    /// Who signed.
    pub key: fernet_key,
    /// What was signed: the smaller id.
    pub first: fernet_id,
    /// What was signed: the greater id.
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

impl Parse for fernet_election {
    type Value = Election<1>;

    fn parse(self) -> Result<Self::Value, fernet_status> {
        let (params, pinned) = (self.params.parse()?, self.pinned.parse()?);
        let snapshot = Snapshot::new(&params, self.snapshot_slot, &pinned)?;
        Ok(Election::new(params, pinned, snapshot, self.tip.parse()?))
    }
}

/// Evidence for C, which has one type of id.
pub(crate) fn evidence(key: KeyBytes, ids: [[u8; 32]; 2]) -> fernet_evidence {
    let [first, second] = ids.map(|bytes| fernet_id { bytes });
    fernet_evidence { key: key.into(), first, second }
}

/// The salted hash of an order of transactions, which may be none (SPEC #tx-order).
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

/// The block commitment of a proposal (SPEC #commitment).
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
    commitment
        .set([params.span(), proposal.span()], || Ok(proposal.parse()?.commitment(&params.parse()?, block_number)))
}

/// What the VRF proof of a proposal signs as its additional data (SPEC #proposal).
///
/// Errors: PROPOSAL_BOND_TOO_LARGE if bond is 2^128 wei or more, which has no form in the hash.
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
        Ok(proposal.parse()?.id(&params.parse()?, block_number))
    })
}

/// Checks everything of a proposal but its proof, before the proof is worth verifying (SPEC #proposal-checks).
///
/// Errors: SNAPSHOT_NOT_OLDER_THAN_RANDOMNESS, then the first in the order of SPEC: PROPOSAL_DEAD_PARENT, INELIGIBLE_...,
/// BID_FEE_SPLIT_ABOVE_CAP, PROPOSAL_PAYOUT_ZERO, _BOND_TOO_LARGE, _BOND_MISSING, _BOND_NOT_NEEDED.
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

/// The candidate of a proposal, with the proposal id as its id. beta is the output of the proposal's verified proof over
/// fernet_sequencer_seed_alpha with fernet_proposal_id_new as additional data.
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
        contender(election, registration, proposal, beta)
    })
}

/// Takes a proposal as fernet_election_scored_key does, and offers it to the best so far as fernet_ranking_insert does: the first of
/// them leads. *evidence is filled in when another proposal of the key is among the best already (both take part), and zero
/// otherwise: see its key. Compare with proposals that have left the ranking by fernet_evidence_new.
///
/// Errors: LENGTH if capacity is 0 or less than *count, and those of fernet_election_check. The ranking is then as before.
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
            let candidate = contender(election, registration, proposal, beta)?;
            let other = best.first(held, capacity)?.iter().find(|entry| entry.key == candidate.key);
            let found = other.and_then(|other| evidence_of(candidate.key, other.id, candidate.id));
            let slot = rank(&mut best, capacity, held, candidate)?;
            Ok((found.unwrap_or(NO_EVIDENCE), (), slot.map_or(held, |slot| held.max(slot.saturating_add(1)))))
        },
    )
}

/// Evidence if two ids differ. Both must be of valid proposals for one block, or of valid claims for one node of one block, by key
/// (SPEC #equivocation).
///
/// Errors: NONE if they are the same.
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
    Evidence::of(key.bytes.into(), a.bytes, b.bytes).map(|found| evidence(found.key, found.ids))
}

fn contender(
    election: In<fernet_election>,
    registration: In<fernet_registration>,
    proposal: In<fernet_proposal>,
    beta: In<fernet_beta>,
) -> Result<fernet_scored_key, fernet_status> {
    let contender = election.parse()?.contender(&registration.parse()?, &proposal.parse()?, &beta.parse()?)?;
    let id = contender.id().to_bytes();
    Ok(fernet_scored_key::new(contender.scored_key(), contender.fee_split().ppm(), id))
}
