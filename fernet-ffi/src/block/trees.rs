//! Submitted trees of a block (SPEC `#tree-errors`, `#competition`).

use ::fernet_block::Submitted;
use fernet_core::message::{ClaimMessage, L1EventHead, TreeMessage};
use fernet_core::{ClaimId, L1Block, Sums, Total};

use super::{fernet_block, update};
use crate::bytes::{Parse, fernet_amount, fernet_total};
use crate::chain::fernet_chain;
use crate::claim::fernet_seat;
use crate::phase::fernet_effects;
use crate::ptr::{In, InArray, InOut, Out, Output};
use crate::registry::{fernet_registration, one, several};
use crate::status::fernet_status;
use crate::tree::{fernet_accumulator_info, fernet_tree};

/// When L1 received a tree, and at which prices, from which the rebate is computed (SPEC #rebate).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_l1_event {
    /// Number of the L1 block.
    pub l1_block: u64,
    /// Base fee of that L1 block, in wei for a unit of gas.
    pub base_fee: u64,
    /// Price of 10^18 wei of the gas asset in wei of the asset in which fees are paid, below 2^96 (SETTLE_AMOUNT_TOO_LARGE).
    pub rate: fernet_amount,
}
/// The sums of a tree's root, which a proof of the root attests (SPEC #accumulator).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_sums {
    /// Sum of the scores.
    pub total: fernet_total,
    /// Number of filled seats.
    pub filled: u64,
    /// Sum of 1000000 - fee_burn over the seats of base nodes, ppm.
    pub kept_base: u64,
    /// Sum of 1000000 - fee_burn over the seats of merges, ppm.
    pub kept_merge: u64,
}
/// What a tree brought about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_submitted {
    /// The accumulator of the tree's root.
    pub sum: fernet_accumulator_info,
    /// The actions for the block, in order.
    pub effects: fernet_effects,
    /// 1 if the tree is better than every tree before, otherwise 0.
    pub leads: u8,
    /// Reserved; always 0.
    pub reserved: [u8; 2],
}

impl Parse for fernet_l1_event {
    type Value = L1EventHead;

    fn parse(self) -> Result<L1EventHead, fernet_status> {
        Ok(L1EventHead { l1_block: L1Block::new(self.l1_block), base_fee: self.base_fee, rate: self.rate.parse()? })
    }
}

impl From<L1EventHead> for fernet_l1_event {
    fn from(head: L1EventHead) -> Self {
        Self { l1_block: head.l1_block.get(), base_fee: head.base_fee, rate: head.rate.into() }
    }
}

impl Parse for fernet_sums {
    type Value = Sums;

    fn parse(self) -> Result<Sums, fernet_status> {
        let Self { total, filled, kept_base, kept_merge } = self;
        Ok(Sums { total: Total::from_be_bytes(total.bytes), filled, kept_base, kept_merge })
    }
}

impl From<Sums> for fernet_sums {
    fn from(sums: Sums) -> Self {
        let Sums { total, filled, kept_base, kept_merge } = sums;
        Self { total: total.into(), filled, kept_base, kept_merge }
    }
}

fn submitted(done: &Submitted) -> Result<fernet_submitted, fernet_status> {
    Ok(fernet_submitted {
        sum: done.tree.accumulator().into(),
        effects: fernet_effects::new(&done.effects)?,
        leads: done.leads.into(),
        reserved: [0; 2],
    })
}

/// Applies a tree that names claims by their ids (SPEC #message-tree).
///
/// - submitted (out): what the tree brought about.
/// - block (in/out): the block.
/// - chain (in/out): the chain of the rollup.
/// - at: when L1 received the tree.
/// - bytes: the message.
/// - len: number of bytes.
/// - seats: the seats of fernet_block_claim, in any order. The time grows with the number of claims times the number of
///   seats, so give those that the tree may use.
/// - count: number of seats.
///
/// Errors: the first that applies in the order of SPEC #course: SETTLE_AMOUNT_TOO_LARGE for the rate, MESSAGE_...,
/// BLOCK_STALE, BLOCK_OTHER_BLOCK, CHAIN_BEHIND, PHASE_..., BLOCK_OTHER_PROPOSAL, BLOCK_NO_CERTIFICATE,
/// TREE_REFUSED_CLAIM for a claim without a seat, BUNDLE_..., TREE_..., CHILD_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_submit_ids(
    submitted: Out<fernet_submitted>,
    block: InOut<fernet_block>,
    chain: InOut<fernet_chain>,
    at: In<fernet_l1_event>,
    bytes: InArray<u8>,
    len: usize,
    seats: InArray<fernet_seat>,
    count: usize,
) -> fernet_status {
    let inputs = [at.span(), bytes.span(len), seats.span(count)];
    (submitted, block.span(), chain.span()).set(inputs, || {
        let at = at.parse()?;
        let message = TreeMessage::<ClaimId>::decode(bytes.get(len)?)?;
        (0..count).try_for_each(|index| seats.load(count, index).map(drop))?;
        let seat = |id: &ClaimId| {
            (0..count).filter_map(|index| seats.load(count, index).ok()).find(|seat| seat.claim_id() == *id)
        };
        let done = update(block, chain, |block, chain| block.submit_ids(chain, &at, &message, &seat))?;
        Ok((self::submitted(&done)?, (), ()))
    })
}

/// Applies a tree with its claims in full, and verifies every claim (SPEC #message-tree).
///
/// - submitted (out): what the tree brought about.
/// - block (in/out): the block.
/// - chain (in/out): the chain of the rollup.
/// - at: when L1 received the tree.
/// - bytes: the message.
/// - len: number of bytes.
/// - registrations: the registrations of the keys at the snapshot of the block, in any order; a key that is not among
///   them is not registered.
/// - count: number of registrations.
///
/// Errors: the first that applies in the order of SPEC #course: SETTLE_AMOUNT_TOO_LARGE for the rate, MESSAGE_...,
/// BLOCK_STALE, BLOCK_OTHER_BLOCK, CHAIN_BEHIND, PHASE_..., BLOCK_OTHER_PROPOSAL, BLOCK_NO_CERTIFICATE, those of
/// fernet_block_claim for a claim, BUNDLE_..., TREE_..., CHILD_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_submit_claims(
    submitted: Out<fernet_submitted>,
    block: InOut<fernet_block>,
    chain: InOut<fernet_chain>,
    at: In<fernet_l1_event>,
    bytes: InArray<u8>,
    len: usize,
    registrations: InArray<fernet_registration>,
    count: usize,
) -> fernet_status {
    let inputs = [at.span(), bytes.span(len), registrations.span(count)];
    (submitted, block.span(), chain.span()).set(inputs, || {
        let (at, message) = (at.parse()?, TreeMessage::decode(bytes.get(len)?)?);
        let registry = several(registrations.get(count)?)?;
        let done = update(block, chain, |block, chain| block.submit_claims(chain, &at, &message, &registry))?;
        Ok((self::submitted(&done)?, (), ()))
    })
}

/// Applies a tree that was verified bundle by bundle with a fernet_tree_verifier of the block
/// (fernet_block_proving_context). Call fernet_block_accepts before the verification, so that a tree which comes too late
/// costs nothing.
///
/// - submitted (out): what the tree brought about.
/// - block (in/out): the block.
/// - chain (in/out): the chain of the rollup.
/// - at: when L1 received the tree.
/// - tree: the tree of fernet_tree_verifier_finish.
///
/// Errors: SETTLE_AMOUNT_TOO_LARGE for the rate, BLOCK_STALE, CHAIN_BEHIND, PHASE_..., BLOCK_NO_CERTIFICATE, TREE_FOREIGN for
/// a tree of another block.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_submit_tree(
    submitted: Out<fernet_submitted>,
    block: InOut<fernet_block>,
    chain: InOut<fernet_chain>,
    at: In<fernet_l1_event>,
    tree: In<fernet_tree>,
) -> fernet_status {
    (submitted, block.span(), chain.span()).set([at.span(), tree.span()], || {
        let (at, tree) = (at.parse()?, tree.load()?);
        let done = update(block, chain, |block, chain| block.submit_tree(chain, &at, tree))?;
        Ok((self::submitted(&done)?, (), ()))
    })
}

/// Applies a tree of which only the root is known: its claim, and the sums that a proof of the root attests. The caller
/// has verified that proof, as L1 does (SPEC #public-inputs).
///
/// - submitted (out): what the tree brought about.
/// - block (in/out): the block.
/// - chain (in/out): the chain of the rollup.
/// - at: when L1 received the tree.
/// - bytes: the claim of the root, as a message with a proof of 80 bytes.
/// - len: number of bytes.
/// - sums: the sums of the root.
/// - registration: the registration of the message's key at the snapshot of the block; NULL if it is not registered.
///
/// Errors: the first that applies in the order of SPEC #course: SETTLE_AMOUNT_TOO_LARGE for the rate, MESSAGE_...,
/// BLOCK_STALE, BLOCK_OTHER_BLOCK, CHAIN_BEHIND, PHASE_..., BLOCK_OTHER_PROPOSAL, BLOCK_NO_CERTIFICATE, those of
/// fernet_block_claim, TREE_MISSING for the claim of another node.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_submit_root(
    submitted: Out<fernet_submitted>,
    block: InOut<fernet_block>,
    chain: InOut<fernet_chain>,
    at: In<fernet_l1_event>,
    bytes: InArray<u8>,
    len: usize,
    sums: In<fernet_sums>,
    registration: In<fernet_registration>,
) -> fernet_status {
    let inputs = [at.span(), bytes.span(len), sums.span(), registration.span()];
    (submitted, block.span(), chain.span()).set(inputs, || {
        let (at, root) = (at.parse()?, <ClaimMessage>::decode(bytes.get(len)?)?);
        let (sums, registry) = (sums.parse()?, one(registration)?);
        let done = update(block, chain, |block, chain| block.submit_root(chain, &at, &root, sums, &registry))?;
        Ok((self::submitted(&done)?, (), ()))
    })
}
