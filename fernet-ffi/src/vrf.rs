//! Keys, evaluating, proving and verifying (RFC 9381, SPEC `#vrf`).

use core::mem::MaybeUninit;

use fernet_vrf::{Proof, ProverTickets, PublicKey, SecretKey, Suite, VrfOutput};

use crate::bytes::{
    fernet_beta, fernet_claim_id, fernet_key, fernet_proof, fernet_prover_seed, fernet_secret, fernet_ticket,
};
use crate::params::{self, fernet_vrf_mode};
use crate::ptr::{In, InArray, Out, OutArray, Output, Sealed, wipe};
use crate::registry::{self, fernet_role};
use crate::status::fernet_status;

/// How an input becomes a point: the suite byte of RFC 9381, FERNET_SUITE_ELL2 or FERNET_SUITE_TAI. The protocol uses ELL2.
pub type fernet_suite = u8;
/// ECVRF-EDWARDS25519-SHA512-TAI: try and increment; its time depends on alpha, which must be public.
pub const FERNET_SUITE_TAI: fernet_suite = 3;
/// ECVRF-EDWARDS25519-SHA512-ELL2: Elligator 2, constant time, cannot fail.
pub const FERNET_SUITE_ELL2: fernet_suite = 4;
/// A secret key with its public key. 288 private bytes: never compare, print or store them; store the seed or the master.
/// It may be moved and copied as bytes; each copy has to be wiped by fernet_secret_key_wipe.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_secret_key {
    /// Private.
    pub private_bytes: [MaybeUninit<u8>; 288],
}

pub(crate) fn suite(suite: fernet_suite) -> Result<Suite, fernet_status> {
    match suite {
        FERNET_SUITE_ELL2 => Ok(Suite::Ell2),
        FERNET_SUITE_TAI => Ok(Suite::Tai),
        _ => Err(fernet_status::Value),
    }
}

impl From<VrfOutput> for fernet_beta {
    fn from(output: VrfOutput) -> Self {
        (*output.beta()).into()
    }
}

impl From<Proof> for fernet_proof {
    fn from(proof: Proof) -> Self {
        Self { bytes: proof.to_bytes() }
    }
}

/// Decodes and validates a key.
pub(crate) fn public_key(key: In<fernet_key>) -> Result<PublicKey, fernet_status> {
    Ok(PublicKey::from_bytes(&key.get()?.bytes)?)
}

/// Decodes a proof.
pub(crate) fn proof(proof: In<fernet_proof>) -> Result<Proof, fernet_status> {
    Ok(Proof::from_bytes(&proof.get()?.bytes)?)
}

/// Derives the key of a role from a master secret (SPEC #key-derivation). The three prover roles share one key; a sequencer's is
/// another. Wipe the key by fernet_secret_key_wipe, and the master yourself.
///
/// Errors: VALUE for role.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_secret_key_derive(
    secret_key: Out<fernet_secret_key>,
    master: In<fernet_secret>,
    role: fernet_role,
) -> fernet_status {
    Sealed(secret_key)
        .set_with_secret([master.span()], || Ok(SecretKey::derive(&master.borrow()?.bytes, registry::role(role)?)))
}

/// The key of RFC 9381 whose SK is an Ed25519 seed, for interoperability. Never use the seed for Ed25519 as well: an Ed25519
/// signature on the bytes of H would reveal the key. fernet_secret_key_derive is safe in this respect.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_secret_key_from_seed(
    secret_key: Out<fernet_secret_key>,
    seed: In<fernet_secret>,
) -> fernet_status {
    Sealed(secret_key).set_with_secret([seed.span()], || Ok(SecretKey::from_seed(&seed.borrow()?.bytes)))
}

/// The public key of a secret key, as it is registered.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_secret_key_public(
    key: Out<fernet_key>,
    secret_key: In<fernet_secret_key>,
) -> fernet_status {
    key.set_with_secret([secret_key.span()], || Ok(secret_key.load()?.public_key().to_bytes()))
}

/// Overwrites a secret key with zeros, which the compiler does not leave out. The object is not a key any more.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_secret_key_wipe(secret_key: Out<fernet_secret_key>) -> fernet_status {
    wipe(secret_key)
}

/// Decodes and validates a public key of any length: string_to_point and ECVRF_validate_key of RFC 9381.
///
/// Errors: KEY_LENGTH, _NON_CANONICAL, _MINUS_ZERO, _NOT_ON_CURVE, _SMALL_ORDER, the first that applies.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_key_parse(key: Out<fernet_key>, bytes: InArray<u8>, bytes_len: usize) -> fernet_status {
    key.set([bytes.span(bytes_len)], || Ok(PublicKey::try_from(bytes.get(bytes_len)?)?.to_bytes()))
}

/// Decodes a proof of any length: ECVRF_decode_proof of RFC 9381. It is well-formed then, not thereby valid.
///
/// Errors: PROOF_LENGTH, _GAMMA_NON_CANONICAL, _GAMMA_MINUS_ZERO, _GAMMA_NOT_ON_CURVE, _SCALAR_NOT_REDUCED, the first that applies.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_proof_parse(
    proof: Out<fernet_proof>,
    bytes: InArray<u8>,
    bytes_len: usize,
) -> fernet_status {
    proof.set([bytes.span(bytes_len)], || Ok(Proof::try_from(bytes.get(bytes_len)?)?))
}

/// The output that a proof claims: ECVRF_proof_to_hash of RFC 9381. It says nothing until the proof verifies, which gives it too.
///
/// Errors: VALUE for suite, PROOF_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_proof_to_hash(
    beta: Out<fernet_beta>,
    suite: fernet_suite,
    proof: In<fernet_proof>,
) -> fernet_status {
    beta.set([proof.span()], || {
        let suite = self::suite(suite)?;
        Ok(self::proof(proof)?.to_hash(suite))
    })
}

/// The output of a key at alpha, without a proof: half of the cost. It is hard to guess until it is shown.
///
/// Errors: VALUE for suite, EVALUATE_NO_POINT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_vrf_evaluate(
    beta: Out<fernet_beta>,
    secret_key: In<fernet_secret_key>,
    suite: fernet_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
) -> fernet_status {
    beta.set_with_secret([secret_key.span(), alpha.span(alpha_len)], || {
        Ok(secret_key.load()?.evaluate(self::suite(suite)?, alpha.get(alpha_len)?)?.output())
    })
}

/// The output of a key at alpha, and its proof: ECVRF_prove of RFC 9381, to the byte. The same arguments give the same proof; no
/// randomness is taken.
///
/// Errors: VALUE for suite, EVALUATE_NO_POINT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_vrf_prove(
    proof: Out<fernet_proof>,
    beta: Out<fernet_beta>,
    secret_key: In<fernet_secret_key>,
    suite: fernet_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
) -> fernet_status {
    (proof, beta).set_with_secret([secret_key.span(), alpha.span(alpha_len)], || {
        let (secret_key, alpha) = (secret_key.load()?, alpha.get(alpha_len)?);
        let evaluation = secret_key.evaluate(self::suite(suite)?, alpha)?;
        Ok((evaluation.prove(None).into(), evaluation.output().into()))
    })
}

/// As fernet_vrf_prove, with a proof that signs ad, which may be empty (SPEC #vrf-ad). It never verifies as a plain proof, nor
/// the reverse; beta is the same.
///
/// Errors: VALUE for suite, EVALUATE_NO_POINT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_vrf_prove_ad(
    proof: Out<fernet_proof>,
    beta: Out<fernet_beta>,
    secret_key: In<fernet_secret_key>,
    suite: fernet_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
    ad: InArray<u8>,
    ad_len: usize,
) -> fernet_status {
    (proof, beta).set_with_secret([secret_key.span(), alpha.span(alpha_len), ad.span(ad_len)], || {
        let (secret_key, alpha, ad) = (secret_key.load()?, alpha.get(alpha_len)?, ad.get(ad_len)?);
        let evaluation = secret_key.evaluate(self::suite(suite)?, alpha)?;
        Ok((evaluation.prove(Some(ad)).into(), evaluation.output().into()))
    })
}

/// As fernet_vrf_prove, but releases the proof only after s was computed twice and the proof was verified: for hardware that an
/// attacker can disturb, since one wrong proof with a right nonce reveals the key. Costs about three times as much.
///
/// Errors: VALUE for suite, EVALUATE_NO_POINT, PROVE_FAULT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_vrf_prove_verified(
    proof: Out<fernet_proof>,
    beta: Out<fernet_beta>,
    secret_key: In<fernet_secret_key>,
    suite: fernet_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
) -> fernet_status {
    (proof, beta).set_with_secret([secret_key.span(), alpha.span(alpha_len)], || {
        let (secret_key, alpha) = (secret_key.load()?, alpha.get(alpha_len)?);
        let evaluation = secret_key.evaluate(self::suite(suite)?, alpha)?;
        Ok((evaluation.prove_verified(alpha, None)?.into(), evaluation.output().into()))
    })
}

/// As fernet_vrf_prove_ad, checked before its release as by fernet_vrf_prove_verified.
///
/// Errors: VALUE for suite, EVALUATE_NO_POINT, PROVE_FAULT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_vrf_prove_verified_ad(
    proof: Out<fernet_proof>,
    beta: Out<fernet_beta>,
    secret_key: In<fernet_secret_key>,
    suite: fernet_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
    ad: InArray<u8>,
    ad_len: usize,
) -> fernet_status {
    (proof, beta).set_with_secret([secret_key.span(), alpha.span(alpha_len), ad.span(ad_len)], || {
        let (secret_key, alpha, ad) = (secret_key.load()?, alpha.get(alpha_len)?, ad.get(ad_len)?);
        let evaluation = secret_key.evaluate(self::suite(suite)?, alpha)?;
        Ok((evaluation.prove_verified(alpha, Some(ad))?.into(), evaluation.output().into()))
    })
}

/// Verifies a plain proof, and gives the output: ECVRF_verify of RFC 9381, with validate_key.
///
/// Errors: VALUE for suite, KEY_..., PROOF_..., VERIFY_NO_POINT, VERIFY_INVALID, the first that applies.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_vrf_verify(
    beta: Out<fernet_beta>,
    key: In<fernet_key>,
    suite: fernet_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
    proof: In<fernet_proof>,
) -> fernet_status {
    beta.set([key.span(), alpha.span(alpha_len), proof.span()], || {
        let (suite, alpha) = (self::suite(suite)?, alpha.get(alpha_len)?);
        Ok(public_key(key)?.verify(suite, alpha, None, &self::proof(proof)?)?)
    })
}

/// Verifies a proof that signs ad, which may be empty, and gives the output (SPEC #vrf-ad).
///
/// Errors: VALUE for suite, KEY_..., PROOF_..., VERIFY_NO_POINT, VERIFY_INVALID, the first that applies.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_vrf_verify_ad(
    beta: Out<fernet_beta>,
    key: In<fernet_key>,
    suite: fernet_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
    ad: InArray<u8>,
    ad_len: usize,
    proof: In<fernet_proof>,
) -> fernet_status {
    beta.set([key.span(), alpha.span(alpha_len), ad.span(ad_len), proof.span()], || {
        let (suite, alpha, ad) = (self::suite(suite)?, alpha.get(alpha_len)?, ad.get(ad_len)?);
        Ok(public_key(key)?.verify(suite, alpha, Some(ad), &self::proof(proof)?)?)
    })
}

/// The tickets of a prover on nodes_len nodes of the block of seed, in FERNET_SUITE_ELL2: one evaluation for each node in
/// FERNET_VRF_MODE_PER_NODE, one for all in _PER_BLOCK, none in _PUBLIC (SPEC #ticket).
///
/// Errors: LENGTH unless tickets_len is nodes_len, PARAMS_VRF_MODE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_prover_tickets(
    tickets: OutArray<fernet_ticket>,
    tickets_len: usize,
    secret_key: In<fernet_secret_key>,
    seed: In<fernet_prover_seed>,
    vrf_mode: fernet_vrf_mode,
    nodes: InArray<u64>,
    nodes_len: usize,
) -> fernet_status {
    let tickets = tickets.of(tickets_len);
    tickets.set_with_secret([secret_key.span(), seed.span(), nodes.span(nodes_len)], || {
        let secret_key = secret_key.load()?;
        let prover = ProverTickets::new(&secret_key, seed.parse()?, params::vrf_mode(vrf_mode)?);
        let tickets = tickets.same_len(nodes_len)?;
        let nodes = nodes.get(nodes_len)?;
        tickets.fill(|tickets| {
            tickets.iter_mut().zip(nodes).for_each(|(ticket, node)| *ticket = prover.ticket(*node).into())
        })
    })
}

/// The proofs of a prover's claims in the block of seed, in FERNET_SUITE_ELL2: one for each node and claim id, as
/// fernet_vrf_prove_ad makes them over fernet_prover_seed_alpha. In FERNET_VRF_MODE_PER_BLOCK the evaluation is shared, which
/// halves the cost.
///
/// Errors: LENGTH unless the three lengths are the same, PARAMS_VRF_MODE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_prover_prove(
    proofs: OutArray<fernet_proof>,
    proofs_len: usize,
    secret_key: In<fernet_secret_key>,
    seed: In<fernet_prover_seed>,
    vrf_mode: fernet_vrf_mode,
    nodes: InArray<u64>,
    nodes_len: usize,
    claim_ids: InArray<fernet_claim_id>,
    claim_ids_len: usize,
) -> fernet_status {
    let proofs = proofs.of(proofs_len);
    proofs.set_with_secret(
        [secret_key.span(), seed.span(), nodes.span(nodes_len), claim_ids.span(claim_ids_len)],
        || {
            let secret_key = secret_key.load()?;
            let prover = ProverTickets::new(&secret_key, seed.parse()?, params::vrf_mode(vrf_mode)?);
            let proofs = proofs.same_len(nodes_len)?.same_len(claim_ids_len)?;
            let claims = nodes.get(nodes_len)?.iter().zip(claim_ids.get(claim_ids_len)?);
            proofs.fill(|proofs| {
                proofs.iter_mut().zip(claims).for_each(|(proof, (node, id))| {
                    *proof = prover.prove(*node, Some(&id.bytes)).into();
                });
            })
        },
    )
}

/// As fernet_prover_prove, checked before their release as by fernet_vrf_prove_verified: all the proofs, or none.
///
/// Errors: LENGTH unless the three lengths are the same, PARAMS_VRF_MODE, PROVE_FAULT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_prover_prove_verified(
    proofs: OutArray<fernet_proof>,
    proofs_len: usize,
    secret_key: In<fernet_secret_key>,
    seed: In<fernet_prover_seed>,
    vrf_mode: fernet_vrf_mode,
    nodes: InArray<u64>,
    nodes_len: usize,
    claim_ids: InArray<fernet_claim_id>,
    claim_ids_len: usize,
) -> fernet_status {
    let proofs = proofs.of(proofs_len);
    let read = [secret_key.span(), seed.span(), nodes.span(nodes_len), claim_ids.span(claim_ids_len)];
    proofs.set_with_secret(read, || {
        let secret_key = secret_key.load()?;
        let prover = ProverTickets::new(&secret_key, seed.parse()?, params::vrf_mode(vrf_mode)?);
        let proofs = proofs.same_len(nodes_len)?.same_len(claim_ids_len)?;
        let mut claims = nodes.get(nodes_len)?.iter().zip(claim_ids.get(claim_ids_len)?);
        proofs.fill(|proofs| {
            proofs.iter_mut().zip(&mut claims).try_for_each(|(proof, (node, id))| {
                *proof = prover.prove_verified(*node, Some(&id.bytes))?.into();
                Ok(())
            })
        })?
    })
}
