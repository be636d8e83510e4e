//! The contents of blocks, proposals, and the election of a block's leader (SPEC `#election`).

use fernet_core::{
    BlockNumber, DataRoot, Election, Evidence, KeyBytes, Proposal, ProposalId, Reveal, TxHash, TxRootHasher,
};

use crate::bytes::{
    Parse, fernet_address, fernet_amount, fernet_beta, fernet_block_commitment, fernet_block_hash, fernet_data_root,
    fernet_id, fernet_key, fernet_proposal_id, fernet_salt, fernet_tx_hash, fernet_tx_order_hash, fernet_tx_root,
};
use crate::params::fernet_params;
use crate::ptr::{In, InArray, InOut, InOutArray, Out, Output};
use crate::randao::fernet_pinned_mix;
use crate::registry::fernet_registration;
use crate::score::{fernet_scored_key, rank};
use crate::status::fernet_status;

/// The contents of a block as its leader reveals them (SPEC #reveal).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_reveal {
    /// The salt of the transaction order.
    pub salt: fernet_salt,
    /// Root of the transactions (fernet_tx_root_new).
    pub tx_root: fernet_tx_root,
    /// Root of the proof data (fernet_data_root_new); 32 zero bytes in a rollup without attesters (SPEC #data-root).
    pub data_root: fernet_data_root,
    /// Sum of the fees of the transactions, without the block reward, in wei, below 2^96.
    pub fees: fernet_amount,
    /// Number of transactions.
    pub count: u64,
}
/// A proposal of a block by a sequencer, without its key and VRF proof (SPEC #proposal).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_proposal {
    /// The proposal id of the block that the proposed block builds on.
    pub parent: fernet_block_hash,
    /// The salted hash of the block's fees and transactions (fernet_tx_order_hash_new).
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
    /// The canonical tip, which must be the parent of every proposal.
    pub tip: fernet_block_hash,
}
/// Evidence that one key signed two proposals for one block, or two claims for one node, that contradict each other (SPEC
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

impl Parse for fernet_reveal {
    type Value = Reveal;

    fn parse(self) -> Result<Reveal, fernet_status> {
        Ok(Reveal {
            salt: self.salt.parse()?,
            fees: self.fees.saturated(),
            count: self.count,
            tx_root: self.tx_root.parse()?,
            data_root: Some(self.data_root.parse()?).filter(|root| *root != DataRoot::ZERO),
        })
    }
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
        Ok(Election::new(self.params.parse()?, self.pinned.parse()?, self.tip.parse()?))
    }
}

/// Evidence in the form of C, where the ids of proposals and claims have one type.
pub(crate) fn evidence(key: KeyBytes, ids: [[u8; 32]; 2]) -> fernet_evidence {
    let [first, second] = ids.map(|bytes| fernet_id { bytes });
    fernet_evidence { key: key.into(), first, second }
}

/// Computes the root of a block's transactions in their order (SPEC #tx-root).
///
/// - root (out): the root.
/// - transactions: the hashes of the transactions, in the order of the block; there may be none.
/// - count: number of transactions.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_tx_root_new(
    root: Out<fernet_tx_root>,
    transactions: InArray<fernet_tx_hash>,
    count: usize,
) -> fernet_status {
    root.set([transactions.span(count)], || {
        let mut hasher = TxRootHasher::new(u64::try_from(count).map_err(|_| fernet_status::Length)?);
        transactions.get(count)?.iter().for_each(|hash| hasher.append(&TxHash::from_bytes(hash.bytes)));
        hasher.finish().ok_or(fernet_status::Internal)
    })
}

/// Computes the salted hash of a block's fees and transactions, which a proposal contains (SPEC #tx-order).
///
/// - hash (out): the hash.
/// - reveal: the contents of the block; nothing but the fees is checked.
///
/// Errors: SETTLE_AMOUNT_TOO_LARGE if the fees are 2^128 wei or more, which the hash cannot encode.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_tx_order_hash_new(
    hash: Out<fernet_tx_order_hash>,
    reveal: In<fernet_reveal>,
) -> fernet_status {
    hash.set([reveal.span()], || {
        let reveal = reveal.get()?;
        if reveal.fees != fernet_amount::of_wei(reveal.fees.saturated()) {
            return Err(fernet_status::SettleAmountTooLarge);
        }
        Ok(reveal.parse()?.tx_order_hash())
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
/// Errors: PARAMS_..., RANDAO_OPENS_TOO_EARLY, then the first that applies, in this order:
/// PROPOSAL_DEAD_PARENT, INELIGIBLE_..., BID_FEE_SPLIT_ABOVE_CAP, PROPOSAL_PAYOUT_ZERO, PROPOSAL_BOND_TOO_LARGE,
/// PROPOSAL_BOND_MISSING, PROPOSAL_BOND_TOO_SMALL, PROPOSAL_BOND_NOT_NEEDED.
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
/// start. The ranking does not keep VRF outputs: keep the beta of each proposal that you insert, and pass that of the
/// leader to fernet_prover_seed_new.
///
/// - evidence (out): evidence of equivocation if the ranking holds another proposal of the same key, otherwise zero.
///   Both proposals take part. A proposal that has left the ranking is not compared: use fernet_proposal_equivocation
///   for it.
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
            let ids =
                other.map(|other| [other.id.bytes.min(candidate.id.bytes), other.id.bytes.max(candidate.id.bytes)]);
            let found = ids.filter(|[first, second]| first != second);
            let index = rank(&mut best, capacity, held, candidate)?;
            let count = index.map_or(held, |index| held.max(index.saturating_add(1)));
            Ok((found.map_or(NO_EVIDENCE, |ids| self::evidence(candidate.key.bytes.into(), ids)), (), count))
        },
    )
}

/// Makes evidence of two proposals that one key signed, if they have the same block number, mix and parent but different ids
/// (SPEC #equivocation). Both proposals must be valid; this is not checked.
///
/// - evidence (out): the key and the two proposal ids, the smaller id first.
/// - params: parameters of the rollup.
/// - key: the public key that signed both.
/// - pinned_a: the pinned mix of the block of a.
/// - a: a proposal.
/// - pinned_b: the pinned mix of the block of b.
/// - b: another proposal.
///
/// Errors: PARAMS_..., NONE if the block numbers, mixes or parents differ, or if the ids are equal.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_proposal_equivocation(
    evidence: Out<fernet_evidence>,
    params: In<fernet_params>,
    key: In<fernet_key>,
    pinned_a: In<fernet_pinned_mix>,
    a: In<fernet_proposal>,
    pinned_b: In<fernet_pinned_mix>,
    b: In<fernet_proposal>,
) -> fernet_status {
    let inputs = [params.span(), key.span(), pinned_a.span(), a.span(), pinned_b.span(), b.span()];
    evidence.set(inputs, || {
        let (params, key) = (params.parse()?, key.parse()?);
        let (a, b) = ((pinned_a.parse()?, a.parse()?), (pinned_b.parse()?, b.parse()?));
        let found = Evidence::of_proposals(&params, key, (&a.0, &a.1), (&b.0, &b.1)).ok_or(fernet_status::None)?;
        Ok(self::evidence(found.key(), found.ids().map(ProposalId::to_bytes)))
    })
}

const NO_EVIDENCE: fernet_evidence = fernet_evidence {
    key: fernet_key { bytes: [0; 32] },
    first: fernet_id { bytes: [0; 32] },
    second: fernet_id { bytes: [0; 32] },
};

fn ranked_proposal(
    election: In<fernet_election>,
    registration: In<fernet_registration>,
    proposal: In<fernet_proposal>,
    beta: In<fernet_beta>,
) -> Result<fernet_scored_key, fernet_status> {
    let ranked = election.parse()?.check(&registration.parse()?, &proposal.parse()?)?.rank(&beta.parse()?);
    Ok(fernet_scored_key::new(ranked.scored_key(), ranked.fee_split().ppm(), ranked.id().to_bytes()))
}
