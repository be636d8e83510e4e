//! Settlement (SPEC `#settlement`).

use core::mem::MaybeUninit;

use fernet_core::{FeeBurn, TreeShape, TxHash};
use fernet_rewards::{Funding, Ledger, Rebate, Receipt, SettlementPlan, check_reveal, required_bond, slash};

use crate::bytes::{Parse, fernet_address, fernet_amount, fernet_salt, fernet_tx_hash, reserved};
use crate::election::fernet_proposal;
use crate::params::fernet_params;
use crate::ptr::{In, InArray, InOut, Out, OutArray, Output, Sealed};
use crate::status::fernet_status;

/// All that decides the pay of a seat (SPEC #settlement).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_settlement {
    /// Parameters of the rollup.
    pub params: fernet_params,
    /// F: fees of the block plus block reward, wei below 2^96.
    pub fees: fernet_amount,
    /// Locked with the winning proposal, wei below 2^96.
    pub bond: fernet_amount,
    /// B, the base proofs of the tree, 1 to 2^32.
    pub bases: u64,
    /// FEE_SPLIT of the leader, ppm, at most params.fee_split_cap.
    pub fee_split: u32,
    /// Zero.
    pub reserved: u32,
}
/// One filled seat of the winning tree.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_paid_seat {
    /// Its node.
    pub node: u64,
    /// FEE_BURN of its claim, ppm, at most 1000000.
    pub fee_burn: u32,
    /// Zero.
    pub reserved: u32,
}
/// What the prover pool holds, and from whom: fees + bond_used = sequencer + pool, exactly (SPEC #pool). All in wei.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_funding {
    /// F.
    pub fees: fernet_amount,
    /// The prover pool.
    pub pool: fernet_amount,
    /// What the sequencer keeps of the fees.
    pub sequencer: fernet_amount,
    /// What the pool takes of the bond.
    pub bond_used: fernet_amount,
    /// The rest of the bond.
    pub bond_returned: fernet_amount,
}
/// Where every wei of a settled block went: fees + bond_used = sequencer + paid + burned + rebate, exactly (SPEC #identity).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_receipt {
    /// Who funded the pool.
    pub funding: fernet_funding,
    /// Sum of the pays.
    pub paid: fernet_amount,
    /// Destroyed: burns, empty seats and dust, less the rebate.
    pub burned: fernet_amount,
    /// Refunded to the payee of the winning root.
    pub rebate: fernet_amount,
    /// Number of seats paid.
    pub filled: u64,
}
/// What the leader of a reverted block loses and gets back, wei (SPEC #slash).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_slashing {
    /// Taken from the stake, and burned.
    pub slashed: fernet_amount,
    /// The stake that remains.
    pub stake_left: fernet_amount,
    /// The whole bond.
    pub bond_returned: fernet_amount,
}
/// A settlement under way: 384 private bytes. It may be moved and copied as bytes, within one program.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_ledger {
    /// Private.
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
            paid: receipt.paid().into(),
            burned: receipt.burned().into(),
            rebate: receipt.rebate().into(),
            filled: receipt.filled(),
        }
    }
}

/// Pays seats out of a ledger, each into its place.
fn pay(ledger: &mut Ledger, pays: &mut [fernet_amount], seats: &[fernet_paid_seat]) -> Result<(), fernet_status> {
    for (pay, seat) in pays.iter_mut().zip(seats) {
        reserved(&seat.reserved.to_be_bytes())?;
        *pay = ledger.pay_ppm(seat.node, seat.fee_burn)?.into();
    }
    Ok(())
}

/// Shares the fees between sequencer and pool (SPEC #pool).
///
/// Errors: those of a fernet_settlement: VALUE, PARAMS_..., SHAPE_..., SETTLE_AMOUNT_TOO_LARGE, BID_FEE_SPLIT_ABOVE_CAP,
/// SETTLE_POOL_TOO_LARGE, SETTLE_BOND_TOO_SMALL.
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

/// The smallest bond with which fees settle at fee_split: the part of the pool beyond the fees (SPEC #pool, #reveal).
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
    bond.set([params.span(), fees.span()], || Ok(required_bond(fees.parse()?, params.parse()?.fee_split(fee_split)?)?))
}

/// Checks what the leader publishes of its block: the base proofs of the tree that proves it, and its funding (SPEC #reveal). fees
/// is F, fees of the block plus block reward; the transactions are in the order of the block.
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
    fees: In<fernet_amount>,
    salt: In<fernet_salt>,
    transactions: InArray<fernet_tx_hash>,
    count: usize,
) -> fernet_status {
    let inputs = [params.span(), proposal.span(), fees.span(), salt.span(), transactions.span(count)];
    (bases, funding).set(inputs, || {
        let (params, proposal, fees) = (params.parse()?, proposal.parse()?, fees.get()?.saturated());
        let (salt, transactions) = (salt.parse()?, transactions.get(count)?);
        let transactions = transactions.iter().map(|hash| TxHash::from_bytes(hash.bytes));
        let (shape, funding) = check_reveal(&params, &proposal, fees, &salt, transactions)?;
        Ok((shape.bases(), funding.into()))
    })
}

/// S, the seats of the whole tree: the divisor of pays when there is one pool (SPEC #seats).
///
/// Errors: those of a fernet_settlement.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_settlement_seats(seats: Out<u64>, settlement: In<fernet_settlement>) -> fernet_status {
    seats.set([settlement.span()], || Ok(settlement.parse()?.seats()))
}

/// The pay of one filled seat at node, in wei rounded down; it depends on no other seat (SPEC #pay).
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
    pay.set([settlement.span()], || Ok(settlement.parse()?.pay(node, FeeBurn::new(fee_burn)?)?))
}

/// Settles a block: pays[i] to the payout of seats[i], and the receipt. The seats are those of the winning tree, in post-order of
/// their nodes (SPEC #pay-order). rebate is what the winner asks back for L1 gas (fernet_rebate_new); it is capped.
///
/// Errors: LENGTH unless pays_len is seats_len, those of a fernet_settlement, for the first seat that is refused
/// SETTLE_BURN_ABOVE_PPM, SETTLE_FOREIGN_NODE, SETTLE_OUT_OF_ORDER, SETTLE_TOO_MANY_SEATS, then SETTLE_NO_ROOT. Nothing is paid then.
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
    rebate: In<fernet_amount>,
) -> fernet_status {
    let pays = pays.of(pays_len);
    (receipt, pays).set([settlement.span(), seats.span(seats_len), rebate.span()], || {
        let pays = pays.same_len(seats_len)?;
        let (mut ledger, rebate) = (settlement.parse()?.ledger(), rebate_of(rebate)?);
        let seats = seats.get(seats_len)?;
        pays.fill(|pays| pay(&mut ledger, pays, seats))??;
        Ok((ledger.close(rebate)?.into(), ()))
    })
}

/// Opens a ledger in which no seat is paid yet, for seats that come as a stream.
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

/// Pays some seats: pays[i] to the payout of seats[i]. Seats come in post-order of their nodes, also from call to call
/// (SPEC #pay-order).
///
/// Errors: LENGTH unless pays_len is seats_len, SETTLE_BURN_ABOVE_PPM, SETTLE_FOREIGN_NODE, SETTLE_OUT_OF_ORDER,
/// SETTLE_TOO_MANY_SEATS. None of the seats is paid then, and the ledger is as before.
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

/// Ends a settlement: refunds the winner's gas up to the cap and to what would be burned, and burns the remainder.
///
/// Errors: SETTLE_NO_ROOT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_ledger_close(
    receipt: Out<fernet_receipt>,
    ledger: In<fernet_ledger>,
    rebate: In<fernet_amount>,
) -> fernet_status {
    receipt.set([ledger.span(), rebate.span()], || Ok(ledger.load()?.close(rebate_of(rebate)?)?))
}

/// What the winner asks back for L1 gas, before it is capped: gas_used * gas_price in wei, held at 2^128 - 1; 0 for the zero address
/// (SPEC #rebate). gas_price is wei for a unit of gas. Of several submissions of the winning tree the smallest counts.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_rebate_new(
    rebate: Out<fernet_amount>,
    payee: In<fernet_address>,
    gas_used: u64,
    gas_price: In<fernet_amount>,
) -> fernet_status {
    rebate.set([payee.span(), gas_price.span()], || {
        let rebate = Rebate::to_payee(payee.parse()?, gas_used, gas_price.get()?.saturated());
        Ok(fernet_amount::of_wei(rebate.wei()))
    })
}

fn rebate_of(amount: In<fernet_amount>) -> Result<Rebate, fernet_status> {
    Ok(Rebate::of_gas(1, amount.get()?.saturated()))
}

/// Takes the slash amount from the leader of a block that got no proof; its bond is returned (SPEC #slash).
///
/// Errors: PARAMS_..., SETTLE_AMOUNT_TOO_LARGE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_slash(
    slashing: Out<fernet_slashing>,
    params: In<fernet_params>,
    stake: In<fernet_amount>,
    bond: In<fernet_amount>,
) -> fernet_status {
    slashing.set([params.span(), stake.span(), bond.span()], || {
        let slashing = slash(&params.parse()?, stake.parse()?, bond.parse()?);
        Ok(fernet_slashing {
            slashed: slashing.slashed().into(),
            stake_left: slashing.stake_left().into(),
            bond_returned: slashing.bond_returned().into(),
        })
    })
}
