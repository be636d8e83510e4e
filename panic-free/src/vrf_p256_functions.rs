//! `fernet-vrf-p256`.

use core::fmt::{Debug, Display, LowerHex};
use core::str::FromStr;

use fernet_vrf_p256::*;

use crate::Functions;

pub(crate) const ALL: Functions<'static> = &[
    SecretKey::derive as *const (),
    SecretKey::from_scalar as *const (),
    SecretKey::with_even_y as *const (),
    SecretKey::public_key as *const (),
    SecretKey::evaluate as *const (),
    drop::<SecretKey> as *const (),
    Evaluation::output as *const (),
    Evaluation::prove as *const (),
    Evaluation::prove_verified as *const (),
    PublicKey::from_bytes as *const (),
    PublicKey::to_bytes as *const (),
    PublicKey::from_registered as *const (),
    PublicKey::to_registered as *const (),
    PublicKey::verify as *const (),
    PublicKey::evm_witness as *const (),
    verify_bytes as *const (),
    <PublicKey as TryFrom<&[u8]>>::try_from as *const (),
    <PublicKey as TryFrom<P256KeyBytes>>::try_from as *const (),
    <PublicKey as FromStr>::from_str as *const (),
    <PublicKey as AsRef<[u8]>>::as_ref as *const (),
    <PublicKey as Ord>::cmp as *const (),
    <P256KeyBytes as From<PublicKey>>::from as *const (),
    Proof::from_bytes as *const (),
    Proof::to_bytes as *const (),
    Proof::to_hash as *const (),
    <Proof as TryFrom<&[u8]>>::try_from as *const (),
    <Proof as TryFrom<P256ProofBytes>>::try_from as *const (),
    <Proof as FromStr>::from_str as *const (),
    <Proof as PartialEq>::eq as *const (),
    <Proof as Ord>::cmp as *const (),
    <P256ProofBytes as From<Proof>>::from as *const (),
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
    <P256KeyError as Display>::fmt as *const (),
    <P256SecretKeyError as Display>::fmt as *const (),
    <P256ProofError as Display>::fmt as *const (),
    <EvaluateError as Display>::fmt as *const (),
    <ProveError as Display>::fmt as *const (),
    <P256VerifyError as Display>::fmt as *const (),
    <EvmWitnessError as Display>::fmt as *const (),
    <P256VerifyBytesError as Display>::fmt as *const (),
    <ParseError<P256KeyError> as Display>::fmt as *const (),
    <SuiteError as Display>::fmt as *const (),
];

/// `with_stack_wiped`
fn wiped_call(work: fn() -> u8) -> u8 {
    with_stack_wiped(work)
}
