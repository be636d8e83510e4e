//! Seeds, VRF inputs and tickets (SPEC `#seeds`, `#ticket`).

use fernet_core::{ProverSeed, SequencerSeed, Ticket};

use crate::bytes::{fernet_alpha, fernet_beta, fernet_key, fernet_prover_seed, fernet_sequencer_seed, fernet_ticket};
use crate::params::{self, fernet_params, fernet_vrf_mode};
use crate::ptr::{In, Out, Output};
use crate::randao::fernet_pinned_mix;
use crate::status::fernet_status;

/// The seed of a block's election (SPEC #seed-sequencer).
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

/// VRF input of every sequencer (SPEC #alpha).
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

/// The seed of a block's proving, with the VRF output of its leader (SPEC #seed-prover).
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

/// VRF input of every prover at node (SPEC #alpha). Only in FERNET_VRF_MODE_PER_NODE does it depend on the node.
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
    alpha.set([seed.span()], || Ok(seed.parse()?.alpha(params::vrf_mode(vrf_mode)?, node)))
}

/// The ticket of a sequencer, from its verified output over fernet_sequencer_seed_alpha (SPEC #ticket).
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_ticket_sequencer(ticket: Out<fernet_ticket>, beta: In<fernet_beta>) -> fernet_status {
    ticket.set([beta.span()], || Ok(Ticket::sequencer(&beta.parse()?)))
}

/// The ticket of the prover key at node, from its verified output over fernet_prover_seed_alpha in the same mode (SPEC #ticket).
/// seed, node and key decide in FERNET_VRF_MODE_PUBLIC, where beta does not; node and beta in _PER_BLOCK; beta in _PER_NODE.
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
        Ok(Ticket::prover(mode, &seed.parse()?, node, &key.parse()?, &beta.parse()?))
    })
}
