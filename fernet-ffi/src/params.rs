//! The parameters of a rollup (SPEC `#parameters`).

use fernet_core::{ParamValues, Params, ParamsError, ParamsWarning, SequencerSuite, TxPerBase, VrfMode};

use crate::bytes::{FERNET_NO_BASE_SHARE, FERNET_NO_ROOT_SEATS, Parse, fernet_address, fernet_amount, reserved};
use crate::ptr::{In, Out, Output};
use crate::status::fernet_status;

/// The number of transactions that one base proof covers: 1 or 2.
pub type fernet_tx_per_base = u8;
/// How the tickets of provers are computed: one of the FERNET_VRF_MODE_ constants (SPEC #ticket).
pub type fernet_vrf_mode = u8;
/// One VRF evaluation for each prover and node. A claim reveals the prover's ticket at its node only.
pub const FERNET_VRF_MODE_PER_NODE: fernet_vrf_mode = 0;
/// One VRF evaluation for each prover and block, from which the tickets of all nodes are hashed. A prover's first claim
/// reveals its tickets for every node.
pub const FERNET_VRF_MODE_PER_BLOCK: fernet_vrf_mode = 1;
/// Tickets are hashes of the prover's public key. Anyone can compute the tickets of every prover.
pub const FERNET_VRF_MODE_PUBLIC: fernet_vrf_mode = 2;
/// The VRF of the sequencers' keys: one of the FERNET_SEQUENCER_SUITE_ constants, which are suite bytes of RFC 9381 (SPEC
/// #parameters).
pub type fernet_sequencer_suite = u8;
/// ECVRF-P256-SHA256-SSWU, which a contract on Ethereum can verify (SPEC #vrf-p256).
pub const FERNET_SEQUENCER_SUITE_P256: fernet_sequencer_suite = 2;
/// ECVRF-EDWARDS25519-SHA512-ELL2, which provers use too (SPEC #vrf).
pub const FERNET_SEQUENCER_SUITE_EDWARDS25519: fernet_sequencer_suite = 4;
/// A set of the FERNET_PARAMS_WARNING_ constants, one bit for each (SPEC #warnings).
pub type fernet_params_warnings = u32;
/// randao_lag is below 64, so a reorganisation of L1 may still change the mix after the proposal phase opened.
pub const FERNET_PARAMS_WARNING_RANDAO_LAG_SHORT: fernet_params_warnings = 1;
/// reveal_slash_amount is 0, so a leader loses no stake if it does not reveal its block.
pub const FERNET_PARAMS_WARNING_REVEAL_SLASH_ZERO: fernet_params_warnings = 2;
/// proof_slash_amount is 0, so a leader loses no stake if its block is not proven.
pub const FERNET_PARAMS_WARNING_PROOF_SLASH_ZERO: fernet_params_warnings = 4;
/// fee_split_cap is above 1000000 ppm, and bond_base is less than half of the larger slash amount, so a higher FEE_SPLIT
/// makes failing cheaper for each block that the bid wins.
pub const FERNET_PARAMS_WARNING_BOND_BASE_SMALL: fernet_params_warnings = 8;
/// root_seats is above 1, so the shares of the root's other seats are burned in every block.
pub const FERNET_PARAMS_WARNING_ROOT_SEATS_BURNED: fernet_params_warnings = 16;
/// base_share is 0 or 1000000 ppm, so one of the two pools is empty and its provers burn nothing when they bid.
pub const FERNET_PARAMS_WARNING_POOL_EMPTY: fernet_params_warnings = 32;
/// vrf_mode is not FERNET_VRF_MODE_PER_NODE, so the tickets of a prover become known before it has claimed every node.
pub const FERNET_PARAMS_WARNING_TICKETS_KNOWN_EARLY: fernet_params_warnings = 64;
/// attesters is above 0, and quorum is at most half of it, so provers with less than half of the keys may certify proof
/// data that nobody else has.
pub const FERNET_PARAMS_WARNING_QUORUM_LOW: fernet_params_warnings = 128;
/// The parameters of a rollup (SPEC #parameters). fernet_params_default sets them. Every function that takes them
/// checks them and returns PARAMS_... for the first parameter that is out of range.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_params {
    /// Chain id of L1, at least 1.
    pub chain_id: u64,
    /// Address of the rollup contract on L1, not zero.
    pub rollup_address: fernet_address,
    /// Largest FEE_SPLIT that a sequencer may bid, ppm; default 1000000.
    pub fee_split_cap: u32,
    /// Number of L1 blocks from that of a RANDAO mix to the one at which the block that uses it opens, at least 2;
    /// default 64.
    pub randao_lag: u32,
    /// Number of L1 blocks from registration to eligibility; default 64.
    pub activation_delay: u32,
    /// Length of the proposal phase in L1 blocks, at least 1; default 3.
    pub proposal_blocks: u32,
    /// Length of the reveal phase in L1 blocks, at least 1; default 5.
    pub reveal_blocks: u32,
    /// Length of the proving phase in L1 blocks, at least 1; default 50.
    pub proving_blocks: u32,
    /// Share of the prover pool that is reserved for base proofs, ppm, at most 1000000. Default FERNET_NO_BASE_SHARE:
    /// one pool for all seats.
    pub base_share: u32,
    /// L1 gas that the refund to the winning root covers; default 0.
    pub rebate_gas: u32,
    /// Number of L1 blocks after the settlement in which pays can be claimed, at least 1; default 50400.
    pub claim_blocks: u32,
    /// Number of L1 blocks after the end of the reveal phase in which attesters attest: 1 to proving_blocks - 1, or 0 if
    /// attesters is 0; default 0.
    pub attest_blocks: u32,
    /// Expected number of attesters of a block; default 0: blocks need no certificate (SPEC #availability).
    pub attesters: u16,
    /// Number of attestations of a certificate if at least attesters keys may attest: 1 to attesters, or 0 if that is 0;
    /// default 0.
    pub quorum: u16,
    /// Number of seats of a node, 1 to 3; default 3.
    pub proofs_per_node: u8,
    /// Number of seats with which the root counts when pays are divided, 1 to proofs_per_node; default
    /// FERNET_NO_ROOT_SEATS: as many as proofs_per_node.
    pub root_seats: u8,
    /// Number of transactions that a base proof covers, 1 or 2; default 2.
    pub tx_per_base: fernet_tx_per_base,
    /// How the tickets of provers are computed; default FERNET_VRF_MODE_PER_NODE.
    pub vrf_mode: fernet_vrf_mode,
    /// The VRF of the sequencers' keys; default FERNET_SEQUENCER_SUITE_EDWARDS25519.
    pub sequencer_suite: fernet_sequencer_suite,
    /// Reserved; must be 0.
    pub reserved: [u8; 3],
    /// Fees for which a proposal with a FEE_SPLIT above 1000000 ppm at least has to provide, in wei, below 2^96; default 0.
    /// Not 0 if fee_split_cap is above 1000000, and so small that the minimum bond at the cap is below 2^96 wei.
    pub bond_base: fernet_amount,
    /// Amount that a leader loses when its block is not revealed, in wei, below 2^96; default 0.
    pub reveal_slash_amount: fernet_amount,
    /// Amount that a leader loses when its block is not proven, in wei, below 2^96; default 0.
    pub proof_slash_amount: fernet_amount,
    /// Amount that is paid on top of the fees of each block that is settled, in wei, below 2^96; default 0.
    pub block_reward: fernet_amount,
    /// Largest refund of the winning root's L1 gas, in wei, below 2^96; default 0.
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
            root_seats: (self.root_seats != FERNET_NO_ROOT_SEATS).then_some(self.root_seats),
            fee_split_cap: self.fee_split_cap,
            tx_per_base: tx_per_base(self.tx_per_base)?,
            vrf_mode: vrf_mode(self.vrf_mode)?,
            sequencer_suite: SequencerSuite::try_from(self.sequencer_suite)?,
            randao_lag: self.randao_lag,
            activation_delay: self.activation_delay,
            proposal_blocks: self.proposal_blocks,
            reveal_blocks: self.reveal_blocks,
            proving_blocks: self.proving_blocks,
            bond_base: self.bond_base.saturated(),
            reveal_slash_amount: self.reveal_slash_amount.saturated(),
            proof_slash_amount: self.proof_slash_amount.saturated(),
            block_reward: self.block_reward.saturated(),
            rebate_cap: self.rebate_cap.saturated(),
            rebate_gas: self.rebate_gas,
            claim_blocks: self.claim_blocks,
            base_share: (self.base_share != FERNET_NO_BASE_SHARE).then_some(self.base_share),
            attesters: self.attesters,
            quorum: self.quorum,
            attest_blocks: self.attest_blocks,
        })?)
    }
}

impl From<Params> for fernet_params {
    fn from(params: Params) -> Self {
        let values = params.values();
        Self {
            chain_id: values.chain_id,
            rollup_address: values.rollup_address.into(),
            fee_split_cap: values.fee_split_cap,
            randao_lag: values.randao_lag,
            activation_delay: values.activation_delay,
            proposal_blocks: values.proposal_blocks,
            reveal_blocks: values.reveal_blocks,
            proving_blocks: values.proving_blocks,
            base_share: values.base_share.unwrap_or(FERNET_NO_BASE_SHARE),
            rebate_gas: values.rebate_gas,
            claim_blocks: values.claim_blocks,
            attest_blocks: values.attest_blocks,
            attesters: values.attesters,
            quorum: values.quorum,
            proofs_per_node: values.proofs_per_node,
            root_seats: values.root_seats.unwrap_or(FERNET_NO_ROOT_SEATS),
            tx_per_base: match values.tx_per_base {
                TxPerBase::One => 1,
                TxPerBase::Two => 2,
            },
            vrf_mode: match values.vrf_mode {
                VrfMode::PerNode => FERNET_VRF_MODE_PER_NODE,
                VrfMode::PerBlock => FERNET_VRF_MODE_PER_BLOCK,
                VrfMode::Public => FERNET_VRF_MODE_PUBLIC,
            },
            sequencer_suite: values.sequencer_suite.into(),
            reserved: [0; 3],
            bond_base: fernet_amount::of_wei(values.bond_base),
            reveal_slash_amount: fernet_amount::of_wei(values.reveal_slash_amount),
            proof_slash_amount: fernet_amount::of_wei(values.proof_slash_amount),
            block_reward: fernet_amount::of_wei(values.block_reward),
            rebate_cap: fernet_amount::of_wei(values.rebate_cap),
        }
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

/// Sets the parameters of a rollup to their defaults (SPEC #parameters). The caller then changes the fields that
/// differ.
///
/// - params (out): the default parameters.
/// - chain_id: chain id of L1, at least 1.
/// - rollup_address: address of the rollup contract on L1, not zero.
///
/// Errors: PARAMS_CHAIN_ID_ZERO, then PARAMS_ROLLUP_ADDRESS_ZERO.
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
        let params = Params::new(ParamValues::new(chain_id, rollup_address.parse()?))?;
        // The caller may change proofs_per_node, from which root_seats follows.
        Ok(fernet_params { root_seats: FERNET_NO_ROOT_SEATS, ..params.into() })
    })
}

/// Checks that every parameter is in its range, as all functions that take parameters do (SPEC #parameters).
///
/// - params: the parameters.
///
/// Errors: PARAMS_..., the first that applies in the order of SPEC #errors.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_params_check(params: In<fernet_params>) -> fernet_status {
    ().set([params.span()], || params.parse().map(drop))
}

/// Finds the warnings that apply to parameters (SPEC #warnings). A warning refuses nothing.
///
/// - warnings (out): the set of warnings; 0 if there is none.
/// - params: the parameters.
///
/// Errors: PARAMS_..., the first that applies in the order of SPEC #errors.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_params_warn(
    warnings: Out<fernet_params_warnings>,
    params: In<fernet_params>,
) -> fernet_status {
    warnings.set([params.span()], || Ok(params.parse()?.warnings().map(bit).fold(0, |set, bit| set | bit)))
}

/// The bit of a warning; 0 for one that this version of the ABI has not.
const fn bit(warning: ParamsWarning) -> fernet_params_warnings {
    match warning {
        ParamsWarning::RandaoLagShort => FERNET_PARAMS_WARNING_RANDAO_LAG_SHORT,
        ParamsWarning::RevealSlashZero => FERNET_PARAMS_WARNING_REVEAL_SLASH_ZERO,
        ParamsWarning::ProofSlashZero => FERNET_PARAMS_WARNING_PROOF_SLASH_ZERO,
        ParamsWarning::BondBaseSmall => FERNET_PARAMS_WARNING_BOND_BASE_SMALL,
        ParamsWarning::RootSeatsBurned => FERNET_PARAMS_WARNING_ROOT_SEATS_BURNED,
        ParamsWarning::PoolEmpty => FERNET_PARAMS_WARNING_POOL_EMPTY,
        ParamsWarning::TicketsKnownEarly => FERNET_PARAMS_WARNING_TICKETS_KNOWN_EARLY,
        ParamsWarning::QuorumLow => FERNET_PARAMS_WARNING_QUORUM_LOW,
        _ => 0,
    }
}
