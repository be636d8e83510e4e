//! Settlement, rebates and slashing (SPEC `#settlement`).

use core::mem::MaybeUninit;

use fernet_core::{FeeBurn, NodeIndex, TreeShape};
use fernet_rewards::{
    Funding, Ledger, Rebate, Receipt, SettlementPlan, SlashReason, Slashing, check_reveal, required_bond, slash,
    unclaimed,
};

use crate::bytes::{Parse, fernet_address, fernet_amount, reserved};
use crate::election::{fernet_proposal, fernet_reveal};
use crate::params::fernet_params;
use crate::ptr::{In, InArray, InOut, Out, OutArray, Output, Sealed};
use crate::status::fernet_status;

/// The numbers from which the settlement of one block is computed (SPEC #settlement). Functions return PARAMS_...,
/// SHAPE_..., SETTLE_AMOUNT_TOO_LARGE, BID_FEE_SPLIT_ABOVE_CAP, SETTLE_POOL_TOO_LARGE or SETTLE_BOND_TOO_SMALL if they
/// are not valid.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_settlement {
    /// Parameters of the rollup.
    pub params: fernet_params,
    /// Fees of the block, without the block reward of params, in wei, below 2^96.
    pub fees: fernet_amount,
    /// Bond of the leader's proposal, in wei, below 2^96.
    pub bond: fernet_amount,
    /// Number of base proofs of the tree, 1 to 2^32.
    pub bases: u64,
    /// FEE_SPLIT of the leader's proposal, ppm, at most params.fee_split_cap.
    pub fee_split: u32,
    /// Reserved; must be 0.
    pub reserved: u32,
}
/// A filled seat of the winning tree that is to be paid.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_paid_seat {
    /// Number of the seat's node.
    pub node: u64,
    /// FEE_BURN of the seat's claim, ppm, at most 1000000.
    pub fee_burn: u32,
    /// Reserved; must be 0.
    pub reserved: u32,
}
/// The prices from which the refund of the winner's L1 gas is computed (SPEC #rebate). All zero: no refund.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_rebate {
    /// Base fee of the L1 block that first accepted the winning tree, in wei for a unit of gas.
    pub base_fee: u64,
    /// Price of 10^18 wei of the gas asset in wei of the asset in which fees are paid, below 2^96; 10^18 if both are the
    /// same asset.
    pub rate: fernet_amount,
    /// The rebate_payee of the winning root's claim; zero for no refund.
    pub payee: fernet_address,
    /// Reserved; must be 0.
    pub reserved: u32,
}
/// The prover pool of a block and where it comes from, in wei. Exactly, fees + bond_used = sequencer + pool (SPEC
/// #pool).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_funding {
    /// Fees of the block plus the block reward.
    pub fees: fernet_amount,
    /// The prover pool, from which the seats are paid.
    pub pool: fernet_amount,
    /// The part of the fees that the sequencer keeps.
    pub sequencer: fernet_amount,
    /// The part of the bond that goes into the pool.
    pub bond_used: fernet_amount,
    /// The part of the bond that is returned to the sequencer.
    pub bond_returned: fernet_amount,
}
/// The result of a settlement, in wei. Exactly, fees + bond_used = sequencer + reserved + burned + rebate (SPEC
/// #identity).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_receipt {
    /// The pool and where it comes from.
    pub funding: fernet_funding,
    /// The part of the pool that is kept for the pays of the filled seats: at least the sum of these pays, and less than
    /// one wei for each seat above it (SPEC #reserve).
    pub reserved: fernet_amount,
    /// The part of the pool that is burned: burned shares of pays and pays of empty seats, less the rebate.
    pub burned: fernet_amount,
    /// The refund of L1 gas to the rebate_payee of the winning root.
    pub rebate: fernet_amount,
}
/// Why a leader is slashed: one of the FERNET_SLASH_REASON_ constants (SPEC #slash).
pub type fernet_slash_reason = u8;
/// The block had no valid reveal before the end of the reveal phase.
pub const FERNET_SLASH_REASON_NOT_REVEALED: fernet_slash_reason = 0;
/// The block had no valid tree before its deadline.
pub const FERNET_SLASH_REASON_NOT_PROVEN: fernet_slash_reason = 1;
/// The result of slashing the leader of a block that was not revealed or not proven, in wei (SPEC #slash).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_slashing {
    /// The amount taken from the stake and burned.
    pub slashed: fernet_amount,
    /// The stake that remains.
    pub stake_left: fernet_amount,
    /// The part of the bond that is burned: the minimum bond for the leader's FEE_SPLIT.
    pub forfeit: fernet_amount,
    /// The part of the bond that is returned.
    pub bond_returned: fernet_amount,
}
/// A private object: the state of a settlement whose seats are being paid.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_ledger {
    /// Private; see rule 7.
    pub private_bytes: [MaybeUninit<u8>; 384],
}

impl Parse for fernet_settlement {
    type Value = SettlementPlan;

    fn parse(self) -> Result<SettlementPlan, fernet_status> {
        reserved(&self.reserved.to_be_bytes())?;
        let (params, shape) = (self.params.parse()?, TreeShape::new(self.bases)?);
        let (fees, bond) = (self.fees.parse()?, self.bond.parse()?);
        Ok(SettlementPlan::new(&params, shape, fees, params.fee_split(self.fee_split)?, bond)?)
    }
}

impl Parse for fernet_rebate {
    type Value = Rebate;

    fn parse(self) -> Result<Rebate, fernet_status> {
        reserved(&self.reserved.to_be_bytes())?;
        Ok(Rebate::new(self.payee.parse()?, self.base_fee, self.rate.parse()?))
    }
}

impl From<Funding> for fernet_funding {
    fn from(funding: Funding) -> Self {
        Self {
            fees: funding.fees().into(),
            pool: funding.pool().into(),
            sequencer: funding.sequencer().into(),
            bond_used: funding.bond_used().into(),
            bond_returned: funding.bond_returned().into(),
        }
    }
}

impl From<Receipt> for fernet_receipt {
    fn from(receipt: Receipt) -> Self {
        Self {
            funding: receipt.funding().into(),
            reserved: receipt.reserved().into(),
            burned: receipt.burned().into(),
            rebate: receipt.rebate().into(),
        }
    }
}

impl From<Slashing> for fernet_slashing {
    fn from(slashing: Slashing) -> Self {
        Self {
            slashed: slashing.slashed().into(),
            stake_left: slashing.stake_left().into(),
            forfeit: slashing.forfeit().into(),
            bond_returned: slashing.bond_returned().into(),
        }
    }
}

/// Pays each seat out of the ledger, and writes the pay at the same index.
fn pay(ledger: &mut Ledger, pays: &mut [fernet_amount], seats: &[fernet_paid_seat]) -> Result<(), fernet_status> {
    for (pay, seat) in pays.iter_mut().zip(seats) {
        reserved(&seat.reserved.to_be_bytes())?;
        *pay = ledger.pay_ppm(NodeIndex::new(seat.node), seat.fee_burn)?.into();
    }
    Ok(())
}

/// Computes the prover pool of a block and how fees and bond fund it (SPEC #pool).
///
/// - funding (out): the pool and where it comes from.
/// - settlement: the numbers of the block.
///
/// Errors: those of a fernet_settlement.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_settlement_fund(
    funding: Out<fernet_funding>,
    settlement: In<fernet_settlement>,
) -> fernet_status {
    funding.set([settlement.span()], || Ok(settlement.parse()?.funding()))
}

/// Computes the smallest bond with which a proposal is valid and its block can be settled: the larger of the minimum bond
/// and the top-up of the pool (SPEC #minimum-bond, #pool, #reveal). Without fees and block reward it is the minimum
/// bond.
///
/// - bond (out): the bond in wei; 0 if fee_split is at most 1000000.
/// - params: parameters of the rollup.
/// - fees: fees of the block, without the block reward of params, in wei, below 2^96.
/// - fee_split: FEE_SPLIT of the proposal, ppm, at most params->fee_split_cap.
///
/// Errors: PARAMS_..., SETTLE_AMOUNT_TOO_LARGE, BID_FEE_SPLIT_ABOVE_CAP, SETTLE_POOL_TOO_LARGE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_settlement_required_bond(
    bond: Out<fernet_amount>,
    params: In<fernet_params>,
    fees: In<fernet_amount>,
    fee_split: u32,
) -> fernet_status {
    bond.set([params.span(), fees.span()], || {
        let (params, fees) = (params.parse()?, fees.parse()?);
        Ok(required_bond(&params, fees, params.fee_split(fee_split)?)?)
    })
}

/// Checks the reveal of a leader, and computes the size of the tree that proves the block and the funding that settles
/// it (SPEC #reveal).
///
/// - bases (out): number of base proofs of the tree.
/// - funding (out): the pool and where it comes from.
/// - params: parameters of the rollup.
/// - proposal: the proposal of the leader.
/// - reveal: the revealed contents of the block.
///
/// Errors: PARAMS_..., SHAPE_TOO_MANY_BASES, BID_FEE_SPLIT_ABOVE_CAP, SETTLE_AMOUNT_TOO_LARGE, SETTLE_POOL_TOO_LARGE,
/// SETTLE_BOND_TOO_SMALL, REVEAL_WRONG_ORDER.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_reveal_check(
    bases: Out<u64>,
    funding: Out<fernet_funding>,
    params: In<fernet_params>,
    proposal: In<fernet_proposal>,
    reveal: In<fernet_reveal>,
) -> fernet_status {
    (bases, funding).set([params.span(), proposal.span(), reveal.span()], || {
        let (shape, funding) = check_reveal(&params.parse()?, &proposal.parse()?, &reveal.parse()?)?;
        Ok((shape.bases(), funding.into()))
    })
}

/// Computes the number of seats of the whole tree, by which the pool is divided unless base_share is set (SPEC #seats).
///
/// - seats (out): number of seats, at least 1 and below 2^35.
/// - settlement: the numbers of the block.
///
/// Errors: those of a fernet_settlement.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_settlement_seats(seats: Out<u64>, settlement: In<fernet_settlement>) -> fernet_status {
    seats.set([settlement.span()], || Ok(settlement.parse()?.seats()))
}

/// Computes the pay of one filled seat, rounded down (SPEC #pay). It does not depend on the other seats.
///
/// - pay (out): the pay in wei.
/// - settlement: the numbers of the block.
/// - node: number of the seat's node, below 2 * bases - 1.
/// - fee_burn: FEE_BURN of the seat's claim, ppm, at most 1000000.
///
/// Errors: those of a fernet_settlement, BID_FEE_BURN_ABOVE_PPM, SETTLE_FOREIGN_NODE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_settlement_pay(
    pay: Out<fernet_amount>,
    settlement: In<fernet_settlement>,
    node: u64,
    fee_burn: u32,
) -> fernet_status {
    pay.set([settlement.span()], || Ok(settlement.parse()?.pay(NodeIndex::new(node), FeeBurn::new(fee_burn)?)?))
}

/// Settles a block: computes the pay of every seat of the winning tree and the receipt (SPEC #settlement).
///
/// - receipt (out): the receipt.
/// - pays (out): the pay of each seat in wei, for the payout of its claim: pays[i] is for seats[i].
/// - pays_len: number of pays; equal to seats_len.
/// - settlement: the numbers of the block.
/// - seats: the seats of the winning tree, in post-order of their nodes (SPEC #pay-order).
/// - seats_len: number of seats.
/// - rebate: the prices of the refund of L1 gas.
///
/// Errors: LENGTH unless pays_len is seats_len, those of a fernet_settlement, SETTLE_AMOUNT_TOO_LARGE for the rate; for the first seat that is refused
/// SETTLE_BURN_ABOVE_PPM, SETTLE_FOREIGN_NODE, SETTLE_OUT_OF_ORDER or SETTLE_TOO_MANY_SEATS; SETTLE_NO_ROOT. After a
/// failure no seat is paid.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_settle(
    receipt: Out<fernet_receipt>,
    pays: OutArray<fernet_amount>,
    pays_len: usize,
    settlement: In<fernet_settlement>,
    seats: InArray<fernet_paid_seat>,
    seats_len: usize,
    rebate: In<fernet_rebate>,
) -> fernet_status {
    let pays = pays.of(pays_len);
    (receipt, pays).set([settlement.span(), seats.span(seats_len), rebate.span()], || {
        let pays = pays.same_len(seats_len)?;
        let (mut ledger, rebate) = (settlement.parse()?.ledger(), rebate.parse()?);
        let seats = seats.get(seats_len)?;
        pays.fill(|pays| pay(&mut ledger, pays, seats))??;
        Ok((ledger.close(rebate)?.into(), ()))
    })
}

/// Starts a settlement whose seats are paid in several calls (SPEC #settlement).
///
/// - ledger (out): a ledger without paid seats.
/// - settlement: the numbers of the block.
///
/// Errors: those of a fernet_settlement.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_ledger_open(
    ledger: Out<fernet_ledger>,
    settlement: In<fernet_settlement>,
) -> fernet_status {
    Sealed(ledger).set([settlement.span()], || Ok(settlement.parse()?.ledger()))
}

/// Pays some seats of the winning tree. All calls together give the seats in post-order of their nodes (SPEC
/// #pay-order). After a failure none of these seats is paid.
///
/// - pays (out): the pay of each seat in wei, for the payout of its claim: pays[i] is for seats[i].
/// - pays_len: number of pays; equal to seats_len.
/// - ledger (in/out): the ledger.
/// - seats: the seats to pay.
/// - seats_len: number of seats.
///
/// Errors: LENGTH unless pays_len is seats_len, SETTLE_BURN_ABOVE_PPM, SETTLE_FOREIGN_NODE, SETTLE_OUT_OF_ORDER,
/// SETTLE_TOO_MANY_SEATS.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_ledger_pay(
    pays: OutArray<fernet_amount>,
    pays_len: usize,
    ledger: InOut<fernet_ledger>,
    seats: InArray<fernet_paid_seat>,
    seats_len: usize,
) -> fernet_status {
    let pays = pays.of(pays_len);
    (pays, ledger.span()).set([seats.span(seats_len)], || {
        let pays = pays.same_len(seats_len)?;
        let seats = seats.get(seats_len)?;
        ledger.update(|ledger| pays.fill(|pays| pay(ledger, pays, seats))?)?;
        Ok(((), ()))
    })
}

/// Ends a settlement: computes the reserve and the rebate, burns what remains of the pool, and makes the receipt (SPEC
/// #reserve, #rebate, #burned).
///
/// - receipt (out): the receipt.
/// - ledger (in/out): the ledger, after the seat of the root was paid. It is zero afterwards: no seat can be paid from it.
/// - rebate: the prices of the refund of L1 gas.
///
/// Errors: SETTLE_AMOUNT_TOO_LARGE for the rate, SETTLE_NO_ROOT if no seat of the root was paid.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_ledger_close(
    receipt: Out<fernet_receipt>,
    ledger: InOut<fernet_ledger>,
    rebate: In<fernet_rebate>,
) -> fernet_status {
    (receipt, ledger.span()).set([rebate.span()], || {
        let receipt = ledger.take(|ledger| Ok(ledger.close(rebate.parse()?)?))?;
        Ok((receipt.into(), ()))
    })
}

/// Settles a block from the sums of the winning tree's root, in a time that does not depend on the size of the tree
/// (SPEC #reserve). The receipt is that of fernet_settle for the seats of the tree.
///
/// - receipt (out): the receipt.
/// - settlement: the numbers of the block.
/// - kept_base: kept_base of the root's accumulator, ppm.
/// - kept_merge: kept_merge of the root's accumulator, ppm.
/// - rebate: the prices of the refund of L1 gas.
///
/// Errors: those of a fernet_settlement, SETTLE_AMOUNT_TOO_LARGE for the rate, SETTLE_KEPT_TOO_LARGE if no tree with
/// these bases has such sums.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_settle_sums(
    receipt: Out<fernet_receipt>,
    settlement: In<fernet_settlement>,
    kept_base: u64,
    kept_merge: u64,
    rebate: In<fernet_rebate>,
) -> fernet_status {
    receipt.set([settlement.span(), rebate.span()], || {
        let (plan, rebate) = (settlement.parse()?, rebate.parse()?);
        Ok(plan.settle(kept_base, kept_merge, rebate)?)
    })
}

/// Computes what is burned of the reserve of a block when pays can no longer be claimed: reserved - claimed (SPEC
/// #unclaimed).
///
/// - burned (out): the amount in wei.
/// - reserved: the reserve of the block's receipt, in wei.
/// - claimed: sum of the pays that were claimed, in wei.
///
/// Errors: SETTLE_AMOUNT_TOO_LARGE, SETTLE_CLAIMED_TOO_MUCH if claimed is above reserved.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_unclaimed(
    burned: Out<fernet_amount>,
    reserved: In<fernet_amount>,
    claimed: In<fernet_amount>,
) -> fernet_status {
    burned.set([reserved.span(), claimed.span()], || Ok(unclaimed(reserved.parse()?, claimed.parse()?)?))
}

/// Computes what the leader of a block that was not revealed or not proven loses: the smaller of its stake and the slash
/// amount of the reason, and of the bond the minimum bond (SPEC #slash).
///
/// - slashing (out): the amounts slashed, left and returned.
/// - params: parameters of the rollup.
/// - reason: FERNET_SLASH_REASON_NOT_REVEALED or FERNET_SLASH_REASON_NOT_PROVEN.
/// - fee_split: FEE_SPLIT of the leader's proposal, ppm, at most params->fee_split_cap.
/// - stake: stake of the leader in wei, below 2^96.
/// - bond: bond of the leader's proposal in wei, below 2^96.
///
/// Errors: PARAMS_..., VALUE for an unknown reason, BID_FEE_SPLIT_ABOVE_CAP, SETTLE_AMOUNT_TOO_LARGE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_slash(
    slashing: Out<fernet_slashing>,
    params: In<fernet_params>,
    reason: fernet_slash_reason,
    fee_split: u32,
    stake: In<fernet_amount>,
    bond: In<fernet_amount>,
) -> fernet_status {
    slashing.set([params.span(), stake.span(), bond.span()], || {
        let params = params.parse()?;
        let reason = match reason {
            FERNET_SLASH_REASON_NOT_REVEALED => SlashReason::NotRevealed,
            FERNET_SLASH_REASON_NOT_PROVEN => SlashReason::NotProven,
            _ => return Err(fernet_status::Value),
        };
        Ok(slash(&params, reason, params.fee_split(fee_split)?, stake.parse()?, bond.parse()?))
    })
}
