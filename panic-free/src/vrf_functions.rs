//! `fernet-vrf`, without the feature `batch`, which allocates.

use core::fmt::{Debug, Display};

use fernet_core::{NodeIndex, ProverSeed, Ticket, VrfMode};
use fernet_vrf::*;

use crate::Functions;

pub(crate) const ALL: Functions<'static> = &[
    SecretKey::derive as *const (),
    SecretKey::from_seed as *const (),
    SecretKey::public_key as *const (),
    SecretKey::evaluate as *const (),
    core::mem::drop::<SecretKey> as *const (),
    Evaluation::output as *const (),
    Evaluation::prove as *const (),
    Evaluation::prove_verified as *const (),
    ProverTickets::new as *const (),
    ProverTickets::ticket as *const (),
    ProverTickets::prove as *const (),
    ProverTickets::prove_verified as *const (),
    tickets_for_nodes as *const (),
    PublicKey::from_bytes as *const (),
    PublicKey::to_bytes as *const (),
    PublicKey::verify as *const (),
    <PublicKey as TryFrom<&[u8]>>::try_from as *const (),
    Proof::from_bytes as *const (),
    Proof::to_bytes as *const (),
    Proof::to_hash as *const (),
    <Proof as TryFrom<&[u8]>>::try_from as *const (),
    <Proof as PartialEq>::eq as *const (),
    VrfOutput::beta as *const (),
    wiped_call as *const (),
    Suite::byte as *const (),
    Suite::signing_byte as *const (),
    <SecretKey as Debug>::fmt as *const (),
    <PublicKey as Debug>::fmt as *const (),
    <Proof as Debug>::fmt as *const (),
    <KeyError as Display>::fmt as *const (),
    <ProofError as Display>::fmt as *const (),
    <EvaluateError as Display>::fmt as *const (),
    <ProveError as Display>::fmt as *const (),
    <VerifyError as Display>::fmt as *const (),
];

/// `ProverTickets::for_nodes`
fn tickets_for_nodes(
    key: &SecretKey,
    seed: ProverSeed,
    mode: VrfMode,
    nodes: &[NodeIndex],
    each: fn((NodeIndex, Ticket)),
) {
    ProverTickets::new(key, seed, mode).for_nodes(nodes.iter().copied()).for_each(each);
}

/// `fernet_vrf::with_stack_wiped`
fn wiped_call(work: fn() -> u64) -> u64 {
    with_stack_wiped(work)
}
