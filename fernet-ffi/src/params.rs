//! Parameters (SPEC `#parameters`).

use fernet_core::{ParamValues, Params, ParamsError, TxPerBase, VrfMode};

use crate::bytes::{FERNET_NO_BASE_SHARE, Parse, fernet_address, fernet_amount, reserved};
use crate::ptr::{In, Out, Output};
use crate::status::fernet_status;

/// Transactions that one base proof takes: 1 or 2.
pub type fernet_tx_per_base = u8;
/// Where a prover's tickets come from: FERNET_VRF_MODE_PER_NODE, _PER_BLOCK or _PUBLIC (SPEC #ticket).
pub type fernet_vrf_mode = u8;
/// One VRF for each node: a reveal shows one ticket.
pub const FERNET_VRF_MODE_PER_NODE: fernet_vrf_mode = 0;
/// One VRF for each block, expanded by hash: a reveal shows the prover's tickets for every node.
pub const FERNET_VRF_MODE_PER_BLOCK: fernet_vrf_mode = 1;
/// A hash of the public key: everyone can rank everyone.
pub const FERNET_VRF_MODE_PUBLIC: fernet_vrf_mode = 2;
/// Parameters of a rollup (SPEC #parameters). fernet_params_default fills one in; every function that takes one checks it.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_params {
    /// L1 chain id, at least 1.
    pub chain_id: u64,
    /// Rollup contract, not zero.
    pub rollup_address: fernet_address,
    /// Largest FEE_SPLIT, ppm; default 1000000.
    pub fee_split_cap: u32,
    /// Slots between the randomness and its use, at least 1; default 64.
    pub randao_lag: u32,
    /// Slots from registration to eligibility; default 64.
    pub activation_delay: u32,
    /// Length of the proposal phase, L1 blocks, at least 1; default 3.
    pub proposal_blocks: u32,
    /// Length of the reveal phase, L1 blocks, at least 1; default 5.
    pub reveal_blocks: u32,
    /// Length of the proving phase, L1 blocks, at least 1; default 50.
    pub proving_blocks: u32,
    /// Part of the pool for base proofs, ppm, at most 1000000; default FERNET_NO_BASE_SHARE.
    pub base_share: u32,
    /// Seats of a node, 1 to 3; default 3.
    pub proofs_per_node: u8,
    /// Seats that the root adds to the divisor of pays, 1 to proofs_per_node; default 3.
    pub root_seats: u8,
    /// Transactions that a base proof takes; default 2.
    pub tx_per_base: fernet_tx_per_base,
    /// Where a prover's tickets come from; default FERNET_VRF_MODE_PER_NODE.
    pub vrf_mode: fernet_vrf_mode,
    /// Zero.
    pub reserved: [u8; 4],
    /// Taken from a leader whose block got no proof, wei below 2^96; default 0.
    pub slash_amount: fernet_amount,
    /// Most that the winning root is refunded for L1 gas, wei below 2^96; default 0.
    pub rebate_cap: fernet_amount,
}

impl Parse for fernet_params {
    type Value = Params;

    fn parse(self) -> Result<Params, fernet_status> {
        reserved(&self.reserved)?;
        Ok(Params::new(ParamValues {
            chain_id: self.chain_id,
            rollup_address: self.rollup_address.parse()?,
            proofs_per_node: self.proofs_per_node,
            root_seats: self.root_seats,
            fee_split_cap: self.fee_split_cap,
            tx_per_base: tx_per_base(self.tx_per_base)?,
            vrf_mode: vrf_mode(self.vrf_mode)?,
            randao_lag: self.randao_lag,
            activation_delay: self.activation_delay,
            proposal_blocks: self.proposal_blocks,
            reveal_blocks: self.reveal_blocks,
            proving_blocks: self.proving_blocks,
            slash_amount: self.slash_amount.saturated(),
            rebate_cap: self.rebate_cap.saturated(),
            base_share: (self.base_share != FERNET_NO_BASE_SHARE).then_some(self.base_share),
        })?)
    }
}

pub(crate) fn tx_per_base(mode: fernet_tx_per_base) -> Result<TxPerBase, fernet_status> {
    Ok(TxPerBase::try_from(mode)?)
}

pub(crate) fn vrf_mode(mode: fernet_vrf_mode) -> Result<VrfMode, fernet_status> {
    match mode {
        FERNET_VRF_MODE_PER_NODE => Ok(VrfMode::PerNode),
        FERNET_VRF_MODE_PER_BLOCK => Ok(VrfMode::PerBlock),
        FERNET_VRF_MODE_PUBLIC => Ok(VrfMode::Public),
        _ => Err(ParamsError::VrfMode.into()),
    }
}

/// The default parameters for a rollup (SPEC #parameters). Change the fields that differ.
///
/// Errors: PARAMS_CHAIN_ID_ZERO, PARAMS_ROLLUP_ADDRESS_ZERO.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_params_default(
    params: Out<fernet_params>,
    chain_id: u64,
    rollup_address: In<fernet_address>,
) -> fernet_status {
    params.set([rollup_address.span()], || {
        let values = Params::new(ParamValues::new(chain_id, rollup_address.parse()?))?.values();
        Ok(fernet_params {
            chain_id: values.chain_id,
            rollup_address: values.rollup_address.into(),
            fee_split_cap: values.fee_split_cap,
            randao_lag: values.randao_lag,
            activation_delay: values.activation_delay,
            proposal_blocks: values.proposal_blocks,
            reveal_blocks: values.reveal_blocks,
            proving_blocks: values.proving_blocks,
            base_share: values.base_share.unwrap_or(FERNET_NO_BASE_SHARE),
            proofs_per_node: values.proofs_per_node,
            root_seats: values.root_seats,
            tx_per_base: match values.tx_per_base {
                TxPerBase::One => 1,
                TxPerBase::Two => 2,
            },
            vrf_mode: match values.vrf_mode {
                VrfMode::PerNode => FERNET_VRF_MODE_PER_NODE,
                VrfMode::PerBlock => FERNET_VRF_MODE_PER_BLOCK,
                VrfMode::Public => FERNET_VRF_MODE_PUBLIC,
            },
            reserved: [0; 4],
            slash_amount: fernet_amount::of_wei(values.slash_amount),
            rebate_cap: fernet_amount::of_wei(values.rebate_cap),
        })
    })
}

/// Checks every parameter, as each function does that takes them (SPEC #parameters).
///
/// Errors: VALUE for reserved, then PARAMS_..., the first in the order of SPEC.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_params_check(params: In<fernet_params>) -> fernet_status {
    ().set([params.span()], || params.parse().map(drop))
}
