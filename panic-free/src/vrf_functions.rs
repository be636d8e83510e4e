//! `fernet-vrf`, without the feature `batch`, which allocates.

use core::fmt::{Debug, Display, LowerHex};
use core::str::FromStr;

use fernet_core::{NodeIndex, ProverSeed, Ticket, VrfMode};
use fernet_vrf::*;

use crate::Functions;

pub(crate) const ALL: Functions<'static> = &[
    SecretKey::derive as *const (),
    SecretKey::from_seed as *const (),
    SecretKey::public_key as *const (),
    SecretKey::evaluate as *const (),
    drop::<SecretKey> as *const (),
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
    verify_bytes as *const (),
    <PublicKey as TryFrom<&[u8]>>::try_from as *const (),
    <PublicKey as TryFrom<KeyBytes>>::try_from as *const (),
    <PublicKey as FromStr>::from_str as *const (),
    <PublicKey as AsRef<[u8]>>::as_ref as *const (),
    <PublicKey as Ord>::cmp as *const (),
    <KeyBytes as From<PublicKey>>::from as *const (),
    Proof::from_bytes as *const (),
    Proof::to_bytes as *const (),
    Proof::to_hash as *const (),
    <Proof as TryFrom<&[u8]>>::try_from as *const (),
    <Proof as TryFrom<VrfProofBytes>>::try_from as *const (),
    <Proof as FromStr>::from_str as *const (),
    <Proof as PartialEq>::eq as *const (),
    <Proof as Ord>::cmp as *const (),
    <VrfProofBytes as From<Proof>>::from as *const (),
    VrfOutput::beta as *const (),
    VrfOutput::to_bytes as *const (),
    <VrfOutput as AsRef<[u8]>>::as_ref as *const (),
    <Beta as From<VrfOutput>>::from as *const (),
    wiped_call as *const (),
    Suite::byte as *const (),
    Suite::signing_byte as *const (),
    Suite::name as *const (),
    <Suite as TryFrom<u8>>::try_from as *const (),
    <Suite as FromStr>::from_str as *const (),
    <Suite as Display>::fmt as *const (),
    <u8 as From<Suite>>::from as *const (),
    <SecretKey as Debug>::fmt as *const (),
    <PublicKey as Debug>::fmt as *const (),
    <Proof as Debug>::fmt as *const (),
    <PublicKey as Display>::fmt as *const (),
    <PublicKey as LowerHex>::fmt as *const (),
    <Proof as Display>::fmt as *const (),
    <Proof as LowerHex>::fmt as *const (),
    <KeyError as Display>::fmt as *const (),
    <ProofError as Display>::fmt as *const (),
    <EvaluateError as Display>::fmt as *const (),
    <ProveError as Display>::fmt as *const (),
    <VerifyError as Display>::fmt as *const (),
    <VerifyBytesError as Display>::fmt as *const (),
    <ParseError<KeyError> as Display>::fmt as *const (),
    <SuiteError as Display>::fmt as *const (),
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
