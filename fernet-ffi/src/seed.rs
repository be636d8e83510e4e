//! Seeds, VRF inputs and tickets (SPEC `#seeds`, `#ticket`).

use fernet_core::{NodeIndex, ProverSeed, SequencerSeed, Ticket};

use crate::bytes::{fernet_alpha, fernet_beta, fernet_key, fernet_prover_seed, fernet_sequencer_seed, fernet_ticket};
use crate::params::{self, fernet_params, fernet_vrf_mode};
use crate::ptr::{In, Out, Output};
use crate::randao::fernet_pinned_mix;
use crate::status::fernet_status;

/// Computes the sequencer seed of a block (SPEC #seed-sequencer).
///
/// - seed (out): the seed.
/// - params: parameters of the rollup.
/// - pinned: the pinned mix of the block.
///
/// Errors: PARAMS_..., RANDAO_OPENS_TOO_EARLY.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_sequencer_seed_new(
    seed: Out<fernet_sequencer_seed>,
    params: In<fernet_params>,
    pinned: In<fernet_pinned_mix>,
) -> fernet_status {
    seed.set([params.span(), pinned.span()], || Ok(SequencerSeed::new(&params.parse()?, &pinned.parse()?)))
}

/// Computes the VRF input of the sequencers of a block; it is the same for all of them (SPEC #alpha).
///
/// - alpha (out): the VRF input.
/// - seed: the sequencer seed of the block.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_sequencer_seed_alpha(
    alpha: Out<fernet_alpha>,
    seed: In<fernet_sequencer_seed>,
) -> fernet_status {
    alpha.set([seed.span()], || Ok(seed.parse()?.alpha()))
}

/// Computes the prover seed of a block (SPEC #seed-prover).
///
/// - seed (out): the seed.
/// - params: parameters of the rollup.
/// - pinned: the pinned mix of the block.
/// - leader_beta: the VRF output of the block's leader, from its verified proof.
///
/// Errors: PARAMS_..., RANDAO_OPENS_TOO_EARLY.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_prover_seed_new(
    seed: Out<fernet_prover_seed>,
    params: In<fernet_params>,
    pinned: In<fernet_pinned_mix>,
    leader_beta: In<fernet_beta>,
) -> fernet_status {
    seed.set([params.span(), pinned.span(), leader_beta.span()], || {
        Ok(ProverSeed::new(&params.parse()?, &pinned.parse()?, &leader_beta.parse()?))
    })
}

/// Computes the VRF input of the provers at a node; it is the same for all of them (SPEC #alpha). It depends on the
/// node in FERNET_VRF_MODE_PER_NODE only.
///
/// - alpha (out): the VRF input.
/// - seed: the prover seed of the block.
/// - vrf_mode: the parameter of the same name.
/// - node: number of the node; any number.
///
/// Errors: PARAMS_VRF_MODE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_prover_seed_alpha(
    alpha: Out<fernet_alpha>,
    seed: In<fernet_prover_seed>,
    vrf_mode: fernet_vrf_mode,
    node: u64,
) -> fernet_status {
    alpha.set([seed.span()], || Ok(seed.parse()?.alpha(params::vrf_mode(vrf_mode)?, NodeIndex::new(node))))
}

/// Computes the VRF input of the attesters of a block; it is the same for all of them (SPEC #attesters).
///
/// - alpha (out): the VRF input.
/// - seed: the prover seed of the block.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_prover_seed_alpha_attest(
    alpha: Out<fernet_alpha>,
    seed: In<fernet_prover_seed>,
) -> fernet_status {
    alpha.set([seed.span()], || Ok(seed.parse()?.alpha_attest()))
}

/// Computes the ticket of a sequencer (SPEC #ticket).
///
/// - ticket (out): the ticket.
/// - beta: the VRF output of the sequencer over fernet_sequencer_seed_alpha, from its verified proof.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_ticket_sequencer(ticket: Out<fernet_ticket>, beta: In<fernet_beta>) -> fernet_status {
    ticket.set([beta.span()], || Ok(Ticket::sequencer(&beta.parse()?)))
}

/// Computes the ticket of a prover at a node (SPEC #ticket). In FERNET_VRF_MODE_PER_NODE it depends on beta; in
/// FERNET_VRF_MODE_PER_BLOCK on beta and node; in FERNET_VRF_MODE_PUBLIC on seed, node and key. The other arguments do
/// not change the result.
///
/// - ticket (out): the ticket.
/// - vrf_mode: the parameter of the same name.
/// - seed: the prover seed of the block.
/// - node: number of the node; any number.
/// - key: the registered public key of the prover.
/// - beta: the VRF output of the prover over fernet_prover_seed_alpha in the same mode, from its verified proof.
///
/// Errors: PARAMS_VRF_MODE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_ticket_prover(
    ticket: Out<fernet_ticket>,
    vrf_mode: fernet_vrf_mode,
    seed: In<fernet_prover_seed>,
    node: u64,
    key: In<fernet_key>,
    beta: In<fernet_beta>,
) -> fernet_status {
    ticket.set([seed.span(), key.span(), beta.span()], || {
        let mode = params::vrf_mode(vrf_mode)?;
        Ok(Ticket::prover(mode, &seed.parse()?, NodeIndex::new(node), &key.parse()?, &beta.parse()?))
    })
}

/// Computes the ticket with which a key is selected as an attester or not (SPEC #attesters).
///
/// - ticket (out): the ticket.
/// - beta: the VRF output of the key over fernet_prover_seed_alpha_attest, from its verified proof.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_ticket_attester(ticket: Out<fernet_ticket>, beta: In<fernet_beta>) -> fernet_status {
    ticket.set([beta.span()], || Ok(Ticket::attester(&beta.parse()?)))
}
