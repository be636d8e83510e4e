//! Secret and public keys, VRF outputs, proofs and their verification (RFC 9381, SPEC `#vrf`).

use core::mem::MaybeUninit;

use fernet_core::NodeIndex;
use fernet_vrf::{Proof, ProverTickets, PublicKey, SecretKey, Suite, VrfOutput};

use crate::bytes::{
    fernet_beta, fernet_claim_id, fernet_key, fernet_proof, fernet_prover_seed, fernet_secret, fernet_ticket,
};
use crate::params::{self, fernet_vrf_mode};
use crate::ptr::{In, InArray, Out, OutArray, Output, Sealed, wipe};
use crate::registry::{self, fernet_role};
use crate::status::fernet_status;

/// A VRF suite of RFC 9381, by its suite byte: FERNET_SUITE_ELL2 or FERNET_SUITE_TAI. The protocol uses
/// FERNET_SUITE_ELL2.
pub type fernet_suite = u8;
/// ECVRF-EDWARDS25519-SHA512-TAI (try and increment). Its time depends on alpha, so alpha must be public.
pub const FERNET_SUITE_TAI: fernet_suite = 3;
/// ECVRF-EDWARDS25519-SHA512-ELL2 (Elligator 2). Its time does not depend on alpha, and every alpha maps to a point.
pub const FERNET_SUITE_ELL2: fernet_suite = 4;
/// A private object: a secret key with its public key. It must not be compared, printed or stored; store the secret
/// from which it was made. Wipe every copy with fernet_secret_key_wipe.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_secret_key {
    /// Private; see rule 7.
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

/// Decodes and validates a public key.
pub(crate) fn public_key(key: In<fernet_key>) -> Result<PublicKey, fernet_status> {
    Ok(PublicKey::from_bytes(&key.get()?.bytes)?)
}

/// Decodes an 80-byte proof.
pub(crate) fn proof(proof: In<fernet_proof>) -> Result<Proof, fernet_status> {
    Ok(Proof::from_bytes(&proof.get()?.bytes)?)
}

/// Derives the secret key of a role from a master secret (SPEC #key-derivation). The three prover roles have one key; a
/// sequencer has another.
///
/// - secret_key (out): the secret key. Wipe it with fernet_secret_key_wipe.
/// - master: the master secret. The caller wipes it.
/// - role: the role of the key.
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

/// Makes a secret key from the 32-byte SK of RFC 9381, for interoperability. The same SK must never be used as an
/// Ed25519 key: an Ed25519 signature could share its nonce with a proof and so reveal the key. Keys of
/// fernet_secret_key_derive have no such restriction.
///
/// - secret_key (out): the secret key. Wipe it with fernet_secret_key_wipe.
/// - seed: SK of RFC 9381, 32 bytes. The caller wipes it.
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

/// Computes the public key of a secret key, encoded as it is registered.
///
/// - key (out): the public key.
/// - secret_key: the secret key.
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

/// Overwrites a secret key with zeros, in a way that the compiler does not optimise away. Afterwards the object is not
/// a key.
///
/// - secret_key (out): the object to wipe; it need not hold a key.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_secret_key_wipe(secret_key: Out<fernet_secret_key>) -> fernet_status {
    wipe(secret_key)
}

/// Decodes and validates a public key: string_to_point and ECVRF_validate_key of RFC 9381 (SPEC #vrf).
///
/// - key (out): the public key.
/// - bytes: the encoded key.
/// - bytes_len: number of bytes; 32 for a valid key.
///
/// Errors: the first that applies, in this order: KEY_LENGTH, KEY_NON_CANONICAL, KEY_MINUS_ZERO, KEY_NOT_ON_CURVE,
/// KEY_SMALL_ORDER.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_key_parse(key: Out<fernet_key>, bytes: InArray<u8>, bytes_len: usize) -> fernet_status {
    key.set([bytes.span(bytes_len)], || Ok(PublicKey::try_from(bytes.get(bytes_len)?)?.to_bytes()))
}

/// Decodes a VRF proof: ECVRF_decode_proof of RFC 9381 (SPEC #vrf). A proof that decodes is well-formed; only
/// verification shows whether it is valid.
///
/// - proof (out): the proof.
/// - bytes: the encoded proof.
/// - bytes_len: number of bytes; 80 for a well-formed proof.
///
/// Errors: the first that applies, in this order: PROOF_LENGTH, PROOF_GAMMA_NON_CANONICAL, PROOF_GAMMA_MINUS_ZERO,
/// PROOF_GAMMA_NOT_ON_CURVE, PROOF_SCALAR_NOT_REDUCED.
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

/// Computes the VRF output that a proof claims: ECVRF_proof_to_hash of RFC 9381. Do not use the output of a proof that
/// was not verified; fernet_vrf_verify computes it too.
///
/// - beta (out): the claimed output.
/// - suite: the suite of the proof.
/// - proof: the proof; it is not verified.
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

/// Computes the VRF output of a secret key without a proof, at half the cost of a proof. The output is secret until the
/// caller publishes it or its proof.
///
/// - beta (out): the output.
/// - secret_key: the secret key.
/// - suite: the suite.
/// - alpha: the input, public.
/// - alpha_len: number of bytes of alpha.
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

/// Computes the VRF output of a secret key and its proof: ECVRF_prove of RFC 9381, byte for byte. It uses no
/// randomness: the same arguments give the same proof.
///
/// - proof (out): the proof.
/// - beta (out): the output.
/// - secret_key: the secret key.
/// - suite: the suite.
/// - alpha: the input, public.
/// - alpha_len: number of bytes of alpha.
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

/// Computes the VRF output of a secret key and a proof that also signs additional data (SPEC #vrf-ad). The output is
/// that of fernet_vrf_prove. A proof with additional data, even of length 0, never verifies as a proof without
/// additional data, nor the reverse.
///
/// - proof (out): the proof.
/// - beta (out): the output.
/// - secret_key: the secret key.
/// - suite: the suite.
/// - alpha: the input, public.
/// - alpha_len: number of bytes of alpha.
/// - ad: the additional data.
/// - ad_len: number of bytes of ad; may be 0.
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

/// Computes what fernet_vrf_prove computes, and returns the proof only after a self-check: s is computed twice and the
/// proof is verified. Use it on hardware in which an attacker can cause faults, because one faulty proof reveals the
/// key. It costs about three times as much.
///
/// - proof (out): the proof.
/// - beta (out): the output.
/// - secret_key: the secret key.
/// - suite: the suite.
/// - alpha: the input, public.
/// - alpha_len: number of bytes of alpha.
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

/// Computes what fernet_vrf_prove_ad computes, with the self-check of fernet_vrf_prove_verified.
///
/// - proof (out): the proof.
/// - beta (out): the output.
/// - secret_key: the secret key.
/// - suite: the suite.
/// - alpha: the input, public.
/// - alpha_len: number of bytes of alpha.
/// - ad: the additional data.
/// - ad_len: number of bytes of ad; may be 0.
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

/// Verifies a proof without additional data and computes its output: ECVRF_verify of RFC 9381 with validate_key = TRUE
/// (SPEC #vrf).
///
/// - beta (out): the output.
/// - key: the public key of the prover.
/// - suite: the suite.
/// - alpha: the input.
/// - alpha_len: number of bytes of alpha.
/// - proof: the proof.
///
/// Errors: the first that applies, in this order: VALUE for suite, KEY_..., PROOF_..., VERIFY_NO_POINT, VERIFY_INVALID.
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

/// Verifies a proof with additional data and computes its output (SPEC #vrf-ad).
///
/// - beta (out): the output.
/// - key: the public key of the prover.
/// - suite: the suite.
/// - alpha: the input.
/// - alpha_len: number of bytes of alpha.
/// - ad: the additional data.
/// - ad_len: number of bytes of ad; may be 0.
/// - proof: the proof.
///
/// Errors: the first that applies, in this order: VALUE for suite, KEY_..., PROOF_..., VERIFY_NO_POINT, VERIFY_INVALID.
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

/// Computes the tickets of a prover at several nodes of a block (SPEC #ticket). It evaluates the VRF once for each node
/// in FERNET_VRF_MODE_PER_NODE, once in FERNET_VRF_MODE_PER_BLOCK, and not at all in FERNET_VRF_MODE_PUBLIC. The suite
/// is FERNET_SUITE_ELL2.
///
/// - tickets (out): the tickets: tickets[i] is that of nodes[i].
/// - tickets_len: number of tickets; equal to nodes_len.
/// - secret_key: the secret key of the prover.
/// - seed: the prover seed of the block.
/// - vrf_mode: the parameter of the same name.
/// - nodes: the numbers of the nodes, in any order.
/// - nodes_len: number of nodes.
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
            tickets
                .iter_mut()
                .zip(nodes)
                .for_each(|(ticket, node)| *ticket = prover.ticket(NodeIndex::new(*node)).into())
        })
    })
}

/// Computes the proofs of several claims of a prover in a block, each as fernet_vrf_prove_ad does over
/// fernet_prover_seed_alpha with the claim id as additional data. In FERNET_VRF_MODE_PER_BLOCK the proofs share one
/// evaluation, which halves the cost. The suite is FERNET_SUITE_ELL2.
///
/// - proofs (out): the proofs: proofs[i] is that of nodes[i] and claim_ids[i].
/// - proofs_len: number of proofs; equal to nodes_len and claim_ids_len.
/// - secret_key: the secret key of the prover.
/// - seed: the prover seed of the block.
/// - vrf_mode: the parameter of the same name.
/// - nodes: the numbers of the claimed nodes.
/// - nodes_len: number of nodes.
/// - claim_ids: the ids of the claims.
/// - claim_ids_len: number of ids.
///
/// Errors: LENGTH unless the three lengths are equal, PARAMS_VRF_MODE.
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
    let prove = |tickets: &ProverTickets<'_>, node, id: &[u8; 32]| Ok(tickets.prove(node, Some(id)));
    prove_claims(proofs, proofs_len, secret_key, seed, vrf_mode, nodes, nodes_len, claim_ids, claim_ids_len, prove)
}

/// Computes what fernet_prover_prove computes, with the self-check of fernet_vrf_prove_verified for each proof. After a
/// failure no proof is returned.
///
/// - proofs (out): the proofs: proofs[i] is that of nodes[i] and claim_ids[i].
/// - proofs_len: number of proofs; equal to nodes_len and claim_ids_len.
/// - secret_key: the secret key of the prover.
/// - seed: the prover seed of the block.
/// - vrf_mode: the parameter of the same name.
/// - nodes: the numbers of the claimed nodes.
/// - nodes_len: number of nodes.
/// - claim_ids: the ids of the claims.
/// - claim_ids_len: number of ids.
///
/// Errors: LENGTH unless the three lengths are equal, PARAMS_VRF_MODE, PROVE_FAULT.
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
    let prove = |tickets: &ProverTickets<'_>, node, id: &[u8; 32]| Ok(tickets.prove_verified(node, Some(id))?);
    prove_claims(proofs, proofs_len, secret_key, seed, vrf_mode, nodes, nodes_len, claim_ids, claim_ids_len, prove)
}

/// Writes the proof that `prove` makes for each node and claim id.
fn prove_claims(
    proofs: OutArray<fernet_proof>,
    proofs_len: usize,
    secret_key: In<fernet_secret_key>,
    seed: In<fernet_prover_seed>,
    vrf_mode: fernet_vrf_mode,
    nodes: InArray<u64>,
    nodes_len: usize,
    claim_ids: InArray<fernet_claim_id>,
    claim_ids_len: usize,
    prove: impl Fn(&ProverTickets<'_>, NodeIndex, &[u8; 32]) -> Result<Proof, fernet_status>,
) -> fernet_status {
    let proofs = proofs.of(proofs_len);
    let inputs = [secret_key.span(), seed.span(), nodes.span(nodes_len), claim_ids.span(claim_ids_len)];
    proofs.set_with_secret(inputs, || {
        let secret_key = secret_key.load()?;
        let tickets = ProverTickets::new(&secret_key, seed.parse()?, params::vrf_mode(vrf_mode)?);
        let proofs = proofs.same_len(nodes_len)?.same_len(claim_ids_len)?;
        let mut claims = nodes.get(nodes_len)?.iter().zip(claim_ids.get(claim_ids_len)?);
        proofs.fill(|proofs| {
            proofs.iter_mut().zip(&mut claims).try_for_each(|(proof, (node, id))| {
                *proof = prove(&tickets, NodeIndex::new(*node), &id.bytes)?.into();
                Ok(())
            })
        })?
    })
}
